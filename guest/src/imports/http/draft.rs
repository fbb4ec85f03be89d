//! A request that is being put together.

use core::fmt;

use crate::Call;
use crate::abi::Pairs;
use crate::call::CallRef;

/// A request, until it is sent.
///
/// Its texts live as long as `'d`, the host's answer as long as the call, `'a`. `O` has the
/// options of one interface.
///
/// All of it but the list of headers is in locals of the function that puts it together, where
/// the methods are expanded: an option that is not set takes no code.
#[must_use = "a request goes out when it is sent"]
pub struct RequestBuilder<'d, 'a, H: ?Sized, O> {
    pub(super) host: &'d H,
    pub(super) call: CallRef<'a>,
    pub(super) method: &'d str,
    pub(super) url: &'d str,
    pub(super) headers: Pairs<'d>,
    pub(super) body: Option<&'d [u8]>,
    pub(super) options: O,
}

#[allow(clippy::inline_always, reason = "see above")]
impl<'d, 'a: 'd, H: ?Sized, O> RequestBuilder<'d, 'a, H, O> {
    #[inline(always)]
    pub(super) fn new(host: &'d H, call: &'a Call, method: &'d str, url: &'d str) -> Self
    where
        O: Default,
    {
        Self {
            host,
            call: CallRef::new(call),
            method,
            url,
            headers: Pairs::new(call),
            body: None,
            options: O::default(),
        }
    }

    /// Adds a header. One of the same name that is there already stays.
    #[inline(always)]
    pub fn header(mut self, name: &'d str, value: &'d str) -> Self {
        self.headers.push(name, value);
        self
    }

    /// Adds headers: `&[("accept", "text/plain"), ("x-api-key", key)]`.
    #[inline(always)]
    pub fn headers(mut self, pairs: &[(&'d str, &'d str)]) -> Self {
        for (name, value) in pairs {
            self.headers.push(name, value);
        }
        self
    }

    /// Sets the body, bytes of whatever kind; a header `content-type` can say which.
    #[inline(always)]
    pub fn body(mut self, bytes: &'d [u8]) -> Self {
        self.body = Some(bytes);
        self
    }

    /// Sets the body to text, with the `content-type` of plain text.
    #[inline(always)]
    pub fn text(self, text: &'d str) -> Self {
        self.header("content-type", "text/plain; charset=utf-8")
            .body(text.as_bytes())
    }

    /// Sets the body to a JSON document, with its `content-type`. The document is text, as
    /// `json!` and `Call::write_json` make it: it is sent as it is.
    #[inline(always)]
    pub fn json(self, document: &'d str) -> Self {
        self.header("content-type", "application/json")
            .body(document.as_bytes())
    }
}

impl<H: ?Sized, O> fmt::Debug for RequestBuilder<'_, '_, H, O> {
    /// Without headers, body and all of the URL but its length: they hold keys and tokens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBuilder")
            .field("method", &self.method)
            .field("url_bytes", &self.url.len())
            .finish_non_exhaustive()
    }
}
