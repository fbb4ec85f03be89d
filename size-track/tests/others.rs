//! Measurements, compared with those of other programs.

use std::io::Read as _;

use arbitrary::Unstructured;
use greentic_size_track::compress::{
    BROTLI_LARGE, Compressed, ZSTD_LARGE, brotli, gzip, zstd as zstd_of,
};
use greentic_size_track::measure::Kind;
use greentic_size_track::{Measurement, measure};
use wasmparser::{Parser, Payload, Validator, WasmFeatures};

fn choices(seed: u64, bytes: usize) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(seed);
    std::iter::repeat_with(|| random.u8(..))
        .take(bytes)
        .collect()
}

fn assert_adds_up(sizes: &Measurement, bytes: &[u8], name: &str) {
    assert_eq!(sizes.bytes, bytes.len() as u64, "{name}");
    let parts = sizes.core_bytes + sizes.wrapper_bytes + sizes.custom_bytes;
    assert_eq!(sizes.bytes, parts, "{name}");
    let custom: u64 = sizes.custom_sections.values().sum();
    assert_eq!(sizes.custom_bytes, custom, "{name}");
    assert!(
        sizes.core_code_bytes + sizes.core_data_bytes <= sizes.core_bytes,
        "{name}"
    );
}

/// Checks the sizes of a core module against the validator: memories, tables and
/// functions, without imported ones.
fn as_the_validator_says(module: &[u8], sizes: &Measurement, name: &str) {
    let types = Validator::new_with_features(WasmFeatures::all())
        .validate_all(module)
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    let types = types.as_ref();
    let mut imported = (0, 0, 0);
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(imports) = payload.unwrap() {
            for import in imports.into_imports() {
                match import.unwrap().ty {
                    wasmparser::TypeRef::Memory(_) => imported.0 += 1,
                    wasmparser::TypeRef::Table(_) => imported.1 += 1,
                    wasmparser::TypeRef::Func(_) | wasmparser::TypeRef::FuncExact(_) => {
                        imported.2 += 1;
                    }
                    _ => {}
                }
            }
        }
    }
    let page = |memory: wasmparser::MemoryType, count: u64| {
        (u128::from(count) << memory.page_size_log2.unwrap_or(16)).div_ceil(65_536)
    };
    let memories = (imported.0..types.memory_count()).map(|index| types.memory_at(index));
    let pages: u128 = memories
        .clone()
        .map(|memory| page(memory, memory.initial))
        .sum();
    assert_eq!(u128::from(sizes.memory_pages), pages, "{name}");
    let most: Option<u128> = memories
        .map(|memory| Some(page(memory, memory.maximum?)))
        .sum();
    assert_eq!(sizes.memory_max_pages.map(u128::from), most, "{name}");
    let tables = (imported.1..types.table_count()).map(|index| types.table_at(index));
    let elements: u64 = tables.clone().map(|table| table.initial).sum();
    assert_eq!(sizes.table_elements, elements, "{name}");
    let most = tables.map(|table| table.maximum.map(u128::from));
    let most: Option<u128> = most.sum();
    let most = most.map(|most| u64::try_from(most).unwrap_or(u64::MAX));
    assert_eq!(sizes.table_max_elements, most, "{name}");
    let functions = types.function_count() - imported.2;
    assert_eq!(sizes.functions, u64::from(functions), "{name}");
}

#[test]
fn made_up_modules_are_as_others_say() {
    let (mut modules, mut tables) = (0, 0);
    for seed in 0..90 {
        let config = wasm_smith::Config {
            export_everything: seed % 3 != 1,
            max_memories: 3,
            max_tables: 3,
            memory64_enabled: seed % 2 == 0,
            min_tables: 1,
            min_memories: 1,
            bulk_memory_enabled: true,
            reference_types_enabled: true,
            multi_value_enabled: true,
            custom_page_sizes_enabled: seed % 5 == 0,
            generate_custom_sections: true,
            ..wasm_smith::Config::default()
        };
        let bytes = choices(seed, 4096);
        let Ok(module) = wasm_smith::Module::new(config, &mut Unstructured::new(&bytes)) else {
            continue;
        };
        let module = module.to_bytes();
        let name = format!("module {seed}");
        let sizes = measure(&module).unwrap();
        assert_adds_up(&sizes, &module, &name);
        assert_eq!((sizes.kind, sizes.wrapper_bytes), (Kind::Module, 0));
        as_the_validator_says(&module, &sizes, &name);
        modules += 1;
        tables += usize::from(sizes.table_elements > 0);
    }
    assert!(modules > 50 && tables > 20, "{modules} {tables}");
}

#[test]
fn made_up_packages_add_up() {
    let mut packages = 0;
    for seed in 0..40 {
        let bytes = choices(seed, 4096);
        let config = wit_smith::Config::default();
        let Ok(package) = wit_smith::smith(&config, &mut Unstructured::new(&bytes)) else {
            continue;
        };
        let sizes = measure(&package).unwrap();
        assert_adds_up(&sizes, &package, &format!("package {seed}"));
        assert_eq!(sizes.kind, Kind::Component);
        assert!(wit_component::decode(&package).is_ok());
        packages += 1;
    }
    assert!(packages > 20, "{packages}");
}

