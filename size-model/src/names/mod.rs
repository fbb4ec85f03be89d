//! Names of functions, and the source that their code comes from.

mod aids;
mod folders;
pub(crate) mod path;
mod twin;

use std::collections::HashMap;

use greentic_shrink::lines::{Lines, Place};
use serde::Serialize;

pub use self::aids::Aids;
use self::folders::Folders;
use self::twin::Twin;
pub use self::twin::shrunk_from;
use crate::core::Core;
use crate::error::Error;
use crate::model::Model;
use crate::part::PartId;

/// The source of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The symbol map of a file that was shrunk.
    SymbolMap,
    /// A twin with names.
    Twin,
    /// The names for debugging in the file.
    Names,
    /// DWARF in the file.
    Dwarf,
    /// An export.
    Export,
}

/// The name of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// As its author wrote it.
    pub name: Box<str>,
    /// The source of the name.
    pub source: Source,
}

impl Named {
    /// Returns the crate, if the name is a path of Rust.
    pub fn crate_name(&self) -> Option<&str> {
        path::crate_of(&self.name)
    }

    /// Returns the name that all its generic instances share.
    pub fn generic(&self) -> String {
        path::generic(&self.name)
    }
}

/// Code of a function that comes from one place of the source.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The size, in bytes.
    pub bytes: u64,
    /// The functions that it was written in, beginning with the innermost inlined one.
    /// Empty if they are not known.
    pub places: Vec<Place>,
}

/// The names of a file.
pub struct Names<'f> {
    /// By the part of the function.
    functions: HashMap<PartId, Named>,
    /// Names of core modules, for debugging.
    pub(crate) modules: HashMap<PartId, Box<str>>,
    /// The source of the lines of each function.
    lines: HashMap<PartId, Known>,
    own: Vec<Lines<'f>>,
    twins: Vec<Lines<'f>>,
    folders: Folders,
}

/// The source of the lines of a function.
enum Known {
    /// DWARF in the file: the number of the module, the index of the function, and the
    /// offset in the file from which DWARF counts its addresses.
    Own(usize, u32, u32),
    /// DWARF in a twin: the number of the module, the index of the function, and the place
    /// where its body begins there.
    Twin(usize, u32, u32),
    /// Pieces, with their ranges in the file.
    Stretches(Vec<greentic_shrink::lines::Stretch>),
}

