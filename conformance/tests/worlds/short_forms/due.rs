//! The answer that a function should give, computed from its arguments by WIT's types.
//! `guest/values.rs` computes the same inside the component.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use wasmtime::component::Val;
use wit_parser::{Resolve, Type, TypeDefKind};

/// A hash of values, in their order (FNV-1a).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hash(u64);

impl Hash {
    /// Begins with the full name of a function.
    pub(super) fn of(function: &str) -> Self {
        let mut hash = Self(0xcbf2_9ce4_8422_2325);
        hash.text(function);
        hash
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn number(&mut self, number: u64) {
        self.bytes(&number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes(text.as_bytes());
    }

    /// Takes one argument more.
    pub(super) fn argument(&mut self, resolve: &Resolve, ty: &Type, value: &Val) -> Result<()> {
        let side = |hash: &mut Self, ty: &Option<Type>, value: &Option<Box<Val>>| match (ty, value)
        {
            (Some(ty), Some(value)) => hash.argument(resolve, ty, value),
            (None, None) => Ok(()),
            _ => bail!("{value:?} is not of the type"),
        };
        match (value, kind(resolve, ty)) {
            (Val::Bool(it), _) => self.number((*it).into()),
            (Val::U8(it), _) => self.number((*it).into()),
            (Val::U16(it), _) => self.number((*it).into()),
            (Val::U32(it), _) => self.number((*it).into()),
            (Val::U64(it), _) => self.number(*it),
            (Val::S8(it), _) => self.number(i64::from(*it).cast_unsigned()),
            (Val::S16(it), _) => self.number(i64::from(*it).cast_unsigned()),
            (Val::S32(it), _) => self.number(i64::from(*it).cast_unsigned()),
            (Val::S64(it), _) => self.number(it.cast_unsigned()),
            (Val::Float32(it), _) if it.is_nan() => self.number(1),
            (Val::Float32(it), _) => self.number(it.to_bits().into()),
            (Val::String(it), _) => self.text(it),
            (Val::List(items), Some(TypeDefKind::List(item))) => {
                self.number(items.len() as u64);
                for value in items {
                    self.argument(resolve, item, value)?;
                }
            }
            (Val::Record(values), Some(TypeDefKind::Record(record))) => {
                for ((_, value), field) in values.iter().zip(&record.fields) {
                    self.argument(resolve, &field.ty, value)?;
                }
            }
            (Val::Tuple(values), Some(TypeDefKind::Tuple(tuple))) => {
                for (value, ty) in values.iter().zip(&tuple.types) {
                    self.argument(resolve, ty, value)?;
                }
            }
            (Val::Variant(name, value), Some(TypeDefKind::Variant(variant))) => {
                let mut cases = variant.cases.iter().enumerate();
                let Some((at, case)) = cases.find(|(_, case)| case.name == *name) else {
                    bail!("there is no case {name}");
                };
                self.number(at as u64);
                side(self, &case.ty, value)?;
            }
            (Val::Enum(name), Some(TypeDefKind::Enum(cases))) => {
                let at = cases.cases.iter().position(|case| case.name == *name);
                self.number(at.map_or(u64::MAX, |at| at as u64));
            }
            (Val::Option(value), Some(TypeDefKind::Option(some))) => {
                self.number(value.is_some().into());
                if let Some(value) = value {
                    self.argument(resolve, some, value)?;
                }
            }
            (Val::Result(value), Some(TypeDefKind::Result(result))) => {
                self.number(value.is_err().into());
                match value {
                    Ok(value) => side(self, &result.ok, value)?,
                    Err(value) => side(self, &result.err, value)?,
                }
            }
            (value, kind) => bail!("{value:?} is not of the type {kind:?}"),
        }
        Ok(())
    }

    /// Returns the answer to the arguments so far.
    pub(super) fn answer(self, resolve: &Resolve, ty: &Type) -> Result<Val> {
        Random(self.0).value(resolve, ty)
    }
}

/// Numbers of a seed (`SplitMix64`).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below one that no machine is too small for.
    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).expect("below a usize")
    }

    fn value(&mut self, resolve: &Resolve, ty: &Type) -> Result<Val> {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "the first bits are as random"
        )]
        let plain = match behind(resolve, ty) {
            Type::Bool => Val::Bool(self.below(2) == 1),
            Type::U8 => Val::U8(self.next() as u8),
            Type::U16 => Val::U16(self.next() as u16),
            Type::U32 => Val::U32(self.next() as u32),
            Type::U64 => Val::U64(self.next()),
            Type::S8 => Val::S8(self.next() as i8),
            Type::S16 => Val::S16(self.next() as i16),
            Type::S32 => Val::S32(self.next() as i32),
            Type::S64 => Val::S64(self.next().cast_signed()),
            Type::F32 => Val::Float32(i16::try_from(self.below(2001))?.wrapping_sub(1000).into()),
            Type::String => {
                let len = self.below(5);
                Val::String((0..len).map(|_| CHARS[self.below(CHARS.len())]).collect())
            }
            _ => return self.compound(resolve, ty),
        };
        // Eighths.
        Ok(match plain {
            Val::Float32(whole) => Val::Float32(whole / 8.0),
            plain => plain,
        })
    }

    fn compound(&mut self, resolve: &Resolve, ty: &Type) -> Result<Val> {
        let Some(kind) = kind(resolve, ty) else {
            bail!("no function has a {ty:?}: say how it is made");
        };
        Ok(match kind {
            TypeDefKind::List(item) => {
                let len = self.below(4);
                let items = (0..len).map(|_| self.value(resolve, item));
                Val::List(items.collect::<Result<_>>()?)
            }
            TypeDefKind::Record(record) => {
                let fields = record.fields.iter();
                let fields =
                    fields.map(|field| Ok((field.name.clone(), self.value(resolve, &field.ty)?)));
                Val::Record(fields.collect::<Result<_>>()?)
            }
            TypeDefKind::Tuple(tuple) => {
                let members = tuple.types.iter().map(|ty| self.value(resolve, ty));
                Val::Tuple(members.collect::<Result<_>>()?)
            }
            TypeDefKind::Variant(variant) => {
                let case = &variant.cases[self.below(variant.cases.len())];
                Val::Variant(case.name.clone(), self.side(resolve, case.ty)?)
            }
            TypeDefKind::Enum(cases) => {
                Val::Enum(cases.cases[self.below(cases.cases.len())].name.clone())
            }
            TypeDefKind::Option(some) => {
                let is_some = self.below(2) == 1;
                Val::Option(self.side(resolve, is_some.then_some(*some))?)
            }
            TypeDefKind::Result(result) => Val::Result(match self.below(2) {
                0 => Ok(self.side(resolve, result.ok)?),
                _ => Err(self.side(resolve, result.err)?),
            }),
            other => bail!("no function has a {other:?}: say how it is made"),
        })
    }

    fn side(&mut self, resolve: &Resolve, ty: Option<Type>) -> Result<Option<Box<Val>>> {
        ty.map(|ty| Ok(Box::new(self.value(resolve, &ty)?)))
            .transpose()
    }
}

