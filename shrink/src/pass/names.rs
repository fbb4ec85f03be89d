//! Names as short as can be.

use std::sync::LazyLock;

/// The first short names: letters, then pairs of letters. Further ones are
/// longer by a letter each time.
static SHORT: LazyLock<Vec<String>> = LazyLock::new(|| {
    let letters = || ('a'..='z').map(String::from);
    let mut names: Vec<String> = letters().collect();
    let mut longer = names.clone();
    for _ in 0..2 {
        longer = longer
            .iter()
            .flat_map(|name| letters().map(move |letter| format!("{name}{letter}")))
            .collect();
        names.extend(longer.iter().cloned());
    }
    names
});

/// Returns a short name that is a name in components too. Past the 18,278 that
/// there are it is always the same one: a component with more definitions is too
/// large for this.
pub(super) fn short(index: usize) -> &'static str {
    SHORT.get(index).map_or("too-many", String::as_str)
}

/// Names that core modules may use among themselves: nothing, then one letter,
/// then two, then three. Letters only: jco puts a name behind the number of an
/// instance to make another name.
static CORE: LazyLock<Vec<String>> = LazyLock::new(|| {
    let letters = || ('a'..='z').chain('A'..='Z').map(String::from);
    let mut longer = vec![String::new()];
    let mut names = longer.clone();
    for _ in 0..3 {
        longer = longer
            .iter()
            .flat_map(|name| letters().map(move |letter| format!("{name}{letter}")))
            .collect();
        names.extend(longer.iter().cloned());
    }
    names
});

/// Returns a short name for use among core modules. `None` past the 143,365 that
/// there are.
pub(super) fn core_short(index: usize) -> Option<&'static str> {
    CORE.get(index).map(String::as_str)
}
