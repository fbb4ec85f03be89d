//! `greentic-tiny describe`.

use greentic_command::output;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use greentic_host_shim::bindings::component::v0_4::node as node_0_4;
use greentic_host_shim::bindings::component::v0_5::node as node_0_5;
use greentic_host_shim::bindings::component::v0_6::component_descriptor as descriptor_0_6;
use greentic_host_shim::bindings::component::v0_6_1::descriptor as descriptor_0_6_1;
use greentic_host_shim::bindings::component::v1_0::describe_v1;
use greentic_host_shim::bindings::provider_schema_core::v1_0 as provider;
use greentic_host_shim::bindings::rev_0_4_113::component::v0_6::node as node_0_6;
use greentic_host_shim::{Component, Instance};
use serde_json::{Value, json};

use crate::commands::setup::decoded;
use crate::failure::Failure;
use crate::file;
use crate::options::engine::LoadArgs;
use crate::options::host::HostArgs;
use crate::value::{self, Bytes};

#[derive(Args)]
pub(crate) struct DescribeArgs {
    /// The component
    file: PathBuf,

    /// Ask this interface, `node@0.6.0` say, where it has several that tell what it is
    #[arg(long, value_name = "INTERFACE")]
    from: Option<String>,

    /// Print one JSON document with the text, its parsed form and where it is from
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    host: HostArgs,

    #[command(flatten)]
    pub(crate) load: LoadArgs,
}

/// A function that tells what a component is.
struct Source {
    interface: &'static str,
    function: &'static str,
    exported: fn(&Component) -> bool,
    ask: fn(&mut Instance) -> Result<String, Failure>,
}

/// In the order in which they are asked: descriptions that were made for tools, then
/// the manifests of nodes, then what is CBOR.
const SOURCES: [Source; 7] = [
    Source {
        interface: describe_v1::NAME,
        function: "describe-json",
        exported: |component| component.fits::<describe_v1::Guest>().is_ok(),
        ask: |instance| Ok(instance.describe_json()?),
    },
    Source {
        interface: node_0_5::NAME,
        function: "get-manifest",
        exported: |component| component.node_revision().is_ok(),
        ask: |instance| Ok(instance.get_manifest()?),
    },
    Source {
        interface: node_0_6::NAME,
        function: "describe",
        exported: |component| component.fits::<node_0_6::Guest>().is_ok(),
        ask: |instance| {
            let path = format!("{}#describe", node_0_6::NAME);
            let descriptor = instance.call_value(&path, &[])?;
            let json = descriptor
                .as_ref()
                .map(|one| value::json_with(one, Bytes::Cbor));
            Ok(json.unwrap_or_default().to_string())
        },
    },
    Source {
        interface: node_0_4::NAME,
        function: "get-manifest",
        exported: |component| component.fits::<node_0_4::Guest>().is_ok(),
        ask: |instance| Ok(instance.exports::<node_0_4::Guest>()?.get_manifest()?),
    },
    Source {
        interface: descriptor_0_6::NAME,
        function: "describe",
        exported: |component| component.fits::<descriptor_0_6::Guest>().is_ok(),
        ask: |instance| from_cbor(&instance.exports::<descriptor_0_6::Guest>()?.describe()?),
    },
    Source {
        interface: descriptor_0_6_1::NAME,
        function: "describe",
        exported: |component| component.fits::<descriptor_0_6_1::Guest>().is_ok(),
        ask: |instance| from_cbor(&instance.exports::<descriptor_0_6_1::Guest>()?.describe()?),
    },
    Source {
        interface: provider::NAME,
        function: "describe",
        exported: |component| component.fits::<provider::Guest>().is_ok(),
        ask: |instance| {
            let bytes = instance.exports::<provider::Guest>()?.describe()?;
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        },
    },
];

fn from_cbor(bytes: &[u8]) -> Result<String, Failure> {
    Ok(decoded(bytes)?.to_string())
}

impl Source {
    /// Whether this is a name of the interface: all of it, or its end.
    fn is_called(&self, name: &str) -> bool {
        let rest = self.interface.strip_suffix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
    }
}

pub(crate) fn run(args: &DescribeArgs) -> Result<ExitCode, Failure> {
    let mut sources = SOURCES.iter().collect::<Vec<_>>();
    if let Some(name) = &args.from {
        sources.retain(|source| source.is_called(name));
        if sources.is_empty() {
            let names = SOURCES.map(|source| source.interface).join(", ");
            return Err(Failure::Usage {
                message: format!("--from {name} is none of {names}"),
            });
        }
    }
    let component = file::component(&args.file, &args.load)?;
    let source = sources.iter().find(|source| (source.exported)(&component));
    // A component that has none of them is told that it is no node, which most are.
    let node = sources
        .iter()
        .find(|source| source.interface == node_0_5::NAME);
    let source = source.or(node).unwrap_or(&sources[0]);
    let mut instance = component.instantiate(args.host.host()?)?;
    let mut text = (source.ask)(&mut instance)?;
    if args.json {
        let document: Option<Value> = serde_json::from_str(&text).ok();
        output::document(&json!({
            "interface": source.interface,
            "function": source.function,
            "text": text,
            "document": document,
        }))?;
    } else {
        text.push('\n');
        output::text(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}
