//! Names and types are written out within bounds.

use greentic_host_shim::{Error, Host, Limits};

use crate::guests::load;
use greentic_testkit::handmade::bombs;

#[test]
fn types_that_repeat_a_name_are_cut_off() {
    let bytes = bombs::names(9_000, 100, 100);
    let component = load(Limits::default(), &bytes);
    let functions = component.functions();
    let spelled = functions[0].to_string();
    assert!(
        spelled.ends_with('…') || spelled.contains("…)"),
        "{}",
        spelled.len()
    );
    assert!(spelled.len() <= component.room() + 100, "{}", spelled.len());
    // What fits is there in full.
    let small = load(Limits::default(), &bombs::names(10, 20, 1));
    let record = format!("record {{ {}: u8 }}", "a".repeat(10));
    let records = vec![record; 20].join(", ");
    assert_eq!(
        small.functions()[0].to_string(),
        format!("f: func(x: tuple<tuple<{records}>>)")
    );
}

#[test]
fn a_value_of_such_a_type_is_not_made() {
    let bytes = bombs::names(9_000, 100, 100);
    let mut instance = load(Limits::default(), &bytes)
        .instantiate(Host::new())
        .unwrap();
    let error = instance.call("f", &["x"]).unwrap_err();
    assert!(matches!(error, Error::Argument { .. }), "{error:?}");
    assert!(error.to_string().len() < 1000);
    assert!(error.to_string().contains("written out"), "{error}");
}

#[test]
fn a_long_name_is_not_repeated_for_each_function() {
    let bytes = bombs::long_interface(50_000, 500);
    let component = load(Limits::default(), &bytes);
    assert_eq!(component.functions().len(), 500);
    let mut instance = component.instantiate(Host::new()).unwrap();
    let error = instance.call("g", &[]).unwrap_err();
    let Error::NoFunction { known, .. } = error else {
        panic!("{error:?}");
    };
    let total: usize = known.iter().map(String::len).sum();
    assert!(!known.is_empty() && total <= component.room(), "{total}");
    // All can be called all the same.
    assert!(instance.call("f499", &[]).is_ok());
}
