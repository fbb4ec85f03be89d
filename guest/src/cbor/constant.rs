//! CBOR that is known when the component is compiled, from the JSON of it.

use super::order::{info, is_before, part};
use super::walk::DEPTH;

/// The bytes of a constant, and how many of them there are.
///
/// Everything here is for [`from_json_const!`](super::from_json_const) and runs
/// while a component is compiled.
#[derive(Debug)]
pub struct Constant<const ROOM: usize> {
    bytes: [u8; ROOM],
    len: usize,
}

/// Returns how many bytes of CBOR the JSON in `text` is at most: a number of three
/// characters can be a float of nine bytes.
pub const fn room(text: &str) -> usize {
    3 * text.len() + 9
}

impl<const ROOM: usize> Constant<ROOM> {
    /// Converts the JSON in `text`, which was checked.
    #[allow(clippy::indexing_slicing, reason = "runs in the compiler, which tells")]
    pub const fn of(text: &str) -> Self {
        let text = text.as_bytes();
        let mut this = Self {
            bytes: [0; ROOM],
            len: 0,
        };
        // Start and end of each field of the objects that are open, those of the
        // innermost last and in order.
        let mut fields = [(0, 0); ROOM];
        let mut known = 0;
        // For each array or object its first byte, how many items or fields it
        // has, and the first of those fields.
        let mut open = [(0, 0, 0); DEPTH + 1];
        let mut depth = 0;
        // Where the name is whose value is due; 0 where none is.
        let mut names = [0; DEPTH + 1];
        let mut at = 0;
        while at < text.len() {
            let byte = text[at];
            let start = this.len;
            let mut name = false;
            match byte {
                b'{' | b'[' => {
                    at += 1;
                    depth += 1;
                    open[depth] = (start, 0, known);
                    names[depth] = 0;
                    this.put(if byte == b'{' { 0xA0 } else { 0x80 });
                    continue;
                }
                b'}' | b']' => {
                    at += 1;
                    let (start, count, first) = open[depth];
                    if byte == b'}' {
                        this.sort(&fields, first, known);
                        known = first;
                    }
                    this.count(start, count);
                    depth -= 1;
                }
                b'"' => {
                    at = this.string(text, at);
                    name = depth > 0 && this.bytes[open[depth].0] == 0xA0 && names[depth] == 0;
                }
                b't' | b'f' | b'n' => {
                    at += if byte == b'f' { 5 } else { 4 };
                    this.put(match byte {
                        b'f' => 0xF4,
                        b't' => 0xF5,
                        _ => 0xF6,
                    });
                }
                b'-' | b'0'..=b'9' => at = this.number(text, at),
                // Space, commas and colons.
                _ => {
                    at += 1;
                    continue;
                }
            }
            if name {
                names[depth] = start;
            } else if depth > 0 {
                open[depth].1 += 1;
                if names[depth] != 0 {
                    let field = (names[depth], this.len);
                    this.insert(&mut fields, open[depth].2, known, field);
                    known += 1;
                    names[depth] = 0;
                }
            }
        }
        this
    }

    /// Returns how many bytes there are.
    #[allow(clippy::len_without_is_empty, reason = "never empty")]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Returns the bytes, of which there are `LEN`.
    pub const fn cut<const LEN: usize>(&self) -> [u8; LEN] {
        let mut bytes = [0; LEN];
        bytes.copy_from_slice(part(&self.bytes, 0, LEN));
        bytes
    }

    #[allow(clippy::indexing_slicing, reason = "runs in the compiler, which tells")]
    const fn put(&mut self, byte: u8) {
        self.bytes[self.len] = byte;
        self.len += 1;
    }

    /// Appends a first byte, and of the number as many as it announces.
    const fn head(&mut self, first: u8, number: u64) {
        self.put(first);
        let info = first & 31;
        let mut width = if info < 24 { 0 } else { 8 << (info - 24) };
        while width > 0 {
            width -= 8;
            self.put((number >> width) as u8);
        }
    }

    /// Puts a number of items into the head of an array or object.
    #[allow(clippy::indexing_slicing, reason = "runs in the compiler, which tells")]
    const fn count(&mut self, start: usize, count: u64) {
        let first = self.bytes[start] | info(count);
        let old = self.len;
        self.len = start;
        let kept = self.bytes;
        self.head(first, count);
        let mut at = start + 1;
        while at < old {
            self.put(kept[at]);
            at += 1;
        }
    }

