//! Types, and the declarations in them.

use wasm_encoder::reencode::{Reencode as _, component_utils};
use wasm_encoder::{
    Alias as AliasEntry, ComponentCoreTypeEncoder, ComponentType, ComponentTypeEncoder,
    InstanceType,
};

use super::Writer;
use super::indices::encode;
use crate::error::Refusal;
use crate::model::{ItemKind, Scope, Sort, Type};

impl Writer {
    pub(super) fn ty(
        &mut self,
        encoder: ComponentTypeEncoder<'_>,
        ty: &Type<'_>,
    ) -> Result<(), Refusal> {
        match ty {
            Type::Defined(ty) => component_utils::parse_component_defined_type(
                self,
                encoder.defined_type(),
                ty.clone(),
            )
            .map_err(encode)?,
            Type::Func(ty) => {
                component_utils::parse_component_func_type(self, encoder.function(), ty.clone())
                    .map_err(encode)?;
            }
            Type::Resource {
                representation,
                destructor,
            } => {
                let representation = self.val_type(*representation).map_err(encode)?;
                let destructor = destructor.map(|function| self.index(function));
                encoder.resource(representation, destructor);
            }
            Type::Instance(scope) => {
                let mut ty = InstanceType::new();
                self.declarations(scope, &mut Declarations::Instance(&mut ty))?;
                encoder.instance(&ty);
            }
            Type::Component(scope) => {
                let mut ty = ComponentType::new();
                self.declarations(scope, &mut Declarations::Component(&mut ty))?;
                encoder.component(&ty);
            }
        }
        Ok(())
    }

    fn declarations(
        &mut self,
        scope: &Scope<'_>,
        to: &mut Declarations<'_>,
    ) -> Result<(), Refusal> {
        self.depth += 1;
        let mut spaces = [0; Sort::COUNT];
        for item in &scope.items {
            match &item.kind {
                ItemKind::CoreType(ty) => {
                    // A group may refer to itself.
                    self.place(&mut spaces, item);
                    self.core_type(to.core_type(), ty)?;
                    continue;
                }
                ItemKind::Type(ty) => self.ty(to.ty(), ty)?,
                ItemKind::Alias(alias) => {
                    let entry = self.alias(alias);
                    to.alias(entry);
                }
                ItemKind::Declared(export) => {
                    let ty =
                        component_utils::component_type_ref(self, export.ty).map_err(encode)?;
                    match to {
                        Declarations::Instance(to) => _ = to.export(export.name, ty),
                        Declarations::Component(to) => _ = to.export(export.name, ty),
                    }
                }
                ItemKind::Import(import) => {
                    let ty =
                        component_utils::component_type_ref(self, import.ty).map_err(encode)?;
                    match to {
                        Declarations::Component(to) => _ = to.import(import.name, ty),
                        Declarations::Instance(_) => {
                            return Err(Refusal::new("an instance type with an import"));
                        }
                    }
                }
                _ => return Err(Refusal::new("a type with something else than declarations")),
            }
            self.place(&mut spaces, item);
        }
        self.depth -= 1;
        Ok(())
    }
}

/// The type that declarations are added to.
enum Declarations<'t> {
    Instance(&'t mut InstanceType),
    Component(&'t mut ComponentType),
}

impl Declarations<'_> {
    fn core_type(&mut self) -> ComponentCoreTypeEncoder<'_> {
        match self {
            Self::Instance(ty) => ty.core_type(),
            Self::Component(ty) => ty.core_type(),
        }
    }

    fn ty(&mut self) -> ComponentTypeEncoder<'_> {
        match self {
            Self::Instance(ty) => ty.ty(),
            Self::Component(ty) => ty.ty(),
        }
    }

    fn alias(&mut self, alias: AliasEntry<'_>) {
        match self {
            Self::Instance(ty) => _ = ty.alias(alias),
            Self::Component(ty) => _ = ty.alias(alias),
        }
    }
}
