//! The manifest that a component carries in itself: a custom section.
//!
//! ```text
//! greentic.component.manifest.v1 := envelope
//! envelope := { kind, version, encoding, payload, payload_schema, payload_hash_blake3 }
//! payload  := canonical CBOR of what the manifest says, but for the file and its hash
//! ```

use serde::{Deserialize, Serialize};
use wasm_encoder::{CustomSection, Encode as _, Section as _};
use wasmparser::{Encoding, Parser, Payload};

use crate::cbor;
use crate::error::Error;
use crate::manifest::{Content, Manifest};

/// The name of the section.
pub const NAME: &str = "greentic.component.manifest.v1";

const KIND: &str = "greentic.component.manifest";
const CBOR: &str = "application/cbor";

/// The remedy for a section that is not as it should be.
const EMBED: &str = "write it anew with `greentic-tiny manifest embed`";

/// Bytes that a section may have.
pub const MOST_BYTES: usize = 4 << 20;

#[derive(Serialize, Deserialize)]
struct Envelope {
    kind: String,
    version: u32,
    encoding: String,
    payload_schema: Option<String>,
    payload_hash_blake3: String,
    payload: Bytes,
}

/// The payload as a byte string. The platform writes a list of numbers, which takes up
/// to twice as many bytes, and reads both.
struct Bytes(Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Of a byte string, too, one byte after the other.
        Vec::deserialize(deserializer).map(Self)
    }
}

/// Returns the component with the manifest in it, in place of one that was there.
///
/// The hash in the manifest is that of the component without the section, or of any
/// other: it is not a part of what is carried, and has to be renewed afterwards.
///
/// # Errors
///
/// - [`Error::Component`] if it is no component.
pub fn embedded(component: &[u8], manifest: &Manifest) -> Result<Vec<u8>, Error> {
    let data = envelope(manifest.content())?;
    let mut output = without(component)?;
    let section = CustomSection {
        name: NAME.into(),
        data: data.into(),
    };
    output.push(section.id());
    section.encode(&mut output);
    Ok(output)
}

fn envelope(content: &Content) -> Result<Vec<u8>, Error> {
    let payload = cbor::canonical(content)?;
    cbor::canonical(&Envelope {
        kind: KIND.into(),
        version: 1,
        encoding: CBOR.into(),
        payload_schema: Some(NAME.into()),
        payload_hash_blake3: blake3::hash(&payload).to_hex().to_string(),
        payload: Bytes(payload),
    })
}

/// Reads the manifest that a component carries; `None` if it has none.
///
/// # Errors
///
/// - [`Error::Component`] if it is no component, has the section twice, or the section
///   does not hold what it should.
/// - [`Error::TooLarge`] above [`MOST_BYTES`].
pub fn read(component: &[u8]) -> Result<Option<Content>, Error> {
    let mut found = None;
    for section in sections(component)? {
        if found.replace(section).is_some() {
            return Err(wrong("is there twice"));
        }
    }
    let Some(found) = found else {
        return Ok(None);
    };
    let data = &component[found.data];
    if data.len() > MOST_BYTES {
        return Err(Error::TooLarge {
            what: format!("the section `{NAME}`"),
            is: data.len() as u64,
            unit: "bytes",
            limit: MOST_BYTES as u64,
            remedy: EMBED,
        });
    }
    let envelope: Envelope = cbor::read(data).map_err(wrong)?;
    for (what, is, right) in [
        ("kind", &*envelope.kind, KIND),
        ("encoding", &*envelope.encoding, CBOR),
    ] {
        if is != right {
            return Err(wrong(format!("has the {what} `{is}`, not `{right}`")));
        }
    }
    if envelope.version != 1 {
        let version = envelope.version;
        return Err(wrong(format!("has the version {version}, not 1")));
    }
    let payload = envelope.payload.0;
    if blake3::hash(&payload).to_hex().as_str() != envelope.payload_hash_blake3 {
        return Err(wrong("has a payload that its hash is not of"));
    }
    cbor::check(&payload).map_err(|why| wrong(format!("has a payload that {why}")))?;
    let content = cbor::read(&payload).map_err(wrong)?;
    Ok(Some(content))
}

fn wrong(what: impl AsRef<str>) -> Error {
    Error::Component {
        message: format!("the section `{NAME}` {}; {EMBED}", what.as_ref()),
    }
}

/// The place of a section.
struct SectionRange {
    /// The section with its head.
    whole: std::ops::Range<usize>,
    /// The content.
    data: std::ops::Range<usize>,
}

/// Finds the sections of a component itself; what it has in it may have its own.
fn sections(component: &[u8]) -> Result<Vec<SectionRange>, Error> {
    let mut found = Vec::new();
    let mut depth = 0_u32;
    // Where the section before has ended, and this one begins.
    let mut end = 0;
    for payload in Parser::new(0).parse_all(component) {
        let payload = payload.map_err(Error::no_component)?;
        match &payload {
            Payload::Version {
                encoding, range, ..
            } => {
                if depth == 0 && *encoding == Encoding::Module {
                    return Err(Error::core_module());
                }
                if depth == 0 {
                    end = place(range.end);
                }
                depth += 1;
            }
            Payload::End(_) => depth -= 1,
            Payload::CustomSection(section) if depth == 1 && section.name() == NAME => {
                let after = place(section.range().end);
                let data = place(section.data_offset());
                found.push(SectionRange {
                    whole: end..after,
                    data: data..after,
                });
            }
            _ => {}
        }
        if depth == 1
            && let Some((_, range)) = payload.as_section()
        {
            end = place(range.end);
        }
    }
    Ok(found)
}

/// Returns a place in a file that is in memory.
fn place(offset: u64) -> usize {
    usize::try_from(offset).expect("the file is in memory")
}

/// Returns the component without its manifest.
fn without(component: &[u8]) -> Result<Vec<u8>, Error> {
    let mut rest = Vec::with_capacity(component.len());
    let mut end = 0;
    for section in sections(component)? {
        rest.extend_from_slice(&component[end..section.whole.start]);
        end = section.whole.end;
    }
    rest.extend_from_slice(&component[end..]);
    Ok(rest)
}
