//! Functions: their references, and hashes of their code.

use std::collections::HashMap;
use std::convert::Infallible;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{Encode as _, Instruction};
use wasmparser::{BinaryReaderError, ConstExpr, FunctionBody, MemArg, Operator};

use super::Core;
use crate::part::PartId;

/// A reference of code or of an initial value, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Ref {
    /// A function that is called, or that a reference is made of.
    Function(u32),
    Table(u32),
    /// Functions of one type in a table, for a call through it, with the place if it is a
    /// constant.
    Slot {
        table: u32,
        ty: u32,
        place: Option<u32>,
    },
    Memory(u32),
    Global(u32),
    Tag(u32),
    Type(u32),
    Element(u32),
    Data(u32),
    /// A constant that may be an address of data.
    Address(u32),
}

/// A function that is defined in a module.
pub(crate) struct Body {
    /// The function.
    pub(crate) part: PartId,
    /// The range of its locals and its code in the file.
    pub(crate) range: Range<u32>,
    /// Its references, each once.
    pub(crate) refs: Vec<Ref>,
    /// A hash of its code without indices of functions and addresses of data.
    pub(crate) shape: u64,
    /// A hash of its parameters and results.
    pub(crate) signature: u64,
    /// The functions that it calls, in the order of the code.
    pub(crate) calls: Vec<u32>,
    /// The number of its instructions of each kind.
    pub(crate) histogram: [u16; KINDS],
}

/// The number of kinds of instructions by which bodies are compared.
pub(crate) const KINDS: usize = 32;

/// Reads the functions of a module.
pub(super) struct Scan {
    refs: References,
    scratch: Vec<u8>,
}

impl Scan {
    pub(super) fn new(core: &Core<'_>, addresses: Range<u64>) -> Self {
        let types = core.types.iter().map(|(_, hash)| *hash).collect();
        let refs = References {
            types,
            addresses,
            ..References::default()
        };
        Self {
            refs,
            scratch: Vec::new(),
        }
    }

    pub(super) fn body(
        &mut self,
        body: &FunctionBody<'_>,
        part: PartId,
        ty: Option<u32>,
    ) -> Result<Body, BinaryReaderError> {
        let place = |offset: u64| u32::try_from(offset).unwrap_or(u32::MAX);
        let range = body.range();
        self.refs.found.clear();
        let mut hasher = DefaultHasher::new();
        for local in body.get_locals_reader()? {
            local?.hash(&mut hasher);
        }
        let mut calls = Vec::new();
        let mut histogram = [0_u16; KINDS];
        let mut operators = body.get_operators_reader()?;
        let mut before = None;
        while !operators.eof() {
            let operator = operators.read()?;
            match &operator {
                Operator::Call { function_index } | Operator::ReturnCall { function_index } => {
                    calls.push(*function_index);
                }
                Operator::CallIndirect {
                    type_index,
                    table_index,
                }
                | Operator::ReturnCallIndirect {
                    type_index,
                    table_index,
                } => self.refs.found.push(Ref::Slot {
                    table: *table_index,
                    ty: *type_index,
                    place: before,
                }),
                _ => {}
            }
            before = match &operator {
                Operator::I32Const { value } => Some(value.cast_unsigned()),
                _ => None,
            };
            // A `Slot` notes the table already.
            self.refs.by_places = matches!(
                operator,
                Operator::CallIndirect { .. } | Operator::ReturnCallIndirect { .. }
            );
            let instruction = match self.refs.instruction(operator) {
                Ok(instruction) => instruction,
                Err(Error::ParseError(error)) => return Err(error),
                // An instruction that can be read and not written counts as a kind of its
                // own.
                Err(_) => Instruction::Unreachable,
            };
            self.scratch.clear();
            instruction.encode(&mut self.scratch);
            let kind = usize::from(self.scratch[0]) % KINDS;
            histogram[kind] = histogram[kind].saturating_add(1);
            hasher.write(&self.scratch);
            self.refs.hash_into(&mut hasher);
        }
        let mut refs = self.refs.found.clone();
        refs.sort_unstable();
        refs.dedup();
        let signature = ty.and_then(|ty| self.refs.types.get(ty as usize));
        let signature = signature.copied().unwrap_or_default();
        signature.hash(&mut hasher);
        Ok(Body {
            part,
            range: place(range.start)..place(range.end),
            refs,
            shape: hasher.finish(),
            signature,
            calls,
            histogram,
        })
    }
}

