//! The fakes answer as a host does.

use greentic_guest::Call;
use greentic_guest::testing::{FakeHttp, Logs, MemorySecrets, MemoryState, Settings, context};

use crate::probe::Imports;

/// The operations that a host was asked, and its answers.
fn recorded() -> Vec<(&'static str, &'static str)> {
    let lines = include_str!("real-host.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#'));
    lines
        .map(|line| line.split_once(" => ").expect("an answer"))
        .collect()
}

/// The answers of fakes with what the host had.
fn answers(script: &str, state: MemoryState) -> Vec<String> {
    let settings = Settings::new()
        .with("retries", "3")
        .with_text("locale", "de")
        .with("nested", r#"{"a":[1,"b"]}"#);
    let imports = Imports {
        http: FakeHttp::new(),
        state,
        secrets: MemorySecrets::new().with("TOKEN", "sesame"),
        settings,
        logger: Logs::new(),
    };
    let call = Call::new();
    let answers = imports.run(&call, &context(), script);
    answers.lines().map(str::to_owned).collect()
}

#[test]
fn every_answer_is_that_of_a_host() {
    let recorded = recorded();
    assert!(recorded.len() > 50, "{recorded:?}");
    let script: Vec<_> = recorded.iter().map(|(operation, _)| *operation).collect();
    let answers = answers(&script.join("\n"), MemoryState::new());
    assert_eq!(answers.len(), recorded.len());
    for ((operation, expected), answer) in recorded.iter().zip(&answers) {
        assert_eq!(answer.trim_end(), expected.trim_end(), "{operation}");
    }
}

/// The comparison is no empty one: a store that begins with something else is noticed.
#[test]
fn another_store_gives_other_answers() {
    let (operation, expected) = recorded()[0];
    assert_ne!(
        answers(operation, MemoryState::new().with("k", "0")),
        [expected]
    );
    assert_ne!(answers(operation, MemoryState::new().denied()), [expected]);
}
