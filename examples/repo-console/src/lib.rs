//! A page of a tenant's console: a part of it as HTML (`gui`), and what its buttons do
//! (`repo-ui-actions`).

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

#[cfg(test)]
mod tests;

use greentic_guest::abi::{Opt, Str};
use greentic_guest::gui::v1_0::fragment_api::FragmentContext;
use greentic_guest::repo_ui_actions::v1_0::ui_action_api::{ActionInput, ActionResult};
use greentic_guest::{Call, json};

greentic_guest::component! {
    export gui::v1_0::fragment_api { render_fragment: render },
    export repo_ui_actions::v1_0::ui_action_api { handle_action: act },
}

/// Renders who is signed in, and where.
fn render<'a>(
    call: &'a Call,
    fragment: &'a str,
    page: FragmentContext<'a>,
) -> Result<&'a str, &'a str> {
    if fragment != "greeting" {
        return Err(call.concat(&["there is no fragment ", fragment]));
    }
    let [name] = call
        .json_fields(page.user_ctx.get(), ["name"])
        .map_err(|_| "the user's context is no JSON with a name")?;
    let name = name.str().map_err(|_| "the user's context has no name")?;
    let mut html = call.text();
    html.push("<p>Signed in as <b>");
    push_html(&mut html, name);
    html.push("</b> on ");
    push_html(&mut html, &page.route);
    html.push("</p>");
    Ok(html.finish())
}

/// Appends text that stands for itself in HTML, in attributes too.
fn push_html(html: &mut greentic_guest::abi::Text<'_>, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => html.push("&amp;"),
            '<' => html.push("&lt;"),
            '>' => html.push("&gt;"),
            '"' => html.push("&quot;"),
            '\'' => html.push("&#39;"),
            _ => html.push_char(letter),
        }
    }
}

/// Archives a repository, once the person has typed its name.
fn act<'a>(
    call: &'a Call,
    tenant: &'a str,
    page: &'a str,
    action: &'a str,
    input: ActionInput<'a>,
) -> ActionResult<'a> {
    let refused = |message: &'a str| ActionResult {
        success: false,
        message: Str::new(message),
        payload: Opt::None,
    };
    if (page, action) != ("repositories", "archive") {
        return refused(call.concat(&["the page ", page, " has no action ", action]));
    }
    let fields = call.json_fields(input.payload.get(), ["repository", "typed"]);
    let Ok([Ok(repository), Ok(typed)]) = fields.map(|fields| fields.map(|field| field.str()))
    else {
        return refused("the page sent no `repository` and `typed`");
    };
    if repository != typed {
        return refused("what was typed is not the name of the repository");
    }
    ActionResult {
        success: true,
        message: Str::new(call.concat(&[repository, " is archived"])),
        payload: Opt::Some(Str::new(json!(call, {
            "tenant": tenant,
            "archived": [repository],
        }))),
    }
}
