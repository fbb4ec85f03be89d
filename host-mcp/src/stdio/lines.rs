//! Lines of bounded length.

use std::io;

use tokio::io::{AsyncBufReadExt as _, AsyncRead, BufReader};

/// Bytes that are read at once.
const BUFFER: usize = 64 << 10;

/// Reads lines, and of each no more than so many bytes.
pub(crate) struct Lines<R> {
    reader: BufReader<R>,
    most: usize,
}

/// What the next line is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// Its bytes, without its end.
    Whole(Vec<u8>),
    /// It was longer, and is not kept.
    TooLong,
}

impl<R: AsyncRead + Unpin> Lines<R> {
    pub(crate) fn new(reader: R, most: usize) -> Self {
        Self {
            reader: BufReader::with_capacity(BUFFER, reader),
            most,
        }
    }

    /// Reads the next line, or the rest of one that is too long up to its end.
    /// `None` at the end of the stream; a last line without an end is one too.
    pub(crate) async fn next(&mut self) -> io::Result<Option<Line>> {
        let mut line = Vec::new();
        let mut is_whole = true;
        loop {
            let available = self.reader.fill_buf().await?;
            if available.is_empty() {
                return Ok(match (is_whole, line.is_empty()) {
                    (true, true) => None,
                    (true, false) => Some(Line::Whole(line)),
                    (false, _) => Some(Line::TooLong),
                });
            }
            let end = available.iter().position(|byte| *byte == b'\n');
            let part = &available[..end.unwrap_or(available.len())];
            if is_whole && line.len() + part.len() <= self.most {
                line.extend_from_slice(part);
            } else {
                is_whole = false;
                // Given back at once, not with the end of the line.
                line = Vec::new();
            }
            let used = part.len() + usize::from(end.is_some());
            self.reader.consume(used);
            if end.is_some() {
                return Ok(Some(if is_whole {
                    Line::Whole(line)
                } else {
                    Line::TooLong
                }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn long_lines_are_skipped_to_their_end() {
        let input = b"12345\n123456\n\n123456789012345\r\n1\nrest".as_slice();
        let mut lines = Lines::new(input, 5);
        let mut found = Vec::new();
        while let Some(line) = lines.next().await.unwrap() {
            found.push(line);
        }
        let whole = |text: &str| Line::Whole(text.into());
        let expected = [
            whole("12345"),
            Line::TooLong,
            whole(""),
            Line::TooLong,
            whole("1"),
            whole("rest"),
        ];
        assert_eq!(found, expected);
    }
}
