//! Where the functions and instructions of an output come from.

use serde::{Deserialize, Serialize};

/// All core modules of an output.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Map {
    /// In the order in which they stand there, those within components too.
    pub(super) modules: Vec<MappedModule>,
}

/// A core module of an output.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct MappedModule {
    /// Where it begins in the component, in bytes.
    pub(super) at: u32,
    /// Its functions that have a body.
    pub(super) functions: Vec<Mapped>,
}

/// A function of an output. Offsets are from the beginning of its module.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Mapped {
    /// Its index.
    pub(super) index: u32,
    /// Where its body begins.
    pub(super) start: u32,
    /// Where its body ends.
    pub(super) end: u32,
    /// The module and the function of the input that it was; `None` when nobody
    /// can tell.
    pub(super) origin: Option<(u32, u32)>,
    /// Whether its instructions are those of that function, one for one.
    pub(super) exact: bool,
    /// Where they were, in order, as far as can be told.
    pub(super) runs: Vec<Run>,
}

/// Instructions that stand in the same order, and as far from each other, as in
/// the input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub(super) struct Run {
    /// Where they begin.
    pub(super) at: u32,
    /// How many bytes they take.
    pub(super) bytes: u32,
    /// Where the first one was.
    pub(super) site: Site,
    /// The calls by which it was reached before the function that it was in was
    /// put into another one, the last call first.
    pub(super) via: Vec<Site>,
}

/// A place in the input: the index of a function, and the address of an
/// instruction as DWARF counts, from the content of the code section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Site(pub(super) u32, pub(super) u32);

impl Run {
    /// Whether `next` follows, and followed before.
    pub(super) fn goes_on_with(&self, next: &Self) -> bool {
        let here = self.at.checked_add(self.bytes);
        let there = self.site.1.checked_add(self.bytes);
        here == Some(next.at)
            && there == Some(next.site.1)
            && self.site.0 == next.site.0
            && self.via == next.via
    }
}

/// A run as it is written: there are many, and names take room.
#[derive(Clone, Serialize, Deserialize)]
struct Written(u32, u32, u32, u32, Vec<Site>);

impl From<Run> for Written {
    fn from(run: Run) -> Self {
        Self(run.at, run.bytes, run.site.0, run.site.1, run.via)
    }
}

impl From<Written> for Run {
    fn from(Written(at, bytes, function, address, via): Written) -> Self {
        Self {
            at,
            bytes,
            site: Site(function, address),
            via,
        }
    }
}

impl Map {
    /// The function, with the place in its module, that an offset is in. Engines
    /// count from the beginning of the component or of the module; the index of
    /// the function, where they tell it, has to fit.
    pub(super) fn find(&self, offset: u32, index: Option<u32>) -> Option<(&Mapped, u32)> {
        let in_function = |module: &'_ MappedModule, offset: u32| -> Option<usize> {
            let after = module
                .functions
                .partition_point(|function| function.start <= offset);
            let function = module.functions.get(after.checked_sub(1)?)?;
            let fits = index.is_none_or(|index| index == function.index);
            (offset < function.end && fits).then(|| after - 1)
        };
        let mut found = self.modules.iter().filter_map(|module| {
            let offset = offset.checked_sub(module.at)?;
            Some((&module.functions[in_function(module, offset)?], offset))
        });
        if let Some(found) = found.next() {
            return Some(found);
        }
        // From the beginning of one of the modules: which one shows only if there
        // is no other that would do.
        let mut found = self
            .modules
            .iter()
            .filter_map(|module| Some((&module.functions[in_function(module, offset)?], offset)));
        let only = found.next()?;
        found.next().is_none().then_some(only)
    }
}

impl Mapped {
    /// Where an instruction was, and the calls by which it was reached.
    pub(super) fn site(&self, offset: u32) -> Option<(Site, &[Site])> {
        let after = self.runs.partition_point(|run| run.at <= offset);
        let run = self.runs.get(after.checked_sub(1)?)?;
        let inside = offset.checked_sub(run.at)?;
        let address = run.site.1.checked_add(inside)?;
        (inside < run.bytes).then_some((Site(run.site.0, address), &*run.via))
    }
}
