//! Subscripts and lengths: `a[i]`, `a[i:j]`, `len(a)`.

use std::rc::Rc;

use super::{Outcome, Unwind, Vm};
use crate::heap::{Kind, ObjectId};
use crate::python::text::{Exception, Slice, TextError, char_at, slice_indices, slice_str};
use crate::tape::Recorder;

impl<R: Recorder> Vm<R> {
    /// The exception that a function of `text` asks for.
    pub(super) fn text_error(&mut self, error: TextError) -> Unwind {
        let class = match error.exception {
            Exception::Index => self.types.index_error,
            Exception::Memory => self.types.memory_error,
            Exception::Overflow => self.types.overflow_error,
            Exception::Type => self.types.type_error,
            Exception::Value => self.types.value_error,
        };
        self.raise(class, error.message)
    }

    /// The result of a function of `text`, its error as an exception.
    pub(super) fn text_result<T>(&mut self, result: Result<T, TextError>) -> Outcome<T> {
        result.map_err(|error| self.text_error(error))
    }

    /// The contents of a `bytes`; empty for anything else.
    pub(super) fn bytes(&self, object: ObjectId) -> Rc<[u8]> {
        if self.kind(object) == Kind::Bytes {
            self.tables.bytes[self.heap().payload(object).index()].clone()
        } else {
            Rc::new([])
        }
    }

    /// An int, or what `__index__` says; `None` for what is no integer.
    pub(super) fn index_optional(&mut self, object: ObjectId) -> Outcome<Option<i64>> {
        if let Some(value) = self.int_value(object) {
            return Ok(Some(value));
        }
        if !self.has_python_class(object) {
            return Ok(None);
        }
        if !self.has_special(object, "__index__") {
            return Ok(None);
        }
        self.index_value(object).map(Some)
    }

    /// Start, stop and step of a slice object.
    pub(super) fn slice_bounds(&mut self, slice: ObjectId) -> Outcome<[Option<i64>; 3]> {
        let mut bounds = [None; 3];
        for (index, bound) in bounds.iter_mut().enumerate() {
            match self.heap().slot(slice, index) {
                Some(value) if value != self.none => {
                    let Some(value) = self.index_optional(value)? else {
                        return self.type_error(
                            "slice indices must be integers or None or have an __index__ method",
                        );
                    };
                    *bound = Some(value);
                }
                _ => {}
            }
        }
        Ok(bounds)
    }

    /// What a slice object picks of so many items.
    pub(super) fn slice_of(&mut self, slice: ObjectId, length: usize) -> Outcome<Slice> {
        let [start, stop, step] = self.slice_bounds(slice)?;
        self.text_result(slice_indices(length, start, stop, step))
    }

    /// `(start, stop, step)` of a slice, for comparing.
    pub(super) fn slice_tuple(&mut self, slice: ObjectId) -> ObjectId {
        let parts = self.owned_items(slice);
        self.new_tuple(&parts)
    }

    /// The place of an index that may count from the end; `None` outside.
    pub(super) fn place(index: i64, length: usize) -> Option<usize> {
        let length = i64::try_from(length).ok()?;
        let index = if index < 0 { index + length } else { index };
        usize::try_from(index).ok().filter(|_| index < length)
    }

    /// `object[key]`
    pub(super) fn get_item(&mut self, object: ObjectId, key: ObjectId) -> Outcome {
        if self.has_python_class(object)
            && self.has_special(object, "__getitem__")
            && let Some(result) = self.call_special(object, "__getitem__", &[key])?
        {
            return Ok(result);
        }
        self.get_item_builtin(object, key)
    }

