//! One thing that a pass cannot do keeps no other from being done.

use greentic_shrink::sections::customs;
use greentic_shrink::verify::{Settings, verify};
use greentic_shrink::{Options, Report, shrink};

use super::parsed;

/// A core module with names, a section, and a function that nothing reaches.
const MODULE: &str = r#"(core module $m
    (func $seven (export "f") (result i32) i32.const 7)
    (func $dead (result i32) i32.const 123456)
    (@custom "junk" "0123456789012345678901234567890123456789"))"#;

const USE: &str = r#"(core instance $i (instantiate $m))
    (func (export "f") (result u32) (canon lift (core func $i "f")))"#;

/// Shrinks a component with `definition` in it.
fn with(definition: &str) -> (Vec<u8>, Vec<u8>, Report) {
    let input = parsed(&format!("(component {definition} {MODULE} {USE})"));
    let shrunk = shrink(&input, &Options::default()).unwrap();
    wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all())
        .validate_all(&shrunk.component)
        .unwrap_or_else(|error| panic!("{definition}: {error}"));
    let again = shrink(&shrunk.component, &Options::default()).unwrap();
    assert!(
        again.component == shrunk.component,
        "{definition}: not all at once"
    );
    (input, shrunk.component, shrunk.report)
}

/// Checks whether bytes stand somewhere in others.
fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Checks that everything that must go in any case is gone: names, the section, and
/// the dead function.
fn is_rid(shrunk: &[u8], of: &str) {
    assert_eq!(customs(shrunk).unwrap().len(), 0, "{of}");
    // `i32.const 123456`, and the name of a function.
    for gone in [[0x41, 0xc0, 0xc4, 0x07].as_slice(), b"seven", b"junk"] {
        assert!(!has(shrunk, gone), "{of}: {gone:?}");
    }
}

/// Types that the model understands go like anything else where nothing uses them.
#[test]
fn core_types_of_all_kinds_go_where_nothing_uses_them() {
    let (_, plain, _) = with("");
    for definition in [
        "(core type (struct (field i32)))",
        "(core type (array (mut i8)))",
        "(core type $a (struct)) (core type (func (param (ref $a))))",
        "(core rec (type $a (struct (field (ref null $b)))) (type $b (array (ref null $a))))",
        "(core type $a (sub (struct))) (core type (sub $a (struct (field i64))))",
        "(core type $a (struct (field (ref null $a))))",
        "(core type $t (func)) (core type (module (alias outer 1 $t (type $u)) (import \"a\" \"b\" (func (type $u)))))",
        "(core type $t (struct)) (type (component (core type (module (alias outer 2 $t (type))))))",
    ] {
        let (_, shrunk, report) = with(definition);
        is_rid(&shrunk, definition);
        assert!(shrunk == plain, "{definition}: {:?}", report.notes);
    }
}

/// Types that are used stay, under whatever index they have then.
#[test]
fn core_types_that_are_used_stay_what_they_are() {
    for definition in [
        r#"(core type (struct)) (core type $t (func (param i32)))
           (core type $m2 (module (alias outer 1 $t (type $u)) (import "a" "b" (func (type $u)))))
           (import "m" (core module (type $m2)))"#,
        r#"(core type $dead (func))
           (core rec (type $a (struct (field (ref null $b)))) (type $b (func (param (ref null $a)))))
           (core type $dead2 (func (param f32)))
           (import "m" (core module (alias outer 1 $b (type $u)) (export "f" (func (type $u)))))"#,
        r#"(core type $dead (func)) (core type $t (func (param i64)))
           (component (core type (func (param f64)))
               (import "m" (core module (alias outer 2 $t (type $u)) (export "f" (func (type $u))))))"#,
    ] {
        let (input, shrunk, report) = with(definition);
        is_rid(&shrunk, definition);
        let notes = &report.notes;
        assert!(
            notes.iter().all(|note| note.pass.is_some()),
            "{definition}: {notes:?}"
        );
        // Another type would be another world.
        let requirements = greentic_shrink::validate::Requirements::of(&input).unwrap();
        requirements
            .check(&shrunk, greentic_shrink::validate::Depth::Bodies)
            .unwrap();
    }
}

/// Nobody understands values, and all but them is shrunk.
#[test]
fn what_the_model_does_not_understand_stops_nothing_else() {
    for definition in [
        "(import \"v\" (value $v u32)) (export \"w\" (value $v))",
        "(component (import \"v\" (value $v string)) (export \"w\" (value $v)))",
    ] {
        let (input, shrunk, report) = with(definition);
        is_rid(&shrunk, definition);
        assert!(shrunk.len() + 80 < input.len(), "{definition}");
        let why = &report.notes[0];
        assert!(
            why.pass.is_none() && why.reason.contains("values"),
            "{why:?}"
        );
        let saved: usize = report.passes.iter().map(|pass| pass.bytes).sum();
        assert_eq!(report.before - saved, report.after);
    }
}

/// Functions that code refers to are declared somewhere. Without bulk memory a
/// segment that only declares them is not valid, so the items that declare them
/// stay.
#[test]
fn functions_that_code_refers_to_stay_declared() {
    let tables = |declares: &str, plus: &str| {
        format!(
            r#"(component
            (core module $m (table (export "t") 1 1 funcref) {plus}
                (func $g {declares} (result i32) i32.const 1)
                (func $dead (result i32) i32.const 123456)
                (func (export "f") (result i32)
                    i32.const 0 ref.func $g table.set 0
                    i32.const 0 call_indirect (result i32))
                (@custom "junk" "0123456789"))
            {USE})"#
        )
    };
    for text in [
        tables("(export \"g\")", ""),
        tables("(export \"g\") (export \"h\")", ""),
        tables(
            "",
            "(table $u 1 1 funcref) (elem (table $u) (i32.const 0) func $g)",
        ),
        tables("", "(global funcref (ref.func $g))"),
        // Copying memory does not bring the segments.
        tables(
            "(export \"g\")",
            "(memory 1) (func (export \"h\") i32.const 0 i32.const 0 i32.const 0 memory.copy)",
        ),
        // With bulk memory, as ever.
        tables("", "(elem declare func $g)"),
    ] {
        let input = parsed(&text);
        let shrunk = shrink(&input, &Options::default()).unwrap();
        let notes = &shrunk.report.notes;
        assert!(notes.is_empty(), "{text}: {notes:?}");
        is_rid(&shrunk.component, &text);
        let again = shrink(&shrunk.component, &Options::default()).unwrap();
        assert!(
            again.component == shrunk.component,
            "{text}: not all at once"
        );
        let verified = verify(&input, &shrunk.component, &Settings::default());
        let verified = verified.unwrap_or_else(|difference| panic!("{text}: {difference}"));
        assert!(
            verified.is_complete() && verified.calls() == 100,
            "{verified:?}"
        );
    }
}
