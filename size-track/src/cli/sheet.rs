//! Reports for people: a sheet of one file, a table of several.

use std::fmt::Write as _;

use greentic_command::style::{Tone, paint};
use greentic_size_model::numerals::{counted, number, share, signed};
use greentic_untrusted::on_one_line;

use super::grid::grid;
use crate::measure::{Kind, Measurement};
use crate::report::{BudgetReport, Fact, FileReport};
use crate::shown::short;

/// The number of names that are shown of a list; `--json` has all.
const NAMES: usize = 20;

/// Returns everything that is known about one file.
pub(super) fn one(file: &FileReport, colour: bool) -> String {
    let sizes = &file.sizes;
    let kind = match sizes.kind {
        Kind::Component => "component",
        Kind::Module => "core module",
    };
    let mut text = format!(
        "{}: {kind} of {} bytes\n",
        short(&file.name),
        number(sizes.bytes)
    );
    compressed(&mut text, file);
    parts(&mut text, sizes);
    runs(&mut text, file);
    names(&mut text, "imports", &sizes.imports);
    names(&mut text, "exports", &sizes.exports);
    if let Some(budget) = &file.budget {
        left(&mut text, budget, colour);
    }
    text
}

/// A title between the parts of a sheet.
fn title(text: &mut String, title: &str) {
    let _ = writeln!(text, "\n{title}");
}

/// Adds a line: a name, a number of bytes, and a remark.
fn row(text: &mut String, name: &str, bytes: u64, says: &str) {
    let line = format!("  {name:<14}{:>12}  {says}", number(bytes));
    let _ = writeln!(text, "{}", line.trim_end());
}

/// Adds a line of something that is not in bytes.
fn words(text: &mut String, name: &str, says: &str) {
    let _ = writeln!(text, "  {name:<14}{says}");
}

fn compressed(text: &mut String, file: &FileReport) {
    let sizes = &file.sizes;
    title(text, "bytes");
    let of = |bytes| share(bytes, sizes.bytes);
    row(text, "file", sizes.bytes, "");
    row(text, "gzip", sizes.gzip_bytes, &of(sizes.gzip_bytes));
    row(text, "brotli", sizes.brotli_bytes, &of(sizes.brotli_bytes));
    row(text, "zstd", sizes.zstd_bytes, &of(sizes.zstd_bytes));
    match &file.shrunk {
        None => {}
        Some(Fact::Known(shrunk)) => {
            let says = format!(
                "{}; gzip {}, brotli {}, zstd {}",
                of(shrunk.bytes),
                number(shrunk.gzip_bytes),
                number(shrunk.brotli_bytes),
                number(shrunk.zstd_bytes)
            );
            row(text, "shrunk", shrunk.bytes, &says);
        }
        Some(Fact::Unknown { unknown }) => words(text, "shrunk", &format!("not told: {unknown}")),
    }
}

fn parts(text: &mut String, sizes: &Measurement) {
    title(text, "parts");
    let of = |bytes| share(bytes, sizes.bytes);
    let functions = usize::try_from(sizes.functions).unwrap_or(usize::MAX);
    let mut functions = counted(functions, "function");
    if sizes.kind == Kind::Component {
        let modules = counted(sizes.core_modules, "core module");
        let _ = write!(functions, " in {modules}");
    }
    let (code, data) = (sizes.core_code_bytes, sizes.core_data_bytes);
    row(text, "code", code, &format!("{}, {functions}", of(code)));
    row(text, "data", data, &of(data));
    let rest = sizes.core_bytes.saturating_sub(code + data);
    let says = format!("{}, types, imports, tables and so on", of(rest));
    row(text, "rest of core", rest, &says);
    if sizes.kind == Kind::Component {
        row(
            text,
            "wrapper",
            sizes.wrapper_bytes,
            &of(sizes.wrapper_bytes),
        );
    }
    row(text, "custom", sizes.custom_bytes, &of(sizes.custom_bytes));
    let mut sections: Vec<_> = sizes.custom_sections.iter().collect();
    sections.sort_by_key(|(name, bytes)| (std::cmp::Reverse(**bytes), *name));
    for (name, bytes) in sections.iter().take(NAMES) {
        let line = format!("{:>16}{:>12}  {}", "", number(**bytes), short(name));
        let _ = writeln!(text, "{line}");
    }
    if sections.len() > NAMES {
        let more = sections.len() - NAMES;
        let _ = writeln!(text, "{:>30}and {more} more", "");
    }
}