    /// What built-in types say, as if no derived class had a say.
    pub(super) fn get_item_builtin(&mut self, object: ObjectId, key: ObjectId) -> Outcome {
        match self.kind(object) {
            Kind::Dict => match self.dict_get(object, key)? {
                Some(value) => Ok(self.new_reference(value)),
                None => self.missing_item(object, key),
            },
            Kind::List | Kind::Tuple | Kind::Str | Kind::Bytes | Kind::Range => {
                if self.kind(key) == Kind::Slice {
                    return self.get_slice(object, key);
                }
                let Some(index) = self.index_optional(key)? else {
                    return self.wrong_index(object, key);
                };
                self.get_at(object, index)
            }
            Kind::Deque => {
                let place = self.deque_place(object, key)?;
                let item = self.heap().slot(object, place).unwrap_or(self.none);
                Ok(self.new_reference(item))
            }
            Kind::Type => self.get_item_of_class(object, key),
            _ => {
                let name = self.type_name(object);
                self.type_error(format!("'{name}' object is not subscriptable"))
            }
        }
    }

    /// `__missing__` of a class derived from `dict`, or `KeyError`.
    fn missing_item(&mut self, dict: ObjectId, key: ObjectId) -> Outcome {
        if self.has_python_class(dict)
            && let Some(value) = self.call_special(dict, "__missing__", &[key])?
        {
            return Ok(value);
        }
        self.key_error(key)
    }

    fn get_item_of_class(&mut self, class: ObjectId, key: ObjectId) -> Outcome {
        let name = self.intern_str("__class_getitem__");
        if let Some(method) = self.get_attribute_optional(class, name)? {
            let result = self.call(method, &[key]);
            self.decref(method);
            return result;
        }
        if [
            self.types.list,
            self.types.dict,
            self.types.tuple,
            self.types.set,
            self.types.frozenset,
            self.types.type_,
            self.types.deque,
            self.types.weakref,
        ]
        .contains(&class)
        {
            return self.call_library("types", "GenericAlias", &[class, key]);
        }
        let text = self.tables.text(self.heap(), class).to_string();
        let message = self.profile().messages.type_subscript;
        self.type_error(message.fill(&[("type", &text)]))
    }

    fn wrong_index<T>(&mut self, object: ObjectId, key: ObjectId) -> Outcome<T> {
        let (name, key) = (self.type_name(object), self.type_name(key));
        let message = match self.kind(object) {
            Kind::Tuple => format!("tuple indices must be integers or slices, not {key}"),
            Kind::List => format!("list indices must be integers or slices, not {key}"),
            Kind::Str => self.profile().messages.string_index.fill(&[("type", &key)]),
            Kind::Bytes if !self.is_bytearray(object) => {
                format!("byte indices must be integers or slices, not {key}")
            }
            _ => format!("{name} indices must be integers or slices, not {key}"),
        };
        self.type_error(message)
    }

    fn get_at(&mut self, object: ObjectId, index: i64) -> Outcome {
        match self.kind(object) {
            Kind::Str => {
                let text = self.text(object);
                let character = self.text_result(char_at(&text, index))?;
                Ok(self.new_str(character.to_string()))
            }
            Kind::Bytes => {
                let bytes = self.bytes(object);
                match Self::place(index, bytes.len()) {
                    Some(place) => Ok(self.new_int(i64::from(bytes[place]))),
                    None if self.is_bytearray(object) => {
                        self.index_error("bytearray index out of range")
                    }
                    None => self.index_error("index out of range"),
                }
            }
            Kind::Range => match Self::place(index, self.range_length(object)) {
                Some(place) => {
                    let [start, _, step] = self.range(object);
                    Ok(self.new_int(start + place as i64 * step))
                }
                None => self.index_error("range object index out of range"),
            },
            _ => {
                let place = Self::place(index, self.heap().slot_count(object) as usize);
                match place.and_then(|place| self.heap().slot(object, place)) {
                    Some(item) => Ok(self.new_reference(item)),
                    None => {
                        let base = self.built_in_base(self.type_of(object));
                        let name = self.class_facts(base).name.clone();
                        self.index_error(format!("{name} index out of range"))
                    }
                }
            }
        }
    }

