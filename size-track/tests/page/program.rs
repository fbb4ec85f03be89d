//! Files for pages.

use std::fmt::Write as _;

/// Returns a component: a core module with functions of several crates and data, the parts
/// around it, and a custom section.
pub(crate) fn component(more: &str) -> Vec<u8> {
    let mut functions = String::new();
    for (path, nops) in [
        ("core::fmt::write", 120),
        ("core::fmt::Formatter::pad", 60),
        ("core::panicking::panic_fmt", 24),
        ("shop::till::total", 90),
        ("shop::till::Receipt::print", 70),
        ("shop::stock::find::<u8>", 30),
        ("shop::stock::find::<u32>", 34),
        ("serde_json::de::parse", 80),
        ("dlmalloc::Dlmalloc::malloc", 110),
    ] {
        let _ = write!(functions, r#"(func $"{path}" {})"#, "nop ".repeat(nops));
    }
    let text = format!(
        r#"(component
            (import "wasi:cli/stdout@0.2.6" (instance $stdout (export "flush" (func))))
            (core func $flush (canon lower (func $stdout "flush")))
            (core module $m
                (import "stdout" "flush" (func $flush))
                (memory (export "memory") 1)
                (data (i32.const 1024) "{}")
                {functions}
                (func $"shop::run" (export "run") (call $flush) {more}))
            (core instance $i (instantiate $m
                (with "stdout" (instance (export "flush" (func $flush))))))
            (func (export "run") (canon lift (core func $i "run")))
            (@custom "notes" "{}"))"#,
        "Hello, world. ".repeat(20),
        "for tools ".repeat(8)
    );
    wat::parse_str(text).unwrap()
}

/// Names that have a meaning for HTML, JavaScript, terminals or eyes.
pub(crate) const HOSTILE: [&str; 9] = [
    "</script><script>window.hit=1;alert(1)</script>",
    "<img src=x onerror='window.hit=1;alert(2)'>",
    "<!--<script>",
    "\"'`${window.hit=1}`'\"\\",
    "\u{202e}cilbup\u{2066}",
    "\u{0}\u{7}\u{1b}[2J\r\n",
    "\u{2028}\u{2029}\u{feff}",
    "&lt;b&gt;&amp;#0;",
    "__proto__",
];

/// Returns a core module with hostile names wherever a name may be.
pub(crate) fn hostile() -> Vec<u8> {
    use wasm_encoder::{
        CodeSection, CustomSection, ExportKind, ExportSection, Function, FunctionSection,
        ImportSection, Module, NameMap, NameSection, TypeSection,
    };
    let mut types = TypeSection::new();
    types.ty().function([], []);
    let mut imports = ImportSection::new();
    let (mut functions, mut exports, mut code) = (
        FunctionSection::new(),
        ExportSection::new(),
        CodeSection::new(),
    );
    let (mut names, mut map) = (NameSection::new(), NameMap::new());
    let count = u32::try_from(HOSTILE.len()).unwrap();
    for (number, name) in (0..).zip(HOSTILE) {
        imports.import(name, name, wasm_encoder::EntityType::Function(0));
        functions.function(0);
        exports.export(name, ExportKind::Func, count + number);
        let mut body = Function::new([]);
        for _ in 0..100 + number {
            body.instructions().nop();
        }
        body.instructions().end();
        code.function(&body);
        map.append(count + number, &format!("{name}::{name}"));
    }
    names.functions(&map);
    names.module(HOSTILE[0]);
    let mut module = Module::new();
    module
        .section(&types)
        .section(&imports)
        .section(&functions)
        .section(&exports)
        .section(&code);
    for name in HOSTILE {
        module.section(&CustomSection {
            name: name.into(),
            data: (&b"more"[..]).into(),
        });
    }
    module.section(&names);
    module.finish()
}

/// Returns a core module of many functions, named by their number.
pub(crate) fn many(count: u32, nops: impl Fn(u32) -> u32, name: impl Fn(u32) -> String) -> Vec<u8> {
    use wasm_encoder::{
        CodeSection, Function, FunctionSection, Module, NameMap, NameSection, TypeSection,
    };
    let mut types = TypeSection::new();
    types.ty().function([], []);
    let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
    let (mut names, mut map) = (NameSection::new(), NameMap::new());
    for number in 0..count {
        functions.function(0);
        let mut body = Function::new([]);
        for _ in 0..nops(number) {
            body.instructions().nop();
        }
        body.instructions().end();
        code.function(&body);
        map.append(number, &name(number));
    }
    names.functions(&map);
    let mut module = Module::new();
    module
        .section(&types)
        .section(&functions)
        .section(&code)
        .section(&names);
    module.finish()
}
