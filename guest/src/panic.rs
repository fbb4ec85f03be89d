//! The panic handlers of a component.
//!
//! A component imports nothing to print with. [`development`] writes what it knows of the
//! panic into the component's own memory and traps; a host that is told to looks for it
//! there, `greentic-tiny` always. [`release`] traps and says nothing.
//!
//! A component has the first one where its crate is compiled with debug assertions, as
//! the profiles `dev` and `test` are, and the second one in any other profile. The key
//! `panic` of a short form, and `with panic_handler` of [`component!`](crate::component!),
//! choose by name:
//!
//! ```
//! # #![cfg_attr(target_family = "wasm", no_std)]
//! # use greentic_guest::{Call, component::v0_5::node::{ExecCtx, InvokeResult}};
//! greentic_guest::component_entrypoint!({
//!     manifest: r#"{"name":"demo","version":"1.0.0"}"#,
//!     invoke: invoke,
//!     panic: greentic_guest::panic::development,
//! });
//! # fn invoke<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
//! #     InvokeResult::Ok(input.into())
//! # }
//! # fn main() {}
//! ```
//!
//! Neither changes what the component imports and exports.
//!
//! # The record
//!
//! Of 32-bit words in the order of bytes that WebAssembly has, behind the 16 bytes `MAGIC`:
//! its own address; 1 while the message is written, then 2; 1 for a panic, 2 for a call of
//! [`trap`](crate::abi::trap); how many panics came after it; line and column, from 1, or
//! 0; the length of the file's name, and of the message, in bytes. Then 256 bytes of
//! the file's name, the last ones if it has more, and 1,024 bytes of the message, the
//! first ones if it has more: the length of a message that was cut is at least one too
//! many.
//!
//! Only the first panic is written down. One that comes while its message is written, out of
//! a `Display` of the author's say, is counted and ends the component at once.

use core::fmt::{self, Display, Write};
use core::hint::black_box;
use core::panic::{Location, PanicInfo};
use core::sync::atomic::{AtomicU8, AtomicU32, Ordering::Relaxed};

/// Traps: the panic handler of components that are small.
///
/// No text of a panic and no code that formats one is in a component with this handler.
///
/// ```
/// # #![cfg_attr(target_family = "wasm", no_std)]
/// use core::panic::PanicInfo;
///
/// /// Notes where it was in the profile of the tests, and nothing where bytes count.
/// fn handler(info: &PanicInfo<'_>) -> ! {
///     if cfg!(debug_assertions) {
///         greentic_guest::panic::development(info)
///     } else {
///         greentic_guest::panic::release(info)
///     }
/// }
/// # const _: fn(&PanicInfo<'_>) -> ! = handler;
/// # fn main() {}
/// ```
pub fn release(_: &PanicInfo<'_>) -> ! {
    crate::abi::stop()
}

/// Writes message, file, line and column into the memory of the component, for its host to
/// read, and traps.
///
/// Costs about 1.3 KiB of memory, the code that formats, and every text that a panic may
/// have.
pub fn development(info: &PanicInfo<'_>) -> ! {
    record(info);
    crate::abi::stop()
}

/// Writes message, file, line and column into the memory of the component, for its host to
/// read, and returns: for a panic handler that does more.
///
/// ```
/// # #![cfg_attr(target_family = "wasm", no_std)]
/// use core::panic::PanicInfo;
///
/// /// Traps in a way of its own.
/// fn handler(info: &PanicInfo<'_>) -> ! {
///     greentic_guest::panic::record(info);
///     greentic_guest::abi::trap()
/// }
/// # const _: fn(&PanicInfo<'_>) -> ! = handler;
/// # fn main() {}
/// ```
pub fn record(info: &PanicInfo<'_>) {
    RECORD.leave(Reason::Panic, &info.message(), info.location());
}

/// Writes down where a component gave up by [`trap`](crate::abi::trap).
#[cfg(target_family = "wasm")]
#[cfg(debug_assertions)]
pub(crate) fn record_trap(location: &Location<'_>) {
    let message = "`trap` was called: this cannot happen, or has no answer";
    RECORD.leave(Reason::Trap, &message, Some(location));
}

/// The first bytes of the record. No text holds them: they are not UTF-8.
const MAGIC: [u32; 4] = [0xfff0_9f92, 0xa5ff_6e61, 0x9b3c_dec6, 0x01ff_b1a7];

/// The reason for a record.
#[derive(Clone, Copy)]
enum Reason {
    Panic = 1,
    #[cfg_attr(
        not(all(target_family = "wasm", debug_assertions)),
        allow(dead_code, reason = "only there it is written")
    )]
    Trap = 2,
}

/// While the message is written.
const BEGUN: u32 = 1;
const COMPLETE: u32 = 2;

/// Atomic, because that needs no unsafe code; in a component, which has one thread, these
/// are plain stores. All zero, so that no file holds a byte of it.
static RECORD: Record = Record::new();

#[repr(C)]
struct Record {
    magic: [AtomicU32; 4],
    /// The address of the record: a copy of it, in something that a component was sent, is none.
    address: AtomicU32,
    state: AtomicU32,
    reason: AtomicU32,
    later: AtomicU32,
    line: AtomicU32,
    column: AtomicU32,
    file_len: AtomicU32,
    message_len: AtomicU32,
    file: [AtomicU8; 256],
    message: [AtomicU8; 1024],
}

