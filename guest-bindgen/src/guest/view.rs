//! From the ABI's form of a value to the everyday form, and back.

use wit_parser::{Type, TypeDefKind};

use super::type_printer::{Position, Shape, TypePrinter};

impl TypePrinter<'_> {
    /// An expression for the everyday form of `value`, which has the ABI's.
    pub(crate) fn view_of(&self, ty: &Type, value: &str) -> String {
        if self.view_is_abi(ty, Position::Result) {
            return value.to_owned();
        }
        match self.shape(ty) {
            Shape::Kind(TypeDefKind::Option(inner)) => match self.view_of(inner, "value") {
                same if same == "value" => format!("{value}.get()"),
                view => format!("{value}.get().map(|value| {view})"),
            },
            Shape::Kind(TypeDefKind::Result(result)) => {
                let mut view = format!("{value}.get()");
                for (side, method) in [(&result.ok, "map"), (&result.err, "map_err")] {
                    match side.map(|ty| self.view_of(&ty, "value")) {
                        Some(side) if side != "value" => {
                            view.push_str(&format!(".{method}(|value| {side})"));
                        }
                        _ => {}
                    }
                }
                view
            }
            Shape::Kind(TypeDefKind::Tuple(tuple)) if !self.is_named(ty) => {
                let names: Vec<_> = (0..tuple.types.len())
                    .map(|index| format!("m{index}"))
                    .collect();
                let views: Vec<_> = tuple
                    .types
                    .iter()
                    .zip(&names)
                    .map(|(ty, name)| self.view_of(ty, name) + ",")
                    .collect();
                format!(
                    "{{ let Tuple{}({}) = {value}; ({}) }}",
                    names.len(),
                    names.join(", "),
                    views.join(" ")
                )
            }
            _ => format!("{value}.get()"),
        }
    }

    /// An expression for the everyday form of a parameter that lies at `place`,
    /// where large values stay and are borrowed.
    pub(crate) fn borrow(&self, ty: &Type, place: &str) -> String {
        if !self.has_borrowed(ty) {
            return self.view_of(ty, place);
        }
        match self.shape(ty) {
            Shape::Kind(TypeDefKind::Option(inner)) => {
                format!(
                    "{place}.as_ref().map(|value| {})",
                    self.borrow_reference(inner)
                )
            }
            Shape::Kind(TypeDefKind::Result(result)) => {
                let mut view = format!("{place}.as_ref()");
                for (side, method) in [(&result.ok, "map"), (&result.err, "map_err")] {
                    let side = match side {
                        Some(ty) => self.borrow_reference(ty),
                        None => "*value".into(),
                    };
                    view.push_str(&format!(".{method}(|value| {side})"));
                }
                view
            }
            Shape::Kind(TypeDefKind::Tuple(tuple)) if !self.is_named(ty) => {
                let members: Vec<_> = tuple
                    .types
                    .iter()
                    .enumerate()
                    .map(|(index, ty)| self.borrow(ty, &format!("{place}.{index}")) + ",")
                    .collect();
                format!("({})", members.join(" "))
            }
            _ => format!("&{place}"),
        }
    }

    /// The same for one that `value` refers to.
    fn borrow_reference(&self, ty: &Type) -> String {
        if self.is_borrowed(ty, Position::Param)
            && self.view(ty, "", Position::Param).starts_with('&')
        {
            return "value".into();
        }
        match self.borrow(ty, "value") {
            same if same == "value" => "*value".into(),
            view => view,
        }
    }

    /// An expression for the ABI's form of `value`, which has the everyday
    /// form.
    pub(crate) fn abi_of(&self, ty: &Type, value: &str, position: Position) -> String {
        if self.view_is_abi(ty, position) {
            return value.to_owned();
        }
        match self.shape(ty) {
            Shape::String => format!("Str::new({value})"),
            Shape::Kind(TypeDefKind::List(_)) => format!("List::new({value})"),
            Shape::Kind(TypeDefKind::Option(inner)) => {
                match self.abi_of(inner, "value", position) {
                    same if same == "value" => format!("Opt::from({value})"),
                    abi => format!("Opt::from({value}.map(|value| {abi}))"),
                }
            }
            Shape::Kind(TypeDefKind::Result(result)) => {
                let mut abi = value.to_owned();
                for (side, method) in [(&result.ok, "map"), (&result.err, "map_err")] {
                    match side.map(|ty| self.abi_of(&ty, "value", position)) {
                        Some(side) if side != "value" => {
                            abi.push_str(&format!(".{method}(|value| {side})"));
                        }
                        _ => {}
                    }
                }
                format!("Res::from({abi})")
            }
            Shape::Kind(TypeDefKind::Tuple(tuple)) if !self.is_named(ty) => {
                let names: Vec<_> = (0..tuple.types.len())
                    .map(|index| format!("m{index}"))
                    .collect();
                let members: Vec<_> = tuple
                    .types
                    .iter()
                    .zip(&names)
                    .map(|(ty, name)| self.abi_of(ty, name, position))
                    .collect();
                format!(
                    "{{ let ({},) = {value}; Tuple{}({}) }}",
                    names.join(", "),
                    names.len(),
                    members.join(", ")
                )
            }
            // Lent.
            _ => format!("*{value}"),
        }
    }
}
