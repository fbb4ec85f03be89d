//! Components that cost more than they should, through the command.

use std::net::TcpListener;

use super::Shell;
use greentic_testkit::handmade::{asking, bombs};

/// Runs `call FILE f` with more arguments; gives the exit code and all that was
/// printed.
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
        // Nobody needs the code of it to see that.
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
    for stack in [
        "--stack-limit=64K",
        "--stack-limit=8M",
        "--stack-limit=256M",
    ] {
        let (code, text) = call(&shell, "recursion.wasm", &[stack, "--deadline=none"]);
        assert_eq!(code, 5, "{text}");
        assert!(text.contains("stack limit"), "{text}");
    }
    for stack in ["--stack-limit=257M", "--stack-limit=0"] {
        let (code, text) = call(&shell, "recursion.wasm", &[stack]);
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
