//! Reads JSON, as far as cargo's messages need it.
//!
//! A library for this takes three seconds to compile before the first check
//! can start, and the messages use no more of JSON than what is here.

use std::iter::Peekable;
use std::str::Chars;

/// A value. Numbers are nothing that a message is read for: they are null.
#[derive(Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// Values in values, at most. Cargo's have five; more would be an attack on
/// the stack.
const DEPTH: usize = 64;

impl Json {
    /// Reads a text that is one value.
    ///
    /// # Errors
    ///
    /// The fault, and the number of its character.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let mut reader = Parser {
            rest: text.chars().peekable(),
            at: 0,
        };
        let value = reader.value(DEPTH)?;
        reader.blanks();
        match reader.rest.peek() {
            None => Ok(value),
            Some(_) => Err(reader.error("the end")),
        }
    }

    /// Returns the field of an object, and null where there is none.
    pub(crate) fn field(&self, name: &str) -> &Self {
        let Self::Object(fields) = self else {
            return &Self::Null;
        };
        let field = fields.iter().find(|(field, _)| field == name);
        field.map_or(&Self::Null, |(_, value)| value)
    }

    /// Returns the text, where it is one.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the values of a list, and none of anything else.
    pub(crate) fn list(&self) -> &[Self] {
        match self {
            Self::List(values) => values,
            _ => &[],
        }
    }
}

struct Parser<'a> {
    rest: Peekable<Chars<'a>>,
    at: usize,
}

