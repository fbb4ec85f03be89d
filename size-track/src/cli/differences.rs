//! Differences for people.

use std::fmt::Write as _;

use greentic_command::style::{self, Tone, paint};
use greentic_size_model::diff::{Change, ChangeKind, ChangedPart, Difference, Quiet};
use greentic_size_model::numerals::{counted, number, signed};

use super::diff::{Fate, FolderDiff};
use crate::shown::short;

/// Returns the differences between two files.
pub(super) fn of_files(files: &str, difference: &Difference, top: usize) -> String {
    let Difference {
        before,
        after,
        changes,
        quiet,
    } = difference;
    let mut text = format!("{files}: {}\n", sizes(*before, *after));
    if changes.is_empty() {
        text.push_str("nothing to speak of\n");
    } else {
        text.push('\n');
    }
    for change in changes.iter().take(top) {
        text.push_str(&line(change));
    }
    if changes.len() > top {
        let others = &changes[top..];
        let sum: i64 = others.iter().map(|change| change.difference).sum();
        let sum = signed(sum);
        let many = others.len();
        let _ = writeln!(text, "{sum:>10}  in {many} more (--top shows more)");
    }
    let said = said(quiet);
    if !said.is_empty() {
        let _ = writeln!(text, "\nbeside that: {}", said.join(", "));
    }
    text
}

/// Returns the differences between two folders or packages.
pub(super) fn of_folders(several: &FolderDiff, top: usize) -> String {
    let [one, other] = &several.files;
    let counts = [
        (Fate::Changed, "changed"),
        (Fate::Came, "came"),
        (Fate::Went, "went"),
        (Fate::Same, "the same"),
    ]
    .map(|(fate, name)| {
        let pairs = several.pairs.iter();
        let count = pairs.filter(|pair| pair.what == fate).count();
        format!("{count} {name}")
    });
    let mut text = format!(
        "{one} -> {other}: {}; {}: {}\n",
        sizes(several.before, several.after),
        counted(several.pairs.len(), "file"),
        counts.join(", ")
    );
    for pair in &several.pairs {
        let name = short(&pair.name);
        match (&pair.difference, pair.what) {
            (Some(difference), _) => {
                let _ = write!(text, "\n{}", of_files(&name, difference, top));
            }
            (None, Fate::Came) => {
                let bytes = number(pair.after);
                let _ = writeln!(text, "\n{name} came: {bytes} bytes");
            }
            (None, Fate::Went) => {
                let bytes = number(pair.before);
                let _ = writeln!(text, "\n{name} went: {bytes} bytes");
            }
            (None, _) => {}
        }
    }
    text
}

/// Returns two sizes and their difference.
fn sizes(before: u64, after: u64) -> String {
    let more = bytes(after) - bytes(before);
    let more = match more {
        0 => "0".to_owned(),
        more => signed(more),
    };
    format!("{} -> {} bytes ({more})", number(before), number(after))
}

/// Converts a number of bytes. Files have less than 4 GiB.
fn bytes(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

fn line(change: &Change) -> String {
    let (what, tone) = match change.what {
        ChangeKind::Grew => ("grew", Tone::Bad),
        ChangeKind::Came => ("came", Tone::Bad),
        ChangeKind::Shrank => ("shrank", Tone::Good),
        ChangeKind::Went => ("went", Tone::Good),
    };
    let difference = format!("{:>10}", signed(change.difference));
    let difference = paint(style::on_stdout(), tone, &difference);
    let sizes = match change.what {
        ChangeKind::Came | ChangeKind::Went => String::new(),
        _ => format!(" ({} -> {})", number(change.before), number(change.after)),
    };
    let of = match change.of {
        ChangedPart::Import => "import ",
        ChangedPart::Export => "export ",
        ChangedPart::Function | ChangedPart::Parts => "",
    };
    let mut line = format!(
        "{difference}  {what:<7} {of}{}{sizes}\n",
        short(&change.name)
    );
    let others = change.written.iter().filter(|one| one.name != change.name);
    for one in others.take(WRITTEN) {
        // Writing to a string does not fail.
        let _ = writeln!(
            line,
            "{:20}{} written in {}",
            "",
            signed(one.difference),
            short(&one.name)
        );
    }
    line
}

/// The number of functions that are named as the origin of code in a changed one.
const WRITTEN: usize = 3;

/// Returns the quiet differences in a few words.
fn said(quiet: &Quiet) -> Vec<String> {
    let mut said = Vec::new();
    for (bytes, what) in [
        (quiet.indices, "indices and headers"),
        (quiet.names, "names and debug information"),
        (quiet.small, "smaller changes"),
    ] {
        if bytes != 0 {
            said.push(format!("{what} {}", signed(bytes)));
        }
    }
    if quiet.merged_functions > 0 {
        let functions = counted(quiet.merged_functions, "function");
        said.push(format!(
            "{functions} merged with others {}",
            signed(quiet.merged)
        ));
    }
    if !quiet.renamed.is_empty() {
        said.push(format!(
            "{} renamed",
            counted(quiet.renamed.len(), "function")
        ));
    }
    if quiet.rewritten > 0 {
        let functions = counted(quiet.rewritten, "function");
        said.push(format!("{functions} with other code of the same size"));
    }
    said
}

#[cfg(test)]
mod tests {
    use greentic_size_model::diff::OriginChange;

    use super::*;

    #[test]
    fn code_of_other_functions_is_named() {
        let written = |name: &str, difference| OriginChange {
            name: name.to_owned(),
            difference,
        };
        let change = Change {
            what: ChangeKind::Grew,
            of: ChangedPart::Function,
            name: "shop::order".to_owned(),
            crate_name: None,
            before: 700,
            after: 820,
            difference: 120,
            written: vec![written("shop::total", 101), written("shop::order", 19)],
        };
        let expected = "      +120  grew    shop::order (700 -> 820)\n\
                        \x20                   +101 written in shop::total\n";
        assert_eq!(line(&change), expected);
    }
}
