//! Reading.

use ::serde_core::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use ::serde_core::forward_to_deserialize_any;

use super::super::error::{JsonError, JsonErrorKind};
use super::super::list::JsonItems;
use super::super::reader::{Reader, Step};
use super::super::value::Json;
use super::fault::SerdeError;
use crate::number::{parse_i64, parse_u64};

/// A value that serde reads.
#[derive(Clone, Copy)]
pub(super) struct Value<'a>(pub(super) Json<'a>);

impl<'a> Value<'a> {
    /// Reads a value of any type.
    pub(super) fn read<T: Deserialize<'a>>(self) -> Result<T, JsonError<'a>> {
        T::deserialize(self).map_err(|fault| fault.of(self.0))
    }
}

macro_rules! plain {
    // bool: visit_bool(bool)
    ($($method:ident: $visit:ident($($read:tt)+);)*) => {$(
        fn $method<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, SerdeError<'a>> {
            visitor.$visit(self.0.$($read)+)
        }
    )*};
}

impl<'a> Deserializer<'a> for Value<'a> {
    type Error = SerdeError<'a>;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, SerdeError<'a>> {
        match self.0.byte() {
            b'"' => self.deserialize_str(visitor),
            b'{' => self.deserialize_map(visitor),
            b'[' => self.deserialize_seq(visitor),
            b't' | b'f' => self.deserialize_bool(visitor),
            b'n' => visitor.visit_unit(),
            _ => {
                if let Ok(number) = self.0.u64() {
                    visitor.visit_u64(number)
                } else if let Ok(number) = self.0.i64() {
                    visitor.visit_i64(number)
                } else {
                    visitor.visit_f64(self.0.f64()?)
                }
            }
        }
    }

    plain! {
        deserialize_bool: visit_bool(bool()?);
        deserialize_u8: visit_u32(u32()?);
        deserialize_u16: visit_u32(u32()?);
        deserialize_u32: visit_u32(u32()?);
        deserialize_u64: visit_u64(u64()?);
        deserialize_i8: visit_i32(i32()?);
        deserialize_i16: visit_i32(i32()?);
        deserialize_i32: visit_i32(i32()?);
        deserialize_i64: visit_i64(i64()?);
        deserialize_f32: visit_f32(f32()?);
        deserialize_f64: visit_f64(f64()?);
        deserialize_char: visit_borrowed_str(str()?);
        deserialize_str: visit_borrowed_str(str()?);
        deserialize_string: visit_borrowed_str(str()?);
        deserialize_identifier: visit_borrowed_str(str()?);
    }

    fn deserialize_bytes<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, SerdeError<'a>> {
        visitor.visit_borrowed_bytes(self.0.str()?.as_bytes())
    }

    fn deserialize_byte_buf<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, SerdeError<'a>> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, SerdeError<'a>> {
        if self.0.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_unit<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, SerdeError<'a>> {
        if self.0.is_null() {
            visitor.visit_unit()
        } else {
            Err(SerdeError::UNPLACED)
        }
    }

    fn deserialize_unit_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, SerdeError<'a>> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, SerdeError<'a>> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, SerdeError<'a>> {
        let mut items = Array(self.0.items()?);
        let value = visitor.visit_seq(&mut items)?;
        // A tuple that has taken its part of a longer array.
        match items.0.next() {
            None => Ok(value),
            Some(_) => Err(SerdeError::UNPLACED),
        }
    }

    fn deserialize_tuple<V: Visitor<'a>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, SerdeError<'a>> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, SerdeError<'a>> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, SerdeError<'a>> {
        let mut object = ObjectAccess(self.0.reader());
        if object.0.byte != b'{' {
            return Err(self.0.error(JsonErrorKind::Object).into());
        }
        match visitor.visit_map(&mut object) {
            Ok(value) => Ok(value),
            Err(fault) => Err(object.place(fault, self.0)),
        }
    }

    fn deserialize_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, SerdeError<'a>> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, SerdeError<'a>> {
        let at = self.0;
        let Ok(mut entries) = at.entries() else {
            // A case without more is its name.
            return visitor.visit_enum(Case {
                at,
                name: at.str()?,
                value: None,
            });
        };
        let (Some(value), name) = (entries.step(), entries.reader.said) else {
            return Err(SerdeError::UNPLACED);
        };
        if entries.step().is_some() {
            return Err(SerdeError::UNPLACED);
        }
        visitor.visit_enum(Case {
            at,
            name,
            value: Some(value),
        })
    }

    /// Nothing: all of the document was checked.
    fn deserialize_ignored_any<V: Visitor<'a>>(
        self,
        visitor: V,
    ) -> Result<V::Value, SerdeError<'a>> {
        visitor.visit_unit()
    }
}

/// The name of a field: a string, or a number in quotation marks.
struct Name<'a>(&'a str);

