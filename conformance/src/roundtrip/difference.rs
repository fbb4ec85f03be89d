//! Comparison of a value with the one that was sent.

use std::fmt::{self, Write as _};

use fastrand::Rng;
use wasmtime::component::Val;

use crate::roundtrip::making::Maker;
use crate::roundtrip::shape::Shape;
use crate::roundtrip::sites::Sites;

/// The first place where two values differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The way from the whole to the part: `.field[3]/some`, say.
    pub at: String,
    /// The value that was sent there.
    pub sent: String,
    /// The value that arrived.
    pub arrived: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { at, sent, arrived } = self;
        let at = if at.is_empty() { "itself" } else { at };
        write!(f, "at {at}: sent {sent}, arrived {arrived}")
    }
}

/// The first difference between a value and what arrived of it. Both zeros
/// differ; all that is not a number is the same, because a host may choose the
/// bits of it.
pub fn difference(sent: &Val, arrived: &Val) -> Option<Difference> {
    let within = |at: &str, sent: &Val, arrived: &Val| {
        let mut inner = difference(sent, arrived)?;
        inner.at.insert_str(0, at);
        Some(inner)
    };
    let boxed =
        |at: &str, sent: &Option<Box<Val>>, arrived: &Option<Box<Val>>| match (sent, arrived) {
            (Some(sent), Some(arrived)) => within(at, sent, arrived),
            (None, None) => None,
            _ => Some(plain(sent, arrived)),
        };
    match (sent, arrived) {
        (Val::List(left), Val::List(right)) if left.len() == right.len() => left
            .iter()
            .zip(right)
            .enumerate()
            .find_map(|(at, (sent, arrived))| within(&format!("[{at}]"), sent, arrived)),
        (Val::Tuple(left), Val::Tuple(right)) if left.len() == right.len() => left
            .iter()
            .zip(right)
            .enumerate()
            .find_map(|(at, (sent, arrived))| within(&format!(".{at}"), sent, arrived)),
        (Val::Record(left), Val::Record(right)) if same_names(left, right) => left
            .iter()
            .zip(right)
            .find_map(|((name, sent), (_, arrived))| within(&format!(".{name}"), sent, arrived)),
        (Val::Variant(left, sent), Val::Variant(right, arrived)) if left == right => {
            boxed(&format!("/{left}"), sent, arrived)
        }
        (Val::Option(Some(sent)), Val::Option(Some(arrived))) => within("/some", sent, arrived),
        (Val::Result(Ok(sent)), Val::Result(Ok(arrived))) => boxed("/ok", sent, arrived),
        (Val::Result(Err(sent)), Val::Result(Err(arrived))) => boxed("/error", sent, arrived),
        // Wasmtime compares floats as they are compared here.
        _ => (sent != arrived).then(|| plain(sent, arrived)),
    }
}

fn same_names(left: &[(String, Val)], right: &[(String, Val)]) -> bool {
    let names = |fields: &[(String, Val)]| -> Vec<String> {
        fields.iter().map(|(name, _)| name.clone()).collect()
    };
    names(left) == names(right)
}

fn plain(sent: &impl fmt::Debug, arrived: &impl fmt::Debug) -> Difference {
    Difference {
        at: String::new(),
        sent: brief(sent),
        arrived: brief(arrived),
    }
}

/// Returns a value as a message has it; of a long one only the beginning. The rest is
/// not even made, because a text may have hundreds of kilobytes.
pub fn brief(value: &impl fmt::Debug) -> String {
    let mut brief = Brief::default();
    // An error is how it says that it has enough.
    match write!(brief, "{value:?}") {
        Ok(()) => brief.text,
        Err(fmt::Error) => brief.text + " .. (and more)",
    }
}

/// The beginning of a text.
#[derive(Default)]
struct Brief {
    text: String,
    characters: usize,
}

impl fmt::Write for Brief {
    fn write_str(&mut self, more: &str) -> fmt::Result {
        const LONGEST: usize = 400;
        for character in more.chars() {
            if self.characters == LONGEST {
                return Err(fmt::Error);
            }
            self.text.push(character);
            self.characters += 1;
        }
        Ok(())
    }
}

/// Changes one part of a value, however deep, and leaves all others. Answers
/// whether that could be done: some types have one value only.
pub fn change(value: &mut Val, shape: &Shape, random: &mut Rng, sites: &mut Sites) -> bool {
    // Mostly something inside, but sometimes which case it is or how many items.
    let record = matches!(shape, Shape::Record(_) | Shape::Tuple(_));
    if (record || random.u8(..4) != 0)
        && parts(value, shape, random)
            .into_iter()
            .any(|(part, shape)| change(part, shape, random, sites))
    {
        return true;
    }
    if record {
        return false;
    }
    // Another value of the type, found by making some.
    for _ in 0..100 {
        let other = Maker::new(random, sites).value(shape);
        if difference(value, &other).is_some() {
            *value = other;
            return true;
        }
    }
    false
}

/// The parts of a value, in any order.
fn parts<'v>(
    value: &'v mut Val,
    shape: &'v Shape,
    random: &mut Rng,
) -> Vec<(&'v mut Val, &'v Shape)> {
    let mut parts: Vec<(&mut Val, &Shape)> = match (value, shape) {
        (Val::Record(fields), Shape::Record(shapes)) => {
            let fields = fields.iter_mut().zip(shapes);
            fields
                .map(|((_, field), (_, shape))| (field, shape))
                .collect()
        }
        (Val::Tuple(members), Shape::Tuple(shapes)) => members.iter_mut().zip(shapes).collect(),
        (Val::List(items), Shape::List { item, .. }) => {
            items.iter_mut().map(|value| (value, &**item)).collect()
        }
        (Val::Option(Some(some)), Shape::Option(_, shape)) => vec![(some, shape)],
        (Val::Variant(name, Some(payload)), Shape::Variant(_, cases)) => {
            let case = cases.iter().find(|(case, _)| case == name);
            let shape = case.and_then(|(_, shape)| shape.as_ref());
            shape
                .map(|shape| (&mut **payload, shape))
                .into_iter()
                .collect()
        }
        (Val::Result(Ok(Some(part))), Shape::Result(_, Some(shape), _))
        | (Val::Result(Err(Some(part))), Shape::Result(_, _, Some(shape))) => vec![(part, shape)],
        _ => Vec::new(),
    };
    random.shuffle(&mut parts);
    parts
}
