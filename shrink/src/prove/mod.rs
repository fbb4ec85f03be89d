//! Proof that a smaller form is the same component.
//!
//! The proof looks at bytes alone, the input's and the output's, and knows
//! nothing of the passes: whatever a pass did wrong is seen here, and then the
//! input is what comes back.

mod features;
mod shape;
mod validity;
mod world;

pub use features::features;
pub use validity::{Depth, validate};
pub use world::World;

use wasmparser::WasmFeatures;

use crate::error::{Error, Refusal};

/// What an output must come up to.
#[derive(Debug)]
pub struct Proof {
    size: usize,
    features: WasmFeatures,
    world: World,
}

impl Proof {
    /// What every smaller form of `input` must come up to.
    ///
    /// # Errors
    ///
    /// - [`Error::Malformed`] if it is no valid component.
    pub fn of(input: &[u8]) -> Result<Self, Error> {
        Ok(Self {
            size: input.len(),
            // What every host of components has in any case.
            features: features(input)? | WasmFeatures::WASM1,
            world: World::of(input)?,
        })
    }

    /// The world of the input.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Holds an output against the input. [`Depth::Types`] leaves out the bodies
    /// of core functions.
    ///
    /// # Errors
    ///
    /// - It is larger.
    /// - It is not valid, or takes a feature that the input did without.
    /// - Its world is another one.
    pub fn check(&self, output: &[u8], depth: Depth) -> Result<(), Refusal> {
        if output.len() > self.size {
            return Err(Refusal(format!(
                "the result is larger, {} bytes instead of {}",
                output.len(),
                self.size
            )));
        }
        self.check_sameness(output, depth)
    }

    /// The same, whatever the size.
    ///
    /// # Errors
    ///
    /// - It is not valid, or takes a feature that the input did without.
    /// - Its world is another one.
    pub fn check_sameness(&self, output: &[u8], depth: Depth) -> Result<(), Refusal> {
        validate(output, self.features, depth).map_err(|error| {
            Refusal(format!(
                "the result is not valid with the features of the input: {error}"
            ))
        })?;
        let world = World::of(output)?;
        self.world.same(&world)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INPUT: &str = r#"(component
        (import "a" (func (param "x" u32)))
        (core module $m (func (export "f") (result i32) i32.const 1))
        (core instance $i (instantiate $m))
        (func (export "f") (result u32) (canon lift (core func $i "f")))
        (@custom "padding" "padding")
    )"#;

    /// What is wrong with `output` as a form of [`INPUT`].
    fn fault(output: &str) -> String {
        let input = wat::parse_str(INPUT).unwrap();
        let proof = Proof::of(&input).unwrap();
        let output = wat::parse_str(output).unwrap();
        match proof.check(&output, Depth::Bodies) {
            Ok(()) => "none".to_owned(),
            Err(refusal) => refusal.to_string(),
        }
    }

    #[test]
    fn the_same_without_padding_is_proven() {
        assert_eq!(
            fault(&INPUT.replace(r#"(@custom "padding" "padding")"#, "")),
            "none"
        );
    }

    #[test]
    fn more_bytes_are_seen() {
        let fault = fault(&INPUT.replace("padding", "padding-and-some-more"));
        assert!(fault.contains("larger"), "{fault}");
    }

    #[test]
    fn a_function_that_is_not_valid_is_seen() {
        let fault = fault(&INPUT.replace("i32.const 1", "i64.const 1"));
        assert!(fault.contains("not valid"), "{fault}");
    }

    #[test]
    fn a_feature_more_is_seen() {
        let with = INPUT
            .replace("padding", "p")
            .replace("i32.const 1", "i32.const 1 i32.extend8_s");
        let fault = fault(&with);
        assert!(fault.contains("not valid with the features"), "{fault}");
    }

    #[test]
    fn an_import_less_is_seen() {
        let fault = fault(&INPUT.replace(r#"(import "a" (func (param "x" u32)))"#, ""));
        assert!(fault.contains("world"), "{fault}");
    }

    #[test]
    fn an_export_of_another_type_is_seen() {
        let fault = fault(&INPUT.replace("(result u32)", "(result s32)"));
        assert!(fault.contains("world"), "{fault}");
    }

    #[test]
    fn another_name_of_a_parameter_is_seen() {
        let fault = fault(&INPUT.replace(r#""x""#, r#""y""#));
        assert!(fault.contains("world"), "{fault}");
    }
}
