//! The `guest-bindgen` command: what it prints, what it writes, how it ends.

use std::path::Path;
use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_guest-bindgen"))
        .args(arguments)
        .output()
        .expect("the command runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

fn name(path: &Path) -> &str {
    path.to_str().expect("a path that is text")
}

#[test]
fn help_shows_an_example_and_the_exit_codes() {
    for command in ["generate", "stub", "contract"] {
        let output = run(&[command, "--help"]);
        assert_eq!(output.status.code(), Some(0));
        let help = text(&output.stdout);
        assert!(help.contains("Examples:\n  guest-bindgen "), "{help}");
        assert!(
            help.contains(&format!("guest-bindgen {command} wit")),
            "{help}"
        );
    }
    let help = text(&run(&["--help"]).stdout);
    assert!(help.contains("Exit codes:"), "{help}");
}

#[test]
fn usage_errors_end_with_2() {
    for arguments in [
        &[][..],
        &["generate"],
        &["make", "wit"],
        &["generate", "wit", "--out", "a", "--modules", "b"],
        &["stub", "wit"],
        &["stub", "wit", "a:b/c", "--backward"],
    ] {
        assert_eq!(run(arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn what_is_out_of_scope_is_named_and_ends_with_3() {
    let output = run(&["generate", "tests/golden/refuse-stream/input.wit"]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(text(&output.stdout), "");
    let message = text(&output.stderr);
    assert!(
        message.starts_with(
            "error: tests/golden/refuse-stream/input.wit:4:5: golden:refuse/items, function feed, result: a stream"
        ),
        "{message}"
    );
}

#[test]
fn wit_that_cannot_be_read_is_named_and_ends_with_3() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let broken = folder.path().join("broken.wit");
    std::fs::write(&broken, "package a:b;\ninterface {").expect("a file");
    for path in [broken, folder.path().join("missing.wit")] {
        let output = run(&["contract", name(&path)]);
        assert_eq!(output.status.code(), Some(3));
        let message = text(&output.stderr);
        assert!(message.contains(name(&path)), "{message}");
    }
}

/// The JSON document that a command printed, and nothing else.
fn document(output: &Output) -> serde_json::Value {
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(document["schema_version"], 1);
    document
}

#[test]
fn json_has_what_was_written_the_text_and_what_was_left_out() {
    let wit = "tests/golden/refuse-stream/input.wit";
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("bindings.rs");
    let partial = ["generate", wit, "--partial", "--json"];

    let output = run(&partial);
    assert_eq!(output.status.code(), Some(0));
    let printed = document(&output);
    assert_eq!(printed["skipped"][0]["item"], "golden:refuse/items");
    assert_eq!(printed["skipped"][0]["at"], format!("{wit}:4:5"));
    assert_eq!(text(&output.stderr), "");

    let output = run(&[&partial[..], &["-o", name(&file)]].concat());
    let written = document(&output);
    assert_eq!(written["written"], name(&file));
    assert!(written["text"].is_null(), "{written}");
    let on_disk = std::fs::read_to_string(&file).expect("a file");
    assert_eq!(printed["text"], on_disk);

    let output = run(&["generate", wit, "--json"]);
    assert_eq!(output.status.code(), Some(3));
    let failure = &document(&output)["failure"];
    assert_eq!(failure["at"], format!("{wit}:4:5"));
    assert_eq!(
        failure["item"],
        "golden:refuse/items, function feed, result"
    );
}

#[test]
fn a_file_that_is_up_to_date_is_left_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("bindings.rs");
    let arguments = ["generate", "../wit", "--out", name(&file)];
    assert_eq!(run(&arguments).status.code(), Some(0));
    let written = std::fs::read_to_string(&file).expect("the bindings");
    assert_eq!(written, text(&run(&arguments[..2]).stdout));

    // A date that no write gives.
    let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
    let open = || {
        std::fs::File::options()
            .write(true)
            .open(&file)
            .expect("the bindings")
    };
    open().set_modified(long_ago).expect("a date");
    let date = || {
        open()
            .metadata()
            .and_then(|data| data.modified())
            .expect("a date")
    };
    assert_eq!(run(&arguments).status.code(), Some(0));
    assert_eq!(date(), long_ago);

    std::fs::write(&file, "old").expect("a file");
    assert_eq!(run(&arguments).status.code(), Some(0));
    assert_eq!(
        std::fs::read_to_string(&file).expect("the bindings"),
        written
    );
    let files = std::fs::read_dir(folder.path())
        .expect("the folder")
        .count();
    assert_eq!(files, 1, "a temporary file is left");
}

#[test]
fn a_refusal_leaves_the_file_as_it_is() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("bindings.rs");
    std::fs::write(&file, "old").expect("a file");
    let output = run(&[
        "generate",
        "tests/golden/refuse-map/input.wit",
        "--out",
        name(&file),
    ]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(std::fs::read_to_string(&file).expect("the file"), "old");
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("taken"), "").expect("a file");
    let file = folder.path().join("taken").join("bindings.rs");
    let output = run(&["generate", NESTED, "--out", name(&file)]);
    assert_eq!(output.status.code(), Some(6));
    let message = text(&output.stderr);
    assert!(message.contains(name(&file)), "{message}");
}

#[test]
fn folders_that_are_missing_are_made() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("a/b/bindings.rs");
    let output = run(&["generate", NESTED, "--out", name(&file)]);
    assert_eq!(output.status.code(), Some(0));
    assert!(file.exists());
    let modules = folder.path().join("c/d");
    let output = run(&["generate", NESTED, "--modules", name(&modules)]);
    assert_eq!(output.status.code(), Some(0));
    assert!(modules.join("mod.rs").exists());
}

/// Leaves out and lists the dependencies' items that the WIT does not reach; takes more
/// only where that is asked for.
#[test]
fn what_is_left_out_is_listed_with_file_and_line() {
    let wit = "tests/golden/scope-dependency/wit";
    let output = run(&["generate", wit]);
    assert_eq!(output.status.code(), Some(0));
    let said = text(&output.stderr);
    for (line, column, item) in [
        (5, 28, "dep:dep/other"),
        (5, 28, "dep:dep/user"),
        (7, 18, "dep:dep/left"),
        (8, 18, "world dep:dep/z"),
    ] {
        let place = format!("dep.wit:{line}:{column}: {item} is left out: ");
        assert!(said.contains(&place), "no {place:?} in\n{said}");
    }
    assert_eq!(said.lines().count(), 4, "{said}");

    let root = "tests/golden/refuse-stream/input.wit";
    let refused = run(&["generate", root]);
    assert_eq!(refused.status.code(), Some(3));
    let partial = run(&["generate", root, "--partial"]);
    assert_eq!(partial.status.code(), Some(0));
    let said = text(&partial.stderr);
    assert!(
        said.contains("input.wit:4:5: golden:refuse/items is left out: "),
        "{said}"
    );
    assert!(!text(&partial.stdout).contains("pub mod items"));
}

/// A package of which some is out of scope.
const MIXED: &str = "package a:b@1.0.0;
interface types { record r { name: string } }
interface fine { use types.{r}; f: func(r: r) -> list<r>; }
interface more { g: func() -> string; }
interface bad { resource x; h: func(x: x); }
interface worse { use bad.{x}; k: func() -> x; }
world good { import fine; export more; }
world broken { import fine; export worse; }
world inline { export fine; export run: func(); }
";

#[test]
fn a_world_or_an_interface_is_generated_by_itself() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let wit = folder.path().join("a.wit");
    std::fs::write(&wit, MIXED).expect("a file");
    let generate = |arguments: &[&str]| {
        let output = run(&[&["generate", name(&wit)], arguments].concat());
        let modules: Vec<_> = text(&output.stdout)
            .lines()
            .filter_map(|line| line.strip_prefix("    pub mod ")?.strip_suffix(" {"))
            .map(str::to_owned)
            .collect();
        (output.status.code(), modules, text(&output.stderr))
    };
    let strict = generate(&[]);
    assert_eq!(strict.0, Some(3));
    let says = "world a:b/inline@1.0.0: function `run` stands in the world itself";
    assert!(strict.2.contains(says), "{}", strict.2);
    for world in ["good", "a:b/good@1.0.0"] {
        let (code, modules, said) = generate(&["--world", world]);
        assert_eq!((code, &*said), (Some(0), ""));
        assert_eq!(modules, ["types", "fine", "more"]);
    }
    let (code, modules, said) = generate(&["--interface", "fine"]);
    assert_eq!((code, &*said), (Some(0), ""));
    assert_eq!(modules, ["types", "fine"]);
    let two = ["--interface", "more", "--interface", "a:b/types@1.0.0"];
    assert_eq!(generate(&two).1, ["types", "more"]);

    for (arguments, says) in [
        (["--world", "broken"], "a:b/bad@1.0.0, type x: a resource"),
        (
            ["--interface", "worse"],
            "a:b/bad@1.0.0, type x: a resource",
        ),
        (
            ["--world", "inline"],
            "world a:b/inline@1.0.0: function `run` stands in the world",
        ),
        (
            ["--world", "goods"],
            "there is no world or interface `goods`",
        ),
        (
            ["--interface", "good"],
            "there is no world or interface `good`",
        ),
    ] {
        let (code, modules, said) = generate(&arguments);
        assert_eq!((code, modules.len()), (Some(3), 0), "{arguments:?}");
        assert!(said.contains(says), "{said}");
    }

    let (code, modules, said) = generate(&["--world", "broken", "--partial"]);
    assert_eq!(code, Some(0));
    assert_eq!(modules, ["types", "fine"]);
    assert!(
        said.contains("a.wit:5:26: a:b/bad@1.0.0 is left out: "),
        "{said}"
    );
    assert!(said.contains("a:b/worse@1.0.0 is left out: "), "{said}");
    let (code, modules, said) = generate(&["--partial"]);
    assert_eq!(code, Some(0));
    assert_eq!(modules, ["types", "fine", "more"]);
    assert!(
        said.contains("world a:b/inline@1.0.0 is left out: "),
        "{said}"
    );

    // A stub is of what it has, whatever else there is.
    let stub = |of: &str| run(&["stub", name(&wit), of]);
    assert_eq!(stub("a:b/good@1.0.0").status.code(), Some(0));
    assert_eq!(stub("a:b/broken@1.0.0").status.code(), Some(3));
}

#[test]
fn unstable_items_are_there_when_they_are_asked_for() {
    let wit = "tests/golden/refuse-unstable/input.wit";
    let items = "tests/golden/refuse-unstable-item/input.wit";
    for (wit, item) in [
        (
            wit,
            "golden:refuse/more@1.2.0: unstable, of the feature `fancy`",
        ),
        (
            items,
            "golden:refuse/items@1.2.0, function f: unstable, of the feature `fancy`",
        ),
    ] {
        let refused = run(&["generate", wit]);
        assert_eq!(refused.status.code(), Some(3));
        let said = text(&refused.stderr);
        assert!(
            said.contains(item) && said.contains("--features fancy"),
            "{said}"
        );
        // `contract` goes on, and says what is not in it.
        let contract = run(&["contract", wit]);
        assert_eq!(contract.status.code(), Some(0));
        assert!(text(&contract.stderr).contains(item));
        assert!(!text(&contract.stdout).contains("fancy"));

        let stub = ["stub", wit, "golden:refuse/w@1.2.0"];
        assert_eq!(run(&stub).status.code(), Some(3), "{item}");
        let features = ["--features", "fancy"];
        assert_eq!(run(&[&stub[..], &features].concat()).status.code(), Some(0));
        let all = run(&["generate", wit, "--features", "fancy"]);
        assert_eq!(all.status.code(), Some(0));
        let all = text(&all.stdout);
        assert!(
            all.contains("/// Unstable, of the feature `fancy`."),
            "{all}"
        );

        let unknown = run(&["generate", wit, "--features", "fancy,plain"]);
        assert_eq!(unknown.status.code(), Some(3));
        let said = text(&unknown.stderr);
        assert!(
            said.contains("feature `plain`: nothing in the WIT is of it"),
            "{said}"
        );
        assert!(said.contains("the features are `fancy`"), "{said}");
    }
    let scoped = run(&["generate", wit, "--interface", "items"]);
    assert_eq!(scoped.status.code(), Some(0), "what lacks nothing is fine");
    let missing = run(&["stub", wit, "golden:refuse/more@1.2.0"]);
    let said = text(&missing.stderr);
    assert!(said.contains("unstable, of the feature `fancy`"), "{said}");
}

#[test]
fn modules_are_one_file_a_package() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = run(&["generate", "../wit", "--modules", name(folder.path())]);
    assert_eq!(output.status.code(), Some(0));
    let index = std::fs::read_to_string(folder.path().join("mod.rs")).expect("the index");
    assert!(
        index.contains("pub mod greentic_component_0_5_0;"),
        "{index}"
    );
    assert!(folder.path().join("greentic_component_0_5_0.rs").exists());
}