    fn get_slice(&mut self, object: ObjectId, key: ObjectId) -> Outcome {
        let kind = self.kind(object);
        match kind {
            Kind::Str => {
                let [start, stop, step] = self.slice_bounds(key)?;
                let text = self.text(object);
                let part = self.text_result(slice_str(&text, start, stop, step))?;
                Ok(self.new_str(part))
            }
            Kind::Bytes => {
                let bytes = self.bytes(object);
                let slice = self.slice_of(key, bytes.len())?;
                let part: Vec<u8> = slice.indices().map(|index| bytes[index]).collect();
                Ok(self.new_bytes_like(object, part))
            }
            Kind::Range => {
                let length = self.range_length(object);
                let slice = self.slice_of(key, length)?;
                let [start, _, step] = self.range(object);
                Ok(self.new_range(
                    start + slice.start * step,
                    start + slice.stop * step,
                    step * slice.step,
                ))
            }
            _ => {
                let bounds = self.slice_bounds(key)?;
                let length = self.heap().slot_count(object) as usize;
                let [start, stop, step] = bounds;
                let slice = self.text_result(slice_indices(length, start, stop, step))?;
                if kind == Kind::Tuple && slice.count == length && slice.step == 1 {
                    return Ok(self.new_reference(object));
                }
                let items: Vec<ObjectId> = slice
                    .indices()
                    .filter_map(|index| self.heap().slot(object, index))
                    .collect();
                for &item in &items {
                    self.incref(item);
                }
                Ok(self.new_sequence(kind, &items))
            }
        }
    }

    /// `object[key] = value`
    pub(super) fn set_item(
        &mut self,
        object: ObjectId,
        key: ObjectId,
        value: ObjectId,
    ) -> Outcome<()> {
        if self.has_python_class(object)
            && self.has_special(object, "__setitem__")
            && let Some(result) = self.call_special(object, "__setitem__", &[key, value])?
        {
            self.decref(result);
            return Ok(());
        }
        self.set_item_builtin(object, key, value)
    }

    /// What built-in types do, as if no derived class had a say.
    pub(super) fn set_item_builtin(
        &mut self,
        object: ObjectId,
        key: ObjectId,
        value: ObjectId,
    ) -> Outcome<()> {
        match self.kind(object) {
            Kind::Dict => self.dict_set(object, key, value),
            Kind::Bytes if self.is_bytearray(object) => {
                self.set_byte_item(object, key, Some(value))
            }
            Kind::List if self.kind(key) == Kind::Slice => self.set_slice(object, key, value),
            Kind::List | Kind::Deque => {
                let place = match self.kind(object) {
                    Kind::List => self.list_place(object, key)?,
                    _ => self.deque_place(object, key)?,
                };
                self.incref(value);
                let old = self.world.replace_slot(object, place, Some(value));
                self.xdecref(old);
                Ok(())
            }
            _ => {
                let name = self.type_name(object);
                self.type_error(format!("'{name}' object does not support item assignment"))
            }
        }
    }

    /// `del object[key]`
    pub(super) fn delete_item(&mut self, object: ObjectId, key: ObjectId) -> Outcome<()> {
        if self.has_python_class(object)
            && self.has_special(object, "__delitem__")
            && let Some(result) = self.call_special(object, "__delitem__", &[key])?
        {
            self.decref(result);
            return Ok(());
        }
        self.delete_item_builtin(object, key)
    }

