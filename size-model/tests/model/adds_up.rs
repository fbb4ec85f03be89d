//! Made-up modules and components. Another parser must agree about them.

use arbitrary::Unstructured;
use greentic_size_model::{Kind, Model, Section};
use wasmparser::{Parser, Payload};
use wit_component::DecodedWasm;

use crate::{hold, hold_between};

fn choices(seed: u64, bytes: usize) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(seed);
    std::iter::repeat_with(|| random.u8(..))
        .take(bytes)
        .collect()
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().expect("a number"))
}

/// Checks that the model has the sections and functions that `wasmparser` finds.
fn as_others_say(bytes: &[u8], name: &str) {
    let model = Model::read(bytes).unwrap();
    let mut ends: Vec<u64> = Vec::new();
    let mut bodies: Vec<u64> = Vec::new();
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload.unwrap();
        if let Payload::CodeSectionEntry(body) = &payload {
            bodies.push(body.range().end);
        } else if let Some((_, range)) = payload.as_section() {
            ends.push(range.end);
        }
    }
    let of = |wanted: fn(Kind) -> bool| -> Vec<u64> {
        let parts = model.parts().filter(|(_, part)| wanted(part.kind));
        parts.map(|(_, part)| u64::from(part.end)).collect()
    };
    assert_eq!(of(|kind| matches!(kind, Kind::Section(_))), ends, "{name}");
    assert_eq!(of(|kind| kind == Kind::Function), bodies, "{name}");
}

#[test]
fn made_up_modules_add_up() {
    let mut before: Option<Vec<u8>> = None;
    let mut modules = 0;
    for seed in 0..number("SIZE_SMITH_COUNT", 150) {
        let config = wasm_smith::Config {
            export_everything: seed % 3 != 1,
            max_memories: 2,
            max_tables: 3,
            min_funcs: 2,
            gc_enabled: seed % 4 == 0,
            reference_types_enabled: true,
            exceptions_enabled: seed % 5 == 0,
            tail_call_enabled: true,
            generate_custom_sections: true,
            ..wasm_smith::Config::default()
        };
        let bytes = choices(seed, 8192);
        let Ok(module) = wasm_smith::Module::new(config, &mut Unstructured::new(&bytes)) else {
            continue;
        };
        let module = module.to_bytes();
        let name = format!("module {seed}");
        hold(&module, &name);
        as_others_say(&module, &name);
        if let Some(before) = &before {
            hold_between(before, &module, &name);
        }
        before = Some(module);
        modules += 1;
    }
    assert!(modules > 50, "{modules}");
}

#[test]
fn made_up_components_add_up() {
    let mut components = 0;
    let mut before: Option<Vec<u8>> = None;
    for seed in 0..number("SIZE_SMITH_COUNT", 40) {
        let config = wit_smith::Config::default();
        let bytes = choices(seed, 4096);
        let Ok(package) = wit_smith::smith(&config, &mut Unstructured::new(&bytes)) else {
            continue;
        };
        hold(&package, &format!("package {seed}"));
        as_others_say(&package, &format!("package {seed}"));
        let Ok(DecodedWasm::WitPackage(resolve, _)) = wit_component::decode(&package) else {
            continue;
        };
        for (world, _) in &resolve.worlds {
            let name = format!("a world of seed {seed}");
            let component = greentic_testkit::handmade::dummy(&resolve, world);
            hold(&component, &name);
            as_others_say(&component, &name);
            if let Some(before) = &before {
                hold_between(before, &component, &name);
            }
            before = Some(component);
            components += 1;
        }
    }
    assert!(components > 10, "{components}");
}

#[test]
fn lengths_that_are_written_long_belong_to_what_they_are_of() {
    // A code section whose length, count and function length take five bytes each.
    let long = |number: u8| [number | 0x80, 0x80, 0x80, 0x80, 0];
    let mut bytes = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x02\x01\0".to_vec();
    bytes.push(10);
    bytes.extend(long(13));
    bytes.extend(long(1));
    bytes.extend(long(3));
    bytes.extend([0, 1, 11]);
    hold(&bytes, "long");
    let model = Model::read(&bytes).unwrap();
    let functions = model
        .parts()
        .filter(|(_, part)| part.kind == Kind::Function);
    assert_eq!(
        functions.map(|(_, part)| part.bytes()).collect::<Vec<_>>(),
        [8]
    );
    let (code, _) = model
        .parts()
        .find(|(_, part)| part.kind == Kind::Section(Section::Code))
        .unwrap();
    // Its id, its length and the count.
    assert_eq!(model.own(code), 11);
}
