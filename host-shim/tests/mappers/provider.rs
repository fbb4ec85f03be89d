//! The descriptions that providers give of themselves.

use greentic_host_shim::bindings::interfaces_provider::v0_1::ProviderMeta;
use greentic_host_shim::bindings::interfaces_types::v0_1::{AllowList, Protocol};
use greentic_host_shim::mappers::validate_provider_meta;
use greentic_types::ErrorCode;
use proptest::prelude::*;

use crate::values;

fn good() -> BoxedStrategy<ProviderMeta> {
    let meta = values::provider_meta(&values::id(), &values::version(), &(1_u16..).boxed());
    meta.prop_map(|mut meta| {
        let egress = &mut meta.network_policy.egress;
        if meta.network_policy.deny_on_miss && egress.domains.is_empty() {
            egress.domains.push("acme.example".into());
        }
        meta
    })
    .boxed()
}

fn blank() -> BoxedStrategy<String> {
    prop::sample::select(vec!["", " ", "\t\n", "\u{a0}\u{3000}"])
        .prop_map(str::to_owned)
        .boxed()
}

/// Puts a bad entry somewhere into a list; answers with where it stands.
fn spoil(list: &mut AllowList, kind: usize, at: prop::sample::Index, blank: String) -> String {
    match kind {
        0 => {
            let at = at.index(list.domains.len() + 1);
            list.domains.insert(at, blank);
            format!("domains[{at}]")
        }
        1 => {
            let at = at.index(list.ports.len() + 1);
            list.ports.insert(at, 0);
            format!("ports[{at}]")
        }
        _ => {
            let at = at.index(list.protocols.len() + 1);
            list.protocols.insert(at, Protocol::Custom(blank));
            format!("protocols[{at}]")
        }
    }
}

fn said(meta: &ProviderMeta) -> String {
    let error = validate_provider_meta(meta).unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidInput);
    error.message
}

proptest! {
    #[test]
    fn good_ones_pass(meta in good()) {
        prop_assert!(validate_provider_meta(&meta).is_ok());
    }

    #[test]
    fn a_bad_entry_is_found_in_both_lists(
        mut meta in good(),
        egress in any::<bool>(),
        kind in 0_usize..3,
        at in any::<prop::sample::Index>(),
        blank in blank(),
    ) {
        let (list, path) = if egress {
            (&mut meta.network_policy.egress, "network-policy.egress")
        } else {
            (&mut meta.allow_list, "allow-list")
        };
        let entry = spoil(list, kind, at, blank);
        let said = said(&meta);
        prop_assert!(said.starts_with(&format!("{path}.{entry}: ")), "{said}");
    }

    #[test]
    fn a_blank_name_is_refused(mut meta in good(), blank in blank()) {
        meta.name = blank;
        prop_assert_eq!(said(&meta), "name: provider name must not be empty");
    }

    #[test]
    fn a_version_that_is_none_is_refused(mut meta in good()) {
        meta.version.insert(0, 'v');
        let said = said(&meta);
        prop_assert!(said.starts_with("version: invalid semantic version: "), "{said}");
    }

    #[test]
    fn a_policy_that_denies_everything_is_refused(mut meta in good()) {
        let egress = &mut meta.network_policy.egress;
        egress.domains.clear();
        egress.ports.clear();
        egress.protocols.clear();
        meta.network_policy.deny_on_miss = true;
        prop_assert_eq!(
            said(&meta),
            "network-policy.egress: network policy denying misses requires explicit allow rules"
        );
        meta.network_policy.deny_on_miss = false;
        prop_assert!(validate_provider_meta(&meta).is_ok());
    }
}
