//! Values that look random and are the same every time.

use fastrand::Rng;
use wasmtime::component::Val;

use crate::roundtrip::edge_values::{self, Number};
use crate::roundtrip::shape::{Integer, LARGE_BYTES, Shape, list, text};
use crate::roundtrip::sites::{Site, Sites};

/// The number of items that the lists of one value have in all, without a large one:
/// lists in lists in lists grow fast.
const ITEMS: usize = 40;

/// Makes one value after the other.
#[derive(Debug)]
pub struct Maker<'s> {
    random: &'s mut Rng,
    sites: &'s mut Sites,
    /// Items that may still be made.
    items: usize,
    /// `true` if something large may still be made.
    large: bool,
}

impl<'s> Maker<'s> {
    /// A maker for the values of one direction of a call: arguments, or a
    /// result. One text or list among them may be large.
    pub fn new(random: &'s mut Rng, sites: &'s mut Sites) -> Self {
        Self {
            random,
            sites,
            items: ITEMS,
            large: true,
        }
    }

    /// A value of a type.
    pub fn value(&mut self, shape: &Shape) -> Val {
        match shape {
            Shape::Bool(site) => Val::Bool(self.class(*site, 2) == 1),
            Shape::Integer(integer, site) => self.integer(*integer, *site),
            Shape::Float32(site) => {
                let class = self.class(*site, edge_values::FLOATS32.len() + 1);
                let any = f32::from_bits(self.random.u32(..));
                Val::Float32(edge_values::FLOATS32.get(class).copied().unwrap_or(any))
            }
            Shape::Float64(site) => {
                let class = self.class(*site, edge_values::FLOATS64.len() + 1);
                let any = f64::from_bits(self.random.u64(..));
                Val::Float64(edge_values::FLOATS64.get(class).copied().unwrap_or(any))
            }
            Shape::Char(site) => {
                let class = self.class(*site, edge_values::CHARS.len() + 1);
                let any = self.random.char(..);
                Val::Char(edge_values::CHARS.get(class).copied().unwrap_or(any))
            }
            Shape::Text(site) => Val::String(self.text(*site)),
            Shape::List { site, item } => self.list(*site, item),
            Shape::Record(fields) => {
                let fields = fields.iter();
                Val::Record(
                    fields
                        .map(|(name, field)| (name.clone(), self.value(field)))
                        .collect(),
                )
            }
            Shape::Tuple(members) => {
                Val::Tuple(members.iter().map(|member| self.value(member)).collect())
            }
            Shape::Variant(site, cases) => {
                let payload = |case: usize| cases[case].1.as_ref();
                let case = self.class_of(*site, cases.len(), payload);
                let (name, payload) = &cases[case];
                Val::Variant(name.clone(), self.boxed(payload.as_ref()))
            }
            Shape::Enum(site, names) => Val::Enum(names[self.class(*site, names.len())].clone()),
            Shape::Option(site, some) => {
                let payload = |class| (class == 1).then_some(&**some);
                let class = self.class_of(*site, 2, payload);
                Val::Option(self.boxed(payload(class)))
            }
            Shape::Result(site, ok, error) => {
                let parts = [ok.as_deref(), error.as_deref()];
                let class = self.class_of(*site, 2, |class| parts[class]);
                let part = self.boxed(parts[class]);
                Val::Result(if class == 0 { Ok(part) } else { Err(part) })
            }
            Shape::Flags(site, names) => self.flags(*site, names),
        }
    }

    fn class(&mut self, site: Site, limit: usize) -> usize {
        self.class_of(site, limit, |_| None)
    }

