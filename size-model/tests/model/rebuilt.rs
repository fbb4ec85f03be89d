//! One program in several variants, as the compiler builds them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use greentic_shrink::{Options, shrink};
use greentic_size_model::diff::{Change, Of, What};
use greentic_size_model::explain::{Key, Wanted, explain, keeps};
use greentic_size_model::names::shrunk_from;
use greentic_size_model::{Aids, File, diff};

/// The folder of the components: the variants, built with names in one package.
static BUILT: LazyLock<PathBuf> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let package = root.join("target/fixtures/variants");
    std::fs::create_dir_all(package.join("examples")).unwrap();
    let guest = root.join("guest").canonicalize().unwrap();
    let mut manifest = format!(
        "[workspace]\n[package]\nname = \"variants\"\nedition = \"2024\"\n\
         autoexamples = false\n[lib]\npath = \"lib.rs\"\n\
         [dependencies]\ngreentic-guest = {{ path = '{}' }}\n\
         [profile.tiny]\ninherits = \"release\"\nopt-level = \"z\"\nlto = \"fat\"\n\
         codegen-units = 1\npanic = \"abort\"\n\
         debug = \"line-tables-only\"\n",
        guest.display()
    );
    std::fs::write(package.join("lib.rs"), "#![no_std]\n").unwrap();
    for (name, source) in variants() {
        let _ = writeln!(
            manifest,
            "[[example]]\nname = \"{name}\"\ncrate-type = [\"cdylib\"]"
        );
        std::fs::write(package.join(format!("examples/{name}.rs")), source).unwrap();
    }
    std::fs::write(package.join("Cargo.toml"), manifest).unwrap();
    let status = Command::new(env!("CARGO"))
        // The flags of the linker are in the folder `.cargo` there.
        .current_dir(&root)
        .args(["build", "--quiet", "--offline", "--examples"])
        .args(["--profile", "tiny", "--target", "wasm32-wasip2"])
        .arg("--manifest-path")
        .arg(package.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(package.join("target"))
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .status()
        .unwrap();
    assert!(status.success());
    package.join("target/wasm32-wasip2/tiny/examples")
});

/// Functions that are not inlined, in this order.
const FUNCTIONS: [(&str, &str); 4] = [
    (
        "vowels",
        "let mut count = 0; for byte in text.bytes() { if b\"aeiou\".contains(&byte) { count += 1; } } count",
    ),
    (
        "hash",
        "let mut hash = 5381u32; for byte in text.bytes() { hash = hash.wrapping_mul(33) ^ u32::from(byte); } hash",
    ),
    (
        "longest",
        "let (mut most, mut now) = (0, 0); for byte in text.bytes() { now = if byte == b' ' { 0 } else { now + 1 }; if now > most { most = now; } } most",
    ),
    (
        "digits",
        "let mut sum = 0; for byte in text.bytes() { if byte.is_ascii_digit() { sum += u32::from(byte - b'0'); } } sum",
    ),
];

/// Returns a node with these functions; `more` stands at the beginning of `hash`.
fn node(order: &[usize], more: &str, imports: &str, secret: &str) -> String {
    let mut text = String::from(
        "#![no_std]\nuse greentic_guest::{Call, component::v0_5::node::{ExecCtx, NodeError}};\n",
    );
    for &index in order {
        let (name, body) = FUNCTIONS[index];
        let more = if name == "hash" { more } else { "" };
        let _ = writeln!(
            text,
            "#[inline(never)] fn {name}(text: &str) -> u32 {{ {more} {body} }}"
        );
    }
    let _ = write!(
        text,
        "greentic_guest::component_entrypoint!({{ manifest: r#\"{{}}\"#, invoke: invoke, {imports} }});\n\
         fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, op: &'a str, input: &'a str) -> Result<&'a str, NodeError<'a>> {{\n\
         {secret}\
         let value = match op {{ \"vowels\" => vowels(input), \"hash\" => hash(input), \"longest\" => longest(input), _ => digits(input) }};\n\
         if value == 7 {{ return Err(NodeError::new(\"seven\", op)); }}\n\
         Ok(call.concat(&[op, if value > 9 {{ \": many\" }} else {{ \": few\" }}]))\n}}\n"
    );
    text
}

