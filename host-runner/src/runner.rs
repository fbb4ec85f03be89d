//! The runners of the platform that are known here.

use std::fmt;
use std::str::FromStr;

/// A release of the platform's runner, by what it sends to components and what it
/// links for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Runner {
    /// `greentic-runner-host` 0.4.60: nodes of 0.5 and 0.4.
    V0_4_60,
    /// `greentic-runner-host` 1.2.2: nodes of 0.6, 0.5 and 0.4, and
    /// `component-runtime` of 0.6.
    V1_2,
}

impl Runner {
    /// All of them, the oldest first.
    pub const ALL: [Self; 2] = [Self::V0_4_60, Self::V1_2];

    /// Returns its name, `1.2` say.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::V0_4_60 => "0.4.60",
            Self::V1_2 => "1.2",
        }
    }

    /// Returns the release of `greentic-runner-host` that was looked at.
    #[must_use]
    pub fn release(self) -> &'static str {
        match self {
            Self::V0_4_60 => "0.4.60",
            Self::V1_2 => "1.2.2",
        }
    }
}

impl fmt::Display for Runner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "runner {}", self.name())
    }
}

/// A name that is none of a runner.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is no runner that is known here; there are {}", known())]
pub struct UnknownRunner {
    /// The name.
    pub name: String,
}

fn known() -> String {
    Runner::ALL.map(Runner::name).join(" and ")
}

/// Takes the name, the release, or either after `runner-`.
impl FromStr for Runner {
    type Err = UnknownRunner;

    fn from_str(name: &str) -> Result<Self, UnknownRunner> {
        let version = name.strip_prefix("runner-").unwrap_or(name);
        let named = |runner: &Self| [runner.name(), runner.release()].contains(&version);
        Self::ALL
            .into_iter()
            .find(named)
            .ok_or_else(|| UnknownRunner {
                name: name.to_owned(),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runners_are_found_by_name_and_release() {
        for (name, runner) in [
            ("1.2", Runner::V1_2),
            ("1.2.2", Runner::V1_2),
            ("runner-1.2", Runner::V1_2),
            ("runner-0.4.60", Runner::V0_4_60),
        ] {
            assert_eq!(name.parse(), Ok(runner));
        }
        let error = "1.3".parse::<Runner>().expect_err("no such runner");
        assert!(
            error.to_string().ends_with("there are 0.4.60 and 1.2"),
            "{error}"
        );
    }
}
