//! `greentic-tiny mcp`: a server of the Model Context Protocol, made of a component
//! that exports a router.

mod args;

use std::net::SocketAddr;
use std::process::ExitCode;

use greentic_command::output;
use greentic_host_mcp::http::Http;
use greentic_host_mcp::{Error, Server};
use greentic_host_shim::Pool;
use serde::Serialize;
use tokio::runtime;
use tokio_util::sync::CancellationToken;

use crate::failure::Failure;
use crate::file;

pub(crate) use self::args::McpArgs;

/// The bytes of a thread's stack beside those that a component may take.
const OWN_STACK: usize = 1 << 20;

pub(crate) fn run(args: &McpArgs) -> Result<ExitCode, Failure> {
    let options = args.options();
    let calls = options.calls.clamp(1, 10_000);
    // One instance for each running call.
    let pool = Pool::new(u32::try_from(calls).unwrap_or(u32::MAX));
    let shim = args.load.engine.shim(Some(pool))?;
    let component = file::loaded(&shim, &args.file, &args.load.key)?;
    let prepared = component.prepare(args.host.host()?)?;
    let runtime = runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(shim.limits().stack_bytes.saturating_add(OWN_STACK))
        // Threads for the calls, and for standard input and output.
        .max_blocking_threads(calls.saturating_add(8))
        .build()
        .map_err(|source| Failure::Io {
            what: "cannot start threads".to_owned(),
            source,
        })?;
    let result = runtime.block_on(async {
        let server = Server::new(prepared, options).await?;
        match args.http {
            None => server.serve(tokio::io::stdin(), tokio::io::stdout()).await,
            Some(address) => {
                let http = Http::bind(&server, address, args.http_options()?).await?;
                if args.json {
                    output::document(&Listening::new(&http))?;
                }
                output::note(&format!("listening at {}", http.url()));
                http.serve(asked_to_end()?).await;
            }
        }
        Ok(ExitCode::SUCCESS)
    });
    // Nobody is left to send the lines that some tasks still wait for.
    runtime.shutdown_background();
    result
}

/// The addresses at which clients find the server, for programs that start one.
#[derive(Serialize)]
struct Listening {
    address: SocketAddr,
    url: String,
    health: String,
}

impl Listening {
    fn new(http: &Http) -> Self {
        Self {
            address: http.address(),
            url: http.url(),
            health: http.health_url(),
        }
    }
}

/// Returns a token that is cancelled when a signal asks the command to end.
fn asked_to_end() -> Result<CancellationToken, Failure> {
    let stop = CancellationToken::new();
    let asked = stop.clone();
    let failed = |source| Failure::Io {
        what: "cannot wait for signals".to_owned(),
        source,
    };
    #[cfg(unix)]
    let mut term = {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate()).map_err(failed)?
    };
    #[cfg(not(unix))]
    let _ = failed;
    tokio::spawn(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = term.recv() => {}
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
        asked.cancel();
    });
    Ok(stop)
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Component(error) => Self::Component(error),
            Error::Io { what, source } => Self::Io { what, source },
            other => Self::Host {
                message: other.to_string(),
            },
        }
    }
}
