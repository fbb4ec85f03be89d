//! The features of WebAssembly that a module uses.

use std::cell::LazyCell;

use wasmparser::WasmFeatures;

use super::ModuleRefusal;
use super::functions;

/// The sets that tool chains aim at, smaller ones first. The first one that
/// suffices leaves few features to be tried one by one.
const USUAL: [WasmFeatures; 5] = [
    WasmFeatures::MVP,
    WasmFeatures::LIME1,
    WasmFeatures::WASM2,
    WasmFeatures::WASM3,
    WasmFeatures::all(),
];

/// Checks that `bytes` are a valid module, and finds a set of features of which
/// none can be taken away.
///
/// # Errors
/// When no set of features makes the module valid.
pub(crate) fn used(bytes: &[u8]) -> Result<WasmFeatures, ModuleRefusal> {
    valid(bytes)?;
    let mut features = USUAL
        .into_iter()
        .find(|features| validate(bytes, *features).is_ok())
        .unwrap_or(WasmFeatures::all());

    // Take away as many at once as possible: most of the unused ones go together,
    // and validation ends early at one that is used.
    let bits: Vec<u64> = (0..u64::BITS)
        .map(|bit| 1 << bit)
        .filter(|bit| features.bits() & bit != 0)
        .collect();
    let mut pending = vec![&bits[..]];
    while let Some(bits) = pending.pop() {
        let fewer = WasmFeatures::from_bits_retain(
            bits.iter().fold(features.bits(), |rest, bit| rest & !bit),
        );
        if validate(bytes, fewer).is_ok() {
            features = fewer;
        } else if bits.len() > 1 {
            let (low, high) = bits.split_at(bits.len() / 2);
            pending.extend([low, high]);
        }
    }
    Ok(features)
}

/// Checks that `bytes` are a valid module.
fn valid(bytes: &[u8]) -> Result<(), ModuleRefusal> {
    if wasmparser::Parser::is_component(bytes) {
        return Err(ModuleRefusal::at(
            "this is a component, not a core module",
            4,
        ));
    }
    validate(bytes, WasmFeatures::all())
}

/// Checks that `bytes` are a module that is valid with `features`.
pub(crate) fn validate(bytes: &[u8], features: WasmFeatures) -> Result<(), ModuleRefusal> {
    functions::each(bytes, features, |allocations, function| {
        let mut validator = function.check.into_validator(std::mem::take(allocations));
        validator.validate(&function.body)?;
        *allocations = validator.into_allocations();
        Ok(())
    })?;
    Ok(())
}

/// A pass that still gains something after so many turns works on input that was
/// made for that: its time would be quadratic in the length of the input.
const TURNS: usize = 16;

/// Repeats a pass until it comes to a fixpoint: it gains nothing on its own result.
///
/// # Errors
/// As `pass`, on the first turn. A later turn that fails is left out instead: the
/// gain of the turns before it stands.
pub(crate) fn until_fixpoint(
    input: &[u8],
    pass: impl Fn(&[u8]) -> Result<Vec<u8>, ModuleRefusal>,
) -> Result<Vec<u8>, ModuleRefusal> {
    iterate(input, pass).map(|iterated| iterated.bytes)
}

/// The result of repeating a pass.
pub(crate) struct Iterated {
    pub(crate) bytes: Vec<u8>,
    /// `true` if another turn would gain nothing.
    pub(crate) at_fixpoint: bool,
}

/// Does the same as [`until_fixpoint`], and tells whether it came to a fixpoint.
///
/// # Errors
/// As [`until_fixpoint`].
pub(crate) fn iterate(
    input: &[u8],
    pass: impl Fn(&[u8]) -> Result<Vec<u8>, ModuleRefusal>,
) -> Result<Iterated, ModuleRefusal> {
    valid(input)?;
    // Finding out takes a while, and nobody asks if the module cannot be made
    // smaller.
    let features = LazyCell::new(|| used(input));
    let mut bytes = input.to_vec();
    for _ in 0..TURNS {
        let at_fixpoint = true;
        let output = match pass(&bytes) {
            Ok(output) => output,
            Err(why) if bytes.len() == input.len() => return Err(why),
            Err(_) => return Ok(Iterated { bytes, at_fixpoint }),
        };
        if output.len() >= bytes.len() {
            return Ok(Iterated { bytes, at_fixpoint });
        }
        let features = (*features).as_ref().map_err(Clone::clone)?;
        validate(&output, *features).map_err(|why| {
            ModuleRefusal::new(format!("the smaller module would not be valid: {why}"))
        })?;
        bytes = output;
    }
    Ok(Iterated {
        bytes,
        at_fixpoint: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(text: &str) -> Vec<u8> {
        wat::parse_str(text).expect("text that parses")
    }

    #[test]
    fn features_are_those_that_are_used() {
        let features = |text| used(&module(text)).expect("a module");
        assert_eq!(features("(module)"), WasmFeatures::empty());
        assert_eq!(
            features("(module (func (param i32) (drop (i32.extend8_s (local.get 0)))))"),
            WasmFeatures::SIGN_EXTENSION
        );
        assert_eq!(
            features(r#"(module (global (export "g") (mut i32) (i32.const 0)))"#),
            WasmFeatures::MUTABLE_GLOBAL
        );
        let many =
            features("(module (memory i64 1) (memory 1) (func (result i32 v128) unreachable))");
        let expected = WasmFeatures::MEMORY64
            | WasmFeatures::MULTI_MEMORY
            | WasmFeatures::MULTI_VALUE
            | WasmFeatures::SIMD;
        assert_eq!(many, expected);
    }

    #[test]
    fn a_result_that_needs_more_or_is_not_valid_is_refused() {
        let input = module("(module (func (nop) (nop) (nop) (nop) (nop) (nop) (nop)))");
        for faulty in [
            "(module (func (drop (i32.extend8_s (i32.const 1)))))",
            "(module (func (i32.const 1)))",
        ] {
            let faulty = module(faulty);
            let said = until_fixpoint(&input, |_| Ok(faulty.clone()));
            let said = said.expect_err("a refusal").to_string();
            assert!(said.contains("would not be valid"), "{said}");
        }
        let fine = module("(module (func))");
        assert_eq!(
            until_fixpoint(&input, |_| Ok(fine.clone())),
            Ok(fine.clone())
        );
    }

    #[test]
    fn what_is_larger_is_not_taken() {
        let input = module("(module (func))");
        let larger = module("(module (func (nop)))");
        assert_eq!(until_fixpoint(&input, |_| Ok(larger.clone())), Ok(input));
    }
}
