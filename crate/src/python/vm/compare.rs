//! Comparisons and membership.

use super::arithmetic::Number;
use super::{Outcome, Unwind, Vm};
use crate::heap::{Kind, ObjectId};
use crate::python::code::Comparison;
use crate::tape::Recorder;
use std::cmp::Ordering;

impl Comparison {
    fn method_name(self) -> &'static str {
        match self {
            Comparison::Less => "__lt__",
            Comparison::LessEqual => "__le__",
            Comparison::Equal => "__eq__",
            Comparison::NotEqual => "__ne__",
            Comparison::Greater => "__gt__",
            Comparison::GreaterEqual => "__ge__",
        }
    }

    /// The comparison with the operands exchanged.
    fn swapped(self) -> Comparison {
        match self {
            Comparison::Less => Comparison::Greater,
            Comparison::LessEqual => Comparison::GreaterEqual,
            Comparison::Greater => Comparison::Less,
            Comparison::GreaterEqual => Comparison::LessEqual,
            equality => equality,
        }
    }

    /// What it says of an ordering; `None`: there is no order (a nan is among them).
    fn holds(self, ordering: Option<Ordering>) -> bool {
        let Some(ordering) = ordering else {
            return self == Comparison::NotEqual;
        };
        match self {
            Comparison::Less => ordering.is_lt(),
            Comparison::LessEqual => ordering.is_le(),
            Comparison::Equal => ordering.is_eq(),
            Comparison::NotEqual => ordering.is_ne(),
            Comparison::Greater => ordering.is_gt(),
            Comparison::GreaterEqual => ordering.is_ge(),
        }
    }
}

/// The exact order of an int and a float (`float_richcompare`).
fn order_int_float(int: i64, float: f64) -> Option<Ordering> {
    const BEYOND: f64 = 9_223_372_036_854_775_808.0;
    if float.is_nan() {
        return None;
    }
    if float >= BEYOND {
        return Some(Ordering::Less);
    }
    if float < -BEYOND {
        return Some(Ordering::Greater);
    }
    let whole = float.trunc();
    Some(int.cmp(&(whole as i64)).then(if float > whole {
        Ordering::Less
    } else if float < whole {
        Ordering::Greater
    } else {
        Ordering::Equal
    }))
}

fn order_numbers(left: Number, right: Number) -> Option<Ordering> {
    match (left, right) {
        (Number::Int(a), Number::Int(b)) => Some(a.cmp(&b)),
        (Number::Float(a), Number::Float(b)) => a.partial_cmp(&b),
        (Number::Int(a), Number::Float(b)) => order_int_float(a, b),
        (Number::Float(a), Number::Int(b)) => order_int_float(b, a).map(Ordering::reverse),
    }
}

impl<R: Recorder> Vm<R> {
    /// `PyObject_RichCompare`.
    pub(super) fn compare(
        &mut self,
        comparison: Comparison,
        left: ObjectId,
        right: ObjectId,
    ) -> Outcome {
        if (self.has_python_class(left) || self.has_python_class(right))
            && let Some(result) = self.compare_special(comparison, left, right)?
        {
            return Ok(result);
        }
        if let Some(result) = self.compare_builtin(comparison, left, right)? {
            return Ok(self.bool(result));
        }
        match comparison {
            Comparison::Equal => Ok(self.bool(left == right)),
            Comparison::NotEqual => Ok(self.bool(left != right)),
            _ => {
                let message = format!(
                    "'{}' not supported between instances of '{}' and '{}'",
                    comparison.symbol(),
                    self.type_name(left),
                    self.type_name(right)
                );
                self.type_error(message)
            }
        }
    }

