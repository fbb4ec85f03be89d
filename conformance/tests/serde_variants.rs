//! The examples with serde's derives over our JSON cost little more than with
//! JSON by hand.

use greentic_conformance::shrunk::shrunk;
use greentic_testkit::guests::component;

#[test]
fn derives_stay_within_their_budgets() -> anyhow::Result<()> {
    // The most that each may take, shrunk without wasm-opt.
    for (package, limit) in [
        ("conformance-serde-worker-json", 5_200),
        ("conformance-serde-mcp-tools", 8_500),
        ("conformance-serde-node-service", 11_200),
    ] {
        let bytes = shrunk(component(package))?.len();
        println!("{package}: {bytes} of {limit} bytes");
        assert!(
            bytes <= limit,
            "{package} takes {bytes} bytes; the limit is {limit}"
        );
    }
    Ok(())
}
