//! Type sections, and the macros that put an interface into a component.

use wit_parser::{IndexSet, InterfaceId};

use super::Functions;
use super::exports::{export_params, export_result};
use crate::Error;
use crate::guest::flat::Signature;
use crate::guest::section;
use crate::wit::items::uses;
use crate::wit::names::{shouty, snake};

impl Functions<'_, '_> {
    /// Emits the description by which `component!` compares the interfaces of a component.
    pub(super) fn description(&mut self) {
        let resolve = self.printer.resolve;
        let package = |interface: InterfaceId| {
            let package = resolve.interfaces[interface].package;
            package.map(|package| resolve.packages[package].name.to_string())
        };
        let own = self.printer.interface;
        let uses = uses(resolve, own);
        let unchanged = &self.options.unchanged;
        let is_own = package(own).is_none_or(|own| !unchanged.contains(&own));
        let packages: IndexSet<_> = [own]
            .iter()
            .chain(&uses)
            .filter_map(|&interface| package(interface))
            .filter(|package| !is_own || !unchanged.contains(package))
            .collect();
        let revision = self.options.revision.as_deref().filter(|_| is_own);
        let quoted = |names: &mut dyn Iterator<Item = String>| {
            let names: Vec<_> = names.map(|name| format!("\"{name}\"")).collect();
            format!("&[{}]", names.join(", "))
        };
        let joints: Vec<_> = section::companions(resolve, own)
            .iter()
            .enumerate()
            .map(|(index, beside)| {
                format!(
                    "{}::__private::Joint {{ exports: {}, section: &EXPORT_TYPE_{index} }}",
                    self.options.runtime,
                    quoted(&mut beside.iter().filter_map(|&id| resolve.id_of(id))),
                )
            })
            .collect();
        self.source.lines(&format!(
            "
/// The description of the interface, which is compared where a component has several. For
/// the macros only.
#[doc(hidden)]
pub const INTERFACE: {}::__private::Interface = {}::__private::Interface {{
    id: \"{}\",
    revision: \"{}\",
    packages: {},
    uses: {},
    joints: &[{}],
}};",
            self.options.runtime,
            self.options.runtime,
            self.id(),
            revision.unwrap_or_default(),
            quoted(&mut packages.into_iter()),
            quoted(&mut uses.iter().filter_map(|&id| resolve.id_of(id))),
            joints.join(", "),
        ));
    }

    /// Emits what is said of one direction of the interface, of a type that
    /// nobody else can say it of.
    pub(super) fn identity(&mut self, direction: section::Direction) {
        let private = format!("{}::__private", self.options.runtime);
        let holder = holder(direction);
        let (_, name) = holder.split_once("::").unwrap_or(("", holder));
        self.source.lines(&format!(
            "
// SAFETY: made of the WIT, as the functions of this type are.
unsafe impl {private}::Generated for {name} {{
    const DIRECTION: {private}::Direction = {private}::Direction::{};
    const TAG: &'static str = \"{}\";
    const INTERFACE: {private}::Interface = INTERFACE;
    const TYPE: &'static [u8] = &{}_TYPE;
}}",
            title(direction),
            self.unique(),
            shouty(direction.verb()),
        ));
    }

