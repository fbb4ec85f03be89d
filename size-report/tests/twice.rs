//! Builds in two folders: the same bytes, and others where a path gets into a component.

use std::fs;
use std::path::Path;

use greentic_size_report::Workspace;
use greentic_size_report::progress::Silent;
use greentic_size_report::twice::{RepeatedBuild, twice};

fn built(root: &Path, names: &[&str]) -> Vec<RepeatedBuild> {
    let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
    twice(&Workspace::find(root).unwrap(), &names, &mut Silent).unwrap()
}

#[test]
fn examples_are_the_same_in_two_folders() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let built = built(
        root,
        &["component-describe", "node-minimal", "node-secrets"],
    );
    assert_eq!(built.len(), 3);
    for one in built {
        assert!(one.bytes > 0 && one.first_difference.is_none(), "{one:?}");
    }
}

/// A component that contains the folder of its build: the fault that the check must find.
#[test]
fn a_component_with_a_path_in_it_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"examples/*\"]\n[profile.tiny]\ninherits = \"release\"\npanic = \"abort\"\n",
    );
    write(
        ".cargo/config.toml",
        "[target.'cfg(target_family = \"wasm\")']\nrustflags = [\"-Clink-arg=--stack-first\"]\n",
    );
    for (name, data) in [
        ("path", "env!(\"CARGO_MANIFEST_DIR\")"),
        ("plain", "\"a text\""),
    ] {
        write(
            &format!("examples/{name}/Cargo.toml"),
            &format!(
                "[package]\nname = \"{name}\"\nedition = \"2024\"\n[lib]\ncrate-type = [\"cdylib\"]\n"
            ),
        );
        write(
            &format!("examples/{name}/src/lib.rs"),
            &format!(
                "#![no_std]\nstatic DATA: &str = {data};\n#[unsafe(no_mangle)]\nextern \"C\" fn data() -> *const u8 {{ DATA.as_ptr() }}\n#[panic_handler]\nfn panic(_: &core::panic::PanicInfo<'_>) -> ! {{ loop {{}} }}\n"
            ),
        );
    }
    let built = built(folder.path(), &[]);
    assert_eq!(built.len(), 2);
    assert!(built[0].first_difference.is_some(), "{:?}", built[0]);
    assert!(built[1].first_difference.is_none(), "{:?}", built[1]);
}
