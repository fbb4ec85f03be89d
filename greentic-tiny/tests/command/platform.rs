//! Components in the platform's own crates. They are inspected, called as they are and
//! shrunk, and never become larger than they were once shrunk to.

use greentic_packs::hash;
use greentic_testkit::compose::compose;
use greentic_testkit::{guests, registry};

use super::Shell;

/// A component in a published crate.
struct Carried {
    /// The crate, its version, and the file in it.
    place: [&'static str; 3],
    /// The digest of the component.
    hash: &'static str,
    /// An interface that it exports.
    interface: &'static str,
    /// A function of it without parameters, if it has one and imports nothing but WASI.
    function: Option<&'static str>,
    /// The most bytes that it may be shrunk to.
    shrunk: u64,
}

const CARRIED: [Carried; 11] = [
    Carried {
        place: [
            "greentic-component",
            "1.2.1",
            "tests/contract/fixtures/component_v0_5_0/component.wasm",
        ],
        hash: "blake3:92d791e06d1391d89394b3cc71d823bd19b167d3d281daff36c9aadcc3272f39",
        interface: "greentic:component/node@0.5.0",
        function: Some("get-manifest"),
        shrunk: 109_716,
    },
    Carried {
        place: [
            "greentic-component",
            "1.2.1",
            "tests/contract/fixtures/component_v0_6_0/component.wasm",
        ],
        hash: "blake3:59995bafb4bc818a3c3a1b8b6c87eb6dd960ee625805b02191ff872e10284ea3",
        interface: "greentic:component/node@0.6.0",
        function: Some("describe"),
        shrunk: 242_832,
    },
    Carried {
        place: [
            "greentic-interfaces-wasmtime",
            "1.2.0",
            "tests/assets/repo_ui_actions_dummy.component.wasm",
        ],
        hash: "blake3:7ea05b10263d6a238ccb16f72b5eb918fa76c03295a1312cfda57f9ee471d352",
        interface: "greentic:repo-ui-actions/ui-action-api@1.0.0",
        function: None,
        shrunk: 43_710,
    },
    Carried {
        place: [
            "greentic-pack",
            "1.3.0-research.11",
            "assets/mcp_adapter_25_06_18.component.wasm",
        ],
        hash: "blake3:c6ecdb5236fb9d5c1b1a165fa5f08ca9aa7672ce066a05e102b6b41a6e835652",
        interface: "greentic:component/node@0.4.0",
        function: None,
        shrunk: 214_601,
    },
    Carried {
        place: [
            "greentic-mcp",
            "1.3.0-research.3",
            "assets/mcp_adapter_25_06_18.component.wasm",
        ],
        hash: "blake3:a333e2239ce1367aca15826b65ed60dcd09c66647801c0ed4db7bcabdefa7cc9",
        interface: "greentic:component/node@0.6.0",
        function: None,
        shrunk: 337_847,
    },
    Carried {
        place: [
            "greentic-state",
            "1.2.1",
            "packs/state-memory/components/state-provider-memory/state-provider-memory.wasm",
        ],
        hash: "blake3:11700c10fbec5495d0ff0fa8c56f8dc1ae766485b88b463c36e7c6e5ec46e5bf",
        interface: "greentic:component/runtime@0.6.1",
        function: Some("greentic:component/descriptor@0.6.1#describe"),
        shrunk: 325_731,
    },
    Carried {
        place: [
            "greentic-state",
            "1.2.1",
            "packs/state-redis/components/state-provider-redis/state-provider-redis.wasm",
        ],
        hash: "blake3:ff98b87525862c5cddf7f4d7885409233efbd7c1e8e72d6f4b1aa98c6887c293",
        interface: "greentic:component/runtime@0.6.1",
        function: Some("greentic:component/descriptor@0.6.1#describe"),
        shrunk: 328_732,
    },
    Carried {
        place: [
            "greentic-state",
            "1.2.1",
            "packs/state-sorla/components/state-provider-sorla/state-provider-sorla.wasm",
        ],
        hash: "blake3:18b150092bd05e682deb0eca4a446493a713d28cd5480388aa5715196effa840",
        interface: "greentic:component/runtime@0.6.1",
        function: Some("greentic:component/descriptor@0.6.1#describe"),
        shrunk: 328_964,
    },
    Carried {
        place: [
            "greentic-state",
            "1.2.1",
            "packs/state-memory/components/templates/templates.wasm",
        ],
        hash: "blake3:01fdaefd95e916c195fd7e5888045dbc805882f21f37e6caf4f39c8f86a86220",
        interface: "greentic:component/component-runtime@0.6.0",
        function: Some("input-schema"),
        shrunk: 458_720,
    },
    Carried {
        place: [
            "greentic-runner-host",
            "1.2.2",
            "tests/fixtures/artifact_probe/probe.wasm",
        ],
        hash: "blake3:84a21fa9c7f2a316b2049de5dca0f40145b7c1263a6d7d15e4b2f6eb328015b7",
        interface: "greentic:extension-design/tools@0.2.0",
        function: None,
        shrunk: 792,
    },
    Carried {
        place: [
            "packc",
            "0.4.42",
            "tests/fixtures/router-echo-component.wasm",
        ],
        hash: "blake3:b2cc0f01920de706bdc279146ad18aafd38ef0cbc1f785c39ece5b3eeedffe33",
        interface: "wasix:mcp/router@25.6.18",
        function: None,
        shrunk: 85_550,
    },
];

#[test]
fn components_of_the_platform_are_read_called_and_shrunk() {
    let shell = Shell::new();
    for carried in &CARRIED {
        let [name, version, file] = carried.place;
        let Some(sources) = registry::sources(name, version).expect("its sources") else {
            continue;
        };
        let bytes = std::fs::read(sources.join(file)).expect("a file that the crate has");
        assert_eq!(hash::of(&bytes), carried.hash, "{name} {file}");
        shell.write("theirs.wasm", &bytes);

        let (code, report) = shell.json(&["inspect", "--json", "theirs.wasm"]);
        assert_eq!((code, &report["bytes"]), (0, &bytes.len().into()), "{file}");
        let exports = report["exports"].to_string();
        assert!(exports.contains(carried.interface), "{file}: {exports}");

        // Both forms are called before the smaller one is written.
        let shrink = [
            "shrink",
            "theirs.wasm",
            "-o",
            "small.wasm",
            "--verify",
            "--json",
        ];
        let (code, report) = shell.json(&shrink);
        assert_eq!(code, 0, "{file}: {report}");
        let after = report["after"].as_u64().expect("a number");
        println!(
            "{name} {version} {file}: {} bytes, {after} shrunk",
            bytes.len()
        );
        assert!(after <= carried.shrunk, "{file}: {after} bytes");

        if let Some(function) = carried.function {
            let [theirs, small] = ["theirs.wasm", "small.wasm"]
                .map(|file| shell.end(&["call", "--wasi", file, function]));
            assert_eq!(theirs.0, 0, "{file}: {}", theirs.2);
            assert!(theirs.1.len() > 20, "{file}: {}", theirs.1);
            assert_eq!(theirs, small, "{file}");
        }
    }
}

/// The adapter lowers many functions, but few have large types. The default limits are far
/// from that.
#[test]
fn a_router_in_the_platforms_adapter_is_called() {
    let shell = Shell::new();
    let sources = registry::sources("greentic-pack", "1.3.0-research.11");
    let Some(sources) = sources.expect("its sources") else {
        return;
    };
    let adapter = sources.join("assets/mcp_adapter_25_06_18.component.wasm");
    let adapter = std::fs::read(adapter).expect("a file that the crate has");
    let node = compose(&[&adapter, &guests::bytes("mcp-tools")]).expect("a component");
    shell.write("composed.wasm", &node);
    let call = r#"{"operation":"call","tool":"split-bill","arguments":{"cents":1000,"people":3}}"#;
    let invoke = [
        "invoke",
        "composed.wasm",
        "--wasi",
        "--op",
        "call",
        "--input",
        call,
    ];
    let (code, stdout, stderr) = shell.end(&invoke);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("333"), "{stdout}");
    // The types are counted, not the largest of them again and again.
    let (code, _, stderr) = shell.end(&[&invoke[..], &["--code-limit", "adapters=100"]].concat());
    assert_eq!(code, 5, "{stderr}");
    assert!(stderr.contains("at least 180 parts of types"), "{stderr}");
}

/// A pack made by the platform's tools.
#[test]
fn a_pack_of_the_platform_is_read_and_verified() {
    let shell = Shell::new();
    let sources = registry::sources("greentic-setup", "1.3.1-dev.29488015798");
    let Some(sources) = sources.expect("its sources") else {
        return;
    };
    let pack = std::fs::read(sources.join("assets/default-welcome.gtpack")).expect("a pack");
    shell.write("theirs.gtpack", &pack);
    let (code, inside) = shell.json(&["pack", "inspect", "theirs.gtpack", "--json"]);
    assert_eq!(code, 0, "{inside}");
    let components = inside["components"].as_array().expect("a list");
    assert_eq!(components.len(), 1, "{inside}");
    assert_eq!(components[0]["bytes"], 5_668_490, "{}", components[0]);
    let (code, stdout, stderr) = shell.end(&["pack", "verify", "theirs.gtpack"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(
        stdout.contains("84 entries are as they should be"),
        "{stdout}"
    );
    // A bit that is another one is found.
    let mut damaged = pack;
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    shell.write("damaged.gtpack", &damaged);
    let (code, ..) = shell.end(&["pack", "verify", "damaged.gtpack"]);
    assert_ne!(code, 0);
}
