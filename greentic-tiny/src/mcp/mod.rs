//! `greentic-tiny mcp`: an MCP server on standard input and output, made of a
//! component that exports a router.

mod base64;
mod calls;
mod content;
mod instance;
mod json;
mod model;
#[cfg(test)]
mod official;
mod peer;
mod revision;
mod router;
mod rpc;
mod session;

use std::io::{self, BufReader};
use std::process::ExitCode;

use crate::cli::McpArgs;
use crate::failure::Failure;

use instance::Program;
use peer::Peer;
use router::Router;
use session::Session;

pub(crate) fn run(args: &McpArgs) -> Result<ExitCode, Failure> {
    let program = Program::load(&args.file, &args.load, args.host.host()?)?;
    let served = Peer::connect(BufReader::new(io::stdin()), io::stdout())
        .and_then(|peer| Session::new(Router::new(program), peer).run());
    match served {
        // A client that has gone away is the usual end.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Io {
            what: "cannot serve".to_owned(),
            source: error,
        }),
        _ => Ok(ExitCode::SUCCESS),
    }
}
