//! Settings: for the record that carries `@config` its JSON Schema, and code that
//! reads it, with all that it is made of, out of JSON.

use wit_parser::{
    Field, IndexMap, IndexSet, InterfaceId, PackageId, Record, Resolve, Type, TypeDefKind, TypeId,
    TypeOwner,
};

use super::names::{flag as flag_name, type_name};
use super::source::Source;
use super::type_printer::TypePrinter;
use crate::Error;
use crate::config_schema::constant::{Constant, optional};
use crate::config_schema::record::{USUAL, is_marked, record};
use crate::config_schema::remarks::Remarks;
use crate::config_schema::{default, of_record};
use crate::wit::items::parts;
use crate::wit::names::{camel, snake};

/// The settings of all interfaces.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    /// The records, and their schemas.
    schemas: IndexMap<TypeId, String>,
    /// The records and what they are made of, as far as that has a name.
    read: IndexSet<TypeId>,
}

impl Settings {
    /// Finds the records of settings of some interfaces: in each the ones that carry
    /// `@config`, or else the one that is called `config`.
    ///
    /// # Errors
    ///
    /// One that carries `@config` in the root package has no schema. Elsewhere, and
    /// where nobody says that it is settings, it is a record like any other.
    pub(crate) fn of(
        resolve: &Resolve,
        root: PackageId,
        interfaces: &IndexSet<InterfaceId>,
    ) -> Result<Self, Error> {
        let mut settings = Self::default();
        for &interface in interfaces {
            let contents = &resolve.interfaces[interface];
            let mut found: Vec<_> = contents
                .types
                .values()
                .copied()
                .filter(|&id| is_marked(resolve, id))
                .collect();
            let marked = !found.is_empty();
            if !marked {
                found.extend(contents.types.get(USUAL));
            }
            for id in found {
                let schema = record(resolve, id)
                    .and_then(|record| Ok((record, of_record(resolve, record)?.minified())));
                match schema {
                    Ok((record, schema)) => {
                        settings.schemas.insert(record, schema);
                        settings.reach(resolve, record);
                    }
                    Err(refusal) if marked && contents.package == Some(root) => {
                        return Err(refusal.into());
                    }
                    Err(_) => {}
                }
            }
        }
        Ok(settings)
    }

    /// Adds a type and what it is made of.
    fn reach(&mut self, resolve: &Resolve, record: TypeId) {
        let mut open = vec![record];
        let mut seen = IndexSet::new();
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let kind = &resolve.types[id].kind;
            if matches!(
                kind,
                TypeDefKind::Record(_)
                    | TypeDefKind::Variant(_)
                    | TypeDefKind::Enum(_)
                    | TypeDefKind::Flags(_)
            ) {
                self.read.insert(id);
            }
            open.extend(parts(kind).into_iter().filter_map(|ty| match ty {
                Type::Id(id) => Some(id),
                _ => None,
            }));
        }
    }

    /// Emits what the types of an interface get.
    pub(crate) fn emit(&self, printer: TypePrinter<'_>, runtime: &str, source: &mut Source) {
        let resolve = printer.resolve;
        let own = |id: &TypeId| resolve.types[*id].owner == TypeOwner::Interface(printer.interface);
        for (&id, schema) in self.schemas.iter().filter(|(id, _)| own(id)) {
            let (name, generics) = header(printer, id, "<'_>");
            source.gap();
            source.open(format!("impl {name}{generics} {{"));
            source.doc_text("The JSON Schema of these settings.");
            let literal = raw(schema);
            source.line(format!("pub const SCHEMA: &'static str = {literal};"));
            source.close("}");
        }
        // In the order of the WIT, whichever record was met first.
        let types = resolve.interfaces[printer.interface].types.values();
        let read: Vec<_> = types
            .copied()
            .filter(|id| own(id) && self.read.contains(id))
            .collect();
        if read.is_empty() {
            return;
        }
        // There with the feature of the guest crate, which is none of the author's.
        source.gap();
        source.open(format!("{runtime}::__private::with_json! {{"));
        for id in read {
            Reader {
                printer,
                config: format!("{runtime}::config"),
                json: format!("{runtime}::json"),
                source,
            }
            .read(id);
        }
        source.close("}");
    }
}

/// The name of a type, and its generics: `lifetime`, or none.
fn header(printer: TypePrinter<'_>, id: TypeId, lifetime: &'static str) -> (String, &'static str) {
    let name = printer.resolve.types[id].name.as_deref();
    let generics = if printer.borrows(&Type::Id(id)) {
        lifetime
    } else {
        ""
    };
    (type_name(name.unwrap_or_default()), generics)
}

/// A raw literal that holds `text`.
fn raw(text: &str) -> String {
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}

