//! Does what a script says through the imports of a component, and tells what was answered.
//!
//! Test code and a component share it: `real-host.txt` says how.

use greentic_guest::abi::{List, Opt, Text, Tuple2, from_utf8};
use greentic_guest::component::v0_5::node::ExecCtx;
use greentic_guest::http::v1_1::{self as http, Request};
use greentic_guest::interfaces_types::v0_1::{SpanContext, TenantCtx};
use greentic_guest::runtime_config::v1_0 as runtime_config;
use greentic_guest::secrets_store::v1_1 as secrets;
use greentic_guest::state::v1_1 as state;
use greentic_guest::telemetry::v1_0 as telemetry;
use greentic_guest::{Call, Failure};

/// All that a script can ask.
pub(crate) struct Imports<H, S, K, R, L> {
    pub(crate) http: H,
    pub(crate) state: S,
    pub(crate) secrets: K,
    pub(crate) settings: R,
    pub(crate) logger: L,
}

impl<H, S, K, R, L> Imports<H, S, K, R, L>
where
    H: http::Host,
    S: state::Host,
    K: secrets::Host,
    R: runtime_config::Host,
    L: telemetry::Host,
{
    /// Does each line of a script, `operation|first|second`, and returns a line for each.
    pub(crate) fn run<'a>(&self, call: &'a Call, ctx: &ExecCtx<'a>, script: &'a str) -> &'a str {
        let mut answers = call.text();
        for line in script.lines() {
            let mut parts = line.splitn(4, '|');
            let mut part = || parts.next().unwrap_or_default();
            let (operation, first, second, third) = (part(), part(), part(), part());
            let (operation, tenant) = match operation.strip_suffix("-other") {
                Some(operation) => (
                    operation,
                    TenantCtx {
                        tenant: "other".into(),
                        ..ctx.tenant
                    },
                ),
                None => (operation, ctx.tenant),
            };
            // Without a tenant it is that of the call.
            let (operation, named) = match operation.strip_suffix("-named") {
                Some(operation) => (operation, true),
                None => (operation, tenant != ctx.tenant),
            };
            let named = named.then_some(&tenant);
            // More than a line of a file should be.
            let large = |bytes| call.list((0..bytes).map(|_| b'x'));
            let value = match second {
                "1 MiB" => large(1 << 20),
                "1 MiB and a byte" => large((1 << 20) + 1),
                text => text.as_bytes(),
            };
            match operation {
                "read" => match self.state.read(call, first, named) {
                    Ok(bytes) => show(&mut answers, bytes),
                    Err(error) => failed(&mut answers, &error),
                },
                "write" => match self.state.write(call, first, value, named) {
                    Ok(_) => answers.push("ok"),
                    Err(error) => failed(&mut answers, &error),
                },
                "delete" => match self.state.delete(call, first, named) {
                    Ok(_) => answers.push("ok"),
                    Err(error) => failed(&mut answers, &error),
                },
                "write-if-absent" => match self.state.write_if_absent(call, first, value, named) {
                    Ok(true) => answers.push("true"),
                    Ok(false) => answers.push("false"),
                    Err(error) => failed(&mut answers, &error),
                },
                "secret" => match self.secrets.get(call, first) {
                    Ok(Some(bytes)) => show(&mut answers, bytes),
                    Ok(None) => answers.push("none"),
                    Err(error) => failed(&mut answers, &error),
                },
                "setting" => match self.settings.get(call, first) {
                    Ok(Some(text)) => show(&mut answers, text.as_bytes()),
                    Ok(None) => answers.push("none"),
                    Err(error) => failed(&mut answers, &error),
                },
                "log" => {
                    let span = SpanContext {
                        tenant: if first.is_empty() {
                            ctx.tenant.tenant
                        } else {
                            first.into()
                        },
                        ..SpanContext::default()
                    };
                    match self.logger.log(call, span, &[], named) {
                        Ok(_) => answers.push("ok"),
                        Err(error) => failed(&mut answers, &error),
                    }
                }
                "http" => {
                    let (name, value) = third.split_once('=').unwrap_or_default();
                    // What a file of text cannot have.
                    let value = if value == "CR" { "a\rb" } else { value };
                    let header = [Tuple2(name.into(), value.into())];
                    let request = Request {
                        method: first.into(),
                        url: second.into(),
                        headers: if third.is_empty() {
                            List::EMPTY
                        } else {
                            (&header).into()
                        },
                        body: Opt::None,
                    };
                    match self.http.send(call, request, None, named) {
                        Ok(_) => answers.push("ok"),
                        Err(error) => failed(&mut answers, &error),
                    }
                }
                _ => answers.push("no such operation"),
            }
            answers.push("\n");
        }
        answers.finish()
    }
}

fn show(answers: &mut Text<'_>, bytes: &[u8]) {
    answers.push("ok ");
    answers.push(from_utf8(bytes).map_or("(no text)", |text| {
        if text.len() > 100 { "(long)" } else { text }
    }));
}

fn failed<'a>(answers: &mut Text<'_>, error: &impl Failure<'a>) {
    answers.push("error ");
    answers.push(error.code());
    answers.push(": ");
    answers.push(error.message());
}
