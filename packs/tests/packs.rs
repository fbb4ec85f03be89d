//! Packs: the same bytes every time, and nothing that is read past its limits.

use std::io::{Cursor, Write as _};

use greentic_packs::description::Description;
use greentic_packs::manifest::Manifest;
use greentic_packs::pack::{About, MANIFEST as ENTRY, Pack, Part, limits};
use greentic_packs::{Error, section};
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MANIFEST: &str = include_str!("data/component.manifest.json");
const DESCRIPTION: &str = include_str!("data/description.json");
const ABOUT: &str = include_str!("data/pack.json");

fn part(id: &str, version: &str) -> Part {
    let mut value: Value = serde_json::from_str(MANIFEST).unwrap();
    value["id"] = json!(id);
    value["version"] = json!(version);
    let manifest = Manifest::parse(&value.to_string()).unwrap();
    let description = Description::from_json(DESCRIPTION).unwrap();
    Part {
        component: section::embedded(&description.component(), &manifest).unwrap(),
        description: Some(description),
        manifest,
    }
}

fn packed() -> Vec<u8> {
    let about = About::parse(ABOUT).unwrap();
    assert_eq!(about.components(), ["greeter/component.manifest.json"]);
    about.build(&[part("demo.greeter", "1.2.3")]).unwrap()
}

/// A zip of entries, made by the library alone.
fn zipped(entries: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_pack_is_the_same_every_time_and_reads_back() {
    let file = packed();
    assert_eq!(packed(), file);
    let pack = Pack::read(&file).unwrap();
    assert_eq!(pack.problems(), []);
    assert!(!pack.is_signed());
    let names: Vec<_> = pack.entries().keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "components/demo.greeter.wasm",
            "components/demo.greeter.wasm.describe.cbor",
            "manifest.cbor",
            "sbom.cbor"
        ]
    );
    assert_eq!(pack.manifest().pack_id.as_str(), "demo.pack");
    assert_eq!(pack.manifest().components.len(), 1);
    assert_eq!(pack.manifest().secret_requirements.len(), 1);
    // Nothing but heads, names, content and the end: no times, no extra fields.
    let content: usize = pack.entries().values().map(Vec::len).sum();
    let heads: usize = names.iter().map(|name| 30 + 46 + 2 * name.len()).sum();
    assert_eq!(file.len(), content + heads + 22);
    assert_eq!(&file[10..14], b"\0\0\x21\0");
    assert!(file[30..].starts_with(b"manifest.cbor"));
}

#[test]
fn the_order_of_parts_does_not_matter() {
    let about = About::parse(ABOUT).unwrap();
    let parts = [part("demo.greeter", "1.2.3"), part("demo.another", "1.0.0")];
    let file = about.build(&parts).unwrap();
    let [one, other] = parts;
    assert_eq!(about.build(&[other, one]).unwrap(), file);
    let twice = [part("demo.greeter", "1.2.3"), part("demo.greeter", "1.2.3")];
    let said = about.build(&twice).unwrap_err().to_string();
    assert!(said.contains("components.demo.greeter"), "{said}");
}

#[test]
fn what_an_author_says_of_a_pack_is_checked() {
    for (why, field, value) in [
        ("publisher2: is no field", "publisher2", json!("x")),
        ("components: is no list", "components", json!("x")),
        ("unknown variant `none`", "kind", json!("none")),
        ("must contain only ASCII", "pack_id", json!("a b")),
        ("version", "version", json!("one")),
    ] {
        let mut about: Value = serde_json::from_str(ABOUT).unwrap();
        about[field] = value;
        let said = About::parse(&about.to_string()).unwrap_err().to_string();
        assert!(said.contains(why), "{why}: {said}");
    }
    for text in ["", "[]", "{}", "7"] {
        assert!(About::parse(text).is_err());
    }
    // A flow needs its component.
    let about = About::parse(ABOUT).unwrap();
    let said = about.build(&[part("demo.another", "1.0.0")]).unwrap_err();
    assert!(said.to_string().contains("flows.main"), "{said}");
    let mut broken = part("demo.greeter", "1.2.3");
    broken.component = b"\0asm\x01\0\0\0".to_vec();
    assert!(about.build(&[broken]).is_err());
    assert!(about.build(&[part("not for a pack", "1.0.0")]).is_err());
}

