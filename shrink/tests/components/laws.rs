//! The laws that shrinking keeps to, whatever the component.

use greentic_shrink::{Options, shrink};

use crate::support::{components, wit};

#[test]
fn the_law_holds_for_every_component() {
    let (mut before, mut after) = (0, 0);
    for component in components() {
        let name = &component.name;
        let shrunk = shrink(&component.bytes, &Options::default())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let output = &shrunk.component;

        assert!(output.len() <= component.bytes.len(), "{name} grew");
        assert_eq!(wit(output), wit(&component.bytes), "{name}: another world");
        wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all())
            .validate_all(output)
            .unwrap_or_else(|error| panic!("{name}: {error}"));

        let same = shrink(&component.bytes, &Options::default()).unwrap();
        assert!(same.component == *output, "{name}: not the same every time");
        let again = shrink(output, &Options::default()).unwrap();
        assert_eq!(
            again.component.len(),
            output.len(),
            "{name}: not all at once"
        );
        assert!(
            again.component == *output,
            "{name}: another form of the same size"
        );

        let report = &shrunk.report;
        let saved: usize = report.passes.iter().map(|pass| pass.bytes).sum();
        assert_eq!(report.before - saved, report.after, "{name}");
        for (sections, bytes) in [
            (&report.sections_before, &component.bytes),
            (&report.sections_after, output),
        ] {
            let sum: usize = sections.iter().map(|(_, bytes)| bytes).sum();
            assert_eq!(sum, bytes.len(), "{name}");
        }
        before += component.bytes.len();
        after += output.len();
    }
    println!("{before} bytes became {after}");
}

#[test]
fn no_shim_stays() {
    for component in crate::support::worlds::of_the_project() {
        let shrunk = shrink(&component.bytes, &Options::default()).unwrap();
        let left: Vec<_> = shrunk
            .report
            .notes
            .iter()
            .filter(|note| note.pass == Some(greentic_shrink::pass::Pass::Shims))
            .collect();
        assert!(left.is_empty(), "{}: {left:?}", component.name);
    }
}