impl Record {
    const fn new() -> Self {
        Self {
            magic: [const { AtomicU32::new(0) }; 4],
            address: AtomicU32::new(0),
            state: AtomicU32::new(0),
            reason: AtomicU32::new(0),
            later: AtomicU32::new(0),
            line: AtomicU32::new(0),
            column: AtomicU32::new(0),
            file_len: AtomicU32::new(0),
            message_len: AtomicU32::new(0),
            file: [const { AtomicU8::new(0) }; 256],
            message: [const { AtomicU8::new(0) }; 1024],
        }
    }

    fn leave(&self, reason: Reason, message: &dyn Display, location: Option<&Location<'_>>) {
        // Nothing here reads it again: without this, no store is left of it.
        let record = black_box(self);
        if record.state.load(Relaxed) != 0 {
            record.later.fetch_add(1, Relaxed);
            black_box(record);
            return;
        }
        record.state.store(BEGUN, Relaxed);
        record.reason.store(reason as u32, Relaxed);
        record
            .address
            .store(low(core::ptr::from_ref(record).addr()), Relaxed);
        if let Some(location) = location {
            record.line.store(location.line(), Relaxed);
            record.column.store(location.column(), Relaxed);
            record.name(location.file());
        }
        for (place, word) in record.magic.iter().zip(MAGIC) {
            place.store(word, Relaxed);
        }
        // Whatever code of the author's does from here on, trap say, that much is there.
        black_box(record);
        let mut writer = MessageWriter { record, len: 0 };
        // Of a message that was cut, or whose author gave up, the beginning is there.
        let _ = write!(writer, "{message}");
        record.state.store(COMPLETE, Relaxed);
        black_box(record);
    }

    /// Keeps the name of a file, of a long one the end.
    fn name(&self, file: &str) {
        self.file_len.store(low(file.len()), Relaxed);
        let kept = file.len().saturating_sub(self.file.len());
        for (place, byte) in self.file.iter().zip(file.bytes().skip(kept)) {
            place.store(byte, Relaxed);
        }
    }
}

/// Writes to the message of a record.
struct MessageWriter<'r> {
    record: &'r Record,
    len: usize,
}

impl Write for MessageWriter<'_> {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        let room = self.record.message.iter().skip(self.len);
        for (place, byte) in room.zip(part.bytes()) {
            place.store(byte, Relaxed);
        }
        self.len += part.len();
        self.record.message_len.store(low(self.len), Relaxed);
        // Else a message without end would be one.
        if self.len > self.record.message.len() {
            return Err(fmt::Error);
        }
        Ok(())
    }
}

/// Returns what has no more than 32 bits in a component.
fn low(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::string::String;
    use std::vec::Vec;

    use super::*;

    fn text(bytes: &[AtomicU8], len: u32) -> String {
        let bytes: Vec<u8> = bytes.iter().map(|byte| byte.load(Relaxed)).collect();
        let len = bytes.len().min(len as usize);
        String::from_utf8_lossy(&bytes[..len]).into_owned()
    }

    fn message(record: &Record) -> String {
        text(&record.message, record.message_len.load(Relaxed))
    }

    #[test]
    fn a_record_has_message_and_place() {
        let record = Record::new();
        let here = Location::caller();
        record.leave(Reason::Panic, &format_args!("{} is {}", "a", 7), Some(here));
        assert_eq!(message(&record), "a is 7");
        assert_eq!(text(&record.file, record.file_len.load(Relaxed)), file!());
        assert_eq!(record.line.load(Relaxed), here.line());
        assert_eq!(record.state.load(Relaxed), COMPLETE);
        let magic = record.magic.each_ref().map(|word| word.load(Relaxed));
        assert_eq!(magic, MAGIC);
    }

    #[test]
    fn a_message_without_end_is_cut() {
        struct Endless;
        impl Display for Endless {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                loop {
                    f.write_str("over and over ")?;
                }
            }
        }
        let record = Record::new();
        record.leave(Reason::Panic, &Endless, None);
        assert!(record.message_len.load(Relaxed) > 1024);
        assert_eq!(message(&record), "over and over ".repeat(74)[..1024]);
        // One that fits to the last byte is not cut.
        let record = Record::new();
        let exact = "ä".repeat(512);
        record.leave(Reason::Panic, &exact, None);
        assert_eq!(record.message_len.load(Relaxed), 1024);
        assert_eq!(message(&record), exact);
    }

    #[test]
    fn a_panic_within_the_message_leaves_the_first_one() {
        struct Nested<'r>(&'r Record);
        impl Display for Nested<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("so far")?;
                self.0.leave(Reason::Panic, &"second", None);
                // There the component has ended.
                assert_eq!(self.0.state.load(Relaxed), BEGUN);
                Err(fmt::Error)
            }
        }
        let record = Record::new();
        record.leave(Reason::Panic, &Nested(&record), None);
        assert_eq!(message(&record), "so far");
        assert_eq!(record.later.load(Relaxed), 1);
        record.leave(Reason::Trap, &"third", None);
        assert_eq!(message(&record), "so far");
        assert_eq!(record.later.load(Relaxed), 2);
        assert_eq!(record.reason.load(Relaxed), Reason::Panic as u32);
    }

    #[test]
    fn no_text_holds_the_mark_of_a_record() {
        let bytes: Vec<u8> = MAGIC.iter().flat_map(|word| word.to_le_bytes()).collect();
        assert!(std::str::from_utf8(&bytes).is_err());
    }

    #[test]
    fn the_end_of_a_long_name_is_kept() {
        let record = Record::new();
        let long = std::format!("{}/src/lib.rs", "a".repeat(300));
        record.name(&long);
        assert_eq!(record.file_len.load(Relaxed), 311);
        assert_eq!(text(&record.file, 256), long[55..]);
    }
}
