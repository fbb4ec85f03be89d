//! Calls by name, with values as text.

use greentic_host_shim::{Error, Host, LimitKind, Limits, Shim};

use crate::guests::{instance, load};
use greentic_testkit::handmade::{assemble, handles};

/// A component of a world that nobody knows.
fn strange() -> Vec<u8> {
    assemble(
        r#"(component
          (core module $m
            (memory (export "memory") 1)
            (global $next (mut i32) (i32.const 1024))
            (func (export "realloc") (param i32 i32 i32 i32) (result i32)
              (local $at i32)
              (local.set $at (i32.and
                (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
              (global.set $next (i32.add (local.get $at) (local.get 3)))
              (local.get $at))
            (func (export "add") (param i32 i32) (result i32)
              (i32.add (local.get 0) (local.get 1)))
            (func (export "same") (param i32 i32) (result i32)
              (i32.store (i32.const 0) (local.get 0))
              (i32.store (i32.const 4) (local.get 1))
              (i32.const 0))
            (func (export "nothing")))
          (core instance $i (instantiate $m))
          (alias core export $i "memory" (core memory $memory))
          (alias core export $i "realloc" (core func $realloc))
          (type $pair (record (field "name" string) (field "tags" (list string))))
          (func $add (param "a" u32) (param "b" u32) (result u32)
            (canon lift (core func $i "add")))
          (func $same (param "values" (list u16)) (result (list u16))
            (canon lift (core func $i "same") (memory $memory) (realloc $realloc)))
          (func $nothing (canon lift (core func $i "nothing")))
          (instance $maths (export "add" (func $add)) (export "same" (func $same)))
          (export "acme:strange/maths@2.1.0" (instance $maths))
          (instance $other (export "add" (func $add)))
          (export "acme:strange/other@2.1.0" (instance $other))
          (export "nothing" (func $nothing)))"#,
    )
}

#[test]
fn functions_of_unknown_interfaces_are_listed_and_called() {
    let component = Shim::new(Limits::default())
        .unwrap()
        .load(&strange())
        .unwrap();
    let listed: Vec<_> = component
        .functions()
        .iter()
        .map(|function| (function.path(), function.to_string()))
        .collect();
    let expected = [
        (
            "acme:strange/maths@2.1.0#add",
            "add: func(a: u32, b: u32) -> u32",
        ),
        (
            "acme:strange/maths@2.1.0#same",
            "same: func(values: list<u16>) -> list<u16>",
        ),
        (
            "acme:strange/other@2.1.0#add",
            "add: func(a: u32, b: u32) -> u32",
        ),
        ("nothing", "nothing: func()"),
    ];
    assert_eq!(
        listed,
        expected.map(|(path, text)| (path.into(), text.into()))
    );

    let mut instance = component.instantiate(Host::new()).unwrap();
    for name in [
        "acme:strange/maths@2.1.0#add",
        "acme:strange/maths#add",
        "maths#add",
    ] {
        let sum = instance.call(name, &["2", "40"]).unwrap();
        assert_eq!(sum.as_deref(), Some("42"));
    }
    assert_eq!(instance.call("nothing", &[]).unwrap(), None);
    let same = instance.call("same", &["[1, 2, 65535]"]).unwrap();
    assert_eq!(same.as_deref(), Some("[1, 2, 65535]"));
}

#[test]
fn what_does_not_fit_is_explained_and_harms_nothing() {
    let component = Shim::new(Limits::default())
        .unwrap()
        .load(&strange())
        .unwrap();
    let mut instance = component.instantiate(Host::new()).unwrap();
    for (function, args, says) in [
        (
            "subtract",
            &[][..],
            "it exports `acme:strange/maths@2.1.0#add`",
        ),
        ("add", &["1", "2"], "fits several functions"),
        ("maths#add", &["1"], "it takes 2 arguments, not 1"),
        ("maths#add", &["1", "\"2\""], "`b`"),
        ("maths#add", &["1", "-2"], "`b`"),
        ("maths#same", &["[1, 65536]"], "`values`"),
        ("maths#same", &["[1"], "`values`"),
    ] {
        let error = instance.call(function, args).unwrap_err();
        assert!(error.to_string().contains(says), "{function}: {error}");
        assert!(!instance.is_poisoned());
    }
}

#[test]
fn arguments_are_weighed() {
    let limits = Limits {
        value_bytes: 2_000,
        ..Limits::default()
    };
    let component = Shim::new(limits).unwrap().load(&strange()).unwrap();
    let mut instance = component.instantiate(Host::new()).unwrap();
    let list = |count: usize| format!("[{}]", vec!["7"; count].join(", "));
    // Two bytes each.
    assert!(instance.call("same", &[&list(50)]).is_ok());
    let error = instance.call("same", &[&list(1_001)]).unwrap_err();
    assert!(
        matches!(
            &error,
            Error::Limit {
                which: LimitKind::Values,
                ..
            }
        ),
        "{error:?}"
    );
}

#[test]
fn a_node_is_called_by_name_as_it_is_by_type() {
    let mut by_name = instance(Limits::default());
    let manifest = by_name.call("get-manifest", &[]).unwrap().unwrap();
    let text = by_name.get_manifest().unwrap();
    assert_eq!(manifest, format!("{text:?}"));

    let ctx = r#"{tenant: {env: "dev", tenant: "acme", tenant-id: "acme", attributes: [],
        attempt: 0}, flow-id: "flow"}"#;
    let answer = by_name.call("node#invoke", &[ctx, "\"echo\"", "\"x\""]);
    assert_eq!(answer.unwrap().as_deref(), Some("%ok(\"x\")"));
    let error = by_name
        .call("node#invoke", &[ctx, "\"unreachable\"", "\"x\""])
        .unwrap_err();
    assert!(matches!(error, Error::Trap { .. }), "{error:?}");
    assert!(matches!(
        by_name.call("get-manifest", &[]),
        Err(Error::Poisoned)
    ));
}

#[test]
fn a_handle_in_a_result_is_no_text() {
    let component = load(Limits::default(), &handles());
    let mut instance = component.instantiate(Host::new()).unwrap();
    for function in ["new", "pair", "maybe"] {
        let error = instance.call(function, &[]).unwrap_err();
        assert!(matches!(error, Error::Argument { .. }), "{error:?}");
        assert!(error.to_string().contains("call_value"), "{error}");
        assert!(instance.call_value(function, &[]).unwrap().is_some());
    }
}
