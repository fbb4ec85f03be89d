//! Bytes, or a part of a size: `512`, `"5 %"`.

use std::fmt;
use std::str::FromStr;

use greentic_size_model::numerals::number;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The most per cent that may be given.
const MOST_PER_CENT: u64 = 1_000_000;

/// A number of bytes, or a part of a size.
///
/// ```
/// use greentic_size_track::budget::Allowance;
///
/// assert_eq!("5 %".parse::<Allowance>()?.of(2_000), 100);
/// assert_eq!("512".parse::<Allowance>()?.of(2_000), 512);
/// assert!("5 apples".parse::<Allowance>().is_err());
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowance {
    /// So many bytes.
    Bytes(u64),
    /// A part, in hundredths of a per cent.
    Part(u64),
}

impl Allowance {
    /// Returns its bytes for a size. Parts are rounded down.
    pub fn of(self, size: u64) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Part(part) => {
                let bytes = u128::from(size) * u128::from(part) / 10_000;
                u64::try_from(bytes).unwrap_or(u64::MAX)
            }
        }
    }
}

impl fmt::Display for Allowance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(1) => f.write_str("1 byte"),
            Self::Bytes(bytes) => write!(f, "{} bytes", number(*bytes)),
            Self::Part(part) => {
                let (whole, rest) = (part / 100, part % 100);
                let rest = format!("{rest:02}");
                match rest.trim_end_matches('0') {
                    "" => write!(f, "{whole} %"),
                    rest => write!(f, "{whole}.{rest} %"),
                }
            }
        }
    }
}

impl FromStr for Allowance {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "`{}` is no number of bytes and no part; write 512, \"5 %\" or \"0.25 %\", \
                 up to {} %",
                greentic_untrusted::on_one_line(text),
                number(MOST_PER_CENT)
            )
        };
        let Some(part) = text.trim().strip_suffix('%') else {
            let bytes = text.trim().parse();
            return bytes.map(Self::Bytes).map_err(|_| wrong());
        };
        let (whole, rest) = part.trim().split_once('.').unwrap_or((part.trim(), "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(rest) || rest.len() > 2 {
            return Err(wrong());
        }
        let whole: u64 = whole.parse().map_err(|_| wrong())?;
        let hundredths: u64 = format!("{rest:0<2}").parse().map_err(|_| wrong())?;
        if whole > MOST_PER_CENT {
            return Err(wrong());
        }
        Ok(Self::Part(whole * 100 + hundredths))
    }
}

impl Serialize for Allowance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bytes(bytes) => serializer.serialize_u64(*bytes),
            Self::Part(_) => serializer.collect_str(self),
        }
    }
}

impl<'de> Deserialize<'de> for Allowance {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;

        impl Visitor<'_> for Bytes {
            type Value = Allowance;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number of bytes, or a text such as \"5 %\"")
            }

            fn visit_u64<E: de::Error>(self, bytes: u64) -> Result<Allowance, E> {
                Ok(Allowance::Bytes(bytes))
            }

            fn visit_i64<E: de::Error>(self, bytes: i64) -> Result<Allowance, E> {
                let unexpected = de::Unexpected::Signed(bytes);
                let bytes = u64::try_from(bytes);
                bytes
                    .map(Allowance::Bytes)
                    .map_err(|_| E::invalid_value(unexpected, &self))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Allowance, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_any(Bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_as_they_are_written() {
        for (text, expected, written) in [
            ("0", Allowance::Bytes(0), "0 bytes"),
            ("65536", Allowance::Bytes(65_536), "65,536 bytes"),
            ("5%", Allowance::Part(500), "5 %"),
            (" 2.5 % ", Allowance::Part(250), "2.5 %"),
            ("0.25 %", Allowance::Part(25), "0.25 %"),
            ("0.05 %", Allowance::Part(5), "0.05 %"),
        ] {
            let read: Allowance = text.parse().unwrap();
            assert_eq!((read, &*read.to_string()), (expected, written), "{text}");
        }
        for text in [
            "",
            "%",
            "-1",
            "-1 %",
            "1.234 %",
            "1. %",
            ".5 %",
            "five %",
            "5 % %",
            "99999999999999999999",
            "1000001 %",
            "1e3",
        ] {
            assert!(text.parse::<Allowance>().is_err(), "{text}");
        }
    }

    #[test]
    fn parts_of_large_sizes_do_not_overflow() {
        assert_eq!(Allowance::Part(10_000).of(u64::MAX), u64::MAX);
        assert_eq!(Allowance::Part(100_000_000).of(u64::MAX), u64::MAX);
        assert_eq!(Allowance::Part(1).of(9_999), 0);
    }
}
