//! The tools that a file names as its makers.

use std::collections::{BTreeMap, BTreeSet};

use wasmparser::{KnownCustom, Parser, Payload};

/// Tools by their task, for example `processed-by`, each with its version: `rustc 1.95.0`.
pub type Producers = BTreeMap<String, BTreeSet<String>>;

/// Most tools that are kept of a file, and most characters of each.
const MOST: usize = 64;
const LONGEST: usize = 128;

/// Returns the tools that the `producers` sections of a file name, also those of its core
/// modules. A section that cannot be read is ignored.
///
/// ```
/// let module = wat::parse_str(r#"(module (@producers (processed-by "rustc" "1.95.0")))"#)?;
/// let producers = greentic_size_track::snapshot::producers(&module);
/// assert!(producers["processed-by"].contains("rustc 1.95.0"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn producers(file: &[u8]) -> Producers {
    let mut found = Producers::new();
    let mut room = MOST;
    for payload in Parser::new(0).parse_all(file) {
        let Ok(payload) = payload else { break };
        let Payload::CustomSection(section) = payload else {
            continue;
        };
        let KnownCustom::Producers(fields) = section.as_known() else {
            continue;
        };
        for field in fields.into_iter().map_while(Result::ok) {
            for value in field.values.into_iter().map_while(Result::ok) {
                let text = format!("{} {}", value.name, value.version);
                let text = text.trim().chars().take(LONGEST).collect();
                let tools = found.entry(field.name.chars().take(LONGEST).collect());
                if room > 0 && tools.or_default().insert(text) {
                    room -= 1;
                }
            }
        }
    }
    found.retain(|_, tools| !tools.is_empty());
    found
}
