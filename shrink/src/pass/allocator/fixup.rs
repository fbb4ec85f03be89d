//! The two modules that wit-component puts around imports.
//!
//! They are recognised by their code and not by their names: those may be gone.

use std::collections::HashMap;

use wasmparser::{
    ConstExpr, ElementItems, ElementKind, ExternalKind, Operator, Parser, Payload, TypeRef,
};

/// A module that does nothing but fill a table that it imports, from the
/// beginning, with functions that it imports.
pub(super) struct Fixup {
    /// The import of the table: module and name.
    pub table: (String, String),
    /// The imports of the functions, by place in the table.
    functions: Vec<(String, String)>,
}

impl Fixup {
    /// Reads a module as a fix-up; `None` if it is none.
    pub(super) fn read(module: &[u8]) -> Option<Self> {
        let mut table = None;
        let mut imported = Vec::new();
        let mut order: Option<Vec<usize>> = None;
        for payload in Parser::new(0).parse_all(module) {
            match payload.ok()? {
                Payload::Version { .. }
                | Payload::TypeSection(_)
                | Payload::CustomSection(_)
                | Payload::End(_) => {}
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let import = import.ok()?;
                        let name = (import.module.to_owned(), import.name.to_owned());
                        match import.ty {
                            TypeRef::Func(_) => imported.push(name),
                            TypeRef::Table(_) if table.is_none() => table = Some(name),
                            _ => return None,
                        }
                    }
                }
                Payload::ElementSection(segments) => {
                    for segment in segments {
                        let segment = segment.ok()?;
                        let ElementKind::Active {
                            table_index: None | Some(0),
                            offset_expr,
                        } = segment.kind
                        else {
                            return None;
                        };
                        let ElementItems::Functions(functions) = segment.items else {
                            return None;
                        };
                        if !is_zero(&offset_expr) || order.is_some() {
                            return None;
                        }
                        let functions: Result<Vec<u32>, _> = functions.into_iter().collect();
                        let functions = functions.ok()?.into_iter().map(usize::try_from);
                        order = Some(functions.collect::<Result<_, _>>().ok()?);
                    }
                }
                _ => return None,
            }
        }
        let functions = order?.into_iter().map(|index| imported.get(index).cloned());
        Some(Self {
            table: table?,
            functions: functions.collect::<Option<_>>()?,
        })
    }

    /// Returns the import of the function at a place of the table.
    pub(super) fn function(&self, slot: usize) -> Option<(&str, &str)> {
        let (module, name) = self.functions.get(slot)?;
        Some((module, name))
    }
}

fn is_zero(expression: &ConstExpr<'_>) -> bool {
    let mut operators = expression.get_operators_reader();
    matches!(operators.read(), Ok(Operator::I32Const { value: 0 }))
        && matches!(operators.read(), Ok(Operator::End))
}

/// A module whose functions do nothing but jump to a place of its only table.
pub(super) struct Jumps {
    /// The place that each exported function jumps to.
    slots: HashMap<String, usize>,
    /// The number of places of the table.
    places: u64,
}

impl Jumps {
    /// Reads a module as a shim; `None` if it is none.
    pub(super) fn read(module: &[u8]) -> Option<Self> {
        let mut slots = Vec::new();
        let mut parameters = Vec::new();
        let mut types = Vec::new();
        let mut exports = HashMap::new();
        let mut places = None;
        for payload in Parser::new(0).parse_all(module) {
            match payload.ok()? {
                Payload::Version { .. }
                | Payload::CustomSection(_)
                | Payload::CodeSectionStart { .. }
                | Payload::End(_) => {}
                Payload::TableSection(section) => {
                    for table in section {
                        let before = places.replace(table.ok()?.ty.initial);
                        if before.is_some() {
                            return None;
                        }
                    }
                }
                Payload::TypeSection(section) => {
                    for ty in section.into_iter_err_on_gc_types() {
                        types.push(ty.ok()?.params().len());
                    }
                }
                Payload::FunctionSection(section) => {
                    for ty in section {
                        let ty = usize::try_from(ty.ok()?).ok()?;
                        parameters.push((ty, *types.get(ty)?));
                    }
                }
                Payload::ExportSection(section) => {
                    for export in section {
                        let export = export.ok()?;
                        match export.kind {
                            ExternalKind::Func => {
                                let index = usize::try_from(export.index).ok()?;
                                exports.insert(export.name.to_owned(), index);
                            }
                            ExternalKind::Table => {}
                            _ => return None,
                        }
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    let (ty, count) = *parameters.get(slots.len())?;
                    slots.push(slot(&body, ty, count)?);
                }
                _ => return None,
            }
        }
        let exports = exports
            .into_iter()
            .map(|(name, index)| Some((name, *slots.get(index)?)));
        Some(Self {
            slots: exports.collect::<Option<_>>()?,
            places: places?,
        })
    }

    /// Checks whether a fix-up that fills the table from its beginning does not
    /// trap.
    pub(super) fn take(&self, fixup: &Fixup) -> bool {
        fixup.functions.len() as u64 <= self.places
    }

    /// Returns the place of the table that an exported function jumps to.
    pub(super) fn slot(&self, name: &str) -> Option<usize> {
        self.slots.get(name).copied()
    }
}

/// Returns the place that a function jumps to, if it passes on all of its
/// parameters and does nothing else.
fn slot(body: &wasmparser::FunctionBody<'_>, ty: usize, parameters: usize) -> Option<usize> {
    if body.get_locals_reader().ok()?.get_count() != 0 {
        return None;
    }
    let mut operators = body.get_operators_reader().ok()?;
    for expected in 0..parameters {
        match operators.read().ok()? {
            Operator::LocalGet { local_index }
                if usize::try_from(local_index).ok()? == expected => {}
            _ => return None,
        }
    }
    let Operator::I32Const { value } = operators.read().ok()? else {
        return None;
    };
    match operators.read().ok()? {
        Operator::CallIndirect {
            type_index,
            table_index: 0,
        } if usize::try_from(type_index).ok()? == ty => {}
        _ => return None,
    }
    matches!(operators.read().ok()?, Operator::End)
        .then(|| usize::try_from(value).ok())
        .flatten()
}

/// Checks whether a module runs code as soon as it is instantiated.
pub(super) fn has_start(module: &[u8]) -> bool {
    Parser::new(0).parse_all(module).any(|payload| {
        // A module that cannot be read may do anything.
        matches!(payload, Ok(Payload::StartSection { .. }) | Err(_))
    })
}
