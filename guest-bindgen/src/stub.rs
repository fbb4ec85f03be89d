//! Sources of components: a place to start from, and components that pass every
//! call on.

use std::collections::BTreeSet;

use wit_parser::{Function, InterfaceId, Resolve, Type, TypeDefKind, WorldId, WorldItem};

use crate::Error;
use crate::flat::Signature;
use crate::names::{camel, package, param, shouty, snake};
use crate::source::Source;
use crate::spelling::{Elsewhere, Place, Shape, Spelling};

/// What the functions of a stub do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answers {
    /// They answer with an empty text, no items, the first case, 0.
    #[default]
    Empty,
    /// The same in the form that takes the fewest bytes: constants where that
    /// is less than code, and no imports, because nothing would call them.
    Constant,
    /// They ask the host, through an import of the interface that they are of.
    Forwarded,
}

/// A component to write the source of.
#[derive(Clone, Debug)]
pub struct Stub {
    /// A world, whose exports the component has, or an interface to export:
    /// their full names, `greentic:component/node@0.5.0` say.
    pub of: String,
    /// What the functions do.
    pub answers: Answers,
    /// Where the bindings of all packages are: `crate::bindings`, or a path
    /// that begins with `greentic_guest`.
    pub bindings: String,
}

impl Stub {
    pub(crate) fn write(&self, resolve: &Resolve) -> Result<String, Error> {
        let (exports, imports) = self.interfaces(resolve)?;
        let has_functions = |id: &&InterfaceId| !resolve.interfaces[**id].functions.is_empty();
        let mut writer = Writer {
            resolve,
            stub: self,
            answered: exports.iter().filter(has_functions).copied().collect(),
            source: Source::default(),
        };
        writer.component(&exports, &imports);
        let body = writer.source.finish();
        let text = self.head(&abi_names(&body)) + &body;
        Ok(crate::rustfmt(&text).unwrap_or(text))
    }

    /// The beginning of the file.
    fn head(&self, abi_names: &[String]) -> String {
        let mut source = Source::default();
        source.lines(&format!(
            "//! A component for `{}`.

#![cfg_attr(target_family = \"wasm\", no_std)]",
            self.of
        ));
        source.line("");
        if !abi_names.is_empty() {
            let names = abi_names.join(", ");
            source.line(format!("use greentic_guest::abi::{{{names}}};"));
        }
        source.finish()
    }

    /// What is exported and what is imported.
    fn interfaces(&self, resolve: &Resolve) -> Result<(Vec<InterfaceId>, Vec<InterfaceId>), Error> {
        let mut exports: Vec<_> = resolve
            .interfaces
            .iter()
            .map(|(id, _)| id)
            .filter(|&id| resolve.id_of(id).as_ref() == Some(&self.of))
            .collect();
        let mut imports = Vec::new();
        if exports.is_empty() {
            let world = world(resolve, &self.of)?;
            exports = interfaces(world.exports.values());
            imports = interfaces(world.imports.values());
        }
        match self.answers {
            Answers::Empty => {}
            Answers::Constant => imports.clear(),
            Answers::Forwarded => imports.clone_from(&exports),
        }
        imports.retain(|&id| !resolve.interfaces[id].functions.is_empty());
        Ok((exports, imports))
    }
}

/// The interfaces among the imports or the exports of a world.
pub(crate) fn interfaces<'a>(items: impl Iterator<Item = &'a WorldItem>) -> Vec<InterfaceId> {
    items
        .filter_map(|item| match item {
            WorldItem::Interface { id, .. } => Some(*id),
            _ => None,
        })
        .collect()
}

/// The full names of all worlds.
pub(crate) fn worlds(resolve: &Resolve) -> Vec<(String, WorldId)> {
    let mut names: Vec<_> = resolve
        .worlds
        .iter()
        .filter_map(|(id, world)| Some((resolve.id_of_name(world.package?, &world.name), id)))
        .collect();
    names.sort();
    names
}

