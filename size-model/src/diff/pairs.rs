//! Matches the functions of two files.

use std::collections::HashMap;
use std::hash::Hash;

use crate::File;
use crate::core::{Body, KINDS, refined};
use crate::names::path::crate_of;

/// A function of a file.
pub(super) struct Function<'f> {
    /// Its code.
    pub(super) body: &'f Body,
    /// Its name, if it has one.
    pub(super) name: Option<&'f str>,
    /// The index: the name of a function that has none.
    index: u32,
    /// Its bytes.
    pub(super) bytes: u64,
    /// A hash of its code without indices.
    pub(super) shape: u64,
    /// A hash of the same, and of the functions that it calls.
    refined: u64,
    signature: u64,
    histogram: [u16; KINDS],
}

impl Function<'_> {
    pub(super) fn label(&self) -> String {
        let index = self.index;
        self.name
            .map_or_else(|| format!("function {index}"), str::to_owned)
    }

    /// The path behind the crate.
    fn within_crate(&self) -> Option<String> {
        let name = self.name?;
        let of = crate_of(name)?;
        Some(name.replacen(of, "", 1))
    }
}

/// The functions of a file that have code.
pub(super) fn functions<'f>(file: &'f File<'_>) -> Vec<Function<'f>> {
    let mut functions = Vec::new();
    for core in file.cores() {
        for (body, refined) in core.bodies.iter().zip(refined(core)) {
            let part = &file.model()[body.part];
            functions.push(Function {
                body,
                name: file.names().function(body.part).map(|named| &*named.name),
                index: part.index,
                bytes: part.bytes(),
                shape: body.shape,
                refined,
                signature: body.signature,
                histogram: body.histogram,
            });
        }
    }
    functions
}

/// Functions by their places in the two lists.
#[derive(Default)]
pub(super) struct Pairs {
    pub(super) both: Vec<(usize, usize)>,
    /// Functions of the first list whose code is the same as that of a function that is
    /// still there.
    pub(super) merged: Vec<usize>,
    pub(super) went: Vec<usize>,
    pub(super) came: Vec<usize>,
}

/// The largest number of functions without a partner that are compared with each other.
const COMPARED: usize = 32;

/// Matches the functions of two files. The surest signs are tried first.
pub(super) fn matched(old: &[Function<'_>], new: &[Function<'_>]) -> Pairs {
    let mut matching = Matching {
        old,
        new,
        taken_old: vec![false; old.len()],
        taken_new: vec![false; new.len()],
        both: Vec::new(),
    };
    matching.by(|one| one.name.map(|name| (name.to_owned(), one.refined)));
    matching.by(|one| one.name.map(|name| (name.to_owned(), one.shape)));
    matching.by(|one| Some(one.refined));
    matching.by(|one| Some(one.shape));
    matching.by(|one| one.name.map(str::to_owned));
    #[allow(
        clippy::redundant_closure_for_method_calls,
        reason = "the method is one of functions of one file"
    )]
    matching.by(|one| one.within_crate());
    matching.alike();
    let mut pairs = Pairs {
        both: matching.both,
        ..Pairs::default()
    };
    let known: std::collections::HashSet<_> = new.iter().map(|one| one.shape).collect();
    for (place, taken) in matching.taken_old.iter().enumerate() {
        if !taken && known.contains(&old[place].shape) {
            pairs.merged.push(place);
        } else if !taken {
            pairs.went.push(place);
        }
    }
    let came = matching.taken_new.iter().enumerate();
    pairs.came = came
        .filter(|(_, taken)| !**taken)
        .map(|(place, _)| place)
        .collect();
    pairs
}

struct Matching<'a, 'f> {
    old: &'a [Function<'f>],
    new: &'a [Function<'f>],
    taken_old: Vec<bool>,
    taken_new: Vec<bool>,
    both: Vec<(usize, usize)>,
}

impl Matching<'_, '_> {
    fn take(&mut self, one: usize, other: usize) {
        self.taken_old[one] = true;
        self.taken_new[other] = true;
        self.both.push((one, other));
    }

    /// Pairs functions that agree in something, in their order.
    fn by<K: Hash + Eq>(&mut self, key: impl Fn(&Function<'_>) -> Option<K>) {
        let mut there: HashMap<K, Vec<usize>> = HashMap::new();
        for (place, function) in self.new.iter().enumerate().rev() {
            if !self.taken_new[place]
                && let Some(key) = key(function)
            {
                there.entry(key).or_default().push(place);
            }
        }
        for place in 0..self.old.len() {
            if self.taken_old[place] {
                continue;
            }
            let partner = key(&self.old[place]).and_then(|key| there.get_mut(&key)?.pop());
            if let Some(partner) = partner {
                self.take(place, partner);
            }
        }
    }

    /// Pairs functions without names that have much the same instructions: the largest
    /// first, with one of about its size.
    fn alike(&mut self) {
        let unnamed = |functions: &[Function<'_>], taken: &[bool]| -> Vec<usize> {
            let places = 0..functions.len();
            let mut places: Vec<_> = places
                .filter(|place| !taken[*place] && functions[*place].name.is_none())
                .collect();
            places.sort_by_key(|place| functions[*place].bytes);
            places
        };
        let mut there = unnamed(self.new, &self.taken_new);
        for place in unnamed(self.old, &self.taken_old).into_iter().rev() {
            let one = &self.old[place];
            let at = there.partition_point(|other| self.new[*other].bytes < one.bytes);
            let near = at.saturating_sub(COMPARED)..(at + COMPARED).min(there.len());
            let best = near
                .map(|at| (self.likeness(place, there[at]), at))
                .max_by_key(|(alike, at)| (*alike, std::cmp::Reverse(*at)));
            if let Some((_, at)) = best.filter(|(alike, _)| *alike >= ALIKE) {
                let other = there.remove(at);
                self.take(place, other);
            }
        }
    }

    /// Returns the likeness of two functions, in per cent, with a bonus if their
    /// parameters are the same.
    fn likeness(&self, one: usize, other: usize) -> u32 {
        let (one, other) = (&self.old[one], &self.new[other]);
        let signature = u32::from(one.signature == other.signature) * SAME_SIGNATURE;
        alike(&one.histogram, &other.histogram) + signature
    }
}

/// The likeness from which on two functions count as one, in per cent.
const ALIKE: u32 = 70;

/// The bonus for the same parameters, in per cent.
const SAME_SIGNATURE: u32 = 10;

/// Returns the share of instructions that two functions have in common, in per cent of the
/// larger one.
fn alike(one: &[u16; KINDS], other: &[u16; KINDS]) -> u32 {
    let pairs = || {
        one.iter()
            .zip(other)
            .map(|(a, b)| (u32::from(*a), u32::from(*b)))
    };
    let common: u32 = pairs().map(|(a, b)| a.min(b)).sum();
    let most: u32 = pairs().map(|(a, b)| a.max(b)).sum();
    (common * 100).checked_div(most).unwrap_or(0)
}
