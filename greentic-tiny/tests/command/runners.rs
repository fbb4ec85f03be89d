//! Calls by every interface and as the runners make them, the description of a component's
//! setup, and the check whether a runner would run it.

use std::fs;

use greentic_testkit::{guests, handmade};
use serde_json::json;

use super::Shell;

/// Returns a shell with the test components that show the values of their calls.
fn shell() -> Shell {
    let shell = Shell::new();
    let package = |name: &str| guests::bytes(&format!("conformance-called-{name}"));
    shell.write("six.wasm", &package("node-0-6"));
    shell.write("others.wasm", &package("others"));
    shell
}

#[test]
fn every_interface_is_called_and_named() {
    let shell = shell();
    let call = |args: &[&str]| shell.json(&[&["invoke"], args, &["--json"]].concat());
    let (code, answer) = call(&["six.wasm", "--op", "echo", "--input", "{\"a\":1}"]);
    assert_eq!(code, 0, "{answer}");
    assert_eq!(answer["interface"], "greentic:component/node@0.6.0");
    assert_eq!(answer["output"], "{\"a\":1}");
    assert_eq!(answer["output_cbor"], "a1616101");
    let (code, answer) = call(&["others.wasm", "--op", "echo", "--input", "World"]);
    assert_eq!((code, &answer["output"]), (0, &json!("World")));
    assert_eq!(answer["interface"], "greentic:component/node@0.4.0");
    assert_eq!(answer.get("output_cbor"), None);
    let (code, answer) = call(&["six.wasm", "--op", "not-ok", "--input", "7"]);
    assert_eq!((code, &answer["error"]["message"]), (1, &json!("7")));
    let (code, stdout, _) = shell.end(&["inspect", "six.wasm"]);
    assert_eq!(code, 0);
    assert!(
        stdout.contains("called by     greentic:component/node@0.6.0\n"),
        "{stdout}"
    );
    let stream = |file| shell.end(&["stream", file, "--op", "echo", "--input", "[1]"]);
    assert_eq!(stream("six.wasm").1, "data: [1]\ndone\n");
    assert_eq!(stream("others.wasm").1, "progress: 50 %\ndata: [1]\ndone\n");
}

#[test]
fn runners_wrap_the_input_and_read_the_output() {
    let shell = shell();
    let call = |file: &str, args: &[&str]| {
        let call = [
            "invoke",
            file,
            "--op",
            "echo",
            "--input",
            "{\"a\":1}",
            "--json",
        ];
        shell.json(&[&call[..], args].concat())
    };
    let envelope = |args: &[&str]| {
        let (code, answer) = call("node.wasm", args);
        assert_eq!(code, 0, "{answer}");
        let text = answer["output"].as_str().unwrap_or_default();
        serde_json::from_str::<serde_json::Value>(text).expect("an envelope")
    };
    let new = [
        "--as",
        "runner-1.2",
        "--node",
        "greet",
        "--session",
        "s",
        "--user",
        "ada",
    ];
    let sent = envelope(&new);
    assert_eq!(sent["payload"], json!(b"{\"a\":1}".to_vec()));
    assert_eq!(sent["node_id"], "greet");
    assert_eq!(sent["ctx"]["attributes"]["caller.sub"], "ada");
    assert_eq!(sent["ctx"]["attempt"], 1);
    // The settings beside the input, unless the runner does not look at them.
    shell.write("settings.json", b"{\"b\":2}");
    let payload = |sent: serde_json::Value| {
        let bytes: Vec<u8> = serde_json::from_value(sent["payload"].clone()).expect("bytes");
        String::from_utf8(bytes).expect("JSON")
    };
    for settings in ["settings.json", "{\"b\": 2}"] {
        let sent = envelope(&["--as", "runner-1.2", "--config", settings]);
        assert_eq!(payload(sent), "{\"config\":{\"b\":2},\"input\":{\"a\":1}}");
    }
    let sent = envelope(&["--as", "runner-0.4.60", "--config", "settings.json"]);
    assert_eq!(payload(sent), "{\"a\":1}");
    // Without a runner they go as they are.
    let (_, answer) = call("node.wasm", &["--config", "settings.json"]);
    assert_eq!(
        answer["output"],
        "{\"config\":{\"b\":2},\"input\":{\"a\":1}}"
    );
    let (_, answer) = call("six.wasm", &["--as", "runner-1.2"]);
    assert_eq!(answer["output"], "{\"a\":1}");

    let (code, answer) = call("six.wasm", &["--as", "runner-0.4.60"]);
    assert_eq!(
        (code, &answer["failure"]["kind"]),
        (3, &json!("not-called"))
    );
    let lost = ["--as", "runner-1.2", "--trace-id", "t"];
    let (code, answer) = call("node.wasm", &lost);
    assert_eq!(
        (code, &answer["failure"]["fields"]),
        (2, &json!(["trace-id"]))
    );
    let (code, _) = call(
        "node.wasm",
        &[&lost[..], &["--drop-unrepresentable"]].concat(),
    );
    assert_eq!(code, 0);
    let (code, answer) = call("node.wasm", &["--as", "runner-1.2", "--tenant", "a b"]);
    assert_eq!(code, 2, "{answer}");
    for wrong in [
        &["--as", "runner-7"][..],
        &["--config", "{"],
        &["--config", "none.json"],
    ] {
        let call = ["invoke", "node.wasm", "--op", "echo"];
        assert_eq!(shell.end(&[&call[..], wrong].concat()).0, 2, "{wrong:?}");
    }
}

