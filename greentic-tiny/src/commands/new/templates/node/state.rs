//! Keeps values between calls.

use greentic_guest::component::v0_5::node::NodeError;
use greentic_guest::json;
use greentic_guest::prelude::*;
use greentic_guest::state::v1_0 as state;

/// Counts its calls: `{"visits":1}`, `{"visits":2}`.
pub(crate) fn visits<'a>(
    call: &'a Call,
    state: &impl state::Host,
) -> Result<&'a str, NodeError<'a>> {
    let before: u32 = state.json_or(call, "visits", 0)?;
    let visits = before.saturating_add(1);
    state.put_text(call, "visits", json!(call, visits))?;
    Ok(json!(call, {"visits": visits}))
}

#[cfg(test)]
mod tests {
    use super::*;
    use greentic_guest::testing::MemoryState;

    #[test]
    fn each_visit_is_counted() {
        let (call, state) = (Call::new(), MemoryState::new());
        assert_eq!(visits(&call, &state).unwrap(), r#"{"visits":1}"#);
        assert_eq!(visits(&call, &state).unwrap(), r#"{"visits":2}"#);
    }
}
