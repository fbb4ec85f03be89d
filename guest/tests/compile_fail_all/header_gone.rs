//! A request lends its headers to the host: they live until it is sent.

use greentic_guest::http::v1_1::Host;
use greentic_guest::prelude::*;

fn ask(call: &Call, http: &impl Host) {
    let request = {
        let key = String::from("sesame");
        http.get(call, "https://example.com/").header("x-key", &key)
    };
    let _ = request.send();
}

fn main() {}
