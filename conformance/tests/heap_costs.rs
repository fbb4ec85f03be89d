//! The cost of each heap in bytes, pages and work, as in `docs/memory.md`.
//!
//! `cargo test -p greentic-conformance --test heap_costs -- --nocapture` prints the
//! table, with the time that calls took on this machine.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use greentic_conformance::marginal::areas;
use greentic_host_shim::{ExecCtx, Host, InvokeResult, Limits, Shim};
use greentic_size_report::functions::Functions;
use greentic_testkit::cargo::workspace;

/// Words of a text: 3,000 of them, of which 700 are different.
fn text() -> String {
    let mut text = String::new();
    let mut number = 1_u32;
    for _ in 0..3_000 {
        number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let word = (number >> 16) % 700;
        write!(text, "w{} ", word * word).expect("text takes text");
    }
    text
}

/// Returns the answer that the component of `marginal/heap.toml` should give.
fn expected(text: &str) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in text.split_ascii_whitespace() {
        *counts.entry(word).or_default() += 1;
    }
    let mut words: Vec<_> = counts.into_iter().collect();
    words.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let repeated = words.iter().map(|(word, count)| word.repeat(*count) + " ");
    repeated.collect()
}

/// The costs of calls that all do the same, in one component.
struct Costs {
    name: String,
    bytes: i64,
    pages: [usize; 2],
    fuel: u64,
    micros: u128,
}

/// The number of calls of one instance.
const CALLS: usize = 50;

fn measure(name: &str, bytes: i64, component: &[u8]) -> Result<Costs> {
    let (text, ctx) = (text(), ExecCtx::new("test", "acme", "flow"));
    let expected = expected(&text);
    let shim = Shim::new(Limits::default())?;
    let mut instance = shim.load(component)?.instantiate(Host::new())?;
    let mut pages = [0; 2];
    let mut micros = u128::MAX;
    for call in 0..CALLS {
        let start = Instant::now();
        let answer = instance.invoke(&ctx, "", &text)?;
        micros = micros.min(start.elapsed().as_micros());
        ensure!(
            matches!(&answer, InvokeResult::Ok(answer) if *answer == expected),
            "{name}: another answer in call {call}"
        );
        pages[usize::from(call > 0)] = instance.memory_bytes() / 65_536;
    }
    let mut counted = Functions::load(component)?.instantiate(&BTreeMap::new())?;
    let arguments = [
        concat!(
            r#"{tenant: {env: "", tenant: "", tenant-id: "", "#,
            r#"attributes: [], attempt: 0}, flow-id: ""}"#
        )
        .to_owned(),
        "\"\"".to_owned(),
        format!("{text:?}"),
    ];
    counted.call("greentic:component/node@0.5.0#invoke", &arguments)?;
    let fuel = counted.fuel()?;
    Ok(Costs {
        name: name.to_owned(),
        bytes,
        pages,
        fuel,
        micros,
    })
}

#[test]
fn the_table_of_heaps_is_what_is_measured() -> Result<()> {
    let areas = areas()?;
    let area = areas.iter().find(|area| area.name == "heap");
    let area = area.context("marginal/heap.toml")?;
    let files = area.components()?;
    let mut all = Vec::new();
    for measured in area.measure()? {
        let name = &measured.cost.name;
        if name != "none" {
            let kind = name.replace('-', "_");
            all.push(measure(&kind, measured.marginal, &fs::read(&files[name])?)?);
        }
    }
    let least = all.iter().map(|costs| costs.fuel).min().context("kinds")?;
    let mut table = String::from(
        "| kind | bytes | pages after a call | after 50 | work |\n| --- | --- | --- | --- | --- |\n",
    );
    for Costs {
        name,
        bytes,
        pages: [first, last],
        fuel,
        micros,
    } in &all
    {
        let hundredths = (fuel * 100 + least / 2) / least;
        let _ = writeln!(
            table,
            "| `{name}` | {bytes} | {first} | {last} | {}.{:02} |",
            hundredths / 100,
            hundredths % 100
        );
        println!("{name}: {fuel} of fuel and {micros} µs a call");
    }
    println!("{table}");
    let docs = fs::read_to_string(workspace().join("docs/memory.md"))?;
    ensure!(
        docs.contains(&table),
        "docs/memory.md: the table of heaps is another one now; put this there:\n{table}"
    );
    Ok(())
}
