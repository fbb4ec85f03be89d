//! Reads the command line.

use std::fmt::Write as _;

use crate::steps::{STEPS, Step};
use crate::tiers::{self, TIERS};

/// The request of a command line.
pub(crate) enum Request {
    Help,
    Test(Selection),
    Codegen { check: bool },
    Msrv { strict: bool, install: bool },
    Release { verify: bool },
    Semver { strict: bool, install: bool },
    Words { list: bool },
}

/// Which steps run, and how.
#[derive(Clone)]
pub(crate) struct Selection {
    pub(crate) steps: Vec<&'static Step>,
    /// `true` if a missing tool is a failure.
    pub(crate) strict: bool,
    /// `true` if whole tool chains may be installed.
    pub(crate) install: bool,
    /// The packages that `test` is restricted to, if it is.
    pub(crate) packages: Vec<String>,
    /// The targets that `test` is restricted to, if it is.
    pub(crate) targets: Vec<String>,
    /// The options of the command, for repeating it.
    pub(crate) options: Vec<String>,
}

/// Reads the words after the program's name.
///
/// # Errors
///
/// The word that cannot be asked for.
pub(crate) fn read(words: &[&str]) -> Result<Request, String> {
    let help = |word: &&str| ["help", "--help", "-h"].contains(word);
    let [command, words @ ..] = words else {
        return Ok(Request::Help);
    };
    if help(command) || words.iter().any(help) {
        return Ok(Request::Help);
    }
    match *command {
        "test" => test(words).map(Request::Test),
        "msrv" => {
            let [strict, install] = tool_options(command, words)?;
            Ok(Request::Msrv { strict, install })
        }
        "semver" => {
            let [strict, install] = tool_options(command, words)?;
            Ok(Request::Semver { strict, install })
        }
        "codegen" => match words {
            [] => Ok(Request::Codegen { check: false }),
            ["--check"] => Ok(Request::Codegen { check: true }),
            _ => Err(format!(
                "`codegen` takes `--check` and no `{}`",
                words.join(" ")
            )),
        },
        "release" => match words {
            [] => Ok(Request::Release { verify: false }),
            ["--verify"] => Ok(Request::Release { verify: true }),
            _ => Err(format!(
                "`release` takes `--verify` and no `{}`",
                words.join(" ")
            )),
        },
        "words" => match words {
            [] => Ok(Request::Words { list: false }),
            ["--list"] => Ok(Request::Words { list: true }),
            _ => Err(format!(
                "`words` takes `--list` and no `{}`",
                words.join(" ")
            )),
        },
        unknown => Err(format!("there is no command `{unknown}`")),
    }
}

/// Reads the options of a command that needs a tool: `--strict` and `--install`.
fn tool_options(command: &str, words: &[&str]) -> Result<[bool; 2], String> {
    let [mut strict, mut install] = [false; 2];
    for word in words {
        match *word {
            "--strict" => strict = true,
            "--install" => install = true,
            other => return Err(format!("`{command}` takes no `{other}`")),
        }
    }
    Ok([strict, install])
}

fn test(words: &[&str]) -> Result<Selection, String> {
    let (mut strict, mut install) = (false, false);
    let (mut packages, mut targets, mut names) = (Vec::new(), Vec::new(), Vec::new());
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        let mut value = || match rest.next() {
            Some(value) if !value.starts_with('-') => Ok((*value).to_owned()),
            _ => Err(format!("`{word}` needs a name")),
        };
        match *word {
            "--strict" => strict = true,
            "--install" => install = true,
            "-p" | "--package" => packages.push(value()?),
            "--test" => targets.push(value()?),
            option if option.starts_with('-') => {
                return Err(format!("there is no option `{option}`"));
            }
            name => names.push(name),
        }
    }
    let restricted = !packages.is_empty() || !targets.is_empty();
    if restricted && names.is_empty() {
        names.push("test");
    }
    if restricted && names != ["test"] {
        return Err("`-p` and `--test` are for the step `test` alone".to_owned());
    }
    Ok(Selection {
        steps: select(&names)?,
        strict,
        install,
        packages,
        targets,
        options: words
            .iter()
            .filter(|word| !names.contains(word))
            .map(|word| (*word).to_owned())
            .collect(),
    })
}

/// The steps of these names and tiers, in the order of the table; those of the
/// first tier where nothing is named.
fn select(names: &[&str]) -> Result<Vec<&'static Step>, String> {
    if names.is_empty() {
        return Ok(tiers::steps(&TIERS[0]));
    }
    let tiers = TIERS.iter().filter(|tier| names.contains(&tier.name));
    let tiers: Vec<_> = tiers.collect();
    for name in names {
        let step = STEPS.iter().any(|step| step.name == *name);
        if !step && tiers.iter().all(|tier| tier.name != *name) {
            return Err(format!("there is no step and no tier `{name}`"));
        }
    }
    let chosen =
        |step: &&Step| names.contains(&step.name) || tiers.iter().any(|tier| (tier.has)(step));
    Ok(STEPS.iter().filter(chosen).collect())
}