    /// What built-in types do, as if no derived class had a say.
    pub(super) fn delete_item_builtin(&mut self, object: ObjectId, key: ObjectId) -> Outcome<()> {
        match self.kind(object) {
            Kind::Bytes if self.is_bytearray(object) => self.set_byte_item(object, key, None),
            Kind::Dict => match self.dict_take(object, key)? {
                Some((key, value)) => {
                    self.decref(key);
                    self.decref(value);
                    Ok(())
                }
                None => self.key_error(key),
            },
            Kind::List if self.kind(key) == Kind::Slice => {
                let length = self.heap().slot_count(object) as usize;
                let slice = self.slice_of(key, length)?;
                if slice.step == 1 {
                    self.replace_items(object, slice, Vec::new());
                    return Ok(());
                }
                let mut indices: Vec<usize> = slice.indices().collect();
                if slice.step < 0 {
                    indices.reverse();
                }
                let mut removed = Vec::with_capacity(indices.len());
                for &index in indices.iter().rev() {
                    removed.extend(self.world.remove_slot(object, index));
                }
                removed.reverse();
                self.list_resized(object, length);
                self.decref_all(removed);
                Ok(())
            }
            Kind::Deque => {
                let place = self.deque_place(object, key)?;
                let old = self.deque_take(object, place);
                self.xdecref(old);
                Ok(())
            }
            Kind::List => {
                let place = self.list_place(object, key)?;
                let before = self.heap().slot_count(object) as usize;
                let old = self.world.remove_slot(object, place);
                if self.profile().lists.deletion_resizes {
                    self.list_resized(object, before);
                } else {
                    self.list_keeps_room(object, before);
                }
                self.xdecref(old);
                Ok(())
            }
            Kind::Tuple | Kind::Range | Kind::Str | Kind::Bytes | Kind::Set | Kind::FrozenSet => {
                let name = self.type_name(object);
                self.type_error(format!("'{name}' object doesn't support item deletion"))
            }
            _ => {
                let name = self.type_name(object);
                self.type_error(format!("'{name}' object does not support item deletion"))
            }
        }
    }

    fn list_place(&mut self, list: ObjectId, key: ObjectId) -> Outcome<usize> {
        let Some(index) = self.index_optional(key)? else {
            return self.wrong_index(list, key);
        };
        match Self::place(index, self.heap().slot_count(list) as usize) {
            Some(place) => Ok(place),
            None => self.index_error("list assignment index out of range"),
        }
    }

    fn set_slice(&mut self, list: ObjectId, key: ObjectId, value: ObjectId) -> Outcome<()> {
        let bounds = self.slice_bounds(key)?;
        let is_extended = bounds[2].is_some_and(|step| step != 1);
        let items = if self.is_exact_sequence(value) {
            self.owned_items(value)
        } else {
            let Some(iterator) = self.iter_optional(value)? else {
                return self.type_error(if is_extended {
                    "must assign iterable to extended slice"
                } else {
                    self.profile().messages.slice_wants_iterable
                });
            };
            let items = self.drain(iterator);
            self.decref(iterator);
            items?
        };
        let length = self.heap().slot_count(list) as usize;
        let [start, stop, step] = bounds;
        let slice = match slice_indices(length, start, stop, step) {
            Ok(slice) => slice,
            Err(error) => {
                self.decref_all(items);
                return Err(self.text_error(error));
            }
        };
        if slice.step == 1 {
            self.replace_items(list, slice, items);
            return Ok(());
        }
        if items.len() != slice.count {
            let given = items.len();
            self.decref_all(items);
            return self.value_error(format!(
                "attempt to assign sequence of size {given} to extended slice of size {}",
                slice.count
            ));
        }
        let mut replaced = Vec::with_capacity(items.len());
        for (index, item) in slice.indices().zip(items) {
            replaced.extend(self.world.replace_slot(list, index, Some(item)));
        }
        self.decref_all(replaced);
        Ok(())
    }

