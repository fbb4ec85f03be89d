//! The services that the command's host gives to a component.

use std::process::Stdio;

use super::Shell;
use greentic_testkit::handmade::{assemble, describe, dummy, node};
use wit_parser::Resolve;

fn shell() -> Shell {
    let shell = Shell::new();
    shell.write("emits.wasm", &assemble(include_str!("emits.wat")));
    shell.write("stores.wasm", &assemble(include_str!("stores.wat")));
    shell
}

#[test]
fn telemetry_is_printed_for_the_tenant_of_the_call_and_on_one_line() {
    let shell = shell();
    let emit = |scope: &str| shell.end(&["call", "emits.wasm", "run", "--log", "--scope", scope]);
    assert_eq!(emit("prod/acme"), (0, String::new(), String::new()));
    let (code, stdout, stderr) = emit("prod/somebody");
    assert_eq!((code, stdout.as_str()), (0, ""));
    let lines: Vec<_> = stderr.lines().collect();
    let [line] = lines[..] else {
        panic!("{stderr}");
    };
    assert!(
        line.starts_with("note: tenant=\"somebody\" flow="),
        "{line}"
    );
    assert!(
        line.contains("cannot open the key") && line.contains("a field"),
        "{line}"
    );
    assert!(!line.contains(char::is_control), "{line}");
}

#[test]
fn a_collector_gets_nothing_in_anothers_name() {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpListener;

    let shell = shell();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    // One connection, from the tenant that may: it would be the second one if the
    // other call had sent something.
    let collector = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            if line.trim().is_empty() {
                break;
            }
            if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
        let _ = stream.write_all(answer.as_bytes());
        String::from_utf8(body).unwrap()
    });
    for scope in ["prod/acme", "test/somebody"] {
        let call = [
            "call",
            "emits.wasm",
            "run",
            "--otlp",
            &url,
            "--scope",
            scope,
        ];
        assert_eq!(shell.end(&call).0, 0);
    }
    let body = collector.join().unwrap();
    assert!(body.contains("somebody"), "{body}");
    // Neither as it is nor as JSON writes it.
    assert!(
        !body.contains('\n') && !body.contains("flow\\nerror"),
        "{body}"
    );
    assert!(body.contains("flow\\\\nerror"), "{body}");
}

#[test]
fn state_files_and_keys_are_private_and_reported_if_they_are_not() {
    use std::os::unix::fs::PermissionsExt;

    let shell = shell();
    let path = |name: &str| shell.folder.path().join(name);
    let store = ["call", "stores.wasm", "run", "1", "--state", "state.redb"];
    let describe = [
        "describe",
        "node.wasm",
        "--cache",
        "kept",
        "--cache-key",
        "key",
    ];
    for (call, file) in [(&store[..], "state.redb"), (&describe[..], "key")] {
        let (code, _, stderr) = shell.end(call);
        assert_eq!((code, stderr.as_str()), (0, ""), "{file}");
        let mode = || std::fs::metadata(path(file)).unwrap().permissions().mode();
        assert_eq!(mode() & 0o777, 0o600, "{file}");
        let loose = std::fs::Permissions::from_mode(0o644);
        std::fs::set_permissions(path(file), loose).unwrap();
        let (code, _, stderr) = shell.end(call);
        assert_eq!(code, 0, "{file}: {stderr}");
        assert!(stderr.starts_with("warning: "), "{file}: {stderr}");
        assert!(
            stderr.contains(file) && stderr.contains("0644"),
            "{file}: {stderr}"
        );
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
    }
    // Nothing is stored by way of a link.
    std::os::unix::fs::symlink("elsewhere", path("link")).unwrap();
    for (option, call) in [
        ("--state", &store[..4]),
        ("--key", &["inspect", "node.wasm"][..]),
    ] {
        let (code, _, stderr) = shell.end(&[call, &[option, "link"]].concat());
        assert_eq!(code, 6, "{option}: {stderr}");
        assert!(!path("elsewhere").exists());
    }
}

