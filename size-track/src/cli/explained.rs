//! Explanations for people.

use std::fmt::Write as _;

use greentic_command::style::{self, Tone, paint};
use greentic_size_model::explain::{Chain, Explanation, Key, Retained};
use greentic_size_model::numerals::{counted, number, share};

use crate::shown::short;

/// Adds a line: bytes, share, and name.
fn row(text: &mut String, bytes: u64, whole: u64, what: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(
        text,
        "{:>11} {:>8}  {what}",
        number(bytes),
        share(bytes, whole)
    );
}

/// Returns all groups: the `top` largest ones with their `top` largest items.
pub(super) fn explanation(file: &str, explained: &Explanation, top: usize) -> String {
    let colour = style::on_stdout();
    let mut text = format!("{file}: {} bytes", number(explained.bytes));
    if explained.functions > 0 {
        let _ = write!(
            text,
            ", {} of {} functions have names{}",
            number(explained.named as u64),
            number(explained.functions as u64),
            if explained.lines {
                ", and lines are known"
            } else {
                ""
            }
        );
    }
    text.push_str("\n\n");
    for (place, group) in explained.groups.iter().enumerate() {
        if place == top {
            let others = &explained.groups[top..];
            let bytes = others.iter().map(|group| group.bytes).sum();
            row(
                &mut text,
                bytes,
                explained.bytes,
                &format!("in {} more (--top shows more)", others.len()),
            );
            break;
        }
        let name = paint(colour, Tone::Heading, &short(&group.name));
        row(&mut text, group.bytes, explained.bytes, &name);
        if let Some(advice) = group.advice {
            let _ = writeln!(text, "{:22}{} ({})", "", advice.text, advice.link);
        }
        // A function is its own item.
        if explained.by == Key::Function && group.items.len() == 1 {
            instances(&mut text, group.items[0].parts);
            continue;
        }
        for item in group.items.iter().take(top) {
            let many = match item.parts {
                1 => String::new(),
                parts => format!(", {} of them", number(parts as u64)),
            };
            let bytes = number(item.bytes);
            let _ = writeln!(text, "{bytes:>11}{:11}{}{many}", "", short(&item.name));
        }
        if group.items.len() > top {
            let others = &group.items[top..];
            let bytes: u64 = others.iter().map(|item| item.bytes).sum();
            let bytes = number(bytes);
            let _ = writeln!(text, "{bytes:>11}{:11}in {} more", "", others.len());
        }
    }
    text
}

fn instances(text: &mut String, parts: usize) {
    if parts > 1 {
        let _ = writeln!(text, "{:22}{parts} instances", "");
    }
}

/// Returns the tree of retained bytes.
pub(super) fn retained(file: &str, tree: &Retained) -> String {
    let mut text = format!(
        "{file}: {} bytes; each line has what would go with a part, and its own bytes\n\n",
        number(tree.retained)
    );
    let mut pending = vec![(tree, 0)];
    while let Some((node, depth)) = pending.pop() {
        if depth > 0 {
            let own = number(node.bytes);
            let indent = 2 * (depth - 1);
            let what = format!("{:indent$}{} ({own})", "", short(&node.name));
            row(&mut text, node.retained, tree.retained, &what);
        }
        pending.extend(node.children.iter().rev().map(|child| (child, depth + 1)));
    }
    if hides(tree) {
        text.push_str("\nParts that retain little are left out; --top and --json show more.\n");
    }
    text
}

fn hides(tree: &Retained) -> bool {
    tree.others.parts > 0 || tree.children.iter().any(hides)
}

/// Returns a chain, with one line for each step.
pub(super) fn chain(file: &str, chain: &Chain) -> String {
    let mut text = format!("{file}: {} is kept in by\n\n", short(&chain.name));
    for step in &chain.steps {
        let mark = if step.only { "*" } else { " " };
        let bytes = number(step.bytes);
        let label = step.kind.label();
        let name = short(&step.name);
        let name = if name.starts_with(label) {
            name
        } else {
            format!("{label} {name}")
        };
        let _ = writeln!(text, "{bytes:>11}  {mark} {name}");
    }
    if chain.steps.is_empty() {
        text.push_str("             nothing: no reference leads to it\n");
    }
    let _ = writeln!(
        text,
        "\nEvery way goes through what has a *. {} and retain{} {} bytes.",
        match chain.found {
            1 => "1 part fits".to_owned(),
            found => format!("{} fit", counted(found, "part")),
        },
        if chain.found == 1 { "s" } else { "" },
        number(chain.retained)
    );
    text
}
