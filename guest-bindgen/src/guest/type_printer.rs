//! Prints a WIT type as Rust: in the layout of the canonical ABI, and in the everyday
//! form in which handlers and imports see it.

use std::collections::{BTreeMap, HashSet};

use wit_parser::{InterfaceId, Resolve, Type, TypeDefKind, TypeId, TypeOwner};

use super::flat::{MAX_FLAT_PARAMS, flatten};
use super::names::type_name;
use super::stub::module_path;
use crate::wit::items::parts;
use crate::wit::names;

/// A position of a type in a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    /// A parameter: large values are borrowed.
    Param,
    /// A result: values are owned.
    Result,
}

/// Prints types as seen from the module of one interface.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TypePrinter<'r> {
    pub(crate) resolve: &'r Resolve,
    pub(crate) interface: InterfaceId,
    /// The number of modules between the code and the module of the interface.
    pub(crate) depth: usize,
    /// For code that stands elsewhere: what it calls the modules.
    pub(crate) elsewhere: Option<Elsewhere<'r>>,
}

/// The paths by which code outside of the bindings names their modules.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Elsewhere<'r> {
    /// The module of all bindings.
    pub(crate) bindings: &'r str,
    /// The paths of interfaces that are elsewhere, by their full names.
    pub(crate) modules: Option<&'r BTreeMap<String, String>>,
    /// The module of the interface.
    pub(crate) interface: &'r str,
}

impl Elsewhere<'_> {
    /// Returns the path of the module of another interface.
    fn module(&self, resolve: &Resolve, interface: InterfaceId) -> String {
        let named = self.modules.zip(resolve.id_of(interface));
        match named.and_then(|(modules, name)| modules.get(&name)) {
            Some(path) => path.clone(),
            None => module_path(resolve, self.bindings, interface),
        }
    }
}

