//! Expressions for empty values: no text, no items, the first case, 0.

use wit_parser::{Type, TypeDefKind};

use super::type_printer::{Shape, TypePrinter};
use crate::wit::names::{camel, snake};

impl TypePrinter<'_> {
    /// An expression for an empty value, in the everyday form.
    pub(crate) fn empty_view(&self, ty: &Type) -> String {
        match self.shape(ty) {
            Shape::String => "\"\"".into(),
            Shape::Kind(TypeDefKind::List(_)) => "&[]".into(),
            Shape::Kind(TypeDefKind::Option(_)) => "None".into(),
            Shape::Kind(TypeDefKind::Result(result)) => match &result.ok {
                Some(ty) => format!("Ok({})", self.empty_view(ty)),
                None => "Ok(())".into(),
            },
            Shape::Kind(TypeDefKind::Tuple(tuple)) if !self.is_named(ty) => {
                let members: Vec<_> = tuple.types.iter().map(|ty| self.empty_view(ty)).collect();
                format!("({},)", members.join(", "))
            }
            _ => self.empty_abi(ty),
        }
    }

    /// The same in the ABI's form, without a call of anything that is no
    /// constant.
    pub(crate) fn empty_abi(&self, ty: &Type) -> String {
        let id = match ty {
            Type::Bool => return "false".into(),
            Type::F32 | Type::F64 => return "0.0".into(),
            Type::Char => return "'\\0'".into(),
            Type::String => return "Str::EMPTY".into(),
            Type::Id(id) => *id,
            _ => return "0".into(),
        };
        // By the name that the interface has for it.
        let path = || self.path(id);
        let mut kind = &self.resolve.types[id].kind;
        while let TypeDefKind::Type(target) = kind {
            match target {
                Type::Id(target) => kind = &self.resolve.types[*target].kind,
                plain => return self.empty_abi(plain),
            }
        }
        match kind {
            TypeDefKind::List(_) => "List::EMPTY".into(),
            TypeDefKind::Option(_) => "Opt::None".into(),
            TypeDefKind::Result(result) => match &result.ok {
                Some(ty) => format!("Res::Ok({})", self.empty_abi(ty)),
                None => "Res::Ok(())".into(),
            },
            TypeDefKind::Tuple(tuple) => {
                let members: Vec<_> = tuple.types.iter().map(|ty| self.empty_abi(ty)).collect();
                format!("Tuple{}({})", members.len(), members.join(", "))
            }
            TypeDefKind::Flags(_) => format!("{}::NONE", path()),
            TypeDefKind::Enum(cases) => format!("{}::{}", path(), camel(&cases.cases[0].name)),
            TypeDefKind::Variant(variant) => {
                let case = &variant.cases[0];
                let payload = match &case.ty {
                    Some(ty) => format!("({})", self.empty_abi(ty)),
                    None => String::new(),
                };
                format!("{}::{}{payload}", path(), camel(&case.name))
            }
            TypeDefKind::Record(_) if self.has_default(ty) => format!("{}::DEFAULT", path()),
            TypeDefKind::Record(record) => {
                let fields: Vec<_> = record
                    .fields
                    .iter()
                    .map(|field| format!("{}: {}", snake(&field.name), self.empty_abi(&field.ty)))
                    .collect();
                format!("{} {{ {} }}", path(), fields.join(", "))
            }
            _ => unreachable!("refused by the scope check"),
        }
    }
}
