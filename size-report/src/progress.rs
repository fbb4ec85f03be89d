//! What is being done, for people who wait.

use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Is told what is being done.
pub trait Progress {
    /// Step `number` of `of` begins, the first one being 1.
    fn step(&mut self, number: usize, of: usize, what: &str);

    /// Something worth a line of its own that stays.
    fn note(&mut self, line: &str);

    /// All steps are done.
    fn finish(&mut self);
}

/// The progress for standard error: one line that changes on a terminal, one
/// line a step anywhere else.
pub fn on_stderr() -> Box<dyn Progress> {
    if std::io::stderr().is_terminal() {
        Box::new(Bar(None))
    } else {
        Box::new(Lines)
    }
}

/// Says nothing.
pub struct Silent;

impl Progress for Silent {
    fn step(&mut self, _number: usize, _of: usize, _what: &str) {}
    fn note(&mut self, _line: &str) {}
    fn finish(&mut self) {}
}

struct Lines;

impl Progress for Lines {
    fn step(&mut self, number: usize, of: usize, what: &str) {
        eprintln!("[{number}/{of}] {what}");
    }

    fn note(&mut self, line: &str) {
        eprintln!("{line}");
    }

    fn finish(&mut self) {}
}

/// The bar is there from the first step on.
struct Bar(Option<ProgressBar>);

impl Progress for Bar {
    fn step(&mut self, number: usize, of: usize, what: &str) {
        let bar = self.0.get_or_insert_with(|| {
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

    fn note(&mut self, line: &str) {
        match &self.0 {
            Some(bar) => bar.suspend(|| eprintln!("{line}")),
            None => eprintln!("{line}"),
        }
    }

    fn finish(&mut self) {
        if let Some(bar) = self.0.take() {
            bar.finish_and_clear();
        }
    }
}
