//! The items that can be reached.

use std::collections::HashSet;

use wasm_encoder::reencode::Reencode as _;
use wasmparser::{ElementKind, Operator, TableInit};

use super::ModuleRefusal;
use super::constant;
use super::module::Module;
use super::space::{ItemIndex, PerSpace, Space, index};
use super::uses::Uses;

/// The items that can be reached from those that a module is kept for.
pub(crate) struct Live<'m, 'a> {
    module: &'m Module<'a>,
    /// `true` for each item that is reached.
    reached: PerSpace<Vec<bool>>,
    /// Items that are reached and whose references were not followed yet. A list
    /// instead of recursion: how deep references go is up to the input.
    pending: Vec<ItemIndex>,
    /// Segments that are reached when the item is: nobody sees them otherwise.
    segments: PerSpace<Vec<Vec<ItemIndex>>>,
    /// Functions that reached code makes references of.
    references: Vec<u32>,
    /// Items whose references are not followed.
    ends: HashSet<ItemIndex>,
}

impl<'m, 'a> Live<'m, 'a> {
    /// Starts with the items that instantiation uses for all to see.
    pub(crate) fn new(module: &'m Module<'a>) -> Result<Self, ModuleRefusal> {
        let mut reached = PerSpace::<Vec<bool>>::default();
        let mut segments = PerSpace::<Vec<Vec<ItemIndex>>>::default();
        for space in Space::ALL {
            reached[space] = vec![false; module.count(space) as usize];
        }
        for space in [Space::Table, Space::Memory] {
            segments[space] = vec![Vec::new(); module.count(space) as usize];
        }
        let mut live = Self {
            module,
            reached,
            pending: Vec::new(),
            segments,
            references: Vec::new(),
            ends: HashSet::new(),
        };
        live.instantiation()?;
        Ok(live)
    }

    /// Reaches an item.
    pub(crate) fn reach(&mut self, (space, item): ItemIndex) {
        if let Some(reached) = self.reached[space].get_mut(item as usize)
            && !*reached
        {
            *reached = true;
            self.pending.push((space, item));
        }
    }

    /// Keeps the references of an item from being followed, should it be reached.
    /// To be called before [`follow`](Self::follow).
    pub(crate) fn stop_at(&mut self, item: ItemIndex) {
        self.ends.insert(item);
    }

    /// Checks whether an item is reached.
    pub(crate) fn is(&self, space: Space, item: u32) -> bool {
        self.reached[space]
            .get(item as usize)
            .copied()
            .unwrap_or(false)
    }

    /// Returns the functions that reached code makes references of, in order, each
    /// once.
    pub(crate) fn references(&self) -> Vec<u32> {
        let mut references = self.references.clone();
        references.sort_unstable();
        references.dedup();
        references
    }

    /// Follows all references.
    ///
    /// # Errors
    /// When something cannot be parsed.
    pub(crate) fn follow(&mut self) -> Result<(), ModuleRefusal> {
        while let Some(item) = self.pending.pop() {
            if self.ends.contains(&item) {
                continue;
            }
            let mut uses = Uses::default();
            let code = self.references_of(item, &mut uses)?;
            if code {
                self.references.append(&mut uses.references);
            }
            for used in uses.items {
                self.reach(used);
            }
            if let Some(segments) = self.segments[item.0].get(item.1 as usize) {
                for segment in segments.clone() {
                    self.reach(segment);
                }
            }
        }
        Ok(())
    }

    /// Collects the references of one item. Returns `true` if it is code.
    fn references_of(
        &self,
        (space, item): ItemIndex,
        uses: &mut Uses,
    ) -> Result<bool, ModuleRefusal> {
        let module = self.module;
        if let Some(import) = module.import(space, item) {
            uses.entity_type(import.ty)?;
            return Ok(false);
        }
        let Some(place) = module.defined(space, item) else {
            return Ok(false);
        };
        match space {
            Space::Type => {
                // A group is one type: without one member the others are other
                // types.
                let group = module
                    .groups
                    .partition_point(|group| group.range().end <= item);
                let group = &module.groups[group];
                uses.items
                    .extend(group.range().map(|item| (Space::Type, item)));
                for ty in group.types.clone().into_types() {
                    uses.sub_type(ty)?;
                }
            }
            Space::Function => {
                uses.type_index(module.functions[place])?;
                uses.body(&module.bodies[place])?;
                return Ok(true);
            }
            Space::Table => {
                uses.table_type(module.tables[place].ty)?;
                if let TableInit::Expr(init) = &module.tables[place].init {
                    uses.expression(init)?;
                }
            }
            Space::Memory => {}
            Space::Global => {
                uses.global_type(module.globals[place].ty)?;
                uses.expression(&module.globals[place].init_expr)?;
            }
            Space::Tag => {
                uses.tag_type(module.tags[place])?;
            }
            Space::Element => {
                let element = &module.elements[place];
                uses.elements(&element.items)?;
                if let ElementKind::Active {
                    table_index,
                    offset_expr,
                } = &element.kind
                {
                    uses.table_index(table_index.unwrap_or(0))?;
                    uses.expression(offset_expr)?;
                }
            }
            Space::Data => {
                if let wasmparser::DataKind::Active {
                    memory_index,
                    offset_expr,
                } = &module.data[place].kind
                {
                    uses.memory_index(*memory_index)?;
                    uses.expression(offset_expr)?;
                }
            }
        }
        Ok(false)
    }

