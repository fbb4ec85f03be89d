//! The calls of the host's functions.

use super::Functions;
use crate::guest::flat::Signature;
use crate::guest::names::param as param_name;
use crate::guest::section::Direction;
use crate::guest::type_printer::Position;
use crate::wit::names::snake;

impl Functions<'_, '_> {
    /// The calls of the host's functions.
    pub(super) fn imports(&mut self, signatures: &[Signature<'_>]) {
        let id = self.id();
        self.source.lines(
            "
/// Calls of the host. For the macros only.
#[doc(hidden)]
#[allow(unsafe_code, reason = \"takes values over the component's border\")]
#[allow(unused_qualifications, reason = \"names of the WIT must not be mistaken for ours\")]",
        );
        self.source.open("pub mod imports {");
        self.source
            .line("#[allow(unused_imports, reason = \"not every function needs all\")]");
        self.source.lines(&format!(
            "use super::*;

/// Asks the host, through `{id}`.
///
/// Only a component that says that it imports the interface has a value.
#[derive(Clone, Copy, Debug)]
pub struct Imported(());
"
        ));
        self.identity(Direction::Import);
        self.source.gap();
        self.source.open("impl Imported {");
        self.source.lines(
            "
/// Makes a value.
///
/// # Safety
///
/// The component has this type in a section for it, and its exports know
/// that it calls its host.
pub const unsafe fn declared() -> Self {
    Self(())
}",
        );
        self.source.close("}");
        if signatures.is_empty() {
            self.source.close("}");
            return;
        }
        self.source.lines(
            "
/// # Panics
///
/// Outside a component there is no host to ask: native tests pass a `Host` of
/// their own.
impl Host for Imported {",
        );
        self.source.indent();
        // The signatures of the trait, which stands one module further up.
        let printer = self.printer.inside();
        for (index, signature) in signatures.iter().enumerate() {
            let function = signature.function;
            if index > 0 {
                self.source.line("");
            }
            self.source.lines(printer.layout(signature));
            self.source.open(format!(
                "fn {}<'a>(&self, call: &'a Call{}){} {{",
                snake(&function.name),
                printer.params(function, "'_"),
                printer.returns(function)
            ));
            self.source.line("#[cfg(target_family = \"wasm\")]");
            self.source.open("{");
            self.import_body(signature, &id);
            self.source.close("}");
            let ignored: String = function
                .params
                .iter()
                .map(|param| format!(", {}", param_name(&param.name)))
                .collect();
            let ignored = if ignored.is_empty() {
                "call".to_owned()
            } else {
                format!("(call{ignored})")
            };
            self.source.lines(&format!(
                "#[cfg(not(target_family = \"wasm\"))]
{{
    let _ = {ignored};
    panic!(\"`{}` of {id} is answered by a component's host: pass a `Host` of your own here\")
}}",
                function.name
            ));
            self.source.close("}");
        }
        self.source.close("}");
        self.source.close("}");
    }

    pub(super) fn import_body(&mut self, signature: &Signature<'_>, id: &str) {
        let function = signature.function;
        let printer = self.printer.inside();
        let mut core_params: Vec<String> = if signature.params_spill {
            vec!["core_params: *const u8".into()]
        } else {
            signature
                .params
                .iter()
                .enumerate()
                .map(|(index, flat)| format!("p{index}: {}", flat.rust()))
                .collect()
        };
        if signature.result_spills {
            core_params.push("core_result: *mut u8".into());
        }
        let core_result = signature
            .result
            .map_or_else(String::new, |flat| format!(" -> {}", flat.rust()));
        self.source.lines(&format!(
            "#[link(wasm_import_module = \"{id}\")]
unsafe extern \"C\" {{
    #[link_name = \"{}\"]
    fn core_import({}){core_result};
}}",
            function.name,
            core_params.join(", ")
        ));
        self.source.line("let _ = call;");
        let mut arguments = Vec::new();
        if signature.params_spill {
            let borrows = function
                .params
                .iter()
                .any(|param| printer.borrows(&param.ty));
            self.source.line("#[repr(C)]");
            self.source.open(format!(
                "struct CoreParams{} {{",
                if borrows { "<'a>" } else { "" }
            ));
            for param in &function.params {
                let ty = printer.abi(&param.ty, "'a");
                self.source
                    .line(format!("{}: {ty},", param_name(&param.name)));
            }
            self.source.close("}");
            self.spilled_layout(function);
            self.source.open("let core_params = CoreParams {");
            for param in &function.params {
                let name = param_name(&param.name);
                let value = printer.abi_of(&param.ty, &name, Position::Param);
                if value == name {
                    self.source.line(format!("{name},"));
                } else {
                    self.source.line(format!("{name}: {value},"));
                }
            }
            self.source.close("};");
            arguments.push("(&raw const core_params).cast()".to_owned());
        } else {
            for (index, param) in function.params.iter().enumerate() {
                let mut statements = Vec::new();
                let flats = printer.lower(
                    &param.ty,
                    &param_name(&param.name),
                    &format!("flat{index}"),
                    &mut statements,
                );
                for statement in statements {
                    self.source.lines(&statement);
                }
                arguments.extend(flats);
            }
        }
        self.import_result(signature, arguments);
    }

    /// The call itself, and what becomes of its result.
    pub(super) fn import_result(&mut self, signature: &Signature<'_>, mut arguments: Vec<String>) {
        let function = signature.function;
        let printer = self.printer.inside();
        let Some(ty) = &function.result else {
            self.source.lines(&format!(
                "// SAFETY: the arguments are lowered as the canonical ABI has it.
unsafe {{ core_import({}) }}",
                arguments.join(", ")
            ));
            return;
        };
        if signature.result_spills {
            arguments.push("core_result.as_mut_ptr().cast()".into());
            let abi = printer.abi(ty, "'a");
            self.source.lines(&format!(
                "let mut core_result = core::mem::MaybeUninit::<{abi}>::uninit();
// SAFETY: the arguments are lowered as the canonical ABI has it, and there is
// room for the result.
unsafe {{ core_import({}) }};
// SAFETY: the host wrote a valid result there. What that points to is in the
// memory of the call, which lives for `'a`.
let core_value = unsafe {{ core_result.assume_init() }};
{}",
                arguments.join(", "),
                printer.view_of(ty, "core_value")
            ));
        } else {
            let lifted = printer.lift(ty, &["flat".into()]);
            self.source.lines(&format!(
                "// SAFETY: the arguments are lowered as the canonical ABI has it.
let flat = unsafe {{ core_import({}) }};
{}let core_value: {} = {lifted};
{}",
                arguments.join(", "),
                if lifted.contains("unsafe {") {
                    "// SAFETY: the host answers with the core value of a valid result.\n"
                } else {
                    ""
                },
                printer.abi(ty, "'a"),
                printer.view_of(ty, "core_value"),
            ));
        }
    }
}
