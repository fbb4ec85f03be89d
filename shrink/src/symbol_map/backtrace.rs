//! Backtraces: the text that engines print, and its meaning.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::SymbolMap;
use super::code_map::InputAddress;
use crate::lines::{Lines, Place};
use greentic_untrusted::on_one_line;

/// A frame of a backtrace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BacktraceFrame {
    /// The functions that the frame stands for, those put into others first.
    pub places: Vec<Place>,
    /// `true` if the lines are exact, `false` if they were found by comparing
    /// instructions.
    pub exact: bool,
}

/// The position that one line of a backtrace tells: an offset, and the index of a
/// function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TracePosition {
    /// An offset from the beginning of the component or of a core module.
    offset: u32,
    /// The index of the function, if the line has it.
    index: Option<u32>,
}

/// Reads a line as Wasmtime prints it (`0: 0x1a2 - <unknown>!<wasm function 3>`)
/// or as V8 does (`at wasm://wasm/5f1e2d3c:wasm-function[3]:0x1a2`).
fn trace_position(line: &str) -> Option<TracePosition> {
    if let Some((_, rest)) = line.split_once("wasm-function[") {
        let (index, rest) = rest.split_once(']')?;
        return Some(TracePosition {
            offset: number(rest.strip_prefix(":0x")?)?,
            index: Some(index.parse().ok()?),
        });
    }
    let (number_of_frame, rest) = line.trim_start().split_once(':')?;
    number_of_frame.parse::<u32>().ok()?;
    let rest = rest.trim_start().strip_prefix("0x")?;
    let (offset, function) = rest.split_once(" - ")?;
    let index = function
        .rsplit_once("<wasm function ")
        .and_then(|(_, rest)| rest.strip_suffix('>'))
        .and_then(|index| index.parse().ok());
    Some(TracePosition {
        offset: number(offset)?,
        index,
    })
}

/// Returns the hexadecimal number that a text begins with.
fn number(text: &str) -> Option<u32> {
    let end = text.find(|c: char| !c.is_ascii_hexdigit());
    u32::from_str_radix(&text[..end.unwrap_or(text.len())], 16).ok()
}

impl SymbolMap {
    /// Returns the frame at an offset from the beginning of the shrunk component,
    /// or of the only core module that has such a function there. `None` if there
    /// is no code of the component.
    pub fn frame(&self, offset: u32, index: Option<u32>) -> Option<BacktraceFrame> {
        self.frame_with(offset, index, &mut HashMap::new())
    }

    fn frame_with<'c>(
        &'c self,
        offset: u32,
        index: Option<u32>,
        read: &mut HashMap<u32, Lines<'c>>,
    ) -> Option<BacktraceFrame> {
        let (mapped, offset) = self.map.find(offset, index)?;
        let unknown = |name: Option<String>| Place {
            function: name,
            file: None,
            line: None,
            column: None,
        };
        let Some((module, function)) = mapped.origin else {
            return Some(BacktraceFrame {
                places: vec![unknown(None)],
                exact: false,
            });
        };
        let lines = read.entry(module).or_insert_with(|| self.lines(module));
        let places = match mapped.site(offset) {
            Some((site, via)) => std::iter::once(&site)
                .chain(via)
                .flat_map(|InputAddress(function, address)| lines.places(*function, *address))
                .collect(),
            None => vec![unknown(lines.name(function))],
        };
        Some(BacktraceFrame {
            places,
            exact: mapped.exact,
        })
    }

    /// Returns a backtrace with the meaning of each frame below it. All other lines
    /// stay as they are.
    pub fn symbolize(&self, backtrace: &str) -> String {
        let mut read = HashMap::new();
        let mut text = String::new();
        for line in backtrace.lines() {
            text.push_str(line);
            text.push('\n');
            let Some(position) = trace_position(line) else {
                continue;
            };
            match self.frame_with(position.offset, position.index, &mut read) {
                Some(frame) => text.push_str(&frame.to_string()),
                None => text.push_str("          ?\n"),
            }
        }
        text
    }
}

impl std::fmt::Display for BacktraceFrame {
    /// Writes a line for each place: function, file and line.
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for place in &self.places {
            let mut text = format!(
                "          {}",
                on_one_line(place.function.as_deref().unwrap_or("?"))
            );
            text.push_str(" at ");
            match (&place.file, place.line) {
                (Some(file), Some(line)) => {
                    if !self.exact {
                        text.push_str("about ");
                    }
                    // Writing to a string cannot fail.
                    let _ = write!(text, "{}:{line}", on_one_line(file));
                    if let Some(column) = place.column {
                        let _ = write!(text, ":{column}");
                    }
                }
                _ => text.push('?'),
            }
            writeln!(to, "{text}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_read_as_engines_print_them() {
        let wasmtime = "    0:    0x1a2 - <unknown>!<wasm function 3>";
        let with_name = "    1:  0x1f - guest.wasm!guest::divide";
        let v8 = "    at wasm://wasm/5f1e2d3c:wasm-function[3]:0x1a2";
        let v8_named = "    at f (wasm://wasm/5f1e2d3c:wasm-function[12]:0x3)";
        let found = |offset, index| Some(TracePosition { offset, index });
        assert_eq!(trace_position(wasmtime), found(0x1a2, Some(3)));
        assert_eq!(trace_position(with_name), found(0x1f, None));
        assert_eq!(trace_position(v8), found(0x1a2, Some(3)));
        assert_eq!(trace_position(v8_named), found(3, Some(12)));
        for other in [
            "",
            "error while executing at wasm backtrace:",
            "    0: something",
            "    0: 0xzz - <unknown>!<wasm function 3>",
            "    0: 0xfffffffffffffffff - <unknown>!<wasm function 3>",
            "wasm-function[3",
            "wasm-function[x]:0x1",
        ] {
            assert_eq!(trace_position(other), None, "{other}");
        }
    }
}
