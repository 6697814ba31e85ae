//! `bytearray`: bytes that change. For the heap it is a `bytes` of another class, whose contents an event replaces.

use super::builtins::Args;
use super::{Outcome, Vm};
use crate::event::Event;
use crate::heap::{Kind, ObjectId, Payload};
use crate::tape::Recorder;

/// What a bytearray says of an int that is no byte.
pub(super) const BYTE_RANGE: &str = "byte must be in range(0, 256)";

impl<R: Recorder> Vm<R> {
    pub(super) fn is_bytearray(&self, object: ObjectId) -> bool {
        self.kind(object) == Kind::Bytes && self.is_instance(object, self.types.bytearray)
    }

    /// New bytes of the same type as another object's, which may be a `bytearray`.
    pub(super) fn new_bytes_like(&mut self, object: ObjectId, bytes: Vec<u8>) -> ObjectId {
        let payload = self.byte_string(bytes);
        let class = if self.is_bytearray(object) {
            self.types.bytearray
        } else {
            self.types.bytes
        };
        self.world.create(Kind::Bytes, Some(class), 0, payload)
    }

    /// Bytes among those that the run has seen. Blocks of zeros are there once for each length: programs make many.
    pub(super) fn byte_string(&mut self, bytes: Vec<u8>) -> Payload {
        let is_blank = bytes.len() > 64 && bytes.iter().all(|&byte| byte == 0);
        let known = is_blank.then(|| self.blanks.get(&bytes.len()).copied());
        if let Some(index) = known.flatten() {
            return Payload::from_index(index);
        }
        let index = self.tables.bytes.len();
        if is_blank {
            self.blanks.insert(bytes.len(), index);
        }
        self.tables.bytes.push(bytes.into());
        Payload::from_index(index)
    }

    /// Replaces the contents of a `bytearray`.
    pub(super) fn set_bytes(&mut self, object: ObjectId, bytes: Vec<u8>) {
        let before = self.heap().payload(object);
        let is_own = !self.changed_bytearrays.insert(object);
        if is_own && !R::RECORDS {
            // Nobody will ask for the bytes as they were.
            self.tables.bytes[before.index()] = bytes.into();
            return;
        }
        let after = Payload::from_index(self.tables.bytes.len());
        self.tables.bytes.push(bytes.into());
        self.world.emit(Event::Contents {
            object,
            before,
            after,
        });
    }

    /// How many bytes were allocated for a `bytearray`; `None` once it was changed.
    pub(super) fn bytearray_room(&self, object: ObjectId) -> Option<usize> {
        let length = self.bytes(object).len();
        let room = match length {
            0 => 0,
            length => length + self.profile().sizes.bytearray_extra as usize,
        };
        (!self.changed_bytearrays.contains(&object)).then_some(room)
    }

    /// An item of bytes, as a program gives it, with the message for one that is none.
    pub(super) fn byte_value(&mut self, item: ObjectId, out_of_range: &'static str) -> Outcome<u8> {
        match self.index_optional(item)?.map(u8::try_from) {
            Some(Ok(byte)) => Ok(byte),
            Some(Err(_)) => self.value_error(out_of_range),
            None => {
                let name = self.type_name(item);
                let message = format!("'{name}' object cannot be interpreted as an integer");
                self.type_error(message)
            }
        }
    }

    /// What `bytearray.extend` and assigning to a slice take: bytes, or an iterable of ints.
    pub(super) fn byte_values(&mut self, source: ObjectId) -> Outcome<Vec<u8>> {
        if self.kind(source) == Kind::Bytes {
            return Ok(self.bytes(source).to_vec());
        }
        let items = self.collect_items(source)?;
        self.bytes_of(items, BYTE_RANGE)
    }

    /// Bytes of ints (owned), with the message for one that is none.
    pub(super) fn bytes_of(
        &mut self,
        items: Vec<ObjectId>,
        out_of_range: &'static str,
    ) -> Outcome<Vec<u8>> {
        let byte = |&item: &ObjectId| self.byte_value(item, out_of_range);
        let bytes = items.iter().map(byte).collect();
        self.decref_all(items);
        bytes
    }

    /// `array[key] = value`, or `del array[key]` without a value.
    pub(super) fn set_byte_item(
        &mut self,
        array: ObjectId,
        key: ObjectId,
        value: Option<ObjectId>,
    ) -> Outcome<()> {
        let mut bytes = self.bytes(array).to_vec();
        if self.kind(key) == Kind::Slice {
            let slice = self.slice_of(key, bytes.len())?;
            if slice.step != 1 {
                return self.unsupported("assigning to a slice of a bytearray with a step");
            }
            let new = value.map_or(Ok(Vec::new()), |value| self.byte_values(value))?;
            let start = slice.start as usize;
            bytes.splice(start..start.max(slice.stop as usize), new);
        } else {
            let place = self
                .index_optional(key)?
                .map(|index| Self::place(index, bytes.len()));
            match place {
                Some(Some(place)) => match value {
                    Some(value) => bytes[place] = self.byte_value(value, BYTE_RANGE)?,
                    None => drop(bytes.remove(place)),
                },
                Some(None) => return self.index_error("bytearray index out of range"),
                None => {
                    let name = self.type_name(key);
                    return self.type_error(format!(
                        "bytearray indices must be integers or slices, not {name}"
                    ));
                }
            }
        }
        self.set_bytes(array, bytes);
        Ok(())
    }

    /// `repr` of a `bytearray`.
    pub(super) fn repr_bytearray(&self, object: ObjectId) -> String {
        let bytes = crate::python::text::repr_bytes(&self.bytes(object));
        format!("{}({bytes})", self.type_name(object))
    }

    /// `bytearray(…)`: the arguments are those of `bytes(…)`, but a text needs an encoding.
    pub(super) fn make_bytearray(&mut self, class: ObjectId, args: &Args) -> Outcome {
        let source = args.positional.first().copied();
        let payload = match source {
            // No `__bytes__` and no `__length_hint__` are asked.
            Some(source)
                if !self.is_str(source)
                    && self.kind(source) != Kind::Bytes
                    && self.index_optional(source)?.is_none() =>
            {
                let bytes = self.byte_values(source)?;
                self.byte_string(bytes)
            }
            _ => {
                let bytes = self.call_with(self.types.bytes, args)?;
                let contents = self.bytes(bytes).to_vec();
                self.decref(bytes);
                self.byte_string(contents)
            }
        };
        Ok(self.world.create(Kind::Bytes, Some(class), 0, payload))
    }
}
