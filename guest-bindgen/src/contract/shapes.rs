//! Types and functions as the contract has them.

use wit_parser::{Function, InterfaceId, Resolve, Type, TypeDefKind, TypeId, TypeOwner};

/// Writes shapes as seen from one interface.
pub(super) struct Shapes<'r> {
    pub(super) resolve: &'r Resolve,
    pub(super) interface: InterfaceId,
}

impl Shapes<'_> {
    pub(super) fn function(&self, function: &Function) -> String {
        let params: Vec<_> = function
            .params
            .iter()
            .map(|param| format!("{}: {}", param.name, self.shape(&param.ty)))
            .collect();
        let result = function
            .result
            .as_ref()
            .map_or_else(String::new, |ty| format!(" -> {}", self.shape(ty)));
        format!("{}({}){result}", function.name, params.join(", "))
    }

    /// A type where it is used. Other names of a type, and of types that have
    /// none, are seen through.
    fn shape(&self, ty: &Type) -> String {
        let id = match ty {
            Type::Bool => return "bool".into(),
            Type::U8 => return "u8".into(),
            Type::U16 => return "u16".into(),
            Type::U32 => return "u32".into(),
            Type::U64 => return "u64".into(),
            Type::S8 => return "s8".into(),
            Type::S16 => return "s16".into(),
            Type::S32 => return "s32".into(),
            Type::S64 => return "s64".into(),
            Type::F32 => return "f32".into(),
            Type::F64 => return "f64".into(),
            Type::Char => return "char".into(),
            Type::String => return "string".into(),
            Type::ErrorContext => return "error-context".into(),
            Type::Id(id) => *id,
        };
        match &self.resolve.types[id].kind {
            TypeDefKind::Type(target) => self.shape(target),
            // What has a name goes by it; only other names of types are seen
            // through.
            _ if self.resolve.types[id].name.is_some() => self.reference(id),
            kind => self.kind(kind),
        }
    }

    /// A type that has a name, with its interface where that is another one.
    pub(super) fn reference(&self, id: TypeId) -> String {
        let def = &self.resolve.types[id];
        let name = def.name.clone().unwrap_or_default();
        match def.owner {
            TypeOwner::Interface(owner) if owner != self.interface => {
                format!("{}.{name}", self.resolve.id_of(owner).unwrap_or_default())
            }
            _ => name,
        }
    }

    /// Describes the parts of a type.
    pub(super) fn kind(&self, kind: &TypeDefKind) -> String {
        let side = |ty: &Option<Type>| {
            ty.as_ref()
                .map_or_else(|| "_".to_owned(), |ty| self.shape(ty))
        };
        let list = |items: Vec<String>| items.join(", ");
        match kind {
            TypeDefKind::Record(record) => {
                let fields = record
                    .fields
                    .iter()
                    .map(|field| format!("{}: {}", field.name, self.shape(&field.ty)));
                format!("record{{{}}}", list(fields.collect()))
            }
            TypeDefKind::Variant(variant) => {
                let cases = variant.cases.iter().map(|case| match &case.ty {
                    Some(ty) => format!("{}({})", case.name, self.shape(ty)),
                    None => case.name.clone(),
                });
                format!("variant{{{}}}", list(cases.collect()))
            }
            TypeDefKind::Enum(cases) => {
                format!(
                    "enum{{{}}}",
                    list(cases.cases.iter().map(|case| case.name.clone()).collect())
                )
            }
            TypeDefKind::Flags(flags) => {
                format!(
                    "flags{{{}}}",
                    list(flags.flags.iter().map(|flag| flag.name.clone()).collect())
                )
            }
            TypeDefKind::Tuple(tuple) => {
                format!(
                    "tuple<{}>",
                    list(tuple.types.iter().map(|ty| self.shape(ty)).collect())
                )
            }
            TypeDefKind::Option(ty) => format!("option<{}>", self.shape(ty)),
            TypeDefKind::List(ty) => format!("list<{}>", self.shape(ty)),
            TypeDefKind::FixedLengthList(ty, len) => format!("list<{}, {len}>", self.shape(ty)),
            TypeDefKind::Map(key, value) => {
                format!("map<{}, {}>", self.shape(key), self.shape(value))
            }
            TypeDefKind::Result(result) => {
                format!("result<{}, {}>", side(&result.ok), side(&result.err))
            }
            TypeDefKind::Future(ty) => format!("future<{}>", side(ty)),
            TypeDefKind::Stream(ty) => format!("stream<{}>", side(ty)),
            TypeDefKind::Type(ty) => self.shape(ty),
            TypeDefKind::Resource => "resource".into(),
            TypeDefKind::Handle(handle) => match handle {
                wit_parser::Handle::Own(id) => format!("own<{}>", self.reference(*id)),
                wit_parser::Handle::Borrow(id) => format!("borrow<{}>", self.reference(*id)),
            },
            TypeDefKind::Unknown => "unknown".into(),
        }
    }
}
