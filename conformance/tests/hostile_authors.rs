//! No program without a word of unsafe code breaks memory.
//!
//! The programs in `hostile-authors/` try. Each says what is right for it: that
//! it does not compile, with these errors; that it traps; or what it answers.
//! `INPUT` stands for what it was called with.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use greentic_guest_bindgen::Wit;
use greentic_host_shim::{Component, Error, ExecCtx, Host, InvokeResult, Limits, Shim};
use greentic_testkit::cargo::{TARGET, cargo, scratch, workspace};
use serde_json::Value;

/// The outcome that is right for a program.
#[derive(Debug)]
enum Right {
    /// These errors of the compiler, and no other.
    DoesNotCompile(BTreeSet<String>),
    /// An error of the compiler that has no code, with this text in it.
    DoesNotParse(String),
    /// A trap, at the first call.
    Traps,
    /// This answer, to the first call or to the third one.
    Answers(String, u32),
}

impl Right {
    fn parse(program: &str, source: &str) -> Self {
        let line = source
            .lines()
            .find_map(|line| line.strip_prefix("//! Right: "))
            .unwrap_or_else(|| panic!("{program} does not say what is right for it"));
        let quoted = |text: &str| text.split('"').nth(1).map(str::to_owned);
        if line == "traps" {
            Self::Traps
        } else if let Some(answer) = line.strip_prefix("answers ").and_then(quoted) {
            Self::Answers(
                answer,
                if line.ends_with("to the third call") {
                    3
                } else {
                    1
                },
            )
        } else if let Some(errors) = line.strip_prefix("does not compile, ") {
            match quoted(errors) {
                Some(text) => Self::DoesNotParse(text),
                None => Self::DoesNotCompile(errors.split(", ").map(str::to_owned).collect()),
            }
        } else {
            panic!("{program}: `{line}` is not understood")
        }
    }
}

/// The programs, by name.
fn programs() -> BTreeMap<String, Right> {
    let folder = workspace().join("conformance/hostile-authors");
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).expect("a manifest");
    let mut programs = BTreeMap::new();
    for entry in fs::read_dir(folder.join("programs")).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().and_then(|name| name.to_str());
        let name = name.expect("a name").to_owned();
        assert!(
            manifest.contains(&format!("path = \"programs/{name}.rs\"")),
            "{name} is not in the manifest"
        );
        let source = fs::read_to_string(&path).expect("a program");
        assert!(is_held(&source), "{name} may do what it likes");
        programs.insert(name.clone(), Right::parse(&name, &source));
    }
    programs
}

/// Returns whether the compiler refuses unsafe code of the author. Generated bindings and
/// their macros contain some, so that a crate with its own bindings cannot forbid it:
/// then the word must not appear in any other place.
fn is_held(source: &str) -> bool {
    source.contains("#![forbid(unsafe_code)]")
        || (source.contains("include!(env!(\"JOINT_BINDINGS\"));") && !source.contains("unsafe"))
}

/// Writes the bindings of an author's own, of two interfaces that a world exports
/// beside each other.
fn joint_bindings() -> PathBuf {
    let wit = workspace().join("conformance/hostile-authors/joint");
    let bindings = Wit::read(wit).and_then(|wit| wit.bindings());
    let file = scratch().join("hostile-authors/joint.rs");
    bindings
        .expect("bindings")
        .write(&file)
        .expect("a file of bindings");
    file
}

/// The outcome of the programs: the errors of the compiler, by their code or their text,
/// and the files of those without errors.
#[derive(Default)]
struct Built {
    errors: BTreeMap<String, BTreeSet<String>>,
    files: BTreeMap<String, PathBuf>,
}

fn build() -> Built {
    let output = cargo()
        .current_dir(workspace().join("conformance/hostile-authors"))
        .env("JOINT_BINDINGS", joint_bindings())
        .args(["build", "--locked", "--keep-going", "--examples"])
        .args(["--profile", "tiny", "--target", TARGET, "--target-dir"])
        .arg(scratch().join("hostile-authors"))
        .args(["--message-format", "json"])
        .output()
        .expect("cargo runs");
    let mut built = Built::default();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let message: Value = serde_json::from_str(line).expect("a message of cargo");
        let name = message["target"]["name"].as_str().unwrap_or_default();
        if message["message"]["level"] == "error" {
            let error = message["message"]["code"]["code"]
                .as_str()
                .or(message["message"]["message"].as_str())
                .unwrap_or_default();
            let errors = built.errors.entry(name.to_owned()).or_default();
            errors.insert(error.to_owned());
        } else if message["target"]["kind"][0] == "example"
            && let Some(file) = message["filenames"][0].as_str()
        {
            built.files.insert(name.to_owned(), file.into());
        }
    }
    assert!(
        !built.files.is_empty() && !built.errors.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    built
}

/// A text of words, long enough to leave the arena's first region when it is
/// copied, and short enough to be repeated.
fn input() -> String {
    let numbers: Vec<_> = (0..700).map(|number| format!("{number:x} ")).collect();
    numbers.concat()
}

