//! Headers of a request lie behind each other in the memory of the call, however many there are.
//!
//! Miri runs this: it is the one place where requests need unsafe code.
#![cfg(feature = "http-client-v1-1")]

use greentic_guest::http::v1_1::{Host, HostError, Request, RequestOptions, Response};
use greentic_guest::interfaces_types::v0_1::TenantCtx;
use greentic_guest::prelude::*;

const URL: &str = "https://example.com/";

/// A host that wants these headers.
struct Expecting<'r>(&'r [(String, String)]);

impl Host for Expecting<'_> {
    fn send<'a>(
        &self,
        _: &'a Call,
        req: Request<'_>,
        _: Option<RequestOptions>,
        _: Option<&TenantCtx<'_>>,
    ) -> Result<Response<'a>, HostError<'a>> {
        let sent = req.headers.iter();
        let sent: Vec<_> = sent.map(|pair| (pair.0.get(), pair.1.get())).collect();
        let expected = self.0.iter().map(|(name, value)| (&**name, &**value));
        assert_eq!(sent, expected.collect::<Vec<_>>());
        Ok(Response::default())
    }
}

/// The counts up to one behind a power of two, and one that is large.
fn counts() -> impl Iterator<Item = usize> {
    let large = if cfg!(miri) { 40 } else { 5000 };
    (0..18).chain([large])
}

fn headers(count: usize) -> Vec<(String, String)> {
    let numbers = 0..count;
    numbers
        .map(|at| (format!("x-{at}"), "v".repeat(at % 7)))
        .collect()
}

#[test]
fn headers_keep_their_order_however_many_there_are() {
    for count in counts() {
        let (call, headers) = (Call::new(), headers(count));
        let host = Expecting(&headers);
        let mut request = host.get(&call, URL);
        for (name, value) in &headers {
            request = request.header(name, value);
        }
        assert!(request.send().is_ok());
    }
}

/// Something else is made between two headers, and two requests grow at once.
#[test]
fn headers_move_without_touching_others() {
    for count in counts() {
        let (call, headers) = (Call::new(), headers(count));
        let host = Expecting(&headers);
        let (mut one, mut other) = (host.get(&call, URL), host.put(&call, URL));
        let mut kept = Vec::new();
        for (name, value) in &headers {
            one = one.header(name, value);
            kept.push((call.copy(name), call.keep(value.len())));
            other = other.header(call.copy(name), call.copy(value));
        }
        assert!(one.send().is_ok());
        assert!(other.send().is_ok());
        for ((name, value), (copy, len)) in headers.iter().zip(kept) {
            assert_eq!((&**name, value.len()), (copy, *len));
        }
    }
}

#[test]
fn headers_come_in_lists_too() {
    let call = Call::new();
    let expected = headers(5);
    let pairs: Vec<_> = expected
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    let host = Expecting(&expected);
    let (first, others) = pairs.split_first().expect("five");
    let request = host
        .get(&call, URL)
        .header(first.0, first.1)
        .headers(others);
    assert!(request.send().is_ok());
}
