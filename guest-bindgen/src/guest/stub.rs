//! Sources of components: a place to start from, and components that pass every
//! call on.

use std::collections::{BTreeMap, BTreeSet};

use wit_parser::{Function, InterfaceId, Resolve, Type, TypeDefKind};

use super::deprecated::has_deprecated;
use super::flat::Signature;
use super::names::param;
use super::source::Source;
use super::type_printer::{Elsewhere, Position, Shape, TypePrinter};
use crate::wit::items::{self, Item, interfaces};
use crate::wit::names::{camel, package, shouty, snake};
use crate::wit::selection::select;
use crate::{Error, Options, Wit};

/// The behaviour of a stub's functions.
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
    /// The behaviour of the functions.
    pub answers: Answers,
    /// The module of the bindings of all packages: `crate::bindings`, say, or a path
    /// that begins with `self`, `super` or `greentic_guest`. A module right
    /// below the crate is declared by the stub.
    pub bindings: String,
    /// The modules of interfaces that are elsewhere, by their full names:
    /// `greentic_guest::worker::v1_0` say.
    pub modules: BTreeMap<String, String>,
}

impl Stub {
    pub(crate) fn write(&self, resolve: &Resolve) -> Result<String, Error> {
        let (exports, imports) = self.interfaces(resolve)?;
        let has_functions = |id: &&InterfaceId| !resolve.interfaces[**id].functions.is_empty();
        let mut writer = StubWriter {
            resolve,
            stub: self,
            answered: exports.iter().filter(has_functions).copied().collect(),
            source: Source::default(),
        };
        writer.component(&exports, &imports);
        let body = writer.source.finish();
        // Where all answers are constants no function takes it.
        let call = ["&Call", "&'a Call"].iter().any(|call| body.contains(call));
        let text = self.head(resolve, call, &abi_names(&body)) + &body;
        Ok(crate::rustfmt(&text).unwrap_or(text))
    }

    /// Refuses what there are no bindings for, among that which the component
    /// has.
    pub(crate) fn check(&self, wit: &Wit) -> Result<(), Error> {
        self.check_path()?;
        let of = vec![self.of.clone()];
        let item = items::either(&wit.resolve, &self.of)
            .map_err(|error| wit.unstable_item(&self.of).unwrap_or(error))?;
        let mut options = Options::default();
        match item {
            Item::Interface(_) => options.interfaces = of,
            Item::World(_) => options.worlds = of,
        }
        select(wit, &options).map(drop)
    }

    /// Refuses bindings that `component!` cannot name.
    fn check_path(&self) -> Result<(), Error> {
        let mut parts = self.bindings.split("::");
        let root = parts.next().unwrap_or_default();
        let words = parts.all(|part| {
            part.starts_with(|c: char| c.is_alphabetic() || c == '_')
                && part.chars().all(|c| c.is_alphanumeric() || c == '_')
        });
        if words && matches!(root, "crate" | "self" | "super" | "greentic_guest") {
            return Ok(());
        }
        Err(Error::Unsupported {
            at: String::new(),
            item: format!("bindings at `{}`", self.bindings),
            what: "a path that `component!` does not take".into(),
            instead: "begin it with `crate`, as in `crate::bindings`".into(),
        })
    }

    /// Returns the full name of what the component is for.
    fn full_name(&self, resolve: &Resolve) -> String {
        let name = match items::either(resolve, &self.of) {
            Ok(Item::Interface(id)) => resolve.id_of(id),
            Ok(Item::World(id)) => {
                let world = &resolve.worlds[id];
                let package = world.package;
                package.map(|package| resolve.id_of_name(package, &world.name))
            }
            Err(_) => None,
        };
        name.unwrap_or_else(|| self.of.clone())
    }

    /// The beginning of the file.
    fn head(&self, resolve: &Resolve, call: bool, abi_names: &[String]) -> String {
        let mut source = Source::default();
        source.lines(&format!(
            "//! A component for `{}`.

#![cfg_attr(target_family = \"wasm\", no_std)]",
            self.full_name(resolve)
        ));
        if has_deprecated(resolve) {
            source.line("#![allow(deprecated, reason = \"the WIT has it still\")]");
        }
        source.gap();
        if let Some(module) = self.bindings.strip_prefix("crate::")
            && !module.contains("::")
        {
            source.lines(&format!(
                "/// The output of `guest-bindgen generate WIT -o src/{module}.rs`.
pub mod {module};"
            ));
            source.gap();
        }
        if call {
            source.line("use greentic_guest::Call;");
        }
        if !abi_names.is_empty() {
            let names = abi_names.join(", ");
            source.line(format!("use greentic_guest::abi::{{{names}}};"));
        }
        source.finish()
    }

