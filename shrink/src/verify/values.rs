//! Values that look random and are the same every time.

use fastrand::Rng;
use wasmtime::component::{ResourceAny, ResourceType, Type, Val};

use super::payload;

/// The most items of the lists of one value in all: lists in lists grow fast.
const ITEMS: usize = 40;

/// The bytes of a large text: a page of WebAssembly's memory, so that it fits into
/// no single one beside the rest.
const LARGE_BYTES: usize = 65_536;

/// Pieces of text that look for trouble: one to four bytes a character, characters
/// of several code points, control characters, and characters that mean something
/// to parsers.
const PIECES: [&str; 12] = [
    "\0",
    "\"",
    "\\",
    "{}",
    "\n",
    "é",
    "ß",
    "漢",
    "🦀",
    "e\u{301}",
    "\u{10ffff}",
    "\u{feff}",
];

/// Characters at the borders of ranges.
const CHARS: [char; 8] = [
    '\0',
    'a',
    '\u{7f}',
    '\u{80}',
    '\u{7ff}',
    '\u{d7ff}',
    '\u{e000}',
    '\u{10ffff}',
];

/// Floats that are special.
const FLOATS: [f64; 9] = [
    0.0,
    -0.0,
    1.0,
    -1.5,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
    f64::MIN_POSITIVE,
    4_294_967_296.0,
];

/// A source of handles.
pub trait Handles {
    /// Returns a handle of a resource: an owned one if `owned`, and a borrowed one
    /// otherwise. `None` if there is none.
    fn handle(&mut self, ty: ResourceType, owned: bool) -> Option<ResourceAny>;

    /// Returns the reading end of a stream of these items, which are of the type;
    /// the items of a stream without values have none. `None` if it cannot be made.
    fn stream(&mut self, _item: Option<&Type>, _items: &[Val]) -> Option<Val> {
        None
    }

    /// Returns the reading end of a future of this value.
    fn future(&mut self, _ty: Option<&Type>, _value: Val) -> Option<Val> {
        None
    }
}

/// There is no value of a type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no {0} to give")]
pub struct NoValue(pub String);

/// Returns the part of a type that no value can be made of, handles aside; `None`
/// if there is none.
pub fn obstacle(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Future(future) if payload::is_known(future.ty().as_ref()) => None,
        Type::Future(_) => Some("a future of a type that Wasmtime cannot make up"),
        Type::Stream(stream) if payload::is_known(stream.ty().as_ref()) => None,
        Type::Stream(_) => Some("a stream of a type that Wasmtime cannot make up"),
        Type::ErrorContext => Some("an error-context"),
        Type::Map(map) => any([map.key(), map.value()].into_iter()),
        Type::List(list) => obstacle(&list.ty()),
        Type::FixedLengthList(list) => obstacle(&list.ty()),
        Type::Option(option) => obstacle(&option.ty()),
        Type::Record(record) => any(record.fields().map(|field| field.ty)),
        Type::Tuple(tuple) => any(tuple.types()),
        Type::Variant(variant) => any(variant.cases().filter_map(|case| case.ty)),
        Type::Result(result) => any([result.ok(), result.err()].into_iter().flatten()),
        _ => None,
    }
}

fn any(mut types: impl Iterator<Item = Type>) -> Option<&'static str> {
    types.find_map(|ty| obstacle(&ty))
}

/// Returns the value that stands for an item of a stream without values.
fn nothing() -> Val {
    Val::Tuple(Vec::new())
}

fn none_of(ty: &Type) -> NoValue {
    NoValue(obstacle(ty).unwrap_or("value").to_owned())
}

/// Makes the values of one direction of a call: arguments, or a result.
pub struct Maker<'m> {
    random: Rng,
    words: &'m [String],
    /// The turn, which chooses one of the words.
    turn: usize,
    handles: &'m mut dyn Handles,
    /// The number of items that may still be made.
    items: usize,
    /// `true` if a large text may still be made.
    large: bool,
}

