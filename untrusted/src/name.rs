//! Names of worlds and interfaces, as people write them.

/// Returns what is called `asked`: those of `all` whose name it fits best. A name may be
/// written in full, without its version, without its package, or without both; a name in
/// full counts before a shorter form of another one. None where nothing has that name,
/// several where it leaves open which one is meant.
///
/// ```
/// use greentic_untrusted::closest;
///
/// let names = ["acme:shop/till@1.0.0", "acme:shop/till@2.0.0", "acme:shop/stock@1.0.0"];
/// assert_eq!(closest("stock", names, |name| name), ["acme:shop/stock@1.0.0"]);
/// assert_eq!(closest("till@2.0.0", names, |name| name), ["acme:shop/till@2.0.0"]);
/// assert_eq!(closest("acme:shop/till", names, |name| name).len(), 2);
/// assert!(closest("prices", names, |name| name).is_empty());
/// ```
pub fn closest<T>(
    asked: &str,
    all: impl IntoIterator<Item = T>,
    name: impl Fn(&T) -> &str,
) -> Vec<T> {
    let mut best = usize::MAX;
    let mut found = Vec::new();
    for one in all {
        let Some(distance) = distance(asked, name(&one)) else {
            continue;
        };
        if distance < best {
            best = distance;
            found.clear();
        }
        if distance == best {
            found.push(one);
        }
    }
    found
}

/// Returns which form of a full name this is, 0 for all of it.
fn distance(asked: &str, full: &str) -> Option<usize> {
    let (path, version) = match full.split_once('@') {
        Some((path, version)) => (path, Some(version)),
        None => (full, None),
    };
    let own = path.rsplit_once('/').map_or(path, |(_, own)| own);
    let (asked_path, asked_version) = match asked.split_once('@') {
        Some((path, version)) => (path, Some(version)),
        None => (asked, None),
    };
    let without_package = match asked_path {
        _ if asked_path == path => false,
        _ if asked_path == own => true,
        _ => return None,
    };
    let without_version = match asked_version {
        None => version.is_some(),
        _ if asked_version == version => false,
        Some(_) => return None,
    };
    Some(2 * usize::from(without_package) + usize::from(without_version))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_that_is_left_out_is_further_away() {
        let full = "acme:shop/till@1.0.0";
        let forms = [full, "acme:shop/till", "till@1.0.0", "till"];
        for (expected, form) in forms.iter().enumerate() {
            assert_eq!(distance(form, full), Some(expected), "{form}");
        }
        for other in [
            "",
            "@1.0.0",
            "shop/till",
            "till@1",
            "till@",
            "acme:shop/till@1.0.1",
            "acme:shop",
            "l@1.0.0",
        ] {
            assert_eq!(distance(other, full), None, "{other}");
        }
    }

    #[test]
    fn names_without_package_or_version_are_themselves() {
        assert_eq!(distance("till", "till"), Some(0));
        assert_eq!(distance("till@1.0.0", "till"), None);
        assert_eq!(distance("shop/till", "shop/till"), Some(0));
        let names = ["acme:shop/till@1.0.0", "till"];
        assert_eq!(closest("till", names, |name| name), ["till"]);
    }
}
