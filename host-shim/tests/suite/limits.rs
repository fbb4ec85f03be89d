//! Components that take too much. Each limit has one that runs into it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use greentic_host_shim::{Error, ExecCtx, Host, InvokeResult, LimitKind, Limits, Shim};

use crate::guests::{Given, instance, load};
use greentic_testkit::handmade::{assemble, describe, describe_with, node};

fn ctx() -> ExecCtx {
    ExecCtx::new("dev", "acme", "flow")
}

fn which(error: &Error) -> LimitKind {
    match error {
        Error::Limit { which, .. } => *which,
        other => panic!("no limit: {other:?}"),
    }
}

#[test]
fn a_loop_ends_at_the_deadline_on_every_call() {
    let limits = Limits {
        deadline: Some(Duration::from_millis(100)),
        ..Limits::default()
    };
    let component = load(limits, &node());
    for _ in 0..2 {
        let mut node = component.instantiate(Host::new()).unwrap();
        // Armed anew by each call.
        assert!(node.invoke(&ctx(), "echo", "").is_ok());
        let error = node.invoke(&ctx(), "loop", "").unwrap_err();
        assert_eq!(which(&error), LimitKind::Deadline);
        assert!(error.to_string().contains("--deadline"), "{error}");
        assert!(matches!(
            node.invoke(&ctx(), "echo", ""),
            Err(Error::Poisoned)
        ));
    }
}

#[test]
fn a_loop_ends_at_the_deadline_after_the_shim_is_gone_and_the_clock_was_asleep() {
    let limits = Limits {
        deadline: Some(Duration::from_millis(50)),
        ..Limits::default()
    };
    // `instance` drops its shim.
    let mut node = instance(limits);
    // Longer than the clock stays awake without a call.
    std::thread::sleep(Duration::from_millis(1300));
    let error = node.invoke(&ctx(), "loop", "").unwrap_err();
    assert_eq!(which(&error), LimitKind::Deadline);
}

#[test]
fn a_loop_in_a_start_function_ends_too() {
    let limits = Limits {
        deadline: Some(Duration::from_millis(50)),
        ..Limits::default()
    };
    let bytes = describe_with(
        r#"(memory (export "memory") 1)
           (func (export "describe-json") (result i32) (i32.const 0))
           (func $start (loop $l (br $l)))
           (start $start)"#,
    );
    let error = load(limits, &bytes).instantiate(Host::new()).unwrap_err();
    assert_eq!(which(&error), LimitKind::Deadline);
}

#[test]
fn a_loop_ends_without_fuel_and_every_call_is_filled_up() {
    let limits = Limits {
        fuel: Some(100_000),
        deadline: None,
        ..Limits::default()
    };
    let mut node = instance(limits);
    // More calls than one filling lasts for.
    for _ in 0..5_000 {
        node.invoke(&ctx(), "echo", "").unwrap();
    }
    let error = node.invoke(&ctx(), "loop", "").unwrap_err();
    assert_eq!(which(&error), LimitKind::Fuel);
    assert!(error.to_string().contains("100000"), "{error}");
}

#[test]
fn memory_ends_where_it_is_set_to() {
    let limits = Limits {
        memory_bytes: 4 << 20,
        ..Limits::default()
    };
    let component = load(limits, &node());
    let mut grabbing = component.instantiate(Host::new()).unwrap();
    let error = grabbing.invoke(&ctx(), "memory", "").unwrap_err();
    assert_eq!(which(&error), LimitKind::Memory);
    assert!(error.to_string().contains("--memory-limit"), "{error}");
    assert!(error.to_string().contains("4194304"), "{error}");
    assert!(grabbing.memory_bytes() <= 4 << 20);

    // Who can do without goes on.
    let mut needing = component.instantiate(Host::new()).unwrap();
    let answer = needing.invoke(&ctx(), "need", "ok").unwrap();
    assert_eq!(answer, InvokeResult::Ok("ok".into()));
    assert!(needing.memory_bytes() <= 4 << 20);
    // And a later trap is a trap again, not a tale of the memory.
    let error = needing.invoke(&ctx(), "unreachable", "").unwrap_err();
    assert!(matches!(error, Error::Trap { .. }), "{error:?}");
}

#[test]
fn an_input_that_does_not_fit_is_a_matter_of_memory() {
    let limits = Limits {
        memory_bytes: 1 << 20,
        ..Limits::default()
    };
    let error = instance(limits)
        .invoke(&ctx(), "echo", &"x".repeat(2 << 20))
        .unwrap_err();
    assert_eq!(which(&error), LimitKind::Memory);
}

#[test]
fn memory_that_is_too_large_from_the_start() {
    let bytes = describe_with(
        r#"(memory (export "memory") 2000)
           (func (export "describe-json") (result i32) (i32.const 0))"#,
    );
    let error = load(Limits::default(), &bytes)
        .instantiate(Host::new())
        .unwrap_err();
    assert_eq!(which(&error), LimitKind::Memory);
}