    fn compare_special(
        &mut self,
        comparison: Comparison,
        left: ObjectId,
        right: ObjectId,
    ) -> Outcome<Option<ObjectId>> {
        let (left_class, right_class) = (self.type_of(left), self.type_of(right));
        let right_first = left_class != right_class && self.is_subclass(right_class, left_class);
        if right_first && let Some(result) = self.compare_by(comparison.swapped(), right, left)? {
            return Ok(Some(result));
        }
        if let Some(result) = self.compare_by(comparison, left, right)? {
            return Ok(Some(result));
        }
        if right_first {
            return Ok(None);
        }
        self.compare_by(comparison.swapped(), right, left)
    }

    /// The answer of the left operand's class.
    fn compare_by(
        &mut self,
        comparison: Comparison,
        left: ObjectId,
        right: ObjectId,
    ) -> Outcome<Option<ObjectId>> {
        if !self.has_python_class(left) {
            return Ok(None);
        }
        self.enter_native()?;
        let result = self.answer(left, comparison.method_name(), right);
        self.leave_native();
        result
    }

    /// `object.__ne__`: what the class's `__eq__` says, inverted.
    pub(super) fn not_equal_by_equal(
        &mut self,
        left: ObjectId,
        right: ObjectId,
    ) -> Outcome<Option<ObjectId>> {
        let Some(equal) = self.answer(left, "__eq__", right)? else {
            return Ok(None);
        };
        let truth = self.truth(equal);
        self.decref(equal);
        truth.map(|truth| Some(self.bool(!truth)))
    }

    /// What a method says, the built-in type's below a class included; `None` means `NotImplemented`.
    fn answer(&mut self, left: ObjectId, name: &str, right: ObjectId) -> Outcome<Option<ObjectId>> {
        let result = self.call_special(left, name, &[right])?;
        Ok(result.filter(|&result| result != self.not_implemented))
    }

    /// The class of the object, or a base, defines this name in Python.
    pub(super) fn has_special(&mut self, object: ObjectId, name: &str) -> bool {
        let name = self.intern_str(name);
        self.find_in_type(self.type_of(object), name)
            .is_some_and(|found| self.kind(found) != Kind::BuiltinFunction)
    }

    /// What built-in types say; `None` means `NotImplemented`.
    pub(super) fn compare_builtin(
        &mut self,
        comparison: Comparison,
        left: ObjectId,
        right: ObjectId,
    ) -> Outcome<Option<bool>> {
        if let (Some(a), Some(b)) = (self.number(left), self.number(right)) {
            return Ok(Some(comparison.holds(order_numbers(a, b))));
        }
        let is_equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        let by_equality = |equal: bool| Some(equal == (comparison == Comparison::Equal));
        let result = match (self.kind(left), self.kind(right)) {
            (Kind::Complex, _) | (_, Kind::Complex) if is_equality => {
                by_equality(match (self.complex(left), self.complex(right)) {
                    (Some(a), Some(b)) => a == b,
                    _ => false,
                })
            }
            (Kind::Str, Kind::Str) => {
                let ordering = self.text(left).cmp(&self.text(right));
                Some(comparison.holds(Some(ordering)))
            }
            (Kind::Bytes, Kind::Bytes) => {
                let ordering = self.bytes(left).cmp(&self.bytes(right));
                Some(comparison.holds(Some(ordering)))
            }
            (Kind::List, Kind::List) | (Kind::Tuple, Kind::Tuple) | (Kind::Deque, Kind::Deque) => {
                self.enter_native()?;
                let result = self.compare_sequences(comparison, left, right);
                self.leave_native();
                Some(result?)
            }
            (Kind::Dict, Kind::Dict) if is_equality => {
                self.enter_native()?;
                let equal = self.dicts_equal(left, right);
                self.leave_native();
                by_equality(equal?)
            }
            (Kind::Range, Kind::Range) if is_equality => {
                by_equality(self.ranges_equal(left, right))
            }
            (Kind::Slice, Kind::Slice) => {
                let (a, b) = (self.slice_tuple(left), self.slice_tuple(right));
                let result = self.compare_sequences(comparison, a, b);
                self.decref(a);
                self.decref(b);
                Some(result?)
            }
            (Kind::Method, Kind::Method) if is_equality => {
                let slots = |object| self.heap().slots(object).to_vec();
                by_equality(slots(left) == slots(right))
            }
            (Kind::BuiltinFunction, Kind::BuiltinFunction) if is_equality => {
                let heap = self.heap();
                by_equality(
                    heap.payload(left) == heap.payload(right)
                        && heap.slots(left) == heap.slots(right),
                )
            }
            (Kind::Weakref, Kind::Weakref) if is_equality => {
                match (self.heap().slot(left, 0), self.heap().slot(right, 0)) {
                    (Some(a), Some(b)) => {
                        self.incref(a);
                        self.incref(b);
                        // `weakref_richcompare` asks even an object whether it equals itself.
                        let truth = self.compare_truth(comparison, a, b);
                        self.decref(a);
                        self.decref(b);
                        Some(truth?)
                    }
                    _ => by_equality(left == right),
                }
            }
            _ => self.compare_sets(comparison, left, right)?,
        };
        Ok(result)
    }

