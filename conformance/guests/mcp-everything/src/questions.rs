//! Questions to the person.

use greentic_guest::Call;
use greentic_guest::mcp::v25_6_18::ElicitationRequest;

pub(crate) const DEFAULTS: &str = "test_elicitation_sep1034_defaults";

pub(crate) const CHOICES: &str = "test_elicitation_sep1330_enums";

/// The state of a tool's question.
pub(crate) enum Question<'a> {
    /// Nothing: it is another tool.
    None,
    /// It was answered, which the arguments tell.
    Answered,
    /// It is to be asked.
    Due(ElicitationRequest<'a>),
}

/// Returns the question that a tool has.
pub(crate) fn question<'a>(call: &'a Call, tool: &str, arguments: &'a str) -> Question<'a> {
    let (schema, answered, message) = match tool {
        "test_elicitation" => (
            r#"{"type":"object","properties":{"username":{"type":"string","description":"User's response"},"email":{"type":"string","description":"User's email address"}},"required":["username","email"]}"#,
            "\"username\":",
            call.concat(&["What the caller says: ", arguments]),
        ),
        DEFAULTS => (
            r#"{"type":"object","properties":{"name":{"type":"string","default":"John Doe"},"age":{"type":"integer","default":30},"score":{"type":"number","default":95.5},"status":{"type":"string","enum":["active","inactive","pending"],"default":"active"},"verified":{"type":"boolean","default":true}}}"#,
            "\"verified\":",
            "All of these have a default.",
        ),
        CHOICES => (
            r#"{"type":"object","properties":{"untitledSingle":{"type":"string","enum":["option1","option2","option3"]},"titledSingle":{"type":"string","oneOf":[{"const":"value1","title":"First Option"},{"const":"value2","title":"Second Option"}]},"legacyEnum":{"type":"string","enum":["opt1","opt2","opt3"],"enumNames":["Option One","Option Two","Option Three"]},"untitledMulti":{"type":"array","items":{"type":"string","enum":["option1","option2","option3"]}},"titledMulti":{"type":"array","items":{"anyOf":[{"const":"value1","title":"First Choice"},{"const":"value2","title":"Second Choice"}]}}}}"#,
            "\"untitledSingle\":",
            "All of these are choices.",
        ),
        _ => return Question::None,
    };
    // Good enough for a test: the person's answer is among the arguments.
    if arguments.contains(answered) {
        return Question::Answered;
    }
    Question::Due(ElicitationRequest {
        message: message.into(),
        schema: schema.into(),
        ..ElicitationRequest::default()
    })
}
