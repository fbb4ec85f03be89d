//! Checks the documents: links lead somewhere, and the tables of sizes have the numbers of
//! the budgets.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Returns every document that people read first, as a path from the root.
fn documents() -> Vec<PathBuf> {
    let mut documents: Vec<_> = [
        "README.md",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "wit/README.md",
    ]
    .iter()
    .map(PathBuf::from)
    .collect();
    for entry in fs::read_dir(root().join("docs")).unwrap() {
        let document = Path::new("docs").join(entry.unwrap().file_name());
        if document.extension().is_some_and(|end| end == "md") {
            documents.push(document);
        }
    }
    documents
}

/// Returns the lines that are not in a block of code.
fn prose(text: &str) -> Vec<&str> {
    let mut code = false;
    let mut lines = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            code = !code;
        } else if !code {
            lines.push(line);
        }
    }
    lines
}

/// Returns the anchors of a document's headings, as GitHub makes them.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = prose(text).into_iter().filter(|line| line.starts_with('#'));
    headings
        .map(|line| {
            let title = line.trim_start_matches('#').trim().to_lowercase();
            let kept = title.chars().filter_map(|c| match c {
                ' ' => Some('-'),
                '-' | '_' => Some(c),
                _ => c.is_alphanumeric().then_some(c),
            });
            kept.collect()
        })
        .collect()
}

/// Returns what a text links to.
fn links(text: &str) -> Vec<&str> {
    let lines = prose(text);
    let parts = lines.iter().flat_map(|line| line.split("](").skip(1));
    parts
        .filter_map(|part| part.split_once(')'))
        .map(|(link, _)| link)
        .collect()
}

/// Returns what is wrong with a link of a document, if something is.
fn fault(document: &Path, link: &str) -> Option<String> {
    if link.contains("://") {
        return None;
    }
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let mut path = root().join(document);
    if !file.is_empty() {
        path = path.parent()?.join(file);
    }
    let said = format!("{}: the link `{link}`", document.display());
    if !path.exists() {
        return Some(format!("{said} leads to no file"));
    }
    if anchor.is_empty() || path.extension().is_none_or(|ending| ending != "md") {
        return None;
    }
    let text = fs::read_to_string(path).unwrap();
    (!anchors(&text).contains(anchor)).then(|| format!("{said} leads to no heading"))
}

/// Returns the budgets of each example: bytes, and as linked.
fn budgets(text: &str) -> BTreeMap<&str, [u32; 2]> {
    let mut budgets = BTreeMap::new();
    let mut name = "";
    for line in text.lines() {
        if let Some(section) = line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
        {
            name = section;
        }
        for (at, key) in ["bytes = ", "plain_bytes = "].iter().enumerate() {
            if let Some(number) = line.strip_prefix(key) {
                budgets.entry(name).or_insert([0; 2])[at] = number.parse().unwrap();
            }
        }
    }
    budgets
}

/// Returns the rows that begin with the link to an example and go on with two numbers: the
/// example and the numbers.
fn sizes(text: &str) -> Vec<(&str, [u32; 2])> {
    let rows = text.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| [`")?.split(" | ");
        let first = cells.next()?;
        let (name, of) = first.split_once('`')?;
        let number = |cell: &str| cell.trim_end_matches(" |").replace(',', "").parse().ok();
        let numbers = [number(cells.next()?)?, number(cells.next()?)?];
        of.contains("examples/").then_some((name, numbers))
    });
    rows.collect()
}

#[test]
fn links_lead_to_files_and_headings() {
    let mut faults = Vec::new();
    for document in documents() {
        let text = fs::read_to_string(root().join(&document)).unwrap();
        let wrong = links(&text).into_iter();
        faults.extend(wrong.filter_map(|link| fault(&document, link)));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn links_to_nowhere_are_found() {
    let document = Path::new("docs/testing.md");
    assert_eq!(links("a [b](c.md#d) and\n```\n[e](f)\n```\n"), ["c.md#d"]);
    assert_eq!(fault(document, "../README.md#start"), None);
    assert!(fault(document, "README.md").is_some());
    assert!(fault(document, "../README.md#strat").is_some());
}

#[test]
fn tables_have_the_sizes_of_the_budgets() {
    let budgets_text = fs::read_to_string(root().join("size-budgets.toml")).unwrap();
    let budgets = budgets(&budgets_text);
    let mut shown = BTreeSet::new();
    for document in documents() {
        let text = fs::read_to_string(root().join(&document)).unwrap();
        for (name, numbers) in sizes(&text) {
            let said = format!("{}: {name}", document.display());
            assert_eq!(budgets.get(name), Some(&numbers), "{said}");
            if document == Path::new("README.md") {
                shown.insert(name.to_owned());
            }
        }
    }
    let all: BTreeSet<_> = budgets.keys().map(|name| (*name).to_owned()).collect();
    assert_eq!(shown, all, "the README shows every example");
}

/// Returns the first number of the row of a document that begins with a cell.
fn first_number(document: &str, cell: &str) -> u32 {
    let mut rows = document.lines();
    let row = rows.find_map(|line| line.strip_prefix(&format!("| {cell} | ")));
    let number = row.and_then(|row| row.split(" | ").next());
    let number = number.unwrap_or_else(|| panic!("the document has no row `{cell}`"));
    number.replace(',', "").parse().unwrap()
}

#[test]
fn comparisons_begin_with_the_budget_of_the_smallest_node() {
    let budgets_text = fs::read_to_string(root().join("size-budgets.toml")).unwrap();
    let [bytes, plain] = budgets(&budgets_text)["node-minimal"];
    let read = |path| fs::read_to_string(root().join(path)).unwrap();
    let flags = read("docs/writing-components.md");
    assert_eq!(first_number(&flags, "all as above"), plain);
    assert_eq!(first_number(&read("README.md"), "ours"), bytes);
}
