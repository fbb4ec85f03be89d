//! Which addresses are those of the public Internet.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Returns whether anybody on the Internet can reach the address, by the registries of
/// special-purpose addresses. An IPv6 address that stands for an IPv4 address counts as
/// that one.
///
/// The address under which a cloud serves its own machines is not public either,
/// although its block is. The registries make exceptions for single addresses of blocks
/// that are not public; here the whole block counts as not public.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

#[allow(clippy::unnested_or_patterns, reason = "one line for each reason")]
fn is_public_v4(address: Ipv4Addr) -> bool {
    !matches!(
        address.octets(),
        // This network, private, loopback, link-local.
        [0 | 10 | 127, ..]
            | [169, 254, ..]
            | [172, 16..=31, ..]
            | [192, 168, ..]
            // Shared by the customers of a provider.
            | [100, 64..=127, ..]
            // Protocol assignments, relays of 6to4.
            | [192, 0, 0, _]
            | [192, 88, 99, _]
            // Documentation and benchmarks.
            | [192, 0, 2, _]
            | [198, 51, 100, _]
            | [203, 0, 113, _]
            | [198, 18..=19, ..]
            // Where a large cloud tells its machines about themselves.
            | [168, 63, 129, 16]
            // Multicast, reserved, broadcast.
            | [224..=255, ..]
    )
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let embedded = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match address.segments() {
        // IPv4 as IPv6, and translated by NAT64.
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            embedded(high, low)
        }
        // 6to4.
        [0x2002, high, low, ..] => embedded(high, low),
        // Protocol assignments (Teredo, benchmarks, ORCHID), documentation.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false,
        // All that is given out. What lies outside is local, multicast or
        // reserved.
        [0x2000..=0x3fff, ..] => true,
        _ => false,
    }
}
