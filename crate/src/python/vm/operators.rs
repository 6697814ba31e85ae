//! Operators: which operand's method answers, as CPython's `abstract.c` decides it, and the answers of built-in types.

use super::arithmetic::Number;
use super::{Outcome, Vm, special_result};
use crate::heap::{Flags, Kind, ObjectId};
use crate::python::code::BinaryOperator;
use crate::tape::Recorder;

/// Names of an operator's methods: for the left operand, for the right one, for an augmented assignment.
pub(super) fn method_names(operator: BinaryOperator) -> [&'static str; 3] {
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

/// What a type has in the slot of an operator.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    /// Nothing.
    Empty,
    /// What a built-in type says.
    Builtin,
    /// Methods of the program.
    Python,
}

/// An operator with one operand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum UnaryOperator {
    /// `-`
    Negative,
    /// `+`
    Positive,
    /// `~`
    Invert,
}

impl UnaryOperator {
    fn method_name(self) -> &'static str {
        match self {
            UnaryOperator::Negative => "__neg__",
            UnaryOperator::Positive => "__pos__",
            UnaryOperator::Invert => "__invert__",
        }
    }

    fn symbol(self) -> &'static str {
        match self {
            UnaryOperator::Negative => "-",
            UnaryOperator::Positive => "+",
            UnaryOperator::Invert => "~",
        }
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
        let [forward, reflected, augmented] = method_names(operator);
        let may_change = in_place && !self.is_overridden(left, &[augmented]);
        if in_place
            && !may_change
            && let Some(result) = self.ask(left, augmented, right)?
        {
            return Ok(result);
        }
        // Sets and dicts have a slot of numbers for it, and so have classes derived from list (`update_one_slot`);
        // sequences have one of their own, which comes last.
        let comes_first = match self.kind(left) {
            Kind::Set | Kind::Dict => true,
            _ => operator == BinaryOperator::Add && self.has_python_class(left),
        };
        if may_change
            && (comes_first || !has_python_class)
            && let Some(result) = self.binary_in_place_builtin(operator, left, right)?
        {
            return Ok(result);
        }
        if has_python_class && let Some(result) = self.binary_op1(operator, left, right)? {
            return Ok(result);
        }
        if may_change
            && has_python_class
            && !comes_first
            && let Some(result) = self.binary_in_place_builtin(operator, left, right)?
        {
            return Ok(result);
        }
        let is_overridden = match operator {
            BinaryOperator::Multiply if is_sequence(self.kind(left)) => {
                self.is_overridden(left, &[forward, reflected])
            }
            // `PyNumber_InPlaceMultiply` looks at the right operand only if the left one's type knows no sequences.
            BinaryOperator::Multiply => {
                let may_be_sequence = self.has_python_class(left)
                    || matches!(
                        self.kind(left),
                        Kind::Set | Kind::FrozenSet | Kind::Dict | Kind::View
                    );
                in_place && may_be_sequence || self.is_overridden(right, &[forward, reflected])
            }
            _ => self.is_overridden(left, &[forward]),
        };
        if !is_overridden && let Some(result) = self.binary_builtin(operator, left, right)? {
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

    /// Whether the object's class has one of these methods from the program.
    fn is_overridden(&mut self, object: ObjectId, names: &[&str]) -> bool {
        self.has_python_class(object) && names.iter().any(|name| self.has_special(object, name))
    }

    /// Calls a method, the program's own or a built-in type's (`vectorcall_maybe`); `None` if there is none or it
    /// returns `NotImplemented`.
    fn ask(
        &mut self,
        object: ObjectId,
        name: &str,
        operand: ObjectId,
    ) -> Outcome<Option<ObjectId>> {
        let result = self.call_special(object, name, &[operand])?;
        Ok(result.filter(|&result| result != self.not_implemented))
    }

    /// What an object's type has in the operator's slot (`nb_add` …).
    fn slot(&mut self, operator: BinaryOperator, object: ObjectId) -> Slot {
        let [forward, reflected, _] = method_names(operator);
        if self.is_overridden(object, &[forward, reflected]) {
            return Slot::Python;
        }
        match self.kind(object) {
            Kind::Int | Kind::Bool | Kind::Float => Slot::Builtin,
            Kind::Set | Kind::FrozenSet | Kind::View | Kind::Dict => Slot::Builtin,
            Kind::Str | Kind::Bytes if operator == BinaryOperator::Remainder => Slot::Builtin,
            _ => Slot::Empty,
        }
    }

    /// `binary_op1`: which operand's slot is asked first; `None` means `NotImplemented`.
    fn binary_op1(
        &mut self,
        operator: BinaryOperator,
        left: ObjectId,
        right: ObjectId,
    ) -> Outcome<Option<ObjectId>> {
        let (left_class, right_class) = (self.type_of(left), self.type_of(right));
        let left_slot = self.slot(operator, left);
        let mut right_slot = self.slot(operator, right);
        if left_class == right_class || left_slot == Slot::Python && right_slot == left_slot {
            right_slot = Slot::Empty;
        }
        let right_first = left_slot != Slot::Empty
            && right_slot != Slot::Empty
            && self.is_subclass(right_class, left_class);
        let mut order = [(left_slot, left), (right_slot, right)];
        if right_first {
            order.reverse();
        }
        for (slot, owner) in order {
            let result = match slot {
                Slot::Empty => None,
                Slot::Python => self.slot_nb(operator, left, right)?,
                // `long_add` leaves floats to `float_add`.
                Slot::Builtin
                    if matches!(self.kind(owner), Kind::Int | Kind::Bool)
                        && (self.kind(left) == Kind::Float || self.kind(right) == Kind::Float) =>
                {
                    None
                }
                Slot::Builtin => self.binary_slot(operator, left, right)?,
            };
            if result.is_some() {
                return Ok(result);
            }
        }
        Ok(None)
    }

    /// `slot_nb_add` …: the methods of both operands in their order: the right one's first if its class is derived from
    /// the left one's and has a reflected method of its own.
    fn slot_nb(
        &mut self,
        operator: BinaryOperator,
        left: ObjectId,
        right: ObjectId,
    ) -> Outcome<Option<ObjectId>> {
        let [forward, reflected, _] = method_names(operator);
        let (left_class, right_class) = (self.type_of(left), self.type_of(right));
        let mut asks_right =
            left_class != right_class && self.slot(operator, right) == Slot::Python;
        if self.slot(operator, left) == Slot::Python {
            if asks_right && self.is_subclass(right_class, left_class) {
                let name = self.intern_str(reflected);
                if self.find_in_type(right_class, name) != self.find_in_type(left_class, name) {
                    if let Some(result) = self.ask(right, reflected, left)? {
                        return Ok(Some(result));
                    }
                    asks_right = false;
                }
            }
            if let Some(result) = self.ask(left, forward, right)? {
                return Ok(Some(result));
            }
        }
        if asks_right {
            return self.ask(right, reflected, left);
        }
        Ok(None)
    }

    /// What a built-in type of numbers, sets or dicts says (`nb_add` …); `None` means `NotImplemented`.
    pub(super) fn binary_slot(
        &mut self,
        operator: BinaryOperator,
        left: ObjectId,
        right: ObjectId,
    ) -> Outcome<Option<ObjectId>> {
        if let Some(result) = self.arithmetic(operator, left, right)? {
            return Ok(Some(result));
        }
        if operator == BinaryOperator::Remainder && self.is_str(left) {
            return self.format_percent(left, right).map(Some);
        }
        if operator == BinaryOperator::Remainder && self.kind(left) == Kind::Bytes {
            return self.unsupported("formatting bytes by %");
        }
        if operator == BinaryOperator::Or
            && self.kind(left) == Kind::Dict
            && self.kind(right) == Kind::Dict
        {
            let result = self.dict_copy(left)?;
            self.dict_merge(result, right)?;
            return Ok(Some(result));
        }
        self.set_operator(operator, left, right)
    }

    /// What built-in types say; `None` means `NotImplemented`.
    pub(super) fn binary_builtin(
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
            BinaryOperator::Add if is_sequence(a) || a == Kind::Deque => {
                self.concatenate(left, right).map(Some)
            }
            BinaryOperator::Multiply if a == Kind::Deque => {
                self.repeat_deque(left, right).map(Some)
            }
            BinaryOperator::Multiply if b == Kind::Deque => {
                self.repeat_deque(right, left).map(Some)
            }
            BinaryOperator::Multiply if is_sequence(a) => self.repeat(left, right).map(Some),
            BinaryOperator::Multiply if is_sequence(b) => self.repeat(right, left).map(Some),
            BinaryOperator::Or
                if self.profile().classes.have_unions
                    && (a == Kind::Type && (b == Kind::Type || b == Kind::None)
                        || a == Kind::None && b == Kind::Type) =>
            {
                self.call_library("types", "UnionType", &[left, right])
                    .map(Some)
            }
            _ => self.binary_slot(operator, left, right),
        }
    }

    /// What a mutable built-in type does; `None` means `NotImplemented`.
    pub(super) fn binary_in_place_builtin(
        &mut self,
        operator: BinaryOperator,
        left: ObjectId,
        right: ObjectId,
    ) -> Outcome<Option<ObjectId>> {
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
            let other = self.type_name(right);
            let own = match kind {
                Kind::Bytes => {
                    let own = self.type_name(left);
                    return self.type_error(format!("can't concat {other} to {own}"));
                }
                Kind::Str => "str",
                Kind::List => "list",
                Kind::Deque => "deque",
                _ => "tuple",
            };
            return self.type_error(format!(
                "can only concatenate {own} (not \"{other}\") to {own}"
            ));
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

    /// A sequence so many times; it is no deque.
    pub(super) fn repeat(&mut self, sequence: ObjectId, times: ObjectId) -> Outcome {
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

    /// `-object`, `+object`, `~object`
    pub(super) fn unary(&mut self, operator: UnaryOperator, object: ObjectId) -> Outcome {
        let name = operator.method_name();
        if self.has_python_class(object)
            && self.has_special(object, name)
            && let Some(result) = self.call_special(object, name, &[])?
        {
            return Ok(result);
        }
        self.unary_builtin(operator, object)
    }

    /// What built-in types say.
    pub(super) fn unary_builtin(&mut self, operator: UnaryOperator, object: ObjectId) -> Outcome {
        let is_exact = self.kind(object) != Kind::Bool && !self.has_python_class(object);
        match (operator, self.number(object)) {
            (UnaryOperator::Negative, Some(Number::Int(value))) => {
                self.checked_int(value.checked_neg())
            }
            (UnaryOperator::Negative, Some(Number::Float(value))) => Ok(self.new_float(-value)),
            (UnaryOperator::Positive, Some(_)) if is_exact => Ok(self.new_reference(object)),
            (UnaryOperator::Positive, Some(Number::Int(value))) => Ok(self.new_int(value)),
            (UnaryOperator::Positive, Some(Number::Float(value))) => Ok(self.new_float(value)),
            (UnaryOperator::Invert, Some(Number::Int(value))) => Ok(self.new_int(!value)),
            _ => self.bad_operand(object, operator.symbol()),
        }
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
