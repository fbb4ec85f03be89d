//! Writing of a module by its plan.

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataCountSection, DataSection, ElementSection, Elements,
    ExportSection, FunctionSection, GlobalSection, ImportSection, MemorySection, Section,
    StartSection, TableSection, TagSection, TypeSection,
};
use wasmparser::{BinaryReader, ElementItems, ElementKind, FunctionBody, RefType};

use super::ModuleRefusal;
use super::functions;
use super::module::Module;
use super::names;
use super::parallel;
use super::plan::{Plan, PlannedData, PlannedElement};
use super::space::{PerSpace, Space, index};

/// The place where every item of a module has gone.
#[derive(Clone)]
pub(crate) struct NewIndices {
    /// New indices by old ones; `None` for items that are not written.
    places: PerSpace<Vec<Option<u32>>>,
    /// `true` if code refers to a data segment.
    data_in_code: bool,
}

/// A reference to an item that is not written: the pass that made the plan
/// overlooked it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct MissingItem(Space, u32);

impl std::fmt::Display for MissingItem {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            to,
            "{:?} {} was taken for unused, and something refers to it",
            self.0, self.1
        )
    }
}

impl NewIndices {
    /// Returns the places of the items of `module` by `plan`.
    pub(crate) fn new(module: &Module<'_>, plan: &Plan<'_>) -> Self {
        let mut places = PerSpace::<Vec<Option<u32>>>::default();
        for space in Space::ALL {
            places[space] = vec![None; module.count(space) as usize];
        }
        let mut next = PerSpace::<u32>::default();
        let mut place = |space: Space, item: u32| {
            if let Some(place) = places[space].get_mut(item as usize) {
                *place = Some(next[space]);
            }
            next[space] += 1;
        };
        for group in &plan.groups {
            for ty in module.groups[*group].range() {
                place(Space::Type, ty);
            }
        }
        for import in &plan.imports {
            place(Space::of_import(&import.ty), import.item);
        }
        for (space, items) in [
            (Space::Function, &plan.functions),
            (Space::Table, &plan.tables),
            (Space::Memory, &plan.memories),
            (Space::Tag, &plan.tags),
            (Space::Global, &plan.globals),
        ] {
            for item in items {
                place(space, *item);
            }
        }
        for element in &plan.elements {
            match element {
                PlannedElement::Kept(item) => place(Space::Element, *item),
                PlannedElement::Declared(_) => place(Space::Element, u32::MAX),
            }
        }
        for data in &plan.data {
            match data {
                PlannedData::Kept(item) => place(Space::Data, *item),
                PlannedData::Active { .. } => place(Space::Data, u32::MAX),
            }
        }
        for ((space, item), stand_in) in &plan.aliases {
            let there = places[*space].get(*stand_in as usize).copied().flatten();
            if let Some(place) = places[*space].get_mut(*item as usize) {
                *place = there;
            }
        }
        Self {
            places,
            data_in_code: false,
        }
    }

    /// Returns the new index of an item; `None` if it is not written.
    pub(crate) fn get(&self, space: Space, item: u32) -> Option<u32> {
        self.places[space].get(item as usize).copied().flatten()
    }

    /// Returns the new index of an item that must be written.
    fn find(&self, space: Space, item: u32) -> Result<u32, Error<MissingItem>> {
        self.get(space, item)
            .ok_or(Error::UserError(MissingItem(space, item)))
    }

    /// Returns the bytes of a function: locals and instructions.
    pub(crate) fn body(&mut self, body: &FunctionBody<'_>) -> Result<Vec<u8>, Error<MissingItem>> {
        let mut function = self.new_function_with_parsed_locals(body)?;
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            function.instruction(&self.parse_instruction(&mut operators)?);
        }
        Ok(function.into_raw_body())
    }
}

impl Reencode for NewIndices {
    type Error = MissingItem;

    fn type_index(&mut self, item: u32) -> Result<u32, Error<MissingItem>> {
        self.find(Space::Type, item)
    }

    fn function_index(&mut self, item: u32) -> Result<u32, Error<MissingItem>> {
        self.find(Space::Function, item)
    }

    fn table_index(&mut self, item: u32) -> Result<u32, Error<MissingItem>> {
        self.find(Space::Table, item)
    }

    fn memory_index(&mut self, item: u32) -> Result<u32, Error<MissingItem>> {
        self.find(Space::Memory, item)
    }

    fn global_index(&mut self, item: u32) -> Result<u32, Error<MissingItem>> {
        self.find(Space::Global, item)
    }

    fn tag_index(&mut self, item: u32) -> Result<u32, Error<MissingItem>> {
        self.find(Space::Tag, item)
    }

