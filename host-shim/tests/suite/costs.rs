//! The cost of a component is found out before it is due.

use greentic_host_shim::{CodeLimit, CodeLimits, Error, Host, LimitKind, Limits, Pool, Shim};

use crate::compile::worker;
use greentic_testkit::handmade::{bombs, describe, node};

/// Limits that hold what an ordinary component has, and no more of the kind that
/// is tried.
fn lowered(which: CodeLimit, limit: u64) -> Limits {
    let mut code = CodeLimits::default();
    code.set(which, limit);
    Limits {
        code,
        ..Limits::default()
    }
}

fn stopped(limits: Limits, bytes: &[u8]) -> (LimitKind, String) {
    match Shim::new(limits).unwrap().load(bytes) {
        Err(error @ Error::Limit { which, .. }) => (which, error.to_string()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_kind_of_bomb_has_a_limit_of_its_own() {
    // What it has, and the same with one more than that.
    type Bomb = fn(usize) -> Vec<u8>;
    let bombs: [(CodeLimit, Bomb, usize); 28] = [
        (CodeLimit::Carried, |n| bombs::blocks(n, 50), 20),
        (CodeLimit::Carried, |n| bombs::blocks(20, n), 50),
        (CodeLimit::Carried, |n| bombs::branch_table(n, 50), 20),
        (CodeLimit::Carried, |n| bombs::branch_table(20, n), 50),
        (CodeLimit::Carried, |n| bombs::loops(n, 40), 30),
        (CodeLimit::Carried, |n| bombs::loops(30, n), 40),
        (CodeLimit::Carried, |n| bombs::calls(n, 50), 20),
        (CodeLimit::AllCarried, |n| bombs::signatures(n, 50), 20),
        (CodeLimit::Spans, |n| bombs::spans(n, 50), 20),
        (CodeLimit::Locals, |n| bombs::spans(1, n), 100),
        (CodeLimit::Nesting, bombs::nested, 100),
        (CodeLimit::Functions, bombs::functions, 100),
        (CodeLimit::FunctionBytes, bombs::code, 100),
        (CodeLimit::Names, bombs::exports, 100),
        (CodeLimit::Names, bombs::imports, 100),
        (CodeLimit::Elements, |n| bombs::elements(n, 10), 20),
        (CodeLimit::Elements, |n| bombs::elements(10, n), 20),
        (CodeLimit::TypeParts, |n| bombs::core_types(n, 10), 100),
        (CodeLimit::TypeParts, bombs::instance_types, 100),
        (CodeLimit::Definitions, |n| bombs::definitions(n, 10), 100),
        (CodeLimit::Definitions, |n| bombs::imported(n, 10, 10), 10),
        (CodeLimit::Definitions, |n| bombs::imported(1, n, 10), 20),
        (CodeLimit::Definitions, |n| bombs::imported(1, 10, n), 20),
        (CodeLimit::Definitions, |n| bombs::exported(n, 10, 1), 20),
        (CodeLimit::Definitions, |n| bombs::exported(10, n, 1), 20),
        (CodeLimit::Definitions, bombs::doubled, 8),
        (CodeLimit::Definitions, |n| bombs::bags(n, 10), 20),
        (CodeLimit::Definitions, |n| bombs::bags(10, n), 20),
    ];
    for (which, bomb, size) in bombs {
        let (small, large) = (bomb(size), bomb(size + 1));
        // The least limit under which the smaller one passes is found by asking.
        let (mut refused, mut passes) = (0, 1 << 20);
        while passes - refused > 1 {
            let middle = refused + (passes - refused) / 2;
            // With a compiler that is not there: what passes is not compiled.
            let shim = Shim::builder().limits(lowered(which, middle));
            let shim = shim.compile_worker(worker("/nowhere")).build().unwrap();
            match shim.load(&small) {
                Err(Error::Setup { .. }) => passes = middle,
                Err(Error::Limit {
                    which: LimitKind::Code(named),
                    ..
                }) if named == which => refused = middle,
                other => panic!("{which}: {other:?}"),
            }
        }
        // It follows the size of the bomb.
        assert!(passes > 50, "{which}: {passes}");
        let (kind, text) = stopped(lowered(which, passes), &large);
        assert_eq!(kind, LimitKind::Code(which), "{text}");
        let setting = format!("--code-limit {which}=N");
        assert!(text.contains(&setting), "{text}");
        assert!(text.contains(&format!("the limit is {passes}")), "{text}");
    }
}

#[test]
fn the_defaults_stop_what_takes_gigabytes() {
    for (bytes, kind) in [
        (bombs::blocks(1000, 1000), CodeLimit::Carried),
        (bombs::branch_table(10_000, 900), CodeLimit::Carried),
        (bombs::loops(1000, 1000), CodeLimit::Carried),
        (bombs::calls(1000, 1000), CodeLimit::Carried),
        (bombs::spans(40_000, 9_000), CodeLimit::Spans),
        (bombs::types(300, 1000), CodeLimit::TypeParts),
        (bombs::core_types(300, 1000), CodeLimit::TypeParts),
        (bombs::exports(100_000), CodeLimit::Names),
        (bombs::imports(100_000), CodeLimit::Names),
        (bombs::elements(1000, 1000), CodeLimit::Elements),
        (bombs::instance_types(60_000), CodeLimit::TypeParts),
        (bombs::imported(20, 600, 600), CodeLimit::Definitions),
        (bombs::exported(700, 700, 0), CodeLimit::Definitions),
        (bombs::exported(1, 1, 18), CodeLimit::Definitions),
        (bombs::doubled(18), CodeLimit::Definitions),
        (bombs::bags(900, 1000), CodeLimit::Definitions),
    ] {
        let (which, text) = stopped(Limits::default(), &bytes);
        assert_eq!(which, LimitKind::Code(kind), "{text}");
    }
}

#[test]
fn records_of_instances_are_counted_before_there_is_one() {
    let limits = |record_bytes| Limits {
        record_bytes,
        ..Limits::default()
    };
    for bytes in [
        bombs::globals(1_000, 60),
        bombs::globals(40_000, 1),
        // The module is not known where it is instantiated.
        bombs::handed_globals(1_000, 60),
    ] {
        let (which, text) = stopped(limits(512 << 10), &bytes);
        assert_eq!(which, LimitKind::Records, "{text}");
        assert!(text.contains("--record-limit"), "{text}");
        let component = Shim::new(limits(2 << 20)).unwrap().load(&bytes).unwrap();
        assert!(component.instantiate(Host::new()).is_ok());
    }
}

#[test]
fn a_pool_takes_what_the_limits_allow() {
    // More than a pool of Wasmtime's has room for by itself.
    let bytes = bombs::globals(70_000, 1);
    let shim = Shim::builder().pool(Pool::new(1)).build().unwrap();
    let component = shim.load(&bytes).unwrap();
    assert!(component.instantiate(Host::new()).is_ok());
    let limits = Limits {
        record_bytes: 1 << 20,
        ..Limits::default()
    };
    let shim = Shim::builder().limits(limits).pool(Pool::new(1));
    let error = shim.build().unwrap().load(&bytes).unwrap_err();
    assert!(error.to_string().contains("--record-limit"), "{error}");
}

#[test]
fn components_that_call_each_other_are_counted_with_their_types() {
    let limits = lowered(CodeLimit::Adapters, 1_000);
    let shim = Shim::new(limits.clone()).unwrap();
    assert!(shim.load(&bombs::adapters(4, 100)).is_ok());
    let (which, text) = stopped(limits, &bombs::adapters(40, 100));
    assert_eq!(which, LimitKind::Code(CodeLimit::Adapters), "{text}");
}

#[test]
fn what_makes_the_compiler_panic_is_an_error_of_the_component() {
    let shim = Shim::new(Limits {
        compile_time: None,
        ..Limits::default()
    })
    .unwrap();
    let error = shim.load(&bombs::adapters(51, 1)).unwrap_err();
    assert!(matches!(error, Error::Uncompilable { .. }), "{error:?}");
    assert!(error.is_unfit());
    // The engine goes on as if nothing had been.
    assert!(shim.load(&bombs::adapters(49, 1)).is_ok());
    assert!(shim.load(&node()).is_ok());
}

#[test]
fn ordinary_components_are_far_from_all_limits() {
    let limits = Limits::tiny();
    let mut code = limits.code.clone();
    for which in CodeLimit::ALL {
        code.set(*which, code.get(*which) / 4);
    }
    let shim = Shim::new(Limits { code, ..limits }).unwrap();
    assert!(shim.load(&node()).is_ok());
    assert!(shim.load(&describe()).is_ok());
}
