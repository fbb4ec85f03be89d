//! Checks that the keys of a short form are its keys, each once.

use crate::compatibility::{same, say_of};

/// The keys that every form takes besides its own.
const EVERYWHERE: &[&str] = &["world", "imports", "exports", "panic"];

/// Panics where a key is unknown or stands twice, or one is missing: of each group of
/// `needed` one is given, and no two.
///
/// # Panics
///
/// With what to do, which the compiler shows.
pub const fn check_keys(form: &str, needed: &[&[&str]], all: &[&str], given: &[&str]) {
    each_once(form, all, EVERYWHERE, given);
    let mut group = 0;
    while group < needed.len() {
        one_of(form, needed[group], given);
        group += 1;
    }
}

/// Panics where an entry of a key is unknown or stands twice.
///
/// # Panics
///
/// With what to do, which the compiler shows.
pub const fn check_entries(key: &str, all: &[&str], given: &[&str]) {
    each_once(key, all, &[], given);
}

/// Panics where a key says what another one says in parts, and one of the parts is there too.
///
/// # Panics
///
/// With what to do, which the compiler shows.
pub const fn check_instead(form: &str, key: &str, parts: &[&str], given: &[&str]) {
    let mut part = 0;
    while part < parts.len() {
        if let Some(_) = place(given, key)
            && let Some(_) = place(given, parts[part])
        {
            both(form, key, parts[part]);
        }
        part += 1;
    }
}

/// Panics where a key is none of `all` and none of `more`, or stands twice.
#[track_caller]
const fn each_once(form: &str, all: &[&str], more: &[&str], given: &[&str]) {
    let mut at = 0;
    while at < given.len() {
        if place(all, given[at]).is_none() {
            let mut parts = [""; 64];
            parts[0] = ": there is no key `";
            parts[1] = given[at];
            parts[2] = "`; its keys are ";
            let (mut key, mut len) = (0, 3);
            let count = all.len() + more.len();
            while key < count && len + 4 < parts.len() {
                parts[len] = match count - key {
                    _ if key == 0 => "`",
                    1 => "` and `",
                    _ => "`, `",
                };
                parts[len + 1] = if key < all.len() {
                    all[key]
                } else {
                    more[key - all.len()]
                };
                len += 2;
                key += 1;
            }
            parts[len] = "`";
            say_of(form, &parts);
        }
        if let Some(first) = place(given, given[at])
            && first < at
        {
            say_of(
                form,
                &[": the key `", given[at], "` stands twice: keep one"],
            );
        }
        at += 1;
    }
}

/// Panics where two entries of a form have one name: the second one would never be reached.
///
/// # Panics
///
/// With the name, which the compiler shows.
pub const fn check_names(form: &str, what: &str, names: &[&str]) {
    let mut at = 0;
    while at < names.len() {
        if let Some(first) = place(names, names[at])
            && first < at
        {
            say_of(
                form,
                &[": the ", what, " `", names[at], "` stands twice: keep one"],
            );
        }
        at += 1;
    }
}

/// Panics where none of the keys is given, or two.
const fn one_of(form: &str, keys: &[&str], given: &[&str]) {
    let mut found: Option<&str> = None;
    let mut at = 0;
    while at < keys.len() {
        if place(given, keys[at]).is_some() {
            if let Some(other) = found {
                both(form, other, keys[at]);
            }
            found = Some(keys[at]);
        }
        at += 1;
    }
    if found.is_none() {
        match keys {
            [key, other, ..] => say_of(
                form,
                &[
                    ": the key `",
                    key,
                    "` is missing, or `",
                    other,
                    "`: give one of them",
                ],
            ),
            [key] => say_of(
                form,
                &[": the key `", key, "` is missing: it must be there"],
            ),
            [] => {}
        }
    }
}

/// Panics, because two keys answer the same.
#[track_caller]
const fn both(form: &str, one: &str, other: &str) -> ! {
    let said = [": `", one, "` and `", other, "` answer the same: keep one"];
    say_of(form, &said)
}

/// Returns where a key is among others.
const fn place(keys: &[&str], key: &str) -> Option<usize> {
    let mut at = 0;
    while at < keys.len() {
        if same(keys[at], key) {
            return Some(at);
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::string::String;

    use super::check_keys;

    const NEEDED: &[&[&str]] = &[&["manifest"], &["invoke", "ops"]];
    const ALL: &[&str] = &["manifest", "invoke", "ops", "on_start"];

    fn said(given: &[&str]) -> Option<String> {
        let check = || check_keys("form!", NEEDED, ALL, given);
        let refusal = std::panic::catch_unwind(check).err()?;
        refusal.downcast_ref::<String>().cloned()
    }

    #[test]
    fn a_name_stands_once() {
        super::check_names("form!", "tool", &["a", "b", "ab"]);
        let twice = std::panic::catch_unwind(|| {
            super::check_names("form!", "tool", &["a", "b", "a"]);
        });
        let said = twice
            .err()
            .and_then(|said| said.downcast_ref::<String>().cloned());
        assert_eq!(
            said.as_deref(),
            Some("form!: the tool `a` stands twice: keep one")
        );
    }

    #[test]
    fn what_is_missing_unknown_or_there_twice_is_named() {
        assert_eq!(said(&["ops", "manifest"]), None);
        assert_eq!(said(&["manifest", "on_start", "invoke"]), None);
        for (given, due) in [
            (
                &["manifest"][..],
                "form!: the key `invoke` is missing, or `ops`: give one of them",
            ),
            (
                &["ops"],
                "form!: the key `manifest` is missing: it must be there",
            ),
            (
                &["manifest", "ops", "ops"],
                "form!: the key `ops` stands twice: keep one",
            ),
            (
                &["manifest", "ops", "invoke"],
                "form!: `invoke` and `ops` answer the same: keep one",
            ),
            (
                &["manifst", "ops"],
                "form!: there is no key `manifst`; its keys are `manifest`, `invoke`, `ops`, \
                 `on_start`, `world`, `imports`, `exports` and `panic`",
            ),
        ] {
            assert_eq!(said(given).as_deref(), Some(due));
        }
    }
}
