//! Components that others' tools make of WIT: dummies of worlds, and mirrors,
//! which import what they export and hand every call on.

use std::fmt::Write;

use wit_component::{ComponentEncoder, StringEncoding, dummy_module, embed_component_metadata};
use wit_parser::abi::{AbiVariant, WasmType};
use wit_parser::{LiftLowerAbi, ManglingAndAbi, Resolve, WorldId, WorldItem};

/// A component that has all that a world says; its functions trap.
pub(crate) fn dummy(resolve: &Resolve, world: WorldId) -> Vec<u8> {
    let mangling = ManglingAndAbi::Legacy(LiftLowerAbi::Sync);
    encode(resolve, world, dummy_module(resolve, world, mangling))
}

/// A component that imports and exports the interface of that name.
pub(crate) fn mirror(resolve: &Resolve, interface: &str) -> Vec<u8> {
    let mut resolve = resolve.clone();
    let text = format!(
        "package test:mirror;\nworld mirror {{\n import {interface};\n export {interface};\n}}\n"
    );
    let package = resolve.push_str("mirror.wit", &text).expect("WIT");
    let world = resolve.packages[package].worlds["mirror"];
    let module = wat::parse_str(forwarding(&resolve, world)).expect("WebAssembly text");
    encode(&resolve, world, module)
}

fn encode(resolve: &Resolve, world: WorldId, mut module: Vec<u8>) -> Vec<u8> {
    embed_component_metadata(&mut module, resolve, world, StringEncoding::UTF8, false)
        .expect("the world fits the module");
    ComponentEncoder::default()
        .validate(true)
        .module(&module)
        .and_then(ComponentEncoder::encode)
        .expect("a component")
}

fn types(types: &[WasmType]) -> String {
    let names = types.iter().map(|ty| match ty {
        WasmType::I64 | WasmType::PointerOrI64 => "i64 ",
        WasmType::F32 => "f32 ",
        WasmType::F64 => "f64 ",
        WasmType::I32 | WasmType::Pointer | WasmType::Length => "i32 ",
    });
    names.collect()
}

/// Writes the body that forwards to the import. A value that an export is handed has
/// the form that the import takes: flat, or a pointer, in both directions. Only the
/// place of a result in memory is the exporting side's to find.
fn forwarding(resolve: &Resolve, world: WorldId) -> String {
    let mut imports = String::new();
    let mut functions = String::new();
    for item in resolve.worlds[world].exports.values() {
        let WorldItem::Interface { id, .. } = item else {
            panic!("only interfaces");
        };
        let interface = resolve.id_of(*id).expect("a name");
        for function in resolve.interfaces[*id].functions.values() {
            let name = &function.name;
            let import = resolve.wasm_signature(AbiVariant::GuestImport, function);
            let export = resolve.wasm_signature(AbiVariant::GuestExport, function);
            writeln!(
                imports,
                "(import \"{interface}\" \"{name}\" (func ${name} (param {}) (result {})))",
                types(&import.params),
                types(&import.results)
            )
            .expect("text");
            let arguments: Vec<_> = (0..export.params.len())
                .map(|at| format!("local.get {at} "))
                .collect();
            let arguments = arguments.concat();
            let call = if import.retptr {
                format!(
                    "(local $result i32)\n\
                     (local.set $result (call $alloc (i32.const 0) (i32.const 0) (i32.const 8) \
                     (i32.const 512)))\n\
                     {arguments} local.get $result call ${name} local.get $result"
                )
            } else {
                format!("{arguments} call ${name}")
            };
            writeln!(
                functions,
                "(func (export \"{interface}#{name}\") (param {}) (result {}) {call})",
                types(&export.params),
                types(&export.results)
            )
            .expect("text");
        }
    }
    format!(
        "(module
            {imports}
            (memory (export \"memory\") 64)
            (global $top (mut i32) (i32.const 8))
            (func $alloc (export \"cabi_realloc\") (param i32 i32 i32 i32) (result i32)
                (local $place i32)
                (local.set $place (i32.and
                    (i32.add (global.get $top) (i32.const 7)) (i32.const -8)))
                (global.set $top (i32.add (local.get $place) (local.get 3)))
                local.get $place)
            {functions})"
    )
}