#[test]
fn a_core_module_is_measured_with_its_names() {
    let module = wat::parse_str(
        r#"(module
            (import "env" "f" (func))
            (import "env" "f" (func))
            (import "a" "memory" (memory 7))
            (memory 1 3)
            (table 5 funcref)
            (table 2 9 externref)
            (func (export "run") nop)
            (func nop)
            (export "again" (func 3))
            (data (i32.const 0) "abc"))"#,
    )
    .unwrap();
    let sizes = measure(&module).unwrap();
    assert_adds_up(&sizes, &module, "module");
    assert_eq!(sizes.imports, ["a#memory", "env#f"]);
    assert_eq!(sizes.exports, ["again", "run"]);
    // Only its own memory counts.
    assert_eq!((sizes.memory_pages, sizes.memory_max_pages), (1, Some(3)));
    assert_eq!((sizes.table_elements, sizes.table_max_elements), (7, None));
    assert_eq!((sizes.functions, sizes.core_modules), (2, 1));
    assert_eq!(sizes.modules[0].tables[1].max_elements, Some(9));
    let json = serde_json::to_value(&sizes).unwrap();
    assert_eq!(json["kind"], "module");
}

#[test]
fn what_is_declared_may_be_anything() {
    // Three tables and memories of 64 bits, each as large as a number can be.
    let most = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01];
    let mut memories = vec![3];
    let mut tables = vec![3];
    for _ in 0..3 {
        memories.push(4);
        memories.extend(most);
        tables.extend([0x70, 4]);
        tables.extend(most);
    }
    let mut module = b"\0asm\x01\0\0\0".to_vec();
    for (id, content) in [(4, &tables), (5, &memories)] {
        module.extend([id, u8::try_from(content.len()).unwrap()]);
        module.extend(content);
    }
    let sizes = measure(&module).unwrap();
    assert_adds_up(&sizes, &module, "large");
    assert_eq!(sizes.table_elements, u64::MAX);
    assert!(sizes.memory_pages > 1 << 40);
    assert_eq!(
        (sizes.memory_max_pages, sizes.table_max_elements),
        (None, None)
    );
}

#[test]
fn a_group_of_imports_is_not_written_out_for_ever() {
    // 40,000 imports of a module with a name of 40,000 bytes: 1.6 GB if written out.
    let long = |mut number: usize| {
        let mut bytes = Vec::new();
        loop {
            let low = u8::try_from(number & 0x7f).unwrap();
            number >>= 7;
            if number == 0 {
                bytes.push(low);
                return bytes;
            }
            bytes.push(low | 0x80);
        }
    };
    let group = |count: usize, name: usize| {
        let mut content = vec![1];
        content.extend(long(name));
        content.extend(vec![b'm'; name]);
        // No name, and one type for all: a function of type 0.
        content.extend([0, 0x7e, 0, 0]);
        content.extend(long(count));
        content.extend([1, b'f'].repeat(count));
        let mut module = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02".to_vec();
        module.extend(long(content.len()));
        module.extend(content);
        module
    };
    let sizes = measure(&group(40_000, 40_000)).unwrap();
    assert_eq!(sizes.imports, ["m".repeat(40_000) + "#*"]);
    assert_eq!(measure(&group(3, 2)).unwrap().imports, ["mm#f"]);
}

/// Other decoders return the same file.
#[test]
fn compressed_files_come_back() {
    let mut texts = vec![Vec::new(), b"\0asm\x01\0\0\0".to_vec(), choices(1, 70_000)];
    texts.push(b"a component of a component ".repeat(5_000));
    for large in [BROTLI_LARGE, ZSTD_LARGE] {
        texts.push(b"WebAssembly".repeat(large / 11));
        texts.push(b"WebAssembly".repeat(large / 11 + 1));
    }
    for text in texts {
        let (gzip, brotli, zstd) = (gzip(&text), brotli(&text), zstd_of(&text));
        let compressed = Compressed::of(&text);
        assert_eq!(compressed.gzip, gzip.len() as u64);
        assert_eq!(compressed.brotli, brotli.len() as u64);
        assert_eq!(compressed.zstd, zstd.len() as u64);
        let mut back = Vec::new();
        let mut decoder = flate2::read::GzDecoder::new(&*gzip);
        decoder.read_to_end(&mut back).unwrap();
        assert!(back == text);
        back.clear();
        let mut decoder = brotli::Decompressor::new(&*brotli, 4096);
        decoder.read_to_end(&mut back).unwrap();
        assert!(back == text);
        assert!(zstd::bulk::decompress(&zstd, text.len()).unwrap() == text);
        if text.len() > 100_000 && text[0] == b'W' {
            assert!(compressed.brotli < text.len() as u64 / 100);
        }
    }
}

/// The fault that this file must find: the validator sees a wrong count.
#[test]
#[should_panic(expected = "module")]
fn the_comparison_can_fail() {
    let module = wat::parse_str("(module (memory 2))").unwrap();
    let mut sizes = measure(&module).unwrap();
    sizes.memory_pages += 1;
    as_the_validator_says(&module, &sizes, "module");
}
