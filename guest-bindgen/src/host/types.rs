//! Rust for the types of an interface.

use wit_parser::{Docs, Record, Type, TypeDefKind, TypeId, TypeOwner};

use super::Writer;
use super::names::type_name;
use crate::wit::docs::for_rustdoc;
use crate::wit::names::{self, camel, snake};

/// `///` lines: what the WIT says, or `otherwise` where it says nothing.
pub(super) fn doc(docs: &Docs, otherwise: &str) -> String {
    let said = docs.contents.as_deref().map(str::trim);
    let text = said.filter(|text| !text.is_empty()).unwrap_or(otherwise);
    for_rustdoc(text)
        .lines()
        .map(|line| format!("/// {line}").trim_end().to_owned() + "\n")
        .collect()
}

/// Returns the part of a tenant's context that is for the host itself: until when an
/// answer is wanted, and on whose behalf.
fn tenant(name: &str, record: &Record) -> String {
    if name != "tenant-ctx" {
        return String::new();
    }
    let one_of = |word: &str, names: [&str; 2]| {
        let found = names
            .into_iter()
            .find(|name| record.fields.iter().any(|field| field.name == *name));
        found.map_or_else(String::new, |name| format!(" {word} {}", snake(name)))
    };
    one_of("until", ["deadline-ms", "deadline-unix-ms"])
        + &one_of("of", ["tenant", "tenant-id"])
        + &one_of("in", ["env", "env-id"])
}

