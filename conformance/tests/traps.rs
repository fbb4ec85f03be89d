//! The host's message for each way to end. The component is built with the profile `dev`,
//! with that for small ones, and with the small one that keeps more details.

use std::sync::OnceLock;

use greentic_host_shim::{Component, Error, ExecCtx, Fault, Host, Record, Shim};
use greentic_testkit::cargo::workspace;
use greentic_testkit::guests::{built, bytes};

const GUEST: &str = "conformance-faults";

/// As an author builds it while at work.
fn development() -> &'static [u8] {
    static BUILT: OnceLock<Vec<u8>> = OnceLock::new();
    BUILT.get_or_init(|| built(GUEST, &[]))
}

/// Small, with the development form by its key.
fn told() -> &'static [u8] {
    static BUILT: OnceLock<Vec<u8>> = OnceLock::new();
    BUILT.get_or_init(|| built(GUEST, &["--profile", "tiny", "--features", "told"]))
}

fn load(component: &[u8]) -> Component {
    let shim = Shim::builder().trap_details().build().expect("an engine");
    shim.load(component).expect("a component")
}

/// The end of an operation, on a host that asked for details.
struct End {
    fault: Fault,
    record: Option<Record>,
    message: String,
    backtrace: Vec<String>,
}

impl End {
    fn of(component: &Component, op: &str, input: &str) -> Self {
        let mut instance = component.instantiate(Host::new()).expect("an instance");
        let ctx = ExecCtx::new("test", "acme", "flow");
        Self::from(instance.invoke(&ctx, op, input).expect_err(op))
    }

    fn from(error: Error) -> Self {
        match error {
            Error::Trap {
                fault,
                record,
                message,
                backtrace,
                ..
            } => Self {
                fault,
                record: record.map(|record| *record),
                message,
                backtrace,
            },
            other => panic!("no trap: {other}"),
        }
    }

    #[track_caller]
    fn record(&self) -> &Record {
        self.record.as_ref().expect("a record")
    }
}

/// The line of the guest's source that ends with this mark.
fn line(mark: &str) -> u32 {
    let path = workspace().join("conformance/guests/faults/src/lib.rs");
    let text = std::fs::read_to_string(path).expect("the source");
    let end = format!("// fault: {mark}");
    let at = text.lines().position(|line| line.ends_with(&end));
    u32::try_from(at.expect(mark) + 1).expect("a number")
}

const PANICS: [(&str, &str); 8] = [
    ("panic", "no flight to é, in 3 tries"),
    (
        "index",
        "index out of bounds: the len is 2 but the index is 7",
    ),
    ("unwrap", "called `Result::unwrap()` on an `Err` value"),
    ("slice", "is not a char boundary"),
    ("divide", "attempt to divide by zero"),
    ("long", "über über"),
    ("endless", "on and on on and on"),
    ("lines", "left == right` failed"),
];

#[test]
fn every_panic_says_what_and_where() {
    for component in [development(), told()] {
        let component = load(component);
        for (op, text) in PANICS {
            let end = End::of(&component, op, "é");
            assert_eq!(end.fault, Fault::Panic, "{op}: {}", end.message);
            let record = end.record();
            assert!(record.message.contains(text), "{op}: {}", record.message);
            assert!(
                record.file.ends_with("faults/src/lib.rs"),
                "{op}: {record:?}"
            );
            assert_eq!(record.line, line(op), "{op}: {record:?}");
            assert!(record.column > 0 && record.complete, "{op}: {record:?}");
            // All of it on one line of the error.
            let place = format!("{}:{}:{}", record.file, record.line, record.column);
            assert!(end.message.contains(&place), "{op}: {}", end.message);
            assert!(
                !end.message.contains(char::is_control),
                "{op}: {}",
                end.message
            );
        }
    }
    // What overflows panics with debug assertions alone.
    let end = End::of(&load(development()), "add", "");
    assert_eq!(end.record().message, "attempt to add with overflow");
    assert_eq!(end.record().line, line("add"));
}

#[test]
fn messages_are_cut_and_keep_their_own_lines() {
    let component = load(development());
    for op in ["long", "endless"] {
        let message = End::of(&component, op, "").record().message.clone();
        assert!(message.ends_with('…'), "{op}: {message}");
        assert!(
            (1020..=1030).contains(&message.len()),
            "{op}: {}",
            message.len()
        );
    }
    let end = End::of(&component, "lines", "");
    let said = "right: \"one\\ntwo\\u{1b}[31m\"";
    assert!(
        end.record().message.contains("\n  left: \"\""),
        "{}",
        end.message
    );
    assert!(end.record().message.contains(said), "{}", end.message);
}

#[test]
fn a_message_that_ends_the_component_is_told_as_far_as_it_came() {
    let component = load(development());
    let end = End::of(&component, "nested", "");
    assert_eq!(end.record().message, "outer so far");
    assert_eq!(end.record().line, line("nested"));
    assert!(!end.record().complete);
    // The stack overflows in the middle of it: the panic came first.
    let end = End::of(&component, "deep", "");
    assert_eq!(end.fault, Fault::Panic);
    assert_eq!(end.record().message, "before so far");
    assert_eq!(end.record().line, line("deep"));
    assert!(!end.record().complete);
}

