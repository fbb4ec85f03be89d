//! The measurements of the examples, for people.

use std::fmt::Write as _;

use comfy_table::Table;
use console::Style;
use greentic_size_model::numerals::{counted, number};
use greentic_size_track::cli::grid;

use crate::report::{Component, Report};

/// The title of a column, and the function that makes its text for a component.
type ComponentColumn = (&'static str, fn(&Component) -> String);

const COLUMNS: [ComponentColumn; 12] = [
    ("component", |component| component.name.clone()),
    ("bytes", |component| {
        bounded(component.sizes.bytes, component.budget.bytes)
    }),
    ("plain", |component| {
        bounded(component.sizes.plain_bytes, component.budget.plain_bytes)
    }),
    ("gzip", |component| number(component.sizes.gzip_bytes)),
    ("core", |component| {
        bounded(component.sizes.core_bytes, component.budget.core_bytes)
    }),
    ("code", |component| number(component.sizes.core_code_bytes)),
    ("data", |component| number(component.sizes.core_data_bytes)),
    ("wrapper", |component| number(component.sizes.wrapper_bytes)),
    ("custom", |component| number(component.sizes.custom_bytes)),
    ("pages", |component| {
        bounded(component.sizes.memory_pages, component.budget.memory_pages)
    }),
    ("stack", |component| {
        bounded(component.sizes.stack.bytes, component.budget.stack)
    }),
    ("modules", |component| {
        bounded(
            component.sizes.core_modules as u64,
            component.budget.core_modules,
        )
    }),
];

/// Returns the report as text. `colour` is for terminals only.
pub fn render(report: &Report, colour: bool) -> String {
    let style = |style: Style| style.force_styling(colour);
    let (bold, good, bad) = (
        style(Style::new().bold()),
        style(Style::new().green().bold()),
        style(Style::new().red().bold()),
    );

    let mut text = format!(
        "{}, profile {}, target {}; bytes shrunk, plain as linked; measured / budget\n\n",
        report.toolchain, report.profile, report.target
    );
    for (index, line) in table(report).lines().enumerate() {
        // The title and a rule come before the first component.
        let component = index
            .checked_sub(2)
            .and_then(|index| report.components.get(index));
        let line = line.trim_end();
        let line = match component {
            _ if index == 0 => bold.apply_to(line),
            Some(component) if is_broken(report, component) => bad.apply_to(line),
            _ => Style::new().apply_to(line),
        };
        let _ = writeln!(text, "{line}");
    }

    text.push_str("\nimports\n");
    for component in &report.components {
        let imports = match component.sizes.imports.as_slice() {
            [] => "nothing".to_owned(),
            imports => imports.join(", "),
        };
        let _ = writeln!(text, "  {}: {imports}", component.name);
    }
    text.push_str("custom sections, in bytes\n");
    for component in &report.components {
        let sections: Vec<_> = component
            .sizes
            .custom_sections
            .iter()
            .map(|(name, bytes)| format!("{name} {}", number(*bytes)))
            .collect();
        let sections = match sections.as_slice() {
            [] => "none".to_owned(),
            sections => sections.join(", "),
        };
        let _ = writeln!(text, "  {}: {sections}", component.name);
    }
    text.push_str("stack, in bytes\n");
    for component in &report.components {
        let stack = &component.sizes.stack;
        let size = match stack.size {
            Some(size) => format!("{} of {}", number(stack.bytes), number(size)),
            None => format!("{}, of how many is unknown", number(stack.bytes)),
        };
        let size = if stack.bytes == 0 {
            "none".to_owned()
        } else {
            size
        };
        let _ = write!(text, "  {}: {size}", component.name);
        for unbounded in stack.unbounded() {
            let _ = write!(text, "; no bound: {unbounded}");
        }
        text.push('\n');
    }

    text.push('\n');
    for component in report
        .components
        .iter()
        .filter(|component| !is_broken(report, component))
    {
        let _ = writeln!(
            text,
            "{} {}: {} as declared, {}",
            good.apply_to("held"),
            component.name,
            counted(component.answers, "answer"),
            head_room(component)
        );
    }
    text.push_str(&violations(report, &bad));
    text
}

/// Returns the budgets and answers that do not hold, one entry each, and the verdict.
pub fn verdict(report: &Report, colour: bool) -> String {
    violations(report, &Style::new().red().bold().force_styling(colour))
}

fn violations(report: &Report, bad: &Style) -> String {
    let mut text = String::new();
    for violation in &report.violations {
        let _ = writeln!(
            text,
            "{} {}: {}",
            bad.apply_to("BROKEN"),
            violation.component,
            violation.message
        );
    }
    let broken = report
        .components
        .iter()
        .filter(|component| is_broken(report, component))
        .count();
    let all = report.components.len();
    let _ = match broken {
        0 => writeln!(
            text,
            "All of {} answer as declared and keep within their budgets.",
            counted(all, "component")
        ),
        _ => writeln!(
            text,
            "{broken} of {} broke a budget or an answer.",
            counted(all, "component")
        ),
    };
    text
}

fn is_broken(report: &Report, component: &Component) -> bool {
    report
        .violations
        .iter()
        .any(|violation| violation.component == component.name)
}

fn table(report: &Report) -> Table {
    let rows = report
        .components
        .iter()
        .map(|component| COLUMNS.iter().map(|(_, show)| show(component)).collect());
    grid(COLUMNS.iter().map(|(title, _)| *title), rows, 1)
}

/// Returns the number of bytes that a component may still grow by within its budget.
fn head_room(component: &Component) -> String {
    let room = |budget: Option<u64>, bytes| budget.unwrap_or(bytes).saturating_sub(bytes);
    let all = room(component.budget.bytes, component.sizes.bytes);
    let core = room(component.budget.core_bytes, component.sizes.core_bytes);
    match (all, core) {
        (0, 0) => "exactly the budget".to_owned(),
        (all, core) => format!("head room {} bytes, core {}", number(all), number(core)),
    }
}

/// Returns a number beside its limit.
fn bounded(actual: u64, most: Option<u64>) -> String {
    match most {
        Some(most) => format!("{} / {}", number(actual), number(most)),
        None => format!("{} / ?", number(actual)),
    }
}
