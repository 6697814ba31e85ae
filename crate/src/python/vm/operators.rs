//! Operators: which operand's method answers, as CPython's `abstract.c` decides it, and the answers of built-in types.

use super::arithmetic::Number;
use super::{Outcome, Vm, special_result};
use crate::heap::{Flags, Kind, ObjectId};
use crate::python::code::BinaryOperator;
use crate::tape::Recorder;

/// Names of an operator's methods: for the left operand, for the right one, for an augmented assignment.
fn method_names(operator: BinaryOperator) -> [&'static str; 3] {
    match operator {
        BinaryOperator::Add => ["__add__", "__radd__", "__iadd__"],
        BinaryOperator::Subtract => ["__sub__", "__rsub__", "__isub__"],
        BinaryOperator::Multiply => ["__mul__", "__rmul__", "__imul__"],
        BinaryOperator::MatrixMultiply => ["__matmul__", "__rmatmul__", "__imatmul__"],
        BinaryOperator::TrueDivide => ["__truediv__", "__rtruediv__", "__itruediv__"],
        BinaryOperator::FloorDivide => ["__floordiv__", "__rfloordiv__", "__ifloordiv__"],
        BinaryOperator::Remainder => ["__mod__", "__rmod__", "__imod__"],
        BinaryOperator::Power => ["__pow__", "__rpow__", "__ipow__"],
        BinaryOperator::LeftShift => ["__lshift__", "__rlshift__", "__ilshift__"],
        BinaryOperator::RightShift => ["__rshift__", "__rrshift__", "__irshift__"],
        BinaryOperator::And => ["__and__", "__rand__", "__iand__"],
        BinaryOperator::Or => ["__or__", "__ror__", "__ior__"],
        BinaryOperator::Xor => ["__xor__", "__rxor__", "__ixor__"],
    }
}

fn is_sequence(kind: Kind) -> bool {
    matches!(kind, Kind::Str | Kind::Bytes | Kind::List | Kind::Tuple)
}

impl<R: Recorder> Vm<R> {
    /// The object's type is a class of the program, so that special methods may be its own.
    pub(super) fn has_python_class(&self, object: ObjectId) -> bool {
        self.flags(object).has(Flags::HEAP_TYPE)
    }

    /// Calls a special method; `None` if there is none or it returns `NotImplemented`.
    pub(super) fn try_special(
        &mut self,
        object: ObjectId,
        name: &str,
        args: &[ObjectId],
    ) -> Outcome<Option<ObjectId>> {
        if !self.has_python_class(object) {
            return Ok(None);
        }
        let result = self.call_special(object, name, args)?;
        Ok(result.filter(|&result| result != self.not_implemented))
    }

    /// `left <operator> right`, or `left <operator>= right`.
    pub(super) fn binary(
        &mut self,
        operator: BinaryOperator,
        in_place: bool,
        left: ObjectId,
        right: ObjectId,
    ) -> Outcome {
        let has_python_class = self.has_python_class(left) || self.has_python_class(right);
        if !has_python_class && let Some(result) = self.arithmetic(operator, left, right)? {
            return Ok(result);
        }
        if in_place && let Some(result) = self.binary_in_place(operator, left, right)? {
            return Ok(result);
        }
        if self.is_str(left) && operator == BinaryOperator::Remainder {
            return self.format_percent(left, right);
        }
        if has_python_class {
            if let Some(result) = self.binary_special(operator, left, right)? {
                return Ok(result);
            }
            if let Some(result) = self.arithmetic(operator, left, right)? {
                return Ok(result);
            }
        }
        if let Some(result) = self.binary_builtin(operator, left, right)? {
            return Ok(result);
        }
        self.check_not_complex(&[left, right])?;
        let symbol = match (operator, in_place) {
            (BinaryOperator::Power, false) => "** or pow()".into(),
            (_, true) => format!("{}=", operator.symbol()),
            (_, false) => operator.symbol().into(),
        };
        let message = format!(
            "unsupported operand type(s) for {symbol}: '{}' and '{}'",
            self.type_name(left),
            self.type_name(right)
        );
        self.type_error(message)
    }

