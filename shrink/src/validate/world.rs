//! The imports and exports of a component.

use wasmparser::{BinaryReaderError, WasmFeatures};
use wit_component::{DecodedWasm, WitPrinter};

use super::shape;
use super::validity::{Depth, validate};
use crate::error::Refusal;
use greentic_untrusted::guarded;

/// The imports and exports of a component, in two independent forms.
#[derive(Debug)]
pub struct World {
    /// The world as WIT; `None` if WIT cannot say it.
    text: Option<String>,
    /// Every import and export with its structure, in order; names of types do
    /// not matter here, order and equality of resources do.
    shape: String,
    /// `true` if it is a WIT package in binary form, which runs nowhere.
    package: bool,
}

impl World {
    /// Returns the world of a component.
    ///
    /// # Errors
    ///
    /// - It is no valid component.
    pub fn of(component: &[u8]) -> Result<Self, BinaryReaderError> {
        let types = validate(component, WasmFeatures::all(), Depth::Types)?;
        let shape = shape::of(component, types.as_ref())?;
        let (text, package) = decode(component);
        Ok(Self {
            text,
            shape,
            package,
        })
    }

    /// Returns the world as WIT; `None` if WIT cannot say it.
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// Returns whether this is a WIT package in binary form.
    pub fn is_package(&self) -> bool {
        self.package
    }

    /// Checks that two worlds are the same in both directions.
    ///
    /// # Errors
    ///
    /// - They are not; the reason says where they part.
    pub fn same(&self, other: &Self) -> Result<(), Refusal> {
        if self.shape != other.shape {
            return Err(Refusal(format!(
                "the world of the result is another one: {}",
                parting(&self.shape, &other.shape)
            )));
        }
        match (&self.text, &other.text) {
            (Some(before), Some(after)) if before != after => Err(Refusal(format!(
                "the world of the result is another one in WIT: {}",
                parting(before, after)
            ))),
            (Some(_), None) => Err(Refusal::new(
                "the world of the result cannot be said in WIT",
            )),
            _ => Ok(()),
        }
    }
}

/// Returns the first line that differs.
fn parting(before: &str, after: &str) -> String {
    let (mut before, mut after) = (before.lines(), after.lines());
    loop {
        match (before.next(), after.next()) {
            (None, None) => return "nothing".to_owned(),
            (first, second) if first == second => {}
            (first, second) => {
                let line = |line: Option<&str>| {
                    line.map_or("nothing".to_owned(), |line| format!("`{}`", line.trim()))
                };
                return format!("{} became {}", line(first), line(second));
            }
        }
    }
}

/// Returns the WIT of a component, and whether it is a package.
fn decode(component: &[u8]) -> (Option<String>, bool) {
    // The decoder asserts facts that hold of components that WIT can say. There are
    // others.
    let decoded = guarded(|| {
        let decoded = wit_component::decode(component).ok()?;
        let package = matches!(decoded, DecodedWasm::WitPackage(..));
        let others: Vec<_> = decoded
            .resolve()
            .packages
            .iter()
            .map(|(id, _)| id)
            .filter(|id| *id != decoded.package())
            .collect();
        let mut printer = WitPrinter::default();
        printer
            .print(decoded.resolve(), decoded.package(), &others)
            .ok()?;
        Some((printer.output.to_string(), package))
    });
    match decoded {
        Ok(Some((text, package))) => (Some(text), package),
        _ => (None, false),
    }
}
