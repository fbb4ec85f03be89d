//! The server under load, a part of which is hostile.

use std::thread;
use std::time::Duration;

use greentic_host_shim::Limits;
use greentic_testkit::guests::bytes;
use http_server::BODY_BYTES;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use ureq::Agent;

const CLIENTS: u32 = 8;
const REQUESTS: u32 = 400;

/// Does what a node should not, or just echoes.
const HOSTILE: &str = "conformance-hostile";

/// Serves a node until the runtime is dropped. Gives the address too.
fn start(package: &str, instances: u32) -> (Runtime, String) {
    let limits = Limits {
        memory_bytes: 8 << 20,
        value_bytes: 4 << 20,
        deadline: Some(Duration::from_secs(2)),
        ..Limits::server()
    };
    let node = http_server::load(&bytes(package), limits, instances).expect("a node");
    let runtime = http_server::runtime().expect("a runtime");
    let listener = runtime
        .block_on(TcpListener::bind("127.0.0.1:0"))
        .expect("a port");
    let address = listener.local_addr().expect("an address");
    runtime.spawn(http_server::serve(listener, node));
    (runtime, format!("http://{address}"))
}

fn client() -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into()
}

fn post(client: &Agent, address: &str, op: &str, input: &[u8]) -> (u16, String) {
    let mut response = client
        .post(format!("{address}/{op}"))
        .send(input)
        .expect("an answer");
    let text = response.body_mut().read_to_string().expect("text");
    (response.status().as_u16(), text)
}

#[test]
fn every_request_of_many_has_its_own_answer() {
    // As many as there are clients: an instance that is not given back at once
    // leaves none for somebody.
    let (_runtime, address) = start(HOSTILE, CLIENTS);
    let work = |number: u32| {
        let client = client();
        let mut counts = [0; 5];
        for round in 0..REQUESTS {
            // No two alike, so that nobody gets what is for somebody else.
            let input = format!("{number}/{round}").repeat(1 + (round % 50) as usize);
            let kind = [3, 101, 203, 307]
                .iter()
                .position(|at| round == at + number);
            let op = kind.map_or("echo", |kind| ["loop", "panic", "grab", "huge"][kind]);
            let (status, text) = post(&client, &address, op, input.as_bytes());
            match op {
                "loop" => assert!(
                    status == 504 && text.contains("deadline"),
                    "{status} {text}"
                ),
                "panic" => assert!(status == 500 && text.contains("trapped"), "{status} {text}"),
                "grab" => assert!(
                    status == 500 && text.contains("by the memory limit"),
                    "{status} {text}"
                ),
                "huge" => assert_eq!((status, text), (200, "huge".repeat(1 << 19))),
                _ => assert_eq!((status, text), (200, input)),
            }
            counts[kind.map_or(4, |kind| kind)] += 1;
        }
        counts
    };
    let all: Vec<[u32; 5]> = thread::scope(|scope| {
        let threads: Vec<_> = (0..CLIENTS)
            .map(|number| scope.spawn(move || work(number)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("all answers are right"))
            .collect()
    });
    assert_eq!(all, [[1, 1, 1, 1, REQUESTS - 4]; CLIENTS as usize]);
}

#[test]
fn requests_beyond_the_pool_are_refused_until_there_is_room() {
    let (_runtime, address) = start(HOSTILE, 2);
    let client = client();
    // Again where a request of ours has the place just then.
    let occupy = || {
        let client = self::client();
        let mut statuses = std::iter::repeat_with(|| post(&client, &address, "loop", b"").0);
        statuses.find(|status| *status != 503)
    };
    thread::scope(|scope| {
        let loops = [scope.spawn(occupy), scope.spawn(occupy)];
        loop {
            let (status, text) = post(&client, &address, "echo", b"x");
            if status == 503 {
                assert!(text.contains("the host is busy"), "{text}");
                break;
            }
            assert_eq!((status, &*text), (200, "x"));
            let over = loops.iter().any(thread::ScopedJoinHandle::is_finished);
            assert!(!over, "three at a time, where there is room for two");
        }
        for each in loops {
            assert_eq!(each.join().expect("an answer"), Some(504));
        }
    });
    assert_eq!(post(&client, &address, "echo", b"x"), (200, "x".into()));
}

#[test]
fn bad_requests_reach_no_instance() {
    // With no room for any.
    let (_runtime, address) = start(HOSTILE, 0);
    let client = client();
    assert_eq!(post(&client, &address, "echo", b"x").0, 503);
    assert_eq!(post(&client, &address, "echo", b"\xff").0, 400);
    assert_eq!(
        post(&client, &address, "echo", &vec![b'x'; BODY_BYTES + 1]).0,
        413
    );
    let got = client.get(&address).call().expect("an answer");
    assert_eq!(got.status(), 405);
}

#[test]
fn an_error_of_the_node_is_no_failure_of_the_server() {
    let (_runtime, address) = start("node-minimal", 1);
    let client = client();
    let failed = post(&client, &address, "fail", b"x");
    assert_eq!(failed, (422, "demo: bad input: x".into()));
    assert_eq!(post(&client, &address, "", b"x"), (200, "ok:x".into()));
}
