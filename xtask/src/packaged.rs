//! The documentation's examples, run from the packages as they would be published.

use std::fmt::Write as _;
use std::fs;

use crate::environment::{command, root, target};
use crate::run::execute;

/// Runs the documentation's examples of packages that cargo has packaged and verified: their
/// files lie beside each other then, apart from the repository.
///
/// # Errors
///
/// If an example fails, or needs a file that no package has.
pub(crate) fn documentation(crates: &[String], version: &str) -> Result<(), String> {
    let folder = target().join("package");
    let write = |name: &str, text: String| {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
    };
    write("Cargo.toml", workspace(crates, version))?;
    // The versions of dependencies that everything else is tested with.
    let lock = fs::read_to_string(root().join("Cargo.lock"))
        .map_err(|error| format!("Cargo.lock: {error}"))?;
    write("Cargo.lock", lock)?;
    let manifest = folder.join("Cargo.toml");
    let arguments = ["test", "--doc", "--workspace", "--all-features"];
    let mut command = command("cargo", &arguments);
    command.arg("--manifest-path").arg(manifest);
    execute(small(&mut command))
}

/// Leaves out what only people who look for a fault need; it would be gigabytes.
pub(crate) fn small(command: &mut std::process::Command) -> &mut std::process::Command {
    command
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_INCREMENTAL", "0")
}

/// Returns a workspace of the packages, in which they stand for those of the registry.
fn workspace(crates: &[String], version: &str) -> String {
    let mut text = "[workspace]\nresolver = \"3\"\nmembers = [\n".to_owned();
    // Writing to a text cannot fail.
    for name in crates {
        let _ = writeln!(text, "    \"{name}-{version}\",");
    }
    text += "]\n\n[patch.crates-io]\n";
    for name in crates {
        let _ = writeln!(text, "{name} = {{ path = \"{name}-{version}\" }}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_stand_for_those_of_the_registry() {
        let crates = ["a".to_owned(), "b".to_owned()];
        assert_eq!(
            workspace(&crates, "0.2.0"),
            "[workspace]\nresolver = \"3\"\nmembers = [\n    \"a-0.2.0\",\n    \"b-0.2.0\",\n]\n\n\
             [patch.crates-io]\na = { path = \"a-0.2.0\" }\nb = { path = \"b-0.2.0\" }\n"
        );
    }
}