fn variants() -> [(&'static str, String); 5] {
    let order = [0, 1, 2, 3];
    let longer = "let text = { let mut end = text.len(); while end > 0 && (text.as_bytes()[end - 1] == b' ' || text.as_bytes()[end - 1] == b'\\t') { end -= 1; } match text.get(..end) { Some(text) => text, None => \"\" } };";
    [
        ("shop", node(&order, "", "", "")),
        ("a_crate_of_another_name", node(&order, "", "", "")),
        ("reordered", node(&[3, 1, 0, 2], "", "", "")),
        ("longer", node(&order, longer, "", "")),
        (
            "importing",
            node(
                &order,
                "",
                "imports: { secrets_store::v1_0 as Secrets }",
                "use greentic_guest::secrets_store::v1_0::Host as _; if let Ok(None) = Secrets.get(call, \"KEY\") { return Ok(\"\"); }\n",
            ),
        ),
    ]
}

fn linked(name: &str) -> Vec<u8> {
    std::fs::read(BUILT.join(format!("{name}.wasm"))).unwrap()
}

/// Returns the changes of at least `least` bytes between the first variant and another
/// one: as linked, and shrunk with the names of the linked files.
fn changes(other: &str, least: u64) -> [Vec<Change>; 2] {
    let twins = [linked("shop"), linked(other)];
    let as_linked = {
        let files = twins
            .each_ref()
            .map(|bytes| File::read(bytes, &Aids::none()).unwrap());
        diff(&files[0], &files[1], least).changes
    };
    let shrunk = twins
        .each_ref()
        .map(|twin| shrink(twin, &Options::default()).unwrap().component);
    let symbol_maps = [0, 1].map(|one| shrunk_from(&shrunk[one], &twins[one]).unwrap());
    let files = [0, 1].map(|one| {
        let aids = Aids::none().symbol_map(&symbol_maps[one]);
        File::read(&shrunk[one], &aids).unwrap()
    });
    [as_linked, diff(&files[0], &files[1], least).changes]
}

#[test]
fn another_name_of_the_crate_or_order_of_functions_is_nothing_to_speak_of() {
    for other in ["a_crate_of_another_name", "reordered"] {
        for changes in changes(other, 1) {
            assert!(changes.is_empty(), "{other}: {changes:?}");
        }
    }
}

#[test]
fn a_function_that_was_made_longer_is_named_first_and_found_again() {
    for changes in changes("longer", 1) {
        let first = &changes[0];
        assert_eq!((first.what, first.of), (What::Grew, Of::Function));
        // Shrunk, it stands in what calls it.
        let written = first.written.first().map(|written| &*written.name);
        let name = written.unwrap_or(&first.name);
        assert_eq!(name, "longer::hash", "{changes:?}");
        assert_eq!(first.crate_name.as_deref(), Some("longer"));
    }
    let bytes = linked("longer");
    let file = File::read(&bytes, &Aids::none()).unwrap();
    let functions = explain(&file, Key::Function);
    let hash = functions
        .groups
        .iter()
        .find(|group| group.name.contains("longer::hash"));
    assert!(hash.unwrap().bytes > 40);
    let crates = explain(&file, Key::Crate);
    let own = crates
        .groups
        .iter()
        .find(|group| group.name == "longer")
        .unwrap();
    assert!(own.items.iter().any(|item| item.name.contains("hash")));
    let chain = keeps(&file, Wanted::Function("longer::hash")).unwrap();
    assert!(chain.steps[0].name.contains("export"), "{chain:?}");
}

#[test]
fn a_new_import_has_come_and_has_a_chain() {
    for changes in changes("importing", 1) {
        let came = changes
            .iter()
            .find(|change| change.of == Of::Import && change.what == What::Came);
        let name = &came.expect("an import").name;
        assert!(name.contains("greentic:secrets-store"), "{name}");
    }
    let bytes = linked("importing");
    let file = File::read(&bytes, &Aids::none()).unwrap();
    let chain = keeps(&file, Wanted::Import("greentic:secrets-store")).unwrap();
    let names: Vec<_> = chain.steps.iter().map(|step| &*step.name).collect();
    assert!(
        names.iter().any(|name| name.contains("#invoke")),
        "{names:?}"
    );
}
