//! Definitions of the types of an interface.

use wit_parser::{
    Case, Enum, Flags, FlagsRepr, Record, SizeAlign, Type, TypeDefKind, TypeId, TypeOwner, Variant,
};

use super::flat::tag;
use super::names::{flag as flag_name, type_name};
use super::source::Source;
use super::type_printer::TypePrinter;
use crate::wit::names::{camel, snake};

/// Emits type definitions, with the assertions that hold their layout.
pub(crate) struct Types<'a, 'r> {
    pub(crate) printer: TypePrinter<'r>,
    pub(crate) sizes: &'a SizeAlign,
    pub(crate) source: &'a mut Source,
}

impl Types<'_, '_> {
    /// Emits the definition of a named type.
    pub(crate) fn define(&mut self, id: TypeId) {
        let resolve = self.printer.resolve;
        let def = &resolve.types[id];
        let wit = def.name.as_deref().unwrap_or_default();
        let name = type_name(wit);
        match &def.kind {
            TypeDefKind::Type(Type::Id(target)) if self.is_elsewhere(*target) => {
                let path = self.printer.path(*target);
                if path.ends_with(&format!("::{name}")) {
                    self.source.line(format!("pub use {path};"));
                } else {
                    self.source.line(format!("pub use {path} as {name};"));
                }
                return;
            }
            kind => {
                self.source.gap();
                self.source
                    .doc(&def.docs, &format!("The WIT {} `{wit}`.", kind.as_str()));
                self.source.stability(&def.stability);
            }
        }
        match &def.kind {
            TypeDefKind::Record(record) => self.record(&name, id, record),
            TypeDefKind::Variant(variant) => self.variant(&name, id, variant),
            TypeDefKind::Enum(cases) => self.enumeration(&name, cases),
            TypeDefKind::Flags(flags) => self.flags(&name, flags),
            // Options, lists and the like with a name, and plain aliases.
            _ => self.alias(&name, id),
        }
        if !matches!(
            def.kind,
            TypeDefKind::Type(_)
                | TypeDefKind::Option(_)
                | TypeDefKind::List(_)
                | TypeDefKind::Result(_)
                | TypeDefKind::Tuple(_)
        ) {
            self.layout(&name, id, &def.kind);
        }
    }

    fn is_elsewhere(&self, id: TypeId) -> bool {
        matches!(
            self.printer.resolve.types[id].owner,
            TypeOwner::Interface(owner) if owner != self.printer.interface
        )
    }

