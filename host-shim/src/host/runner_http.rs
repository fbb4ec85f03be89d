//! `greentic:host/http-v1`, the HTTP of older runners, answered by an
//! [`HttpClient`](crate::services::http::HttpClient).

use super::State;
use crate::bindings::host::v1_0::http_v1;
use crate::services::http::HttpRequest;

impl http_v1::Host for State {
    /// Headers are lines, `name: value` each. The answer is the body of a
    /// response with a status of 2xx.
    async fn request(
        &mut self,
        method: String,
        url: String,
        headers: Vec<String>,
        body: Option<Vec<u8>>,
    ) -> wasmtime::Result<Result<Vec<u8>, String>> {
        let mut request = HttpRequest::new(method, url);
        for line in headers {
            let Some((name, value)) = line.split_once(':') else {
                return Ok(Err("a header is not of the form `name: value`".into()));
            };
            request
                .headers
                .push((name.trim().into(), value.trim().into()));
        }
        request.body = body;
        let answer = self.send(request).await;
        let answer = match answer {
            Ok(response) if (200..300).contains(&response.status) => Ok(response.body),
            Ok(response) => Err(format!(
                "the server answered with status {}",
                response.status
            )),
            Err(error) => Err(format!("{}: {}", error.code(), error.message())),
        };
        self.answer(answer)
    }
}
