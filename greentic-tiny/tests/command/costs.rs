//! Components that cost more than they should, through the command.

use std::net::TcpListener;

use super::Shell;
use greentic_testkit::handmade::{asking, bombs};

/// Runs `call FILE f` with more arguments. Returns the exit code and the whole output.
fn call(shell: &Shell, file: &str, more: &[&str]) -> (i32, String) {
    let args = [&["call", file, "f"], more].concat();
    let (code, stdout, stderr) = shell.end(&args);
    (code, stdout + &stderr)
}

#[test]
fn bombs_are_refused_with_the_name_of_a_limit() {
    let shell = Shell::new();
    for (bytes, says) in [
        (bombs::blocks(1000, 1000), "--code-limit carried=N"),
        (bombs::globals(10_000, 60), "--record-limit"),
    ] {
        shell.write("bomb.wasm", &bytes);
        let (code, text) = call(&shell, "bomb.wasm", &[]);
        assert_eq!(code, 5, "{text}");
        assert!(text.contains(says), "{text}");
        // `inspect`, which does not need the code, finds it too.
        let (code, _, stderr) = shell.end(&["inspect", "bomb.wasm"]);
        assert_eq!(code, 5, "{stderr}");
    }
    // Raised, it is compiled within the limits of time and memory, which stop it.
    shell.write("bomb.wasm", &bombs::blocks(1000, 1000));
    let raised = [
        "--code-limit=carried=10000000",
        "--code-limit=all-carried=10000000",
        "--compile-memory=64M",
    ];
    let (code, text) = call(&shell, "bomb.wasm", &raised);
    assert_eq!(code, 5, "{text}");
    assert!(text.contains("--compile-memory"), "{text}");
}

#[test]
fn a_benchmark_has_room_for_what_the_limits_allow() {
    let shell = Shell::new();
    shell.write("globals.wasm", &bombs::globals(70_000, 1));
    let (code, _, stderr) = shell.end(&["bench", "globals.wasm", "--runs", "1"]);
    assert_eq!(code, 0, "{stderr}");
    let small = ["bench", "globals.wasm", "--runs=1", "--record-limit=1M"];
    let (code, _, stderr) = shell.end(&small);
    assert_eq!(code, 5);
    assert!(stderr.contains("--record-limit"), "{stderr}");
}

#[test]
fn the_records_of_compiled_code_are_counted_where_it_is_loaded() {
    let shell = Shell::new();
    shell.write("globals.wasm", &bombs::globals(1_000, 60));
    let compile = ["precompile", "globals.wasm", "-o", "code", "--key", "key"];
    assert_eq!(shell.end(&compile).0, 0);
    assert_eq!(call(&shell, "code", &["--key", "key"]).0, 0);
    let (code, text) = call(&shell, "code", &["--key", "key", "--record-limit=512K"]);
    assert_eq!(code, 5, "{text}");
    assert!(text.contains("--record-limit"), "{text}");
}

#[test]
fn a_component_over_which_the_compiler_panics_is_exit_code_3() {
    let shell = Shell::new();
    shell.write("adapters.wasm", &bombs::adapters(51, 1));
    let unlimited: [&[&str]; 2] = [&[], &["--compile-limit=none"]];
    for more in unlimited {
        for command in [
            &["call", "adapters.wasm", "f"][..],
            &["inspect", "adapters.wasm"],
        ] {
            let (code, _, stderr) = shell.end(&[command, more].concat());
            assert_eq!(code, 3, "{stderr}");
        }
        let check = ["check", "adapters.wasm", "greentic:component/node@0.5.0"];
        let (code, _, stderr) = shell.end(&[&check, more].concat());
        assert_eq!(code, 3, "{stderr}");
    }
}

