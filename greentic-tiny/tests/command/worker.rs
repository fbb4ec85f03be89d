//! `worker`.

use serde_json::json;
use wit_parser::{SizeAlign, TypeDefKind};

use super::Shell;
use greentic_testkit::handmade::{Data, component, exporting};

const API: &str = "greentic:worker/worker-api@1.0.0";

/// Returns a component that answers the worker `echo` with two messages, and no other
/// worker. A response has the layout of a request, with messages in place of the payload.
fn worker(wit: &str) -> Vec<u8> {
    let world = exporting(wit, &[API]);
    let resolve = &world.0;
    let mut sizes = SizeAlign::default();
    sizes.fill(resolve).expect("sizes that can be known");
    let request = resolve
        .types
        .iter()
        .find_map(|(_, ty)| match &ty.kind {
            TypeDefKind::Record(record) if ty.name.as_deref() == Some("worker-request") => {
                Some(record)
            }
            _ => None,
        })
        .expect("requests");
    let types: Vec<_> = request.fields.iter().map(|field| field.ty).collect();
    let offsets: Vec<_> = sizes
        .field_offsets(&types)
        .into_iter()
        .map(|(offset, _)| offset.size_wasm32())
        .collect();
    let all = sizes.record(&types);
    // Behind the case of the result.
    let inside = all.align.align_wasm32();
    let (bytes, id, messages) = (all.size.size_wasm32(), offsets[2], inside + offsets[6]);

    let mut data = Data::default();
    let [kind, text] = ["text", r#""hello""#].map(|text| data.text(text));
    let [count, number] = ["count", "2"].map(|text| data.text(text));
    let list = data.words(&[&kind, &text, &count, &number]);
    let [code, why] = ["unknown", "nobody of that name"].map(|text| data.text(text));
    let padding = vec![0; inside / 4 - 1];
    let refused = data.words(&[&[1], &padding, &code, &why]);
    let functions = format!(
        r#"(func (export "{API}#exec") (param i32) (result i32)
          (if (i32.ne (i32.load offset={length} (local.get 0)) (i32.const 4))
            (then (return (i32.const {refused}))))
          (memory.copy (i32.const {response}) (local.get 0) (i32.const {bytes}))
          (i32.store offset={messages} (i32.const 16384) (i32.const {list}))
          (i32.store offset={count} (i32.const 16384) (i32.const 2))
          (i32.const 16384))"#,
        length = id + 4,
        response = 16384 + inside,
        count = messages + 4,
    );
    component(&world, &data, &functions)
}

#[test]
fn messages_are_printed_in_their_order() {
    let shell = Shell::new();
    for wit in ["../wit", "../wit/revisions/0.4.113"] {
        shell.write("worker.wasm", &worker(wit));
        let call = [
            "worker",
            "worker.wasm",
            "--worker-id",
            "echo",
            "--payload",
            "{}",
        ];
        let (code, stdout, stderr) = shell.end(&call);
        assert_eq!(code, 0, "{wit}: {stderr}");
        assert_eq!(stdout, "text: \"hello\"\ncount: 2\n");
        let more = [
            "--json",
            "--tenant",
            "acme",
            "--session",
            "s",
            "--thread",
            "t",
            "--timestamp",
            "2025-01-01T00:00:00Z",
        ];
        let (code, answer) = shell.json(&[&call[..], &more].concat());
        assert_eq!(code, 0);
        assert_eq!(
            answer["messages"],
            json!([
                { "kind": "text", "payload": "hello", "payload_json": "\"hello\"" },
                { "kind": "count", "payload": 2, "payload_json": "2" },
            ])
        );
        assert_eq!(answer["tenant"], "acme");
        assert_eq!(answer["worker_id"], "echo");
        assert_eq!(answer["session_id"], "s");
        assert_eq!(answer["thread_id"], "t");
        assert_eq!(answer["timestamp_utc"], "2025-01-01T00:00:00Z");
        assert_eq!(answer["schema_version"], 1);
    }
}

#[test]
fn an_error_of_the_worker_is_exit_code_1() {
    let shell = Shell::new();
    shell.write("worker.wasm", &worker("../wit"));
    let call = [
        "worker",
        "worker.wasm",
        "--worker-id",
        "somebody",
        "--payload",
        "{}",
    ];
    let (code, stdout, stderr) = shell.end(&call);
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(
        stderr.contains("`unknown`: nobody of that name"),
        "{stderr}"
    );
    let (code, answer) = shell.json(&[&call[..], &["--json"]].concat());
    assert_eq!(code, 1);
    assert_eq!(answer["failure"]["kind"], "answered");
    assert_eq!(answer["failure"]["code"], "unknown");
}

#[test]
fn a_payload_has_to_be_json_and_a_worker_a_worker() {
    let shell = Shell::new();
    let call = |file: &str, payload: &str| {
        shell.end(&["worker", file, "--worker-id", "echo", "--payload", payload])
    };
    assert_eq!(call("node.wasm", "hello").0, 2);
    let (code, _, stderr) = call("node.wasm", "{}");
    assert_eq!(code, 3);
    assert!(stderr.contains(API), "{stderr}");
}
