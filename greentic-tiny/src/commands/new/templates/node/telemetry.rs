//! Reports the work of the node.

use greentic_guest::component::v0_5::node::{ExecCtx, NodeError};
use greentic_guest::json;
use greentic_guest::prelude::*;
use greentic_guest::telemetry::v1_0 as telemetry;

/// Says in the telemetry that it was called. Whether the host takes it changes nothing.
pub(crate) fn ping<'a>(
    call: &'a Call,
    ctx: &'a ExecCtx<'a>,
    logger: &impl telemetry::Host,
) -> Result<&'a str, NodeError<'a>> {
    logger.event(call, ctx, "{name}", &[("outcome", "pinged")]);
    Ok(json!(call, {"pinged": true}))
}

#[cfg(test)]
mod tests {
    use super::*;
    use greentic_guest::testing::{Logs, context};

    #[test]
    fn a_ping_is_told() {
        let (call, ctx, logs) = (Call::new(), context(), Logs::new());
        ping(&call, &ctx, &logs).unwrap();
        assert_eq!(logs.values("outcome"), ["pinged"]);
    }
}