    /// `list_ass_slice`: items that are moved in take the place of adjacent ones, which die last to first.
    fn replace_items(&mut self, list: ObjectId, slice: Slice, items: Vec<ObjectId>) {
        let start = usize::try_from(slice.start).unwrap_or(0);
        let before = self.heap().slot_count(list) as usize;
        let mut replaced = Vec::with_capacity(slice.count);
        let kept = items.len().min(slice.count);
        for index in (start + kept..start + slice.count).rev() {
            replaced.extend(self.world.remove_slot(list, index));
        }
        let mut overwritten = Vec::with_capacity(kept);
        for (offset, item) in items.into_iter().enumerate() {
            if offset < kept {
                overwritten.extend(self.world.replace_slot(list, start + offset, Some(item)));
            } else {
                self.world.insert_slot(list, start + offset, Some(item));
            }
        }
        self.list_resized(list, before);
        replaced.extend(overwritten.into_iter().rev());
        self.decref_all(replaced);
    }

    /// Removes all items of a list; they die last to first.
    pub(super) fn list_clear(&mut self, list: ObjectId) {
        let mut removed = Vec::new();
        for index in (0..self.heap().slot_count(list) as usize).rev() {
            removed.extend(self.world.remove_slot(list, index));
        }
        self.list_rooms.remove(&list);
        self.decref_all(removed);
    }

    /// `len(object)`
    pub(super) fn length(&mut self, object: ObjectId) -> Outcome<usize> {
        match self.length_optional(object)? {
            Some(length) => Ok(length),
            None => {
                let name = self.type_name(object);
                self.type_error(format!("object of type '{name}' has no len()"))
            }
        }
    }

    /// `len(object)`; `None` for what has no length.
    pub(super) fn length_optional(&mut self, object: ObjectId) -> Outcome<Option<usize>> {
        if self.has_python_class(object)
            && self.has_special(object, "__len__")
            && let Some(result) = self.call_special(object, "__len__", &[])?
        {
            let length = self.index_value(result);
            self.decref(result);
            return match usize::try_from(length?) {
                Ok(length) => Ok(Some(length)),
                Err(_) => self.value_error("__len__() should return >= 0"),
            };
        }
        Ok(self.length_builtin(object))
    }

    /// What built-in types say, as if no derived class had a say.
    pub(super) fn length_builtin(&mut self, object: ObjectId) -> Option<usize> {
        match self.kind(object) {
            Kind::List | Kind::Tuple | Kind::Deque => Some(self.heap().slot_count(object) as usize),
            Kind::Dict => Some(self.dict_len(object)),
            Kind::Set | Kind::FrozenSet => Some(self.set_len(object)),
            Kind::Str => Some(self.text(object).chars().count()),
            Kind::Bytes => Some(self.bytes(object).len()),
            Kind::Range => Some(self.range_length(object)),
            Kind::View => match self.heap().slot(object, 0) {
                Some(dict) => Some(self.dict_len(dict)),
                None => Some(0),
            },
            _ => None,
        }
    }

    /// Start, stop and step of a `range`.
    pub(super) fn range(&self, range: ObjectId) -> [i64; 3] {
        self.tables.ranges[self.heap().payload(range).index()]
    }

    pub(super) fn range_length(&self, range: ObjectId) -> usize {
        let [start, stop, step] = self.range(range).map(i128::from);
        let length = if step > 0 {
            (stop - start + step - 1) / step
        } else {
            (start - stop - step - 1) / -step
        };
        usize::try_from(length.max(0)).unwrap_or(usize::MAX)
    }

    /// Where a range has this int.
    pub(super) fn range_position(&self, range: ObjectId, item: ObjectId) -> Option<usize> {
        let value = i128::from(self.int_value(item)?);
        let [start, _, step] = self.range(range).map(i128::from);
        let distance = value - start;
        let position = usize::try_from(distance / step).ok()?;
        (distance % step == 0 && distance / step >= 0 && position < self.range_length(range))
            .then_some(position)
    }

    pub(super) fn ranges_equal(&self, left: ObjectId, right: ObjectId) -> bool {
        let (a, b) = (self.range(left), self.range(right));
        let length = self.range_length(left);
        length == self.range_length(right)
            && (length == 0 || a[0] == b[0] && (length == 1 || a[2] == b[2]))
    }
}
