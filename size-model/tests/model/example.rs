//! A component of this repository, shrunk, with the knowledge of its twin.

use std::path::Path;
use std::process::Command;

use greentic_shrink::{Options, shrink};
use greentic_size_model::explain::{Key, Wanted, explain, keeps};
use greentic_size_model::names::shrunk_from;
use greentic_size_model::{Aids, Cause, File};

/// Returns `node-service` as it is built, with names and lines.
fn twin() -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = root.join("target/fixtures/explained");
    let status = Command::new(env!("CARGO"))
        .current_dir(&root)
        .args(["build", "--quiet", "--profile", "tiny"])
        .args(["--target", "wasm32-wasip2", "-p", "node-service"])
        .arg("--target-dir")
        .arg(&target)
        .env("CARGO_PROFILE_TINY_STRIP", "none")
        .env("CARGO_PROFILE_TINY_DEBUG", "line-tables-only")
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .status()
        .unwrap();
    assert!(status.success());
    std::fs::read(target.join("wasm32-wasip2/tiny/node_service.wasm")).unwrap()
}

#[test]
fn nine_tenths_of_a_service_have_a_cause_and_none_hides_a_quarter() {
    let twin = twin();
    let shrunk = shrink(&twin, &Options::default()).unwrap().component;
    let symbol_map = shrunk_from(&shrunk, &twin).unwrap();
    let aids = Aids::none().symbol_map(&symbol_map);
    for (bytes, aids) in [(&twin, Aids::none()), (&shrunk, aids)] {
        let file = File::read(bytes, &aids).unwrap();
        let explained = explain(&file, Key::Cause);
        assert!(explained.lines);
        let of = |cause| {
            let mut groups = explained.groups.iter();
            let group = groups.find(|group| group.cause == Some(cause));
            group.map_or(0, |group| group.bytes)
        };
        let hidden = of(Cause::Unnamed) + of(Cause::StandardLibrary) + of(Cause::Libraries);
        assert!(hidden * 10 <= explained.bytes, "{explained:?}");
        for cause in [Cause::Author, Cause::Unnamed, Cause::StandardLibrary] {
            assert!(of(cause) * 4 <= explained.bytes, "{cause:?}: {}", of(cause));
        }
        assert!(of(Cause::Json) > 1_500 && of(Cause::Bindings) > 1_500);
        let crates = explain(&file, Key::Crate);
        let author = crates
            .groups
            .iter()
            .find(|group| group.name == "node_service");
        assert!(author.unwrap().bytes > 1_000);
        let chain = keeps(&file, Wanted::Import("greentic:http")).unwrap();
        let names: Vec<_> = chain.steps.iter().map(|step| &*step.name).collect();
        assert_eq!(names[0], "export greentic:component/node@0.5.0");
        assert!(
            names.contains(&"greentic:component/node@0.5.0#invoke"),
            "{names:?}"
        );
    }
}
