//! An MCP server over a small library: tools that look for books and reckon with them, a
//! resource that lists them and a prompt.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

#[cfg(test)]
mod tests;

use greentic_guest::json;
use greentic_guest::mcp::v25_6_18::{ResourceError, ToolError};
use greentic_guest::mcp_server::Answer;
use greentic_guest::prelude::*;

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
            description: "How many days a book may be kept, by its pages and whether it is new",
            input_schema: r#"{"type":"object","properties":{"pages":{"type":"integer","minimum":1},"new":{"type":"boolean"}},"required":["pages"],"additionalProperties":false}"#,
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

struct Book {
    title: &'static str,
    author: &'static str,
    year: u32,
}

const BOOKS: [Book; 3] = [
    Book {
        title: "The Time Machine",
        author: "Wells",
        year: 1895,
    },
    Book {
        title: "Around the World in Eighty Days",
        author: "Verne",
        year: 1872,
    },
    Book {
        title: "The Invisible Man",
        author: "Wells",
        year: 1897,
    },
];

fn find<'a>(call: &'a Call, arguments: &'a str) -> Result<Answer<'a>, ToolError<'a>> {
    let [word] = call.json_fields(arguments, ["word"])?;
    let word = word.str()?;
    let found = BOOKS
        .iter()
        .filter(|book| book.author == word || book.title.split(' ').any(|one| one == word));
    let titles = json::array(found.map(|book| book.title));
    Ok(Answer::Json(json!(call, {"books": titles})))
}

fn lend<'a>(call: &'a Call, arguments: &'a str) -> Result<Answer<'a>, ToolError<'a>> {
    let [pages, new] = call.json_fields(arguments, ["pages", "new"])?;
    let days = (pages.u32()? / 20).clamp(7, 42);
    let new = new
        .optional()
        .map(|new| new.bool())
        .transpose()?
        .unwrap_or(false);
    Ok(Answer::Json(
        json!(call, {"days": if new { days / 2 } else { days }}),
    ))
}

fn cite<'a>(call: &'a Call, arguments: &'a str) -> Result<Answer<'a>, ToolError<'a>> {
    let [title] = call.json_fields(arguments, ["title"])?;
    let title = title.str()?;
    let Some(book) = BOOKS.iter().find(|book| book.title == title) else {
        // For the model, which may ask for another one.
        return Ok(Answer::Failed(call.concat(&[
            "there is no book `",
            title,
            "` here",
        ])));
    };
    let mut text = call.text();
    text.push(book.author);
    text.push(": ");
    text.push(book.title);
    text.push(", ");
    text.push_u64(book.year.into());
    Ok(Answer::Text(text.finish()))
}

fn books(call: &Call) -> Result<&str, ResourceError<'_>> {
    let mut text = call.text();
    for book in &BOOKS {
        text.push(book.title);
        text.push("\n");
    }
    Ok(text.finish())
}
