//! How small components are compiled and linked: by `build`, whatever the package says, and
//! in the files that `new` writes.

/// The settings of a profile that makes small components.
pub(super) const SETTINGS: [&str; 5] = [
    "opt-level = \"z\"",
    "lto = \"fat\"",
    "codegen-units = 1",
    "panic = \"abort\"",
    "strip = true",
];

/// The table of Cargo's configuration that the flags stand in.
const TABLE: &str = "target.'cfg(target_family = \"wasm\")'";

/// How components are linked: at a fixed place, with 16 KiB of stack at the bottom of the
/// memory, so that an overflow traps, and at most 16 MiB of memory.
const FLAGS: [&str; 4] = [
    "-Crelocation-model=static",
    "-Clink-arg=--stack-first",
    "-Clink-arg=-zstack-size=16384",
    "-Clink-arg=--max-memory=16777216",
];

/// Lets the compiler inline a little more. It stands in a package's own configuration only:
/// Cargo joins the flags of that with those of its command line, and LLVM does not take this
/// one twice.
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
