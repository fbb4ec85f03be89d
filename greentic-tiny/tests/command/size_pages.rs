//! The texts that users copy into their continuous integration: the page of `docs`, and
//! the action.

use std::path::{Path, PathBuf};
use std::process::Command;

use greentic_testkit::runtimes::missing as note_missing;
use saphyr::{LoadableYamlNode as _, Yaml};

use super::size_check::{Sizes, contract_of, longer, said, shop};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// Returns a shell that finds the command by its name.
fn bash(sizes: &Sizes, script: &str) -> Command {
    let binary = Path::new(env!("CARGO_BIN_EXE_greentic-tiny"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders = vec![binary.parent().unwrap().to_owned()];
    folders.extend(std::env::split_paths(&path));
    let like = sizes.command(&[]);
    let mut command = Command::new("bash");
    command
        .args(["-e", "-o", "pipefail", "-c", script])
        .current_dir(like.get_current_dir().unwrap())
        .env("PATH", std::env::join_paths(folders).unwrap());
    for (name, value) in like.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
}

/// Returns whether there is no such shell, and notes it.
fn no_bash() -> bool {
    let output = Command::new("bash").args(["-c", "true"]).output();
    let missing = cfg!(windows) || !output.is_ok_and(|output| output.status.success());
    note_missing("pages for continuous integration: `bash`", missing).unwrap();
    missing
}

/// A block of a page: the language, and its lines.
type Block<'p> = (&'p str, Vec<&'p str>);

/// Returns the sections of a page: their titles, and in order the blocks and comments.
fn sections(page: &str) -> Vec<(&str, Vec<Block<'_>>)> {
    let mut sections = vec![("", Vec::new())];
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            sections.push((title, Vec::new()));
        } else if let Some(comment) = line.strip_prefix("<!-- ") {
            let comment = comment.strip_suffix(" -->").unwrap();
            sections
                .last_mut()
                .unwrap()
                .1
                .push(("comment", vec![comment]));
        } else if let Some(language) = line.strip_prefix("```") {
            let block = lines.by_ref().take_while(|line| *line != "```").collect();
            sections.last_mut().unwrap().1.push((language, block));
        }
    }
    sections
}

/// Prepares the file that a section needs.
fn prepare(sizes: &Sizes, title: &str) {
    let (path, content): (_, Vec<u8>) = match title {
        "A Rust component" => ("target/wasm32-wasip2/release/till.wasm", shop("", "")),
        "A contract of at most 64 KiB" => {
            let contract =
                contract_of("n * 3").unwrap_or_else(|| wat::parse_str("(module)").unwrap());
            ("target/wasm32v1-none/release/contract.wasm", contract)
        }
        "A JavaScript component" => ("dist/app.wasm", shop("", "wasi:random/random@0.2.6")),
        "The course of sizes" => {
            sizes.write("till.wasm", shop("", ""));
            sizes.good(&["snapshot", "till.wasm", "--append"]);
            return;
        }
        _ => return,
    };
    sizes.write(path, content);
}

/// Runs the page; `BLESS=1` writes the output of its commands into it.
#[test]
fn every_command_of_the_page_does_what_it_says() {
    if no_bash() {
        return;
    }
    let page = text("docs/sizes-in-ci.md");
    let (mut ran, mut shown) = (0, 0);
    let mut blessed = page.clone();
    for (title, blocks) in sections(&page) {
        let sizes = Sizes::new();
        prepare(&sizes, title);
        let mut write: Option<PathBuf> = None;
        for (language, lines) in blocks {
            match language {
                "comment" => {
                    if let Some(path) = lines[0].strip_prefix("file: ") {
                        write = Some(path.into());
                        continue;
                    }
                    assert_eq!(lines[0], "the component grows");
                    let grown = shop(&longer(4), "wasi:cli/stderr@0.2.6");
                    sizes.write("target/wasm32-wasip2/release/till.wasm", grown);
                }
                "toml" => {
                    let path = write
                        .take()
                        .expect("a file is called by a comment before it");
                    sizes.write(path.to_str().unwrap(), lines.join("\n"));
                }
                "console" => {
                    let mut lines = lines.into_iter().peekable();
                    while let Some(line) = lines.next() {
                        let line = line.strip_prefix("$ ").expect("a command");
                        assert!(line.starts_with("greentic-tiny size "), "{line}");
                        let code = line.split_once("# exit code ");
                        let code = code.map_or(0, |(_, code)| code.parse().unwrap());
                        let (end, stdout, stderr) = said(&bash(&sizes, line).output().unwrap());
                        assert_eq!(end, code, "{title}: {line}: {stdout}{stderr}");
                        ran += 1;
                        let mut expected = Vec::new();
                        while let Some(line) = lines.next_if(|line| !line.starts_with("$ ")) {
                            expected.push(line);
                        }
                        if !expected.is_empty() {
                            shown += 1;
                            let expected = expected.join("\n") + "\n";
                            if std::env::var_os("BLESS").is_some() {
                                let command = format!("$ {line}\n");
                                blessed = blessed.replace(
                                    &format!("{command}{expected}"),
                                    &format!("{command}{stdout}"),
                                );
                                continue;
                            }
                            assert_eq!(stdout, expected, "{title}: {line}");
                        }
                    }
                }
                "yaml" => pinned(&yaml(&lines.join("\n"))),
                language => panic!("{title}: a block of {language}"),
            }
        }
    }
    assert!(ran >= 14 && shown >= 2, "{ran} {shown}");
    if blessed != page {
        std::fs::write(root().join("docs/sizes-in-ci.md"), blessed).unwrap();
    }
}

