//! Modules made up by wasm-smith, the same ones on every run.

use arbitrary::Unstructured;
use wasm_smith::{Config, Module};

/// Returns a module for a seed; `None` if the bytes that the seed gives are too
/// few.
pub(crate) fn module(seed: u64, config: Config) -> Option<Module> {
    let bytes = bytes(seed, 8192);
    Module::new(config, &mut Unstructured::new(&bytes)).ok()
}

/// Returns a module that runs to an end on Wasmtime, all of it exported.
pub(crate) fn running(seed: u64) -> Option<Vec<u8>> {
    let config = Config {
        export_everything: seed % 3 != 1,
        max_imports: 6,
        max_funcs: 24,
        max_memories: 2,
        max_tables: 2,
        max_memory32_bytes: 4 << 16,
        max_memory64_bytes: 4 << 16,
        max_table_elements: 64,
        min_data_segments: 1,
        min_funcs: 6,
        min_exports: 6,
        min_types: 4,
        generate_custom_sections: seed.is_multiple_of(5),
        reference_types_enabled: seed.is_multiple_of(8),
        exceptions_enabled: false,
        gc_enabled: false,
        threads_enabled: false,
        compact_imports_enabled: false,
        relaxed_simd_enabled: false,
        memory64_enabled: seed.is_multiple_of(4),
        min_uleb_size: if seed.is_multiple_of(7) { 3 } else { 1 },
        canonicalize_nans: true,
        // Code that traps at once shows little of the code after it.
        disallow_traps: !seed.is_multiple_of(3),
        ..Config::default()
    };
    let mut module = module(seed, config)?;
    module.ensure_termination(1_000).ok()?;
    Some(module.to_bytes())
}

/// Returns a module that runs to an end on Wasmtime, with a choice of proposals
/// that depends on the seed.
pub(crate) fn varied(seed: u64) -> Option<Vec<u8>> {
    let mut random = Random(seed ^ 0x5eed);
    let bits = random.next();
    let has = |place: u32| bits >> place & 1 == 1;
    let config = Config {
        export_everything: has(0),
        max_imports: 8,
        max_funcs: 24,
        max_memories: if has(1) { 3 } else { 1 },
        max_tables: 3,
        max_memory32_bytes: 4 << 16,
        max_memory64_bytes: 4 << 16,
        max_table_elements: 64,
        min_data_segments: usize::from(has(2)) * 3,
        min_element_segments: usize::from(has(3)) * 3,
        min_funcs: 4,
        min_exports: 4,
        min_types: 4,
        min_globals: 2,
        allow_start_export: has(4),
        disallow_traps: has(5),
        bulk_memory_enabled: true,
        reference_types_enabled: has(6),
        exceptions_enabled: has(7) && has(8),
        gc_enabled: has(6) && has(9),
        tail_call_enabled: has(10),
        simd_enabled: has(11),
        relaxed_simd_enabled: false,
        threads_enabled: has(12) && has(13),
        memory64_enabled: has(14),
        custom_page_sizes_enabled: has(15) && has(16),
        extended_const_enabled: has(17),
        wide_arithmetic_enabled: has(18),
        multi_value_enabled: has(19) || has(20),
        compact_imports_enabled: false,
        shared_everything_threads_enabled: false,
        generate_custom_sections: has(21),
        min_uleb_size: if has(22) { 3 } else { 1 },
        canonicalize_nans: true,
        ..Config::default()
    };
    let mut module = module(seed, config)?;
    module.ensure_termination(500).ok()?;
    Some(module.to_bytes())
}

/// Returns a module with everything that wasm-smith knows.
pub(crate) fn anything(seed: u64) -> Option<Vec<u8>> {
    let config = Config {
        max_memories: 3,
        max_tables: 3,
        export_everything: seed.is_multiple_of(2),
        generate_custom_sections: true,
        custom_page_sizes_enabled: true,
        custom_descriptors_enabled: seed.is_multiple_of(5),
        shared_everything_threads_enabled: seed.is_multiple_of(7),
        ..Config::default()
    };
    Some(module(seed, config)?.to_bytes())
}

/// Returns as many bytes as wanted, from a seed (splitmix64).
pub(crate) fn bytes(seed: u64, count: usize) -> Vec<u8> {
    let mut random = Random(seed);
    (0..count).map(|_| random.next().to_le_bytes()[3]).collect()
}

/// Random numbers from a seed.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// Returns a number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("less than end")
    }
}
