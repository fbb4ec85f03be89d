//! Defaults: JSON that was checked against the WIT type of its field.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};
use wit_parser::{Record, Resolve, Type, TypeDefKind};

use super::remarks::Remarks;

/// The first number that rounds to no `f32`: 2^128 - 2^103, halfway between the
/// largest one and what would come next.
pub(crate) const BEYOND_F32: f64 = 340_282_356_779_733_661_637_539_395_458_142_568_448.0;

/// A value of a WIT type, in the form that settings have.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Constant {
    /// A number, a text, a flag, the name of a case without more, or `null`.
    Plain(Value),
    /// A list, a tuple, or the names of flags.
    List(Vec<Constant>),
    /// Fields of a record, in its order; or the one case of a variant.
    Record(Vec<(String, Constant)>),
}

impl Serialize for Constant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Plain(value) => value.serialize(serializer),
            Self::List(items) => items.serialize(serializer),
            Self::Record(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (name, value) in fields {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

/// The reason why a value is not of a type: the place in it, as a JSON pointer, and the mistake.
#[derive(Debug)]
pub(crate) struct Misfit {
    place: String,
    what: String,
}

impl Misfit {
    fn new(what: impl Into<String>) -> Self {
        Self {
            place: String::new(),
            what: what.into(),
        }
    }

    fn inside(mut self, step: impl std::fmt::Display) -> Self {
        self.place.insert_str(0, &format!("/{step}"));
        self
    }
}

impl std::fmt::Display for Misfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &*self.place {
            "" => f.write_str(&self.what),
            place => write!(f, "at `{place}`: {}", self.what),
        }
    }
}

/// Returns the value of a type that some JSON is. The type has a schema.
pub(super) fn check(resolve: &Resolve, ty: &Type, value: &Value) -> Result<Constant, Misfit> {
    let plain = |fits: bool, what: &str| {
        if fits {
            Ok(Constant::Plain(value.clone()))
        } else {
            Err(Misfit::new(format!("this is no {what}")))
        }
    };
    let id = match ty {
        Type::Bool => return plain(value.is_boolean(), "`true` or `false`"),
        Type::String => return plain(value.is_string(), "text"),
        Type::Char => {
            let one = value.as_str().is_some_and(|text| text.chars().count() == 1);
            return plain(one, "text of one character");
        }
        Type::F64 => return plain(value.is_number(), "number"),
        Type::F32 => {
            let fits = value
                .as_f64()
                .is_some_and(|number| number.abs() < BEYOND_F32);
            return plain(fits, "number in the range of f32");
        }
        Type::Id(id) => *id,
        _ => {
            let Some((least, most)) = range(ty) else {
                return Err(Misfit::new("JSON has no form for it"));
            };
            let number = value.as_i64().map(i128::from);
            let number = number.or_else(|| value.as_u64().map(i128::from));
            let fits = number.is_some_and(|number| (least..=most).contains(&number));
            return plain(fits, &format!("whole number from {least} to {most}"));
        }
    };
    match &resolve.types[id].kind {
        TypeDefKind::List(item) => items(value)?
            .iter()
            .enumerate()
            .map(|(at, value)| check(resolve, item, value).map_err(|misfit| misfit.inside(at)))
            .collect::<Result<_, _>>()
            .map(Constant::List),
        TypeDefKind::FixedLengthList(item, len) => {
            let types = vec![*item; items(value)?.len()];
            tuple(
                resolve,
                &types,
                usize::try_from(*len).unwrap_or(usize::MAX),
                value,
            )
        }
        TypeDefKind::Tuple(types) => tuple(resolve, &types.types, types.types.len(), value),
        TypeDefKind::Map(_, item) => object(value)?
            .iter()
            .map(|(name, value)| {
                let value = check(resolve, item, value);
                Ok((name.clone(), value.map_err(|misfit| misfit.inside(name))?))
            })
            .collect::<Result<_, _>>()
            .map(Constant::Record),
        TypeDefKind::Option(_) if value.is_null() => Ok(Constant::Plain(Value::Null)),
        TypeDefKind::Option(ty) | TypeDefKind::Type(ty) => check(resolve, ty, value),
        TypeDefKind::Record(record) => fields(resolve, record, value),
        TypeDefKind::Enum(cases) => {
            let names = cases.cases.iter().map(|case| case.name.as_str());
            one_of(names, value)
        }
        TypeDefKind::Flags(flags) => {
            let mut set: Vec<Constant> = Vec::new();
            for (at, value) in items(value)?.iter().enumerate() {
                let names = flags.flags.iter().map(|flag| flag.name.as_str());
                let flag = one_of(names, value).map_err(|misfit| misfit.inside(at))?;
                if set.contains(&flag) {
                    return Err(Misfit::new("this flag stands there twice").inside(at));
                }
                set.push(flag);
            }
            Ok(Constant::List(set))
        }
        TypeDefKind::Variant(variant) => {
            let cases = variant.cases.iter();
            case(resolve, cases.map(|case| (&*case.name, case.ty)), value)
        }
        TypeDefKind::Result(result) => {
            let sides = [("ok", result.ok), ("err", result.err)];
            case(resolve, sides.into_iter(), value)
        }
        _ => Err(Misfit::new("JSON has no form for it")),
    }
}

