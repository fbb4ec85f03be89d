//! How much of each file gets onto a page.
//!
//! Of a file the largest nodes and rows are written. All others are summed up where they
//! are, so that whatever is written adds up to the file.

use std::collections::HashMap;

use greentic_size_model::cause::Advice;
use greentic_size_model::numerals::number;
use serde::Serialize;

use super::subject::{Compressed, Taken};
use super::table::lines;
use super::text;
use super::tree::{Category, Sort};

/// Nodes and rows of a file at most: more do not get onto a page of any size.
const MOST: usize = 20_000;

/// The content of the page about files.
#[derive(Serialize)]
struct Files<'t> {
    /// What nodes are, by their number.
    sorts: [&'static str; 9],
    /// What nodes are for, by their number.
    categories: [Category; 5],
    #[serde(serialize_with = "already_json")]
    files: &'t str,
}

/// A file, as the page reads it.
#[derive(Serialize)]
struct Written<'t> {
    name: &'t str,
    bytes: u64,
    compressed: Compressed,
    shares: [u64; 5],
    functions: usize,
    named: usize,
    /// How many parts there are, and how many of these are drawn by themselves.
    parts: [usize; 2],
    /// The same of rows.
    lines: [usize; 2],
    /// All texts that nodes and rows have.
    names: Vec<&'t str>,
    causes: Vec<(&'static str, Option<Advice>)>,
    /// Parent, sort, category, bytes, name and number of parts; the name is -1 where
    /// several nodes were put together.
    nodes: Vec<(usize, u8, u8, u64, isize, usize)>,
    /// Name, crate, cause, bytes and number of parts; a name of -1 as above, a crate of -1
    /// where several were put together.
    rows: Vec<(isize, isize, usize, u64, usize)>,
}
