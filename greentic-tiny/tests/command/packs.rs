//! Manifests, descriptions and packs that are files.

use serde_json::{Value, json};

use super::Shell;

const DESCRIPTION: &str = include_str!("../../../packs/tests/data/description.json");
const MANIFEST: &str = "component.manifest.json";

impl Shell {
    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.folder.path().join(name))
            .unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Runs a command that must succeed.
    fn good(&self, args: &[&str]) -> String {
        let (code, stdout, stderr) = self.end(args);
        assert_eq!(code, 0, "{args:?}: {stderr}");
        stdout
    }

    /// Runs a command that must end with this code and print this reason.
    fn bad(&self, args: &[&str], code: i32, why: &str) {
        let (found, _, stderr) = self.end(args);
        assert_eq!(found, code, "{args:?}: {stderr}");
        assert!(stderr.contains(why), "{args:?}: {stderr}");
    }
}

const NEW: [&str; 7] = [
    "manifest",
    "new",
    "node.wasm",
    "--id",
    "demo.node",
    "--operation",
    "greet",
];

#[test]
fn a_description_becomes_a_component_that_answers_with_it() {
    let shell = Shell::new();
    shell.write("description.json", DESCRIPTION.as_bytes());
    let (_, told) = shell.json(&["descriptor", "description.json", "-o", "d.wasm", "--json"]);
    shell.good(&[
        "descriptor",
        "description.json",
        "--cbor",
        "-o",
        "d.wasm.describe.cbor",
    ]);
    let cbor = shell.read("d.wasm.describe.cbor");
    assert_eq!(told["cbor_bytes"], cbor.len());
    assert_eq!(told["bytes"], shell.read("d.wasm").len());
    assert_eq!(
        told["operations"][0]["schema_hash"].as_str().unwrap().len(),
        64
    );
    let interface = "greentic:component/component-descriptor@0.6.0";
    let answer = |function: &str| -> Vec<u8> {
        let function = format!("{interface}#{function}");
        let said = shell.good(&["call", "d.wasm", &function, "--bytes", "list"]);
        serde_json::from_str(said.trim()).expect("a list of numbers")
    };
    assert_eq!(answer("describe"), cbor);
    let info = answer("get-component-info");
    assert!(cbor.windows(info.len()).any(|part| part == info));
    assert_eq!(info.first(), Some(&0xa4));
    shell.good(&["check", "d.wasm", interface]);
    // Nothing in it is left to be taken out but what shrinking always finds.
    shell.good(&["shrink", "d.wasm", "-o", "s.wasm", "--verify"]);

    shell.bad(
        &["descriptor", "node.wasm"],
        3,
        "node.wasm: this is not UTF-8",
    );
    shell.write(
        "description.json",
        DESCRIPTION.replace("role", "rule").as_bytes(),
    );
    shell.bad(
        &["descriptor", "description.json", "-o", "x.wasm"],
        3,
        "missing field `role`",
    );
    assert!(!shell.folder.path().join("x.wasm").exists());
}

