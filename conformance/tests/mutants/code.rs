//! Changes to core modules after which most of them are valid.

use fastrand::Rng;
use wasmparser::{Parser, Payload};

use crate::sections::{Sections, number, put};

const CUSTOM: u8 = 0;
const TYPE: u8 = 1;
const FUNCTION: u8 = 3;
const TABLE: u8 = 4;
const MEMORY: u8 = 5;
const GLOBAL: u8 = 6;
const EXPORT: u8 = 7;
const ELEMENT: u8 = 9;
const CODE: u8 = 10;
const DATA: u8 = 11;

/// The order of the sections.
const ORDER: [u8; 13] = [
    TYPE, 2, FUNCTION, TABLE, MEMORY, 13, GLOBAL, EXPORT, 8, ELEMENT, 12, CODE, DATA,
];

/// Operators of one kind, which can stand for each other: comparisons and
/// arithmetic of two `i32`, and of two `i64`.
const ALIKE: [std::ops::RangeInclusive<u8>; 4] =
    [0x46..=0x4f, 0x51..=0x5a, 0x6a..=0x78, 0x7c..=0x8a];

pub(crate) fn changed(mut sections: Sections, rng: &mut Rng) -> Vec<u8> {
    match rng.u8(..14) {
        0 => custom(&mut sections, rng),
        1 => memory(&mut sections, rng),
        2 => globals(&mut sections, rng.usize(1..3000)),
        3 => functions(&mut sections, rng),
        4 => types(&mut sections, rng),
        5 => exports(&mut sections, rng.usize(1..3000)),
        6 => data(&mut sections, rng),
        7 => elements(&mut sections, rng),
        8 => names(&mut sections, rng),
        9 if rng.u8(..10) == 0 => endless(&mut sections, rng),
        _ => return operators(&sections.bytes(), rng),
    }
    sections.bytes()
}

pub(crate) fn custom(sections: &mut Sections, rng: &mut Rng) {
    let names = [
        "name",
        "producers",
        "component-name",
        "component-type",
        "target_features",
        "x",
    ];
    let name = names[rng.usize(..names.len())];
    let body = (0..rng.usize(..200)).map(|_| rng.u8(..)).collect();
    insert_custom(sections, rng, name, body);
}

fn insert_custom(sections: &mut Sections, rng: &mut Rng, name: &str, content: Vec<u8>) {
    let mut body = Vec::new();
    put(&mut body, name.len());
    body.extend(name.as_bytes());
    body.extend(content);
    let at = rng.usize(..=sections.all.len());
    sections.all.insert(at, (CUSTOM, body));
}

/// A long name for the module and each of the first functions.
fn names(sections: &mut Sections, rng: &mut Rng) {
    let long = "n".repeat(rng.usize(..50_000));
    let mut name = Vec::new();
    put(&mut name, long.len());
    name.extend(long.as_bytes());
    let mut functions = Vec::new();
    let count = sections.count(CODE).min(20);
    put(&mut functions, count);
    for function in 0..count {
        put(&mut functions, function);
        functions.extend(&name);
    }
    let mut content = Vec::new();
    for (kind, body) in [(0, name), (1, functions)] {
        content.push(kind);
        put(&mut content, body.len());
        content.extend(body);
    }
    insert_custom(sections, rng, "name", content);
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
    let at = section(sections, GLOBAL);
    let global = [0x7e, 1, 0x42, 1, 0x0b];
    sections.append(at, count, &global.repeat(count));
}

/// Finds the section, or puts an empty one before the first of those that come
/// later.
fn section(sections: &mut Sections, id: u8) -> usize {
    sections.find(id).unwrap_or_else(|| {
        let later = ORDER.iter().skip_while(|known| **known != id).skip(1);
        let at = later.clone().filter_map(|id| sections.find(*id)).min();
        let at = at.unwrap_or(sections.all.len());
        sections.all.insert(at, (id, vec![0]));
        at
    })
}

fn types(sections: &mut Sections, rng: &mut Rng) {
    let at = section(sections, TYPE);
    let mut ty = vec![0x60];
    for _ in 0..2 {
        let count = rng.usize(..=1000) * rng.usize(..=10) / 10;
        put(&mut ty, count);
        ty.extend((0..count).map(|_| 0x7c + rng.u8(..4)));
    }
    let count = rng.usize(1..20);
    sections.append(at, count, &ty.repeat(count));
}

