//! `greentic-tiny inspect`.

use greentic_command::output;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::process::ExitCode;

use greentic_host_runner::Interface;
use greentic_host_shim::{Component, Function, on_one_line};
use greentic_shrink::stack::ExportStack;
use serde::Serialize;

use crate::cli::InspectArgs;
use crate::commands::stack::Stack;
use crate::failure::Failure;
use crate::file;

/// The description of a component, as `--json` prints it.
#[derive(Serialize)]
struct Report<'a> {
    /// The interface that tells most about the purpose of the component.
    world: Option<&'a str>,
    /// The exports whose types this host has.
    interfaces: Vec<&'a str>,
    /// The revision of its `greentic:component/node@0.5.0`.
    node_revision: Option<&'a str>,
    /// The interface by which `invoke` calls it.
    called_by: Option<&'a str>,
    /// The functions that `call` can call.
    functions: Vec<Listed<'a>>,
    /// The number of functions that are left out. Each function repeats the name of its
    /// interface, so the list has at most four times the size of the file.
    functions_left_out: usize,
    exports: &'a [String],
    imports: &'a [String],
    /// The imports that this host does not provide.
    missing_imports: &'a [String],
    bytes: usize,
    core_modules: usize,
    core_bytes: usize,
    memories: usize,
    initial_pages: u64,
    maximum_pages: Option<u64>,
    /// The stack in the memory that each function takes.
    stack: Option<&'a [ExportStack]>,
    /// The number of functions that are left out.
    stack_left_out: usize,
    #[serde(skip)]
    stack_lines: Vec<String>,
}

#[derive(Serialize)]
struct Listed<'a> {
    path: String,
    signature: String,
    #[serde(skip)]
    function: &'a Function,
}

impl<'a> Listed<'a> {
    /// Returns the functions that there is room for, and the number of the others.
    fn all(component: &'a Component) -> (Vec<Self>, usize) {
        let functions = component.functions();
        let mut room = component.room();
        let listed: Vec<_> = functions
            .iter()
            .map_while(|function| {
                room = room.checked_sub(function.path_bytes())?;
                Some(Self {
                    path: function.path(),
                    signature: function.to_string(),
                    function,
                })
            })
            .collect();
        let left_out = functions.len() - listed.len();
        (listed, left_out)
    }
}

impl<'a> Report<'a> {
    fn new(component: &'a Component, stack: &'a Stack) -> Self {
        let layout = component.layout();
        let interfaces: Vec<_> = component.interfaces().map(|export| export.name).collect();
        let (functions, functions_left_out) = Listed::all(component);
        Self {
            world: interfaces.first().copied(),
            interfaces,
            node_revision: component
                .node_revision()
                .ok()
                .map(greentic_host_shim::Revision::name),
            called_by: Interface::of(component).ok().map(Interface::name),
            functions,
            functions_left_out,
            exports: component.export_names(),
            imports: component.import_names(),
            missing_imports: component.missing_imports(),
            bytes: component.bytes(),
            core_modules: layout.core_modules,
            core_bytes: layout.core_bytes,
            memories: layout.memories,
            initial_pages: layout.initial_pages,
            maximum_pages: layout.maximum_pages,
            stack: stack.exports.as_deref(),
            stack_left_out: stack.left_out,
            stack_lines: stack.lines(),
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
        if let Some(interface) = self.called_by {
            row(&mut table, "called by", interface);
        }
        self.exports(&mut table, signatures);
        let missing: HashSet<_> = self.missing_imports.iter().collect();
        let imports = self.imports.iter().map(|import| {
            if missing.contains(import) {
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
        let stack = self.stack_lines.iter().map(String::as_str);
        rows(&mut table, "stack", stack);
        row(
            &mut table,
            "memory",
            &format!("{} of 64 KiB, {maximum}", pages(self.initial_pages)),
        );
        table
    }

    /// Adds the exports, with the functions of each interface below it.
    fn exports(&self, table: &mut String, signatures: bool) {
        let mut of_interface: HashMap<&str, Vec<&Listed<'_>>> = HashMap::new();
        let mut alone = HashMap::new();
        for listed in &self.functions {
            match listed.function.interface() {
                Some(interface) => of_interface.entry(interface).or_default().push(listed),
                None => drop(alone.insert(listed.function.name(), listed)),
            }
        }
        let mut lines = Vec::new();
        for export in self.exports {
            if let Some(listed) = alone.get(&**export).filter(|_| signatures) {
                lines.push(listed.signature.clone());
                continue;
            }
            lines.push(export.clone());
            let Some(functions) = of_interface.get(&**export) else {
                continue;
            };
            if signatures {
                lines.extend(functions.iter().map(|one| format!("  {}", one.signature)));
            } else {
                let names: Vec<_> = functions.iter().map(|one| one.function.name()).collect();
                lines.push(format!("  {}", names.join(", ")));
            }
        }
        if self.functions_left_out > 0 {
            lines.push(format!("  and {} more functions", self.functions_left_out));
        }
        rows(table, "exports", lines.iter().map(String::as_str));
    }
}

pub(crate) fn run(args: &InspectArgs) -> Result<ExitCode, Failure> {
    // Components that cannot run here can be inspected too.
    let shim = args.load.engine.builder()?.trap_missing_imports().build()?;
    let component = file::loaded(&shim, &args.file, &args.load.key)?;
    let stack = match args.load.key.key()? {
        None => Stack::of(&args.file, shim.limits(), component.room() / 2)?,
        Some(_) => Stack::UNKNOWN,
    };
    let report = Report::new(&component, &stack);
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

/// Adds texts below each other, with the label before the first.
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
    let _ = writeln!(table, "{label:<14}{}", on_one_line(value));
}
