//! Arguments of functions that take keywords, and of those that want an integer (`getargs.c`).

use crate::heap::{Kind, ObjectId};
use crate::python::vm::builtins::Args;
use crate::python::vm::traceback::similar;
use crate::python::vm::{Outcome, Vm, special_result};
use crate::tape::Recorder;

impl<R: Recorder> Vm<R> {
    /// The argument for each parameter, borrowed; the first `required` ones must be there.
    pub(in crate::python::vm) fn parse_arguments<const N: usize>(
        &mut self,
        function: &str,
        parameters: [&str; N],
        required: usize,
        args: &Args,
    ) -> Outcome<[Option<ObjectId>; N]> {
        let mut found = [None; N];
        self.place_arguments(function, &parameters, required, args, &mut found)?;
        Ok(found)
    }

    /// The same for any number of parameters, of which `found` has as many places.
    fn place_arguments(
        &mut self,
        function: &str,
        parameters: &[&str],
        required: usize,
        args: &Args,
        found: &mut [Option<ObjectId>],
    ) -> Outcome<()> {
        let given = args.positional.len() + args.keywords.len();
        if given > parameters.len() {
            let bound = if required < parameters.len() {
                "at most"
            } else {
                "exactly"
            };
            let keyword = if args.positional.is_empty() {
                "keyword "
            } else {
                ""
            };
            let plural = if parameters.len() == 1 { "" } else { "s" };
            return self.type_error(format!(
                "{function}() takes {bound} {} {keyword}argument{plural} ({given} given)",
                parameters.len()
            ));
        }
        for (place, &argument) in found.iter_mut().zip(args.positional) {
            *place = Some(argument);
        }
        for &(keyword, value) in args.keywords {
            let name = self.text(keyword);
            let Some(index) = parameters.iter().position(|parameter| **parameter == *name) else {
                return self.unexpected_keyword(function, &name, parameters);
            };
            if found[index].is_some() {
                return self.type_error(format!(
                    "argument for {function}() given by name ('{name}') and position ({})",
                    index + 1
                ));
            }
            found[index] = Some(value);
        }
        if let Some(index) = found[..required].iter().position(Option::is_none) {
            return self.type_error(format!(
                "{function}() missing required argument '{}' (pos {})",
                parameters[index],
                index + 1
            ));
        }
        Ok(())
    }

    /// The keyword arguments of a function that also takes any number of positional ones.
    pub(in crate::python::vm) fn parse_keywords<const N: usize>(
        &mut self,
        function: &str,
        parameters: [&str; N],
        args: &Args,
    ) -> Outcome<[Option<ObjectId>; N]> {
        let keywords = Args {
            positional: &[],
            keywords: args.keywords,
        };
        self.parse_arguments(function, parameters, 0, &keywords)
    }

    fn unexpected_keyword<T>(
        &mut self,
        function: &str,
        name: &str,
        parameters: &[&str],
    ) -> Outcome<T> {
        let hint = similar(name, parameters.iter().copied())
            .map(|similar| format!(". Did you mean '{similar}'?"))
            .unwrap_or_default();
        let message = self.profile().messages.invalid_keyword;
        self.type_error(message.fill(&[("function", function), ("name", name), ("hint", &hint)]))
    }

    /// The value of an object used as an integer (`__index__`).
    pub(in crate::python::vm) fn index_value(&mut self, object: ObjectId) -> Outcome<i64> {
        if let Some(value) = self.int_value(object) {
            return Ok(value);
        }
        if let Some(index) = self.call_special(object, "__index__", &[])? {
            let Some(value) = self.int_value(index) else {
                return self.broken_promise(object, &special_result::INDEX, index);
            };
            self.decref(index);
            return Ok(value);
        }
        let name = self.type_name(object);
        self.type_error(format!(
            "'{name}' object cannot be interpreted as an integer"
        ))
    }

    /// An argument that goes into a C `int`.
    pub(in crate::python::vm) fn c_int(&mut self, object: ObjectId) -> Outcome<i32> {
        let messages = &self.profile().messages;
        let message = match self.kind(object) {
            Kind::Float => messages.integer_not_float,
            _ => messages.integer_required,
        };
        let Some(value) = self.index_optional(object)? else {
            let name = self.type_name(object);
            return self.type_error(message.fill(&[("type", &name)]));
        };
        match i32::try_from(value) {
            Ok(value) => Ok(value),
            Err(_) => Err(self.raise(
                self.types.overflow_error,
                "Python int too large to convert to C int",
            )),
        }
    }

    /// The tuple in which CPython passes arguments to a function of the old calling convention: it lives only during
    /// the call, but it counts as an allocation. `f(*args)` passes the tuple that is there. Owned.
    pub(in crate::python::vm) fn pack_arguments(&mut self, items: &[ObjectId]) -> ObjectId {
        if let Some(tuple) = self.packed_arguments.take()
            && (self.heap().slots(tuple).iter().flatten()).eq(items)
        {
            return self.new_reference(tuple);
        }
        for &item in items {
            self.incref(item);
        }
        self.new_tuple(items)
    }
}
