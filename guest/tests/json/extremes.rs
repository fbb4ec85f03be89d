//! Documents that are made to do harm.

use greentic_guest::Call;
use greentic_guest::json::JsonErrorKind;

/// On a stack that is far smaller than what a thread has.
fn on_small_stack(f: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new()
        .stack_size(64 << 10)
        .spawn(f)
        .unwrap();
    thread.join().unwrap();
}

#[test]
#[cfg_attr(miri, ignore = "megabytes")]
fn brackets_without_end_are_an_error() {
    on_small_stack(|| {
        for part in ["[", "{\"a\":", "[[],", "[{\"\":"] {
            let text = part.repeat(100_000);
            let call = Call::new();
            assert_eq!(
                call.read_json(&text).unwrap_err().kind(),
                JsonErrorKind::Depth,
                "{part}"
            );
            assert!(call.json_pick(&text, ["b"]).is_err());
            let inside = format!("{{\"b\":1,\"a\":{text}}}");
            let error = call.json_pick(&inside, ["b"]).unwrap_err();
            assert_eq!(error.kind(), JsonErrorKind::Depth);
            assert!(error.message().len() < 1000);
        }
        let wide = "[".to_owned() + &"[],".repeat(1_000_000) + "[]]";
        let call = Call::new();
        assert_eq!(
            call.read_json(&wide).unwrap().items().unwrap().count(),
            1_000_001
        );
    });
}

#[test]
#[cfg_attr(miri, ignore = "megabytes")]
fn long_numbers_and_strings_are_read_or_refused() {
    on_small_stack(|| {
        let call = Call::new();
        let digits = "1".repeat(10 << 20);
        let json = call.read_json(&digits).unwrap();
        assert_eq!(json.u64().unwrap_err().kind(), JsonErrorKind::Integer);
        assert_eq!(json.f64().unwrap_err().kind(), JsonErrorKind::Number);
        assert!(json.whole_i64().is_err());
        let small = format!("0.{digits}e-3");
        assert_eq!(
            call.read_json(&small).unwrap().f64(),
            Ok(0.000_111_111_111_111_111_11)
        );

        let escapes = format!("\"{}\"", "\\u00e9\\n".repeat(1 << 17));
        let json = call.read_json(&escapes).unwrap();
        assert_eq!(json.str().unwrap(), "é\n".repeat(1 << 17));
        let half = format!("\"{}\\ud800\"", "\\n".repeat(1 << 19));
        assert_eq!(call.read_json(&half).unwrap_err().at(), half.len() - 1);
    });
}
