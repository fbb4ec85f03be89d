//! `greentic-tiny config-schema`.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use greentic_command::files::{self, How, Prepared};
use greentic_command::{Exit, output};
use greentic_guest_bindgen::{ConfigSchema, Error, Wit};
use serde::Serialize;

use crate::failure::Failure;

/// The most bytes of a file of WIT: a hundred times the size of all WIT of the platform.
const MOST_BYTES: u64 = 16 << 20;

/// The first bytes of WebAssembly: of a component, a module or an encoded package.
const WASM: &[u8] = b"\0asm";

#[derive(Args)]
pub(crate) struct ConfigSchemaArgs {
    /// A WIT file, or a folder with a package and its `deps`
    wit: PathBuf,

    /// The record: `config`, `interface#config` or `a:b/interface@1.0.0#config`; the one
    /// whose documentation says @config if left out, or that is called `config`
    #[arg(long, value_name = "NAME")]
    record: Option<String>,

    /// The features whose unstable items are there, with commas between them
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    features: Vec<String>,

    /// Write the schema to this file; standard output if left out
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Print one JSON document with the schema and the name of its record
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Serialize)]
struct SchemaDocument<'a> {
    record: &'a str,
    schema: &'a ConfigSchema,
}

pub(crate) fn run(args: &ConfigSchemaArgs) -> Result<ExitCode, Failure> {
    let path = &args.wit;
    let is_wasm = look(path)?;
    let read = Wit::read_with(path, &args.features);
    let wit = read.map_err(|error| unreadable(path, is_wasm, error))?;
    let schema = wit
        .config_schema(args.record.as_deref())
        .map_err(greentic_command::Failure::from)?;
    let text = schema.pretty() + "\n";
    if let Some(to) = &args.output {
        files::prepare(to, text.as_bytes(), How::default())
            .and_then(Prepared::finish)
            .map_err(greentic_command::Failure::from)?;
        if files::is_stream(to) {
            return Ok(ExitCode::SUCCESS);
        }
    }
    if args.json {
        output::document(&SchemaDocument {
            record: schema.record(),
            schema: &schema,
        })?;
    } else if args.output.is_none() {
        output::text(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Checks that the input can be read. Returns whether it is WebAssembly.
fn look(path: &Path) -> Result<bool, Failure> {
    let failed = |error| Failure::io("cannot read", path, error);
    let metadata = std::fs::metadata(path).map_err(failed)?;
    if metadata.is_dir() {
        return Ok(false);
    }
    let unusable = |what: String| {
        let message = format!("{}: {what}", path.display());
        Err(greentic_command::Failure::new(Exit::Unusable, "wit", message).into())
    };
    if !metadata.is_file() {
        return unusable("this is neither a file nor a folder; name one with WIT in it".into());
    }
    if metadata.len() > MOST_BYTES {
        return unusable(format!(
            "the file is {} bytes; WIT may take {MOST_BYTES}; leave out what the settings do \
             not need",
            metadata.len()
        ));
    }
    let mut begin = Vec::new();
    File::open(path)
        .and_then(|file| file.take(WASM.len() as u64).read_to_end(&mut begin))
        .map_err(failed)?;
    Ok(begin == WASM)
}

/// Makes the failure for unreadable WIT. For a component it names inputs that do have a
/// schema, because the WIT in a component lacks records that no function takes.
fn unreadable(path: &Path, is_wasm: bool, error: Error) -> Failure {
    match error {
        Error::Wit { .. } if is_wasm => {
            let path = path.display();
            let message = format!(
                "{path}: this is WebAssembly and no WIT package; name the WIT that it was made \
                 of, or ask a component for its own schema: greentic-tiny call {path} \
                 get-config-schema"
            );
            greentic_command::Failure::new(Exit::Unusable, "wit", message).into()
        }
        error => greentic_command::Failure::from(error).into(),
    }
}
