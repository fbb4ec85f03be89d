//! Every byte of a component has exactly one owner.

use greentic_size_track::{Measurement, measure};
use proptest::prelude::*;

fn measured(wat: &str) -> Measurement {
    let bytes = wat::parse_str(wat).unwrap();
    let sizes = measure(&bytes).unwrap();
    assert_adds_up(&sizes, bytes.len());
    sizes
}

fn assert_adds_up(sizes: &Measurement, bytes: usize) {
    assert_eq!(sizes.bytes, bytes as u64);
    assert_eq!(
        sizes.bytes,
        sizes.core_bytes + sizes.wrapper_bytes + sizes.custom_bytes
    );
    assert_eq!(
        sizes.custom_bytes,
        sizes.custom_sections.values().sum::<u64>()
    );
    assert!(sizes.core_code_bytes + sizes.core_data_bytes <= sizes.core_bytes);
    assert_eq!(sizes.core_modules, sizes.modules.len());
    let modules: u64 = sizes.modules.iter().map(|module| module.bytes).sum();
    assert_eq!(sizes.core_bytes, modules);
}

#[test]
fn an_empty_component_is_its_header() {
    let sizes = measured("(component)");
    assert_eq!((sizes.bytes, sizes.wrapper_bytes), (8, 8));
    assert_eq!((sizes.core_modules, sizes.memory_pages), (0, 0));
    assert_eq!(sizes.memory_max_pages, Some(0));
    assert_eq!(sizes.main_module(), None);
    // Ten bytes of header, eight of trailer, and a short block between.
    assert!((19..40).contains(&sizes.gzip_bytes), "{}", sizes.gzip_bytes);
}

#[test]
fn sections_count_with_id_and_length() {
    let sizes = measured(
        r#"(component
            (core module
                (memory 1 2)
                (global (mut i32) (i32.const 4096))
                (data (i32.const 5000) "abcd")
                (data (i32.const 4096) "e")
                (func nop)
                (@custom "note" "123")))"#,
    );
    let module = &sizes.modules[0];
    // Code: id, length, count; length, no locals, nop, end.
    assert_eq!(module.code_bytes, 3 + 4);
    // Data: id, length, count; flags, i32.const, two bytes, end, length.
    let segment = |text: u64| 1 + 4 + 1 + text;
    // 4096 takes two bytes as a signed number, 5000 does, too.
    assert_eq!(module.data_bytes, 3 + segment(4) + segment(1), "{module:?}");
    // Custom: id, length, length of the name, name, content.
    assert_eq!(module.custom_bytes, 3 + 4 + 3);
    assert_eq!(sizes.custom_sections["note"], 10);
    // Header; types 2+4, functions 2+2, memory 2+4, global 2+7, code, data.
    assert_eq!(module.bytes, 8 + 6 + 4 + 6 + 9 + 7 + module.data_bytes);
    // Header, and id and length of the module.
    assert_eq!(sizes.wrapper_bytes, 8 + 2);

    assert_eq!((sizes.memory_pages, sizes.memory_max_pages), (1, Some(2)));
    assert_eq!(module.stack_pointer, Some(4096));
    assert_eq!(module.lowest_data, Some(4096));
}

#[test]
fn what_is_nested_counts() {
    let sizes = measured(
        r#"(component
            (import "b:c/d" (instance))
            (import "a" (func))
            (core module (memory 1) (@custom "x" "1"))
            (component
                (import "not-an-import-of-ours" (func))
                (core module (memory 2 3) (func nop) (func nop))
                (component (@custom "x" "22"))
                (@custom "y" "333"))
            (@custom "x" "4444"))"#,
    );
    assert_eq!(sizes.core_modules, 2);
    assert_eq!(sizes.imports, ["a", "b:c/d"]);
    assert_eq!((sizes.memory_pages, sizes.memory_max_pages), (3, None));
    let custom: Vec<_> = sizes.custom_sections.iter().collect();
    let x = (4 + 1) + (4 + 2) + (4 + 4);
    assert_eq!(custom, [(&"x".to_owned(), &x), (&"y".to_owned(), &7)]);
    assert_eq!(sizes.main_module(), Some(&sizes.modules[1]));
    assert_eq!(sizes.modules[0].stack_pointer, None);
}

#[test]
fn lengths_may_be_written_longer_than_need_be() {
    // wasm-ld pads the lengths of its sections to five bytes.
    let mut bytes = b"\0asm\x0d\0\x01\0".to_vec();
    bytes.extend(b"\0\x83\x80\x80\x80\0\x01nX");
    let module = b"\0asm\x01\0\0\0\0\x82\x80\0\x01m";
    bytes.extend([1, 0x80 | u8::try_from(module.len()).unwrap(), 0]);
    bytes.extend(module);
    let sizes = measure(&bytes).unwrap();
    assert_adds_up(&sizes, bytes.len());
    assert_eq!(sizes.custom_sections["n"], 6 + 3);
    assert_eq!(sizes.custom_sections["m"], 4 + 2);
    assert_eq!((sizes.core_bytes, sizes.wrapper_bytes), (8, 8 + 3));
}

#[test]
fn pages_of_another_size_are_converted() {
    let sizes = measured("(component (core module (memory 70000 140000 (pagesize 1))))");
    assert_eq!((sizes.memory_pages, sizes.memory_max_pages), (2, Some(3)));
}

