//! The speed of our JSON reader and of serde-json-core, on Wasmtime, in one component
//! that is called for the two in turn.
//!
//! `cargo bench -p greentic-conformance --bench json` prints medians and ratios.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use greentic_host_shim::{ExecCtx, Host, Instance, Limits, Shim};
use greentic_testkit::guests::bytes;

const ROUNDS: usize = 101;

/// An object of four fields, of a kilobyte.
fn fields() -> String {
    let name = "A sentence as people write it, with commas. ".repeat(22);
    format!(r#"{{"id": 12345, "name": "{name}", "count": 17, "fresh": true}}"#)
}

/// An array of objects, of 100 kilobytes.
fn items() -> String {
    let mut text = "[".to_owned();
    for id in 0..1_250 {
        let fresh = id % 3 == 0;
        let _ = write!(
            text,
            r#"{{"id": {id}, "name": "The name of item number {id}", "count": {}, "fresh": {fresh}}},"#,
            id * 7
        );
    }
    text.pop();
    text + "]"
}

/// Calls it so many times. Returns the answer and the time of one call.
fn time(node: &mut Instance, op: &str, input: &str, calls: u32) -> (String, Duration) {
    let ctx = ExecCtx::new("prod", "acme", "flow");
    let start = Instant::now();
    let mut answer = None;
    for _ in 0..calls {
        answer = Some(black_box(node.invoke(&ctx, op, input).expect("no trap")));
    }
    (format!("{answer:?}"), start.elapsed() / calls)
}

fn main() {
    let shim = Shim::new(Limits::default()).expect("an engine");
    let component = shim
        .load(&bytes("conformance-json-speed"))
        .expect("a component");
    let mut node = component.instantiate(Host::new()).expect("an instance");
    println!("| document | bytes | ours | serde-json-core | ratio |");
    println!("| --- | --- | --- | --- | --- |");
    for (name, input, calls) in [("fields", fields(), 200), ("items", items(), 2)] {
        let ops = [
            "call".to_owned(),
            format!("ours-{name}"),
            format!("theirs-{name}"),
        ];
        let mut times = [const { Vec::new() }; 3];
        let mut answers = [const { String::new() }; 3];
        // One after the other, so that what else the machine does hits all of them.
        for _ in 0..ROUNDS {
            for (at, op) in ops.iter().enumerate() {
                let (answer, time) = time(&mut node, op, &input, calls);
                answers[at] = answer;
                times[at].push(time.as_secs_f64() * 1e6);
            }
        }
        assert!(
            answers[1].contains("Ok") && answers[1] == answers[2],
            "{answers:?}"
        );
        let [call, ours, theirs] = times.map(|mut times| {
            times.sort_unstable_by(f64::total_cmp);
            times[times.len() / 2]
        });
        let (ours, theirs) = (ours - call, theirs - call);
        println!(
            "| {name} | {} | {ours:.2} us | {theirs:.2} us | {:.2} |",
            input.len(),
            ours / theirs
        );
    }
}