    /// Reaches the items that instantiation uses: the start function, expressions
    /// that may trap, and segments that may trap or that are copied to where others
    /// see them.
    fn instantiation(&mut self) -> Result<(), ModuleRefusal> {
        let module = self.module;
        if let Some(start) = module.start
            && !does_nothing(module, start)?
        {
            self.reach((Space::Function, start));
        }
        for (place, table) in module.tables.iter().enumerate() {
            if let TableInit::Expr(init) = &table.init
                && !constant::is_harmless(init)
            {
                self.reach((Space::Table, module.imported[Space::Table] + index(place)));
            }
        }
        for (place, global) in module.globals.iter().enumerate() {
            if !constant::is_harmless(&global.init_expr) {
                let global = module.imported[Space::Global] + index(place);
                self.reach((Space::Global, global));
            }
        }
        for (place, element) in module.elements.iter().enumerate() {
            let segment = (Space::Element, index(place));
            if let ElementKind::Active { table_index, .. } = &element.kind {
                let table = table_index.unwrap_or(0);
                if fits_table(module, table, element)? {
                    self.segments[Space::Table][table as usize].push(segment);
                } else {
                    self.reach(segment);
                }
            } else if !items_are_harmless(element)? {
                self.reach(segment);
            }
        }
        for (place, data) in module.data.iter().enumerate() {
            let segment = (Space::Data, index(place));
            if let wasmparser::DataKind::Active {
                memory_index,
                offset_expr,
            } = &data.kind
            {
                let own = module.defined(Space::Memory, *memory_index).is_some();
                if own && fits_memory(module, *memory_index, offset_expr, data.data.len()) {
                    self.segments[Space::Memory][*memory_index as usize].push(segment);
                } else {
                    self.reach(segment);
                }
            }
        }
        Ok(())
    }
}

/// Checks whether a function, which must have neither parameters nor results, ends
/// at once.
pub(crate) fn does_nothing(module: &Module<'_>, function: u32) -> Result<bool, ModuleRefusal> {
    let Some(place) = module.defined(Space::Function, function) else {
        return Ok(false);
    };
    let mut operators = module.bodies[place].get_operators_reader()?;
    Ok(matches!(operators.read()?, Operator::End))
}

/// Checks whether copying a segment into a table that is defined here cannot trap.
fn fits_table(
    module: &Module<'_>,
    table: u32,
    element: &wasmparser::Element<'_>,
) -> Result<bool, ModuleRefusal> {
    let Some(place) = module.defined(Space::Table, table) else {
        return Ok(false);
    };
    let ElementKind::Active { offset_expr, .. } = &element.kind else {
        return Ok(false);
    };
    let count = match &element.items {
        wasmparser::ElementItems::Functions(items) => items.count(),
        wasmparser::ElementItems::Expressions(_, items) => items.count(),
    };
    let end = constant::address(offset_expr).and_then(|start| start.checked_add(count.into()));
    let fits = end.is_some_and(|end| end <= module.tables[place].ty.initial);
    Ok(fits && items_are_harmless(element)?)
}

/// Checks whether no item of a segment can trap.
fn items_are_harmless(element: &wasmparser::Element<'_>) -> Result<bool, ModuleRefusal> {
    if let wasmparser::ElementItems::Expressions(_, items) = &element.items {
        for item in items.clone() {
            if !constant::is_harmless(&item?) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Checks whether copying `len` bytes into a memory at `offset` cannot trap: they
/// fit into the least size that the memory can have.
pub(crate) fn fits_memory(
    module: &Module<'_>,
    memory: u32,
    offset: &wasmparser::ConstExpr<'_>,
    len: usize,
) -> bool {
    let Some(ty) = module.memory_type(memory) else {
        return false;
    };
    let bytes = u128::from(ty.initial) << ty.page_size_log2.unwrap_or(16);
    let start = constant::address(offset).map(u128::from);
    start.is_some_and(|start| start + len as u128 <= bytes)
}
