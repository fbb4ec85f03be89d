//! An MCP server over a small library: tools that look for books and reckon with them, a
//! resource that lists them and a prompt.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

#[cfg(test)]
mod tests;

use greentic_guest::json;
use greentic_guest::json::{Json, JsonError};
use greentic_guest::mcp::v25_6_18::ToolError;
use greentic_guest::mcp_server::Answer;
use greentic_guest::prelude::*;
use greentic_guest::text::split_any;

greentic_guest::mcp_server! {
    struct Library,
    name: "library",
    title: "A small library",
    instructions: "Look books up with `find`; `lend` says for how long one may be kept.",
    tools: {
        "find" => find {
            description: "The books with a word in their title or of that author",
            input_schema: r#"{"type":"object","properties":{"word":{"type":"string","minLength":1}},"required":["word"],"additionalProperties":false}"#,
            output_schema: r#"{"type":"object","properties":{"books":{"type":"array","items":{"type":"string"}}},"required":["books"]}"#,
        },
        "lend" => lend {
            description: "How many days a book may be kept, by its pages",
            input_schema: r#"{"type":"object","properties":{"pages":{"type":"integer","minimum":1}},"required":["pages"],"additionalProperties":false}"#,
            output_schema: r#"{"type":"object","properties":{"days":{"type":"integer"}},"required":["days"]}"#,
        },
        "cite" => cite {
            description: "How a book is cited",
            input_schema: r#"{"type":"object","properties":{"title":{"type":"string"}},"required":["title"],"additionalProperties":false}"#,
        },
    },
    resources: {
        "library://books" => books { name: "books", description: "Every book, a line each" },
    },
    prompts: {
        "suggest" => "Ask what I liked to read, and suggest a book of this library." {
            description: "Finds something to read",
        },
    },
}

/// Title, author and year of each book.
const BOOKS: [(&str, &str, u32); 3] = [
    ("The Time Machine", "Wells", 1895),
    ("Around the World in Eighty Days", "Verne", 1872),
    ("The Invisible Man", "Wells", 1897),
];

/// Returns the one argument that each tool takes.
fn argument<'a>(call: &'a Call, of: &'a str, name: &str) -> Result<Json<'a>, JsonError<'a>> {
    let [value] = call.json_fields(of, [name])?;
    Ok(value)
}

fn find<'a>(call: &'a Call, arguments: &'a str) -> Result<Answer<'a>, ToolError<'a>> {
    let word = argument(call, arguments, "word")?.str()?;
    let has = |title| split_any(title, " ").any(|one| one == word);
    let found = BOOKS.iter().filter(|book| book.1 == word || has(book.0));
    let titles = json::array(found.map(|book| book.0));
    Ok(Answer::Json(json!(call, {"books": titles})))
}

fn lend<'a>(call: &'a Call, arguments: &'a str) -> Result<Answer<'a>, ToolError<'a>> {
    let pages = argument(call, arguments, "pages")?.u32()?;
    let days = (pages / 20).clamp(7, 42);
    Ok(Answer::Json(json!(call, {"days": days})))
}

fn cite<'a>(call: &'a Call, arguments: &'a str) -> Result<Answer<'a>, ToolError<'a>> {
    let title = argument(call, arguments, "title")?.str()?;
    let Some((_, author, year)) = BOOKS.iter().find(|book| book.0 == title) else {
        // For the model, which may ask for another one.
        return Ok(Answer::Failed(call.concat(&[
            "there is no book `",
            title,
            "` here",
        ])));
    };
    let mut text = call.text();
    for part in [author, ": ", title, ", "] {
        text.push(part);
    }
    text.push_u64((*year).into());
    Ok(Answer::Text(text.finish()))
}

fn books(call: &Call) -> &str {
    let mut text = call.text();
    for (title, ..) in &BOOKS {
        text.push(title);
        text.push("\n");
    }
    text.finish()
}
