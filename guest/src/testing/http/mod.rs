//! HTTP by script.

mod expected;
mod hosts;
mod reply;
mod sent;
mod sound;

use std::cell::RefCell;
use std::collections::VecDeque;
use std::format;
use std::rc::Rc;
use std::string::String;
use std::vec::Vec;

pub use self::expected::Expected;
pub use self::reply::FakeReply;
pub use self::sent::Sent;

/// A server by script: it expects requests in an order, and answers each as it was told.
///
/// A request that is not the one that is due fails the test, and the message shows both. So do
/// requests that are due when the last clone goes. A request that no host would send, with a
/// method or a header that is none, a header that is the host's to set, or a URL that is not
/// absolute, gets the error of a host, `invalid-request` say, and the script stays where it is.
/// Which servers a host allows, this one does not know.
///
/// ```
/// # #[cfg(feature = "http-client-v1-1")] {
/// use greentic_guest::prelude::*;
/// use greentic_guest::http::v1_1::{Host, HostError};
/// use greentic_guest::testing::{Expected, FakeHttp, FakeReply};
///
/// fn twice<'a>(call: &'a Call, http: &impl Host, url: &str) -> Result<u16, HostError<'a>> {
///     let reply = http.put(call, url).text("on").timeout(200).send()?;
///     if reply.is_ok() {
///         return Ok(200);
///     }
///     Ok(http.put(call, url).text("on").send()?.status())
/// }
///
/// let url = "https://example.com/lamp";
/// let http = FakeHttp::new()
///     .on(Expected::put(url).body("on").timeout(200), FakeReply::status(503))
///     .on(Expected::put(url), FakeReply::error("timeout", "example.com took too long"));
/// let call = Call::new();
/// assert_eq!(twice(&call, &http, url).unwrap_err().code, "timeout");
/// assert_eq!(http.sent().len(), 2);
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct FakeHttp {
    script: Rc<Script>,
}

#[derive(Debug, Default)]
struct Script {
    due: RefCell<VecDeque<(Expected, FakeReply)>>,
    sent: RefCell<Vec<Sent>>,
}

/// The reason for no response: a code and a sentence.
type Failed = (String, String);

impl FakeHttp {
    /// Makes a server that expects no request.
    pub fn new() -> Self {
        Self::default()
    }

    /// Expects a request behind those that are expected already, and answers it so.
    #[must_use]
    pub fn on(self, expected: Expected, reply: FakeReply) -> Self {
        self.script.due.borrow_mut().push_back((expected, reply));
        self
    }

    /// Returns all requests so far, the first one first, those that no host would send too.
    pub fn sent(&self) -> Vec<Sent> {
        self.script.sent.borrow().clone()
    }

    /// Answers a request.
    ///
    /// # Panics
    ///
    /// The request is not the one that is due.
    fn answer(&self, sent: &Sent) -> Result<FakeReply, Failed> {
        let number = self.script.sent.borrow().len() + 1;
        self.script.sent.borrow_mut().push(sent.clone());
        if let Err((code, message)) = sound::check(sent) {
            return Err((code.into(), message));
        }
        // Not held while it panics: that drops it, and whoever catches it may look.
        let due = self.script.due.borrow_mut().pop_front();
        let Some((expected, reply)) = due else {
            panic!("FakeHttp: request {number} was not expected\n    sent: {sent}");
        };
        if let Some(difference) = expected.difference(sent) {
            panic!(
                "FakeHttp: request {number} has another {difference} than was expected\n\
                 expected: {expected}\n    sent: {sent}"
            );
        }
        match reply.failed {
            Some(failed) => Err(failed),
            None => Ok(reply),
        }
    }
}

impl Drop for Script {
    /// # Panics
    ///
    /// A request is due still, and nothing else went wrong.
    fn drop(&mut self) {
        let due = self.due.take();
        if due.is_empty() || std::thread::panicking() {
            return;
        }
        let due: Vec<_> = due
            .iter()
            .map(|(expected, _)| format!("expected: {expected}"))
            .collect();
        panic!(
            "FakeHttp: not all requests that were expected were sent\n{}",
            due.join("\n")
        );
    }
}
