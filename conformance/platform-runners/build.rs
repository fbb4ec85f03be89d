//! Takes what calls a component out of the published sources of two runners: whole files
//! where they stand by themselves, functions out of `pack.rs`.
//! `PLATFORM_RUNNER_1_2_2` and `PLATFORM_RUNNER_0_4_60` name the folders of the crates.

use std::path::{Path, PathBuf};
use std::{env, fs};

use syn::{File, ImplItem, Item};

/// Files that refer to nothing but each other and crates.
const FILES: [(&str, &[&str]); 2] = [
    (
        "PLATFORM_RUNNER_1_2_2",
        &["component_api.rs", "caller_identity.rs", "provider_core.rs", "runner/invocation.rs"],
    ),
    ("PLATFORM_RUNNER_0_4_60", &["component_api.rs", "runner/invocation.rs"]),
];

/// Functions of `pack.rs`: those by themselves, and those of `HostState`.
const FUNCTIONS: [&str; 6] = [
    "is_missing_node_export",
    "parse_v06_input",
    "instantiate_component_result",
    "try_v06_runtime",
    "convert_invoke_result",
    "merge_component_config_into_input_json",
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("Cargo's"));
    for (variable, files) in FILES {
        println!("cargo::rerun-if-env-changed={variable}");
        let sources = env::var_os(variable).unwrap_or_else(|| panic!("set {variable}"));
        let sources = Path::new(&sources).join("src");
        let folder = out.join(variable.to_lowercase());
        fs::create_dir_all(&folder).expect("a folder");
        for file in files {
            let mut text = parsed(&sources.join(file));
            // Their tests want what is not here.
            text.items.retain(|item| !is_tests(item));
            // Inner documentation cannot be included.
            text.attrs.clear();
            let name = Path::new(file).file_name().expect("a name");
            fs::write(folder.join(name), prettyplease::unparse(&text)).expect("a file");
        }
        let called = functions(parsed(&sources.join("pack.rs")));
        // The older one was made with a Wasmtime that had the error of `anyhow` for its
        // own; the newer one has this conversion itself.
        let called = if variable == "PLATFORM_RUNNER_0_4_60" {
            let converted = called.replace("  Err(err)\n", "  Err(err.into())\n");
            assert_ne!(converted, called, "the conversion is not where it was");
            converted
        } else {
            called
        };
        fs::write(folder.join("pack.rs"), called).expect("a file");
    }
}

fn parsed(path: &Path) -> File {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn is_tests(item: &Item) -> bool {
    matches!(item, Item::Mod(module) if module.ident.to_string().contains("tests"))
}

/// The functions, with those of `HostState` in one block of theirs.
fn functions(file: File) -> String {
    let mut alone = Vec::new();
    let mut methods = Vec::new();
    let wanted = |name: &syn::Ident| FUNCTIONS.iter().any(|one| name == one);
    for item in file.items {
        match item {
            Item::Fn(function) if wanted(&function.sig.ident) => alone.push(Item::Fn(function)),
            Item::Impl(block) if block.trait_.is_none() => {
                for item in block.items {
                    if let ImplItem::Fn(mut function) = item
                        && wanted(&function.sig.ident)
                    {
                        function.vis = syn::parse_quote!(pub);
                        methods.push(ImplItem::Fn(function));
                    }
                }
            }
            _ => {}
        }
    }
    let mut block: syn::ItemImpl = syn::parse_str("impl HostState {}").expect("a block");
    block.items = methods;
    alone.push(Item::Impl(block));
    prettyplease::unparse(&File { shebang: None, attrs: Vec::new(), items: alone })
}
