//! Components that answer every function by the short form in braces.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::{Context as _, Result, bail};
use greentic_testkit::cargo::workspace;
use heck::{ToSnakeCase as _, ToUpperCamelCase as _};
use wasmtime::component::Val;
use wit_parser::{Function, InterfaceId, Resolve, Type, TypeDefKind, TypeId, TypeOwner};

use super::due::{Hash, behind, kind};
use crate::text::Text;

/// The ways in which the functions of a component answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Those with parameters by a handler, all others by a constant.
    Handlers,
    /// The other way round.
    Constants,
}

pub(super) const KINDS: [Kind; 2] = [Kind::Handlers, Kind::Constants];

impl Kind {
    /// Returns whether a function is given by a constant.
    pub(super) fn is_constant(self, function: &Function) -> bool {
        function.params.is_empty() == (self == Self::Handlers) && function.result.is_some()
    }
}

/// The interfaces with functions that a world of the text exports.
pub(super) fn exported(text: &Text) -> BTreeSet<InterfaceId> {
    let worlds = text
        .worlds
        .values()
        .map(|&world| &text.resolve.worlds[world]);
    let items = worlds.flat_map(|world| world.exports.values());
    let interfaces = items.filter_map(|item| match item {
        wit_parser::WorldItem::Interface { id, .. } => Some(*id),
        _ => None,
    });
    interfaces
        .filter(|&id| !text.resolve.interfaces[id].functions.is_empty())
        .collect()
}

/// The full name of a function, which its answers begin with.
pub(super) fn full_name(resolve: &Resolve, interface: InterfaceId, function: &str) -> String {
    let interface = resolve.id_of(interface).unwrap_or_default();
    format!("{interface}#{function}")
}

/// The answer of a function that is a constant.
pub(super) fn constant(resolve: &Resolve, name: &str, function: &Function) -> Result<Val> {
    let ty = function.result.as_ref().context("a result")?;
    Hash::of(name).answer(resolve, ty)
}

/// Writes a component that exports the interfaces.
pub(super) fn source(text: &Text, of: &BTreeSet<InterfaceId>, answers: Kind) -> Result<String> {
    let writer = Writer { text };
    let mut source = format!(
        "#![cfg_attr(target_family = \"wasm\", no_std)]\n#![forbid(unsafe_code)]\n#![recursion_limit = \"256\"]\n\n\
         mod values {{\n{}}}\n#[allow(unused_imports)]\nuse greentic_guest::abi::*;\n#[allow(unused_imports)]\n\
         use values::{{record, variant}};\n\n",
        include_str!("guest/values.rs").replace("//! ", "// ")
    );
    let mut types = BTreeSet::new();
    for &id in of {
        for function in text.resolve.interfaces[id].functions.values() {
            let params = function.params.iter().map(|param| param.ty);
            for ty in params.chain(function.result) {
                named(&text.resolve, &ty, &mut types);
            }
        }
    }
    for id in types {
        source += &writer.implementation(id)?;
    }
    source += "\ngreentic_guest::component! {\n";
    let paths = paths(text)?;
    for &id in of {
        let name = text.resolve.id_of(id).context("a name")?;
        let path = paths
            .get(&name)
            .with_context(|| format!("no path of {name}"))?;
        let _ = writeln!(source, "    export {path} {{");
        for function in text.resolve.interfaces[id].functions.values() {
            let value = writer.function(id, function, answers)?;
            let _ = writeln!(source, "        {}: {value},", snake(&function.name));
        }
        source += "    },\n";
    }
    source += "}\n";
    Ok(source)
}

/// The paths that authors write, by the names of the interfaces.
fn paths(text: &Text) -> Result<BTreeMap<String, String>> {
    let file = workspace().join(text.folder).join("packages.toml");
    let packages: toml::Table = toml::from_str(&std::fs::read_to_string(file)?)?;
    let (_, module) = text.bindings.split_once("::worlds").unwrap_or_default();
    let module = module
        .strip_prefix("::")
        .map(|module| format!("{module}::"));
    let module = module.unwrap_or_default();
    let mut paths = BTreeMap::new();
    for (id, interface) in &text.resolve.interfaces {
        let package = interface.package.context("a package")?;
        let package = text.resolve.packages[package].name.to_string();
        let (Some(entry), Some(name)) = (packages.get(&package), &interface.name) else {
            continue;
        };
        let Some(path) = entry.get("path").and_then(|path| path.as_str()) else {
            continue;
        };
        let only = entry.get("interface").and_then(|only| only.as_str());
        let path = match only {
            Some(only) if only == name => format!("{module}{path}"),
            _ => format!("{module}{path}::{}", snake(name)),
        };
        paths.insert(text.resolve.id_of(id).context("a name")?, path);
    }
    Ok(paths)
}

