//! The features that a component needs.

use wasmparser::{BinaryReaderError, WasmFeatures};

use super::validity::{Depth, validate};

/// Returns the features without which the component is not valid.
///
/// A feature that is a part of another one may stand for it. So the set is one of
/// the smallest, not the smallest; it only depends on the component.
///
/// # Errors
///
/// - It is not valid with all of them.
pub fn features(component: &[u8]) -> Result<WasmFeatures, BinaryReaderError> {
    validate(component, WasmFeatures::all(), Depth::Bodies)?;
    let mut needed = WasmFeatures::all();
    // Takes away all features at once that most components do without: each look
    // takes as long as validating does.
    for group in [
        WasmFeatures::all() - WasmFeatures::WASM3 - COMPONENTS,
        WasmFeatures::all() - WasmFeatures::WASM2 - COMPONENTS,
    ] {
        drop(component, &mut needed, group);
    }
    for feature in WasmFeatures::all().iter() {
        drop(component, &mut needed, feature);
    }
    Ok(needed)
}

/// The features that no component can do without.
const COMPONENTS: WasmFeatures = WasmFeatures::COMPONENT_MODEL;

fn drop(component: &[u8], needed: &mut WasmFeatures, group: WasmFeatures) {
    let fewer = *needed - group;
    if fewer != *needed && validate(component, fewer, Depth::Bodies).is_ok() {
        *needed = fewer;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> WasmFeatures {
        features(&wat::parse_str(text).unwrap()).unwrap()
    }

    #[test]
    fn an_empty_component_needs_components() {
        assert_eq!(of("(component)"), WasmFeatures::COMPONENT_MODEL);
    }

    #[test]
    fn what_is_used_is_needed() {
        let features = of(
            "(component (core module (memory 1) (func (param i32) local.get 0 i32.extend8_s drop)))",
        );
        assert!(features.contains(WasmFeatures::SIGN_EXTENSION));
        assert!(!features.contains(WasmFeatures::SIMD));
    }
}
