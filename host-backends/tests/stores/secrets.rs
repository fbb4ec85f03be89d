//! Stores of secrets: one suite for all of them.

use std::path::Path;

use greentic_host_backends::secrets::{DirectorySecrets, EnvSecrets, MemorySecrets};
use greentic_host_shim::services::state::Scope;
use greentic_host_shim::{Secrets, SecretsError};

fn acme() -> Scope {
    Scope::new("prod", "acme")
}

/// Others than the tenant above, those that look like it among them.
fn others() -> Vec<Option<Scope>> {
    let scopes = [
        ("prod", "other"),
        ("test", "acme"),
        ("prod", "Acme"),
        ("", "prod/acme"),
        ("prod/acme", ""),
        ("prod", ""),
        ("", ""),
        ("..", ".."),
        ("prod", "../prod/acme"),
    ];
    let scopes = scopes.map(|(env, tenant)| Some(Scope::new(env, tenant)));
    [&[None][..], &scopes[..]].concat()
}

/// Every store with the secret `NAME`, which is this package's name, as Cargo
/// sets it in the environment of a test; and whether it can be written to.
fn stores(folder: &Path) -> Vec<(&'static str, Box<dyn Secrets>, bool)> {
    let name = "greentic-host-backends";
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
        for scope in [vec![Some(acme())], others()].concat() {
            let get = |key| store.get(scope.as_ref(), key);
            let expected = Ok(Some(b"greentic-host-backends".to_vec()));
            assert_eq!(get("NAME"), expected, "{name} {scope:?}");
            assert_eq!(get("NO_SUCH_SECRET"), Ok(None), "{name} {scope:?}");
            assert_eq!(get(""), Err(SecretsError::InvalidKey), "{name}");
        }
    }
}

#[test]
fn only_those_that_may_be_written_to_are_and_for_one_tenant() {
    let folder = tempfile::tempdir().unwrap();
    let acme = acme();
    for (name, store, writable) in stores(folder.path()) {
        let put = |key, value: &[u8]| store.put(Some(&acme), key, value);
        let get = |key| store.get(Some(&acme), key);
        let result = put("NEW", b"\xff\0");
        if writable {
            assert_eq!(result, Ok(()), "{name}");
            assert_eq!(get("NEW"), Ok(Some(b"\xff\0".to_vec())), "{name}");
            assert_eq!(put("NEW", b""), Ok(()), "{name}");
            assert_eq!(get("NEW"), Ok(Some(Vec::new())), "{name}");
            assert_eq!(put("", b"x"), Err(SecretsError::InvalidKey), "{name}");
            // Of what is every tenant's only its own view changes.
            assert_eq!(put("NAME", b"own"), Ok(()), "{name}");
            assert_eq!(get("NAME"), Ok(Some(b"own".to_vec())), "{name}");
        } else {
            assert_eq!(result, Err(SecretsError::Denied), "{name}");
            assert_eq!(get("NEW"), Ok(None), "{name}");
        }
        // Nobody knows whose it would be.
        let nobodys = store.put(None, "NEW", b"x");
        assert_eq!(nobodys, Err(SecretsError::Denied), "{name}");
        for other in others() {
            let get = |key| store.get(other.as_ref(), key);
            assert_eq!(get("NEW"), Ok(None), "{name} {other:?}");
            let shared = Ok(Some(b"greentic-host-backends".to_vec()));
            assert_eq!(get("NAME"), shared, "{name} {other:?}");
        }
    }
}

#[test]
fn tenants_that_look_alike_do_not_meet() {
    let folder = tempfile::tempdir().unwrap();
    for (name, store, writable) in stores(folder.path()) {
        if !writable {
            continue;
        }
        let scopes: Vec<_> = others().into_iter().flatten().chain([acme()]).collect();
        for (at, scope) in scopes.iter().enumerate() {
            let value = [u8::try_from(at).unwrap()];
            assert_eq!(
                store.put(Some(scope), "OWN", &value),
                Ok(()),
                "{name} {scope:?}"
            );
        }
        for (at, scope) in scopes.iter().enumerate() {
            let value = vec![u8::try_from(at).unwrap()];
            let own = store.get(Some(scope), "OWN");
            assert_eq!(own, Ok(Some(value)), "{name} {scope:?}");
        }
        assert_eq!(store.get(None, "OWN"), Ok(None), "{name}");
    }
}

