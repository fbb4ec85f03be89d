//! The same component in every form that a host can have it: pooled, cached,
//! compiled ahead of time, interpreted, waited for.

use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, Wake};
use std::thread::{self, Thread};
use std::time::Duration;

use greentic_host_shim::{
    Cache, Error, ExecCtx, Host, InvokeResult, LimitKind, Limits, Pool, Shim, SigningKey,
};

use crate::guests::Given;
use greentic_testkit::handmade::{assemble, bombs, describe, node};

fn ctx() -> ExecCtx {
    ExecCtx::new("dev", "acme", "flow")
}

/// The same one in the whole process.
fn key() -> SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();

    KEY.get_or_init(other_key).clone()
}

fn other_key() -> SigningKey {
    SigningKey::generate().unwrap()
}

fn echoed(answer: Result<InvokeResult, Error>) -> String {
    answer.unwrap().into_result().unwrap()
}

/// Polls a future until it is ready, as an executor does.
fn block_on<F: Future>(future: F) -> F::Output {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    let mut future = pin!(future);
    let waker = Arc::new(Unpark(thread::current())).into();
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}

#[test]
fn a_pool_holds_so_many_and_gives_places_back_clean() {
    let shim = Shim::builder().pool(Pool::new(3)).build().unwrap();
    let prepared = shim.prepare(&node(), Host::new()).unwrap();
    for _ in 0..20 {
        let mut instances: Vec<_> = (0..3).map(|_| prepared.instantiate().unwrap()).collect();
        let error = prepared.instantiate().unwrap_err();
        assert!(matches!(error, Error::Busy { .. }), "{error:?}");
        assert!(!error.is_unfit());
        for instance in &mut instances {
            // Fresh: nobody has started it.
            assert_eq!(echoed(instance.invoke(&ctx(), "S", "")), "false");
            instance.on_start(&ctx()).unwrap().unwrap();
            assert_eq!(echoed(instance.invoke(&ctx(), "S", "")), "true");
        }
        // A place is given back whatever became of the instance.
        instances[1].invoke(&ctx(), "unreachable", "").unwrap_err();
        assert!(instances[1].is_poisoned());
    }
}

#[test]
fn limits_hold_in_a_pool_too() {
    let limits = Limits {
        memory_bytes: 4 << 20,
        table_elements: 5_000,
        deadline: Some(Duration::from_millis(100)),
        ..Limits::default()
    };
    let shim = Shim::builder()
        .limits(limits)
        .pool(Pool::new(4))
        .build()
        .unwrap();
    let prepared = shim.prepare(&node(), Host::new()).unwrap();
    for (op, kind) in [
        ("memory", LimitKind::Memory),
        ("table", LimitKind::Tables),
        ("loop", LimitKind::Deadline),
        ("recursion", LimitKind::Stack),
    ] {
        let mut instance = prepared.instantiate().unwrap();
        let error = instance.invoke(&ctx(), op, "").unwrap_err();
        assert!(
            matches!(&error, Error::Limit { which, .. } if *which == kind),
            "{op}: {error:?}"
        );
    }
}

#[test]
fn a_cache_is_used_and_only_what_was_signed_counts() {
    let folder = tempfile::tempdir().unwrap();
    let load = |key: SigningKey| {
        let cache = Cache::new(folder.path(), key).unwrap();
        let shim = Shim::builder().cache(cache).build().unwrap();
        let component = shim.load(&node()).unwrap();
        let mut instance = component.instantiate(Host::new()).unwrap();
        assert_eq!(echoed(instance.invoke(&ctx(), "echo", "x")), "x");
        assert_eq!(component.layout().core_modules, 2);
    };
    let file = || {
        let mut files = folder.path().read_dir().unwrap();
        let file = files.next().unwrap().unwrap().path();
        assert!(files.next().is_none());
        file
    };
    load(key());
    let path = file();
    let first = std::fs::read(&path).unwrap();
    let long_ago = std::time::SystemTime::UNIX_EPOCH;
    let touch = |path| {
        let file = std::fs::File::options().append(true).open(path).unwrap();
        file.set_modified(long_ago).unwrap();
    };
    // Read, not written again: its content is the same, and it is marked.
    touch(&path);
    load(key());
    assert!(std::fs::read(&path).unwrap() == first);
    assert!(path.metadata().unwrap().modified().unwrap() > long_ago);
    // With another key it does not count, and is replaced.
    load(other_key());
    assert!(std::fs::read(file()).unwrap() != first);
    // Neither does one with a wrong bit, or half of one.
    for damaged in [
        {
            let mut bytes = first.clone();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            bytes
        },
        first[..first.len() / 2].to_vec(),
        Vec::new(),
    ] {
        std::fs::write(&path, &damaged).unwrap();
        load(key());
        // Written anew; the compiler does not give the same bytes every time.
        assert!(std::fs::read(&path).unwrap() != damaged);
        touch(&path);
        load(key());
        assert!(path.metadata().unwrap().modified().unwrap() > long_ago);
    }
    // Other settings of the engine are another entry.
    let cache = Cache::new(folder.path(), key()).unwrap();
    let limits = Limits {
        fuel: Some(1_000_000),
        ..Limits::default()
    };
    let shim = Shim::builder().limits(limits).cache(cache).build().unwrap();
    shim.load(&node()).unwrap();
    assert_eq!(folder.path().read_dir().unwrap().count(), 2);
}

