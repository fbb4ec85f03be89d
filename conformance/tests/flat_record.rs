//! A record that came as flat parameters, returned by reference, from a
//! component with WIT of its own: called without any bindings.

use anyhow::{Context as _, Result};
use greentic_testkit::guests::bytes;
use wasmtime::component::{Component, Linker, Val};
use wasmtime::{Engine, Store};

fn pair(name: &str, count: u32) -> Val {
    Val::Record(vec![
        ("name".into(), Val::String(name.into())),
        ("count".into(), Val::U32(count)),
    ])
}

#[test]
fn a_reference_to_a_flat_record_reaches_the_host() -> Result<()> {
    let engine = Engine::default();
    let component = Component::from_binary(&engine, &bytes("conformance-flat-record"))?;
    let mut store = Store::new(&engine, ());
    let instance = Linker::new(&engine).instantiate(&mut store, &component)?;
    let pairs = instance
        .get_export_index(&mut store, None, "conformance:flat-record/pairs@1.0.0")
        .context("the interface")?;
    let echo = instance
        .get_export_index(&mut store, Some(&pairs), "echo")
        .context("the function")?;
    let echo = instance.get_func(&mut store, echo).context("a function")?;

    let long = "long ".repeat(50_000);
    for (name, count) in [("a", 1), ("", 0), ("世界", u32::MAX), (&long, 7), ("b", 2)] {
        let mut results = [Val::Bool(false)];
        echo.call(&mut store, &[pair(name, count)], &mut results)?;
        // One item. The inherent function of the same name would give none,
        // and a record in a frame that is gone could give anything.
        assert_eq!(results, [Val::List(vec![pair(name, count)])]);
        assert_ne!(results, [Val::List(Vec::new())]);
        assert_ne!(results, [Val::List(vec![pair(name, !count)])]);
    }
    Ok(())
}
