//! `report`: everything that is known about the size of files.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use greentic_command::failure::OrExit as _;
use greentic_command::{Exit, Failure, files, output, style};

use super::inputs::{BuildArgs, end, failed, label};
use super::sheet;
use crate::budget::own::OwnBudgets;
use crate::report::{FileReport, Host, Report, ReportOptions};

/// Says how large files are: as they are, compressed, shrunk, in parts, and in a host.
///
/// Compressed sizes are those of gzip at level 9, of brotli at quality 11 with a window of
/// 4 MiB, and of zstd at level 22; files of 1 MiB and more take brotli at 9, those of 4 MiB
/// and more zstd at 12. Files are shrunk as `greentic-tiny shrink` does, without wasm-opt.
#[derive(Args)]
pub struct ReportArgs {
    /// Components, core modules, folders of these, or Cargo packages, which are built; `-`
    /// is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Leave out what the files are after they were shrunk
    #[arg(long)]
    no_shrink: bool,

    /// Leave out the code that a host compiles them to, and what an instance takes
    #[arg(long)]
    no_precompile: bool,

    /// Compile files of at most so many bytes
    #[arg(long, value_name = "BYTES", default_value_t = 2 << 20)]
    compile_limit: usize,

    /// The budgets of the files; size-budgets.toml of this folder if it is there. A file has
    /// the table that names it, as for `size check`; it is for the file after it was shrunk
    /// where it says `shrink = true` or has `plain_bytes`
    #[arg(long, value_name = "FILE")]
    budgets: Option<PathBuf>,

    #[command(flatten)]
    build: BuildArgs,

    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

impl ReportArgs {
    /// Returns the most bytes of a file that is compiled; `None` where none is.
    pub fn compile_limit(&self) -> Option<usize> {
        (!self.no_precompile).then_some(self.compile_limit)
    }

    /// Returns whether one JSON document is asked for.
    pub fn json(&self) -> bool {
        self.json
    }

    /// Runs the command line, and reports failures. `host` adds the facts that only an
    /// engine knows.
    pub fn end(&self, host: Option<&dyn Host>) -> ExitCode {
        match self.run(host) {
            Ok(()) => Exit::Good.code(),
            Err(error) => Failure::from(error).report(self.json),
        }
    }

    fn budgets(&self) -> Result<Option<OwnBudgets>, Failure> {
        let path = self.budgets.as_deref();
        let read = OwnBudgets::read(path.unwrap_or(Path::new("size-budgets.toml")));
        let budgets = read.or_exit(Exit::Unusable, "unusable")?;
        match (path, &budgets) {
            (Some(path), None) => Err(Failure::system(format!(
                "cannot read {}: it is not there; begin one with `size check --init`",
                files::name(path)
            ))),
            _ => Ok(budgets),
        }
    }

    fn run(&self, host: Option<&dyn Host>) -> Result<()> {
        let budgets = self.budgets()?;
        let wanted = ReportOptions {
            budgets: budgets.as_ref(),
            shrunk: !self.no_shrink,
            host,
        };
        let mut report = Report::default();
        for path in &self.paths {
            let found = match self.build.find(path) {
                Ok(found) => found,
                Err(failure) if self.paths.len() == 1 => return Err(failure.into()),
                Err(failure) => {
                    let name = files::name(path);
                    report.failed.push(failed(&name, &failure));
                    continue;
                }
            };
            let one_file = self.paths.len() == 1 && found.is_one_file();
            report.failed.extend(found.failed());
            for input in &found.inputs {
                match FileReport::of(input, &wanted) {
                    Ok(file) => report.files.push(file),
                    Err(error) if one_file => {
                        let message = format!("{}: {error}", label(input));
                        return Err(Failure::unusable(message).into());
                    }
                    Err(error) => report.failed.push(failed(&input.name, &error)),
                }
            }
        }
        if self.json {
            output::document(&report)?;
        } else {
            let colour = style::on_stdout();
            let text = match &*report.files {
                [] => String::new(),
                [file] => sheet::one(file, colour),
                files => sheet::several(files),
            };
            output::text(&text)?;
        }
        let all = report.files.len() + report.failed.len();
        Ok(end(&report.failed, all, self.json)?)
    }
}