#[test]
fn the_contract_is_printed() {
    let output = run(&["contract", "../wit"]);
    assert_eq!(output.status.code(), Some(0));
    let lock = std::fs::read_to_string("../wit/abi.lock").expect("the lock");
    // That of the revisions comes behind it.
    let (usual, _) = lock.split_once("revision ").expect("a revision");
    assert!(text(&output.stdout) == usual, "not what the lock says");
}

/// The golden case that the commands below read, and its interface.
const NESTED: &str = "tests/golden/nested/input.wit";
const TREE: &str = "golden:nested/tree@2.0.0";

#[test]
fn a_stub_is_printed() {
    let output = run(&["stub", NESTED, TREE]);
    assert_eq!(output.status.code(), Some(0));
    let empty = text(&output.stdout);
    assert!(empty.contains("pub mod bindings;"), "{empty}");
    let export = "export crate::bindings::golden_nested_2_0_0::tree => Component,";
    assert!(empty.contains(export), "{empty}");
    assert!(!empty.contains("import "), "{empty}");

    let forward = text(&run(&["stub", NESTED, TREE, "--forward"]).stdout);
    let import = "import crate::bindings::golden_nested_2_0_0::tree as Tree,";
    assert!(forward.contains(import), "{forward}");

    let elsewhere = text(&run(&["stub", NESTED, TREE, "--bindings", "crate::a::b"]).stdout);
    assert!(!elsewhere.contains("pub mod"), "{elsewhere}");
    assert!(elsewhere.contains("export crate::a::b::golden_nested_2_0_0::tree => Component,"));

    // Those of the guest crate go by their short path.
    let node = [
        "stub",
        "../wit",
        "greentic:component/node@0.5.0",
        "--bindings",
        "greentic_guest::worlds",
    ];
    let node = text(&run(&node).stdout);
    assert!(
        node.contains("export worlds::greentic_component_0_5_0::node => Component,"),
        "{node}"
    );
}

