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
use wasmtime_wasi::random::{WasiRandom, WasiRandomCtx};
use wasmtime_wasi::runtime::in_tokio;
use wasmtime_wasi::{WasiCtx, WasiCtxView, WasiView};

use crate::fault::Excess;
use crate::host::State;
use crate::run::Ending;

/// The state of WASI for one instance.
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
    ending: Ending,
}

impl Poll<'_> {
    fn of(state: &mut State) -> Poll<'_> {
        let ending = Ending {
            due: state.due(),
            interrupt: state.interrupt.clone(),
        };
        Poll {
            table: table(state),
            ending,
        }
    }

    fn wait<R>(&mut self, wait: impl AsyncFnOnce(&mut ResourceTable) -> Result<R>) -> Result<R> {
        let Self { table, ending } = self;
        let waited = in_tokio(async {
            let wait = ending.interrupt.until(wait(table));
            match ending.due.remaining() {
                None => wait.await,
                Some(left) => tokio::time::timeout(left, wait).await.ok().flatten(),
            }
        });
        waited.unwrap_or_else(|| Err(Trap::Interrupt.into()))
    }
}

/// Random numbers, no more at a time than may cross.
struct Random<'a> {
    random: &'a mut WasiRandomCtx,
    value_bytes: usize,
}

impl Random<'_> {
    fn of(state: &mut State) -> Random<'_> {
        let value_bytes = state.value_bytes();
        Random {
            random: state.ctx().ctx.random(),
            value_bytes,
        }
    }

    fn check(&self, bytes: u64) -> Result<()> {
        let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
        let allowed = self.value_bytes;
        if bytes > allowed {
            return Err(wasmtime::Error::new(Excess { bytes, allowed }));
        }
        Ok(())
    }
}

struct Randoms;

impl HasData for Randoms {
    type Data<'a> = Random<'a>;
}

impl random::random::Host for Random<'_> {
    fn get_random_bytes(&mut self, bytes: u64) -> Result<Vec<u8>> {
        self.check(bytes)?;
        random::random::Host::get_random_bytes(self.random, bytes)
    }

    fn get_random_u64(&mut self) -> Result<u64> {
        random::random::Host::get_random_u64(self.random)
    }
}

impl random::insecure::Host for Random<'_> {
    fn get_insecure_random_bytes(&mut self, bytes: u64) -> Result<Vec<u8>> {
        self.check(bytes)?;
        random::insecure::Host::get_insecure_random_bytes(self.random, bytes)
    }

    fn get_insecure_random_u64(&mut self) -> Result<u64> {
        random::insecure::Host::get_insecure_random_u64(self.random)
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
    random::random::add_to_linker::<_, Randoms>(l, Random::of)?;
    random::insecure::add_to_linker::<_, Randoms>(l, Random::of)?;
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