fn runs(text: &mut String, file: &FileReport) {
    let sizes = &file.sizes;
    title(text, "at run time");
    let pages = |pages: u64| counted(usize::try_from(pages).unwrap_or(usize::MAX), "page");
    let memory = match (sizes.memory_pages, sizes.memory_max_pages) {
        (0, Some(0)) => "none of its own".to_owned(),
        (start, Some(most)) => format!("{} of 64 KiB, at most {}", pages(start), number(most)),
        (start, None) => format!("{} of 64 KiB, with no maximum", pages(start)),
    };
    words(text, "memory", &memory);
    words(text, "stack", &stack(file));
    let elements = |count: u64| counted(usize::try_from(count).unwrap_or(usize::MAX), "element");
    let tables = match (sizes.table_elements, sizes.table_max_elements) {
        (0, Some(0)) => "none of its own".to_owned(),
        (start, Some(most)) => format!("{}, at most {}", elements(start), number(most)),
        (start, None) => format!("{}, with no maximum", elements(start)),
    };
    words(text, "tables", &tables);
    match &file.instance {
        None => {}
        Some(Fact::Known(takes)) => {
            let says = format!(
                "memory {}, tables {}, what the host keeps {}",
                number(takes.memory_bytes),
                number(takes.table_bytes),
                number(takes.context_bytes)
            );
            row(text, "instance", takes.bytes, &says);
        }
        Some(Fact::Unknown { unknown }) => {
            words(text, "instance", &format!("not told: {unknown}"));
        }
    }
    if let Some(compiled) = &file.compiled {
        for (name, code) in [
            ("cranelift", &compiled.cranelift_bytes),
            ("pulley", &compiled.pulley_bytes),
        ] {
            match code {
                Fact::Known(bytes) => {
                    let says = format!("compiled, {}", compiled.engine);
                    row(text, name, *bytes, &says);
                }
                Fact::Unknown { unknown } => words(text, name, &format!("not told: {unknown}")),
            }
        }
    }
}

/// Returns the stack of a file in words.
fn stack(file: &FileReport) -> String {
    let stack = &file.sizes.stack;
    if let Some(unknown) = &file.stack_unknown {
        return format!("not told: {unknown}");
    }
    let mut text = match (stack.bytes, stack.size) {
        (0, _) => "calls take none".to_owned(),
        (bytes, Some(size)) => {
            format!(
                "calls take at most {} of {} bytes",
                number(bytes),
                number(size)
            )
        }
        (bytes, None) => format!("calls take at most {} bytes", number(bytes)),
    };
    for unbounded in stack.unbounded().iter().take(3) {
        let _ = write!(text, "; no bound: {}", on_one_line(unbounded));
    }
    text
}

fn names(text: &mut String, what: &str, names: &[String]) {
    if names.is_empty() {
        title(text, &format!("{what}: none"));
        return;
    }
    title(text, &format!("{what}: {}", number(names.len() as u64)));
    for name in names.iter().take(NAMES) {
        let _ = writeln!(text, "  {}", short(name));
    }
    if names.len() > NAMES {
        let _ = writeln!(text, "  and {} more", number((names.len() - NAMES) as u64));
    }
}

fn left(text: &mut String, budget: &BudgetReport, colour: bool) {
    let (table, file) = (short(&budget.table), short(&budget.file));
    let form = if budget.shrunk {
        ", of the file shrunk"
    } else {
        ""
    };
    title(text, &format!("budget [{table}] of {file}{form}"));
    for bound in &budget.bounds {
        let (tone, says) = if bound.left < 0 {
            (
                Tone::Bad,
                format!("{} too many", number(bound.left.unsigned_abs())),
            )
        } else {
            (
                Tone::Good,
                format!("{} left", number(bound.left.unsigned_abs())),
            )
        };
        let says = paint(colour, tone, &says);
        let says = format!("of {}, {says}", number(bound.most));
        row(text, bound.key, bound.actual, &says);
    }
}

