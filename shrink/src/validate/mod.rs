//! Validation of a smaller form: it is valid with the features of the input, not
//! larger, and of the same world.
//!
//! The checks look at the bytes of the input and of the output, and know nothing of
//! the passes. They find a mistake of a pass in types, imports or exports, and then
//! the input is the result. They do not find a mistake in code that is still valid:
//! running both forms (`verify`) can do that.

mod features;
mod shape;
mod validity;
mod world;

pub use features::features;
pub use validity::{Depth, validate};
pub use world::World;

use wasmparser::WasmFeatures;

use crate::error::{Error, Refusal};

/// The requirements on an output.
#[derive(Debug)]
pub struct Requirements {
    size: usize,
    features: WasmFeatures,
    world: World,
}

impl Requirements {
    /// Returns the requirements on every smaller form of `input`.
    ///
    /// # Errors
    ///
    /// - [`Error::Malformed`] if it is no valid component.
    pub fn of(input: &[u8]) -> Result<Self, Error> {
        Ok(Self {
            size: input.len(),
            // Every host of components has these in any case.
            features: features(input)? | WasmFeatures::WASM1,
            world: World::of(input)?,
        })
    }

    /// Returns the world of the input.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Checks an output against the input. [`Depth::Types`] leaves out the bodies
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

    /// Checks an output against the input, whatever its size.
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

    /// Returns the reason why `output` is no form of [`INPUT`].
    fn fault(output: &str) -> String {
        let input = wat::parse_str(INPUT).unwrap();
        let requirements = Requirements::of(&input).unwrap();
        let output = wat::parse_str(output).unwrap();
        match requirements.check(&output, Depth::Bodies) {
            Ok(()) => "none".to_owned(),
            Err(refusal) => refusal.to_string(),
        }
    }

    #[test]
    fn the_same_without_padding_is_valid() {
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

    /// Returns an interface in which a function takes `ty`.
    fn interface(ty: &str) -> Vec<u8> {
        wat::parse_str(format!(
            r#"(component
                (core module $m
                    (memory (export "m") 1)
                    (func (export "r") (param i32 i32 i32 i32) (result i32) i32.const 0)
                    (func (export "f") (param i32 i32)))
                (core instance $i (instantiate $m))
                (type $text string)
                (func $f (param "x" {ty}) (canon lift (core func $i "f")
                    (memory (core memory $i "m")) (realloc (core func $i "r"))))
                (instance $e (export "text" (type $text)) (export "f" (func $f)))
                (export "a:b/c" (instance $e)))"#
        ))
        .unwrap()
    }

    #[test]
    fn a_name_of_a_type_that_is_gone_is_seen() {
        let requirements = Requirements::of(&interface("$text")).unwrap();
        let refusal = requirements
            .check(&interface("string"), Depth::Bodies)
            .unwrap_err();
        assert!(refusal.to_string().contains("in WIT"), "{refusal}");
        requirements
            .check(&interface("$text"), Depth::Bodies)
            .unwrap();
    }

    #[test]
    fn what_wit_cannot_say_is_held_to_its_structure() {
        let of = |ty: &str| {
            let text = format!(r#"(component (import "a" (core module (import "b" "c" {ty}))))"#);
            wat::parse_str(text).unwrap()
        };
        let requirements = Requirements::of(&of("(func (param i32))")).unwrap();
        let text = requirements.world().text().unwrap();
        assert!(!text.contains("import"), "{text}");
        requirements
            .check(&of("(func (param i32))"), Depth::Bodies)
            .unwrap();
        let refusal = requirements
            .check(&of("(func (param i64))"), Depth::Bodies)
            .unwrap_err();
        assert!(refusal.to_string().contains("world"), "{refusal}");
    }

    #[test]
    fn a_resource_in_place_of_another_is_seen() {
        let of = |handle: &str| {
            wat::parse_str(format!(
                r#"(component
                    (import "a" (type $a (sub resource)))
                    (import "b" (type $b (sub resource)))
                    (import "f" (func (param "x" (own {handle})))))"#
            ))
            .unwrap()
        };
        let requirements = Requirements::of(&of("$a")).unwrap();
        requirements.check(&of("$a"), Depth::Bodies).unwrap();
        assert!(requirements.check(&of("$b"), Depth::Bodies).is_err());
    }

    #[test]
    fn another_name_of_a_parameter_is_seen() {
        let fault = fault(&INPUT.replace(r#""x""#, r#""y""#));
        assert!(fault.contains("world"), "{fault}");
    }
}