#[test]
fn what_is_no_panic_is_called_what_it_is() {
    for (component, is_development) in [(development(), true), (told(), false)] {
        let component = load(component);
        let end = End::of(&component, "stack", "");
        assert_eq!(end.fault, Fault::Stack, "{}", end.message);
        assert!(end.message.contains("zstack-size"), "{}", end.message);
        assert_eq!(end.record, None);

        let end = End::of(&component, "arena", "");
        assert_eq!(end.fault, Fault::Memory, "{}", end.message);
        assert!(
            end.message.contains("maximum of 16777216"),
            "{}",
            end.message
        );

        let end = End::of(&component, "heap", "");
        assert_eq!(end.fault, Fault::Memory, "{}", end.message);
        let text = "memory allocation of 1048576 bytes failed";
        assert_eq!(end.record().message, text);
        assert!(
            end.message.contains("maximum of 16777216"),
            "{}",
            end.message
        );

        let end = End::of(&component, "trap", "");
        assert_eq!(end.fault, Fault::Unreachable, "{}", end.message);
        // By the profile of the library, which no key of the component changes.
        assert_eq!(end.record.is_some(), is_development, "{}", end.message);
        if is_development {
            assert_eq!(end.record().line, line("trap"));
            assert!(!end.record().panicked);
        }
    }
}

#[test]
fn backtraces_have_names_and_lines_as_their_author_wrote_them() {
    let end = End::of(&load(development()), "index", "é");
    let place = format!("faults/src/lib.rs:{}:", line("index"));
    let frame = end.backtrace.iter().find(|frame| frame.contains(&place));
    let frame = frame.unwrap_or_else(|| panic!("{:#?}", end.backtrace));
    assert!(
        frame.starts_with("conformance_faults::invoke in "),
        "{frame}"
    );
    // A caller is on the line of its call.
    let end = End::of(&load(development()), "stack", "");
    let place = format!("faults/src/lib.rs:{}:", line("stack"));
    let frames = end.backtrace.iter().filter(|frame| frame.contains(&place));
    assert!(frames.count() > 3, "{:#?}", end.backtrace);
    assert!(
        end.backtrace.iter().all(|frame| !frame.contains("_R")),
        "{:#?}",
        end.backtrace
    );
}

#[test]
fn the_release_form_says_how_to_see_more() {
    let component = load(&bytes(GUEST));
    for (op, _) in PANICS {
        let end = End::of(&component, op, "é");
        assert_eq!(
            (end.fault, &end.record),
            (Fault::Unreachable, &None),
            "{op}"
        );
        assert!(
            end.message.contains("profile `dev`"),
            "{op}: {}",
            end.message
        );
    }
}

#[test]
fn a_host_that_did_not_ask_is_told_nothing_of_a_memory() {
    let component = Shim::builder()
        .build()
        .and_then(|shim| shim.load(development()));
    let component = component.expect("a component");
    let end = End::of(&component, "panic", "é");
    assert_eq!((end.fault, &end.record), (Fault::Unreachable, &None));
    assert!(!end.message.contains("flight"), "{}", end.message);
    assert!(
        !end.backtrace.concat().contains(".rs:"),
        "{:?}",
        end.backtrace
    );
    // An overflow may be a bad pointer then.
    let end = End::of(&component, "stack", "");
    assert_eq!(end.fault, Fault::OutOfBounds);
    assert!(end.message.contains("stack overflowed"), "{}", end.message);
}

#[test]
fn interpreted_and_waiting_calls_say_the_same() {
    let shim = Shim::builder().trap_details().interpreter().build();
    let component = shim
        .and_then(|shim| shim.load(development()))
        .expect("a component");
    let end = End::of(&component, "index", "é");
    assert_eq!(end.record().line, line("index"));
    let end = End::of(&component, "stack", "");
    assert_eq!(end.fault, Fault::Stack, "{}", end.message);

    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    let error = runtime.block_on(async {
        let component = load(development());
        let mut instance = component
            .instantiate_async(Host::new())
            .await
            .expect("an instance");
        let ctx = ExecCtx::new("test", "acme", "flow");
        instance
            .invoke_async(&ctx, "index", "é")
            .await
            .expect_err("a trap")
    });
    assert_eq!(End::from(error).record().line, line("index"));
}

#[test]
fn all_forms_have_the_same_imports_and_exports() {
    let release = load(&bytes(GUEST));
    for other in [development(), told()] {
        let other = load(other);
        assert_eq!(other.import_names(), release.import_names());
        assert_eq!(other.export_names(), release.export_names());
        let functions = |component: &Component| format!("{:?}", component.functions());
        assert_eq!(functions(&other), functions(&release));
    }
    assert_eq!(
        release.import_names(),
        ["greentic:interfaces-types/types@0.1.0"]
    );
}
