//! Bytes that nobody meant. The host refuses them or runs them within limits,
//! and never panics.

use std::sync::LazyLock;
use std::time::Duration;

use greentic_host_shim::{ExecCtx, Host, Limits, Shim};
use proptest::collection::vec;
use proptest::prelude::*;

use greentic_testkit::handmade::{describe, node};

static SHIM: LazyLock<Shim> = LazyLock::new(|| {
    Shim::new(Limits {
        deadline: Some(Duration::from_millis(50)),
        memory_bytes: 4 << 20,
        ..Limits::default()
    })
    .unwrap()
});
static NODE: LazyLock<Vec<u8>> = LazyLock::new(node);
static DESCRIBE: LazyLock<Vec<u8>> = LazyLock::new(describe);

/// Goes as far with the bytes as they allow.
fn run(bytes: &[u8]) {
    let component = match SHIM.load(bytes) {
        Ok(component) => component,
        Err(error) => {
            assert!(error.is_unfit(), "{error:?}");
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    let Ok(mut instance) = component.instantiate(Host::new()) else {
        return;
    };
    // Whatever comes back; an error stops the instance, so the rest is quick.
    let ctx = ExecCtx::new("dev", "acme", "flow");
    let _ = instance.describe_json();
    let _ = instance.get_manifest();
    let _ = instance.invoke(&ctx, "echo", "input");
    let _ = instance.invoke_stream(&ctx, "echo", "input");
}

/// Flips the bits of `mask` at each place.
fn damaged(bytes: &[u8], damage: &[(prop::sample::Index, u8)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (place, mask) in damage {
        let place = place.index(bytes.len());
        bytes[place] ^= mask;
    }
    bytes
}

fn damage() -> impl Strategy<Value = Vec<(prop::sample::Index, u8)>> {
    vec((any::<prop::sample::Index>(), 1..=u8::MAX), 1..4)
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    // Refused before anything is compiled, nearly always.
    #![proptest_config(cases(500))]

    #[test]
    fn random_bytes(bytes in vec(any::<u8>(), 0..512)) {
        run(&bytes);
    }

    #[test]
    fn random_bytes_behind_a_good_header(bytes in vec(any::<u8>(), 0..512)) {
        run(&[b"\0asm\x0d\0\x01\0", &bytes[..]].concat());
    }

    #[test]
    fn cut_off(length in any::<prop::sample::Index>()) {
        run(&NODE[..length.index(NODE.len())]);
        run(&DESCRIBE[..length.index(DESCRIBE.len())]);
    }
}

proptest! {
    // Many of these compile and run.
    #![proptest_config(cases(100))]

    #[test]
    fn damaged_description(damage in damage()) {
        run(&damaged(&DESCRIBE, &damage));
    }

    #[test]
    fn damaged_node(damage in damage()) {
        run(&damaged(&NODE, &damage));
    }
}
