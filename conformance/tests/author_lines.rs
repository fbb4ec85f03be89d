//! The number of lines that an author writes for a component of each kind, after rustfmt,
//! without blank lines, comments and tests. The sizes of the components are in
//! `size-budgets.toml`.

use anyhow::{Context as _, Result};
use greentic_testkit::cargo::workspace;

/// An example, the most lines it may take, and the most bytes.
const LIMITS: [(&str, usize, u64); 5] = [
    ("weather", 120, 16_500),
    ("mcp-library", 100, 11_500),
    ("pack-flows", 25, 1_800),
    ("provider-json", 25, 7_000),
    ("component-v0-6", 35, 2_700),
];

/// Counts the lines of a source that an author has to write.
fn lines(source: &str) -> usize {
    // Tests come last in a file, or stand in one of their own.
    let (source, _) = source
        .split_once("#[cfg(test)]\nmod tests {")
        .unwrap_or((source, ""));
    source
        .replace("#[cfg(test)]\nmod tests;\n", "")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .count()
}

#[test]
fn an_author_writes_few_lines() -> Result<()> {
    let budgets = std::fs::read_to_string(workspace().join("size-budgets.toml"))?;
    let budgets: toml::Table = budgets.parse()?;
    for (name, most_lines, most_bytes) in LIMITS {
        let folder = workspace().join("examples").join(name).join("src");
        let mut count = 0;
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            let is_source = path.extension().is_some_and(|end| end == "rs");
            if is_source && !path.ends_with("tests.rs") {
                count += lines(&std::fs::read_to_string(&path)?);
            }
        }
        println!("{name}: {count} lines");
        assert!(
            (5..=most_lines).contains(&count),
            "{name}: {count} lines; at most {most_lines}"
        );
        let bytes = budgets[name]["bytes"].as_integer().context("a number")?;
        assert!(
            u64::try_from(bytes)? <= most_bytes,
            "{name}: {bytes} bytes; at most {most_bytes}"
        );
    }
    Ok(())
}

#[test]
fn only_what_an_author_writes_is_counted() {
    let source = "//! About.\n\n#![no_std]\n\n#[cfg(test)]\nmod tests;\n\n// Why.\nfn a() {}\n";
    assert_eq!(lines(source), 2);
    let inside = "fn a() {}\n\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\n";
    assert_eq!(lines(inside), 1);
}
