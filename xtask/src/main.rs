//! The checks of this repository, as one command: `cargo xtask test`.
//!
//! An internal tool, without any dependency, so that it is there at once.

mod environment;
mod fixtures;
mod run;
mod steps;
mod toolchain;

use std::process::ExitCode;

use steps::{STEPS, Step};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] | ["help" | "--help" | "-h"] => {
            print!("{}", help());
            ExitCode::SUCCESS
        }
        ["test", ref rest @ ..] if rest.iter().any(|word| ["--help", "-h"].contains(word)) => {
            print!("{}", help());
            ExitCode::SUCCESS
        }
        ["test", ref names @ ..] => match select(names) {
            Ok(steps) => run::run(&steps),
            Err(error) => usage(&error),
        },
        [unknown, ..] => usage(&format!("there is no command `{unknown}`")),
    }
}

fn usage(error: &str) -> ExitCode {
    eprintln!("error: {error}\n\n{}", help());
    ExitCode::from(2)
}

/// The steps called `names` in the order of the table; all where no name is
/// given.
fn select(names: &[&str]) -> Result<Vec<&'static Step>, String> {
    if let Some(unknown) = names
        .iter()
        .find(|name| STEPS.iter().all(|step| step.name != **name))
    {
        return Err(format!("there is no step `{unknown}`"));
    }
    let chosen = |step: &&Step| names.is_empty() || names.contains(&step.name);
    Ok(STEPS.iter().filter(chosen).collect())
}

fn help() -> String {
    let mut text = String::from(
        "The checks of this repository.\n\n\
         Usage: cargo xtask test [STEP]...\n\n\
         Without a STEP all of them run, in this order, up to the first that fails:\n\n",
    );
    text.extend(
        STEPS
            .iter()
            .map(|step| format!("  {:<12} {}\n", step.name, step.what)),
    );
    text += "\nExit status: 0 all passed, 1 a step failed, 2 wrong usage\n\n\
        Examples:\n  cargo xtask test\n  cargo xtask test fmt clippy\n";
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Result<Vec<&'static str>, String> {
        Ok(select(names)?.iter().map(|step| step.name).collect())
    }

    #[test]
    fn steps_run_in_the_order_of_the_table() {
        assert_eq!(names(&[]).unwrap().len(), STEPS.len());
        assert_eq!(names(&["sizes", "fmt"]).unwrap(), ["fmt", "sizes"]);
    }

    #[test]
    fn unknown_steps_are_refused_by_name() {
        assert_eq!(
            names(&["fmt", "sizs"]).unwrap_err(),
            "there is no step `sizs`"
        );
    }

    #[test]
    fn help_names_every_step() {
        let help = help();
        assert!(STEPS.iter().all(|step| help.contains(step.name)), "{help}");
    }
}
