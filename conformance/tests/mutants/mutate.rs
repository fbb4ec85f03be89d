//! Changes to components: gentle ones, which leave most of them valid, and harsh
//! ones, which hit anything.

use fastrand::Rng;
use wasmparser::{Parser, Payload};

use crate::sections::{Sections, put};

const CUSTOM: u8 = 0;
const TYPE: u8 = 1;
const FUNCTION: u8 = 3;
const MEMORY: u8 = 5;
const GLOBAL: u8 = 6;
const CODE: u8 = 10;
/// Of components.
const CORE_MODULE: u8 = 1;
const CORE_INSTANCE: u8 = 2;
const COMPONENT: u8 = 4;

/// Operators of one kind, which can stand for each other: comparisons and
/// arithmetic of two `i32`, and of two `i64`.
const ALIKE: [std::ops::RangeInclusive<u8>; 4] =
    [0x46..=0x4f, 0x51..=0x5a, 0x6a..=0x78, 0x7c..=0x8a];

/// A change after which most components are valid.
pub(crate) fn gently(bytes: &[u8], rng: &mut Rng) -> Vec<u8> {
    let Some(mut sections) = Sections::of(bytes) else {
        return bytes.to_vec();
    };
    // At any depth.
    if rng.u8(..3) > 0 && deeper(&mut sections, rng, gently) {
        return sections.bytes();
    }
    if sections.is_module() {
        return in_module(sections, rng);
    }
    match rng.u8(..4) {
        0 => custom(&mut sections, rng),
        1 => return nested(bytes, rng.usize(1..40)),
        2 => instances(&mut sections, rng.usize(1..20)),
        _ => {
            deeper(&mut sections, rng, gently);
        }
    }
    sections.bytes()
}

/// Changes a module or component within this one; tells whether there is one.
fn deeper(
    sections: &mut Sections,
    rng: &mut Rng,
    change: impl Fn(&[u8], &mut Rng) -> Vec<u8>,
) -> bool {
    if sections.is_module() {
        return false;
    }
    let inner = sections.all.iter_mut();
    let mut inner: Vec<_> = inner
        .filter(|(id, _)| [CORE_MODULE, COMPONENT].contains(id))
        .collect();
    if inner.is_empty() {
        return false;
    }
    let at = rng.usize(..inner.len());
    inner[at].1 = change(&inner[at].1, rng);
    true
}

fn in_module(mut sections: Sections, rng: &mut Rng) -> Vec<u8> {
    match rng.u8(..8) {
        0 => custom(&mut sections, rng),
        1 => memory(&mut sections, rng),
        2 => globals(&mut sections, rng.usize(1..3000)),
        3 => functions(&mut sections, rng),
        4 => types(&mut sections, rng),
        _ => return code(&sections.bytes(), rng),
    }
    sections.bytes()
}

fn custom(sections: &mut Sections, rng: &mut Rng) {
    let names = [
        "name",
        "producers",
        "component-name",
        "component-type",
        "target_features",
        "x",
    ];
    let name = names[rng.usize(..names.len())];
    let mut body = Vec::new();
    put(&mut body, name.len());
    body.extend(name.as_bytes());
    body.extend((0..rng.usize(..200)).map(|_| rng.u8(..)));
    let at = rng.usize(..=sections.all.len());
    sections.all.insert(at, (CUSTOM, body));
}

/// The component within so many that hold nothing else.
fn nested(bytes: &[u8], levels: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..levels {
        let mut sections = Sections::of(b"\0asm\x0d\0\x01\0").expect("an empty component");
        sections.all.push((COMPONENT, bytes));
        bytes = sections.bytes();
    }
    bytes
}

/// A module at the end, with so many instances.
fn instances(sections: &mut Sections, count: usize) {
    let modules = sections.all.iter().filter(|(id, _)| *id == CORE_MODULE);
    let index = modules.count();
    sections
        .all
        .push((CORE_MODULE, b"\0asm\x01\0\0\0".to_vec()));
    let mut body = Vec::new();
    put(&mut body, count);
    for _ in 0..count {
        body.push(0);
        put(&mut body, index);
        body.push(0);
    }
    sections.all.push((CORE_INSTANCE, body));
}

fn memory(sections: &mut Sections, rng: &mut Rng) {
    if let Some(at) = sections.find(MEMORY) {
        let mut body = vec![1, 1];
        let first = rng.usize(..20) * rng.usize(..=3000);
        put(&mut body, first);
        put(&mut body, first + rng.usize(..100));
        sections.all[at].1 = body;
    }
}

fn globals(sections: &mut Sections, count: usize) {
    let at = section(sections, GLOBAL, &[7, 8, 9, 12, 10, 11]);
    let global = [0x7e, 1, 0x42, 1, 0x0b];
    sections.append(at, count, &global.repeat(count));
}

/// Finds the section, or puts an empty one before the first of those that come
/// later.
fn section(sections: &mut Sections, id: u8, later: &[u8]) -> usize {
    sections.find(id).unwrap_or_else(|| {
        let at = sections.all.iter().position(|(id, _)| later.contains(id));
        let at = at.unwrap_or(sections.all.len());
        sections.all.insert(at, (id, vec![0]));
        at
    })
}

