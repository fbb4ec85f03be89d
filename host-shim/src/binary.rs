//! Recognizes a file and reads the layout of a component, before it is compiled.

use wasmtime::wasmparser::{BinaryReader, Chunk, Encoding, MemoryType, Parser, Payload};

use crate::weight::{Scales, invalid, nesting};
use crate::{Error, Layout, Limits, SigningKey};

/// The first bytes of every WebAssembly file.
const MAGIC: &[u8] = b"\0asm";

/// Finds out what the bytes are, and how they are laid out if they are a valid
/// component that costs no more than it may. Whether the engine knows all that
/// it uses is for Wasmtime to say.
pub(crate) fn examine(bytes: &[u8], limits: &Limits) -> Result<Layout, Error> {
    if !bytes.starts_with(MAGIC) {
        return Err(if !bytes.is_empty() && MAGIC.starts_with(bytes) {
            Error::Truncated { bytes: bytes.len() }
        } else {
            Error::NotWasm {
                reason: foreign(bytes).into(),
            }
        });
    }
    walk(bytes, limits)
}

/// Returns the likely kind of bytes without the magic number.
fn foreign(bytes: &[u8]) -> &'static str {
    let text = bytes.trim_ascii_start();
    if bytes.is_empty() {
        "the file is empty"
    } else if text.starts_with(b"(") || text.starts_with(b";;") {
        "this looks like WebAssembly text; assemble it with `wasm-tools parse`"
    } else if text.starts_with(b"package ") || text.starts_with(b"///") {
        "this looks like WIT, the interface of a component and not the component"
    } else if SigningKey::is_signed(bytes) {
        "this is a component that was compiled and signed by `precompile`; load it with its key, \
         by `--key` or `Shim::load_precompiled`"
    } else if bytes.starts_with(b"\x7fELF") {
        "this is machine code, perhaps a component that was compiled ahead of time (.cwasm); \
         give the component itself"
    } else if bytes.starts_with(&[0x1f, 0x8b]) || bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        "this is compressed; unpack it first"
    } else {
        "it does not begin with the bytes of WebAssembly; is it the right file?"
    }
}

fn walk(bytes: &[u8], limits: &Limits) -> Result<Layout, Error> {
    let truncated = Error::Truncated { bytes: bytes.len() };
    let mut layout = Layout {
        maximum_pages: Some(0),
        ..Layout::default()
    };
    let mut scales = Scales::new(limits);
    let mut rest = bytes;
    let mut parser = Parser::new(0);
    let mut outer = Vec::new();
    loop {
        // At the very end of the input the parser is told so and closes what
        // is complete; anywhere else a lack of bytes means that the file was
        // cut off.
        let (consumed, payload) = match parser.parse(rest, rest.is_empty()).map_err(invalid)? {
            Chunk::NeedMoreData(_) => return Err(truncated),
            Chunk::Parsed { consumed, payload } => (consumed, payload),
        };
        rest = &rest[consumed..];
        match &payload {
            Payload::Version { encoding, .. } => {
                if outer.is_empty() && *encoding == Encoding::Module {
                    return Err(Error::CoreModule);
                }
                match encoding {
                    Encoding::Component => scales.enter()?,
                    Encoding::Module => scales.enter_module(),
                }
            }
            // Not checked by the parser, which would take the end of the input
            // for the end of what is nested in it.
            Payload::ModuleSection {
                unchecked_range: range,
                ..
            }
            | Payload::ComponentSection {
                unchecked_range: range,
                ..
            } if range.end > bytes.len() => return Err(truncated),
            Payload::ComponentTypeSection(section) => {
                let range = section.range();
                let section = bytes.get(range.clone()).unwrap_or_default();
                nesting::check(BinaryReader::new(section, range.start))?;
            }
            _ => {}
        }
        scales.note(&payload)?;
        match payload {
            Payload::ModuleSection {
                parser: inner,
                unchecked_range: range,
            } => {
                layout.core_modules += 1;
                layout.core_bytes += range.len();
                outer.push(std::mem::replace(&mut parser, inner));
            }
            Payload::ComponentSection { parser: inner, .. } => {
                outer.push(std::mem::replace(&mut parser, inner));
            }
            Payload::MemorySection(section) => {
                for memory in section {
                    layout.add(memory.map_err(invalid)?);
                }
            }
            Payload::End(_) => {
                layout.record_bytes = scales.leave()?;
                let Some(parent) = outer.pop() else {
                    layout.check(limits)?;
                    return Ok(layout);
                };
                parser = parent;
            }
            _ => {}
        }
    }
}

impl Layout {
    fn add(&mut self, memory: MemoryType) {
        self.memories += 1;
        self.initial_pages = self.initial_pages.saturating_add(memory.initial);
        self.maximum_pages = self
            .maximum_pages
            .zip(memory.maximum)
            .map(|(sum, more)| sum.saturating_add(more));
    }
}
