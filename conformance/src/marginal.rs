//! Marginal costs: the bytes that one thing more takes in a component.
//!
//! `conformance/marginal/AREA.toml` lists them:
//!
//! ```toml
//! features = ["component-v0-5"]   # of greentic-guest
//! body = ""         # of costs that have none of their own
//! items = ""        # what stands beside the functions of all of them, if anything
//!
//! [[cost]]
//! name = "none"
//! body = "input"
//!
//! [[cost]]
//! name = "f64-read"
//! above = "none"    # what the bytes are counted above; "none" if not given
//! limit = 2300      # the most that it may cost; without one it is only shown
//! stack = 416       # the most of the stack that a call may take at worst, if held
//! body = '''        # of `fn(call: &Call, input: &str) -> &str`
//! if number::parse_f64(input).is_some() { input } else { "" }
//! '''
//! items = ""        # what stands beside the function, if anything
//! unsafe_code = false   # whether the items may have unsafe code, which no author has
//! ```
//!
//! Each cost is a component that is shrunk without `wasm-opt`. Its marginal cost is the
//! difference between its size and that of the component which it is compared with.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail, ensure};
use greentic_size_report::Generated;
use greentic_size_report::stack::Stack;
use greentic_testkit::cargo::workspace;
use serde::Deserialize;

use crate::generated::built;
use crate::shrunk::artifacts;

/// The costs of one file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// The name of the file, without its end.
    #[serde(skip)]
    pub name: String,
    /// The features of `greentic-guest` that the components are built with.
    pub features: Vec<String>,
    /// The body of the costs that have none of their own.
    #[serde(default)]
    pub body: String,
    /// The items that the bodies of all costs need.
    #[serde(default)]
    pub items: String,
    /// The costs that are measured.
    #[serde(rename = "cost")]
    pub costs: Vec<Cost>,
}

/// Something that takes bytes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// The name.
    pub name: String,
    /// The cost that it is compared with.
    #[serde(default = "none")]
    pub above: String,
    /// The most bytes that it may take.
    pub limit: Option<i64>,
    /// The most bytes of the stack that a call of the component may take.
    pub stack: Option<u64>,
    /// The body of the function that a call of the component runs; that of the area
    /// where it is empty.
    #[serde(default)]
    pub body: String,
    /// The items that the body needs, in addition to those for the bodies of all costs.
    #[serde(default)]
    pub items: String,
    /// `true` if the items may have unsafe code.
    #[serde(default)]
    pub unsafe_code: bool,
}

/// A cost with what was measured.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The cost.
    pub cost: Cost,
    /// The bytes of the component.
    pub bytes: i64,
    /// The bytes above the other component.
    pub marginal: i64,
    /// The bytes of the stack that a call takes at worst; none where nobody can tell.
    pub stack: Option<u64>,
}

fn none() -> String {
    "none".to_owned()
}

/// Reads all areas, by name.
///
/// # Errors
///
/// When a file cannot be read, is not as it should be, or compares with a cost
/// that it does not have.
pub fn areas() -> Result<Vec<Area>> {
    let folder = workspace().join("conformance/marginal");
    let mut areas = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let here = || path.display().to_string();
        let text = fs::read_to_string(&path).with_context(here)?;
        let mut area: Area = toml::from_str(&text).with_context(here)?;
        let name = path.file_stem().and_then(|name| name.to_str());
        name.with_context(here)?.clone_into(&mut area.name);
        for cost in &mut area.costs {
            if cost.body.is_empty() {
                cost.body.clone_from(&area.body);
            }
            cost.items.insert_str(0, &area.items);
        }
        for cost in &area.costs {
            ensure!(
                !cost.body.is_empty(),
                "{}: cost `{}` has no body, and the file has none for all; add one",
                path.display(),
                cost.name
            );
            let same = |name: &str| area.costs.iter().filter(|cost| cost.name == name).count();
            ensure!(
                same(&cost.name) == 1,
                "{}: cost `{}` is there {} times; each has a name of its own",
                path.display(),
                cost.name,
                same(&cost.name)
            );
            ensure!(
                same(&cost.above) == 1,
                "{}: cost `{}` is counted above `{}`, which is none of the file; add it",
                path.display(),
                cost.name,
                cost.above
            );
        }
        areas.push(area);
    }
    areas.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(areas)
}

