//! Tests of the purposes of bytes.

use greentic_size_model::explain::{Explanation, Key, explain};
use greentic_size_model::{Aids, Cause, File};

fn explained(text: &str, by: Key) -> Explanation {
    let bytes = wat::parse_str(text).unwrap();
    explain(&File::read(&bytes, &Aids::none()).unwrap(), by)
}

fn bytes(explained: &Explanation, name: &str) -> u64 {
    let group = explained.groups.iter().find(|group| group.name == name);
    group.map_or(0, |group| group.bytes)
}

/// Returns a function of so many bytes.
fn function(name: &str, bytes: usize) -> String {
    // Its length, no locals, and `end`.
    format!("(func ${name} {})", "nop ".repeat(bytes - 3))
}

#[test]
fn every_cause_is_known_by_names_of_its_code() {
    use Cause as C;
    for (name, cause) in [
        ("core::panicking::panic_fmt", C::Panics),
        ("core::option::unwrap_failed", C::Panics),
        ("core::str::slice_error_fail_rt", C::Panics),
        ("std::backtrace_rs::symbolize", C::Backtraces),
        ("core::fmt::write", C::Formatting),
        (
            "<alloc::string::String as core::fmt::Display>::fmt",
            C::Formatting,
        ),
        (
            "core::num::flt2dec::strategy::grisu::format_exact_opt",
            C::FloatText,
        ),
        (
            "core::fmt::float::float_to_decimal_common_exact",
            C::FloatText,
        ),
        (
            "core::fmt::num::imp::<impl core::fmt::Display for u32>::fmt",
            C::IntegerText,
        ),
        ("core::str::converts::from_utf8", C::Utf8),
        ("core::unicode::unicode_data::white_space::lookup", C::Utf8),
        ("memcpy", C::MemoryFunctions),
        ("core::slice::memchr::memchr_aligned", C::MemoryFunctions),
        ("__multi3", C::Arithmetic),
        ("dlmalloc::dlmalloc::Dlmalloc<A>::malloc", C::Allocator),
        ("__rustc::__rust_alloc", C::Allocator),
        (
            "alloc::raw_vec::RawVecInner<A>::grow_amortized",
            C::Allocator,
        ),
        ("greentic_guest_alloc::instance::realloc", C::Allocator),
        ("cabi_realloc", C::Allocator),
        ("serde_json::de::Deserializer<R>::parse", C::Json),
        ("greentic_guest::json::reader::Reader::string", C::Json),
        ("<shop::Cart as serde::Deserialize>::deserialize", C::Serde),
        ("greentic_guest::cbor::reader::Reader::next", C::Cbor),
        (
            "alloc::collections::btree::map::BTreeMap<K,V>::insert",
            C::Collections,
        ),
        ("std::sys::fs::File::open", C::System),
        ("__wasm_call_ctors", C::StartUp),
        ("greentic_guest::call::Call::concat", C::Bindings),
        ("greentic:component/node@0.5.0#invoke", C::Bindings),
        ("core::cmp::max", C::StandardLibrary),
        ("shop::till::total", C::Author),
        // Words that only have a pattern in them are no reason.
        ("score::fmtx::total", C::Author),
        ("my_std::io::read", C::Author),
    ] {
        assert_eq!(Cause::of_code(&[], Some(name)), cause, "{name}");
    }
    assert_eq!(Cause::of_code(&[], None), C::Unnamed);
}

#[test]
fn functions_count_for_their_crate_and_their_cause() {
    let text = format!(
        "(module {} {} {} (func (export \"f\") unreachable) (memory (data \"0123456789\")))",
        function("core::fmt::write", 100),
        function("<shop::Cart_as_core::fmt::Debug>::fmt", 50)
            .replace("_as_", " as ")
            .replace(
                "$<shop::Cart as core::fmt::Debug>::fmt",
                "$\"<shop::Cart as core::fmt::Debug>::fmt\""
            ),
        function("shop::total", 70),
    );
    let by_crate = explained(&text, Key::Crate);
    assert_eq!(bytes(&by_crate, "core"), 100);
    assert_eq!(bytes(&by_crate, "shop"), 120);
    let by_cause = explained(&text, Key::Cause);
    assert_eq!(bytes(&by_cause, "formatting"), 150);
    assert_eq!(bytes(&by_cause, "author"), 70);
    // The segment has flags, an address, a length; the section an id, a length, a count.
    assert_eq!(bytes(&by_cause, "data"), 15 + 3);
    let advice = by_cause
        .groups
        .iter()
        .find(|group| group.name == "formatting");
    let advice = advice.unwrap().advice.unwrap();
    assert!(advice.text.contains("call.concat"), "{}", advice.text);
}

#[test]
fn generic_instances_are_one() {
    let instance = |of: &str| format!("(func $\"shop::sum::<{of}>\" nop nop)");
    let text = format!(
        "(module {} {} {})",
        instance("u8"),
        instance("a::B<u8>"),
        instance("u32")
    );
    let by = explained(&text, Key::Function);
    let group = by
        .groups
        .iter()
        .find(|group| group.name == "shop::sum")
        .unwrap();
    assert_eq!((group.bytes, group.items[0].parts), (15, 3));
}

#[test]
fn links_of_advice_lead_somewhere() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let all = [
        Cause::Panics,
        Cause::Backtraces,
        Cause::FloatText,
        Cause::IntegerText,
        Cause::Formatting,
        Cause::Utf8,
        Cause::MemoryFunctions,
        Cause::Allocator,
        Cause::Json,
        Cause::Cbor,
        Cause::Serde,
        Cause::Collections,
        Cause::System,
        Cause::Bindings,
        Cause::Author,
        Cause::ComponentTypes,
        Cause::DebugInformation,
        Cause::Unnamed,
    ];
    for cause in all {
        let advice = cause.advice().unwrap();
        let (file, anchor) = advice.link.split_once('#').unwrap_or((advice.link, ""));
        let text = std::fs::read_to_string(root.join(file)).unwrap();
        let mut headings = text.lines().filter_map(|line| line.strip_prefix('#'));
        let found = headings.any(|heading| {
            let heading = heading.trim_start_matches('#').trim().to_lowercase();
            let heading: String = heading
                .chars()
                .filter(|letter| letter.is_alphanumeric() || [' ', '-', '_'].contains(letter))
                .collect();
            heading.replace(' ', "-") == anchor
        });
        assert!(anchor.is_empty() || found, "{}", advice.link);
    }
}
