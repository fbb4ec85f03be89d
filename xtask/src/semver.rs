//! Compares what the libraries make public with the release before.

use crate::environment::command;
use crate::extension::SEMVER_CHECKS;
use crate::release;
use crate::run::execute;
use crate::steps::Outcome;

/// Checks that the version in the manifests says how much has changed since the last release.
pub(crate) fn check(install: bool) -> Outcome {
    let libraries = match release::libraries() {
        Ok(libraries) => libraries,
        Err(error) => return Outcome::Failed(error),
    };
    // The tag of a release that is being made is at this commit: the one before counts.
    let before = match last_release("HEAD^") {
        Ok(Some(tag)) => tag,
        Ok(None) => {
            eprintln!("no release before this one: there is nothing to compare with");
            return Outcome::Passed;
        }
        Err(error) => return Outcome::Failed(error),
    };
    if let Err(reason) = SEMVER_CHECKS.prepare(install) {
        return Outcome::Skipped(reason);
    }
    let mut arguments = vec!["semver-checks", "--all-features", "--baseline-rev", &before];
    for library in &libraries {
        arguments.extend(["-p", library]);
    }
    execute(&mut command("cargo", &arguments)).into()
}

/// Returns the tag of the last release up to a commit, if there is one.
///
/// # Errors
///
/// Without the history: a copy of the last commit alone has no tags to find.
fn last_release(commit: &str) -> Result<Option<String>, String> {
    if output(&["rev-parse", "--is-shallow-repository"])?.as_deref() == Some("true") {
        return Err(
            "this copy of the repository has no history; `git fetch --unshallow --tags` gets it"
                .to_owned(),
        );
    }
    output(&[
        "describe",
        "--tags",
        "--abbrev=0",
        "--match",
        "v[0-9]*",
        commit,
    ])
}

/// Returns what git answers, and nothing where it finds nothing.
fn output(arguments: &[&str]) -> Result<Option<String>, String> {
    let output = command("git", arguments)
        .output()
        .map_err(|error| format!("cannot run git: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    Ok(output.status.success().then_some(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_without_a_release_has_none() {
        // A copy without history says so; no answer of git is a panic.
        assert_ne!(last_release("no-such-commit"), Ok(Some(String::new())));
        assert_eq!(output(&["describe", "no-such-commit"]), Ok(None));
        assert!(output(&["--version"]).unwrap().unwrap().contains("git"));
    }
}
