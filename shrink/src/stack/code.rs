//! The calls and references in the code of a core module, and its changes of
//! tables.

use std::collections::{BTreeMap, BTreeSet};

use wasmparser::{BinaryReader, ConstExpr, FunctionBody, TableInit, TypeRef, ValType};
use wasmparser::{ElementItems, ElementKind, ExternalKind, Name, NameSectionReader, Operator};

use crate::core_wasm::ModuleRefusal;
use crate::core_wasm::module::Module;
use crate::core_wasm::space::{Space, index};

/// A call in the code of a function, each kind once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CallTarget {
    /// Of a function.
    Direct(u32),
    /// Of a function of this type, through a table.
    Indirect {
        /// The table.
        table: u32,
        /// The type.
        ty: u32,
    },
    /// Of a function of this type, by a reference.
    Reference {
        /// The type.
        ty: u32,
    },
}

/// A core module, and the facts about it that the analysis needs.
pub(super) struct ModuleCode<'a> {
    /// The module.
    pub(super) module: Module<'a>,
    /// The calls of each function that is defined in it.
    pub(super) calls: Vec<Vec<CallTarget>>,
    /// The stack pointer, by its index among the globals.
    pub(super) pointer: Option<u32>,
    /// The functions that something makes a reference of.
    pub(super) references: BTreeSet<u32>,
    /// The functions that active segments put into tables, by table.
    pub(super) segments: BTreeMap<u32, BTreeSet<u32>>,
    /// The tables that are changed while the module runs.
    pub(super) written: BTreeSet<u32>,
    /// The names of functions.
    names: BTreeMap<u32, &'a str>,
}

