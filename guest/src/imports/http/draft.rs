//! A request that is being put together.

use core::fmt;

use crate::Call;
use crate::abi::{Growing, Str, Tuple2};
use crate::call::CallRef;

/// A request, until it is sent.
///
/// It is three words: what it says is in the memory of the call, so handing it on costs
/// nothing. What it borrows lives as long as `'d`, what the host answers as long as the call,
/// `'a`. `O` is what one interface can say of a request and others cannot.
#[must_use = "a request goes out when it is sent"]
pub struct RequestBuilder<'d, 'a, H: ?Sized, O> {
    pub(super) host: &'d H,
    pub(super) call: CallRef<'a>,
    pub(super) draft: &'d mut Draft<'d, O>,
}

/// What a request says.
#[derive(Debug)]
pub(super) struct Draft<'d, O> {
    pub(super) method: &'d str,
    pub(super) url: &'d str,
    pub(super) headers: Headers<'d>,
    pub(super) body: Option<&'d [u8]>,
    pub(super) options: O,
}

/// Pairs of name and value. Not generic: there is one such code in a component.
#[derive(Debug)]
pub(super) struct Headers<'d>(Growing<'d, Tuple2<Str<'d>, Str<'d>>>);

impl<'d> Headers<'d> {
    #[inline(never)]
    fn push(&mut self, name: &'d str, value: &'d str) {
        self.0.push(Tuple2(Str::new(name), Str::new(value)));
    }

    pub(super) fn get(&self) -> &[Tuple2<Str<'d>, Str<'d>>] {
        self.0.get()
    }
}

impl<'d, 'a: 'd, H: ?Sized, O> RequestBuilder<'d, 'a, H, O> {
    pub(super) fn new(host: &'d H, call: &'a Call, method: &'d str, url: &'d str) -> Self
    where
        O: Default + 'd,
    {
        let draft = Draft {
            method,
            url,
            headers: Headers(Growing::new(call)),
            body: None,
            options: O::default(),
        };
        Self {
            host,
            call: CallRef::new(call),
            draft: call.arena().keep_mut(draft),
        }
    }

    /// Adds a header. One of the same name that is there already stays.
    pub fn header(self, name: &'d str, value: &'d str) -> Self {
        self.draft.headers.push(name, value);
        self
    }

    /// Adds headers: `&[("accept", "text/plain"), ("x-api-key", key)]`.
    pub fn headers(self, pairs: &[(&'d str, &'d str)]) -> Self {
        for (name, value) in pairs {
            self.draft.headers.push(name, value);
        }
        self
    }

    /// Sets the body, bytes of whatever kind; a header `content-type` can say which.
    pub fn body(self, bytes: &'d [u8]) -> Self {
        self.draft.body = Some(bytes);
        self
    }

    /// Sets the body to text, with the `content-type` of plain text.
    pub fn text(self, text: &'d str) -> Self {
        self.header("content-type", "text/plain; charset=utf-8")
            .body(text.as_bytes())
    }

    /// Sets the body to a JSON document, with its `content-type`. The document is text, as
    /// `json!` and `Call::write_json` make it: it is sent as it is.
    pub fn json(self, document: &'d str) -> Self {
        self.header("content-type", "application/json")
            .body(document.as_bytes())
    }
}

impl<H: ?Sized, O> fmt::Debug for RequestBuilder<'_, '_, H, O> {
    /// Without headers, body and all of the URL but its length: they hold keys and tokens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBuilder")
            .field("method", &self.draft.method)
            .field("url_bytes", &self.draft.url.len())
            .finish_non_exhaustive()
    }
}
