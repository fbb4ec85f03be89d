//! `component-shrink-ld`: a linker whose components are small.
//!
//! Calls the linker that makes components, with the arguments as they are, and
//! shrinks its output. In `.cargo/config.toml`:
//!
//! ```toml
//! [target.wasm32-wasip2]
//! linker = "component-shrink-ld"
//! ```
//!
//! The report stands in `OUTPUT.shrink.txt` beside the output: rustc hides the
//! messages of a linker that succeeds, unless the lint `linker_messages` is a
//! warning. A component that cannot be shrunk stays as it is, and the link succeeds
//! all the same, unless it is strict.
//!
//! - `COMPONENT_SHRINK_LINKER` names the linker to call. By default it is
//!   `wasm-component-ld`, on the path or where rustc has it.
//! - `COMPONENT_SHRINK_FLAGS` has options; `component-shrink-ld --shrink-help`
//!   lists them. An unknown option fails the link.
//! - `COMPONENT_SHRINK_STRICT=1` fails the link where nothing was shrunk.

mod arguments;
mod linker;
mod settings;

use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, anyhow, ensure};
use greentic_shrink::{Options, Report, shrink};
use greentic_untrusted::guarded;
use greentic_untrusted::on_one_line;

/// The argument that prints the settings. The linker never gets it.
const HELP: &str = "--shrink-help";

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    if arguments.iter().any(|argument| argument == HELP) {
        print!("{}", settings::help());
        return ExitCode::SUCCESS;
    }
    run(&arguments).unwrap_or_else(|error| {
        eprintln!("component-shrink-ld: {error:#}");
        ExitCode::FAILURE
    })
}

/// Calls the linker, and shrinks its output.
fn run(arguments: &[OsString]) -> Result<ExitCode> {
    // Wrong settings are found before anything is written.
    let settings = settings::from_environment()?;
    let linker = linker::find()?;
    let status = Command::new(&linker).args(arguments).status();
    let status = status.with_context(|| format!("cannot run {}", shown(&linker)))?;
    if !status.success() {
        let code = status.code().and_then(|code| u8::try_from(code).ok());
        return Ok(code.map_or(ExitCode::FAILURE, ExitCode::from));
    }
    // Nothing is written when it was asked for its version, say.
    let (Some(output), Some(options)) = (arguments::output(arguments), &settings.options) else {
        return Ok(ExitCode::SUCCESS);
    };
    let output = Path::new(&output);
    let name = shown(output);
    let shrunk = shrink_in_place(output, options).and_then(|report| {
        let done = report.after < report.before;
        ensure!(
            done || !settings.strict,
            "nothing in it could be shrunk\n{}",
            said(&report)
        );
        Ok(report)
    });
    let text = match &shrunk {
        Ok(report) => format!(
            "{name}: {} bytes became {}\n{}",
            report.before,
            report.after,
            said(report)
        ),
        Err(error) => format!("{name} was not shrunk: {error:#}\n"),
    };
    leave(output, &text);
    match shrunk {
        Err(error) if settings.strict => Err(error.context(format!("{name} was not shrunk"))),
        Err(_) => {
            eprint!("component-shrink-ld: {text}");
            Ok(ExitCode::SUCCESS)
        }
        Ok(report) => {
            for warning in &report.warnings {
                eprintln!("component-shrink-ld: {name}: {}", on_one_line(warning));
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Returns the warnings and notes of a report, one a line.
fn said(report: &Report) -> String {
    let mut text = String::new();
    for warning in &report.warnings {
        let _ = writeln!(text, "warning: {}", on_one_line(warning));
    }
    for note in &report.notes {
        let pass = note.pass.map_or("all", |pass| pass.name());
        let _ = writeln!(
            text,
            "left as it was ({pass}): {}",
            on_one_line(&note.reason)
        );
    }
    text
}

/// Writes a text beside the output. An error is printed, and does not fail the
/// link.
fn leave(output: &Path, text: &str) {
    // Nothing can be written beside a device or a pipe.
    if !output.is_file() {
        return;
    }
    let mut path = output.as_os_str().to_owned();
    path.push(".shrink.txt");
    let path = PathBuf::from(path);
    if let Err(error) = std::fs::write(&path, text) {
        eprintln!(
            "component-shrink-ld: cannot write {}: {error}",
            shown(&path)
        );
    }
}

fn shown(path: &Path) -> String {
    on_one_line(&path.display().to_string()).into_owned()
}

/// Shrinks the output of the linker.
fn shrink_in_place(output: &Path, options: &Options) -> Result<Report> {
    let linked = std::fs::read(output).context("cannot read it")?;
    // The linker has written to the target of a link.
    let output = &std::fs::canonicalize(output).context("cannot find it")?;
    let shrunk = guarded(|| shrink(&linked, options))
        .map_err(|panic| {
            anyhow!(
                "a pass gave up, which is a mistake in it: {}",
                on_one_line(&panic)
            )
        })?
        .map_err(|error| anyhow!("{}", on_one_line(&error.to_string())))?;
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
    Ok(shrunk.report)
}
