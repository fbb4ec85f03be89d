//! Calls of what a component exports, with the smallest argument of each type.

use wasmparser::component_types::{ComponentDefinedType, ComponentEntityType, ComponentValType};
use wasmparser::types::TypesRef;
use wasmparser::{Parser, Payload, PrimitiveValType};

/// Bytes of arguments beyond which nobody calls.
const MOST: usize = 10_000;

/// Lists the calls that a valid component takes: the function, then arguments in
/// WAVE. Those that take handles are left out.
pub(crate) fn of(bytes: &[u8], types: TypesRef<'_>) -> Vec<Vec<String>> {
    let mut calls = Vec::new();
    for name in exports(bytes) {
        match types.component_item_for_export(&name).map(|item| item.ty) {
            Some(ComponentEntityType::Func(id)) => calls.extend(call(name, types, id)),
            Some(ComponentEntityType::Instance(id)) => {
                for (function, item) in &types[id].exports {
                    if let ComponentEntityType::Func(id) = item.ty {
                        calls.extend(call(format!("{name}#{function}"), types, id));
                    }
                }
            }
            _ => {}
        }
    }
    calls
}

/// Names of what the component itself exports.
fn exports(bytes: &[u8]) -> Vec<String> {
    let (mut names, mut depth) = (Vec::new(), 0);
    for payload in Parser::new(0).parse_all(bytes).map_while(Result::ok) {
        match payload {
            Payload::Version { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            Payload::ComponentExportSection(section) if depth == 1 => {
                let exports = section.into_iter().map_while(Result::ok);
                names.extend(exports.map(|export| export.name.name.to_owned()));
            }
            _ => {}
        }
    }
    names
}

fn call(
    name: String,
    types: TypesRef<'_>,
    id: wasmparser::component_types::ComponentFuncTypeId,
) -> Option<Vec<String>> {
    let mut call = vec![name];
    for (_, ty) in &types[id].params {
        let mut text = String::new();
        value(&mut text, types, *ty)?;
        call.push(text);
    }
    Some(call)
}

/// Appends the smallest value of a type; `None` if there is none, or none of some
/// bytes.
fn value(to: &mut String, types: TypesRef<'_>, ty: ComponentValType) -> Option<()> {
    if to.len() > MOST {
        return None;
    }
    let id = match ty {
        ComponentValType::Primitive(ty) => {
            to.push_str(primitive(ty)?);
            return Some(());
        }
        ComponentValType::Type(id) => id,
    };
    match &types[id] {
        ComponentDefinedType::Primitive(ty) => to.push_str(primitive(*ty)?),
        ComponentDefinedType::Record(record) => {
            to.push('{');
            for (at, (name, ty)) in record.fields.iter().enumerate() {
                to.push_str(if at == 0 { "" } else { ", " });
                // Names that are words of the notation are marked.
                to.push('%');
                to.push_str(name);
                to.push_str(": ");
                value(to, types, *ty)?;
            }
            to.push('}');
        }
        ComponentDefinedType::Variant(variant) => {
            let (name, case) = variant.cases.iter().next()?;
            to.push('%');
            to.push_str(name);
            if let Some(ty) = case.ty {
                to.push('(');
                value(to, types, ty)?;
                to.push(')');
            }
        }
        ComponentDefinedType::List { .. } => to.push_str("[]"),
        ComponentDefinedType::Tuple(tuple) => {
            to.push('(');
            for (at, ty) in tuple.types.iter().enumerate() {
                to.push_str(if at == 0 { "" } else { ", " });
                value(to, types, *ty)?;
            }
            to.push(')');
        }
        ComponentDefinedType::Flags(_) => to.push_str("{}"),
        ComponentDefinedType::Enum(names) => {
            to.push('%');
            to.push_str(names.iter().next()?);
        }
        ComponentDefinedType::Option { .. } => to.push_str("none"),
        ComponentDefinedType::Result { ok: None, .. } => to.push_str("ok"),
        ComponentDefinedType::Result { ok: Some(ty), .. } => {
            to.push_str("ok(");
            value(to, types, *ty)?;
            to.push(')');
        }
        _ => return None,
    }
    Some(())
}

fn primitive(ty: PrimitiveValType) -> Option<&'static str> {
    Some(match ty {
        PrimitiveValType::Bool => "false",
        PrimitiveValType::F32 | PrimitiveValType::F64 => "0.5",
        PrimitiveValType::Char => "'a'",
        PrimitiveValType::String => "\"a\"",
        PrimitiveValType::ErrorContext => return None,
        _ => "0",
    })
}