#[test]
fn a_manifest_follows_its_component() {
    let shell = Shell::new();
    shell.good(&NEW);
    shell.bad(&NEW, 2, "is there already");
    let check = ["manifest", "check"];
    assert!(shell.good(&check).contains("does not carry it"));
    shell.bad(&["manifest", "show", "node.wasm"], 1, "carries no manifest");
    shell.good(&["manifest", "embed", "--in-place"]);
    assert!(shell.good(&check).contains("which carries it"));
    let shown: Value =
        serde_json::from_str(&shell.good(&["manifest", "show", "node.wasm"])).unwrap();
    assert_eq!(shown["operations"][0]["name"], "greet");

    // Shrinking keeps what it carries, and its hash changes.
    shell.good(&["shrink", "node.wasm", "--in-place"]);
    shell.bad(&check, 1, "of another component");
    let before = shell.read(MANIFEST);
    shell.good(&["manifest", "renew"]);
    assert!(shell.good(&check).contains("which carries it"));
    let after = shell.read(MANIFEST);
    assert_eq!(before.len(), after.len());
    shell.write(MANIFEST, &before);
    shell.good(&[
        "shrink",
        "node.wasm",
        "--in-place",
        "--component-manifest",
        MANIFEST,
    ]);
    assert_eq!(shell.read(MANIFEST), after);
    shell.bad(
        &[
            "shrink",
            "node.wasm",
            "describe.wasm",
            "-o",
            "x",
            "--component-manifest",
            MANIFEST,
        ],
        2,
        "there are several",
    );
    // The report counts the section by its name.
    let (_, report) = shell.json(&["shrink", "node.wasm", "--json"]);
    assert!(
        report["sections_after"]["custom"].as_u64().unwrap() > 300,
        "{report}"
    );

    // Another manifest than the one that is carried, and one that breaks the schema.
    let text = String::from_utf8(after).unwrap();
    shell.write(MANIFEST, text.replace("demo.node", "demo.more").as_bytes());
    shell.bad(&check, 1, "carries another manifest");
    shell.write(MANIFEST, text.replace("messaging", "massaging").as_bytes());
    let (code, document) = shell.json(&["manifest", "check", "--json"]);
    assert_eq!(
        (code, &document["failure"]["problems"][0]["place"]),
        (1, &json!("supports.0"))
    );
    shell.write(
        MANIFEST,
        text.replace("node.wasm", "../node.wasm").as_bytes(),
    );
    shell.bad(&check, 3, "leads out of the folder");
}

#[test]
fn a_pack_is_built_the_same_twice_and_checked() {
    let shell = Shell::new();
    shell.good(&NEW);
    let about = json!({
        "pack_id": "demo.pack", "version": "1.0.0", "kind": "library", "publisher": "Acme",
        "components": [MANIFEST],
    });
    shell.write("pack.json", about.to_string().as_bytes());
    let build = ["pack", "build", "pack.json", "-o", "demo.gtpack"];
    let (_, told) = shell.json(&[&build[..], &["--json"]].concat());
    let file = shell.read("demo.gtpack");
    assert_eq!(told["bytes"], file.len());
    shell.good(&build);
    assert_eq!(shell.read("demo.gtpack"), file);
    let before = told["components"][0]["bytes_before"].as_u64().unwrap();
    assert!(
        told["components"][0]["bytes"].as_u64().unwrap() <= before,
        "{told}"
    );

    let (_, inside) = shell.json(&["pack", "inspect", "demo.gtpack", "--json"]);
    assert_eq!(inside["id"], "demo.pack");
    assert_eq!(inside["components"][0]["operations"], json!(["greet"]));
    assert_eq!(inside["entries"][0]["name"], "components/demo.node.wasm");
    assert!(
        shell
            .good(&["pack", "inspect", "demo.gtpack"])
            .contains("library of Acme")
    );
    assert!(
        shell
            .good(&["pack", "verify", "demo.gtpack"])
            .contains("it is not signed")
    );

    // A byte of the component is another one: the zip itself notices. A component that
    // changed after its manifest does not get in.
    let mut damaged = file.clone();
    let place = damaged
        .windows(4)
        .position(|bytes| bytes == b"\0asm")
        .unwrap();
    damaged[place + 20] ^= 1;
    shell.write("damaged.gtpack", &damaged);
    shell.bad(
        &["pack", "verify", "damaged.gtpack"],
        3,
        "components/demo.node.wasm",
    );
    let other = shell.read("describe.wasm");
    shell.write("node.wasm", &other);
    shell.bad(&build, 3, "of another component");
    assert_eq!(shell.read("demo.gtpack"), file);

    shell.bad(&["pack", "verify", "node.wasm"], 3, "is no zip");
    shell.bad(&["pack", "verify", "nothing.gtpack"], 6, "nothing.gtpack");
    shell.bad(&["pack", "list"], 2, "pack FILE list");
    shell.bad(
        &["pack", "node.wasm", "verify", "demo.gtpack"],
        2,
        "too much",
    );
    shell.bad(&["pack", "build", "pack.json", "-o", "pack.json"], 3, "");
}