    /// The same, where a class has parts: those of `part`.
    fn class_of<'t>(
        &mut self,
        site: Site,
        limit: usize,
        part: impl Fn(usize) -> Option<&'t Shape>,
    ) -> usize {
        let below = |class| part(class).map_or(0..0, Shape::places);
        let class = self.sites.choose(site, limit, self.random, below);
        self.sites.made(site, class);
        class
    }

    fn boxed(&mut self, shape: Option<&Shape>) -> Option<Box<Val>> {
        shape.map(|shape| Box::new(self.value(shape)))
    }

    /// Decides whether to make something large here: once a place, and not always in the
    /// first value that has the place.
    fn large(&mut self, site: Site, class: usize) -> bool {
        let large = self.large && self.sites.count(site, class) == 0 && self.random.bool();
        if large {
            self.large = false;
            self.sites.made(site, class);
        }
        large
    }

    fn integer(&mut self, integer: Integer, site: Site) -> Val {
        let classes = edge_values::integers(integer);
        let number = match classes[self.class(site, classes.len())] {
            Number::Is(number) => number,
            Number::Any => {
                let (least, most) = integer.range();
                self.random.i128(least..=most)
            }
        };
        let fits = "it is in the range of the type";
        match integer {
            Integer::S8 => Val::S8(number.try_into().expect(fits)),
            Integer::U8 => Val::U8(number.try_into().expect(fits)),
            Integer::S16 => Val::S16(number.try_into().expect(fits)),
            Integer::U16 => Val::U16(number.try_into().expect(fits)),
            Integer::S32 => Val::S32(number.try_into().expect(fits)),
            Integer::U32 => Val::U32(number.try_into().expect(fits)),
            Integer::S64 => Val::S64(number.try_into().expect(fits)),
            Integer::U64 => Val::U64(number.try_into().expect(fits)),
        }
    }

    fn text(&mut self, site: Site) -> String {
        if self.large(site, text::LARGE) {
            // Not made of one character, and of exactly this many bytes.
            let piece = self.pieces(50);
            let mut text = piece.repeat(LARGE_BYTES / piece.len());
            text.extend(std::iter::repeat_n('.', LARGE_BYTES - text.len()));
            return text;
        }
        match self.class(site, text::LARGE) {
            text::EMPTY => String::new(),
            text::ASCII => {
                let length = self.random.usize(1..=24);
                (0..length).map(|_| self.random.alphanumeric()).collect()
            }
            _ => {
                let count = self.random.usize(1..=8);
                self.pieces(count)
            }
        }
    }

    fn pieces(&mut self, count: usize) -> String {
        let mut text = String::new();
        for _ in 0..count {
            match self.random.usize(..=edge_values::PIECES.len()) {
                0 => text.push(self.random.char(..)),
                piece => text.push_str(edge_values::PIECES[piece - 1]),
            }
        }
        text
    }

    fn list(&mut self, site: Site, item: &Shape) -> Val {
        if self.large(site, list::LARGE) {
            // The items have no items.
            let items = std::mem::take(&mut self.items);
            let count = LARGE_BYTES.div_ceil(item.bytes());
            let values = (0..count).map(|_| self.value(item)).collect();
            self.items = items;
            return Val::List(values);
        }
        let limit = match self.items {
            0 => list::EMPTY,
            1..4 => list::ONE,
            _ => list::SEVERAL,
        };
        let part = |class| (class != list::EMPTY).then_some(item);
        let count = match self.class_of(site, limit + 1, part) {
            list::EMPTY => 0,
            list::ONE => 1,
            _ => self.random.usize(2..=4),
        };
        self.items -= count;
        Val::List((0..count).map(|_| self.value(item)).collect())
    }

    fn flags(&mut self, site: Site, names: &[String]) -> Val {
        // All bits alike, one that differs from all others, or each by itself.
        let all = self.random.bool();
        let lonely = self.random.usize(..names.len());
        let kind = self.random.u8(..4);
        let mut set = Vec::new();
        for (bit, name) in names.iter().enumerate() {
            let is_set = match kind {
                0 => all,
                1 => all != (bit == lonely),
                _ => self.random.bool(),
            };
            self.sites.made(site, 2 * bit + usize::from(is_set));
            if is_set {
                set.push(name.clone());
            }
        }
        Val::Flags(set)
    }
}