/// The title of a column, and the function that makes its text for a file.
type Column = (&'static str, fn(&FileReport) -> String);

/// The columns that every table has.
const COLUMNS: [Column; 13] = [
    ("file", |file| short(&file.name)),
    ("bytes", |file| number(file.sizes.bytes)),
    ("gzip", |file| number(file.sizes.gzip_bytes)),
    ("brotli", |file| number(file.sizes.brotli_bytes)),
    ("zstd", |file| number(file.sizes.zstd_bytes)),
    ("code", |file| number(file.sizes.core_code_bytes)),
    ("data", |file| number(file.sizes.core_data_bytes)),
    ("wrapper", |file| number(file.sizes.wrapper_bytes)),
    ("custom", |file| number(file.sizes.custom_bytes)),
    ("pages", |file| number(file.sizes.memory_pages)),
    ("tables", |file| number(file.sizes.table_elements)),
    ("stack", |file| match &file.stack_unknown {
        Some(_) => "?".to_owned(),
        None => number(file.sizes.stack.bytes),
    }),
    ("imports", |file| number(file.sizes.imports.len() as u64)),
];

/// The columns that are left out if they are empty.
const MORE: [Column; 5] = [
    ("shrunk", |file| {
        told(file.shrunk.as_ref(), |shrunk| shrunk.bytes)
    }),
    ("cranelift", |file| {
        let compiled = file.compiled.as_ref();
        told(
            compiled.map(|compiled| &compiled.cranelift_bytes),
            |bytes| *bytes,
        )
    }),
    ("pulley", |file| {
        let compiled = file.compiled.as_ref();
        told(compiled.map(|compiled| &compiled.pulley_bytes), |bytes| {
            *bytes
        })
    }),
    ("instance", |file| {
        told(file.instance.as_ref(), |takes| takes.bytes)
    }),
    ("left", |file| {
        let bounds = file.budget.iter().flat_map(|budget| &budget.bounds);
        let bytes = bounds.clone().find(|bound| bound.key == "bytes");
        bytes.map_or_else(String::new, |bound| match bound.left {
            0 => "0".to_owned(),
            left => signed(left),
        })
    }),
];

fn told<T>(told: Option<&Fact<T>>, bytes: impl Fn(&T) -> u64) -> String {
    match told {
        None => String::new(),
        Some(Fact::Known(value)) => number(bytes(value)),
        Some(Fact::Unknown { .. }) => "?".to_owned(),
    }
}

/// Returns a table of files, with one line for each.
pub(super) fn several(files: &[FileReport]) -> String {
    let told = |(_, show): &&Column| files.iter().any(|file| !show(file).is_empty());
    let more: Vec<_> = MORE.iter().filter(told).collect();
    let columns: Vec<&Column> = COLUMNS.iter().chain(more).collect();
    let rows = files
        .iter()
        .map(|file| columns.iter().map(|(_, show)| show(file)).collect());
    let table = grid(columns.iter().map(|(title, _)| *title), rows, 1);
    let mut text = String::new();
    for line in table.lines() {
        let _ = writeln!(text, "{}", line.trim_end());
    }
    let sum: u64 = files.iter().map(|file| file.sizes.bytes).sum();
    let _ = writeln!(
        text,
        "\n{}, {} bytes; pages of 64 KiB, elements of tables, the rest in bytes",
        counted(files.len(), "file"),
        number(sum)
    );
    let mut reasons = String::new();
    for file in files {
        for reason in unknown(file) {
            let _ = writeln!(reasons, "  {}: {reason}", short(&file.name));
        }
    }
    if !reasons.is_empty() {
        let _ = write!(text, "what has a ? cannot be told:\n{reasons}");
    }
    text
}

/// Returns the reasons why some facts of a file are unknown.
fn unknown(file: &FileReport) -> Vec<String> {
    let mut reasons = Vec::new();
    reasons.extend(file.stack_unknown.clone());
    let mut add = |told: Option<&str>| reasons.extend(told.map(str::to_owned));
    add(reason(file.shrunk.as_ref()));
    if let Some(compiled) = &file.compiled {
        add(reason(Some(&compiled.cranelift_bytes)));
        add(reason(Some(&compiled.pulley_bytes)));
    }
    add(reason(file.instance.as_ref()));
    reasons.dedup();
    reasons
}

fn reason<T>(told: Option<&Fact<T>>) -> Option<&str> {
    match told {
        Some(Fact::Unknown { unknown }) => Some(unknown),
        _ => None,
    }
}