#[test]
fn many_memories_share_one_limit() {
    let bytes = describe_with(
        r#"(memory (export "memory") 10)
           (memory 10)
           (memory 10)
           (func (export "describe-json") (result i32) (i32.const 0))"#,
    );
    let limits = Limits {
        memory_bytes: 25 << 16,
        ..Limits::default()
    };
    let error = load(limits, &bytes).instantiate(Host::new()).unwrap_err();
    assert_eq!(which(&error), LimitKind::Memory);
}

#[test]
fn tables_end_where_they_are_set_to() {
    let limits = Limits {
        table_elements: 5000,
        ..Limits::default()
    };
    let error = instance(limits).invoke(&ctx(), "table", "").unwrap_err();
    assert_eq!(which(&error), LimitKind::Tables);
}

#[test]
fn instances_are_counted() {
    let limits = Limits {
        instances: 1,
        ..Limits::default()
    };
    let error = load(limits.clone(), &node())
        .instantiate(Host::new())
        .unwrap_err();
    assert_eq!(which(&error), LimitKind::Instances);
    assert!(load(limits, &describe()).instantiate(Host::new()).is_ok());
}

#[test]
fn values_for_the_host_are_weighed() {
    let limits = Limits {
        value_bytes: 100_000,
        ..Limits::default()
    };
    let mut node = instance(limits);
    // For each call anew.
    for _ in 0..3 {
        assert!(node.invoke(&ctx(), "echo", &"x".repeat(80_000)).is_ok());
    }
    let error = node
        .invoke(&ctx(), "echo", &"x".repeat(120_000))
        .unwrap_err();
    assert_eq!(which(&error), LimitKind::Values);
}

#[test]
fn a_list_of_nothing_in_particular_is_weighed_too() {
    // A string that claims to be as long as the memory.
    let bytes = describe_with(
        r#"(memory (export "memory") 512)
           (func (export "describe-json") (result i32) (i32.const 0))
           (data (i32.const 0) "\00\00\00\00\00\00\00\02")"#,
    );
    let error = load(Limits::default(), &bytes)
        .instantiate(Host::new())
        .unwrap()
        .describe_json()
        .unwrap_err();
    assert_eq!(which(&error), LimitKind::Values);
}

#[test]
fn values_for_the_guest_are_weighed() {
    let limits = Limits {
        value_bytes: 1_000,
        ..Limits::default()
    };
    let component = load(limits, &node());
    let mut node = component.instantiate(Host::new()).unwrap();
    let error = node.invoke(&ctx(), "echo", &"x".repeat(1_001)).unwrap_err();
    assert_eq!(which(&error), LimitKind::Values);
    // With the texts of the context.
    assert!(
        error.to_string().contains("1024 bytes; the limit is 1000"),
        "{error}"
    );
    // It was not entered.
    assert!(!node.is_poisoned());
    assert!(node.invoke(&ctx(), "echo", "x").is_ok());
    // Every part of the context counts.
    let mut large = ctx();
    large.tenant.attributes = vec![("k".repeat(500), "v".repeat(500))];
    let error = node.invoke(&large, "echo", "").unwrap_err();
    assert_eq!(which(&error), LimitKind::Values);

    // Answers to the guest's own calls as well.
    let secrets = Given::default()
        .with("SMALL", "s".repeat(900))
        .with("LARGE", "s".repeat(1_100));
    let mut node = component.instantiate(Host::new().secrets(secrets)).unwrap();
    assert!(node.invoke(&ctx(), "password", "SMALL").is_ok());
    let error = node.invoke(&ctx(), "password", "LARGE").unwrap_err();
    assert_eq!(which(&error), LimitKind::Values);
    assert!(error.to_string().contains("1100 bytes"), "{error}");
}

#[test]
fn the_deadline_of_the_tenant_counts_if_it_is_earlier() {
    let now = || {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        i64::try_from(now.as_millis()).unwrap()
    };
    let component = load(Limits::default(), &node());
    let mut node = component.instantiate(Host::new()).unwrap();
    let mut hurried = ctx();
    hurried.tenant.deadline_ms = Some(now() + 60_000);
    assert!(node.invoke(&hurried, "echo", "").is_ok());
    hurried.tenant.deadline_ms = Some(now() - 1);
    let error = node.invoke(&hurried, "echo", "").unwrap_err();
    assert_eq!(which(&error), LimitKind::Deadline);
    // That was before it was entered.
    assert!(!node.is_poisoned());
    hurried.tenant.deadline_ms = Some(now() + 100);
    let error = node.invoke(&hurried, "loop", "").unwrap_err();
    assert_eq!(which(&error), LimitKind::Deadline);
    assert!(error.to_string().contains("tenant context"), "{error}");
    assert!(node.is_poisoned());
}

