//! Tests of the chains that keep a part in.

use std::collections::HashSet;

use greentic_size_model::explain::{Chain, Query, Retained, keeps, retained};
use greentic_size_model::{Aids, File};

fn chain(bytes: &[u8], wanted: Query<'_>) -> Option<Chain> {
    keeps(&File::read(bytes, &Aids::none()).unwrap(), wanted)
}

/// A component as wit-component makes it around an import that needs memory. The call goes
/// through a table that another module fills.
const SHIMS: &str = r#"(component
    (import "wasi:cli/stdout@0.2.6" (instance $stdout
        (export "write" (func (param "text" string)))
        (export "other" (func (param "text" string)))))
    (core module $main
        (import "stdout" "write" (func $write (param i32 i32)))
        (import "stdout" "other" (func $other (param i32 i32)))
        (memory (export "memory") 1)
        (func $unused (call $other (i32.const 0) (i32.const 0)))
        (func $print (call $write (i32.const 0) (i32.const 0)))
        (func $quiet)
        (func $run (export "run") (call $print))
        (func $idle (export "idle") (call $quiet)))
    (core module $shim
        (table (export "$imports") 2 2 funcref)
        (type $t (func (param i32 i32)))
        (func (export "0") (type $t)
            (call_indirect (type $t) (local.get 0) (local.get 1) (i32.const 0)))
        (func (export "1") (type $t)
            (call_indirect (type $t) (local.get 0) (local.get 1) (i32.const 1))))
    (core module $fixups
        (import "" "0" (func $zero (param i32 i32)))
        (import "" "1" (func $one (param i32 i32)))
        (import "" "$imports" (table 2 2 funcref))
        (elem (i32.const 0) func $zero $one))
    (core instance $shim (instantiate $shim))
    (alias core export $shim "0" (core func $zero))
    (alias core export $shim "1" (core func $one))
    (core instance $imports (export "write" (func $zero)) (export "other" (func $one)))
    (core instance $main (instantiate $main (with "stdout" (instance $imports))))
    (alias core export $main "memory" (core memory $memory))
    (alias core export $shim "$imports" (core table $table))
    (alias export $stdout "write" (func $write))
    (alias export $stdout "other" (func $other))
    (core func $write (canon lower (func $write) (memory $memory)))
    (core func $other (canon lower (func $other) (memory $memory)))
    (core instance $filled
        (export "0" (func $write)) (export "1" (func $other)) (export "$imports" (table $table)))
    (core instance (instantiate $fixups (with "" (instance $filled))))
    (func (export "run") (canon lift (core func $main "run")))
    (func (export "idle") (canon lift (core func $main "idle"))))"#;

#[test]
fn a_chain_goes_through_shims_to_the_import() {
    let bytes = wat::parse_str(SHIMS).unwrap();
    let found = chain(&bytes, Query::Import("wasi:cli/stdout")).unwrap();
    let names: Vec<_> = found.steps.iter().map(|step| &*step.name).collect();
    assert_eq!(names.first(), Some(&"export run"), "{names:#?}");
    assert_eq!(names.last(), Some(&"import wasi:cli/stdout@0.2.6"));
    let at = |name: &str| names.iter().position(|one| *one == name).expect(name);
    assert!(
        at("export run") < at("run") && at("run") < at("print"),
        "{names:#?}"
    );
    assert!(names.contains(&"core import stdout#write"), "{names:#?}");
    assert!(names.contains(&"core import #0"), "{names:#?}");
    // Parts on other ways are not in the chain.
    for other in ["unused", "quiet", "core import stdout#other", "export idle"] {
        assert!(!names.contains(&other), "{other}: {names:#?}");
    }
    assert!(
        found
            .steps
            .iter()
            .any(|step| step.only && step.name == "print")
    );
}

#[test]
fn what_nothing_refers_to_has_no_chain_and_is_retained_by_nobody() {
    let bytes = wat::parse_str(SHIMS).unwrap();
    let unused = chain(&bytes, Query::Function("unused")).unwrap();
    assert!(unused.steps.is_empty(), "{unused:?}");
    let file = File::read(&bytes, &Aids::none()).unwrap();
    let tree = retained(&file, usize::MAX);
    let loose = tree
        .children
        .iter()
        .find(|child| child.name == "nothing refers to it");
    let names: HashSet<_> = loose
        .unwrap()
        .children
        .iter()
        .map(|child| &*child.name)
        .collect();
    assert!(names.contains("unused"), "{names:?}");
    assert!(!names.contains("print"), "{names:?}");
    assert_eq!(chain(&bytes, Query::Function("nothing")), None);
    assert_eq!(chain(&bytes, Query::Import("wasi:cli/std")), None);
}

/// The bytes that a function retains are those that are not reached without it. They are
/// counted again with the function taken out.
#[test]
fn what_is_retained_is_what_would_go() {
    let text = r#"(module
        (func $shared nop nop)
        (func $leaf nop)
        (func $branch (call $leaf) (call $shared))
        (func $top (call $branch))
        (func (export "a") (call $top))
        (func (export "b") (call $shared)))"#;
    let bytes = wat::parse_str(text).unwrap();
    let file = File::read(&bytes, &Aids::none()).unwrap();
    let tree = retained(&file, usize::MAX);
    let find = |name: &str| -> Retained {
        let mut pending = vec![&tree];
        while let Some(node) = pending.pop() {
            if node.name == name {
                return node.clone();
            }
            pending.extend(&node.children);
        }
        panic!("{name}");
    };
    // Length, locals, two calls of two bytes, end; and the leaf's four.
    assert_eq!(find("branch").retained, 7 + 4);
    assert_eq!(find("top").retained, 5 + 7 + 4);
    // Two exports lead to it.
    assert_eq!(find("shared").retained, 5);
    assert!(
        find("branch")
            .children
            .iter()
            .all(|child| child.name != "shared")
    );
}

#[test]
fn a_core_module_has_chains_of_its_own() {
    let bytes = wat::parse_str(
        r#"(module
            (import "env" "log" (func $log))
            (import "env" "other" (func))
            (table 4 funcref)
            (elem (i32.const 1) $called)
            (func $called (call $log))
            (func $core::fmt::write (call_indirect (i32.const 1)))
            (func $start (call $core::fmt::write))
            (start $start))"#,
    )
    .unwrap();
    let names = |wanted| -> Vec<String> {
        let chain = chain(&bytes, wanted).unwrap();
        chain.steps.into_iter().map(|step| step.name).collect()
    };
    // Nothing is exported: it is what happens at instantiation.
    let through = names(Query::Import("env#log"));
    assert!(
        through.ends_with(&[
            "start".into(),
            "core::fmt::write".into(),
            "called".into(),
            "core import env#log".into()
        ]),
        "{through:?}"
    );
    assert!(
        names(Query::Function("core::fmt")).ends_with(&["start".into(), "core::fmt::write".into()])
    );
    assert_eq!(names(Query::Import("env#other")), Vec::<String>::new());
}
