//! The `component-shrink` command.

mod command;

use std::panic;
use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    quiet_decoder();
    match command::Arguments::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The decoder of WIT asserts what holds of components that WIT can say. That a
/// component is another one is no news for whoever runs this: the library takes
/// it for an answer.
fn quiet_decoder() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let decoder = |place: &panic::Location<'_>| place.file().contains("wit-parser");
        if !info.location().is_some_and(decoder) {
            usual(info);
        }
    }));
}
