//! A module with functions added, which others call.

use std::collections::BTreeMap;

use wasm_encoder::{CodeSection, Encode as _, FunctionSection, RawSection};
use wasmparser::{BinaryReader, CompositeInnerType, Parser, ValType};

use super::code;
use super::region::{LOCAL_GET, LOCAL_SET, OutlinedFunction, Region};
use crate::core_wasm::ModuleRefusal;
use crate::core_wasm::module::{Module, slice};
use crate::core_wasm::space::{Space, index};

/// The sections that change, as the format numbers them.
const TYPES: u8 = 1;
const FUNCTIONS: u8 = 3;
const CODE: u8 = 10;

const END: u8 = 0x0b;
const CALL: u8 = 0x10;
const FUNCTION_TYPE: u8 = 0x60;

/// Code that is replaced by a call.
pub(super) struct CallSite {
    /// The offset of its beginning in the module.
    pub(super) start: usize,
    end: usize,
    /// The new function to call, by its place among them.
    function: usize,
    arguments: Vec<u32>,
    sets: Option<u32>,
}

impl CallSite {
    pub(super) fn new(region: &Region, function: usize) -> Self {
        Self {
            start: region.start,
            end: region.end,
            function,
            arguments: region.arguments.clone(),
            // A value that it gives is on the stack.
            sets: region.sets,
        }
    }

    fn call(&self, first: u32, to: &mut Vec<u8>) {
        for argument in &self.arguments {
            to.push(LOCAL_GET);
            argument.encode(to);
        }
        to.push(CALL);
        (first + index(self.function)).encode(to);
        if let Some(local) = self.sets {
            to.push(LOCAL_SET);
            local.encode(to);
        }
    }
}

/// Writes the module. New functions and types stand behind all others, so that
/// nothing has another index. `sites` are in the order of the code.
///
/// # Errors
/// When the module cannot be parsed.
pub(super) fn write(
    module: &Module<'_>,
    bytes: &[u8],
    functions: &[OutlinedFunction],
    sites: &[CallSite],
) -> Result<Vec<u8>, ModuleRefusal> {
    let mut types = Types::of(module);
    let indices: Vec<u32> = functions.iter().map(|one| types.index(one)).collect();
    let mut output = wasm_encoder::Module::new();
    for payload in Parser::new(0).parse_all(bytes) {
        let Some((id, range)) = payload?.as_section() else {
            continue;
        };
        let section = slice(bytes, &range)?;
        match id {
            TYPES => {
                let data = types.section(BinaryReader::new(section, range.start))?;
                output.section(&RawSection { id, data: &data });
            }
            FUNCTIONS => {
                let mut section = FunctionSection::new();
                for ty in module.functions.iter().chain(&indices) {
                    section.function(*ty);
                }
                output.section(&section);
            }
            CODE => {
                output.section(&code_section(module, bytes, functions, sites));
            }
            _ => {
                output.section(&RawSection { id, data: section });
            }
        }
    }
    Ok(output.finish())
}

fn code_section(
    module: &Module<'_>,
    bytes: &[u8],
    functions: &[OutlinedFunction],
    sites: &[CallSite],
) -> CodeSection {
    let first = module.count(Space::Function);
    let mut section = CodeSection::new();
    let mut sites = sites.iter().peekable();
    for body in &module.bodies {
        let range = body.range();
        let end = usize::try_from(range.end).unwrap_or(usize::MAX);
        let mut from = usize::try_from(range.start).unwrap_or(usize::MAX);
        let mut changed = Vec::new();
        while let Some(site) = sites.next_if(|site| site.start < end) {
            changed.extend(bytes.get(from..site.start).unwrap_or_default());
            site.call(first, &mut changed);
            from = site.end;
        }
        changed.extend(bytes.get(from..end).unwrap_or_default());
        section.raw(&changed);
    }
    for function in functions {
        let mut body = Vec::new();
        let groups = function.locals.chunk_by(|left, right| left == right);
        index(groups.clone().count()).encode(&mut body);
        for group in groups {
            index(group.len()).encode(&mut body);
            body.extend(group.first());
        }
        body.extend(&function.code);
        body.push(END);
        section.raw(&body);
    }
    section
}

/// A type of functions: parameters and result.
type Signature = (Vec<u8>, Option<u8>);

/// The types of a module, and new ones.
struct Types {
    known: BTreeMap<Signature, u32>,
    new: Vec<Signature>,
    count: u32,
}

impl Types {
    fn of(module: &Module<'_>) -> Self {
        let mut known = BTreeMap::new();
        for group in &module.groups {
            // Others have types of the same shape that are not the same.
            if group.types.is_explicit_rec_group() {
                continue;
            }
            for ty in group.types.types() {
                if let CompositeInnerType::Func(function) = &ty.composite_type.inner
                    && ty.is_final
                    && ty.supertype_idxs.is_empty()
                    && !ty.composite_type.shared
                    && let Some(signature) = signature(function)
                {
                    known.entry(signature).or_insert(group.first);
                }
            }
        }
        Self {
            known,
            new: Vec::new(),
            count: module.count(Space::Type),
        }
    }

    fn index(&mut self, function: &OutlinedFunction) -> u32 {
        let signature = (function.parameters.clone(), function.result);
        let next = self.count + index(self.new.len());
        *self.known.entry(signature).or_insert_with_key(|signature| {
            self.new.push(signature.clone());
            next
        })
    }

    /// Returns the section, with the new types at its end.
    fn section(&self, mut before: BinaryReader<'_>) -> Result<Vec<u8>, ModuleRefusal> {
        let mut section = Vec::new();
        let groups = before.read_var_u32()?;
        (groups + index(self.new.len())).encode(&mut section);
        let rest = before.read_bytes(before.bytes_remaining())?;
        section.extend(rest);
        for (parameters, result) in &self.new {
            section.push(FUNCTION_TYPE);
            parameters.as_slice().encode(&mut section);
            index(result.iter().len()).encode(&mut section);
            section.extend(result);
        }
        Ok(section)
    }
}

/// Returns the signature; `None` if there are types in it that are not handed over.
fn signature(function: &wasmparser::FuncType) -> Option<Signature> {
    let codes = |types: &[ValType]| types.iter().map(|ty| code(*ty)).collect::<Option<Vec<_>>>();
    match codes(function.results())?[..] {
        [] => Some((codes(function.params())?, None)),
        [result] => Some((codes(function.params())?, Some(result))),
        _ => None,
    }
}
