//! Compressed sizes of files: gzip, brotli and zstd.
//!
//! Each compressor works at its best level, like a server that compresses a file once.
//! Large files take a lower level, so that 10 MB take only a few seconds. The sizes of two
//! files are comparable if both are on the same side of a bound.

use std::io::Write as _;

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, GzBuilder};

/// The size from which on brotli is used at quality 9 instead of 11, in bytes.
pub const BROTLI_LARGE: usize = 1 << 20;

/// The size from which on zstd is used at level 12 instead of 22, in bytes.
pub const ZSTD_LARGE: usize = 4 << 20;

/// The size from which on the compressors run at the same time, in bytes.
const AT_ONCE: usize = 1 << 16;

/// The sizes of a file after each compressor, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compressed {
    /// After [`gzip`].
    pub gzip: u64,
    /// After [`brotli()`].
    pub brotli: u64,
    /// After [`zstd()`].
    pub zstd: u64,
}

impl Compressed {
    /// Compresses a file in each way.
    pub fn of(bytes: &[u8]) -> Self {
        let length = |compressed: Vec<u8>| compressed.len() as u64;
        if bytes.len() < AT_ONCE {
            return Self {
                gzip: length(gzip(bytes)),
                brotli: length(brotli(bytes)),
                zstd: length(zstd(bytes)),
            };
        }
        std::thread::scope(|scope| {
            let brotli = scope.spawn(|| length(brotli(bytes)));
            Self {
                gzip: length(gzip(bytes)),
                zstd: length(zstd(bytes)),
                brotli: joined(brotli),
            }
        })
    }
}

fn joined<T>(thread: std::thread::ScopedJoinHandle<'_, T>) -> T {
    thread
        .join()
        .unwrap_or_else(|payload| std::panic::resume_unwind(payload))
}

/// Returns a file after gzip at level 9. The header has no name and no time, so the result
/// depends on nothing else.
///
/// # Panics
/// Never: writing to memory does not fail.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzBuilder::new().write(Vec::new(), Compression::best());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .expect("writing to memory does not fail")
}

/// Returns a file after brotli, with a window of 4 MiB, which browsers accept. The quality
/// is 11, and 9 from [`BROTLI_LARGE`] on.
///
/// # Panics
/// Never: writing to memory does not fail.
pub fn brotli(bytes: &[u8]) -> Vec<u8> {
    let parameters = BrotliEncoderParams {
        quality: if bytes.len() < BROTLI_LARGE { 11 } else { 9 },
        lgwin: 22,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let (mut input, mut output) = (bytes, Vec::new());
    brotli::BrotliCompress(&mut input, &mut output, &parameters)
        .expect("writing to memory does not fail");
    output
}

/// Returns a file after zstd: at level 22, and at 12 from [`ZSTD_LARGE`] on.
///
/// # Panics
/// Never: writing to memory does not fail.
pub fn zstd(bytes: &[u8]) -> Vec<u8> {
    let level = if bytes.len() < ZSTD_LARGE { 22 } else { 12 };
    zstd::bulk::compress(bytes, level).expect("writing to memory does not fail")
}