#[test]
fn any_stack_that_is_accepted_works() {
    let shell = Shell::new();
    shell.write("recursion.wasm", &bombs::recursion());
    let compiled = ["1", "4095", "64K", "1M", "8388608", "64M", "256M"].map(|stack| (stack, None));
    // An interpreter fills a large stack slowly.
    let interpreted = ["1", "4095", "64K"].map(|stack| (stack, Some("--interpreter")));
    for (stack, more) in compiled.into_iter().chain(interpreted) {
        let stack = format!("--stack-limit={stack}");
        let args = [&*stack, "--deadline=none"].into_iter().chain(more);
        let (code, text) = call(&shell, "recursion.wasm", &args.collect::<Vec<_>>());
        assert_eq!(code, 5, "{stack}: {text}");
        assert!(text.contains("stack limit"), "{stack}: {text}");
    }
    for stack in ["0", "257M", "1G", "1099511627776", "18446744073709551615"] {
        let stack = format!("--stack-limit={stack}");
        let (code, text) = call(&shell, "recursion.wasm", &[&stack]);
        assert_eq!(code, 2, "{text}");
        assert!(text.contains("that works is"), "{text}");
    }
}

#[test]
fn names_are_printed_within_bounds() {
    let shell = Shell::new();
    let names = bombs::names(9_000, 100, 100);
    shell.write("names.wasm", &names);
    let interface = bombs::long_interface(50_000, 500);
    shell.write("interface.wasm", &interface);
    for (file, bytes) in [
        ("names.wasm", names.len()),
        ("interface.wasm", interface.len()),
    ] {
        for command in [
            &["inspect", file, "--functions"][..],
            &["inspect", file, "--json"],
            &["call", file],
            &["call", file, "--json"],
            &["call", file, "no-such-function"],
            &["call", file, "f", "x"],
        ] {
            let (_, stdout, stderr) = shell.end(command);
            let printed = stdout.len() + stderr.len();
            assert!(printed < 10 * bytes + (256 << 10), "{command:?}: {printed}");
        }
    }
    let (_, stdout, _) = shell.end(&["inspect", "interface.wasm"]);
    assert!(stdout.contains("more functions"), "no end is named");
}

/// Runs with so many MiB of memory for each process. Returns the exit code.
#[cfg(target_os = "linux")]
fn within(shell: &Shell, mib: u32, args: &[&str]) -> i32 {
    let script = format!("ulimit -d {}; exec \"$@\"", mib << 10);
    let output = std::process::Command::new("/bin/sh")
        .args(["-c", &script, "sh", env!("CARGO_BIN_EXE_greentic-tiny")])
        .current_dir(shell.folder.path())
        .args(args)
        .output()
        .unwrap();
    output.status.code().unwrap_or(-1)
}

#[test]
#[cfg(target_os = "linux")]
fn long_names_take_no_memory_of_their_own() {
    // Spelled out, the functions of the interface have 2 GB.
    let shell = Shell::new();
    let interface = bombs::long_interface(99_000, 20_000);
    shell.write("interface.wasm", &interface);
    let inspect = ["inspect", "interface.wasm", "--json"];
    // The test sees what it is to see.
    assert_ne!(within(&shell, 1, &inspect), 0);
    assert_eq!(within(&shell, 200, &inspect), 0);
    let call = ["call", "interface.wasm", "no-such-function"];
    assert_eq!(within(&shell, 200, &call), 3);
}

#[test]
fn a_server_that_does_not_answer_ends_with_the_call() {
    let shell = Shell::new();
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = server.local_addr().unwrap().port();
    let url = format!("http://127.0.0.1:{port}/");
    shell.write("asking.wasm", &asking(&url));
    let (port, deadline) = (format!("--allow-port={port}"), "--deadline=0.1");
    let options = [
        "--allow-host=127.0.0.1",
        &port,
        "--allow-http",
        "--allow-private",
        deadline,
    ];
    let (code, text) = call(&shell, "asking.wasm", &options);
    assert_eq!(code, 5, "{text}");
    assert!(text.contains("--deadline"), "{text}");
}
