//! Changes to components after which most of them are valid.

use fastrand::Rng;
use wasmparser::{ComponentExternalKind, Parser, Payload};

use crate::code;
use crate::sections::{Sections, number, put};

/// Sections of components.
pub(crate) const CORE_MODULE: u8 = 1;
const CORE_INSTANCE: u8 = 2;
pub(crate) const COMPONENT: u8 = 4;
const INSTANCE: u8 = 5;
const ALIAS: u8 = 6;
const TYPE: u8 = 7;
const CANONICAL: u8 = 8;
const IMPORT: u8 = 10;
const EXPORT: u8 = 11;

/// The first bytes of every component.
const EMPTY: &[u8] = b"\0asm\x0d\0\x01\0";

/// Bytes beyond which nothing grows.
const LARGE: usize = 1 << 20;

/// Makes a change, at any depth.
pub(crate) fn changed(bytes: &[u8], rng: &mut Rng) -> Vec<u8> {
    let Some(mut sections) = Sections::of(bytes) else {
        return bytes.to_vec();
    };
    if rng.u8(..3) > 0 && deeper(&mut sections, rng, changed) {
        return sections.bytes();
    }
    if sections.is_module() {
        return code::changed(sections, rng);
    }
    match rng.u8(..10) {
        0 => code::custom(&mut sections, rng),
        1 => return nested(bytes, rng.usize(1..40)),
        2 => instances(&mut sections, rng.usize(1..20)),
        3 | 4 => again(&mut sections, rng),
        5 => types(&mut sections, rng),
        6 => imports(&mut sections, rng),
        7 => exports(&mut sections, bytes, rng),
        _ => {
            deeper(&mut sections, rng, changed);
        }
    }
    sections.bytes()
}

/// Changes a module or component within this one; tells whether there is one.
pub(crate) fn deeper(
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

/// The component within so many that hold nothing else.
fn nested(bytes: &[u8], levels: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..levels {
        let mut sections = Sections::of(EMPTY).expect("an empty component");
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

/// All that one section defines once more at the end, some times: what is there
/// keeps its indices.
fn again(sections: &mut Sections, rng: &mut Rng) {
    let kinds = [CORE_INSTANCE, INSTANCE, ALIAS, TYPE, CANONICAL];
    let found = sections.all.iter().filter(|(id, _)| kinds.contains(id));
    let found: Vec<_> = found.cloned().collect();
    if found.is_empty() {
        return;
    }
    let (id, body) = found[rng.usize(..found.len())].clone();
    let times = 1 + rng.usize(..300) * rng.usize(..=10) / 10;
    if body.len() * times > LARGE {
        return;
    }
    sections.all.push((id, vec![0]));
    let at = sections.all.len() - 1;
    if let Some((count, read)) = number(&body) {
        let items = body[read..].repeat(times);
        sections.append(at, count * times, &items);
    }
}

/// Types at the end, in a component of their own: the index of each is known
/// there.
fn types(sections: &mut Sections, rng: &mut Rng) {
    let count = rng.usize(1..40);
    let mut body = Vec::new();
    put(&mut body, count);
    let kind = rng.u8(..4);
    for index in 0..count {
        match (kind, index.checked_sub(1)) {
            (_, None) => body.push(0x7d),
            (0, Some(last)) => {
                body.push(0x70);
                put(&mut body, last);
            }
            (1, Some(last)) => {
                body.push(0x6b);
                put(&mut body, last);
            }
            // As large as two, or as many, of the one before.
            (_, Some(last)) => {
                let parts = if kind == 2 { 2 } else { rng.usize(1..100) };
                body.push(0x6f);
                put(&mut body, parts);
                for _ in 0..parts {
                    put(&mut body, last);
                }
            }
        }
    }
    let mut inner = Sections::of(EMPTY).expect("an empty component");
    inner.all.push((TYPE, body));
    sections.all.push((COMPONENT, inner.bytes()));
}

/// Imports of instances, of a type that is defined for them: so many functions,
/// or instances in each other.
fn imports(sections: &mut Sections, rng: &mut Rng) {
    let types = sections.count(TYPE);
    // Others are among the aliases, imports and exports.
    if sections
        .all
        .iter()
        .any(|(id, _)| [ALIAS, IMPORT, EXPORT].contains(id))
    {
        let wrapped = std::mem::replace(sections, Sections::of(EMPTY).expect("an empty component"));
        sections.all.push((COMPONENT, wrapped.bytes()));
        return imports(sections, rng);
    }
    let depth = rng.usize(..12);
    let mut body = Vec::new();
    put(&mut body, 1);
    instance_type(&mut body, depth, rng);
    sections.all.push((TYPE, body));
    let count = 1 + rng.usize(..300) * rng.usize(..=10) / 10;
    let mut body = Vec::new();
    put(&mut body, count);
    for import in 0..count {
        name(&mut body, &format!("mutant:of/import{import}"));
        body.push(5);
        put(&mut body, types);
    }
    sections.all.push((IMPORT, body));
}

/// The type of an instance with functions, or with two instances of the next level.
fn instance_type(body: &mut Vec<u8>, depth: usize, rng: &mut Rng) {
    body.push(0x42);
    let exports = if depth == 0 {
        1 + rng.usize(..300) * rng.usize(..=10) / 10
    } else {
        2
    };
    put(body, 1 + exports);
    body.push(1);
    if depth == 0 {
        body.extend([0x40, 0, 1, 0]);
    } else {
        instance_type(body, depth - 1, rng);
    }
    for export in 0..exports {
        body.push(4);
        name(body, &format!("e{export}"));
        body.extend([if depth == 0 { 1 } else { 5 }, 0]);
    }
}

fn name(body: &mut Vec<u8>, name: &str) {
    body.push(0);
    put(body, name.len());
    body.extend(name.as_bytes());
}

/// Exports items of the component under more names.
fn exports(sections: &mut Sections, bytes: &[u8], rng: &mut Rng) {
    let mut found = Vec::new();
    let mut depth = 0;
    for payload in Parser::new(0).parse_all(bytes).map_while(Result::ok) {
        match payload {
            Payload::Version { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            Payload::ComponentExportSection(section) if depth == 1 => {
                found.extend(
                    section
                        .into_iter()
                        .map_while(Result::ok)
                        .filter_map(|export| {
                            let (kind, form) = match export.kind {
                                ComponentExternalKind::Func => (1, "mutant-"),
                                ComponentExternalKind::Instance => (5, "mutant:of/export"),
                                _ => return None,
                            };
                            Some((kind, form, usize::try_from(export.index).ok()?))
                        }),
                );
            }
            _ => {}
        }
    }
    if found.is_empty() {
        return;
    }
    let (kind, form, index) = found[rng.usize(..found.len())];
    let count = 1 + rng.usize(..1000) * rng.usize(..=10) / 10;
    let mut body = Vec::new();
    put(&mut body, count);
    for export in 0..count {
        name(
            &mut body,
            &format!("{form}{}{export}", if kind == 1 { "f" } else { "" }),
        );
        body.push(kind);
        put(&mut body, index);
        body.push(0);
    }
    sections.all.push((EXPORT, body));
}