#[test]
fn cbor_goes_in_and_comes_out_as_it_is() {
    let shell = shell();
    let document = [0xd9, 0xd9, 0xf7, 0x42, 0, 0xff];
    let path = shell.write("input.cbor", &document);
    let call = [
        "invoke",
        "six.wasm",
        "--op",
        "echo",
        "--cbor",
        "--input-file",
        "input.cbor",
    ];
    let output = shell.run(&call);
    assert_eq!(
        (output.status.code(), &*output.stdout),
        (Some(0), &document[..])
    );
    let (code, answer) = shell.json(&[&call[..], &["--json"]].concat());
    assert_eq!(code, 0);
    assert_eq!(answer["output"], "{\"$tag\":[55799,{\"$bytes\":\"00ff\"}]}");
    assert_eq!(answer["output_cbor"], "d9d9f74200ff");
    assert_eq!(fs::read(path).expect("the file"), document);
    let text = [
        "invoke",
        "node.wasm",
        "--op",
        "echo",
        "--cbor",
        "--input-file",
        "input.cbor",
    ];
    let (code, _, stderr) = shell.end(&text);
    assert_eq!(code, 2);
    assert!(stderr.contains("it takes text"), "{stderr}");
}

#[test]
fn components_tell_what_they_are_by_each_interface() {
    let shell = shell();
    let describe = |file: &str, from: &[&str]| {
        let (code, answer) = shell.json(&[&["describe", file, "--json"], from].concat());
        assert_eq!(code, 0, "{answer}");
        (answer["interface"].clone(), answer["document"].clone())
    };
    let (interface, document) = describe("six.wasm", &[]);
    assert_eq!(interface, "greentic:component/node@0.6.0");
    assert_eq!(document["name"], "called");
    let schema = &document["ops"][0]["input"]["schema"];
    assert_eq!(*schema, json!({ "inline-cbor": { "type": "any" } }));
    for (from, document) in [
        ("node@0.4.0", json!({ "name": "called-0.4" })),
        (
            "greentic:component/component-descriptor@0.6.0",
            json!({ "info": { "id": "called" } }),
        ),
        (
            "descriptor@0.6.1",
            json!({ "id": "called", "version": "0.6.1" }),
        ),
        ("schema-core-api@1.0.0", json!({ "provider_type": "demo" })),
    ] {
        assert_eq!(
            describe("others.wasm", &["--from", from]).1,
            document,
            "{from}"
        );
    }
    assert_eq!(
        describe("others.wasm", &[]).0,
        "greentic:component/node@0.4.0"
    );
    let (code, _, stderr) = shell.end(&["describe", "six.wasm", "--from", "nothing"]);
    assert_eq!(code, 2);
    assert!(
        stderr.contains("greentic:component/describe-v1@1.0.0"),
        "{stderr}"
    );
    assert_eq!(
        shell
            .end(&["describe", "six.wasm", "--from", "node@0.4.0"])
            .0,
        3
    );
}

#[test]
fn questions_and_answers_go_through_each_interface() {
    let shell = shell();
    let qa = |args: &[&str]| {
        let (code, stdout, stderr) = shell.end(&[&["qa"], args].concat());
        assert_eq!(code, 0, "{stderr}");
        stdout
    };
    assert_eq!(qa(&["six.wasm"]), "{\"mode\":\"default\"}\n");
    assert_eq!(
        qa(&["six.wasm", "--mode", "update"]),
        "{\"mode\":\"update\"}\n"
    );
    // By either name.
    assert_eq!(
        qa(&["others.wasm", "--mode", "update"]),
        "{\"mode\":\"upgrade\"}\n"
    );
    assert_eq!(
        qa(&["others.wasm", "--mode", "upgrade"]),
        "{\"mode\":\"upgrade\"}\n"
    );
    shell.write("config.json", b"{\"old\":1}");
    let answers = ["--mode", "setup", "--answers", "{\"new\":2}"];
    let settings = [&["six.wasm"], &answers[..], &["--config", "config.json"]].concat();
    assert_eq!(qa(&settings), "[{\"old\":1},{\"new\":2}]\n");
    assert_eq!(
        qa(&[&["six.wasm"], &answers[..]].concat()),
        "[{},{\"new\":2}]\n"
    );
    let (_, answer) = shell.json(&["qa", "six.wasm", "--json"]);
    assert_eq!(answer["interface"], "greentic:component/component-qa@0.6.0");
    assert_eq!(answer["questions"], json!({ "mode": "default" }));
    // A node has operations for it.
    let (code, answer) = shell.json(&["qa", "node.wasm", "--json"]);
    assert_eq!(
        (code, &answer["interface"]),
        (0, &json!("greentic:component/node@0.5.0"))
    );
    assert_eq!(answer["questions"], json!({ "mode": "default" }));
    assert_eq!(shell.end(&["qa", "six.wasm", "--config", "{}"]).0, 2);
}

