//! The cost of one thing more in a component stays within its limit.

use greentic_conformance::marginal::{Cost, Measured, areas, hold, table};

#[test]
fn every_marginal_cost_is_within_its_limit() -> anyhow::Result<()> {
    for area in areas()? {
        let measured = area.measure()?;
        println!("{}", table(&area.name, &measured));
        hold(&area.name, &measured)?;
    }
    Ok(())
}

#[test]
fn a_cost_above_its_limit_and_a_limit_that_holds_nothing_are_found() {
    let with_stack = |marginal, limit, bytes, stack| Measured {
        cost: Cost {
            name: "one".to_owned(),
            above: "none".to_owned(),
            limit,
            stack,
            body: String::new(),
            items: String::new(),
            unsafe_code: false,
        },
        bytes: 5_000,
        marginal,
        stack: bytes,
    };
    let measured = |marginal, limit| with_stack(marginal, limit, None, None);
    let said = |marginal, limit| {
        hold("area", &[measured(marginal, limit)])
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default()
    };
    assert_eq!(said(1_000, Some(1_000)), "");
    assert_eq!(said(900, Some(1_000)), "");
    assert_eq!(said(9_000, None), "");
    assert_eq!(
        said(1_001, Some(1_000)),
        "conformance/marginal/area.toml: `one` costs 1001 bytes; the limit is 1000 (say in the commit what the bytes buy, and raise it)\n"
    );
    assert_eq!(
        said(800, Some(1_000)),
        "conformance/marginal/area.toml: `one` costs 800 bytes; the limit is 1000 (lower it to what is measured)\n"
    );
    let said = |bytes, stack| {
        hold("area", &[with_stack(0, None, bytes, Some(stack))])
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default()
    };
    assert_eq!(said(Some(400), 416), "");
    assert_eq!(
        said(Some(417), 416),
        "conformance/marginal/area.toml: `one` takes 417 bytes of stack; the limit is 416 (say in the commit what the bytes buy, and raise it)\n"
    );
    assert_eq!(
        said(Some(96), 416),
        "conformance/marginal/area.toml: `one` takes 96 bytes of stack; the limit is 416 (lower it to what is measured)\n"
    );
    assert_eq!(
        said(None, 416),
        "conformance/marginal/area.toml: `one` takes stack without a bound; the limit is 416 (find the recursion with `component-shrink stack`)\n"
    );
}
