//! Asking for a companion file changes nothing in the component.

use greentic_shrink::companion::{Companion, shrink_with_companion};
use greentic_shrink::{Options, shrink};

use crate::support::components;

#[test]
fn with_a_companion_every_component_is_what_it_is_without() {
    let options = Options::default();
    for component in components() {
        let name = &component.name;
        let plain = shrink(&component.bytes, &options).unwrap();
        let (shrunk, companion) = shrink_with_companion(&component.bytes, &options).unwrap();
        assert!(
            shrunk.component == plain.component,
            "{name}: {} bytes and not {}",
            shrunk.component.len(),
            plain.component.len()
        );
        let plain_aside = plain.aside;
        let (report, plain) = (shrunk.report, plain.report);
        let saved: usize = report.passes.iter().map(|pass| pass.bytes).sum();
        assert_eq!(report.before - saved, report.after, "{name}");
        assert_eq!(
            (report.before, report.after),
            (plain.before, plain.after),
            "{name}"
        );
        assert!(shrunk.aside == plain_aside, "{name}");
        let read = Companion::from_bytes(&companion.to_bytes()).unwrap();
        assert_eq!(read.to_bytes(), companion.to_bytes(), "{name}");
    }
}
