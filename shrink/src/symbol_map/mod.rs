//! Debugging of a component that was shrunk.
//!
//! A shrunk component has no names and no debug information, its functions have
//! other indices, and its instructions stand elsewhere. [`shrink_with_symbol_map`]
//! puts names and DWARF into a file of their own, with a map from the code of the
//! output to that of the input; [`SymbolMap::symbolize`] turns the backtrace of a trap
//! back into functions and lines with it.
//!
//! The lines say how exact they are:
//!
//! - A function whose instructions are still the same has exact lines.
//! - In a function that a pass has rewritten, lines are found by comparing its
//!   instructions with those of before. They say `about`.
//! - Anything that cannot be told is `?`. Equal functions that were made one have
//!   the name of the one that stayed. Code that several functions share has no
//!   name; its caller is the next frame of the backtrace.

mod align;
mod backtrace;
mod code;
mod code_map;
mod origins;
mod tags;

use std::borrow::Cow;
use std::collections::HashSet;

use wasm_encoder::{Component, CustomSection, Module, ModuleSection};
use wasmparser::{Parser, Payload};

use self::align::InputModule;
use self::code::CodeLayout;
use self::code_map::{CodeMap, MappedFunction, MappedModule};
use crate::encode::Form;
use crate::error::{Error, Refusal};
use crate::lines::Lines;
use crate::options::{Options, SectionKind, SectionPolicy};
use crate::pass::custom::{section_kind, strip};
use crate::pass::modules;
use crate::read::read;
use crate::report::Report;
use crate::sections::Sections;
use crate::shrink::{Shrunk, shrink};
use crate::validate::{Depth, Requirements};
use crate::write::write;

pub use self::backtrace::BacktraceFrame;
pub use self::origins::Origin;

/// The custom section of a symbol map that holds the map of the code.
const SECTION: &str = "component-shrink.symbol-map";

/// The name that the section had when these files were called companions. Files of that
/// time have the same content, and can still be read.
const OLDER_SECTION: &str = "component-shrink.companion";

/// Names, DWARF and a map for one shrunk component.
#[derive(Clone, Debug, Default)]
pub struct SymbolMap {
    map: CodeMap,
    /// The core modules of the input: custom sections by name.
    modules: Vec<Vec<(String, Vec<u8>)>>,
}

/// The reason why some bytes are no symbol map.
#[derive(Debug, thiserror::Error)]
#[error("not a symbol map of component-shrink: {0}")]
pub struct SymbolMapError(String);

/// Shrinks a component, and returns the symbol map that it takes to debug it.
///
/// The options decide about custom sections as ever, except for names: the output
/// never has any.
///
/// # Errors
///
/// As [`shrink`].
pub fn shrink_with_symbol_map(
    input: &[u8],
    options: &Options,
) -> Result<(Shrunk, SymbolMap), Error> {
    let (input, done) = match crate::encode::form(input)? {
        Form::Component(component) => {
            let requirements = Requirements::of(&component)?;
            let done = with_tags(&component, options, &requirements);
            (component, done)
        }
        Form::Module => {
            let refusal = Refusal::new("only components have one, and this is a core module");
            (Cow::Borrowed(input), Err(refusal))
        }
    };
    match done {
        Ok(done) => Ok(done),
        Err(refusal) => {
            // The component is shrunk all the same; the symbol map then knows
            // nothing.
            let options = names(options, SectionPolicy::Drop);
            let mut shrunk = shrink(&input, &options)?;
            let reason = format!("the symbol map can tell nothing: {refusal}");
            shrunk.report.left(None, reason);
            Ok((shrunk, SymbolMap::default()))
        }
    }
}

