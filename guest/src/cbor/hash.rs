//! `schema_hash`: what hosts tell the schemas of components apart by.

/// The hash of the schemas of a component: 64 digits in base 16.
///
/// ```
/// use greentic_guest::cbor::{self, SchemaHash};
///
/// const ANY: &[u8] = cbor::constant!({});
/// const HASH: SchemaHash = cbor::schema_hash(ANY, ANY, ANY);
/// assert!(HASH.as_str().bytes().all(|digit| digit.is_ascii_hexdigit()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchemaHash([u8; 64]);

impl SchemaHash {
    /// Returns the digits.
    pub const fn as_str(&self) -> &str {
        match crate::abi::from_utf8(&self.0) {
            Some(text) => text,
            None => "",
        }
    }
}

/// Returns the `schema_hash` of a component's description (`greentic:component`
/// 0.6): SHA-256 over the canonical CBOR of `{"input": .., "config": ..,
/// "output": ..}`.
///
/// The schemas are canonical CBOR, as [`from_json_const!`](super::from_json_const)
/// makes it. In a constant it costs no code:
///
/// ```
/// use greentic_guest::cbor;
///
/// const INPUT: &[u8] = cbor::constant!({"type": "string", "min_len": 1});
/// const OUTPUT: &[u8] = cbor::constant!({"type": "bool"});
/// const CONFIG: &[u8] = cbor::constant!({"type": "null"});
/// const HASH: cbor::SchemaHash = cbor::schema_hash(INPUT, OUTPUT, CONFIG);
/// const DIGITS: &str = HASH.as_str();
/// assert_eq!(DIGITS.len(), 64);
/// ```
#[allow(clippy::indexing_slicing, reason = "64 digits of 32 bytes")]
pub const fn schema_hash(input: &[u8], output: &[u8], config: &[u8]) -> SchemaHash {
    let hash = sha256(&[
        b"\xA3\x65input",
        input,
        b"\x66config",
        config,
        b"\x66output",
        output,
    ]);
    let mut digits = [0; 64];
    let mut at = 0;
    while at < 64 {
        let digit = (hash[at / 8] >> (28 - at % 8 * 4) & 15) as u8;
        digits[at] = digit + if digit < 10 { b'0' } else { b'a' - 10 };
        at += 1;
    }
    SchemaHash(digits)
}

/// The first 32 bits of the fractions of roots of the first primes: of square
/// roots for what a hash starts with, of cube roots for each round (FIPS 180-4).
const START: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];
#[rustfmt::skip]
const ROUNDS: [u32; 64] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
];

/// Returns the SHA-256 of the parts, one behind the other (FIPS 180-4).
#[allow(clippy::indexing_slicing, reason = "blocks of 64 bytes")]
const fn sha256(parts: &[&[u8]]) -> [u32; 8] {
    let mut state = START;
    let mut block = [0; 64];
    let mut len = 0_usize;
    let mut which = 0;
    while which < parts.len() {
        let mut rest = parts[which];
        while let [byte, behind @ ..] = rest {
            rest = behind;
            block[len % 64] = *byte;
            len += 1;
            if len.is_multiple_of(64) {
                state = mix(state, &block);
            }
        }
        which += 1;
    }
    // A bit, zeros up to the last 8 bytes of a block, and the length in bits.
    let bits = (len as u64 * 8).to_be_bytes();
    let mut at = len % 64;
    block[at] = 0x80;
    at += 1;
    loop {
        if at == 64 {
            state = mix(state, &block);
            at = 0;
        }
        if at == 56 {
            break;
        }
        block[at] = 0;
        at += 1;
    }
    while at < 64 {
        block[at] = bits[at - 56];
        at += 1;
    }
    mix(state, &block)
}

/// Mixes a block into the state.
#[allow(clippy::indexing_slicing, reason = "16 words of a block, 64 rounds")]
#[allow(clippy::many_single_char_names, reason = "as FIPS 180-4 has them")]
const fn mix(state: [u32; 8], block: &[u8; 64]) -> [u32; 8] {
    let mut words = [0_u32; 64];
    let mut at = 0;
    while at < 64 {
        words[at] = if at < 16 {
            u32::from_be_bytes([
                block[4 * at],
                block[4 * at + 1],
                block[4 * at + 2],
                block[4 * at + 3],
            ])
        } else {
            let (low, high) = (words[at - 15], words[at - 2]);
            let low = low.rotate_right(7) ^ low.rotate_right(18) ^ low >> 3;
            let high = high.rotate_right(17) ^ high.rotate_right(19) ^ high >> 10;
            words[at - 16]
                .wrapping_add(low)
                .wrapping_add(words[at - 7])
                .wrapping_add(high)
        };
        at += 1;
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = state;
    let mut at = 0;
    while at < 64 {
        let sum = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let choice = e & f ^ !e & g;
        let first = h
            .wrapping_add(sum)
            .wrapping_add(choice)
            .wrapping_add(ROUNDS[at])
            .wrapping_add(words[at]);
        let sum = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let second = sum.wrapping_add(a & b ^ a & c ^ b & c);
        (h, g, f, e, d, c, b, a) = (
            g,
            f,
            e,
            d.wrapping_add(first),
            c,
            b,
            a,
            first.wrapping_add(second),
        );
        at += 1;
    }
    let mixed = [a, b, c, d, e, f, g, h];
    let mut sum = state;
    at = 0;
    while at < 8 {
        sum[at] = sum[at].wrapping_add(mixed[at]);
        at += 1;
    }
    sum
}
