//! Sizes in the README are those that the budgets hold.

use std::path::Path;

use greentic_size_report::budget::Budgets;

/// A number as people write it, with commas.
fn number(text: &str) -> u64 {
    let digits = text.trim().replace(',', "");
    digits
        .parse()
        .unwrap_or_else(|_| panic!("`{text}` is no number"))
}

/// The cells of the rows of the README's tables.
fn rows() -> Vec<Vec<String>> {
    let text = include_str!("../../README.md");
    let rows = text.lines().filter(|line| line.starts_with('|'));
    rows.map(|line| {
        let cells = line.trim_matches('|').split('|');
        cells.map(|cell| cell.trim().to_owned()).collect()
    })
    .collect()
}

#[test]
fn examples_have_the_sizes_that_the_readme_tells() {
    let budgets = Budgets::read(Path::new("../size-budgets.toml")).unwrap();
    let mut seen = 0;
    for row in rows() {
        let Some((name, path)) = row[0].split_once("](examples/") else {
            continue;
        };
        let name = name.trim_matches(['[', '`']);
        // Others are of host programs and of folders.
        let (true, [_, bytes, plain, ..]) = (path.contains("src/lib.rs"), &row[..]) else {
            continue;
        };
        let budget = budgets.of(name);
        assert_eq!(budget.bytes, Some(number(bytes)), "{name}, bytes");
        assert_eq!(budget.plain_bytes, Some(number(plain)), "{name}, as linked");
        seen += 1;
    }
    assert!(seen >= 13, "{seen}");
}

#[test]
fn what_settings_are_worth_begins_with_the_budget() {
    let budgets = Budgets::read(Path::new("../size-budgets.toml")).unwrap();
    let plain = budgets.of("node-minimal").plain_bytes;
    let row = rows().into_iter().find(|row| row[0] == "all as above");
    assert_eq!(plain, row.map(|row| number(&row[1])));
    let smallest = rows().into_iter().find(|row| row[0] == "ours");
    let bytes = budgets.of("node-minimal").bytes;
    assert_eq!(bytes, smallest.map(|row| number(&row[1])));
}
