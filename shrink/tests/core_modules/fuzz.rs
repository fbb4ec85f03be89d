//! Many more modules than the other tests take, each with another choice of
//! proposals: Wasmtime sees no difference.
//!
//! Seeds are `SHRINK_FUZZ_FIRST` on, `SHRINK_FUZZ_COUNT` of them.

use super::support::generated::varied;
use super::support::observed::{engine, observe};
use super::support::passes::{ALL, kept};

/// Returns a number from the environment.
fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().expect("a number"))
}

#[test]
fn no_choice_of_proposals_makes_a_pass_change_what_can_be_seen() {
    let engine = engine();
    let first = number("SHRINK_FUZZ_FIRST", 0);
    let count = number("SHRINK_FUZZ_COUNT", 30);
    let (mut runs, mut unknown, mut changed, mut traps, mut results) = (0, 0, 0, 0, 0);
    for seed in first..first + count {
        let Some(input) = varied(seed) else {
            continue;
        };
        let before = [
            observe(&engine, &[("", &input)], &kept),
            observe(&engine, &[("", &input)], &|_| true),
        ];
        let [Some(reduced), Some(whole)] = before else {
            unknown += 1;
            continue;
        };
        runs += 1;
        for event in &whole.events {
            if event.contains("trap: ") {
                traps += 1;
            } else {
                results += 1;
            }
        }
        for (name, pass) in ALL {
            let output = match pass(&input) {
                Ok(output) => output,
                Err(why) => panic!("{name} refuses module {seed}: {why}"),
            };
            assert!(
                output.len() <= input.len(),
                "{name} lengthens module {seed}"
            );
            if output == input {
                continue;
            }
            changed += 1;
            let (before, keep): (_, fn(&str) -> bool) = if ["dce", "all"].contains(&name) {
                (&reduced, kept)
            } else {
                (&whole, |_| true)
            };
            let after = observe(&engine, &[("", &output)], &keep)
                .unwrap_or_else(|| panic!("{name} makes module {seed} one that does not run"));
            assert_eq!(before.events, after.events, "{name} changes module {seed}");
            for state in &after.end {
                assert!(
                    before.end.contains(state),
                    "{name} leaves module {seed} at {state}, not at {:?}",
                    before.end
                );
            }
        }
    }
    println!("{runs} ran, {unknown} unknown, {changed} changed, {traps} traps, {results} results");
    // The modules must have done something for that to mean anything.
    assert!(runs > count / 2, "{runs} of {count} ran");
    assert!(
        changed > count && traps > count / 4 && results > count / 4,
        "{changed} {traps} {results}"
    );
}