/// Collects references. It also replaces the indices of instructions that tell nothing
/// about what the code does.
#[derive(Default)]
pub(super) struct References {
    found: Vec<Ref>,
    /// The hash of each type.
    types: Vec<u64>,
    /// Constants that may be addresses.
    addresses: Range<u64>,
    /// `true` if references to tables are left out.
    by_places: bool,
    /// The references of the last instruction, in a form that does not depend on indices.
    tokens: Vec<u64>,
}

impl References {
    /// Returns the references of a constant expression.
    pub(super) fn of(value: &ConstExpr<'_>) -> Result<Vec<Ref>, BinaryReaderError> {
        let mut references = Self::default();
        let mut operators = value.get_operators_reader();
        while !operators.eof() {
            if let Err(Error::ParseError(error)) = references.instruction(operators.read()?) {
                return Err(error);
            }
        }
        Ok(references.found)
    }

    fn hash_into(&mut self, hasher: &mut DefaultHasher) {
        for token in self.tokens.drain(..) {
            token.hash(hasher);
        }
    }

    /// Notes a reference whose index stays in the code.
    fn keep(&mut self, one: Ref, index: u32) -> u32 {
        self.found.push(one);
        index
    }

    fn may_be_address(&self, value: u64) -> bool {
        self.addresses.contains(&value)
    }
}

impl Reencode for References {
    type Error = Infallible;

    fn function_index(&mut self, index: u32) -> Result<u32, Error> {
        self.found.push(Ref::Function(index));
        Ok(0)
    }

    fn type_index(&mut self, index: u32) -> Result<u32, Error> {
        self.found.push(Ref::Type(index));
        let known = self.types.get(index as usize);
        self.tokens.push(known.copied().unwrap_or_default());
        Ok(0)
    }

    fn table_index(&mut self, index: u32) -> Result<u32, Error> {
        if self.by_places {
            return Ok(index);
        }
        Ok(self.keep(Ref::Table(index), index))
    }

    fn memory_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(self.keep(Ref::Memory(index), index))
    }

    fn global_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(self.keep(Ref::Global(index), index))
    }

    fn tag_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(self.keep(Ref::Tag(index), index))
    }

    fn element_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(self.keep(Ref::Element(index), index))
    }

    fn data_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(self.keep(Ref::Data(index), index))
    }

    fn mem_arg(&mut self, mut arg: MemArg) -> Result<wasm_encoder::MemArg, Error> {
        if self.may_be_address(arg.offset) {
            let address = u32::try_from(arg.offset).unwrap_or(u32::MAX);
            self.found.push(Ref::Address(address));
            arg.offset = 0;
            self.tokens.push(u64::MAX);
        }
        utils::mem_arg(self, arg)
    }

    fn instruction<'a>(&mut self, operator: Operator<'a>) -> Result<Instruction<'a>, Error> {
        let operator = match operator {
            Operator::I32Const { value }
                if self.may_be_address(u64::from(value.cast_unsigned())) =>
            {
                self.found.push(Ref::Address(value.cast_unsigned()));
                self.tokens.push(u64::MAX);
                Operator::I32Const { value: 0 }
            }
            operator => operator,
        };
        utils::instruction(self, operator)
    }
}

/// Returns a hash of each body together with the functions that it calls. Functions that
/// do the same have the same hash, whatever their names and places are.
pub(crate) fn refined(core: &Core<'_>) -> Vec<u64> {
    let imports: HashMap<u32, u64> = core
        .imports
        .iter()
        .filter(|import| import.kind == wasmparser::ExternalKind::Func)
        .map(|import| {
            let mut hasher = DefaultHasher::new();
            (import.module, import.name).hash(&mut hasher);
            (import.index, hasher.finish())
        })
        .collect();
    let bodies = core.bodies.iter().map(|body| {
        let mut hasher = DefaultHasher::new();
        body.shape.hash(&mut hasher);
        for call in &body.calls {
            let callee = core.body(*call).map(|body| body.shape);
            callee
                .or_else(|| imports.get(call).copied())
                .hash(&mut hasher);
        }
        hasher.finish()
    });
    bodies.collect()
}
