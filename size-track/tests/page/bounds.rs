//! Pages of any input keep their limit, and their numbers add up to the file.

use std::collections::HashMap;

use greentic_size_model::diff::diff;
use greentic_size_model::explain::{Key, explain};
use greentic_size_model::{Aids, File};
use greentic_size_track::compress::Compressed;
use greentic_size_track::page::{FILES, LIMIT, Moment, Page, PageFile};
use serde_json::Value;

use crate::program::{HOSTILE, component, hostile, many};
use crate::{data_of, page_of};

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

/// Checks the numbers of a page against those of the model.
fn adds_up(page: &str, bytes: &[u8]) -> Value {
    assert!(page.len() <= LIMIT, "{} bytes", page.len());
    let model = File::read(bytes, &Aids::none()).unwrap();
    let data = data_of(page);
    let file = &data["files"][0];
    let whole = bytes.len() as u64;
    assert_eq!(file["bytes"], whole);
    let shares = file["shares"].as_array().unwrap().iter();
    assert_eq!(shares.map(|share| number(&share[1])).sum::<u64>(), whole);
    // Each node has as many bytes as its children.
    let nodes = file["nodes"].as_array().unwrap();
    assert_eq!(number(&nodes[0][3]), whole);
    let mut inside: HashMap<u64, u64> = HashMap::new();
    for (place, node) in nodes.iter().enumerate().skip(1) {
        let parent = number(&node[0]);
        assert!(parent < place as u64 || node[4] == -1, "parents come first");
        *inside.entry(parent).or_default() += number(&node[3]);
    }
    for (parent, bytes) in inside {
        let parent = &nodes[usize::try_from(parent).unwrap()];
        assert_eq!(number(&parent[3]), bytes, "{parent}");
    }
    // Rows have as many as each cause has.
    let mut causes: HashMap<&str, u64> = HashMap::new();
    for row in file["rows"].as_array().unwrap() {
        let cause = file["causes"][usize::try_from(number(&row[2])).unwrap()][0]
            .as_str()
            .unwrap();
        *causes.entry(cause).or_default() += number(&row[3]);
    }
    let groups = explain(&model, Key::Cause).groups;
    assert_eq!(causes.len(), groups.len());
    for group in groups {
        assert_eq!(causes[&*group.name], group.bytes, "{}", group.name);
    }
    data
}

#[test]
fn a_small_file_is_written_whole() {
    let bytes = component("");
    let data = adds_up(&page_of("shop.wasm", &bytes), &bytes);
    let file = &data["files"][0];
    assert_eq!(file["drawn"][0], file["drawn"][1]);
    assert_eq!(file["listed"][0], file["listed"][1]);
    assert_eq!(
        (&data["difference"], &data["history"]),
        (&Value::Null, &Value::Null)
    );
    // All crates are known, so each has what `explain` says.
    let model = File::read(&bytes, &Aids::none()).unwrap();
    for group in explain(&model, Key::Crate).groups {
        let rows = file["rows"].as_array().unwrap().iter();
        let of = |row: &&Value| {
            file["names"][usize::try_from(row[1].as_u64().unwrap()).unwrap()] == *group.name
        };
        let bytes: u64 = rows.filter(of).map(|row| number(&row[3])).sum();
        assert_eq!(bytes, group.bytes, "{}", group.name);
    }
}

#[test]
fn large_files_are_cut_to_what_a_page_has_room_for() {
    let long = |number| {
        format!(
            "a_crate_{}::{}::f{number}",
            number % 40,
            "module::".repeat(30)
        )
    };
    for bytes in [
        many(3_000, |number| 1 + number % 300, long),
        // All alike.
        many(100_000, |_| 1, |number| format!("f{number}")),
        // A crate each, and not a letter that JSON leaves as it is.
        many(
            3_000,
            |_| 3,
            |number| format!("c{number}::{}", "&\u{1}".repeat(300)),
        ),
    ] {
        let data = adds_up(&page_of("large.wasm", &bytes), &bytes);
        let file = &data["files"][0];
        assert!(number(&file["drawn"][0]) < number(&file["drawn"][1]));
        assert!(number(&file["drawn"][0]) > 100, "{}", file["drawn"]);
        assert!(number(&file["listed"][0]) < number(&file["listed"][1]));
    }
}

#[test]
fn many_files_share_the_room() {
    let name = "a file of a long name ".repeat(20);
    let large = many(
        600,
        |number| number % 50,
        |number| format!("c{}::{name}::f{number}", number % 7),
    );
    let small = component("");
    let mut page = Page::default();
    let (large_file, small_file) = (
        File::read(&large, &Aids::none()),
        File::read(&small, &Aids::none()),
    );
    let (large_file, small_file) = (large_file.unwrap(), small_file.unwrap());
    for place in 0..FILES + 3 {
        let file = if place % 2 == 0 {
            &small_file
        } else {
            &large_file
        };
        page.add(&PageFile {
            name: &name,
            file,
            compressed: Compressed::of(b""),
        });
    }
    for place in 0..3_000 {
        page.remember(Moment {
            time: name.clone(),
            label: name.clone(),
            release: true,
            files: vec![(name.clone(), place, place); 100],
        });
    }
    page.compare(&name, &name, diff(&small_file, &large_file, 1));
    let html = page.render();
    assert!(html.len() <= LIMIT, "{}", html.len());
    let data = data_of(&html);
    let files = data["files"].as_array().unwrap();
    assert_eq!(files.len(), FILES);
    // A small file is whole all the same.
    assert_eq!(files[0]["drawn"][0], files[0]["drawn"][1]);
    assert!(number(&files[1]["drawn"][0]) > 20, "{}", files[1]["drawn"]);
    let difference = &data["difference"];
    let changes = difference["changes"].as_array().unwrap().iter();
    let signed = |value: &Value| value.as_i64().unwrap();
    let spoken: i64 = changes
        .map(|change| signed(&change["after"]) - signed(&change["before"]))
        .sum();
    let quiet = difference["quiet"].as_array().unwrap().iter();
    let quiet: i64 = quiet.map(|one| signed(&one[1])).sum();
    let whole = signed(&difference["bytes"][1]) - signed(&difference["bytes"][0]);
    assert_eq!(spoken + signed(&difference["left_out"]) + quiet, whole);
    assert!(!data["history"]["moments"].as_array().unwrap().is_empty());
}

#[test]
fn hostile_names_are_data_and_nothing_else() {
    let bytes = hostile();
    let page = page_of(HOSTILE[0], &bytes);
    adds_up(&page, &bytes);
    let frame = page_of("a", &component(""));
    for word in [
        "<script", "</script", "<img", "<!--", "\u{202e}", "\u{2028}", "\u{0}",
    ] {
        let count = |page: &str| page.matches(word).count();
        assert_eq!(count(&page), count(&frame), "{word:?}");
    }
}

#[test]
fn what_has_nothing_in_it_has_a_page_too() {
    for bytes in [&b"\0asm\x01\0\0\0"[..], b"\0asm\x0d\0\x01\0"] {
        adds_up(&page_of("", bytes), bytes);
    }
}