impl<'m> Maker<'m> {
    /// Returns a maker whose values depend on `seed` alone. Some texts are among
    /// `words`.
    pub fn new(seed: u64, words: &'m [String], handles: &'m mut dyn Handles) -> Self {
        Self {
            random: Rng::with_seed(seed),
            words,
            turn: 0,
            handles,
            items: ITEMS,
            large: true,
        }
    }

    /// Gives one of the words its turn: many texts are this one. Turns that count
    /// up come to all words.
    #[must_use]
    pub fn turn(mut self, turn: usize) -> Self {
        self.turn = turn;
        self
    }

    /// Makes a value of a type.
    ///
    /// # Errors
    ///
    /// - It takes a handle, and there is none.
    /// - It has an [`obstacle`].
    pub fn value(&mut self, ty: &Type) -> Result<Val, NoValue> {
        Ok(match ty {
            Type::Bool => Val::Bool(self.random.bool()),
            Type::S8 => Val::S8(self.integer().to_le_bytes()[0].cast_signed()),
            Type::U8 => Val::U8(self.integer().to_le_bytes()[0]),
            Type::S16 => Val::S16(self.low16().cast_signed()),
            Type::U16 => Val::U16(self.low16()),
            Type::S32 => Val::S32(self.low32().cast_signed()),
            Type::U32 => Val::U32(self.low32()),
            Type::S64 => Val::S64(self.integer().cast_signed()),
            Type::U64 => Val::U64(self.integer()),
            Type::Float32 => Val::Float32(self.float32()),
            Type::Float64 => Val::Float64(self.float64()),
            Type::Char => {
                let any = self.random.char(..);
                let class = self.random.usize(..CHARS.len() + 2);
                Val::Char(CHARS.get(class).copied().unwrap_or(any))
            }
            Type::String => Val::String(self.text()),
            Type::List(list) => Val::List(self.list(&list.ty())?),
            Type::FixedLengthList(list) => {
                let item = list.ty();
                let items = (0..list.len()).map(|_| self.value(&item));
                Val::FixedLengthList(items.collect::<Result<_, _>>()?)
            }
            Type::Map(map) => {
                let (key, value) = (map.key(), map.value());
                let count = self.count();
                let entries = (0..count).map(|_| Ok((self.value(&key)?, self.value(&value)?)));
                Val::Map(entries.collect::<Result<_, _>>()?)
            }
            Type::Record(record) => {
                let fields = record.fields();
                let fields =
                    fields.map(|field| Ok((field.name.to_owned(), self.value(&field.ty)?)));
                Val::Record(fields.collect::<Result<_, _>>()?)
            }
            Type::Tuple(tuple) => {
                let members = tuple.types().map(|ty| self.value(&ty));
                Val::Tuple(members.collect::<Result<_, _>>()?)
            }
            Type::Variant(variant) => {
                let case = self.random.usize(..variant.cases().len());
                let case = variant.cases().nth(case);
                let case = case.ok_or_else(|| NoValue("case".to_owned()))?;
                Val::Variant(case.name.to_owned(), self.part(case.ty)?)
            }
            Type::Enum(cases) => {
                let case = self.random.usize(..cases.names().len());
                let case = cases.names().nth(case);
                Val::Enum(case.ok_or_else(|| NoValue("case".to_owned()))?.to_owned())
            }
            Type::Option(option) => {
                let some = self.random.bool().then(|| option.ty());
                Val::Option(self.part(some)?)
            }
            Type::Result(result) => {
                // Success goes further.
                if self.random.u8(..3) == 0 {
                    Val::Result(Err(self.part(result.err())?))
                } else {
                    Val::Result(Ok(self.part(result.ok())?))
                }
            }
            Type::Flags(flags) => {
                let names = flags.names().filter(|_| self.random.bool());
                Val::Flags(names.map(str::to_owned).collect())
            }
            Type::Own(resource) => self.handle(*resource, true)?,
            Type::Borrow(resource) => self.handle(*resource, false)?,
            Type::Stream(stream) => {
                let item = stream.ty();
                let items = match &item {
                    Some(item) => self.list(item)?,
                    None => vec![nothing(); self.count()],
                };
                let made = self.handles.stream(item.as_ref(), &items);
                made.ok_or_else(|| none_of(ty))?
            }
            Type::Future(future) => {
                let value = match future.ty() {
                    Some(ty) => self.value(&ty)?,
                    None => nothing(),
                };
                let made = self.handles.future(future.ty().as_ref(), value);
                made.ok_or_else(|| none_of(ty))?
            }
            Type::ErrorContext => return Err(none_of(ty)),
        })
    }

