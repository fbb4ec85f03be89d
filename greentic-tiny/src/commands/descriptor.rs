//! `greentic-tiny descriptor`.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use greentic_command::files::{self, How, Prepared};
use greentic_command::output;
use greentic_command::places::Inputs;
use greentic_packs::description::{Description, MOST_BYTES};
use serde_json::json;

use super::artifact::{text, unusable};
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct DescriptorArgs {
    /// The description, in JSON; - is standard input
    description: PathBuf,

    /// Write the component, or the CBOR, to this file; without it the description is checked
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Write the CBOR, for a file beside a component: X.wasm.describe.cbor
    #[arg(long)]
    cbor: bool,

    /// Print one JSON document instead of text
    #[arg(long)]
    pub(crate) json: bool,
}

pub(crate) fn run(args: &DescriptorArgs) -> Result<ExitCode, Failure> {
    let path = &args.description;
    let text = text(path, MOST_BYTES)?;
    let description = Description::from_json(&text).map_err(unusable(path))?;
    let bytes = if args.cbor {
        description.sidecar().map_err(unusable(path))?.to_vec()
    } else {
        description.component()
    };
    if let Some(to) = &args.output {
        Inputs::of([path.as_path()])
            .spare(to, None)
            .and_then(|()| files::prepare(to, &bytes, How::default()))
            .and_then(Prepared::finish)
            .map_err(greentic_command::Failure::from)?;
        if files::is_stream(to) {
            return Ok(ExitCode::SUCCESS);
        }
    }
    let content = description.content();
    if args.json {
        let operations: Vec<_> = content
            .operations
            .iter()
            .map(|operation| json!({ "id": operation.id, "schema_hash": operation.schema_hash }))
            .collect();
        output::document(&json!({
            "id": content.info.id,
            "version": content.info.version,
            "file": args.output,
            "bytes": bytes.len(),
            "cbor_bytes": description.cbor().len(),
            "operations": operations,
        }))?;
    } else {
        let mut text = format!(
            "{} {}: {} bytes, {} of CBOR\n",
            content.info.id,
            content.info.version,
            bytes.len(),
            description.cbor().len()
        );
        for operation in &content.operations {
            // Writing to a text cannot fail.
            let _ = writeln!(text, "  {}  {}", operation.schema_hash, operation.id);
        }
        output::text(&output::printable(&text))?;
    }
    Ok(ExitCode::SUCCESS)
}
