//! `config-schema`: the settings of WIT as JSON Schema.

#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "WIT is put together from text"
)]

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::Shell;

const WIT: &str = r#"package example:shop@1.0.0;

interface settings {
    /// The order of the goods.
    enum order { newest, cheapest }

    /// The settings of the shop.
    /// @config
    record shop {
        /// The currency of all prices.
        /// @default("EUR")
        currency: string,
        order: option<order>,
        limit: u8,
        /// @flow:hidden
        connection: option<string>,
    }

    record other { x: u8 }
}
"#;

const SCHEMA: &str = r#"{
  "type": "object",
  "description": "The settings of the shop.",
  "properties": {
    "currency": {
      "type": "string",
      "description": "The currency of all prices.",
      "default": "EUR"
    },
    "order": {
      "type": "string",
      "description": "The order of the goods.",
      "enum": [
        "newest",
        "cheapest"
      ]
    },
    "limit": {
      "type": "integer",
      "minimum": 0,
      "maximum": 255
    },
    "connection": {
      "type": "string",
      "x_flow_hidden": true
    }
  },
  "required": [
    "limit"
  ],
  "additionalProperties": false
}
"#;

#[test]
fn the_schema_is_printed_or_written() {
    let shell = Shell::new();
    shell.write("shop.wit", WIT.as_bytes());
    let good = |text: &str| (0, text.to_owned(), String::new());
    assert_eq!(shell.end(&["config-schema", "shop.wit"]), good(SCHEMA));
    // A folder is a package.
    std::fs::create_dir(shell.folder.path().join("wit")).unwrap();
    shell.write("wit/shop.wit", WIT.as_bytes());
    assert_eq!(shell.end(&["config-schema", "wit"]), good(SCHEMA));

    let written = ["config-schema", "shop.wit", "-o", "schema.json"];
    assert_eq!(shell.end(&written), good(""));
    let file = shell.folder.path().join("schema.json");
    assert_eq!(std::fs::read_to_string(file).unwrap(), SCHEMA);
    let stream = ["config-schema", "shop.wit", "-o", "-"];
    assert_eq!(shell.end(&stream), good(SCHEMA));

    // In the same order, beside the name of the record.
    let (code, text, _) = shell.end(&["config-schema", "shop.wit", "--json"]);
    let begin =
        "{\n  \"schema_version\": 1,\n  \"record\": \"example:shop/settings@1.0.0#shop\",\n";
    assert!(code == 0 && text.starts_with(begin), "{text}");
    let schema = SCHEMA.trim_end().replace('\n', "\n  ");
    assert!(
        text.contains(&format!("\"schema\": {schema}\n}}")),
        "{text}"
    );

    let record = [
        "config-schema",
        "shop.wit",
        "--record",
        "settings#other",
        "--json",
    ];
    let (code, document) = shell.json(&record);
    assert_eq!(code, 0);
    assert_eq!(document["record"], "example:shop/settings@1.0.0#other");
    assert_eq!(document["schema"]["required"], json!(["x"]));
}

#[test]
fn the_published_wit_has_settings() {
    let shell = Shell::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../wit");
    let (code, document) = shell.json(&["config-schema", folder, "--json"]);
    assert_eq!(code, 0);
    assert_eq!(document["record"], "greentic:component/node@0.5.0#config");
    assert_eq!(
        document["schema"]["properties"]["layout"]["default"],
        "stacked"
    );
}

#[test]
fn unstable_records_are_there_when_their_feature_is() {
    let shell = Shell::new();
    let text =
        "package a:b@1.0.0; interface i {\n@unstable(feature = next)\nrecord config { x: u8 } }";
    shell.write("a.wit", text.as_bytes());
    let (code, _, stderr) = shell.end(&["config-schema", "a.wit"]);
    assert_eq!(code, 3, "{stderr}");
    let (code, document) = shell.json(&["config-schema", "a.wit", "--features", "next", "--json"]);
    assert_eq!(
        (code, &document["record"]),
        (0, &Value::from("a:b/i@1.0.0#config"))
    );
}

