//! The smallest WASI that a component of Rust's standard library runs on: an
//! environment without variables, files and a network, clocks, random numbers,
//! and output that goes nowhere.

use wasmtime::component::{HasData, Linker, Resource, ResourceTable};
use wasmtime::{Result, Trap};
use wasmtime_wasi::cli::{WasiCli, WasiCliView as _};
use wasmtime_wasi::clocks::{WasiClocks, WasiClocksView as _};
use wasmtime_wasi::filesystem::{WasiFilesystem, WasiFilesystemView as _};
use wasmtime_wasi::p2::DynPollable;
use wasmtime_wasi::p2::bindings::io::poll;
use wasmtime_wasi::p2::bindings::sync::io::poll as sync_poll;
use wasmtime_wasi::p2::bindings::{self, cli, clocks, filesystem, random};
use wasmtime_wasi::random::WasiRandom;
use wasmtime_wasi::runtime::in_tokio;
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};

use crate::host::State;
use crate::run::Due;

/// What WASI keeps for one instance.
pub(crate) struct Wasi {
    ctx: WasiCtx,
    table: ResourceTable,
}

impl Wasi {
    pub(crate) fn denied() -> Self {
        let mut ctx = WasiCtx::builder();
        ctx.allow_tcp(false)
            .allow_udp(false)
            .allow_ip_name_lookup(false);
        Self {
            ctx: ctx.build(),
            table: ResourceTable::new(),
        }
    }
}

impl WasiView for State {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        let Wasi { ctx, table } = self.wasi();
        WasiCtxView { ctx, table }
    }
}

struct Table;

impl HasData for Table {
    type Data<'a> = &'a mut ResourceTable;
}

fn table(state: &mut State) -> &mut ResourceTable {
    state.ctx().table
}

/// Waits for something to happen, on the calling thread, and no longer than
/// the call may take: a component could sleep for ever otherwise.
struct Poll<'a> {
    table: &'a mut ResourceTable,
    due: Due,
}

impl Poll<'_> {
    fn of(state: &mut State) -> Poll<'_> {
        let due = state.due();
        Poll {
            table: table(state),
            due,
        }
    }

    fn wait<R>(&mut self, wait: impl AsyncFnOnce(&mut ResourceTable) -> Result<R>) -> Result<R> {
        let Self { table, due } = self;
        in_tokio(async {
            match due.remaining() {
                None => wait(table).await,
                Some(left) => match tokio::time::timeout(left, wait(table)).await {
                    Ok(result) => result,
                    Err(_) => Err(Trap::Interrupt.into()),
                },
            }
        })
    }
}

struct Polls;

impl HasData for Polls {
    type Data<'a> = Poll<'a>;
}

impl sync_poll::Host for Poll<'_> {
    fn poll(&mut self, pollables: Vec<Resource<DynPollable>>) -> Result<Vec<u32>> {
        self.wait(async |table| poll::Host::poll(table, pollables).await)
    }
}

impl sync_poll::HostPollable for Poll<'_> {
    fn ready(&mut self, pollable: Resource<DynPollable>) -> Result<bool> {
        self.wait(async |table| poll::HostPollable::ready(table, pollable).await)
    }

    fn block(&mut self, pollable: Resource<DynPollable>) -> Result<()> {
        self.wait(async |table| poll::HostPollable::block(table, pollable).await)
    }

    fn drop(&mut self, pollable: Resource<DynPollable>) -> Result<()> {
        poll::HostPollable::drop(self.table, pollable)
    }
}

/// Adds WASI 0.2 without sockets. Whether an instance may use it is for its
/// host to say.
pub(crate) fn link(linker: &mut Linker<State>, waits: bool) -> Result<()> {
    let l = linker;
    cli::environment::add_to_linker::<_, WasiCli>(l, State::cli)?;
    cli::exit::add_to_linker::<_, WasiCli>(l, State::cli)?;
    cli::stdin::add_to_linker::<_, WasiCli>(l, State::cli)?;
    cli::stdout::add_to_linker::<_, WasiCli>(l, State::cli)?;
    cli::stderr::add_to_linker::<_, WasiCli>(l, State::cli)?;
    cli::terminal_input::add_to_linker::<_, WasiCli>(l, State::cli)?;
    cli::terminal_output::add_to_linker::<_, WasiCli>(l, State::cli)?;
    cli::terminal_stdin::add_to_linker::<_, WasiCli>(l, State::cli)?;
    cli::terminal_stdout::add_to_linker::<_, WasiCli>(l, State::cli)?;
    cli::terminal_stderr::add_to_linker::<_, WasiCli>(l, State::cli)?;
    clocks::wall_clock::add_to_linker::<_, WasiClocks>(l, State::clocks)?;
    clocks::monotonic_clock::add_to_linker::<_, WasiClocks>(l, State::clocks)?;
    filesystem::preopens::add_to_linker::<_, WasiFilesystem>(l, State::filesystem)?;
    random::random::add_to_linker::<_, WasiRandom>(l, |state| state.ctx().ctx.random())?;
    random::insecure::add_to_linker::<_, WasiRandom>(l, |state| state.ctx().ctx.random())?;
    random::insecure_seed::add_to_linker::<_, WasiRandom>(l, |state| state.ctx().ctx.random())?;
    if waits {
        bindings::io::error::add_to_linker::<_, Table>(l, table)?;
        poll::add_to_linker::<_, Table>(l, table)?;
        bindings::io::streams::add_to_linker::<_, Table>(l, table)?;
        filesystem::types::add_to_linker::<_, WasiFilesystem>(l, State::filesystem)
    } else {
        bindings::io::error::add_to_linker::<_, Table>(l, table)?;
        sync_poll::add_to_linker::<_, Polls>(l, Poll::of)?;
        bindings::sync::io::streams::add_to_linker::<_, Table>(l, table)?;
        bindings::sync::filesystem::types::add_to_linker::<_, WasiFilesystem>(l, State::filesystem)
    }
}