/// Calls `component` once, or three times, and compares what comes of it.
fn run(program: &str, component: &Component, right: &Right) -> Result<(), String> {
    let ctx = ExecCtx::new("test", "acme", "flow");
    let input = input();
    let mut instance = component
        .instantiate(Host::new())
        .map_err(|error| format!("{program}: {error}"))?;
    let mut calls = 0;
    let found = loop {
        calls += 1;
        let found = instance.invoke(&ctx, "run", &input);
        if found.is_err() || matches!(right, Right::Answers(_, last) if calls == *last) {
            break found;
        }
        if calls == 3 {
            break found;
        }
    };
    match (right, found) {
        (Right::Traps, Err(Error::Trap { .. } | Error::Limit { .. })) if calls == 1 => Ok(()),
        (Right::Answers(answer, last), Ok(InvokeResult::Ok(found)))
            if calls == *last && found == answer.replace("INPUT", &input) =>
        {
            Ok(())
        }
        (_, found) => {
            let found = format!("{found:?}");
            let end = found
                .char_indices()
                .nth(200)
                .map_or(found.len(), |(at, _)| at);
            Err(format!(
                "{program}: call {calls} gave {}, right is {right:?}",
                &found[..end]
            ))
        }
    }
}

#[test]
fn no_program_without_unsafe_code_breaks_memory() {
    let programs = programs();
    let built = build();
    let limits = Limits {
        deadline: Some(Duration::from_secs(20)),
        ..Limits::default()
    };
    let shim = Shim::new(limits).expect("an engine");
    let mut wrong = Vec::new();
    let mut ran = 0;
    for (program, right) in &programs {
        let errors = built.errors.get(program);
        match (right, errors, built.files.get(program)) {
            (Right::DoesNotCompile(codes), Some(errors), _) if codes == errors => {}
            (Right::DoesNotParse(text), Some(errors), _)
                if errors.iter().any(|error| error.contains(text)) => {}
            (Right::Traps | Right::Answers(..), None, Some(file)) => {
                let bytes = fs::read(file).expect("cargo built it");
                let component = shim.load(&bytes).expect("a component");
                wrong.extend(run(program, &component, right).err());
                ran += 1;
            }
            _ => wrong.push(format!("{program}: {errors:?}, right is {right:?}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        programs.len() >= 20 && ran >= 8,
        "{} programs, {ran} ran",
        programs.len()
    );
}

/// An interface and the types beside it, both called by the host: what one takes
/// is what the other gives, and no answer changes while another call is made.
#[test]
fn exports_with_their_types_beside_them_answer_right() {
    let built = build();
    let bytes = fs::read(&built.files["joint_answers"]).expect("cargo built it");
    let shim = Shim::new(Limits::default()).expect("an engine");
    let component = shim.load(&bytes).expect("a component");
    let mut instance = component.instantiate(Host::new()).expect("an instance");
    let mut call = |function: &str, argument: &str| {
        let function = format!("hostile:joint/{function}");
        instance.call(&function, &[argument]).expect("an answer")
    };
    for _ in 0..3 {
        assert_eq!(
            call("store@1.0.0#get", r#""ab""#).as_deref(),
            Some(r#"{key: "ab", value: "abab"}"#)
        );
        assert_eq!(
            call("types@1.0.0#check", r#"{key: "ab", value: "abab"}"#).as_deref(),
            Some("true")
        );
        assert_eq!(
            call(
                "store@1.0.0#all",
                r#"[{key: "a", value: "1"}, {key: "b", value: "2"}]"#
            )
            .as_deref(),
            Some(r#"[{key: "2", value: "b"}, {key: "1", value: "a"}]"#)
        );
    }
}

/// A wrong answer, a trap too many and one too few are noticed.
#[test]
fn what_is_not_right_is_noticed() {
    let built = build();
    let shim = Shim::new(Limits::default()).expect("an engine");
    let component = |program: &str| {
        let bytes = fs::read(&built.files[program]).expect("cargo built it");
        shim.load(&bytes).expect("a component")
    };
    let answers = component("builders_at_once");
    let traps = component("panic_in_a_handler");
    let right = |answer: &str| Right::Answers(answer.into(), 1);
    assert_eq!(run("answers", &answers, &right("INPUT")), Ok(()));
    assert_eq!(run("traps", &traps, &Right::Traps), Ok(()));
    for (component, right) in [
        (&answers, right("CHANGED")),
        (&answers, Right::Traps),
        (&traps, right("INPUT")),
    ] {
        assert!(run("a program", component, &right).is_err(), "{right:?}");
    }
    assert!(is_held("#![forbid(unsafe_code)]"));
    let own = "include!(env!(\"JOINT_BINDINGS\"));";
    assert!(is_held(own));
    assert!(!is_held("#![no_std]"));
    assert!(!is_held(&format!("{own} unsafe {{}}")));
    let source = |line: &str| Right::parse("a program", line);
    assert!(matches!(source("//! Right: traps"), Right::Traps));
    assert!(matches!(
        source("//! Right: answers \"3:INPUT\" to the third call"),
        Right::Answers(text, 3) if text == "3:INPUT"
    ));
}
