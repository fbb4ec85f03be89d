//! Functions of an interface that a component gives one by one, where it says what it
//! exports: `export INTERFACE { name: handler, other: const VALUE }`.

use wit_parser::{Type, TypeDefKind};

use super::Functions;
use crate::guest::flat::Signature;
use crate::guest::names::param as param_name;
use crate::guest::stub::is_of_abi;
use crate::guest::type_printer::{Elsewhere, Position, Shape, TypePrinter};
use crate::guest::types::is_outcome;
use crate::wit::names::{shouty, snake};

/// The name of the interface's module in the macros.
const INTERFACE: &str = "$root $(::$path)*";

impl Functions<'_, '_> {
    /// Emits two arms for each function, one for a constant and one for a handler, and
    /// one for all that are none.
    pub(super) fn function_arms(&mut self, signatures: &[Signature<'_>]) {
        let printer = TypePrinter {
            elsewhere: Some(Elsewhere {
                bindings: INTERFACE,
                modules: None,
                interface: INTERFACE,
            }),
            ..self.printer
        };
        let runtime = self.runtime().to_owned();
        let mut names = Vec::new();
        for signature in signatures {
            let function = signature.function;
            let name = snake(&function.name);
            let returns = qualified(&runtime, &printer.returns(function));
            let params = qualified(&runtime, &printer.params(function, "'a"));
            let unused: String = function
                .params
                .iter()
                .map(|param| format!(", {}", param_name(&param.name)))
                .collect();
            let head = format!("fn {name}<'a>(call: &'a {runtime}::Call{params}){returns}");
            let constant = match &function.result {
                Some(ty) if signature.can_be_constant() => format!(
                    "const {}: ::core::option::Option<&'static {}> = ::core::option::Option::Some(&{});",
                    shouty(&function.name),
                    qualified(&runtime, &printer.abi(ty, "'static")),
                    qualified(&runtime, &constant(&printer, ty, "$value")),
                ),
                // In an item, where what the value refers to lives for ever. Its name is none
                // that an author's constant has.
                Some(ty) => format!(
                    "{head} {{\n    let _ = (call{unused});\n    const __GREENTIC_VALUE: {} = $value;\n    __GREENTIC_VALUE\n}}",
                    qualified(&runtime, &printer.view(ty, "'static", Position::Result)),
                ),
                None => format!("{head} {{\n    let _ = (call{unused});\n    $value\n}}"),
            };
            let handled = match &function.result {
                Some(ty) if result_is_outcome(&printer, ty) => {
                    format!("::core::convert::Into::into(handler(call{unused}))")
                }
                _ => format!("handler(call{unused})"),
            };
            // The compiler shows it beside the handler's own, where they differ.
            let types: String = function
                .params
                .iter()
                .map(|param| {
                    let ty = printer.view(&param.ty, "'a", Position::Param);
                    format!(", {}", qualified(&runtime, &ty))
                })
                .collect();
            self.source.lines(&format!(
                "(@function {name} [$root:ident $(:: $path:ident)*] [const $value:expr]) => {{
    {constant}
}};
(@function {name} [$root:ident $(:: $path:ident)*] [$handler:expr]) => {{
    {head} {{
        let handler: fn(&'a {runtime}::Call{types}) -> _ = $handler;
        {handled}
    }}
}};"
            ));
            names.push(format!("`{name}`"));
        }
        self.source.lines(&format!(
            "(@function $name:ident $($other:tt)*) => {{
    ::core::compile_error!(::core::concat!(
        \"component!: {} has no function `\", ::core::stringify!($name), \"`; it has {}\"
    ));
}};",
            self.id(),
            names.join(", ")
        ));
    }

    /// Returns how macros call the crate `greentic_guest`.
    fn runtime(&self) -> &str {
        if self.options.in_the_guest() {
            "$crate"
        } else {
            &self.options.runtime
        }
    }
}

/// Returns an expression for the ABI's form of a constant, which has the everyday form:
/// without closures, which constants cannot call.
fn constant(printer: &TypePrinter<'_>, ty: &Type, value: &str) -> String {
    if printer.view_is_abi(ty, Position::Result) {
        return value.to_owned();
    }
    let side = |ty: &Option<Type>| match ty {
        Some(ty) => constant(printer, ty, "value"),
        None => "value".to_owned(),
    };
    match printer.shape(ty) {
        Shape::String => format!("Str::new({value})"),
        Shape::Kind(TypeDefKind::List(_)) => format!("List::new({value})"),
        Shape::Kind(TypeDefKind::Option(inner)) => format!(
            "match {value} {{ ::core::option::Option::Some(value) => Opt::Some({}), \
             ::core::option::Option::None => Opt::None }}",
            constant(printer, inner, "value")
        ),
        Shape::Kind(TypeDefKind::Result(result)) => format!(
            "match {value} {{ ::core::result::Result::Ok(value) => Res::Ok({}), \
             ::core::result::Result::Err(value) => Res::Err({}) }}",
            side(&result.ok),
            side(&result.err)
        ),
        Shape::Kind(TypeDefKind::Tuple(tuple)) => {
            let names: Vec<_> = (0..tuple.types.len())
                .map(|index| format!("m{index}"))
                .collect();
            let members: Vec<_> = tuple
                .types
                .iter()
                .zip(&names)
                .map(|(ty, name)| constant(printer, ty, name))
                .collect();
            format!(
                "{{ let ({},) = {value}; Tuple{}({}) }}",
                names.join(", "),
                names.len(),
                members.join(", ")
            )
        }
        _ => unreachable!("the others have one form"),
    }
}

/// Returns whether a result is made of a `Result` where it is none.
fn result_is_outcome(printer: &TypePrinter<'_>, ty: &Type) -> bool {
    matches!(printer.shape(ty), Shape::Kind(TypeDefKind::Variant(variant)) if is_outcome(variant))
}

/// Returns the text with full paths to the types that every module of bindings has in
/// scope. No type of WIT has one of these names: they are taken.
fn qualified(runtime: &str, text: &str) -> String {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut all = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_uppercase()) {
        let (before, behind) = rest.split_at(at);
        all.push_str(before);
        let len = behind.find(|c| !word(c)).unwrap_or(behind.len());
        let (name, behind) = behind.split_at(len);
        let alone = !all.ends_with(|c: char| word(c) || c == ':');
        match name {
            _ if alone && is_of_abi(name) => all.push_str(&format!("{runtime}::abi::")),
            "Option" if alone => all.push_str("::core::option::"),
            "Result" if alone => all.push_str("::core::result::"),
            _ => {}
        }
        all.push_str(name);
        rest = behind;
    }
    all + rest
}

#[cfg(test)]
mod tests {
    use super::qualified;

    #[test]
    fn names_that_stand_alone_get_their_paths() {
        assert_eq!(
            qualified("$crate", " -> Result<&'a [Str<'a>], $root::StrResult<'a>>"),
            " -> ::core::result::Result<&'a [$crate::abi::Str<'a>], $root::StrResult<'a>>"
        );
        assert_eq!(
            qualified("::r", "Option<Tuple2<u8, Opt<u8>>>"),
            "::core::option::Option<::r::abi::Tuple2<u8, ::r::abi::Opt<u8>>>"
        );
        assert_eq!(qualified("::r", "m::Option<X_>"), "m::Option<X_>");
    }
}
