//! Documents with damage, the same for each seed.

use fastrand::Rng;

/// Damages a document in up to three places; `pieces` are bytes that mean something.
pub(crate) fn damaged(mut bytes: Vec<u8>, pieces: &[u8], rng: &mut Rng) -> Vec<u8> {
    for _ in 0..=rng.usize(..3) {
        let at = rng.usize(..bytes.len());
        let piece = pieces[rng.usize(..pieces.len())];
        match rng.u8(..7) {
            0 => drop(bytes.remove(at)),
            1 => bytes.insert(at, piece),
            2 => bytes[at] = piece,
            3 => bytes[at] ^= 1 << rng.u8(..8),
            4 => bytes.truncate(at.max(1)),
            5 => {
                let end = rng.usize(at..bytes.len());
                let part = bytes[at..end].to_vec();
                let to = rng.usize(..bytes.len());
                bytes.splice(to..to, part);
            }
            _ => {
                let end = rng.usize(at..bytes.len());
                bytes.drain(at..end);
            }
        }
        if bytes.is_empty() {
            bytes.push(pieces[0]);
        }
    }
    bytes
}