    /// The type sections of both directions.
    pub(super) fn sections(&mut self) -> Result<(), Error> {
        for direction in section::DIRECTIONS {
            let bytes =
                section::encode(self.printer.resolve, self.printer.interface, direction, &[])?;
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
        let (resolve, own) = (self.printer.resolve, self.printer.interface);
        for (index, beside) in section::companions(resolve, own).iter().enumerate() {
            let bytes = section::encode(resolve, own, section::Direction::Export, beside)?;
            let names: Vec<_> = beside
                .iter()
                .filter_map(|&id| resolve.id_of(id))
                .map(|name| format!("`{name}`"))
                .collect();
            self.source.lines(&format!(
                "
/// The component type of exporting this interface beside
/// {}. For the macros only.
#[doc(hidden)]
#[rustfmt::skip]
pub const EXPORT_TYPE_{index}: [u8; {}] = *b\"\\
{}\";",
                names.join(", "),
                bytes.len(),
                section::literal(&bytes)
            ));
        }
        Ok(())
    }

    /// The item that carries a type section into the component.
    ///
    /// A plain `static`: `#[used]` would put a second copy into the data. It has
    /// a block of its own, so that what `component!` says about an interface
    /// that stands twice comes before what the compiler says about names.
    /// The name of the section has the crate's in it, because the linker puts
    /// sections of one name together, and two types are none.
    ///
    /// It comes from a type of this interface, which is asked for its tag: what an
    /// author calls an interface may be put together from several. And nothing
    /// gets into a component that does not say so, or nobody would compare it with
    /// the rest.
    pub(super) fn section_static(&self, direction: section::Direction) -> String {
        let verb = direction.verb();
        let private = self.private();
        let section = match direction {
            section::Direction::Export => {
                format!("{private}::export_type::<__Interface>(__GREENTIC_ONE_COMPONENT_PER_CRATE)")
            }
            section::Direction::Import => {
                format!("<__Interface as {private}::Generated>::TYPE")
            }
        };
        format!(
            "const _: () = {{
    use $root $(::$path)*::{} as __Interface;
    const _: () = {private}::admit::<__Interface>(
        __GREENTIC_ONE_COMPONENT_PER_CRATE,
        {private}::Direction::{},
        \"{}\",
    );
    #[allow(dead_code, reason = \"the linker reads it\")]
    #[cfg_attr(
        target_family = \"wasm\",
        unsafe(link_section = {private}::concat!(\"component-type:\", {private}::env!(\"CARGO_PKG_NAME\"), \":{verb}:{}\"))
    )]
    static TYPE: [u8; {{ {section}.len() }}] = {private}::array({section});
}};",
            holder(direction),
            title(direction),
            self.unique(),
            self.id(),
        )
    }

    /// Returns the path of the module with the items that only macros use.
    fn private(&self) -> String {
        if self.options.in_the_guest() {
            "$crate::__private".to_owned()
        } else {
            format!("{}::__private", self.options.runtime)
        }
    }

    pub(super) fn export_macro(&mut self, signatures: &[Signature<'_>]) {
        let needs = signatures.iter().any(|signature| {
            signature.params_spill
                || signature
                    .function
                    .params
                    .iter()
                    .any(|param| self.printer.borrows(&param.ty))
        });
        self.macro_head(section::Direction::Export, needs);
        if signatures.is_empty() {
            self.only_types(section::Direction::Export);
            return;
        }
        self.misused(
            "[]",
            "has functions: give them in braces, `export INTERFACE { name: handler }`, or name the type that answers them, `export INTERFACE => TYPE`",
        );
        self.function_arms(signatures);
        self.source
            .open("(@emit [$root:ident $(:: $path:ident)*] [$guest:ty]) => {");
        let section = self.section_static(section::Direction::Export);
        self.source.lines(&section);
        self.source.open("const _: () = {");
        // The author's path stays out of the unsafe blocks.
        self.source.lines(
            "#[cfg(target_family = \"wasm\")]
use $root $(::$path)*::exports::Exports as __Functions;",
        );
        let private = self.private();
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
    // SAFETY: called by the host, with these very arguments.
    unsafe {{ __Functions::{name}::<$guest, {{ {private}::calls(__GREENTIC_ONE_COMPONENT_PER_CRATE) }}>({}) }}
}}",
                self.id(),
                function.name,
                export_params(signature),
                export_result(signature),
                arguments.join(", ")
            ));
        }
        // Natively too: a component that lacks something is an error there.
        self.source.lines(
            "const fn __implements<T: $root $(::$path)*::Guest>() {}
__implements::<$guest>();",
        );
        self.source.close("};");
        self.source.close("};");
        self.macro_tail("export");
    }

    pub(super) fn import_macro(&mut self, signatures: &[Signature<'_>]) {
        let needs = signatures
            .iter()
            .filter_map(|signature| signature.function.result.as_ref())
            .any(|ty| self.printer.borrows(ty));
        self.macro_head(section::Direction::Import, needs);
        if signatures.is_empty() {
            self.only_types(section::Direction::Import);
            return;
        }
        self.misused(
            "[]",
            "has functions: say what to call them through, `import INTERFACE as NAME`",
        );
        self.source
            .open("(@emit [$root:ident $(:: $path:ident)*] [$host:ident]) => {");
        let section = self.section_static(section::Direction::Import);
        self.source.lines(&section);
        let id = self.id();
        self.source.lines(&format!(
            "/// Asks the host, through `{id}`.
#[allow(unreachable_pub, dead_code, reason = \"the author decides\")]
pub type $host = $root $(::$path)*::imports::Imported;

/// Asks the host, through `{id}`.
#[allow(unreachable_pub, dead_code, non_upper_case_globals, reason = \"the author decides\")]
// SAFETY: the section is above, and `__GREENTIC_ONE_COMPONENT_PER_CRATE` has it, which the exports ask.
pub const $host: $host = unsafe {{ $root $(::$path)*::imports::Imported::declared() }};",
        ));
        self.source.close("};");
        self.macro_tail("import");
    }

    /// The arms of an interface that has nothing but types.
    fn only_types(&mut self, direction: section::Direction) {
        let verb = direction.verb();
        let section = self.section_static(direction);
        self.source
            .open("(@emit [$root:ident $(:: $path:ident)*] []) => {");
        self.source.lines(&section);
        self.source.close("};");
        self.misused(
            "$name:tt",
            &format!("has no functions: write `{verb} INTERFACE` and nothing behind it"),
        );
        self.macro_tail(verb);
    }

    /// The arm for a statement that does not fit the interface.
    fn misused(&mut self, name: &str, advice: &str) {
        self.source.lines(&format!(
            "(@emit [$root:ident $(:: $path:ident)*] {name}) => {{
    ::core::compile_error!(\"component!: {} {advice}\");
}};",
            self.id()
        ));
    }

    pub(super) fn macro_head(&mut self, direction: section::Direction, needs_realloc: bool) {
        let verb = direction.verb();
        let answer = if needs_realloc { "@realloc" } else { "@plain" };
        let private = self.private();
        self.source.lines(&format!(
            "
#[doc(hidden)]
{}macro_rules! __greentic_{verb}_{} {{
    (@needs [$($callback:tt)*] $($state:tt)*) => {{
        $($callback)* {{ {answer} $($state)* }}
    }};
    (@interface [$root:ident $(:: $path:ident)*]) => {{{{
        use $root $(::$path)*::{} as __Interface;
        &<__Interface as {private}::Generated>::INTERFACE
    }}}};",
            if self.options.in_the_guest() {
                "#[macro_export]\n"
            } else {
                ""
            },
            self.unique(),
            holder(direction),
        ));
        self.source.indent();
    }

    pub(super) fn macro_tail(&mut self, verb: &str) {
        self.source.close("}");
        let visibility = if self.options.in_the_guest() {
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

/// Returns the direction's name in Rust.
const fn title(direction: section::Direction) -> &'static str {
    match direction {
        section::Direction::Export => "Export",
        section::Direction::Import => "Import",
    }
}

/// The type that has what is said of one direction of an interface.
const fn holder(direction: section::Direction) -> &'static str {
    match direction {
        section::Direction::Export => "exports::Exports",
        section::Direction::Import => "imports::Imported",
    }
}
