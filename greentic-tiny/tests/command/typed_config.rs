//! Settings as a component reads them. Records of made-up WIT become bindings, and these
//! become a component. On Wasmtime it accepts the same values as the schema that it gives.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use greentic_guest_bindgen::Wit;
use serde_json::{Value, json};

#[allow(dead_code, reason = "another test needs all of it")]
#[path = "../../../guest-bindgen/tests/config_schema/kinds.rs"]
mod kinds;
#[path = "../../../guest-bindgen/tests/config_schema/values.rs"]
mod values;

use self::kinds::{Dice, Field, Kind, fields, in_field, package};
use self::values::{damage, record, takes_fields};
use super::Shell;

/// The number of records. The next one is the number of values for each.
const RECORDS: usize = 12;
const VALUES: usize = 200;

/// Every kind, with defaults: the WIT of a golden case.
const EVERY_KIND: &str = include_str!("../../../guest-bindgen/tests/golden/settings/input.wit");

/// The source of a component that reads the settings of each record, and shows them.
const SOURCE: &str = r##"#![cfg_attr(target_family = "wasm", no_std)]
use greentic_guest::component::v0_5::node::{Config, ExecCtx, NodeError};
use greentic_guest::{Call, config::FromConfig};

MODULES

greentic_guest::component_entrypoint!({
    manifest: r#"{"name":"settings","version":"1.0.0"}"#,
    config_schema: const Config::SCHEMA,
    ops: {
        "title" => title,
        OPS
    },
});

fn title<'a>(call: &'a Call, _: &'a ExecCtx<'a>, input: &'a str) -> Result<&'a str, NodeError<'a>> {
    let config: Config = call.input(input)?.config_as()?;
    Ok(call.format(format_args!("{config:?}")))
}

/// A line for each of some values: what was read, or a message behind a `!`.
fn all<'a, T: FromConfig<'a> + core::fmt::Debug>(call: &'a Call, input: &'a str) -> Result<&'a str, NodeError<'a>> {
    let mut text = call.text();
    for value in call.read_json(input)?.items()? {
        match T::from_config(value) {
            Ok(config) => text.push(call.format(format_args!("{config:?}"))),
            Err(error) => {
                text.push("!");
                text.push(error.message());
            }
        }
        text.push("\n");
    }
    Ok(text.finish())
}
"##;

/// Returns a component of some bindings: by their names, and the path of the record in
/// each.
fn component(shell: &Shell, bindings: &BTreeMap<String, (String, String)>) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    std::fs::create_dir_all(shell.folder.path().join("settings/src")).unwrap();
    let manifest = format!(
        "[package]\nname = \"settings\"\nedition = \"2024\"\n[lib]\ncrate-type = [\"cdylib\"]\n[workspace]\n\
         [dependencies]\ngreentic-guest = {{ path = '{}', features = [\"json\"] }}\n",
        root.join("guest").display()
    );
    shell.write("settings/Cargo.toml", manifest.as_bytes());
    let (mut modules, mut ops) = (String::new(), String::new());
    for (name, (text, path)) in bindings {
        shell.write(&format!("settings/src/{name}.rs"), text.as_bytes());
        let record = format!("{name}::{path}");
        writeln!(modules, "pub mod {name};").unwrap();
        writeln!(
            ops,
            "\"{name}\" => |call, _ctx, input| all::<{record}>(call, input),"
        )
        .unwrap();
        writeln!(
            ops,
            "\"{name}-schema\" => |_call, _ctx, _input| Ok::<_, NodeError>({record}::SCHEMA),"
        )
        .unwrap();
    }
    let source = SOURCE.replace("MODULES", &modules).replace("OPS", &ops);
    shell.write("settings/src/lib.rs", source.as_bytes());
    let mut command = shell.command(&[
        "build",
        "--manifest-path",
        "settings",
        "-o",
        "settings.wasm",
    ]);
    command.env("CARGO_TARGET_DIR", root.join("target/tests/typed-config"));
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    shell.folder.path().join("settings.wasm")
}

/// Returns the answer of an operation.
fn answer(shell: &Shell, op: &str, input: &str) -> (i32, String, String) {
    shell.write("input.json", input.as_bytes());
    let (code, said, stderr) = shell.end(&[
        "invoke",
        "settings.wasm",
        "--op",
        op,
        "--input-file",
        "input.json",
    ]);
    (code, said, stderr)
}

/// Returns the result for each value: its text, or the reason why it is refused.
fn read(shell: &Shell, op: &str, values: &[Value]) -> Vec<Result<String, String>> {
    let (code, said, stderr) = answer(shell, op, &json!(values).to_string());
    assert_eq!(code, 0, "{stderr}");
    let lines = said.lines().filter(|line| !line.is_empty());
    let read: Vec<_> = lines
        .map(|line| match line.strip_prefix('!') {
            Some(message) => Err(message.to_owned()),
            None => Ok(line.to_owned()),
        })
        .collect();
    assert_eq!(read.len(), values.len(), "{said}");
    read
}

