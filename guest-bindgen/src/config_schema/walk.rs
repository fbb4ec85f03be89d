//! From the types of a record to its schema.

use serde_json::Number;
use wit_parser::{
    Docs, Field, Flags, Record, Resolve, Result_, Span, Tuple, Type, TypeDefKind, TypeId, Variant,
};

use super::constant::{BEYOND_F32, is_required, optional, range};
use super::default;
use super::record::owner;
use super::remarks::{Fault, Remarks};
use super::schema::{Additional, Schema};
use crate::wit::place::place;
use crate::wit::scope::Refusal;

/// The size that a schema may have, in bytes, about: a type that has another twice, which
/// has another twice, and so on, takes very many.
const MAX_BYTES: usize = 1 << 20;

/// About what a part takes by itself.
const PART: usize = 24;

/// The depth to which objects and arrays may stand in each other in a schema. The guest
/// crate reads as deep, and the innermost schema may have one more in itself.
const MAX_DEPTH: usize = 62;

/// Returns the schema of a record.
pub(super) fn schema(resolve: &Resolve, record: TypeId) -> Result<Schema, Refusal> {
    let mut walk = Walk {
        resolve,
        bytes: 0,
        at: resolve.types[record].span,
        item: String::new(),
    };
    walk.value(&Type::Id(record), 1)
}

struct Walk<'r> {
    resolve: &'r Resolve,
    /// The size of the schema so far, in bytes, about.
    bytes: usize,
    /// The place of the present item, followed by its name.
    at: Span,
    item: String,
}

