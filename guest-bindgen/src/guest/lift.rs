//! Expressions that make values of the core values that a host passes.

use wit_parser::{FlagsRepr, Int, Type, TypeDefKind, TypeId, Variant};

use super::flat::{flatten, tag};
use super::type_printer::TypePrinter;
use crate::wit::names::{camel, snake};

impl TypePrinter<'_> {
    /// Spells the value that `flats` are, variables of exactly the core types
    /// that `ty` flattens to. Each unsafe call has a block of its own; the one
    /// thing to promise for all of them is that the value is valid.
    pub(crate) fn lift(&self, ty: &Type, flats: &[String]) -> String {
        let id = match ty {
            Type::Bool => return format!("{} != 0", flats[0]),
            Type::S32 | Type::S64 | Type::F32 | Type::F64 => return flats[0].clone(),
            Type::U8 | Type::S8 | Type::U16 | Type::S16 | Type::U32 | Type::U64 => {
                return format!("{} as {}", flats[0], self.abi(ty, "'_"));
            }
            Type::Char => {
                return format!("unsafe {{ char::from_u32_unchecked({} as u32) }}", flats[0]);
            }
            Type::String => return lift_span("Str", flats),
            Type::ErrorContext => unreachable!("refused by the scope check"),
            Type::Id(id) => *id,
        };
        let def = &self.resolve.types[id];
        match &def.kind {
            TypeDefKind::Type(ty) => self.lift(ty, flats),
            TypeDefKind::List(_) => lift_span("List", flats),
            TypeDefKind::Flags(bits) => {
                let int = match bits.repr() {
                    FlagsRepr::U8 => "u8",
                    FlagsRepr::U16 => "u16",
                    FlagsRepr::U32(_) => "u32",
                };
                format!("{}::from_bits({} as {int})", self.path(id), flats[0])
            }
            TypeDefKind::Enum(cases) => {
                self.lift_number(id, cases.cases.len(), cases.tag(), &flats[0])
            }
            TypeDefKind::Record(record) => {
                let members = self.split(record.fields.iter().map(|field| &field.ty), flats);
                let fields: Vec<_> = record
                    .fields
                    .iter()
                    .zip(members)
                    .map(|(field, flats)| {
                        format!("{}: {}", snake(&field.name), self.lift(&field.ty, flats))
                    })
                    .collect();
                format!("{} {{ {} }}", self.path(id), fields.join(", "))
            }
            TypeDefKind::Tuple(tuple) => {
                let members = self.split(tuple.types.iter(), flats);
                let fields: Vec<_> = tuple
                    .types
                    .iter()
                    .zip(members)
                    .map(|(ty, flats)| self.lift(ty, flats))
                    .collect();
                format!("Tuple{}({})", fields.len(), fields.join(", "))
            }
            TypeDefKind::Option(ty) => format!(
                "match {} {{ 0 => Opt::None, _ => {} }}",
                flats[0],
                self.lift_case("Opt::Some", Some(ty), id, flats)
            ),
            TypeDefKind::Result(result) => format!(
                "match {} {{ 0 => {}, _ => {} }}",
                flats[0],
                self.lift_side("Res::Ok", result.ok.as_ref(), id, flats),
                self.lift_side("Res::Err", result.err.as_ref(), id, flats),
            ),
            TypeDefKind::Variant(variant) if variant.cases.iter().all(|case| case.ty.is_none()) => {
                self.lift_number(id, variant.cases.len(), variant.tag(), &flats[0])
            }
            TypeDefKind::Variant(variant) => self.lift_variant(id, variant, flats),
            _ => unreachable!("refused by the scope check"),
        }
    }

    /// The number of one of so many cases. Where the compiler knows how large it can
    /// be, it does not cut it down before it compares it.
    fn lift_number(&self, id: TypeId, cases: usize, int: Int, flat: &str) -> String {
        let int = tag(int);
        format!(
            "unsafe {{ core::hint::assert_unchecked(({flat} as u32) < {cases}); \
             core::mem::transmute::<{int}, {}>({flat} as {int}) }}",
            self.path(id)
        )
    }

    fn lift_variant(&self, id: TypeId, variant: &Variant, flats: &[String]) -> String {
        let path = self.path(id);
        let cases: Vec<_> = variant
            .cases
            .iter()
            .enumerate()
            .map(|(number, case)| {
                let name = format!("{path}::{}", camel(&case.name));
                format!(
                    "{number} => {},",
                    self.lift_case(&name, case.ty.as_ref(), id, flats)
                )
            })
            .collect();
        format!(
            "match {} {{ {} _ => unsafe {{ core::hint::unreachable_unchecked() }} }}",
            flats[0],
            cases.join(" ")
        )
    }

    /// A side of a result: one that WIT leaves out is `()`.
    fn lift_side(&self, name: &str, ty: Option<&Type>, id: TypeId, flats: &[String]) -> String {
        match ty {
            None => format!("{name}(())"),
            some => self.lift_case(name, some, id, flats),
        }
    }

    fn lift_case(&self, name: &str, ty: Option<&Type>, id: TypeId, flats: &[String]) -> String {
        let Some(ty) = ty else { return name.to_owned() };
        let joined = flatten(self.resolve, &Type::Id(id));
        let payload: Vec<_> = flatten(self.resolve, ty)
            .into_iter()
            .zip(joined.into_iter().zip(flats).skip(1))
            .map(|(flat, (joined, value))| flat.narrow(joined, value))
            .collect();
        format!("{name}({})", self.lift(ty, &payload))
    }

    /// Cuts `flats` into the parts that belong to each of `types`.
    fn split<'f, 't>(
        &self,
        types: impl Iterator<Item = &'t Type>,
        flats: &'f [String],
    ) -> Vec<&'f [String]> {
        let mut rest = flats;
        types
            .map(|ty| {
                let (part, others) = rest.split_at(flatten(self.resolve, ty).len());
                rest = others;
                part
            })
            .collect()
    }
}

fn lift_span(name: &str, flats: &[String]) -> String {
    format!(
        "unsafe {{ {name}::lift(core::ptr::with_exposed_provenance({} as usize), {} as usize) }}",
        flats[0], flats[1]
    )
}