macro_rules! numbers {
    ($($method:ident: $visit:ident($parse:ident);)*) => {$(
        fn $method<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, SerdeError<'a>> {
            visitor.$visit($parse(self.0).ok_or(SerdeError::UNPLACED)?)
        }
    )*};
}

impl<'a> Deserializer<'a> for Name<'a> {
    type Error = SerdeError<'a>;

    numbers! {
        deserialize_u8: visit_u64(parse_u64);
        deserialize_u16: visit_u64(parse_u64);
        deserialize_u32: visit_u64(parse_u64);
        deserialize_u64: visit_u64(parse_u64);
        deserialize_i8: visit_i64(parse_i64);
        deserialize_i16: visit_i64(parse_i64);
        deserialize_i32: visit_i64(parse_i64);
        deserialize_i64: visit_i64(parse_i64);
    }

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, SerdeError<'a>> {
        visitor.visit_borrowed_str(self.0)
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, SerdeError<'a>> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, SerdeError<'a>> {
        visitor.visit_enum(::serde_core::de::value::BorrowedStrDeserializer::new(
            self.0,
        ))
    }

    forward_to_deserialize_any! {
        <V: Visitor<'a>>
        bool i128 u128 f32 f64 char str string bytes byte_buf
        option unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

struct Array<'a>(JsonItems<'a>);

impl<'a> SeqAccess<'a> for Array<'a> {
    type Error = SerdeError<'a>;

    fn next_element_seed<T: DeserializeSeed<'a>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, SerdeError<'a>> {
        let Some(value) = self.0.next() else {
            return Ok(None);
        };
        match seed.deserialize(Value(value)) {
            Ok(item) => Ok(Some(item)),
            Err(fault) => Err(fault.of(value).into()),
        }
    }
}

/// The fields of an object. They go by without a look at what was read of them:
/// types are only so deep.
struct ObjectAccess<'a>(Reader<'a>);

impl<'a> ObjectAccess<'a> {
    fn value(&self) -> Json<'a> {
        Json {
            document: self.0.document,
            at: self.0.at,
        }
    }

    /// Gives an error its place, if it has none: the last value, or behind all of
    /// them the object, which may lack one.
    #[cold]
    #[inline(never)]
    fn place(&self, fault: SerdeError<'a>, whole: Json<'a>) -> SerdeError<'a> {
        let last = if self.0.open == 1 {
            whole
        } else {
            self.value()
        };
        fault.of(last).into()
    }
}

impl<'a> MapAccess<'a> for ObjectAccess<'a> {
    type Error = SerdeError<'a>;

    fn next_key_seed<K: DeserializeSeed<'a>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, SerdeError<'a>> {
        if self.0.next(3) != Step::Value {
            return Ok(None);
        }
        seed.deserialize(Name(self.0.said)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, SerdeError<'a>> {
        seed.deserialize(Value(self.value()))
    }
}

/// A case of an enum.
struct Case<'a> {
    at: Json<'a>,
    name: &'a str,
    value: Option<Json<'a>>,
}

impl<'a> EnumAccess<'a> for Case<'a> {
    type Error = SerdeError<'a>;
    type Variant = CaseContent<'a>;

    fn variant_seed<V: DeserializeSeed<'a>>(
        self,
        seed: V,
    ) -> Result<(V::Value, CaseContent<'a>), SerdeError<'a>> {
        match seed.deserialize(Name(self.name)) {
            Ok(case) => Ok((case, CaseContent(self.value))),
            Err(fault) => Err(fault.of(self.at).into()),
        }
    }
}

/// The content of an enum's case.
struct CaseContent<'a>(Option<Json<'a>>);

impl<'a> CaseContent<'a> {
    fn get(self) -> Result<Value<'a>, SerdeError<'a>> {
        self.0.map(Value).ok_or(SerdeError::UNPLACED)
    }
}

impl<'a> VariantAccess<'a> for CaseContent<'a> {
    type Error = SerdeError<'a>;

    fn unit_variant(self) -> Result<(), SerdeError<'a>> {
        match self.0 {
            Some(value) if !value.is_null() => Err(value.error(JsonErrorKind::Other).into()),
            _ => Ok(()),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'a>>(
        self,
        seed: T,
    ) -> Result<T::Value, SerdeError<'a>> {
        let value = self.get()?;
        seed.deserialize(value)
            .map_err(|fault| fault.of(value.0).into())
    }

    fn tuple_variant<V: Visitor<'a>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, SerdeError<'a>> {
        let value = self.get()?;
        value
            .deserialize_seq(visitor)
            .map_err(|fault| fault.of(value.0).into())
    }

    fn struct_variant<V: Visitor<'a>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, SerdeError<'a>> {
        let value = self.get()?;
        value
            .deserialize_map(visitor)
            .map_err(|fault| fault.of(value.0).into())
    }
}
