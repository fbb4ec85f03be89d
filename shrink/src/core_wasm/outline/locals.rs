//! The types of the locals of a function.

use wasmparser::{FunctionBody, ValType};

use crate::core_wasm::ModuleRefusal;
use crate::core_wasm::space::index;

/// The types of the locals of a function, parameters first: five bytes of a
/// module may declare fifty thousand of them.
#[derive(Clone, Debug, Default)]
pub(super) struct LocalTypes(Vec<(u32, ValType)>);

impl LocalTypes {
    /// Reads the types of the locals of a function.
    ///
    /// # Errors
    /// When the declarations cannot be parsed.
    pub(super) fn read(
        parameters: &[ValType],
        body: &FunctionBody<'_>,
    ) -> Result<Self, ModuleRefusal> {
        let mut runs: Vec<_> = (1..=index(parameters.len()))
            .zip(parameters.iter().copied())
            .collect();
        let mut end = index(parameters.len());
        for declaration in body.get_locals_reader()? {
            let (count, ty) = declaration?;
            end = end.saturating_add(count);
            runs.push((end, ty));
        }
        Ok(Self(runs))
    }

    /// Returns the type of a local.
    pub(super) fn get(&self, local: u32) -> Option<ValType> {
        let run = self.0.partition_point(|(end, _)| *end <= local);
        self.0.get(run).map(|(_, ty)| *ty)
    }
}
