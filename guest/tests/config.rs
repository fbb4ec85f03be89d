//! Settings: what each type takes, and what is said of the rest.

use greentic_guest::Call;
use greentic_guest::abi::{List, Opt, Res, Str, Tuple2};
use greentic_guest::config::FromConfig;

/// Reads a document as a type: how it shows, or why not.
fn read<T: for<'a> Read<'a>>(text: &str) -> Result<String, String> {
    let call = Call::new();
    let value = call.read_json(text).expect("JSON");
    T::shown(value)
}

/// A type by its shape, whatever the lifetime.
trait Read<'a> {
    fn shown(value: greentic_guest::json::Json<'a>) -> Result<String, String>;
}

macro_rules! types {
    ($($name:ident = $type:ty;)*) => {$(
        struct $name;

        impl<'a> Read<'a> for $name {
            fn shown(value: greentic_guest::json::Json<'a>) -> Result<String, String> {
                let read = <$type>::from_config(value);
                read.map(|value| format!("{value:?}")).map_err(|error| error.message().to_owned())
            }
        }
    )*};
}

types! {
    Bool = bool;
    U8 = u8;
    S8 = i8;
    U16 = u16;
    S16 = i16;
    U32 = u32;
    S32 = i32;
    U64 = u64;
    S64 = i64;
    F32 = f32;
    F64 = f64;
    Char = char;
    Text = Str<'a>;
    Bytes = List<'a, u8>;
    Lists = List<'a, List<'a, Opt<Str<'a>>>>;
    Outcome = Res<u8, ()>;
    Pair = Tuple2<u8, Str<'a>>;
}

#[test]
fn numbers_are_read_as_json_schema_has_them() {
    for (text, expected) in [
        (read::<U8>("255"), "255"),
        (read::<U8>("2.55e2"), "255"),
        (read::<U8>("-0"), "0"),
        (read::<S8>("-128.0"), "-128"),
        (read::<U16>("65535"), "65535"),
        (read::<S16>("-32768"), "-32768"),
        (read::<U32>("4294967295"), "4294967295"),
        (read::<S32>("-2147483648"), "-2147483648"),
        (read::<U64>("18446744073709551615"), "18446744073709551615"),
        (read::<U64>("1e3"), "1000"),
        (read::<S64>("-9223372036854775808"), "-9223372036854775808"),
        (read::<F32>("3.4028235e38"), "3.4028235e38"),
        (read::<F64>("3"), "3.0"),
    ] {
        assert_eq!(text.as_deref(), Ok(expected));
    }
    let whole = "settings, at byte 0: this is no whole number, or out of range";
    for read in [
        read::<U8>("256"),
        read::<U8>("-1"),
        read::<U8>("1.5"),
        read::<U8>("\"1\""),
        read::<S8>("-129"),
        read::<U16>("65536"),
        read::<S16>("32768"),
        read::<U32>("4294967296"),
        read::<S32>("1e10"),
        read::<U64>("-1"),
        read::<U64>("18446744073709551616"),
        read::<S64>("9223372036854775808"),
        read::<S64>("null"),
    ] {
        assert_eq!(read.unwrap_err(), whole);
    }
    assert!(read::<F32>("3.4028236e38").is_err());
    assert!(read::<F64>("[]").is_err());
}

#[test]
fn text_and_what_is_made_of_it() {
    assert_eq!(read::<Bool>("true").as_deref(), Ok("true"));
    assert!(read::<Bool>("0").is_err());
    assert_eq!(read::<Char>(r#""\u00e9""#).as_deref(), Ok("'é'"));
    assert_eq!(read::<Char>(r#""\ud83d\ude00""#).as_deref(), Ok("'😀'"));
    for text in [r#""""#, r#""ab""#, "1"] {
        assert!(read::<Char>(text).is_err(), "{text}");
    }
    assert_eq!(read::<Text>(r#""a\n""#).as_deref(), Ok(r#""a\n""#));
    assert!(read::<Text>("null").is_err());
}

#[test]
fn lists_are_kept_and_their_faults_are_told() {
    assert_eq!(read::<Bytes>("[]").as_deref(), Ok("[]"));
    assert_eq!(read::<Bytes>("[1, 2 ,3]").as_deref(), Ok("[1, 2, 3]"));
    assert_eq!(
        read::<Lists>(r#"[["a", null], [], ["b"]]"#).as_deref(),
        Ok(r#"[[Some("a"), None], [], [Some("b")]]"#)
    );
    for (read, message) in [
        (
            read::<Bytes>("[1,256,3]"),
            "settings, at byte 3, `/1`: this is no whole number, or out of range",
        ),
        (read::<Bytes>("{}"), "settings, at byte 0: this is no array"),
        (
            read::<Lists>(r#"[["a"],[["b"]]]"#),
            "settings, at byte 8, `/1/0`: this is no string",
        ),
    ] {
        assert_eq!(read.unwrap_err(), message);
    }
}

#[test]
fn cases_are_objects_of_one_field() {
    assert_eq!(read::<Outcome>(r#"{"ok":1}"#).as_deref(), Ok("Ok(1)"));
    assert_eq!(read::<Outcome>(r#"{"err":null}"#).as_deref(), Ok("Err(())"));
    let wrong = "settings, at byte 0: there has to be one field of `ok`, `err`";
    for text in [
        "{}",
        r#"{"ok":1,"err":null}"#,
        r#"{"ok":1,"ok":1}"#,
        r#"{"fine":1}"#,
    ] {
        assert_eq!(read::<Outcome>(text).unwrap_err(), wrong, "{text}");
    }
    assert_eq!(
        read::<Outcome>("1").unwrap_err(),
        "settings, at byte 0: this is no object"
    );
    let payload = "settings, at byte 7, `/err`: this is not what is taken here";
    assert_eq!(read::<Outcome>(r#"{"err":0}"#).unwrap_err(), payload);
}

#[test]
fn tuples_are_arrays_of_their_length() {
    assert_eq!(
        read::<Pair>(r#"[1,"a"]"#).as_deref(),
        Ok(r#"Tuple2(1, "a")"#)
    );
    for text in ["[]", "[1]", r#"[1,"a",null]"#, r#"["a",1]"#, "{}"] {
        assert!(read::<Pair>(text).is_err(), "{text}");
    }
}
