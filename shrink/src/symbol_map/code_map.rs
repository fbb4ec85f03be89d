//! The map from the functions and instructions of an output to those of the input.

use serde::{Deserialize, Serialize};

/// All core modules of an output.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct CodeMap {
    /// The modules in the order in which they stand there, those within components
    /// too.
    pub(super) modules: Vec<MappedModule>,
}

/// A core module of an output.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct MappedModule {
    /// The offset of its beginning in the component.
    pub(super) at: u32,
    /// Its functions that have a body.
    pub(super) functions: Vec<MappedFunction>,
}

/// A function of an output. Offsets are from the beginning of its module.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct MappedFunction {
    /// Its index.
    pub(super) index: u32,
    /// The offset of the beginning of its body.
    pub(super) start: u32,
    /// The offset of the end of its body.
    pub(super) end: u32,
    /// The module and the function of the input that it was; `None` if nobody can
    /// tell.
    pub(super) origin: Option<(u32, u32)>,
    /// `true` if its instructions are those of that function, one for one.
    pub(super) exact: bool,
    /// The places that they had, in order, as far as these are known.
    pub(super) runs: Vec<InstructionRun>,
}

/// Instructions that stand in the same order, and as far from each other, as in
/// the input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "SerializedRun", into = "SerializedRun")]
pub(super) struct InstructionRun {
    /// The offset of the first one.
    pub(super) at: u32,
    /// The size, in bytes.
    pub(super) bytes: u32,
    /// The place of the first one in the input.
    pub(super) site: InputAddress,
    /// The calls by which it was reached, the last one first, if its function was
    /// put into another one.
    pub(super) via: Vec<InputAddress>,
}

/// A place in the input: the index of a function, and the address of an
/// instruction as DWARF counts, from the content of the code section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct InputAddress(pub(super) u32, pub(super) u32);

impl InstructionRun {
    /// Checks whether `next` follows this run, and followed it in the input too.
    pub(super) fn goes_on_with(&self, next: &Self) -> bool {
        let here = self.at.checked_add(self.bytes);
        let there = self.site.1.checked_add(self.bytes);
        here == Some(next.at)
            && there == Some(next.site.1)
            && self.site.0 == next.site.0
            && self.via == next.via
    }
}

/// The form of a run in the file: there are many runs, and names take room.
#[derive(Clone, Serialize, Deserialize)]
struct SerializedRun(u32, u32, u32, u32, Vec<InputAddress>);

impl From<InstructionRun> for SerializedRun {
    fn from(run: InstructionRun) -> Self {
        Self(run.at, run.bytes, run.site.0, run.site.1, run.via)
    }
}

impl From<SerializedRun> for InstructionRun {
    fn from(SerializedRun(at, bytes, function, address, via): SerializedRun) -> Self {
        Self {
            at,
            bytes,
            site: InputAddress(function, address),
            via,
        }
    }
}

impl CodeMap {
    /// Returns the function that an offset is in, and the place in its module.
    /// Engines count from the beginning of the component or of the module. If they
    /// tell the index of the function, it has to fit.
    pub(super) fn find(&self, offset: u32, index: Option<u32>) -> Option<(&MappedFunction, u32)> {
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
        // From the beginning of one of the modules: it is known which one only if
        // no other one would do.
        let mut found = self
            .modules
            .iter()
            .filter_map(|module| Some((&module.functions[in_function(module, offset)?], offset)));
        let only = found.next()?;
        found.next().is_none().then_some(only)
    }
}

impl MappedFunction {
    /// Returns the place that an instruction had, and the calls by which it was
    /// reached.
    pub(super) fn site(&self, offset: u32) -> Option<(InputAddress, &[InputAddress])> {
        let after = self.runs.partition_point(|run| run.at <= offset);
        let run = self.runs.get(after.checked_sub(1)?)?;
        let inside = offset.checked_sub(run.at)?;
        let address = run.site.1.checked_add(inside)?;
        (inside < run.bytes).then_some((InputAddress(run.site.0, address), &*run.via))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(index: u32, start: u32, end: u32) -> MappedFunction {
        MappedFunction {
            index,
            start,
            end,
            origin: None,
            exact: true,
            runs: Vec::new(),
        }
    }

    /// Returns two modules: the first one at 100 with two functions, the second one
    /// at 200 with one.
    fn map() -> CodeMap {
        let first = MappedModule {
            at: 100,
            functions: vec![function(3, 20, 30), function(4, 31, 50)],
        };
        let second = MappedModule {
            at: 200,
            functions: vec![function(3, 24, 40)],
        };
        CodeMap {
            modules: vec![first, second],
        }
    }

    fn found(offset: u32, index: Option<u32>) -> Option<(u32, u32)> {
        let map = map();
        let (function, offset) = map.find(offset, index)?;
        Some((function.start, offset))
    }

    #[test]
    fn an_offset_in_the_component_is_in_one_function() {
        assert_eq!(found(120, Some(3)), Some((20, 20)));
        assert_eq!(found(149, None), Some((31, 49)));
        assert_eq!(found(224, Some(3)), Some((24, 24)));
        for (offset, index) in [(119, None), (130, None), (150, None), (120, Some(4))] {
            assert_eq!(found(offset, index), None, "{offset}");
        }
    }

    #[test]
    fn an_offset_in_a_module_counts_where_there_is_no_doubt() {
        assert_eq!(found(21, Some(3)), Some((20, 21)));
        assert_eq!(found(32, Some(4)), Some((31, 32)));
        assert_eq!(found(32, Some(3)), Some((24, 32)));
        // It could be in both.
        assert_eq!(found(25, Some(3)), None);
    }

    #[test]
    fn an_instruction_is_where_its_run_says() {
        let run = |at, bytes, address| InstructionRun {
            at,
            bytes,
            site: InputAddress(7, address),
            via: vec![InputAddress(8, 1)],
        };
        let mut function = function(0, 10, 40);
        function.runs = vec![run(12, 4, 100), run(20, 2, 300)];
        assert_eq!(
            function.site(13),
            Some((InputAddress(7, 101), &[InputAddress(8, 1)][..]))
        );
        assert_eq!(
            function.site(21),
            Some((InputAddress(7, 301), &[InputAddress(8, 1)][..]))
        );
        for between in [10, 16, 22] {
            assert_eq!(function.site(between), None);
        }
        assert!(run(12, 4, 100).goes_on_with(&run(16, 1, 104)));
        assert!(!run(12, 4, 100).goes_on_with(&run(16, 1, 105)));
        assert!(!run(12, 4, 100).goes_on_with(&run(17, 1, 105)));
    }
}
