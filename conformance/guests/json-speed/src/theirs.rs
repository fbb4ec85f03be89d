//! With serde-json-core, by derived types.

use core::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess, Visitor};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item<'a> {
    id: u32,
    name: &'a str,
    count: u32,
    fresh: bool,
}

/// Reads an object of four fields.
pub(crate) fn fields(input: &str) -> Option<u64> {
    let (item, _) = serde_json_core::from_str::<Item<'_>>(input).ok()?;
    Some(item.sum())
}

/// Reads an array of such objects.
pub(crate) fn items(input: &str) -> Option<u64> {
    let (Sum(sum), _) = serde_json_core::from_str(input).ok()?;
    Some(sum)
}

impl Item<'_> {
    fn sum(&self) -> u64 {
        super::sum(self.id, self.name, self.count, self.fresh)
    }
}

/// The sum of all items: none of them is kept.
struct Sum(u64);

impl<'de> Deserialize<'de> for Sum {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Items;

        impl<'de> Visitor<'de> for Items {
            type Value = Sum;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("items")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Sum, A::Error> {
                let mut sum = 0;
                while let Some(item) = items.next_element::<Item<'_>>()? {
                    sum += item.sum();
                }
                Ok(Sum(sum))
            }
        }

        deserializer.deserialize_seq(Items)
    }
}
