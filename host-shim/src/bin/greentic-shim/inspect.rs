//! `greentic-shim inspect`.

use std::fmt::Write;
use std::process::ExitCode;

use greentic_host_shim::Component;
use serde::Serialize;

use crate::cli::InspectArgs;
use crate::failure::Failure;
use crate::stack::Stack;
use crate::{file, output};

/// What there is to say of a component, as `--json` prints it.
#[derive(Serialize)]
struct Report<'a> {
    schema_version: u32,
    /// The interface that says best what the component is for.
    world: Option<&'a str>,
    /// The exports that this host has types of.
    interfaces: Vec<&'a str>,
    /// Which shape of `greentic:component/node@0.5.0` it is.
    node_revision: Option<&'a str>,
    /// What `call` takes.
    functions: Vec<Listed>,
    exports: &'a [String],
    imports: &'a [String],
    /// Those of them that this host does not provide.
    missing_imports: &'a [String],
    bytes: usize,
    core_modules: usize,
    core_bytes: usize,
    memories: usize,
    initial_pages: u64,
    maximum_pages: Option<u64>,
    /// What each function takes of the stack in the memory.
    stack: Stack,
}

#[derive(Serialize)]
struct Listed {
    path: String,
    signature: String,
    #[serde(skip)]
    interface: Option<String>,
    #[serde(skip)]
    name: String,
}

impl<'a> Report<'a> {
    fn new(component: &'a Component, stack: Stack) -> Self {
        let layout = component.layout();
        let interfaces: Vec<_> = component.interfaces().map(|export| export.name).collect();
        Self {
            schema_version: 1,
            world: interfaces.first().copied(),
            interfaces,
            node_revision: component
                .node_revision()
                .ok()
                .map(greentic_host_shim::Revision::name),
            functions: component
                .functions()
                .iter()
                .map(|function| Listed {
                    path: function.path(),
                    signature: function.to_string(),
                    interface: function.interface().map(str::to_owned),
                    name: function.name().to_owned(),
                })
                .collect(),
            exports: component.export_names(),
            imports: component.import_names(),
            missing_imports: component.missing_imports(),
            bytes: component.bytes(),
            core_modules: layout.core_modules,
            core_bytes: layout.core_bytes,
            memories: layout.memories,
            initial_pages: layout.initial_pages,
            maximum_pages: layout.maximum_pages,
            stack,
        }
    }

    fn table(&self, signatures: bool) -> String {
        let maximum = match self.maximum_pages {
            Some(pages) => format!("at most {pages}"),
            None => "no maximum of its own".to_owned(),
        };
        let mut table = String::new();
        row(
            &mut table,
            "world",
            self.world.unwrap_or("none that is known here"),
        );
        if let Some(revision) = self.node_revision {
            row(&mut table, "node", &format!("as of {revision}"));
        }
        self.exports(&mut table, signatures);
        let imports = self.imports.iter().map(|import| {
            if self.missing_imports.contains(import) {
                format!("{import} (this host has none)")
            } else {
                import.clone()
            }
        });
        let imports: Vec<_> = imports.collect();
        rows(&mut table, "imports", imports.iter().map(String::as_str));
        row(&mut table, "file", &format!("{} bytes", self.bytes));
        row(
            &mut table,
            "core modules",
            &format!("{} with {} bytes", self.core_modules, self.core_bytes),
        );
        let stack = self.stack.lines();
        rows(&mut table, "stack", stack.iter().map(String::as_str));
        row(
            &mut table,
            "memory",
            &format!("{} of 64 KiB, {maximum}", pages(self.initial_pages)),
        );
        table
    }

    /// What it exports, with the functions below each interface.
    fn exports(&self, table: &mut String, signatures: bool) {
        let mut lines = Vec::new();
        for export in self.exports {
            lines.push(export.clone());
            let of_this = |function: &&Listed| function.interface.as_ref() == Some(export);
            let functions = self.functions.iter().filter(of_this);
            if signatures {
                lines.extend(functions.map(|function| format!("  {}", function.signature)));
            } else {
                let names: Vec<_> = functions.map(|function| function.name.as_str()).collect();
                if !names.is_empty() {
                    lines.push(format!("  {}", names.join(", ")));
                }
            }
            // A function by itself.
            let alone = |function: &&Listed| {
                signatures && function.interface.is_none() && function.name == *export
            };
            if let Some(function) = self.functions.iter().find(alone) {
                lines.pop();
                lines.push(function.signature.clone());
            }
        }
        rows(table, "exports", lines.iter().map(String::as_str));
    }
}

pub(crate) fn run(args: &InspectArgs) -> Result<ExitCode, Failure> {
    // There is something to say of components that could not run here, too.
    let shim = args.load.engine.builder()?.trap_missing_imports().build()?;
    let component = file::loaded(&shim, &args.file, &args.load.key)?;
    let stack = match args.load.key.key()? {
        None => Stack::of(&args.file, shim.limits())?,
        Some(_) => Stack::Unknown,
    };
    let report = Report::new(&component, stack);
    if args.json {
        output::document(&report)?;
    } else {
        output::text(&report.table(args.functions))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn pages(count: u64) -> String {
    match count {
        1 => "1 page".to_owned(),
        _ => format!("{count} pages"),
    }
}

/// Texts below each other, the label before the first.
fn rows<'t>(table: &mut String, label: &str, texts: impl Iterator<Item = &'t str>) {
    let mut label = Some(label);
    for text in texts {
        row(table, label.take().unwrap_or_default(), text);
    }
    if let Some(label) = label {
        row(table, label, "none");
    }
}

fn row(table: &mut String, label: &str, value: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(table, "{label:<14}{}", output::printable(value));
}
