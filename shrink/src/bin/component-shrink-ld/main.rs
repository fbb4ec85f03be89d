//! `component-shrink-ld`: a linker whose components are small.
//!
//! Calls the linker that makes components, with the arguments as they are, and
//! shrinks what it wrote. In `.cargo/config.toml`:
//!
//! ```toml
//! [target.wasm32-wasip2]
//! linker = "component-shrink-ld"
//! ```
//!
//! A component that cannot be shrunk stays as it is, and a note on standard error
//! says why: the link never fails for it.
//!
//! - `COMPONENT_SHRINK_LINKER` names the linker to call. By default it is
//!   `wasm-component-ld`, on the path or where rustc has it.
//! - `COMPONENT_SHRINK_FLAGS` has options: `--keep`, `--drop`, `--without` and
//!   `--no-wasm-opt` of `component-shrink`, or `--off`.

mod arguments;
mod linker;
mod settings;

use std::ffi::OsString;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result};
use greentic_shrink::shrink;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let linker = match linker::find() {
        Ok(linker) => linker,
        Err(error) => {
            eprintln!("component-shrink-ld: {error:#}");
            return ExitCode::FAILURE;
        }
    };
    let status = match Command::new(&linker).args(&arguments).status() {
        Ok(status) => status,
        Err(error) => {
            eprintln!(
                "component-shrink-ld: cannot run {}: {error}",
                linker.display()
            );
            return ExitCode::FAILURE;
        }
    };
    if !status.success() {
        let code = status.code().and_then(|code| u8::try_from(code).ok());
        return code.map_or(ExitCode::FAILURE, ExitCode::from);
    }
    // Nothing is written when it was asked for its version, say.
    if let Some(output) = arguments::output(&arguments)
        && let Err(error) = shrink_in_place(Path::new(&output))
    {
        eprintln!(
            "component-shrink-ld: {} was not shrunk: {error:#}",
            output.display()
        );
    }
    ExitCode::SUCCESS
}

/// Shrinks what the linker wrote.
fn shrink_in_place(output: &Path) -> Result<()> {
    let Some(options) = settings::options()? else {
        return Ok(());
    };
    let linked = std::fs::read(output).context("cannot read it")?;
    // Where a link leads is what the linker has written.
    let output = &std::fs::canonicalize(output).context("cannot find it")?;
    let shrunk = shrink(&linked, &options)?;
    let folder = match output.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let permissions = std::fs::metadata(output)?.permissions();
    let mut file = tempfile::Builder::new()
        .prefix(".component-shrink-")
        .tempfile_in(folder)?;
    file.write_all(&shrunk.component)?;
    file.as_file().set_permissions(permissions)?;
    file.persist(output)?;
    Ok(())
}
