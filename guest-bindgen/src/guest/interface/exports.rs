//! The core functions that the host calls.

use wit_parser::Function;

use super::Functions;
use crate::guest::flat::{Signature, flatten};
use crate::guest::names::param as param_name;
use crate::guest::section::Direction;
use crate::guest::type_printer::Position;
use crate::wit::names::{shouty, snake};

impl Functions<'_, '_> {
    /// The core functions behind the exports.
    pub(super) fn exports(&mut self, signatures: &[Signature<'_>]) {
        self.source.lines(
            "
/// The core functions that the host calls. For the macros only.
#[doc(hidden)]
#[allow(unsafe_code, reason = \"takes values over the component's border\")]
#[allow(unused_qualifications, reason = \"names of the WIT must not be mistaken for ours\")]",
        );
        self.source.open("pub mod exports {");
        self.source
            .line("#[allow(unused_imports, reason = \"not every function needs all\")]");
        self.source.line("use super::*;");
        let largest = signatures
            .iter()
            .filter(|signature| signature.result_spills)
            .filter_map(|signature| signature.function.result.as_ref())
            .map(|ty| self.sizes.size(ty).size_wasm32())
            .max();
        if let Some(largest) = largest {
            self.source.lines(&format!(
                "
/// The place for the functions' results: only one function runs at a time.
#[cfg(target_family = \"wasm\")]
static RESULT: entry::ReturnArea<{largest}> = entry::ReturnArea::new();"
            ));
        }
        self.source.lines(
            "
/// The functions.
#[derive(Debug)]
pub struct Exports;
",
        );
        self.identity(Direction::Export);
        if signatures.is_empty() {
            self.source.close("}");
            return;
        }
        self.source.gap();
        self.source.open("impl Exports {");
        for signature in signatures {
            self.export(signature);
        }
        self.source.close("}");
        self.source.close("}");
    }

    pub(super) fn export(&mut self, signature: &Signature<'_>) {
        let function = signature.function;
        let printer = self.printer.inside();
        self.source.lines(&format!(
            "
/// `{}`.
///
/// # Safety
///
/// Called by the host, with what the canonical ABI lowers the arguments to.
#[cfg(target_family = \"wasm\")]",
            function.name
        ));
        self.source.lines(printer.layout(signature));
        self.source.open(format!(
            "pub unsafe fn {}<T_: Guest, const CALLS: bool>({}){} {{",
            snake(&function.name),
            export_params(signature),
            export_result(signature)
        ));
        if signature.can_be_constant() {
            self.source.lines(&format!(
                "if let Some(constant) = T_::{} {{
    return (&raw const *constant).cast();
}}",
                shouty(&function.name)
            ));
        }
        if signature.params_spill {
            let types: Vec<_> = function.params.iter().map(|param| &param.ty).collect();
            let borrows = types.iter().any(|ty| printer.borrows(ty));
            let generics = if borrows { "<'a>" } else { "" };
            self.source.line("#[repr(C)]");
            self.source.open(format!("struct CoreParams{generics} {{"));
            for param in &function.params {
                let ty = printer.abi(&param.ty, "'a");
                self.source
                    .line(format!("{}: {ty},", param_name(&param.name)));
            }
            self.source.close("}");
            self.spilled_layout(function);
        }
        self.source.lines(
            "// SAFETY: the host has just called this export, and nothing was done before.
let entry = unsafe { entry::Entry::<CALLS>::begin() };
let call = entry.call();",
        );
        let arguments = self.lifted_arguments(signature);
        let call = format!("T_::{}(call{arguments})", snake(&function.name));
        match &function.result {
            None => self.source.line(format!("{call};")),
            Some(ty) if signature.result_spills => {
                let result = printer.abi_of(ty, &call, Position::Result);
                let inner = result
                    .strip_prefix("Res::from(")
                    .and_then(|rest| rest.strip_suffix(')'));
                let (put, result) = match inner {
                    Some(inner) => ("put_result", inner),
                    None => ("put", &*result),
                };
                self.source.lines(&format!(
                    "let handler = || {result};
// SAFETY: only here, once a call, and before `entry` goes, which ends it.
unsafe {{ RESULT.{put}(handler) }}"
                ));
            }
            Some(ty) => {
                self.source.line(format!("let result = {call};"));
                // A result of one core value has no pointer in it, and so the
                // same form in both worlds but for `Result` itself.
                let mut statements = Vec::new();
                let flats = printer.lower(ty, "result", "flat", &mut statements);
                for statement in statements {
                    self.source.lines(&statement);
                }
                self.source.line(&flats[0]);
            }
        }
        self.source.close("}");
    }

    /// Statements that lift the arguments, and the expressions for them.
    pub(super) fn lifted_arguments(&mut self, signature: &Signature<'_>) -> String {
        let function = signature.function;
        let printer = self.printer.inside();
        let mut arguments = String::new();
        if signature.params_spill {
            let borrows = function
                .params
                .iter()
                .any(|param| printer.borrows(&param.ty));
            let generics = if borrows { "<'_>" } else { "" };
            self.source.lines(&format!(
                "// SAFETY: the host lowered the arguments of this call to there, for exactly
// these types.
let params: &CoreParams{generics} = unsafe {{ entry::spilled(call, address.cast()) }};"
            ));
            for param in &function.params {
                let place = format!("params.{}", param_name(&param.name));
                let value = printer.borrow(&param.ty, &place);
                arguments.push_str(&format!(", {value}"));
            }
            return arguments;
        }
        let mut index = 0;
        for param in &function.params {
            let count = flatten(printer.resolve, &param.ty).len();
            let flats: Vec<_> = (index..index + count)
                .map(|index| format!("p{index}"))
                .collect();
            index += count;
            let name = param_name(&param.name);
            let ty = printer.abi(&param.ty, "'_");
            let lifted = printer.lift(&param.ty, &flats);
            // The name may be one that is used here already.
            let name = format!("arg_{}", name.trim_start_matches("r#"));
            self.source.lines(&format!(
                "{}let {name}: {ty} = {lifted};",
                if lifted.contains("unsafe {") {
                    "// SAFETY: the host lowered a valid argument of exactly this type, which stays
// where it is until `entry` goes: that ends the call.\n"
                } else {
                    ""
                }
            ));
            arguments.push_str(&format!(", {}", printer.view_of(&param.ty, &name)));
        }
        arguments
    }

    /// Assertions about the tuple of parameters that lies in memory.
    pub(super) fn spilled_layout(&mut self, function: &Function) {
        let types = function.params.iter().map(|param| &param.ty);
        let info = self.sizes.record(types.clone());
        self.source.open("const _: () = {");
        self.source.line(format!(
            "assert!(core::mem::size_of::<CoreParams>() == {});",
            info.size.size_wasm32()
        ));
        for (param, (offset, _)) in function.params.iter().zip(self.sizes.field_offsets(types)) {
            self.source.line(format!(
                "assert!(core::mem::offset_of!(CoreParams, {}) == {});",
                param_name(&param.name),
                offset.size_wasm32()
            ));
        }
        self.source.close("};");
    }
}

/// The parameters of the core function.
pub(super) fn export_params(signature: &Signature<'_>) -> String {
    if signature.params_spill {
        return "address: *const u8".into();
    }
    let params: Vec<_> = signature
        .params
        .iter()
        .enumerate()
        .map(|(index, flat)| format!("p{index}: {}", flat.rust()))
        .collect();
    params.join(", ")
}

/// The result of the core function.
pub(super) fn export_result(signature: &Signature<'_>) -> String {
    match signature.result {
        _ if signature.result_spills => " -> *const u8".into(),
        Some(flat) => format!(" -> {}", flat.rust()),
        None => String::new(),
    }
}
