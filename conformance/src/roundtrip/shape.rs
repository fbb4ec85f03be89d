//! Types of values, as a component declares them.

use std::ops::Range;

use anyhow::{Result, bail};
use wasmtime::component::Type;

use crate::roundtrip::edge_values;
use crate::roundtrip::sites::{Site, Sites};

/// The classes of texts, as numbers at their place.
pub mod text {
    /// Nothing.
    pub const EMPTY: usize = 0;
    /// One byte a character.
    pub const ASCII: usize = 1;
    /// Any characters.
    pub const UNICODE: usize = 2;
    /// [`LARGE_BYTES`](super::LARGE_BYTES) bytes.
    pub const LARGE: usize = 3;
    /// The number of classes.
    pub const CLASSES: usize = 4;
}

/// The classes of lists, as numbers at their place.
pub mod list {
    /// No item.
    pub const EMPTY: usize = 0;
    /// One item.
    pub const ONE: usize = 1;
    /// Two to four items.
    pub const SEVERAL: usize = 2;
    /// As many items as fill [`LARGE_BYTES`](super::LARGE_BYTES) bytes.
    pub const LARGE: usize = 3;
    /// The number of classes.
    pub const CLASSES: usize = 4;
}

/// The bytes of a large text, or of the items of a large list: a page of
/// WebAssembly's memory, so that they fit into no single one beside the rest.
pub const LARGE_BYTES: usize = 65_536;

/// A type, with the place that each part of it has in the counts.
#[derive(Clone, Debug)]
pub enum Shape {
    /// `bool`.
    Bool(Site),
    /// `s8` to `u64`.
    Integer(Integer, Site),
    /// `f32`.
    Float32(Site),
    /// `f64`.
    Float64(Site),
    /// `char`.
    Char(Site),
    /// `string`.
    Text(Site),
    /// `list<..>`.
    List {
        /// Its place: [`list`] has the classes.
        site: Site,
        /// The shape of an item.
        item: Box<Shape>,
    },
    /// A record: its fields by name.
    Record(Vec<(String, Shape)>),
    /// `tuple<..>`.
    Tuple(Vec<Shape>),
    /// A variant: its cases by name, a class each.
    Variant(Site, Vec<(String, Option<Shape>)>),
    /// An enum: the names of its cases, a class each.
    Enum(Site, Vec<String>),
    /// `option<..>`: classes none and some.
    Option(Site, Box<Shape>),
    /// `result<..>`: classes ok and error.
    Result(Site, Option<Box<Shape>>, Option<Box<Shape>>),
    /// Flags: their names. Two classes for each, set and not set.
    Flags(Site, Vec<String>),
}

/// A type of whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "WIT has the same names")]
pub enum Integer {
    S8,
    U8,
    S16,
    U16,
    S32,
    U32,
    S64,
    U64,
}

impl Integer {
    /// The smallest and the largest number.
    pub fn range(self) -> (i128, i128) {
        match self {
            Self::S8 => (i8::MIN.into(), i8::MAX.into()),
            Self::U8 => (0, u8::MAX.into()),
            Self::S16 => (i16::MIN.into(), i16::MAX.into()),
            Self::U16 => (0, u16::MAX.into()),
            Self::S32 => (i32::MIN.into(), i32::MAX.into()),
            Self::U32 => (0, u32::MAX.into()),
            Self::S64 => (i64::MIN.into(), i64::MAX.into()),
            Self::U64 => (0, u64::MAX.into()),
        }
    }

    fn bytes(self) -> usize {
        match self {
            Self::S8 | Self::U8 => 1,
            Self::S16 | Self::U16 => 2,
            Self::S32 | Self::U32 => 4,
            Self::S64 | Self::U64 => 8,
        }
    }
}

