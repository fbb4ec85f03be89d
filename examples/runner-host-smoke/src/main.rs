//! A host of what older runners offer, `greentic:host@1.0.0`, on an engine of
//! one's own: it links both interfaces, makes an instance of the example
//! `component-describe` and prints what that says of itself.
//!
//! ```sh
//! cargo run -p runner-host-smoke
//! ```
//!
//! builds the component first. To run another one, name its file:
//!
//! ```sh
//! cargo run -p runner-host-smoke -- component.wasm
//! COMPONENT_DESCRIBE_WASM=component.wasm cargo run -p runner-host-smoke
//! ```

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use greentic_host_shim::Imports;
use greentic_host_shim::bindings::component::v1_0::describe_v1::GuestIndices;
use greentic_host_shim::bindings::host::v1_0::{http_v1, kv_v1};
use greentic_host_shim::wasmtime::component::{Component, HasSelf, Linker};
use greentic_host_shim::wasmtime::{self, Engine, Store};

/// The data of a store: what the component finds when it calls its host.
#[derive(Default)]
struct Runner {
    texts: HashMap<(String, String), String>,
}

impl http_v1::Host for Runner {
    async fn request(
        &mut self,
        method: String,
        url: String,
        _headers: Vec<String>,
        _body: Option<Vec<u8>>,
    ) -> wasmtime::Result<Result<Vec<u8>, String>> {
        // An error of the interface: the component goes on.
        Ok(Err(format!("there is no network here for {method} {url}")))
    }
}

impl kv_v1::Host for Runner {
    async fn get(&mut self, ns: String, key: String) -> wasmtime::Result<Option<String>> {
        Ok(self.texts.get(&(ns, key)).cloned())
    }

    async fn put(&mut self, ns: String, key: String, val: String) -> wasmtime::Result<()> {
        self.texts.insert((ns, key), val);
        Ok(())
    }
}

fn main() -> Result<()> {
    let named = std::env::args_os().nth(1);
    let path = match named.or_else(|| std::env::var_os("COMPONENT_DESCRIBE_WASM")) {
        Some(path) => PathBuf::from(path),
        None => build()?,
    };
    println!("{}", describe(&path)?);
    Ok(())
}

/// Returns the description that a component gives of itself.
fn describe(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let engine = Engine::default();
    let component = Component::new(&engine, bytes)?;
    let mut linker = Linker::new(&engine);
    Imports::new(&mut linker)
        .runner_http::<HasSelf<Runner>>(|runner| runner)?
        .runner_kv::<HasSelf<Runner>>(|runner| runner)?;
    let ready = linker.instantiate_pre(&component)?;
    let functions = GuestIndices::new(&ready)?;
    let mut store = Store::new(&engine, Runner::default());
    let instance = ready.instantiate(&mut store)?;
    let guest = functions.load(&mut store, &instance)?;
    Ok(guest.call_describe_json(&mut store)?)
}

/// Builds the example `component-describe` and gives its file.
fn build() -> Result<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let status = Command::new("cargo")
        .current_dir(&workspace)
        .args(["build", "--quiet", "--package", "component-describe"])
        .args(["--profile", "tiny", "--target", "wasm32-wasip2"])
        .arg("--target-dir")
        .arg(workspace.join("target"))
        .status()
        .context("cannot run `cargo`")?;
    ensure!(status.success(), "`component-describe` does not build");
    Ok(workspace.join("target/wasm32-wasip2/tiny/component_describe.wasm"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_component_describes_itself() -> Result<()> {
        let text = describe(&build()?)?;
        assert_eq!(text, r#"{"name":"demo","version":"1.0.0"}"#);
        Ok(())
    }

    #[test]
    fn a_component_finds_its_text_again() -> Result<()> {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/remembers.wat");
        let component = tempfile::NamedTempFile::new()?;
        std::fs::write(&component, wat::parse_file(path)?)?;
        assert_eq!(describe(component.path())?, "kept");
        Ok(())
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let error = describe(Path::new("no.wasm")).expect_err("no such file");
        assert_eq!(error.to_string(), "cannot read no.wasm");
    }
}