    fn generics(&self, id: TypeId) -> &'static str {
        if self.printer.borrows(&Type::Id(id)) {
            "<'a>"
        } else {
            ""
        }
    }

    fn derive(&mut self, id: TypeId, more: &str) {
        let eq = if self.printer.floats(&Type::Id(id)) {
            ""
        } else {
            ", Eq"
        };
        self.source.line(format!(
            "#[derive(Clone, Copy, Debug, PartialEq{eq}{more})]"
        ));
    }

    fn record(&mut self, name: &str, id: TypeId, record: &Record) {
        let default = if self.printer.has_default(&Type::Id(id)) {
            ", Default"
        } else {
            ""
        };
        self.derive(id, default);
        self.source.line("#[repr(C)]");
        self.source
            .open(format!("pub struct {name}{} {{", self.generics(id)));
        for field in &record.fields {
            self.source
                .doc(&field.docs, &format!("The WIT field `{}`.", field.name));
            let ty = self.printer.abi(&field.ty, "'a");
            self.source
                .line(format!("pub {}: {ty},", snake(&field.name)));
        }
        self.source.close("}");
        if !default.is_empty() {
            self.constant_default(name, id, record);
        }
    }

    /// A value to start from in constants, which cannot call `default`.
    fn constant_default(&mut self, name: &str, id: TypeId, record: &Record) {
        let generics = if self.generics(id).is_empty() {
            ""
        } else {
            "<'_>"
        };
        self.source.line("");
        self.source.open(format!("impl {name}{generics} {{"));
        self.source
            .doc_text("Has nothing in it: what `default` returns, for constants.");
        self.source.open("pub const DEFAULT: Self = Self {");
        for field in &record.fields {
            let value = self.printer.empty_abi(&field.ty);
            self.source
                .line(format!("{}: {value},", snake(&field.name)));
        }
        self.source.close("};");
        self.source.close("}");
    }

    fn variant(&mut self, name: &str, id: TypeId, variant: &Variant) {
        let tag = tag(variant.tag());
        self.derive(id, "");
        // Without any payload it is an enumeration, whose layout `repr(C, ..)`
        // has no name for.
        let c = if variant.cases.iter().any(|case| case.ty.is_some()) {
            "C, "
        } else {
            ""
        };
        self.source.line(format!("#[repr({c}{tag})]"));
        self.source
            .open(format!("pub enum {name}{} {{", self.generics(id)));
        for case in &variant.cases {
            self.source
                .doc(&case.docs, &format!("The WIT case `{}`.", case.name));
            match &case.ty {
                Some(ty) => {
                    let ty = self.printer.abi(ty, "'a");
                    self.source.line(format!("{}({ty}),", camel(&case.name)));
                }
                None => self.source.line(format!("{},", camel(&case.name))),
            }
        }
        self.source.close("}");
        self.outcome(name, id, variant);
    }

    /// A variant that is a result in all but its type gets the conversion from
    /// `Result`, so that handlers can use `?`.
    fn outcome(&mut self, name: &str, id: TypeId, variant: &Variant) {
        let [
            Case {
                name: ok,
                ty: Some(ok_ty),
                ..
            },
            Case {
                name: err,
                ty: Some(err_ty),
                ..
            },
        ] = variant.cases.as_slice()
        else {
            return;
        };
        if !is_outcome(variant) {
            return;
        }
        let generics = self.generics(id);
        let (ok_ty, err_ty) = (
            self.printer.abi(ok_ty, "'a"),
            self.printer.abi(err_ty, "'a"),
        );
        let (ok, err) = (camel(ok), camel(err));
        if !generics.is_empty() {
            // Anything that becomes the payload will do: `&str` for a string.
            self.source.lines(&format!(
                "
impl<'a, T_: Into<{ok_ty}>, E_: Into<{err_ty}>> From<Result<T_, E_>> for {name}<'a> {{
    fn from(result: Result<T_, E_>) -> Self {{
        match result {{
            Ok(value) => Self::{ok}(value.into()),
            Err(error) => Self::{err}(error.into()),
        }}
    }}
}}"
            ));
            return;
        }
        self.source.lines(&format!(
            "
impl From<Result<{ok_ty}, {err_ty}>> for {name} {{
    fn from(result: Result<{ok_ty}, {err_ty}>) -> Self {{
        match result {{
            Ok(value) => Self::{ok}(value),
            Err(error) => Self::{err}(error),
        }}
    }}
}}"
        ));
    }

    fn enumeration(&mut self, name: &str, cases: &Enum) {
        self.source
            .line("#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]");
        self.source.line(format!("#[repr({})]", tag(cases.tag())));
        self.source.open(format!("pub enum {name} {{"));
        for case in &cases.cases {
            self.source
                .doc(&case.docs, &format!("The WIT case `{}`.", case.name));
            self.source.line(format!("{},", camel(&case.name)));
        }
        self.source.close("}");
    }

    fn flags(&mut self, name: &str, flags: &Flags) {
        let int = match flags.repr() {
            FlagsRepr::U8 => "u8",
            FlagsRepr::U16 => "u16",
            FlagsRepr::U32(_) => "u32",
        };
        let all = (1_u64 << flags.flags.len()) - 1;
        self.source.line("#[derive(Clone, Copy, Default)]");
        self.source.line("#[repr(transparent)]");
        self.source.line(format!("pub struct {name}({int});"));
        self.source.line("");
        self.source.open(format!("impl {name} {{"));
        for (bit, flag) in flags.flags.iter().enumerate() {
            self.source.gap();
            self.source
                .doc(&flag.docs, &format!("The WIT flag `{}`.", flag.name));
            self.source.line(format!(
                "pub const {}: Self = Self(1 << {bit});",
                flag_name(&flag.name)
            ));
        }
        self.source.gap();
        self.source.doc_text("No flag.");
        self.source.line("pub const NONE: Self = Self(0);");
        self.source.gap();
        self.source.doc_text("Every flag.");
        self.source
            .line(format!("pub const ALL: Self = Self({all:#x});"));
        self.source.lines(&format!(
            "
/// The flags whose bits are set; the first one is the lowest bit. Bits that
/// stand for no flag are cut off.
pub const fn from_bits(bits: {int}) -> Self {{
    Self(bits & Self::ALL.0)
}}

/// One bit a flag, the first one the lowest.
pub const fn bits(self) -> {int} {{
    self.0 & Self::ALL.0
}}

/// Returns whether all of `flags` are set.
pub const fn contains(self, flags: Self) -> bool {{
    self.0 & flags.0 == flags.0
}}"
        ));
        self.source.close("}");
        self.source.lines(&format!(
            "
impl core::ops::BitOr for {name} {{
    type Output = Self;

    fn bitor(self, other: Self) -> Self {{
        Self(self.0 | other.0)
    }}
}}

impl PartialEq for {name} {{
    fn eq(&self, other: &Self) -> bool {{
        self.bits() == other.bits()
    }}
}}

impl Eq for {name} {{}}

impl core::fmt::Debug for {name} {{
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {{
        write!(f, \"{name}({{:#b}})\", self.bits())
    }}
}}"
        ));
    }

    fn alias(&mut self, name: &str, id: TypeId) {
        let resolve = self.printer.resolve;
        // Spelled by what it is: by its name it would be its own definition.
        let target = match &resolve.types[id].kind {
            TypeDefKind::Type(ty) => self.printer.abi(ty, "'a"),
            TypeDefKind::Option(ty) => format!("Opt<{}>", self.printer.abi(ty, "'a")),
            TypeDefKind::List(ty) => format!("List<'a, {}>", self.printer.abi(ty, "'a")),
            TypeDefKind::Result(result) => {
                let side = |ty: &Option<Type>| {
                    ty.map_or_else(|| "()".to_owned(), |ty| self.printer.abi(&ty, "'a"))
                };
                format!("Res<{}, {}>", side(&result.ok), side(&result.err))
            }
            TypeDefKind::Tuple(tuple) => {
                let members: Vec<_> = tuple
                    .types
                    .iter()
                    .map(|ty| self.printer.abi(ty, "'a"))
                    .collect();
                format!("Tuple{}<{}>", members.len(), members.join(", "))
            }
            _ => unreachable!("the others are defined by themselves"),
        };
        self.source
            .line(format!("pub type {name}{} = {target};", self.generics(id)));
    }

    /// Assertions that the Rust type has the canonical ABI's layout.
    fn layout(&mut self, name: &str, id: TypeId, kind: &TypeDefKind) {
        let ty = Type::Id(id);
        self.source.line("");
        self.source.line("#[cfg(target_arch = \"wasm32\")]");
        self.source.open("const _: () = {");
        self.source.line(format!(
            "assert!(size_of::<{name}>() == {});",
            self.sizes.size(&ty).size_wasm32()
        ));
        self.source.line(format!(
            "assert!(align_of::<{name}>() == {});",
            self.sizes.align(&ty).align_wasm32()
        ));
        if let TypeDefKind::Record(record) = kind {
            let offsets = self
                .sizes
                .field_offsets(record.fields.iter().map(|field| &field.ty));
            for (field, (offset, _)) in record.fields.iter().zip(offsets) {
                self.source.line(format!(
                    "assert!(core::mem::offset_of!({name}, {}) == {});",
                    snake(&field.name),
                    offset.size_wasm32()
                ));
            }
        }
        self.source.close("};");
    }
}

/// Returns whether a variant is a result in all but its type.
pub(crate) fn is_outcome(variant: &Variant) -> bool {
    match variant.cases.as_slice() {
        [ok, err] => {
            ok.name == "ok"
                && matches!(err.name.as_str(), "err" | "error")
                && ok.ty.is_some()
                && err.ty.is_some()
        }
        _ => false,
    }
}
