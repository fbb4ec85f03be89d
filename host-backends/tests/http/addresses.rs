//! Which addresses are public, by the registries of special-purpose addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use greentic_host_backends::http::is_public;
use proptest::prelude::*;

/// Blocks of IPv4 that are not for the public.
const V4: [([u8; 4], u32); 17] = [
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    ([224, 0, 0, 0], 4),
    ([240, 0, 0, 0], 4),
    ([255, 255, 255, 255], 32),
    // In no registry, but not for the public either.
    ([168, 63, 129, 16], 32),
];

/// Blocks of IPv6 that are not for the public.
const V6: [(&str, u32); 18] = [
    ("::", 128),
    ("::1", 128),
    ("::", 96),
    ("64:ff9b:1::", 48),
    ("100::", 64),
    ("100:0:0:1::", 64),
    ("2001::", 23),
    ("2001::", 32),
    ("2001:2::", 48),
    ("2001:10::", 28),
    ("2001:db8::", 32),
    ("3fff::", 20),
    ("5f00::", 16),
    ("fc00::", 7),
    ("fe80::", 10),
    ("fec0::", 10),
    ("ff00::", 8),
    ("4000::", 2),
];

/// The block with other bits behind its prefix.
fn v4_in((base, prefix): ([u8; 4], u32), bits: u32) -> Ipv4Addr {
    let host = u32::MAX.checked_shr(prefix).unwrap_or(0);
    Ipv4Addr::from_bits(u32::from_be_bytes(base) | bits & host)
}

fn v6_in((base, prefix): (&str, u32), bits: u128) -> Ipv6Addr {
    let host = u128::MAX.checked_shr(prefix).unwrap_or(0);
    Ipv6Addr::from_bits(base.parse::<Ipv6Addr>().unwrap().to_bits() | bits & host)
}

fn is_special_v4(address: Ipv4Addr) -> bool {
    V4.iter()
        .any(|block| v4_in(*block, address.to_bits()) == address)
}

/// All addresses that stand for an IPv4 address.
fn disguises(address: Ipv4Addr, rest: u128) -> [Ipv6Addr; 3] {
    let bits = u128::from(address.to_bits());
    let nat64 = "64:ff9b::".parse::<Ipv6Addr>().unwrap().to_bits();
    let six_to_four = 0x2002 << 112 | bits << 80 | rest >> 48;
    [
        address.to_ipv6_mapped(),
        Ipv6Addr::from_bits(nat64 | bits),
        Ipv6Addr::from_bits(six_to_four),
    ]
}

proptest! {
    #[test]
    fn special_blocks_are_not_public(
        v4 in prop::sample::select(&V4[..]),
        v6 in prop::sample::select(&V6[..]),
        bits: u128,
    ) {
        let v4 = v4_in(v4, (bits & u128::from(u32::MAX)).try_into().unwrap());
        prop_assert!(!is_public(v4.into()), "{v4}");
        for v6 in disguises(v4, bits) {
            prop_assert!(!is_public(v6.into()), "{v6}");
        }
        let v6 = v6_in(v6, bits);
        prop_assert!(!is_public(v6.into()), "{v6}");
    }

    #[test]
    fn all_other_addresses_are_public(bits: u32, rest: u128) {
        let v4 = Ipv4Addr::from_bits(bits);
        prop_assert_eq!(is_public(v4.into()), !is_special_v4(v4), "{}", v4);
        for v6 in disguises(v4, rest) {
            prop_assert_eq!(is_public(v6.into()), !is_special_v4(v4), "{}", v6);
        }
        // From the blocks that the regional registries give out.
        let v6 = v6_in(("2600::", 12), rest);
        prop_assert!(is_public(v6.into()), "{}", v6);
        let v6 = v6_in(("2a00::", 12), rest);
        prop_assert!(is_public(v6.into()), "{}", v6);
    }

    /// The standard library knows a part of it.
    #[test]
    fn what_the_standard_library_calls_special_is_not_public(
        bits: u32, more: u128, block in prop::sample::select(&V4[..]),
    ) {
        for v4 in [Ipv4Addr::from_bits(bits), v4_in(block, bits)] {
            if v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_multicast()
                || v4.is_unspecified() || v4.is_broadcast() || v4.is_documentation()
            {
                prop_assert!(!is_public(v4.into()), "{v4}");
            }
        }
        let v6 = Ipv6Addr::from_bits(more);
        if v6.is_unique_local() || v6.is_unicast_link_local() || v6.is_multicast() {
            prop_assert!(!is_public(v6.into()), "{v6}");
        }
    }
}

#[test]
fn blocks_end_where_they_end() {
    let public = [
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.0.3.0",
        "192.88.98.255",
        "192.88.100.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "198.51.99.255",
        "198.51.101.0",
        "203.0.112.255",
        "203.0.114.0",
        "223.255.255.255",
        "2001:200::",
        "2001:4860:4860::8888",
        "2606:4700::1111",
        "2001:db7::",
        "2001:db9::",
        "3ffe::",
        "2000::",
        "64:ff9b::808:808",
        "::ffff:8.8.8.8",
        "2002:808:808::1",
    ];
    for text in public {
        let address: IpAddr = text.parse().unwrap();
        assert!(is_public(address), "{address}");
    }
}