#[test]
fn handles_end_where_they_are_set_to() {
    let bytes = assemble(
        r#"(component
          (type $resource (resource (rep i32)))
          (core func $new (canon resource.new $resource))
          (core module $m
            (import "" "new" (func $new (param i32) (result i32)))
            (memory (export "memory") 1)
            (func (export "describe-json") (result i32)
              (loop $more (drop (call $new (i32.const 1))) (br $more))
              (unreachable)))
          (core instance $i (instantiate $m
            (with "" (instance (export "new" (func $new))))))
          (func $describe (result string)
            (canon lift (core func $i "describe-json") (memory (core memory $i "memory"))))
          (instance $describe-v1 (export "describe-json" (func $describe)))
          (export "greentic:component/describe-v1@1.0.0" (instance $describe-v1)))"#,
    );
    let limits = Limits {
        handles: 1_000,
        ..Limits::default()
    };
    let mut instance = load(limits, &bytes).instantiate(Host::new()).unwrap();
    let error = instance.describe_json().unwrap_err();
    assert_eq!(which(&error), LimitKind::Handles);
    assert!(error.to_string().contains("1000"), "{error}");
}

#[test]
fn presets_are_in_order_and_run_what_fits_them() {
    let presets = [Limits::tiny(), Limits::edge(), Limits::server()];
    assert!(presets.is_sorted_by_key(|limits| limits.memory_bytes));
    assert!(presets.is_sorted_by_key(|limits| limits.component_bytes));
    assert!(presets.is_sorted_by_key(|limits| limits.deadline));
    assert_eq!(Limits::default(), Limits::edge());
    for limits in presets {
        let mut node = instance(limits);
        assert!(node.invoke(&ctx(), "echo", "x").is_ok());
        assert!(node.invoke(&ctx(), "loop", "x").is_err());
    }
}

#[test]
fn large_files_are_not_compiled() {
    let bytes = describe();
    let limits = Limits {
        component_bytes: bytes.len(),
        ..Limits::default()
    };
    let shim = Shim::new(limits.clone()).unwrap();
    assert!(shim.load(&bytes).is_ok());
    let limits = Limits {
        component_bytes: bytes.len() - 1,
        ..limits
    };
    let error = Shim::new(limits).unwrap().load(&bytes).unwrap_err();
    assert!(matches!(error, Error::TooLarge { .. }), "{error:?}");
    assert!(error.to_string().contains("--component-limit"), "{error}");
}

#[test]
fn no_limits_at_all_still_work() {
    let limits = Limits {
        fuel: None,
        deadline: None,
        ..Limits::default()
    };
    let mut node = instance(limits);
    assert!(node.invoke(&ctx(), "echo", "").is_ok());
    // Both at once as well.
    let limits = Limits {
        fuel: Some(u64::MAX),
        deadline: Some(Duration::MAX),
        ..Limits::default()
    };
    let mut node = instance(limits);
    assert!(node.invoke(&ctx(), "echo", "").is_ok());
}

#[test]
fn a_hostile_neighbour_changes_nothing() {
    let limits = Limits {
        deadline: Some(Duration::from_millis(300)),
        memory_bytes: 4 << 20,
        ..Limits::default()
    };
    let component = load(limits, &node());
    std::thread::scope(|scope| {
        for op in ["loop", "memory", "recursion", "unreachable"] {
            let component = &component;
            scope.spawn(move || {
                let mut node = component.instantiate(Host::new()).unwrap();
                node.invoke(&ctx(), op, "").unwrap_err();
            });
        }
        let mut node = component.instantiate(Host::new()).unwrap();
        for round in 0..1000 {
            let input = round.to_string();
            let answer = node.invoke(&ctx(), "echo", &input).unwrap();
            assert_eq!(answer, InvokeResult::Ok(input));
        }
    });
}

#[test]
fn a_component_within_components_is_counted_as_a_whole() {
    // Two levels of nesting, four core instances.
    let bytes = assemble(
        r#"(component
          (component $inner
            (core module $n)
            (core instance (instantiate $n))
            (core instance (instantiate $n))
            (core instance (instantiate $n)))
          (instance (instantiate $inner))
          (core module $m
            (memory (export "memory") 1)
            (func (export "describe-json") (result i32) (i32.const 0)))
          (core instance $i (instantiate $m))
          (func $describe (result string)
            (canon lift (core func $i "describe-json") (memory (core memory $i "memory"))))
          (instance $describe-v1 (export "describe-json" (func $describe)))
          (export "greentic:component/describe-v1@1.0.0" (instance $describe-v1)))"#,
    );
    let limits = Limits {
        instances: 3,
        ..Limits::default()
    };
    let component = load(limits, &bytes);
    assert_eq!(component.layout().core_modules, 2);
    let error = component.instantiate(Host::new()).unwrap_err();
    assert_eq!(which(&error), LimitKind::Instances);
}
