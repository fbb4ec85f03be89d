//! The functions of a component, as their names and types say.

use std::fmt::{self, Write};
use std::sync::Arc;

#[cfg(feature = "wave")]
use greentic_untrusted::closest;
use wasmtime::Engine;
use wasmtime::component::types::{self, ComponentItem};
use wasmtime::component::{Type, types::ComponentFunc};

/// A function that a component exports.
#[derive(Clone, Debug)]
pub struct Function {
    pub(crate) interface: Option<Arc<str>>,
    pub(crate) name: String,
    params: Vec<(String, String)>,
    result: Option<String>,
}

impl Function {
    fn new(
        interface: Option<&Arc<str>>,
        name: &str,
        function: &ComponentFunc,
        room: &mut usize,
    ) -> Self {
        Self {
            interface: interface.cloned(),
            name: name.into(),
            params: function
                .params()
                .map(|(name, ty)| (name.into(), spell(&ty, room)))
                .collect(),
            result: function.results().next().map(|ty| spell(&ty, room)),
        }
    }

    /// The interface that it is part of; `None` for a function that the
    /// component exports as such.
    pub fn interface(&self) -> Option<&str> {
        self.interface.as_deref()
    }

    /// Its name within the interface.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Names and types of its parameters. Types are written out, as WIT has
    /// them, as long as those of all functions together take no more than four
    /// times the size of the component; what is left out is `…`.
    pub fn params(&self) -> &[(String, String)] {
        &self.params
    }

    /// The type of its result.
    pub fn result(&self) -> Option<&str> {
        self.result.as_deref()
    }

    /// Returns the full name, by which [`Instance::call`](crate::Instance::call) knows it:
    /// `greentic:component/node@0.5.0#invoke`.
    pub fn path(&self) -> String {
        match &self.interface {
            Some(interface) => format!("{interface}#{}", self.name),
            None => self.name.clone(),
        }
    }

    /// Bytes of its [`path`](Self::path).
    pub fn path_bytes(&self) -> usize {
        let interface = self.interface.as_ref().map_or(0, |name| name.len() + 1);
        interface + self.name.len()
    }

    /// Returns those of `functions` that somebody names so: by a name in full, without
    /// the version of the interface (`greentic:component/node#invoke`), without its
    /// package (`node@0.5.0#invoke`), without both (`node#invoke`), or by the name of
    /// the function alone, which one of the component itself has in full.
    #[cfg(feature = "wave")]
    pub(crate) fn called<'f>(path: &str, functions: &'f [Self]) -> Vec<&'f Self> {
        let (interface, name) = match path.rsplit_once('#') {
            Some((interface, name)) => (Some(interface), name),
            None => (None, path),
        };
        let named = functions.iter().filter(|known| known.name == name);
        if let Some(interface) = interface {
            let named = named.filter(|known| known.interface.is_some());
            closest(interface, named, |known| {
                known.interface().unwrap_or_default()
            })
        } else {
            let (alone, inside): (Vec<_>, Vec<_>) =
                named.partition(|known| known.interface.is_none());
            if alone.is_empty() { inside } else { alone }
        }
    }
}

impl fmt::Display for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: func(", self.name)?;
        for (at, (name, ty)) in self.params.iter().enumerate() {
            let comma = if at == 0 { "" } else { ", " };
            write!(f, "{comma}{name}: {ty}")?;
        }
        f.write_char(')')?;
        match &self.result {
            Some(result) => write!(f, " -> {result}"),
            None => Ok(()),
        }
    }
}

/// Gives the bytes that names and types of a component may take when they are
/// written out, each as often as something refers to it: a type of a few bytes can
/// stand for a name of a hundred thousand, ten thousand times.
pub(crate) fn room(component: usize) -> usize {
    component.saturating_mul(4).saturating_add(64 << 10)
}

/// All functions at the root and in the interfaces of a component of so many
/// bytes.
pub(crate) fn functions(
    engine: &Engine,
    component: &types::Component,
    bytes: usize,
) -> Vec<Function> {
    let room = &mut room(bytes);
    let mut functions = Vec::new();
    for (name, item) in component.exports(engine) {
        match item.ty {
            ComponentItem::ComponentFunc(function) => {
                functions.push(Function::new(None, name, &function, room));
            }
            ComponentItem::ComponentInstance(instance) => {
                let name = Arc::from(name);
                for (function, item) in instance.exports(engine) {
                    if let ComponentItem::ComponentFunc(ty) = item.ty {
                        functions.push(Function::new(Some(&name), function, &ty, room));
                    }
                }
            }
            _ => {}
        }
    }
    functions
}