struct Reader<'a, 'r> {
    printer: TypePrinter<'r>,
    /// The modules of the guest crate.
    config: String,
    json: String,
    source: &'a mut Source,
}

impl Reader<'_, '_> {
    /// Emits the code that reads a type.
    fn read(&mut self, id: TypeId) {
        let resolve = self.printer.resolve;
        let (name, generics) = header(self.printer, id, "<'a>");
        let (config, json) = (&self.config, &self.json);
        self.source.gap();
        self.source.open(format!(
            "impl<'a> {config}::FromConfig<'a> for {name}{generics} {{"
        ));
        self.source.open(format!(
            "fn from_config(value: {json}::Json<'a>) -> Result<Self, {config}::ConfigError<'a>> {{"
        ));
        match &resolve.types[id].kind {
            TypeDefKind::Record(record) => self.record(record),
            TypeDefKind::Enum(cases) => {
                let names: Vec<_> = cases.cases.iter().map(|case| &*case.name).collect();
                let list = quoted(&names);
                self.source
                    .open(format!("Ok(match {config}::name(value, &[{list}])? {{"));
                for (at, name) in names.iter().enumerate() {
                    let at = number(at, names.len());
                    self.source.line(format!("{at} => Self::{},", camel(name)));
                }
                self.source.close("})");
            }
            TypeDefKind::Flags(flags) => {
                let names: Vec<_> = flags.flags.iter().map(|flag| &*flag.name).collect();
                let list = quoted(&names);
                // As many bits as there are flags.
                self.source
                    .line(format!("Ok(Self({config}::flags(value, &[{list}])? as _))"));
            }
            TypeDefKind::Variant(variant) => {
                let names: Vec<_> = variant.cases.iter().map(|case| &*case.name).collect();
                let list = quoted(&names);
                self.source.line(format!(
                    "let (at, payload) = {config}::case(value, &[{list}])?;"
                ));
                self.source.open("Ok(match at {");
                for (at, case) in variant.cases.iter().enumerate() {
                    let at = number(at, names.len());
                    let name = camel(&case.name);
                    self.source.line(match case.ty {
                        Some(_) => format!(
                            "{at} => Self::{name}({config}::FromConfig::from_config(payload)?),"
                        ),
                        None => format!("{at} => {{ {config}::nothing(payload)?; Self::{name} }}"),
                    });
                }
                self.source.close("})");
            }
            _ => unreachable!("the others have no name of their own"),
        }
        self.source.close("}");
        self.source.close("}");
    }

    fn record(&mut self, record: &Record) {
        let config = &self.config;
        let names: Vec<_> = record.fields.iter().map(|field| &*field.name).collect();
        let values: Vec<_> = (0..names.len()).map(|at| format!("f{at}")).collect();
        let (values, names) = (values.join(", "), quoted(&names));
        self.source
            .line(format!("let [{values}] = value.fields([{names}])?;"));
        self.source.open("Ok(Self {");
        for (at, field) in record.fields.iter().enumerate() {
            let name = snake(&field.name);
            let value = match (
                default_of(self.printer.resolve, field),
                optional(self.printer.resolve, &field.ty),
            ) {
                (None, None) => format!("{config}::required(f{at}, &[{:?}])?", field.name),
                (None, Some(_)) => format!("{config}::optional(f{at})?"),
                (Some(default), None) => {
                    let default = self.printer.constant(&field.ty, &default);
                    format!("{config}::or(f{at}, const {{ {default} }})?")
                }
                (Some(default), Some(inner)) => {
                    let default = self.printer.constant(&inner, &default);
                    format!("Opt::Some({config}::or(f{at}, const {{ {default} }})?)")
                }
            };
            self.source.line(format!("{name}: {value},"));
        }
        self.source.close("})");
    }
}

/// The pattern of a case: the last one stands for all numbers that are left.
fn number(at: usize, cases: usize) -> String {
    if at + 1 == cases {
        "_".into()
    } else {
        at.to_string()
    }
}

fn quoted(names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("{name:?}")).collect();
    names.join(", ")
}

/// The default of a field, which was checked with the schema.
fn default_of(resolve: &Resolve, field: &Field) -> Option<Constant> {
    let remarks = Remarks::read(&field.docs).ok()?;
    default(resolve, field, &remarks).ok()?
}

