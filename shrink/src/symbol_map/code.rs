//! The functions of a core module, instruction by instruction.

use std::ops::Range;

use wasmparser::{BinaryReaderError, FunctionBody, Operator, Parser, Payload, TypeRef};

/// The code of a core module.
#[derive(Debug, Default)]
pub(super) struct CodeLayout {
    /// The offset of the content of the code section, from the beginning of the
    /// module. DWARF counts from there.
    pub(super) start: u32,
    /// The number of imported functions, which have the first indices.
    pub(super) imported: u32,
    /// The bodies of the functions that are not imported, from the beginning of the
    /// module.
    pub(super) bodies: Vec<Range<u32>>,
}

/// An instruction, as it is compared.
#[derive(Clone, Debug)]
pub(super) struct Instruction {
    /// The offset of its beginning, from the beginning of the module.
    pub(super) at: u32,
    /// The instruction without indices: those change when something else goes.
    pub(super) key: InstructionKey,
}

/// The key by which an instruction is compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum InstructionKey {
    /// A call of the function with this index.
    Call(u32),
    /// Any other instruction, as text.
    Other(String),
}

impl CodeLayout {
    /// Reads the outlines.
    ///
    /// # Errors
    ///
    /// - The module cannot be parsed.
    pub(super) fn read(module: &[u8]) -> Result<Self, BinaryReaderError> {
        let mut code = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let ty = import?.ty;
                        code.imported +=
                            u32::from(matches!(ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                    }
                }
                Payload::CodeSectionStart {
                    unchecked_range, ..
                } => {
                    code.start = place(unchecked_range.start);
                }
                Payload::CodeSectionEntry(body) => {
                    let range = body.range();
                    code.bodies.push(place(range.start)..place(range.end));
                }
                _ => {}
            }
        }
        Ok(code)
    }

    /// Returns the body of a function by its index.
    pub(super) fn body(&self, function: u32) -> Option<Range<u32>> {
        let place = function.checked_sub(self.imported)?;
        self.bodies.get(place as usize).cloned()
    }

    /// Returns the instructions of a function; `None` if it has no body here.
    ///
    /// # Errors
    ///
    /// - They cannot be parsed.
    pub(super) fn instructions(
        &self,
        module: &[u8],
        function: u32,
    ) -> Result<Option<Vec<Instruction>>, BinaryReaderError> {
        let Some(range) = self.body(function) else {
            return Ok(None);
        };
        let Some(bytes) = module.get(range.start as usize..range.end as usize) else {
            return Ok(None);
        };
        let reader = wasmparser::BinaryReader::new(bytes, u64::from(range.start));
        let body = FunctionBody::new(reader);
        let mut instructions = Vec::new();
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            let (operator, at) = operators.read_with_offset()?;
            instructions.push(Instruction {
                at: place(at),
                key: instruction_key(&operator),
            });
        }
        Ok(Some(instructions))
    }
}

/// Returns an offset as a place in a module: modules have less than 4 GiB.
fn place(offset: u64) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

fn instruction_key(operator: &Operator<'_>) -> InstructionKey {
    let text = match operator {
        Operator::Call { function_index } => return InstructionKey::Call(*function_index),
        // Constants tell one place from another, and mostly stay what they are.
        Operator::I32Const { value } => format!("i32 {value}"),
        Operator::I64Const { value } => format!("i64 {value}"),
        operator => {
            // The name is the part before the braces, and memory accesses differ by
            // their offset.
            let text = format!("{operator:?}");
            let name = text.split([' ', '(']).next().unwrap_or_default();
            let offset = text.split_once("offset: ");
            let offset = offset.and_then(|(_, rest)| rest.split([',', ' ']).next());
            format!("{name} {}", offset.unwrap_or_default())
        }
    };
    InstructionKey::Other(text)
}
