//! A file, split into its parts.

use crate::core::{self, Body, Core};
use crate::error::Error;
use crate::model::Model;
use crate::names::{Aids, Names};
use crate::part::PartId;

/// A component or a core module whose code was read, with the names that are known.
///
/// ```
/// use greentic_size_model::{Aids, File, Kind};
///
/// let bytes = wat::parse_str(r#"(module (func $quote (export "f") nop))"#)?;
/// let file = File::read(&bytes, &Aids::none())?;
/// let mut parts = file.model().parts();
/// let (function, _) = parts.find(|(_, part)| part.kind == Kind::Function).unwrap();
/// assert_eq!(&*file.names().function(function).unwrap().name, "quote");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct File<'f> {
    bytes: &'f [u8],
    model: Model,
    cores: Vec<Core<'f>>,
    names: Names<'f>,
}

impl<'f> File<'f> {
    /// Reads a file, with what others know of it.
    ///
    /// # Errors
    ///
    /// - The bytes are no WebAssembly, cut off or damaged, code included; or those of a
    ///   twin are.
    pub fn read(bytes: &'f [u8], aids: &Aids<'f>) -> Result<Self, Error> {
        let model = Model::read(bytes)?;
        let cores = model
            .modules()
            .map(|module| core::read(&model, module, bytes));
        let cores: Vec<_> = cores.collect::<Result<_, _>>()?;
        let names = Names::of(&model, &cores, aids)?;
        Ok(Self {
            bytes,
            model,
            cores,
            names,
        })
    }

    /// Returns the bytes of the file.
    pub fn bytes(&self) -> &'f [u8] {
        self.bytes
    }

    /// Returns the parts.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Returns the names of functions.
    pub fn names(&self) -> &Names<'f> {
        &self.names
    }

    pub(crate) fn cores(&self) -> &[Core<'f>] {
        &self.cores
    }

    /// All functions that have code, with the module that they are in.
    pub(crate) fn bodies(&self) -> impl Iterator<Item = (&Core<'f>, &Body)> {
        self.cores
            .iter()
            .flat_map(|core| core.bodies.iter().map(move |body| (core, body)))
    }

    /// Returns the label of a part: its name, or else its kind.
    pub fn label(&self, part: PartId) -> String {
        let one = &self.model[part];
        if let Some(named) = self.names.function(part) {
            return named.name.to_string();
        }
        match &one.name {
            Some(name) => format!("{} {name}", one.kind.label()),
            None => format!("{} {}", one.kind.label(), one.index),
        }
    }
}
