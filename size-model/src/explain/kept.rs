//! The chain of references that keeps a part in a file.

use std::collections::VecDeque;

use serde::Serialize;

use crate::File;
use crate::graph::dominators::Dominators;
use crate::graph::{Graph, Node};
use crate::part::{Kind, PartId};

/// The part that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Query<'w> {
    /// An import, by its name, or the beginning of it up to a `/`, an `@` or a `#`.
    Import(&'w str),
    /// A function, by its path, or a part of it up to a `::`.
    Function(&'w str),
}

/// The references that lead from outside to a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Chain {
    /// The name of the part that is kept in.
    pub name: String,
    /// The number of parts that match; the chain leads to the nearest one.
    pub found: usize,
    /// The bytes that these parts retain together, at most.
    pub retained: u64,
    /// The steps from an item that is used from outside to the part that is kept in.
    pub steps: Vec<Step>,
}

/// A step of a chain: it refers to the next one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The kind of the part.
    pub kind: Kind,
    /// The name of the part.
    pub name: String,
    /// Its own bytes.
    pub bytes: u64,
    /// `true` if every way leads through this part: without it, all later steps would go
    /// too.
    pub only: bool,
}

impl Query<'_> {
    fn fits(self, file: &File<'_>, part: PartId) -> bool {
        let one = &file.model()[part];
        match self {
            Self::Import(wanted) => {
                let import = matches!(one.kind, Kind::Import | Kind::CoreImport);
                import && one.name.as_deref().is_some_and(|name| begins(name, wanted))
            }
            Self::Function(wanted) => {
                let named = file.names().function(part);
                one.kind == Kind::Function && named.is_some_and(|named| is_in(&named.name, wanted))
            }
        }
    }
}

/// Checks whether a name is the wanted one, or begins with it.
fn begins(name: &str, wanted: &str) -> bool {
    let rest = name.strip_prefix(wanted);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '@', '#', '.']))
}

/// Checks whether a path contains the wanted one as whole words.
fn is_in(path: &str, wanted: &str) -> bool {
    let word = |letter: char| letter.is_alphanumeric() || letter == '_';
    !wanted.is_empty()
        && path.match_indices(wanted).any(|(at, _)| {
            let before = path[..at].ends_with(word) && wanted.starts_with(word);
            let after = path[at + wanted.len()..].starts_with(word) && wanted.ends_with(word);
            !before && !after
        })
}

/// Returns the shortest chain of references that keeps an import or a function in. It
/// begins at an export, or at what happens at instantiation. Returns `None` if nothing
/// matches.
///
/// ```
/// use greentic_size_model::{Aids, File, explain::{Query, keeps}};
///
/// let bytes = wat::parse_str(
///     r#"(module
///         (import "wasi:cli/stdout@0.2.6" "get-stdout" (func $stdout))
///         (func $print (call $stdout))
///         (func (export "run") (call $print)))"#,
/// )?;
/// let file = File::read(&bytes, &Aids::none())?;
/// let chain = keeps(&file, Query::Import("wasi:cli/stdout")).unwrap();
/// let names: Vec<_> = chain.steps.iter().map(|step| &*step.name).collect();
/// assert_eq!(names, [
///     "core export run", "run", "print", "core import wasi:cli/stdout@0.2.6#get-stdout",
/// ]);
/// assert!(chain.steps.iter().all(|step| step.only));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn keeps(file: &File<'_>, query: Query<'_>) -> Option<Chain> {
    let parts = file.model().parts();
    let found: Vec<_> = parts
        .map(|(part, _)| part)
        .filter(|part| query.fits(file, *part))
        .collect();
    let first = *found.first()?;
    let graph = Graph::of(file);
    let mut is_wanted = vec![false; graph.needs.len()];
    for part in &found {
        is_wanted[part.index()] = true;
    }
    let way = way(&graph, graph.exports, &is_wanted)
        .or_else(|| way(&graph, graph.root, &is_wanted))
        .unwrap_or_default();
    let dominators = Dominators::of(&graph.needs, graph.root);
    let own = |node| graph.part(node).map_or(0, |part| file.model().own(part));
    let retained = dominators.retained(own);
    let last = way.last().copied().unwrap_or(first.0);
    let over = over(&dominators, last);
    let steps = way.iter().filter_map(|node| {
        let part = graph.part(*node)?;
        Some(Step {
            kind: file.model()[part].kind,
            name: file.label(part),
            bytes: file.model().own(part),
            only: over.contains(node),
        })
    });
    Some(Chain {
        name: file.label(graph.part(last).unwrap_or(first)),
        found: found.len(),
        retained: together(&dominators, &retained, &found),
        steps: steps.collect(),
    })
}

/// Returns the shortest way to a wanted part. It does not lead through the container of a
/// part.
fn way(graph: &Graph, from: Node, wanted: &[bool]) -> Option<Vec<Node>> {
    let mut before: Vec<Option<Node>> = vec![None; graph.needs.len()];
    let mut pending = VecDeque::from([from]);
    while let Some(node) = pending.pop_front() {
        if wanted[node as usize] {
            let mut way: Vec<_> = std::iter::successors(Some(node), |node| {
                before[*node as usize].filter(|before| *before != *node)
            })
            .collect();
            way.reverse();
            return Some(way);
        }
        for next in &graph.needs[node as usize] {
            if *next != from && before[*next as usize].is_none() {
                before[*next as usize] = Some(node);
                pending.push_back(*next);
            }
        }
    }
    None
}

/// Returns a node and all its dominators.
fn over(dominators: &Dominators, node: Node) -> Vec<Node> {
    std::iter::successors(Some(node), |node| dominators.of[*node as usize]).collect()
}

/// Returns the bytes that some parts retain together. A part that another one retains
/// counts once.
fn together(dominators: &Dominators, retained: &[u64], parts: &[PartId]) -> u64 {
    let mut inside = vec![false; retained.len()];
    for part in parts {
        inside[part.index()] = true;
    }
    let mut sum = 0;
    let mut below = vec![false; retained.len()];
    // A dominator comes before what it dominates.
    for node in &dominators.order {
        let place = *node as usize;
        let dominator = dominators.of[place];
        below[place] = dominator.is_some_and(|one| inside[one as usize] || below[one as usize]);
        if inside[place] && !below[place] {
            sum += retained[place];
        }
    }
    sum
}