impl Walk<'_> {
    fn refusal(&self, what: impl Into<String>, instead: &str) -> Refusal {
        Refusal {
            item: self.item.clone(),
            what: what.into(),
            instead: instead.to_owned(),
            at: place(self.resolve, self.at),
        }
    }

    fn no_form(&self, what: &str) -> Refusal {
        self.refusal(
            format!("{what}, for which JSON has no form"),
            "settings are made of numbers, text, records, variants, enums, flags, options, lists and tuples",
        )
    }

    /// Counts bytes of the schema.
    fn spend(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes <= MAX_BYTES {
            return Ok(());
        }
        Err(self.refusal(
            format!("the schema of the settings takes more than {MAX_BYTES} bytes up to here"),
            "use fewer types, or name fewer that are made of others",
        ))
    }

    /// Reads the documentation of the item that is looked at.
    fn remarks(&mut self, docs: &Docs) -> Result<Remarks, Refusal> {
        self.spend(docs.contents.as_deref().map_or(0, str::len))?;
        Remarks::read(docs).map_err(|Fault { what, instead }| self.refusal(what, instead))
    }

    /// The documentation of something that is no field of a record.
    fn description(&mut self, docs: &Docs) -> Result<Option<String>, Refusal> {
        let remarks = self.remarks(docs)?;
        let misplaced = match () {
            () if remarks.default.is_some() => "@default",
            () if remarks.hidden => "@flow:hidden",
            () => return Ok(remarks.description),
        };
        Err(self.refusal(
            format!("`{misplaced}` stands here, where it says nothing"),
            "put it into the documentation of a field of a record",
        ))
    }

    /// The schema of a value, `depth` objects and arrays deep in the document.
    fn value(&mut self, ty: &Type, depth: usize) -> Result<Schema, Refusal> {
        self.spend(PART)?;
        if depth > MAX_DEPTH {
            return Err(self.refusal(
                format!(
                    "the schema of the settings is more than {} objects and arrays deep here, \
                     and small readers of JSON refuse it",
                    MAX_DEPTH + 1
                ),
                "nest fewer types in each other",
            ));
        }
        Ok(match ty {
            Type::Bool => Schema::of("boolean"),
            Type::String => Schema::of("string"),
            Type::Char => Schema {
                min_length: Some(1),
                max_length: Some(1),
                ..Schema::of("string")
            },
            Type::F64 => Schema::of("number"),
            // What is beyond rounds to no `f32`.
            Type::F32 => Schema {
                exclusive_minimum: Number::from_f64(-BEYOND_F32),
                exclusive_maximum: Number::from_f64(BEYOND_F32),
                ..Schema::of("number")
            },
            Type::ErrorContext => return Err(self.no_form("an error context")),
            Type::Id(id) => return self.defined(*id, depth),
            _ => {
                let bounds = range(ty).unwrap_or_default();
                Schema {
                    minimum: Number::from_i128(bounds.0),
                    maximum: Number::from_i128(bounds.1),
                    ..Schema::of("integer")
                }
            }
        })
    }

    /// The schema of a type that is not built in. One with a name describes itself.
    fn defined(&mut self, mut id: TypeId, depth: usize) -> Result<Schema, Refusal> {
        let (at, item) = (self.at, self.item.clone());
        let mut description = None;
        let schema = loop {
            let def = &self.resolve.types[id];
            if let Some(name) = &def.name {
                self.at = def.span;
                self.item = format!("{}, {} {name}", owner(self.resolve, id), def.kind.as_str());
                description = description.or(self.description(&def.docs)?);
            }
            match &def.kind {
                // Chains of names are of any length.
                TypeDefKind::Type(Type::Id(target)) => id = *target,
                TypeDefKind::Type(plain) => break self.value(plain, depth)?,
                kind => break self.kind(kind, depth)?,
            }
        };
        (self.at, self.item) = (at, item);
        Ok(Schema {
            description: description.or(schema.description),
            ..schema
        })
    }

    fn kind(&mut self, kind: &TypeDefKind, depth: usize) -> Result<Schema, Refusal> {
        // Each in a function of its own, as types stand in each other.
        match kind {
            TypeDefKind::Record(record) => self.record(record, depth),
            TypeDefKind::Flags(flags) => self.flags(flags),
            TypeDefKind::Enum(cases) => {
                let names = cases.cases.iter().map(|case| &case.name);
                self.names(names).map(Schema::one_of_names)
            }
            TypeDefKind::Tuple(tuple) => self.tuple(tuple, depth),
            TypeDefKind::List(ty) => self.list(ty, None, depth),
            TypeDefKind::FixedLengthList(ty, len) => self.list(ty, Some(*len), depth),
            TypeDefKind::Map(key, ty) => self.map(key, ty, depth),
            TypeDefKind::Option(ty) => self.nullable(ty, depth),
            TypeDefKind::Variant(variant) => self.variant(variant, depth),
            TypeDefKind::Result(result) => self.result(result, depth),
            TypeDefKind::Type(ty) => self.value(ty, depth),
            TypeDefKind::Resource | TypeDefKind::Handle(_) => Err(self.no_form("a resource")),
            TypeDefKind::Future(_) => Err(self.no_form("a future")),
            TypeDefKind::Stream(_) => Err(self.no_form("a stream")),
            TypeDefKind::Unknown => Err(self.no_form("an unknown type")),
        }
    }

    fn flags(&mut self, flags: &Flags) -> Result<Schema, Refusal> {
        let names = self.names(flags.flags.iter().map(|flag| &flag.name))?;
        Ok(Schema {
            items: Some(Box::new(Schema::one_of_names(names))),
            unique_items: true,
            ..Schema::of("array")
        })
    }

    fn tuple(&mut self, tuple: &Tuple, depth: usize) -> Result<Schema, Refusal> {
        let types = tuple.types.iter();
        let prefix_items: Vec<_> = types
            .map(|ty| self.value(ty, depth + 2))
            .collect::<Result<_, _>>()?;
        Ok(Schema {
            min_items: Some(prefix_items.len()),
            max_items: Some(prefix_items.len()),
            prefix_items,
            ..Schema::of("array")
        })
    }

    fn list(&mut self, ty: &Type, len: Option<u32>, depth: usize) -> Result<Schema, Refusal> {
        let len = len.and_then(|len| usize::try_from(len).ok());
        Ok(Schema {
            items: Some(Box::new(self.value(ty, depth + 1)?)),
            min_items: len,
            max_items: len,
            ..Schema::of("array")
        })
    }

    fn map(&mut self, key: &Type, ty: &Type, depth: usize) -> Result<Schema, Refusal> {
        if !self.is_text(*key) {
            return Err(self.refusal(
                "a map whose keys are no text, for which JSON has no form",
                "make it a list of pairs",
            ));
        }
        let schema = self.value(ty, depth + 1)?;
        Ok(Schema {
            additional_properties: Some(Additional::Of(Box::new(schema))),
            ..Schema::of("object")
        })
    }

    /// An option that is no field: `null` stands for none.
    fn nullable(&mut self, ty: &Type, depth: usize) -> Result<Schema, Refusal> {
        if optional(self.resolve, ty).is_some() {
            return Err(self.refusal(
                "an option of an option, which JSON has one `null` for",
                "put the inner one into a record",
            ));
        }
        Ok(Schema {
            any_of: vec![self.value(ty, depth + 2)?, Schema::of("null")],
            ..Schema::default()
        })
    }

    fn variant(&mut self, variant: &Variant, depth: usize) -> Result<Schema, Refusal> {
        let (at, item) = (self.at, self.item.clone());
        let mut one_of = Vec::new();
        for case in &variant.cases {
            self.at = case.span;
            self.item = format!("{item}, case {}", case.name);
            one_of.push(Schema {
                description: self.description(&case.docs)?,
                ..self.case(&case.name, case.ty, depth)?
            });
        }
        (self.at, self.item) = (at, item);
        Ok(Schema {
            one_of,
            ..Schema::default()
        })
    }

    fn result(&mut self, result: &Result_, depth: usize) -> Result<Schema, Refusal> {
        Ok(Schema {
            one_of: vec![
                self.case("ok", result.ok, depth)?,
                self.case("err", result.err, depth)?,
            ],
            ..Schema::default()
        })
    }

    fn names<'n>(
        &mut self,
        names: impl Iterator<Item = &'n String>,
    ) -> Result<Vec<String>, Refusal> {
        names
            .map(|name| {
                self.spend(name.len() + "\"\",".len())?;
                Ok(name.clone())
            })
            .collect()
    }

    /// An object with the name of a case as its one field; `null` where that holds
    /// nothing.
    fn case(&mut self, name: &str, ty: Option<Type>, depth: usize) -> Result<Schema, Refusal> {
        // What stands around it, with its name twice.
        self.spend(3 * PART + 2 * name.len())?;
        let payload = match ty {
            Some(ty) => self.value(&ty, depth + 4)?,
            None => Schema::of("null"),
        };
        Ok(Schema::case(name, payload))
    }

    fn is_text(&self, mut ty: Type) -> bool {
        while let Type::Id(id) = ty {
            match self.resolve.types[id].kind {
                TypeDefKind::Type(target) => ty = target,
                _ => return false,
            }
        }
        ty == Type::String
    }

    fn record(&mut self, record: &Record, depth: usize) -> Result<Schema, Refusal> {
        let (at, item) = (self.at, self.item.clone());
        let mut properties = Vec::new();
        let mut required = Vec::new();
        for field in &record.fields {
            self.at = field.span;
            self.item = format!("{item}, field {}", field.name);
            self.spend(field.name.len())?;
            if is_required(self.resolve, field) {
                required.push(field.name.clone());
            }
            properties.push((field.name.clone(), self.field(field, depth)?));
        }
        (self.at, self.item) = (at, item);
        Ok(Schema::object(properties, required))
    }

    fn field(&mut self, field: &Field, depth: usize) -> Result<Schema, Refusal> {
        let remarks = self.remarks(&field.docs)?;
        // What an option holds: that it may be absent `required` says.
        let ty = optional(self.resolve, &field.ty).unwrap_or(field.ty);
        let schema = self.value(&ty, depth + 2)?;
        let default = default(self.resolve, field, &remarks).map_err(|misfit| {
            self.refusal(
                format!("`@default` is not of the type of the field: {misfit}"),
                "write a value that the schema of the field takes",
            )
        })?;
        Ok(Schema {
            description: remarks.description.or(schema.description),
            default,
            flow_hidden: remarks.hidden,
            ..schema
        })
    }
}