impl TypePrinter<'_> {
    /// The same types as seen from a module inside that of the interface.
    pub(crate) fn inside(self) -> Self {
        Self {
            depth: self.depth + 1,
            ..self
        }
    }

    /// The type with the canonical ABI's layout. `lifetime` is written as it
    /// is, `'a` or `'static` say.
    pub(crate) fn abi(&self, ty: &Type, lifetime: &str) -> String {
        match ty {
            Type::Bool => "bool".into(),
            Type::U8 => "u8".into(),
            Type::U16 => "u16".into(),
            Type::U32 => "u32".into(),
            Type::U64 => "u64".into(),
            Type::S8 => "i8".into(),
            Type::S16 => "i16".into(),
            Type::S32 => "i32".into(),
            Type::S64 => "i64".into(),
            Type::F32 => "f32".into(),
            Type::F64 => "f64".into(),
            Type::Char => "char".into(),
            Type::String => format!("Str<{lifetime}>"),
            Type::ErrorContext => unreachable!("refused by the scope check"),
            Type::Id(id) => self.abi_id(*id, lifetime),
        }
    }

    fn abi_id(&self, id: TypeId, lifetime: &str) -> String {
        let def = &self.resolve.types[id];
        if def.name.is_some() {
            let path = self.path(id);
            return if self.borrows(&Type::Id(id)) {
                format!("{path}<{lifetime}>")
            } else {
                path
            };
        }
        let side =
            |ty: &Option<Type>| ty.map_or_else(|| "()".to_owned(), |ty| self.abi(&ty, lifetime));
        match &def.kind {
            TypeDefKind::List(ty) => format!("List<{lifetime}, {}>", self.abi(ty, lifetime)),
            TypeDefKind::Option(ty) => format!("Opt<{}>", self.abi(ty, lifetime)),
            TypeDefKind::Result(result) => {
                format!("Res<{}, {}>", side(&result.ok), side(&result.err))
            }
            TypeDefKind::Tuple(tuple) => {
                let members: Vec<_> = tuple
                    .types
                    .iter()
                    .map(|ty| self.abi(ty, lifetime))
                    .collect();
                format!("Tuple{}<{}>", members.len(), members.join(", "))
            }
            TypeDefKind::Type(ty) => self.abi(ty, lifetime),
            _ => unreachable!("only these have no name"),
        }
    }

    /// The everyday form.
    pub(crate) fn view(&self, ty: &Type, lifetime: &str, position: Position) -> String {
        let reference = match lifetime {
            "'_" => "&".to_owned(),
            named => format!("&{named} "),
        };
        let side = |ty: &Option<Type>| {
            ty.as_ref()
                .map_or_else(|| "()".to_owned(), |ty| self.view(ty, lifetime, position))
        };
        match self.shape(ty) {
            Shape::String => format!("{reference}str"),
            Shape::Kind(TypeDefKind::List(item)) => {
                format!("{reference}[{}]", self.abi(item, lifetime))
            }
            Shape::Kind(TypeDefKind::Option(ty)) => {
                format!("Option<{}>", self.view(ty, lifetime, position))
            }
            Shape::Kind(TypeDefKind::Result(result)) => {
                format!("Result<{}, {}>", side(&result.ok), side(&result.err))
            }
            Shape::Kind(TypeDefKind::Tuple(tuple)) if !self.is_named(ty) => {
                let members: Vec<_> = tuple
                    .types
                    .iter()
                    .map(|ty| self.view(ty, lifetime, position))
                    .collect();
                match members.as_slice() {
                    [only] => format!("({only},)"),
                    _ => format!("({})", members.join(", ")),
                }
            }
            _ if self.is_borrowed(ty, position) => format!("{reference}{}", self.abi(ty, lifetime)),
            _ => self.abi(ty, lifetime),
        }
    }

    /// Returns whether the everyday form is the ABI's own.
    pub(crate) fn view_is_abi(&self, ty: &Type, position: Position) -> bool {
        self.view(ty, "'a", position) == self.abi(ty, "'a")
    }

    /// Returns whether a value is borrowed rather than owned: it is a parameter of
    /// so many core values that it always lies in memory anyway.
    pub(crate) fn is_borrowed(&self, ty: &Type, position: Position) -> bool {
        position == Position::Param && flatten(self.resolve, ty).len() > MAX_FLAT_PARAMS
    }

    /// Returns whether something in the everyday form of a parameter is borrowed.
    pub(crate) fn has_borrowed(&self, ty: &Type) -> bool {
        self.view(ty, "'a", Position::Param) != self.view(ty, "'a", Position::Result)
    }

    /// Returns whether the author has a name for the type. The type then goes by it, where
    /// the names of its members would do as well.
    pub(crate) fn is_named(&self, ty: &Type) -> bool {
        matches!(ty, Type::Id(id) if self.resolve.types[*id].name.is_some())
    }

    /// Returns how deep values are nested in a type, as far as code is written
    /// for them: that goes into records and variants where they are `flat`.
    pub(crate) fn depth(&self, ty: &Type, flat: bool) -> usize {
        let Type::Id(id) = ty else { return 0 };
        match &self.resolve.types[*id].kind {
            TypeDefKind::List(_) => 0,
            TypeDefKind::Record(_) | TypeDefKind::Variant(_) if !flat => 0,
            TypeDefKind::Type(ty) => self.depth(ty, flat),
            kind => {
                let depths = parts(kind).into_iter().map(|ty| self.depth(&ty, flat));
                1 + depths.max().unwrap_or(0)
            }
        }
    }

    /// The type behind aliases.
    pub(crate) fn shape(&self, ty: &Type) -> Shape<'_> {
        match ty {
            Type::String => Shape::String,
            Type::Id(id) => match &self.resolve.types[*id].kind {
                TypeDefKind::Type(ty) => self.shape(ty),
                kind => Shape::Kind(kind),
            },
            _ => Shape::Plain,
        }
    }

    /// Returns whether a type has something in it that lies in the call's memory.
    pub(crate) fn borrows(&self, ty: &Type) -> bool {
        self.any(ty, |ty| match ty {
            Type::String => true,
            Type::Id(id) => matches!(self.resolve.types[*id].kind, TypeDefKind::List(_)),
            _ => false,
        })
    }

    /// Returns whether floats are among the values of a type.
    pub(crate) fn floats(&self, ty: &Type) -> bool {
        self.any(ty, |ty| matches!(ty, Type::F32 | Type::F64))
    }

    /// Returns whether a type has a value to start from: one without cases among
    /// which to choose.
    pub(crate) fn has_default(&self, ty: &Type) -> bool {
        let mut open = vec![*ty];
        let mut seen = HashSet::new();
        while let Some(ty) = open.pop() {
            let Type::Id(id) = ty else { continue };
            if !seen.insert(id) {
                continue;
            }
            match &self.resolve.types[id].kind {
                TypeDefKind::Option(_) | TypeDefKind::List(_) | TypeDefKind::Flags(_) => {}
                kind @ (TypeDefKind::Type(_) | TypeDefKind::Record(_) | TypeDefKind::Tuple(_)) => {
                    open.extend(parts(kind));
                }
                _ => return false,
            }
        }
        true
    }

    /// Returns whether a type or one of its parts is of a kind. Each is asked
    /// once, however often it is there.
    fn any(&self, ty: &Type, is: impl Fn(&Type) -> bool) -> bool {
        let mut open = vec![*ty];
        let mut seen = HashSet::new();
        while let Some(ty) = open.pop() {
            if is(&ty) {
                return true;
            }
            if let Type::Id(id) = ty
                && seen.insert(id)
            {
                open.extend(parts(&self.resolve.types[id].kind));
            }
        }
        false
    }

    /// The name of a type, with the way to its module where that is another.
    pub(crate) fn path(&self, id: TypeId) -> String {
        let def = &self.resolve.types[id];
        let name = type_name(def.name.as_deref().unwrap_or_default());
        match (def.owner, self.elsewhere) {
            (TypeOwner::Interface(owner), Some(names)) if owner == self.interface => {
                format!("{}::{name}", names.interface)
            }
            (TypeOwner::Interface(owner), Some(names)) => {
                format!("{}::{name}", names.module(self.resolve, owner))
            }
            (TypeOwner::Interface(owner), None) if owner != self.interface => {
                format!("{}::{name}", self.module(owner))
            }
            _ => name,
        }
    }

    /// The way to the module of another interface.
    fn module(&self, interface: InterfaceId) -> String {
        let here = self.resolve.interfaces[self.interface].package;
        let there = &self.resolve.interfaces[interface];
        let module = names::snake(there.name.as_deref().unwrap_or_default());
        let up = "super::".repeat(self.depth + 1);
        match there.package {
            package if package == here => format!("{up}{module}"),
            Some(package) => {
                let package = names::package(&self.resolve.packages[package].name);
                format!("{up}super::{package}::{module}")
            }
            None => unreachable!("an interface with a name has a package"),
        }
    }
}

/// A type behind its aliases.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape<'r> {
    /// A number, `bool` or `char`.
    Plain,
    /// A string.
    String,
    /// All the rest.
    Kind(&'r TypeDefKind),
}
