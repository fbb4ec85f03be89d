//! The functions of an interface: a trait for components that export it, a
//! trait for those that import it, the core functions between both and the
//! host, and the macros that put them into a component.

use wit_parser::{Function, SizeAlign};

use crate::Error;
use crate::flat::{Signature, flatten};
use crate::names::{param as param_name, shouty, snake};
use crate::section;
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

    fn guest_trait(&mut self, signatures: &[Signature<'_>]) {
        let id = self.id();
        self.source.lines(&format!(
            "
/// What a component that exports `{id}` implements.
///
/// What is made with `call`, and the arguments, live until the call has
/// returned: that is the lifetime `'a`."
        ));
        self.source.open("pub trait Guest {");
        for signature in signatures {
            let function = signature.function;
            let name = snake(&function.name);
            if let (true, Some(ty)) = (Self::can_be_constant(signature), &function.result) {
                let ty = self.spelling.abi(ty, "'static");
                self.source.lines(&format!(
                    "/// The answer of [`{}`](Guest::{}) where it is the same for every call:
/// it is then put into the component's data, and no code is run for it.
const {}: Option<&'static {ty}> = None;
",
                    function.name,
                    name,
                    shouty(&function.name)
                ));
            }
            self.function_doc(function);
            self.source.line(format!(
                "fn {name}<'a>(call: &'a Call{}){};",
                self.params(function, "'a"),
                self.returns(function)
            ));
            self.source.line("");
        }
        self.source.close("}");
    }

    fn host_trait(&mut self, signatures: &[Signature<'_>]) {
        let id = self.id();
        self.source.lines(&format!(
            "
/// What a component that imports `{id}` can call.
///
/// `component!` makes a type that asks the host. In native tests another
/// implementation takes its place.
///
/// What the host answers lives until the call has returned: that is the
/// lifetime `'a`."
        ));
        self.source.open("pub trait Host {");
        for signature in signatures {
            let function = signature.function;
            self.function_doc(function);
            self.source.line(format!(
                "fn {}<'a>(&self, call: &'a Call{}){};",
                snake(&function.name),
                self.params(function, "'_"),
                self.returns(function)
            ));
            self.source.line("");
        }
        self.source.close("}");
    }

    /// The core functions behind the exports.
    fn exports(&mut self, signatures: &[Signature<'_>]) {
        self.source.lines(
            "
/// The core functions that the host calls. For the macros only.
#[cfg(target_family = \"wasm\")]
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
/// Where the functions leave their results: only one runs at a time.
static RESULT: entry::ReturnArea<{largest}> = entry::ReturnArea::new();"
            ));
        }
        for signature in signatures {
            self.export(signature);
        }
        self.source.close("}");
    }

    fn export(&mut self, signature: &Signature<'_>) {
        let function = signature.function;
        let spelling = self.spelling.inside();
        self.source.lines(&format!(
            "
/// `{}`.
///
/// # Safety
///
/// Called by the host, with what the canonical ABI lowers the arguments to.",
            function.name
        ));
        self.source.open(format!(
            "pub unsafe fn {}<T: Guest>({}){} {{",
            snake(&function.name),
            export_params(signature),
            export_result(signature)
        ));
        if Self::can_be_constant(signature) {
            self.source.lines(&format!(
                "if let Some(constant) = T::{} {{
    return (&raw const *constant).cast();
}}",
                shouty(&function.name)
            ));
        }
        if signature.params_spill {
            let types: Vec<_> = function.params.iter().map(|param| &param.ty).collect();
            let borrows = types.iter().any(|ty| spelling.borrows(ty));
            let generics = if borrows { "<'a>" } else { "" };
            self.source.line("#[repr(C)]");
            self.source.open(format!("struct Params{generics} {{"));
            for param in &function.params {
                let ty = spelling.abi(&param.ty, "'a");
                self.source
                    .line(format!("{}: {ty},", param_name(&param.name)));
            }
            self.source.close("}");
            self.spilled_layout(function);
        }
        self.source.lines(
            "// SAFETY: the host has just called this export, with arguments that it
// lowered for exactly these types, and nothing was done before. They stay
// where they are until `entry` goes, which ends the call; the result is
// written before that, once.",
        );
        self.source.open("unsafe {");
        self.source.line("let entry = entry::Entry::begin();");
        self.source.line("let call = entry.call();");
        let arguments = self.lifted_arguments(signature);
        let call = format!("T::{}(call{arguments})", snake(&function.name));
        match &function.result {
            None => self.source.line(format!("{call};")),
            Some(ty) if signature.result_spills => {
                let result = spelling.abi_of(ty, &call, Place::Result);
                self.source.line(format!("RESULT.put(|| {result})"));
            }
            Some(ty) => {
                self.source.line(format!("let result = {call};"));
                // A result of one core value has no pointer in it, and so the
                // same form in both worlds but for `Result` itself.
                let mut statements = Vec::new();
                let flats = spelling.lower(ty, "result", "flat", &mut statements);
                for statement in statements {
                    self.source.lines(&statement);
                }
                self.source.line(&flats[0]);
            }
        }
        self.source.close("}");
        self.source.close("}");
    }

    /// Statements that lift the arguments, and the expressions for them.
    fn lifted_arguments(&mut self, signature: &Signature<'_>) -> String {
        let function = signature.function;
        let spelling = self.spelling.inside();
        let mut arguments = String::new();
        if signature.params_spill {
            let borrows = function
                .params
                .iter()
                .any(|param| spelling.borrows(&param.ty));
            let generics = if borrows { "<'_>" } else { "" };
            self.source.line(format!(
                "let params: &Params{generics} = entry::spilled(call, address.cast());"
            ));
            for param in &function.params {
                let place = format!("params.{}", param_name(&param.name));
                let value = spelling.lend(&param.ty, &place);
                arguments.push_str(&format!(", {value}"));
            }
            return arguments;
        }
        let mut index = 0;
        for param in &function.params {
            let count = flatten(spelling.resolve, &param.ty).len();
            let flats: Vec<_> = (index..index + count)
                .map(|index| format!("p{index}"))
                .collect();
            index += count;
            let name = param_name(&param.name);
            let ty = spelling.abi(&param.ty, "'_");
            let lifted = spelling.lift(&param.ty, &flats);
            // The name may be one that is used here already.
            let name = format!("arg_{}", name.trim_start_matches("r#"));
            self.source.line(format!("let {name}: {ty} = {lifted};"));
            arguments.push_str(&format!(", {}", spelling.view_of(&param.ty, &name)));
        }
        arguments
    }

    /// Assertions about the tuple of parameters that lies in memory.
    fn spilled_layout(&mut self, function: &Function) {
        let types = function.params.iter().map(|param| &param.ty);
        let info = self.sizes.record(types.clone());
        self.source.open("const _: () = {");
        self.source.line(format!(
            "assert!(core::mem::size_of::<Params>() == {});",
            info.size.size_wasm32()
        ));
        for (param, (offset, _)) in function.params.iter().zip(self.sizes.field_offsets(types)) {
            self.source.line(format!(
                "assert!(core::mem::offset_of!(Params, {}) == {});",
                param_name(&param.name),
                offset.size_wasm32()
            ));
        }
        self.source.close("};");
    }

    /// The calls of the host's functions.
    fn imports(&mut self, signatures: &[Signature<'_>]) {
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
#[derive(Clone, Copy, Debug, Default)]
pub struct Imported;

/// # Panics
///
/// Outside a component there is no host to ask: native tests pass a `Host` of
/// their own.
impl Host for Imported {{"
        ));
        self.source.indent();
        for (index, signature) in signatures.iter().enumerate() {
            let function = signature.function;
            if index > 0 {
                self.source.line("");
            }
            self.source.open(format!(
                "fn {}<'a>(&self, call: &'a Call{}){} {{",
                snake(&function.name),
                self.params(function, "'_"),
                self.returns(function)
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

    fn import_body(&mut self, signature: &Signature<'_>, id: &str) {
        let function = signature.function;
        let spelling = self.spelling.inside();
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
                .any(|param| spelling.borrows(&param.ty));
            self.source.line("#[repr(C)]");
            self.source.open(format!(
                "struct Params{} {{",
                if borrows { "<'a>" } else { "" }
            ));
            for param in &function.params {
                let ty = spelling.abi(&param.ty, "'a");
                self.source
                    .line(format!("{}: {ty},", param_name(&param.name)));
            }
            self.source.close("}");
            self.spilled_layout(function);
            self.source.open("let core_params = Params {");
            for param in &function.params {
                let name = param_name(&param.name);
                let value = spelling.abi_of(&param.ty, &name, Place::Param);
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
                let flats = spelling.lower(
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
    fn import_result(&mut self, signature: &Signature<'_>, mut arguments: Vec<String>) {
        let function = signature.function;
        let spelling = self.spelling.inside();
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
            let abi = spelling.abi(ty, "'a");
            self.source.lines(&format!(
                "let mut core_result = core::mem::MaybeUninit::<{abi}>::uninit();
// SAFETY: the arguments are lowered as the canonical ABI has it, and the
// host writes a valid result to where it is told. What that points to is in
// the memory of the call, which lives for `'a`.
let core_value = unsafe {{
    core_import({});
    core_result.assume_init()
}};
{}",
                arguments.join(", "),
                spelling.view_of(ty, "core_value")
            ));
        } else {
            let lifted = spelling.view_of(ty, "core_value");
            self.source.lines(&format!(
                "// SAFETY: the arguments are lowered as the canonical ABI has it, and the
// host answers with the core value of a valid result.
let core_value: {} = unsafe {{
    let flat = core_import({});
    {}
}};
{lifted}",
                spelling.abi(ty, "'a"),
                arguments.join(", "),
                spelling.lift(ty, &["flat".into()]),
            ));
        }
    }

    /// The type sections of both directions.
    fn sections(&mut self) -> Result<(), Error> {
        for direction in section::DIRECTIONS {
            let bytes = section::encode(self.spelling.resolve, self.spelling.interface, direction)?;
            self.source.lines(&format!(
                "
/// The component type of {}, for wit-component to read. For the
/// macros only.
#[doc(hidden)]
#[rustfmt::skip]
pub const {}_TYPE: [u8; {}] = *b\"\\
{}\";",
                direction.gerund(),
                shouty(direction.verb()),
                bytes.len(),
                section::literal(&bytes)
            ));
        }
        Ok(())
    }

    /// The item that carries a type section into the component.
    ///
    /// A plain `pub static`: `#[used]` would put a second copy into the data.
    /// The name of the section has the crate's in it, because the linker puts
    /// sections of one name together, and two types are none.
    fn section_static(&self, direction: section::Direction) -> String {
        let verb = direction.verb();
        format!(
            "#[doc(hidden)]
#[allow(non_upper_case_globals)]
#[cfg_attr(
    target_family = \"wasm\",
    unsafe(link_section = concat!(\"component-type:\", env!(\"CARGO_PKG_NAME\"), \":{verb}:{}\"))
)]
pub static __greentic_{verb}_{}: [u8; {{ $($path)*::{}_TYPE.len() }}] = $($path)*::{}_TYPE;",
            self.id(),
            self.unique(),
            shouty(verb),
            shouty(verb),
        )
    }

    fn export_macro(&mut self, signatures: &[Signature<'_>]) {
        let needs = signatures.iter().any(|signature| {
            signature.params_spill
                || signature
                    .function
                    .params
                    .iter()
                    .any(|param| self.spelling.borrows(&param.ty))
        });
        self.macro_head("export", needs);
        self.source.open("(@emit [$($path:tt)*] [$guest:ty]) => {");
        let section = self.section_static(section::Direction::Export);
        self.source.lines(&section);
        self.source.open("const _: () = {");
        self.source.lines(
            "const fn __implements<T: $($path)*::Guest>() {}
__implements::<$guest>();",
        );
        for signature in signatures {
            let function = signature.function;
            let name = snake(&function.name);
            let arguments: Vec<_> = if signature.params_spill {
                vec!["address".to_owned()]
            } else {
                (0..signature.params.len())
                    .map(|index| format!("p{index}"))
                    .collect()
            };
            self.source.lines(&format!(
                "#[cfg(target_family = \"wasm\")]
#[unsafe(export_name = \"{}#{}\")]
unsafe extern \"C\" fn {name}({}){} {{
    unsafe {{ $($path)*::exports::{name}::<$guest>({}) }}
}}",
                self.id(),
                function.name,
                export_params(signature),
                export_result(signature),
                arguments.join(", ")
            ));
        }
        self.source.close("};");
        self.source.close("};");
        self.macro_tail("export");
    }

    fn import_macro(&mut self, signatures: &[Signature<'_>]) {
        let needs = signatures
            .iter()
            .filter_map(|signature| signature.function.result.as_ref())
            .any(|ty| self.spelling.borrows(ty));
        self.macro_head("import", needs);
        self.source
            .open("(@emit [$($path:tt)*] [$host:ident]) => {");
        let section = self.section_static(section::Direction::Import);
        self.source.lines(&section);
        self.source.line("#[allow(unused_imports)]");
        self.source
            .line("pub use $($path)*::imports::Imported as $host;");
        self.source.close("};");
        self.macro_tail("import");
    }

    fn macro_head(&mut self, verb: &str, needs_realloc: bool) {
        let answer = if needs_realloc { "@realloc" } else { "@plain" };
        self.source.lines(&format!(
            "
#[doc(hidden)]
{}macro_rules! __greentic_{verb}_{} {{
    (@needs [$($callback:tt)*] $($state:tt)*) => {{
        $($callback)* {{ {answer} $($state)* }}
    }};",
            if self.runtime == "crate" {
                "#[macro_export]\n"
            } else {
                ""
            },
            self.unique()
        ));
        self.source.indent();
    }

    fn macro_tail(&mut self, verb: &str) {
        self.source.close("}");
        let visibility = if self.runtime == "crate" {
            "pub"
        } else {
            "pub(crate)"
        };
        self.source.lines(&format!(
            "#[doc(hidden)]
#[allow(unused_imports, reason = \"a component needs one direction\")]
{visibility} use __greentic_{verb}_{} as __{verb};",
            self.unique()
        ));
    }
}

/// The parameters of the core function.
fn export_params(signature: &Signature<'_>) -> String {
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
fn export_result(signature: &Signature<'_>) -> String {
    match signature.result {
        _ if signature.result_spills => " -> *const u8".into(),
        Some(flat) => format!(" -> {}", flat.rust()),
        None => String::new(),
    }
}
