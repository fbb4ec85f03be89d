//! Files that are no component, or none of ours.

use greentic_host_shim::bindings::component::v1_0::describe_v1;
use greentic_host_shim::{Component, Error, Host, Limits, Shim};

use greentic_testkit::handmade::{assemble, describe};

fn load(bytes: &[u8]) -> Result<Component, Error> {
    Shim::new(Limits::default()).unwrap().load(bytes)
}

fn refused(bytes: &[u8]) -> Error {
    let error = load(bytes).unwrap_err();
    assert!(error.is_unfit(), "{error:?}");
    error
}

#[test]
fn what_is_not_webassembly_is_named() {
    for (bytes, says) in [
        (&b""[..], "empty"),
        (b"(component)", "WebAssembly text"),
        (b"\n  ;; text\n(component)", "WebAssembly text"),
        (b"package greentic:component@1.0.0;", "WIT"),
        (b"\x7fELF\x02\x01\x01", "machine code"),
        (b"\x1f\x8b\x08\x00", "compressed"),
        (b"PK\x03\x04", "right file"),
        (b"\0\0\0\0\0\0\0\0", "right file"),
    ] {
        let error = refused(bytes);
        assert!(matches!(error, Error::NotWasm { .. }), "{error:?}");
        assert!(error.to_string().contains(says), "{error}");
    }
}

#[test]
fn a_core_module_is_told_so() {
    for text in ["(module)", r#"(module (memory (export "memory") 1))"#] {
        let error = refused(&assemble(text));
        assert!(matches!(error, Error::CoreModule), "{error:?}");
        assert!(error.to_string().contains("wasm-tools component new"));
    }
}

#[test]
fn a_component_that_is_cut_off_is_told_so_wherever_it_is_cut() {
    let bytes = describe();
    let mut between_sections = 0;
    for length in 1..bytes.len() {
        match load(&bytes[..length]) {
            Err(Error::Truncated { bytes }) => assert_eq!(bytes, length),
            // Between two sections the rest is a component, only a poorer one.
            Ok(_) | Err(Error::Invalid { .. }) => {
                between_sections += 1;
            }
            Err(other) => panic!("cut at {length}: {other:?}"),
        }
    }
    assert!(between_sections < 16, "{between_sections}");
}

#[test]
fn another_version_of_the_format_is_invalid() {
    let mut bytes = describe();
    bytes[4] = 0xfe;
    let error = refused(&bytes);
    assert!(matches!(error, Error::Invalid { .. }), "{error:?}");
}

#[test]
fn what_does_not_validate_comes_with_the_reason() {
    // A function that leaves nothing where an i32 is due.
    let module = b"\0asm\x01\0\0\0\x01\x05\x01\x60\0\x01\x7f\x03\x02\x01\0\x0a\x04\x01\x02\0\x0b";
    let mut bytes = b"\0asm\x0d\0\x01\0\x01".to_vec();
    bytes.push(u8::try_from(module.len()).unwrap());
    bytes.extend_from_slice(module);
    let error = refused(&bytes);
    assert!(matches!(error, Error::Invalid { .. }), "{error:?}");
    assert!(error.to_string().contains("type mismatch"), "{error}");
}

#[test]
fn a_component_of_no_known_world_is_told_what_it_exports() {
    let describe = |bytes: &[u8]| {
        let mut instance = load(bytes).unwrap().instantiate(Host::new()).unwrap();
        instance.describe_json().unwrap_err()
    };
    let error = describe(&assemble("(component)"));
    assert!(error.is_unfit(), "{error:?}");
    assert!(error.to_string().contains("exports nothing"), "{error}");

    let error = describe(&assemble(
        r#"(component
          (core module $m (func (export "run")))
          (core instance $i (instantiate $m))
          (func $run (canon lift (core func $i "run")))
          (instance $other (export "run" (func $run)))
          (export "acme:other/runner@2.0.0" (instance $other))
          (export "go" (func $run)))"#,
    ));
    let Error::NotExported { exports, .. } = &error else {
        panic!("{error:?}");
    };
    assert_eq!(exports, &["acme:other/runner@2.0.0", "go"]);
    let text = error.to_string();
    assert!(text.contains("`acme:other/runner@2.0.0`, `go`"), "{text}");
    assert!(
        text.contains("greentic:component/describe-v1@1.0.0"),
        "{text}"
    );
}

#[test]
fn the_name_of_an_interface_is_not_enough() {
    let component = load(&assemble(
        r#"(component
          (core module $m (func (export "f") (result i32) (i32.const 0)))
          (core instance $i (instantiate $m))
          (func $f (result u32) (canon lift (core func $i "f")))
          (instance $describe (export "describe-json" (func $f)))
          (export "greentic:component/describe-v1@1.0.0" (instance $describe)))"#,
    ))
    .unwrap();
    let error = component.fits::<describe_v1::Guest>().unwrap_err();
    let Error::OtherShape { function, .. } = &error else {
        panic!("{error:?}");
    };
    assert_eq!(function, "describe-json");

    let component = load(&assemble(
        r#"(component
          (instance $node)
          (export "greentic:component/node@0.5.0" (instance $node)))"#,
    ))
    .unwrap();
    let error = component.node_revision().unwrap_err();
    assert!(
        error.to_string().contains("`get-manifest`") && error.to_string().contains("missing"),
        "{error}"
    );
}