    /// `list_richcompare`: the first pair of items that differ decides. Both may change while items are compared.
    fn compare_sequences(
        &mut self,
        comparison: Comparison,
        left: ObjectId,
        right: ObjectId,
    ) -> Outcome<bool> {
        let is_equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        let lengths = |vm: &Self| (vm.heap().slot_count(left), vm.heap().slot_count(right));
        if is_equality && self.kind(left) == Kind::List {
            let (a, b) = lengths(self);
            if a != b {
                return Ok(comparison == Comparison::NotEqual);
            }
        }
        let mut index = 0;
        while let (Some(a), Some(b)) = (
            self.heap().slot(left, index),
            self.heap().slot(right, index),
        ) {
            if a != b {
                self.incref(a);
                self.incref(b);
                let result = match self.equals(a, b) {
                    Ok(true) => Ok(None),
                    Ok(false) if is_equality => Ok(Some(comparison == Comparison::NotEqual)),
                    Ok(false) => self.compare_truth(comparison, a, b).map(Some),
                    Err(unwind) => Err(unwind),
                };
                self.decref(a);
                self.decref(b);
                if let Some(result) = result? {
                    return Ok(result);
                }
            }
            index += 1;
        }
        let (a, b) = lengths(self);
        Ok(comparison.holds(Some(a.cmp(&b))))
    }

    /// The truth of a comparison.
    pub(super) fn compare_truth(
        &mut self,
        comparison: Comparison,
        left: ObjectId,
        right: ObjectId,
    ) -> Outcome<bool> {
        let result = self.compare(comparison, left, right)?;
        let truth = self.truth(result);
        self.decref(result);
        truth
    }