#[test]
fn texts_are_listed_by_key() {
    let shell = shell();
    let (code, stdout, _) = shell.end(&["i18n", "six.wasm"]);
    assert_eq!((code, &*stdout), (0, "called.title\ncalled.text\n"));
    let (_, answer) = shell.json(&["i18n", "others.wasm", "--json"]);
    assert_eq!(
        answer["interface"],
        "greentic:component/component-i18n@0.6.1"
    );
    assert_eq!(answer["keys"], json!(["called.newer"]));
    let bundle = ["i18n", "others.wasm", "--bundle", "--locale", "de"];
    assert_eq!(shell.end(&bundle).1, "{\"called.newer\":\"de\"}\n");
    assert_eq!(shell.end(&["i18n", "others.wasm", "--bundle"]).0, 2);
    assert_eq!(
        shell
            .end(&["i18n", "six.wasm", "--bundle", "--locale", "de"])
            .0,
        3
    );
}

#[test]
fn providers_are_asked_and_run() {
    let shell = shell();
    let ask = |args: &[&str]| {
        let (code, stdout, _) = shell.end(&[&["provider", "others.wasm"], args].concat());
        (code, stdout)
    };
    assert_eq!(
        ask(&["describe"]),
        (0, "{\"provider_type\":\"demo\"}\n".to_owned())
    );
    assert_eq!(
        ask(&["validate-config", "{\"a\": 1}"]),
        (0, "{\"a\":1}\n".to_owned())
    );
    assert_eq!(
        ask(&["invoke", "send", "[1]"]),
        (0, "\"send\" of [1]\n".to_owned())
    );
    let (code, answer) = ask(&["healthcheck"]);
    assert_eq!(
        (code, &*answer),
        (1, "{\"ok\":false,\"error\":\"asleep\"}\n")
    );
    let (_, answer) = shell.json(&["provider", "others.wasm", "describe", "--json"]);
    assert_eq!(answer["document"], json!({ "provider_type": "demo" }));
    assert_eq!(ask(&["validate-config", "{"]).0, 2);
    assert_eq!(shell.end(&["provider", "node.wasm", "describe"]).0, 3);
}

#[test]
fn runners_are_asked_whether_they_would_run_it() {
    let shell = shell();
    let check =
        |file: &str, runner: &str| shell.json(&["check", file, "--runner", runner, "--json"]);
    let (code, answer) = check("six.wasm", "1.2");
    assert_eq!((code, &answer["runs"]), (0, &json!(true)), "{answer}");
    assert_eq!(
        answer["called"],
        json!({ "by": "greentic:component/node@0.6.0" })
    );
    let (code, answer) = check("six.wasm", "0.4.60");
    assert_eq!(
        (code, &answer["called"]["by"]),
        (1, &json!(null)),
        "{answer}"
    );
    let (code, stdout, _) = shell.end(&["check", "six.wasm", "--runner", "0.4.60"]);
    assert_eq!(code, 1);
    assert!(
        stdout.starts_with("runner 0.4.60 does not run it\n\nnot called: "),
        "{stdout}"
    );
    shell.write("eight.wasm", &crate::eight_fields());
    let (code, stdout, _) = shell.end(&["check", "eight.wasm", "--runner", "1.2"]);
    assert_eq!(code, 1);
    assert!(
        stdout.contains("which fails") && stdout.contains("i18n-id: option<string>"),
        "{stdout}"
    );
    // An import that it has not.
    let wit = "../wit";
    let (resolve, world) = handmade::exporting(wit, &["greentic:gui/fragment-api@1.0.0"]);
    shell.write("gui.wasm", &handmade::dummy(&resolve, world));
    assert_eq!(check("gui.wasm", "1.2").0, 1);
    assert_eq!(shell.end(&["check", "node.wasm", "--runner", "7"]).0, 2);
    assert_eq!(shell.end(&["check", "node.wasm"]).0, 2);
    let both = ["check", "node.wasm", "node@0.5.0", "--runner", "1.2"];
    assert_eq!(shell.end(&both).0, 2);
}
