//! Names by which functions are known again.
//!
//! The passes move functions, put some into others and throw some away, but they
//! keep the `name` section in line. So every function gets a name that says where
//! it was, and the function with that name afterwards is the same one.

use std::collections::HashMap;

use wasm_encoder::{NameMap, NameSection, Section as _};
use wasmparser::{BinaryReaderError, KnownCustom, Name, Parser, Payload, TypeRef};

/// A function of the input: the place of its module among all core modules, and
/// its index in there.
pub(super) type InputFunction = (u32, u32);

/// Returns a core module with the `name` section that tells where its functions
/// were.
///
/// # Errors
///
/// - It cannot be parsed.
pub(super) fn tagged(module: &[u8], number: u32) -> Result<Vec<u8>, BinaryReaderError> {
    let functions = functions(module)?;
    let mut map = NameMap::new();
    for index in 0..functions {
        map.append(index, &format!("{number}:{index}"));
    }
    let mut names = NameSection::new();
    names.functions(&map);
    let mut tagged = module.to_vec();
    names.append_to(&mut tagged);
    Ok(tagged)
}

/// Counts the functions of a core module, imports included.
fn functions(module: &[u8]) -> Result<u32, BinaryReaderError> {
    let mut count = 0;
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    count += u32::from(matches!(
                        import?.ty,
                        TypeRef::Func(_) | TypeRef::FuncExact(_)
                    ));
                }
            }
            Payload::FunctionSection(section) => count += section.count(),
            _ => {}
        }
    }
    Ok(count)
}

/// Returns the origins of the functions of a core module, by their index now. A
/// function that wasm-opt has made of a part of another one has a name that tells
/// nothing.
///
/// # Errors
///
/// - It cannot be parsed.
pub(super) fn origins(module: &[u8]) -> Result<HashMap<u32, InputFunction>, BinaryReaderError> {
    let names = names(module)?;
    let origin = |name: &str| -> Option<InputFunction> {
        let (module, index) = name.split_once(':')?;
        Some((module.parse().ok()?, index.parse().ok()?))
    };
    let origins = names
        .iter()
        .filter_map(|(index, name)| Some((*index, origin(name)?)));
    Ok(origins.collect())
}

/// Returns the names of the functions of a core module.
///
/// # Errors
///
/// - It cannot be parsed.
pub(super) fn names(module: &[u8]) -> Result<HashMap<u32, String>, BinaryReaderError> {
    let mut names = HashMap::new();
    for payload in Parser::new(0).parse_all(module) {
        let Payload::CustomSection(section) = payload? else {
            continue;
        };
        let KnownCustom::Name(parts) = section.as_known() else {
            continue;
        };
        // A damaged part names nothing.
        for part in parts.into_iter().flatten() {
            if let Name::Function(map) = part {
                let map = map.into_iter().flatten();
                names.extend(map.map(|naming| (naming.index, naming.name.to_owned())));
            }
        }
    }
    Ok(names)
}