fn with_tags(
    input: &[u8],
    options: &Options,
    requirements: &Requirements,
) -> Result<(Shrunk, SymbolMap), Refusal> {
    let unparsed = |error: wasmparser::BinaryReaderError| Refusal::new(error.to_string());
    let said = |error: Error| Refusal::new(error.to_string());

    // Names give way to tags, which the passes carry along.
    let mut model = read(input)?;
    let mut originals = Vec::new();
    modules::each(&mut model.root, &mut |_, bytes| {
        originals.push(bytes.to_vec());
    });
    strip(&mut model, &only_names(SectionPolicy::Drop));
    let mut number = 0;
    let mut failed = None;
    modules::each(&mut model.root, &mut |_, bytes| {
        match tags::tagged(bytes, number) {
            Ok(tagged) => *bytes = Cow::Owned(tagged),
            Err(error) => failed = Some(error),
        }
        number += 1;
    });
    if let Some(error) = failed {
        return Err(unparsed(error));
    }
    let tagged = write(&model)?;
    let options = names(options, SectionPolicy::Keep);
    let mut shrunk = shrink(&tagged, &options).map_err(said)?;
    let tagged = std::mem::take(&mut shrunk.component);

    // Without the tags it is the same component as without a symbol map.
    let mut model = read(&tagged)?;
    strip(&mut model, &only_names(SectionPolicy::Drop));
    let component = write(&model)?;
    requirements.check(&component, Depth::Bodies)?;
    let symbol_map = SymbolMap::new(&originals, &tagged, &component).map_err(unparsed)?;
    shrunk.split_sections =
        crate::split_sections::split_sections(input, &options).map_err(unparsed)?;
    let after = Sections::of(&component).map_err(unparsed)?;
    account(&mut shrunk.report, input, component.len(), after);
    shrunk.component = component;
    Ok((shrunk, symbol_map))
}

/// Returns the options with another policy for names, also of sections that were
/// decided about by name.
fn names(options: &Options, policy: SectionPolicy) -> Options {
    let options = options.clone().custom(SectionKind::Names, policy);
    let sections = ["name", "component-name"].into_iter();
    sections.fold(options, |options, name| options.section(name, policy))
}

/// Returns options that treat names in this way, and keep all else.
fn only_names(policy: SectionPolicy) -> Options {
    SectionKind::ALL
        .into_iter()
        .fold(Options::default(), |options, kind| {
            options.custom(kind, SectionPolicy::Keep)
        })
        .custom(SectionKind::Names, policy)
}

/// Corrects a report of shrinking the tagged form.
fn account(report: &mut Report, input: &[u8], after: usize, sections_after: Sections) {
    let before = Report::of(input);
    report.before = before.before;
    report.sections_before = before.sections_before;
    report.sections_after = sections_after;
    // The bytes of names, and of tags, are those of custom sections.
    report.account(crate::pass::Pass::Custom, after);
}

/// Returns the core modules of a component, those within components too, and the
/// offsets of their beginnings.
pub(crate) fn core_modules(
    component: &[u8],
) -> Result<Vec<(u32, &[u8])>, wasmparser::BinaryReaderError> {
    let mut modules = Vec::new();
    for payload in Parser::new(0).parse_all(component) {
        if let Payload::ModuleSection {
            unchecked_range: range,
            ..
        } = payload?
        {
            let place = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX);
            let bytes = component.get(place(range.start)..place(range.end));
            let at = u32::try_from(range.start).unwrap_or(u32::MAX);
            modules.push((at, bytes.unwrap_or_default()));
        }
    }
    Ok(modules)
}

