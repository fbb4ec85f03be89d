//! Which record is the settings.

use greentic_guest_bindgen::Wit;

use super::{schema, wit};

/// A package that depends on another one, with records in both.
fn two_packages(own: &str, other: &str) -> Wit {
    wit(&format!(
        "package a:b@1.0.0;
         interface i {{ {own} }}
         world w {{ import i; import c:d/kinds@2.0.0; }}
         package c:d@2.0.0 {{ interface kinds {{ {other} }} }}"
    ))
}

fn marked(name: &str) -> String {
    format!("/// @config\nrecord {name} {{ x: u8 }}\n")
}

fn plain(name: &str) -> String {
    format!("record {name} {{ x: u8 }}\n")
}

fn record(wit: &Wit, name: Option<&str>) -> String {
    match wit.config_schema(name) {
        Ok(schema) => schema.record().to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn the_marked_one_is_taken_before_the_usual_name_and_the_own_package_before_others() {
    for (own, other, found) in [
        (
            plain("config") + &marked("settings"),
            marked("c"),
            "a:b/i@1.0.0#settings",
        ),
        (
            plain("config") + &plain("settings"),
            marked("c"),
            "a:b/i@1.0.0#config",
        ),
        (
            plain("settings"),
            plain("config") + &marked("c"),
            "c:d/kinds@2.0.0#c",
        ),
        (plain("settings"), plain("config"), "c:d/kinds@2.0.0#config"),
    ] {
        assert_eq!(record(&two_packages(&own, &other), None), found);
    }
}

#[test]
fn one_of_several_goes_by_its_name() {
    let wit = two_packages(
        &(marked("one") + &marked("two") + &plain("three")),
        &(marked("two") + &plain("four")),
    );
    let refused = record(&wit, None);
    assert!(
        refused.starts_with("settings.wit:")
            && refused.contains("2 records: each of them could be the settings: `a:b/i@1.0.0#one`, `a:b/i@1.0.0#two`; name one of them"),
        "{refused}"
    );
    for (name, found) in [
        ("one", "a:b/i@1.0.0#one"),
        ("i#two", "a:b/i@1.0.0#two"),
        ("kinds#two", "c:d/kinds@2.0.0#two"),
        ("c:d/kinds@2.0.0#two", "c:d/kinds@2.0.0#two"),
        // Without a mark.
        ("three", "a:b/i@1.0.0#three"),
        ("four", "c:d/kinds@2.0.0#four"),
    ] {
        assert_eq!(record(&wit, Some(name)), found, "{name}");
    }
    for name in ["five", "j#one", "c:d/kinds@1.0.0#two", "#one", "one#"] {
        let refused = record(&wit, Some(name));
        assert!(
            refused.starts_with(&format!("record `{name}`: there is none of this name; "))
                && refused.contains("`c:d/kinds@2.0.0#four`"),
            "{refused}"
        );
    }
}

#[test]
fn a_record_that_is_used_counts_once() {
    let wit = two_packages(
        "use c:d/kinds@2.0.0.{config}; type again = config;",
        &marked("config"),
    );
    assert_eq!(record(&wit, None), "c:d/kinds@2.0.0#config");
    assert_eq!(record(&wit, Some("again")), "c:d/kinds@2.0.0#config");
}

#[test]
fn a_record_of_a_world_is_one() {
    let wit = wit("package a:b; world w { /// @config
        record settings { x: u8 } }");
    assert_eq!(record(&wit, None), "a:b/w#settings");
    assert_eq!(record(&wit, Some("w#settings")), "a:b/w#settings");
}

#[test]
fn where_there_is_none_the_records_are_listed() {
    let error = schema("package a:b; interface i { record one { x: u8 } enum config { a } }");
    assert_eq!(
        error.unwrap_err().to_string(),
        "settings: no record carries `@config`, and none is called `config`; put `@config` into the \
         documentation of one, or name one (--record): the records are `a:b/i#one`"
    );
    let error = schema("package a:b; interface i { f: func(); }").unwrap_err();
    assert!(
        error.to_string().ends_with("the WIT has no records"),
        "{error}"
    );
    let many: String = (0..50).map(|at| plain(&format!("r{at}"))).collect();
    let error = schema(&format!("package a:b; interface i {{ {many} }}")).unwrap_err();
    assert!(
        error.to_string().ends_with("`a:b/i#r19` and 30 more"),
        "{error}"
    );
}

#[test]
fn the_published_wit_has_one() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../wit");
    let schema = Wit::read(folder).unwrap().config_schema(None).unwrap();
    assert_eq!(schema.record(), "greentic:component/node@0.5.0#config");
    assert_eq!(
        schema.pretty(),
        r#"{
  "type": "object",
  "description": "Settings of a node, which tools turn into a JSON Schema.",
  "properties": {
    "title": {
      "type": "string",
      "description": "The title that people see."
    },
    "description": {
      "type": "string",
      "description": "A longer text for documentation and previews."
    },
    "layout": {
      "type": "string",
      "description": "How collections are laid out.",
      "default": "stacked",
      "enum": [
        "stacked",
        "grid"
      ]
    },
    "max-items": {
      "type": "integer",
      "description": "Results beyond this many are cut off.",
      "default": 10,
      "minimum": 0,
      "maximum": 4294967295
    },
    "tags": {
      "type": "array",
      "description": "Words to find the node by.",
      "items": {
        "type": "string"
      }
    },
    "connection-id": {
      "type": "string",
      "description": "The connection that a flow hands on; people do not set it.",
      "x_flow_hidden": true
    }
  },
  "required": [
    "title"
  ],
  "additionalProperties": false
}"#
    );
}
