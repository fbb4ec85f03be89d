//! Examples in the documentation of the bindings of our own WIT: one for each
//! interface, compiled with the documentation of the guest crate.

use std::collections::BTreeMap;

use wit_parser::{Function, InterfaceId, Resolve, Type};

use super::stub::abi_names;
use super::type_printer::{Elsewhere, Position, TypePrinter};
use super::{Answers, Stub};
use crate::Error;
use crate::wit::names::{camel, snake};

/// The crate that the examples use.
const CRATE: &str = "greentic_guest";

/// The modules of interfaces, from the crate on, by their full names.
pub(super) type Modules = BTreeMap<String, String>;

/// Returns the example of an interface, as lines of its documentation: a component that
/// exports it, or with `asked` one that imports it; a value where it has only types.
///
/// # Errors
///
/// [`Error::Unsupported`] where something cannot be represented.
pub(super) fn lines(
    resolve: &Resolve,
    id: InterfaceId,
    modules: &Modules,
    asked: bool,
) -> Result<String, Error> {
    let interface = &resolve.interfaces[id];
    let (about, code) = if interface.functions.is_empty() {
        (
            "A value, with nothing in it yet:",
            value(resolve, id, modules),
        )
    } else if asked {
        (
            "A function that asks takes `&impl Host`: the import, or in a native test \
             something\n/// else:",
            import(resolve, id, modules),
        )
    } else {
        (
            "A component that exports it, with answers that are empty yet:",
            export(resolve, id, modules)?,
        )
    };
    let mut text = format!("///\n/// {about}\n///\n/// ```\n");
    for line in code.trim().lines() {
        text += format!("/// {line}").trim_end();
        text.push('\n');
    }
    Ok(text + "/// # fn main() {}\n/// ```\n")
}

/// Writes what `greentic-tiny new` begins a component with, without the attributes of a
/// crate: rustdoc compiles what has none in one go.
fn export(resolve: &Resolve, id: InterfaceId, modules: &Modules) -> Result<String, Error> {
    let stub = Stub {
        of: resolve.id_of(id).unwrap_or_default(),
        answers: Answers::Empty,
        bindings: CRATE.to_owned(),
        modules: modules.clone(),
    };
    let text = stub.write(resolve)?;
    let lines = text.lines();
    let lines = lines.filter(|line| !line.starts_with("//!") && !line.starts_with("#!["));
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// Writes a function that calls the first one of an interface.
fn import(resolve: &Resolve, id: InterfaceId, modules: &Modules) -> String {
    let interface = &resolve.interfaces[id];
    let path = path(resolve, id, modules);
    let module = snake(interface.name.as_deref().unwrap_or_default());
    let printer = printer(resolve, id, &module, modules);
    let function = &interface.functions[0];
    let result = function.result.as_ref().map_or_else(String::new, |ty| {
        format!(" -> {}", printer.view(ty, "'a", Position::Result))
    });
    let generics = if result.contains("'a") { "<'a>" } else { "" };
    let lifetime = if result.contains("'a") { "'a " } else { "" };
    let name = snake(&function.name);
    let arguments = arguments(printer, function);
    let host = camel(interface.name.as_deref().unwrap_or_default());
    let below = path.strip_prefix("greentic_guest::").unwrap_or(&path);
    let types = if format!("{result}{arguments}").contains(&format!("{module}::")) {
        "::{self, Host}"
    } else {
        "::Host"
    };
    let body = format!(
        "use {path}{types};\n\n\
         greentic_guest::component! {{\n    import {below} as {host},\n}}\n\n\
         fn ask{generics}(call: &{lifetime}Call, host: &impl Host){result} {{\n    \
         host.{name}({arguments})\n}}"
    );
    finished(&format!("use greentic_guest::Call;\n{body}\n"))
}

/// Returns a source, formatted, with the types of the ABI that it names brought in.
fn finished(body: &str) -> String {
    let names = abi_names(body);
    let abi = match &*names {
        [] => String::new(),
        names => format!("use greentic_guest::abi::{{{}}};\n", names.join(", ")),
    };
    let text = abi + body;
    crate::rustfmt(&text).unwrap_or(text)
}

/// Writes the arguments of a call, each empty.
fn arguments(printer: TypePrinter<'_>, function: &Function) -> String {
    let params = function.params.iter().map(|param| {
        let borrowed = printer.view(&param.ty, "'a", Position::Param);
        let value = printer.empty_view(&param.ty);
        // A text or a list is borrowed already.
        if borrowed.starts_with('&') && !value.starts_with(['&', '"']) {
            format!(", &{value}")
        } else {
            format!(", {value}")
        }
    });
    "call".to_owned() + &params.collect::<String>()
}

/// Writes a constant of the first type of an interface.
fn value(resolve: &Resolve, id: InterfaceId, modules: &Modules) -> String {
    let path = path(resolve, id, modules);
    let interface = &resolve.interfaces[id];
    let module = snake(interface.name.as_deref().unwrap_or_default());
    let Some((_, &ty)) = interface.types.first() else {
        return format!("use {path};");
    };
    let printer = printer(resolve, id, &module, modules);
    let ty = Type::Id(ty);
    finished(&format!(
        "use {path};\n\nconst EMPTY: {} = {};\n",
        printer.abi(&ty, "'static"),
        printer.empty_abi(&ty)
    ))
}

fn printer<'r>(
    resolve: &'r Resolve,
    interface: InterfaceId,
    module: &'r str,
    modules: &'r Modules,
) -> TypePrinter<'r> {
    TypePrinter {
        resolve,
        interface,
        depth: 0,
        elsewhere: Some(Elsewhere {
            bindings: CRATE,
            modules: Some(modules),
            interface: module,
        }),
    }
}

fn path(resolve: &Resolve, id: InterfaceId, modules: &Modules) -> String {
    let name = resolve.id_of(id).unwrap_or_default();
    modules.get(&name).cloned().unwrap_or_default()
}
