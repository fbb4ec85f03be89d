//! Progress of a command, for people who wait.

use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// The steps of a command on standard error: one line that changes on a terminal,
/// one line a step anywhere else.
pub struct Steps {
    bar: Option<ProgressBar>,
    on_terminal: bool,
}

impl Steps {
    /// Makes the steps of a command. Nothing is shown before the first one.
    pub fn on_stderr() -> Self {
        Self {
            bar: None,
            on_terminal: std::io::stderr().is_terminal(),
        }
    }

    /// Begins step `number` of `of`, the first one being 1.
    ///
    /// # Panics
    ///
    /// Never: the template of the line is well-formed.
    pub fn step(&mut self, number: usize, of: usize, what: &str) {
        if !self.on_terminal {
            eprintln!("[{number}/{of}] {what}");
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let style = ProgressStyle::with_template("{spinner} [{pos}/{len}] {wide_msg}")
                .expect("the template is well-formed");
            let bar = ProgressBar::new_spinner().with_style(style);
            bar.enable_steady_tick(Duration::from_millis(100));
            bar
        });
        bar.set_length(of as u64);
        bar.set_position(number as u64);
        bar.set_message(what.to_owned());
    }

    /// Says something that is worth a line of its own that stays.
    pub fn note(&mut self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| eprintln!("{line}")),
            None => eprintln!("{line}"),
        }
    }

    /// Takes the changing line away.
    pub fn finish(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

/// A command that fails takes its line away too.
impl Drop for Steps {
    fn drop(&mut self) {
        self.finish();
    }
}
