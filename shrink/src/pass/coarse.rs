//! Rewriting of a component that the model does not understand.
//!
//! Its sections stay where they are, byte for byte. Only custom sections may go,
//! and the contents of core modules may change; the modules keep all imports and
//! exports.

use wasm_encoder::{Component, ComponentSectionId, RawSection};
use wasmparser::{Chunk, Parser, Payload, WasmFeatures};

use crate::error::Refusal;

/// The rules for the parts of a component.
pub struct RewriteRules<'p> {
    /// Returns `true` if a custom section of the component or of one within stays.
    pub custom: &'p dyn Fn(&str) -> bool,
    /// Returns the bytes that a core module becomes.
    pub module: &'p mut dyn FnMut(&[u8]) -> Vec<u8>,
}

/// Puts a component together again from its changed parts.
///
/// # Errors
///
/// - It cannot be parsed.
pub fn rewrite(component: &[u8], rules: &mut RewriteRules<'_>) -> Result<Vec<u8>, Refusal> {
    let mut parser = Parser::new(0);
    parser.set_features(WasmFeatures::all());
    Ok(within(component, component, parser, rules)?.finish())
}

fn within(
    whole: &[u8],
    component: &[u8],
    mut parser: Parser,
    rules: &mut RewriteRules<'_>,
) -> Result<Component, Refusal> {
    let mut output = Component::new();
    let mut rest = component;
    let part = |start: u64, end: u64| {
        let place = |at| usize::try_from(at).unwrap_or(usize::MAX);
        whole.get(place(start)..place(end)).ok_or_else(past_the_end)
    };
    while !rest.is_empty() {
        let (consumed, payload) = match parser.parse(rest, true)? {
            Chunk::Parsed { consumed, payload } => (consumed, payload),
            Chunk::NeedMoreData(_) => return Err(past_the_end()),
        };
        rest = rest.get(consumed..).ok_or_else(past_the_end)?;
        match payload {
            Payload::Version { .. } | Payload::End(_) => {}
            Payload::ModuleSection {
                unchecked_range: range,
                ..
            } => {
                let bytes = part(range.start, range.end)?;
                rest = rest.get(bytes.len()..).ok_or_else(past_the_end)?;
                output.section(&RawSection {
                    id: ComponentSectionId::CoreModule.into(),
                    data: &(rules.module)(bytes),
                });
            }
            Payload::ComponentSection {
                parser,
                unchecked_range: range,
            } => {
                let bytes = part(range.start, range.end)?;
                rest = rest.get(bytes.len()..).ok_or_else(past_the_end)?;
                let inner = within(whole, bytes, parser, rules)?;
                output.section(&wasm_encoder::NestedComponentSection(&inner));
            }
            Payload::CustomSection(section) if !(rules.custom)(section.name()) => {}
            other => {
                let (id, range) = other.as_section().ok_or_else(past_the_end)?;
                output.section(&RawSection {
                    id,
                    data: part(range.start, range.end)?,
                });
            }
        }
    }
    Ok(output)
}

fn past_the_end() -> Refusal {
    Refusal::new("a section goes past the end")
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn what_nothing_becomes_of_stays_byte_for_byte() {
        let component = wat::parse_str(
            r#"(component
                (core type (struct (field i32)))
                (core module $m (func (export "f") (result i32) i32.const 1) (@custom "x" "y"))
                (component (core module) (@custom "a" "b"))
                (core instance $i (instantiate $m))
                (func (export "f") (result u32) (canon lift (core func $i "f")))
                (@custom "c" "d"))"#,
        )
        .unwrap();
        let seen = Cell::new(0);
        let mut count = |module: &[u8]| {
            seen.set(seen.get() + 1);
            module.to_vec()
        };
        let mut rules = RewriteRules {
            custom: &|_| true,
            module: &mut count,
        };
        assert_eq!(rewrite(&component, &mut rules), Ok(component.clone()));
        rules.custom = &|name| name == "a";
        let stripped = rewrite(&component, &mut rules).unwrap();
        let names = crate::sections::customs(&stripped).unwrap();
        // The sections of the core module are the module's affair.
        assert_eq!(Vec::from_iter(names), ["a", "name", "x"]);
        assert_eq!(seen.get(), 4);
        let cut = &component[..component.len() - 3];
        assert!(rewrite(cut, &mut rules).is_err());
    }
}
