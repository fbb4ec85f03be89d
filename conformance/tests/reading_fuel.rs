//! Reading all of a document takes the same for each of its values, however deep
//! they stand, and a length that lies takes nothing: counted in fuel.

use anyhow::Result;
use greentic_conformance::fuel::Fuelled;

/// The number of arrays within each other, and of items in the innermost.
const DEPTH: u64 = 60;
const ITEMS: u64 = 2_000;

/// The factor by which the deep document may cost more.
const TIMES: u64 = 2;

/// The fuel that a length that lies may take: the document is a few bytes.
const LIE: u64 = 10_000;

/// Makes a document and goes through all of it: `deep` has many arrays in each
/// other, `again` asks for the text of each value in addition, which reads it again.
fn source(start: &str, item: &str, end: &str, read: &str, again: &str) -> String {
    format!(
        r#"    let levels = if op.starts_with("deep") {{ {DEPTH} }} else {{ 1 }};
    let mut document = call.bytes();
    for _ in 0..levels {{
        document.push({start});
    }}
    for _ in 0..{ITEMS} {{
        document.push({item});
    }}
    document.push(b"0");
    for _ in 0..levels {{
        document.push({end});
    }}
    let document = document.finish();
    let Ok(document) = {read} else {{ return "refused" }};
    let mut lists = [const {{ None }}; 64];
    lists[0] = document.items().ok();
    let (mut depth, mut count) = (1, 0);
    while depth > 0 {{
        let Some(item) = lists[depth - 1].as_mut().and_then(Iterator::next) else {{
            depth -= 1;
            continue;
        }};
        count += 1;
        if op.ends_with("again") && item.{again}.is_empty() {{
            return "empty";
        }}
        if let Ok(items) = item.items() {{
            lists[depth] = Some(items);
            depth += 1;
        }}
    }}
    let mut text = call.text();
    text.push_u64(count);
    text.finish()"#
    )
}

/// Reads arrays that claim to have as many items as the input says.
const LYING: &str = r#"    let mut document = call.bytes();
    document.push(b"\x9B");
    document.push(&number::parse_u64(input).unwrap_or_default().to_be_bytes());
    document.push(b"\x60\x60");
    if call.read_cbor(document.finish()).is_ok() { "read" } else { "refused" }"#;

#[test]
fn reading_all_of_a_document_is_linear() -> Result<()> {
    let json = source(
        "b\"[\"",
        "b\"[\\\"0123456789\\\"],\"",
        "b\"]\"",
        "call.read_json(greentic_guest::abi::from_utf8(document).unwrap_or_default())",
        "text()",
    );
    let cbor = source(
        "b\"\\x9F\"",
        "b\"\\x81\\x6A0123456789\"",
        "b\"\\xFF\"",
        "call.read_cbor(document)",
        "encoded()",
    );
    let features = ["component-v0-5", "json", "cbor"];
    let [json, cbor, mut lying] = Fuelled::all("reading-fuel", &features, [&*json, &*cbor, LYING])?;
    for (name, mut reader) in [("JSON", json), ("CBOR", cbor)] {
        let mut fuel = |op: &str, count: u64| -> Result<u64> {
            let (answer, fuel) = reader.call(op, "")?;
            assert_eq!(answer, count.to_string(), "{name} {op}");
            Ok(fuel)
        };
        let (all, more) = (2 * ITEMS + 1, DEPTH - 1);
        let (flat, deep) = (fuel("flat", all)?, fuel("deep", all + more)?);
        println!("{name}: {flat} flat, {deep} deep");
        assert!(
            deep <= TIMES * flat,
            "{name}: {deep} fuel for {DEPTH} levels, {flat} for one; at most {TIMES} times as much (see `JsonEntries::step`)"
        );
        // Reading again what is inside is seen.
        let (flat, deep) = (fuel("flat again", all)?, fuel("deep again", all + more)?);
        println!("{name}, read again: {flat} flat, {deep} deep");
        assert!(deep > 3 * TIMES * flat, "{name}: {deep}, {flat}");
    }
    assert_eq!(lying.call("op", "2")?.0, "read");
    for length in [3, 1 << 31, 1 << 32, 1 << 61, 1 << 63, u64::MAX] {
        let (answer, fuel) = lying.call("op", &length.to_string())?;
        assert_eq!(answer, "refused", "{length}");
        assert!(fuel <= LIE, "{length}: {fuel} fuel; at most {LIE}");
    }
    Ok(())
}
