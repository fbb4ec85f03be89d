//! Components of ours plugged into each other, into components of
//! wit-bindgen's, and into components that keep text in other encodings: what
//! goes in at one end comes out at the other.

mod by_hand;
mod calls;
mod chain;

use anyhow::{Context as _, Result, ensure};
use by_hand::{encodings, passes};
use calls::{broker, calls};
use chain::Running;
use greentic_testkit::compose::compose;
use greentic_testkit::guests::bytes;
use wasmparser::CanonicalOption;
use wit_component::StringEncoding;

/// The components that compositions are made of.
struct Parts {
    ours: Vec<u8>,
    bindgen: Vec<u8>,
    utf16: Vec<u8>,
    latin1: Vec<u8>,
    answers: Vec<u8>,
    bindgen_answers: Vec<u8>,
}

impl Parts {
    fn new() -> Result<Self> {
        Ok(Self {
            ours: bytes("conformance-passes"),
            bindgen: bytes("conformance-bindgen-passes"),
            utf16: passes(StringEncoding::UTF16, "")?,
            latin1: passes(StringEncoding::CompactUTF16, "")?,
            answers: bytes("conformance-answers"),
            bindgen_answers: bytes("conformance-bindgen-answers"),
        })
    }
}

/// Returns the answers of a composition that are not as they should be.
fn differences(parts: &[&[u8]]) -> Result<Vec<String>> {
    let mut running = Running::new(&compose(parts)?)?;
    let mut differences = Vec::new();
    for call in calls() {
        let given = running.call(call.interface, call.function, &call.arguments)?;
        if given != call.due {
            let first = format!("{:?}", call.arguments)
                .chars()
                .take(100)
                .collect::<String>();
            differences.push(format!("{}: {first}", call.function));
        }
    }
    Ok(differences)
}

#[test]
fn ours_plug_into_each_other() -> Result<()> {
    let all = Parts::new()?;
    for parts in [
        &[&*all.answers][..],
        &[&all.ours, &all.answers],
        &[&all.ours, &all.ours, &all.ours, &all.answers],
    ] {
        assert_eq!(differences(parts)?, [""; 0]);
    }
    Ok(())
}

#[test]
fn ours_plug_into_those_of_wit_bindgen() -> Result<()> {
    let all = Parts::new()?;
    for parts in [
        &[&*all.ours, &*all.bindgen_answers][..],
        &[&all.bindgen, &all.answers],
        &[&all.ours, &all.bindgen, &all.ours, &all.bindgen_answers],
    ] {
        assert_eq!(differences(parts)?, [""; 0]);
    }
    Ok(())
}

#[test]
fn text_of_other_encodings_arrives_unchanged() -> Result<()> {
    let all = Parts::new()?;
    for parts in [
        // Theirs imports from ours.
        &[&*all.utf16, &*all.answers][..],
        &[&all.latin1, &all.answers],
        // Ours imports from theirs, which asks somebody else.
        &[&all.ours, &all.utf16, &all.bindgen_answers],
        &[&all.ours, &all.latin1, &all.bindgen_answers],
        // Both, and through every pair of encodings.
        &[
            &all.ours,
            &all.utf16,
            &all.latin1,
            &all.ours,
            &all.latin1,
            &all.utf16,
            &all.answers,
        ],
    ] {
        assert_eq!(differences(parts)?, [""; 0]);
    }
    Ok(())
}

/// That the components by hand have the encodings that they should.
#[test]
fn the_encodings_are_other_ones() -> Result<()> {
    let all = Parts::new()?;
    for (component, due) in [
        (&all.ours, CanonicalOption::UTF8),
        (&all.utf16, CanonicalOption::UTF16),
        (&all.latin1, CanonicalOption::CompactUTF16),
    ] {
        let given = encodings(component)?;
        // Five exports and five imports.
        assert_eq!(given, [due; 10]);
    }
    Ok(())
}

