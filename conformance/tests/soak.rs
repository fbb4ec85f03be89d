//! Many instances, some of them hostile: nothing is left of those that went,
//! and nobody notices those that misbehave.
//!
//! One test in a process of its own, as it measures the process.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use greentic_host_shim::{
    Error, ExecCtx, Host, Instance, InvokeResult, LimitKind, Limits, Pool, Prepared, Shim,
};
use greentic_testkit::guests::bytes;

const CYCLES: u64 = 100_000;
const THREADS: u8 = 8;
const LIVE: usize = 1_000;

/// The bytes that live instances may take together.
const LIVE_BYTES: u64 = 128 << 20;

/// The bytes by which the process' own allocator may vary.
const NOISE: u64 = 4 << 20;

fn limits() -> Limits {
    Limits {
        deadline: Some(Duration::from_mins(1)),
        ..Limits::default()
    }
}

fn ctx() -> ExecCtx {
    ExecCtx::new("prod", "acme", "soak")
}

fn prepare(package: &str, limits: Limits, pool: Option<Pool>) -> Prepared {
    let mut builder = Shim::builder().limits(limits);
    if let Some(pool) = pool {
        builder = builder.pool(pool);
    }
    let shim = builder.build().expect("an engine");
    shim.prepare(&bytes(package), Host::new())
        .expect("a component")
}

/// Calls an instance with a number that no other call has.
fn check(instance: &mut Instance, number: u64) {
    let input = format!("input {number}");
    let answer = instance.invoke(&ctx(), "echo", &input);
    let Ok(InvokeResult::Ok(output)) = answer else {
        panic!("{number}: {answer:?}");
    };
    assert_eq!(output, format!("ok:{input}"));
}

/// Makes, calls and drops instances on all threads, `cycles` of them.
fn cycle(prepared: &Prepared, cycles: u64) {
    thread::scope(|scope| {
        for first in 0..u64::from(THREADS) {
            scope.spawn(move || {
                for number in (first..cycles).step_by(THREADS.into()) {
                    let mut instance = prepared.instantiate().expect("an instance");
                    check(&mut instance, number);
                }
            });
        }
    });
}

/// Resident memory of this process in bytes.
#[cfg(target_os = "linux")]
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("a proc file system");
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .expect("a line for it");
    let number = line.trim().strip_suffix("kB").expect("a unit").trim();
    number.parse::<u64>().expect("a number") << 10
}

/// Runs into every limit that can be run into from inside, over and over,
/// until it is told to stop. Gives how often it was stopped.
fn misbehave(prepared: &Prepared, stop: &AtomicBool) -> u64 {
    let late = |error: &Error| {
        matches!(
            error,
            Error::Limit {
                which: LimitKind::Deadline,
                ..
            }
        )
    };
    // On a busy machine the clock may strike before anything else happens.
    let expected = |op: &str, error: &Error| match op {
        _ if late(error) => true,
        "loop" => false,
        "grab" | "grab-lists" => matches!(
            error,
            Error::Limit {
                which: LimitKind::Memory,
                ..
            }
        ),
        "huge" => matches!(
            error,
            Error::Limit {
                which: LimitKind::Values,
                ..
            }
        ),
        // Its own stack or the engine's, whichever is full first.
        "deep" => matches!(
            error,
            Error::Trap { .. }
                | Error::Limit {
                    which: LimitKind::Stack,
                    ..
                }
        ),
        _ => matches!(error, Error::Trap { .. }),
    };
    let mut stopped = 0;
    while !stop.load(Ordering::Relaxed) {
        for op in ["panic", "grab", "grab-lists", "deep", "huge", "loop"] {
            let mut instance = prepared.instantiate().expect("an instance");
            let error = instance.invoke(&ctx(), op, "").expect_err(op);
            assert!(expected(op, &error), "{op}: {error:?}");
            // Its slot goes to somebody else, it itself is done.
            let again = instance.invoke(&ctx(), "echo", "");
            assert!(matches!(again, Err(Error::Poisoned)), "{op}: {again:?}");
            stopped += 1;
        }
    }
    stopped
}

#[test]
#[cfg(target_os = "linux")]
fn many_instances_leave_nothing_and_hostile_ones_change_nothing() {
    let pool = Pool::new(u32::try_from(LIVE).expect("small"));
    for (kind, pool) in [("one by one", None), ("from a pool", Some(pool))] {
        let prepared = prepare("node-minimal", limits(), pool.clone());

        // A part of them to warm up, all of them to see growth.
        cycle(&prepared, CYCLES / 10);
        let before = resident();
        cycle(&prepared, CYCLES);
        let after = resident();
        println!("{kind}: {CYCLES} cycles, {before} to {after} bytes resident");
        assert!(after <= before + NOISE, "{kind}: {before} to {after}");

        // All alive at once.
        let start = resident();
        let mut live: Vec<Instance> = (0..LIVE)
            .map(|_| prepared.instantiate().expect("an instance"))
            .collect();
        for (number, instance) in (0..).zip(&mut live) {
            check(instance, number);
        }
        let grown = resident().saturating_sub(start);
        println!("{kind}: {LIVE} live instances take {grown} bytes");
        assert!(grown < LIVE_BYTES, "{kind}: {grown}");
        if pool.is_some() {
            // There is no room for another, and then there is.
            let error = prepared.instantiate().expect_err("a full pool");
            assert!(matches!(error, Error::Busy { .. }), "{error:?}");
            live.pop();
            assert!(prepared.instantiate().is_ok());
        }
        drop(live);

        // Among hostile ones, which take slots of the same engine.
        let short = Limits {
            deadline: Some(Duration::from_millis(30)),
            memory_bytes: 8 << 20,
            value_bytes: 1 << 20,
            ..Limits::default()
        };
        let hostile = prepare("conformance-hostile", short, pool);
        let stop = AtomicBool::new(false);
        let stopped = AtomicU64::new(0);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    stopped.fetch_add(misbehave(&hostile, &stop), Ordering::Relaxed);
                });
            }
            cycle(&prepared, CYCLES / 10);
            stop.store(true, Ordering::Relaxed);
        });
        let stopped = stopped.into_inner();
        println!("{kind}: {stopped} hostile instances stopped");
        assert!(stopped >= 8, "{kind}: {stopped}");
    }
}
