//! Prints what shrinking gains on core modules of the registries, and whether they do the
//! same afterwards: `cargo run -p greentic-conformance --bin plain-modules -- [--large]
//! [--inside] [--wasm-opt PROGRAM] [NAME..]`.
//!
//! Fetches what `conformance/plain-modules.toml` lists. With `--inside` shrinking with
//! wasm-opt inside is measured too, with `--large` the modules of many megabytes. A name is
//! a part of that of a package.

use std::process::ExitCode;

use anyhow::{Context as _, Result};
use greentic_conformance::plain::{Peers, faults, line, listed, measure, table};
use greentic_shrink::core_wasm::WasmOpt;

fn main() -> Result<ExitCode> {
    let (mut large, mut inside, mut program) = (false, false, None);
    let mut names = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match &*argument {
            "--large" => large = true,
            "--inside" => inside = true,
            "--wasm-opt" => program = Some(arguments.next().context("--wasm-opt PROGRAM")?),
            _ => names.push(argument),
        }
    }
    let wasm_opt = match program {
        Some(program) => Some(WasmOpt::at(program)?),
        None => WasmOpt::find()?,
    };
    let peers = Peers { wasm_opt, inside };
    if peers.wasm_opt.is_none() {
        eprintln!("wasm-opt is not installed: nothing is compared with it");
    }
    let (mut rows, mut missing, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for listed in listed()? {
        let asked = names.iter().any(|name| listed.package.contains(&**name));
        if listed.large && !large || !names.is_empty() && !asked {
            continue;
        }
        match listed.fetch() {
            Ok(module) => {
                let name = listed.name();
                match measure(&listed, &module, &peers) {
                    Ok(row) => {
                        if let Err(why) = &row.wasm_opt {
                            let why = why.lines().next().unwrap_or_default();
                            eprintln!("{name}: wasm-opt: {why}");
                        }
                        eprintln!("{}", line(&row));
                        rows.push(row);
                    }
                    Err(why) => refused.push(format!("{name}: {why:#}")),
                }
            }
            Err(why) => missing.push(format!("{why:#}")),
        }
    }
    println!("{}", table(&rows, &peers));
    for missing in &missing {
        eprintln!("MISSING: {missing}");
    }
    let mut faults = faults(&rows);
    faults.extend(refused);
    for fault in &faults {
        eprintln!("FAULT: {fault}");
    }
    Ok(if faults.is_empty() && missing.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
