//! The files of the bindings: one a package, with a module an interface.

use wit_parser::{Function, InterfaceId, PackageId, Type};

use super::types::doc;
use super::{Writer, directions};
use crate::Error;
use crate::wit::docs::for_rustdoc;
use crate::wit::names::snake;

impl Writer<'_> {
    /// Writes the file of a package.
    pub(super) fn package(&self, id: PackageId) -> Result<String, Error> {
        let wit = &self.resolve.packages[id];
        let mut text = String::new();
        let docs = wit.docs.contents.as_deref().unwrap_or_default();
        for line in for_rustdoc(docs).lines() {
            text += format!("//! {line}").trim_end();
            text += "\n";
        }
        text += &format!(
            "//!\n//! Generated from the WIT package `{}`. Do not edit.\n",
            wit.name
        );
        for &interface in wit.interfaces.values() {
            text += "\n";
            text += &self.interface(interface)?;
        }
        Ok(text)
    }

    fn interface(&self, id: InterfaceId) -> Result<String, Error> {
        let interface = &self.resolve.interfaces[id];
        let name = interface.name.as_deref().unwrap_or_default();
        let full = self.resolve.id_of(id).unwrap_or_default();
        let mut text = doc(&interface.docs, &format!("The WIT interface `{name}`."));
        text += &format!("///\n/// WIT: `{full}`.\npub mod {} {{\n", snake(name));
        let directions = directions(self.resolve, id)?;
        if !interface.types.is_empty() || !interface.functions.is_empty() {
            text += "#[allow(unused_imports, reason = \"not every interface needs all\")]\n\
                     use crate::runtime::prelude::*;\n\n";
        }
        text += &format!(
            "/// The name of the interface, as components have it.\n\
             pub const NAME: &str = \"{full}\";\n\n"
        );
        for &id in interface.types.values() {
            text += &self.define(id);
            text += "\n";
        }
        if directions.exported {
            text += "    guest! {\n";
            for function in interface.functions.values() {
                text += &self.exported(function);
            }
            text += "    }\n\n";
        }
        if directions.imported {
            text += "    host! {\n";
            for function in interface.functions.values() {
                text += &self.imported(function);
            }
            text += "    }\n";
        }
        Ok(text + "}\n")
    }

    /// A function in `guest!`.
    fn exported(&self, function: &Function) -> String {
        let field = snake(&function.name);
        let plain = field.trim_start_matches("r#");
        let names = format!("{field} {plain}_async call_{plain} call_{plain}_async");
        self.function(function, &names, |ty| self.borrowed(ty))
    }

    /// A function in `host!`.
    fn imported(&self, function: &Function) -> String {
        self.function(function, &snake(&function.name), |ty| self.owned(ty))
    }

    /// Formatted: rustfmt leaves alone what is in the braces of a macro.
    fn function(
        &self,
        function: &Function,
        names: &str,
        spell: impl Fn(&Type) -> String,
    ) -> String {
        let indent = " ".repeat(8);
        let docs = doc(
            &function.docs,
            &format!("The WIT function `{}`.", function.name),
        );
        let mut text: String = docs
            .lines()
            .map(|line| format!("{indent}{line}\n"))
            .collect();
        let params: Vec<_> = function
            .params
            .iter()
            .map(|param| format!("{}: {}", snake(&param.name), spell(&param.ty)))
            .collect();
        let result = function
            .result
            .map(|ty| self.owned(&ty))
            .unwrap_or_default();
        let head = format!("{indent}\"{}\" {names}", function.name);
        let line = format!("{head}({}) -> ({result});\n", params.join(", "));
        if line.len() <= 101 {
            text += &line;
        } else {
            text += &format!("{head}(\n");
            for param in params {
                text += &format!("{indent}    {param},\n");
            }
            text += &format!("{indent}) -> ({result});\n");
        }
        text
    }
}
