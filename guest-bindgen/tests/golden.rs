//! One folder a case: WIT, and beside it the bindings that it gives or the
//! error. `BLESS=1` writes what is expected anew.

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use greentic_guest_bindgen::{Wit, rustfmt};
use support::{Comparison, cases, compare, input};

/// The files that a case may expect.
const BINDINGS: &str = "expected.rs";
const ERROR: &str = "expected-error.txt";

#[test]
fn every_case_gives_what_is_expected() {
    let mut complaints = Vec::new();
    for case in cases() {
        if let Err(complaint) = check(&case) {
            complaints.push(format!("{}: {complaint}", case.display()));
        }
    }
    assert!(
        complaints.is_empty(),
        "{}\nBLESS=1 cargo test -p greentic-guest-bindgen --test golden accepts this",
        complaints.join("\n")
    );
}

/// A case that loses its input, or a refusal that nobody tests any more, would
/// otherwise go unnoticed.
#[test]
fn every_refusal_has_a_case() {
    let expected: BTreeSet<_> = [
        "async",
        "empty-record",
        "error-context",
        "fixed-length-list",
        "flags",
        "future",
        "map",
        "package-names",
        "parts",
        "resource",
        "resource-handle",
        "stream",
        "tuple",
        "unstable",
        "unstable-include",
        "unstable-include",
        "unstable-item",
        "versions",
        "world-function",
        "world-interface",
    ]
    .into_iter()
    .map(str::to_owned)
    .collect();
    let present: BTreeSet<_> = cases()
        .iter()
        .filter_map(|case| {
            let name = case.file_name()?.to_str()?;
            Some(name.strip_prefix("refuse-")?.to_owned())
        })
        .collect();
    let missing: Vec<_> = expected.difference(&present).collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
}

#[test]
fn an_expectation_without_input_and_the_reverse_are_noticed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let case = folder.path();
    std::fs::write(case.join(BINDINGS), "").expect("a file");
    let complaint = check(case).expect_err("there is no input");
    assert!(complaint.contains("no input"), "{complaint}");

    std::fs::write(case.join("input.wit"), "package a:b;\n").expect("a file");
    std::fs::write(case.join(ERROR), "").expect("a file");
    let complaint = check(case).expect_err("there are two expectations");
    assert!(complaint.contains("cannot both"), "{complaint}");

    assert!(has_place("a.wit:3:12: not so"));
    assert!(!has_place("a.wit: not so") && !has_place("a.wit:3: not so"));

    std::fs::remove_file(case.join(BINDINGS)).expect("the file");
    std::fs::remove_file(case.join(ERROR)).expect("the file");
    if !support::blessing() {
        let complaint = check(case).expect_err("there is no expectation");
        assert!(complaint.contains("does not exist"), "{complaint}");
    }
}

/// Returns whether a message has a file, a line and a column in it.
fn has_place(text: &str) -> bool {
    text.match_indices(".wit:").any(|(at, name)| {
        let mut numbers = text[at + name.len()..].split([':', '\n', ' ']);
        let mut number = || {
            numbers
                .next()
                .is_some_and(|part| part.parse::<u32>().is_ok())
        };
        number() && number()
    })
}

fn check(case: &Path) -> Result<(), String> {
    let input = input(case).ok_or("there is no input, neither input.wit nor wit/")?;
    let outcome = Wit::read(&input).and_then(|wit| wit.bindings());
    let refusal = case
        .file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with("refuse-"));
    let (name, other, text) = match outcome {
        Ok(_) if refusal => return Err("this was not refused".into()),
        Ok(bindings) => {
            let text = bindings.text();
            let again = rustfmt(&text).ok_or("rustfmt does not understand the output")?;
            if again != text {
                return Err(format!(
                    "rustfmt would change the output:\n{}",
                    support::diff(Path::new("rustfmt"), &text, &again)
                ));
            }
            (BINDINGS, ERROR, text)
        }
        Err(error) if !refusal => return Err(format!("this was refused: {error}")),
        // As it reads on the machine of whoever blessed it.
        Err(error) => {
            let text = format!("{error}\n").replace('\\', "/");
            if !has_place(&text) {
                return Err(format!("this does not say where it is: {text}"));
            }
            (ERROR, BINDINGS, text)
        }
    };
    if case.join(other).exists() {
        if case.join(name).exists() {
            return Err(format!("{name} and {other} cannot both be expected"));
        }
        if !support::blessing() {
            return Err(format!("{other} is expected, and this came:\n{text}"));
        }
        std::fs::remove_file(case.join(other)).map_err(|cause| cause.to_string())?;
    }
    match compare(&case.join(name), &text) {
        Comparison::Equal => Ok(()),
        Comparison::Missing => Err(format!("{name} does not exist")),
        Comparison::Different(diff) => Err(diff),
    }
}
