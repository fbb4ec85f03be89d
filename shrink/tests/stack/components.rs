//! The components of the examples, as the linker left them and shrunk.

use greentic_shrink::stack::analyse;
use greentic_shrink::{Options, shrink};
use greentic_testkit::guests::{bytes, examples};

#[test]
fn both_forms_of_every_example_take_the_same() {
    for example in examples() {
        let plain = bytes(&example.name);
        let shrunk = shrink(&plain, &Options::default()).unwrap().component;
        let [plain, shrunk] = [plain, shrunk].map(|form| {
            let stacks = analyse(&form).unwrap();
            stacks
                .into_iter()
                .map(|stack| {
                    let reasons: Vec<_> = stack.unbounded.iter().map(|it| it.reason).collect();
                    (stack.export, stack.bytes, reasons)
                })
                .collect::<Vec<_>>()
        });
        assert!(!plain.is_empty(), "{}", example.name);
        assert_eq!(plain, shrunk, "{}", example.name);
    }
}
