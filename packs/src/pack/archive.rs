//! Zip files: written to the byte, read within limits.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use zip::read::ZipFile;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::limits;
use crate::Error;

/// Bytes at the end of an archive, its comment aside.
const END: usize = 22;

/// Bytes before the name of an entry.
const HEAD: u64 = 30;

/// The remedy for a file that the platform would not read.
const ANEW: &str = "build the pack anew";

/// The bits of a mode that say what kind of file it is, and those of regular files.
const KIND: u32 = 0o170_000;
const REGULAR: u32 = 0o100_000;

/// Returns an archive of entries as they are, in this order. The same entries give the
/// same bytes on any machine at any time.
///
/// # Errors
///
/// - [`Error::TooLarge`] if nobody could read it.
pub(super) fn write<'a>(
    entries: impl IntoIterator<Item = (&'a str, &'a [u8])>,
) -> Result<Vec<u8>, Error> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut bounds = Bounds::default();
    for (name, bytes) in entries {
        bounds.add(name, bytes.len() as u64)?;
        zip.start_file(name, options)
            .and_then(|()| zip.write_all(bytes).map_err(Into::into))
            .map_err(|error| Error::pack(name, format!("cannot be written: {error}")))?;
    }
    let file = zip
        .finish()
        .map_err(|error| Error::pack("pack", format!("cannot be written: {error}")))?;
    Ok(file.into_inner())
}

/// The number and the size of the entries so far.
#[derive(Default)]
struct Bounds {
    count: usize,
    bytes: u64,
}

impl Bounds {
    fn add(&mut self, name: &str, bytes: u64) -> Result<(), Error> {
        self.count += 1;
        self.bytes = self.bytes.saturating_add(bytes);
        let pack = || "the pack".to_owned();
        let split = "leave some out, or make two packs";
        for (what, is, unit, limit, remedy) in [
            (
                name.to_owned(),
                bytes,
                "bytes",
                limits::ENTRY,
                "make it smaller",
            ),
            (
                pack(),
                self.bytes,
                "bytes in its entries",
                limits::ENTRIES,
                split,
            ),
            (
                pack(),
                self.count as u64,
                "entries",
                limits::COUNT as u64,
                split,
            ),
            (
                format!("the name {name:.40}.."),
                name.len() as u64,
                "bytes",
                limits::NAME as u64,
                "shorten it",
            ),
        ] {
            if is > limit {
                return Err(Error::TooLarge {
                    what,
                    is,
                    unit,
                    limit,
                    remedy,
                });
            }
        }
        Ok(())
    }
}

/// Reads all entries of an archive.
///
/// # Errors
///
/// - [`Error::Pack`] if it is no archive, or has entries that no pack has.
/// - [`Error::TooLarge`] above the [`limits`].
pub(super) fn read(file: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    if file.len() as u64 > limits::FILE {
        return Err(Error::TooLarge {
            what: "the pack".into(),
            is: file.len() as u64,
            unit: "bytes",
            limit: limits::FILE,
            remedy: "leave some entries out, or make two packs",
        });
    }
    let no_zip = |error: zip::result::ZipError| {
        let message = format!("is no zip: {error}; was it cut off or changed?");
        Error::pack("pack", message)
    };
    let mut archive = ZipArchive::new(Cursor::new(file)).map_err(no_zip)?;
    // Of entries with one name the library keeps one.
    let counted = counted(file, archive.comment().len())
        .ok_or_else(|| Error::pack("pack", format!("has an end that no pack has; {ANEW}")))?;
    if counted != archive.len() {
        return Err(Error::pack(
            "pack",
            format!("has {counted} entries with {} names; {ANEW}", archive.len()),
        ));
    }
    if archive.offset() != 0 {
        let message = format!("begins with something that is no zip; {ANEW}");
        return Err(Error::pack("pack", message));
    }
    let mut files = Vec::new();
    let mut bounds = Bounds::default();
    let mut places = Vec::new();
    for index in 0..archive.len() {
        let entry = archive
            .by_index(index)
            .map_err(|error| Error::pack(format!("entry {index}"), error.to_string()))?;
        let name = name(&entry)?;
        places.push((
            entry.header_start(),
            entry.data_start().unwrap_or(entry.header_start() + HEAD) + entry.compressed_size(),
            name.clone(),
        ));
        if entry.is_dir() {
            bounds.add(&name, 0)?;
            continue;
        }
        bounds.add(&name, entry.size())?;
        files.push((index, name));
    }
    apart(places, archive.central_directory_start())?;
    // What the archive says comes to no more than it may: now it is held to that.
    let mut entries = BTreeMap::new();
    for (index, name) in files {
        let entry = archive
            .by_index(index)
            .map_err(|error| Error::pack(&*name, error.to_string()))?;
        let bytes = content(entry, &name)?;
        entries.insert(name, bytes);
    }
    Ok(entries)
}

