//! The traits that components implement and call.

use super::Functions;
use crate::guest::flat::Signature;
use crate::wit::names::{shouty, snake};

impl Functions<'_, '_> {
    pub(super) fn guest_trait(&mut self, signatures: &[Signature<'_>]) {
        let id = self.id();
        self.source.lines(&format!(
            "
/// The functions that a component implements to export `{id}`.
///
/// Values that are made with `call`, and the arguments, live until the call has
/// returned: that is the lifetime `'a`."
        ));
        self.source.open("pub trait Guest {");
        for signature in signatures {
            let function = signature.function;
            let name = snake(&function.name);
            if let (true, Some(ty)) = (signature.can_be_constant(), &function.result) {
                let ty = self.printer.abi(ty, "'static");
                self.source.gap();
                self.source.lines(&format!(
                    "/// The answer of [`{}`](Guest::{}) where it is the same for every
/// call: it is then put into the component's data, and no code is run for it.
const {}: Option<&'static {ty}> = None;",
                    function.name,
                    name,
                    shouty(&function.name)
                ));
            }
            self.source.gap();
            self.function_doc(function);
            let head = format!(
                "fn {name}<'a>(call: &'a Call{}){}",
                self.printer.params(function, "'a"),
                self.printer.returns(function)
            );
            let Some(ty) = function.result.filter(|_| signature.can_be_constant()) else {
                self.source.line(head + ";");
                continue;
            };
            // Where there is neither, it is an error once the component is built.
            let constant = shouty(&function.name);
            self.source.lines(&format!(
                "{head} {{
    let _ = call;
    let constant = *const {{
        match Self::{constant} {{
            Some(constant) => constant,
            None => panic!(\"write the function `{name}`, or give its answer as the constant `{constant}`\"),
        }}
    }};
    {}
}}",
                self.printer.view_of(&ty, "constant")
            ));
        }
        self.source.close("}");
    }

    pub(super) fn host_trait(&mut self, signatures: &[Signature<'_>]) {
        let id = self.id();
        self.source.lines(&format!(
            "
/// The functions that a component can call if it imports `{id}`.
///
/// `component!` makes a type that asks the host. In native tests another
/// implementation takes its place.
///
/// Answers of the host live until the call has returned: that is the
/// lifetime `'a`."
        ));
        self.source.open("pub trait Host {");
        for signature in signatures {
            let function = signature.function;
            self.source.gap();
            self.function_doc(function);
            self.source.line(format!(
                "fn {}<'a>(&self, call: &'a Call{}){};",
                snake(&function.name),
                self.printer.params(function, "'_"),
                self.printer.returns(function)
            ));
        }
        self.source.close("}");
    }
}
