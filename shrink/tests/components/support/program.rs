//! A program with the standard library in it, as rustc makes it for WASI:
//! resources, an adapter's worth of imports, debug sections.

use std::process::Command;
use std::sync::OnceLock;

use super::Named;

const SOURCE: &str = r#"
fn main() {
    let words: Vec<String> = std::env::args().collect();
    println!("{}", words.join(" "));
    if let Ok(text) = std::fs::read_to_string("/input") {
        println!("{}", text.len());
    }
}
"#;

/// Returns the program, compiled once.
pub(crate) fn component() -> Named {
    static BUILT: OnceLock<Vec<u8>> = OnceLock::new();
    let bytes = BUILT.get_or_init(|| {
        let folder = std::env::temp_dir().join(format!("shrink-program-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let source = folder.join("program.rs");
        let program = folder.join("program.wasm");
        std::fs::write(&source, SOURCE).unwrap();
        let status = Command::new("rustc")
            .args(["--target", "wasm32-wasip2", "--edition", "2024", "-g", "-o"])
            .arg(&program)
            .arg(&source)
            .status()
            .unwrap();
        assert!(status.success(), "rustc cannot compile the program");
        let bytes = std::fs::read(&program).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        bytes
    });
    Named {
        name: "program with std".to_owned(),
        bytes: bytes.clone(),
    }
}
