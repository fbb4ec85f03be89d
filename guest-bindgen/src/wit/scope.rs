//! Refuses by name what the bindings do not cover, before anything is
//! generated.

use std::collections::HashMap;

use wit_parser::{
    Function, InterfaceId, PackageName, Resolve, Span, Type, TypeDefKind, TypeId, World, WorldId,
    WorldItem, WorldKey,
};

use super::items::{parts, uses};
use super::place::{of_item, place};
use crate::Error;

/// A tuple type is defined for up to this many members.
const MAX_TUPLE: usize = 16;

/// A parameter or result may be made of so many parts: code is written for each
/// wherever it stands, and a type that has another twice, which has another
/// twice, and so on, has very many.
const MAX_PARTS: u64 = 10_000;

/// Something that cannot be represented.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    /// Its name.
    pub(crate) item: String,
    /// The feature of WIT that is not covered.
    pub(crate) what: String,
    /// The action that helps.
    pub(crate) instead: String,
    /// The place of the item: file, line and column.
    pub(crate) at: String,
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Unsupported {
            at: refusal.at,
            item: refusal.item,
            what: refusal.what,
            instead: refusal.instead,
        }
    }
}

/// Refuses a package that has something in it which cannot be represented.
#[cfg(feature = "repository")]
pub(crate) fn check(resolve: &Resolve, package: wit_parser::PackageId) -> Result<(), Error> {
    let package = &resolve.packages[package];
    let mut interfaces = package.interfaces.values();
    interfaces.try_for_each(|&id| interface(resolve, id))?;
    let mut worlds = package.worlds.values();
    Ok(worlds.try_for_each(|&id| world(resolve, id))?)
}

/// Refuses an interface that has something in it which cannot be represented.
pub(crate) fn interface(resolve: &Resolve, id: InterfaceId) -> Result<(), Refusal> {
    let scope = Scope {
        resolve,
        at: resolve.interfaces[id].span,
    };
    scope.interface(id)?;
    scope.versions(id)
}

/// Refuses a world that defines something by itself.
pub(crate) fn world(resolve: &Resolve, id: WorldId) -> Result<(), Refusal> {
    let world = &resolve.worlds[id];
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
        let scope = Scope {
            resolve,
            at: of_item(resolve, world, entry),
        };
        return Err(scope.unsupported(
            format!("world {}", world_name(resolve, world)),
            what,
            "move it into an interface of the package",
        ));
    }
    Ok(())
}

/// The full name of a world.
pub(crate) fn world_name(resolve: &Resolve, world: &World) -> String {
    match world.package {
        Some(package) => resolve.id_of_name(package, &world.name),
        None => world.name.clone(),
    }
}

struct Scope<'a> {
    resolve: &'a Resolve,
    /// The place of the present item.
    at: Span,
}

impl Scope<'_> {
    fn unsupported(&self, item: String, what: impl Into<String>, instead: &str) -> Refusal {
        Refusal {
            item,
            what: what.into(),
            instead: instead.to_owned(),
            at: place(self.resolve, self.at),
        }
    }

    /// The same for an item of its own.
    fn inside(&self, at: Span) -> Self {
        Self { at, ..*self }
    }

    fn interface(&self, id: InterfaceId) -> Result<(), Refusal> {
        let interface = &self.resolve.interfaces[id];
        let name = self.resolve.id_of(id).unwrap_or_default();
        for (ty, &type_id) in &interface.types {
            let def = &self.resolve.types[type_id];
            self.inside(def.span)
                .definition(&format!("{name}, type {ty}"), &def.kind)?;
        }
        let mut counts = HashMap::new();
        for function in interface.functions.values() {
            let item = format!("{name}, function {}", function.name);
            let scope = self.inside(function.span);
            scope.function(&item, function)?;
            scope.size(&item, function, &mut counts)?;
        }
        Ok(())
    }

    /// Types of two versions that count as one: linkers put the later one in
    /// the place of both, and memory would be misread.
    fn versions(&self, id: InterfaceId) -> Result<(), Refusal> {
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
            return Err(self.unsupported(
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

    fn function(&self, item: &str, function: &Function) -> Result<(), Refusal> {
        if function.kind.is_async() {
            return Err(self.unsupported(
                item.to_owned(),
                "an async function",
                "make it a plain one: a component of these bindings runs to the end of each call",
            ));
        }
        if function.kind.resource().is_some() {
            return Err(self.unsupported(
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

    /// Refuses types for which more code would be written than anyone wants to
    /// compile.
    fn size(
        &self,
        item: &str,
        function: &Function,
        counts: &mut HashMap<TypeId, u64>,
    ) -> Result<(), Refusal> {
        let params = function.params.iter();
        let params = params.map(|param| (format!("parameter {}", param.name), param.ty));
        let result = function.result.map(|ty| ("result".to_owned(), ty));
        for (place, ty) in params.chain(result) {
            let parts = self.parts(&ty, counts);
            if parts > MAX_PARTS {
                return Err(self.unsupported(
                    format!("{item}, {place}"),
                    format!("a type of more than {MAX_PARTS} parts"),
                    "put those that it has more than once into a list",
                ));
            }
        }
        Ok(())
    }

    /// Returns how many parts a type is made of, each counted as often as it is
    /// there. Lists go as they are.
    fn parts(&self, ty: &Type, counts: &mut HashMap<TypeId, u64>) -> u64 {
        let Type::Id(id) = ty else { return 1 };
        if let Some(&count) = counts.get(id) {
            return count;
        }
        let kind = &self.resolve.types[*id].kind;
        let count = match kind {
            TypeDefKind::List(_) => 1,
            _ => parts(kind)
                .iter()
                .fold(1, |sum: u64, ty| sum.saturating_add(self.parts(ty, counts))),
        };
        counts.insert(*id, count);
        count
    }

    /// A type where it is used: a named one is checked where it is defined.
    fn mention(&self, item: &str, ty: &Type) -> Result<(), Refusal> {
        match ty {
            Type::ErrorContext => Err(self.unsupported(
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

    fn definition(&self, item: &str, kind: &TypeDefKind) -> Result<(), Refusal> {
        let refuse =
            |what: &str, instead: &str| Err(self.unsupported(item.to_owned(), what, instead));
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