#[test]
fn every_kind_of_damage_is_a_problem_with_its_entry() {
    let pack = Pack::read(&packed()).unwrap();
    let with = |name: &str, bytes: Option<&[u8]>| {
        let mut entries = pack.entries().clone();
        match bytes {
            Some(bytes) => drop(entries.insert(name.into(), bytes.to_vec())),
            None => drop(entries.remove(name)),
        }
        let entries: Vec<_> = entries
            .iter()
            .map(|(name, bytes)| (&**name, &**bytes))
            .collect();
        let pack = Pack::read(&zipped(&entries, CompressionMethod::Deflated)).unwrap();
        let problems = pack.problems();
        let lines = problems
            .iter()
            .map(|problem| format!("{}: {}\n", problem.place, problem.message));
        lines.collect::<String>()
    };
    assert_eq!(with("sbom.cbor", Some(&pack.entries()["sbom.cbor"])), "");
    let component = "components/demo.greeter.wasm";
    let sidecar = "components/demo.greeter.wasm.describe.cbor";
    for (name, bytes, why) in [
        ("sbom.cbor", None, "sbom.cbor: is not there"),
        ("sbom.cbor", Some(&b"\xa0"[..]), "sbom.cbor: cannot be read"),
        ("more.txt", Some(b"x"), "more.txt: is not in sbom.cbor"),
        (
            component,
            None,
            "the manifest has the component `demo.greeter`",
        ),
        (
            component,
            Some(b"\0asm\x0d\0\x01\0"),
            "demo.greeter.wasm: has the hash",
        ),
        (
            component,
            Some(b"text"),
            "demo.greeter.wasm: is no component",
        ),
        (
            component,
            Some(&part("demo.greeter", "9.9.9").component),
            "carries the manifest of demo.greeter 9.9.9",
        ),
        (
            sidecar,
            Some(b"\xa0"),
            "describe.cbor: description: cannot be read",
        ),
    ] {
        let said = with(name, bytes);
        assert!(said.contains(why), "{why}: {said}");
    }
}

#[test]
fn entries_that_no_pack_has_are_not_read() {
    let manifest = Pack::read(&packed()).unwrap().entries()[ENTRY].clone();
    let refused = |name: &str, why: &str| {
        let entries = [(ENTRY, &*manifest), (name, b"x")];
        let file = zipped(&entries, CompressionMethod::Stored);
        let said = Pack::read(&file).unwrap_err().to_string();
        assert!(said.contains(why), "{name}: {said}");
    };
    for name in [
        "../up", "/root", "a/../b", "a//b", "./a", "c:\\x", "a\\..\\b", "a\nb",
    ] {
        refused(name, "lead out of the pack");
    }
    refused(&"n".repeat(limits::NAME + 1), "the limit is 512");
    Pack::read(&zipped(&[(ENTRY, &manifest)], CompressionMethod::Stored)).unwrap();

    // A link.
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("link", "/etc", SimpleFileOptions::default())
        .unwrap();
    let said = Pack::read(&zip.finish().unwrap().into_inner()).unwrap_err();
    assert!(said.to_string().contains("no regular file"), "{said}");

    // Two of one name: `b` becomes `a` in both places that it stands in.
    let mut file = zipped(&[("ab", b"1"), ("aa", b"2")], CompressionMethod::Stored);
    for place in 0..file.len() - 2 {
        if &file[place..place + 2] == b"ab" {
            file[place + 1] = b'a';
        }
    }
    let said = Pack::read(&file).unwrap_err().to_string();
    assert!(said.contains("2 entries with 1 names"), "{said}");

    // Something in front, and something that is no zip.
    assert!(Pack::read(&[b"x", &*packed()].concat()).is_err());
    for file in [&b""[..], b"PK", b"text", &[0; 1000]] {
        assert!(Pack::read(file).is_err());
    }
    let said = Pack::read(&zipped(&[("a", b"")], CompressionMethod::Stored)).unwrap_err();
    assert!(
        said.to_string().contains("manifest.cbor: is not there"),
        "{said}"
    );
}

