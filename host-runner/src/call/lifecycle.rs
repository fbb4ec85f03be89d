//! The start and the stop of a node, around its operations.

use greentic_host_shim::bindings::component::v0_4::node as node_0_4;
use greentic_host_shim::{ExecCtx, Instance};

use super::context;
use crate::{Error, Interface};

/// Lets a node get ready. The inner error is the node's own.
///
/// # Errors
///
/// [`Error::Lacking`] if the interface has no such function, and all that a call may end
/// with.
pub fn start(
    instance: &mut Instance,
    interface: Interface,
    ctx: &ExecCtx,
) -> Result<Result<(), String>, Error> {
    match interface {
        Interface::Node05(_) => Ok(instance.on_start(ctx)?),
        Interface::Node04 => {
            let ctx = context::node_0_4(ctx)?;
            let status = instance.exports::<node_0_4::Guest>()?.on_start(&ctx)?;
            Ok(status.map(|node_0_4::LifecycleStatus::Ok| ()))
        }
        _ => Err(Error::Lacking {
            interface,
            what: "on-start",
        }),
    }
}

/// Tells a node that no operation will follow, and why. The inner error is the node's
/// own.
///
/// # Errors
///
/// As [`start`].
pub fn stop(
    instance: &mut Instance,
    interface: Interface,
    ctx: &ExecCtx,
    reason: &str,
) -> Result<Result<(), String>, Error> {
    match interface {
        Interface::Node05(_) => Ok(instance.on_stop(ctx, reason)?),
        Interface::Node04 => {
            let ctx = context::node_0_4(ctx)?;
            let status = instance
                .exports::<node_0_4::Guest>()?
                .on_stop(&ctx, reason)?;
            Ok(status.map(|node_0_4::LifecycleStatus::Ok| ()))
        }
        _ => Err(Error::Lacking {
            interface,
            what: "on-stop",
        }),
    }
}
