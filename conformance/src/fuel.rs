//! Components whose work is counted in fuel: what they do, whatever the machine.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use greentic_size_report::Generated;
use greentic_size_report::functions::{Functions, Running};

use crate::generated::built;

/// A node of which each call says what fuel it took.
pub struct Fuelled(Running);

impl Fuelled {
    /// Builds nodes that do this, of a package of their own. A source is what stands
    /// behind the signature of `invoke`: `call`, `op` and `input` are there, and it
    /// is a text.
    ///
    /// # Errors
    ///
    /// When one does not compile.
    pub fn all<const N: usize>(
        package: &str,
        features: &[&str],
        sources: [&str; N],
    ) -> Result<[Self; N]> {
        let name = |place: usize| format!("node{place}");
        let files = built(&Generated {
            name: package.to_owned(),
            features: features.iter().map(|&feature| feature.to_owned()).collect(),
            sources: sources
                .iter()
                .enumerate()
                .map(|(place, body)| (name(place), source(body)))
                .collect(),
        })?;
        let mut all = Vec::new();
        for place in 0..N {
            let file = &files[&name(place)];
            let node = Functions::load(&std::fs::read(file)?)?.instantiate(&BTreeMap::new())?;
            all.push(Self(node));
        }
        all.try_into().ok().context("as many as there are sources")
    }

    /// Calls the node. Returns its answer and the fuel.
    ///
    /// # Errors
    ///
    /// When it traps.
    pub fn call(&mut self, op: &str, input: &str) -> Result<(String, u64)> {
        let arguments = [
            concat!(
                r#"{tenant: {env: "prod", tenant: "acme", tenant-id: "acme", "#,
                r#"attributes: [], attempt: 0}, flow-id: "f"}"#
            )
            .to_owned(),
            format!("{op:?}"),
            format!("{input:?}"),
        ];
        let answer = self
            .0
            .call("greentic:component/node@0.5.0#invoke", &arguments)?
            .context("an answer")?;
        let text = answer
            .strip_prefix("%ok(\"")
            .and_then(|answer| answer.strip_suffix("\")"));
        let text = text.with_context(|| answer.clone())?.to_owned();
        Ok((text, self.0.fuel()?))
    }
}

/// Returns the source of a node.
fn source(body: &str) -> String {
    format!(
        r#"#![no_std]
#![allow(unused_imports, unused_variables)]

use greentic_guest::component::v0_5::node::{{ExecCtx, InvokeResult}};
use greentic_guest::{{Call, number, text}};

greentic_guest::component_entrypoint!({{ manifest: "{{}}", invoke: invoke }});

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, op: &'a str, input: &'a str) -> InvokeResult<'a> {{
    InvokeResult::Ok(body(call, op, input).into())
}}

fn body<'a>(call: &'a Call, op: &'a str, input: &'a str) -> &'a str {{
{body}
}}
"#
    )
}