/// Returns how many entries the end of an archive says that it has.
fn counted(file: &[u8], comment: usize) -> Option<usize> {
    let end = file.len().checked_sub(END + comment)?;
    let counted = file.get(end + 10..end + 12)?;
    // 65,535 stands for a number elsewhere, which is more than a pack may have.
    Some(usize::from(u16::from_le_bytes([counted[0], counted[1]])))
}

/// Returns the name of an entry, which can be that of a file in a folder and nothing
/// else, on any system.
fn name<R: std::io::Read>(entry: &ZipFile<'_, R>) -> Result<String, Error> {
    let wrong = |name: &str, message: &str| {
        let message = format!("{message}; {ANEW} without it");
        Err(Error::pack(name, message))
    };
    let Ok(name) = std::str::from_utf8(entry.name_raw()) else {
        let name = String::from_utf8_lossy(entry.name_raw());
        return wrong(&name, "has a name that is no UTF-8");
    };
    let path = name
        .strip_suffix('/')
        .filter(|_| entry.is_dir())
        .unwrap_or(name);
    let strange = |character: char| character.is_control() || matches!(character, '\\' | ':');
    let leads_elsewhere = |part: &str| part.is_empty() || part == "." || part == "..";
    if path.contains(strange) || path.split('/').any(leads_elsewhere) {
        return wrong(name, "has a name that may lead out of the pack");
    }
    if entry.encrypted() {
        return wrong(name, "is encrypted");
    }
    let mode = entry.unix_mode().unwrap_or(0) & KIND;
    if !entry.is_dir() && mode != 0 && mode != REGULAR {
        return wrong(name, "is no regular file");
    }
    if !matches!(
        entry.compression(),
        CompressionMethod::Stored | CompressionMethod::Deflated
    ) {
        return wrong(name, "is compressed in another way than packs are");
    }
    Ok(name.to_owned())
}

/// Reads an entry, and no more than it says that it has.
fn content<R: std::io::Read>(mut entry: ZipFile<'_, R>, name: &str) -> Result<Vec<u8>, Error> {
    let size = entry.size();
    // No more is taken at once than is there.
    let mut bytes = Vec::new();
    (&mut entry)
        .take(size.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| Error::pack(name, format!("cannot be read: {error}")))?;
    if bytes.len() as u64 != size {
        let message = format!("says that it has {size} bytes, and has others; {ANEW}");
        return Err(Error::pack(name, message));
    }
    Ok(bytes)
}

/// Fails where entries lie within each other, so that a small file would be read as a
/// large one.
fn apart(mut places: Vec<(u64, u64, String)>, end: u64) -> Result<(), Error> {
    places.sort();
    let starts = places.iter().skip(1).map(|(start, ..)| *start);
    let starts = starts.chain([end]);
    for ((_, ends, name), next) in places.iter().zip(starts) {
        if *ends > next {
            return Err(Error::pack(
                name,
                format!("ends at byte {ends}, and byte {next} belongs to something else; {ANEW}"),
            ));
        }
    }
    Ok(())
}
