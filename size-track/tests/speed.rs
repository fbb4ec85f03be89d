//! Reports about large files take seconds: ten megabytes in a release build, without
//! shrinking them, and a small file in other builds.

use std::time::{Duration, Instant};

use greentic_size_model::explain::{Key, explain};
use greentic_size_model::{Aids, File};
use greentic_size_track::Input;
use greentic_size_track::report::{Fact, FileReport, ReportOptions};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ExportKind, ExportSection, Function, FunctionSection,
    Instruction, MemorySection, MemoryType, Module, NameMap, NameSection, TypeSection, ValType,
};

/// Returns a module of functions that call each other, with names, and data that
/// compresses like text.
fn module(functions: u32) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(7);
    let mut types = TypeSection::new();
    types.ty().function([ValType::I32], [ValType::I32]);
    let (mut declared, mut code) = (FunctionSection::new(), CodeSection::new());
    let (mut names, mut exports) = (NameMap::new(), ExportSection::new());
    for function in 0..functions {
        declared.function(0);
        let mut body = Function::new([(1, ValType::I32)]);
        for _ in 0..40 {
            body.instruction(&Instruction::LocalGet(0));
            body.instruction(&Instruction::I32Const(random.i32(..0x7fff)));
            body.instruction(&Instruction::I32Add);
            body.instruction(&Instruction::Call(random.u32(0..functions)));
            body.instruction(&Instruction::LocalSet(1));
        }
        body.instruction(&Instruction::LocalGet(1));
        body.instruction(&Instruction::End);
        code.function(&body);
        let module = function % 97;
        names.append(
            function,
            &format!("shop::part_{module}::total::<T{function}>"),
        );
        if function % 50 == 0 {
            exports.export(&format!("f{function}"), ExportKind::Func, function);
        }
    }
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 40,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let words = ["total", "price", "of", "the", "shop", "42", "is", "not"];
    let text: String = (0..functions * 16)
        .map(|_| random.choice(words).unwrap_or_default())
        .collect();
    let mut data = DataSection::new();
    data.active(0, &ConstExpr::i32_const(1024), text.bytes());
    let mut section = NameSection::new();
    section.functions(&names);
    let mut module = Module::new();
    module
        .section(&types)
        .section(&declared)
        .section(&memories)
        .section(&exports)
        .section(&code)
        .section(&data)
        .section(&section);
    module.finish()
}

#[test]
fn ten_megabytes_take_seconds() {
    let functions = if cfg!(debug_assertions) { 250 } else { 18_000 };
    let bytes = module(functions);
    let size = bytes.len();
    assert!(size > functions as usize * 400, "{size}");
    let start = Instant::now();
    let input = Input {
        name: "large.wasm".to_owned(),
        path: None,
        bytes,
    };
    let shrinks = cfg!(debug_assertions);
    let wanted = ReportOptions {
        shrunk: shrinks,
        budgets: None,
        host: None,
    };
    let report = FileReport::of(&input, &wanted).unwrap();
    let reported = start.elapsed();
    let start = Instant::now();
    let file = File::read(&input.bytes, &Aids::none()).unwrap();
    let explained = explain(&file, Key::Cause);
    let took = start.elapsed();
    eprintln!("{size} bytes: report in {reported:?}, explain in {took:?}");
    let sum: u64 = explained.groups.iter().map(|group| group.bytes).sum();
    assert_eq!((sum, report.sizes.bytes), (size as u64, size as u64));
    let shrunk = report.shrunk.as_ref().and_then(Fact::known);
    assert_eq!(shrunk.is_some(), shrinks);
    assert!(shrunk.is_none_or(|shrunk| shrunk.bytes < report.sizes.bytes));
    // A build without optimisation has a tenth to do; others run beside it.
    let most = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 5 });
    assert!(reported + took < most, "{reported:?} + {took:?}");
}
