//! What invoking and streaming have in common.

use greentic_command::output;
use greentic_host_shim::{Error, ExecCtx, Instance};

use crate::cli::OperationArgs;
use crate::failure::Failure;
use crate::file;

/// Why the node is stopped, as far as it gets to know.
const STOP_REASON: &str = "the command has ended";

/// Calls one function of a node as the options say, between on-start and
/// on-stop if they are wanted. Gives the answer and the bytes of linear memory
/// that the instance had in the end.
pub(crate) fn call<R>(
    args: &OperationArgs,
    function: impl FnOnce(&mut Instance, &ExecCtx, &str, &str) -> Result<R, Error>,
) -> Result<(R, usize), Failure> {
    // Before anything is compiled: standard input may turn out to be bad.
    let input = file::input(&args.input)?;
    let component = file::component(&args.file, &args.load)?;
    let mut node = component.instantiate(args.host.host()?)?;
    let mut ctx = args.context.context();
    if args.drop_unrepresentable {
        let revision = component.node_revision()?;
        let dropped = ctx.reduce(revision);
        if !dropped.is_empty() {
            output::warning(&format!(
                "the node speaks {revision}, so it does not get {}",
                dropped.join(", ")
            ));
        }
    }
    if args.lifecycle {
        node.on_start(&ctx)?
            .map_err(|message| Failure::Refused { message })?;
    }
    let answer = function(&mut node, &ctx, &args.op, &input)?;
    if args.lifecycle {
        // Reported, and changes nothing else.
        match node.on_stop(&ctx, STOP_REASON) {
            Ok(Ok(())) => {}
            Ok(Err(message)) => output::error(&format!("the node did not stop well: {message}")),
            Err(error) => output::error(&error.to_string()),
        }
    }
    Ok((answer, node.memory_bytes()))
}