impl SymbolMap {
    /// Makes the symbol map of `output`, which is `tagged` without tags.
    fn new(
        originals: &[Vec<u8>],
        tagged: &[u8],
        output: &[u8],
    ) -> Result<Self, wasmparser::BinaryReaderError> {
        let codes: Vec<_> = originals
            .iter()
            .map(|module| CodeLayout::read(module))
            .collect::<Result<_, _>>()?;
        let mut origins = Vec::new();
        for (_, module) in core_modules(tagged)? {
            origins.push(tags::origins(module)?);
        }
        let alive: HashSet<_> = origins
            .iter()
            .flat_map(|map| map.values().copied())
            .collect();

        let mut map = CodeMap::default();
        for ((at, module), origins) in core_modules(output)?.into_iter().zip(&origins) {
            let code = CodeLayout::read(module)?;
            let mut functions = Vec::new();
            for (index, body) in (code.imported..).zip(&code.bodies) {
                let origin = origins.get(&index).copied();
                let mut mapped = MappedFunction {
                    index,
                    start: body.start,
                    end: body.end,
                    origin,
                    exact: false,
                    runs: Vec::new(),
                };
                if let Some((number, function)) = origin
                    && let Some(bytes) = originals.get(number as usize)
                {
                    let input = InputModule {
                        bytes,
                        code: &codes[number as usize],
                        gone: &|function| !alive.contains(&(number, function)),
                    };
                    let new = code.instructions(module, index)?.unwrap_or_default();
                    let aligned = input.align(function, &new, body.end)?;
                    mapped.exact = aligned.exact;
                    mapped.runs = aligned.runs;
                }
                functions.push(mapped);
            }
            map.modules.push(MappedModule { at, functions });
        }
        let modules = originals.iter().map(|module| customs(module));
        Ok(Self {
            map,
            modules: modules.collect::<Result<_, _>>()?,
        })
    }

    /// Returns the names and lines of a core module of the input, by its number.
    fn lines(&self, module: u32) -> Lines<'_> {
        let sections = self.modules.get(module as usize);
        Lines::read(|name| {
            let mut sections = sections.into_iter().flatten();
            let found = sections.find(|(other, _)| other == name);
            found.map_or(&[][..], |(_, data)| data)
        })
    }

    /// Returns the symbol map as the bytes of a file: an empty component with the
    /// custom sections.
    pub fn to_bytes(&self) -> Vec<u8> {
        let map = serde_json::to_vec(&self.map).unwrap_or_default();
        let mut component = Component::new();
        component.section(&CustomSection {
            name: SECTION.into(),
            data: map.into(),
        });
        for sections in &self.modules {
            let mut module = Module::new();
            for (name, data) in sections {
                module.section(&CustomSection {
                    name: name.into(),
                    data: data.into(),
                });
            }
            component.section(&ModuleSection(&module));
        }
        component.finish()
    }

    /// Reads a symbol map.
    ///
    /// # Errors
    ///
    /// - The bytes are something else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SymbolMapError> {
        let unparsed = |error: wasmparser::BinaryReaderError| SymbolMapError(error.to_string());
        let mut map = None;
        let mut parser = Parser::new(0).parse_all(bytes);
        for payload in &mut parser {
            match payload.map_err(unparsed)? {
                Payload::CustomSection(section)
                    if [SECTION, OLDER_SECTION].contains(&section.name()) =>
                {
                    let read = serde_json::from_slice(section.data());
                    map = Some(read.map_err(|error| SymbolMapError(error.to_string()))?);
                    break;
                }
                Payload::ModuleSection { .. } => break,
                _ => {}
            }
        }
        let map = map.ok_or_else(|| SymbolMapError(format!("it has no section `{SECTION}`")))?;
        let mut modules = Vec::new();
        for (_, module) in core_modules(bytes).map_err(unparsed)? {
            modules.push(customs(module).map_err(unparsed)?);
        }
        Ok(Self { map, modules })
    }
}

/// Returns the custom sections of a core module that help to debug it.
fn customs(module: &[u8]) -> Result<Vec<(String, Vec<u8>)>, wasmparser::BinaryReaderError> {
    let mut customs = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CustomSection(section) = payload?
            && matches!(
                section_kind(section.name()),
                SectionKind::Names | SectionKind::Debug
            )
        {
            customs.push((section.name().to_owned(), section.data().to_vec()));
        }
    }
    Ok(customs)
}
