use greentic_guest::Call;
use greentic_guest::abi::Opt;
use greentic_guest::gui::v1_0::fragment_api::FragmentContext;
use greentic_guest::repo_ui_actions::v1_0::ui_action_api::ActionInput;

use super::{act, render};

#[test]
fn names_are_text_and_no_markup() {
    let call = Call::new();
    let page = |user: &'static str| FragmentContext {
        user_ctx: user.into(),
        route: "/repos?a=1&b=2".into(),
        ..FragmentContext::default()
    };
    assert_eq!(
        render(&call, "greeting", page(r#"{"name":"<script>'\""}"#)),
        Ok("<p>Signed in as <b>&lt;script&gt;&#39;&quot;</b> on /repos?a=1&amp;b=2</p>")
    );
    assert!(render(&call, "greeting", page("{}")).is_err());
    assert_eq!(
        render(&call, "menu", page("{}")),
        Err("there is no fragment menu")
    );
}

#[test]
fn a_repository_is_archived_by_its_name_alone() {
    let call = Call::new();
    let ask = |payload: &'static str, action: &'static str| {
        let payload = payload.into();
        act(
            &call,
            "acme",
            "repositories",
            action,
            ActionInput { payload },
        )
    };
    let done = ask(r#"{"repository":"docs","typed":"docs"}"#, "archive");
    assert!(done.success);
    assert_eq!(done.message, "docs is archived");
    assert_eq!(
        done.payload,
        Opt::Some(r#"{"tenant":"acme","archived":["docs"]}"#.into())
    );
    for (payload, action) in [
        (r#"{"repository":"docs","typed":"doc"}"#, "archive"),
        ("{}", "archive"),
        ("[", "archive"),
        (r#"{"repository":"docs","typed":"docs"}"#, "delete"),
    ] {
        assert!(!ask(payload, action).success, "{payload} {action}");
    }
}