/// Returns the text that says what can be asked for.
pub(crate) fn help() -> String {
    let mut text = String::from(
        "The checks of this repository.\n\n\
         Usage: cargo xtask test [--strict] [--install] [TIER|STEP]...\n       \
         cargo xtask test test [-p CRATE]... [--test TARGET]...\n       \
         cargo xtask codegen [--check]\n       \
         cargo xtask msrv [--strict] [--install]\n       \
         cargo xtask release [--verify]\n       \
         cargo xtask semver [--strict] [--install]\n       \
         cargo xtask words [--list]\n\n\
         Steps run in the order below, up to the first that fails.\n\nTiers:\n",
    );
    // Writing to a text cannot fail.
    for tier in TIERS {
        let _ = writeln!(text, "  {:<12} {}", tier.name, tier.what);
    }
    text += "\nSteps:\n";
    for step in STEPS {
        let _ = writeln!(text, "  {:<12} {}", step.name, step.what);
    }
    text += "\nOther commands:\n  \
        codegen      writes what is generated from wit/; --check only says what differs\n  \
        msrv         the guest crates build with the oldest Rust that they promise\n  \
        release      what is published agrees with itself and can be packaged; --verify\n               \
        builds it from there and runs its documentation's examples\n  \
        semver       the version says how much has changed since the last release\n  \
        words        few doc comments open with a question word; --list shows the places\n\n\
        Options:\n  \
        --strict     fail where a tool is missing, in place of skipping loudly\n  \
        --install    install tool chains and tools that are missing, in minutes\n  \
        -p CRATE     test this crate only\n  \
        --test NAME  run this target in tests/ only\n\n\
        Exit status: 0 all passed, 1 a step failed, 2 wrong usage\n\n\
        Examples:\n  cargo xtask test\n  cargo xtask test quick\n  \
        cargo xtask test fmt clippy\n  cargo xtask test test -p greentic-shrink\n";
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(words: &[&str]) -> Result<Vec<&'static str>, String> {
        Ok(test(words)?.steps.iter().map(|step| step.name).collect())
    }

    #[test]
    fn steps_run_in_the_order_of_the_table() {
        assert_eq!(names(&["sizes", "fmt"]).unwrap(), ["fmt", "sizes"]);
        let all = tiers::steps(&TIERS[0]).len();
        assert_eq!(names(&[]).unwrap().len(), all);
        assert_eq!(names(&["all"]).unwrap().len(), all);
    }

    #[test]
    fn tiers_and_steps_add_up() {
        let quick = names(&["quick"]).unwrap();
        assert!(quick.contains(&"unit") && !quick.contains(&"test"));
        let more = names(&["miri", "quick", "--strict"]).unwrap();
        assert_eq!(more.len(), quick.len() + 1);
    }

    #[test]
    fn what_is_unknown_is_refused_by_name() {
        for (words, error) in [
            (&["fmt", "sizs"][..], "there is no step and no tier `sizs`"),
            (&["fast"], "there is no step and no tier `fast`"),
            (&["--strikt"], "there is no option `--strikt`"),
            (&["-p"], "`-p` needs a name"),
            (&["--test", "--strict"], "`--test` needs a name"),
            (
                &["fmt", "-p", "a"],
                "`-p` and `--test` are for the step `test` alone",
            ),
        ] {
            assert_eq!(names(words).unwrap_err(), error);
        }
        for words in [
            &["tset"][..],
            &["msrv", "fmt"],
            &["release", "--strict"],
            &["semver", "--verify"],
            &["codegen", "now"],
            &["words", "--strict"],
        ] {
            assert!(read(words).is_err(), "{words:?}");
        }
    }

    #[test]
    fn options_are_read() {
        let selection = test(&["-p", "a", "--strict", "--test", "b", "--package", "c"]).unwrap();
        assert_eq!(selection.packages, ["a", "c"]);
        assert_eq!(selection.targets, ["b"]);
        assert!(selection.strict && !selection.install);
        assert_eq!(selection.steps[0].name, "test");
        assert!(matches!(
            read(&["release", "--verify"]),
            Ok(Request::Release { verify: true })
        ));
        assert!(matches!(
            read(&["words", "--list"]),
            Ok(Request::Words { list: true })
        ));
        assert!(matches!(
            read(&["msrv", "--install"]),
            Ok(Request::Msrv {
                strict: false,
                install: true
            })
        ));
    }

    #[test]
    fn help_names_every_step_and_tier() {
        let help = help();
        assert!(STEPS.iter().all(|step| help.contains(step.name)), "{help}");
        assert!(TIERS.iter().all(|tier| help.contains(tier.name)), "{help}");
        assert!(matches!(read(&[]), Ok(Request::Help)));
        assert!(matches!(read(&["test", "-h"]), Ok(Request::Help)));
    }
}
