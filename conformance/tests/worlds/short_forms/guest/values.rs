//! Answers that depend on every bit of what a function was called with, and on nothing
//! else. `due.rs` computes them once more, from the values that the host sent.

use greentic_guest::Call;
use greentic_guest::abi::{List, Opt, Res, Str, Tuple2, Tuple3};

/// A hash of values, in their order (FNV-1a).
#[derive(Clone, Copy)]
pub struct Hash(u64);

impl Hash {
    /// Begins with the full name of a function.
    pub fn of(function: &str) -> Self {
        Hash(0xcbf2_9ce4_8422_2325).with(function)
    }

    /// Takes one argument more.
    pub fn with<T: Digest + ?Sized>(mut self, value: &T) -> Self {
        value.digest(&mut self);
        self
    }

    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }

    pub fn number(&mut self, number: u64) {
        number.to_le_bytes().iter().for_each(|byte| self.byte(*byte));
    }
}

/// A value that can be hashed.
pub trait Digest {
    fn digest(&self, hash: &mut Hash);
}

/// Numbers of a seed (SplitMix64).
pub struct Random(u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}

/// A value that can be made of numbers.
pub trait Make<'a> {
    fn make(call: &'a Call, random: &mut Random) -> Self;
}

/// The answer to arguments with this hash.
pub fn answer<'a, T: Make<'a>>(call: &'a Call, hash: Hash) -> T {
    T::make(call, &mut Random(hash.0))
}

macro_rules! numbers {
    ($($number:ident),*) => {$(
        impl Digest for $number {
            fn digest(&self, hash: &mut Hash) {
                hash.number(*self as u64);
            }
        }

        impl<'a> Make<'a> for $number {
            fn make(_: &'a Call, random: &mut Random) -> Self {
                random.next() as $number
            }
        }
    )*};
}

numbers! { u8, u16, u32, u64, i8, i16, i32, i64 }

impl Digest for bool {
    fn digest(&self, hash: &mut Hash) {
        hash.number(u64::from(*self));
    }
}

impl<'a> Make<'a> for bool {
    fn make(_: &'a Call, random: &mut Random) -> Self {
        random.below(2) == 1
    }
}

impl Digest for f32 {
    fn digest(&self, hash: &mut Hash) {
        // Any NaN is any other.
        let bits = if self.is_nan() { 1 } else { self.to_bits() };
        hash.number(u64::from(bits));
    }
}

/// Eighths, of which no digit gets lost.
impl<'a> Make<'a> for f32 {
    fn make(_: &'a Call, random: &mut Random) -> Self {
        (random.below(2001) as i64 - 1000) as f32 / 8.0
    }
}

impl Digest for str {
    fn digest(&self, hash: &mut Hash) {
        hash.number(self.len() as u64);
        self.bytes().for_each(|byte| hash.byte(byte));
    }
}

const CHARS: [char; 5] = ['a', '\0', 'é', '世', '🌍'];

impl<'a> Make<'a> for &'a str {
    fn make(call: &'a Call, random: &mut Random) -> Self {
        let mut text = call.text();
        for _ in 0..random.below(5) {
            text.push_char(CHARS[random.below(5) as usize]);
        }
        text.finish()
    }
}

impl Digest for Str<'_> {
    fn digest(&self, hash: &mut Hash) {
        self.get().digest(hash);
    }
}

impl<'a> Make<'a> for Str<'a> {
    fn make(call: &'a Call, random: &mut Random) -> Self {
        Str::new(Make::make(call, random))
    }
}

impl<T: Digest> Digest for [T] {
    fn digest(&self, hash: &mut Hash) {
        hash.number(self.len() as u64);
        self.iter().for_each(|item| item.digest(hash));
    }
}

impl<'a, T: Make<'a> + Copy> Make<'a> for &'a [T] {
    fn make(call: &'a Call, random: &mut Random) -> Self {
        let len = random.below(4) as usize;
        // One after the other, before the list: items may have lists in them.
        match len {
            0 => call.list::<T, _>([]),
            1 => call.list([T::make(call, random)]),
            2 => call.list([T::make(call, random), T::make(call, random)]),
            _ => call.list([T::make(call, random), T::make(call, random), T::make(call, random)]),
        }
    }
}

impl<T: Digest> Digest for List<'_, T> {
    fn digest(&self, hash: &mut Hash) {
        self.get().digest(hash);
    }
}

impl<'a, T: Make<'a> + Copy> Make<'a> for List<'a, T> {
    fn make(call: &'a Call, random: &mut Random) -> Self {
        List::new(Make::make(call, random))
    }
}

impl<T: Digest + ?Sized> Digest for &T {
    fn digest(&self, hash: &mut Hash) {
        (**self).digest(hash);
    }
}

impl Digest for () {
    fn digest(&self, _: &mut Hash) {}
}

