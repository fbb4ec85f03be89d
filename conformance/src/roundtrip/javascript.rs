//! Calls of a mirror, written down as JSON from which a script makes the values
//! that jco has for WIT's types.
//!
//! Texts, booleans and numbers up to 32 bits are themselves. Everything else is
//! an object with one member that tells what it is:
//!
//! | member | what it stands for |
//! | --- | --- |
//! | `big` | a `BigInt`: 64-bit numbers, in digits |
//! | `f32`, `f64` | a number, by its bits in hexadecimal |
//! | `array` | an array: tuples, and lists but those of numbers |
//! | `typed` | a typed array: its name, and its items in the forms above |
//! | `object` | an object: records, and flags, which are true or false each |
//! | `tag` | `{tag, val}`: variants, results, and options of options |
//! | `none` | `undefined`: an option that is none |
//!
//! # Limits
//!
//! No text begins with U+FEFF: jco takes that for the mark of an encoding and
//! drops it, whatever component the text comes from.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use heck::ToLowerCamelCase as _;
use serde_json::{Map, Value, json};
use wasmtime::component::Val;

use crate::roundtrip::check::{Case, Cases};
use crate::roundtrip::host::Function;
use crate::roundtrip::shape::{Integer, Shape};

/// The calls of all functions of a mirror.
#[derive(Clone, Debug, Default)]
pub struct Script {
    functions: Vec<Value>,
    calls: usize,
}

impl Script {
    /// The calls that a run with `seed` makes.
    pub fn new(functions: &[Function], seed: u64) -> Self {
        let mut script = Self::default();
        for function in functions {
            let calls = Cases::new(function, seed).map(|case| written(function, &case));
            script.add(function, &calls.collect::<Vec<_>>());
        }
        script
    }

    /// The first `count` calls of each function, of which something else is
    /// expected than what is sent: one part of one argument or of the answer.
    ///
    /// # Errors
    ///
    /// When a function has nothing that could be something else.
    pub fn falsified(functions: &[Function], seed: u64, count: usize) -> Result<Self> {
        let mut script = Self::default();
        let mut random = fastrand::Rng::with_seed(seed);
        for function in functions {
            let mut calls = Vec::new();
            for case in Cases::new(function, seed).take(count) {
                let mut call = written(function, &case);
                let mut due = case;
                // Some changes are not seen: see the limits.
                while written(function, &due) == call {
                    ensure!(
                        due.change(function, &mut random),
                        "{}: there is one call only",
                        function.name
                    );
                }
                call["due"] = written(function, &due);
                calls.push(call);
            }
            script.add(function, &calls);
        }
        Ok(script)
    }

    fn add(&mut self, function: &Function, calls: &[Value]) {
        self.calls += calls.len();
        self.functions.push(json!({
            "interface": function.interface,
            "name": function.name,
            "method": function.name.to_lower_camel_case(),
            "calls": calls,
        }));
    }

    /// Returns the number of calls.
    pub fn calls(&self) -> usize {
        self.calls
    }

    /// Writes the calls into a folder.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn write(&self, folder: &Path, name: &str) -> Result<PathBuf> {
        let path = folder.join(format!("{name}.calls.json"));
        std::fs::write(&path, serde_json::to_vec(&self.functions)?)?;
        Ok(path)
    }
}

/// A call: the arguments, and the answer.
fn written(function: &Function, case: &Case) -> Value {
    let arguments = case.arguments.iter().zip(&function.params);
    let arguments: Vec<_> = arguments
        .map(|(argument, (_, shape))| value(argument, shape))
        .collect();
    json!({ "arguments": arguments, "answer": answer(case.answer.as_ref(), function) })
}

/// The answer of a function. jco throws the error of a result, and returns all
/// else.
fn answer(answer: Option<&Val>, function: &Function) -> Value {
    match (answer, &function.result) {
        (Some(Val::Result(Ok(part))), Some(Shape::Result(_, shape, _))) => {
            json!({ "returns": or_undefined(payload(part.as_deref(), shape.as_deref())) })
        }
        (Some(Val::Result(Err(part))), Some(Shape::Result(_, _, shape))) => {
            json!({ "throws": or_undefined(payload(part.as_deref(), shape.as_deref())) })
        }
        (Some(answer), Some(shape)) => json!({ "returns": value(answer, shape) }),
        _ => json!({ "returns": or_undefined(None) }),
    }
}

fn payload(part: Option<&Val>, shape: Option<&Shape>) -> Option<Value> {
    Some(value(part?, shape?))
}

/// `undefined` where there is no payload.
fn or_undefined(payload: Option<Value>) -> Value {
    payload.unwrap_or_else(|| json!({ "none": true }))
}

