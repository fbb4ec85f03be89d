//! Whose state it is.

/// What state is kept apart by: a tenant in an environment. Teams and users of
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

    /// A name of the scope that begins no other's.
    #[cfg(any(feature = "state-redb", test))]
    pub(crate) fn prefix(&self) -> Vec<u8> {
        let mut name = Vec::new();
        for part in [&self.env, &self.tenant] {
            // With its length in front no part can run into the next.
            name.extend((part.len() as u64).to_be_bytes());
            name.extend(part.as_bytes());
        }
        name
    }

    /// A name of a key in the scope that no other key of any scope has.
    #[cfg(any(feature = "state-redb", test))]
    pub(crate) fn name(&self, key: &str) -> Vec<u8> {
        let mut name = self.prefix();
        name.extend(key.as_bytes());
        name
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_two_keys_have_one_name(
            first in ("[ab\0]{0,3}", "[ab\0]{0,3}", "[ab\0]{0,3}"),
            second in ("[ab\0]{0,3}", "[ab\0]{0,3}", "[ab\0]{0,3}"),
        ) {
            let name = |(env, tenant, key): &(String, String, String)| {
                Scope::new(env, tenant).name(key)
            };
            prop_assert_eq!(first == second, name(&first) == name(&second));
            let prefix = Scope::new(&second.0, &second.1).prefix();
            let same = (&first.0, &first.1) == (&second.0, &second.1);
            prop_assert_eq!(same, name(&first).starts_with(&prefix));
        }
    }
}