impl<'a> ModuleCode<'a> {
    /// Reads a valid module.
    ///
    /// # Errors
    /// When something in it cannot be parsed.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, ModuleRefusal> {
        let mut code = Self {
            module: Module::read(bytes)?,
            calls: Vec::new(),
            pointer: None,
            references: BTreeSet::new(),
            segments: BTreeMap::new(),
            written: BTreeSet::new(),
            names: BTreeMap::new(),
        };
        let mut named = code.imported_pointer();
        // A damaged section names nothing.
        for custom in &code.module.customs {
            if custom.name != "name" {
                continue;
            }
            let section = BinaryReader::new(custom.data, custom.offset);
            for name in NameSectionReader::new(section).map_while(Result::ok) {
                match name {
                    Name::Function(map) => code.names.extend(
                        map.into_iter()
                            .map_while(Result::ok)
                            .map(|naming| (naming.index, naming.name)),
                    ),
                    Name::Global(map) => {
                        let mut map = map.into_iter().map_while(Result::ok);
                        named = named.or(map
                            .find(|naming| naming.name == POINTER)
                            .map(|naming| naming.index));
                    }
                    _ => {}
                }
            }
        }
        let mut frames = BTreeMap::new();
        for body in code.module.bodies.clone() {
            code.body(&body, &mut frames)?;
        }
        code.definitions()?;
        code.pointer = named.filter(|global| code.is_counter(*global)).or_else(|| {
            let shaped = frames
                .into_iter()
                .filter(|(global, _)| code.is_counter(*global));
            // If there are several, the one with most frames, and of those the
            // first.
            shaped
                .max_by_key(|(global, frames)| (*frames, std::cmp::Reverse(*global)))
                .map(|(global, _)| global)
        });
        Ok(code)
    }

    /// Returns the amount of work for each instance of the module.
    pub(super) fn weight(&self) -> usize {
        let module = &self.module;
        let calls: usize = self.calls.iter().map(Vec::len).sum();
        let segments: usize = self.segments.values().map(BTreeSet::len).sum();
        let all = [
            module.imports.len(),
            module.exports.len(),
            module.functions.len(),
        ];
        all.iter().sum::<usize>() + calls + segments + self.references.len()
    }

    /// Returns the name of a function, or its index.
    pub(super) fn name(&self, function: u32) -> String {
        match self.names.get(&function) {
            Some(name) => format!("{:#}", rustc_demangle::demangle(name)),
            None => format!("function {function}"),
        }
    }

    /// Returns the global that is imported by the name that linkers give it, or
    /// exported.
    fn imported_pointer(&self) -> Option<u32> {
        let globals = self
            .module
            .imports
            .iter()
            .filter(|import| matches!(import.ty, TypeRef::Global(_)));
        let imported = globals
            .enumerate()
            .find(|(_, import)| import.name == POINTER)
            .map(|(place, _)| index(place));
        let exported = || {
            self.module
                .exports
                .iter()
                .find(|export| export.kind == ExternalKind::Global && export.name == POINTER)
                .map(|export| export.index)
        };
        imported.or_else(exported)
    }

    /// Checks whether a global is a mutable 32-bit number.
    fn is_counter(&self, global: u32) -> bool {
        let ty = match self.module.defined(Space::Global, global) {
            Some(place) => self.module.globals.get(place).map(|global| global.ty),
            None => match self
                .module
                .import(Space::Global, global)
                .map(|import| import.ty)
            {
                Some(TypeRef::Global(ty)) => Some(ty),
                _ => None,
            },
        };
        ty.is_some_and(|ty| ty.mutable && ty.content_type == ValType::I32)
    }

    /// Takes down the calls and references of a function. Counts in `frames` how
    /// often each global is read, and a constant that could be a frame subtracted
    /// at once.
    fn body(
        &mut self,
        body: &FunctionBody<'_>,
        frames: &mut BTreeMap<u32, u32>,
    ) -> Result<(), ModuleRefusal> {
        let mut calls = BTreeSet::new();
        let mut last = [None, None];
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            let operator = operators.read()?;
            let step = match operator {
                Operator::Call { function_index } | Operator::ReturnCall { function_index } => {
                    calls.insert(CallTarget::Direct(function_index));
                    None
                }
                Operator::CallIndirect {
                    type_index: ty,
                    table_index: table,
                }
                | Operator::ReturnCallIndirect {
                    type_index: ty,
                    table_index: table,
                } => {
                    calls.insert(CallTarget::Indirect { table, ty });
                    None
                }
                Operator::CallRef { type_index: ty }
                | Operator::ReturnCallRef { type_index: ty } => {
                    calls.insert(CallTarget::Reference { ty });
                    None
                }
                Operator::RefFunc { function_index } => {
                    self.references.insert(function_index);
                    None
                }
                Operator::TableSet { table }
                | Operator::TableGrow { table }
                | Operator::TableFill { table }
                | Operator::TableInit { table, .. }
                | Operator::TableCopy {
                    dst_table: table, ..
                } => {
                    self.written.insert(table);
                    None
                }
                // Without optimisation every number goes through a local.
                Operator::LocalGet { .. }
                | Operator::LocalSet { .. }
                | Operator::LocalTee { .. } => {
                    continue;
                }
                Operator::GlobalGet { global_index } => Some(FrameInstruction::Read(global_index)),
                Operator::I32Const { value } => Some(FrameInstruction::Constant(value)),
                Operator::I32Sub | Operator::I32Add => {
                    let down = matches!(operator, Operator::I32Sub);
                    if let [
                        Some(FrameInstruction::Read(global)),
                        Some(FrameInstruction::Constant(by)),
                    ] = last
                        && by % 16 == 0
                        && by != 0
                        && down == (by > 0)
                    {
                        *frames.entry(global).or_default() += 1;
                    }
                    None
                }
                _ => None,
            };
            last = [last[1].take(), step];
        }
        self.calls.push(calls.into_iter().collect());
        Ok(())
    }

    /// Takes down the references of definitions outside the code.
    fn definitions(&mut self) -> Result<(), ModuleRefusal> {
        for global in &self.module.globals {
            self.references.extend(referred(&global.init_expr)?);
        }
        for (place, table) in self.module.tables.iter().enumerate() {
            if let TableInit::Expr(init) = &table.init {
                self.references.extend(referred(init)?);
                let table = self.module.imported[Space::Table].saturating_add(index(place));
                self.written.insert(table);
            }
        }
        for element in &self.module.elements {
            let mut functions = BTreeSet::new();
            let mut other = false;
            match &element.items {
                ElementItems::Functions(items) => {
                    for function in items.clone() {
                        functions.insert(function?);
                    }
                }
                ElementItems::Expressions(_, items) => {
                    for expression in items.clone() {
                        let expression = expression?;
                        functions.extend(referred(&expression)?);
                        let mut operators = expression.get_operators_reader();
                        other |= matches!(operators.read()?, Operator::GlobalGet { .. });
                    }
                }
            }
            self.references.extend(&functions);
            if let ElementKind::Active { table_index, .. } = element.kind {
                let table = table_index.unwrap_or(0);
                self.segments.entry(table).or_default().extend(functions);
                if other {
                    self.written.insert(table);
                }
            }
        }
        Ok(())
    }
}

/// The name that linkers give the stack pointer.
const POINTER: &str = "__stack_pointer";

/// An instruction that may be a part of a frame.
#[derive(Clone, Copy)]
enum FrameInstruction {
    /// Reads a global.
    Read(u32),
    /// Gives a constant.
    Constant(i32),
}

/// Returns the functions that an expression makes references of.
fn referred(expression: &ConstExpr<'_>) -> Result<Vec<u32>, ModuleRefusal> {
    let mut functions = Vec::new();
    let mut operators = expression.get_operators_reader();
    while !operators.eof() {
        if let Operator::RefFunc { function_index } = operators.read()? {
            functions.push(function_index);
        }
    }
    Ok(functions)
}