#[test]
fn a_file_in_the_place_of_another_does_not_count() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::new(folder.path(), key()).unwrap();
    let shim = Shim::builder().cache(cache).build().unwrap();
    shim.load(&node()).unwrap();
    let paths = || folder.path().read_dir().unwrap().map(|f| f.unwrap().path());
    let of_node = paths().next().unwrap();
    shim.load(&describe()).unwrap();
    let of_describe = paths().find(|path| *path != of_node).unwrap();
    // Signed with the right key, but for something else.
    std::fs::copy(&of_node, &of_describe).unwrap();
    let component = shim.load(&describe()).unwrap();
    let mut instance = component.instantiate(Host::new()).unwrap();
    assert!(instance.describe_json().is_ok());
}

#[test]
fn a_cache_stays_within_its_capacity_and_touches_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("notes.txt");
    std::fs::write(&other, [0; 1000]).unwrap();
    let cache = Cache::new(folder.path(), key()).unwrap().capacity(1);
    let shim = Shim::builder().cache(cache).build().unwrap();
    shim.load(&node()).unwrap();
    shim.load(&describe()).unwrap();
    let left: Vec<_> = folder
        .path()
        .read_dir()
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    assert_eq!(left, [other]);
}

#[test]
fn what_was_compiled_ahead_runs_where_it_was_signed_for() {
    let shim = Shim::new(Limits::default()).unwrap();
    let file = shim.precompile(&node(), &key()).unwrap();
    let component = shim.load_precompiled(&file, &key()).unwrap();
    let plain = shim.load(&node()).unwrap();
    assert_eq!(component.layout(), plain.layout());
    assert_eq!(component.bytes(), plain.bytes());
    assert_eq!(component.import_names(), plain.import_names());
    let mut instance = component.instantiate(Host::new()).unwrap();
    assert_eq!(echoed(instance.invoke(&ctx(), "echo", "x")), "x");
    // From a file, too, and from one that is longer than it says.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("node.code");
    std::fs::write(&path, &file).unwrap();
    let component = shim.load_precompiled_file(&path, &key()).unwrap();
    assert_eq!(component.layout(), plain.layout());
    let longer = std::fs::File::options().append(true).open(&path).unwrap();
    longer.set_len(1 << 40).unwrap();
    let error = shim.load_precompiled_file(&path, &key()).unwrap_err();
    assert!(matches!(error, Error::Unsigned { .. }), "{error:?}");

    let error = shim.load_precompiled(&file, &other_key()).unwrap_err();
    assert!(matches!(error, Error::Unsigned { .. }), "{error:?}");
    for place in [0, 8, 16, 48, 80, file.len() / 2, file.len() - 1] {
        let mut changed = file.clone();
        changed[place] ^= 1;
        let error = shim.load_precompiled(&changed, &key()).unwrap_err();
        assert!(matches!(error, Error::Unsigned { .. }), "{error:?}");
    }
    // Never taken for compiled code without a signature, nor the other way.
    let error = shim.load_precompiled(&node(), &key()).unwrap_err();
    assert!(matches!(error, Error::Unsigned { .. }), "{error:?}");
    let error = shim.load(&file).unwrap_err();
    assert!(error.is_unfit(), "{error:?}");
    assert!(error.to_string().contains("--key"), "{error}");
    // The signature of a cache is for another use.
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::new(folder.path(), key()).unwrap();
    let caching = Shim::builder().cache(cache).build().unwrap();
    caching.load(&node()).unwrap();
    let cached = folder.path().read_dir().unwrap().next().unwrap().unwrap();
    let cached = std::fs::read(cached.path()).unwrap();
    let error = shim.load_precompiled(&cached, &key()).unwrap_err();
    assert!(matches!(error, Error::Unsigned { .. }), "{error:?}");
    // Made for an engine that counts fuel.
    let limits = Limits {
        fuel: Some(1_000_000),
        ..Limits::default()
    };
    let error = Shim::new(limits)
        .unwrap()
        .load_precompiled(&file, &key())
        .unwrap_err();
    assert!(matches!(error, Error::OtherEngine { .. }), "{error:?}");
}