    /// The methods of both operands in their order: the right one's first if its class is derived from the left one's
    /// and has a reflected method of its own.
    fn binary_special(
        &mut self,
        operator: BinaryOperator,
        left: ObjectId,
        right: ObjectId,
    ) -> Outcome<Option<ObjectId>> {
        let [forward, reflected, _] = method_names(operator);
        let (left_class, right_class) = (self.type_of(left), self.type_of(right));
        let mut tries_reflected = left_class != right_class;
        if tries_reflected && self.is_subclass(right_class, left_class) {
            let name = self.intern_str(reflected);
            if self.find_in_type(right_class, name) != self.find_in_type(left_class, name) {
                if let Some(result) = self.try_special(right, reflected, &[left])? {
                    return Ok(Some(result));
                }
                tries_reflected = false;
            }
        }
        if let Some(result) = self.try_special(left, forward, &[right])? {
            return Ok(Some(result));
        }
        if tries_reflected {
            return self.try_special(right, reflected, &[left]);
        }
        Ok(None)
    }

    fn binary_builtin(
        &mut self,
        operator: BinaryOperator,
        left: ObjectId,
        right: ObjectId,
    ) -> Outcome<Option<ObjectId>> {
        let (a, b) = (self.kind(left), self.kind(right));
        match operator {
            BinaryOperator::Add if a == Kind::Deque && b == a => {
                let bound = self.deque_state(left).bound;
                let items = self.owned_items(left);
                let result = self.new_deque(&items, bound);
                self.deque_extend(result, right, false)?;
                Ok(Some(result))
            }
            BinaryOperator::Add if is_sequence(a) => self.concatenate(left, right).map(Some),
            BinaryOperator::Multiply if a == Kind::Deque => {
                self.repeat_deque(left, right).map(Some)
            }
            BinaryOperator::Multiply if b == Kind::Deque => {
                self.repeat_deque(right, left).map(Some)
            }
            BinaryOperator::Multiply if is_sequence(a) => self.repeat(left, right).map(Some),
            BinaryOperator::Multiply if is_sequence(b) => self.repeat(right, left).map(Some),
            BinaryOperator::Or if a == Kind::Dict && b == Kind::Dict => {
                let result = self.dict_copy(left)?;
                self.dict_merge(result, right)?;
                Ok(Some(result))
            }
            BinaryOperator::Or
                if self.profile().classes.have_unions
                    && (a == Kind::Type && (b == Kind::Type || b == Kind::None)
                        || a == Kind::None && b == Kind::Type) =>
            {
                self.call_library("types", "UnionType", &[left, right])
                    .map(Some)
            }
            _ => self.set_operator(operator, left, right),
        }
    }

    /// `left <operator>= right` by a method for that: a class's own, or that of a mutable built-in type.
    fn binary_in_place(
        &mut self,
        operator: BinaryOperator,
        left: ObjectId,
        right: ObjectId,
    ) -> Outcome<Option<ObjectId>> {
        let [_, _, name] = method_names(operator);
        if let Some(result) = self.try_special(left, name, &[right])? {
            return Ok(Some(result));
        }
        match (operator, self.kind(left)) {
            (BinaryOperator::Add, Kind::List) => self.list_extend(left, right)?,
            (BinaryOperator::Add, Kind::Deque) => self.deque_extend(left, right, false)?,
            (BinaryOperator::Multiply, Kind::List) => {
                let count = self.repeat_count(right)?;
                self.repeat_in_place(left, count)?;
            }
            (BinaryOperator::Add, Kind::Bytes)
                if self.is_bytearray(left) && self.kind(right) == Kind::Bytes =>
            {
                let bytes = [self.bytes(left), self.bytes(right)].concat();
                self.check_text_length(bytes.len())?;
                self.set_bytes(left, bytes);
            }
            (BinaryOperator::Multiply, Kind::Deque) => {
                let repeated = self.repeat_deque(left, right)?;
                let items = self.owned_items(repeated);
                self.decref(repeated);
                self.deque_clear(left);
                for item in items {
                    self.deque_push(left, item, false);
                }
            }
            (BinaryOperator::Or, Kind::Dict) => self.dict_update(left, right)?,
            (_, Kind::Set) => {
                if !self.set_operator_in_place(operator, left, right)? {
                    return Ok(None);
                }
            }
            _ => return Ok(None),
        }
        Ok(Some(self.new_reference(left)))
    }