#[test]
fn a_stub_of_what_is_not_there_ends_with_1() {
    let output = run(&["stub", NESTED, "golden:nested/trees@2.0.0"]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(text(&output.stdout), "");
    let message = text(&output.stderr);
    assert!(message.contains("`golden:nested/trees@2.0.0`"), "{message}");
    assert!(
        message.contains("\n  golden:nested/tree@2.0.0\n"),
        "{message}"
    );

    let output = run(&["stub", NESTED, TREE, "--bindings", "my_crate::bindings"]);
    assert_eq!(output.status.code(), Some(3));
    let message = text(&output.stderr);
    assert!(message.contains("`my_crate::bindings`"), "{message}");
    assert!(message.contains("`crate::bindings`"), "{message}");
}

/// A stub is refused for the same reasons as bindings are.
#[test]
fn a_stub_of_what_is_out_of_scope_ends_with_1() {
    for (case, of) in [
        ("refuse-stream", "golden:refuse/items"),
        ("refuse-resource", "golden:refuse/items"),
        ("refuse-world-function", "golden:refuse/w"),
        ("refuse-world-interface", "golden:refuse/w"),
    ] {
        let wit = format!("tests/golden/{case}/input.wit");
        let expected = std::fs::read_to_string(format!("tests/golden/{case}/expected-error.txt"))
            .expect("the refusal");
        {
            let output = run(&["stub", &wit, of]);
            assert_eq!(output.status.code(), Some(3));
            assert_eq!(text(&output.stderr), format!("error: {expected}"));
        }
    }
}

/// Two texts of one package are told apart by it, wherever they meet.
#[test]
fn a_revision_is_in_all_names_that_must_differ() {
    let plain = text(&run(&["generate", NESTED]).stdout);
    let revised = text(&run(&["generate", NESTED, "--revision", "2026-06"]).stdout);
    assert!(plain.contains("revision: \"\","));
    assert!(revised.contains("revision: \"2026-06\","));
    for verb in ["export", "import"] {
        let name = format!("macro_rules! __greentic_{verb}_golden_nested_tree_2_0_0 ");
        assert!(plain.contains(&name));
        let name = format!("macro_rules! __greentic_{verb}_rev_2026_06_golden_nested_tree_2_0_0 ");
        assert!(revised.contains(&name), "no {name}");
    }
    // The types are the same, and so is what a host sees.
    let form = |text: &str| {
        text.lines()
            .filter(|line| line.contains("pub struct"))
            .count()
    };
    assert_eq!(form(&plain), form(&revised));
}

/// Lets packages that two texts have in common meet in one component.
#[test]
fn what_is_unchanged_is_of_no_revision() {
    let wit = "tests/golden/uses/wit";
    // The packages that are compared of `user`, and how often the revision is said.
    let said = |more: &[&str]| {
        let arguments = [&["generate", wit, "--revision", "2026-06"], more].concat();
        let bindings = text(&run(&arguments).stdout);
        let (_, user) = bindings
            .split_once("id: \"golden:uses/user@0.2.0\",")
            .expect("the interface");
        let (_, packages) = user.split_once("packages: &[").expect("its packages");
        let (packages, _) = packages.split_once(']').expect("their end");
        let packages: Vec<_> = packages.split('"').skip(1).step_by(2).collect();
        let revised = bindings.matches("revision: \"2026-06\",").count();
        (packages.join(" "), revised)
    };
    let (packages, revised) = said(&[]);
    let all = "golden:uses@0.2.0 golden:dep@1.0.0 golden:dep@2.0.0";
    assert_eq!(packages, all);
    let (packages, less) = said(&["--unchanged", "golden:dep@1.0.0"]);
    assert_eq!(packages, "golden:uses@0.2.0 golden:dep@2.0.0");
    // That of its interface is the one that is missing.
    assert_eq!(less, revised - 1);

    let unknown = run(&[
        "generate",
        wit,
        "--revision",
        "2026-06",
        "--unchanged",
        "golden:dep@3.0.0",
    ]);
    assert_eq!(unknown.status.code(), Some(3));
    let error = text(&unknown.stderr);
    assert!(
        error.contains("package `golden:dep@3.0.0`") && error.contains("`golden:dep@2.0.0`"),
        "{error}"
    );
    let alone = run(&["generate", wit, "--unchanged", "golden:dep@1.0.0"]);
    assert_eq!(alone.status.code(), Some(2));
}
