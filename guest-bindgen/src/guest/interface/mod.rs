//! The functions of an interface: a trait for components that export it, a
//! trait for those that import it, the core functions between both and the
//! host, and the macros that put them into a component.

mod exports;
mod functions;
mod imports;
mod macros;
mod traits;

use wit_parser::{Function, SizeAlign};

use super::flat::Signature;
use super::names::param as param_name;
use super::source::Source;
use super::type_printer::{Position, TypePrinter};
use crate::{Error, Options};

/// Code for values that are nested deeper is not formatted: at 5 levels it takes
/// rustfmt a tenth of a second, at 8 twenty of them.
const MAX_FORMATTED_DEPTH: usize = 5;

/// Emits all that an interface with functions needs.
pub(crate) struct Functions<'a, 'r> {
    pub(crate) printer: TypePrinter<'r>,
    pub(crate) sizes: &'a SizeAlign,
    pub(crate) source: &'a mut Source,
    pub(crate) options: &'a Options,
}

impl Functions<'_, '_> {
    /// Emits what is needed to use the interface. One without functions is
    /// only spoken of: it gets no traits, and nothing to call.
    pub(crate) fn emit(&mut self) -> Result<(), Error> {
        let resolve = self.printer.resolve;
        let functions = &resolve.interfaces[self.printer.interface].functions;
        let signatures: Vec<_> = functions
            .values()
            .map(|function| Signature::new(resolve, function))
            .collect();
        if !signatures.is_empty() {
            self.guest_trait(&signatures);
            self.host_trait(&signatures);
        }
        self.exports(&signatures);
        self.imports(&signatures);
        self.namesake();
        self.description();
        self.sections()?;
        self.export_macro(&signatures);
        self.import_macro(&signatures);
        Ok(())
    }

    /// Emits what the macros name, of an interface that is called as the module of that
    /// is: below a short path the interface stands in its place.
    fn namesake(&mut self) {
        if !self.options.in_the_guest() {
            return;
        }
        let resolve = self.printer.resolve;
        let name = resolve.interfaces[self.printer.interface].name.as_deref();
        let holder = match name {
            Some("exports") => "exports::Exports",
            Some("imports") => "imports::Imported",
            _ => return,
        };
        self.source
            .lines(&format!("\n#[doc(hidden)]\npub use {holder};"));
    }

    fn id(&self) -> String {
        self.printer
            .resolve
            .id_of(self.printer.interface)
            .unwrap_or_default()
    }

    /// A name for items that must be told apart from those of all others.
    fn unique(&self) -> String {
        let revision = match &self.options.revision {
            Some(revision) => format!("rev_{revision}_"),
            None => String::new(),
        };
        (revision + &self.id())
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
            .collect()
    }

    fn function_doc(&mut self, function: &Function) {
        self.source.doc(
            &function.docs,
            &format!("The WIT function `{}`.", function.name),
        );
        self.source.stability(&function.stability);
    }
}

impl TypePrinter<'_> {
    /// Returns what stands before the code of a function: where values are
    /// nested deeply it is left as it is, as the time that rustfmt takes to lay it
    /// out doubles with every level.
    fn layout(&self, signature: &Signature<'_>) -> &'static str {
        let flat = !signature.params_spill;
        let params = signature.function.params.iter();
        let params = params.map(|param| self.depth(&param.ty, flat));
        let result = signature.function.result.iter();
        let mut depths = params.chain(result.map(|ty| self.depth(ty, false)));
        if depths.any(|depth| depth > MAX_FORMATTED_DEPTH) {
            "#[rustfmt::skip]"
        } else {
            ""
        }
    }

    /// Writes `, name: type` for each parameter, as seen from where the
    /// signature stands.
    fn params(&self, function: &Function, lifetime: &str) -> String {
        function
            .params
            .iter()
            .map(|param| {
                let ty = self.view(&param.ty, lifetime, Position::Param);
                format!(", {}: {ty}", param_name(&param.name))
            })
            .collect()
    }

    /// Writes the result's type, with the arrow before it.
    fn returns(&self, function: &Function) -> String {
        function.result.as_ref().map_or_else(String::new, |ty| {
            format!(" -> {}", self.view(ty, "'a", Position::Result))
        })
    }
}