/// The component, with instructions before those of its `cabi_realloc`, which
/// has the old size in local 1 and the new one in local 3.
fn realloc_after(instructions: &str, component: &[u8]) -> Result<Vec<u8>> {
    let text = wasmprinter::print_bytes(component)?;
    let export = "(export \"cabi_realloc\" (func ";
    let (before, rest) = text.split_once(export).context("an export")?;
    let (index, _) = rest.split_once(')').context("an index")?;
    let start = format!("(func (;{index};)");
    let (between, function) = rest.split_once(&start).context("a function")?;
    // The first line has its type, the second one may have locals.
    let (ty, body) = function.split_once('\n').context("a body")?;
    let (locals, code) = match body.split_once('\n') {
        Some((line, code)) if line.trim_start().starts_with("(local") => (line, code),
        _ => ("", body),
    };
    let parts = [
        before,
        export,
        between,
        &start,
        ty,
        locals,
        instructions,
        code,
    ];
    Ok(wat::parse_str(parts.join("\n"))?)
}

/// Calls each function of a broker with this text in every place.
fn call(parts: &[&[u8]], text: &str) -> Result<()> {
    let mut running = Running::new(&compose(parts)?)?;
    for call in broker([text; 4], &[text]) {
        let given = running.call(call.interface, call.function, &call.arguments)?;
        ensure!(given == call.due, "another answer: {given:?}");
    }
    Ok(())
}

/// Hosts that bring text from one encoding into another ask for a block, see
/// that it is too small or too large, and ask for another size of it.
#[test]
fn blocks_change_their_size_where_encodings_differ() -> Result<()> {
    let all = Parts::new()?;
    for new_size in ["i32.gt_u", "i32.lt_u"] {
        let trap = format!(
            "(if (local.get 1) (then
                (if ({new_size} (local.get 3) (local.get 1)) (then unreachable))))"
        );
        let ours = realloc_after(&trap, &all.ours)?;
        // It works where nothing changes its size.
        call(&[&ours, &all.answers], "aé世")?;
        for other in [&all.utf16, &all.latin1] {
            call(&[&ours, other, &all.answers], "plain")?;
            // The answer changes its size, and so do the arguments.
            for parts in [[&ours, other, &all.answers], [other, &ours, &all.answers]] {
                let error = call(&parts.map(Vec::as_slice), "aé世").expect_err("a trap");
                let error = format!("{error:?}");
                assert!(error.contains("unreachable"), "{error}");
            }
        }
    }
    Ok(())
}

#[test]
fn a_block_that_loses_its_content_is_noticed() -> Result<()> {
    let all = Parts::new()?;
    // A new block, whatever there was.
    let ours = realloc_after("(local.set 1 (i32.const 0))", &all.ours)?;
    call(&[&ours, &all.answers], "aé世")?;
    let error = call(&[&ours, &all.utf16, &all.answers], "aé世").expect_err("other text");
    assert!(error.to_string().starts_with("another answer"), "{error:?}");
    Ok(())
}

/// One more is added to the first character of every answer of a broker.
#[test]
fn a_character_that_changes_is_noticed() -> Result<()> {
    const CHANGE: &str = "(i32.store16 (i32.load offset=16 (i32.const 0))
        (i32.add (i32.load16_u (i32.load offset=16 (i32.const 0))) (i32.const 1)))";
    let all = Parts::new()?;
    let spoilt = passes(StringEncoding::UTF16, CHANGE)?;
    for parts in [
        &[&*spoilt, &*all.answers][..],
        &[&all.ours, &spoilt, &all.answers],
    ] {
        let found = differences(parts)?;
        let calls = calls();
        let broken = calls
            .iter()
            .filter(|call| call.interface.contains("broker"));
        assert_eq!(found.len(), broken.count());
    }
    // Nothing else than that: the answer is there.
    let mut running = Running::new(&compose(&[&all.ours, &spoilt, &all.answers])?)?;
    let [_, call, _] = broker(["世"; 4], &[]);
    let given = running.call(call.interface, call.function, &call.arguments)?;
    assert_eq!(
        given,
        wasmtime::component::Val::String("dode|世|世|世|世".into())
    );
    Ok(())
}

#[test]
fn an_import_that_nothing_answers_is_noticed() -> Result<()> {
    let all = Parts::new()?;
    let error = compose(&[&all.answers, &all.ours]).expect_err("imports are left");
    assert!(error.to_string().contains("nothing answers"), "{error}");
    Ok(())
}
