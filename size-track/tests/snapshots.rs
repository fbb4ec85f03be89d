//! Snapshots, the history, and its picture.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Barrier;

use greentic_size_model::{Aids, File};
use greentic_size_track::chart;
use greentic_size_track::project::MeasuredFile;
use greentic_size_track::snapshot::{FUNCTIONS, History, Sizes, Snapshot, Tools};
use jiff::Timestamp;
use proptest::prelude::*;

fn module(functions: usize) -> Vec<u8> {
    let mut text = String::new();
    for number in 0..functions {
        let code = "nop ".repeat(number);
        writeln!(text, "(func $shop::f{number} {code})").unwrap();
    }
    let functions = text;
    wat::parse_str(format!(
        "(module (func (export \"f\") nop) (memory 1) {functions})"
    ))
    .unwrap()
}

fn snapshot(files: &[(&str, u64)], release: Option<&str>) -> Snapshot {
    let files = files.iter().map(|(name, bytes)| {
        let bytes = *bytes;
        (
            (*name).to_owned(),
            Sizes {
                bytes,
                ..Sizes::default()
            },
        )
    });
    Snapshot {
        schema_version: 1,
        time: Timestamp::from_second(1_767_225_600).unwrap(),
        commit: Some("0123456789abcdef0123456789abcdef01234567".to_owned()),
        release: release.map(str::to_owned),
        toolchain: Tools::default(),
        sources: None,
        files: files.collect(),
    }
}

#[test]
fn all_bytes_are_kept_by_cause_and_crate_and_functions_have_a_bound() {
    for functions in [0, 3, FUNCTIONS, FUNCTIONS + 50] {
        let bytes = module(functions);
        let measured = MeasuredFile::of(bytes.clone(), false).unwrap();
        let file = measured.file().unwrap();
        let sizes = measured.sizes(&file);
        assert_eq!(sizes.bytes, bytes.len() as u64);
        assert_eq!(sizes.causes.values().sum::<u64>(), sizes.bytes);
        assert_eq!(sizes.crates.values().sum::<u64>(), sizes.bytes);
        assert!(sizes.functions.len() <= FUNCTIONS);
        let others = sizes.other_functions;
        let kept: u64 = sizes.functions.iter().map(|one| one.functions).sum();
        assert_eq!(kept + others.named + others.unnamed, functions as u64 + 1);
        let kept: u64 = sizes.functions.iter().map(|one| one.bytes).sum();
        let all = kept + others.named_bytes + others.unnamed_bytes;
        // The code section has a header and a count as well.
        assert!(all < sizes.core_code_bytes && all + 10 >= sizes.core_code_bytes);
        // The largest ones are those by name.
        let smallest = sizes.functions.last().map_or(0, |one| one.bytes);
        assert!(others.named_bytes <= smallest * others.named.max(1));
    }
}

#[test]
fn functions_without_names_are_summed_up() {
    let bytes = wat::parse_str("(module (func nop) (func nop nop) (memory 1))").unwrap();
    let measured = MeasuredFile::of(bytes, false).unwrap();
    let sizes = measured.sizes(&measured.file().unwrap());
    assert!(sizes.functions.is_empty(), "{:?}", sizes.functions);
    assert_eq!(
        (
            sizes.other_functions.unnamed,
            sizes.other_functions.unnamed_bytes
        ),
        (2, 9)
    );
}

#[test]
fn a_snapshot_is_read_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("baseline.json");
    let bytes = module(5);
    let measured = MeasuredFile::of(bytes, false).unwrap();
    let file = File::read(&[0, b'a', b's', b'm', 1, 0, 0, 0], &Aids::none()).unwrap();
    let mut written = snapshot(&[("a", 5)], Some("v1"));
    written.files.insert("b".to_owned(), measured.sizes(&file));
    written.write(&path).unwrap();
    assert_eq!(Snapshot::read(&path).unwrap(), Some(written));
    assert_eq!(Snapshot::read(&folder.path().join("none")).unwrap(), None);
    // Nothing temporary is left.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn threads_that_append_do_not_mix_their_lines() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.jsonl");
    let names: Vec<_> = (0..300)
        .map(|number| format!("a long name of file {number}"))
        .collect();
    let files: Vec<_> = names.iter().map(|name| (&**name, 7)).collect();
    let (threads, times) = (8, 6);
    let together = Barrier::new(threads);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let (path, files, together) = (&path, &files, &together);
            scope.spawn(move || {
                let one = snapshot(files, Some(&thread.to_string()));
                together.wait();
                for _ in 0..times {
                    History::append(path, &one).unwrap();
                }
            });
        }
    });
    let history = History::read(&path).unwrap();
    assert!(history.torn.is_empty(), "{:?}", history.torn);
    assert_eq!(history.snapshots.len(), threads * times);
    for thread in 0..threads {
        let name = thread.to_string();
        let own = history.snapshots.iter();
        let own = own.filter(|one| one.release.as_deref() == Some(&name));
        assert_eq!(own.count(), times);
    }
}

