//! Types of WIT, written out over several lines so that two can be compared
//! line by line.

use std::fmt::Write;

use wit_parser::{Function, Handle, Resolve, Type, TypeDefKind, TypeId};

/// The signature of a function. Names of types are left out: they are not part
/// of what has to fit. Those of parameters, fields and cases are.
pub(crate) fn function(resolve: &Resolve, function: &Function) -> String {
    let mut text = Text {
        resolve,
        out: String::new(),
        indent: 0,
    };
    text.out.push_str("func");
    let params = function
        .params
        .iter()
        .map(|param| (param.name.as_str(), Some(param.ty)));
    text.block('(', params, ')');
    if let Some(result) = function.result {
        text.out.push_str(" -> ");
        text.ty(result);
    }
    text.out.push('\n');
    text.out
}

struct Text<'a> {
    resolve: &'a Resolve,
    out: String,
    indent: usize,
}

impl Text<'_> {
    /// Named parts, a line each.
    fn block<'n>(
        &mut self,
        open: char,
        parts: impl Iterator<Item = (&'n str, Option<Type>)>,
        close: char,
    ) {
        self.out.push(open);
        self.indent += 1;
        let mut empty = true;
        for (name, ty) in parts {
            empty = false;
            self.line();
            self.out.push_str(name);
            if let Some(ty) = ty {
                self.out.push_str(": ");
                self.ty(ty);
            }
            self.out.push(',');
        }
        self.indent -= 1;
        if !empty {
            self.line();
        }
        self.out.push(close);
    }

    fn line(&mut self) {
        self.out.push('\n');
        for _ in 0..self.indent {
            self.out.push_str("  ");
        }
    }

    /// A type made of others, in angle brackets.
    fn wrapped(&mut self, name: &str, parts: &[Option<Type>]) {
        self.out.push_str(name);
        if parts.is_empty() {
            return;
        }
        self.out.push('<');
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                self.out.push_str(", ");
            }
            match part {
                Some(ty) => self.ty(*ty),
                None => self.out.push('_'),
            }
        }
        self.out.push('>');
    }

    fn ty(&mut self, ty: Type) {
        let plain = match ty {
            Type::Bool => "bool",
            Type::U8 => "u8",
            Type::U16 => "u16",
            Type::U32 => "u32",
            Type::U64 => "u64",
            Type::S8 => "s8",
            Type::S16 => "s16",
            Type::S32 => "s32",
            Type::S64 => "s64",
            Type::F32 => "f32",
            Type::F64 => "f64",
            Type::Char => "char",
            Type::String => "string",
            Type::ErrorContext => "error-context",
            Type::Id(id) => return self.defined(id),
        };
        self.out.push_str(plain);
    }

    fn defined(&mut self, id: TypeId) {
        let resolve = self.resolve;
        match &resolve.types[id].kind {
            TypeDefKind::Type(ty) => self.ty(*ty),
            TypeDefKind::Record(record) => {
                self.out.push_str("record ");
                let fields = record.fields.iter();
                self.block('{', fields.map(|one| (&*one.name, Some(one.ty))), '}');
            }
            TypeDefKind::Variant(variant) => {
                self.out.push_str("variant ");
                let cases = variant.cases.iter();
                self.block('{', cases.map(|one| (&*one.name, one.ty)), '}');
            }
            TypeDefKind::Enum(names) => {
                self.out.push_str("enum ");
                let cases = names.cases.iter();
                self.block('{', cases.map(|one| (&*one.name, None)), '}');
            }
            TypeDefKind::Flags(names) => {
                self.out.push_str("flags ");
                let flags = names.flags.iter();
                self.block('{', flags.map(|one| (&*one.name, None)), '}');
            }
            TypeDefKind::Tuple(tuple) => {
                let types: Vec<_> = tuple.types.iter().copied().map(Some).collect();
                self.wrapped("tuple", &types);
            }
            TypeDefKind::Option(ty) => self.wrapped("option", &[Some(*ty)]),
            TypeDefKind::List(ty) => self.wrapped("list", &[Some(*ty)]),
            TypeDefKind::Map(key, value) => self.wrapped("map", &[Some(*key), Some(*value)]),
            TypeDefKind::FixedLengthList(ty, length) => {
                self.out.push_str("list<");
                self.ty(*ty);
                // Writing to a string does not fail.
                let _ = write!(self.out, ", {length}>");
            }
            TypeDefKind::Result(result) => match (result.ok, result.err) {
                (None, None) => self.out.push_str("result"),
                (ok, None) => self.wrapped("result", &[ok]),
                (ok, err) => self.wrapped("result", &[ok, err]),
            },
            TypeDefKind::Future(None) => self.out.push_str("future"),
            TypeDefKind::Future(ty) => self.wrapped("future", &[*ty]),
            TypeDefKind::Stream(None) => self.out.push_str("stream"),
            TypeDefKind::Stream(ty) => self.wrapped("stream", &[*ty]),
            TypeDefKind::Handle(Handle::Own(id)) => self.handle("own", *id),
            TypeDefKind::Handle(Handle::Borrow(id)) => self.handle("borrow", *id),
            TypeDefKind::Resource => self.handle("resource", id),
            TypeDefKind::Unknown => self.out.push('?'),
        }
    }

    /// Resources have no structure, so their names have to do.
    fn handle(&mut self, kind: &str, mut id: TypeId) {
        while let TypeDefKind::Type(Type::Id(of)) = self.resolve.types[id].kind {
            id = of;
        }
        let name = self.resolve.types[id].name.as_deref().unwrap_or("_");
        let _ = write!(self.out, "{kind}<{name}>");
    }
}
