//! Components that somebody broke on purpose.

use greentic_shrink::pass::Pass;
use greentic_shrink::{Error, Options, shrink};

use crate::support::examples::example;
use crate::support::{foreign, texts, worlds};

/// The number of inputs in all.
const ROUNDS: usize = 2000;

/// Numbers that are the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }
}

/// Returns a component without the sections that are thrown out first, whatever is
/// in them: a change there would say nothing.
fn without_debug(component: &[u8]) -> Vec<u8> {
    let mut options = Options::default();
    for pass in Pass::ALL {
        if pass != Pass::Custom {
            options = options.without(pass);
        }
    }
    shrink(component, &options).unwrap().component
}

/// Returns the bytes of `component` with something wrong with them.
fn mutated(component: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = component.to_vec();
    match numbers.below(4) {
        0 => {
            for _ in 0..=numbers.below(3) {
                let place = numbers.below(bytes.len());
                bytes[place] = u8::try_from(numbers.below(256)).unwrap();
            }
        }
        1 => {
            let place = numbers.below(bytes.len());
            bytes[place] ^= 1 << numbers.below(8);
        }
        2 => bytes.truncate(numbers.below(component.len())),
        _ => {
            // Two pieces change places.
            let middle = 8 + numbers.below(bytes.len() - 8);
            let start = 8 + numbers.below(middle - 7);
            bytes[start..].rotate_left(middle - start);
        }
    }
    bytes
}

#[test]
fn two_thousand_broken_components_do_no_harm() {
    let foreign = foreign::components().into_iter();
    let small = foreign.map(|named| without_debug(&named.bytes));
    let large = foreign::engine();
    let mut inputs: Vec<Vec<u8>> = vec![
        example("component-describe").bytes.clone(),
        example("node-minimal").bytes.clone(),
        example("node-secrets").bytes.clone(),
    ];
    inputs.extend(texts::components().into_iter().map(|named| named.bytes));
    inputs.extend(worlds::own().into_iter().map(|named| named.bytes));
    inputs.extend(small);

    let mut numbers = Numbers(0x5eed_cafe);
    let (mut valid, mut smaller) = (0, 0);
    for round in 0..ROUNDS {
        let mut input = &inputs[round % inputs.len()];
        // It takes seconds each time, so these are few.
        if round % (ROUNDS / 10) == 0
            && let Some(large) = &large
        {
            input = &large.bytes;
        }
        let input = mutated(input, &mut numbers);
        match shrink(&input, &Options::default()) {
            Ok(shrunk) => {
                valid += 1;
                smaller += usize::from(shrunk.component.len() < input.len());
                wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all())
                    .validate_all(&shrunk.component)
                    .unwrap_or_else(|error| panic!("round {round}: {error}"));
                assert!(shrunk.component.len() <= input.len(), "round {round}");
            }
            Err(Error::Malformed { offset, .. }) => {
                assert!(offset <= input.len() as u64, "round {round}: {offset}");
            }
            Err(_) => {}
        }
    }
    // A bit of text or a constant that is another one does not make it invalid,
    // so not all of this was thrown out at the door.
    assert!(
        valid > 100 && smaller > 100,
        "{valid} valid, {smaller} smaller"
    );
}