impl<'f> Names<'f> {
    /// Finds the names of the functions in a file whose core modules were read.
    pub(crate) fn of(model: &Model, cores: &[Core<'f>], aids: &Aids<'f>) -> Result<Self, Error> {
        let mut names = Self {
            functions: HashMap::new(),
            modules: HashMap::new(),
            lines: HashMap::new(),
            own: Vec::new(),
            twins: Vec::new(),
            folders: Folders::default(),
        };
        names.symbol_map(model, aids);
        if let Some(twin) = aids.twin {
            names.twin(cores, &Twin::read(twin)?);
        }
        for (number, core) in cores.iter().enumerate() {
            names.module(number, core, model);
        }
        Ok(names)
    }

    /// Returns the name of a function, by its part.
    pub fn function(&self, part: PartId) -> Option<&Named> {
        self.functions.get(&part)
    }

    /// Returns the name of a core module, or of a component in a component, for debugging.
    pub fn module_name(&self, part: PartId) -> Option<&str> {
        self.modules.get(&part).map(|name| &**name)
    }

    /// Returns the number of functions that have a name.
    pub fn len(&self) -> usize {
        self.functions.len()
    }

    /// Returns whether no function has a name.
    pub fn is_empty(&self) -> bool {
        self.functions.is_empty()
    }

    /// Returns the pieces of the code of a function. Together they have as many bytes as
    /// the function. A piece of unknown source has no places.
    pub(crate) fn pieces(&self, model: &Model, body: &crate::core::Body) -> Vec<Piece> {
        let part = &model[body.part];
        let stretches = match self.lines.get(&body.part) {
            None => Vec::new(),
            Some(Known::Stretches(stretches)) => stretches.clone(),
            Some(Known::Own(module, function, base)) => {
                let addresses =
                    body.range.start.saturating_sub(*base)..body.range.end.saturating_sub(*base);
                let mut found = self.own[*module].stretches(*function, addresses);
                for one in &mut found {
                    one.range = one.range.start + base..one.range.end + base;
                }
                found
            }
            Some(Known::Twin(module, function, start)) => {
                let end = start.saturating_add(body.range.end - body.range.start);
                let mut found = self.twins[*module].stretches(*function, *start..end);
                for one in &mut found {
                    let moved = |at: u32| at - start + body.range.start;
                    one.range = moved(one.range.start)..moved(one.range.end);
                }
                found
            }
        };
        let mut left = part.bytes();
        let mut pieces = Vec::with_capacity(stretches.len() + 1);
        let mut at = part.start;
        for stretch in stretches {
            // A damaged range may overlap another one, or be elsewhere.
            let start = stretch.range.start.clamp(at, part.end);
            let end = stretch.range.end.clamp(start, part.end);
            let bytes = u64::from(end - start);
            if bytes > 0 {
                at = end;
                left -= bytes;
                let mut places = stretch.places;
                for place in &mut places {
                    self.folders.complete(place);
                }
                pieces.push(Piece { bytes, places });
            }
        }
        if left > 0 {
            pieces.push(Piece {
                bytes: left,
                places: Vec::new(),
            });
        }
        pieces
    }

    /// Checks whether the lines of any function are known.
    pub(crate) fn has_lines(&self) -> bool {
        !self.lines.is_empty()
    }

    fn name(&mut self, part: PartId, source: Source, name: String) {
        let name = name.into();
        self.functions.entry(part).or_insert(Named { name, source });
    }

    /// Takes names and lines from a symbol map, if there is one and it belongs to this
    /// file.
    fn symbol_map(&mut self, model: &Model, aids: &Aids<'f>) {
        let modules: HashMap<u32, PartId> = model
            .modules()
            .map(|module| (model[module].start, module))
            .collect();
        let functions: HashMap<(u32, u32), PartId> = modules
            .iter()
            .flat_map(|(at, module)| {
                let functions = model.functions_of(*module);
                functions.map(move |(index, part)| ((*at, index), part))
            })
            .collect();
        for origin in aids.origins() {
            let Some(part) = functions.get(&(origin.module, origin.index)) else {
                continue;
            };
            if let Some(name) = origin.name {
                let places = origin.stretches.last().map(|last| &last.places);
                let outer = places.and_then(|places| places.last());
                self.folders
                    .learn(&name, outer.and_then(|outer| outer.file.as_deref()));
                self.name(*part, Source::SymbolMap, name);
            }
            let mut stretches = origin.stretches;
            for stretch in &mut stretches {
                let moved = |at: u32| at.saturating_add(origin.module);
                stretch.range = moved(stretch.range.start)..moved(stretch.range.end);
            }
            self.lines.insert(*part, Known::Stretches(stretches));
        }
    }

    /// Takes names and lines from a twin, for the functions that both have.
    fn twin(&mut self, cores: &[Core<'f>], twin: &Twin<'f>) {
        let matched = twin.matched(cores);
        self.twins = twin.cores.iter().map(lines).collect();
        for (part, (module, function)) in matched {
            let core = &twin.cores[module];
            if let Some(name) = core.names.get(&function) {
                self.name(part, Source::Twin, path::demangled(name));
            }
            if let Some(body) = core.body(function)
                && self.twins[module].has_dwarf()
            {
                let start = body.range.start.saturating_sub(core.code);
                let end = body.range.end.saturating_sub(core.code);
                self.learn(
                    part,
                    &self.twins[module].places(function, end.saturating_sub(1)),
                );
                self.lines
                    .entry(part)
                    .or_insert(Known::Twin(module, function, start));
            }
        }
    }

    /// Learns from a function the crate of its folder.
    fn learn(&mut self, part: PartId, places: &[Place]) {
        let file = places.last().and_then(|place| place.file.as_deref());
        if let Some(named) = self.functions.get(&part) {
            self.folders.learn(&named.name, file);
        }
    }

    /// Takes the names and lines that a core module of the file has itself.
    fn module(&mut self, number: usize, core: &Core<'f>, model: &Model) {
        // Many short symbols can stand for much text.
        let file = usize::try_from(model.bytes()).unwrap_or(usize::MAX);
        let mut room = file.saturating_mul(4).saturating_add(1 << 20);
        let dwarf = lines(core);
        let mut exports = HashMap::new();
        for (name, (kind, index, _)) in &core.exports {
            if *kind == wasmparser::ExternalKind::Func {
                let known = exports.entry(*index).or_insert(*name);
                // The first one in alphabetical order, because the order of a map is
                // random.
                *known = (*known).min(*name);
            }
        }
        for (index, part) in (0..).zip(&core.functions) {
            let Some(body) = core.body(index) else {
                continue;
            };
            if let Some(name) = core.names.get(&index) {
                let name = if room > name.len() {
                    path::demangled(name)
                } else {
                    (*name).to_owned()
                };
                room = room.saturating_sub(name.len());
                self.name(*part, Source::Names, name);
            }
            if dwarf.has_dwarf() {
                let at = body.range.end.saturating_sub(core.code).saturating_sub(1);
                let places = dwarf.places(index, at);
                self.learn(*part, &places);
                if !self.functions.contains_key(part)
                    && let Some(name) = places.into_iter().next_back().and_then(|one| one.function)
                {
                    self.name(*part, Source::Dwarf, name);
                }
                self.lines
                    .entry(*part)
                    .or_insert(Known::Own(number, index, core.code));
            }
            // Within a component, core exports have no meaning for people, and their names
            // are as short as possible.
            let is_name = |name: &&&str| core.part == Some(PartId::FILE) || name.len() > 2;
            if let Some(name) = exports.get(&index).filter(is_name) {
                self.name(*part, Source::Export, path::demangled(name));
            }
        }
        if let (Some(part), Some(name)) = (core.part, core.name) {
            self.modules.insert(part, name.into());
        }
        self.own.push(dwarf);
    }
}

/// The debug information of a core module.
fn lines<'f>(core: &Core<'f>) -> Lines<'f> {
    Lines::read(|name| {
        let mut customs = core.customs.iter();
        let found = customs.find(|(other, _)| *other == name);
        found.map_or(&[][..], |(_, data)| *data)
    })
}
