//! The test executables of the workspace: cargo builds them, and says how it
//! would start each.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::environment::{command, scratch};
use crate::json::Json;
use crate::run::{execute, line};
use crate::test::suite::Suite;

/// One test executable.
#[derive(Clone, Debug)]
pub(crate) struct Executable {
    /// The package whose tests it has.
    pub(crate) package: String,
    /// Cargo's name for the kind of its target: `lib`, `bin`, `test`, or `cdylib` for a
    /// library of which only components are made.
    pub(crate) kind: String,
    /// The name of its target.
    pub(crate) target: String,
    pub(crate) path: PathBuf,
    /// The folder in which it runs: that of the package.
    pub(crate) folder: PathBuf,
    /// All that it sees of the environment.
    pub(crate) variables: Vec<(String, String)>,
}

impl Executable {
    /// Returns what it is called in lists.
    pub(crate) fn name(&self) -> String {
        match &*self.kind {
            "test" => format!("{} tests/{}", self.package, self.target),
            "bin" => format!("{} bin {}", self.package, self.target),
            _ => format!("{} lib", self.package),
        }
    }

    /// Returns the option with which cargo runs it and no other.
    pub(crate) fn option(&self) -> String {
        match &*self.kind {
            "test" => format!("--test {}", self.target),
            "bin" => format!("--bin {}", self.target),
            _ => "--lib".to_owned(),
        }
    }

    /// Returns the command that runs it as cargo would.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(&self.path);
        command.current_dir(&self.folder);
        for (name, _) in env::vars_os() {
            let kept = |(other, _): &(String, String)| *other == *name.to_string_lossy();
            if !self.variables.iter().any(kept) {
                command.env_remove(name);
            }
        }
        let variables = self.variables.iter();
        command.envs(variables.map(|(name, value)| (name, value)));
        command
    }
}

/// The word after which this program stands in for a test executable that
/// cargo starts, and writes down how.
pub(crate) const RECORD: &str = "record-executable";

/// Builds the test executables of a suite.
///
/// # Errors
///
/// When they do not build, and when there is none.
pub(crate) fn build(suite: &Suite) -> Result<Vec<Executable>, String> {
    let mut arguments = vec!["test", "--locked", "--no-run"];
    let selection = suite.selection();
    arguments.extend(selection.iter().map(|word| &**word));
    execute(&mut command("cargo", &arguments))?;

    // Everything is built. Cargo now starts this program in place of each
    // executable, with the folder and the environment that are the test's.
    let folder = scratch().join("executables");
    let failed = |error| format!("{}: {error}", folder.display());
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(failed)?;
    }
    fs::create_dir_all(&folder).map_err(failed)?;
    let mut arguments = vec!["test", "--locked", "--no-fail-fast", "--quiet"];
    arguments.extend(["--message-format", "json-render-diagnostics"]);
    arguments.extend(selection.iter().map(|word| &**word));
    let mut command = command("cargo", &arguments);
    let output = command
        .arg("--config")
        .arg(runner(&folder)?)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    if !output.status.success() {
        return Err(format!("`{}` ended with {}", line(&command), output.status));
    }
    let records = records(&folder)?;
    let messages = String::from_utf8_lossy(&output.stdout);
    let mut executables = Vec::new();
    for target in targets(&messages)? {
        // Only what cargo would run has a record: examples, for one, do not.
        if let Some(record) = records.iter().find(|record| record.path == target.path) {
            executables.push(Executable {
                package: record.package()?.to_owned(),
                kind: target.kind,
                target: target.name,
                path: target.path,
                folder: record.folder.clone(),
                variables: record.variables.clone(),
            });
        }
    }
    if executables.is_empty() || executables.len() != records.len() {
        return Err(format!(
            "cargo started {} test executables, and its messages name {} of them",
            records.len(),
            executables.len()
        ));
    }
    Ok(executables)
}

/// The setting by which cargo starts this program with an executable.
fn runner(folder: &Path) -> Result<String, String> {
    let output = command("rustc", &["--print", "host-tuple"])
        .output()
        .map_err(|error| format!("cannot run rustc: {error}"))?;
    let host = String::from_utf8_lossy(&output.stdout);
    let program = env::current_exe().map_err(|error| format!("this program: {error}"))?;
    let words = [
        quoted(&program.to_string_lossy()),
        quoted(RECORD),
        quoted(&folder.to_string_lossy()),
    ];
    Ok(format!(
        "target.{}.runner=[{}]",
        host.trim(),
        words.join(",")
    ))
}

/// A text in TOML.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A target of cargo's messages that is built to be tested.
#[derive(Debug, PartialEq)]
struct Target {
    kind: String,
    name: String,
    path: PathBuf,
}

