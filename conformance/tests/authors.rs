//! The errors of the compiler for authors of components, when they build for WebAssembly.
//! Their crates stand outside of the workspace, as those of strangers do.

use std::fs;

use anyhow::Result;
use greentic_testkit::cargo::{TARGET, cargo, scratch, workspace};
use greentic_testkit::guests::component;

const CRATE: &str = r#"
#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({
    manifest: "{}",
    invoke: invoke,
});

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    BODY
}
"#;

/// Compiles a component with this handler, and returns the message of the compiler, if it
/// refuses the handler. Each crate has a name of its own: Cargo would take two of one
/// name for the same.
fn check(name: &str, body: &str) -> Result<Option<String>> {
    // Builds the components first, and with them the target if it is missing.
    component("node-minimal");
    let folder = scratch().join("authors").join(name);
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("src/lib.rs"), CRATE.replace("BODY", body))?;
    let guest = toml::Value::from(workspace().join("guest").to_string_lossy().into_owned());
    fs::write(
        folder.join("Cargo.toml"),
        format!(
            "[package]\nname = \"{name}\"\nedition = \"2024\"\n[lib]\ncrate-type = [\"cdylib\"]\n\
             [dependencies]\ngreentic-guest = {{ path = {guest} }}\n[workspace]\n"
        ),
    )?;
    let output = cargo()
        .args(["check", "--quiet", "--offline", "--target", TARGET])
        .arg("--manifest-path")
        .arg(folder.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(scratch().join("authors/target"))
        .output()?;
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    Ok((!output.status.success()).then_some(errors))
}

#[test]
fn a_handler_without_unsafe_compiles() -> Result<()> {
    let said = check(
        "plain",
        r#"InvokeResult::Ok(call.concat(&["ok:", input]).into())"#,
    )?;
    assert_eq!(said, None);
    Ok(())
}

#[test]
fn nobody_but_the_host_makes_a_call() -> Result<()> {
    let said = check(
        "new-call",
        "let own = Call::new(); let _ = (call, own); InvokeResult::Ok(input.into())",
    )?;
    let said = said.expect("a second call of the same memory");
    assert!(
        said.contains("no function or associated item named `new` found for struct `Call`")
            || said.contains("named `new` found for struct `greentic_guest::Call`"),
        "{said}"
    );
    Ok(())
}

#[test]
fn the_call_cannot_be_made_from_its_parts() -> Result<()> {
    let said = check(
        "own-call",
        "let own = Call { arena: todo!() }; let _ = (call, own); InvokeResult::Ok(input.into())",
    )?;
    let said = said.expect("a call of one's own");
    assert!(said.contains("private"), "{said}");
    Ok(())
}

/// That `forbid` holds in these crates at all.
#[test]
fn unsafe_of_the_author_is_refused() -> Result<()> {
    let said = check(
        "own-unsafe",
        "let _ = call; unsafe { core::hint::assert_unchecked(true) }; InvokeResult::Ok(input.into())",
    )?;
    let said = said.expect("unsafe code");
    assert!(said.contains("unsafe"), "{said}");
    Ok(())
}
