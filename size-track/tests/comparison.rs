//! Comparisons: read, judged and shown.

use greentic_size_track::comparison::{
    Comparison, Figures, ReadError, Route, Row, Subject, Verdict, claims, markdown, picture,
};

fn row(route: Route, tools: &str, bytes: u64, memory: u64, cold: u64, warm: u64) -> Row {
    let wasi = |count: usize| (0..count).map(|at| format!("wasi:io/part{at}@0.2.0"));
    let imports = match route {
        Route::Published => wasi(13).collect(),
        _ => vec!["greentic:interfaces-types/types@0.1.0".to_owned()],
    };
    Row {
        route,
        tools: tools.to_owned(),
        figures: Figures {
            bytes,
            linked_bytes: bytes * 3,
            shrunk_bytes: bytes,
            gzip_bytes: bytes / 2,
            memory_bytes: memory << 16,
            imports,
            cold_start_ns: cold,
            warm_call_ns: warm,
        },
    }
}

/// A node and a description of which every claim holds, by a hair.
fn comparison() -> Comparison {
    let subject = |example: &str, rows| Subject {
        example: example.to_owned(),
        rows,
    };
    Comparison {
        schema_version: 1,
        date: "2026-11-28".to_owned(),
        rust: "rustc 1.95.0 (abc 2026-01-01)".to_owned(),
        engine: "Wasmtime 48.0.8".to_owned(),
        processors: 2,
        subjects: vec![
            subject(
                "node-minimal",
                vec![
                    row(
                        Route::Ours,
                        "greentic-guest 0.1.0",
                        2_000,
                        1,
                        4_000_000,
                        900,
                    ),
                    // The floor may be below.
                    row(Route::Text, "text", 1_900, 1, 3_000_000, 800),
                    row(
                        Route::BindgenNoStd,
                        "wit-bindgen 0.61.1",
                        22_000,
                        2,
                        9_000_000,
                        1_000,
                    ),
                    row(
                        Route::Published,
                        "greentic-interfaces-guest 0.4.93",
                        48_000,
                        17,
                        44_000_000,
                        1_200,
                    ),
                ],
            ),
            subject(
                "component-describe",
                vec![
                    row(Route::Ours, "greentic-guest 0.1.0", 200, 1, 1_000_000, 500),
                    row(
                        Route::BindgenStd,
                        "wit-bindgen 0.61.1",
                        38_000,
                        17,
                        9_000_000,
                        501,
                    ),
                ],
            ),
        ],
        left_out: Vec::new(),
    }
}

fn broken(comparison: &Comparison) -> Vec<String> {
    let claims = claims(comparison).into_iter();
    let broken = claims.filter(|claim| claim.verdict != Verdict::Holds);
    broken
        .map(|claim| format!("{}: {}: {}", claim.example, claim.claim, claim.figures))
        .collect()
}

