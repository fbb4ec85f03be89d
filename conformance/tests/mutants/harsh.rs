//! Changes to components that ask for nothing.

use fastrand::Rng;

use crate::gentle::deeper;
use crate::sections::Sections;

/// Makes a change, at any depth; `other` lends what it has.
pub(crate) fn changed(bytes: &[u8], other: &[u8], rng: &mut Rng) -> Vec<u8> {
    let change = |bytes: &[u8], rng: &mut Rng| changed(bytes, other, rng);
    let mut bytes = bytes.to_vec();
    if let Some(mut sections) = Sections::of(&bytes)
        && !sections.all.is_empty()
    {
        if rng.bool() && deeper(&mut sections, rng, change) {
            return sections.bytes();
        }
        in_sections(&mut sections.all, other, rng);
        return sections.bytes();
    }
    if !bytes.is_empty() {
        let place = rng.usize(..bytes.len());
        bytes[place] = rng.u8(..);
    }
    bytes
}

fn in_sections(all: &mut Vec<(u8, Vec<u8>)>, other: &[u8], rng: &mut Rng) {
    let at = rng.usize(..all.len());
    match rng.u8(..14) {
        0 => drop(all.remove(at)),
        1 => {
            for _ in 0..=(rng.usize(..20) * rng.usize(..=10) / 10) {
                all.insert(rng.usize(..=at), all[at].clone());
            }
        }
        2 => all.swap(at, 0),
        3 => rng.shuffle(all),
        4 => {
            // The count that most sections begin with.
            if let Some(first) = all[at].1.first_mut() {
                *first = rng.u8(..);
            }
        }
        5 => {
            if let Some(other) = Sections::of(other)
                && !other.all.is_empty()
            {
                all[at] = other.all[rng.usize(..other.all.len())].clone();
            }
        }
        6 => {
            let body = &mut all[at].1;
            let length = body.len();
            body.truncate(rng.usize(..=length));
        }
        7 => {
            // A number as large as there are.
            let body = &mut all[at].1;
            let place = rng.usize(..=body.len());
            body.splice(place..place, [0xff, 0xff, 0xff, 0xff, 0x0f]);
        }
        8 => {
            // A piece of another place.
            let from = all[rng.usize(..all.len())].1.clone();
            let start = rng.usize(..=from.len());
            let piece = &from[start..(start + rng.usize(..64)).min(from.len())];
            let body = &mut all[at].1;
            let place = rng.usize(..=body.len());
            body.splice(place..place, piece.iter().copied());
        }
        9 => all[at].0 = rng.u8(..14),
        kind => bytes(&mut all[at].1, kind, rng),
    }
}

/// Other bytes in the same places.
fn bytes(body: &mut [u8], kind: u8, rng: &mut Rng) {
    for _ in 0..rng.usize(1..4) {
        if body.is_empty() {
            return;
        }
        let place = rng.usize(..body.len());
        match kind {
            // Small numbers are indices more often than not: the next one, or
            // that of a neighbour.
            10 => body[place] = body[place].wrapping_add(1),
            11 => body[place] = body[place].wrapping_sub(1),
            12 => body.swap(place, (place + rng.usize(1..8)) % body.len()),
            _ => body[place] = rng.u8(..),
        }
    }
}
