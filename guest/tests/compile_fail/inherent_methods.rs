//! Methods of the type itself do not make it a component, whatever they
//! promise.
use greentic_guest::Call;

struct Demo;

impl Demo {
    pub const DESCRIBE_JSON: Option<&'static greentic_guest::abi::Str<'static>> = None;

    pub fn describe_json(_: &Call) -> &'static str {
        "{}"
    }
}

greentic_guest::component! { export component::v1_0::describe_v1 => Demo }

fn main() {}
