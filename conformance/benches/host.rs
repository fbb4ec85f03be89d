//! The cost of nodes for their host, by the way in which they were made: ours as shrunk,
//! ours with wit-bindgen and no standard library, and with the published crate. All run
//! the same operation through the same typed wrapper.
//!
//! `cargo bench -p greentic-conformance --bench host`; the first run builds the
//! nodes, which takes minutes. Its last lines are the ratios, for the smallest node and
//! for one with several operations and secrets.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{BatchSize, Criterion};
use greentic_conformance::shrunk::shrunk;
use greentic_host_shim::{Component, ExecCtx, Host, Instance, Limits, Shim};
use greentic_testkit::published::{Fixture, Route, Shape, all, smallest};

/// A node, and what it is called in the results.
struct Contender {
    name: &'static str,
    bytes: Vec<u8>,
    /// Only what cannot do without is given WASI.
    wasi: bool,
}

impl Contender {
    fn of(fixture: Fixture) -> Self {
        let (name, wasi) = match fixture.route {
            Route::Ours => ("ours", false),
            Route::WitBindgen => ("wit-bindgen, no_std", false),
            Route::Entrypoint(_) | Route::Exports(_) => ("published crate", true),
        };
        let bytes = match fixture.route {
            Route::Ours => shrunk(&fixture.path).expect("a shrunk form"),
            _ => fixture.bytes,
        };
        Self { name, bytes, wasi }
    }

    fn instance(&self, component: &Component) -> Instance {
        let host = Host::new();
        let host = if self.wasi { host.wasi() } else { host };
        component.instantiate(host).expect("an instance")
    }

    /// From the bytes to the first answer.
    fn cold(&self, shim: &Shim) {
        let component = shim.load(&self.bytes).expect("a component");
        invoke(&mut self.instance(&component), &ctx());
    }
}

/// The node with several operations, ours first.
fn larger() -> Vec<Contender> {
    let routes = [Route::Ours, Route::WitBindgen, Route::Entrypoint("0.4.93")];
    let fixtures = all();
    let of = |route| {
        let is = |fixture: &&Fixture| fixture.shape == Shape::V0_4_89 && fixture.route == route;
        let found = fixtures.iter().find(is).expect("a node of every route");
        Contender::of(found.clone())
    };
    routes.map(of).into()
}

fn shim() -> Shim {
    Shim::new(Limits::default()).expect("an engine")
}

fn ctx() -> ExecCtx {
    ExecCtx::new("prod", "acme", "flow")
}

fn invoke(node: &mut Instance, ctx: &ExecCtx) {
    let answer = node.invoke(ctx, "echo", "input").expect("no trap");
    black_box(answer);
}

fn criterion_groups(criterion: &mut Criterion, contenders: &[Contender]) {
    let shim = shim();
    let mut group = criterion.benchmark_group("cold start");
    group.sample_size(10);
    for node in contenders {
        group.bench_function(node.name, |bencher| bencher.iter(|| node.cold(&shim)));
    }
    group.finish();
    let mut group = criterion.benchmark_group("instantiate");
    for node in contenders {
        let component = shim.load(&node.bytes).expect("a component");
        group.bench_function(node.name, |bencher| {
            bencher.iter(|| node.instance(&component));
        });
    }
    group.finish();
    let mut group = criterion.benchmark_group("warm call");
    for node in contenders {
        let component = shim.load(&node.bytes).expect("a component");
        let ctx = ctx();
        group.bench_function(node.name, |bencher| {
            bencher.iter_batched_ref(
                || node.instance(&component),
                |instance| {
                    for _ in 0..100 {
                        invoke(instance, &ctx);
                    }
                },
                BatchSize::SmallInput,
            );
        });
    }
    group.finish();
}

/// The same by hand, one contender after the other in each round, so that what
/// else the machine does hits all of them: medians as ratios to the first.
fn ratios(what: &str, contenders: &[Contender]) {
    const ROUNDS: usize = 41;
    const CALLS: u32 = 2_000;

    let shim = shim();
    let median = |mut times: Vec<Duration>| {
        times.sort_unstable();
        times[times.len() / 2].as_secs_f64() * 1e6
    };
    let mut loaded: Vec<_> = contenders
        .iter()
        .map(|contender| {
            let component = shim.load(&contender.bytes).expect("a component");
            let mut node = contender.instance(&component);
            invoke(&mut node, &ctx());
            (component, node)
        })
        .collect();
    let mut times = vec![[const { Vec::new() }; 3]; contenders.len()];
    let ctx = ctx();
    for round in 0..ROUNDS {
        for (at, contender) in contenders.iter().enumerate() {
            let (component, node) = &mut loaded[at];
            if round % 4 == 0 {
                let start = Instant::now();
                contender.cold(&shim);
                times[at][0].push(start.elapsed());
            }
            let start = Instant::now();
            for _ in 0..CALLS / 20 {
                black_box(contender.instance(component));
            }
            times[at][1].push(start.elapsed() / (CALLS / 20));
            let start = Instant::now();
            for _ in 0..CALLS {
                invoke(node, &ctx);
            }
            times[at][2].push(start.elapsed() / CALLS);
        }
    }
    println!("\n| {what} | bytes | cold start | instantiate | warm call | linear memory |");
    println!("| --- | --- | --- | --- | --- | --- |");
    let mut first = None;
    for ((contender, times), (_, node)) in contenders.iter().zip(times).zip(&loaded) {
        let [cold, instantiate, warm] = times.map(median);
        #[allow(clippy::cast_precision_loss, reason = "far below 2^52")]
        let row = [cold, instantiate, warm, node.memory_bytes() as f64];
        let base = *first.get_or_insert(row);
        let cell = |at: usize, text: String| format!("{text} ({:.2}x)", row[at] / base[at]);
        println!(
            "| {} | {} | {} | {} | {} | {} |",
            contender.name,
            contender.bytes.len(),
            cell(0, format!("{:.2} ms", cold / 1e3)),
            cell(1, format!("{instantiate:.2} us")),
            cell(2, format!("{warm:.3} us")),
            cell(3, format!("{} KiB", node.memory_bytes() >> 10)),
        );
    }
}

fn main() {
    let smallest = smallest().map(Contender::of);
    let mut criterion = Criterion::default().configure_from_args();
    criterion_groups(&mut criterion, &smallest);
    criterion.final_summary();
    ratios("smallest node", &smallest);
    ratios("node with four operations", &larger());
}