fn yaml(text: &str) -> Yaml<'static> {
    let owned: &'static str = text.to_owned().leak();
    let mut documents = Yaml::load_from_str(owned).unwrap();
    assert_eq!(documents.len(), 1);
    documents.remove(0)
}

/// Checks that every action from elsewhere has the version that the workflows here use.
fn pinned(document: &Yaml<'_>) {
    let workflows = text(".github/workflows/checks.yml");
    for used in all(document, "uses") {
        let own = used.strip_prefix("greentic-ai/greentic-tiny/");
        match own {
            Some(own) => {
                let (path, _) = own.split_once('@').expect("a version");
                assert!(root().join(path).join("action.yml").is_file(), "{used}");
            }
            None => assert!(workflows.contains(&format!("uses: {used}\n")), "{used}"),
        }
    }
}

/// Returns the texts of a key, anywhere in a document.
fn all(document: &Yaml<'_>, key: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(list) = document.as_sequence() {
        found.extend(list.iter().flat_map(|one| all(one, key)));
    }
    if let Some(mapping) = document.as_mapping() {
        for (name, value) in mapping {
            match value.as_str() {
                Some(text) if name.as_str() == Some(key) => found.push(text.to_owned()),
                _ => found.extend(all(value, key)),
            }
        }
    }
    found
}

/// Returns the value of a key in a mapping.
fn of<'y>(document: &'y Yaml<'static>, key: &str) -> Option<&'y Yaml<'static>> {
    let mut entries = document.as_mapping()?.iter();
    entries.find_map(|(name, value)| (name.as_str() == Some(key)).then_some(value))
}

/// Returns the text of a key in a mapping.
fn text_of<'y>(document: &'y Yaml<'static>, key: &str) -> &'y str {
    of(document, key).and_then(Yaml::as_str).unwrap_or_default()
}

#[test]
fn the_action_does_what_its_inputs_say() {
    if no_bash() {
        return;
    }
    let action = yaml(&text(".github/actions/size-check/action.yml"));
    pinned(&action);
    let (runs, inputs) = (of(&action, "runs").unwrap(), of(&action, "inputs").unwrap());
    assert_eq!(text_of(runs, "using"), "composite");
    for (name, input) in inputs.as_mapping().unwrap() {
        assert!(text_of(input, "description").len() > 10, "{name:?}");
        assert!(
            of(input, "default").is_some_and(|one| one.as_str().is_some()),
            "{name:?}"
        );
    }
    let steps = of(runs, "steps").and_then(Yaml::as_sequence).unwrap();
    let scripts: Vec<_> = steps
        .iter()
        .filter(|step| of(step, "run").is_some())
        .collect();
    for step in &scripts {
        assert_eq!(text_of(step, "shell"), "bash");
        // The value of an input must not become a part of a script.
        assert!(!text_of(step, "run").contains("${{"));
    }
    let [install, check] = scripts[..] else {
        panic!("{} scripts", scripts.len());
    };
    assert!(text_of(install, "run").contains("--path greentic-tiny "));
    assert!(root().join("greentic-tiny/Cargo.toml").is_file());

    // As the runner does it: a variable for each input.
    let run = |sizes: &Sizes, given: &[(&str, &str)]| {
        let mut command = bash(sizes, text_of(check, "run"));
        for (variable, value) in of(check, "env").unwrap().as_mapping().unwrap() {
            let value = value.as_str().unwrap();
            let input = value
                .strip_prefix("${{ inputs.")
                .and_then(|rest| rest.strip_suffix(" }}"));
            let input = input.unwrap_or_else(|| panic!("{value}"));
            let default = text_of(of(inputs, input).unwrap(), "default");
            let given = given.iter().find(|(name, _)| *name == input);
            command.env(
                variable.as_str().unwrap(),
                given.map_or(default, |(_, value)| value),
            );
        }
        command.env("GITHUB_STEP_SUMMARY", sizes.path("summary.md"));
        said(&command.output().unwrap())
    };
    let sizes = Sizes::new();
    sizes.write("a b/shop.wasm", shop("", ""));
    sizes.write("-x.wasm", shop("", ""));
    sizes.write(
        "size-budgets.toml",
        "[shop]\nfile = \"a b/shop.wasm\"\nstep = 9\nbytes = 500\nheadroom = \"40 %\"\n",
    );
    sizes.good(&["snapshot"]);
    let (code, stdout, stderr) = run(&sizes, &[]);
    assert_eq!((code, &*stderr), (0, ""), "{stdout}");
    assert!(
        stdout.contains("::warning file=size-budgets.toml,line=1,title=shop"),
        "{stdout}"
    );
    assert_eq!(sizes.read("summary.md"), "");
    assert_eq!(run(&sizes, &[("strict", "true")]).0, 1);
    let (code, stdout, _) = run(&sizes, &[("paths", "a b/shop.wasm\n-x.wasm\n")]);
    assert_eq!(code, 0);
    assert!(stdout.contains("2 files hold"), "{stdout}");
    sizes.write("a b/shop.wasm", shop(&longer(3), ""));
    let (code, stdout, _) = run(&sizes, &[("toolchain-change", "allow")]);
    assert_eq!(code, 1);
    assert!(
        stdout.contains("::error file=size-budgets.toml,line=1,title=shop%3A step::shop: "),
        "{stdout}"
    );
    assert!(sizes.read("summary.md").contains("shop::greet"));
    // Nothing of an input is run.
    let (code, _, _) = run(
        &sizes,
        &[
            ("paths", "$(touch ran)\n`touch ran`"),
            ("min-change", "1; touch ran"),
        ],
    );
    assert!(code == 2 && !sizes.path("ran").exists(), "{code}");
}
