//! The rules for what components may reach over the network.

use greentic_types as types;

use crate::bindings::interfaces_types::v0_1 as wit;

impl From<wit::Protocol> for types::Protocol {
    fn from(value: wit::Protocol) -> Self {
        match value {
            wit::Protocol::Http => Self::Http,
            wit::Protocol::Https => Self::Https,
            wit::Protocol::Tcp => Self::Tcp,
            wit::Protocol::Udp => Self::Udp,
            wit::Protocol::Grpc => Self::Grpc,
            wit::Protocol::Custom(name) => Self::Custom(name),
        }
    }
}

impl From<types::Protocol> for wit::Protocol {
    fn from(value: types::Protocol) -> Self {
        match value {
            types::Protocol::Http => Self::Http,
            types::Protocol::Https => Self::Https,
            types::Protocol::Tcp => Self::Tcp,
            types::Protocol::Udp => Self::Udp,
            types::Protocol::Grpc => Self::Grpc,
            types::Protocol::Custom(name) => Self::Custom(name),
        }
    }
}

impl From<wit::AllowList> for types::AllowList {
    fn from(value: wit::AllowList) -> Self {
        Self {
            domains: value.domains,
            ports: value.ports,
            protocols: value.protocols.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<types::AllowList> for wit::AllowList {
    fn from(value: types::AllowList) -> Self {
        Self {
            domains: value.domains,
            ports: value.ports,
            protocols: value.protocols.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<wit::NetworkPolicy> for types::NetworkPolicy {
    fn from(value: wit::NetworkPolicy) -> Self {
        Self {
            egress: value.egress.into(),
            deny_on_miss: value.deny_on_miss,
        }
    }
}

impl From<types::NetworkPolicy> for wit::NetworkPolicy {
    fn from(value: types::NetworkPolicy) -> Self {
        Self {
            egress: value.egress.into(),
            deny_on_miss: value.deny_on_miss,
        }
    }
}
