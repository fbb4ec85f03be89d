//! The functions of an interface: a trait for components that export it, a
//! trait for those that import it, the core functions between both and the
//! host, and the macros that put them into a component.

mod exports;
mod imports;
mod macros;
mod traits;

use wit_parser::{Function, SizeAlign};

use crate::Error;
use crate::flat::Signature;
use crate::names::param as param_name;
use crate::source::Source;
use crate::spelling::{Place, Spelling};

/// Emits all that an interface with functions needs.
pub(crate) struct Functions<'a, 'r> {
    pub(crate) spelling: Spelling<'r>,
    pub(crate) sizes: &'a SizeAlign,
    pub(crate) source: &'a mut Source,
    /// The path of `greentic_guest` as seen from the generated code.
    pub(crate) runtime: &'a str,
}

impl Functions<'_, '_> {
    /// Emits everything for the functions of the interface.
    pub(crate) fn emit(&mut self) -> Result<(), Error> {
        let resolve = self.spelling.resolve;
        let functions = &resolve.interfaces[self.spelling.interface].functions;
        let signatures: Vec<_> = functions
            .values()
            .map(|function| Signature::new(resolve, function))
            .collect();
        self.guest_trait(&signatures);
        self.host_trait(&signatures);
        self.exports(&signatures);
        self.imports(&signatures);
        self.sections()?;
        self.export_macro(&signatures);
        self.import_macro(&signatures);
        Ok(())
    }

    fn id(&self) -> String {
        self.spelling
            .resolve
            .id_of(self.spelling.interface)
            .unwrap_or_default()
    }

    /// A name for items that must be told apart from those of all others.
    fn unique(&self) -> String {
        self.id()
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
            .collect()
    }

    /// `, name: type` for each parameter.
    fn params(&self, function: &Function, lifetime: &str) -> String {
        function
            .params
            .iter()
            .map(|param| {
                let ty = self.spelling.view(&param.ty, lifetime, Place::Param);
                format!(", {}: {ty}", param_name(&param.name))
            })
            .collect()
    }

    fn returns(&self, function: &Function) -> String {
        function.result.as_ref().map_or_else(String::new, |ty| {
            format!(" -> {}", self.spelling.view(ty, "'a", Place::Result))
        })
    }

    fn function_doc(&mut self, function: &Function) {
        self.source.doc(
            &function.docs,
            &format!("The WIT function `{}`.", function.name),
        );
    }

    /// Whether an answer can be a constant: nothing is asked, and the answer
    /// is read from memory.
    fn can_be_constant(signature: &Signature<'_>) -> bool {
        signature.function.params.is_empty() && signature.result_spills
    }
}
