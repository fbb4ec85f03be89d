//! Which features of WebAssembly a module uses.

use wasmparser::{Validator, WasmFeatures};

use super::Refusal;

/// Sets that tool chains aim at, smaller ones first. Starting from the first
/// that suffices leaves few features to be tried one by one.
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
pub(crate) fn used(bytes: &[u8]) -> Result<WasmFeatures, Refusal> {
    if wasmparser::Parser::is_component(bytes) {
        return Err(Refusal::at("this is a component, not a core module", 4));
    }
    validate(bytes, WasmFeatures::all())?;
    let mut features = USUAL
        .into_iter()
        .find(|features| validate(bytes, *features).is_ok())
        .unwrap_or(WasmFeatures::all());

    // Take away as many at once as possible: of those that are not used most go
    // together, and validation ends early at one that is.
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

/// Checks that `bytes` are a module that is valid with `features`.
pub(crate) fn validate(bytes: &[u8], features: WasmFeatures) -> Result<(), Refusal> {
    Validator::new_with_features(features).validate_all(bytes)?;
    Ok(())
}

/// The smaller of the two: `output`, once it is known to be valid with what
/// `input` uses, or a copy of `input`.
///
/// # Errors
/// When `output` is smaller and not valid with the features of `input`.
pub(crate) fn smaller(input: &[u8], output: Vec<u8>) -> Result<Vec<u8>, Refusal> {
    if output.len() >= input.len() {
        return Ok(input.to_vec());
    }
    validate(&output, used(input)?)
        .map_err(|why| Refusal::new(format!("the smaller module would not be valid: {why}")))?;
    Ok(output)
}

/// Repeats a pass until it gains nothing, so that it gains nothing on its own
/// result either.
///
/// # Errors
/// As `pass`, on the first turn. Later turns are left out instead: what was
/// gained before them stands.
pub(crate) fn until_settled(
    input: &[u8],
    pass: impl Fn(&[u8]) -> Result<Vec<u8>, Refusal>,
) -> Result<Vec<u8>, Refusal> {
    let features = used(input)?;
    let mut best = input.to_vec();
    loop {
        let output = match pass(&best) {
            Ok(output) => output,
            Err(why) if best.len() == input.len() => return Err(why),
            Err(_) => return Ok(best),
        };
        if output.len() >= best.len() {
            return Ok(best);
        }
        validate(&output, features)
            .map_err(|why| Refusal::new(format!("the smaller module would not be valid: {why}")))?;
        best = output;
    }
}