#[test]
fn what_was_compiled_ahead_keeps_to_the_limits_of_where_it_is_loaded() {
    let shim = |record_bytes| {
        Shim::new(Limits {
            record_bytes,
            ..Limits::default()
        })
        .unwrap()
    };
    let bytes = bombs::globals(1_000, 60);
    let file = shim(2 << 20).precompile(&bytes, &key()).unwrap();
    let component = shim(2 << 20).load_precompiled(&file, &key()).unwrap();
    let records = component.layout().record_bytes;
    // 60 instances of 1,000 globals.
    assert!((960_000..1_200_000).contains(&records), "{records}");
    assert!(component.instantiate(Host::new()).is_ok());
    let exact = usize::try_from(records).unwrap();
    assert!(shim(exact).load_precompiled(&file, &key()).is_ok());
    let less = shim(exact - 1);
    for error in [
        less.load_precompiled(&file, &key()).unwrap_err(),
        less.load(&bytes).unwrap_err(),
    ] {
        let Error::Limit { which, .. } = error else {
            panic!("{error:?}");
        };
        assert_eq!(which, LimitKind::Records);
    }
}

#[cfg(feature = "pulley")]
#[test]
fn an_interpreter_answers_as_machine_code_does() {
    let limits = Limits {
        memory_bytes: 4 << 20,
        deadline: Some(Duration::from_secs(2)),
        ..Limits::default()
    };
    let shim = Shim::builder()
        .limits(limits)
        .interpreter()
        .build()
        .unwrap();
    let component = shim.load(&node()).unwrap();
    let start = || component.instantiate(Host::new()).unwrap();
    assert_eq!(echoed(start().invoke(&ctx(), "echo", "x")), "x");
    for (op, kind) in [
        ("loop", LimitKind::Deadline),
        ("memory", LimitKind::Memory),
        ("recursion", LimitKind::Stack),
    ] {
        let error = start().invoke(&ctx(), op, "").unwrap_err();
        assert!(
            matches!(&error, Error::Limit { which, .. } if *which == kind),
            "{op}: {error:?}"
        );
    }
}

#[test]
fn calls_that_wait_answer_as_those_that_block() {
    let shim = Shim::new(Limits::default()).unwrap();
    let secrets = Given::default().with("GREETING", "Hello");
    let host = Host::new().secrets(secrets);
    let prepared = shim.prepare(&node(), host).unwrap();
    block_on(async {
        let mut node = prepared.instantiate_async().await.unwrap();
        assert!(node.get_manifest_async().await.unwrap().contains("demo"));
        assert_eq!(node.on_start_async(&ctx()).await.unwrap(), Ok(()));
        let answer = node.invoke_async(&ctx(), "echo", "x").await;
        assert_eq!(echoed(answer), "x");
        let answer = node.invoke_async(&ctx(), "password", "GREETING").await;
        assert_eq!(echoed(answer), "Hello");
        let events = node.invoke_stream_async(&ctx(), "echo", "x").await.unwrap();
        assert_eq!(events.len(), 3);
        assert_eq!(node.on_stop_async(&ctx(), "end").await.unwrap(), Ok(()));
        let manifest = node.call_async("node#get-manifest", &[]).await.unwrap();
        assert!(manifest.unwrap().contains("demo"));
        // Not without `async` from here on; an error, not a panic.
        assert!(node.invoke(&ctx(), "echo", "x").is_err());
    });
}

#[test]
fn a_loop_hands_the_thread_back_and_ends_at_its_deadline() {
    let limits = Limits {
        deadline: Some(Duration::from_millis(200)),
        ..Limits::default()
    };
    let shim = Shim::new(limits).unwrap();
    let prepared = shim.prepare(&node(), Host::new()).unwrap();
    let mut polls = 0;
    let error = block_on(async {
        let mut node = prepared.instantiate_async().await.unwrap();
        let context = ctx();
        let mut call = pin!(node.invoke_async(&context, "loop", ""));
        std::future::poll_fn(|context| {
            polls += 1;
            call.as_mut().poll(context)
        })
        .await
        .unwrap_err()
    });
    assert!(polls > 2, "{polls}");
    assert!(
        matches!(
            &error,
            Error::Limit {
                which: LimitKind::Deadline,
                ..
            }
        ),
        "{error:?}"
    );
}