    fn element_index(&mut self, item: u32) -> Result<u32, Error<MissingItem>> {
        self.find(Space::Element, item)
    }

    fn data_index(&mut self, item: u32) -> Result<u32, Error<MissingItem>> {
        // Only code refers to data.
        self.data_in_code = true;
        self.find(Space::Data, item)
    }
}

/// Writes `module` as `plan` says.
///
/// # Errors
/// When the plan leaves out an item that another one refers to, which it keeps.
pub(crate) fn write(module: &Module<'_>, plan: &Plan<'_>) -> Result<Vec<u8>, ModuleRefusal> {
    let mut places = NewIndices::new(module, plan);
    // Code first: it alone shows whether the data must be counted.
    let mut code = CodeSection::new();
    for written in bodies(module, plan, &mut places)? {
        code.raw(&written);
    }

    let mut output = Output::new(plan);
    output.section(1, plan.groups.len(), &types(module, plan, &mut places)?);
    let mut imports = ImportSection::new();
    for import in &plan.imports {
        imports.import(&import.module, &import.name, places.entity_type(import.ty)?);
    }
    output.section(2, plan.imports.len(), &imports);
    let mut functions = FunctionSection::new();
    for function in &plan.functions {
        let ty = module.function_type(*function).ok_or_else(missing)?;
        functions.function(places.type_index(ty)?);
    }
    output.section(3, plan.functions.len(), &functions);
    let mut tables = TableSection::new();
    for table in &plan.tables {
        let place = module.defined(Space::Table, *table).ok_or_else(missing)?;
        places.parse_table(&mut tables, module.tables[place].clone())?;
    }
    output.section(4, plan.tables.len(), &tables);
    let mut memories = MemorySection::new();
    for memory in &plan.memories {
        let ty = module.memory_type(*memory).ok_or_else(missing)?;
        memories.memory(places.memory_type(ty)?);
    }
    output.section(5, plan.memories.len(), &memories);
    let mut tags = TagSection::new();
    for tag in &plan.tags {
        let place = module.defined(Space::Tag, *tag).ok_or_else(missing)?;
        tags.tag(places.tag_type(module.tags[place])?);
    }
    output.section(6, plan.tags.len(), &tags);
    let mut globals = GlobalSection::new();
    for global in &plan.globals {
        let place = module.defined(Space::Global, *global).ok_or_else(missing)?;
        places.parse_global(&mut globals, module.globals[place].clone())?;
    }
    output.section(7, plan.globals.len(), &globals);
    let mut exports = ExportSection::new();
    for export in &plan.exports {
        let kind = places.export_kind(export.kind)?;
        let item = places.external_index(export.kind, export.item)?;
        exports.export(&export.name, kind, item);
    }
    output.section(8, plan.exports.len(), &exports);
    if let Some(start) = plan.start {
        let function_index = places.function_index(start)?;
        output.section(9, 1, &StartSection { function_index });
    }
    let mut elements = ElementSection::new();
    for planned in &plan.elements {
        element(module, planned, &mut places, &mut elements)?;
    }
    output.section(10, plan.elements.len(), &elements);
    // The count is there for code that refers to data before data is read.
    let count = index(plan.data.len());
    output.section(
        11,
        usize::from(places.data_in_code),
        &DataCountSection { count },
    );
    output.section(12, plan.functions.len(), &code);
    let mut data = DataSection::new();
    for planned in &plan.data {
        segment(module, planned, &mut places, &mut data)?;
    }
    output.section(13, plan.data.len(), &data);
    output.finish(&places)
}

/// Returns the refusal for a part that the plan names and the module lacks.
fn missing() -> ModuleRefusal {
    ModuleRefusal::new("the module lacks what was to be written")
}

/// Returns the code of a function that the module defines.
pub(crate) fn body<'m, 'a>(
    module: &'m Module<'a>,
    function: u32,
) -> Result<&'m FunctionBody<'a>, ModuleRefusal> {
    module
        .defined(Space::Function, function)
        .and_then(|place| module.bodies.get(place))
        .ok_or_else(missing)
}

/// Returns the bytes of all functions that are planned: locals and instructions.
///
/// # Errors
/// When they refer to something that is not.
pub(crate) fn bodies(
    module: &Module<'_>,
    plan: &Plan<'_>,
    places: &mut NewIndices,
) -> Result<Vec<Vec<u8>>, ModuleRefusal> {
    let mut planned = Vec::new();
    for function in &plan.functions {
        planned.push(match plan.bodies.get(function) {
            Some(bytes) => FunctionBody::new(BinaryReader::new(bytes, 0)),
            None => body(module, *function)?.clone(),
        });
    }
    let written = parallel::map(
        planned,
        functions::length,
        || places.clone(),
        |places, body| Ok::<_, ModuleRefusal>((places.body(&body)?, places.data_in_code)),
    )?;
    places.data_in_code |= written.iter().any(|(_, data_in_code)| *data_in_code);
    Ok(written.into_iter().map(|(bytes, _)| bytes).collect())
}