#[test]
fn gzip_depends_on_the_bytes_only() {
    let text = format!(r#"(component (@custom "x" "{}"))"#, "abc".repeat(1000));
    let bytes = wat::parse_str(text).unwrap();
    let sizes = measure(&bytes).unwrap();
    assert_eq!(sizes, measure(&bytes).unwrap());
    assert!(sizes.gzip_bytes < sizes.bytes / 10);
}

#[test]
fn damaged_files_are_errors() {
    let bytes = wat::parse_str(
        r#"(component (core module (memory 1) (data (i32.const 0) "abc") (func nop)))"#,
    )
    .unwrap();
    for end in 0..bytes.len() {
        // Cut between two sections what is left can be whole.
        if let Ok(sizes) = measure(&bytes[..end]) {
            assert_adds_up(&sizes, end);
        }
    }
    assert!(measure(b"").is_err());
    assert!(measure(b"not WebAssembly").is_err());
    assert!(measure(&bytes[..bytes.len() - 1]).is_err());
}

/// A part of a random component.
#[derive(Clone, Debug)]
enum Part {
    Custom(String, usize),
    Module(Vec<ModulePart>),
    Component(Vec<Part>),
    Import,
}

#[derive(Clone, Debug)]
enum ModulePart {
    Memory(u32),
    Data(usize),
    Functions(usize),
    Custom(String, usize),
}

fn module_part() -> impl Strategy<Value = ModulePart> {
    prop_oneof![
        (0..9_u32).prop_map(ModulePart::Memory),
        (0..400_usize).prop_map(ModulePart::Data),
        (0..200_usize).prop_map(ModulePart::Functions),
        ("[a-c]{0,3}", 0..300_usize).prop_map(|(name, size)| ModulePart::Custom(name, size)),
    ]
}

fn part() -> impl Strategy<Value = Part> {
    let leaf = prop_oneof![
        ("[a-c]{0,3}", 0..300_usize).prop_map(|(name, size)| Part::Custom(name, size)),
        prop::collection::vec(module_part(), 0..6).prop_map(Part::Module),
        Just(Part::Import),
    ];
    leaf.prop_recursive(3, 20, 4, |part| {
        prop::collection::vec(part, 0..5).prop_map(Part::Component)
    })
}

fn module_text(part: &ModulePart) -> String {
    match part {
        ModulePart::Memory(pages) => format!("(memory {pages})"),
        ModulePart::Data(size) => format!("(data {:?})", "d".repeat(*size)),
        ModulePart::Functions(count) => "(func nop)".repeat(*count),
        ModulePart::Custom(name, size) => custom_text(name, *size),
    }
}

fn custom_text(name: &str, size: usize) -> String {
    format!("(@custom {name:?} {:?})", "c".repeat(size))
}

fn component_text(parts: &[Part]) -> String {
    let part = |(index, part): (usize, &Part)| match part {
        Part::Custom(name, size) => custom_text(name, *size),
        Part::Module(parts) => {
            let parts: String = parts.iter().map(module_text).collect();
            format!("(core module {parts})")
        }
        Part::Component(parts) => component_text(parts),
        Part::Import => format!("(import \"i{index}\" (func))"),
    };
    let parts: String = parts.iter().enumerate().map(part).collect();
    format!("(component {parts})")
}

/// Counts custom sections with their content, modules and pages in another way.
fn naive(parts: &[Part]) -> (u64, usize, u64) {
    let mut sum = (0, 0, 0);
    for part in parts {
        match part {
            Part::Custom(name, size) => sum.0 += (name.len() + size) as u64,
            Part::Import => {}
            Part::Component(parts) => {
                let (custom, modules, pages) = naive(parts);
                sum = (sum.0 + custom, sum.1 + modules, sum.2 + pages);
            }
            Part::Module(parts) => {
                sum.1 += 1;
                for part in parts {
                    match part {
                        ModulePart::Memory(pages) => sum.2 += u64::from(*pages),
                        ModulePart::Custom(name, size) => sum.0 += (name.len() + size) as u64,
                        ModulePart::Data(_) | ModulePart::Functions(_) => {}
                    }
                }
            }
        }
    }
    sum
}

fn customs(parts: &[Part]) -> u64 {
    parts
        .iter()
        .map(|part| match part {
            Part::Custom(..) => 1,
            Part::Import => 0,
            Part::Component(parts) => customs(parts),
            Part::Module(parts) => parts
                .iter()
                .filter(|part| matches!(part, ModulePart::Custom(..)))
                .count() as u64,
        })
        .sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_component_adds_up(parts in prop::collection::vec(part(), 0..6)) {
        let bytes = wat::parse_str(component_text(&parts)).unwrap();
        let sizes = measure(&bytes).unwrap();
        assert_adds_up(&sizes, bytes.len());

        let (content, modules, pages) = naive(&parts);
        prop_assert_eq!(sizes.core_modules, modules);
        prop_assert_eq!(sizes.memory_pages, pages);
        // Id, length of the name, and one or two bytes of length each.
        let headers = sizes.custom_bytes - content;
        let count = customs(&parts);
        prop_assert!((3 * count..=4 * count).contains(&headers), "{} for {}", headers, count);
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = measure(&bytes);
        let mut component = b"\0asm\x0d\0\x01\0".to_vec();
        component.extend(bytes);
        if let Ok(sizes) = measure(&component) {
            assert_adds_up(&sizes, component.len());
        }
    }
}
