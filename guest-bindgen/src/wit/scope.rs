//! What the bindings do not cover is refused by name, before anything is
//! generated.

use wit_parser::{
    Function, InterfaceId, PackageId, PackageName, Resolve, Type, TypeDefKind, WorldItem, WorldKey,
};

use super::items::uses;
use crate::Error;

/// A tuple type is defined for up to this many members.
const MAX_TUPLE: usize = 16;

/// Refuses a package that has something in it which cannot be represented.
pub(crate) fn check(resolve: &Resolve, package: PackageId) -> Result<(), Error> {
    let scope = Scope { resolve };
    for &interface in resolve.packages[package].interfaces.values() {
        scope.interface(interface)?;
        scope.versions(interface)?;
    }
    for (name, &world) in &resolve.packages[package].worlds {
        let item = resolve.id_of_name(package, name);
        let world = &resolve.worlds[world];
        for (key, entry) in world.imports.iter().chain(&world.exports) {
            let what = match (key, entry) {
                (_, WorldItem::Function(function)) => {
                    format!("function `{}` stands in the world itself", function.name)
                }
                (WorldKey::Name(name), WorldItem::Interface { .. }) => {
                    format!("interface `{name}` is defined in the world itself")
                }
                _ => continue,
            };
            return Err(unsupported(
                format!("world {item}"),
                what,
                "move it into an interface of the package",
            ));
        }
    }
    Ok(())
}

fn unsupported(item: String, what: impl Into<String>, instead: &str) -> Error {
    Error::Unsupported {
        item,
        what: what.into(),
        instead: instead.to_owned(),
    }
}

struct Scope<'a> {
    resolve: &'a Resolve,
}

impl Scope<'_> {
    fn interface(&self, id: InterfaceId) -> Result<(), Error> {
        let interface = &self.resolve.interfaces[id];
        let name = self.resolve.id_of(id).unwrap_or_default();
        for (ty, &type_id) in &interface.types {
            self.definition(
                &format!("{name}, type {ty}"),
                &self.resolve.types[type_id].kind,
            )?;
        }
        for function in interface.functions.values() {
            self.function(&format!("{name}, function {}", function.name), function)?;
        }
        Ok(())
    }

    /// Types of two versions that count as one: linkers put the later one in
    /// the place of both, and memory would be misread.
    fn versions(&self, id: InterfaceId) -> Result<(), Error> {
        let used = uses(self.resolve, id);
        let track = |id: InterfaceId| {
            let interface = &self.resolve.interfaces[id];
            let package = &self.resolve.packages[interface.package?].name;
            let (version, _) = PackageName::version_compat_track(package.version.as_ref()?);
            Some((&package.namespace, &package.name, &interface.name, version))
        };
        for (at, &one) in used.iter().enumerate() {
            let mut others = used.iter().skip(at + 1);
            let Some(&other) =
                others.find(|&&other| track(one).is_some() && track(other) == track(one))
            else {
                continue;
            };
            let name = |id| self.resolve.id_of(id).unwrap_or_default();
            return Err(unsupported(
                name(id),
                format!(
                    "types of {} and of {}, two versions that count as one",
                    name(one),
                    name(other)
                ),
                "use those of one version",
            ));
        }
        Ok(())
    }

    fn function(&self, item: &str, function: &Function) -> Result<(), Error> {
        if function.kind.is_async() {
            return Err(unsupported(
                item.to_owned(),
                "an async function",
                "make it a plain one: a component of these bindings runs to the end of each call",
            ));
        }
        if function.kind.resource().is_some() {
            return Err(unsupported(
                item.to_owned(),
                "a method of a resource",
                "pass a number or a name that stands for the resource to a plain function",
            ));
        }
        for param in &function.params {
            self.mention(&format!("{item}, parameter {}", param.name), &param.ty)?;
        }
        match &function.result {
            Some(result) => self.mention(&format!("{item}, result"), result),
            None => Ok(()),
        }
    }

    /// A type where it is used: a named one is checked where it is defined.
    fn mention(&self, item: &str, ty: &Type) -> Result<(), Error> {
        match ty {
            Type::ErrorContext => Err(unsupported(
                item.to_owned(),
                "an error-context",
                "use a string or a record of your own",
            )),
            Type::Id(id) if self.resolve.types[*id].name.is_none() => {
                self.definition(item, &self.resolve.types[*id].kind)
            }
            _ => Ok(()),
        }
    }

    fn definition(&self, item: &str, kind: &TypeDefKind) -> Result<(), Error> {
        let refuse = |what: &str, instead: &str| Err(unsupported(item.to_owned(), what, instead));
        match kind {
            TypeDefKind::Resource | TypeDefKind::Handle(_) => refuse(
                "a resource",
                "pass a number or a name that stands for it instead",
            ),
            TypeDefKind::Future(_) | TypeDefKind::Stream(_) => refuse(
                &format!("a {}", kind.as_str()),
                "use a list: a call's answer is complete when it returns",
            ),
            TypeDefKind::Map(..) => {
                refuse("a map", "use a list of pairs, `list<tuple<key, value>>`")
            }
            TypeDefKind::FixedLengthList(..) => {
                refuse("a list of fixed length", "use a plain list or a tuple")
            }
            TypeDefKind::Unknown => refuse("a type that is not known", "define it"),
            TypeDefKind::Record(record) if record.fields.is_empty() => refuse(
                "a record without fields",
                "leave it out: it carries nothing",
            ),
            TypeDefKind::Flags(flags) if flags.flags.is_empty() => {
                refuse("flags without a flag", "leave them out: they carry nothing")
            }
            TypeDefKind::Flags(flags) if flags.flags.len() > 32 => refuse(
                &format!(
                    "{} flags, where the canonical ABI allows 32",
                    flags.flags.len()
                ),
                "split them in two",
            ),
            TypeDefKind::Tuple(tuple)
                if tuple.types.is_empty() || tuple.types.len() > MAX_TUPLE =>
            {
                refuse(
                    &format!("a tuple of {} members", tuple.types.len()),
                    "use a record",
                )
            }
            TypeDefKind::Record(record) => record.fields.iter().try_for_each(|field| {
                self.mention(&format!("{item}, field {}", field.name), &field.ty)
            }),
            TypeDefKind::Variant(variant) => {
                variant.cases.iter().try_for_each(|case| match &case.ty {
                    Some(ty) => self.mention(&format!("{item}, case {}", case.name), ty),
                    None => Ok(()),
                })
            }
            TypeDefKind::Tuple(tuple) => {
                tuple.types.iter().try_for_each(|ty| self.mention(item, ty))
            }
            TypeDefKind::Result(result) => [&result.ok, &result.err]
                .into_iter()
                .flatten()
                .try_for_each(|ty| self.mention(item, ty)),
            TypeDefKind::Option(ty) | TypeDefKind::List(ty) | TypeDefKind::Type(ty) => {
                self.mention(item, ty)
            }
            TypeDefKind::Flags(_) | TypeDefKind::Enum(_) => Ok(()),
        }
    }
}
