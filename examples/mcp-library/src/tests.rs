use greentic_guest::Call;
use greentic_guest::mcp::v25_6_18::{ContentBlock, Guest as _, ResourceContents, Response};
use serde_json::{Value, json};

use super::{BOOKS, Library};

/// The text of an answer, and whether it is an error for the model; or the protocol's.
fn answer(tool: &str, arguments: &str) -> Result<(String, bool), String> {
    let call = Call::new();
    match Library::call_tool(&call, tool, arguments) {
        Ok(Response::Completed(result)) => {
            let [ContentBlock::Text(text)] = &*result.content else {
                panic!("not one text: {result:?}");
            };
            Ok((text.text.to_string(), result.is_error.get() == Some(true)))
        }
        Ok(other) => panic!("a question: {other:?}"),
        Err(error) => Err(format!("{error:?}")),
    }
}

fn json_of(tool: &str, arguments: &str) -> Value {
    let (text, _) = answer(tool, arguments).expect("an answer");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn books_are_found_by_author_and_word() {
    let wells = json!({"books": ["The Time Machine", "The Invisible Man"]});
    assert_eq!(json_of("find", r#"{"word":"Wells"}"#), wells);
    let machine = json!({"books": ["The Time Machine"]});
    assert_eq!(json_of("find", r#"{"word":"Machine"}"#), machine);
    assert_eq!(json_of("find", r#"{"word":"x"}"#), json!({"books": []}));
}

#[test]
fn a_book_may_be_kept_by_its_pages() {
    for (arguments, days) in [
        (r#"{"pages":400}"#, 20),
        (r#"{"pages":1}"#, 7),
        (r#"{"pages":4000000000}"#, 42),
    ] {
        assert_eq!(json_of("lend", arguments), json!({"days": days}));
    }
}

#[test]
fn a_book_that_is_not_there_is_for_the_model() {
    let cited = answer("cite", r#"{"title":"The Time Machine"}"#);
    assert_eq!(cited, Ok(("Wells: The Time Machine, 1895".into(), false)));
    let (text, is_error) = answer("cite", r#"{"title":"Emma"}"#).expect("an answer");
    assert!(is_error && text.contains("`Emma`"), "{text}");
}

#[test]
fn what_no_tool_takes_is_refused() {
    for (tool, arguments) in [
        ("find", "{}"),
        ("find", r#"{"word":1}"#),
        ("lend", r#"{"pages":-1}"#),
        ("cite", r#"{"title":"a","b":1}"#),
    ] {
        let error = answer(tool, arguments).expect_err(arguments);
        assert!(error.starts_with("InvalidParameters("), "{error}");
    }
    let error = answer("borrow", "{}").expect_err("no tool");
    assert_eq!(error, "NotFound(\"there is no tool `borrow`\")");
}

#[test]
fn the_resource_lists_every_book_and_the_prompt_is_a_message() {
    let call = Call::new();
    let resource = Library::read_resource(&call, "library://books").expect("a resource");
    let [ResourceContents::Text(text)] = &*resource.contents else {
        panic!("{resource:?}");
    };
    assert_eq!(text.text.lines().count(), BOOKS.len());
    let prompt = Library::get_prompt(&call, "suggest").expect("a prompt");
    assert_eq!(prompt.messages.len(), 1);
    assert!(Library::get_prompt(&call, "sugest").is_err());
    assert!(Library::read_resource(&call, "library://book").is_err());
}
