//! `inspect` and `describe`.

use serde_json::Value;

use super::Shell;
use crate::guests::{describe, node};

#[test]
fn inspects() {
    let shell = Shell::new();
    let (code, stdout, stderr) = shell.end(&["inspect", "describe.wasm"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let bytes = describe().len();
    let expected = format!(
        "world         greentic:component/describe-v1@1.0.0\n\
         exports       greentic:component/describe-v1@1.0.0\n\
         {:14}  describe-json\n\
         imports       none\n\
         file          {bytes} bytes\n",
        ""
    );
    assert!(stdout.starts_with(&expected), "{stdout}");
    assert!(stdout.ends_with("memory        1 page of 64 KiB, at most 2\n"));

    let (code, stdout, _) = shell.end(&["inspect", "node.wasm"]);
    assert_eq!(code, 0);
    // Long types are for those who ask.
    assert!(stdout.contains("get-manifest, on-start, on-stop, invoke, invoke-stream\n"));
    assert!(!stdout.contains("record"), "{stdout}");
    let (_, stdout, _) = shell.end(&["inspect", "node.wasm", "--functions"]);
    assert!(stdout.contains("  get-manifest: func() -> string\n"));
    assert!(stdout.contains("record { tenant: record {"), "{stdout}");

    let (code, report) = shell.json(&["inspect", "--json", "node.wasm"]);
    assert_eq!(code, 0);
    assert_eq!(report["schema_version"], 1);
    assert_eq!(report["world"], "greentic:component/node@0.5.0");
    assert_eq!(report["imports"].as_array().unwrap().len(), 3);
    assert_eq!(report["bytes"], node().len());
    assert_eq!(report["core_modules"], 2);
    assert_eq!(report["initial_pages"], 1);
    assert_eq!(report["maximum_pages"], Value::Null);
}

#[test]
fn describes() {
    let shell = Shell::new();
    let text = r#"{"name":"demo","version":"1.0.0"}"#;
    for (file, function) in [
        ("describe.wasm", "describe-json"),
        ("node.wasm", "get-manifest"),
    ] {
        let (code, stdout, _) = shell.end(&["describe", file]);
        assert_eq!((code, stdout), (0, format!("{text}\n")));
        let (code, document) = shell.json(&["describe", file, "--json"]);
        assert_eq!(code, 0);
        assert_eq!(document["function"], function);
        assert_eq!(document["text"], text);
        assert_eq!(document["document"]["name"], "demo");
    }
}
