//! Memories and tables set aside for instances to come.

use wasmtime::{InstanceAllocationStrategy, PoolingAllocationConfig};

use crate::Limits;
#[cfg(feature = "compiler")]
use crate::{Error, LimitKind, fault};

/// Bytes of a memory that are kept, zeroed, for the next instance instead of
/// being handed back to the system: one page, which is all that most Greentic
/// components have.
const KEPT: usize = 64 << 10;

/// Wasmtime's unit of memory, in bytes.
const PAGE: usize = 64 << 10;

/// A pool of instances for a [`ShimBuilder`](crate::ShimBuilder).
///
/// A pool takes addresses, about 4 GiB a memory, and next to no memory until
/// instances use it. An instance that finds the pool empty is refused with
/// [`Error::Busy`](crate::Error::Busy).
#[derive(Clone, Debug)]
pub struct Pool {
    instances: u32,
    memories: u32,
    tables: u32,
    core_instances: u32,
}

impl Pool {
    /// Room for so many component instances at a time, each of up to eight
    /// core instances, two memories and two tables on average.
    pub fn new(instances: u32) -> Self {
        Self {
            instances,
            memories: 2,
            tables: 2,
            core_instances: 8,
        }
    }

    /// Memories that a component instance has on average.
    #[must_use]
    pub fn memories(mut self, memories: u32) -> Self {
        self.memories = memories;
        self
    }

    /// Tables that a component instance has on average.
    #[must_use]
    pub fn tables(mut self, tables: u32) -> Self {
        self.tables = tables;
        self
    }

    /// Core instances that a component instance has on average.
    #[must_use]
    pub fn core_instances(mut self, core_instances: u32) -> Self {
        self.core_instances = core_instances;
        self
    }

    pub(crate) fn strategy(&self, limits: &Limits) -> InstanceAllocationStrategy {
        let each = u32::try_from(limits.instances).unwrap_or(u32::MAX);
        let memory = limits.memory_bytes.next_multiple_of(PAGE);
        let mut config = PoolingAllocationConfig::new();
        config
            .total_component_instances(self.instances)
            .total_core_instances(self.instances.saturating_mul(self.core_instances))
            .total_memories(self.instances.saturating_mul(self.memories))
            .total_tables(self.instances.saturating_mul(self.tables))
            .total_stacks(self.instances)
            .max_core_instances_per_component(each)
            .max_memories_per_component(each)
            .max_tables_per_component(each)
            .max_memories_per_module(each)
            .max_tables_per_module(each)
            // The records of an instance, its globals above all, are counted
            // before it is compiled (`Limits::record_bytes`). A bound of the
            // pool would be a second one, under another name.
            .max_core_instance_size(isize::MAX.unsigned_abs())
            .max_component_instance_size(isize::MAX.unsigned_abs())
            .max_memory_size(memory)
            .table_elements(limits.table_elements)
            .linear_memory_keep_resident(KEPT)
            .table_keep_resident(4 << 10);
        InstanceAllocationStrategy::Pooling(config)
    }
}

/// Returns what has to be raised where a pool has no place left, by what Wasmtime says
/// there is none of.
pub(crate) fn setting(message: &str) -> &'static str {
    if message.contains("core instances") {
        "`Pool::new` or `Pool::core_instances`"
    } else if message.contains("memory") {
        "`Pool::new` or `Pool::memories`"
    } else if message.contains("tables") {
        "`Pool::new` or `Pool::tables`"
    } else {
        "`Pool::new`"
    }
}

/// Returns the limit that a component does not fit into, where that is why it was not
/// compiled for a pool: Wasmtime says then already what it says of an instance
/// otherwise, and by its text only.
#[cfg(feature = "compiler")]
pub(crate) fn unfit(message: &str) -> Option<Error> {
    let has = |text| message.contains(text);
    let which = if has("minimum element size") {
        LimitKind::Tables
    } else if has("minimum byte size") || has("instance allocation for this") {
        LimitKind::Memory
    } else if (has("pooling allocator") && has("exceeds the configured maximum"))
        || has("exceeds the per-instance limit")
        || has("exceeds the total tables limit")
    {
        LimitKind::Instances
    } else {
        return None;
    };
    Some(Error::Limit {
        which,
        during: fault::INSTANTIATE.into(),
        message: message.to_owned(),
    })
}