/// A component that describes itself and imports something.
fn importing(imports: &str) -> Vec<u8> {
    assemble(&format!(
        r#"(component
          {imports}
          (core module $m
            (memory (export "memory") 1)
            (func (export "describe-json") (result i32) (i32.const 0)))
          (core instance $i (instantiate $m))
          (func $describe (result string)
            (canon lift (core func $i "describe-json") (memory (core memory $i "memory"))))
          (instance $describe-v1 (export "describe-json" (func $describe)))
          (export "greentic:component/describe-v1@1.0.0" (instance $describe-v1)))"#
    ))
}

#[test]
fn imports_that_nobody_provides_are_all_named() {
    let error = refused(&importing(
        r#"(import "wasi:http/types@0.2.6" (instance
             (export "get-arguments" (func (result (list string))))))
           (import "greentic:component/control@0.5.0" (instance
             (export "yield-now" (func))))
           (import "wasi:sockets/tcp@0.2.6" (instance
             (export "now" (func (result u64)))))"#,
    ));
    let Error::MissingImport { imports } = &error else {
        panic!("{error:?}");
    };
    assert_eq!(
        imports,
        &["wasi:http/types@0.2.6", "wasi:sockets/tcp@0.2.6"]
    );
    assert!(error.to_string().contains("no_std"), "{error}");
}

#[test]
fn imports_of_types_alone_need_nobody() {
    let bytes = importing(
        r#"(import "acme:some/types@1.0.0" (instance
             (type $e (enum "a" "b"))
             (export "e" (type (eq $e)))))"#,
    );
    assert!(load(&bytes).is_ok());
}

#[test]
fn an_import_with_other_types_is_told_so() {
    let error = refused(&importing(
        r#"(import "greentic:component/control@0.5.0" (instance
             (export "should-cancel" (func (result u32)))))"#,
    ));
    assert!(matches!(error, Error::OtherImport { .. }), "{error:?}");
    assert!(error.to_string().contains("should-cancel"), "{error}");
}

/// Components within components, `depth` of them.
fn nested(depth: usize) -> Vec<u8> {
    const HEADER: &[u8] = b"\0asm\x0d\0\x01\0";

    // From the inside out, each byte string reversed so that it only grows.
    let mut reversed: Vec<u8> = HEADER.iter().rev().copied().collect();
    for _ in 1..depth {
        let mut length = reversed.len();
        let mut leb = Vec::new();
        loop {
            let more = length >> 7 != 0;
            leb.push(u8::try_from(length & 0x7f).unwrap() | if more { 0x80 } else { 0 });
            length >>= 7;
            if !more {
                break;
            }
        }
        reversed.extend(leb.iter().rev());
        reversed.push(4);
        reversed.extend(HEADER.iter().rev());
    }
    reversed.reverse();
    reversed
}

#[test]
fn components_within_components_do_not_exhaust_the_host() {
    assert!(load(&nested(32)).is_ok());
    for depth in [33, 1_000_000] {
        let error = refused(&nested(depth));
        assert!(matches!(error, Error::TooComplex { .. }), "{error:?}");
    }
}

/// Components that each instantiate the one before twice, `levels` of them.
/// The last is instantiated by way of `last`, which sees it as `$last`.
fn doubling(levels: usize, last: &str) -> Vec<u8> {
    let components = (0..levels)
        .map(|before| {
            let level = before + 1;
            format!(
                "(component $c{level}
                   (alias outer 1 $c{before} (component $before))
                   (instance (instantiate $before))
                   (instance (instantiate $before)))"
            )
        })
        .collect::<Vec<_>>()
        .concat();
    assemble(&format!(
        "(component
           (component $c0 (core module $m) (core instance (instantiate $m)))
           {components}
           (alias outer 0 $c{levels} (component $last))
           {last})"
    ))
}

#[test]
fn what_unfolds_without_end_is_not_compiled() {
    let plain = "(instance (instantiate $last))";
    assert!(load(&doubling(10, plain)).is_ok());
    for (levels, last) in [
        (12, plain),
        (60, plain),
        // Under another index.
        (
            10,
            "(export $e \"a\" (component $last)) (instance (instantiate $e)) (instance (instantiate $e))",
        ),
        // Handed over as an argument.
        (
            5,
            "(component $f (import \"c\" (component $c)) (instance (instantiate $c)))
             (instance (instantiate $f (with \"c\" (component $last))))",
        ),
        // Fetched out of an instance.
        (
            5,
            "(component $f (alias outer 1 $last (component $c)) (export \"c\" (component $c)))
             (instance $i (instantiate $f))
             (alias export $i \"c\" (component $c))
             (instance (instantiate $c))",
        ),
    ] {
        let error = refused(&doubling(levels, last));
        assert!(
            matches!(error, Error::TooComplex { .. }),
            "{last}: {error:?}"
        );
    }
}
