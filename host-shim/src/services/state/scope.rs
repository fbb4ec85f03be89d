//! Whose state it is.

/// The owner of state: a tenant in an environment. Teams and users of
/// a tenant share its state; components that want it apart put them into keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Scope {
    /// The environment, `prod` say; empty where nobody said.
    pub env: String,
    /// The tenant.
    pub tenant: String,
}

impl Scope {
    /// The scope of a tenant.
    pub fn new(env: impl Into<String>, tenant: impl Into<String>) -> Self {
        Self {
            env: env.into(),
            tenant: tenant.into(),
        }
    }
}
