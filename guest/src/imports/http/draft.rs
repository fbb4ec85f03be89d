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
///
/// ```
/// # #[cfg(feature = "http-client-v1-1")] {
/// use greentic_guest::prelude::*;
/// use greentic_guest::http::v1_1::{Host, HostError};
/// use greentic_guest::imports::http::RequestBuilder;
/// use greentic_guest::interfaces_types::v0_1::TenantCtx;
///
/// /// Adds what each request to this server has, by whatever interface it goes.
/// fn signed<'d, 'a: 'd, H: ?Sized, O>(
///     request: RequestBuilder<'d, 'a, H, O>,
///     key: &'d str,
/// ) -> RequestBuilder<'d, 'a, H, O> {
///     request.headers(&[("x-api-key", key), ("accept", "text/plain")])
/// }
///
/// fn store<'a>(
///     call: &'a Call,
///     http: &impl Host,
///     tenant: &TenantCtx<'_>,
/// ) -> Result<u16, HostError<'a>> {
///     let request = signed(http.put(call, "http://localhost/key"), "sesame");
///     let request = request.body(b"\x01\x02").timeout(500).insecure(true).redirects(false);
///     Ok(request.send_for(tenant)?.status())
/// }
/// # use greentic_guest::testing::{Expected, FakeHttp, FakeReply, tenant};
/// # let (call, other) = (Call::new(), TenantCtx { tenant: "other".into(), ..tenant() });
/// # let expected = Expected::put("http://localhost/key").header("x-api-key", "sesame");
/// # let expected = expected.header("accept", "text/plain").body(b"\x01\x02");
/// # let http = FakeHttp::new().on(expected.timeout(500).redirects(false), FakeReply::status(201));
/// # assert_eq!(store(&call, &http, &tenant()), Ok(201));
/// # assert_eq!(http.sent()[0].allow_insecure, Some(true));
/// # assert_eq!(store(&call, &http, &other).unwrap_err().code, "denied");
/// # }
/// ```
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
