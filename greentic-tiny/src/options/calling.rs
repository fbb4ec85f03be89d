//! The options for calling an operation.

use std::path::Path;

use clap::Args;
use greentic_host_runner::Runner;
use serde_json::Value;

use crate::failure::Failure;
use crate::file;

#[derive(Args)]
#[command(next_help_heading = "Calling")]
pub(crate) struct CallingArgs {
    /// Call the component as this runner of the platform does, runner-0.4.60 or
    /// runner-1.2: with its envelope around the input, and its reading of the answer
    #[arg(long = "as", value_name = "RUNNER", conflicts_with_all = ["cbor", "lifecycle"])]
    pub(crate) runner: Option<Runner>,

    /// Settings of the component, as JSON or a file of it: it gets an object with
    /// `config` and `input`; runner 0.4.60 drops them
    #[arg(long, value_name = "FILE|JSON")]
    config: Option<String>,

    /// The input is CBOR, and the output is printed as the CBOR that it is; for
    /// interfaces that take JSON as CBOR otherwise
    #[arg(long, requires = "input_file")]
    pub(crate) cbor: bool,

    /// Tell a node of 0.6 that this is its identifier
    #[arg(long, value_name = "ID", default_value = "component")]
    pub(crate) component_id: String,
}

impl CallingArgs {
    pub(crate) fn config(&self) -> Result<Option<Value>, Failure> {
        let config = self.config.as_deref();
        config.map(|config| json("--config", config)).transpose()
    }
}

/// Parses JSON that is given as such or in a file.
pub(crate) fn json(what: &str, text: &str) -> Result<Value, Failure> {
    if let Ok(value) = serde_json::from_str(text) {
        return Ok(value);
    }
    let path = Path::new(text);
    // A text that begins with a bracket is not meant as the name of a file.
    let is_file = !text.trim_start().starts_with(['{', '[', '"']) && path.exists();
    let content = if is_file {
        file::text(None, Some(path))?
    } else {
        text.to_owned()
    };
    serde_json::from_str(&content).map_err(|error| Failure::Usage {
        message: if is_file {
            format!("{what}: {text} is not JSON: {error}; mend it there")
        } else {
            format!("{what} is neither JSON ({error}) nor a file; a text is in double quotes")
        },
    })
}
