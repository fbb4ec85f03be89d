//! Expressions that take values across the border: from core values and back,
//! and from the ABI's form to the everyday form and back.

use wit_parser::{FlagsRepr, Int, Type, TypeDefKind, TypeId, Variant};

use crate::flat::{Flat, flatten, tag};
use crate::names::{camel, snake};
use crate::spelling::{Place, Shape, Spelling};

impl Spelling<'_> {
    /// An expression for the everyday form of `value`, which has the ABI's.
    pub(crate) fn view_of(&self, ty: &Type, value: &str) -> String {
        if self.view_is_abi(ty, Place::Result) {
            return value.to_owned();
        }
        match self.shape(ty) {
            Shape::Kind(TypeDefKind::Option(inner)) => match self.view_of(inner, "value") {
                same if same == "value" => format!("{value}.get()"),
                view => format!("{value}.get().map(|value| {view})"),
            },
            Shape::Kind(TypeDefKind::Result(result)) => {
                let mut view = format!("{value}.get()");
                for (side, method) in [(&result.ok, "map"), (&result.err, "map_err")] {
                    match side.map(|ty| self.view_of(&ty, "value")) {
                        Some(side) if side != "value" => {
                            view.push_str(&format!(".{method}(|value| {side})"));
                        }
                        _ => {}
                    }
                }
                view
            }
            Shape::Kind(TypeDefKind::Tuple(tuple)) => {
                let names: Vec<_> = (0..tuple.types.len())
                    .map(|index| format!("m{index}"))
                    .collect();
                let views: Vec<_> = tuple
                    .types
                    .iter()
                    .zip(&names)
                    .map(|(ty, name)| self.view_of(ty, name) + ",")
                    .collect();
                format!(
                    "{{ let Tuple{}({}) = {value}; ({}) }}",
                    names.len(),
                    names.join(", "),
                    views.join(" ")
                )
            }
            _ => format!("{value}.get()"),
        }
    }

    /// An expression for the everyday form of a parameter that lies at `place`,
    /// where what is large stays and is lent.
    pub(crate) fn lend(&self, ty: &Type, place: &str) -> String {
        if !self.lends(ty) {
            return self.view_of(ty, place);
        }
        match self.shape(ty) {
            Shape::Kind(TypeDefKind::Option(inner)) => {
                format!(
                    "{place}.as_ref().map(|value| {})",
                    self.lend_reference(inner)
                )
            }
            Shape::Kind(TypeDefKind::Result(result)) => {
                let mut view = format!("{place}.as_ref()");
                for (side, method) in [(&result.ok, "map"), (&result.err, "map_err")] {
                    let side = match side {
                        Some(ty) => self.lend_reference(ty),
                        None => "*value".into(),
                    };
                    view.push_str(&format!(".{method}(|value| {side})"));
                }
                view
            }
            Shape::Kind(TypeDefKind::Tuple(tuple)) => {
                let members: Vec<_> = tuple
                    .types
                    .iter()
                    .enumerate()
                    .map(|(index, ty)| self.lend(ty, &format!("{place}.{index}")) + ",")
                    .collect();
                format!("({})", members.join(" "))
            }
            _ => format!("&{place}"),
        }
    }

    /// The same for one that `value` refers to.
    fn lend_reference(&self, ty: &Type) -> String {
        if self.lent(ty, Place::Param) && self.view(ty, "", Place::Param).starts_with('&') {
            return "value".into();
        }
        match self.lend(ty, "value") {
            same if same == "value" => "*value".into(),
            view => view,
        }
    }

    /// An expression for the ABI's form of `value`, which has the everyday
    /// form.
    pub(crate) fn abi_of(&self, ty: &Type, value: &str, place: Place) -> String {
        if self.view_is_abi(ty, place) {
            return value.to_owned();
        }
        match self.shape(ty) {
            Shape::String => format!("Str::new({value})"),
            Shape::Kind(TypeDefKind::List(_)) => format!("List::new({value})"),
            Shape::Kind(TypeDefKind::Option(inner)) => match self.abi_of(inner, "value", place) {
                same if same == "value" => format!("Opt::from({value})"),
                abi => format!("Opt::from({value}.map(|value| {abi}))"),
            },
            Shape::Kind(TypeDefKind::Result(result)) => {
                let mut abi = value.to_owned();
                for (side, method) in [(&result.ok, "map"), (&result.err, "map_err")] {
                    match side.map(|ty| self.abi_of(&ty, "value", place)) {
                        Some(side) if side != "value" => {
                            abi.push_str(&format!(".{method}(|value| {side})"));
                        }
                        _ => {}
                    }
                }
                format!("Res::from({abi})")
            }
            Shape::Kind(TypeDefKind::Tuple(tuple)) => {
                let names: Vec<_> = (0..tuple.types.len())
                    .map(|index| format!("m{index}"))
                    .collect();
                let members: Vec<_> = tuple
                    .types
                    .iter()
                    .zip(&names)
                    .map(|(ty, name)| self.abi_of(ty, name, place))
                    .collect();
                format!(
                    "{{ let ({},) = {value}; Tuple{}({}) }}",
                    names.join(", "),
                    names.len(),
                    members.join(", ")
                )
            }
            // Lent.
            _ => format!("*{value}"),
        }
    }

    /// An expression, with unsafe calls in it, for the value that `flats` are:
    /// variables of exactly the core types that `ty` flattens to.
    pub(crate) fn lift(&self, ty: &Type, flats: &[String]) -> String {
        let id = match ty {
            Type::Bool => return format!("{} != 0", flats[0]),
            Type::S32 | Type::S64 | Type::F32 | Type::F64 => return flats[0].clone(),
            Type::U8 | Type::S8 | Type::U16 | Type::S16 | Type::U32 | Type::U64 => {
                return format!("{} as {}", flats[0], self.abi(ty, "'_"));
            }
            Type::Char => return format!("char::from_u32_unchecked({} as u32)", flats[0]),
            Type::String => return lift_span("Str", flats),
            Type::ErrorContext => unreachable!("refused by the scope check"),
            Type::Id(id) => *id,
        };
        let def = &self.resolve.types[id];
        match &def.kind {
            TypeDefKind::Type(ty) => self.lift(ty, flats),
            TypeDefKind::List(_) => lift_span("List", flats),
            TypeDefKind::Flags(bits) => {
                let int = match bits.repr() {
                    FlagsRepr::U8 => "u8",
                    FlagsRepr::U16 => "u16",
                    FlagsRepr::U32(_) => "u32",
                };
                format!("{}::from_bits({} as {int})", self.path(id), flats[0])
            }
            TypeDefKind::Enum(cases) => self.lift_number(id, cases.tag(), &flats[0]),
            TypeDefKind::Record(record) => {
                let members = self.split(record.fields.iter().map(|field| &field.ty), flats);
                let fields: Vec<_> = record
                    .fields
                    .iter()
                    .zip(members)
                    .map(|(field, flats)| {
                        format!("{}: {}", snake(&field.name), self.lift(&field.ty, flats))
                    })
                    .collect();
                format!("{} {{ {} }}", self.path(id), fields.join(", "))
            }
            TypeDefKind::Tuple(tuple) => {
                let members = self.split(tuple.types.iter(), flats);
                let fields: Vec<_> = tuple
                    .types
                    .iter()
                    .zip(members)
                    .map(|(ty, flats)| self.lift(ty, flats))
                    .collect();
                format!("Tuple{}({})", fields.len(), fields.join(", "))
            }
            TypeDefKind::Option(ty) => format!(
                "match {} {{ 0 => Opt::None, _ => {} }}",
                flats[0],
                self.lift_case("Opt::Some", Some(ty), id, flats)
            ),
            TypeDefKind::Result(result) => format!(
                "match {} {{ 0 => {}, _ => {} }}",
                flats[0],
                self.lift_side("Res::Ok", result.ok.as_ref(), id, flats),
                self.lift_side("Res::Err", result.err.as_ref(), id, flats),
            ),
            TypeDefKind::Variant(variant) if variant.cases.iter().all(|case| case.ty.is_none()) => {
                self.lift_number(id, variant.tag(), &flats[0])
            }
            TypeDefKind::Variant(variant) => self.lift_variant(id, variant, flats),
            _ => unreachable!("refused by the scope check"),
        }
    }

    fn lift_number(&self, id: TypeId, int: Int, flat: &str) -> String {
        let int = tag(int);
        format!(
            "core::mem::transmute::<{int}, {}>({flat} as {int})",
            self.path(id)
        )
    }

    fn lift_variant(&self, id: TypeId, variant: &Variant, flats: &[String]) -> String {
        let path = self.path(id);
        let cases: Vec<_> = variant
            .cases
            .iter()
            .enumerate()
            .map(|(number, case)| {
                let name = format!("{path}::{}", camel(&case.name));
                format!(
                    "{number} => {},",
                    self.lift_case(&name, case.ty.as_ref(), id, flats)
                )
            })
            .collect();
        format!(
            "match {} {{ {} _ => core::hint::unreachable_unchecked() }}",
            flats[0],
            cases.join(" ")
        )
    }

    /// A side of a result: one that WIT leaves out is `()`.
    fn lift_side(&self, name: &str, ty: Option<&Type>, id: TypeId, flats: &[String]) -> String {
        match ty {
            None => format!("{name}(())"),
            some => self.lift_case(name, some, id, flats),
        }
    }

    fn lift_case(&self, name: &str, ty: Option<&Type>, id: TypeId, flats: &[String]) -> String {
        let Some(ty) = ty else { return name.to_owned() };
        let joined = flatten(self.resolve, &Type::Id(id));
        let payload: Vec<_> = flatten(self.resolve, ty)
            .into_iter()
            .zip(joined.into_iter().zip(flats).skip(1))
            .map(|(flat, (joined, value))| flat.narrow(joined, value))
            .collect();
        format!("{name}({})", self.lift(ty, &payload))
    }

    /// Cuts `flats` into the parts that belong to each of `types`.
    fn split<'f, 't>(
        &self,
        types: impl Iterator<Item = &'t Type>,
        flats: &'f [String],
    ) -> Vec<&'f [String]> {
        let mut rest = flats;
        types
            .map(|ty| {
                let (part, others) = rest.split_at(flatten(self.resolve, ty).len());
                rest = others;
                part
            })
            .collect()
    }

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

fn lift_span(name: &str, flats: &[String]) -> String {
    format!(
        "{name}::lift(core::ptr::with_exposed_provenance({} as usize), {} as usize)",
        flats[0], flats[1]
    )
}

fn lower_span(value: &str) -> Vec<String> {
    vec![
        format!("{value}.as_ptr().expose_provenance() as i32"),
        format!("{value}.len() as i32"),
    ]
}
