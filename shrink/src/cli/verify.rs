//! `--verify`: both forms are run before anything is written.

use std::path::{Path, PathBuf};

use crate::verify::{Inputs, Settings, Verified, verify};
use anyhow::{Context as _, Result};
use greentic_untrusted::on_one_line;

use greentic_command::failure::OrExit as _;
use greentic_command::{Exit, Failure, files};

/// One value of `--verify`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum VerifyOption {
    /// The number of calls of each function.
    Cases(u32),
    /// The permission to go on if something cannot be run.
    IfPossible,
    /// The inputs in a file.
    Answers(PathBuf),
}

/// Reads one value of `--verify`.
pub(crate) fn verify_option(text: &str) -> Result<VerifyOption, String> {
    if text == "if-possible" {
        return Ok(VerifyOption::IfPossible);
    }
    if Path::new(text).extension().is_some_and(|end| end == "toml") {
        return Ok(VerifyOption::Answers(text.into()));
    }
    match text.parse() {
        Ok(cases) if cases > 0 => Ok(VerifyOption::Cases(cases)),
        _ => Err("neither a number of calls, `if-possible` nor a file that ends in .toml".into()),
    }
}

/// Returns the failure for parts that could not be run, so that nothing is known of
/// them.
fn incomplete(lines: &[String]) -> Failure {
    let message = "not everything could be verified, so nothing was written; \
                   --verify=if-possible writes all the same";
    let lines = lines.iter();
    let text = lines.fold(message.to_owned(), |text, line| text + "\n  " + line);
    Failure::new(Exit::Failed, "unverified", text)
}

/// The settings of `--verify`.
pub(crate) struct Verifying {
    settings: Settings,
    if_possible: bool,
}

impl Verifying {
    /// Combines the values that were given; `None` if there are none.
    ///
    /// # Errors
    ///
    /// - A file of answers cannot be read.
    /// - Something is given twice.
    pub(crate) fn of(options: &[VerifyOption], seed: u64) -> Result<Option<Self>> {
        let (mut cases, mut answers, mut if_possible) = (None, None, false);
        for option in options {
            let twice = match option {
                VerifyOption::Cases(number) => cases.replace(*number).is_some(),
                VerifyOption::Answers(path) => answers.replace(path).is_some(),
                VerifyOption::IfPossible => std::mem::replace(&mut if_possible, true),
            };
            if twice {
                let message = "--verify is given two numbers of calls, or two files";
                return Err(Failure::usage(message).into());
            }
        }
        let mut settings = Settings {
            seed,
            ..Settings::default()
        };
        settings.cases = cases.unwrap_or(settings.cases);
        if let Some(path) = answers {
            let text = files::read(path)?;
            let context = || files::name(path);
            let text = String::from_utf8(text).map_err(|_| Failure::unusable("it is no text"));
            settings.inputs = Inputs::parse(&text.with_context(context)?)
                .or_exit(Exit::Unusable, "unusable")
                .with_context(context)?;
        }
        Ok((!options.is_empty()).then_some(Self {
            settings,
            if_possible,
        }))
    }

    /// Runs both forms of a component, and prints what was compared.
    ///
    /// # Errors
    ///
    /// - They do not do the same.
    /// - Something was not run.
    pub(crate) fn run(&self, before: &[u8], after: &[u8]) -> Result<()> {
        let verified = match verify(before, after, &self.settings) {
            Ok(verified) => verified,
            Err(difference) => {
                let message = format!(
                    "the smaller form does something else; nothing was written\n{difference}"
                );
                return Err(Failure::new(Exit::Failed, "difference", message).into());
            }
        };
        self.print(&verified);
        if verified.is_complete() || self.if_possible {
            return Ok(());
        }
        let skipped = verified.skipped.iter();
        let lines = skipped.map(|skipped| {
            format!(
                "not verified: {}: {}",
                on_one_line(&skipped.what),
                on_one_line(&skipped.why)
            )
        });
        Err(incomplete(&lines.collect::<Vec<_>>()).into())
    }

    fn print(&self, verified: &Verified) {
        let undecided: u32 = verified.functions.iter().map(|tried| tried.undecided).sum();
        let trapped: u32 = verified.functions.iter().map(|tried| tried.trapped).sum();
        eprintln!(
            "verified: {} calls of {} functions did the same ({trapped} trapped), and so did {} \
             calls of imports",
            verified.calls(),
            verified.functions.len(),
            verified.import_calls
        );
        let inputs = self.settings.inputs.len();
        if inputs > 0 {
            eprintln!(
                "verified: {} of {inputs} calls with inputs of the file are among them",
                verified.inputs
            );
        }
        for tried in &verified.functions {
            if tried.trapped > 0 && tried.trapped + tried.undecided == tried.calls {
                eprintln!(
                    "verified: {}: all its calls trap, and what comes after that was not \
                     compared (give inputs and answers of imports with --verify=answers.toml)",
                    on_one_line(&tried.name)
                );
            }
        }
        if undecided > 0 {
            eprintln!("verified: {undecided} calls more ran into a limit, and say nothing");
        }
        if self.if_possible {
            for skipped in &verified.skipped {
                let (what, why) = (on_one_line(&skipped.what), on_one_line(&skipped.why));
                eprintln!("not verified: {what}: {why}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_verify_is_given_is_told_apart() {
        assert_eq!(verify_option("20"), Ok(VerifyOption::Cases(20)));
        assert_eq!(verify_option("if-possible"), Ok(VerifyOption::IfPossible));
        let file = VerifyOption::Answers("a/answers.toml".into());
        assert_eq!(verify_option("a/answers.toml"), Ok(file));
        for wrong in ["0", "-1", "", "if-posible", "4294967296"] {
            assert!(verify_option(wrong).is_err(), "{wrong}");
        }
        let twice = [VerifyOption::Cases(1), VerifyOption::Cases(2)];
        assert!(Verifying::of(&twice, 0).is_err());
        assert!(matches!(Verifying::of(&[], 0), Ok(None)));
    }
}
