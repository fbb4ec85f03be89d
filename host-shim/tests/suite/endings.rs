//! Calls end while the host works for them.

use std::future::pending;
use std::pin::pin;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use greentic_host_shim::services::http::{HttpClient, HttpFuture, HttpRequest};
use greentic_host_shim::{Component, Error, Host, Interrupt, LimitKind, Limits};

use crate::guests::load;
use greentic_testkit::handmade::{asking, assemble};

/// Never answers. Says when it is asked, and when nobody waits any more.
struct Silent(Sender<&'static str>);

struct Told(Sender<&'static str>);

impl Drop for Told {
    fn drop(&mut self) {
        let _ = self.0.send("dropped");
    }
}

impl HttpClient for Silent {
    fn send(&self, _request: HttpRequest) -> HttpFuture<'_> {
        let told = Told(self.0.clone());
        Box::pin(async move {
            told.0.send("asked").unwrap();
            pending().await
        })
    }
}

fn silent(limits: Limits) -> (Component, Host, Receiver<&'static str>) {
    let (sender, receiver) = channel();
    let component = load(limits, &asking("http://example.com/"));
    (component, Host::new().http(Silent(sender)), receiver)
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}

/// Without end, but for what the test does.
fn unlimited() -> Limits {
    Limits {
        deadline: None,
        ..Limits::default()
    }
}

fn hurried() -> Limits {
    Limits {
        deadline: Some(Duration::from_millis(50)),
        ..Limits::default()
    }
}

fn is_deadline(error: &Error) -> bool {
    matches!(
        error,
        Error::Limit {
            which: LimitKind::Deadline,
            ..
        }
    )
}

#[test]
fn a_deadline_ends_a_host_that_does_not_answer() {
    let (component, host, told) = silent(hurried());
    let mut instance = component.instantiate(host.clone()).unwrap();
    let error = instance.call("f", &[]).unwrap_err();
    assert!(is_deadline(&error), "{error:?}");
    assert!(instance.is_poisoned());
    assert_eq!(told.try_iter().collect::<Vec<_>>(), ["asked", "dropped"]);

    let instance = block_on(component.instantiate_async(host));
    let error = block_on(instance.unwrap().call_async("f", &[])).unwrap_err();
    assert!(is_deadline(&error), "{error:?}");
    assert_eq!(told.try_iter().collect::<Vec<_>>(), ["asked", "dropped"]);
}

#[test]
fn an_interrupt_ends_a_host_that_does_not_answer() {
    let (component, host, told) = silent(unlimited());
    for waits in [false, true] {
        let interrupt = Interrupt::new();
        let (component, host) = (component.clone(), host.clone());
        let call = {
            let interrupt = interrupt.clone();
            thread::spawn(move || {
                if waits {
                    let instance = block_on(component.instantiate_async(host));
                    let mut instance = instance.unwrap();
                    instance.interrupt_by(&interrupt);
                    block_on(instance.call_async("f", &[])).unwrap_err()
                } else {
                    let mut instance = component.instantiate(host).unwrap();
                    instance.interrupt_by(&interrupt);
                    instance.call("f", &[]).unwrap_err()
                }
            })
        };
        // Only once the host is at it.
        assert_eq!(told.recv().unwrap(), "asked");
        interrupt.interrupt();
        let error = call.join().unwrap();
        assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
        assert_eq!(told.recv().unwrap(), "dropped");
    }
}

#[cfg(feature = "wasi")]
mod wasi {
    use super::*;

    /// Sleeps for an hour.
    fn sleeping() -> Vec<u8> {
        assemble(
            r#"(component
              (import "wasi:io/poll@0.2.0" (instance $poll
                (export "pollable" (type $p (sub resource)))
                (export "[method]pollable.block" (func (param "self" (borrow $p))))))
              (alias export $poll "pollable" (type $p))
              (import "wasi:clocks/monotonic-clock@0.2.0" (instance $clock
                (alias outer 1 $p (type $p2))
                (export "pollable" (type $p3 (eq $p2)))
                (export "subscribe-duration" (func (param "when" u64) (result (own $p3))))))
              (core func $block (canon lower (func $poll "[method]pollable.block")))
              (core func $subscribe (canon lower (func $clock "subscribe-duration")))
              (core module $m
                (import "" "block" (func $block (param i32)))
                (import "" "subscribe" (func $subscribe (param i64) (result i32)))
                (func (export "f")
                  (call $block (call $subscribe (i64.const 3600000000000)))))
              (core instance $i (instantiate $m (with "" (instance
                (export "block" (func $block)) (export "subscribe" (func $subscribe))))))
              (func (export "f") (canon lift (core func $i "f"))))"#,
        )
    }

    #[test]
    fn a_sleep_ends_with_its_call() {
        let mut instance = load(hurried(), &sleeping())
            .instantiate(Host::new().wasi())
            .unwrap();
        let error = instance.call("f", &[]).unwrap_err();
        assert!(is_deadline(&error), "{error:?}");

        let mut instance = load(unlimited(), &sleeping())
            .instantiate(Host::new().wasi())
            .unwrap();
        let interrupt = Interrupt::new();
        instance.interrupt_by(&interrupt);
        let call = thread::spawn(move || instance.call("f", &[]).unwrap_err());
        // Before, at the beginning of, or in the middle of the sleep.
        thread::sleep(Duration::from_millis(20));
        interrupt.interrupt();
        let error = call.join().unwrap();
        assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
    }

    /// Asks for so many random bytes.
    fn random(function: &str, interface: &str, bytes: u64) -> Vec<u8> {
        assemble(&format!(
            r#"(component
              (import "wasi:random/{interface}@0.2.0" (instance $r
                (export "{function}" (func (param "len" u64) (result (list u8))))))
              (core module $mem
                (memory (export "m") 600)
                (func (export "r") (param i32 i32 i32 i32) (result i32) i32.const 4096))
              (core instance $mi (instantiate $mem))
              (core func $random (canon lower (func $r "{function}")
                (memory (core memory $mi "m")) (realloc (core func $mi "r"))))
              (core module $m
                (import "" "random" (func $random (param i64 i32)))
                (func (export "f") (call $random (i64.const {bytes}) (i32.const 0))))
              (core instance $i (instantiate $m
                (with "" (instance (export "random" (func $random))))))
              (func (export "f") (canon lift (core func $i "f"))))"#
        ))
    }

    #[test]
    fn answers_of_wasi_are_weighed() {
        let limits = Limits {
            value_bytes: 1_000,
            ..Limits::default()
        };
        for (function, interface) in [
            ("get-random-bytes", "random"),
            ("get-insecure-random-bytes", "insecure"),
        ] {
            let call = |bytes| {
                load(limits.clone(), &random(function, interface, bytes))
                    .instantiate(Host::new().wasi())
                    .unwrap()
                    .call("f", &[])
            };
            assert!(call(1_000).is_ok());
            for bytes in [1_001, 32 << 20, u64::MAX] {
                let error = call(bytes).unwrap_err();
                let Error::Limit { which, .. } = error else {
                    panic!("{error:?}");
                };
                assert_eq!(which, LimitKind::Values);
            }
        }
    }
}
