//! `component-shrink stack`: how much stack a component takes.

use std::fmt::Write as _;
use std::path::PathBuf;

use crate::stack::{ExportStack, analyse_within};
use anyhow::{Context as _, Result};
use clap::Args;

use greentic_command::failure::OrExit as _;
use greentic_command::{Exit, files, output};

/// The bytes of names that are printed at most, beside four times the size of the
/// file.
const ROOM: usize = 1 << 20;

/// Says for each exported function how much stack a call takes at worst, beside
/// the stack that there is.
///
/// Below it are the frames of the deepest way. Recursion and frames whose size is
/// computed have no bound: they are named, and counted once. Functions have names
/// where the component has them: set `strip` to `none` in the profile.
#[derive(Args)]
pub(crate) struct Stack {
    /// The component, or a core module; `-` is standard input
    input: PathBuf,

    /// Print the same as JSON
    #[arg(long)]
    pub(super) json: bool,
}

impl Stack {
    /// Runs the subcommand.
    pub(crate) fn run(&self) -> Result<()> {
        let input = files::read(&self.input)?;
        let room = input.len().saturating_mul(4).saturating_add(ROOM);
        let (stacks, left_out) = analyse_within(&input, room)
            .or_exit(Exit::Unusable, "unusable")
            .with_context(|| files::name(&self.input))?;
        if left_out > 0 {
            output::warning(&format!(
                "{left_out} more exports are left out, their names are too long"
            ));
        }
        if self.json {
            return Ok(output::document(&serde_json::json!({ "exports": stacks }))?);
        }
        Ok(output::text(&text(&stacks))?)
    }
}

fn text(stacks: &[ExportStack]) -> String {
    let mut text = String::new();
    for stack in stacks {
        let size = stack
            .size
            .map_or("unknown".to_owned(), |size| size.to_string());
        // Names come from the file: none may start a line or set a colour.
        let export = stack.export.escape_debug();
        let _ = writeln!(text, "{export}: {} of {size} bytes", stack.bytes);
        for frame in stack.path.iter().filter(|frame| frame.bytes > 0) {
            let _ = writeln!(
                text,
                "  {:>6}  {}",
                frame.bytes,
                frame.function.escape_debug()
            );
        }
        for unbounded in &stack.unbounded {
            let _ = writeln!(text, "  no bound: {}", unbounded.to_string().escape_debug());
        }
    }
    text
}
