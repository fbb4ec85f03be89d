//! The stack that a call really takes, as Wasmtime runs it.

use wasmtime::{Engine, Instance, Module, Store};

/// A byte that nothing on a stack of the tests has.
const PATTERN: u8 = 0xa5;

/// Returns the number of bytes from the lowest one that a call of an export with
/// one number writes to, up to the end of the stack. The stack of `size` bytes
/// comes first in the memory.
pub(crate) fn depth(module: &[u8], export: &str, argument: i32, size: u64) -> u64 {
    let engine = Engine::default();
    let module = Module::new(&engine, module).unwrap();
    let mut store = Store::new(&engine, ());
    let instance = Instance::new(&mut store, &module, &[]).unwrap();
    let memory = instance.get_memory(&mut store, "memory").unwrap();
    let size = usize::try_from(size).unwrap();
    memory.data_mut(&mut store)[..size].fill(PATTERN);
    let function = instance
        .get_typed_func::<i32, i32>(&mut store, export)
        .unwrap();
    function.call(&mut store, argument).unwrap();
    let stack = &memory.data(&store)[..size];
    let lowest = stack.iter().position(|byte| *byte != PATTERN);
    lowest.map_or(0, |lowest| size - lowest) as u64
}
