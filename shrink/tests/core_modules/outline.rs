//! Code that stands in several places, and code that only looks like it.

use greentic_shrink::core_wasm::{minimise, outline};

use super::support::observed::{engine, observe};
use super::support::text::{becomes, module, printed, stays};
use super::support::written::module_of_phrases;

/// Returns two functions with this code in front of something else, and `around`
/// beside them.
fn twice(first: &str, second: &str, around: &str) -> String {
    format!(
        r#"(module
            (import "m" "f" (func $f (param i32) (result i32)))
            (memory 1)
            (func (export "a") (param i32 i32) (result i32) (local i32 i32) {first} i32.const 5)
            (func (export "b") (param i32 i32) (result i32) (local i32 i32) {second} i32.const 6)
            {around})"#
    )
}

/// Stores of numbers behind a pointer, from one offset on.
fn stores_from(first: u32, pointer: u32) -> String {
    let store = |offset: u32| {
        format!("local.get {pointer} i32.const {offset}00000 i32.store offset={offset} ")
    };
    (first..first + 6).map(store).collect()
}

fn stores(pointer: u32) -> String {
    stores_from(5, pointer)
}

#[test]
fn what_is_done_twice_is_a_function_that_gets_what_it_reads() {
    becomes(
        outline,
        &twice(&stores(0), &stores(1), ""),
        &twice(
            "local.get 0 call $new",
            "local.get 1 call $new",
            &format!("(func $new (param i32) {})", stores(0)),
        ),
    );
}

#[test]
fn it_may_give_a_value_or_set_a_local() {
    let sum = |local: u32| {
        let add = format!("local.get {local} i32.const 7000000 i32.mul call $f i32.add ");
        format!("local.get {local} {}", add.repeat(4))
    };
    becomes(
        outline,
        &twice(
            &format!("{} drop", sum(0)),
            &format!("{} global.set $g", sum(1)),
            "(global $g (mut i32) (i32.const 0))",
        ),
        &twice(
            "local.get 0 call $new drop",
            "local.get 1 call $new global.set $g",
            &format!(
                "(func $new (param i32) (result i32) {}) (global $g (mut i32) (i32.const 0))",
                sum(0)
            ),
        ),
    );
    // A local that it sets before it reads it is not handed over.
    let set =
        |from: u32, to: u32| format!("{} local.set {to} local.get {to} call $f drop ", sum(from));
    // It is read in two ways, which cannot become a part of the code that is the
    // same.
    let first = |code: &str| format!("{code} nop local.get 2 drop");
    let second = |code: &str| format!("{code} i32.const 1 drop local.get 0 drop");
    becomes(
        outline,
        &twice(&first(&set(0, 2)), &second(&set(1, 0)), ""),
        &twice(
            &first("local.get 0 call $new local.set 2"),
            &second("local.get 1 call $new local.set 0"),
            &format!(
                "(func $new (param i32) (result i32) (local i32) {} local.get 1)",
                set(0, 1)
            ),
        ),
    );
}

#[test]
fn a_local_that_may_stay_as_it_was_is_handed_over() {
    let set = |condition: u32, to: u32| {
        format!(
            "{} local.get {condition} if {} i32.const 9 local.set {to} end local.get {to} drop ",
            stores_from(5, condition),
            stores_from(15, condition)
        )
    };
    // The last reads use different words.
    let (first, second) = (set(0, 2), set(1, 3).replace("drop ", "global.set $g "));
    let global = "(global $g (mut i32) (i32.const 0))";
    let output = outline(&module(&twice(&first, &second, global))).expect("no refusal");
    let text = printed(&output);
    for call in [
        "local.get 0\n    local.get 2\n    call 3\n    drop\n",
        "local.get 1\n    local.get 3\n    call 3\n    global.set 0\n",
        "local.set 1\n    end\n    local.get 1\n  )",
    ] {
        assert!(text.contains(call), "{text}");
    }
}

#[test]
fn it_jumps_within_itself_only() {
    let inside = |local: u32| {
        format!(
            "block {} local.get {local} br_if 0 {} end ",
            stores_from(5, local),
            stores_from(15, local)
        )
    };
    let input = twice(&inside(0), &inside(1), "");
    let output = outline(&module(&input)).expect("no refusal");
    let text = printed(&output);
    assert!(text.contains("(param i32)\n    block"), "{text}");
    assert!(text.contains("br_if 0 (;@1;)"), "{text}");

    // The code in the block stands twice, and does not include the jump out of it.
    let outside = |local: u32| {
        format!(
            "block local.get {local} br_if 0 i32.const 7000 drop local.get {local} br_if 0 end "
        )
    };
    let code = |local| format!("block {} end ", outside(local));
    let mut jumps = twice(&code(0), &code(1), "");
    jumps = jumps.replace("br_if 0", "br_if 1");
    stays(outline, &jumps.replace("block block", "block loop"));
}

