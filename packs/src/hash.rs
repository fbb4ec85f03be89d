//! The hash of a component that its manifest carries.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::Error;

/// The beginning of a hash; 64 hexadecimal digits follow.
const ALGORITHM: &str = "blake3:";

/// The part of a manifest that holds the hash.
#[derive(Deserialize)]
struct ManifestHashes<T> {
    hashes: Hashes<T>,
}

#[derive(Deserialize)]
struct Hashes<T> {
    component_wasm: T,
}

/// Returns the hash of a component as its manifest says it: BLAKE3 over the whole
/// file.
pub fn of(component: &[u8]) -> String {
    format!("{ALGORITHM}{}", blake3::hash(component).to_hex())
}

/// Returns the text of a `component.manifest.json` with the hash of this component in
/// place of the one that it has. Every other byte stays as its author wrote it.
///
/// # Errors
///
/// - [`Error::Manifest`] if the text is no JSON, or has no `hashes.component_wasm`.
pub fn renewed(manifest: &str, component: &[u8]) -> Result<String, Error> {
    let found: ManifestHashes<&RawValue> = serde_json::from_str(manifest).map_err(|error| {
        Error::manifest(
            "hashes.component_wasm",
            format!("cannot be found: {error}; the hash of the component belongs there"),
        )
    })?;
    let old = found.hashes.component_wasm.get();
    // A part of the text, so the distance of both is its place.
    let start = old.as_ptr().addr() - manifest.as_ptr().addr();
    let mut text = String::with_capacity(manifest.len() + 80);
    text.push_str(&manifest[..start]);
    text.push('"');
    text.push_str(&of(component));
    text.push('"');
    text.push_str(&manifest[start + old.len()..]);
    Ok(text)
}

/// Compares the hash in a manifest with that of a component.
///
/// # Errors
///
/// - [`Error::Hash`] if they differ.
/// - [`Error::Manifest`] as [`renewed`].
pub fn check(manifest: &str, component: &[u8]) -> Result<(), Error> {
    let (said, is) = (stated(manifest)?, of(component));
    // The platform compares the digits as they are written.
    if said == is {
        return Ok(());
    }
    Err(Error::Hash { said, is })
}

/// Returns the hash that a manifest has, whatever it is of.
///
/// # Errors
///
/// - [`Error::Manifest`] as [`renewed`], or if it is no text.
pub fn stated(manifest: &str) -> Result<String, Error> {
    let manifest: ManifestHashes<String> = serde_json::from_str(manifest).map_err(|error| {
        Error::manifest(
            "hashes.component_wasm",
            format!("cannot be read: {error}; write it anew with `greentic-tiny manifest renew`"),
        )
    })?;
    Ok(manifest.hashes.component_wasm)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "{ \"hashes\" :\n\t{\"component_wasm\":  \"old\" } , \"x\": \"old\" }\n";

    #[test]
    fn renewing_changes_the_hash_and_nothing_else() {
        let renewed = renewed(MANIFEST, b"wasm").unwrap();
        let hash = of(b"wasm");
        // As the reference implementation's command prints it.
        assert_eq!(hash.len(), 7 + 64);
        assert_eq!(renewed, MANIFEST.replacen("old", &hash, 1));
        check(&renewed, b"wasm").unwrap();
        assert_eq!(super::renewed(&renewed, b"wasm").unwrap(), renewed);
        let Error::Hash { said, is } = check(&renewed, b"wasm2").unwrap_err() else {
            panic!("another error");
        };
        assert_eq!((said, is), (hash, of(b"wasm2")));
    }

    #[test]
    fn a_manifest_without_a_hash_is_an_error_that_names_it() {
        for text in [
            "",
            "[]",
            "{}",
            r#"{"hashes":{}}"#,
            r#"{"hashes":{"component_wasm":1,"component_wasm":2}}"#,
        ] {
            let error = renewed(text, b"").unwrap_err();
            assert!(
                error.to_string().contains("hashes.component_wasm"),
                "{error}"
            );
        }
        assert!(check(r#"{"hashes":{"component_wasm":7}}"#, b"").is_err());
    }
}
