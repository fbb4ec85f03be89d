//! Damaged documents: ours and ciborium must take the same, and read the same.

use ciborium::Value;
use fastrand::Rng;

use super::damaged::damaged;
use super::setting::setting;
use super::{from_hex, read, same};

const SEEDS: &[&str] = &[
    // {"symbol": "A€", "fresh": true, "count": 300, "ratio": -1.5, "items": [1, 2, {"a": []}], "none": null}
    "a66673796d626f6c6441e282ac656672657368f565636f756e7419012c65726174696ff9be00656974656d738301 02a1616180646e6f6e65f6",
    // The same with all that has no length.
    "bf7f63737965626f6c736441e282acff656672657368f57f60ff19012cff",
    "9f9fff9f9f9fffffbf616101ffbf61625f410142020340ffff7f61617f",
    "8a80818080a0a16161a161629f80ff644ef09f8c8d00205b000000000000000441020304fb3ff199999999999afa47c3500038ffd818420000",
    "a40102200300f961a17a00000001617841ff",
    "c074323031332d30332d32315432303a30343a30305a",
    "841bffffffffffffffff3bffffffffffffffffc249010000000000000000d9d9f7f7",
];

/// Bytes that mean something.
const BYTES: &[u8] = b"\x00\x17\x18\x19\x1A\x1B\x1C\x20\x38\x3B\x40\x41\x5F\x60\x61\x62\x7F\x80\x81\x82\x98\x9F\xA0\xA1\xB8\xBF\xC0\xC2\xD8\xF4\xF6\xF8\xF9\xFA\xFB\xFC\xFF\xC3";

/// Returns whether both may differ. The reasons:
///
/// - ciborium makes a number of an integer of more than 64 bits (tags 2 and 3 on a
///   byte string), where here the tag and the bytes can be read.
/// - ciborium has no place for simple values that mean nothing yet, and refuses
///   the document; here they are read as what they are.
/// - ciborium takes a string without a length whose parts are such strings again, which
///   RFC 8949, section 3.2.3, forbids.
fn may_differ(ours: &Result<Value, usize>, theirs: Option<&Value>, bytes: &[u8]) -> bool {
    let follow = |first: fn(u8) -> bool, next: fn(u8) -> bool| {
        bytes.windows(2).any(|pair| first(pair[0]) && next(pair[1]))
    };
    let large = follow(
        |first| matches!(first, 0xC2 | 0xC3),
        |next| matches!(next, 0x40..0x60),
    );
    let simple = bytes.iter().any(|byte| matches!(byte, 0xE0..0xF4 | 0xF8));
    match ours {
        Ok(_) => large || simple && theirs.is_none(),
        Err(at) => matches!(bytes.get(*at), Some(0x5F | 0x7F)),
    }
}

/// Returns the value that ciborium reads, if it reads all of the document.
fn theirs(mut bytes: &[u8]) -> Option<Value> {
    let value = ciborium::from_reader(&mut bytes).ok()?;
    bytes.is_empty().then_some(value)
}

#[test]
fn damaged_documents_are_taken_as_ciborium_takes_them() {
    let count = if cfg!(miri) {
        30
    } else {
        setting("CBOR_MUTANTS", 30_000)
    };
    let mut rng = Rng::with_seed(setting("CBOR_SEED", 1));
    let (mut taken, mut differ) = (0_u64, 0_u64);
    for _ in 0..count {
        let seed = SEEDS[rng.usize(..SEEDS.len())].replace(' ', "");
        let bytes = damaged(from_hex(&seed), BYTES, &mut rng);
        match (read(&bytes), theirs(&bytes)) {
            (Ok(ours), Some(theirs)) if same(&ours, &theirs) => taken += 1,
            (Err(_), None) => {}
            (ours, theirs) if may_differ(&ours, theirs.as_ref(), &bytes) => differ += 1,
            (ours, theirs) => panic!("{bytes:02x?}: {ours:?}, {theirs:?}"),
        }
    }
    println!("{count} documents: {taken} taken by both, {differ} differ");
    assert!(
        cfg!(miri) || taken > count / 20,
        "hardly one document is right: {taken}"
    );
    assert!(differ <= count / 100, "{differ}");
}
