//! The description that a provider gives of itself, held to the rules that its WIT has.

use greentic_types::GreenticError;
use semver::Version;

use super::field::invalid;
use crate::bindings::interfaces_provider::v0_1::ProviderMeta;
use crate::bindings::interfaces_types::v0_1::{AllowList, Protocol};

/// Checks what a provider tells of itself: its name is not blank, its version
/// is one of semantic versioning; in the allow list and in the egress list of
/// the network policy no domain and no name of a custom protocol is blank and
/// no port is 0; a policy that denies what it does not list lists something.
///
/// # Errors
///
/// The first rule that is broken, with the name of the field and, in a list,
/// the number of the entry, from 0: `network-policy.egress.ports[1]`.
pub fn validate_provider_meta(meta: &ProviderMeta) -> Result<(), GreenticError> {
    if blank(&meta.name) {
        return Err(invalid("name", "provider name must not be empty"));
    }
    Version::parse(&meta.version).map_err(|error| {
        let fault = format_args!("invalid semantic version: {error}");
        invalid("version", fault)
    })?;
    check("allow-list", "allow-list", &meta.allow_list)?;
    let egress = &meta.network_policy.egress;
    check("network-policy.egress", "egress", egress)?;
    let nothing =
        egress.domains.is_empty() && egress.ports.is_empty() && egress.protocols.is_empty();
    if meta.network_policy.deny_on_miss && nothing {
        let fault = "network policy denying misses requires explicit allow rules";
        return Err(invalid("network-policy.egress", fault));
    }
    Ok(())
}

/// Checks the entries of the list at `path`, which the messages call `list`.
fn check(path: &str, list: &str, allowed: &AllowList) -> Result<(), GreenticError> {
    if let Some(at) = allowed.domains.iter().position(|domain| blank(domain)) {
        let fault = format_args!("{list} domains must not contain empty entries");
        return Err(invalid(format_args!("{path}.domains[{at}]"), fault));
    }
    if let Some(at) = allowed.ports.iter().position(|port| *port == 0) {
        let fault = format_args!("{list} ports must be greater than zero");
        return Err(invalid(format_args!("{path}.ports[{at}]"), fault));
    }
    let nameless = |protocol: &_| matches!(protocol, Protocol::Custom(name) if blank(name));
    if let Some(at) = allowed.protocols.iter().position(nameless) {
        let fault = "custom protocol identifiers must not be empty";
        return Err(invalid(format_args!("{path}.protocols[{at}]"), fault));
    }
    Ok(())
}

fn blank(text: &str) -> bool {
    text.trim().is_empty()
}