/// The world of a full name.
pub(crate) fn world<'r>(resolve: &'r Resolve, name: &str) -> Result<&'r wit_parser::World, Error> {
    let worlds = worlds(resolve);
    match worlds.iter().find(|(world, _)| world == name) {
        Some(&(_, id)) => Ok(&resolve.worlds[id]),
        None => Err(Error::UnknownItem {
            name: name.to_owned(),
            known: worlds
                .into_iter()
                .map(|(name, _)| name)
                .chain(
                    resolve
                        .interfaces
                        .iter()
                        .filter_map(|(id, _)| resolve.id_of(id)),
                )
                .collect::<Vec<_>>()
                .join(", "),
        }),
    }
}

struct Writer<'r> {
    resolve: &'r Resolve,
    stub: &'r Stub,
    /// The exports that have functions.
    answered: Vec<InterfaceId>,
    source: Source,
}

impl Writer<'_> {
    fn component(&mut self, exports: &[InterfaceId], imports: &[InterfaceId]) {
        let names = self.import_names(imports);
        if !self.answered.is_empty() {
            self.source.line("use greentic_guest::Call;");
        }
        for id in self.answered.clone() {
            let (path, module) = (self.path(id), self.module(id));
            if path.ends_with(&format!("::{module}")) {
                self.source.line(format!("use {path};"));
            } else {
                self.source.line(format!("use {path} as {module};"));
            }
        }
        self.source.line("");
        self.source.open("greentic_guest::component! {");
        for &id in exports {
            let path = self.path(id);
            let path = path.trim_start_matches("greentic_guest::");
            if self.resolve.interfaces[id].functions.is_empty() {
                self.source.line(format!("export {path},"));
            } else {
                self.source.line(format!("export {path} => Component,"));
            }
        }
        for (&id, name) in imports.iter().zip(&names) {
            let path = self.path(id);
            let path = path.trim_start_matches("greentic_guest::");
            self.source.line(format!("import {path} as {name},"));
        }
        if self.stub.answers == Answers::Constant && !self.answered.is_empty() {
            // Nothing in it compares text.
            self.source.line("without memory_functions,");
        }
        self.source.close("}");
        if self.answered.is_empty() {
            return;
        }
        self.source.line("\nstruct Component;");
        for id in self.answered.clone() {
            let host = imports
                .iter()
                .position(|&import| import == id)
                .map(|at| names[at].clone());
            self.implementation(id, host.as_deref().unwrap_or_default());
        }
    }

    /// A name for each import: that of the interface, with the package's before
    /// it where two are alike.
    fn import_names(&self, imports: &[InterfaceId]) -> Vec<String> {
        let name =
            |id: InterfaceId| camel(self.resolve.interfaces[id].name.as_deref().unwrap_or(""));
        imports
            .iter()
            .map(|&id| {
                let short = name(id);
                let alike = imports
                    .iter()
                    .filter(|&&other| name(other) == short)
                    .count();
                let package = self.resolve.interfaces[id].package;
                let long = package.map(|id| camel(&package_name(self.resolve, id)));
                match long {
                    Some(package) if alike > 1 => package + &short,
                    // Not to be mistaken for the component's own type.
                    _ if short == "Component" => "ComponentHost".to_owned(),
                    _ => short,
                }
            })
            .collect()
    }

    /// What the source calls the module of an interface: its name, with the
    /// package's before it where two packages have one of that name.
    fn module(&self, id: InterfaceId) -> String {
        let name = |id: InterfaceId| self.resolve.interfaces[id].name.as_deref();
        let alike = self
            .answered
            .iter()
            .filter(|&&other| name(other) == name(id));
        let module = snake(name(id).unwrap_or_default());
        match self.resolve.interfaces[id].package {
            Some(owner) if alike.count() > 1 => {
                let package = package(&self.resolve.packages[owner].name);
                format!("{package}_{}", module.trim_start_matches("r#"))
            }
            _ => module,
        }
    }

    fn path(&self, id: InterfaceId) -> String {
        module_path(self.resolve, &self.stub.bindings, id)
    }

    fn implementation(&mut self, id: InterfaceId, host: &str) {
        let module = self.module(id);
        let spelling = Spelling {
            resolve: self.resolve,
            interface: id,
            depth: 0,
            elsewhere: Some(Elsewhere {
                bindings: &self.stub.bindings,
                interface: &module,
            }),
        };
        self.source
            .open(format!("\nimpl {module}::Guest for Component {{"));
        for (index, function) in self.resolve.interfaces[id].functions.values().enumerate() {
            if index > 0 {
                self.source.line("");
            }
            self.function(&module, spelling, function, host);
        }
        self.source.close("}");
    }

    /// The body of a function that answers with something empty.
    fn answer(&mut self, spelling: Spelling<'_>, ty: &Type) {
        let payload = match spelling.shape(ty) {
            Shape::Kind(TypeDefKind::Result(result)) => result.ok,
            _ => Some(*ty),
        };
        let constant = payload.filter(|payload| {
            let large = matches!(
                spelling.shape(payload),
                Shape::Kind(TypeDefKind::Record(_) | TypeDefKind::Variant(_))
            );
            large && self.stub.answers == Answers::Constant
        });
        let Some(payload) = constant else {
            self.source.line(spelling.empty_view(ty));
            return;
        };
        // A constant is copied as a whole, which takes less code than to write
        // its fields one by one.
        self.source.line(format!(
            "const ANSWER: {} = {};",
            spelling.abi(&payload, "'static"),
            spelling.empty_abi(&payload)
        ));
        let plain = spelling.abi(&payload, "'a") == spelling.view(ty, "'a", Place::Result);
        self.source
            .line(if plain { "ANSWER" } else { "Ok(ANSWER)" });
    }

    fn function(&mut self, module: &str, spelling: Spelling<'_>, function: &Function, host: &str) {
        let forwarded = self.stub.answers == Answers::Forwarded;
        let name = snake(&function.name);
        let signature = Signature::new(self.resolve, function);
        if let (Answers::Constant, true, Some(ty)) = (
            self.stub.answers,
            signature.can_be_constant(),
            &function.result,
        )
            // Others take more data than zeros take code.
            && matches!(
                spelling.shape(ty),
                Shape::String | Shape::Kind(TypeDefKind::List(_))
            )
        {
            self.source.line(format!(
                "const {}: Option<&'static {}> = Some(&{});",
                shouty(&function.name),
                spelling.abi(ty, "'static"),
                spelling.empty_abi(ty)
            ));
        }
        let mut params = String::new();
        let mut arguments = String::from("call");
        for parameter in &function.params {
            let ty = spelling.view(&parameter.ty, "'a", Place::Param);
            let name = param(&parameter.name);
            if forwarded {
                params.push_str(&format!(", {name}: {ty}"));
                arguments.push_str(&format!(", {name}"));
            } else {
                params.push_str(&format!(", _{}: {ty}", name.trim_start_matches("r#")));
            }
        }
        let result = function.result.as_ref().map_or_else(String::new, |ty| {
            format!(" -> {}", spelling.view(ty, "'a", Place::Result))
        });
        let call = if forwarded { "call" } else { "_" };
        self.source.open(format!(
            "fn {name}<'a>({call}: &'a Call{params}){result} {{"
        ));
        if forwarded {
            self.source
                .line(format!("{module}::Host::{name}(&{host}, {arguments})"));
        } else if let Some(ty) = &function.result {
            self.answer(spelling, ty);
        }
        self.source.close("}");
    }
}

