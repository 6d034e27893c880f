//! A view told to another serializer without the fields that cannot be reached.

use std::fmt::{self, Write};

use serde::Serialize;
use serde::ser::{
    SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, SerializeTupleStruct,
    SerializeTupleVariant, Serializer,
};

use super::Reach;

/// A view as far as a template can reach.
#[derive(Debug)]
pub struct Reached<'a, T: ?Sized> {
    reach: &'a Reach,
    view: &'a T,
}

impl<'a, T: ?Sized> Reached<'a, T> {
    pub(super) fn new(reach: &'a Reach, view: &'a T) -> Self {
        Reached { reach, view }
    }
}

impl<T: Serialize + ?Sized> Serialize for Reached<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.reach {
            Reach::All => self.view.serialize(serializer),
            Reach::Named(_) => self.view.serialize(Within { reach: self.reach, inner: serializer }),
        }
    }
}

/// A serializer, or what it writes a list or struct with.
struct Within<'a, S> {
    reach: &'a Reach,
    inner: S,
}

/// A struct, or a map.
struct Fields<'a, S> {
    reach: &'a Reach,
    inner: S,
    /// Whether keys are data, and not names of fields.
    is_map: bool,
    /// Whether nothing was written yet. The first field always is: whoever only asks whether there is a struct finds one.
    is_first: bool,
    /// What can be reached of the value whose key was written, or left out.
    next: Option<&'a Reach>,
    /// Room for a key.
    key: String,
}

impl<'a, S> Fields<'a, S> {
    fn new(reach: &'a Reach, inner: S, is_map: bool) -> Self {
        Fields { reach, inner, is_map, is_first: true, next: None, key: String::new() }
    }

    /// What can be reached of a field.
    fn field(&mut self, name: &str) -> Option<&'a Reach> {
        let is_first = std::mem::take(&mut self.is_first);
        self.reach.field(name).or(is_first.then_some(self.reach))
    }

    /// What can be reached of what stands under a key.
    fn entry<K: Serialize + ?Sized>(&mut self, key: &K) -> Option<&'a Reach> {
        let mut name = std::mem::take(&mut self.key);
        name.clear();
        // Names of fields are texts; what is none is data.
        let is_data = self.is_map || write!(name, "{}", Shown(key)).is_err();
        let reach = if is_data { Some(self.reach) } else { self.field(&name) };
        self.key = name;
        reach
    }
}

/// A text that only serializers can see.
struct Shown<'k, K: ?Sized>(&'k K);

impl<K: Serialize + ?Sized> fmt::Display for Shown<'_, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(f)
    }
}

macro_rules! as_it_is {
    ($($name:ident: $kind:ty,)*) => { $(
        fn $name(self, value: $kind) -> Result<S::Ok, S::Error> {
            self.inner.$name(value)
        }
    )* };
}

impl<'a, S: Serializer> Serializer for Within<'a, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Within<'a, S::SerializeSeq>;
    type SerializeTuple = Within<'a, S::SerializeTuple>;
    type SerializeTupleStruct = Within<'a, S::SerializeTupleStruct>;
    type SerializeTupleVariant = Within<'a, S::SerializeTupleVariant>;
    type SerializeMap = Fields<'a, S::SerializeMap>;
    type SerializeStruct = Fields<'a, S::SerializeStruct>;
    type SerializeStructVariant = Fields<'a, S::SerializeStructVariant>;

    as_it_is! {
        serialize_bool: bool,
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_i128: i128,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
        serialize_u128: u128,
        serialize_f32: f32,
        serialize_f64: f64,
        serialize_char: char,
        serialize_str: &str,
        serialize_bytes: &[u8],
        serialize_unit_struct: &'static str,
    }

    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        self.inner.serialize_none()
    }

    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        self.inner.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.serialize_some(&self.reach.of(value))
    }

    fn serialize_unit_variant(self, name: &'static str, n: u32, variant: &'static str) -> Result<S::Ok, S::Error> {
        self.inner.serialize_unit_variant(name, n, variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.serialize_newtype_struct(name, &self.reach.of(value))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        n: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.inner.serialize_newtype_variant(name, n, variant, &self.reach.of(value))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        Ok(Within { reach: self.reach, inner: self.inner.serialize_seq(length)? })
    }

    fn serialize_tuple(self, length: usize) -> Result<Self::SerializeTuple, S::Error> {
        Ok(Within { reach: self.reach, inner: self.inner.serialize_tuple(length)? })
    }

    fn serialize_tuple_struct(self, name: &'static str, length: usize) -> Result<Self::SerializeTupleStruct, S::Error> {
        Ok(Within { reach: self.reach, inner: self.inner.serialize_tuple_struct(name, length)? })
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        n: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Self::SerializeTupleVariant, S::Error> {
        Ok(Within { reach: self.reach, inner: self.inner.serialize_tuple_variant(name, n, variant, length)? })
    }

    /// A struct of which parts are laid flat comes as a map that does not know its length; maps of data do.
    fn serialize_map(self, length: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        Ok(Fields::new(self.reach, self.inner.serialize_map(length)?, length.is_some()))
    }

    fn serialize_struct(self, name: &'static str, length: usize) -> Result<Self::SerializeStruct, S::Error> {
        Ok(Fields::new(self.reach, self.inner.serialize_struct(name, length)?, false))
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        n: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Self::SerializeStructVariant, S::Error> {
        Ok(Fields::new(self.reach, self.inner.serialize_struct_variant(name, n, variant, length)?, false))
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

macro_rules! items {
    ($($kind:ident: $name:ident,)*) => { $(
        impl<S: $kind> $kind for Within<'_, S> {
            type Ok = S::Ok;
            type Error = S::Error;

            fn $name<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
                self.inner.$name(&self.reach.of(value))
            }

            fn end(self) -> Result<S::Ok, S::Error> {
                self.inner.end()
            }
        }
    )* };
}

items! {
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
    SerializeTupleVariant: serialize_field,
}

macro_rules! fields {
    ($($kind:ident,)*) => { $(
        impl<S: $kind> $kind for Fields<'_, S> {
            type Ok = S::Ok;
            type Error = S::Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), S::Error> {
                match self.field(key) {
                    Some(reach) => self.inner.serialize_field(key, &reach.of(value)),
                    None => self.inner.skip_field(key),
                }
            }

            fn skip_field(&mut self, key: &'static str) -> Result<(), S::Error> {
                self.inner.skip_field(key)
            }

            fn end(self) -> Result<S::Ok, S::Error> {
                self.inner.end()
            }
        }
    )* };
}

fields! {
    SerializeStruct,
    SerializeStructVariant,
}

impl<S: SerializeMap> SerializeMap for Fields<'_, S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), S::Error> {
        self.next = self.entry(key);
        if self.next.is_some() { self.inner.serialize_key(key) } else { Ok(()) }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
        match self.next {
            Some(reach) => self.inner.serialize_value(&reach.of(value)),
            None => Ok(()),
        }
    }

    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), S::Error> {
        match self.entry(key) {
            Some(reach) => self.inner.serialize_entry(key, &reach.of(value)),
            None => Ok(()),
        }
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.inner.end()
    }
}
