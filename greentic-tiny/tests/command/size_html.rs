//! `size html`.

use super::Shell;
use greentic_testkit::handmade::hostile;
use serde_json::Value;

/// The most bytes of a page.
const LIMIT: usize = 500_000;

impl Shell {
    fn page(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(name)).unwrap()
    }
}

/// Returns the data of a page.
fn data_of(page: &str) -> Value {
    let (_, data) = page.split_once(r#"id="data">"#).unwrap();
    let (data, _) = data.split_once("</script>").unwrap();
    serde_json::from_str(data).unwrap()
}

#[test]
fn a_page_is_written_and_told_of() {
    let shell = Shell::new();
    let (code, stdout, stderr) = shell.end(&["size", "html", "node.wasm", "-o", "page.html"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let page = shell.page("page.html");
    assert!(page.starts_with("<!DOCTYPE html>") && page.len() < LIMIT);
    assert!(
        stdout.starts_with("page.html: ") && stdout.contains("about node.wasm ("),
        "{stdout}"
    );
    let data = data_of(&page);
    let bytes = std::fs::metadata(shell.folder.path().join("node.wasm"))
        .unwrap()
        .len();
    assert_eq!(data["files"][0]["bytes"], bytes);
    assert_eq!(
        (&data["difference"], &data["history"]),
        (&Value::Null, &Value::Null)
    );
    // The same again: pages of the same files are the same.
    shell.write("again.html", b"what was there before");
    let (code, document) = shell.json(&["size", "html", "node.wasm", "-o", "again.html", "--json"]);
    assert_eq!((code, &document["schema_version"]), (0, &1.into()));
    assert_eq!(
        (&document["page"], &document["bytes"]),
        (&"again.html".into(), &page.len().into())
    );
    assert_eq!(document["files"][0]["name"], "node.wasm");
    assert_eq!(shell.page("again.html"), page);
    let (code, stdout, _) = shell.end(&["size", "html", "node.wasm", "-o", "-"]);
    assert_eq!((code, stdout), (0, page));
}

#[test]
fn folders_differences_and_histories_are_on_it() {
    let shell = Shell::new();
    let history = [("2026-01-01", 900), ("2026-01-02", 1000)].map(|(day, bytes)| {
        let sizes = format!(
            r#"{{"bytes":{bytes},"plain_bytes":{bytes},"gzip_bytes":400,"brotli_bytes":390,"zstd_bytes":395,"core_bytes":1,"core_code_bytes":1,"core_data_bytes":0,"wrapper_bytes":1,"custom_bytes":0,"memory_pages":1,"core_modules":1,"stack":0,"imports":[]}}"#
        );
        format!(
            r#"{{"schema_version":1,"time":"{day}T00:00:00Z","toolchain":{{"measured_by":"a test"}},"files":{{"node.wasm":{sizes},"other.wasm":{sizes}}}}}"#
        ) + "\n"
    });
    shell.write("history.jsonl", history.concat().as_bytes());
    let args = [
        "size",
        "html",
        "node.wasm",
        "--before",
        "describe.wasm",
        "--history",
        "history.jsonl",
        "-o",
        "page.html",
        "--json",
    ];
    let (code, document) = shell.json(&args);
    assert_eq!((code, &document["moments"]), (0, &2.into()));
    let data = data_of(&shell.page("page.html"));
    let difference = data["difference"]["bytes"].as_array().unwrap();
    let more = difference[1].as_i64().unwrap() - difference[0].as_i64().unwrap();
    assert_eq!(document["difference"], more);
    // That of the file which the page is about, and no other.
    let moments = data["history"]["moments"].as_array().unwrap();
    assert_eq!(
        moments[1]["files"],
        serde_json::json!([["node.wasm", 1000, 400]])
    );

    let (code, stdout, _) = shell.end(&["size", "html", ".", "-o", "folder.html"]);
    assert!(code == 0 && stdout.contains("about 2 files"), "{stdout}");
    assert_eq!(
        data_of(&shell.page("folder.html"))["files"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "a list of what is wrong")]
fn nothing_is_written_where_something_is_wrong() {
    let shell = Shell::new();
    let whole = greentic_testkit::handmade::describe();
    shell.write("empty", b"");
    shell.write("cut", &whole[..whole.len() / 2]);
    shell.write("random", &[0x5a; 1000]);
    shell.write("text", b"(component)");
    shell.write("page.html", b"the page of yesterday");
    for file in ["empty", "cut", "random", "text"] {
        for args in [
            &["size", "html", file, "-o", "page.html"][..],
            &["size", "html", "node.wasm", file, "-o", "page.html"],
            &[
                "size",
                "html",
                "node.wasm",
                "--before",
                file,
                "-o",
                "page.html",
            ],
            &[
                "size",
                "html",
                "node.wasm",
                "--twin",
                file,
                "-o",
                "page.html",
            ],
        ] {
            let (code, stdout, stderr) = shell.end(args);
            assert_eq!((code, stdout.as_str()), (3, ""), "{args:?}: {stderr}");
            assert!(
                stderr.starts_with(&format!("error: {file}: ")),
                "{args:?}: {stderr}"
            );
            let (code, document) = shell.json(&[args, &["--json"]].concat());
            assert_eq!(
                (code, &document["failure"]["kind"]),
                (3, &"unusable".into())
            );
        }
    }
    for file in ["cut", "random", "text"] {
        let args = [
            "size",
            "html",
            "node.wasm",
            "--history",
            file,
            "-o",
            "page.html",
        ];
        let (code, _, stderr) = shell.end(&args);
        assert!(
            code == 3 && stderr.contains(file),
            "{file}: {code}: {stderr}"
        );
    }
    for (args, expected) in [
        (&["size", "html", "no such file", "-o", "page.html"][..], 6),
        (
            &[
                "size",
                "html",
                "node.wasm",
                "--history",
                "no such file",
                "-o",
                "page.html",
            ],
            6,
        ),
        (&["size", "html", "node.wasm", "-o", "."], 6),
        (
            &[
                "size",
                "html",
                "node.wasm",
                "-o",
                "no such folder/page.html",
            ],
            6,
        ),
        (&["size", "html", "node.wasm", "-o", "node.wasm"], 2),
        (
            &[
                "size",
                "html",
                "node.wasm",
                "--before",
                "describe.wasm",
                "-o",
                "describe.wasm",
            ],
            2,
        ),
        (
            &[
                "size",
                "html",
                "node.wasm",
                "describe.wasm",
                "--before",
                "node.wasm",
                "-o",
                "page.html",
            ],
            2,
        ),
        (&["size", "html", "node.wasm", "--json", "-o", "-"], 2),
        (&["size", "html", "node.wasm"], 2),
        (&["size", "html", "-o", "page.html"], 2),
    ] {
        let (code, _, stderr) = shell.end(args);
        assert_eq!(code, expected, "{args:?}: {stderr}");
    }
    assert_eq!(shell.page("page.html"), "the page of yesterday");
    let left: Vec<_> = std::fs::read_dir(shell.folder.path()).unwrap().collect();
    assert_eq!(left.len(), 7, "{left:?}");
}

#[test]
fn hostile_files_have_a_page_or_a_reason_why_not() {
    let shell = Shell::new();
    let hostile = hostile::of_structure()
        .into_iter()
        .chain(hostile::of_modules());
    for one in hostile {
        shell.write("hostile.wasm", &one.bytes);
        let _ = std::fs::remove_file(shell.folder.path().join("page.html"));
        let (code, stderr) = shell.watched(&["size", "html", "hostile.wasm", "-o", "page.html"]);
        assert!([0, 3].contains(&code), "{}: {code}: {stderr}", one.name);
        if code == 0 {
            let page = shell.page("page.html");
            assert!(page.len() < LIMIT, "{}", one.name);
            let data = data_of(&page);
            let nodes = data["files"][0]["nodes"].as_array().unwrap();
            assert_eq!(nodes[0][3], one.bytes.len(), "{}", one.name);
        }
    }
}