#[test]
fn what_does_not_save_enough_stays() {
    let short = |local: u32| format!("local.get {local} call $f call $f call $f drop ");
    stays(outline, &twice(&short(0), &short(1), ""));
    // Once is not often enough.
    stays(outline, &twice(&stores(0), "", ""));
}

#[test]
fn two_results_would_be_too_many() {
    let code = |last| format!("{} local.get 2 local.get 3 {last} drop", sets_two(0, 2, 3));
    stays(outline, &twice(&code("i32.add"), &code("i32.sub"), ""));
}

/// Returns code that sets two locals, neither part of which is worth a call.
fn sets_two(from: u32, first: u32, second: u32) -> String {
    format!(
        "local.get {from} i32.const 0x70000000 i32.mul local.set {first}
         local.get {from} i32.const 0x60000000 i32.mul local.set {second} "
    )
}

/// Counts the calls of the new function where both functions go on in their own way
/// after the code that they have in common. One local of that is read in any case.
fn calls_before(first: &str, second: &str) -> usize {
    let code = sets_two(0, 2, 3);
    let input = twice(
        &first.replace("$code", &format!("{code} local.get 3 drop")),
        &second.replace("$code", &format!("{code} local.get 3 i32.eqz drop")),
        "",
    );
    let output = outline(&module(&input)).expect("no refusal");
    printed(&output).matches("call 3\n").count()
}

#[test]
fn a_local_that_nobody_reads_afterwards_is_no_result() {
    for code in [
        // It is never read again, or the code straight ahead sets it before that.
        "$code",
        "$code i32.const 7 local.set 2 local.get 2 drop",
        "$code i32.const 7 local.tee 2 drop local.get 2 drop",
        "block $code end i32.const 7 local.set 2 local.get 2 drop",
        // A loop that sets it before it reads it, and one that was there before.
        "loop $code local.get 0 br_if 0 end",
        "loop local.get 2 drop local.get 0 br_if 0 end $code",
    ] {
        assert_eq!(calls_before(code, code), 2, "{code}");
    }
}

#[test]
fn a_local_that_may_be_read_afterwards_is_a_result() {
    for code in [
        "$code local.get 2 drop",
        // Set again on one of two ways only.
        "$code local.get 0 if i32.const 7 local.set 2 end local.get 2 drop",
        "$code block local.get 0 br_if 0 i32.const 7 local.set 2 end local.get 2 drop",
        "$code local.get 0 if nop else i32.const 7 local.set 2 end local.get 2 drop",
        "block local.get 0 if $code else i32.const 7 local.set 2 end local.get 2 drop end",
        "block $code br 0 i32.const 7 local.set 2 end local.get 2 drop",
        // Read when a loop comes back.
        "loop local.get 2 drop $code local.get 0 br_if 0 end",
        "loop local.get 2 drop loop $code local.get 0 br_if 0 end local.get 0 br_if 0 end",
        "loop loop $code local.get 0 br_if 0 end local.get 2 drop local.get 0 br_if 0 end",
    ] {
        assert_eq!(calls_before(code, code), 0, "{code}");
    }
}

#[test]
fn what_takes_values_from_below_or_leaves_the_function_stays() {
    let below = "call $f i32.const 7000000 i32.add call $f i32.const 8000000 i32.add call $f ";
    let code = |local: u32| format!("local.get {local} global.get $g select {below} drop ");
    let global = "(global $g (mut i32) (i32.const 0))";
    let code = |local| code(local).replace("global.get $g", "call $f i32.const 1 i32.const 1");
    // All of it can go, from where its first value comes from on.
    let output = outline(&module(&twice(&code(0), &code(1), global))).expect("no refusal");
    assert!(
        printed(&output).contains("local.get 1\n    call 3"),
        "{}",
        printed(&output)
    );

    let leaves = |local: u32| {
        format!("local.get {local} if i32.const 70000000 i32.const 80000000 i32.add return end ")
    };
    stays(outline, &twice(&leaves(0), &leaves(1), ""));
}

/// Types that are told apart are no other names for one type.
#[test]
fn a_new_type_is_of_its_own_where_that_of_the_shape_is_in_a_group() {
    let text = |code: [&str; 2], new: &str| {
        twice(code[0], code[1], new).replace(
            "(memory 1)",
            "(memory 1) (rec (type (func (param i32))) (type (func)))",
        )
    };
    let input = module(&text([&stores(0), &stores(1)], ""));
    let output = outline(&input).expect("no refusal");
    assert!(output.len() < input.len());
    let text = printed(&output);
    assert!(text.contains("(type (;4;) (func (param i32)))"), "{text}");
    assert!(text.contains("(func (;3;) (type 4)"), "{text}");
}

