//! Work that is done on each function.

use wasmparser::{
    FuncToValidate, FuncValidatorAllocations, FunctionBody, Parser, ValidPayload, Validator,
    ValidatorResources, WasmFeatures,
};

use super::ModuleRefusal;
use super::parallel;
use super::space::index;

/// A function that is defined in a module.
pub(crate) struct Defined<'a> {
    /// Its place among them.
    pub(crate) place: u32,
    /// Its locals and code.
    pub(crate) body: FunctionBody<'a>,
    /// Validates it.
    pub(crate) check: FuncToValidate<ValidatorResources>,
}

/// Does `work` with every function that a module defines. The results are in the
/// order of the functions. The error is that of the first function with one.
///
/// # Errors
/// When the module around the functions is not valid with these features, or as
/// `work`.
pub(crate) fn each<'a, R: Send>(
    bytes: &'a [u8],
    features: WasmFeatures,
    work: impl Fn(&mut FuncValidatorAllocations, Defined<'a>) -> Result<R, ModuleRefusal> + Sync,
) -> Result<Vec<R>, ModuleRefusal> {
    let mut validator = Validator::new_with_features(features);
    let mut functions = Vec::new();
    let mut parser = Parser::new(0);
    parser.set_features(features);
    for payload in parser.parse_all(bytes) {
        if let ValidPayload::Func(check, body) = validator.payload(&payload?)? {
            let place = index(functions.len());
            functions.push(Defined { place, body, check });
        }
    }
    let length = |function: &Defined<'_>| length(&function.body);
    parallel::map(functions, length, FuncValidatorAllocations::default, work)
}

/// Returns the size of the locals and the code of a function, in bytes.
pub(crate) fn length(body: &FunctionBody<'_>) -> u64 {
    body.range().end - body.range().start
}
