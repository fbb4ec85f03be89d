//! Revisions of the protocol.

use std::fmt;

/// A revision that a router component can be written for. Later ones order
/// after earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Revision {
    V2024_11_05,
    V2025_03_26,
    V2025_06_18,
}

impl Revision {
    pub(crate) const ALL: [Self; 3] = [Self::V2024_11_05, Self::V2025_03_26, Self::V2025_06_18];

    /// As the protocol writes it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::V2024_11_05 => "2024-11-05",
            Self::V2025_03_26 => "2025-03-26",
            Self::V2025_06_18 => "2025-06-18",
        }
    }

    /// The revision that a session speaks: what the client asks for if the
    /// component is written for that one or a later one, and else the
    /// component's own. The client may still turn that down.
    pub(crate) fn agree(component: Self, asked: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|revision| revision.name() == asked && *revision <= component)
            .unwrap_or(component)
    }

    /// Whether several messages may come as one array.
    pub(crate) fn has_batches(self) -> bool {
        self == Self::V2025_03_26
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_speaks_what_both_know() {
        use Revision::{V2024_11_05, V2025_03_26, V2025_06_18};
        assert_eq!(Revision::agree(V2025_06_18, "2025-06-18"), V2025_06_18);
        assert_eq!(Revision::agree(V2025_06_18, "2024-11-05"), V2024_11_05);
        // A later client, an unknown one, and an older component.
        assert_eq!(Revision::agree(V2025_06_18, "2025-11-25"), V2025_06_18);
        assert_eq!(Revision::agree(V2025_06_18, ""), V2025_06_18);
        assert_eq!(Revision::agree(V2024_11_05, "2025-06-18"), V2024_11_05);
        assert_eq!(Revision::agree(V2025_03_26, "2025-06-18"), V2025_03_26);
    }
}
