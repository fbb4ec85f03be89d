//! Colour: whether it is wanted, and what it looks like.

use clap::{Args, ValueEnum};
use console::Style;

/// The option `--color`, which every command has.
#[derive(Args, Clone, Copy, Debug)]
pub struct ColorArgs {
    /// When to use colour; by default on a terminal, unless `NO_COLOR` is set
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = false
    )]
    pub color: When,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless the environment has `NO_COLOR`.
    #[default]
    Auto,
    /// Always, in a pipe too.
    Always,
    /// Never.
    Never,
}

impl ColorArgs {
    /// Has standard output and standard error follow the option.
    pub fn apply(self) {
        let wanted = match self.color {
            When::Auto => return,
            When::Always => true,
            When::Never => false,
        };
        console::set_colors_enabled(wanted);
        console::set_colors_enabled_stderr(wanted);
    }
}

/// Tells whether standard output is in colour.
pub fn on_stdout() -> bool {
    console::colors_enabled()
}

/// Tells whether standard error is in colour.
pub fn on_stderr() -> bool {
    console::colors_enabled_stderr()
}

/// The meaning of a text in colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// A check holds.
    Good,
    /// Something failed.
    Bad,
    /// Something that people may not have expected.
    Warning,
    /// Something that people may want to know.
    Note,
    /// The title of what follows.
    Heading,
}

impl Tone {
    fn style(self) -> Style {
        let style = Style::new().bold();
        match self {
            Self::Good => style.green(),
            Self::Bad => style.red(),
            Self::Warning => style.yellow(),
            Self::Note => style.cyan(),
            Self::Heading => style,
        }
    }
}

/// Returns the text in colour, if that is wanted.
pub fn paint(coloured: bool, tone: Tone, text: &str) -> String {
    let style = tone.style().force_styling(coloured);
    style.apply_to(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_for_those_who_want_them() {
        assert_eq!(paint(false, Tone::Bad, "text"), "text");
        let red = paint(true, Tone::Bad, "text");
        assert!(
            red.starts_with("\x1b[31m") && red.ends_with("text\x1b[0m"),
            "{red:?}"
        );
    }
}