    /// The items of a list or tuple, borrowed.
    pub(super) fn items(&self, sequence: ObjectId) -> Vec<ObjectId> {
        self.heap()
            .slots(sequence)
            .iter()
            .flatten()
            .copied()
            .collect()
    }

    /// The items of a list or tuple, each with a reference of its own.
    pub(super) fn owned_items(&mut self, sequence: ObjectId) -> Vec<ObjectId> {
        let items = self.items(sequence);
        for &item in &items {
            self.incref(item);
        }
        items
    }

    fn concatenate(&mut self, left: ObjectId, right: ObjectId) -> Outcome {
        let kind = self.kind(left);
        if kind != self.kind(right) {
            let (left, right) = (self.type_name(left), self.type_name(right));
            return self.type_error(match kind {
                Kind::Bytes => format!("can't concat {right} to {left}"),
                _ => format!("can only concatenate {left} (not \"{right}\") to {left}"),
            });
        }
        match kind {
            Kind::Str => {
                let text = [self.text(left), self.text(right)].concat();
                self.check_text_length(text.len())?;
                Ok(self.new_str(text))
            }
            Kind::Bytes => {
                let bytes = [self.bytes(left), self.bytes(right)].concat();
                Ok(self.new_bytes_like(left, bytes))
            }
            // `()` added to a tuple gives the tuple itself.
            Kind::Tuple if self.heap().slot_count(left) == 0 => Ok(self.new_reference(right)),
            Kind::Tuple if self.heap().slot_count(right) == 0 => Ok(self.new_reference(left)),
            _ => {
                let mut items = self.owned_items(left);
                items.extend(self.owned_items(right));
                Ok(self.new_sequence(kind, &items))
            }
        }
    }

    /// A list or tuple of items that are moved in.
    pub(super) fn new_sequence(&mut self, kind: Kind, items: &[ObjectId]) -> ObjectId {
        if kind == Kind::List {
            self.new_list(items)
        } else {
            self.fill_tuple(items)
        }
    }

    pub(super) fn repeat_count(&mut self, times: ObjectId) -> Outcome<usize> {
        match self.index_optional(times)? {
            Some(count) => Ok(usize::try_from(count).unwrap_or(0)),
            None => {
                let name = self.type_name(times);
                self.type_error(format!(
                    "can't multiply sequence by non-int of type '{name}'"
                ))
            }
        }
    }

    fn repeat(&mut self, sequence: ObjectId, times: ObjectId) -> Outcome {
        let count = self.repeat_count(times)?;
        match self.kind(sequence) {
            Kind::Str => {
                let text = self.text(sequence);
                self.check_text_length(text.len().saturating_mul(count))?;
                Ok(self.new_str(text.repeat(count)))
            }
            Kind::Bytes => {
                let bytes = self.bytes(sequence);
                self.check_text_length(bytes.len().saturating_mul(count))?;
                Ok(self.new_bytes_like(sequence, bytes.repeat(count)))
            }
            Kind::Tuple if count == 1 => Ok(self.new_reference(sequence)),
            kind => {
                let items = self.items(sequence);
                self.check_item_count(items.len().saturating_mul(count))?;
                let items = items.repeat(count);
                for &item in &items {
                    self.incref(item);
                }
                Ok(self.new_sequence(kind, &items))
            }
        }
    }

    fn repeat_in_place(&mut self, list: ObjectId, count: usize) -> Outcome<()> {
        if count == 0 {
            self.list_clear(list);
            return Ok(());
        }
        let items = self.items(list);
        self.check_item_count(items.len().saturating_mul(count))?;
        for _ in 1..count {
            for &item in &items {
                self.incref(item);
                self.world.push_slot(list, Some(item));
            }
        }
        self.list_resized(list, items.len());
        Ok(())
    }

    /// Ends the run before a text gets longer than a page can hold.
    pub(super) fn check_text_length(&self, length: usize) -> Outcome<()> {
        if length > MAX_TEXT {
            return self.limit(format!("text of more than {MAX_TEXT} bytes"));
        }
        Ok(())
    }