impl Shape {
    /// The shape of a type, whose places are added to `sites` under names that
    /// begin with `name`.
    ///
    /// # Errors
    ///
    /// For types that the bindings refuse: no component of ours has one.
    pub fn new(ty: &Type, name: &str, sites: &mut Sites) -> Result<Self> {
        let integer = |integer: Integer, sites: &mut Sites| {
            Self::Integer(
                integer,
                sites.add(name, edge_values::integers(integer).len()),
            )
        };
        Ok(match ty {
            Type::Bool => Self::Bool(sites.add(name, 2)),
            Type::S8 => integer(Integer::S8, sites),
            Type::U8 => integer(Integer::U8, sites),
            Type::S16 => integer(Integer::S16, sites),
            Type::U16 => integer(Integer::U16, sites),
            Type::S32 => integer(Integer::S32, sites),
            Type::U32 => integer(Integer::U32, sites),
            Type::S64 => integer(Integer::S64, sites),
            Type::U64 => integer(Integer::U64, sites),
            Type::Float32 => Self::Float32(sites.add(name, edge_values::FLOATS32.len() + 1)),
            Type::Float64 => Self::Float64(sites.add(name, edge_values::FLOATS64.len() + 1)),
            Type::Char => Self::Char(sites.add(name, edge_values::CHARS.len() + 1)),
            Type::String => Self::Text(sites.add(name, text::CLASSES)),
            Type::List(list) => Self::List {
                site: sites.add(name, list::CLASSES),
                item: Box::new(Self::new(&list.ty(), &format!("{name}[]"), sites)?),
            },
            Type::Record(record) => {
                let fields = record.fields().map(|field| {
                    let inner = Self::new(&field.ty, &format!("{name}.{}", field.name), sites)?;
                    Ok((field.name.to_owned(), inner))
                });
                Self::Record(fields.collect::<Result<_>>()?)
            }
            Type::Tuple(tuple) => {
                let members = tuple.types().enumerate();
                let members =
                    members.map(|(at, ty)| Self::new(&ty, &format!("{name}.{at}"), sites));
                Self::Tuple(members.collect::<Result<_>>()?)
            }
            Type::Variant(variant) => {
                let site = sites.add(name, variant.cases().len());
                let cases = variant.cases().map(|case| {
                    let name = format!("{name}/{}", case.name);
                    let payload = case.ty.map(|ty| Self::new(&ty, &name, sites));
                    Ok((case.name.to_owned(), payload.transpose()?))
                });
                Self::Variant(site, cases.collect::<Result<_>>()?)
            }
            Type::Enum(cases) => {
                let names: Vec<_> = cases.names().map(str::to_owned).collect();
                Self::Enum(sites.add(name, names.len()), names)
            }
            Type::Option(option) => {
                let site = sites.add(name, 2);
                let some = Self::new(&option.ty(), &format!("{name}/some"), sites)?;
                Self::Option(site, Box::new(some))
            }
            Type::Result(result) => {
                let site = sites.add(name, 2);
                let mut part = |ty: Option<Type>, case| {
                    ty.map(|ty| Self::new(&ty, &format!("{name}/{case}"), sites).map(Box::new))
                        .transpose()
                };
                let ok = part(result.ok(), "ok")?;
                Self::Result(site, ok, part(result.err(), "error")?)
            }
            Type::Flags(flags) => {
                let names: Vec<_> = flags.names().map(str::to_owned).collect();
                Self::Flags(sites.add(name, 2 * names.len()), names)
            }
            _ => bail!("{name} is a {ty:?}, which the bindings refuse"),
        })
    }

    /// The places that it has in the counts, its parts' too.
    ///
    /// # Panics
    ///
    /// For records and tuples without members, which WIT does not have.
    pub fn places(&self) -> Range<usize> {
        self.first()..self.last()
    }

    fn first(&self) -> usize {
        let site = match self {
            Self::Record(fields) => return fields[0].1.first(),
            Self::Tuple(members) => return members[0].first(),
            Self::List { site, .. }
            | Self::Integer(_, site)
            | Self::Variant(site, _)
            | Self::Enum(site, _)
            | Self::Option(site, _)
            | Self::Result(site, ..)
            | Self::Flags(site, _)
            | Self::Bool(site)
            | Self::Float32(site)
            | Self::Float64(site)
            | Self::Char(site)
            | Self::Text(site) => site,
        };
        site.number()
    }

    /// The place after its last one.
    fn last(&self) -> usize {
        let part = match self {
            Self::Record(fields) => fields.last().map(|(_, field)| field),
            Self::Tuple(members) => members.last(),
            Self::List { item, .. } => Some(&**item),
            Self::Variant(_, cases) => cases.iter().rev().find_map(|(_, payload)| payload.as_ref()),
            Self::Option(_, some) => Some(&**some),
            Self::Result(_, ok, error) => error.as_deref().or(ok.as_deref()),
            _ => None,
        };
        part.map_or_else(|| self.first() + 1, Self::last)
    }

    /// Roughly the bytes that a value takes in memory: what a list of many is
    /// measured by.
    pub fn bytes(&self) -> usize {
        let part = |part: &Option<Box<Self>>| part.as_ref().map_or(0, |part| part.bytes());
        match self {
            Self::Bool(_) | Self::Enum(..) => 1,
            Self::Integer(integer, _) => integer.bytes(),
            Self::Float32(_) | Self::Char(_) => 4,
            Self::Float64(_) | Self::Text(_) | Self::List { .. } => 8,
            Self::Record(fields) => fields.iter().map(|(_, field)| field.bytes()).sum(),
            Self::Tuple(members) => members.iter().map(Self::bytes).sum(),
            Self::Variant(_, cases) => {
                let payloads = cases.iter().filter_map(|(_, payload)| payload.as_ref());
                1 + payloads.map(Self::bytes).max().unwrap_or_default()
            }
            Self::Option(_, some) => 1 + some.bytes(),
            Self::Result(_, ok, error) => 1 + part(ok).max(part(error)),
            Self::Flags(_, names) => names.len().div_ceil(8),
        }
    }
}