fn schema(shell: &Shell, op: &str) -> Value {
    let (code, said, stderr) = answer(shell, &format!("{op}-schema"), "");
    assert_eq!(code, 0, "{stderr}");
    serde_json::from_str(&said).unwrap()
}

/// Writes all default values into the settings.
fn filled(fields: &[Field], value: &mut Value) {
    let Some(object) = value.as_object_mut() else {
        return;
    };
    for (at, field) in fields.iter().enumerate() {
        let name = format!("f{at}");
        if let Some(default) = &field.default {
            object.entry(name.clone()).or_insert(default.clone());
        }
        if let Some(value) = object.get_mut(&name) {
            fill(in_field(&field.kind), value);
        }
    }
}

fn fill(kind: &Kind, value: &mut Value) {
    match (kind, value) {
        (Kind::Record(fields), value) => filled(fields, value),
        (Kind::Option(kind), value) => fill(kind, value),
        (Kind::List(kind), Value::Array(items)) => {
            for item in items {
                fill(kind, item);
            }
        }
        (Kind::Tuple(kinds), Value::Array(items)) => {
            kinds
                .iter()
                .zip(items)
                .for_each(|(kind, item)| fill(kind, item));
        }
        (Kind::Variant(cases) | Kind::Result(cases), Value::Object(object)) => {
            for (name, value) in object {
                let at = match &**name {
                    "ok" => 0,
                    "err" => 1,
                    other => other[1..].parse().unwrap(),
                };
                if let Some(kind) = &cases[at] {
                    fill(kind, value);
                }
            }
        }
        _ => {}
    }
}

/// A made-up record with bindings, and values, about half of which are valid.
struct Made {
    fields: Vec<Field>,
    bindings: String,
    values: Vec<Value>,
}

fn made() -> Vec<Made> {
    let made = (1000..).filter_map(|seed| {
        let mut dice = Dice(seed);
        let fields = fields(&mut dice, 3);
        let wit = Wit::parse("settings.wit", &package(&mut dice, &fields)).expect("WIT");
        // There are none for maps and lists of fixed length.
        let bindings = wit.bindings().ok()?.text();
        let values = (0..VALUES).map(|_| {
            let mut value = record(&mut dice, &fields);
            for _ in 0..dice.below(3) {
                damage(&mut dice, &mut value);
            }
            value
        });
        let values = values.collect();
        Some(Made {
            fields,
            bindings,
            values,
        })
    });
    made.take(RECORDS).collect()
}

#[test]
fn what_a_component_reads_is_what_its_schema_takes() {
    let shell = Shell::new();
    let made = made();
    let path = |text: &str| {
        let module = if text.contains("pub mod a_b ") {
            "a_b"
        } else {
            "c_d"
        };
        format!("{module}::i::Settings")
    };
    let bindings = |made: &Made| (made.bindings.clone(), path(&made.bindings));
    let mut all: BTreeMap<_, _> = made
        .iter()
        .enumerate()
        .map(|(at, made)| (format!("r{at}"), bindings(made)))
        .collect();
    let every_kind = Wit::parse("input.wit", EVERY_KIND).unwrap();
    let text = every_kind.bindings().unwrap().text();
    all.insert(
        "every_kind".into(),
        (text, "golden_settings_1_0_0::settings::Shop".into()),
    );
    // One that lets pass what it does not know.
    let faulty = made.iter().max_by_key(|made| made.fields.len()).unwrap();
    let (text, record) = bindings(faulty);
    all.insert(
        "faulty".into(),
        (text.replace("value.fields(", "value.pick("), record),
    );
    component(&shell, &all);

    let (mut taken, mut refused, mut defaults) = (0, 0, 0);
    for (at, made) in made.iter().enumerate() {
        let op = format!("r{at}");
        let schema = schema(&shell, &op);
        let validator = jsonschema::validator_for(&schema).unwrap();
        let mut written_out = made.values.clone();
        for (value, read) in made.values.iter().zip(read(&shell, &op, &made.values)) {
            let due = value
                .as_object()
                .is_some_and(|object| takes_fields(&made.fields, object));
            assert_eq!(read.is_ok(), due, "{op}: {value}: {read:?}\n{schema}");
            assert_eq!(validator.is_valid(value), due, "{op}: {value}\n{schema}");
            if let Err(message) = &read {
                assert!(message.starts_with("settings, at byte "), "{message}");
            }
            *(if due { &mut taken } else { &mut refused }) += 1;
        }
        // Defaults of the code are those of the schema.
        written_out.retain(|value| validator.is_valid(value));
        let short = read(&shell, &op, &written_out);
        for value in &mut written_out {
            let before = value.clone();
            filled(&made.fields, value);
            defaults += usize::from(*value != before);
        }
        assert_eq!(read(&shell, &op, &written_out), short, "{op}");
    }
    assert!(
        taken > 500 && refused > 500 && defaults > 100,
        "{taken}, {refused}, {defaults}"
    );

    let noticed = read(&shell, "faulty", &faulty.values);
    let mut pairs = noticed.iter().zip(&faulty.values);
    assert!(
        pairs.any(|(read, value)| read.is_ok()
            && !takes_fields(&faulty.fields, value.as_object().unwrap())),
        "the fault was not noticed"
    );

    every_kind_has_its_defaults(&shell);
    the_published_record_is_read(&shell);
}

