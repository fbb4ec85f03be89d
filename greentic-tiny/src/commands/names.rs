//! Names of worlds and interfaces on the command line.

use greentic_untrusted::closest;

use crate::failure::Failure;

/// The number of similar names in the message about an unknown one.
const NEAR: usize = 4;

/// The number of names up to which the message lists all of them.
const FEW: usize = 8;

/// Returns the full name of the world or interface that is called `asked`.
pub(super) fn full<'a>(
    asked: &str,
    all: impl Iterator<Item = &'a str>,
) -> Result<&'a str, Failure> {
    let mut all: Vec<_> = all.collect();
    all.sort_unstable();
    all.dedup();
    match closest(asked, all.iter().copied(), |name| name)[..] {
        [one] => Ok(one),
        [] => Err(unknown(asked, &all)),
        ref several => Err(Failure::Usage {
            message: format!(
                "`{asked}` may be any of these, give more of the name: {}",
                several.join(", ")
            ),
        }),
    }
}

fn unknown(asked: &str, all: &[&str]) -> Failure {
    if (1..=FEW).contains(&all.len()) {
        let all = all.join(", ");
        return Failure::Usage {
            message: format!(
                "there is no world or interface `{asked}`; there are {all}: name one of these"
            ),
        };
    }
    let mut near: Vec<_> = all
        .iter()
        .map(|&full| (similar::TextDiff::from_chars(asked, full).ratio(), full))
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let near: Vec<_> = near.iter().take(NEAR).map(|(_, full)| *full).collect();
    Failure::Usage {
        message: if near.is_empty() {
            format!(
                "there is no world or interface, so not `{asked}` either; name WIT that has some"
            )
        } else {
            format!(
                "there is no world or interface `{asked}`; the nearest are {} (`greentic-tiny new --list` has all of Greentic)",
                near.join(", ")
            )
        },
    }
}