impl TypePrinter<'_> {
    /// An expression for a constant of a type.
    fn constant(&self, ty: &Type, value: &Constant) -> String {
        let id = match (ty, value) {
            (Type::Id(id), _) => *id,
            (Type::String, Constant::Plain(value)) => {
                return format!("Str::new({:?})", value.as_str().unwrap_or_default());
            }
            (Type::Char, Constant::Plain(value)) => {
                let letter = value.as_str().and_then(|text| text.chars().next());
                return format!("{:?}", letter.unwrap_or_default());
            }
            (Type::F32 | Type::F64, Constant::Plain(value)) => {
                return format!("{:?}", value.as_f64().unwrap_or_default());
            }
            // Numbers and flags are written alike.
            (_, Constant::Plain(value)) => return value.to_string(),
            _ => unreachable!("checked against its type"),
        };
        match (&self.resolve.types[id].kind, value) {
            (TypeDefKind::Type(ty), _) => self.constant(ty, value),
            (TypeDefKind::Option(_), Constant::Plain(plain)) if plain.is_null() => {
                "Opt::None".into()
            }
            (TypeDefKind::Option(ty), _) => format!("Opt::Some({})", self.constant(ty, value)),
            (TypeDefKind::List(_), Constant::List(items)) if items.is_empty() => {
                "List::EMPTY".into()
            }
            (TypeDefKind::List(ty), Constant::List(items)) => {
                let items: Vec<_> = items.iter().map(|item| self.constant(ty, item)).collect();
                // An item, as what a block borrows ends with it.
                let (ty, items) = (self.abi(ty, "'static"), items.join(", "));
                format!("List::new({{ const ITEMS: &[{ty}] = &[{items}]; ITEMS }})")
            }
            (TypeDefKind::Tuple(tuple), Constant::List(items)) => {
                let members = tuple.types.iter().zip(items);
                let members: Vec<_> = members.map(|(ty, item)| self.constant(ty, item)).collect();
                format!("Tuple{}({})", members.len(), members.join(", "))
            }
            (TypeDefKind::Enum(_), Constant::Plain(name)) => {
                format!(
                    "{}::{}",
                    self.path(id),
                    camel(name.as_str().unwrap_or_default())
                )
            }
            (TypeDefKind::Flags(_), Constant::List(flags)) => self.flags(id, flags),
            (TypeDefKind::Record(record), Constant::Record(fields)) => {
                let path = self.path(id);
                let fields: Vec<_> = record
                    .fields
                    .iter()
                    .map(|field| {
                        let given = fields.iter().find(|(name, _)| *name == field.name);
                        let value = given.map(|(_, value)| value.clone());
                        let value = self.field(field, value);
                        format!("{}: {value}", snake(&field.name))
                    })
                    .collect();
                format!("{path} {{ {} }}", fields.join(", "))
            }
            (TypeDefKind::Variant(variant), Constant::Record(case)) => {
                let (name, payload) = &case[0];
                let found = variant.cases.iter().find(|case| case.name == *name);
                let payload = match found.and_then(|case| case.ty) {
                    Some(ty) => format!("({})", self.constant(&ty, payload)),
                    None => String::new(),
                };
                format!("{}::{}{payload}", self.path(id), camel(name))
            }
            (TypeDefKind::Result(result), Constant::Record(case)) => {
                let (name, payload) = &case[0];
                let (side, ty) = match &**name {
                    "ok" => ("Ok", result.ok),
                    _ => ("Err", result.err),
                };
                let payload = ty.map_or_else(|| "()".into(), |ty| self.constant(&ty, payload));
                format!("Res::{side}({payload})")
            }
            _ => unreachable!("checked against its type"),
        }
    }

    fn flags(&self, id: TypeId, flags: &[Constant]) -> String {
        let path = self.path(id);
        let bits = flags.iter().filter_map(|flag| match flag {
            Constant::Plain(name) => name.as_str(),
            _ => None,
        });
        let bits: Vec<_> = bits
            .map(|name| format!("{path}::{}.bits()", flag_name(name)))
            .collect();
        match &*bits {
            [] => format!("{path}::NONE"),
            _ => format!("{path}::from_bits({})", bits.join(" | ")),
        }
    }

    /// The constant of a field: what a record gives for it, or what holds without.
    fn field(&self, field: &Field, given: Option<Constant>) -> String {
        let value = given.or_else(|| default_of(self.resolve, field));
        match (optional(self.resolve, &field.ty), value) {
            (None, Some(value)) => self.constant(&field.ty, &value),
            (Some(inner), Some(value)) => format!("Opt::Some({})", self.constant(&inner, &value)),
            (_, None) => "Opt::None".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::raw;

    #[test]
    fn a_raw_literal_holds_any_text() {
        for (text, literal) in [
            ("a", r##"r#"a"#"##),
            (r##"a"#b"##, r###"r##"a"#b"##"###),
            (r###"a"##b"###, r####"r###"a"##b"###"####),
        ] {
            assert_eq!(raw(text), literal);
        }
    }
}