    fn part(&mut self, ty: Option<Type>) -> Result<Option<Box<Val>>, NoValue> {
        ty.map(|ty| self.value(&ty).map(Box::new)).transpose()
    }

    fn handle(&mut self, ty: ResourceType, owned: bool) -> Result<Val, NoValue> {
        let handle = self.handles.handle(ty, owned);
        let handle = handle.ok_or_else(|| NoValue("handle".to_owned()))?;
        Ok(Val::Resource(handle))
    }

    /// Returns the bits of a whole number, of which any width may be cut off.
    fn integer(&mut self) -> u64 {
        match self.random.u8(..6) {
            0 => self.random.u64(..5),
            1 => !self.random.u64(..3),
            // A border of some width: its highest bit, or all below.
            2 => (1_u64 << self.random.u32(..64)).wrapping_sub(u64::from(self.random.bool())),
            3 => self.random.u64(..256),
            _ => self.random.u64(..),
        }
    }

    fn low16(&mut self) -> u16 {
        let bytes = self.integer().to_le_bytes();
        u16::from_le_bytes([bytes[0], bytes[1]])
    }

    fn low32(&mut self) -> u32 {
        let [a, b, c, d, ..] = self.integer().to_le_bytes();
        u32::from_le_bytes([a, b, c, d])
    }

    fn float64(&mut self) -> f64 {
        let any = f64::from_bits(self.random.u64(..));
        let class = self.random.usize(..FLOATS.len() + 4);
        FLOATS.get(class).copied().unwrap_or(any)
    }

    fn float32(&mut self) -> f32 {
        let any = f32::from_bits(self.random.u32(..));
        let class = self.random.usize(..FLOATS.len() + 4);
        #[expect(clippy::cast_possible_truncation, reason = "the smallest becomes zero")]
        FLOATS.get(class).map_or(any, |float| *float as f32)
    }

    fn text(&mut self) -> String {
        if self.large && self.random.u8(..64) == 0 {
            self.large = false;
            let byte = char::from(self.random.u8(b'a'..=b'z'));
            return std::iter::repeat_n(byte, LARGE_BYTES).collect();
        }
        let length = self.random.usize(1..=24);
        match self.random.u8(..10) {
            0 => String::new(),
            1 => (0..length).map(|_| self.random.alphanumeric()).collect(),
            2 => (0..length).map(|_| self.random.digit(10)).collect(),
            3 => {
                let piece = |random: &mut Rng| match random.usize(..=PIECES.len()) {
                    0 => random.char(..).to_string(),
                    piece => PIECES[piece - 1].to_owned(),
                };
                (0..length / 3).map(|_| piece(&mut self.random)).collect()
            }
            4..8 if !self.words.is_empty() => self.words[self.turn % self.words.len()].clone(),
            _ => match self.words.len() {
                0 => (0..length).map(|_| self.random.lowercase()).collect(),
                words => self.words[self.random.usize(..words)].clone(),
            },
        }
    }

    fn list(&mut self, item: &Type) -> Result<Vec<Val>, NoValue> {
        // Bytes are mostly text, and sometimes many.
        if matches!(item, Type::U8) && self.random.bool() {
            let mut bytes = self.text().into_bytes();
            if self.random.u8(..16) == 0 {
                bytes.resize(self.random.usize(..5_000), b'x');
            }
            return Ok(bytes.into_iter().map(Val::U8).collect());
        }
        let count = self.count();
        (0..count).map(|_| self.value(item)).collect()
    }

    fn count(&mut self) -> usize {
        let count = self.random.usize(..=4).min(self.items);
        self.items -= count;
        count
    }
}
