//! All WebAssembly files on this machine that tests know of.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use greentic_size_model::explain::{Key, explain};
use greentic_size_model::{Aids, File, Model};

use crate::hold;

/// Returns the folders to search: those of `SIZE_CORPUS`, with a colon between them, or
/// the folders where tests and the size report leave components.
fn folders() -> Vec<PathBuf> {
    if let Some(folders) = std::env::var_os("SIZE_CORPUS") {
        return std::env::split_paths(&folders).collect();
    }
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
    ["fixtures", "size-report", "tiny", "wasm32-wasip2"]
        .map(|folder| target.join(folder))
        .to_vec()
}

fn wasm(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        if kind.is_dir() {
            wasm(&path, found);
        } else if kind.is_file() && path.extension().is_some_and(|ending| ending == "wasm") {
            found.push(path);
        }
    }
}

#[test]
fn everything_at_hand_adds_up() {
    let mut files = Vec::new();
    for folder in folders() {
        wasm(&folder, &mut files);
    }
    let (mut held, mut refused, mut bytes) = (0, 0, 0_u64);
    for path in &files {
        let file = std::fs::read(path).unwrap();
        // Some are there to be refused.
        if wasmparser::Parser::new(0)
            .parse_all(&file)
            .any(|payload| payload.is_err())
        {
            assert!(
                Model::read(&file).is_err() || file.is_empty(),
                "{}",
                path.display()
            );
            refused += 1;
            continue;
        }
        hold(&file, &path.display().to_string());
        bytes += file.len() as u64;
        held += 1;
    }
    eprintln!("{held} files with {bytes} bytes add up, {refused} are no WebAssembly");
}

#[test]
fn ten_megabytes_take_seconds() {
    // Functions that call each other, with names.
    let mut module = wasm_encoder::Module::new();
    let mut types = wasm_encoder::TypeSection::new();
    types.ty().function([], []);
    let (mut functions, mut code) = (
        wasm_encoder::FunctionSection::new(),
        wasm_encoder::CodeSection::new(),
    );
    let mut names = wasm_encoder::NameMap::new();
    let count = 20_000;
    for function in 0..count {
        functions.function(0);
        let mut body = wasm_encoder::Function::new([]);
        for call in 0..60 {
            body.instruction(&wasm_encoder::Instruction::I32Const(call * 1_000_003));
            body.instruction(&wasm_encoder::Instruction::Drop);
            let callee = (function * 7 + call.unsigned_abs()) % count;
            body.instruction(&wasm_encoder::Instruction::Call(callee));
        }
        body.instruction(&wasm_encoder::Instruction::End);
        code.function(&body);
        names.append(
            function,
            &format!("a_crate::module_{}::function::<T{function}>", function % 97),
        );
    }
    let mut section = wasm_encoder::NameSection::new();
    section.functions(&names);
    module
        .section(&types)
        .section(&functions)
        .section(&code)
        .section(&section);
    let bytes = module.finish();
    assert!(bytes.len() > 10 << 20, "{}", bytes.len());
    let start = Instant::now();
    let file = File::read(&bytes, &Aids::none()).unwrap();
    let explained = explain(&file, Key::Function);
    let took = start.elapsed();
    eprintln!("{} bytes in {took:?}", bytes.len());
    // A release build takes a tenth of it; other tests run beside this one.
    assert!(
        took < Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 5 }),
        "{took:?}"
    );
    assert_eq!(
        explained
            .groups
            .iter()
            .filter(|group| group.name.starts_with("a_crate"))
            .count(),
        97
    );
}
