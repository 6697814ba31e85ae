//! Loading what is called at once: `LOAD_ATTR` with the method bit, `LOAD_SUPER_ATTR`, and the methods of `with`.

use super::exec::Next;
use super::stack::StackRef;
use super::{Outcome, Vm};
use crate::heap::{Kind, ObjectId};
use crate::python::code::Special;
use crate::tape::Recorder;

impl<R: Recorder> Vm<R> {
    /// `LOAD_ATTR` with the method bit: a plain function of the class is not bound but called with `self` in front.
    pub(super) fn load_method(&mut self, name: ObjectId) -> Outcome<Next> {
        let object = self.top(1);
        if !matches!(self.kind(object), Kind::Type | Kind::Module | Kind::Super) {
            let class = self.type_of(object);
            if let Some(function) = self.find_in_type(class, name)
                && self.is_unbound_method(function)
                && self.own_value(object, name).is_none()
            {
                self.push_below_receiver(function);
                return Ok(Next::Instruction);
            }
        }
        let value = self.get_attribute(object, name)?;
        self.replace_receiver(value);
        Ok(Next::Instruction)
    }

    /// `LOAD_SPECIAL`: the same for a method of `with`, which only the type can have.
    pub(super) fn load_special(&mut self, special: Special) -> Outcome<()> {
        let manager = self.top(1);
        let class = self.type_of(manager);
        let name = self.intern_str(match special {
            Special::Enter => "__enter__",
            Special::Exit => "__exit__",
        });
        match self.find_in_type(class, name) {
            None => self.no_context_manager(manager, true, special == Special::Enter),
            Some(function) if self.is_unbound_method(function) => {
                self.push_below_receiver(function);
                Ok(())
            }
            Some(value) => {
                let bound = self.bind(value, Some(manager), class)?;
                self.replace_receiver(bound.unwrap_or(self.none));
                Ok(())
            }
        }
    }

    /// Whether it would be bound: a Python function or a method of a built-in type.
    fn is_unbound_method(&self, value: ObjectId) -> bool {
        self.kind(value) == Kind::Function || self.type_of(value) == self.types.method_descriptor
    }

    /// The receiver stays on top, borrowed or not: it is `self` now. The function is borrowed.
    fn push_below_receiver(&mut self, function: ObjectId) {
        self.incref(function);
        self.push(function);
        let top = self.stack.len() - 1;
        self.stack.swap(top, top - 1);
    }

    /// What is called (owned) needs no `self`.
    fn replace_receiver(&mut self, value: ObjectId) {
        self.drop_inputs(1);
        self.push(value);
        self.stack.push(StackRef::NULL);
    }

    /// `super().name` without a `super` object: the next class in the MRO of `self`'s class that has the name.
    pub(super) fn load_super_attribute(
        &mut self,
        name: ObjectId,
        method: bool,
        two_arguments: bool,
    ) -> Outcome<Next> {
        let (function, class, receiver) = (self.top(3), self.top(2), self.top(1));
        if function != self.types.super_ {
            let super_object = if two_arguments {
                self.call(function, &[class, receiver])?
            } else {
                self.call(function, &[])?
            };
            let value = self.get_attribute(super_object, name);
            self.decref(super_object);
            let value = value?;
            self.drop_inputs(3);
            self.push(value);
            if method {
                self.stack.push(StackRef::NULL);
            }
            return Ok(Next::Instruction);
        }
        let (value, is_unbound) = self.super_attribute(class, receiver, name, method)?;
        if is_unbound {
            // Not specialized yet, the instruction makes a `super` object and a bound method after all.
            let is_first_time = self.is_first_time();
            if is_first_time && self.kind(value) == Kind::BuiltinFunction {
                let bound = self.new_builtin_method(value, receiver);
                self.drop_inputs(3);
                self.push(bound);
                self.stack.push(StackRef::NULL);
                return Ok(Next::Instruction);
            }
            // The receiver moves on; `super` and the class are done.
            let mut receiver = self.stack.pop().unwrap_or(StackRef::NULL);
            if is_first_time {
                self.keep(receiver);
                receiver = StackRef::owned(receiver.object());
            }
            self.drop_inputs(2);
            self.push(value);
            self.stack.push(receiver);
        } else {
            self.drop_inputs(3);
            self.push(value);
            if method {
                self.stack.push(StackRef::NULL);
            }
        }
        Ok(Next::Instruction)
    }

    /// What `super(class, receiver).name` gives; with `method`, a plain function comes unbound (then true).
    pub(super) fn super_attribute(
        &mut self,
        class: ObjectId,
        receiver: ObjectId,
        name: ObjectId,
        method: bool,
    ) -> Outcome<(ObjectId, bool)> {
        let start = if self.kind(receiver) == Kind::Type && self.is_subclass(receiver, class) {
            receiver
        } else {
            self.type_of(receiver)
        };
        let mro = self.mro(start);
        let Some(place) = mro.iter().position(|&base| base == class) else {
            return self.type_error("super(type, obj): obj must be an instance or subtype of type");
        };
        for &base in &mro[place + 1..] {
            // A class's own MRO begins with itself: its own attributes are found first.
            let Some(value) = self.find_own(base, name) else {
                continue;
            };
            let object = (start != receiver).then_some(receiver);
            return match self.bind(value, object, start)? {
                Some(bound) => Ok((bound, false)),
                None if method => Ok((self.new_reference(value), true)),
                None if self.kind(value) == Kind::Function => {
                    Ok((self.new_method(value, receiver), false))
                }
                None => Ok((self.new_builtin_method(value, receiver), false)),
            };
        }
        let text = self.text(name);
        Err(self.raise(
            self.types.attribute_error,
            format!("'super' object has no attribute '{text}'"),
        ))
    }
}