#[test]
fn nothing_that_can_be_seen_changes() {
    let engine = engine();
    let (mut smaller, mut minimised) = (0, 0);
    let (mut traps, mut results) = (0, 0);
    for seed in 0..40 {
        let input = module_of_phrases(seed);
        let before = observe(&engine, &[("", &input)], &|_| true).expect("known features");
        for event in &before.events {
            if event.contains("trap: ") {
                traps += 1;
            } else {
                results += 1;
            }
        }
        let outlined = outline(&input).expect("a module");
        smaller += u64::from(outlined.len() < input.len());
        let after = observe(&engine, &[("", &outlined)], &|_| true).expect("known features");
        assert_eq!(before, after, "module {seed}");

        // As it is used: on code that the other passes have been through.
        let small = minimise(&input, &|_| true).expect("a module");
        let outlined = outline(&small).expect("a module");
        minimised += u64::from(outlined.len() < small.len());
        let outlined = minimise(&outlined, &|_| true).expect("a module");
        let after = observe(&engine, &[("", &outlined)], &|_| true).expect("known features");
        assert_eq!(before, after, "module {seed}, minimised");
    }
    println!("{smaller} and {minimised} smaller, {traps} traps, {results} results");
    assert!(smaller > 35 && minimised > 30, "{smaller} {minimised}");
    assert!(traps > 25 && results > 500, "{traps} {results}");
}

/// A handler in the same function sees the local as it is when something throws.
#[test]
fn a_local_that_a_handler_may_see_is_set_where_it_was() {
    let call = |one| format!("i32.const 10000{one} call $f ");
    let calls: String = (1..9).map(call).collect();
    let function = |name: &str| {
        format!(
            r#"(func (export "{name}") (result i32) (local i32)
                block $handler try_table (catch_all $handler)
                    i32.const 100000 local.set 0 {calls}
                end end local.get 0)"#
        )
    };
    let text = format!(
        r#"(module (import "m" "f" (func $f (param i32))) {} {})"#,
        function("a"),
        function("b").replace("local.get 0)", "local.get 0 i32.eqz)")
    );
    let output = outline(&module(&text)).expect("no refusal");
    let text = printed(&output);
    assert_eq!(
        text.matches("local.set 0\n        call 3\n").count(),
        2,
        "{text}"
    );
}

#[test]
fn shared_functions_stay_and_others_do_not() {
    let drop = |one| format!("i32.const 10000{one} drop ");
    let shared: String = (0..9).map(drop).collect();
    let text = twice(
        &stores(0),
        &stores(1),
        &format!("(func (type $s) {shared})").repeat(2),
    )
    .replace("(memory 1)", "(memory 1) (type $s (shared (func)))");
    let output = outline(&module(&text)).expect("no refusal");
    let text = printed(&output);
    assert_eq!(text.matches("call 5").count(), 2, "{text}");
    assert_eq!(text.matches("i32.const 100008").count(), 2, "{text}");
}

/// Each turn finds one more piece, and there are more than turns.
#[test]
fn what_goes_on_without_end_is_left() {
    let sum = |end: &str| format!("i32.const 1 {} {end}", "i32.const 1 i32.add ".repeat(1300));
    let text = format!(
        "(module (func (export \"a\") (result i32) {}) (func (export \"b\") (result i32) {}))",
        sum("i32.const 5 i32.sub"),
        sum("i32.const 6 i32.xor")
    );
    stays(outline, &text);
}

/// Much that could be outlined, and many locals, take memory and time in
/// proportion to the module.
#[test]
fn much_of_everything_is_no_harm() {
    let nops = format!("(func {})", "nop ".repeat(100_000));
    let input = module(&format!("(module {nops} {nops})"));
    let output = outline(&input).expect("no refusal");
    assert_eq!(outline(&output).expect("no refusal"), output);

    let locals = format!("(func (local{}))", " i32".repeat(50_000));
    let one = module(&format!("(module {locals})"));
    let body = &one[one.len() - 6..];
    let mut code = wasm_encoder::CodeSection::new();
    let mut functions = wasm_encoder::FunctionSection::new();
    for _ in 0..50_000 {
        code.raw(body);
        functions.function(0);
    }
    let mut types = wasm_encoder::TypeSection::new();
    types.ty().function([], []);
    let mut many = wasm_encoder::Module::new();
    many.section(&types).section(&functions).section(&code);
    let input = many.finish();
    assert_eq!(outline(&input).expect("no refusal"), input);

    // No locals, and not even an end.
    let mut code = wasm_encoder::CodeSection::new();
    for _ in 0..50_000 {
        code.raw(&[]);
    }
    let mut many = wasm_encoder::Module::new();
    many.section(&types).section(&functions).section(&code);
    outline(&many.finish()).expect_err("a refusal");
}
