//! Objects and arrays whose parts are only known when they are written.

use super::write::ToJson;
use crate::abi::Text;

/// An object that is being written.
///
/// ```
/// use greentic_guest::Call;
/// use greentic_guest::json::{self, Object};
///
/// fn point(fields: &mut Object<'_, '_>) {
///     fields.field("x", 1);
///     fields.field("y", -2);
/// }
///
/// let call = Call::new();
/// assert_eq!(call.write_json(json::object(point)), r#"{"x":1,"y":-2}"#);
/// ```
#[derive(Debug)]
pub struct Object<'t, 'a> {
    text: &'t mut Text<'a>,
    comma: bool,
}

impl Object<'_, '_> {
    /// Appends a field. Whether the object has it already is not looked up.
    pub fn field(&mut self, name: &str, value: impl ToJson) {
        if self.comma {
            self.text.push(",");
        }
        self.comma = true;
        self.text.push_json(name);
        self.text.push(":");
        value.to_json(self.text);
    }
}

/// An object whose fields a closure writes: [`object`].
///
/// ```
/// use greentic_guest::Call;
/// use greentic_guest::json::{self, Object, ObjectOf};
///
/// fn point(x: i32) -> ObjectOf<impl FnOnce(&mut Object<'_, '_>)> {
///     json::object(move |fields| fields.field("x", x))
/// }
///
/// assert_eq!(Call::new().write_json(point(1)), r#"{"x":1}"#);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ObjectOf<F>(F);

/// Returns an object that `fields` writes.
///
/// ```
/// # let call = greentic_guest::Call::new();
/// use greentic_guest::json;
///
/// let names = ["a", "b"];
/// let text = call.write_json(json::object(|object| {
///     for (number, name) in (1_u32..).zip(names) {
///         object.field(name, number);
///     }
/// }));
/// assert_eq!(text, r#"{"a":1,"b":2}"#);
/// ```
pub const fn object<F: FnOnce(&mut Object<'_, '_>)>(fields: F) -> ObjectOf<F> {
    ObjectOf(fields)
}

impl<F: FnOnce(&mut Object<'_, '_>)> ToJson for ObjectOf<F> {
    fn to_json(self, text: &mut Text<'_>) {
        text.push("{");
        self.0(&mut Object { text, comma: false });
        text.push("}");
    }
}

/// An array of what an iterator yields: [`array()`].
///
/// ```
/// use greentic_guest::Call;
/// use greentic_guest::json::{self, JsonArrayOf};
///
/// let doubled: JsonArrayOf<_> = json::array([1, 2].into_iter().map(|one| one * 2));
/// assert_eq!(Call::new().write_json(doubled), "[2,4]");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct JsonArrayOf<I>(I);

/// Returns an array of these items.
///
/// ```
/// # let call = greentic_guest::Call::new();
/// use greentic_guest::json;
///
/// let lengths = ["a", "bcd"].iter().map(|word| word.len());
/// assert_eq!(call.write_json(json::array(lengths)), "[1,3]");
/// ```
pub const fn array<I: IntoIterator>(items: I) -> JsonArrayOf<I>
where
    I::Item: ToJson,
{
    JsonArrayOf(items)
}

impl<I: IntoIterator> ToJson for JsonArrayOf<I>
where
    I::Item: ToJson,
{
    fn to_json(self, text: &mut Text<'_>) {
        text.push("[");
        let mut between = "";
        for item in self.0 {
            text.push(between);
            item.to_json(text);
            between = ",";
        }
        text.push("]");
    }
}

/// Text that is JSON: [`raw`].
///
/// ```
/// use greentic_guest::Call;
/// use greentic_guest::json::{self, RawJson};
///
/// let known: RawJson<'_> = json::raw(r#"{"a":1}"#);
/// assert_eq!(Call::new().write_json(known), r#"{"a":1}"#);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct RawJson<'a>(&'a str);

/// Returns a value that is written as it stands: nobody looks whether `text` is
/// one JSON value.
///
/// ```
/// # let call = greentic_guest::Call::new();
/// use greentic_guest::json;
///
/// let known = r#"{"cents":1}"#;
/// assert_eq!(greentic_guest::json!(call, {"price": json::raw(known)}), r#"{"price":{"cents":1}}"#);
/// ```
pub const fn raw(text: &str) -> RawJson<'_> {
    RawJson(text)
}

impl ToJson for RawJson<'_> {
    fn to_json(self, text: &mut Text<'_>) {
        text.push(self.0);
    }
}
