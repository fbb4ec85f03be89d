//! Values as text, to compare and to show.

use std::fmt::Write as _;

use wasmtime::component::{FutureAny, ResourceAny, StreamAny, Val};

/// Returns the text of a value that has neither handles, streams nor futures in it.
pub(super) fn plain(value: &Val) -> String {
    let mut text = Text {
        other: &mut |_| "?".to_owned(),
    };
    text.values(std::slice::from_ref(value))
}

/// A value that has no text of its own.
#[derive(Clone, Copy)]
pub(super) enum OpaqueValue<'v> {
    /// A handle of a resource.
    Handle(ResourceAny),
    /// The end of a stream that reads.
    Stream(&'v StreamAny),
    /// The end of a future that reads.
    Future(&'v FutureAny),
}

/// Writes values. All NaNs are the same, because a host may choose their bits; the
/// two zeros differ.
pub(super) struct Text<'h> {
    /// Returns the text for a handle, a stream or a future.
    pub(super) other: &'h mut dyn FnMut(OpaqueValue<'_>) -> String,
}

impl Text<'_> {
    /// Returns several values as text, one after the other.
    pub(super) fn values(&mut self, values: &[Val]) -> String {
        let mut to = String::new();
        self.all(&mut to, values.iter());
        to
    }

    fn all<'v>(&mut self, to: &mut String, values: impl Iterator<Item = &'v Val>) {
        for (at, value) in values.enumerate() {
            if at > 0 {
                to.push_str(", ");
            }
            self.value(to, value);
        }
    }

    fn part(&mut self, to: &mut String, name: &str, part: Option<&Val>) {
        to.push_str(name);
        if let Some(part) = part {
            to.push('(');
            self.value(to, part);
            to.push(')');
        }
    }

    fn value(&mut self, to: &mut String, value: &Val) {
        // Writing to a string cannot fail.
        let _ = match value {
            Val::Bool(value) => write!(to, "{value}"),
            Val::S8(value) => write!(to, "{value}"),
            Val::U8(value) => write!(to, "{value}"),
            Val::S16(value) => write!(to, "{value}"),
            Val::U16(value) => write!(to, "{value}"),
            Val::S32(value) => write!(to, "{value}"),
            Val::U32(value) => write!(to, "{value}"),
            Val::S64(value) => write!(to, "{value}"),
            Val::U64(value) => write!(to, "{value}"),
            Val::Float32(value) => write!(to, "{value:?}"),
            Val::Float64(value) => write!(to, "{value:?}"),
            Val::Char(value) => write!(to, "{value:?}"),
            Val::String(value) => write!(to, "{value:?}"),
            Val::Enum(name) => write!(to, "{name}"),
            Val::Flags(names) => write!(to, "{{{}}}", names.join(" | ")),
            _ => {
                self.whole(to, value);
                Ok(())
            }
        };
    }

    /// Writes a value that has parts.
    fn whole(&mut self, to: &mut String, value: &Val) {
        match value {
            Val::List(items) | Val::FixedLengthList(items) => {
                to.push('[');
                self.all(to, items.iter());
                to.push(']');
            }
            Val::Map(entries) => {
                to.push('[');
                for (key, value) in entries {
                    self.value(to, key);
                    to.push_str(": ");
                    self.value(to, value);
                    to.push(' ');
                }
                to.push(']');
            }
            Val::Tuple(members) => {
                to.push('(');
                self.all(to, members.iter());
                to.push(')');
            }
            Val::Record(fields) => {
                to.push_str("{ ");
                for (name, field) in fields {
                    to.push_str(name);
                    to.push_str(": ");
                    self.value(to, field);
                    to.push(' ');
                }
                to.push('}');
            }
            Val::Variant(name, part) => self.part(to, name, part.as_deref()),
            Val::Option(None) => to.push_str("none"),
            Val::Option(some) => self.part(to, "some", some.as_deref()),
            Val::Result(Ok(part)) => self.part(to, "ok", part.as_deref()),
            Val::Result(Err(part)) => self.part(to, "err", part.as_deref()),
            Val::Resource(handle) => to.push_str(&(self.other)(OpaqueValue::Handle(*handle))),
            Val::Stream(stream) => to.push_str(&(self.other)(OpaqueValue::Stream(stream))),
            Val::Future(future) => to.push_str(&(self.other)(OpaqueValue::Future(future))),
            // Contexts of errors have nothing to tell.
            _ => to.push('?'),
        }
    }
}
