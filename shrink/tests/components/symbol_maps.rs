//! Asking for a symbol map changes nothing in the component.

use greentic_shrink::symbol_map::{SymbolMap, shrink_with_symbol_map};
use greentic_shrink::{Options, shrink};

use crate::support::components;

#[test]
fn with_a_symbol_map_every_component_is_what_it_is_without() {
    let options = Options::default();
    for component in components() {
        let name = &component.name;
        let plain = shrink(&component.bytes, &options).unwrap();
        let (shrunk, symbol_map) = shrink_with_symbol_map(&component.bytes, &options).unwrap();
        assert!(
            shrunk.component == plain.component,
            "{name}: {} bytes and not {}",
            shrunk.component.len(),
            plain.component.len()
        );
        let plain_sections = plain.split_sections;
        let (report, plain) = (shrunk.report, plain.report);
        let saved: usize = report.passes.iter().map(|pass| pass.bytes).sum();
        assert_eq!(report.before - saved, report.after, "{name}");
        assert_eq!(
            (report.before, report.after),
            (plain.before, plain.after),
            "{name}"
        );
        assert!(shrunk.split_sections == plain_sections, "{name}");
        let read = SymbolMap::from_bytes(&symbol_map.to_bytes()).unwrap();
        assert_eq!(read.to_bytes(), symbol_map.to_bytes(), "{name}");
    }
}