fn every_kind_has_its_defaults(shell: &Shell) {
    let least = json!({"name": "n", "required": []});
    let schema = schema(shell, "every_kind");
    let mut most = least.clone();
    for (name, field) in schema["properties"].as_object().unwrap() {
        if let Some(default) = field.get("default") {
            most[name] = default.clone();
        }
    }
    assert!(most.as_object().unwrap().len() > 20, "{most}");
    let shown = read(shell, "every_kind", &[least, most]);
    assert_eq!(shown[0], shown[1]);
    let shown = shown[0].as_ref().unwrap();
    for part in [
        r##"currency: "EUR \"€\"\\ #\"#""##,
        "c: 18446744073709551615",
        "order: CheapestFirst, rights: Rights(0b110)",
        r#"place: Place { name: "hall", floor: 7, note: None, rights: Rights(0b0) }"#,
        "aim: At(Tuple2(1.0, 2.5)), aimless: Nowhere",
        "pairs: [Tuple2(1, None), Tuple2(2, Some(true))]",
        "outcome: Err(3), good: Ok(()), maybe: None, given: Some(4), twice: Some(None)",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    // Each refusal says where, and what there can be.
    for (change, says) in [
        (
            json!({"order": "oldest"}),
            "`/0/order`: this is none of `newest`, `cheapest-first`, `self`",
        ),
        (
            json!({"rights": ["read", "read"]}),
            "`/0/rights/1`: this is not what is taken here",
        ),
        (
            json!({"rights": ["run"]}),
            "`/0/rights/0`: this is none of `read`, `write`, `none`",
        ),
        (
            json!({"aim": {}}),
            "`/0/aim`: there has to be one field of `nowhere`, `place`, `at`",
        ),
        (
            json!({"place": {"name": "x"}}),
            "`/0/place`: there has to be `rights`",
        ),
        (
            json!({"a": 256}),
            "`/0/a`: this is no whole number, or out of range",
        ),
        (
            json!({"letter": "ab"}),
            "`/0/letter`: this is not what is taken here",
        ),
        (
            json!({"maybe": null}),
            "`/0/maybe`: this is no whole number",
        ),
        (json!({"colour": 1}), "`/0/colour`: the field is not known"),
    ] {
        let mut value = json!({"name": "n", "required": []});
        for (name, changed) in change.as_object().unwrap() {
            value[name] = changed.clone();
        }
        let message = read(shell, "every_kind", &[value]).remove(0).unwrap_err();
        assert!(message.contains(says), "{message}");
    }
}

/// Reads the published record in the form of a runner, and in the form of tools.
fn the_published_record_is_read(shell: &Shell) {
    let (code, said, _) = shell.end(&["call", "settings.wasm", "get-config-schema", "--json"]);
    assert_eq!(code, 0);
    let said: Value = serde_json::from_str(&said).unwrap();
    let told: Value =
        serde_json::from_str(said["result"].as_str().unwrap_or_else(|| panic!("{said}"))).unwrap();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../wit");
    let (_, document) = shell.json(&["config-schema", folder, "--json"]);
    assert_eq!(told, document["schema"]);
    let validator = jsonschema::validator_for(&told).unwrap();

    for (config, due) in [
        (
            json!({"title": "News"}),
            Ok("layout: Stacked, max_items: 10, tags: None"),
        ),
        (
            json!({"title": "News", "layout": "grid", "tags": ["a"]}),
            Ok("layout: Grid, max_items: 10, tags: Some("),
        ),
        (
            json!({"title": "News", "max-items": 3.0}),
            Ok("max_items: 3,"),
        ),
        (
            json!({"title": 7}),
            Err("settings, at byte 19, `/config/title`: this is no string"),
        ),
        (
            json!({}),
            Err("settings, at byte 10, `/config`: there has to be `title`"),
        ),
        (
            json!({"title": "", "colour": 1}),
            Err("/config/colour`: the field is not known"),
        ),
    ] {
        assert_eq!(validator.is_valid(&config), due.is_ok(), "{config}");
        shell.write("config.json", config.to_string().as_bytes());
        for runner in [&[][..], &["--as", "runner-1.2", "--node", "n"]] {
            let call = [
                "invoke",
                "settings.wasm",
                "--op",
                "title",
                "--input",
                "{}",
                "--config",
                "config.json",
            ];
            let (code, stdout, stderr) = shell.end(&[&call[..], runner].concat());
            match due {
                Ok(part) => assert!(code == 0 && stdout.contains(part), "{stdout}{stderr}"),
                Err(part) => assert!(
                    code == 1 && format!("{stdout}{stderr}").contains(part),
                    "{stdout}{stderr}"
                ),
            }
        }
    }
    // Nobody sent any.
    let (code, _, stderr) =
        shell.end(&["invoke", "settings.wasm", "--op", "title", "--input", "{}"]);
    assert!(
        code == 1 && stderr.contains("settings, at byte 0: there has to be `title`"),
        "{stderr}"
    );
}