#[test]
fn a_call_that_nobody_waits_for_has_stopped_its_instance() {
    let shim = Shim::new(Limits::default()).unwrap();
    let prepared = shim.prepare(&node(), Host::new()).unwrap();
    block_on(async {
        let mut node = prepared.instantiate_async().await.unwrap();
        {
            let context = ctx();
            let mut call = pin!(node.invoke_async(&context, "loop", ""));
            // Once, and no more.
            std::future::poll_fn(|context| Poll::Ready(call.as_mut().poll(context).is_pending()))
                .await
                .then_some(())
                .expect("it does not end");
        }
        assert!(node.is_poisoned());
        let answer = node.invoke_async(&ctx(), "echo", "").await;
        assert!(matches!(answer, Err(Error::Poisoned)), "{answer:?}");
    });
}

#[test]
fn a_prepared_component_serves_many_threads() {
    let shim = Shim::builder().pool(Pool::new(8)).build().unwrap();
    let prepared = shim.prepare(&node(), Host::new()).unwrap();
    thread::scope(|scope| {
        for thread in 0..8 {
            let prepared = &prepared;
            scope.spawn(move || {
                for round in 0..200 {
                    let input = format!("{thread} {round}");
                    let mut node = prepared.instantiate().unwrap();
                    assert_eq!(echoed(node.invoke(&ctx(), "echo", &input)), input);
                }
            });
        }
    });
}

/// A component of `count` instances of a module.
fn of_instances(count: usize, module: &str) -> Vec<u8> {
    let instances = "(core instance (instantiate $m))".repeat(count);
    assemble(&format!(
        "(component (core module $m {module}) {instances})"
    ))
}

#[test]
fn a_pool_that_is_too_small_says_what_to_raise() {
    let shim = Shim::builder().pool(Pool::new(1)).build().unwrap();
    for (count, module, setting) in [
        (9, "", "`Pool::core_instances`"),
        (3, "(memory 1)", "`Pool::memories`"),
        (3, "(table 1 funcref)", "`Pool::tables`"),
    ] {
        let bytes = of_instances(count, module);
        let error = shim.load(&bytes).unwrap().instantiate(Host::new());
        let error = error.unwrap_err();
        assert!(matches!(error, Error::Busy { .. }), "{error:?}");
        assert!(error.to_string().contains(setting), "{error}");
        let larger = Pool::new(1).core_instances(9).memories(3).tables(3);
        let shim = Shim::builder().pool(larger).build().unwrap();
        let component = shim.load(&bytes).unwrap();
        let first = component.instantiate(Host::new()).unwrap();
        let error = component.instantiate(Host::new()).unwrap_err();
        assert!(error.to_string().contains("`Pool::new`"), "{error}");
        drop(first);
    }
}

#[test]
fn a_limit_is_the_same_limit_in_a_pool() {
    let limits = Limits {
        memory_bytes: 4 << 20,
        table_elements: 100,
        instances: 8,
        ..Limits::default()
    };
    let plain = Shim::new(limits.clone()).unwrap();
    let pooled = Shim::builder().limits(limits).pool(Pool::new(1)).build();
    let pooled = pooled.unwrap();
    for (count, module, kind) in [
        (1, "(memory 65)", LimitKind::Memory),
        (1, "(table 101 funcref)", LimitKind::Tables),
        (9, "", LimitKind::Instances),
        (9, "(memory 0)", LimitKind::Instances),
        (9, "(table 0 funcref)", LimitKind::Instances),
    ] {
        let bytes = of_instances(count, module);
        for shim in [&plain, &pooled] {
            let result = shim.load(&bytes);
            let result = result.and_then(|component| component.instantiate(Host::new()));
            let error = result.unwrap_err();
            assert!(
                matches!(&error, Error::Limit { which, .. } if *which == kind),
                "{module}: {error:?}"
            );
        }
    }
    // More than a pool of Wasmtime's own size has room for, and within the limits.
    let globals = "(global i64 (i64.const 0))".repeat(70_000);
    let bytes = of_instances(1, &globals);
    for shim in [&plain, &pooled] {
        shim.load(&bytes).unwrap().instantiate(Host::new()).unwrap();
    }
}
