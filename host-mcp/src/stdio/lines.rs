//! Lines of bounded length.

use std::io;

use tokio::io::{AsyncBufRead, AsyncBufReadExt as _, AsyncReadExt as _};

/// Bytes of a line that is too long that are read, and forgotten, at once.
const BUFFER: u64 = 64 << 10;

/// The next line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Its bytes, with its end if it has one.
    Whole(Vec<u8>),
    /// It has more than may be, and is not kept.
    TooLong,
}

/// Reads the next line of so many bytes at the most, or the rest of one that is too
/// long up to its end. `None` at the end of the stream; a last line without an end is
/// one too.
pub(super) async fn next(
    reader: &mut (impl AsyncBufRead + Unpin),
    most: usize,
) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    let some = (most as u64).saturating_add(1);
    reader.take(some).read_until(b'\n', &mut line).await?;
    if line.is_empty() {
        return Ok(None);
    }
    if line.len() <= most || line.ends_with(b"\n") {
        return Ok(Some(Line::Whole(line)));
    }
    // Given back at once, not with the end of the line.
    line = Vec::new();
    while !line.ends_with(b"\n") {
        line.clear();
        if reader.take(BUFFER).read_until(b'\n', &mut line).await? == 0 {
            break;
        }
    }
    Ok(Some(Line::TooLong))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn long_lines_are_skipped_to_their_end() {
        let long = "x".repeat(200_000);
        let input = format!("12345\n123456\n\n{long}\r\n1\nrest");
        let mut reader = input.as_bytes();
        let mut found = Vec::new();
        while let Some(line) = next(&mut reader, 5).await.unwrap() {
            found.push(line);
        }
        let whole = |text: &str| Line::Whole(text.into());
        let expected = [
            whole("12345\n"),
            Line::TooLong,
            whole("\n"),
            Line::TooLong,
            whole("1\n"),
            whole("rest"),
        ];
        assert_eq!(found, expected);
    }
}
