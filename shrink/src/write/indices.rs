//! Ids to indices, in the leaves that are wasmparser's.

use wasm_encoder::reencode::{Error as Reencode, ReencodeComponent};

use super::Writer;
use crate::error::Refusal;

/// Returns an error of the encoder as a refusal.
#[allow(clippy::needless_pass_by_value)] // to be given to `map_err`
pub(super) fn encode<E: std::error::Error>(error: Reencode<E>) -> Refusal {
    Refusal(error.to_string())
}

impl wasm_encoder::reencode::Reencode for Writer {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, id: u32) -> Result<u32, Reencode<Self::Error>> {
        Ok(self.index(id))
    }

    fn memory_index(&mut self, id: u32) -> Result<u32, Reencode<Self::Error>> {
        Ok(self.index(id))
    }

    fn table_index(&mut self, id: u32) -> Result<u32, Reencode<Self::Error>> {
        Ok(self.index(id))
    }

    fn type_index(&mut self, id: u32) -> Result<u32, Reencode<Self::Error>> {
        Ok(self.index(id))
    }
}

impl ReencodeComponent for Writer {
    fn component_type_index(&mut self, id: u32) -> u32 {
        self.index(id)
    }

    fn component_func_index(&mut self, id: u32) -> u32 {
        self.index(id)
    }

    fn component_instance_index(&mut self, id: u32) -> u32 {
        self.index(id)
    }

    fn component_index(&mut self, id: u32) -> u32 {
        self.index(id)
    }
}