#[test]
fn a_line_may_be_cut_off_anywhere() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.jsonl");
    let one = snapshot(&[("ä file", 5)], None);
    History::append(&path, &one).unwrap();
    let whole = std::fs::read(&path).unwrap();
    // Each one waits for the disk.
    let cuts = (1..whole.len()).filter(|cut| cut % 7 == 0 || cut + 3 > whole.len());
    for cut in cuts {
        let torn = [&whole[..], &whole[..cut]].concat();
        std::fs::write(&path, &torn).unwrap();
        let history = History::read(&path).unwrap();
        // All but the line feed is all of it.
        let complete = usize::from(cut == whole.len() - 1);
        assert_eq!(history.snapshots.len(), 1 + complete, "{cut}");
        assert_eq!(history.torn.len(), 1 - complete, "{cut}");
        History::append(&path, &one).unwrap();
        let after = std::fs::read(&path).unwrap();
        assert!(after.starts_with(&torn), "{cut}");
        let history = History::read(&path).unwrap();
        assert_eq!(history.snapshots.len(), 2 + complete, "{cut}");
    }
    // Nothing but such a line is no history.
    std::fs::write(&path, &whole[..20]).unwrap();
    assert!(History::read(&path).is_err());
    // A fault before other lines is no accident.
    for wrong in ["<<<<<<< HEAD", "{}", "3", "\u{0}\u{0}"] {
        std::fs::write(&path, [wrong.as_bytes(), b"\n", &whole].concat()).unwrap();
        let error = History::read(&path).unwrap_err().to_string();
        assert!(error.contains("history.jsonl: line 1"), "{error}");
    }
}

#[test]
fn drift_is_measured_from_the_last_release_or_the_beginning() {
    let history = |releases: &[Option<&str>]| History {
        snapshots: releases.iter().map(|one| snapshot(&[], *one)).collect(),
        torn: Vec::new(),
    };
    assert!(history(&[]).release().is_none());
    assert_eq!(history(&[None, None]).release().unwrap().release, None);
    let releases = history(&[Some("1"), None, Some("2"), None]);
    assert_eq!(releases.release().unwrap().release.as_deref(), Some("2"));
}

/// Reads a picture as strictly as a browser does.
fn parsed(svg: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
    assert_eq!(document.root_element().tag_name().name(), "svg");
    let numbers = ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy"];
    for node in document.descendants() {
        for attribute in node.attributes() {
            if numbers.contains(&attribute.name()) {
                let at: f64 = attribute.value().parse().unwrap();
                assert!((-1.0..=10_000.0).contains(&at), "{svg}");
            }
            // It needs nothing else.
            assert!(!["href", "src"].contains(&attribute.name()), "{svg}");
        }
    }
    let texts = document
        .descendants()
        .filter(|node| node.has_tag_name("text"));
    texts
        .filter_map(|node| node.text().map(str::to_owned))
        .collect()
}

#[test]
fn pictures_are_well_formed_whatever_is_in_them() {
    let hostile = "<script>alert(1)</script>&amp;\u{0}\u{fffe}\"'\u{202e}";
    let all = [
        snapshot(&[("a", 206), (hostile, 0)], Some(hostile)),
        snapshot(&[("a", 210)], None),
        snapshot(&[(hostile, u64::MAX)], Some("v2")),
        snapshot(&[("a", 1_000_000), (hostile, 3)], None),
    ];
    let all: Vec<_> = all.iter().collect();
    let texts = parsed(&chart::svg(&all, &["a", hostile]));
    for expected in ["a: 1,000,000 bytes, +999,794", "v2", "2026-01-01"] {
        assert!(
            texts.iter().any(|text| text == expected),
            "{expected}: {texts:?}"
        );
    }
    assert!(
        texts.iter().any(|text| text.starts_with("<script>")),
        "{texts:?}"
    );
    parsed(&chart::svg(&[], &[]));
    parsed(&chart::svg(&all[..1], &["a", "none"]));
    assert!(chart::svg(&all, &["a"]).contains("prefers-color-scheme:dark"));
    // Labels have room: of many releases not all are named.
    let many: Vec<_> = (0..400_u64)
        .map(|number| snapshot(&[("a", number * number)], Some("v1.2.3")))
        .collect();
    let many: Vec<_> = many.iter().collect();
    let texts = parsed(&chart::svg(&many, &["a"]));
    let named = texts.iter().filter(|text| *text == "v1.2.3").count();
    assert!((5..=12).contains(&named), "{named}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_file_makes_them_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        place in any::<usize>(),
        byte in any::<u8>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let read = |bytes: &[u8]| {
            std::fs::write(&path, bytes).unwrap();
            let _ = Snapshot::read(&path);
            let _ = History::read(Path::new(&path));
        };
        read(&bytes);
        let mut json = serde_json::to_vec(&snapshot(&[("a", 3), ("b", 4)], Some("v"))).unwrap();
        let place = place % json.len();
        json[place] = byte;
        read(&json);
    }
}
