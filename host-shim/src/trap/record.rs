//! Finds the record of a panic in the memory of a component.
//!
//! `greentic_guest::panic` writes it, and its documentation has the form.

use wasmtime::{AsContext, WasmCoreDump};

use super::Record;

/// The first bytes of a record.
const MAGIC: [u32; 4] = [0xfff0_9f92, 0xa5ff_6e61, 0x9b3c_dec6, 0x01ff_b1a7];

/// The offsets of its parts.
const ADDRESS: usize = 16;
const STATE: usize = 20;
const REASON: usize = 24;
const LINE: usize = 32;
const COLUMN: usize = 36;
const FILE_LEN: usize = 40;
const MESSAGE_LEN: usize = 44;
const FILE: usize = 48;
const MESSAGE: usize = FILE + 256;
const END: usize = MESSAGE + 1024;

/// Bytes of a memory that are searched: a record is a static, and those come first.
const SEARCHED: usize = 64 << 20;

/// Returns the first record in the memories of a component that has trapped.
pub(crate) fn find(dump: &WasmCoreDump, store: impl AsContext) -> Option<Record> {
    let store = store.as_context();
    let mut memories = dump.memories().iter();
    memories.find_map(|memory| within(memory.data(&store)))
}

/// Returns the first record in a memory. What only looks like one, a copy of one that the
/// component was sent say, has another address in it.
fn within(memory: &[u8]) -> Option<Record> {
    let memory = &memory[..memory.len().min(SEARCHED)];
    let first = MAGIC[0].to_le_bytes();
    let words = memory.chunks_exact(4).enumerate();
    let mut found = words.filter(|(_, word)| *word == first);
    found.find_map(|(index, _)| read(memory, index * 4))
}

fn read(memory: &[u8], at: usize) -> Option<Record> {
    let bytes = memory.get(at..at.checked_add(END)?)?;
    let word = |offset: usize| {
        let word = bytes.get(offset..)?.first_chunk::<4>()?;
        Some(u32::from_le_bytes(*word))
    };
    for (index, part) in MAGIC.into_iter().enumerate() {
        (word(4 * index)? == part).then_some(())?;
    }
    let (state, reason) = (word(STATE)?, word(REASON)?);
    let own = usize::try_from(word(ADDRESS)?).ok()? == at;
    if !own || !matches!(state, 1 | 2) || !matches!(reason, 1 | 2) {
        return None;
    }
    let (file_len, message_len) = (word(FILE_LEN)?, word(MESSAGE_LEN)?);
    let (name, name_cut) = kept(&bytes[FILE..MESSAGE], file_len);
    let (text, text_cut) = kept(&bytes[MESSAGE..END], message_len);
    let mut file = String::from_utf8_lossy(name).into_owned();
    if name_cut {
        file = format!("…{}", file.trim_start_matches('\u{fffd}'));
    }
    let mut message = String::from_utf8_lossy(text).into_owned();
    if text_cut {
        message.truncate(message.trim_end_matches('\u{fffd}').len());
        message.push('…');
    }
    Some(Record {
        message,
        file,
        line: word(LINE)?,
        column: word(COLUMN)?,
        panicked: reason == 1,
        complete: state == 2,
    })
}

/// Returns what there is of a text of so many bytes, and whether that is not all.
fn kept(room: &[u8], len: u32) -> (&[u8], bool) {
    let len = usize::try_from(len).unwrap_or(usize::MAX);
    (&room[..len.min(room.len())], len > room.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A memory with a record at this address.
    fn memory(at: usize, file: &str, message: &[u8]) -> Vec<u8> {
        let mut memory = vec![0; at + END + 100];
        let mut put = |offset: usize, word: usize| {
            let word = u32::try_from(word).unwrap().to_le_bytes();
            memory[at + offset..][..4].copy_from_slice(&word);
        };
        for (index, word) in MAGIC.into_iter().enumerate() {
            put(4 * index, word as usize);
        }
        for (offset, word) in [
            (ADDRESS, at),
            (STATE, 2),
            (REASON, 1),
            (LINE, 7),
            (COLUMN, 9),
            (FILE_LEN, file.len()),
            (MESSAGE_LEN, message.len()),
        ] {
            put(offset, word);
        }
        let file = &file.as_bytes()[file.len().saturating_sub(256)..];
        memory[at + FILE..][..file.len()].copy_from_slice(file);
        let message = &message[..message.len().min(1024)];
        memory[at + MESSAGE..][..message.len()].copy_from_slice(message);
        memory
    }

    #[test]
    fn a_record_is_shown_on_one_line() {
        let record = within(&memory(1000, "src/lib.rs", b"left: 1\n\x1b[2Jright: 2")).unwrap();
        assert_eq!((record.line, record.column), (7, 9));
        assert_eq!(record.message, "left: 1\n\x1b[2Jright: 2");
        assert_eq!(
            record.to_string(),
            "src/lib.rs:7:9: left: 1\\n\\u{1b}[2Jright: 2"
        );
    }

    #[test]
    fn what_was_cut_is_marked() {
        let file = format!("{}/lib.rs", "ä".repeat(300));
        let message = "ö".repeat(600);
        let record = within(&memory(4, &file, message.as_bytes())).unwrap();
        assert_eq!(record.file, format!("…{}/lib.rs", "ä".repeat(124)));
        assert_eq!(record.message, format!("{}…", "ö".repeat(512)));
        let uneven = format!("a{}", "ö".repeat(600));
        let record = within(&memory(4, "", uneven.as_bytes())).unwrap();
        assert_eq!(record.message, format!("a{}…", "ö".repeat(511)));
    }

    #[test]
    fn bytes_that_are_no_text_do_no_harm() {
        let record = within(&memory(8, "a", b"\xff\xfe ok")).unwrap();
        assert_eq!(record.message, "\u{fffd}\u{fffd} ok");
    }

    #[test]
    fn what_only_looks_like_a_record_is_none() {
        let whole = memory(1000, "src/lib.rs", b"text");
        for (offset, byte) in [
            (0, 0),
            (8, 1),
            (ADDRESS, 1),
            (STATE, 3),
            (STATE, 0),
            (REASON, 9),
        ] {
            let mut other = whole.clone();
            other[1000 + offset] = byte;
            assert_eq!(within(&other), None, "{offset}");
        }
        // A copy elsewhere, and one before the real one.
        assert_eq!(within(&whole[8..]), None);
        let mut both = memory(2000, "b", b"real");
        both[100..100 + END].copy_from_slice(&whole[1000..1000 + END]);
        assert_eq!(within(&both).unwrap().file, "b");
        // Cut off by the end of the memory, at every byte.
        for end in 0..1000 + END {
            assert_eq!(within(&whole[..end]), None, "{end}");
        }
        assert_eq!(within(&[]), None);
    }

    #[test]
    fn lengths_of_any_size_are_within_the_record() {
        for len in [0, 1, 255, 1025, u32::MAX] {
            let mut memory = memory(1000, "a", b"b");
            for at in [FILE_LEN, MESSAGE_LEN] {
                memory[1000 + at..][..4].copy_from_slice(&len.to_le_bytes());
            }
            let record = within(&memory).unwrap();
            assert!(record.message.len() <= 1024 + 3 && record.file.len() <= 256 + 3);
        }
    }
}