impl Area {
    /// Builds and measures the components.
    ///
    /// # Errors
    ///
    /// When one does not compile.
    pub fn measure(&self) -> Result<Vec<Measured>> {
        let files = self.components()?;
        let (mut bytes, mut stacks) = (BTreeMap::new(), BTreeMap::new());
        for cost in &self.costs {
            let artifacts = artifacts(&files[&cost.name])?;
            bytes.insert(&cost.name, i64::try_from(artifacts.shrunk.len())?);
            if cost.stack.is_some() {
                let stack = Stack::of(&artifacts)?;
                let unbounded = stack.unbounded();
                let told = unbounded.is_empty().then_some(stack.bytes);
                stacks.insert(&cost.name, told);
            }
        }
        let measured = self.costs.iter().map(|cost| Measured {
            cost: cost.clone(),
            bytes: bytes[&cost.name],
            marginal: bytes[&cost.name] - bytes[&cost.above],
            stack: stacks.get(&cost.name).copied().flatten(),
        });
        Ok(measured.collect())
    }

    /// Returns the files of the components as they were linked, by the name of the
    /// cost.
    ///
    /// # Errors
    ///
    /// When one does not compile.
    pub fn components(&self) -> Result<BTreeMap<String, PathBuf>> {
        // Names of Cargo's have no dash where a file comes of them.
        let id = |cost: &Cost| cost.name.replace('-', "_");
        let package = Generated {
            name: format!("marginal-{}", self.name),
            features: self.features.clone(),
            sources: self
                .costs
                .iter()
                .map(|cost| (id(cost), source(cost)))
                .collect(),
        };
        let files = built(&package)?;
        let named = |cost: &Cost| (cost.name.clone(), files[&id(cost)].clone());
        Ok(self.costs.iter().map(named).collect())
    }
}

/// Returns the source of a component.
fn source(cost: &Cost) -> String {
    let unsafe_code = if cost.unsafe_code { "allow" } else { "forbid" };
    format!(
        r#"#![no_std]
#![{unsafe_code}(unsafe_code)]
#![allow(unused_imports, unused_variables)]

use greentic_guest::component::v0_5::node::{{ExecCtx, InvokeResult, NodeError}};
use greentic_guest::{{Call, number, text}};

greentic_guest::component_entrypoint!({{ manifest: "{{}}", invoke: invoke }});

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {{
    InvokeResult::Ok(body(call, input).into())
}}

// Not inlined, so that what is around it stays the same.
#[inline(never)]
fn body<'a>(call: &'a Call, input: &'a str) -> &'a str {{
{}
}}

{}
"#,
        cost.body, cost.items
    )
}

/// Returns what was measured as a table.
pub fn table(area: &str, measured: &[Measured]) -> String {
    let mut text = format!("{area:<24} bytes   cost  limit\n");
    for Measured {
        cost,
        bytes,
        marginal,
        stack,
    } in measured
    {
        let limit = cost
            .limit
            .map_or_else(String::new, |limit| limit.to_string());
        let _ = write!(
            text,
            "  {:<20} {bytes:>7} {marginal:>6} {limit:>6}",
            cost.name
        );
        if cost.above != "none" {
            let _ = write!(text, "  above {}", cost.above);
        }
        if let Some(most) = cost.stack {
            let stack = stack.map_or_else(|| "no bound".to_owned(), |bytes| bytes.to_string());
            let _ = write!(text, "  stack {stack} of {most}");
        }
        text.push('\n');
    }
    text
}

/// Holds what was measured against its limits.
///
/// # Errors
///
/// When something costs more than it may, or so much less that the limit holds
/// nothing; the stack likewise.
pub fn hold(area: &str, measured: &[Measured]) -> Result<()> {
    let mut broken = String::new();
    for Measured {
        cost,
        marginal,
        stack,
        ..
    } in measured
    {
        let name = &cost.name;
        if let Some(limit) = cost.limit
            && let Some(what) = advice(*marginal, limit)
        {
            let _ = writeln!(
                broken,
                "conformance/marginal/{area}.toml: `{name}` costs {marginal} bytes; the limit is {limit} ({what})",
            );
        }
        let Some(limit) = cost.stack else { continue };
        let Some(bytes) = *stack else {
            let _ = writeln!(
                broken,
                "conformance/marginal/{area}.toml: `{name}` takes stack without a bound; the limit is {limit} (find the recursion with `component-shrink stack`)",
            );
            continue;
        };
        if let Some(what) = advice(bytes.cast_signed(), limit.cast_signed()) {
            let _ = writeln!(
                broken,
                "conformance/marginal/{area}.toml: `{name}` takes {bytes} bytes of stack; the limit is {limit} ({what})",
            );
        }
    }
    if !broken.is_empty() {
        bail!("{broken}");
    }
    Ok(())
}

/// Returns what to do where a figure is more than its limit, or so much less that
/// the limit holds nothing.
fn advice(figure: i64, limit: i64) -> Option<&'static str> {
    if figure > limit {
        Some("say in the commit what the bytes buy, and raise it")
    } else if figure < limit - limit.abs() / 10 - 20 {
        Some("lower it to what is measured")
    } else {
        None
    }
}
