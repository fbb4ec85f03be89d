//! `--verify`: both forms are run before anything is written.

use anyhow::{Result, anyhow};
use greentic_shrink::verify::{Settings, verify};

/// Runs both forms of a component, and says what was compared.
///
/// # Errors
///
/// - They do not do the same.
pub(crate) fn run(before: &[u8], after: &[u8], cases: u32, seed: u64) -> Result<()> {
    let settings = Settings {
        cases,
        seed,
        ..Settings::default()
    };
    let verified = verify(before, after, &settings).map_err(|difference| {
        anyhow!("the smaller form does something else; nothing was written\n{difference}")
    })?;
    let undecided: u32 = verified.functions.iter().map(|tried| tried.undecided).sum();
    let trapped: u32 = verified.functions.iter().map(|tried| tried.trapped).sum();
    eprintln!(
        "verified: {} calls of {} functions did the same ({trapped} trapped), and so did {} calls \
         of imports",
        verified.calls(),
        verified.functions.len(),
        verified.import_calls
    );
    if undecided > 0 {
        eprintln!("verified: {undecided} calls more ran into a limit, and say nothing");
    }
    for skipped in &verified.skipped {
        eprintln!("not verified: {}: {}", skipped.what, skipped.why);
    }
    Ok(())
}
