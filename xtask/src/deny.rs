//! Holds the dependencies to the rules of `deny.toml`.

use crate::environment::command;
use crate::extension::DENY;
use crate::run::execute;
use crate::steps::Outcome;

/// The checks that need nothing but the lock file and the registry's packages.
const RULES: [&str; 6] = ["deny", "--locked", "check", "licenses", "bans", "sources"];

/// The check that needs the database of advisories.
const ADVISORIES: [&str; 5] = ["deny", "--locked", "check", "--disable-fetch", "advisories"];

/// Checks licences, bans and sources, and advisories where their database can be fetched.
pub(crate) fn check(install: bool) -> Outcome {
    if let Err(reason) = DENY.prepare(install) {
        return Outcome::Skipped(reason);
    }
    if let Err(error) = execute(&mut command("cargo", &RULES)) {
        return Outcome::Failed(error);
    }
    if let Err(error) = execute(&mut command("cargo", &["deny", "fetch", "db"])) {
        return Outcome::Skipped(format!(
            "the database of advisories cannot be fetched: {error}"
        ));
    }
    execute(&mut command("cargo", &ADVISORIES)).into()
}