/// The first function under so many names more.
fn exports(sections: &mut Sections, count: usize) {
    if sections.count(CODE) == 0 {
        return;
    }
    let at = section(sections, EXPORT);
    let mut items = Vec::new();
    for export in 0..count {
        let name = format!("mutant-{export}");
        put(&mut items, name.len());
        items.extend(name.as_bytes());
        items.extend([0, 0]);
    }
    sections.append(at, count, &items);
}

/// Bytes far from each other in the first memory, which there must be.
fn data(sections: &mut Sections, rng: &mut Rng) {
    if sections.find(MEMORY).is_none() {
        return;
    }
    let at = section(sections, DATA);
    let count = rng.usize(1..50);
    let mut items = Vec::new();
    for _ in 0..count {
        items.extend([0, 0x41]);
        // Of 64 KiB, or of as much as a memory may have.
        let end = if rng.bool() { 1 << 16 } else { 64 << 20 };
        signed(&mut items, rng.i32(0..end));
        items.extend([0x0b, 1, 7]);
    }
    sections.append(at, count, &items);
    if let Some(at) = sections.find(12) {
        // How many there are is said before the code.
        let mut body = Vec::new();
        put(&mut body, sections.count(DATA));
        sections.all[at].1 = body;
    }
    if rng.bool()
        && let Some(at) = sections.find(MEMORY)
    {
        sections.all[at].1 = vec![1, 0, 0x80, 0x08];
    }
}

fn signed(to: &mut Vec<u8>, mut number: i32) {
    loop {
        let low = u8::try_from(number & 0x7f).expect("seven bits");
        number >>= 7;
        if number == 0 && low & 0x40 == 0 {
            to.push(low);
            return;
        }
        to.push(low | 0x80);
    }
}

/// A table, and segments with the first function, again and again.
fn elements(sections: &mut Sections, rng: &mut Rng) {
    if sections.count(CODE) == 0 {
        return;
    }
    let at = section(sections, TABLE);
    let mut table = vec![0x70, 0];
    put(&mut table, rng.usize(..200_000));
    sections.append(at, 1, &table);
    let count = rng.usize(1..20);
    let each = rng.usize(..2000);
    // Passive, of functions.
    let mut segment = vec![1, 0];
    put(&mut segment, each);
    segment.extend([0].repeat(each));
    let at = section(sections, ELEMENT);
    sections.append(at, count, &segment.repeat(count));
}

/// Functions that nobody calls.
fn functions(sections: &mut Sections, rng: &mut Rng) {
    let ty = sections.count(TYPE);
    let at = section(sections, TYPE);
    sections.append(at, 1, &[0x60, 0, 0]);
    let count = rng.usize(1..50);
    let mut index = Vec::new();
    put(&mut index, ty);
    let at = section(sections, FUNCTION);
    sections.append(at, count, &index.repeat(count));
    let body = body(rng);
    let mut one = Vec::new();
    put(&mut one, body.len());
    one.extend(body);
    let at = section(sections, CODE);
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

/// One of the functions does not end, or calls the first one before all else.
fn endless(sections: &mut Sections, rng: &mut Rng) {
    let Some(at) = sections.find(CODE) else {
        return;
    };
    let body = &sections.all[at].1;
    let Some((count, mut place)) = number(body) else {
        return;
    };
    let chosen = rng.usize(..count.max(1));
    for function in 0..count {
        let Some((length, read)) = number(&body[place..]) else {
            return;
        };
        let start = place + read;
        let Some(code) = body.get(start..start + length) else {
            return;
        };
        if function == chosen {
            let Some(locals) = locals(code) else {
                return;
            };
            let more: &[u8] = &[0x03, 0x40, 0x0c, 0, 0x0b];
            let mut new = Vec::new();
            put(&mut new, length + more.len());
            new.extend(&code[..locals]);
            new.extend(more);
            new.extend(&code[locals..]);
            sections.all[at].1.splice(place..start + length, new);
            return;
        }
        place = start + length;
    }
}

/// Bytes of the declarations of locals that a body begins with.
fn locals(code: &[u8]) -> Option<usize> {
    let (groups, mut place) = number(code)?;
    for _ in 0..groups {
        let (_, read) = number(code.get(place..)?)?;
        // The types that are in use take one byte.
        place += read + 1;
    }
    (place <= code.len()).then_some(place)
}

/// One operator becomes another one of its kind, or one constant another one.
fn operators(bytes: &[u8], rng: &mut Rng) -> Vec<u8> {
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
