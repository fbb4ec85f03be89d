//! `examples/component-v0-6` with the published crate.

#[path = "../../../shared/echo.rs"]
mod echo;

use greentic_interfaces_guest::component_v0_6::{component_i18n, component_qa, node};

greentic_interfaces_guest::export_component_v060!(
    Echo,
    component_qa: Echo,
    component_i18n: Echo,
);

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
