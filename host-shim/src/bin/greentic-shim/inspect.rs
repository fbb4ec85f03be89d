//! `greentic-shim inspect`.

use std::fmt::Write;
use std::process::ExitCode;

use greentic_host_shim::{Component, World};
use serde::Serialize;

use crate::cli::InspectArgs;
use crate::failure::Failure;
use crate::{file, output};

/// What there is to say of a component, as `--json` prints it.
#[derive(Serialize)]
struct Report<'a> {
    schema_version: u32,
    world: &'a str,
    /// The exports that this host can call.
    interfaces: Vec<&'a str>,
    exports: &'a [String],
    imports: &'a [String],
    bytes: usize,
    core_modules: usize,
    core_bytes: usize,
    memories: usize,
    initial_pages: u64,
    maximum_pages: Option<u64>,
}

impl<'a> Report<'a> {
    fn new(component: &'a Component) -> Self {
        let layout = component.layout();
        Self {
            schema_version: 1,
            world: component.world(),
            interfaces: component
                .exports()
                .iter()
                .map(|world: &World| world.interface())
                .collect(),
            exports: component.export_names(),
            imports: component.import_names(),
            bytes: component.bytes(),
            core_modules: layout.core_modules,
            core_bytes: layout.core_bytes,
            memories: layout.memories,
            initial_pages: layout.initial_pages,
            maximum_pages: layout.maximum_pages,
        }
    }

    fn table(&self) -> String {
        let maximum = match self.maximum_pages {
            Some(pages) => format!("at most {pages}"),
            None => "no maximum of its own".to_owned(),
        };
        let mut table = String::new();
        row(&mut table, "world", self.world);
        rows(&mut table, "exports", self.exports);
        rows(&mut table, "imports", self.imports);
        row(&mut table, "bytes", &self.bytes.to_string());
        row(
            &mut table,
            "core modules",
            &format!("{} with {} bytes", self.core_modules, self.core_bytes),
        );
        row(
            &mut table,
            "memory",
            &format!("{} of 64 KiB, {maximum}", pages(self.initial_pages)),
        );
        table
    }
}

pub(crate) fn run(args: &InspectArgs) -> Result<ExitCode, Failure> {
    let component = file::component(&args.file, args.limits.limits())?;
    let report = Report::new(&component);
    if args.json {
        output::document(&report)?;
    } else {
        output::text(&report.table())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn pages(count: u64) -> String {
    match count {
        1 => "1 page".to_owned(),
        _ => format!("{count} pages"),
    }
}

/// The names below each other, the label before the first.
fn rows(table: &mut String, label: &str, names: &[String]) {
    if names.is_empty() {
        row(table, label, "none");
    }
    for (index, name) in names.iter().enumerate() {
        row(table, if index == 0 { label } else { "" }, name);
    }
}

fn row(table: &mut String, label: &str, value: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(table, "{label:<14}{}", output::printable(value));
}
