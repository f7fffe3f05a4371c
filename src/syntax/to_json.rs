//! Serialises answers as JSON text.
//!
//! The output equals that of `serde_json`, except that doubles are written as JavaScript writes
//! them and `serialize_bytes` takes JSON text that is copied unchanged.

use std::fmt::{self, Write as _};

use serde::ser::{self, Impossible, Serialize};

use crate::host;

/// Initial capacity in bytes; most answers fit.
const ROOM: usize = 1024;

/// Serialises a value; `None` if it has no JSON representation.
pub(crate) fn to_json(value: &impl Serialize) -> Option<String> {
    let mut out = Out { text: String::with_capacity(ROOM) };
    value.serialize(&mut out).ok().map(|()| out.text)
}

/// Appends a JSON string, quoted and escaped.
pub(crate) fn quote(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    let special = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    while let Some(at) = rest.bytes().position(special) {
        // INVARIANT: a special byte is ASCII, so both ends are character boundaries.
        out.push_str(rest.get(..at).unwrap_or_default());
        escape(rest.as_bytes().get(at).copied().unwrap_or_default(), out);
        rest = rest.get(at + 1..).unwrap_or_default();
    }
    out.push_str(rest);
    out.push('"');
}

fn escape(byte: u8, out: &mut String) {
    let letter = match byte {
        b'"' | b'\\' => byte,
        8 => b'b',
        9 => b't',
        10 => b'n',
        12 => b'f',
        13 => b'r',
        _ => {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\u{byte:04x}");
            return;
        }
    };
    out.push('\\');
    out.push(char::from(letter));
}

/// The value has no JSON representation.
#[derive(Debug, thiserror::Error)]
#[error("the value has no JSON representation")]
pub(crate) struct NotJson;

impl ser::Error for NotJson {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

type Written = Result<(), NotJson>;

struct Out {
    text: String,
}

impl Out {
    fn display(&mut self, value: impl fmt::Display) {
        // Writing to a string cannot fail.
        let _ = write!(self.text, "{value}");
    }

    fn word(&mut self, word: &str) {
        self.text.push_str(word);
    }

    /// Adds a comma unless the text ends in `{` or `[`, as only a new object or array does.
    fn comma(&mut self) {
        if !self.text.ends_with(['{', '[']) {
            self.text.push(',');
        }
    }

    fn name(&mut self, name: &str) {
        self.comma();
        quote(name, &mut self.text);
        self.text.push(':');
    }

    fn nested(&mut self, open: char, close: char) -> Nested<'_> {
        self.text.push(open);
        Nested { out: self, close }
    }
}

/// An object or array that is being written.
struct Nested<'o> {
    out: &'o mut Out,
    close: char,
}

impl Nested<'_> {
    fn close(self) {
        self.out.text.push(self.close);
    }
}

macro_rules! integers {
    ($($name:ident($type:ty as $wide:ty))*) => {
        $(fn $name(self, value: $type) -> Written {
            self.display(<$wide>::from(value));
            Ok(())
        })*
    };
}

impl<'o> ser::Serializer for &'o mut Out {
    type Ok = ();
    type Error = NotJson;
    type SerializeSeq = Nested<'o>;
    type SerializeTuple = Nested<'o>;
    type SerializeTupleStruct = Impossible<(), NotJson>;
    type SerializeTupleVariant = Impossible<(), NotJson>;
    type SerializeMap = Nested<'o>;
    type SerializeStruct = Nested<'o>;
    type SerializeStructVariant = Impossible<(), NotJson>;

    integers! {
        serialize_i8(i8 as i64) serialize_i16(i16 as i64)
        serialize_i32(i32 as i64) serialize_i64(i64 as i64)
        serialize_u8(u8 as u64) serialize_u16(u16 as u64)
        serialize_u32(u32 as u64) serialize_u64(u64 as u64)
    }

    fn serialize_bool(self, value: bool) -> Written {
        self.word(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Written {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Written {
        self.word(&if value.is_finite() { host::spelling(value) } else { "null".to_owned() });
        Ok(())
    }

    fn serialize_char(self, value: char) -> Written {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Written {
        quote(value, &mut self.text);
        Ok(())
    }

    fn serialize_bytes(self, json: &[u8]) -> Written {
        self.word(std::str::from_utf8(json).map_err(|_| NotJson)?);
        Ok(())
    }

    fn is_human_readable(&self) -> bool {
        // Makes `Metadata` pass its own JSON text to `serialize_bytes`.
        false
    }

    fn serialize_none(self) -> Written {
        self.word("null");
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Written {
        self.word("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written {
        self.word("null");
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Written {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Written {
        let nested = self.nested('{', '}');
        nested.out.name(name);
        value.serialize(&mut *nested.out)?;
        nested.close();
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Nested<'o>, NotJson> {
        Ok(self.nested('[', ']'))
    }

    fn serialize_tuple(self, _: usize) -> Result<Nested<'o>, NotJson> {
        Ok(self.nested('[', ']'))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, NotJson> {
        Err(NotJson)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, NotJson> {
        Err(NotJson)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Nested<'o>, NotJson> {
        Ok(self.nested('{', '}'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Nested<'o>, NotJson> {
        Ok(self.nested('{', '}'))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, NotJson> {
        Err(NotJson)
    }
}

impl ser::SerializeSeq for Nested<'_> {
    type Ok = ();
    type Error = NotJson;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.out.comma();
        value.serialize(&mut *self.out)
    }

    fn end(self) -> Written {
        self.close();
        Ok(())
    }
}

impl ser::SerializeTuple for Nested<'_> {
    type Ok = ();
    type Error = NotJson;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Written {
        ser::SerializeSeq::end(self)
    }
}

/// Keys are always strings, so they are written as such.
impl ser::SerializeMap for Nested<'_> {
    type Ok = ();
    type Error = NotJson;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Written {
        self.out.comma();
        key.serialize(&mut *self.out)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.out.text.push(':');
        value.serialize(&mut *self.out)
    }

    fn end(self) -> Written {
        self.close();
        Ok(())
    }
}

impl ser::SerializeStruct for Nested<'_> {
    type Ok = ();
    type Error = NotJson;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Written {
        self.out.name(name);
        value.serialize(&mut *self.out)
    }

    fn end(self) -> Written {
        self.close();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn it_says_what_serde_json_says() {
        let text: String = (0..0x80).map(char::from).chain("ä€😀".chars()).collect();
        let value = json!({
            "text": text, "": [[], {}, [1, -2, 1.5e-300, 0.1, -4.25], [{}]],
            "n": null, "t": true, "f": false, "u": u64::MAX, "{": "[",
        });
        assert_eq!(to_json(&value), serde_json::to_string(&value).ok());
    }
}
