//! Components of worlds that wit-smith makes up.
//!
//! Seeds are `SHRINK_SMITH_FIRST` on, `SHRINK_SMITH_COUNT` of them.

use arbitrary::Unstructured;
use greentic_shrink::{Options, shrink};
use wit_component::{ComponentEncoder, DecodedWasm};
use wit_parser::{Resolve, WorldId};
use wit_smith::{Config, smith};

use crate::support::{wit, worlds};

/// Returns a number from the environment.
fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().expect("a number"))
}

/// Returns bytes for wit-smith to choose by.
fn choices(seed: u64) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(seed);
    std::iter::repeat_with(|| random.u8(..))
        .take(4096)
        .collect()
}

/// Returns the worlds for a seed; none where the choices come to nothing.
fn resolve(seed: u64) -> Option<(Resolve, Vec<WorldId>)> {
    let config = Config {
        async_: seed.is_multiple_of(3),
        futures: seed.is_multiple_of(3),
        streams: seed.is_multiple_of(3),
        error_context: seed.is_multiple_of(6),
        fixed_length_lists: seed.is_multiple_of(4),
        implements: seed.is_multiple_of(5),
        ..Config::default()
    };
    let package = smith(&config, &mut Unstructured::new(&choices(seed))).ok()?;
    let Ok(DecodedWasm::WitPackage(resolve, _)) = wit_component::decode(&package) else {
        return None;
    };
    let worlds = resolve.worlds.iter().map(|(id, _)| id).collect();
    Some((resolve, worlds))
}

/// Returns the component of a world, around a module whose functions all trap.
/// `None` if wit-component cannot make one.
fn component(resolve: &Resolve, world: WorldId) -> Option<Vec<u8>> {
    ComponentEncoder::default()
        .module(&worlds::module(resolve, world))
        .ok()?
        .validate(true)
        .encode()
        .ok()
}

#[test]
fn worlds_that_were_made_up_stay_what_they_are() {
    let first = number("SHRINK_SMITH_FIRST", 0);
    let count = number("SHRINK_SMITH_COUNT", 40);
    let (mut components, mut smaller) = (0, 0);
    for seed in first..first + count {
        let Some((resolve, worlds)) = resolve(seed) else {
            continue;
        };
        for world in worlds {
            let name = format!("world {} of seed {seed}", resolve.worlds[world].name);
            let Some(input) = component(&resolve, world) else {
                continue;
            };
            components += 1;
            let shrunk = shrink(&input, &Options::default())
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            let output = shrunk.component;
            assert!(output.len() <= input.len(), "{name} grew");
            smaller += usize::from(output.len() < input.len());
            assert_eq!(wit(&output), wit(&input), "{name}: another world");
            wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all())
                .validate_all(&output)
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            let again = shrink(&output, &Options::default()).unwrap().component;
            assert!(
                again == output,
                "{name}: {} bytes, then {}",
                output.len(),
                again.len()
            );
        }
    }
    println!("{components} components, {smaller} of them smaller");
    assert!(components as u64 > count / 2 && smaller * 10 > components * 9);
}
