//! Core types, and their references.

use wasm_encoder::reencode::{Reencode, RoundtripReencoder, component_utils};
use wasm_encoder::{ComponentCoreTypeEncoder, ModuleType};
use wasmparser::ModuleTypeDeclaration;

use super::Writer;
use super::indices::encode;
use crate::error::Refusal;
use crate::model::CoreType;

impl Writer {
    pub(super) fn core_type(
        &mut self,
        encoder: ComponentCoreTypeEncoder<'_>,
        ty: &CoreType<'_>,
    ) -> Result<(), Refusal> {
        match &ty.ty {
            wasmparser::CoreType::Rec(group) => {
                let mut group_writer = GroupWriter { writer: self, ty };
                group_writer
                    .parse_recursive_type_group(encoder.core(), group.clone())
                    .map_err(encode)
            }
            wasmparser::CoreType::Module(declarations) => {
                let mut module = ModuleType::new();
                for declaration in declarations {
                    self.declaration(&mut module, declaration, ty)?;
                }
                encoder.module(&module);
                Ok(())
            }
        }
    }

    /// Writes one declaration of a type of modules. Its indices are its own, except
    /// for those of aliases.
    fn declaration(
        &mut self,
        module: &mut ModuleType,
        declaration: &ModuleTypeDeclaration<'_>,
        ty: &CoreType<'_>,
    ) -> Result<(), Refusal> {
        if let ModuleTypeDeclaration::OuterAlias { count, index, .. } = declaration
            && let Some(id) = ty.find(*count, *index)
        {
            let place = self.find(id);
            // The type of modules is a scope itself.
            let count = (self.depth + 1).saturating_sub(place.depth);
            module.alias_outer_core_type(count, place.index);
            return Ok(());
        }
        component_utils::parse_component_module_type_declaration(
            &mut RoundtripReencoder,
            module,
            declaration.clone(),
        )
        .map_err(encode)
    }
}

/// Writes the indices in a group of types.
struct GroupWriter<'w> {
    writer: &'w mut Writer,
    ty: &'w CoreType<'w>,
}

impl Reencode for GroupWriter<'_> {
    type Error = std::convert::Infallible;

    fn type_index(
        &mut self,
        index: u32,
    ) -> Result<u32, wasm_encoder::reencode::Error<Self::Error>> {
        Ok(match self.ty.find(0, index) {
            Some(id) => self.writer.index(id),
            None => index,
        })
    }
}
