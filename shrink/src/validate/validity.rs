//! The validity of components.

use wasmparser::types::Types;
use wasmparser::{
    BinaryReaderError, FuncValidatorAllocations, Parser, ValidPayload, Validator, WasmFeatures,
};

/// The depth of a validation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Not into the bodies of core functions, which take most of the time and
    /// which passes on components do not touch.
    Types,
    /// Everywhere.
    Bodies,
}

/// Returns the types of a component, if it is valid with nothing but `features`.
///
/// # Errors
///
/// - It is not; the error says where.
pub fn validate(
    component: &[u8],
    features: WasmFeatures,
    depth: Depth,
) -> Result<Types, BinaryReaderError> {
    let mut parser = Parser::new(0);
    parser.set_features(features);
    let mut validator = Validator::new_with_features(features);
    let mut allocations = FuncValidatorAllocations::default();
    let mut types = None;
    for payload in parser.parse_all(component) {
        match validator.payload(&payload?)? {
            // The last one is the outermost.
            ValidPayload::End(end) => types = Some(end),
            ValidPayload::Func(function, body) if depth == Depth::Bodies => {
                let mut function = function.into_validator(allocations);
                function.validate(&body)?;
                allocations = function.into_allocations();
            }
            ValidPayload::Func(..) | ValidPayload::Ok | ValidPayload::Parser(_) => {}
        }
    }
    types.ok_or_else(|| unfinished(component.len()))
}

/// Returns the error for an input without an end. The parser ends every input with
/// an error or an end, so this never happens.
fn unfinished(length: usize) -> BinaryReaderError {
    let nothing = wasmparser::BinaryReader::new(&[], length as u64).read_u8();
    match nothing {
        Err(error) => error,
        Ok(_) => unreachable!("there is no byte to read"),
    }
}
