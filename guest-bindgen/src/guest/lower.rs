//! Expressions for the core values that are passed to a host.

use wit_parser::{Type, TypeDefKind, TypeId, Variant};

use super::flat::{Flat, flatten};
use super::type_printer::{Shape, TypePrinter};
use crate::wit::names::{camel, snake};

impl TypePrinter<'_> {
    /// Expressions for the core values of `value`, an expression of the
    /// everyday form that is cheap to repeat. What has to be computed first is
    /// added to `statements`, under names that begin with `prefix`.
    pub(crate) fn lower(
        &self,
        ty: &Type,
        value: &str,
        prefix: &str,
        statements: &mut Vec<String>,
    ) -> Vec<String> {
        let id = match ty {
            Type::Bool | Type::U8 | Type::S8 | Type::U16 | Type::S16 => {
                return vec![format!("i32::from({value})")];
            }
            Type::U32 | Type::Char => return vec![format!("{value} as i32")],
            Type::U64 => return vec![format!("{value} as i64")],
            Type::S32 | Type::S64 | Type::F32 | Type::F64 => return vec![value.to_owned()],
            Type::String => return lower_span(value),
            Type::ErrorContext => unreachable!("refused by the scope check"),
            Type::Id(id) => *id,
        };
        let shape = self.shape(ty);
        if self.is_named(ty) && matches!(shape, Shape::Kind(TypeDefKind::Tuple(_))) {
            return self.lower_abi(ty, value, prefix, statements);
        }
        match &self.resolve.types[id].kind {
            TypeDefKind::Type(ty) => self.lower(ty, value, prefix, statements),
            TypeDefKind::List(_) => lower_span(value),
            TypeDefKind::Flags(_) => vec![format!("{value}.bits() as i32")],
            TypeDefKind::Enum(_) => vec![format!("{value} as i32")],
            TypeDefKind::Record(record) => record
                .fields
                .iter()
                .enumerate()
                .flat_map(|(index, field)| {
                    let name = snake(&field.name);
                    // By number: with names in them two places could read alike.
                    let inner = format!("{prefix}_{index}");
                    // A field has the ABI's form, which dereferences or is
                    // matched like the everyday one.
                    self.lower_abi(&field.ty, &format!("{value}.{name}"), &inner, statements)
                })
                .collect(),
            TypeDefKind::Tuple(tuple) => tuple
                .types
                .iter()
                .enumerate()
                .flat_map(|(index, ty)| {
                    self.lower(
                        ty,
                        &format!("{value}.{index}"),
                        &format!("{prefix}_{index}"),
                        statements,
                    )
                })
                .collect(),
            TypeDefKind::Option(ty) => self.lower_cases(
                id,
                value,
                prefix,
                &[("None".into(), None), ("Some".into(), Some(ty))],
                Self::lower,
                statements,
            ),
            TypeDefKind::Result(result) => self.lower_cases(
                id,
                value,
                prefix,
                &[
                    side("Ok", result.ok.as_ref()),
                    side("Err", result.err.as_ref()),
                ],
                Self::lower,
                statements,
            ),
            TypeDefKind::Variant(variant) => {
                self.lower_variant(id, variant, value, prefix, statements)
            }
            _ => unreachable!("refused by the scope check"),
        }
    }

    /// The same for a value of the ABI's form.
    fn lower_abi(
        &self,
        ty: &Type,
        value: &str,
        prefix: &str,
        statements: &mut Vec<String>,
    ) -> Vec<String> {
        let Type::Id(id) = ty else {
            return self.lower(ty, value, prefix, statements);
        };
        match &self.resolve.types[*id].kind {
            TypeDefKind::Type(ty) => self.lower_abi(ty, value, prefix, statements),
            TypeDefKind::Tuple(tuple) => tuple
                .types
                .iter()
                .enumerate()
                .flat_map(|(index, ty)| {
                    self.lower_abi(
                        ty,
                        &format!("{value}.{index}"),
                        &format!("{prefix}_{index}"),
                        statements,
                    )
                })
                .collect(),
            TypeDefKind::Option(ty) => self.lower_cases(
                *id,
                value,
                prefix,
                &[("Opt::None".into(), None), ("Opt::Some".into(), Some(ty))],
                Self::lower_abi,
                statements,
            ),
            TypeDefKind::Result(result) => self.lower_cases(
                *id,
                value,
                prefix,
                &[
                    side("Res::Ok", result.ok.as_ref()),
                    side("Res::Err", result.err.as_ref()),
                ],
                Self::lower_abi,
                statements,
            ),
            _ => self.lower(ty, value, prefix, statements),
        }
    }

    fn lower_variant(
        &self,
        id: TypeId,
        variant: &Variant,
        value: &str,
        prefix: &str,
        statements: &mut Vec<String>,
    ) -> Vec<String> {
        if variant.cases.iter().all(|case| case.ty.is_none()) {
            return vec![format!("{value} as i32")];
        }
        let path = self.path(id);
        let cases: Vec<_> = variant
            .cases
            .iter()
            .map(|case| (format!("{path}::{}", camel(&case.name)), case.ty.as_ref()))
            .collect();
        self.lower_cases(id, value, prefix, &cases, Self::lower_abi, statements)
    }

    /// A match over the cases of a type, each of which gives the case's number
    /// and as many core values as the largest payload has.
    fn lower_cases(
        &self,
        id: TypeId,
        value: &str,
        prefix: &str,
        cases: &[(String, Option<&Type>)],
        lower: fn(&Self, &Type, &str, &str, &mut Vec<String>) -> Vec<String>,
        statements: &mut Vec<String>,
    ) -> Vec<String> {
        let joined = flatten(self.resolve, &Type::Id(id));
        let names: Vec<_> = (0..joined.len())
            .map(|index| format!("{prefix}_{index}"))
            .collect();
        let mut arms = String::new();
        for (number, (pattern, ty)) in cases.iter().enumerate() {
            let mut inner = Vec::new();
            let mut flats = vec![format!("{number}_i32")];
            let bound = if pattern.ends_with("(())") || ty.is_none() {
                pattern.clone()
            } else {
                format!("{pattern}(value)")
            };
            if let Some(ty) = ty {
                let payload = lower(self, ty, "value", prefix, &mut inner);
                for ((flat, joined), value) in flatten(self.resolve, ty)
                    .into_iter()
                    .zip(&joined[1..])
                    .zip(payload)
                {
                    flats.push(flat.widen(*joined, &value));
                }
            }
            for flat in &joined[flats.len()..] {
                flats.push(match flat {
                    Flat::I32 => "0_i32".into(),
                    Flat::I64 => "0_i64".into(),
                    Flat::F32 => "0.0_f32".into(),
                    Flat::F64 => "0.0_f64".into(),
                });
            }
            let tuple = match flats.as_slice() {
                [only] => only.clone(),
                _ => format!("({})", flats.join(", ")),
            };
            if inner.is_empty() {
                arms.push_str(&format!("    {bound} => {tuple},\n"));
            } else {
                arms.push_str(&format!("    {bound} => {{\n"));
                for line in inner.iter().flat_map(|statement| statement.lines()) {
                    arms.push_str(&format!("        {line}\n"));
                }
                arms.push_str(&format!("        {tuple}\n    }}\n"));
            }
        }
        let pattern = match names.as_slice() {
            [only] => only.clone(),
            _ => format!("({})", names.join(", ")),
        };
        statements.push(format!("let {pattern} = match {value} {{\n{arms}}};"));
        names
    }
}

/// A pattern for a side of a result: one that WIT leaves out is `()`.
fn side<'t>(name: &str, ty: Option<&'t Type>) -> (String, Option<&'t Type>) {
    match ty {
        Some(_) => (name.to_owned(), ty),
        None => (format!("{name}(())"), None),
    }
}

fn lower_span(value: &str) -> Vec<String> {
    vec![
        format!("{value}.as_ptr().expose_provenance() as i32"),
        format!("{value}.len() as i32"),
    ]
}
