//! Writing.

#![allow(
    clippy::unnecessary_wraps,
    reason = "short forms of what serde wants to be returned"
)]

use ::serde_core::ser::{
    Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::fault::Refused;
use crate::abi::Text;

/// Appends one value to a text.
pub(super) struct JsonSerializer<'t, 'a> {
    pub(super) text: &'t mut Text<'a>,
}

type Done = Result<(), Refused>;

/// An array or object that is being written.
pub(super) struct Inside<'t, 'a> {
    text: &'t mut Text<'a>,
    /// The text in front of the next part.
    between: &'static str,
    /// The text behind the last part.
    end: &'static str,
}

impl<'t, 'a> JsonSerializer<'t, 'a> {
    fn push(self, text: &str) -> Done {
        self.text.push(text);
        Ok(())
    }

    fn unsigned(self, number: u64) -> Done {
        self.text.push_u64(number);
        Ok(())
    }

    fn signed(self, number: i64) -> Done {
        self.text.push_i64(number);
        Ok(())
    }

    fn open(self, start: &str, end: &'static str) -> Inside<'t, 'a> {
        self.text.push(start);
        Inside {
            text: self.text,
            between: "",
            end,
        }
    }

    /// Begins an object of one field, for a case that holds something.
    fn case(&mut self, name: &str) {
        self.text.push("{");
        self.text.push_json(name);
        self.text.push(":");
    }
}

impl Inside<'_, '_> {
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.text.push(self.between);
        self.between = ",";
        value.serialize(JsonSerializer {
            text: &mut *self.text,
        })
    }

    /// Appends the name of a field and what stands around it.
    #[inline(never)]
    fn name(&mut self, name: &str) {
        self.text.push(self.between);
        self.between = ",";
        self.text.push_json(name);
        self.text.push(":");
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Done {
        self.name(name);
        value.serialize(JsonSerializer {
            text: &mut *self.text,
        })
    }

    fn close(self) -> Done {
        self.text.push(self.end);
        Ok(())
    }
}

impl<'t, 'a> Serializer for JsonSerializer<'t, 'a> {
    type Ok = ();
    type Error = Refused;
    type SerializeSeq = Inside<'t, 'a>;
    type SerializeTuple = Inside<'t, 'a>;
    type SerializeTupleStruct = Inside<'t, 'a>;
    type SerializeTupleVariant = Inside<'t, 'a>;
    type SerializeMap = Inside<'t, 'a>;
    type SerializeStruct = Inside<'t, 'a>;
    type SerializeStructVariant = Inside<'t, 'a>;

    fn serialize_bool(self, value: bool) -> Done {
        self.push(if value { "true" } else { "false" })
    }

    fn serialize_i8(self, value: i8) -> Done {
        self.signed(value.into())
    }

    fn serialize_i16(self, value: i16) -> Done {
        self.signed(value.into())
    }

    fn serialize_i32(self, value: i32) -> Done {
        self.signed(value.into())
    }

    fn serialize_i64(self, value: i64) -> Done {
        self.signed(value)
    }

    fn serialize_u8(self, value: u8) -> Done {
        self.unsigned(value.into())
    }

    fn serialize_u16(self, value: u16) -> Done {
        self.unsigned(value.into())
    }

    fn serialize_u32(self, value: u32) -> Done {
        self.unsigned(value.into())
    }

    fn serialize_u64(self, value: u64) -> Done {
        self.unsigned(value)
    }

    fn serialize_f32(self, value: f32) -> Done {
        self.text.push_f32(value);
        Ok(())
    }

    fn serialize_f64(self, value: f64) -> Done {
        self.text.push_f64(value);
        Ok(())
    }

    fn serialize_char(self, value: char) -> Done {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Done {
        self.text.push_json(value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Done {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Done {
        self.push("null")
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Done {
        self.push("null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Done {
        self.push("null")
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Done {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        mut self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Done {
        self.case(name);
        value.serialize(JsonSerializer {
            text: &mut *self.text,
        })?;
        self.push("}")
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Inside<'t, 'a>, Refused> {
        Ok(self.open("[", "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Inside<'t, 'a>, Refused> {
        Ok(self.open("[", "]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Inside<'t, 'a>, Refused> {
        Ok(self.open("[", "]"))
    }

    fn serialize_tuple_variant(
        mut self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Inside<'t, 'a>, Refused> {
        self.case(name);
        Ok(self.open("[", "]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Inside<'t, 'a>, Refused> {
        Ok(self.open("{", "}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Inside<'t, 'a>, Refused> {
        Ok(self.open("{", "}"))
    }

    fn serialize_struct_variant(
        mut self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Inside<'t, 'a>, Refused> {
        self.case(name);
        Ok(self.open("{", "}}"))
    }

    fn collect_str<T: core::fmt::Display + ?Sized>(self, value: &T) -> Done {
        struct Escaped<'t, 'a>(&'t mut Text<'a>);

        impl core::fmt::Write for Escaped<'_, '_> {
            fn write_str(&mut self, part: &str) -> core::fmt::Result {
                self.0.push_escaped(part);
                Ok(())
            }
        }

        self.text.push("\"");
        if core::fmt::write(&mut Escaped(self.text), format_args!("{value}")).is_err() {
            return Err(Refused);
        }
        self.push("\"")
    }
}

/// The name of a field: text, also of a number.
struct NameWriter<'t, 'a>(&'t mut Text<'a>);

impl<'a> NameWriter<'_, 'a> {
    fn quoted(self, write: impl FnOnce(&mut Text<'a>)) -> Done {
        self.0.push("\"");
        write(self.0);
        self.0.push("\"");
        Ok(())
    }
}

macro_rules! names {
    ($($method:ident($type:ty): $push:ident;)*) => {$(
        fn $method(self, value: $type) -> Done {
            self.quoted(|text| text.$push(value.into()))
        }
    )*};
}

macro_rules! no_names {
    ($($method:ident($($type:ty),*);)*) => {$(
        fn $method(self, $(_: $type),*) -> Done {
            Err(Refused)
        }
    )*};
}

macro_rules! no_compounds {
    ($($method:ident($($type:ty),*) -> $result:ident;)*) => {$(
        fn $method(self, $(_: $type),*) -> Result<Self::$result, Refused> {
            Err(Refused)
        }
    )*};
}

impl Serializer for NameWriter<'_, '_> {
    type Ok = ();
    type Error = Refused;
    type SerializeSeq = Impossible<(), Refused>;
    type SerializeTuple = Impossible<(), Refused>;
    type SerializeTupleStruct = Impossible<(), Refused>;
    type SerializeTupleVariant = Impossible<(), Refused>;
    type SerializeMap = Impossible<(), Refused>;
    type SerializeStruct = Impossible<(), Refused>;
    type SerializeStructVariant = Impossible<(), Refused>;

    names! {
        serialize_i8(i8): push_i64;
        serialize_i16(i16): push_i64;
        serialize_i32(i32): push_i64;
        serialize_i64(i64): push_i64;
        serialize_u8(u8): push_u64;
        serialize_u16(u16): push_u64;
        serialize_u32(u32): push_u64;
        serialize_u64(u64): push_u64;
    }

    no_names! {
        serialize_f32(f32);
        serialize_f64(f64);
        serialize_bytes(&[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(&'static str);
    }

    no_compounds! {
        serialize_seq(Option<usize>) -> SerializeSeq;
        serialize_tuple(usize) -> SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> SerializeTupleVariant;
        serialize_map(Option<usize>) -> SerializeMap;
        serialize_struct(&'static str, usize) -> SerializeStruct;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> SerializeStructVariant;
    }

    fn serialize_bool(self, value: bool) -> Done {
        self.quoted(|text| text.push(if value { "true" } else { "false" }))
    }

    fn serialize_char(self, value: char) -> Done {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Done {
        self.0.push_json(value);
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Done {
        self.serialize_str(name)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Done {
        Err(Refused)
    }

    fn collect_str<T: core::fmt::Display + ?Sized>(self, value: &T) -> Done {
        JsonSerializer { text: self.0 }.collect_str(value)
    }
}

macro_rules! arrays {
    ($($name:ident: $method:ident;)*) => {$(
        impl $name for Inside<'_, '_> {
            type Ok = ();
            type Error = Refused;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
                self.item(value)
            }

            fn end(self) -> Done {
                self.close()
            }
        }
    )*};
}

arrays! {
    SerializeSeq: serialize_element;
    SerializeTuple: serialize_element;
    SerializeTupleStruct: serialize_field;
    SerializeTupleVariant: serialize_field;
}

macro_rules! objects {
    ($($name:ident;)*) => {$(
        impl $name for Inside<'_, '_> {
            type Ok = ();
            type Error = Refused;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Done {
                self.field(name, value)
            }

            fn end(self) -> Done {
                self.close()
            }
        }
    )*};
}

objects! {
    SerializeStruct;
    SerializeStructVariant;
}

impl SerializeMap for Inside<'_, '_> {
    type Ok = ();
    type Error = Refused;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Done {
        self.text.push(self.between);
        self.between = ",";
        key.serialize(NameWriter(&mut *self.text))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.text.push(":");
        value.serialize(JsonSerializer {
            text: &mut *self.text,
        })
    }

    fn end(self) -> Done {
        self.close()
    }
}