    /// Puts a field to its place among the others of its object.
    #[allow(clippy::indexing_slicing, reason = "runs in the compiler, which tells")]
    const fn insert(
        &self,
        fields: &mut [(usize, usize)],
        first: usize,
        end: usize,
        field: (usize, usize),
    ) {
        let (mut low, mut high) = (first, end);
        while low < high {
            let middle = usize::midpoint(low, high);
            if is_before(&self.bytes, self.name(fields[middle].0), self.name(field.0)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        assert!(
            low == end || is_before(&self.bytes, self.name(field.0), self.name(fields[low].0)),
            "an object of the constant has a name twice"
        );
        let mut at = end;
        while at > low {
            fields[at] = fields[at - 1];
            at -= 1;
        }
        fields[low] = field;
    }

    /// Returns where the name is that starts here.
    #[allow(clippy::indexing_slicing, reason = "runs in the compiler, which tells")]
    const fn name(&self, start: usize) -> (usize, usize) {
        let info = self.bytes[start] & 31;
        let mut end = start + 1;
        let mut length = info as usize;
        if info >= 24 {
            length = 0;
            while end < start + 1 + (1 << (info - 24)) {
                length = length << 8 | self.bytes[end] as usize;
                end += 1;
            }
        }
        (start, end + length)
    }

    /// Puts the fields of an object, which are the last of all bytes, in order.
    #[allow(clippy::indexing_slicing, reason = "runs in the compiler, which tells")]
    const fn sort(&mut self, fields: &[(usize, usize)], first: usize, end: usize) {
        let kept = self.bytes;
        let mut which = first;
        let mut to = self.len;
        while which < end {
            to -= fields[which].1 - fields[which].0;
            which += 1;
        }
        which = first;
        while which < end {
            let (mut at, end) = fields[which];
            while at < end {
                self.bytes[to] = kept[at];
                to += 1;
                at += 1;
            }
            which += 1;
        }
    }

    /// Appends the string at `start`, and returns its end.
    #[allow(clippy::indexing_slicing, reason = "runs in the compiler, which tells")]
    const fn string(&mut self, text: &[u8], start: usize) -> usize {
        let begin = self.len;
        let mut at = start + 1;
        while text[at] != b'"' {
            if text[at] == b'\\' {
                at = self.escape(text, at + 1);
            } else {
                self.put(text[at]);
                at += 1;
            }
        }
        let length = (self.len - begin) as u64;
        // Behind a head, which was not there yet.
        let kept = self.bytes;
        self.len = begin;
        self.head(0x60 | info(length), length);
        let mut from = begin;
        while from < begin + length as usize {
            self.put(kept[from]);
            from += 1;
        }
        at + 1
    }

    /// Appends the character of the escape behind a backslash, and returns its
    /// end.
    #[allow(clippy::indexing_slicing, reason = "runs in the compiler, which tells")]
    const fn escape(&mut self, text: &[u8], at: usize) -> usize {
        let mut end = at + 1;
        let mut code = match text[at] {
            b'b' => 8,
            b't' => 9,
            b'n' => 10,
            b'f' => 12,
            b'r' => 13,
            b'u' => {
                end = at + 5;
                hex(text, at + 1)
            }
            other => other as u32,
        };
        if code >> 10 == 0xD800 >> 10 && text[at] == b'u' {
            code = 0x1_0000 + ((code & 0x3FF) << 10) + (hex(text, at + 7) & 0x3FF);
            end = at + 11;
        }
        if code < 0x80 {
            self.put(code as u8);
        } else {
            let more = if code < 0x800 {
                1
            } else if code < 0x1_0000 {
                2
            } else {
                3
            };
            self.put((0x7F80_u32 >> more) as u8 | (code >> (6 * more)) as u8);
            let mut left = more;
            while left > 0 {
                left -= 1;
                self.put(0x80 | (code >> (6 * left) & 0x3F) as u8);
            }
        }
        end
    }

    /// Appends the number at `at`, and returns its end.
    const fn number(&mut self, text: &[u8], at: usize) -> usize {
        let (end, first, number) = super::constant_number::read(text, at);
        self.head(first, number);
        end
    }
}

/// Returns what four digits in base 16 are.
#[allow(clippy::indexing_slicing, reason = "runs in the compiler, which tells")]
const fn hex(text: &[u8], start: usize) -> u32 {
    let mut code = 0;
    let mut at = start;
    while at < start + 4 {
        let digit = text[at];
        let letter = if digit > b'9' { 9 } else { 0 };
        code = code << 4 | ((digit & 15) as u32 + letter);
        at += 1;
    }
    code
}
