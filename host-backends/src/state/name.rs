//! The names of scopes and keys in a file.

use greentic_host_shim::services::state::Scope;

/// Returns a name of the scope that begins no other's.
pub(super) fn prefix(scope: &Scope) -> Vec<u8> {
    let mut name = Vec::new();
    for part in [&scope.env, &scope.tenant] {
        // With its length in front no part can run into the next.
        name.extend((part.len() as u64).to_be_bytes());
        name.extend(part.as_bytes());
    }
    name
}

/// Returns a name of a key in the scope that no other key of any scope has.
pub(super) fn name(scope: &Scope, key: &str) -> Vec<u8> {
    let mut name = prefix(scope);
    name.extend(key.as_bytes());
    name
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
                name(&Scope::new(env, tenant), key)
            };
            prop_assert_eq!(first == second, name(&first) == name(&second));
            let prefix = prefix(&Scope::new(&second.0, &second.1));
            let same = (&first.0, &first.1) == (&second.0, &second.1);
            prop_assert_eq!(same, name(&first).starts_with(&prefix));
        }
    }
}
