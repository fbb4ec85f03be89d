//! The `http-v1` of older runners by script.

use std::format;
use std::string::String;

use crate::Call;
use crate::abi::Str;
use crate::host::v1_0::http_v1::Host;
use crate::testing::http::{FakeHttp, Sent};

impl Host for FakeHttp {
    fn request<'a>(
        &self,
        call: &'a Call,
        method: &str,
        url: &str,
        headers: &[Str<'_>],
        body: Option<&[u8]>,
    ) -> Result<&'a [u8], &'a str> {
        let mut sent = Sent::new(method, url, &[], body);
        for line in headers {
            let Some((name, value)) = line.split_once(':') else {
                return Err("a header is not of the form `name: value`");
            };
            let pair: (String, String) = (name.trim().into(), value.trim().into());
            sent.headers.push(pair);
        }
        match self.answer(&sent) {
            Ok(reply) if reply.status / 100 == 2 => Ok(reply.body_in(call)),
            Ok(reply) => {
                let status = reply.status;
                Err(call.copy(&format!("the server answered with status {status}")))
            }
            Err((code, message)) => Err(call.copy(&format!("{code}: {message}"))),
        }
    }
}
