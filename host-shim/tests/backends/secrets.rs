//! Stores of secrets: one suite for all of them.

use std::path::Path;

use greentic_host_shim::{DirectorySecrets, EnvSecrets, MemorySecrets, Secrets, SecretsError};

/// Every store with the secret `NAME`, which is this package's name, as Cargo
/// sets it in the environment of a test; and whether it can be written to.
fn stores(folder: &Path) -> Vec<(&'static str, Box<dyn Secrets>, bool)> {
    let name = "greentic-host-shim";
    std::fs::write(folder.join("NAME"), name).unwrap();
    let memory = MemorySecrets::new().with("NAME", name);
    let environment = EnvSecrets::new("CARGO_PKG_").unwrap();
    let directory = DirectorySecrets::new(folder).unwrap();
    vec![
        ("memory", Box::new(memory.clone()), false),
        ("writable memory", Box::new(memory.writable()), true),
        ("environment", Box::new(environment), false),
        ("directory", Box::new(directory.clone()), false),
        ("writable directory", Box::new(directory.writable()), true),
    ]
}

#[test]
fn all_know_what_there_is_and_what_not() {
    let folder = tempfile::tempdir().unwrap();
    for (name, store, _) in stores(folder.path()) {
        let expected = Ok(Some(b"greentic-host-shim".to_vec()));
        assert_eq!(store.get("NAME"), expected, "{name}");
        assert_eq!(store.get("NO_SUCH_SECRET"), Ok(None), "{name}");
        assert_eq!(store.get(""), Err(SecretsError::InvalidKey), "{name}");
    }
}

#[test]
fn only_those_that_may_be_written_to_are() {
    let folder = tempfile::tempdir().unwrap();
    for (name, store, writable) in stores(folder.path()) {
        let result = store.put("NEW", b"\xff\0");
        if writable {
            assert_eq!(result, Ok(()), "{name}");
            assert_eq!(store.get("NEW"), Ok(Some(b"\xff\0".to_vec())), "{name}");
            assert_eq!(store.put("NEW", b""), Ok(()), "{name}");
            assert_eq!(store.get("NEW"), Ok(Some(Vec::new())), "{name}");
            assert_eq!(store.put("", b"x"), Err(SecretsError::InvalidKey), "{name}");
        } else {
            assert_eq!(result, Err(SecretsError::Denied), "{name}");
            assert_eq!(store.get("NEW"), Ok(None), "{name}");
        }
    }
}

#[test]
fn no_key_leads_out_of_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("inside");
    std::fs::create_dir(&inside).unwrap();
    std::fs::write(folder.path().join("outside"), "secret").unwrap();
    std::fs::write(inside.join(".hidden"), "secret").unwrap();
    std::fs::create_dir(inside.join("folder")).unwrap();
    std::fs::write(inside.join("folder/file"), "secret").unwrap();
    let secrets = DirectorySecrets::new(&inside).unwrap().writable();
    let absolute = folder.path().join("outside");
    for key in [
        "../outside",
        "./../outside",
        "..",
        ".",
        ".hidden",
        "folder/file",
        "folder\\file",
        "a\0b",
        "ä",
        &"x".repeat(256),
        absolute.to_str().unwrap(),
    ] {
        assert_eq!(secrets.get(key), Err(SecretsError::InvalidKey), "{key:?}");
        let put = secrets.put(key, b"x");
        assert_eq!(put, Err(SecretsError::InvalidKey), "{key:?}");
    }
    // A folder is no secret.
    assert_eq!(secrets.get("folder"), Err(SecretsError::InvalidKey));
    let content = std::fs::read(folder.path().join("outside")).unwrap();
    assert_eq!(content, b"secret");
}

#[cfg(unix)]
#[test]
fn links_count_as_long_as_they_stay_in_the_folder() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("inside");
    std::fs::create_dir(&inside).unwrap();
    std::fs::write(folder.path().join("outside"), "secret").unwrap();
    symlink("../outside", inside.join("leads-out")).unwrap();
    // As Kubernetes lays them out.
    std::fs::create_dir(inside.join("..data")).unwrap();
    std::fs::write(inside.join("..data/token"), "sesame").unwrap();
    symlink("..data/token", inside.join("token")).unwrap();
    symlink("nowhere", inside.join("dangling")).unwrap();
    let secrets = DirectorySecrets::new(&inside).unwrap().writable();
    assert_eq!(secrets.get("token"), Ok(Some(b"sesame".to_vec())));
    assert_eq!(secrets.get("leads-out"), Err(SecretsError::Denied));
    assert_eq!(secrets.put("leads-out", b"x"), Err(SecretsError::Denied));
    assert_eq!(secrets.get("dangling"), Ok(None));
    let content = std::fs::read(folder.path().join("outside")).unwrap();
    assert_eq!(content, b"secret");

    // Nobody else reads what was stored.
    assert_eq!(secrets.put("new", b"x"), Ok(()));
    let mode = std::fs::metadata(inside.join("new")).unwrap().permissions();
    assert_eq!(mode.mode() & 0o077, 0);
    // And nothing is left beside it.
    let names = inside
        .read_dir()
        .unwrap()
        .map(|file| file.unwrap().file_name());
    assert!(
        names
            .into_iter()
            .all(|name| !name.to_string_lossy().contains("tmp"))
    );
}
