//! Flattening: the core values that the canonical ABI passes a value as.
//!
//! Source: [Canonical ABI, Flattening].
//!
//! [Canonical ABI, Flattening]: https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#flattening

use wit_parser::{Int, Resolve, Type, TypeDefKind};

/// Parameters of more core values than this are passed in memory.
pub(crate) const MAX_FLAT_PARAMS: usize = 16;
/// Results of more core values than this are passed in memory.
pub(crate) const MAX_FLAT_RESULTS: usize = 1;

/// A core value type. Pointers and lengths are `I32`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flat {
    I32,
    I64,
    F32,
    F64,
}

impl Flat {
    /// The Rust type.
    pub(crate) const fn rust(self) -> &'static str {
        match self {
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::F32 => "f32",
            Self::F64 => "f64",
        }
    }

    /// The type that can hold both: `join` of the Canonical ABI.
    const fn join(self, other: Self) -> Self {
        match (self, other) {
            (Self::I32, Self::I32 | Self::F32) | (Self::F32, Self::I32) => Self::I32,
            (Self::F32, Self::F32) => Self::F32,
            (Self::F64, Self::F64) => Self::F64,
            _ => Self::I64,
        }
    }

    /// An expression that stores a value of this type in one of `joined`.
    pub(crate) fn widen(self, joined: Self, value: &str) -> String {
        match (self, joined) {
            _ if self == joined => value.to_owned(),
            (Self::F32, Self::I32) => format!("({value}).to_bits() as i32"),
            (Self::F32, _) => format!("i64::from(({value}).to_bits())"),
            (Self::F64, _) => format!("({value}).to_bits() as i64"),
            // The upper half is never read.
            (_, _) => format!("i64::from({value})"),
        }
    }

    /// An expression that gets a value of this type out of one of `joined`.
    pub(crate) fn narrow(self, joined: Self, value: &str) -> String {
        match (self, joined) {
            _ if self == joined => value.to_owned(),
            (Self::F32, _) => format!("f32::from_bits({value} as u32)"),
            (Self::F64, _) => format!("f64::from_bits({value} as u64)"),
            (_, _) => format!("{value} as i32"),
        }
    }
}

/// The core values of a type.
pub(crate) fn flatten(resolve: &Resolve, ty: &Type) -> Vec<Flat> {
    match ty {
        Type::Bool
        | Type::U8
        | Type::S8
        | Type::U16
        | Type::S16
        | Type::U32
        | Type::S32
        | Type::Char => {
            vec![Flat::I32]
        }
        Type::U64 | Type::S64 => vec![Flat::I64],
        Type::F32 => vec![Flat::F32],
        Type::F64 => vec![Flat::F64],
        Type::String => vec![Flat::I32; 2],
        Type::ErrorContext => unreachable!("refused by the scope check"),
        Type::Id(id) => match &resolve.types[*id].kind {
            TypeDefKind::Type(ty) => flatten(resolve, ty),
            TypeDefKind::List(_) => vec![Flat::I32; 2],
            TypeDefKind::Enum(_) | TypeDefKind::Flags(_) => vec![Flat::I32],
            TypeDefKind::Record(record) => record
                .fields
                .iter()
                .flat_map(|field| flatten(resolve, &field.ty))
                .collect(),
            TypeDefKind::Tuple(tuple) => tuple
                .types
                .iter()
                .flat_map(|ty| flatten(resolve, ty))
                .collect(),
            TypeDefKind::Option(ty) => cases(resolve, &[None, Some(ty)]),
            TypeDefKind::Result(result) => {
                cases(resolve, &[result.ok.as_ref(), result.err.as_ref()])
            }
            TypeDefKind::Variant(variant) => {
                let payloads: Vec<_> = variant.cases.iter().map(|case| case.ty.as_ref()).collect();
                cases(resolve, &payloads)
            }
            _ => unreachable!("refused by the scope check"),
        },
    }
}

/// The core values of a type with cases: the case's number, and values that
/// can hold the payload of any case.
fn cases(resolve: &Resolve, payloads: &[Option<&Type>]) -> Vec<Flat> {
    let mut joined: Vec<Flat> = Vec::new();
    for payload in payloads.iter().flatten() {
        for (index, flat) in flatten(resolve, payload).into_iter().enumerate() {
            match joined.get_mut(index) {
                Some(present) => *present = present.join(flat),
                None => joined.push(flat),
            }
        }
    }
    joined.insert(0, Flat::I32);
    joined
}

/// The Rust integer that holds a case's number.
pub(crate) const fn tag(int: Int) -> &'static str {
    match int {
        Int::U8 => "u8",
        Int::U16 => "u16",
        Int::U32 => "u32",
        Int::U64 => "u64",
    }
}
