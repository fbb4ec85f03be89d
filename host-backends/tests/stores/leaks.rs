//! Secrets reach neither logs nor error messages.

use greentic_host_backends::secrets::{DirectorySecrets, MemorySecrets};
use greentic_host_backends::state::{MemoryState, StateLimits};
use greentic_host_shim::services::state::{Scope, StateStore};
use greentic_host_shim::{Host, Secrets, SecretsError, SigningKey};

const MARKER: &str = "sesame-open-up";

/// Every way in which a text shows bytes.
fn shows(text: &str, secret: &str) -> bool {
    let bytes = format!("{:?}", secret.as_bytes());
    let inner = bytes.trim_matches(['[', ']']);
    let hex: Vec<_> = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    text.contains(secret) || text.contains(inner) || text.contains(&hex.concat())
}

#[test]
fn nothing_shows_what_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("KEY"), MARKER).unwrap();
    let memory = MemorySecrets::new().with("KEY", MARKER);
    let directory = DirectorySecrets::new(folder.path()).unwrap();
    let state = MemoryState::new(StateLimits {
        value_bytes: MARKER.len(),
        ..StateLimits::default()
    });
    let scope = Scope::new("prod", "acme");
    state.write(&scope, "key", MARKER.as_bytes()).unwrap();
    let larger = format!("{MARKER}{MARKER}");
    let too_large = state.write(&scope, "key", larger.as_bytes()).unwrap_err();
    let mut key = [0; 32];
    key[..MARKER.len()].copy_from_slice(MARKER.as_bytes());
    // SAFETY: nothing is signed with it.
    #[allow(unsafe_code, reason = "to find its bytes where they must not be")]
    let key = unsafe { SigningKey::new(key) };
    let of = Some(&scope);
    assert!(
        memory.get(of, "KEY").unwrap().is_some() && directory.get(of, "KEY").unwrap().is_some()
    );
    let host = Host::new().secrets(memory.clone());
    for text in [
        format!("{memory:?} {memory:#?}"),
        format!("{directory:?}"),
        format!("{state:?}"),
        format!("{too_large:?} {too_large}"),
        format!("{key:?}"),
        format!("{host:?} {:?}", host.clone().state(state)),
        format!("{:?} {}", SecretsError::Denied, SecretsError::Denied),
    ] {
        assert!(!shows(&text, MARKER), "{text}");
    }
}

#[test]
fn a_secret_that_is_shown_would_be_found() {
    assert!(shows(&format!("{:?}", Some(MARKER)), MARKER));
    assert!(shows(&format!("{:?}", MARKER.as_bytes()), MARKER));
}
