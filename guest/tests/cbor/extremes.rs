//! Documents that are made to do harm.

use greentic_guest::Call;
use greentic_guest::cbor::CborErrorKind;

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
fn arrays_without_end_are_an_error() {
    on_small_stack(|| {
        for part in [
            b"\x81".as_slice(),
            b"\x9F",
            b"\xBF\x61a",
            b"\x82\x80",
            b"\x81\xA1\x60",
            b"\xA1",
        ] {
            let bytes = part.repeat(100_000);
            let call = Call::new();
            assert_eq!(
                call.read_cbor(&bytes).unwrap_err().kind(),
                CborErrorKind::Depth,
                "{part:x?}"
            );
            assert!(call.read_canonical_cbor(&bytes).is_err());
            assert!(call.cbor_pick(&bytes, ["b"]).is_err());
            let inside = [b"\xA2\x61b\x01\x61a", bytes.as_slice()].concat();
            let error = call.cbor_pick(&inside, ["b"]).unwrap_err();
            assert_eq!(error.kind(), CborErrorKind::Depth);
            assert!(error.message().len() < 1000);
        }
        let call = Call::new();
        let tags = [vec![0xC1; 1 << 20], vec![7]].concat();
        assert_eq!(call.read_cbor(&tags).unwrap().untagged().u32(), Ok(7));
        assert_eq!(
            call.read_cbor(&tags[..1 << 20]).unwrap_err().kind(),
            CborErrorKind::End
        );
        let wide = [b"\x9F", b"\x80".repeat(1_000_000).as_slice(), b"\xFF"].concat();
        assert_eq!(
            call.read_cbor(&wide).unwrap().items().unwrap().count(),
            1_000_000
        );
    });
}

#[test]
fn lengths_beyond_the_document_are_an_error_at_once() {
    let call = Call::new();
    for major in 2..6_u8 {
        for length in [
            10,
            1 << 31,
            1 << 32,
            1 << 61,
            1 << 62,
            1 << 63,
            i64::MAX as u64,
            u64::MAX,
        ] {
            let bytes = [
                &[major << 5 | 0x1B],
                length.to_be_bytes().as_slice(),
                &[0x60; 9],
            ]
            .concat();
            for inside in [&bytes, &[b"\x81", bytes.as_slice()].concat()] {
                let error = call.read_cbor(inside).unwrap_err();
                assert_eq!(
                    (error.kind(), error.at()),
                    (CborErrorKind::Length, inside.len() - bytes.len())
                );
                let error = call.cbor_pick(inside, ["a"]).unwrap_err();
                assert!(
                    matches!(
                        error.kind(),
                        CborErrorKind::Length | CborErrorKind::Map | CborErrorKind::End
                    ),
                    "{bytes:x?}"
                );
            }
        }
    }
}

#[test]
#[cfg_attr(miri, ignore = "megabytes")]
fn strings_in_many_chunks_are_read_or_refused() {
    on_small_stack(|| {
        let call = Call::new();
        let chunks =
            |chunk: &[u8], end: &[u8]| [b"\x7F", chunk.repeat(1 << 18).as_slice(), end].concat();
        let whole = chunks(b"\x62\xC3\xA9", b"\xFF");
        assert_eq!(
            call.read_cbor(&whole).unwrap().str().unwrap(),
            "é".repeat(1 << 18)
        );
        assert!(call.read_canonical_cbor(&whole).is_err());
        assert!(call.read_cbor(&chunks(b"\x60", b"")).is_err());
        assert!(call.read_cbor(&chunks(b"\x61\xC3", b"\xFF")).is_err());
        assert!(call.read_cbor(&chunks(b"\x7F", b"\xFF")).is_err());
    });
}
