//! Work that is done function by function.

use std::num::NonZero;
use std::thread;

use wasmparser::{
    FuncToValidate, FuncValidatorAllocations, FunctionBody, Parser, ValidPayload, Validator,
    ValidatorResources, WasmFeatures,
};

use super::Refusal;

/// Less code than this is done before another thread has begun.
const SHARE: u64 = 256 << 10;

/// A function that is defined in a module.
pub(crate) struct Defined<'a> {
    /// Its place among them.
    pub(crate) place: u32,
    /// Its locals and code.
    pub(crate) body: FunctionBody<'a>,
    /// Validates it.
    pub(crate) check: FuncToValidate<ValidatorResources>,
}

impl Defined<'_> {
    fn bytes(&self) -> u64 {
        let range = self.body.range();
        range.end - range.start
    }
}

/// Does `work` with every function that a module defines, on as many threads as
/// there are cores for. What it gives is in the order of the functions, and so
/// is the error: that of the first function with one.
///
/// # Errors
/// When the module around the functions is not valid, or as `work`.
pub(crate) fn each<'a, R: Send>(
    bytes: &'a [u8],
    work: impl Fn(Defined<'a>, &mut FuncValidatorAllocations) -> Result<R, Refusal> + Sync,
) -> Result<Vec<R>, Refusal> {
    let functions = functions(bytes)?;
    let all: u64 = functions.iter().map(Defined::bytes).sum();
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = (all / SHARE).clamp(1, cores as u64);
    let work = &work;
    let run = |share: Vec<Defined<'a>>| {
        let mut allocations = FuncValidatorAllocations::default();
        let done = share.into_iter().map(|one| work(one, &mut allocations));
        done.collect::<Result<Vec<R>, Refusal>>()
    };
    let mut shares = shares(functions, all.div_ceil(threads));
    let own = shares.pop().unwrap_or_default();
    let mut results: Vec<_> = thread::scope(|scope| {
        let others: Vec<_> = shares
            .into_iter()
            .map(|share| scope.spawn(|| run(share)))
            .collect();
        let own = run(own);
        let mut results: Vec<_> = others
            .into_iter()
            .map(|other| {
                other
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
            .collect();
        results.push(own);
        results
    });
    let mut done = Vec::new();
    for result in results.drain(..) {
        done.extend(result?);
    }
    Ok(done)
}

/// Validates a module and collects its functions, which are not validated yet.
fn functions(bytes: &[u8]) -> Result<Vec<Defined<'_>>, Refusal> {
    let mut validator = Validator::new_with_features(WasmFeatures::all());
    let mut functions = Vec::new();
    for payload in Parser::new(0).parse_all(bytes) {
        if let ValidPayload::Func(check, body) = validator.payload(&payload?)? {
            let place = super::space::index(functions.len());
            functions.push(Defined { place, body, check });
        }
    }
    Ok(functions)
}

/// Functions in shares of about so many bytes, in their order.
fn shares(functions: Vec<Defined<'_>>, bytes: u64) -> Vec<Vec<Defined<'_>>> {
    let mut shares = vec![Vec::new()];
    let mut sum = 0;
    for function in functions {
        if sum >= bytes {
            shares.push(Vec::new());
            sum = 0;
        }
        sum += function.bytes();
        if let Some(last) = shares.last_mut() {
            last.push(function);
        }
    }
    shares
}
