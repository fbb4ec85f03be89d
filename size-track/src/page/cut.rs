//! Cuts each file to the size that fits on a page.
//!
//! Only the largest nodes and rows of a file are written. All others are summed up at
//! their places, so that the written numbers add up to the file.

use std::collections::HashMap;

use greentic_size_model::cause::Advice;
use serde::Serialize;

use crate::compress::Compressed;

use super::subject::FileData;
use super::table::lines;
use super::text;
use super::tree::{Category, Node, Sort};

/// Most nodes and rows of a file. A page of any size holds no more.
const MOST: usize = 20_000;

/// A file in the form for the page.
#[derive(Serialize)]
struct FileJson<'t> {
    name: &'t str,
    bytes: u64,
    /// The sizes after gzip, brotli and zstd.
    compressed: [u64; 3],
    /// Bytes of each category.
    shares: Vec<(Category, u64)>,
    functions: usize,
    named: usize,
    /// The number of nodes that are written, and of all nodes.
    drawn: [usize; 2],
    /// The same for rows.
    listed: [usize; 2],
    /// The labels of the kinds of nodes, by their number.
    sorts: [&'static str; Sort::LABELS.len()],
    /// The texts of all nodes and rows.
    names: Vec<String>,
    /// The causes of rows, with advice.
    causes: Vec<(&'static str, Option<Advice>)>,
    /// Parent, sort, category, bytes, name and number of parts. The name is -1 for several
    /// nodes together.
    nodes: Vec<(usize, usize, usize, u64, isize, usize)>,
    /// Name, crate, cause, bytes and number of parts. The name is -1 for several rows
    /// together, the crate is -1 for several crates together.
    rows: Vec<(isize, isize, usize, u64, usize)>,
}

/// Numbers for things, each of which is kept once.
struct Numbers<'t, T> {
    known: HashMap<&'t str, isize>,
    all: Vec<T>,
}

impl<'t, T> Numbers<'t, T> {
    fn new() -> Self {
        Self {
            known: HashMap::new(),
            all: Vec::new(),
        }
    }

    fn of(&mut self, key: &'t str, make: impl FnOnce() -> T) -> isize {
        *self.known.entry(key).or_insert_with(|| {
            self.all.push(make());
            isize::try_from(self.all.len() - 1).expect("not so many")
        })
    }
}

/// Returns a list of files as JSON, of at most `room` bytes if that is possible. Room that
/// small files do not need goes to the large ones.
pub(super) fn all(files: &[FileData], mut room: usize) -> String {
    let mut order: Vec<usize> = (0..files.len()).collect();
    order.sort_by_key(|place| files[*place].tree.nodes.len() + files[*place].rows.len());
    let mut written = vec![String::new(); files.len()];
    for (done, place) in order.iter().enumerate() {
        let share = room / (files.len() - done);
        // Two bytes are for a comma or a bracket.
        written[*place] = within(&files[*place], share.saturating_sub(2));
        room = room.saturating_sub(written[*place].len() + 2);
    }
    format!("[{}]", written.join(","))
}

/// Writes the largest parts of a file into the room.
fn within(file: &FileData, room: usize) -> String {
    let ranks = ranks(&file.tree.nodes);
    let most = file.tree.nodes.len().max(file.rows.len()).min(MOST);
    let mut best = text::json(&written(file, &ranks, most));
    if best.len() <= room {
        return best;
    }
    let (mut fits, mut does_not) = (0, most);
    best = text::json(&written(file, &ranks, fits));
    while does_not - fits > 1 {
        let middle = fits.midpoint(does_not);
        let text = text::json(&written(file, &ranks, middle));
        if text.len() <= room {
            (fits, best) = (middle, text);
        } else {
            does_not = middle;
        }
    }
    best
}

/// Returns the rank of each node, the largest first. A node within another one is not
/// larger and comes after it.
fn ranks(nodes: &[Node]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by_key(|place| (std::cmp::Reverse(nodes[*place].bytes), *place));
    let mut ranks = vec![0; nodes.len()];
    for (rank, place) in order.into_iter().enumerate() {
        ranks[place] = rank;
    }
    ranks
}

fn written<'t>(file: &'t FileData, ranks: &[usize], keep: usize) -> FileJson<'t> {
    let Compressed { gzip, brotli, zstd } = file.compressed;
    let mut names = Numbers::new();
    let mut nodes = Vec::new();
    let mut places = vec![0; file.tree.nodes.len()];
    let mut others: Vec<(usize, u64, usize)> = Vec::new();
    for (place, node) in file.tree.nodes.iter().enumerate() {
        let parent = places[node.parent];
        // If a node is left out, the nodes in it are left out too.
        let left_out = place > 0 && ranks[node.parent] >= keep.max(1);
        if place > 0 && ranks[place] >= keep {
            if !left_out {
                others.push((node.parent, node.bytes, 1));
            }
            continue;
        }
        places[place] = nodes.len();
        let name = names.of(&node.name, || text::name(&node.name));
        nodes.push((
            parent,
            node.sort as usize,
            node.category as usize,
            node.bytes,
            name,
            node.parts,
        ));
    }
    let drawn = nodes.len();
    others.sort_unstable();
    for group in others.chunk_by(|one, other| one.0 == other.0) {
        let bytes = group.iter().map(|one| one.1).sum();
        let around = &file.tree.nodes[group[0].0];
        nodes.push((
            places[group[0].0],
            Sort::Item as usize,
            around.category as usize,
            bytes,
            -1,
            group.len(),
        ));
    }
    let mut causes = Numbers::new();
    let rows: Vec<_> = lines(&file.rows, keep)
        .iter()
        .map(|line| {
            let mut number =
                |name: Option<&'t str>| name.map_or(-1, |name| names.of(name, || text::name(name)));
            let cause = causes.of(line.cause.label(), || {
                (line.cause.label(), line.cause.advice())
            });
            (
                number(line.name),
                number(line.crate_name),
                cause.unsigned_abs(),
                line.bytes,
                line.parts,
            )
        })
        .collect();
    FileJson {
        name: &file.name,
        bytes: file.bytes,
        compressed: [gzip, brotli, zstd],
        shares: Category::ALL.into_iter().zip(file.tree.shares()).collect(),
        functions: file.functions,
        named: file.named,
        drawn: [drawn, file.tree.nodes.len()],
        listed: [keep.min(file.rows.len()), file.rows.len()],
        sorts: Sort::LABELS,
        names: names.all,
        causes: causes.all,
        nodes,
        rows,
    }
}
