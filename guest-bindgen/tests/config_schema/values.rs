//! Values of types, values that are damaged, and which of them are of a type.

use serde_json::{Map, Value, json};

use super::kinds::{Dice, Field, Kind, in_field};

/// A value of a type.
pub(super) fn value(dice: &mut Dice, kind: &Kind) -> Value {
    match kind {
        Kind::Bool => dice.once_in(2).into(),
        Kind::Whole(_, least, most) => {
            let number = match dice.below(4) {
                0 => *least,
                1 => *most,
                2 => 0.clamp(*least, *most),
                _ => i128::from(dice.next()) % (most - least + 1) + least,
            };
            whole(number)
        }
        Kind::F32 | Kind::F64 => {
            [json!(0), json!(-1.5), json!(1e20), json!(0.1), json!(-7)][dice.below(5)].clone()
        }
        Kind::Char => ["a", "é", "😀", "\"", " "][dice.below(5)].into(),
        Kind::Text => ["", "a", "é\"\\", "two words", "c0"][dice.below(5)].into(),
        Kind::Enum(cases) => format!("c{}", dice.below(*cases)).into(),
        Kind::Flags(flags) => (0..*flags)
            .filter(|_| dice.once_in(2))
            .map(|at| format!("c{at}"))
            .collect(),
        Kind::List(item) => (0..dice.below(4)).map(|_| value(dice, item)).collect(),
        Kind::Fixed(item, len) => (0..*len).map(|_| value(dice, item)).collect(),
        Kind::Map(item) => {
            let entries = (0..dice.below(3)).map(|at| (format!("k{at}"), value(dice, item)));
            Value::Object(entries.collect())
        }
        Kind::Tuple(kinds) => kinds.iter().map(|kind| value(dice, kind)).collect(),
        Kind::Record(fields) => record(dice, fields),
        Kind::Variant(cases) => {
            let at = dice.below(cases.len());
            case(dice, &format!("c{at}"), cases[at].as_ref())
        }
        Kind::Result(sides) => {
            let at = dice.below(2);
            case(dice, ["ok", "err"][at], sides[at].as_ref())
        }
        Kind::Option(_) if dice.once_in(2) => Value::Null,
        Kind::Option(inner) => value(dice, inner),
    }
}

pub(super) fn record(dice: &mut Dice, fields: &[Field]) -> Value {
    let mut object = Map::new();
    for (at, field) in fields.iter().enumerate() {
        let may_lack = field.default.is_some() || matches!(field.kind, Kind::Option(_));
        if !may_lack || dice.once_in(2) {
            object.insert(format!("f{at}"), value(dice, in_field(&field.kind)));
        }
    }
    Value::Object(object)
}

fn case(dice: &mut Dice, name: &str, payload: Option<&Kind>) -> Value {
    let payload = payload.map_or(Value::Null, |kind| value(dice, kind));
    json!({name: payload})
}

fn whole(number: i128) -> Value {
    match (u64::try_from(number), i64::try_from(number)) {
        (Ok(number), _) => number.into(),
        (_, Ok(number)) => number.into(),
        _ => unreachable!("in the range of a type"),
    }
}

