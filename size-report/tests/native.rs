//! Sizes of compiled code and of instances, compared with the figures of Wasmtime itself.

use greentic_size_report::measure::Kind;
use greentic_size_report::native::Native;
use greentic_size_report::track::report::Host;
use wasmtime::{Config, Engine, InstanceAllocationStrategy, Module, PoolingAllocationConfig};

const MODULE: &str = r#"(module
    (import "env" "f" (func $f (param i32)))
    (import "env" "memory" (memory 7))
    (memory (export "m") 3 9)
    (table 5 10 funcref)
    (table 6 externref)
    (global (mut i64) (i64.const 1))
    (func (export "run") (param i32) (call $f (i32.mul (local.get 0) (i32.const 3)))))"#;

fn native() -> Native {
    Native::new(None, 1 << 20).unwrap()
}

/// Returns the settings of this host.
fn config() -> Config {
    let mut config = Config::new();
    config
        .wasm_component_model(true)
        .concurrency_support(false)
        .epoch_interruption(true);
    config
}

fn component() -> Vec<u8> {
    let text = format!("(component (core {} )", &MODULE[1..]);
    wat::parse_str(text).unwrap()
}

#[test]
fn code_is_as_large_as_the_engine_says() {
    let component = component();
    let compiled = native().compiled(&component, Kind::Component);
    let code = Engine::new(&config()).unwrap();
    let code = code.precompile_component(&component).unwrap();
    assert_eq!(compiled.cranelift_bytes.known(), Some(&(code.len() as u64)));
    let mut pulley = config();
    let target = if cfg!(target_pointer_width = "64") {
        "pulley64"
    } else {
        "pulley32"
    };
    pulley.target(target).unwrap();
    let code = Engine::new(&pulley).unwrap();
    let code = code.precompile_component(&component).unwrap();
    assert_eq!(compiled.pulley_bytes.known(), Some(&(code.len() as u64)));
    // A core module is the only one of a component: its code is all there.
    let module = wat::parse_str(MODULE).unwrap();
    let alone = native().compiled(&module, Kind::Module);
    assert_eq!(alone.cranelift_bytes, compiled.cranelift_bytes);
    // By more than what fills a section up.
    let calls = "(call $f (i32.const 7))".repeat(2_000);
    let more = MODULE.replace("(call $f (i32.mul", &format!("{calls} (call $f (i32.mul"));
    let more = wat::parse_str(more).unwrap();
    let more = native().compiled(&more, Kind::Module);
    assert_ne!(alone.cranelift_bytes, more.cranelift_bytes);
}

#[test]
fn an_instance_takes_what_the_engine_asks_for() {
    let bytes = wat::parse_str(MODULE).unwrap();
    let footprint = *native().footprint(&bytes).known().unwrap();
    assert_eq!(footprint.memory_bytes, 3 * 65_536);
    assert_eq!(footprint.table_bytes, 5 * 8 + 6 * 4);
    let sum = footprint.memory_bytes + footprint.table_bytes + footprint.context_bytes;
    assert_eq!(footprint.bytes, sum);
    // The pool says how much a core instance takes when it has no room for one.
    let with = |room: u64| {
        let mut pool = PoolingAllocationConfig::new();
        pool.total_core_instances(1)
            .total_memories(1)
            .total_tables(2)
            .max_tables_per_module(2)
            .max_core_instance_size(usize::try_from(room).unwrap())
            .max_memory_size(1 << 20);
        let mut config = config();
        config
            .memory_reservation(1 << 20)
            .allocation_strategy(InstanceAllocationStrategy::Pooling(pool));
        Module::new(&Engine::new(&config).unwrap(), &bytes)
    };
    // Of that its own state is the same for each instance, and no part of the context.
    let error = format!("{:?}", with(16).unwrap_err());
    let figure = |before: &str, after: &str| -> u64 {
        let (text, _) = error.split_once(after).expect(&error);
        let (_, figure) = text.rsplit_once(before).expect(&error);
        figure.parse().expect(&error)
    };
    let required = figure("requires ", " bytes which exceeds");
    let state = figure(" - ", " bytes - instance state management");
    assert_eq!(required - state, footprint.context_bytes, "{error}");
    with(required).unwrap();
    with(required - 16).unwrap_err();
    // Modules of a component are added up.
    let twice = format!(
        "(component (core {m}) (component (core {m})))",
        m = &MODULE[1..MODULE.len() - 1]
    );
    let twice = wat::parse_str(twice).unwrap();
    let twice = *native().footprint(&twice).known().unwrap();
    assert_eq!(twice.bytes, 2 * footprint.bytes);
}

#[test]
fn what_cannot_be_told_is_said() {
    let small = Native::new(None, 10).unwrap();
    let told = small.compiled(&component(), Kind::Component);
    let unknown = format!("{:?}", told.cranelift_bytes);
    assert!(unknown.contains("at most 10 are compiled"), "{unknown}");
    // Parsed, and not valid.
    let invalid = wat::parse_str("(module (func i32.add drop))").unwrap();
    let told = native().compiled(&invalid, Kind::Module);
    assert_eq!(told.cranelift_bytes.known(), None);
    let invalid = wat::parse_str("(module (func (type 7)) (type (func)))");
    assert!(invalid.is_err() || native().footprint(&invalid.unwrap()).known().is_none());
    assert!(native().footprint(b"no module").known().is_none());
}

#[test]
fn the_engine_is_the_one_that_is_named() {
    let lock = include_str!("../../Cargo.lock");
    let told = native().compiled(&component(), Kind::Component);
    let major = told.engine.rsplit(' ').next().unwrap();
    let entry = format!("name = \"wasmtime\"\nversion = \"{major}.");
    assert!(lock.contains(&entry), "{}", told.engine);
}
