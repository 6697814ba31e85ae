//! `hash()`.

use super::{Outcome, Unwind, Vm};
use crate::heap::{Kind, ObjectId};
use crate::profile::Template;
use crate::python::text::{
    Algorithm, hash_bytes, hash_float, hash_frozenset, hash_int, hash_slice, hash_str, hash_tuple,
};
use crate::tape::Recorder;

/// `hash(None)` since 3.12; before it depended on the address.
const HASH_NONE: i64 = 0xfca8_6420;

impl<R: Recorder> Vm<R> {
    fn hash_algorithm(&self) -> Algorithm {
        if self.profile().siphash13 {
            Algorithm::SipHash13
        } else {
            Algorithm::SipHash24
        }
    }

    /// `PyObject_Hash`, with `PYTHONHASHSEED=0`.
    pub(super) fn hash(&mut self, object: ObjectId) -> Outcome<i64> {
        if self.has_python_class(object) && self.hashes_itself(object) {
            self.hash_special(object)
        } else {
            self.hash_builtin(object)
        }
    }

    /// Whether the class has a say, and not only the built-in type that it is derived from.
    fn hashes_itself(&mut self, object: ObjectId) -> bool {
        let name = self.intern_str("__hash__");
        self.find_in_type(self.type_of(object), name)
            .is_some_and(|found| self.kind(found) != Kind::BuiltinFunction)
    }

    /// What the built-in type of an object makes of it, whatever `__hash__` its class has.
    pub(super) fn hash_builtin(&mut self, object: ObjectId) -> Outcome<i64> {
        let payload = self.heap().payload(object);
        match self.kind(object) {
            Kind::None => Ok(HASH_NONE),
            Kind::Str => Ok(self.hash_text(payload.index())),
            Kind::Int | Kind::Bool => Ok(hash_int(payload.int())),
            Kind::Complex => {
                let [real, imaginary] = self.complex(object).unwrap_or_default();
                let hash = hash_float(imaginary)
                    .wrapping_mul(1_000_003)
                    .wrapping_add(hash_float(real));
                Ok(if hash == -1 { -2 } else { hash })
            }
            Kind::Float => Ok(hash_float(payload.float())),
            Kind::Bytes if !self.is_bytearray(object) => {
                Ok(hash_bytes(&self.bytes(object), self.hash_algorithm()))
            }
            Kind::Tuple => {
                self.enter_native()?;
                let hashes = self.hash_items(self.items(object));
                self.leave_native();
                Ok(hash_tuple(&hashes?))
            }
            Kind::Slice if self.profile().slices_have_hash => {
                let parts = self.heap().slots(object).iter();
                let parts = parts.map(|part| part.unwrap_or(self.none)).collect();
                Ok(hash_slice(&self.hash_items(parts)?))
            }
            Kind::FrozenSet => {
                let hashes = self.hash_items(self.items(object))?;
                Ok(hash_frozenset(&hashes))
            }
            Kind::Range => Ok(self.hash_range(object)),
            Kind::List | Kind::Deque | Kind::Dict | Kind::Set | Kind::Slice | Kind::Bytes => {
                self.unhashable(object)
            }
            Kind::View if self.type_of(object) != self.types.dict_values => self.unhashable(object),
            Kind::Weakref => self.hash_weakref(object),
            Kind::Method => {
                let slots = self.items(object);
                let parts = slots.iter().map(|&part| self.hash_identity(part));
                Ok(parts.fold(0, |hash, part| hash ^ part))
            }
            _ => Ok(self.hash_identity(object)),
        }
    }

    fn hash_text(&mut self, index: usize) -> i64 {
        if self.text_hashes[index] == 0 {
            let algorithm = self.hash_algorithm();
            self.text_hashes[index] = hash_str(&self.tables.texts[index], algorithm);
        }
        self.text_hashes[index]
    }

    /// `_Py_HashPointer`: the address without its lowest bits, which are always 0.
    pub(super) fn hash_identity(&self, object: ObjectId) -> i64 {
        self.address(object).rotate_right(4) as i64
    }

    fn hash_items(&mut self, items: Vec<ObjectId>) -> Outcome<Vec<i64>> {
        items.into_iter().map(|item| self.hash(item)).collect()
    }

    fn hash_range(&mut self, range: ObjectId) -> i64 {
        let [start, _, step] = self.tables.ranges[self.heap().payload(range).index()];
        let length = self.range_length(range);
        let (start, step) = match length {
            0 => (HASH_NONE, HASH_NONE),
            1 => (hash_int(start), HASH_NONE),
            _ => (hash_int(start), hash_int(step)),
        };
        hash_tuple(&[hash_int(length as i64), start, step])
    }

    fn hash_weakref(&mut self, reference: ObjectId) -> Outcome<i64> {
        if let Some(&hash) = self.weakref_hashes.get(&reference) {
            return Ok(hash);
        }
        match self.heap().slot(reference, 0) {
            Some(referent) => {
                let hash = self.hash(referent)?;
                self.weakref_hashes.insert(reference, hash);
                Ok(hash)
            }
            None => self.type_error("weak object has gone away"),
        }
    }

    fn hash_special(&mut self, object: ObjectId) -> Outcome<i64> {
        let name = self.intern_str("__hash__");
        if self.find_in_type(self.type_of(object), name) == Some(self.none) {
            return self.unhashable(object);
        }
        let Some(result) = self.call_special(object, "__hash__", &[])? else {
            return Ok(self.hash_identity(object));
        };
        let value = self.int_value(result);
        self.decref(result);
        match value {
            Some(-1) => Ok(-2),
            Some(value) => Ok(value),
            None => self.type_error("__hash__ method should return an integer"),
        }
    }

    /// The hash of a dict's key, with a message of its own if it has none.
    pub(super) fn hash_key(&mut self, key: ObjectId) -> Outcome<i64> {
        let message = self.profile().messages.unhashable_key;
        self.hash_within(key, message)
    }

    /// The hash of a set's element, with a message of its own if it has none.
    pub(super) fn hash_element(&mut self, element: ObjectId) -> Outcome<i64> {
        let message = self.profile().messages.unhashable_element;
        self.hash_within(element, message)
    }

    fn hash_within(&mut self, object: ObjectId, message: Template) -> Outcome<i64> {
        match self.hash(object) {
            Err(Unwind::Exception(error)) if self.type_of(error) == self.types.type_error => {
                let text = self.str(error);
                self.decref(error);
                let (name, text) = (self.type_name(object), text?);
                self.type_error(message.fill(&[("type", &name), ("error", &text)]))
            }
            outcome => outcome,
        }
    }

    fn unhashable<T>(&mut self, object: ObjectId) -> Outcome<T> {
        let name = self.type_name(object);
        self.type_error(format!("unhashable type: '{name}'"))
    }
}
