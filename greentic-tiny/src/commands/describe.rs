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
use greentic_host_shim::{Component, Error, Instance};
use serde_json::{Value, json};

use crate::commands::names;
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

/// A function that describes its component.
struct Source {
    interface: &'static str,
    function: &'static str,
    fits: fn(&Component) -> Result<(), Error>,
    ask: fn(&mut Instance) -> Result<String, Failure>,
}

/// The sources in the order in which they are asked: descriptions for tools, then the
/// manifests of nodes, then CBOR.
const SOURCES: [Source; 7] = [
    Source {
        interface: describe_v1::NAME,
        function: "describe-json",
        fits: |component| component.fits::<describe_v1::Guest>(),
        ask: |instance| Ok(instance.describe_json()?),
    },
    Source {
        interface: node_0_5::NAME,
        function: "get-manifest",
        fits: |component| component.node_revision().map(|_| ()),
        ask: |instance| Ok(instance.get_manifest()?),
    },
    Source {
        interface: node_0_6::NAME,
        function: "describe",
        fits: |component| component.fits::<node_0_6::Guest>(),
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
        fits: |component| component.fits::<node_0_4::Guest>(),
        ask: |instance| Ok(instance.exports::<node_0_4::Guest>()?.get_manifest()?),
    },
    Source {
        interface: descriptor_0_6::NAME,
        function: "describe",
        fits: |component| component.fits::<descriptor_0_6::Guest>(),
        ask: |instance| from_cbor(&instance.exports::<descriptor_0_6::Guest>()?.describe()?),
    },
    Source {
        interface: descriptor_0_6_1::NAME,
        function: "describe",
        fits: |component| component.fits::<descriptor_0_6_1::Guest>(),
        ask: |instance| from_cbor(&instance.exports::<descriptor_0_6_1::Guest>()?.describe()?),
    },
    Source {
        interface: provider::NAME,
        function: "describe",
        fits: |component| component.fits::<provider::Guest>(),
        ask: |instance| {
            let bytes = instance.exports::<provider::Guest>()?.describe()?;
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        },
    },
];

fn from_cbor(bytes: &[u8]) -> Result<String, Failure> {
    Ok(decoded(bytes)?.to_string())
}

pub(crate) fn run(args: &DescribeArgs) -> Result<ExitCode, Failure> {
    let mut sources = SOURCES.iter().collect::<Vec<_>>();
    if let Some(name) = &args.from {
        let interface = names::full(name, sources.iter().map(|source| source.interface))?;
        sources.retain(|source| source.interface == interface);
    }
    let component = file::component(&args.file, &args.load)?;
    let source = source(&sources, &component)?;
    let mut instance = component.instantiate(args.host.host()?)?;
    let mut text = (source.ask)(&mut instance)?;
    value::warn_unless_json(
        &format!("what `{}` of {} answers", source.function, source.interface),
        &text,
    );
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

/// Returns the first of these functions that the component has.
fn source<'s>(sources: &[&'s Source], component: &Component) -> Result<&'s Source, Failure> {
    let mut other = None;
    for source in sources {
        match (source.fits)(component) {
            Ok(()) => return Ok(source),
            Err(Error::NotExported { .. }) => {}
            Err(error) => other = other.or(Some(error)),
        }
    }
    Err(match other {
        Some(error) => error.into(),
        None => Failure::NotAsked {
            command: "describe",
            wanted: sources.iter().map(|source| source.interface).collect(),
            exports: component.export_names().to_vec(),
        },
    })
}
