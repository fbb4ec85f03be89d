//! The checks of this repository, as one command: `cargo xtask test`.
//!
//! An internal tool, without any dependency, so that it is there at once.

mod codegen;
mod deny;
mod doc_comments;
mod environment;
mod extension;
mod json;
mod msrv;
mod packaged;
mod paint;
mod release;
mod run;
mod selection;
mod semver;
mod sources;
mod steps;
mod summary;
mod test;
mod tiers;
mod tool;
mod toolchain;
mod words;
#[cfg(test)]
mod workflows;

use std::process::ExitCode;

use selection::Request;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    // Not for people: cargo starts this program in place of a test executable.
    if let [test::executables::RECORD, folder, executable, ..] = words[..] {
        return ended(test::executables::record(folder, executable));
    }
    match selection::read(&words) {
        Ok(Request::Help) => {
            print!("{}", selection::help());
            ExitCode::SUCCESS
        }
        Ok(Request::Test(selection)) => run::run(selection),
        Ok(Request::Msrv { strict, install }) => run::one("msrv", strict, msrv::check(install)),
        Ok(Request::Codegen { check }) => codegen::run(check),
        Ok(Request::Release { verify }) => run::one("release", true, release::check(verify).into()),
        Ok(Request::Words { list }) => words::run(list),
        Ok(Request::Semver { strict, install }) => {
            run::one("semver", strict, semver::check(install))
        }
        Err(error) => {
            eprintln!("error: {error}\n\n{}", selection::help());
            ExitCode::from(2)
        }
    }
}

fn ended(result: Result<(), String>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