/// The records, variants and enums that a type is made of.
fn named(resolve: &Resolve, ty: &Type, types: &mut BTreeSet<TypeId>) {
    let Type::Id(id) = ty else { return };
    match &resolve.types[*id].kind {
        TypeDefKind::Type(ty) | TypeDefKind::List(ty) | TypeDefKind::Option(ty) => {
            named(resolve, ty, types);
        }
        TypeDefKind::Record(record) => {
            types.insert(*id);
            record
                .fields
                .iter()
                .for_each(|field| named(resolve, &field.ty, types));
        }
        TypeDefKind::Variant(variant) => {
            types.insert(*id);
            let payloads = variant.cases.iter().filter_map(|case| case.ty.as_ref());
            payloads.for_each(|ty| named(resolve, ty, types));
        }
        TypeDefKind::Enum(_) => {
            types.insert(*id);
        }
        TypeDefKind::Result(result) => {
            let sides = result.ok.iter().chain(&result.err);
            sides.for_each(|ty| named(resolve, ty, types));
        }
        TypeDefKind::Tuple(tuple) => tuple.types.iter().for_each(|ty| named(resolve, ty, types)),
        _ => {}
    }
}

/// Returns whether values of a type have text or lists in them.
fn borrows(resolve: &Resolve, ty: &Type) -> bool {
    match kind(resolve, ty) {
        None => behind(resolve, ty) == Type::String,
        Some(TypeDefKind::List(_)) => true,
        Some(TypeDefKind::Option(ty)) => borrows(resolve, ty),
        Some(TypeDefKind::Record(it)) => it.fields.iter().any(|field| borrows(resolve, &field.ty)),
        Some(TypeDefKind::Tuple(it)) => it.types.iter().any(|ty| borrows(resolve, ty)),
        Some(TypeDefKind::Variant(it)) => {
            let mut payloads = it.cases.iter().filter_map(|case| case.ty.as_ref());
            payloads.any(|ty| borrows(resolve, ty))
        }
        Some(TypeDefKind::Result(it)) => it.ok.iter().chain(&it.err).any(|ty| borrows(resolve, ty)),
        Some(_) => false,
    }
}

struct Writer<'t> {
    text: &'t Text,
}

