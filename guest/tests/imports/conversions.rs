//! Conversions into the types of WIT.

use greentic_guest::Call;
use greentic_guest::abi::{List, Opt, Str, Tuple2};
use greentic_guest::http::v1_1::Request;
use greentic_guest::worker::v1_0::WorkerRequest;

#[test]
fn options_of_text_and_lists_are_made_of_slices() {
    let request = Request {
        body: b"{}".into(),
        ..Request::default()
    };
    assert_eq!(request.body, Opt::Some(List::new(b"{}")));
    let worker = WorkerRequest {
        thread_id: "t".into(),
        // What was possible before, still is.
        session_id: Some("s".into()).into(),
        correlation_id: None.into(),
        ..WorkerRequest::default()
    };
    assert_eq!(worker.thread_id, Opt::Some(Str::new("t")));
    assert_eq!(worker.session_id.as_deref(), Some("s"));
    let bytes: Option<&[u8]> = None;
    assert_eq!(Opt::<List<'_, u8>>::of(bytes), Opt::None);
    assert_eq!(Opt::<Str<'_>>::of(Some("a")), "a".into());
}

/// Every method answers what that of `Option` does.
#[test]
fn an_opt_does_as_an_option_does() {
    for option in [None, Some(3_u32)] {
        let opt = Opt::from(option);
        assert_eq!(opt.map(|n| n + 1), option.map(|n| n + 1));
        let even = |n: u32| (n & 1 == 0).then_some(n);
        assert_eq!(opt.and_then(even), option.and_then(even));
        assert_eq!(opt.unwrap_or(7), option.unwrap_or(7));
        let made = || u32::MAX / 2;
        assert_eq!(opt.unwrap_or_else(made), option.unwrap_or_else(made));
        assert_eq!(opt.unwrap_or_default(), option.unwrap_or_default());
        assert_eq!(opt.ok_or("none"), option.ok_or("none"));
    }
    for option in [None, Some(Str::new("text"))] {
        assert_eq!(Opt::from(option).as_deref(), option.as_deref());
    }
}

#[test]
fn pairs_are_tuples_of_wit_in_their_order() {
    let call = Call::new();
    let name = String::from("b");
    let pairs = call.pairs(&[("a", "1"), (&name, "2"), ("a", "")]);
    let expected = [("a", "1"), ("b", "2"), ("a", "")];
    let expected = expected.map(|(name, value)| Tuple2(Str::new(name), Str::new(value)));
    assert_eq!(pairs, expected);
    assert!(call.pairs(&[]).is_empty());
}