    fn dicts_equal(&mut self, left: ObjectId, right: ObjectId) -> Outcome<bool> {
        if self.dict_len(left) != self.dict_len(right) {
            return Ok(false);
        }
        let mut entry = 0;
        while let Some((at, key, value)) = self.dict_entry(left, entry) {
            entry = at + 1;
            self.incref(key);
            self.incref(value);
            let equal = match self.dict_get(right, key) {
                Ok(Some(other)) => {
                    self.incref(other);
                    let equal = self.equals(other, value);
                    self.decref(other);
                    equal
                }
                Ok(None) => Ok(false),
                Err(unwind) => Err(unwind),
            };
            self.decref(key);
            self.decref(value);
            if !equal? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// `==` as containers use it: an object equals itself (`PyObject_RichCompareBool`).
    pub(super) fn equals(&mut self, left: ObjectId, right: ObjectId) -> Outcome<bool> {
        if left == right {
            return Ok(true);
        }
        if self.is_str(left) && self.is_str(right) {
            return Ok(self.text(left) == self.text(right));
        }
        self.compare_truth(Comparison::Equal, left, right)
    }

    /// `item in container`.
    pub(super) fn contains(&mut self, container: ObjectId, item: ObjectId) -> Outcome<bool> {
        if self.has_python_class(container)
            && self.has_special(container, "__contains__")
            && let Some(result) = self.call_special(container, "__contains__", &[item])?
        {
            let truth = self.truth(result);
            self.decref(result);
            return truth;
        }
        self.contains_builtin(container, item)
    }

    /// What built-in types say, as if no derived class had a say.
    pub(super) fn contains_builtin(
        &mut self,
        container: ObjectId,
        item: ObjectId,
    ) -> Outcome<bool> {
        match self.kind(container) {
            Kind::Str => {
                if !self.is_str(item) {
                    let name = self.type_name(item);
                    return self.type_error(format!(
                        "'in <string>' requires string as left operand, not {name}"
                    ));
                }
                Ok(self.text(container).contains(self.text(item).as_ref()))
            }
            Kind::List | Kind::Tuple | Kind::Deque => {
                Ok(self.position(container, item, 0)?.is_some())
            }
            Kind::Bytes if self.kind(item) == Kind::Bytes => {
                let (bytes, part) = (self.bytes(container), self.bytes(item));
                Ok(part.is_empty() || bytes.windows(part.len()).any(|window| window == &*part))
            }
            Kind::Dict => Ok(self.dict_get(container, item)?.is_some()),
            Kind::Set | Kind::FrozenSet => self.set_contains(container, item),
            Kind::Range if self.int_value(item).is_some() => {
                Ok(self.range_position(container, item).is_some())
            }
            Kind::View => self.view_contains(container, item),
            _ => self.contains_by_iteration(container, item),
        }
    }

    /// Where a list, tuple or deque first has an item that equals this one, from an index on. A deque must not change
    /// meanwhile.
    pub(super) fn position(
        &mut self,
        sequence: ObjectId,
        wanted: ObjectId,
        start: usize,
    ) -> Outcome<Option<usize>> {
        let mut index = start;
        let changes = self.deque_changes(sequence);
        while let Some(item) = self.heap().slot(sequence, index) {
            self.incref(item);
            let equal = self.equals(item, wanted);
            self.decref(item);
            if equal.is_ok() && self.deque_changes(sequence) != changes {
                let message = "deque mutated during iteration";
                return Err(self.raise(self.types.runtime_error, message));
            }
            if equal? {
                return Ok(Some(index));
            }
            index += 1;
        }
        Ok(None)
    }

    fn view_contains(&mut self, view: ObjectId, item: ObjectId) -> Outcome<bool> {
        let class = self.type_of(view);
        let Some(dict) = self.heap().slot(view, 0) else {
            return Ok(false);
        };
        if class == self.types.dict_keys {
            return Ok(self.dict_get(dict, item)?.is_some());
        }
        if class == self.types.dict_values {
            return self.contains_by_iteration(view, item);
        }
        let (Kind::Tuple, &[Some(key), Some(value)]) = (self.kind(item), self.heap().slots(item))
        else {
            return Ok(false);
        };
        let Some(found) = self.dict_get(dict, key)? else {
            return Ok(false);
        };
        self.incref(found);
        let equal = self.equals(found, value);
        self.decref(found);
        equal
    }

    fn contains_by_iteration(&mut self, container: ObjectId, wanted: ObjectId) -> Outcome<bool> {
        let iterator = match self.iter_optional(container) {
            Err(Unwind::Exception(error)) if self.is_instance(error, self.types.type_error) => {
                self.decref(error);
                None
            }
            other => other?,
        };
        let Some(iterator) = iterator else {
            let name = self.type_name(container);
            let message = self.profile().messages.not_container;
            return self.type_error(message.fill(&[("type", &name)]));
        };
        let result = self.next_that_equals(iterator, wanted);
        self.decref(iterator);
        result
    }

    fn next_that_equals(&mut self, iterator: ObjectId, wanted: ObjectId) -> Outcome<bool> {
        while let Some(item) = self.next(iterator)? {
            let equal = self.equals(item, wanted);
            self.decref(item);
            if equal? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
