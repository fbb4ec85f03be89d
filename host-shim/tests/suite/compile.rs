//! Compiling in a process of its own.

use std::thread;
use std::time::Duration;

use greentic_host_shim::{
    CompileWorker, Error, ExecCtx, Host, InvokeResult, LimitKind, Limits, Pool, Shim, ShimBuilder,
};

use greentic_testkit::handmade::{assemble, bombs, node};

/// Compiles with this program.
#[allow(unsafe_code, reason = "what a test starts itself")]
pub(crate) fn worker(program: &str) -> CompileWorker {
    // SAFETY: for the command, see its `engine.rs`. No other program of these tests
    // ever answers with code.
    unsafe { CompileWorker::new(program) }
}

fn builder(limits: Limits) -> ShimBuilder {
    Shim::builder()
        .limits(limits)
        .compile_worker(worker(env!("CARGO_BIN_EXE_greentic-compile-worker")))
}

fn shim(limits: Limits) -> Shim {
    builder(limits).build().unwrap()
}

fn which(error: &Error) -> LimitKind {
    match error {
        Error::Limit { which, .. } => *which,
        other => panic!("no limit: {other:?}"),
    }
}

fn echoes(shim: &Shim) {
    let component = shim.load(&node()).unwrap();
    let mut node = component.instantiate(Host::new()).unwrap();
    let ctx = ExecCtx::new("dev", "acme", "flow");
    let answer = node.invoke(&ctx, "echo", "x").unwrap();
    assert_eq!(answer, InvokeResult::Ok("x".into()));
}

/// Worker processes of this one.
#[cfg(target_os = "linux")]
fn workers() -> usize {
    let me = std::process::id();
    let processes = std::fs::read_dir("/proc").unwrap().flatten();
    processes
        .filter(|process| {
            let read = |file| std::fs::read_to_string(process.path().join(file));
            let parent = read("status").unwrap_or_default();
            let parent = parent.lines().any(|line| line == format!("PPid:\t{me}"));
            parent && read("cmdline").is_ok_and(|line| line.contains("greentic-compile-worker"))
        })
        .count()
}

#[test]
fn a_worker_compiles_for_engines_of_every_kind() {
    echoes(&shim(Limits::default()));
    echoes(&shim(Limits {
        fuel: Some(1_000_000),
        ..Limits::default()
    }));
    echoes(
        &builder(Limits::default())
            .pool(Pool::new(1))
            .build()
            .unwrap(),
    );
    #[cfg(feature = "pulley")]
    echoes(&builder(Limits::default()).interpreter().build().unwrap());
}

#[test]
fn what_is_not_valid_has_the_reason_of_the_engine() {
    // The validator knows the switching of stacks, the engine does without.
    let bytes = assemble("(component (core module (type $f (func)) (type (cont $f))))");
    let here = Shim::new(Limits::default())
        .unwrap()
        .load(&bytes)
        .unwrap_err();
    let there = shim(Limits::default()).load(&bytes).unwrap_err();
    assert!(matches!(here, Error::Invalid { .. }), "{here:?}");
    assert_eq!(here.to_string(), there.to_string());
}

#[test]
fn a_compilation_ends_when_its_time_is_over_and_so_does_its_process() {
    let limits = Limits {
        compile_time: Some(Duration::from_millis(1)),
        ..Limits::default()
    };
    let shim = shim(limits);
    let bytes = bombs::code(60_000);
    // Eight at once, as often as nobody would try.
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let error = shim.load(&bytes).unwrap_err();
                assert_eq!(which(&error), LimitKind::CompileTime);
                assert!(error.to_string().contains("0.001 s"), "{error}");
                assert!(error.to_string().contains("--compile-limit"), "{error}");
            });
        }
    });
}

#[test]
#[cfg(target_os = "linux")]
fn bombs_neither_lock_an_innocent_component_out_nor_stay() {
    let hurried = shim(Limits {
        compile_time: Some(Duration::from_millis(1)),
        ..Limits::default()
    });
    let patient = shim(Limits::default());
    let bytes = bombs::code(60_000);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| hurried.load(&bytes).unwrap_err());
        }
        echoes(&patient);
    });
    // Of this test and of those beside it; all end by themselves.
    while workers() > 0 {
        thread::sleep(Duration::from_millis(10));
    }
    echoes(&patient);
}