/// The messages about inputs that cannot be used, to people and to programs.
#[test]
#[allow(clippy::too_many_lines, reason = "a table")]
fn what_cannot_be_used_says_where_what_and_what_to_do() {
    let shell = Shell::new();
    shell.write("empty.wit", b"");
    shell.write("cut.wit", &WIT.as_bytes()[..400]);
    shell.write(
        "random.wit",
        &(0..5000_u32)
            .map(|at| at.to_le_bytes()[0] ^ 0xa5)
            .collect::<Vec<_>>(),
    );
    shell.write("text.wit", b"What is this?");
    shell.write("none.wit", b"package a:b; interface i { f: func(); }");
    let config = |fields: &str| {
        format!("package a:b; interface i {{\n resource r;\n record config {{\n{fields}\n }}\n}}")
    };
    shell.write("resource.wit", config("x: list<r>").as_bytes());
    shell.write("stream.wit", config("x: stream<u8>").as_bytes());
    shell.write("itself.wit", config("x: option<config>").as_bytes());
    shell.write(
        "default.wit",
        config("/// @default(300)\n x: u8").as_bytes(),
    );
    shell.write(
        "json.wit",
        config("/// @default(stacked)\n x: string").as_bytes(),
    );
    shell.write(
        "deep.wit",
        config(&format!("x: {}u8{}", "list<".repeat(90), ">".repeat(90))).as_bytes(),
    );
    let two = "package a:b; interface i { /// @config\n record one { x: u8 } /// @config\n record two { x: u8 } }";
    shell.write("two.wit", two.as_bytes());
    for (file, code, says) in [
        ("empty.wit", 3, &["no `package` header was found"][..]),
        ("cut.wit", 3, &["cut.wit:", "expected"]),
        ("random.wit", 3, &["random.wit: ", "not valid utf-8"]),
        ("text.wit", 3, &["text.wit:1:"]),
        (
            "none.wit",
            3,
            &[
                "settings: no record carries `@config`",
                "put `@config` into",
                "the WIT has no records",
            ],
        ),
        (
            "resource.wit",
            3,
            &[
                "resource.wit:4:1: a:b/i, record config, field x: a resource, for which JSON has no form; settings are made of",
            ],
        ),
        (
            "stream.wit",
            3,
            &["stream.wit:4:1: a:b/i, record config, field x: a stream, for which"],
        ),
        (
            "itself.wit",
            3,
            &["type `config` depends on itself", "itself.wit:4:"],
        ),
        (
            "default.wit",
            3,
            &[
                "default.wit:5:2: ",
                "field x: `@default` is not of the type of the field: this is no whole number from 0 to 255; write a value",
            ],
        ),
        (
            "json.wit",
            3,
            &["is no JSON: expected value at line 1 column 1; write JSON between the parentheses"],
        ),
        (
            "deep.wit",
            3,
            &["more than 63 objects and arrays deep", "nest fewer types"],
        ),
        (
            "two.wit",
            3,
            &[
                "2 records: each of them could be the settings: `a:b/i#one`, `a:b/i#two`; name one of them (--record)",
            ],
        ),
        (
            "node.wasm",
            3,
            &[
                "this is WebAssembly and no WIT package",
                "greentic-tiny call node.wasm get-config-schema",
            ],
        ),
        ("nothing.wit", 6, &["cannot read nothing.wit: "]),
        (".", 3, &["random.wit", "valid UTF-8"]),
        ("/dev/null", 3, &["neither a file nor a folder"]),
    ] {
        if cfg!(not(unix)) && file.starts_with('/') {
            continue;
        }
        let (found, stdout, stderr) = shell.end(&["config-schema", file]);
        assert_eq!((found, &*stdout), (code, ""), "{file}: {stderr}");
        assert!(stderr.starts_with("error: "), "{file}: {stderr}");
        for part in says {
            assert!(stderr.contains(part), "{file}: {stderr}");
        }
        let (found, document) = shell.json(&["config-schema", file, "--json"]);
        assert_eq!(found, code);
        assert!(document["failure"]["message"].is_string(), "{document}");
    }
    let (code, _, stderr) = shell.end(&["config-schema", "two.wit", "--record", "three"]);
    assert_eq!(code, 3);
    assert!(
        stderr.contains("record `three`: there is none of this name"),
        "{stderr}"
    );
    assert_eq!(shell.end(&["config-schema"]).0, 2);
    assert_eq!(
        shell
            .end(&["config-schema", "two.wit", "--features", "no"])
            .0,
        3
    );
    assert_eq!(
        shell
            .end(&[
                "config-schema",
                "two.wit",
                "--record",
                "one",
                "-o",
                "nowhere/a"
            ])
            .0,
        6
    );
}

#[test]
fn what_is_huge_ends_soon() {
    let shell = Shell::new();
    let names: String = (0..200_000).map(|at| format!("  x{at}: u8,\n")).collect();
    let wide = format!("package a:b; interface i {{ record config {{\n{names}}} }}");
    shell.write("wide.wit", wide.as_bytes());
    let mut doubling = String::from("type t0 = u8;\n");
    for at in 1..40 {
        doubling += &format!("type t{at} = tuple<t{0}, t{0}>;\n", at - 1);
    }
    let text = format!("package a:b; interface i {{ {doubling} record config {{ x: t25 }} }}");
    shell.write("doubling.wit", text.as_bytes());
    shell.write(
        "nested.wit",
        format!(
            "package a:b; interface i {{ record config {{ x: {}",
            "list<".repeat(100_000)
        )
        .as_bytes(),
    );
    let file = std::fs::File::create(shell.folder.path().join("long.wit")).unwrap();
    file.set_len(1 << 33).unwrap();
    for (name, says) in [
        ("wide.wit", "takes more than 1048576 bytes up to here"),
        ("doubling.wit", "takes more than 1048576 bytes up to here"),
        ("nested.wit", "nesting too deep"),
        (
            "long.wit",
            "the file is 8589934592 bytes; WIT may take 16777216",
        ),
    ] {
        let begin = Instant::now();
        let (code, stdout, stderr) = shell.end(&["config-schema", name]);
        assert_eq!((code, &*stdout), (3, ""), "{stderr}");
        assert!(stderr.contains(says) && stderr.len() < 2000, "{stderr}");
        assert!(begin.elapsed() < Duration::from_secs(20), "{name}");
    }
}