    /// Ends the run before a container gets more items than a page can hold.
    pub(super) fn check_item_count(&self, count: usize) -> Outcome<()> {
        if count > MAX_ITEMS {
            return self.limit(format!("a sequence of more than {MAX_ITEMS} items"));
        }
        Ok(())
    }

    pub(super) fn unary_negative(&mut self, object: ObjectId) -> Outcome {
        if let Some(result) = self.unary_special(object, "__neg__")? {
            return Ok(result);
        }
        match self.number(object) {
            Some(Number::Int(value)) => self.checked_int(value.checked_neg()),
            Some(Number::Float(value)) => Ok(self.new_float(-value)),
            None => self.bad_operand(object, "-"),
        }
    }

    pub(super) fn unary_positive(&mut self, object: ObjectId) -> Outcome {
        if let Some(result) = self.unary_special(object, "__pos__")? {
            return Ok(result);
        }
        let is_exact = self.kind(object) != Kind::Bool && !self.has_python_class(object);
        match self.number(object) {
            Some(_) if is_exact => Ok(self.new_reference(object)),
            Some(Number::Int(value)) => Ok(self.new_int(value)),
            Some(Number::Float(value)) => Ok(self.new_float(value)),
            None => self.bad_operand(object, "+"),
        }
    }

    pub(super) fn unary_invert(&mut self, object: ObjectId) -> Outcome {
        if let Some(result) = self.unary_special(object, "__invert__")? {
            return Ok(result);
        }
        match self.int_value(object) {
            Some(value) => Ok(self.new_int(!value)),
            None => self.bad_operand(object, "~"),
        }
    }

    fn unary_special(&mut self, object: ObjectId, name: &str) -> Outcome<Option<ObjectId>> {
        if !self.has_python_class(object) {
            return Ok(None);
        }
        self.call_special(object, name, &[])
    }

    /// Complex numbers are there to be held, not to calculate with.
    pub(in crate::python::vm) fn check_not_complex(&self, operands: &[ObjectId]) -> Outcome<()> {
        if operands.iter().any(|&one| self.kind(one) == Kind::Complex) {
            return self.unsupported("calculating with complex numbers");
        }
        Ok(())
    }

    fn bad_operand(&mut self, object: ObjectId, symbol: &str) -> Outcome {
        self.check_not_complex(&[object])?;
        let name = self.type_name(object);
        self.type_error(format!("bad operand type for unary {symbol}: '{name}'"))
    }

    /// `PyObject_IsTrue`.
    pub(super) fn truth(&mut self, object: ObjectId) -> Outcome<bool> {
        if self.has_python_class(object)
            && let Some(truth) = self.truth_special(object)?
        {
            return Ok(truth);
        }
        Ok(match self.kind(object) {
            Kind::None => false,
            Kind::Bool | Kind::Int => self.heap().payload(object).int() != 0,
            Kind::Float => self.heap().payload(object).float() != 0.0,
            Kind::Complex => self.complex(object) != Some([0.0; 2]),
            Kind::Str
            | Kind::Bytes
            | Kind::List
            | Kind::Deque
            | Kind::Tuple
            | Kind::Dict
            | Kind::Set
            | Kind::FrozenSet
            | Kind::Range
            | Kind::View => self.length_builtin(object) != Some(0),
            _ => true,
        })
    }

    /// What the object's class says by `__bool__` or `__len__`.
    fn truth_special(&mut self, object: ObjectId) -> Outcome<Option<bool>> {
        let Some(result) = self.call_special(object, "__bool__", &[])? else {
            let length = self.length_optional(object)?;
            return Ok(length.map(|length| length > 0));
        };
        if self.kind(result) == Kind::Bool {
            return Ok(Some(result == self.true_));
        }
        self.broken_promise(object, &special_result::BOOL, result)
    }
}

/// The longest text or bytes object that an operator makes, in bytes.
const MAX_TEXT: usize = 10_000_000;
/// The longest list or tuple that an operator makes.
const MAX_ITEMS: usize = 10_000_000;
