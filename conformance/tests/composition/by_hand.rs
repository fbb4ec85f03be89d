//! A component without bindings: its core module is written by hand, and
//! wit-component puts the types of the WIT around it. It passes every call on,
//! and keeps text as its encoding has it, which is not UTF-8.

use anyhow::Result;
use greentic_testkit::cargo::workspace;
use wasmparser::{CanonicalFunction, CanonicalOption, Parser, Payload};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

/// The world of the component.
const WORLD: &str = "
    package conformance:composition;
    world passes {
        import greentic:gui/fragment-api@1.0.0;
        import greentic:oauth-broker/broker-v1@1.0.0;
        import greentic:secrets-store/secrets-store@1.0.0;
        export greentic:gui/fragment-api@1.0.0;
        export greentic:oauth-broker/broker-v1@1.0.0;
        export greentic:secrets-store/secrets-store@1.0.0;
    }
";

/// Each function, and how many core values its parameters are. The results of
/// all of them are in memory.
const FUNCTIONS: [(&str, &str, usize); 5] = [
    ("greentic:gui/fragment-api@1.0.0", "render-fragment", 10),
    ("greentic:oauth-broker/broker-v1@1.0.0", "exchange-code", 8),
    (
        "greentic:oauth-broker/broker-v1@1.0.0",
        "get-consent-url",
        10,
    ),
    ("greentic:oauth-broker/broker-v1@1.0.0", "get-token", 6),
    ("greentic:secrets-store/secrets-store@1.0.0", "get", 2),
];

/// Memory is handed out from the lower end to the upper one, and never taken
/// back. A block that grows moves; one that shrinks stays.
const MEMORY: &str = r#"
    (memory (export "memory") 1)
    (global $top (mut i32) (i32.const 1024))
    (func (export "cabi_realloc")
        (param $old i32) (param $old_size i32) (param $align i32) (param $size i32)
        (result i32)
        (local $new i32)
        (if (i32.and (i32.ne (local.get $old_size) (i32.const 0))
                     (i32.le_u (local.get $size) (local.get $old_size)))
            (then (return (local.get $old))))
        (local.set $new (i32.and
            (i32.add (global.get $top) (i32.sub (local.get $align) (i32.const 1)))
            (i32.sub (i32.const 0) (local.get $align))))
        (global.set $top (i32.add (local.get $new) (local.get $size)))
        (block $enough (loop $grow
            (br_if $enough (i32.le_u (global.get $top) (i32.shl (memory.size) (i32.const 16))))
            (if (i32.eq (memory.grow (i32.const 1)) (i32.const -1)) (then unreachable))
            (br $grow)))
        (memory.copy (local.get $new) (local.get $old) (local.get $old_size))
        (local.get $new))
"#;

/// The address of results.
const RESULT: &str = "(i32.const 16)";

/// The component. `change` is done to every answer of a broker, whose text and
/// length are behind [`RESULT`].
pub(crate) fn passes(encoding: StringEncoding, change: &str) -> Result<Vec<u8>> {
    let functions = FUNCTIONS.into_iter().enumerate();
    let (imports, exports): (Vec<_>, Vec<_>) = functions
        .map(|(index, (interface, function, count))| {
            let params = "i32 ".repeat(count);
            let arguments: Vec<_> = (0..count).map(|at| format!("(local.get {at})")).collect();
            let arguments = arguments.concat();
            let change = if interface.contains("broker") {
                change
            } else {
                ""
            };
            let import = format!(
                "(import \"{interface}\" \"{function}\" (func $f{index} (param {params} i32)))"
            );
            let export = format!(
                "(func (export \"{interface}#{function}\") (param {params}) (result i32)
                    (call $f{index} {arguments} {RESULT}) {change} {RESULT})"
            );
            (import, export)
        })
        .unzip();
    let (imports, exports) = (imports.concat(), exports.concat());
    let mut module = wat::parse_str(format!("(module {imports} {MEMORY} {exports})"))?;

    let mut resolve = Resolve::new();
    resolve.push_path(workspace().join("wit"))?;
    let package = resolve.push_str("composition.wit", WORLD)?;
    let world = resolve.select_world(&[package], None)?;
    embed_component_metadata(&mut module, &resolve, world, encoding, false)?;
    ComponentEncoder::default()
        .validate(true)
        .module(&module)?
        .encode()
}

/// The encodings of text that a component is lifted and lowered with. Functions
/// that have none stay out.
pub(crate) fn encodings(component: &[u8]) -> Result<Vec<CanonicalOption>> {
    let mut encodings = Vec::new();
    for payload in Parser::new(0).parse_all(component) {
        let Payload::ComponentCanonicalSection(functions) = payload? else {
            continue;
        };
        for function in functions {
            let (CanonicalFunction::Lift { options, .. }
            | CanonicalFunction::Lower { options, .. }) = function?
            else {
                continue;
            };
            encodings.extend(options.iter().copied().filter(|option| {
                matches!(
                    option,
                    CanonicalOption::UTF8 | CanonicalOption::UTF16 | CanonicalOption::CompactUTF16
                )
            }));
        }
    }
    Ok(encodings)
}