impl Writer<'_> {
    /// The path of a type with a name.
    fn path(&self, id: TypeId) -> Result<String> {
        let resolve = &self.text.resolve;
        let ty = &resolve.types[id];
        let TypeOwner::Interface(owner) = ty.owner else {
            bail!("a type without an interface");
        };
        let interface = &resolve.interfaces[owner];
        let package = &resolve.packages[interface.package.context("a package")?].name;
        let version = package.version.as_ref().context("a version")?;
        let package = format!("{}_{}_{version}", package.namespace, package.name);
        let package = package.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
        let interface = snake(interface.name.as_deref().unwrap_or_default());
        let name = ty.name.as_deref().unwrap_or_default().to_upper_camel_case();
        Ok(format!(
            "{}::{package}::{interface}::{name}",
            self.text.bindings
        ))
    }

    /// Says how a type with a name is hashed and made.
    fn implementation(&self, id: TypeId) -> Result<String> {
        let resolve = &self.text.resolve;
        let path = self.path(id)?;
        let (lifetime, generics) = if borrows(resolve, &Type::Id(id)) {
            ("'a", "<'a>")
        } else {
            ("", "")
        };
        let cases = |names: Vec<(String, bool)>| {
            let cases = names.iter().enumerate().map(|(at, (name, payload))| {
                format!("{at} {name}{}", if *payload { " (value)" } else { "" })
            });
            let cases: Vec<_> = cases.collect();
            format!(
                "variant! {{ [{lifetime}] {path}{generics} {{ {} }} {} }}\n",
                cases.join(", "),
                names.len()
            )
        };
        Ok(match &resolve.types[id].kind {
            TypeDefKind::Record(record) => {
                let fields: Vec<_> = record
                    .fields
                    .iter()
                    .map(|field| snake(&field.name))
                    .collect();
                format!(
                    "record! {{ [{lifetime}] {path}{generics} {{ {} }} }}\n",
                    fields.join(", ")
                )
            }
            TypeDefKind::Variant(variant) => {
                let names = variant.cases.iter();
                cases(
                    names
                        .map(|case| (camel(&case.name), case.ty.is_some()))
                        .collect(),
                )
            }
            TypeDefKind::Enum(of) => cases(
                of.cases
                    .iter()
                    .map(|case| (camel(&case.name), false))
                    .collect(),
            ),
            other => bail!("{path} is a {other:?}"),
        })
    }

    /// Returns the text behind the name of a function.
    fn function(&self, id: InterfaceId, function: &Function, answers: Kind) -> Result<String> {
        let resolve = &self.text.resolve;
        let name = full_name(resolve, id, &function.name);
        if answers.is_constant(function) {
            let ty = function.result.as_ref().context("a result")?;
            let value = constant(resolve, &name, function)?;
            return Ok(format!("const {}", self.expression(ty, &value, true)?));
        }
        let (mut params, mut hash) = (String::new(), String::new());
        for at in 0..function.params.len() {
            let _ = write!(params, ", p{at}");
            let _ = write!(hash, ".with(&p{at})");
        }
        let returns = match &function.result {
            // The compiler cannot tell what is made of it.
            Some(Type::Id(ty)) if resolve.types[*ty].name.is_some() => {
                self.returns(*ty)?.unwrap_or_default()
            }
            _ => String::new(),
        };
        let body =
            format!("crate::values::answer(call, crate::values::Hash::of(\"{name}\"){hash})");
        Ok(match &*returns {
            "" => format!("|call{params}| {body}"),
            returns => format!("|call{params}| -> {returns} {{ {body} }}"),
        })
    }

    /// The type that a handler of a variant answers with, where it could be another.
    fn returns(&self, id: TypeId) -> Result<Option<String>> {
        let resolve = &self.text.resolve;
        match &resolve.types[id].kind {
            TypeDefKind::Type(Type::Id(id)) => self.returns(*id),
            TypeDefKind::Variant(_) => {
                let generics = if borrows(resolve, &Type::Id(id)) {
                    "<'_>"
                } else {
                    ""
                };
                Ok(Some(self.path(id)? + generics))
            }
            _ => Ok(None),
        }
    }

    /// A constant expression for a value: in the form that it has everyday, or in that
    /// which it has inside of others.
    fn expression(&self, ty: &Type, value: &Val, everyday: bool) -> Result<String> {
        let resolve = &self.text.resolve;
        let side = |ty: &Option<Type>, value: &Option<Box<Val>>| match (ty, value) {
            (Some(ty), Some(value)) => self.expression(ty, value, everyday),
            _ => Ok("()".to_owned()),
        };
        let path = || match behind(resolve, ty) {
            Type::Id(id) => self.path(id),
            other => bail!("{other:?} has no name"),
        };
        let (some, none, ok, err) = if everyday {
            ("Some", "None", "Ok", "Err")
        } else {
            ("Opt::Some", "Opt::None", "Res::Ok", "Res::Err")
        };
        Ok(match (value, kind(resolve, ty)) {
            (Val::Bool(it), _) => it.to_string(),
            (Val::U8(it), _) => format!("{it}u8"),
            (Val::U16(it), _) => format!("{it}u16"),
            (Val::U32(it), _) => format!("{it}u32"),
            (Val::U64(it), _) => format!("{it}u64"),
            (Val::S8(it), _) => format!("{it}i8"),
            (Val::S16(it), _) => format!("{it}i16"),
            (Val::S32(it), _) => format!("{it}i32"),
            (Val::S64(it), _) => format!("{it}i64"),
            (Val::Float32(it), _) => format!("{it:?}f32"),
            (Val::String(it), _) if everyday => format!("{it:?}"),
            (Val::String(it), _) => format!("Str::new({it:?})"),
            (Val::List(items), Some(TypeDefKind::List(item))) => {
                let items = items
                    .iter()
                    .map(|value| self.expression(item, value, false));
                let items = items.collect::<Result<Vec<_>>>()?.join(", ");
                if everyday {
                    format!("&[{items}]")
                } else {
                    format!("List::new(&[{items}])")
                }
            }
            (Val::Option(None), _) => none.to_owned(),
            (Val::Option(Some(value)), Some(TypeDefKind::Option(ty))) => {
                format!("{some}({})", self.expression(ty, value, everyday)?)
            }
            (Val::Result(Ok(value)), Some(TypeDefKind::Result(result))) => {
                format!("{ok}({})", side(&result.ok, value)?)
            }
            (Val::Result(Err(value)), Some(TypeDefKind::Result(result))) => {
                format!("{err}({})", side(&result.err, value)?)
            }
            (Val::Tuple(values), Some(TypeDefKind::Tuple(tuple))) => {
                let members = values.iter().zip(&tuple.types);
                let members = members.map(|(value, ty)| self.expression(ty, value, false));
                let members = members.collect::<Result<Vec<_>>>()?;
                format!("Tuple{}({})", members.len(), members.join(", "))
            }
            (Val::Record(values), Some(TypeDefKind::Record(record))) => {
                let fields = values.iter().zip(&record.fields);
                let fields = fields.map(|((name, value), field)| {
                    Ok(format!(
                        "{}: {}",
                        snake(name),
                        self.expression(&field.ty, value, false)?
                    ))
                });
                let fields = fields.collect::<Result<Vec<_>>>()?;
                format!("{} {{ {} }}", path()?, fields.join(", "))
            }
            (Val::Variant(name, payload), Some(TypeDefKind::Variant(variant))) => {
                let case = variant.cases.iter().find(|case| case.name == *name);
                let ty = case.context("a case")?.ty;
                match (ty, payload) {
                    (Some(ty), Some(payload)) => format!(
                        "{}::{}({})",
                        path()?,
                        camel(name),
                        self.expression(&ty, payload, false)?
                    ),
                    _ => format!("{}::{}", path()?, camel(name)),
                }
            }
            (Val::Enum(name), _) => format!("{}::{}", path()?, camel(name)),
            (value, kind) => bail!("{value:?} is not of the type {kind:?}"),
        })
    }
}

/// A name of a function, field or module in Rust.
fn snake(name: &str) -> String {
    match name.to_snake_case() {
        name if ["type", "ref", "enum", "use"].contains(&&*name) => format!("r#{name}"),
        name => name,
    }
}

/// A name of a case in Rust.
fn camel(name: &str) -> String {
    name.to_upper_camel_case()
}
