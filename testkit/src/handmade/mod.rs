//! Components written by hand, well-behaved and not, as text.

pub mod bombs;
pub mod hostile;
mod made;

pub use made::{Data, component, dummy, exporting};

/// Assembles text.
///
/// # Panics
///
/// When the text is not valid.
pub fn assemble(text: &str) -> Vec<u8> {
    wat::parse_str(text).expect("the text of a test is valid")
}

/// A node; what it does is in the text.
pub fn node() -> Vec<u8> {
    assemble(include_str!("node.wat"))
}

/// A component that only describes itself.
pub fn describe() -> Vec<u8> {
    assemble(include_str!("describe.wat"))
}

/// A component that describes itself, with other core code: `module` has to
/// export the memory and the function `describe-json`.
pub fn describe_with(module: &str) -> Vec<u8> {
    assemble(&format!(
        r#"(component
          (core module $m {module})
          (core instance $i (instantiate $m))
          (func $describe (result string)
            (canon lift (core func $i "describe-json") (memory (core memory $i "memory"))))
          (instance $describe-v1 (export "describe-json" (func $describe)))
          (export "greentic:component/describe-v1@1.0.0" (instance $describe-v1)))"#
    ))
}

/// A component that sends a request to this URL and ignores the answer.
pub fn asking(url: &str) -> Vec<u8> {
    assemble(&format!(
        r#"(component
          (import "greentic:host/http-v1@1.0.0" (instance $h
            (export "request" (func (param "method" string) (param "url" string)
              (param "headers" (list string)) (param "body" (option (list u8)))
              (result (result (list u8) (error string)))))))
          (core module $mem
            (memory (export "m") 1)
            (func (export "r") (param i32 i32 i32 i32) (result i32) i32.const 4096))
          (core instance $mi (instantiate $mem))
          (core func $p (canon lower (func $h "request")
            (memory (core memory $mi "m")) (realloc (core func $mi "r"))))
          (core module $m
            (import "h" "m" (memory 1))
            (import "h" "p" (func $p (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)))
            (data (i32.const 0) "GET")
            (data (i32.const 8) "{url}")
            (func (export "f")
              (call $p (i32.const 0) (i32.const 3) (i32.const 8) (i32.const {})
                (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)
                (i32.const 256))))
          (core instance $i (instantiate $m
            (with "h" (instance (export "m" (memory $mi "m")) (export "p" (func $p))))))
          (func (export "f") (canon lift (core func $i "f"))))"#,
        url.len()
    ))
}

/// A component whose functions give and take handles.
pub fn handles() -> Vec<u8> {
    assemble(include_str!("handles.wat"))
}
