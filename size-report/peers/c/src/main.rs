//! Makes a component of C: has wit-bindgen-c write the bindings of the world `peer`, clang
//! compile and link them with the program and wasi-libc, and wit-component wrap the module.
//!
//! peer-c PROGRAM.c OUTPUT.wasm WIT..

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use wit_bindgen_core::Files;
use wit_bindgen_core::wit_parser::Resolve;
use wit_component::ComponentEncoder;

fn main() -> Result<()> {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let (Some(program), Some(output)) = (arguments.next(), arguments.next()) else {
        bail!("usage: peer-c PROGRAM.c OUTPUT.wasm WIT..");
    };
    let folder = output.parent().context("the output has no folder")?;
    let bindings = bindings(arguments, folder)?;
    let module = output.with_extension("core.wasm");
    link(&program, &bindings, folder, &module)?;
    let component = ComponentEncoder::default()
        .validate(true)
        .module(&fs::read(&module)?)?
        .encode()?;
    Ok(fs::write(output, component)?)
}

/// Writes the bindings of the last package's world into a folder; returns the files to link.
fn bindings(wit: impl Iterator<Item = PathBuf>, folder: &Path) -> Result<Vec<PathBuf>> {
    let mut resolve = Resolve::default();
    let mut last = None;
    for path in wit {
        last = Some(resolve.push_path(&path)?.0);
    }
    let package = last.context("no WIT")?;
    let world = resolve.select_world(&[package], None)?;
    let mut files = Files::default();
    let options = wit_bindgen_c::Opts {
        rename_world: Some("peer".into()),
        ..Default::default()
    };
    options.build().generate(&mut resolve, world, &mut files)?;
    let mut inputs = Vec::new();
    for (name, content) in files.iter() {
        let path = folder.join(name);
        fs::write(&path, content)?;
        if path
            .extension()
            .is_some_and(|ending| ending == "c" || ending == "o")
        {
            inputs.push(path);
        }
    }
    Ok(inputs)
}

fn link(program: &Path, bindings: &[PathBuf], folder: &Path, module: &Path) -> Result<()> {
    let status = Command::new("clang")
        .args([
            "--target=wasm32-wasi",
            "-mexec-model=reactor",
            "-Oz",
            "-flto",
        ])
        .args(["-Wl,--strip-all", "-Wl,--gc-sections", "-I"])
        .arg(folder)
        .arg(program)
        .args(bindings)
        .arg("-o")
        .arg(module)
        .status()
        .context("cannot run `clang`")?;
    ensure!(status.success(), "clang failed");
    Ok(())
}