fn types(sections: &mut Sections, rng: &mut Rng) {
    let at = section(sections, TYPE, &[2, 3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11]);
    let mut ty = vec![0x60];
    for _ in 0..2 {
        let count = rng.usize(..=1000) * rng.usize(..=10) / 10;
        put(&mut ty, count);
        ty.extend((0..count).map(|_| 0x7c + rng.u8(..4)));
    }
    let count = rng.usize(1..20);
    sections.append(at, count, &ty.repeat(count));
}

/// Functions that nobody calls.
fn functions(sections: &mut Sections, rng: &mut Rng) {
    let ty = sections.count(TYPE);
    let at = section(sections, TYPE, &[2, 3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11]);
    sections.append(at, 1, &[0x60, 0, 0]);
    let count = rng.usize(1..50);
    let mut index = Vec::new();
    put(&mut index, ty);
    let at = section(sections, FUNCTION, &[4, 5, 13, 6, 7, 8, 9, 12, 10, 11]);
    sections.append(at, count, &index.repeat(count));
    let body = body(rng);
    let mut one = Vec::new();
    put(&mut one, body.len());
    one.extend(body);
    let at = section(sections, CODE, &[11]);
    sections.append(at, count, &one.repeat(count));
}

/// Locals, and blocks in each other or one after the other.
fn body(rng: &mut Rng) -> Vec<u8> {
    let mut body = vec![1];
    put(&mut body, 1 + rng.usize(..2000) * rng.usize(..=10) / 10);
    body.push(0x7f);
    let blocks = rng.usize(..500);
    let block = [0x02 + rng.u8(..2), 0x40];
    let set = [0x41, 7, 0x21, 0];
    if rng.bool() {
        body.extend(block.repeat(blocks));
        body.extend(set);
        body.extend([0x0b].repeat(blocks));
    } else {
        body.extend([&block[..], &set, &[0x0b]].concat().repeat(blocks));
    }
    body.push(0x0b);
    body
}

/// One operator becomes another one of its kind, or one constant another one.
fn code(bytes: &[u8], rng: &mut Rng) -> Vec<u8> {
    let mut places = Vec::new();
    for payload in Parser::new(0).parse_all(bytes).map_while(Result::ok) {
        if let Payload::CodeSectionEntry(body) = payload {
            let Ok(reader) = body.get_operators_reader() else {
                continue;
            };
            let operators = reader.into_iter_with_offsets().map_while(Result::ok);
            places.extend(operators.filter_map(|(_, offset)| usize::try_from(offset).ok()));
        }
    }
    let mut bytes = bytes.to_vec();
    for _ in 0..rng.usize(1..10) {
        if places.is_empty() {
            break;
        }
        let at = places[rng.usize(..places.len())];
        let operator = bytes[at];
        if let Some(kind) = ALIKE.iter().find(|kind| kind.contains(&operator)) {
            bytes[at] = rng.u8(kind.clone());
        } else if [0x41, 0x42].contains(&operator) {
            // The length stays the same.
            bytes[at + 1] ^= rng.u8(..0x80);
        }
    }
    bytes
}

/// A change that asks for nothing.
pub(crate) fn harshly(bytes: &[u8], other: &[u8], rng: &mut Rng) -> Vec<u8> {
    let change = |bytes: &[u8], rng: &mut Rng| harshly(bytes, other, rng);
    let mut bytes = bytes.to_vec();
    if let Some(mut sections) = Sections::of(&bytes)
        && !sections.all.is_empty()
    {
        if rng.bool() && deeper(&mut sections, rng, change) {
            return sections.bytes();
        }
        let all = &mut sections.all;
        let at = rng.usize(..all.len());
        match rng.u8(..9) {
            0 => drop(all.remove(at)),
            1 => all.insert(rng.usize(..=at), all[at].clone()),
            2 => all.swap(at, 0),
            3 => {
                // The count that most sections begin with.
                if let Some(first) = all[at].1.first_mut() {
                    *first = rng.u8(..);
                }
            }
            4 => {
                if let Some(other) = Sections::of(other)
                    && !other.all.is_empty()
                {
                    all[at] = other.all[rng.usize(..other.all.len())].clone();
                }
            }
            5 => {
                let body = &mut all[at].1;
                let length = body.len();
                body.truncate(rng.usize(..=length));
            }
            6 => {
                // A number as large as there are.
                let body = &mut all[at].1;
                let place = rng.usize(..=body.len());
                body.splice(place..place, [0xff, 0xff, 0xff, 0xff, 0x0f]);
            }
            _ => {
                let body = &mut all[at].1;
                for _ in 0..rng.usize(1..4) {
                    if !body.is_empty() {
                        let place = rng.usize(..body.len());
                        body[place] = rng.u8(..);
                    }
                }
            }
        }
        return sections.bytes();
    }
    if !bytes.is_empty() {
        let place = rng.usize(..bytes.len());
        bytes[place] = rng.u8(..);
    }
    bytes
}