#[test]
fn a_folder_has_folders_for_tenants() {
    let folder = tempfile::tempdir().unwrap();
    let secrets = DirectorySecrets::new(folder.path()).unwrap();
    let own = folder.path().join("prod/acme");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(folder.path().join("token"), "shared").unwrap();
    std::fs::write(own.join("token"), "own").unwrap();
    std::fs::write(own.join("key"), "own").unwrap();
    let get = |scope: Option<Scope>, key| secrets.get(scope.as_ref(), key).unwrap();
    assert_eq!(get(Some(acme()), "token").unwrap(), b"own");
    assert_eq!(get(Some(acme()), "key").unwrap(), b"own");
    for other in others() {
        assert_eq!(get(other.clone(), "token").unwrap(), b"shared");
        assert_eq!(get(other, "key"), None);
    }
    // A name that no folder can have has none, and does no harm.
    let long = Some(Scope::new("prod", "A".repeat(100)));
    assert_eq!(get(long, "token").unwrap(), b"shared");
    let long = Scope::new("prod", "A".repeat(100));
    let put = secrets.writable().put(Some(&long), "token", b"x");
    assert_eq!(put, Err(SecretsError::InvalidKey));
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
    let acme = acme();
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
        for scope in [None, Some(&acme)] {
            let get = secrets.get(scope, key);
            assert_eq!(get, Err(SecretsError::InvalidKey), "{key:?}");
            let put = secrets.put(scope, key, b"x");
            assert_eq!(put, Err(SecretsError::InvalidKey), "{key:?}");
        }
    }
    // A folder is no secret.
    assert_eq!(secrets.get(None, "folder"), Err(SecretsError::InvalidKey));
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
    let acme = acme();
    let get = |key| secrets.get(Some(&acme), key);
    assert_eq!(get("token"), Ok(Some(b"sesame".to_vec())));
    assert_eq!(get("leads-out"), Err(SecretsError::Denied));
    assert_eq!(get("dangling"), Ok(None));

    // Nobody else reads what was stored.
    assert_eq!(secrets.put(Some(&acme), "new", b"x"), Ok(()));
    let own = inside.join("prod/acme");
    for (path, others) in [(own.join("new"), 0o077), (own.clone(), 0o077)] {
        let mode = std::fs::metadata(path).unwrap().permissions();
        assert_eq!(mode.mode() & others, 0);
    }
    // And nothing is left beside it.
    let names = own
        .read_dir()
        .unwrap()
        .map(|file| file.unwrap().file_name());
    assert!(
        names
            .into_iter()
            .all(|name| !name.to_string_lossy().contains("tmp"))
    );

    // From one tenant's folder no link leads to another's, or to what is not a
    // tenant's.
    let other = Scope::new("prod", "other");
    assert_eq!(secrets.put(Some(&other), "key", b"theirs"), Ok(()));
    symlink("../other/key", own.join("theirs")).unwrap();
    symlink("../../token", own.join("shared")).unwrap();
    symlink("../../../outside", own.join("outside")).unwrap();
    for key in ["theirs", "shared", "outside"] {
        assert_eq!(get(key), Err(SecretsError::Denied), "{key}");
        let put = secrets.put(Some(&acme), key, b"x");
        assert_eq!(put, Err(SecretsError::Denied), "{key}");
    }
    assert_eq!(
        secrets.get(Some(&other), "key"),
        Ok(Some(b"theirs".to_vec()))
    );
    let content = std::fs::read(folder.path().join("outside")).unwrap();
    assert_eq!(content, b"secret");
}

#[cfg(unix)]
#[test]
fn pipes_devices_and_files_without_end_are_no_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let secrets = DirectorySecrets::new(folder.path()).unwrap();
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let endless = std::fs::File::create(folder.path().join("endless")).unwrap();
    endless.set_len(1 << 40).unwrap();
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("zero")).unwrap();
    assert_eq!(secrets.get(None, "pipe"), Err(SecretsError::InvalidKey));
    assert_eq!(secrets.get(None, "endless"), Err(SecretsError::Internal));
    assert_eq!(secrets.get(None, "zero"), Err(SecretsError::Denied));
}