#[test]
fn memory_to_compile_is_limited() {
    let limits = Limits {
        compile_memory_bytes: 4 << 20,
        ..Limits::default()
    };
    let shim = shim(limits);
    let error = shim.load(&bombs::code(60_000)).unwrap_err();
    assert_eq!(which(&error), LimitKind::CompileMemory);
    assert!(error.to_string().contains("--compile-memory"), "{error}");
    assert!(error.to_string().contains("4194304"), "{error}");
}

#[test]
fn a_component_that_is_dense_gets_the_memory_that_the_error_advises() {
    let limits = |mib: usize| Limits {
        compile_memory_bytes: mib << 20,
        ..Limits::default()
    };
    let bytes = bombs::blocks(400, 100);
    let error = shim(limits(256)).load(&bytes).unwrap_err();
    assert_eq!(which(&error), LimitKind::CompileMemory);
    assert!(error.to_string().contains("--compile-memory"), "{error}");
    assert!(shim(limits(4096)).load(&bytes).is_ok());
}

#[test]
fn machine_code_is_no_larger_than_the_memory_for_it_allows() {
    // Zeros that the file does not have, in a memory that nobody asked for.
    let shim = shim(Limits::default());
    assert!(shim.load(&bombs::images(1, 8 << 20)).is_ok());
    let error = shim.load(&bombs::images(5, 4 << 20)).unwrap_err();
    assert_eq!(which(&error), LimitKind::CompileMemory);
    assert!(error.to_string().contains("machine code"), "{error}");
    assert!(error.to_string().contains("--compile-memory"), "{error}");
}

#[test]
fn a_panic_of_the_compiler_is_an_error_of_the_component() {
    let limits = Limits {
        compile_time: None,
        ..Limits::default()
    };
    let shim = shim(limits);
    let error = shim.load(&bombs::adapters(51, 1)).unwrap_err();
    assert!(matches!(error, Error::Uncompilable { .. }), "{error:?}");
    echoes(&shim);
}

#[test]
fn a_program_that_is_not_there_is_a_matter_of_the_host() {
    let shim = Shim::builder().compile_worker(worker("/nowhere/at/all"));
    let error = shim.build().unwrap().load(&node()).unwrap_err();
    assert!(matches!(error, Error::Setup { .. }), "{error:?}");
    assert!(error.to_string().contains("/nowhere/at/all"), "{error}");
}

#[test]
#[cfg(unix)]
fn whatever_becomes_of_a_worker_is_an_error() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let ends = [
        ("exit 3", "exit status: 3"),
        ("kill -ABRT $$", "SIGABRT"),
        ("kill -KILL $$", "SIGKILL"),
        (
            "echo 'thread has overflowed its stack' >&2; kill -ABRT $$",
            "overflowed",
        ),
        (
            "echo 'memory allocation of 7 bytes failed' >&2; kill -ABRT $$",
            "--compile-memory",
        ),
        ("cat > /dev/null; exit 0", "cannot compile"),
        ("echo not an answer", "no message"),
        ("exec sleep 1000", "--compile-limit"),
        ("exec >&-; exec sleep 1000", "SIGKILL"),
        ("while :; do echo x >&2; done", "--compile-limit"),
    ];
    // All of them first: a program that is open for writing cannot be started, and
    // other threads start processes that hold what is open for a moment.
    let path = |at: usize| folder.path().join(at.to_string());
    for (at, (does, _)) in ends.iter().enumerate() {
        std::fs::write(path(at), format!("#!/bin/sh\n{does}\n")).unwrap();
        std::fs::set_permissions(path(at), PermissionsExt::from_mode(0o755)).unwrap();
    }
    for (at, (does, says)) in ends.iter().enumerate() {
        let program = path(at);
        // Time enough for those that end by themselves, on any machine.
        let late = *says == "--compile-limit";
        let time = Duration::from_millis(if late { 300 } else { 60_000 });
        let shim = Shim::builder()
            .limits(Limits {
                compile_time: Some(time),
                ..Limits::default()
            })
            .compile_worker(worker(program.to_str().unwrap()))
            .build()
            .unwrap();
        let error = shim.load(&node()).unwrap_err().to_string();
        assert!(error.contains(says), "{does}: {error}");
    }
}