/// Returns whether `undefined` is a value of the type. An option of such a type has a
/// tag: nothing else could tell which of the two is none.
fn may_be_undefined(shape: &Shape) -> bool {
    match shape {
        Shape::Option(_, some) => !may_be_undefined(some),
        _ => false,
    }
}

fn tagged(tag: &str, payload: Option<Value>) -> Value {
    match payload {
        Some(payload) => json!({ "tag": tag, "val": payload }),
        None => json!({ "tag": tag }),
    }
}

/// A value of a type.
///
/// # Panics
///
/// When it is of another type.
fn value(of: &Val, shape: &Shape) -> Value {
    match (of, shape) {
        (Val::Bool(truth), _) => json!(truth),
        (Val::S8(number), _) => json!(number),
        (Val::U8(number), _) => json!(number),
        (Val::S16(number), _) => json!(number),
        (Val::U16(number), _) => json!(number),
        (Val::S32(number), _) => json!(number),
        (Val::U32(number), _) => json!(number),
        (Val::S64(number), _) => json!({ "big": number.to_string() }),
        (Val::U64(number), _) => json!({ "big": number.to_string() }),
        (Val::Float32(number), _) => json!({ "f32": format!("{:x}", number.to_bits()) }),
        (Val::Float64(number), _) => json!({ "f64": format!("{:x}", number.to_bits()) }),
        (Val::Char(character), _) => json!(character),
        // jco drops the mark at the beginning of a text that it decodes.
        (Val::String(text), _) => json!(text.trim_start_matches('\u{feff}')),
        (Val::Enum(case), _) => json!(case),
        (Val::List(items), Shape::List { item, .. }) => {
            let items: Vec<_> = items.iter().map(|of| value(of, item)).collect();
            match typed_array(item) {
                Some(name) => json!({ "typed": [name, items] }),
                None => json!({ "array": items }),
            }
        }
        (Val::Tuple(members), Shape::Tuple(shapes)) => {
            let members = members.iter().zip(shapes);
            let members: Vec<_> = members.map(|(of, shape)| value(of, shape)).collect();
            json!({ "array": members })
        }
        (Val::Record(fields), Shape::Record(shapes)) => {
            let fields = fields.iter().zip(shapes);
            let fields: Map<_, _> = fields
                .map(|((name, of), (_, shape))| (name.to_lower_camel_case(), value(of, shape)))
                .collect();
            json!({ "object": fields })
        }
        (Val::Flags(set), Shape::Flags(_, names)) => {
            let flags: Map<_, _> = names
                .iter()
                .map(|name| (name.to_lower_camel_case(), set.contains(name).into()))
                .collect();
            json!({ "object": flags })
        }
        (Val::Variant(name, part), Shape::Variant(_, cases)) => {
            let case = cases.iter().find(|(case, _)| case == name);
            let shape = case.and_then(|(_, shape)| shape.as_ref());
            tagged(name, payload(part.as_deref(), shape))
        }
        (Val::Result(Ok(part)), Shape::Result(_, shape, _)) => tagged(
            "ok",
            Some(or_undefined(payload(part.as_deref(), shape.as_deref()))),
        ),
        (Val::Result(Err(part)), Shape::Result(_, _, shape)) => tagged(
            "err",
            Some(or_undefined(payload(part.as_deref(), shape.as_deref()))),
        ),
        (Val::Option(part), Shape::Option(_, shape)) if may_be_undefined(shape) => {
            let tag = if part.is_some() { "some" } else { "none" };
            tagged(tag, payload(part.as_deref(), Some(shape)))
        }
        (Val::Option(part), Shape::Option(_, shape)) => {
            or_undefined(payload(part.as_deref(), Some(shape)))
        }
        _ => panic!("{of:?} is not of the type {shape:?}"),
    }
}

/// Returns the class that jco has for a list of numbers.
fn typed_array(item: &Shape) -> Option<&'static str> {
    Some(match item {
        Shape::Integer(Integer::S8, _) => "Int8Array",
        Shape::Integer(Integer::U8, _) => "Uint8Array",
        Shape::Integer(Integer::S16, _) => "Int16Array",
        Shape::Integer(Integer::U16, _) => "Uint16Array",
        Shape::Integer(Integer::S32, _) => "Int32Array",
        Shape::Integer(Integer::U32, _) => "Uint32Array",
        Shape::Integer(Integer::S64, _) => "BigInt64Array",
        Shape::Integer(Integer::U64, _) => "BigUint64Array",
        Shape::Float32(_) => "Float32Array",
        Shape::Float64(_) => "Float64Array",
        _ => return None,
    })
}
