//! Components with a shim and a fix-up that are not quite those of
//! wit-component: on Wasmtime they must do the same before and after.

use greentic_shrink::{Options, shrink};
use wasmtime::component::{Component, Linker};
use wasmtime::{Engine, Store};

use crate::support::core_modules;

/// Returns a component whose function `run` calls its import through a shim with
/// `tables` and a fix-up that puts `functions` into the table.
fn component(tables: &str, functions: &str) -> Vec<u8> {
    wat::parse_str(format!(
        r#"(component
            (import "f" (func $f (param "s" string)))
            (core module $shim
                (type (func (param i32 i32)))
                {tables}
                (func (export "0") (type 0)
                    (call_indirect (type 0) (local.get 0) (local.get 1) (i32.const 0))))
            (core module $fixup
                (type (func (param i32 i32)))
                (import "" "0" (func (type 0)))
                (import "" "table" (table 1 funcref))
                (elem (i32.const 0) func {functions}))
            (core module $main
                (import "i" "f" (func $f (param i32 i32)))
                (memory (export "memory") 1)
                (func (export "realloc") (param i32 i32 i32 i32) (result i32) i32.const 0)
                (func (export "run") (call $f (i32.const 0) (i32.const 3))))
            (core instance $s (instantiate $shim))
            (core instance $m (instantiate $main
                (with "i" (instance (export "f" (func $s "0"))))))
            (core func $lowered (canon lower (func $f)
                (memory (core memory $m "memory")) (realloc (core func $m "realloc"))))
            (core instance (instantiate $fixup (with "" (instance
                (export "0" (func $lowered)) (export "table" (table $s "table"))))))
            (func (export "run") (canon lift (core func $m "run")))
        )"#
    ))
    .unwrap()
}

/// Returns the outcome of instantiating a component and of calling `run`.
fn outcome(component: &[u8]) -> String {
    let engine = Engine::default();
    let component = Component::new(&engine, component).unwrap();
    let mut linker = Linker::new(&engine);
    let called = |_: wasmtime::StoreContextMut<'_, u32>, (text,): (String,)| {
        assert_eq!(text, "\0\0\0");
        Ok(())
    };
    linker.root().func_wrap("f", called).unwrap();
    let mut store = Store::new(&engine, 0);
    let instance = match linker.instantiate(&mut store, &component) {
        Ok(instance) => instance,
        Err(error) => return format!("instantiation: {}", error.root_cause()),
    };
    let run = instance
        .get_typed_func::<(), ()>(&mut store, "run")
        .unwrap();
    match run.call(&mut store, ()) {
        Ok(()) => "fine".to_owned(),
        Err(error) => format!("call: {}", error.root_cause()),
    }
}

/// Shrinks a component, which must keep its outcome. Returns the outcome, and
/// whether the shim has gone.
fn shrunk(input: &[u8]) -> (String, bool) {
    let output = shrink(input, &Options::default()).unwrap().component;
    let before = outcome(input);
    assert_eq!(outcome(&output), before);
    (before, core_modules(&output) < core_modules(input))
}

#[test]
fn a_shim_and_a_fix_up_that_work_go() {
    let (outcome, gone) = shrunk(&component(r#"(table (export "table") 1 funcref)"#, "0"));
    assert_eq!((outcome.as_str(), gone), ("fine", true));
}

#[test]
fn a_fix_up_that_traps_stays() {
    let input = component(r#"(table (export "table") 1 funcref)"#, "0 0");
    let (outcome, _) = shrunk(&input);
    assert!(outcome.contains("out of bounds"), "{outcome}");
}

#[test]
fn a_shim_that_jumps_through_another_table_stays() {
    let input = component(
        r#"(table 1 funcref) (table (export "table") 1 funcref)"#,
        "0",
    );
    let (outcome, _) = shrunk(&input);
    assert!(outcome.contains("uninitialized"), "{outcome}");
}
