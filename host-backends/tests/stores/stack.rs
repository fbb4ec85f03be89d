//! Back ends keep to the stack that they can count on: a guest may have used up its
//! own when it calls them.

#![cfg(target_os = "linux")]

use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::thread;

use greentic_host_backends::http::{HttpPolicy, WebClient};
use greentic_host_backends::secrets::{DirectorySecrets, EnvSecrets, MemorySecrets};
use greentic_host_backends::state::{MemoryState, RedbState, StateLimits};
use greentic_host_backends::telemetry::{Collector, OtlpTelemetry};
use greentic_host_shim::Secrets;
use greentic_host_shim::services::http::{HttpClient, HttpRequest};
use greentic_host_shim::services::state::{Scope, StateStore};
use greentic_host_shim::services::telemetry::{LogRecord, Telemetry};

/// As `Limits::stack_bytes` says.
const BACK_END: usize = 256 << 10;

/// The bytes of a stack that were used until now, where nobody has used it before.
fn used() -> usize {
    let here = black_box([0_u8; 1]);
    let here = here.as_ptr().addr();
    let maps = std::fs::read_to_string("/proc/self/smaps").unwrap();
    let mut ours = false;
    for line in maps.lines() {
        let first = line.split(' ').next().unwrap_or_default();
        if let Some((start, end)) = first.split_once('-') {
            let address = |text| usize::from_str_radix(text, 16).unwrap();
            ours = (address(start)..address(end)).contains(&here);
        } else if let Some(kib) = line.strip_prefix("Rss:").filter(|_| ours) {
            let kib: usize = kib.trim().trim_end_matches(" kB").parse().unwrap();
            return kib << 10;
        }
    }
    panic!("the stack is in no part of the memory");
}

/// The bytes of stack that work takes.
fn taken(work: impl FnOnce() + Send) -> usize {
    thread::scope(|scope| {
        // A size of its own, so that it is not the stack of an earlier thread.
        let thread = thread::Builder::new().stack_size(9 << 20);
        let work = || {
            let before = used();
            work();
            used() - before
        };
        thread.spawn_scoped(scope, work).unwrap().join().unwrap()
    })
}

/// Polls once, as a host does; what goes on elsewhere is not of its stack.
fn poll<F: Future>(future: F) {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    let _: Poll<_> = future.as_mut().poll(&mut context);
}

#[test]
fn back_ends_keep_to_their_stack() {
    let folder = tempfile::tempdir().unwrap();
    let acme = &Scope::new("prod", "acme");
    let limits = StateLimits::default();
    let file = RedbState::open(folder.path().join("state.redb"), limits).unwrap();
    let memory = MemoryState::default();
    std::fs::create_dir_all(folder.path().join("prod/acme")).unwrap();
    std::fs::write(folder.path().join("prod/acme/KEY"), "value").unwrap();
    let directory = DirectorySecrets::new(folder.path()).unwrap();
    let environment = EnvSecrets::new("GREENTIC_TEST_").unwrap();
    let kept = MemorySecrets::new().with("KEY", "value");
    let client = WebClient::new(HttpPolicy::new().host("example.com").unwrap());
    let request = || HttpRequest::new("GET", "https://example.com/");
    let otlp = OtlpTelemetry::new(Collector::new("http://127.0.0.1:9").unwrap()).unwrap();
    let record = || LogRecord {
        tenant: "acme".into(),
        fields: vec![("message".into(), "text".repeat(100)); 30],
        ..LogRecord::default()
    };
    let large = vec![7; 1 << 20];
    let store = |state: &dyn StateStore| {
        for round in 0..40 {
            let key = format!("{}", round % 10);
            state
                .write(acme, &key, &large[..large.len() / (round + 1)])
                .unwrap();
            state.read(acme, &key).unwrap();
        }
        state.delete(acme, "3").unwrap();
    };
    let reads = |secrets: &dyn Secrets| drop(secrets.get(Some(acme), "KEY"));
    for (name, bytes) in [
        ("state in a file", taken(|| store(&file))),
        ("state in memory", taken(|| store(&memory))),
        ("secrets in a folder", taken(|| reads(&directory))),
        ("secrets in the environment", taken(|| reads(&environment))),
        ("secrets in memory", taken(|| reads(&kept))),
        ("a request", taken(|| poll(client.send(request())))),
        (
            "a record for a collector",
            taken(|| otlp.log(record()).unwrap()),
        ),
    ] {
        println!("{name}: {bytes}");
        // Some of it is left for what the author of a host puts around it.
        assert!(bytes <= BACK_END / 2, "{name}: {bytes}");
    }
}

#[test]
fn what_is_used_is_seen() {
    #[inline(never)]
    fn level(left: usize) -> u8 {
        let room = black_box([1_u8; 1024]);
        if left == 0 {
            0
        } else {
            level(left - 1) | room[left % 1024]
        }
    }

    let bytes = taken(|| {
        black_box(level(1_000));
    });
    assert!((1_000 << 10..8_000 << 10).contains(&bytes), "{bytes}");
}