impl Writer<'_> {
    /// The definition of a named type.
    pub(super) fn define(&self, id: TypeId) -> String {
        let def = &self.resolve.types[id];
        let wit = def.name.as_deref().unwrap_or_default();
        let name = type_name(wit);
        let docs = doc(
            &def.docs,
            &format!("The WIT {} `{wit}`.", def.kind.as_str()),
        );
        let derive = |more: &str, form: &str| {
            format!(
                "{docs}#[derive(Clone, Debug, PartialEq, {more}ComponentType, Lift, Lower)]\n#[component({form})]\n"
            )
        };
        match &def.kind {
            TypeDefKind::Type(Type::Id(target))
                if self.resolve.types[*target].owner != def.owner =>
            {
                let path = self.path(*target);
                let original = self.resolve.types[*target].name.as_deref();
                let original = type_name(original.unwrap_or_default());
                if original == name {
                    format!("pub use {path};\n")
                } else {
                    format!("pub use {path} as {name};\n")
                }
            }
            TypeDefKind::Record(record) => {
                let fields: String = record
                    .fields
                    .iter()
                    .map(|field| {
                        let rust = snake(&field.name);
                        let rename = if rust == field.name {
                            String::new()
                        } else {
                            format!("#[component(name = \"{}\")]\n", field.name)
                        };
                        let docs = doc(&field.docs, &format!("The WIT field `{}`.", field.name));
                        format!("{docs}{rename}pub {rust}: {},\n", self.owned(&field.ty))
                    })
                    .collect();
                let names = record.fields.iter().map(|field| snake(&field.name));
                let names = names.collect::<Vec<_>>().join(", ");
                let of = tenant(wit, record);
                format!(
                    "{}pub struct {name} {{\n{fields}}}\n\npayload! {{ record {name} {{ {names} }}{of} }}\n",
                    derive("", "record")
                )
            }
            TypeDefKind::Variant(variant) => {
                let cases: String = variant
                    .cases
                    .iter()
                    .map(|case| {
                        let payload = case
                            .ty
                            .map(|ty| format!("({})", self.owned(&ty)))
                            .unwrap_or_default();
                        format!(
                            "{}#[component(name = \"{}\")]\n{}{payload},\n",
                            doc(&case.docs, &format!("The WIT case `{}`.", case.name)),
                            case.name,
                            camel(&case.name)
                        )
                    })
                    .collect();
                let names = variant.cases.iter().map(|case| {
                    let payload = if case.ty.is_some() { "(value)" } else { "" };
                    format!("{}{payload}", camel(&case.name))
                });
                let names = names.collect::<Vec<_>>().join(", ");
                format!(
                    "{}pub enum {name} {{\n{cases}}}\n\npayload! {{ variant {name} {{ {names} }} }}\n",
                    derive("", "variant")
                )
            }
            TypeDefKind::Enum(cases) => {
                let cases: String = cases
                    .cases
                    .iter()
                    .map(|case| {
                        format!(
                            "{}#[component(name = \"{}\")]\n{},\n",
                            doc(&case.docs, &format!("The WIT case `{}`.", case.name)),
                            case.name,
                            camel(&case.name)
                        )
                    })
                    .collect();
                format!(
                    "{}#[repr(u8)]\npub enum {name} {{\n{cases}}}\n\npayload! {{ enum {name} }}\n",
                    derive("Eq, Copy, ", "enum")
                )
            }
            kind => format!("{docs}pub type {name} = {};\n", self.kind(kind)),
        }
    }

    /// The way from a module of an interface to a type of another one.
    fn path(&self, id: TypeId) -> String {
        let def = &self.resolve.types[id];
        let name = type_name(def.name.as_deref().unwrap_or_default());
        let owner = match def.owner {
            TypeOwner::Interface(owner) => &self.resolve.interfaces[owner],
            _ => unreachable!("interfaces take types from interfaces"),
        };
        let module = snake(owner.name.as_deref().unwrap_or_default());
        match owner.package {
            Some(package) => {
                let package = names::package(&self.resolve.packages[package].name);
                format!("super::super::{package}::{module}::{name}")
            }
            None => unreachable!("an interface with a name has a package"),
        }
    }

    /// A type that owns all that is in it.
    pub(super) fn owned(&self, ty: &Type) -> String {
        let primitive = match ty {
            Type::Bool => "bool",
            Type::U8 => "u8",
            Type::U16 => "u16",
            Type::U32 => "u32",
            Type::U64 => "u64",
            Type::S8 => "i8",
            Type::S16 => "i16",
            Type::S32 => "i32",
            Type::S64 => "i64",
            Type::F32 => "f32",
            Type::F64 => "f64",
            Type::Char => "char",
            Type::String => "String",
            Type::ErrorContext => unreachable!("refused by the scope check"),
            Type::Id(id) => {
                let def = &self.resolve.types[*id];
                return match &def.name {
                    Some(name) => type_name(name),
                    None => self.kind(&def.kind),
                };
            }
        };
        primitive.to_owned()
    }

    fn kind(&self, kind: &TypeDefKind) -> String {
        let side = |ty: &Option<Type>| ty.map_or_else(|| "()".to_owned(), |ty| self.owned(&ty));
        match kind {
            TypeDefKind::Type(ty) => self.owned(ty),
            TypeDefKind::Option(ty) => format!("Option<{}>", self.owned(ty)),
            TypeDefKind::List(ty) => format!("Vec<{}>", self.owned(ty)),
            TypeDefKind::Result(result) => {
                format!("Result<{}, {}>", side(&result.ok), side(&result.err))
            }
            TypeDefKind::Tuple(tuple) => {
                let members: String = tuple
                    .types
                    .iter()
                    .map(|ty| format!("{},", self.owned(ty)))
                    .collect();
                format!("({members})")
            }
            _ => unreachable!("refused by the scope check"),
        }
    }

    /// A type as callers hand it over: borrowed where that saves a copy.
    pub(super) fn borrowed(&self, ty: &Type) -> String {
        let Type::Id(id) = ty else {
            return match ty {
                Type::String => "&str".to_owned(),
                _ => self.owned(ty),
            };
        };
        let named = self.resolve.types[*id].name.is_some();
        let behind = self.behind(*id);
        let side = |ty: &Option<Type>| ty.map_or_else(|| "()".to_owned(), |ty| self.borrowed(&ty));
        match &self.resolve.types[behind].kind {
            TypeDefKind::Type(Type::String) => "&str".to_owned(),
            TypeDefKind::Type(_) | TypeDefKind::Enum(_) => self.owned(ty),
            TypeDefKind::List(element) if !matches!(element, Type::Id(_)) => {
                format!("&[{}]", self.owned(element))
            }
            // By the name that it has here: what is in it may have none.
            _ if named => format!("&{}", self.owned(ty)),
            TypeDefKind::List(element) => format!("&[{}]", self.owned(element)),
            TypeDefKind::Option(inner) => format!("Option<{}>", self.borrowed(inner)),
            TypeDefKind::Tuple(tuple) => {
                let members: String = tuple
                    .types
                    .iter()
                    .map(|ty| format!("{},", self.borrowed(ty)))
                    .collect();
                format!("({members})")
            }
            TypeDefKind::Result(result) => {
                format!("Result<{}, {}>", side(&result.ok), side(&result.err))
            }
            _ => unreachable!("refused by the scope check"),
        }
    }

    /// The type that an alias stands for, be it through others.
    fn behind(&self, mut id: TypeId) -> TypeId {
        while let TypeDefKind::Type(Type::Id(target)) = self.resolve.types[id].kind {
            id = target;
        }
        id
    }
}
