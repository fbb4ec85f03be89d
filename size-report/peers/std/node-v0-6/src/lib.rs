//! `examples/component-v0-6` with wit-bindgen and the standard library.

#[path = "../../../shared/echo.rs"]
mod echo;

use exports::greentic::component::{component_i18n, component_qa, node};

wit_bindgen::generate!({
    path: [
        "../../../../wit/revisions/0.4.113/deps/greentic-types-core-0.6.0",
        "../../../../wit/revisions/0.4.113/deps/greentic-component-0.6.0",
    ],
    inline: "
        package peers:std;
        world echo {
            export greentic:component/node@0.6.0;
            export greentic:component/component-qa@0.6.0;
            export greentic:component/component-i18n@0.6.0;
        }
    ",
    generate_all,
});

export!(Echo);

struct Echo;

impl node::Guest for Echo {
    fn describe() -> node::ComponentDescriptor {
        echo::describe()
    }

    fn invoke(
        op: String,
        envelope: node::InvocationEnvelope,
    ) -> Result<node::InvocationResult, node::NodeError> {
        echo::invoke(&op, envelope)
    }
}

impl component_qa::Guest for Echo {
    fn qa_spec(mode: component_qa::QaMode) -> Vec<u8> {
        echo::qa_spec(mode)
    }

    fn apply_answers(mode: component_qa::QaMode, current: Vec<u8>, answers: Vec<u8>) -> Vec<u8> {
        echo::apply_answers(mode, current, answers)
    }
}

impl component_i18n::Guest for Echo {
    fn i18n_keys() -> Vec<String> {
        echo::i18n_keys()
    }
}
