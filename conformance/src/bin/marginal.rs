//! Prints what one thing more costs a component, as `conformance/marginal` lists
//! it: `cargo run -p greentic-conformance --bin marginal [AREA..]`.

use greentic_conformance::marginal::{areas, hold, table};

fn main() -> anyhow::Result<()> {
    let names: Vec<_> = std::env::args().skip(1).collect();
    let areas = areas()?;
    let known: Vec<_> = areas.iter().map(|area| &*area.name).collect();
    if let Some(name) = names.iter().find(|name| !known.contains(&&***name)) {
        anyhow::bail!("there is no area `{name}`; there are {}", known.join(", "));
    }
    let mut held = Ok(());
    for area in &areas {
        if !names.is_empty() && !names.contains(&area.name) {
            continue;
        }
        let measured = area.measure()?;
        println!("{}", table(&area.name, &measured));
        held = held.and(hold(&area.name, &measured));
    }
    held
}