impl Parser<'_> {
    fn error(&self, expected: &str) -> String {
        format!(
            "no JSON: {expected} was expected at character {}",
            self.at + 1
        )
    }

    fn next(&mut self) -> Option<char> {
        let next = self.rest.next();
        self.at += usize::from(next.is_some());
        next
    }

    fn blanks(&mut self) {
        while self.rest.peek().is_some_and(|c| " \t\r\n".contains(*c)) {
            self.next();
        }
    }

    /// Takes a character, where it is the next one.
    fn takes(&mut self, wanted: char) -> bool {
        self.blanks();
        let there = self.rest.peek() == Some(&wanted);
        if there {
            self.next();
        }
        there
    }

    fn take(&mut self, wanted: char) -> Result<(), String> {
        if self.takes(wanted) {
            Ok(())
        } else {
            Err(self.error(&format!("`{wanted}`")))
        }
    }

    fn value(&mut self, depth: usize) -> Result<Json, String> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(self.error("a value less deep"));
        };
        self.blanks();
        match self.rest.peek() {
            Some('{') => self.object(depth),
            Some('[') => self.list(depth),
            Some('"') => Ok(Json::Text(self.text()?)),
            Some('t') => self.word("true", Json::Bool(true)),
            Some('f') => self.word("false", Json::Bool(false)),
            Some('n') => self.word("null", Json::Null),
            Some('-' | '0'..='9') => {
                let number = |c: &char| c.is_ascii_digit() || "+-.eE".contains(*c);
                while self.rest.peek().is_some_and(number) {
                    self.next();
                }
                Ok(Json::Null)
            }
            _ => Err(self.error("a value")),
        }
    }

    fn word(&mut self, word: &str, value: Json) -> Result<Json, String> {
        for letter in word.chars() {
            if self.rest.peek() != Some(&letter) {
                return Err(self.error(&format!("`{word}`")));
            }
            self.next();
        }
        Ok(value)
    }

    fn object(&mut self, depth: usize) -> Result<Json, String> {
        self.take('{')?;
        let mut fields = Vec::new();
        if self.takes('}') {
            return Ok(Json::Object(fields));
        }
        loop {
            self.blanks();
            let name = self.text()?;
            self.take(':')?;
            fields.push((name, self.value(depth)?));
            if !self.takes(',') {
                self.take('}')?;
                return Ok(Json::Object(fields));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Json, String> {
        self.take('[')?;
        let mut values = Vec::new();
        if self.takes(']') {
            return Ok(Json::List(values));
        }
        loop {
            values.push(self.value(depth)?);
            if !self.takes(',') {
                self.take(']')?;
                return Ok(Json::List(values));
            }
        }
    }

    fn text(&mut self) -> Result<String, String> {
        if self.next() != Some('"') {
            return Err(self.error("a text"));
        }
        let mut text = String::new();
        loop {
            match self.next() {
                None => return Err(self.error("the end of a text")),
                Some('"') => return Ok(text),
                Some('\\') => text.push(self.escape()?),
                Some(other) => text.push(other),
            }
        }
    }

    fn escape(&mut self) -> Result<char, String> {
        match self.next() {
            Some('n') => Ok('\n'),
            Some('t') => Ok('\t'),
            Some('r') => Ok('\r'),
            Some('b') => Ok('\u{8}'),
            Some('f') => Ok('\u{c}'),
            Some(same @ ('"' | '\\' | '/')) => Ok(same),
            Some('u') => {
                let high = self.unit()?;
                let units = if (0xD800..0xDC00).contains(&high) {
                    if (self.next(), self.next()) != (Some('\\'), Some('u')) {
                        return Err(self.error("the second half of a character"));
                    }
                    vec![high, self.unit()?]
                } else {
                    vec![high]
                };
                let character = char::decode_utf16(units).next().and_then(Result::ok);
                character.ok_or_else(|| self.error("a character"))
            }
            _ => Err(self.error("an escape")),
        }
    }

    fn unit(&mut self) -> Result<u16, String> {
        let digits: String = (0..4).filter_map(|_| self.next()).collect();
        let digits = digits.as_bytes();
        if digits.len() == 4 && digits.iter().all(u8::is_ascii_hexdigit) {
            let number = str::from_utf8(digits).unwrap_or_default();
            return u16::from_str_radix(number, 16).map_err(|error| error.to_string());
        }
        Err(self.error("four hexadecimal digits"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_of_cargo_is_read() {
        let line = r#"{"reason":"compiler-artifact","target":{"kind":["cdylib","lib"],
            "name":"a-b"},"profile":{"debuginfo":2,"test":true},"executable":"C:\\t\\a.exe",
            "fresh":false,"features":[],"other":{},"number":-1.5e3}"#;
        let message = Json::read(line).unwrap();
        assert_eq!(message.field("reason").text(), Some("compiler-artifact"));
        let target = message.field("target");
        assert_eq!(target.field("kind").list()[1].text(), Some("lib"));
        assert_eq!(target.field("name").text(), Some("a-b"));
        assert_eq!(*message.field("profile").field("test"), Json::Bool(true));
        assert_eq!(message.field("executable").text(), Some("C:\\t\\a.exe"));
        assert_eq!(*message.field("no such field"), Json::Null);
        assert_eq!(*message.field("reason").field("of a text"), Json::Null);
        assert!(message.field("features").list().is_empty());
    }

    #[test]
    fn escapes_are_undone() {
        let text = Json::read(r#""a\"b\\\/\n\t\u00e9\ud83d\ude00é""#).unwrap();
        assert_eq!(text.text(), Some("a\"b\\/\n\té😀é"));
    }

    #[test]
    fn what_is_no_json_is_refused_with_its_place() {
        for (text, place) in [
            ("", 1),
            ("{", 2),
            (r#"{"a" 1}"#, 6),
            (r#"{"a":1"#, 7),
            ("[1,]", 4),
            ("[1 2]", 4),
            ("truth", 4),
            ("1 2", 3),
            (r#""open"#, 6),
            (r#""\x""#, 4),
            (r#""\u12""#, 7),
            (r#""\ud83d""#, 9),
            (r#""\ude00""#, 8),
        ] {
            let error = Json::read(text).unwrap_err();
            let place = place.to_string();
            assert!(
                error.ends_with(&format!("character {place}")),
                "{text}: {error}"
            );
        }
    }

    #[test]
    fn depth_is_limited() {
        let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
        assert!(Json::read(&nested(DEPTH)).is_ok());
        assert!(Json::read(&nested(DEPTH + 1)).is_err());
        assert!(Json::read(&"[".repeat(1_000_000)).is_err());
    }
}