/// Deepest nesting of types that is written out.
const DEPTH: usize = 12;

/// A type as WIT has it, with records and the like written out, as far as there
/// is room.
fn spell(ty: &Type, room: &mut usize) -> String {
    let mut text = Spelling {
        text: String::new(),
        room: *room,
        depth: DEPTH,
        cut: false,
    };
    text.ty(ty, 0);
    *room = text.room;
    text.text
}

/// Tells whether a type takes no more than so many bytes when all of it is written
/// out.
#[cfg(feature = "wave")]
pub(crate) fn fits(ty: &Type, room: usize) -> bool {
    let mut text = Spelling {
        text: String::new(),
        room,
        depth: usize::MAX,
        cut: false,
    };
    text.ty(ty, 0);
    !text.cut
}

/// A text that ends when there is no room left.
struct Spelling {
    text: String,
    room: usize,
    depth: usize,
    cut: bool,
}

impl Spelling {
    /// Appends a text, or what says that it is not there.
    fn push(&mut self, text: &str) {
        if self.cut {
            return;
        }
        if text.len() <= self.room {
            self.room -= text.len();
            self.text.push_str(text);
        } else {
            self.cut = true;
            self.room = 0;
            self.text.push('…');
        }
    }

    fn ty(&mut self, ty: &Type, depth: usize) {
        if depth > self.depth {
            self.push("…");
            return;
        }
        match ty {
            Type::Record(record) => {
                let fields = record.fields();
                let fields = fields.map(|field| (field.name, Some(field.ty)));
                self.braces("record {", fields, depth);
            }
            Type::Variant(variant) => {
                let cases = variant.cases().map(|case| (case.name, case.ty));
                self.braces("variant {", cases, depth);
            }
            Type::Enum(ty) => self.braces("enum {", ty.names().map(|name| (name, None)), 0),
            Type::Flags(ty) => {
                self.braces("flags {", ty.names().map(|name| (name, None)), 0);
            }
            Type::List(list) => self.brackets("list", [Some(list.ty())], depth),
            Type::Option(option) => self.brackets("option", [Some(option.ty())], depth),
            Type::Tuple(tuple) => self.brackets("tuple", tuple.types().map(Some), depth),
            Type::Result(result) => match (result.ok(), result.err()) {
                (None, None) => self.push("result"),
                (ok, None) => self.brackets("result", [ok], depth),
                (ok, err) => self.brackets("result", [ok, err], depth),
            },
            other => self.push(plain(other)),
        }
    }

    fn braces<'a>(
        &mut self,
        open: &str,
        parts: impl Iterator<Item = (&'a str, Option<Type>)>,
        depth: usize,
    ) {
        self.push(open);
        for (at, (name, ty)) in parts.enumerate() {
            if self.cut {
                return;
            }
            self.push(if at == 0 { " " } else { ", " });
            self.push(name);
            if let Some(ty) = ty {
                self.push(": ");
                self.ty(&ty, depth + 1);
            }
        }
        self.push(" }");
    }

    fn brackets(
        &mut self,
        name: &str,
        types: impl IntoIterator<Item = Option<Type>>,
        depth: usize,
    ) {
        self.push(name);
        self.push("<");
        for (at, ty) in types.into_iter().enumerate() {
            if self.cut {
                return;
            }
            if at > 0 {
                self.push(", ");
            }
            match ty {
                Some(ty) => self.ty(&ty, depth + 1),
                None => self.push("_"),
            }
        }
        self.push(">");
    }
}

fn plain(ty: &Type) -> &'static str {
    match ty {
        Type::Bool => "bool",
        Type::S8 => "s8",
        Type::U8 => "u8",
        Type::S16 => "s16",
        Type::U16 => "u16",
        Type::S32 => "s32",
        Type::U32 => "u32",
        Type::S64 => "s64",
        Type::U64 => "u64",
        Type::Float32 => "f32",
        Type::Float64 => "f64",
        Type::Char => "char",
        Type::String => "string",
        Type::Own(_) => "own<resource>",
        Type::Borrow(_) => "borrow<resource>",
        Type::Future(_) => "future",
        Type::Stream(_) => "stream",
        Type::ErrorContext => "error-context",
        _ => "a type that is not known here",
    }
}