#[test]
fn what_would_become_large_is_not_read() {
    // Entries of a length that stands nowhere else, which then say another one.
    let zeros = vec![0; 0x0123_4567 >> 8];
    let saying = |count: usize, bytes: u64| {
        let names: Vec<_> = (0..count).map(|index| format!("{index}")).collect();
        let entries: Vec<_> = names.iter().map(|name| (&**name, &zeros[..])).collect();
        let mut file = zipped(&entries, CompressionMethod::Deflated);
        let before = u32::try_from(zeros.len()).unwrap().to_le_bytes();
        let after = u32::try_from(bytes).unwrap().to_le_bytes();
        let mut places = 0;
        for place in 0..file.len() - 4 {
            if file[place..place + 4] == before {
                file[place..place + 4].copy_from_slice(&after);
                places += 1;
            }
        }
        // In the head of each, and in the list.
        assert_eq!(places, 2 * count);
        Pack::read(&file)
    };
    let same = zeros.len() as u64;
    assert!(matches!(saying(1, same), Err(Error::Pack { .. })));
    for (count, bytes, limit) in [
        (1, limits::ENTRY + 1, limits::ENTRY),
        (9, 1 << 23, limits::ENTRIES),
    ] {
        let Err(Error::TooLarge {
            is, limit: found, ..
        }) = saying(count, bytes)
        else {
            panic!("{count} of {bytes} bytes were read");
        };
        assert!(found == limit && is > limit, "{is}, {found}");
    }
    let names: Vec<_> = (0..=limits::COUNT)
        .map(|index| format!("{index}"))
        .collect();
    let many: Vec<_> = names.iter().map(|name| (&**name, &b""[..])).collect();
    let many = Pack::read(&zipped(&many, CompressionMethod::Stored));
    assert!(matches!(many, Err(Error::TooLarge { is: 4097, .. })));
    // More, and less, than there is.
    for bytes in [same - 1, same + 1, 0] {
        let said = saying(1, bytes).unwrap_err().to_string();
        assert!(said.contains("0: "), "{said}");
    }
    // One that lies in the other: both lists say the same place.
    let mut within = zipped(
        &[("a", b"content"), ("b", b"content")],
        CompressionMethod::Stored,
    );
    let list = within
        .windows(4)
        .rposition(|bytes| bytes == b"PK\x01\x02")
        .unwrap();
    within[list + 42..list + 46].fill(0);
    assert!(Pack::read(&within).is_err());
    // A name that many would mean.
    let long = "n".repeat(limits::IDENTIFIER + 1);
    let mut about: Value = serde_json::from_str(ABOUT).unwrap();
    about["pack_id"] = json!(long);
    let about = About::parse(&about.to_string()).unwrap();
    let built = about.build(&[part("demo.greeter", "1.2.3")]);
    assert!(matches!(built, Err(Error::TooLarge { .. })), "{built:?}");
}

#[test]
fn damaged_packs_do_no_harm() {
    let file = packed();
    let whole = Pack::read(&file).unwrap();
    let mut random = fastrand::Rng::with_seed(2026);
    let (mut read, mut same) = (0, 0);
    for _ in 0..2_000 {
        let mut damaged = file.clone();
        for _ in 0..random.usize(1..4) {
            let place = random.usize(..damaged.len());
            match random.u8(..4) {
                0 => damaged[place] = random.u8(..),
                1 => damaged[place] ^= 1 << random.u8(..8),
                2 => drop(
                    damaged
                        .drain(place..(place + random.usize(1..9)).min(file.len() - 20).max(place)),
                ),
                _ => damaged.insert(place, random.u8(..)),
            }
        }
        if let Ok(pack) = Pack::read(&damaged) {
            read += 1;
            // What differs is told.
            same += usize::from(pack.entries() == whole.entries());
            if pack.entries() != whole.entries() {
                assert_ne!(pack.problems(), []);
            }
        }
    }
    assert!(
        read >= same && read < 1_000,
        "{read} of 2,000 read, {same} the same"
    );
}
