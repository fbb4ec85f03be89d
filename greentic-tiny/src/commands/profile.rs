//! The compiler and linker options for small components. `build` uses them whatever the
//! package sets, and `new` writes them into its files.

/// The settings of a profile that makes small components.
pub(super) const SETTINGS: [&str; 5] = [
    "opt-level = \"z\"",
    "lto = \"fat\"",
    "codegen-units = 1",
    "panic = \"abort\"",
    "strip = true",
];

/// The table of Cargo's configuration for the flags.
const TABLE: &str = "target.'cfg(target_family = \"wasm\")'";

/// The flags of the linker: a fixed place, 16 KiB of stack at the bottom of the memory, so
/// that an overflow traps, and at most 16 MiB of memory.
const FLAGS: [&str; 4] = [
    "-Crelocation-model=static",
    "-Clink-arg=--stack-first",
    "-Clink-arg=-zstack-size=16384",
    "-Clink-arg=--max-memory=16777216",
];

/// Lets the compiler inline a little more. It stands only in a package's own
/// configuration: Cargo joins the flags there with those of its command line, and LLVM
/// does not accept this one twice.
const INLINING: &str = "-Cllvm-args=-inline-threshold=30";

/// Returns the lines of a profile in a Cargo.toml.
pub(super) fn settings() -> String {
    SETTINGS.map(|setting| format!("{setting}\n")).concat()
}

/// Returns the flags as an argument of Cargo's `--config`.
pub(super) fn flags() -> String {
    let flags = FLAGS.map(|flag| format!("{flag:?}")).join(", ");
    format!("{TABLE}.rustflags = [{flags}]")
}

/// Returns the `.cargo/config.toml` of a package.
pub(super) fn config() -> String {
    let flags = FLAGS.iter().chain([&INLINING]);
    let flags = flags.fold(String::new(), |flags, flag| {
        flags + &format!("    {flag:?},\n")
    });
    format!(
        "\
# At a fixed place, with 16 KiB of stack at the bottom of the memory, so that an overflow
# traps, and at most 16 MiB of memory. `RUSTFLAGS` in the environment replaces these.
[{TABLE}]
rustflags = [
{flags}]
"
    )
}