/// Returns whether a value is of a type, which the schema has to say.
fn takes(kind: &Kind, value: &Value) -> bool {
    let names = |count: &usize| (0..*count).map(|at| format!("c{at}")).collect::<Vec<_>>();
    let side = |kind: &Option<Kind>, value: &Value| match kind {
        Some(kind) => takes(kind, value),
        None => value.is_null(),
    };
    match (kind, value) {
        (Kind::Bool, Value::Bool(_))
        | (Kind::Text, Value::String(_))
        | (Kind::F64, Value::Number(_)) => true,
        (Kind::F32, Value::Number(number)) => {
            // As a reader of text does it.
            number.to_string().parse::<f32>().is_ok_and(f32::is_finite)
        }
        (Kind::Whole(_, least, most), Value::Number(number)) => {
            // 3.0 is 3, and 1e20 is a whole number.
            let float = || number.as_f64().filter(|number| number.fract() == 0.0);
            #[allow(
                clippy::cast_possible_truncation,
                reason = "what is larger is out of range"
            )]
            let whole = || float().map(|number| number as i128);
            let number = number.to_string().parse().ok().or_else(whole);
            number.is_some_and(|number: i128| (*least..=*most).contains(&number))
        }
        (Kind::Char, Value::String(text)) => text.chars().count() == 1,
        (Kind::Enum(cases), Value::String(text)) => names(cases).contains(text),
        (Kind::Flags(flags), Value::Array(items)) => {
            let known = |item: &Value| {
                item.as_str()
                    .is_some_and(|text| names(flags).iter().any(|name| name == text))
            };
            items.iter().all(known)
                && items
                    .iter()
                    .enumerate()
                    .all(|(at, item)| !items[..at].contains(item))
        }
        (Kind::List(kind), Value::Array(items)) => items.iter().all(|item| takes(kind, item)),
        (Kind::Fixed(kind, len), Value::Array(items)) => {
            items.len() == *len && items.iter().all(|item| takes(kind, item))
        }
        (Kind::Map(kind), Value::Object(object)) => object.values().all(|item| takes(kind, item)),
        (Kind::Tuple(kinds), Value::Array(items)) => {
            items.len() == kinds.len()
                && kinds
                    .iter()
                    .zip(items)
                    .all(|(kind, item)| takes(kind, item))
        }
        (Kind::Record(fields), Value::Object(object)) => takes_fields(fields, object),
        (Kind::Variant(cases), Value::Object(object)) => {
            object.len() == 1
                && cases.iter().enumerate().any(|(at, kind)| {
                    object
                        .get(&format!("c{at}"))
                        .is_some_and(|value| side(kind, value))
                })
        }
        (Kind::Result(sides), Value::Object(object)) => {
            object.len() == 1
                && ["ok", "err"]
                    .iter()
                    .zip(sides)
                    .any(|(name, kind)| object.get(*name).is_some_and(|value| side(kind, value)))
        }
        (Kind::Option(inner), value) => value.is_null() || takes(inner, value),
        _ => false,
    }
}

pub(super) fn takes_fields(fields: &[Field], object: &Map<String, Value>) -> bool {
    let known = |name: &String| (0..fields.len()).any(|at| *name == format!("f{at}"));
    object.keys().all(known)
        && fields
            .iter()
            .enumerate()
            .all(|(at, field)| match object.get(&format!("f{at}")) {
                Some(value) => takes(in_field(&field.kind), value),
                None => field.default.is_some() || matches!(field.kind, Kind::Option(_)),
            })
}

/// Changes a value in one place.
pub(super) fn damage(dice: &mut Dice, value: &mut Value) {
    let deeper = !dice.once_in(3);
    match value {
        Value::Array(items) if deeper && !items.is_empty() => {
            let at = dice.below(items.len());
            match dice.below(5) {
                0 => _ = items.remove(at),
                1 => items.push(items[at].clone()),
                _ => damage(dice, &mut items[at]),
            }
        }
        Value::Object(object) if deeper && !object.is_empty() => {
            let at = dice.below(object.len());
            let name = object.keys().nth(at).expect("a name").clone();
            match dice.below(6) {
                0 => _ = object.remove(&name),
                1 => _ = object.insert("other".into(), Value::Null),
                2 => _ = object.insert("f1".into(), 1.into()),
                _ => damage(dice, &mut object[&name]),
            }
        }
        value => {
            *value = [
                json!(null),
                json!(true),
                json!(0),
                json!(-1),
                json!(255),
                json!(256),
                json!(-129),
                json!(65_536),
                json!(4_294_967_296_u64),
                json!(u64::MAX),
                json!(3.0),
                json!(1.5),
                json!(1e20),
                json!(1e300),
                json!(3.402_823_6e38),
                json!(""),
                json!("c0"),
                json!("c9"),
                json!("ab"),
                json!([]),
                json!(["c0", "c0"]),
                json!([null]),
                json!({}),
                json!({"c0": null}),
                json!({"ok": null}),
                json!({"ok": null, "err": null}),
            ][dice.below(26)]
            .clone();
        }
    }
}
