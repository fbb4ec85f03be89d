//! The functions of a component, as their names and types say.

use std::fmt::{self, Write};

use wasmtime::Engine;
use wasmtime::component::types::{self, ComponentItem};
use wasmtime::component::{Type, types::ComponentFunc};

/// A function that a component exports.
#[derive(Clone, Debug)]
pub struct Function {
    pub(crate) interface: Option<String>,
    pub(crate) name: String,
    params: Vec<(String, String)>,
    result: Option<String>,
}

impl Function {
    fn new(interface: Option<&str>, name: &str, function: &ComponentFunc) -> Self {
        Self {
            interface: interface.map(String::from),
            name: name.into(),
            params: function
                .params()
                .map(|(name, ty)| (name.into(), spell(&ty)))
                .collect(),
            result: function.results().next().map(|ty| spell(&ty)),
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
    /// them.
    pub fn params(&self) -> &[(String, String)] {
        &self.params
    }

    /// The type of its result.
    pub fn result(&self) -> Option<&str> {
        self.result.as_deref()
    }

    /// What [`Instance::call`](crate::Instance::call) knows it by:
    /// `greentic:component/node@0.5.0#invoke`.
    pub fn path(&self) -> String {
        match &self.interface {
            Some(interface) => format!("{interface}#{}", self.name),
            None => self.name.clone(),
        }
    }

    /// Whether this is how somebody names it: in full, without the version
    /// (`greentic:component/node#invoke`), or by the last part of the
    /// interface (`node#invoke`), or by its own name alone.
    #[cfg(feature = "wave")]
    pub(crate) fn answers_to(&self, path: &str) -> bool {
        let (interface, name) = match path.rsplit_once('#') {
            Some((interface, name)) => (Some(interface), name),
            None => (None, path),
        };
        if name != self.name {
            return false;
        }
        match (interface, &self.interface) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(asked), Some(own)) => {
                let unversioned = own.split_once('@').map_or(own.as_str(), |(name, _)| name);
                let last = unversioned
                    .rsplit_once('/')
                    .map_or(own.as_str(), |(_, name)| name);
                [own, unversioned, last].contains(&asked)
            }
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

/// All functions at the root and in the interfaces of a component.
pub(crate) fn functions(engine: &Engine, component: &types::Component) -> Vec<Function> {
    let mut functions = Vec::new();
    for (name, item) in component.exports(engine) {
        match item.ty {
            ComponentItem::ComponentFunc(function) => {
                functions.push(Function::new(None, name, &function));
            }
            ComponentItem::ComponentInstance(instance) => {
                for (function, item) in instance.exports(engine) {
                    if let ComponentItem::ComponentFunc(ty) = item.ty {
                        functions.push(Function::new(Some(name), function, &ty));
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

/// A type as WIT has it, with records and the like written out.
fn spell(ty: &Type) -> String {
    let mut text = String::new();
    write_type(&mut text, ty, 0);
    text
}

fn write_type(out: &mut String, ty: &Type, depth: usize) {
    if depth > DEPTH {
        out.push('…');
        return;
    }
    let list = |out: &mut String, open: &str, parts: Vec<(Option<&str>, Option<Type>)>| {
        out.push_str(open);
        for (at, (name, ty)) in parts.into_iter().enumerate() {
            out.push_str(if at == 0 { " " } else { ", " });
            match (name, ty) {
                (Some(name), Some(ty)) => {
                    let _ = write!(out, "{name}: ");
                    write_type(out, &ty, depth + 1);
                }
                (Some(name), None) => out.push_str(name),
                (None, Some(ty)) => write_type(out, &ty, depth + 1),
                (None, None) => out.push('_'),
            }
        }
        out.push_str(" }");
    };
    match ty {
        Type::Record(record) => {
            let fields = record
                .fields()
                .map(|field| (Some(field.name), Some(field.ty)));
            list(out, "record {", fields.collect());
        }
        Type::Variant(variant) => {
            let cases = variant.cases().map(|case| (Some(case.name), case.ty));
            list(out, "variant {", cases.collect());
        }
        Type::Enum(names) => list(
            out,
            "enum {",
            names.names().map(|name| (Some(name), None)).collect(),
        ),
        Type::Flags(names) => list(
            out,
            "flags {",
            names.names().map(|name| (Some(name), None)).collect(),
        ),
        Type::List(list) => wrapped(out, "list", [Some(list.ty())], depth),
        Type::Option(option) => wrapped(out, "option", [Some(option.ty())], depth),
        Type::Tuple(tuple) => wrapped(out, "tuple", tuple.types().map(Some), depth),
        Type::Result(result) => match (result.ok(), result.err()) {
            (None, None) => out.push_str("result"),
            (ok, None) => wrapped(out, "result", [ok], depth),
            (ok, err) => wrapped(out, "result", [ok, err], depth),
        },
        other => out.push_str(plain(other)),
    }
}

fn wrapped(
    out: &mut String,
    name: &str,
    types: impl IntoIterator<Item = Option<Type>>,
    depth: usize,
) {
    out.push_str(name);
    out.push('<');
    for (at, ty) in types.into_iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        match ty {
            Some(ty) => write_type(out, &ty, depth + 1),
            None => out.push('_'),
        }
    }
    out.push('>');
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
