//! Crates with generated code in them: the bindings of all golden cases, one
//! module a case, and components made of stubs.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The exports and imports of a component made of the golden cases.
const COMPONENT: &str = "
pub struct Demo;

impl functions::golden_functions_1_0_0_rc_1::numbers::Guest for Demo {
    fn add(_: &greentic_guest::Call, a: u32, b: u32) -> u32 { a + b }
    fn pair(_: &greentic_guest::Call) -> (u64, u64) { (1, 2) }
    fn long_name_of_a_function(_: &greentic_guest::Call, a: Option<u32>) -> Option<u32> { a }
}

impl interface_names::golden_interface_names_0_1_0::std::Guest for Demo {
    fn main<'a>(
        _: &'a greentic_guest::Call,
        o: interface_names::golden_interface_names_0_1_0::std::Option_<'a>,
    ) -> interface_names::golden_interface_names_0_1_0::std::Option_<'a> {
        o
    }
}

impl interface_names::golden_interface_names_0_1_0::greentic_guest::Guest for Demo {
    fn component<'a>(_: &'a greentic_guest::Call, name: &'a str) -> &'a str { name }
}

impl interface_names::golden_interface_names_0_1_0::component::Guest for Demo {
    fn component<'a>(_: &'a greentic_guest::Call, name: &'a str) -> &'a str { name }
}

pub mod pairs {
    use greentic_guest::Call;
    use greentic_guest::abi::Tuple2;

    use crate::named_tuples::golden_named_tuples_1_0_0::others::{self, Again};
    use crate::named_tuples::golden_named_tuples_1_0_0::pairs::{self, Holder, Large, Pair, Renamed};

    /// By the names of the WIT, wherever they may stand.
    impl pairs::Guest for super::Demo {
        fn swap<'a>(_: &'a Call, pair: Pair<'a>) -> Pair<'a> {
            let Tuple2(number, text) = pair;
            Tuple2(number + 1, text)
        }
        fn first<'a>(_: &'a Call, pair: Renamed<'a>, or: Option<Pair<'a>>) -> Option<Renamed<'a>> {
            or.or(Some(pair))
        }
        fn any<'a>(_: &'a Call, pairs: &'a [Pair<'a>], holder: Holder<'a>) -> Result<Pair<'a>, &'a str> {
            Ok(pairs.first().copied().unwrap_or(holder.pair))
        }
        fn spilled<'a>(_: &'a Call, large: &'a Large<'a>) -> Large<'a> { *large }
        fn plain<'a>(_: &'a Call, pair: (u32, &'a str)) -> (u32, &'a str) { pair }
    }

    pub struct Fake;

    impl others::Host for Fake {
        fn pass<'a>(&self, _: &'a Call, pair: Again<'_>) -> Pair<'a> {
            Tuple2(pair.0, \"fake\".into())
        }
    }
}

/// Stand before the trait's methods wherever they are called by name alone.
impl Demo {
    pub fn add(self) {}
    pub fn pair() -> u8 { 0 }
    pub fn long_name_of_a_function<'a>(_: &'a str) -> &'a str { \"\" }
    pub fn main(_: &'static str) {}
}

greentic_guest::component! {
    export crate::functions::golden_functions_1_0_0_rc_1::numbers => Demo,
    export crate::named_tuples::golden_named_tuples_1_0_0::pairs => Demo,
    export crate::interface_names::golden_interface_names_0_1_0::std => Demo,
    export crate::interface_names::golden_interface_names_0_1_0::greentic_guest => Demo,
    export crate::interface_names::golden_interface_names_0_1_0::component => Demo,
    import crate::interface_names::golden_interface_names_0_1_0::core as Core,
    import crate::interface_names::golden_interface_names_0_1_0::prelude as Prelude,
    import crate::uses::golden_uses_0_2_0::second as Second,
}
";

/// Writes the crate; `change` may edit the bindings of a case.
pub(crate) fn write(folder: &Path, change: impl Fn(&str, String) -> String) {
    let mut root =
        String::from("#![cfg_attr(target_family = \"wasm\", no_std)]\n#![deny(warnings)]\n");
    std::fs::create_dir_all(folder.join("src")).expect("a folder");
    for case in super::cases() {
        let name = case
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .replace('-', "_");
        let Ok(bindings) = std::fs::read_to_string(case.join("expected.rs")) else {
            continue;
        };
        writeln!(root, "pub mod {name};").expect("text");
        std::fs::write(
            folder.join(format!("src/{name}.rs")),
            change(&name, bindings),
        )
        .expect("a file");
    }
    root.push_str(COMPONENT);
    std::fs::write(folder.join("src/lib.rs"), root).expect("a file");
    // With the code that reads settings; components are without.
    manifest(
        folder,
        &["json"],
        "[lib]\ncrate-type = [\"rlib\", \"cdylib\"]\n",
    );
}

/// Writes a crate of components: the name of each, its bindings and its source,
/// which has the former in its module `bindings`. No warning is let pass.
pub(crate) fn write_components(folder: &Path, components: &[(String, String, String)]) {
    let mut targets = String::from("[lints.rust]\nwarnings = \"deny\"\n");
    let examples = folder.join("examples");
    if examples.exists() {
        std::fs::remove_dir_all(&examples).expect("a folder to empty");
    }
    std::fs::create_dir_all(folder.join("src")).expect("a folder");
    std::fs::write(folder.join("src/lib.rs"), "").expect("a file");
    for (name, bindings, source) in components {
        let example = examples.join(name);
        std::fs::create_dir_all(&example).expect("a folder");
        std::fs::write(example.join("bindings.rs"), bindings).expect("a file");
        std::fs::write(example.join("main.rs"), source).expect("a file");
        write!(
            targets,
            "\n[[example]]\nname = \"{name}\"\npath = \"examples/{name}/main.rs\"\n\
             crate-type = [\"cdylib\"]\n"
        )
        .expect("text");
    }
    manifest(folder, &[], &targets);
}

/// Writes the manifest of a crate that depends on the guest crate.
fn manifest(folder: &Path, features: &[&str], rest: &str) {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = package.parent().expect("the workspace");
    let guest = workspace.join("guest");
    std::fs::write(
        folder.join("Cargo.toml"),
        format!(
            "[workspace]\n\n[package]\nname = \"golden\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\ngreentic-guest = {{ path = '{}', features = {features:?} }}\n\n{rest}",
            guest.display()
        ),
    )
    .expect("a file");
}

/// Reads the component of that name, of those that were built for wasm32-wasip2.
pub(crate) fn built(name: &str) -> Vec<u8> {
    let examples = target().join("wasm32-wasip2/debug/examples");
    std::fs::read(examples.join(name).with_extension("wasm")).expect("a component")
}

/// Runs cargo on the crate, with nothing of the environment's own in it.
pub(crate) fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("cargo runs")
}

/// Builds the documentation of the crate, where every warning is an error.
pub(crate) fn documented(folder: &Path) -> Output {
    command(folder, &["doc", "--no-deps"])
        .env("RUSTDOCFLAGS", "-Dwarnings")
        .output()
        .expect("cargo runs")
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target())
        // Half a gigabyte that nobody looks at.
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET");
    command
}

/// Shared by all crates and all runs, so that what they depend on is built
/// once.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden")
}
