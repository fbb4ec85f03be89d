//! Which steps run when none is named.

use crate::steps::{STEPS, Step};

/// The steps that do again a part of what `test` does: only by name.
const PARTS: [&str; 1] = ["unit"];

/// The steps of the tier `quick`: what a change breaks most often, in minutes.
const QUICK: [&str; 6] = ["prepare", "fmt", "codegen", "clippy", "unit", "sizes"];

/// A set of steps with a name.
#[derive(Clone, Copy)]
pub(crate) struct Tier {
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    /// Says whether a step is part of it.
    pub(crate) has: fn(&Step) -> bool,
}

/// All tiers; the first one runs where nothing is named.
pub(crate) const TIERS: &[Tier] = &[
    Tier {
        name: "all",
        what: "everything; the default",
        has: |step| !PARTS.contains(&step.name),
    },
    Tier {
        name: "quick",
        what: "formatting, lints, unit and golden tests, sizes: four minutes after a first build",
        has: |step| QUICK.contains(&step.name),
    },
];

/// Returns the steps of a tier, in the order of the table.
pub(crate) fn steps(tier: &Tier) -> Vec<&'static Step> {
    STEPS.iter().filter(|step| (tier.has)(step)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiers_name_steps_that_exist_and_have_names_of_their_own() {
        for name in QUICK.iter().chain(&PARTS) {
            assert!(STEPS.iter().any(|step| step.name == *name), "{name}");
        }
        for tier in TIERS {
            assert!(STEPS.iter().all(|step| step.name != tier.name));
        }
        assert_eq!(steps(&TIERS[1]).len(), QUICK.len());
        assert_eq!(steps(&TIERS[0]).len(), STEPS.len() - PARTS.len());
    }
}