/// The module of an interface below that of all bindings.
pub(crate) fn module_path(resolve: &Resolve, base: &str, id: InterfaceId) -> String {
    let interface = &resolve.interfaces[id];
    let module = snake(interface.name.as_deref().unwrap_or_default());
    match interface.package {
        Some(id) => format!("{base}::{}::{module}", package(&resolve.packages[id].name)),
        None => format!("{base}::{module}"),
    }
}

/// The types of `greentic_guest::abi` that a source names.
fn abi_names(source: &str) -> Vec<String> {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let names: BTreeSet<_> = source
        .match_indices(|c: char| c.is_ascii_uppercase())
        .filter(|(at, _)| !source[..*at].ends_with(|c: char| word(c) || c == ':'))
        .filter_map(|(at, _)| source[at..].split(|c: char| !word(c)).next())
        .filter(|name| {
            let tuple = name.strip_prefix("Tuple");
            matches!(*name, "Str" | "List" | "Opt" | "Res")
                || tuple.is_some_and(|members| members.parse::<u8>().is_ok())
        })
        .map(str::to_owned)
        .collect();
    names.into_iter().collect()
}

fn package_name(resolve: &Resolve, id: wit_parser::PackageId) -> String {
    resolve.packages[id].name.name.clone()
}

impl Spelling<'_> {
    /// An expression for an empty value, in the everyday form.
    fn empty_view(&self, ty: &Type) -> String {
        match self.shape(ty) {
            Shape::String => "\"\"".into(),
            Shape::Kind(TypeDefKind::List(_)) => "&[]".into(),
            Shape::Kind(TypeDefKind::Option(_)) => "None".into(),
            Shape::Kind(TypeDefKind::Result(result)) => match &result.ok {
                Some(ty) => format!("Ok({})", self.empty_view(ty)),
                None => "Ok(())".into(),
            },
            Shape::Kind(TypeDefKind::Tuple(tuple)) => {
                let members: Vec<_> = tuple.types.iter().map(|ty| self.empty_view(ty)).collect();
                format!("({},)", members.join(", "))
            }
            _ => self.empty_abi(ty),
        }
    }

    /// The same in the ABI's form, without a call of anything that is no
    /// constant.
    fn empty_abi(&self, ty: &Type) -> String {
        let id = match ty {
            Type::Bool => return "false".into(),
            Type::F32 | Type::F64 => return "0.0".into(),
            Type::Char => return "'\\0'".into(),
            Type::String => return "Str::EMPTY".into(),
            Type::Id(id) => *id,
            _ => return "0".into(),
        };
        match &self.resolve.types[id].kind {
            TypeDefKind::Type(ty) => self.empty_abi(ty),
            TypeDefKind::List(_) => "List::EMPTY".into(),
            TypeDefKind::Option(_) => "Opt::None".into(),
            TypeDefKind::Result(result) => match &result.ok {
                Some(ty) => format!("Res::Ok({})", self.empty_abi(ty)),
                None => "Res::Ok(())".into(),
            },
            TypeDefKind::Tuple(tuple) => {
                let members: Vec<_> = tuple.types.iter().map(|ty| self.empty_abi(ty)).collect();
                format!("Tuple{}({})", members.len(), members.join(", "))
            }
            TypeDefKind::Flags(_) => format!("{}::NONE", self.path(id)),
            TypeDefKind::Enum(cases) => {
                format!("{}::{}", self.path(id), camel(&cases.cases[0].name))
            }
            TypeDefKind::Variant(variant) => {
                let case = &variant.cases[0];
                let payload = match &case.ty {
                    Some(ty) => format!("({})", self.empty_abi(ty)),
                    None => String::new(),
                };
                format!("{}::{}{payload}", self.path(id), camel(&case.name))
            }
            TypeDefKind::Record(record) => {
                let fields: Vec<_> = record
                    .fields
                    .iter()
                    .map(|field| format!("{}: {}", snake(&field.name), self.empty_abi(&field.ty)))
                    .collect();
                format!("{} {{ {} }}", self.path(id), fields.join(", "))
            }
            _ => unreachable!("refused by the scope check"),
        }
    }
}