/// The range of a type of whole numbers.
pub(super) fn range(ty: &Type) -> Option<(i128, i128)> {
    Some(match ty {
        Type::U8 => (0, u8::MAX.into()),
        Type::U16 => (0, u16::MAX.into()),
        Type::U32 => (0, u32::MAX.into()),
        Type::U64 => (0, u64::MAX.into()),
        Type::S8 => (i8::MIN.into(), i8::MAX.into()),
        Type::S16 => (i16::MIN.into(), i16::MAX.into()),
        Type::S32 => (i32::MIN.into(), i32::MAX.into()),
        Type::S64 => (i64::MIN.into(), i64::MAX.into()),
        _ => return None,
    })
}

fn items(value: &Value) -> Result<&[Value], Misfit> {
    let items = value.as_array().map(Vec::as_slice);
    items.ok_or_else(|| Misfit::new("this is no array"))
}

fn object(value: &Value) -> Result<&Map<String, Value>, Misfit> {
    let object = value.as_object();
    object.ok_or_else(|| Misfit::new("this is no object"))
}

fn tuple(resolve: &Resolve, types: &[Type], len: usize, value: &Value) -> Result<Constant, Misfit> {
    let items = items(value)?;
    if items.len() != len {
        let what = format!("these are {} items, and not {len}", items.len());
        return Err(Misfit::new(what));
    }
    let members = types.iter().zip(items).enumerate();
    members
        .map(|(at, (ty, value))| check(resolve, ty, value).map_err(|misfit| misfit.inside(at)))
        .collect::<Result<_, _>>()
        .map(Constant::List)
}

fn fields(resolve: &Resolve, record: &Record, value: &Value) -> Result<Constant, Misfit> {
    let object = object(value)?;
    let known = |name: &String| record.fields.iter().any(|field| field.name == *name);
    if let Some(name) = object.keys().find(|name| !known(name)) {
        return Err(Misfit::new("the record has no such field").inside(name));
    }
    let mut fields = Vec::new();
    for field in &record.fields {
        let name = &field.name;
        match object.get(name) {
            // As of the field itself: `null` does not stand for its absence.
            Some(value) => {
                let ty = optional(resolve, &field.ty).unwrap_or(field.ty);
                let value = check(resolve, &ty, value).map_err(|misfit| misfit.inside(name))?;
                fields.push((name.clone(), value));
            }
            None if is_required(resolve, field) => {
                return Err(Misfit::new(format!("the field `{name}` is missing")));
            }
            None => {}
        }
    }
    Ok(Constant::Record(fields))
}

/// Returns whether settings have to have a field: it is neither an option nor has a default.
pub(crate) fn is_required(resolve: &Resolve, field: &wit_parser::Field) -> bool {
    // Where the default is wrong, that is said of the field.
    let has_default = Remarks::read(&field.docs).map_or(true, |remarks| remarks.default.is_some());
    optional(resolve, &field.ty).is_none() && !has_default
}

/// The type in an option; `None` where it is no option.
pub(crate) fn optional(resolve: &Resolve, ty: &Type) -> Option<Type> {
    let mut ty = *ty;
    while let Type::Id(id) = ty {
        match resolve.types[id].kind {
            TypeDefKind::Type(target) => ty = target,
            TypeDefKind::Option(inner) => return Some(inner),
            _ => return None,
        }
    }
    None
}

fn one_of<'a>(
    mut names: impl Iterator<Item = &'a str> + Clone,
    value: &Value,
) -> Result<Constant, Misfit> {
    let all = names.clone();
    match value.as_str() {
        Some(text) if names.any(|name| name == text) => Ok(Constant::Plain(value.clone())),
        _ => Err(Misfit::new(format!("this is none of {}", listed(all)))),
    }
}

/// Returns names for a message, the first of many.
fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    const SHOWN: usize = 20;

    let mut names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
    if names.len() > SHOWN {
        let more = names.len() - SHOWN;
        names.truncate(SHOWN);
        names.push(format!("{more} more"));
    }
    names.join(", ")
}

fn case<'a>(
    resolve: &Resolve,
    mut cases: impl Iterator<Item = (&'a str, Option<Type>)> + Clone,
    value: &Value,
) -> Result<Constant, Misfit> {
    let names = listed(cases.clone().map(|(name, _)| name));
    let wrong = || Misfit::new(format!("this is no object with one field, one of {names}"));
    let mut fields = value.as_object().ok_or_else(wrong)?.iter();
    let (Some((name, payload)), None) = (fields.next(), fields.next()) else {
        return Err(wrong());
    };
    let (_, ty) = cases.find(|(case, _)| case == name).ok_or_else(wrong)?;
    let payload = match ty {
        Some(ty) => check(resolve, &ty, payload),
        None if payload.is_null() => Ok(Constant::Plain(Value::Null)),
        None => Err(Misfit::new("the case holds nothing: write `null`")),
    };
    let payload = payload.map_err(|misfit| misfit.inside(name))?;
    Ok(Constant::Record(vec![(name.clone(), payload)]))
}