#[test]
fn a_document_is_read_back_as_it_was() {
    let comparison = comparison();
    let text = serde_json::to_string(&comparison).unwrap();
    assert_eq!(Comparison::parse(&text).unwrap(), comparison);
    // Fields of a later version are ignored.
    let later = text.replacen('{', r#"{"new":1,"#, 1);
    assert_eq!(Comparison::parse(&later).unwrap(), comparison);
}

#[test]
fn documents_of_others_are_refused() {
    let text = serde_json::to_string(&comparison()).unwrap();
    let other = text.replacen("\"schema_version\":1", "\"schema_version\":2", 1);
    let error = Comparison::parse(&other).unwrap_err();
    assert!(matches!(error, ReadError::Version { found: 2 }), "{error}");
    for end in 0..text.len() {
        assert!(Comparison::parse(&text[..end]).is_err(), "{end}");
    }
    for text in [
        "",
        "[]",
        "{}",
        "null",
        "\u{0}asm",
        r#"{"schema_version":-1}"#,
    ] {
        assert!(Comparison::parse(text).is_err(), "{text}");
    }
}

#[test]
fn all_claims_hold_where_ours_leads_by_as_much_as_is_said() {
    assert_eq!(broken(&comparison()), [""; 0]);
}

#[test]
fn each_claim_breaks_where_its_figure_is_one_too_large() {
    type Change = fn(&mut Figures);
    let cases: [(usize, Change, &[&str]); 9] = [
        (0, |ours| ours.bytes += 1, &["bytes: at most 1/24"]),
        (0, |ours| ours.memory_bytes += 1, &["memory: at most 1/17"]),
        (
            0,
            |ours| ours.cold_start_ns += 1,
            &["cold start: at most 1/11"],
        ),
        (1, |ours| ours.bytes += 1, &["bytes: at most 1/190"]),
        (0, |ours| ours.gzip_bytes = 11_001, &["gzip: ours leads"]),
        (
            0,
            |ours| ours.linked_bytes = 66_001,
            &["bytes as linked: ours leads"],
        ),
        (
            0,
            |ours| ours.shrunk_bytes = 22_001,
            &["bytes shrunk: ours leads"],
        ),
        (
            1,
            |ours| ours.warm_call_ns = 502,
            &["warm call: ours leads"],
        ),
        (
            0,
            |ours| ours.imports.push("one".into()),
            &["imports: ours leads"],
        ),
    ];
    for (subject, change, expected) in cases {
        let mut comparison = comparison();
        change(&mut comparison.subjects[subject].rows[0].figures);
        let broken = broken(&comparison);
        assert_eq!(broken.len(), expected.len(), "{broken:?}");
        for (broken, expected) in broken.iter().zip(expected) {
            assert!(broken.contains(expected), "{broken}");
        }
    }
}

#[test]
fn a_row_that_is_missing_is_no_proof() {
    let mut comparison = comparison();
    comparison.subjects[0]
        .rows
        .retain(|row| row.route != Route::Published);
    let broken = broken(&comparison);
    assert_eq!(broken.len(), 3, "{broken:?}");
    assert!(broken[0].ends_with("a row is missing"), "{}", broken[0]);
}

#[test]
fn tables_have_exact_sizes_and_times_as_multiples_of_ours() {
    let text = markdown::render(&comparison(), |example| format!("The example `{example}`:"));
    let expected = "\
The example `node-minimal`:

| made with | bytes | shrunk | gzip | memory | imports | cold start | warm call |
| --- | --- | --- | --- | --- | --- | --- | --- |
| ours | 2,000 | 2,000 | 1,000 | 1 page | 1 | 4.0 ms | 0.90 us |
| written by hand as text (the floor) | 1,900 | 1,900 | 950 | 1 page | 1 | 0.8 times | 0.9 times |
| wit-bindgen, `no_std`, dlmalloc | 22,000 | 22,000 | 11,000 | 2 pages | 1 | 2.2 times | 1.1 times |
| published crate 0.4.93 | 48,000 | 48,000 | 24,000 | 17 pages | 13, 13 of WASI | 11 times | 1.3 times |

The example `component-describe`:

| made with | bytes | shrunk | gzip | memory | imports | cold start | warm call |
| --- | --- | --- | --- | --- | --- | --- | --- |
| ours | 200 | 200 | 100 | 1 page | 1 | 1.0 ms | 0.50 us |
| wit-bindgen, `std` | 38,000 | 38,000 | 19,000 | 17 pages | 1 | 9.0 times | 1.0 times |

`greentic-tiny size compare` on 2026-11-28, Wasmtime 48.0.8, 2 processors, rustc 1.95.0: one process and one run, each row in turn, medians of processor time.
";
    assert_eq!(text, expected);
}

#[test]
fn a_picture_has_a_bar_for_each_row_and_two_sets_of_colours() {
    let text = picture::render(&comparison(), |example| format!("{example} <&>"));
    assert_eq!(text.matches("<rect ").count(), 1 + 6);
    assert_eq!(text.matches("class=\"ours\"").count(), 2);
    assert!(text.contains("prefers-color-scheme: dark"));
    assert!(text.contains("node-minimal &lt;&amp;&gt;"));
    // The longest bar is the most bytes, and ours are shorter than all peers.
    let widths: Vec<u64> = text
        .lines()
        .filter_map(|line| {
            line.split_once("width=\"")?
                .1
                .split_once('"')?
                .0
                .parse()
                .ok()
        })
        .skip(2)
        .collect();
    assert_eq!(widths.iter().max(), Some(&400), "{widths:?}");
}
