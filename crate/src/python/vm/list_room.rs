//! How much room CPython's lists have for items (`allocated`), as far as it differs from their length: what
//! `sys.getsizeof` shows of how they came about.

use super::{Outcome, Vm, special_result};
use crate::heap::{Kind, ObjectId};
use crate::tape::Recorder;

/// The room of a list that came about in a way whose room is not known.
const UNKNOWN: usize = usize::MAX;
/// What `PyObject_LengthHint` is told to say of what has no length.
pub(super) const DEFAULT_HINT: usize = 8;

impl<R: Recorder> Vm<R> {
    /// How many items a list has room for; `None` where that can't be promised.
    pub(super) fn list_room(&self, list: ObjectId) -> Option<usize> {
        let length = self.heap().slot_count(list) as usize;
        let room = self.list_rooms.get(&list).copied().unwrap_or(length);
        (room != UNKNOWN).then_some(room)
    }

    fn set_list_room(&mut self, list: ObjectId, room: usize) {
        if room == self.heap().slot_count(list) as usize {
            self.list_rooms.remove(&list);
        } else {
            self.list_rooms.insert(list, room);
        }
    }

    /// A list was made by native code whose way of growing is not known here.
    pub(super) fn list_room_is_unknown(&mut self, list: ObjectId) {
        self.list_rooms.insert(list, UNKNOWN);
    }

    /// The length of a list was `before`, and its room stays (`Py_SET_SIZE`).
    pub(super) fn list_keeps_room(&mut self, list: ObjectId, before: usize) {
        let room = self.list_rooms.get(&list).copied().unwrap_or(before);
        self.set_list_room(list, room);
    }

    /// `list_resize`: the length of a list was `before`.
    #[inline]
    pub(super) fn list_resized(&mut self, list: ObjectId, before: usize) {
        let after = self.heap().slot_count(list) as usize;
        let room = self.list_rooms.get(&list).copied().unwrap_or(before);
        let room = self.resized(room, before, after);
        self.set_list_room(list, room);
    }

    fn resized(&self, room: usize, before: usize, after: usize) -> usize {
        let keeps = after >= room / 2 || after > 0 && !self.profile().lists.shrink;
        if after <= room && (keeps || room == UNKNOWN && after > 0) {
            return room;
        }
        if after == 0 {
            return 0;
        }
        let generous = (after + after / 8 + 6) & !3;
        if after - before.min(after) > generous - after {
            (after + 3) & !3
        } else {
            generous
        }
    }

    /// `PyObject_LengthHint`: what an iterable's length is thought to be before it is gone through; `None` if not known
    /// here.
    pub(super) fn length_hint(
        &mut self,
        iterable: ObjectId,
        default: usize,
    ) -> Outcome<Option<usize>> {
        if self.has_python_class(iterable) {
            return self.length_hint_special(iterable, default).map(Some);
        }
        let class = self.type_of(iterable);
        let has_no_length = [
            self.types.zip,
            self.types.map,
            self.types.filter,
            self.types.enumerate,
        ];
        Ok(match self.kind(iterable) {
            Kind::Generator => Some(default),
            Kind::Iterator if has_no_length.contains(&class) => Some(default),
            Kind::Iterator => None,
            _ => self.length_optional(iterable)?,
        })
    }

    /// What a class says of the length of its instances.
    fn length_hint_special(&mut self, iterable: ObjectId, default: usize) -> Outcome<usize> {
        let length = self.length_optional(iterable);
        if let Some(Some(length)) = self.catch(length, self.types.type_error)? {
            return Ok(length);
        }
        let hint = self.call_special(iterable, "__length_hint__", &[]);
        let Some(Some(hint)) = self.catch(hint, self.types.type_error)? else {
            return Ok(default);
        };
        if hint == self.not_implemented {
            return Ok(default);
        }
        let Some(length) = self.int_value(hint) else {
            return self.broken_promise(iterable, &special_result::LENGTH_HINT, hint);
        };
        self.decref(hint);
        match usize::try_from(length) {
            Ok(length) => Ok(length),
            Err(_) if self.profile().messages.results_name_class => {
                let class = self.type_name(iterable);
                let rule = "must return a non-negative int";
                self.value_error(format!("{class}.__length_hint__() {rule}"))
            }
            Err(_) => self.value_error("__length_hint__() should return >= 0"),
        }
    }

    /// `list_extend`: the length of a list was `before`, and `hint` says what the iterable's length was thought to be.
    pub(super) fn list_extended(
        &mut self,
        list: ObjectId,
        before: usize,
        iterable: ObjectId,
        hint: Option<usize>,
    ) {
        let Some(hint) = hint else {
            self.list_room_is_unknown(list);
            return;
        };
        let after = self.heap().slot_count(list) as usize;
        let lists = &self.profile().lists;
        let is_table = matches!(
            self.kind(iterable),
            Kind::Dict | Kind::Set | Kind::FrozenSet | Kind::View
        );
        let mut room = self.list_rooms.get(&list).copied().unwrap_or(before);
        if room == 0 && lists.extend_to_even && !(is_table && lists.extend_by_tables_generously) {
            room = hint.next_multiple_of(2);
        } else {
            room = self.resized(room, before, before + hint);
        }
        for length in before + hint + 1..=after {
            room = self.resized(room, length - 1, length);
        }
        // An iterable that was shorter than it was taken for.
        room = self.resized(room, after, after);
        self.set_list_room(list, room);
    }

    /// `list___init___`: up to 3.9 the iterable is asked for its length once more.
    pub(super) fn list_init(&mut self, list: ObjectId, iterable: ObjectId) -> Outcome<()> {
        if !self.profile().lists.extend_to_even && self.has_python_class(iterable) {
            let length = self.length_optional(iterable);
            self.catch(length, self.types.type_error)?;
        }
        self.list_extend(list, iterable)?;
        self.list_was_built_of(list, iterable);
        Ok(())
    }

    /// `list(iterable)`: up to 3.9 what has a length fits exactly; from 3.15 on a generator expression is inlined.
    fn list_was_built_of(&mut self, list: ObjectId, iterable: ObjectId) {
        let lists = &self.profile().lists;
        match self.kind(iterable) {
            Kind::Generator if lists.inline_generators => self.list_room_is_unknown(list),
            Kind::Generator | Kind::Iterator | Kind::Instance => {}
            _ if !lists.extend_to_even => {
                self.list_rooms.remove(&list);
            }
            _ => {}
        }
    }
}