    /// Returns the interfaces that are exported and those that are imported.
    fn interfaces(&self, resolve: &Resolve) -> Result<(Vec<InterfaceId>, Vec<InterfaceId>), Error> {
        let (exports, mut imports) = match items::either(resolve, &self.of)? {
            Item::Interface(interface) => (vec![interface], Vec::new()),
            Item::World(world) => {
                let world = &resolve.worlds[world];
                let exports = interfaces(world.exports.values());
                (exports, interfaces(world.imports.values()))
            }
        };
        let has_functions = |id: &InterfaceId| !resolve.interfaces[*id].functions.is_empty();
        match self.answers {
            Answers::Empty => {}
            Answers::Constant => imports.clear(),
            Answers::Forwarded => imports.clone_from(&exports),
        }
        imports.retain(has_functions);
        Ok((exports, imports))
    }
}

struct StubWriter<'r> {
    resolve: &'r Resolve,
    stub: &'r Stub,
    /// The exports that have functions.
    answered: Vec<InterfaceId>,
    source: Source,
}

impl StubWriter<'_> {
    fn component(&mut self, exports: &[InterfaceId], imports: &[InterfaceId]) {
        let names = self.import_names(imports);
        for id in self.answered.clone() {
            let (path, module) = (self.path(id), self.module(id));
            if path.ends_with(&format!("::{module}")) {
                self.source.line(format!("use {path};"));
            } else {
                self.source.line(format!("use {path} as {module};"));
            }
        }
        self.source.gap();
        self.source.open("greentic_guest::component! {");
        for &id in exports {
            let answer = if self.answered.contains(&id) {
                " => Component"
            } else {
                ""
            };
            self.source
                .line(format!("export {}{answer},", self.macro_path(id)));
        }
        for (&id, name) in imports.iter().zip(&names) {
            self.source
                .line(format!("import {} as {name},", self.macro_path(id)));
        }
        if self.stub.answers == Answers::Constant && !self.answered.is_empty() {
            // Nothing in it compares text.
            self.source.line("without memory_functions,");
        }
        self.source.close("}");
        if self.answered.is_empty() {
            return;
        }
        self.source.gap();
        self.source.line("struct Component;");
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
        let name = |id: InterfaceId| self.resolve.interfaces[id].name.as_deref();
        imports
            .iter()
            .map(|&id| {
                let wit = name(id).unwrap_or_default();
                let alike = imports.iter().filter(|&&other| name(other) == name(id));
                if alike.count() > 1 {
                    return camel(&format!("{}-{wit}", self.package(id)));
                }
                let short = camel(wit);
                if is_taken(&short) {
                    short + "Host"
                } else {
                    short
                }
            })
            .collect()
    }

    /// Returns the name in the source of an interface's module: the interface's own, with the
    /// package's before it where two packages have one of that name.
    fn module(&self, id: InterfaceId) -> String {
        let name = |id: InterfaceId| self.resolve.interfaces[id].name.as_deref();
        let alike = self
            .answered
            .iter()
            .filter(|&&other| name(other) == name(id));
        let module = snake(name(id).unwrap_or_default());
        // The roots of other paths in the source.
        let bindings = self.stub.bindings.strip_prefix("crate::");
        let taken = module == "greentic_guest" || bindings == Some(&*module);
        if alike.count() > 1 || taken {
            let plain = module.trim_start_matches("r#");
            return format!("{}_{plain}", self.package(id));
        }
        module
    }

    /// The module of the package that an interface is of.
    fn package(&self, id: InterfaceId) -> String {
        let owner = self.resolve.interfaces[id].package;
        owner.map_or_else(String::new, |id| package(&self.resolve.packages[id].name))
    }

    /// Returns the path of an interface for `component!`: below `greentic_guest`, or in full.
    fn macro_path(&self, id: InterfaceId) -> String {
        let path = self.path(id);
        match path.strip_prefix("greentic_guest::") {
            Some(below) => below.to_owned(),
            None => path,
        }
    }

    fn path(&self, id: InterfaceId) -> String {
        let name = self.resolve.id_of(id).unwrap_or_default();
        if let Some(path) = self.stub.modules.get(&name) {
            return path.clone();
        }
        module_path(self.resolve, &self.stub.bindings, id)
    }

    fn implementation(&mut self, id: InterfaceId, host: &str) {
        let module = self.module(id);
        let printer = TypePrinter {
            resolve: self.resolve,
            interface: id,
            depth: 0,
            elsewhere: Some(Elsewhere {
                bindings: &self.stub.bindings,
                modules: Some(&self.stub.modules),
                interface: &module,
            }),
        };
        self.source.gap();
        self.source
            .open(format!("impl {module}::Guest for Component {{"));
        for function in self.resolve.interfaces[id].functions.values() {
            self.source.gap();
            self.function(&module, printer, function, host);
        }
        self.source.close("}");
    }

    /// The body of a function that answers with something empty.
    fn answer(&mut self, printer: TypePrinter<'_>, ty: &Type) {
        let payload = match printer.shape(ty) {
            Shape::Kind(TypeDefKind::Result(result)) => result.ok,
            _ => Some(*ty),
        };
        let constant = payload.filter(|payload| {
            let large = matches!(
                printer.shape(payload),
                Shape::Kind(TypeDefKind::Record(_) | TypeDefKind::Variant(_))
            );
            large && self.stub.answers == Answers::Constant
        });
        let Some(payload) = constant else {
            self.source.line(printer.empty_view(ty));
            return;
        };
        // A constant is copied as a whole, which takes less code than to write
        // its fields one by one.
        self.source.line(format!(
            "const ANSWER: {} = {};",
            printer.abi(&payload, "'static"),
            printer.empty_abi(&payload)
        ));
        let plain = printer.abi(&payload, "'a") == printer.view(ty, "'a", Position::Result);
        self.source
            .line(if plain { "ANSWER" } else { "Ok(ANSWER)" });
    }

    fn function(
        &mut self,
        module: &str,
        printer: TypePrinter<'_>,
        function: &Function,
        host: &str,
    ) {
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
                printer.shape(ty),
                Shape::String | Shape::Kind(TypeDefKind::List(_))
            )
        {
            self.source.line(format!(
                "const {}: Option<&'static {}> = Some(&{});",
                shouty(&function.name),
                printer.abi(ty, "'static"),
                printer.empty_abi(ty)
            ));
            return;
        }
        let views: Vec<_> = function
            .params
            .iter()
            .map(|param| printer.view(&param.ty, "'a", Position::Param))
            .collect();
        // As the compiler would write it: a lifetime that only the call has
        // goes without a name.
        let named = views.iter().any(|view| view.contains("'a"));
        let (generics, lifetime, result_lifetime) = if named {
            ("<'a>", "'a ", "'a")
        } else {
            ("", "", "'_")
        };
        let mut params = String::new();
        let mut arguments = String::from("call");
        for (parameter, ty) in function.params.iter().zip(views) {
            let name = param(&parameter.name);
            if forwarded {
                params.push_str(&format!(", {name}: {ty}"));
                arguments.push_str(&format!(", {name}"));
            } else {
                params.push_str(&format!(", _{}: {ty}", name.trim_start_matches("r#")));
            }
        }
        let result = function.result.as_ref().map_or_else(String::new, |ty| {
            let ty = printer.view(ty, result_lifetime, Position::Result);
            format!(" -> {ty}")
        });
        let call = if forwarded { "call" } else { "_" };
        self.source.open(format!(
            "fn {name}{generics}({call}: &{lifetime}Call{params}){result} {{"
        ));
        if forwarded {
            self.source
                .line(format!("{module}::Host::{name}(&{host}, {arguments})"));
        } else if let Some(ty) = &function.result {
            self.answer(printer, ty);
        }
        self.source.close("}");
    }
}

/// Returns whether the source has something of this name already, or takes it for
/// granted.
fn is_taken(name: &str) -> bool {
    let prelude = ["Option", "Some", "None", "Result", "Ok", "Err"];
    prelude.contains(&name) || matches!(name, "Call" | "Component") || is_of_abi(name)
}

/// Returns whether a type of `greentic_guest::abi` that the source may name is called
/// this.
pub(super) fn is_of_abi(name: &str) -> bool {
    let tuple = name.strip_prefix("Tuple");
    matches!(name, "Str" | "List" | "Opt" | "Res")
        || tuple.is_some_and(|members| members.parse::<u8>().is_ok())
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
pub(super) fn abi_names(source: &str) -> Vec<String> {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let names: BTreeSet<_> = source
        .match_indices(|c: char| c.is_ascii_uppercase())
        .filter(|(at, _)| !source[..*at].ends_with(|c: char| word(c) || c == ':'))
        .filter_map(|(at, _)| source[at..].split(|c: char| !word(c)).next())
        .filter(|name| is_of_abi(name))
        .map(str::to_owned)
        .collect();
    names.into_iter().collect()
}
