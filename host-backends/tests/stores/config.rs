//! Settings from a file.

use greentic_host_backends::runtime_config::FileConfig;
use greentic_host_shim::services::state::Scope;
use greentic_host_shim::{ConfigError, RuntimeConfig};

#[test]
fn values_are_json_without_spaces_for_every_tenant() {
    let text = r#"{ "text": "a \u00e4 \"b\"", "number": 18446744073709551615, "half": 0.5,
        "yes": true, "nothing": null, "list": [ 1, { "b": [], "a": {} } ], " ": 1 }"#;
    let settings = FileConfig::parse(text).unwrap();
    for scope in [None, Some(&Scope::new("prod", "acme"))] {
        for (key, value) in [
            ("text", r#""a ä \"b\"""#),
            ("number", "18446744073709551615"),
            ("half", "0.5"),
            ("yes", "true"),
            ("nothing", "null"),
        ] {
            assert_eq!(settings.get(scope, key), Ok(Some(value.to_owned())));
        }
        let list = settings.get(scope, "list").unwrap().unwrap();
        let list: serde_json::Value = serde_json::from_str(&list).unwrap();
        assert_eq!(list, serde_json::json!([1, { "a": {}, "b": [] }]));
        assert_eq!(settings.get(scope, "Text"), Ok(None));
        for key in ["", " ", "\t"] {
            assert_eq!(settings.get(scope, key), Err(ConfigError::InvalidKey));
        }
    }
}

/// As the platform's crates write it.
#[test]
fn a_file_of_the_platform_has_its_settings_in_non_secret() {
    let text = r#"{"schema":"greentic.pack-config.v1","pack_id":"customer.support.flows",
        "revision_id":"01JTKS60000000000000000000","non_secret":{"locale":"en-GB"},
        "secret_refs":{"token":"secret://local/a/_/b/token"},"runtime_refs":{}}"#;
    let settings = FileConfig::parse(text).unwrap();
    assert_eq!(settings.get(None, "locale"), Ok(Some("\"en-GB\"".into())));
    for key in ["schema", "pack_id", "non_secret", "secret_refs", "token"] {
        assert_eq!(settings.get(None, key), Ok(None), "{key}");
    }
    let without = FileConfig::parse(r#"{"schema":"greentic.pack-config.v1"}"#).unwrap();
    assert_eq!(without.get(None, "schema"), Ok(None));
    // Of another schema it is a setting like others.
    let other = FileConfig::parse(r#"{"schema":"mine","non_secret":1}"#).unwrap();
    assert_eq!(other.get(None, "schema"), Ok(Some("\"mine\"".into())));
    assert_eq!(other.get(None, "non_secret"), Ok(Some("1".into())));
}

#[test]
fn what_is_wrong_with_a_file_is_said_with_its_name_and_place() {
    let folder = tempfile::tempdir().unwrap();
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(500), "]".repeat(500));
    let large = format!("{{\"a\":\"{}\"}}", "x".repeat(1 << 20));
    for (name, text, says) in [
        ("empty", "", "line 1 column 0"),
        ("list", "[1]", "expected an object"),
        ("cut", "{\"a\":\n1", "line 2 column 1"),
        ("more", "{} {}", "trailing characters at line 1 column 4"),
        (
            "twice",
            "{\"a\":1,\n\"a\":2}",
            "\"a\" is there twice at line 2",
        ),
        ("deep", &deep, "recursion limit"),
        ("infinite", "{\"a\":1e999}", "number out of range"),
        ("large", &large, "1048576"),
        (
            "platform",
            r#"{"schema":"greentic.pack-config.v1","non_secret":[]}"#,
            "`non_secret` of a `greentic.pack-config.v1` is no object",
        ),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let error = FileConfig::read(&path).unwrap_err().to_string();
        assert!(error.contains(says), "{name}: {error}");
        assert!(error.starts_with(&path.display().to_string()), "{error}");
    }
    std::fs::write(folder.path().join("bytes"), b"{\"a\":\"\xff\"}").unwrap();
    for name in ["bytes", "missing", "."] {
        let path = folder.path().join(name);
        let error = FileConfig::read(&path).unwrap_err().to_string();
        assert!(error.starts_with(&path.display().to_string()), "{error}");
    }
}