/// Returns the section of types.
fn types(
    module: &Module<'_>,
    plan: &Plan<'_>,
    places: &mut NewIndices,
) -> Result<TypeSection, ModuleRefusal> {
    let mut types = TypeSection::new();
    for group in &plan.groups {
        let group = module.groups[*group].types.clone();
        // An empty group has no type to stand for it.
        if group.is_explicit_rec_group() || group.types().len() == 1 {
            places.parse_recursive_type_group(types.ty(), group)?;
        }
    }
    Ok(types)
}

/// Adds an element segment.
fn element(
    module: &Module<'_>,
    planned: &PlannedElement,
    places: &mut NewIndices,
    elements: &mut ElementSection,
) -> Result<(), ModuleRefusal> {
    let kept = match planned {
        PlannedElement::Kept(kept) => &module.elements[*kept as usize],
        PlannedElement::Declared(functions) => {
            let functions = functions
                .iter()
                .map(|function| places.function_index(*function))
                .collect::<Result<Vec<_>, _>>()?;
            elements.declared(Elements::Functions(functions.into()));
            return Ok(());
        }
    };
    let items = places.element_items(kept.items.clone())?;
    match &kept.kind {
        ElementKind::Active {
            table_index,
            offset_expr,
        } => {
            // The short form is for the first table, and for references to
            // functions alone.
            let plain = match &kept.items {
                ElementItems::Functions(_) => true,
                ElementItems::Expressions(ty, _) => *ty == RefType::FUNCREF,
            };
            let table = places.table_index(table_index.unwrap_or(0))?;
            let table = (table != 0 || !plain).then_some(table);
            let offset = places.const_expr(offset_expr.clone())?;
            elements.active(table, &offset, items);
        }
        ElementKind::Passive => {
            elements.passive(items);
        }
        ElementKind::Declared => {
            elements.declared(items);
        }
    }
    Ok(())
}

/// Adds a data segment.
fn segment(
    module: &Module<'_>,
    planned: &PlannedData,
    places: &mut NewIndices,
    data: &mut DataSection,
) -> Result<(), ModuleRefusal> {
    match planned {
        PlannedData::Kept(kept) => places.parse_data(data, module.data[*kept as usize].clone())?,
        PlannedData::Active {
            memory,
            memory64,
            offset,
            bytes,
        } => {
            let memory = places.memory_index(*memory)?;
            let offset = if *memory64 {
                ConstExpr::i64_const(offset.cast_signed())
            } else {
                let offset = u32::try_from(*offset).map_err(|_| missing())?;
                ConstExpr::i32_const(offset.cast_signed())
            };
            data.active(memory, &offset, bytes.iter().copied());
        }
    }
    Ok(())
}

/// The module as it is written, custom sections between the others.
struct Output<'p, 'a> {
    plan: &'p Plan<'a>,
    /// The sections that were written: place in the order of the format, bytes.
    sections: Vec<(u8, Vec<u8>)>,
}

impl<'p, 'a> Output<'p, 'a> {
    fn new(plan: &'p Plan<'a>) -> Self {
        Self {
            plan,
            sections: Vec::new(),
        }
    }

    /// Adds a section, unless it has no items.
    fn section(&mut self, rank: u8, items: usize, section: &impl Section) {
        if items > 0 {
            let mut bytes = Vec::new();
            section.append_to(&mut bytes);
            self.sections.push((rank, bytes));
        }
    }

    /// Puts everything together.
    fn finish(self, places: &NewIndices) -> Result<Vec<u8>, ModuleRefusal> {
        let mut bytes = wasm_encoder::Module::HEADER.to_vec();
        let mut customs = self.plan.customs.iter().peekable();
        let mut sections = self.sections.iter().peekable();
        loop {
            let next = sections.peek().map_or(u8::MAX, |(rank, _)| *rank);
            if let Some(custom) = customs.next_if(|custom| custom.after < next) {
                let data = match custom.name {
                    "name" => names::moved(custom, places, self.plan)?,
                    _ => Some(custom.data.into()),
                };
                if let Some(data) = data {
                    let name = custom.name.into();
                    CustomSection { name, data }.append_to(&mut bytes);
                }
            } else if let Some((_, section)) = sections.next() {
                bytes.extend(section);
            } else {
                return Ok(bytes);
            }
        }
    }
}