fn targets(messages: &str) -> Result<Vec<Target>, String> {
    let mut targets = Vec::new();
    for line in messages.lines().filter(|line| line.starts_with('{')) {
        let message = Json::read(line).map_err(|error| format!("cargo's message: {error}"))?;
        let tested = *message.field("profile").field("test") == Json::Bool(true);
        let target = message.field("target");
        let kinds = target.field("kind").list().iter().filter_map(Json::text);
        let kind = kinds.max_by_key(|kind| ["lib", "rlib", "proc-macro"].contains(kind));
        let kind = kind.map(|kind| {
            if kind.ends_with("lib") && kind != "cdylib" {
                "lib"
            } else {
                kind
            }
        });
        let name = target.field("name").text();
        let path = message.field("executable").text();
        if let (true, Some(kind), Some(name), Some(path)) = (tested, kind, name, path) {
            targets.push(Target {
                kind: kind.to_owned(),
                name: name.to_owned(),
                path: path.into(),
            });
        }
    }
    Ok(targets)
}

/// The environment in which cargo started an executable.
#[derive(Debug, PartialEq)]
struct Record {
    path: PathBuf,
    folder: PathBuf,
    variables: Vec<(String, String)>,
}

impl Record {
    fn package(&self) -> Result<&str, String> {
        let package = |(name, _): &&(String, String)| name == "CARGO_PKG_NAME";
        match self.variables.iter().find(package) {
            Some((_, package)) => Ok(package),
            None => Err(format!("{}: cargo names no package", self.path.display())),
        }
    }

    /// Fields with a zero byte between them, which none of them can contain.
    fn write(&self) -> String {
        let paths = [&self.path, &self.folder].map(|path| path.to_string_lossy().into_owned());
        let variables = self.variables.iter();
        let variables = variables.map(|(name, value)| format!("{name}={value}"));
        paths
            .into_iter()
            .chain(variables)
            .collect::<Vec<_>>()
            .join("\0")
    }

    fn read(text: &str) -> Option<Self> {
        let mut fields = text.split('\0');
        let path = fields.next()?.into();
        let folder = fields.next()?.into();
        let mut variables = Vec::new();
        for field in fields {
            let (name, value) = field.split_once('=')?;
            variables.push((name.to_owned(), value.to_owned()));
        }
        Some(Self {
            path,
            folder,
            variables,
        })
    }
}

/// Writes down how cargo started this program in place of an executable.
///
/// # Errors
///
/// When there is no executable, or nothing can be written.
pub(crate) fn record(folder: &str, executable: &str) -> Result<(), String> {
    let path = PathBuf::from(executable);
    let record = Record {
        folder: env::current_dir().map_err(|error| format!("the folder: {error}"))?,
        // What is not Unicode is not cargo's: it is inherited. Windows has
        // names of its own that begin with `=`.
        variables: env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .filter(|(name, _)| !name.starts_with('='))
            .collect(),
        path,
    };
    let name = record.path.file_name().unwrap_or_default();
    let file = Path::new(folder).join(name);
    fs::write(&file, record.write()).map_err(|error| format!("{}: {error}", file.display()))
}

fn records(folder: &Path) -> Result<Vec<Record>, String> {
    let failed = |error| format!("{}: {error}", folder.display());
    let mut records = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let text = fs::read_to_string(&path).map_err(failed)?;
        let record = Record::read(&text);
        records.push(record.ok_or_else(|| format!("{}: half a record", path.display()))?);
    }
    Ok(records)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_that_are_tested_are_read_from_messages() {
        let messages = r#"
{"reason":"build-script-executed","env":[]}
{"target":{"kind":["lib"],"name":"a"},"profile":{"test":false},"executable":null}
{"target":{"kind":["bin"],"name":"b"},"profile":{"test":false},"executable":"/t/b"}
{"target":{"kind":["test"],"name":"c-d"},"profile":{"test":true},"executable":"/t/c_d-1"}
{"target":{"kind":["cdylib","lib"],"name":"e"},"profile":{"test":true},"executable":"/t/e-2"}
{"reason":"build-finished","success":true}"#;
        let target = |kind: &str, name: &str, path: &str| Target {
            kind: kind.to_owned(),
            name: name.to_owned(),
            path: path.into(),
        };
        let expected = [
            target("test", "c-d", "/t/c_d-1"),
            target("lib", "e", "/t/e-2"),
        ];
        assert_eq!(targets(messages).unwrap(), expected);
        assert!(targets("{\"target\":").is_err());
    }

    #[test]
    fn records_survive_values_of_any_kind() {
        let variable = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let record = Record {
            path: "/a b/c-1".into(),
            folder: "C:\\d".into(),
            variables: vec![
                variable("CARGO_PKG_NAME", "c"),
                variable("CARGO_PKG_DESCRIPTION", "two\nlines = one"),
                variable("EMPTY", ""),
            ],
        };
        assert_eq!(record.package().unwrap(), "c");
        assert_eq!(Record::read(&record.write()).as_ref(), Some(&record));
        assert_eq!(Record::read("/a\0/b\0no variable"), None);
        assert_eq!(Record::read("/a"), None);
        let nameless = Record {
            variables: Vec::new(),
            ..record
        };
        assert!(nameless.package().is_err());
    }

    #[test]
    fn paths_are_quoted_for_toml() {
        assert_eq!(quoted(r#"C:\a "b""#), r#""C:\\a \"b\"""#);
    }
}