impl<'a> Make<'a> for () {
    fn make(_: &'a Call, _: &mut Random) {}
}

impl<T: Digest> Digest for Option<T> {
    fn digest(&self, hash: &mut Hash) {
        match self {
            None => hash.number(0),
            Some(value) => {
                hash.number(1);
                value.digest(hash);
            }
        }
    }
}

impl<'a, T: Make<'a>> Make<'a> for Option<T> {
    fn make(call: &'a Call, random: &mut Random) -> Self {
        (random.below(2) == 1).then(|| T::make(call, random))
    }
}

impl<T: Digest + Copy> Digest for Opt<T> {
    fn digest(&self, hash: &mut Hash) {
        self.get().digest(hash);
    }
}

impl<'a, T: Make<'a>> Make<'a> for Opt<T> {
    fn make(call: &'a Call, random: &mut Random) -> Self {
        Option::make(call, random).into()
    }
}

impl<T: Digest, E: Digest> Digest for Result<T, E> {
    fn digest(&self, hash: &mut Hash) {
        match self {
            Ok(value) => {
                hash.number(0);
                value.digest(hash);
            }
            Err(value) => {
                hash.number(1);
                value.digest(hash);
            }
        }
    }
}

impl<'a, T: Make<'a>, E: Make<'a>> Make<'a> for Result<T, E> {
    fn make(call: &'a Call, random: &mut Random) -> Self {
        match random.below(2) {
            0 => Ok(T::make(call, random)),
            _ => Err(E::make(call, random)),
        }
    }
}

impl<T: Digest + Copy, E: Digest + Copy> Digest for Res<T, E> {
    fn digest(&self, hash: &mut Hash) {
        self.get().digest(hash);
    }
}

impl<'a, T: Make<'a>, E: Make<'a>> Make<'a> for Res<T, E> {
    fn make(call: &'a Call, random: &mut Random) -> Self {
        Result::make(call, random).into()
    }
}

macro_rules! tuples {
    ($($tuple:ident ($($member:ident $index:tt),*))*) => {$(
        impl<$($member: Digest),*> Digest for $tuple<$($member),*> {
            fn digest(&self, hash: &mut Hash) {
                $( self.$index.digest(hash); )*
            }
        }

        impl<'a, $($member: Make<'a>),*> Make<'a> for $tuple<$($member),*> {
            fn make(call: &'a Call, random: &mut Random) -> Self {
                $tuple($( $member::make(call, random) ),*)
            }
        }
    )*};
}

tuples! { Tuple2(A 0, B 1) Tuple3(A 0, B 1, C 2) }

/// `record! { ['a] path::Type<'a> { field, other } }`.
macro_rules! record {
    ([$($a:lifetime)?] $type:ty { $($field:ident),* }) => {
        impl $(<$a>)? $crate::values::Digest for $type {
            fn digest(&self, hash: &mut $crate::values::Hash) {
                $( self.$field.digest(hash); )*
            }
        }

        record! { @make [$($a)?] $type { $($field),* } }
    };
    (@make [] $type:ty { $($field:ident),* }) => { record! { @make ['a] $type { $($field),* } } };
    (@make [$a:lifetime] $type:ty { $($field:ident),* }) => {
        impl<$a> $crate::values::Make<$a> for $type {
            fn make(call: &$a greentic_guest::Call, random: &mut $crate::values::Random) -> Self {
                $( let $field = $crate::values::Make::make(call, random); )*
                Self { $($field),* }
            }
        }
    };
}
pub(crate) use record;

/// `variant! { ['a] path::Type<'a> { 0 Plain, 1 Full (value) } 2 }`.
macro_rules! variant {
    ([$($a:lifetime)?] $type:ty { $($index:literal $case:ident $(($value:ident))?),* } $count:literal) => {
        impl $(<$a>)? $crate::values::Digest for $type {
            fn digest(&self, hash: &mut $crate::values::Hash) {
                match self {
                    $( Self::$case $(($value))? => {
                        hash.number($index);
                        $( $value.digest(hash); )?
                    } )*
                }
            }
        }

        variant! { @make [$($a)?] [$type] { $($index $case $(($value))?),* } $count }
    };
    (@make [] $type:tt $cases:tt $count:literal) => { variant! { @make ['a] $type $cases $count } };
    (@make [$a:lifetime] [$type:ty] { $($index:literal $case:ident $(($value:ident))?),* } $count:literal) => {
        impl<$a> $crate::values::Make<$a> for $type {
            #[allow(unused_variables, reason = "cases without a payload need no memory")]
            fn make(call: &$a greentic_guest::Call, random: &mut $crate::values::Random) -> Self {
                match random.below($count) {
                    $( $index => {
                        $( let $value = $crate::values::Make::make(call, random); )?
                        Self::$case $(($value))?
                    } )*
                    _ => unreachable!(),
                }
            }
        }
    };
}
pub(crate) use variant;