#[test]
fn settings_come_from_a_file() {
    let shell = shell();
    shell.write("settings.wasm", &assemble(include_str!("settings.wat")));
    shell.write("plain.json", br#"{ "locale": "de", "most": 3 }"#);
    shell.write(
        "pack.json",
        br#"{"schema":"greentic.pack-config.v1","non_secret":{"locale":"en-GB"}}"#,
    );
    let get = |key: &str, more: &[&str]| {
        let key = format!("{key:?}");
        let (code, stdout, stderr) =
            shell.end(&[&["call", "settings.wasm", "get", &key], more].concat());
        // An error as an answer is an error of the command too.
        let expected = i32::from(stdout.starts_with("err"));
        assert_eq!(code, expected, "{key}: {stderr}");
        // A denial is reported to the person who could allow it.
        assert_eq!(stdout.contains("denied"), !stderr.is_empty(), "{stderr}");
        stdout.trim_end().to_owned()
    };
    let plain = ["--runtime-config", "plain.json"];
    assert_eq!(get("locale", &plain), r#"ok(some("\"de\""))"#);
    assert_eq!(get("most", &plain), r#"ok(some("3"))"#);
    assert_eq!(get("least", &plain), "ok(none)");
    assert_eq!(get("", &plain), "err(invalid-key)");
    let pack = ["--runtime-config", "pack.json"];
    assert_eq!(get("locale", &pack), r#"ok(some("\"en-GB\""))"#);
    assert_eq!(get("locale", &[]), "err(denied)");

    shell.write("cut.json", b"{ \"locale\":\n");
    for (file, exit, says) in [
        (
            "cut.json",
            3,
            "cut.json: the settings are not a JSON object",
        ),
        ("nowhere.json", 6, "nowhere.json: No such file"),
    ] {
        let (code, stdout, stderr) =
            shell.end(&["describe", "describe.wasm", "--runtime-config", file]);
        assert_eq!((code, stdout.as_str()), (exit, ""), "{stderr}");
        assert!(
            stderr.contains("--runtime-config") && stderr.contains(says),
            "{stderr}"
        );
    }
}

#[test]
fn both_versions_of_state_and_settings_are_there() {
    let shell = shell();
    let mut resolve = Resolve::default();
    resolve.push_dir("../wit").unwrap();
    let mut seen = 0;
    for (id, world) in &resolve.worlds {
        let package = &resolve.packages[world.package.unwrap()].name;
        if ["state", "runtime-config"].contains(&&*package.name) {
            shell.write("imports.wasm", &dummy(&resolve, id));
            let (code, report) = shell.json(&["inspect", "imports.wasm", "--json"]);
            assert_eq!(code, 0);
            assert_ne!(report["imports"], serde_json::json!([]), "{package}");
            assert_eq!(
                report["missing_imports"],
                serde_json::json!([]),
                "{package}"
            );
            seen += 1;
        }
    }
    assert_eq!(seen, 3);
}

#[test]
fn state_counts_what_it_costs_in_memory_and_in_a_file() {
    let shell = shell();
    let store = |count: &str, more: &[&str]| {
        let call = ["call", "stores.wasm", "run", count, "--deadline=none"];
        let (code, _, stderr) = shell.end(&[&call[..], more].concat());
        (code, stderr)
    };
    // 192 bytes for each, beside its own 12.
    let memory = ["--state-limit=1M"];
    assert_eq!(store("5000", &memory).0, 0);
    let (code, stderr) = store("1000000", &memory);
    assert_eq!(code, 6, "{stderr}");
    assert!(stderr.contains("of 1048576 that it may have"), "{stderr}");
    // The same for a file, with a limit of its own.
    let file = ["--state-limit=256K", "--state=state.redb"];
    assert_eq!(store("500", &file).0, 0);
    let (code, stderr) = store("1000000", &file);
    assert_eq!(code, 6, "{stderr}");
    assert!(stderr.contains("of 262144 that it may have"), "{stderr}");
    let path = shell.folder.path().join("state.redb");
    let bytes = std::fs::metadata(path).unwrap().len();
    // Small entries do not need the room of large ones.
    assert!(bytes < (256 << 10) + (256 << 10), "{bytes}");
}

#[test]
fn a_damaged_file_of_state_is_a_failure_of_the_host() {
    let shell = shell();
    let call = ["call", "stores.wasm", "run", "50", "--state", "state.redb"];
    assert_eq!(shell.end(&call).0, 0);
    let path = shell.folder.path().join("state.redb");
    let mut file = std::fs::read(&path).unwrap();
    file[4096..].fill(0x5a);
    std::fs::write(&path, file).unwrap();
    let (code, stdout, stderr) = shell.end(&call);
    assert_eq!((code, stdout.as_str()), (6, ""), "{stderr}");
    assert!(
        stderr.contains("state.redb: the file is damaged"),
        "{stderr}"
    );
}

#[test]
fn secrets_of_a_folder_are_those_of_the_tenant() {
    let shell = shell();
    let own = shell.folder.path().join("secrets/prod/acme");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join("GREETING"), "Hello, acme").unwrap();
    let ask = |tenant: &str| {
        let context = ["--env", "prod", "--tenant", tenant];
        let call = [
            "invoke",
            "node.wasm",
            "--op",
            "password",
            "--input",
            "GREETING",
        ];
        shell.end(&[&call[..], &context, &["--secrets-dir", "secrets"]].concat())
    };
    assert_eq!(ask("acme").1, "Hello, acme\n");
    for other in ["other", "Acme", "../prod/acme"] {
        let (_, stdout, stderr) = ask(other);
        assert!(
            !stdout.contains("Hello") && !stderr.contains("Hello"),
            "{other}: {stdout}"
        );
    }
}

#[test]
fn an_answer_that_cannot_be_written_is_a_failure() {
    let shell = shell();
    for args in [
        &["inspect", "node.wasm"][..],
        &["inspect", "node.wasm", "--json"],
        &["describe", "describe.wasm"],
        &["call", "node.wasm"],
        &["--help"],
        &["--version"],
    ] {
        // The device that is always full.
        #[cfg(target_os = "linux")]
        {
            let full = std::fs::File::options().write(true).open("/dev/full");
            let output = shell.command(args).stdout(full.unwrap()).output().unwrap();
            assert_eq!(output.status.code(), Some(6), "{args:?}");
        }
        // There is no standard output at all.
        #[cfg(target_os = "linux")]
        {
            let command = shell.command(args);
            let output = std::process::Command::new("sh")
                .args(["-c", "exec \"$0\" \"$@\" >&-"])
                .arg(command.get_program())
                .args(command.get_args())
                .current_dir(shell.folder.path())
                .output()
                .unwrap();
            let stderr = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(6), "{args:?}: {stderr}");
            assert!(stderr.contains("standard output is closed"), "{stderr}");
        }
        // Output that is thrown away on purpose is no error.
        let output = shell.command(args).stdout(Stdio::null()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
    }
}

#[test]
fn what_a_component_says_begins_no_line_of_its_own() {
    let shell = Shell::new();
    // The error that the node answers, with its input in it.
    let input = "x\nerror: cannot open the key\r\u{1b}[2Jwarning: y";
    let (code, _, stderr) = shell.end(&["invoke", "node.wasm", "--op", "fail", "--input", input]);
    assert_eq!(code, 1);
    assert!(
        stderr.contains("\n  error: cannot open the key"),
        "{stderr}"
    );
    assert_eq!(stderr.matches("\nerror:").count(), 0, "{stderr}");
    assert!(!stderr.contains(['\r', '\u{1b}']), "{stderr}");
    let events = [
        "stream",
        "node.wasm",
        "--op",
        "echo",
        "--input",
        "a\ndone\nb",
    ];
    let (code, stdout, _) = shell.end(&events);
    assert_eq!(code, 0);
    assert_eq!(stdout.lines().count(), 3, "{stdout}");
    assert!(stdout.contains("a\\ndone\\nb"), "{stdout}");
}

#[test]
fn compiled_code_overwrites_neither_its_component_nor_its_key() {
    let shell = Shell::new();
    std::fs::create_dir(shell.folder.path().join("folder")).unwrap();
    let at = |name: &str| shell.folder.path().join(name);
    std::fs::hard_link(at("node.wasm"), at("hard")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("node.wasm", at("soft")).unwrap();
    for output in [
        "node.wasm",
        "./node.wasm",
        "folder/../node.wasm",
        "hard",
        "soft",
    ] {
        let call = ["precompile", "node.wasm", "-o", output, "--key", "key"];
        let (code, _, stderr) = shell.end(&call);
        assert_eq!(code, 2, "{output}: {stderr}");
        assert!(stderr.contains("would be lost"), "{stderr}");
        assert!(
            std::fs::read(at("node.wasm")).unwrap() == node(),
            "{output}"
        );
    }
    // With and without an existing key.
    for _ in 0..2 {
        let call = [
            "precompile",
            "node.wasm",
            "-o",
            "folder/../key",
            "--key",
            "key",
        ];
        assert_eq!(shell.end(&call).0, 2);
        let fine = ["precompile", "node.wasm", "-o", "code", "--key", "key"];
        assert_eq!(shell.end(&fine).0, 0);
        assert_eq!(std::fs::metadata(at("key")).unwrap().len(), 32);
    }
    // Without the key one is told what it takes, however large the file is.
    for limit in [&[][..], &["--component-limit", "1K"]] {
        let (code, _, stderr) = shell.end(&[&["inspect", "code"][..], limit].concat());
        assert_eq!(code, 3, "{stderr}");
        assert!(stderr.contains("--key"), "{stderr}");
    }
    assert!(std::fs::read(at("describe.wasm")).unwrap() == describe());
}

#[test]
fn no_time_is_no_limit() {
    let shell = Shell::new();
    for option in ["--deadline", "--compile-limit"] {
        for none in ["0", "0.0", "1e-20"] {
            let (code, _, stderr) = shell.end(&["describe", "node.wasm", option, none]);
            assert_eq!(code, 2, "{option} {none}");
            assert!(stderr.contains("`none` is for ever"), "{stderr}");
        }
        assert_eq!(shell.end(&["describe", "node.wasm", option, "none"]).0, 0);
    }
}

#[test]
fn help_says_what_a_port_replaces() {
    let shell = Shell::new();
    let (_, help, _) = shell.end(&["invoke", "--help"]);
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("no longer to 443 and 80"), "{help}");
}
