//! Calls with `*` and `**`.

use super::builtins::Args;
use super::call::Called;
use super::exec::Next;
use super::stack::StackRef;
use super::{Outcome, Vm};
use crate::heap::{Kind, ObjectId};
use crate::refcount::count_transient;
use crate::tape::Recorder;

impl<R: Recorder> Vm<R> {
    /// `f(*args, **kwargs)`.
    pub(super) fn call_with_tuple(&mut self, has_keywords: bool) -> Outcome<Next> {
        let extra = usize::from(has_keywords);
        let callable = self.top(3 + extra);
        let tuple = self.pack_star(1 + extra)?;
        let positional: Vec<ObjectId> =
            self.heap().slots(tuple).iter().flatten().copied().collect();
        for &item in &positional {
            self.incref(item);
        }
        let keyword_dict = has_keywords.then(|| self.top(1));
        let keywords = if has_keywords {
            self.dict_entries(self.top(1))
        } else {
            Vec::new()
        };
        for &(_, value) in &keywords {
            self.incref(value);
        }
        let args = Args {
            positional: &positional,
            keywords: &keywords,
        };
        if self.kind(callable) == Kind::Function {
            return self.call_function_with_tuple(callable, &args, 3 + extra);
        }
        let mut inputs = 3 + extra;
        if self.kind(callable) == Kind::Method && has_keywords {
            inputs += self.push_unpacked(&args);
        }
        let called = {
            // A native function that wants a tuple gets this one.
            self.packed_arguments = Some(tuple);
            self.packed_keywords = keyword_dict;
            let called = self.begin_call(callable, &args);
            self.packed_arguments = None;
            self.packed_keywords = None;
            self.decref_all(positional.iter().copied());
            self.decref_all(keywords.iter().map(|&(_, value)| value));
            called
        };
        match called? {
            Called::Result(result) => {
                self.release_arguments(inputs);
                self.push(result);
                self.check_due()?;
                Ok(Next::Instruction)
            }
            Called::Entered => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.kept += inputs;
                }
                Ok(Next::Frame)
            }
        }
    }

    /// `PySequence_Tuple`: the arguments of `f(*iterable)`, which stand so deep on the stack, become a tuple.
    fn pack_star(&mut self, depth: usize) -> Outcome {
        let iterable = self.top(depth);
        if self.kind(iterable) == Kind::Tuple && !self.has_python_class(iterable) {
            return Ok(iterable);
        }
        let Some(tuple) = self.sequence_tuple(iterable)? else {
            return self.bad_star(self.top(depth + 2), "*", "an iterable", iterable);
        };
        let place = self.stack.len() - depth;
        let old = std::mem::replace(&mut self.stack[place], StackRef::owned(Some(tuple)));
        self.close(old);
        Ok(tuple)
    }

    /// `f(*args, **kwargs)` of a Python function, whose inputs are the topmost values of the stack.
    fn call_function_with_tuple(
        &mut self,
        function: ObjectId,
        args: &Args,
        inputs: usize,
    ) -> Outcome<Next> {
        let releases_first = self.profile().star_calls_release_first;
        let mut kept = inputs;
        if !args.keywords.is_empty() {
            // `_PyStack_UnpackDict`: the names in a tuple, the values in an array.
            count_transient(self, Kind::Tuple, args.keywords.len() as u32);
            if !releases_first {
                kept += self.push_unpacked(args);
            }
        }
        if !releases_first {
            self.enter_function(function, args, 0, kept)?;
            return Ok(Next::Frame);
        }
        let values = self.stack.split_off(self.stack.len() - inputs);
        let outcome = self.enter_function(function, args, 0, 0);
        for value in values.into_iter().rev() {
            self.close(value);
        }
        outcome.map(|()| Next::Frame)
    }

    /// The array of arguments in which a function called from C finds them; returns how many there are.
    pub(super) fn push_unpacked(&mut self, args: &Args) -> usize {
        let by_name = args.keywords.iter().map(|&(_, value)| value);
        let positional = if self.profile().unpacking_borrows_arguments {
            &[]
        } else {
            args.positional
        };
        let values: Vec<ObjectId> = positional.iter().copied().chain(by_name).collect();
        for &value in &values {
            self.incref(value);
            self.push(value);
        }
        values.len()
    }

    /// Keywords from a mapping in a call: a name may come once only.
    pub(super) fn merge_keywords(
        &mut self,
        callable: ObjectId,
        dict: ObjectId,
        mapping: ObjectId,
    ) -> Outcome<()> {
        if !self.is_mapping(mapping)? {
            return self.bad_star(callable, "**", "a mapping", mapping);
        }
        if self.kind(mapping) != Kind::Dict {
            return self.unsupported("a mapping that is no dict behind ** in a call");
        }
        for (key, value) in self.dict_entries(mapping) {
            self.merge_keyword(callable, dict, key, value)?;
        }
        Ok(())
    }

    fn merge_keyword(
        &mut self,
        callable: ObjectId,
        dict: ObjectId,
        key: ObjectId,
        value: ObjectId,
    ) -> Outcome<()> {
        if !self.is_str(key) {
            return self.type_error("keywords must be strings");
        }
        if self.dict_get_name(dict, key).is_some() {
            let (function, key) = (self.function_text(callable)?, self.text(key));
            return self.type_error(format!(
                "{function} got multiple values for keyword argument '{key}'"
            ));
        }
        self.dict_set(dict, key, value)
    }

    /// Whether it has what `**` asks for.
    pub(super) fn is_mapping(&mut self, object: ObjectId) -> Outcome<bool> {
        if self.kind(object) == Kind::Dict || !self.has_python_class(object) {
            return Ok(self.kind(object) == Kind::Dict);
        }
        let keys = self.intern_str("keys");
        let method = self.get_attribute_optional(object, keys)?;
        self.xdecref(method);
        Ok(method.is_some())
    }

    /// What stands behind `*` or `**` in a call is none of it.
    fn bad_star<T>(
        &mut self,
        callable: ObjectId,
        star: &str,
        wanted: &str,
        value: ObjectId,
    ) -> Outcome<T> {
        let (function, found) = (self.function_text(callable)?, self.type_name(value));
        let message = self.profile().messages.star_argument;
        self.type_error(message.fill(&[
            ("function", &function),
            ("star", star),
            ("wanted", wanted),
            ("type", &found),
        ]))
    }

    /// `_PyObject_FunctionStr`: what is called, as messages about a call name it.
    fn function_text(&mut self, callable: ObjectId) -> Outcome<String> {
        let [name, module] = ["__qualname__", "__module__"].map(|name| self.intern_str(name));
        let Some(name) = self.get_attribute_optional(callable, name)? else {
            return self.str(callable);
        };
        let module = self.get_attribute_optional(callable, module)?;
        let mut text = format!("{}()", self.text(name));
        if let Some(module) = module.filter(|&module| self.is_str(module)) {
            let module = self.text(module);
            if *module != *"builtins" {
                text = format!("{module}.{text}");
            }
        }
        self.decref(name);
        self.xdecref(module);
        Ok(text)
    }
}
