//! Advice of `build` about errors of the compiler or the linker.

use std::fmt::Write as _;
use std::path::PathBuf;

use greentic_testkit::cargo::{scratch, workspace};
use greentic_testkit::guests;

use super::Shell;

/// A mistake of an author: an edit of the source, of Cargo.toml, or both.
struct Mistake {
    name: &'static str,
    source: &'static [[&'static str; 2]],
    manifest: &'static [[&'static str; 2]],
}

const NO_STD: &str = "#![cfg_attr(target_family = \"wasm\", no_std)]\n";
const FORBID: &str = "#![forbid(unsafe_code)]\n";
const BODY: &str = "    let words = text.str()?.split_ascii_whitespace().count();\n";

const MISTAKES: [Mistake; 10] = [
    Mistake {
        name: "std in the component",
        source: &[[NO_STD, ""]],
        manifest: &[],
    },
    Mistake {
        name: "a path of std",
        source: &[[BODY, "    let words = std::env::args().count();\n"]],
        manifest: &[],
    },
    Mistake {
        name: "a function of floats that only std has",
        source: &[[BODY, "    let words = 2.0_f64.sqrt();\n"]],
        manifest: &[],
    },
    Mistake {
        name: "a String without a heap",
        source: &[
            [FORBID, "#![forbid(unsafe_code)]\nextern crate alloc;\n"],
            [
                BODY,
                "    let words = alloc::string::String::from(text.str()?).len();\n",
            ],
        ],
        manifest: &[],
    },
    Mistake {
        name: "nothing says what the component exports",
        source: &[["", "#![cfg_attr(target_family = \"wasm\", no_std)]\n"]],
        manifest: &[],
    },
    Mistake {
        name: "two statements, each in a module",
        source: &[[
            FORBID,
            "#![forbid(unsafe_code)]\nmod more { greentic_guest::component! { with wasi_marker } }\n",
        ]],
        manifest: &[],
    },
    Mistake {
        name: "two heaps, each in a module",
        source: &[[
            FORBID,
            "#![forbid(unsafe_code)]\nmod one { greentic_guest::heap!(call); }\nmod two { greentic_guest::heap!(bump); }\n",
        ]],
        manifest: &[],
    },
    Mistake {
        name: "a short form that only makes a type",
        source: &[["    name: ", "    as Server,\n    name: "]],
        manifest: &[],
    },
    Mistake {
        name: "no cdylib",
        source: &[],
        manifest: &[["crate-type = [\"cdylib\"]", ""]],
    },
    Mistake {
        name: "a misspelt key",
        source: &[["    name: ", "    nmae: "]],
        manifest: &[],
    },
];

/// Returns the command's own part of the output: its notes, and its last line.
fn words(error: &str) -> String {
    let own = |line: &&str| line.starts_with("note: ") || line.starts_with("error");
    let compiler = [
        "error: could not compile",
        "error: aborting",
        "note: inside `greentic_guest",
    ];
    let mut words = String::new();
    for line in error.lines().filter(own) {
        if !compiler.iter().any(|start| line.starts_with(start)) {
            words += line;
            words.push('\n');
        }
    }
    words
}

fn golden() -> PathBuf {
    workspace().join("greentic-tiny/tests/command/mistakes.txt")
}

#[test]
fn mistakes_that_only_the_compiler_sees_are_explained() {
    guests::ready().expect("the tool chain");
    let (shell, target) = (Shell::new(), scratch().join("new/short"));
    let root = workspace().to_str().expect("a path");
    let mut said = String::new();
    for (at, mistake) in MISTAKES.iter().enumerate() {
        let name = format!("mistake-{at}");
        let new = ["new", &name, "--world", "mcp", "--path", root];
        assert_eq!(shell.end(&new).0, 0);
        let folder = shell.folder.path().join(&name);
        for (file, edits) in [
            ("src/lib.rs", mistake.source),
            ("Cargo.toml", mistake.manifest),
        ] {
            let path = folder.join(file);
            let mut text = std::fs::read_to_string(&path).unwrap();
            for [from, to] in edits {
                assert!(text.contains(from), "{}: {text}", mistake.name);
                // Nothing stands for everything.
                text = match *from {
                    "" => (*to).to_owned(),
                    from => text.replace(from, to),
                };
            }
            std::fs::write(&path, text).unwrap();
        }
        let mut command = shell.command(&["build"]);
        command
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", &target);
        let output = command.output().expect("the command");
        assert!(!output.status.success(), "{}", mistake.name);
        let error = String::from_utf8_lossy(&output.stderr).replace(&name, "NAME");
        let _ = writeln!(said, "## {}\n{}", mistake.name, words(&error));
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(golden(), &said).unwrap();
    }
    let due = std::fs::read_to_string(golden()).unwrap_or_default();
    assert_eq!(said, due, "BLESS=1 writes what is said to mistakes.txt");
}