const CHARS: [char; 5] = ['a', '\0', 'é', '世', '🌍'];

/// The type that names stand for.
pub(super) fn behind(resolve: &Resolve, ty: &Type) -> Type {
    match ty {
        Type::Id(id) => match &resolve.types[*id].kind {
            TypeDefKind::Type(ty) => behind(resolve, ty),
            _ => *ty,
        },
        ty => *ty,
    }
}

/// Returns the definition of a type, behind its names.
pub(super) fn kind<'r>(resolve: &'r Resolve, ty: &Type) -> Option<&'r TypeDefKind> {
    match behind(resolve, ty) {
        Type::Id(id) => Some(&resolve.types[id].kind),
        _ => None,
    }
}

/// Notes the cases that a value is of, with the way to them.
pub(super) fn cases(value: &Val, way: &str, seen: &mut BTreeSet<String>) {
    let mut side = |name: &str, value: &Option<Box<Val>>| {
        let way = format!("{way}/{name}");
        if let Some(value) = value {
            cases(value, &way, seen);
        }
        seen.insert(way);
    };
    match value {
        Val::Variant(name, value) => side(name, value),
        Val::Enum(name) => side(name, &None),
        Val::Option(value) => side(if value.is_some() { "some" } else { "none" }, value),
        Val::Result(Ok(value)) => side("ok", value),
        Val::Result(Err(value)) => side("error", value),
        Val::List(items) => {
            seen.insert(format!("{way}[{}]", items.len().min(2)));
            for item in items {
                cases(item, &format!("{way}[]"), seen);
            }
        }
        Val::Tuple(values) => {
            for (at, value) in values.iter().enumerate() {
                cases(value, &format!("{way}.{at}"), seen);
            }
        }
        Val::Record(values) => {
            for (name, value) in values {
                cases(value, &format!("{way}.{name}"), seen);
            }
        }
        _ => {}
    }
}

/// Returns all cases that values of a type can be of.
pub(super) fn all_cases(resolve: &Resolve, ty: &Type, way: &str, all: &mut BTreeSet<String>) {
    let mut side = |name: &str, ty: Option<&Type>| {
        let way = format!("{way}/{name}");
        if let Some(ty) = ty {
            all_cases(resolve, ty, &way, all);
        }
        all.insert(way);
    };
    match kind(resolve, ty) {
        Some(TypeDefKind::Variant(variant)) => {
            for case in &variant.cases {
                side(&case.name, case.ty.as_ref());
            }
        }
        Some(TypeDefKind::Enum(cases)) => {
            for case in &cases.cases {
                side(&case.name, None);
            }
        }
        Some(TypeDefKind::Option(some)) => {
            side("none", None);
            side("some", Some(some));
        }
        Some(TypeDefKind::Result(result)) => {
            side("ok", result.ok.as_ref());
            side("error", result.err.as_ref());
        }
        Some(TypeDefKind::List(item)) => {
            all.extend((0..3).map(|len| format!("{way}[{len}]")));
            all_cases(resolve, item, &format!("{way}[]"), all);
        }
        Some(TypeDefKind::Tuple(tuple)) => {
            for (at, ty) in tuple.types.iter().enumerate() {
                all_cases(resolve, ty, &format!("{way}.{at}"), all);
            }
        }
        Some(TypeDefKind::Record(record)) => {
            for field in &record.fields {
                all_cases(resolve, &field.ty, &format!("{way}.{}", field.name), all);
            }
        }
        _ => {}
    }
}
