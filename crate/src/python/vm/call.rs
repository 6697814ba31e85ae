//! Calls: what can be called, and how arguments reach parameters (spec, section 4: who holds a reference when).

use std::rc::Rc;

use super::builtins::{Args, Signature};
use super::frame::{Frame, Linked, Returns, is_borrowed};
use super::traceback::similar;
use super::{Outcome, Unwind, Vm};
use crate::collect;
use crate::heap::{Kind, ObjectId};
use crate::profile::Calls;
use crate::python::code::{Code, Name};
use crate::refcount::count_transient;
use crate::tape::Recorder;

/// Slots of a `Kind::Function`; see `tables::FUNCTION_FIELDS`.
pub const FUNCTION_GLOBALS: usize = 1;
/// `__defaults__`
pub const FUNCTION_DEFAULTS: usize = 4;
/// `__kwdefaults__`
pub const FUNCTION_KWDEFAULTS: usize = 5;
/// `__closure__`
pub const FUNCTION_CLOSURE: usize = 9;
/// `__annotations__`
pub const FUNCTION_ANNOTATIONS: usize = 10;
/// `__annotate__`
pub const FUNCTION_ANNOTATE: usize = 12;

/// Native functions may call Python, which may call native functions: so deep at most, for the sake of the host's
/// stack. CPython's own bound on C recursion is of the same kind.
const NATIVE_DEPTH: usize = 150;

/// What a call by bytecode comes to.
pub enum Called {
    /// A frame was pushed; the result comes when it returns.
    Entered,
    /// The result.
    Result(ObjectId),
}

impl<R: Recorder> Vm<R> {
    /// Calls anything with positional arguments.
    pub(super) fn call(&mut self, callable: ObjectId, args: &[ObjectId]) -> Outcome {
        self.call_with(
            callable,
            &Args {
                positional: args,
                keywords: &[],
            },
        )
    }

    /// Calls anything.
    pub(super) fn call_with(&mut self, callable: ObjectId, args: &Args) -> Outcome {
        if self.kind(callable) == Kind::BuiltinFunction {
            // The machine calls what is in the slot, not its wrapper.
            return self.call_native(callable, args, false);
        }
        match self.begin_call(callable, args)? {
            Called::Result(result) => Ok(result),
            Called::Entered => self.run_entered(),
        }
    }

    /// Runs the frame that was just pushed until it returns.
    pub(super) fn run_entered(&mut self) -> Outcome {
        let bottom = self.frames.len();
        if let Some(frame) = self.frames.last_mut() {
            frame.is_entry = true;
        }
        if let Err(unwind) = self.enter_native() {
            self.pop_frame();
            return Err(unwind);
        }
        let outcome = self.run_frames(bottom);
        self.leave_native();
        outcome
    }

    /// Calls an attribute of an object.
    pub(super) fn call_method(
        &mut self,
        object: ObjectId,
        name: &str,
        args: &[ObjectId],
    ) -> Outcome {
        let name = self.intern_str(name);
        let method = self.get_attribute(object, name)?;
        let result = self.call(method, args);
        self.decref(method);
        result
    }

    /// Calls a special method that the object's Python class defines; `None` if it defines none.
    pub(super) fn call_special(
        &mut self,
        object: ObjectId,
        name: &str,
        args: &[ObjectId],
    ) -> Outcome<Option<ObjectId>> {
        let class = self.type_of(object);
        if self.class_info(class).is_builtin {
            return Ok(None);
        }
        let name = self.intern_str(name);
        let Some(function) = self.find_in_type(class, name) else {
            return Ok(None);
        };
        if function == self.none {
            return Ok(None);
        }
        let bound = self.bind(function, Some(object), class)?;
        let result = match bound {
            Some(bound) => {
                let result = self.call(bound, args);
                self.decref(bound);
                result
            }
            // A plain function gets `self` first.
            None => {
                let mut with_self = Vec::with_capacity(args.len() + 1);
                with_self.push(object);
                with_self.extend_from_slice(args);
                self.incref(function);
                let result = self.call(function, &with_self);
                self.decref(function);
                result
            }
        };
        result.map(Some)
    }

    /// Bounds nested calls of the machine by native code.
    pub(super) fn enter_native(&mut self) -> Outcome<()> {
        if self.native_depth >= NATIVE_DEPTH {
            return Err(self.recursion_error());
        }
        self.native_depth += 1;
        Ok(())
    }

    pub(super) fn leave_native(&mut self) {
        self.native_depth -= 1;
    }

    pub(super) fn recursion_error(&mut self) -> Unwind {
        self.raise(
            self.types.recursion_error,
            "maximum recursion depth exceeded",
        )
    }

    /// Begins a call with borrowed arguments: a Python function gets a frame, anything else runs at once.
    pub(super) fn begin_call(&mut self, callable: ObjectId, args: &Args) -> Outcome<Called> {
        match self.kind(callable) {
            Kind::Function => {
                for &argument in args.positional {
                    self.incref(argument);
                }
                for &(_, value) in args.keywords {
                    self.incref(value);
                }
                self.enter_function(callable, args, 0, 0)?;
                Ok(Called::Entered)
            }
            Kind::BuiltinFunction => self.call_native(callable, args, true).map(Called::Result),
            Kind::Method => {
                let function = self.heap().slot(callable, 0);
                let receiver = self.heap().slot(callable, 1);
                let (Some(function), Some(receiver)) = (function, receiver) else {
                    return self.type_error("the method has lost its function");
                };
                let mut positional = vec![receiver];
                positional.extend_from_slice(args.positional);
                self.begin_call(
                    function,
                    &Args {
                        positional: &positional,
                        keywords: args.keywords,
                    },
                )
            }
            Kind::Type if !self.has_metaclass_call(callable) => {
                self.begin_construct(callable, args)
            }
            Kind::Weakref if !self.has_python_class(callable) => {
                self.no_arguments_for_weakref(args)?;
                let referent = self.heap().slot(callable, crate::weakref::REFERENT);
                let result = referent.unwrap_or(self.none);
                Ok(Called::Result(self.new_reference(result)))
            }
            Kind::StaticMethod => match self.heap().slot(callable, 0) {
                Some(function) => self.begin_call(function, args),
                None => self.type_error("uninitialized staticmethod object"),
            },
            _ => {
                let name = self.intern_str("__call__");
                let class = self.type_of(callable);
                match self.find_in_type(class, name) {
                    Some(function) if self.kind(function) == Kind::Function => {
                        self.begin_slot_call(callable, function, args)
                    }
                    Some(method) => {
                        let bound = self.bind(method, Some(callable), class)?;
                        // `__call__` may be an object with `__call__`, and so on.
                        if let Err(unwind) = self.enter_native() {
                            self.xdecref(bound);
                            return Err(unwind);
                        }
                        let result = match bound {
                            Some(bound) => {
                                let outcome = self.call_with(bound, args);
                                self.decref(bound);
                                outcome.map(Called::Result)
                            }
                            None => {
                                let mut positional = vec![callable];
                                positional.extend_from_slice(args.positional);
                                let args = Args {
                                    positional: &positional,
                                    keywords: args.keywords,
                                };
                                self.call_with(method, &args).map(Called::Result)
                            }
                        };
                        self.leave_native();
                        result
                    }
                    None => {
                        let name = self.type_name(callable);
                        self.type_error(format!("'{name}' object is not callable"))
                    }
                }
            }
        }
    }

    /// `slot_tp_call`: the arguments stand in a tuple during the call.
    fn begin_slot_call(
        &mut self,
        callable: ObjectId,
        function: ObjectId,
        args: &Args,
    ) -> Outcome<Called> {
        let packed = self.pack_arguments(args.positional);
        self.push(packed);
        let mut positional = vec![callable];
        positional.extend_from_slice(args.positional);
        let kept = 1 + self.push_keywords(&positional, args);
        let args = Args {
            positional: &positional,
            keywords: args.keywords,
        };
        let outcome = self.begin_call(function, &args);
        match (&outcome, self.frames.last_mut()) {
            (Ok(Called::Entered), Some(frame)) => frame.kept += kept,
            _ => self.drop_to(self.stack.len() - kept),
        }
        outcome
    }

    fn no_arguments_for_weakref(&mut self, args: &Args) -> Outcome<()> {
        let messages = &self.profile().messages;
        let (positional, keywords) = (args.positional.len(), args.keywords.len());
        let (message, given) = match (positional, keywords) {
            (0, 0) => return Ok(()),
            (0, _) => (messages.weakref_takes_no_keywords, keywords),
            _ => (messages.weakref_takes_nothing, positional),
        };
        self.type_error(message.fill(&[("given", &given.to_string())]))
    }

    /// Calls one of the machine's own functions, after checking what it takes; `wrapped` if a special method is called
    /// by its name.
    pub(super) fn call_native(
        &mut self,
        callable: ObjectId,
        args: &Args,
        wrapped: bool,
    ) -> Outcome {
        let index = self.heap().payload(callable).index();
        let function = self.natives[index].call;
        let result = match self.heap().slot(callable, 0) {
            Some(receiver) => {
                let mut positional = vec![receiver];
                positional.extend_from_slice(args.positional);
                let args = Args {
                    positional: &positional,
                    keywords: args.keywords,
                };
                self.check_signature(index, &args, true)?;
                if wrapped && self.convention(index).is_slot_wrapper {
                    return self.call_slot(index, &args);
                }
                let packed = self.begin_native(index, &args.without_first());
                let result = function(self, &args);
                self.xdecref(packed);
                result
            }
            None => {
                let is_method = self.type_of(callable) == self.types.method_descriptor;
                if is_method && self.natives[index].name == "__new__" {
                    return self.call_new(index, args);
                }
                self.check_signature(index, args, is_method)?;
                if is_method && wrapped && self.convention(index).is_slot_wrapper {
                    // `wrapperdescr_call`
                    let all = self.pack_arguments(args.positional);
                    let result = self.call_slot(index, args);
                    self.decref(all);
                    return result;
                }
                let packed = if is_method {
                    self.begin_native(index, &args.without_first())
                } else {
                    self.begin_native(index, args)
                };
                let result = function(self, args);
                self.xdecref(packed);
                result
            }
        };
        self.check_stopped()?;
        result
    }

    /// `tp_init` of a built-in type, which gets the tuple that the call of the class has made (borrowed).
    pub(super) fn call_init(&mut self, init: ObjectId, args: &Args, tuple: ObjectId) -> Outcome {
        let index = self.heap().payload(init).index();
        self.check_signature(index, args, true)?;
        self.packed_arguments = Some(tuple);
        let result = (self.natives[index].call)(self, args);
        self.packed_arguments = None;
        self.check_stopped()?;
        result
    }

    /// `wrapper_call`: the arguments after `self` stand in a tuple, which an exception keeps, and a dict.
    fn call_slot(&mut self, index: usize, args: &Args) -> Outcome {
        let others = &args.positional[1..];
        for &argument in others {
            self.incref(argument);
        }
        let packed = self.new_tuple(others);
        if !args.keywords.is_empty() {
            count_transient(self, Kind::Dict, 0);
        }
        self.packed_arguments = Some(packed);
        let result = (self.natives[index].call)(self, args);
        self.packed_arguments = None;
        self.decref(packed);
        self.check_stopped()?;
        result
    }

    /// `tp_new_wrapper`: two tuples hold the arguments, one with the class, in the versions that have it, and one
    /// without, which an exception keeps.
    fn call_new(&mut self, index: usize, args: &Args) -> Outcome {
        self.check_signature(index, args, true)?;
        let (class, rest) = (args.positional[0], &args.positional[1..]);
        let packs_class = self.profile().c_calls.new_packs_class;
        let all = packs_class.then(|| self.pack_arguments(args.positional));
        for &argument in rest {
            self.incref(argument);
        }
        let others = self.new_tuple(rest);
        let is_type = self.kind(class) == Kind::Type;
        let is_exception = is_type && self.class_facts(class).instance_kind == Kind::Exception;
        let is_derived =
            self.natives[index].owner != "object" && is_type && !self.class_info(class).is_builtin;
        let result = if is_exception {
            Ok(self.new_exception_with(class, others))
        } else if is_derived {
            let args = Args {
                positional: rest,
                keywords: args.keywords,
            };
            self.new_derived(class, &args)
        } else {
            (self.natives[index].call)(self, args)
        };
        self.decref(others);
        self.xdecref(all);
        result
    }

    fn check_signature(&mut self, index: usize, args: &Args, is_method: bool) -> Outcome<()> {
        let native = &self.natives[index];
        let (name, owner, signature) = (native.name, native.owner, native.signature);
        let is_wrapper = self.convention(index).is_slot_wrapper;
        let qualified = || match owner {
            "" => name.to_string(),
            _ => format!("{owner}.{name}"),
        };
        let Some(given) = args.positional.len().checked_sub(usize::from(is_method)) else {
            return self.type_error(if is_wrapper {
                format!("descriptor '{name}' of '{owner}' object needs an argument")
            } else {
                format!("unbound method {}() needs an argument", qualified())
            });
        };
        let takes_class = matches!(name, "__new__" | "fromkeys");
        if is_method && !takes_class && !self.has_method(args.positional[0], owner) {
            let class = self.type_name(args.positional[0]);
            return self.type_error(if is_wrapper {
                format!("descriptor '{name}' requires a '{owner}' object but received a '{class}'")
            } else {
                format!(
                    "descriptor '{name}' for '{owner}' objects doesn't apply to a '{class}' object"
                )
            });
        }
        if signature == Signature::Any {
            return Ok(());
        }
        if !args.keywords.is_empty() {
            return self.type_error(format!("{}() takes no keyword arguments", qualified()));
        }
        match signature {
            Signature::Exactly(wanted) if is_wrapper && given != wanted => {
                let plural = plural(wanted);
                self.type_error(format!("expected {wanted} argument{plural}, got {given}"))
            }
            Signature::Exactly(0) if given > 0 => self.type_error(format!(
                "{}() takes no arguments ({given} given)",
                qualified()
            )),
            Signature::Exactly(1) if given != 1 => self.type_error(format!(
                "{}() takes exactly one argument ({given} given)",
                qualified()
            )),
            Signature::Exactly(wanted) if given != wanted => self.type_error(format!(
                "{name} expected {wanted} argument{}, got {given}",
                plural(wanted)
            )),
            Signature::Between(least, _) if given < least => self.type_error(format!(
                "{name} expected at least {least} argument{}, got {given}",
                plural(least)
            )),
            Signature::Between(_, most) if given > most => self.type_error(format!(
                "{name} expected at most {most} argument{}, got {given}",
                plural(most)
            )),
            _ => Ok(()),
        }
    }

    /// Whether an object is an instance of the built-in type of this name.
    fn has_method(&self, object: ObjectId, owner: &str) -> bool {
        let class = self.type_of(object);
        let mro = &self.class_info(class).mro;
        mro.iter().any(|&base| {
            self.static_type_name(base) == owner || *self.class_facts(base).name == *owner
        })
    }

    /// Which of the arguments from this place of the stack on may stay borrowed in the parameters: as bits. All others
    /// are counted.
    pub(super) fn borrow_arguments(&mut self, start: usize) -> u32 {
        let mut borrowed = 0;
        for place in start..self.stack.len() {
            let value = self.stack[place];
            if value.is_borrowed() && place - start < u32::BITS as usize {
                borrowed |= 1 << (place - start);
            } else {
                self.keep(value);
            }
        }
        borrowed
    }

    /// Pushes a frame for a Python function. The arguments are owned by this call, except the `borrowed` ones (bits,
    /// those by name behind those by position), and move to the parameters, also if they don't fit; `kept` values
    /// below them on the stack are released by the caller after the return.
    pub(super) fn enter_function(
        &mut self,
        function: ObjectId,
        args: &Args,
        borrowed: u32,
        kept: usize,
    ) -> Outcome<()> {
        let index = self.heap().payload(function).index();
        let linked = self.linked[index].clone();
        if self.frames.len() >= self.recursion_limit {
            let by_name = args.keywords.iter().map(|&(_, value)| value);
            for (index, argument) in args.positional.iter().copied().chain(by_name).enumerate() {
                if !is_borrowed(borrowed, index) {
                    self.decref(argument);
                }
            }
            return Err(self.recursion_error());
        }
        let namespace = self.new_frame_object(&linked);
        let code = &linked.code;
        let is_simple = args.keywords.is_empty()
            && args.positional.len() == code.argument_count as usize
            && code.keyword_only_count == 0
            && !code.flags.varargs
            && !code.flags.varkeywords;
        let bound = if is_simple {
            for (slot, &argument) in args.positional.iter().enumerate() {
                self.world.replace_slot(namespace, slot, Some(argument));
            }
            Ok(borrowed)
        } else {
            self.bind_arguments(function, &linked, namespace, args, borrowed)
        };
        let borrowed = match bound {
            Ok(borrowed) => borrowed,
            Err(unwind) => {
                self.decref(namespace);
                return Err(unwind);
            }
        };
        self.incref(function);
        let globals = self
            .heap()
            .slot(function, FUNCTION_GLOBALS)
            .unwrap_or(self.globals);
        let caller = self.heap().place();
        let base = self.stack.len();
        self.push_frame(Frame {
            linked,
            pc: 0,
            namespace,
            function: Some(function),
            generator: None,
            names: None,
            globals,
            borrowed,
            base,
            kept,
            is_entry: false,
            returns: Returns::Value,
            caller,
        });
        Ok(())
    }

    /// Releases what the caller kept for a call that is over: last to first, as ≤3.10 does.
    pub(super) fn release_call(&mut self, frame: &Frame) {
        self.drop_to(self.stack.len() - frame.kept);
        if let Returns::Instance {
            instance,
            arguments,
            ..
        } = frame.returns
        {
            self.decref(instance);
            self.xdecref(arguments);
        }
    }

    /// Whether this version's calls keep the arguments on the caller's stack.
    pub(super) fn keeps_arguments(&self) -> bool {
        self.profile().calls == Calls::KeepArguments
    }

    /// After a native call, and in `repr` and `str` (`PyErr_CheckSignals`), the interpreter looks whether a collection
    /// is due.
    pub(super) fn check_eval_breaker(&mut self) -> Outcome<()> {
        if !self.profile().collects_in_allocation && !self.is_in_builtin() {
            collect::run_if_due(self);
        }
        self.check_stopped()
    }

    /// A run that had to stop where it couldn't be told stops here.
    pub(super) fn check_stopped(&mut self) -> Outcome<()> {
        match self.stopped.take() {
            Some(diagnostic) => Err(Unwind::Stop(diagnostic)),
            None => Ok(()),
        }
    }

    /// `initialize_locals`: arguments (owned but for the `borrowed` ones) to parameters, with defaults, `*args` and
    /// `**kwargs`. Returns which parameters are borrowed.
    fn bind_arguments(
        &mut self,
        function: ObjectId,
        linked: &Rc<Linked>,
        namespace: ObjectId,
        args: &Args,
        borrowed: u32,
    ) -> Outcome<u32> {
        let code = &linked.code;
        let wanted = code.argument_count as usize;
        let keyword_only = code.keyword_only_count as usize;
        let given = args.positional.len();
        let named = wanted + keyword_only;
        let mut unplaced: Vec<ObjectId> = Vec::new();

        for (slot, &argument) in args.positional.iter().take(wanted).enumerate() {
            self.world.replace_slot(namespace, slot, Some(argument));
        }
        let extra = &args.positional[given.min(wanted)..];
        let mut in_frame = 0;
        for (index, &argument) in args.positional.iter().enumerate() {
            match is_borrowed(borrowed, index) {
                true if index < wanted => in_frame |= 1 << index,
                true => self.incref(argument),
                false => {}
            }
        }
        if code.flags.varargs {
            let rest = self.new_tuple(extra);
            self.world.replace_slot(namespace, named, Some(rest));
        } else {
            unplaced.extend_from_slice(extra);
        }
        let kwargs = code.flags.varkeywords.then(|| {
            let dict = self.new_dict();
            let slot = named + usize::from(code.flags.varargs);
            self.world.replace_slot(namespace, slot, Some(dict));
            dict
        });

        let mut error = None;
        let mut positional_only: Vec<String> = Vec::new();
        for (index, &(name, value)) in (given..).zip(args.keywords) {
            let text = self.text(name);
            let slot = code.slots[..named]
                .iter()
                .enumerate()
                .position(|(index, slot)| {
                    index >= code.positional_only_count as usize && *slot.name == *text
                });
            let is_placed = slot.is_some_and(|slot| self.heap().slot(namespace, slot).is_none());
            match slot {
                Some(slot)
                    if is_placed && is_borrowed(borrowed, index) && slot < u32::BITS as usize =>
                {
                    in_frame |= 1 << slot;
                }
                _ if is_borrowed(borrowed, index) => self.incref(value),
                _ => {}
            }
            match (slot, kwargs) {
                (Some(slot), _) if self.heap().slot(namespace, slot).is_some() => {
                    error = error.or(Some(format!("got multiple values for argument '{text}'")));
                    unplaced.push(value);
                }
                (Some(slot), _) => {
                    self.world.replace_slot(namespace, slot, Some(value));
                }
                (None, Some(kwargs)) => {
                    self.dict_set(kwargs, name, value)?;
                    self.decref(value);
                }
                (None, None)
                    if code.slots[..code.positional_only_count as usize]
                        .iter()
                        .any(|slot| *slot.name == *text) =>
                {
                    positional_only.push(text.to_string());
                    unplaced.push(value);
                }
                (None, None) => {
                    error = error.or_else(|| {
                        let hint = self.similar_parameter(code, &text);
                        Some(format!("got an unexpected keyword argument '{text}'{hint}"))
                    });
                    unplaced.push(value);
                }
            }
        }
        if !positional_only.is_empty() {
            error = Some(format!(
                "got some positional-only arguments passed as keyword arguments: '{}'",
                positional_only.join(", ")
            ));
        }
        let result = match error {
            Some(error) => self.argument_error(function, &error),
            None => self.fill_defaults(function, linked, namespace, given),
        };
        self.decref_all(unplaced);
        if result.is_err() {
            self.keep_borrowed(namespace, in_frame);
        }
        result.map(|()| in_frame)
    }

    /// What the caller may have meant by a keyword that is no parameter: `. Did you mean 'node'?`
    fn similar_parameter(&self, code: &Code, wrong: &str) -> String {
        let named = code.positional_only_count as usize
            ..(code.argument_count + code.keyword_only_count) as usize;
        let names = code.slots[named].iter().map(|slot| &*slot.name);
        match similar(wrong, names) {
            Some(name) if self.profile().messages.suggests_keywords => {
                format!(". Did you mean '{name}'?")
            }
            _ => String::new(),
        }
    }

    fn argument_error(&mut self, function: ObjectId, error: &str) -> Outcome<()> {
        let name = if self.profile().messages.argument_errors_qualify {
            self.function_qualname(function)
        } else {
            let code = &self.tables.codes[self.heap().payload(function).index()];
            code.name.to_string()
        };
        self.type_error(format!("{name}() {error}"))
    }

    /// Defaults for what is missing; then complaints about what is still missing or too much, as CPython words them.
    fn fill_defaults(
        &mut self,
        function: ObjectId,
        linked: &Rc<Linked>,
        namespace: ObjectId,
        given: usize,
    ) -> Outcome<()> {
        let code = linked.code.clone();
        let wanted = code.argument_count as usize;
        let keyword_only = code.keyword_only_count as usize;
        let defaults = self.heap().slot(function, FUNCTION_DEFAULTS);
        let defaults: Vec<ObjectId> = defaults
            .map(|tuple| self.heap().slots(tuple).iter().flatten().copied().collect())
            .unwrap_or_default();
        if given > wanted && !code.flags.varargs {
            return self.too_many_positional(function, linked, given, defaults.len(), namespace);
        }
        let first_default = wanted - defaults.len().min(wanted);
        let mut missing: Vec<Name> = Vec::new();
        for slot in 0..wanted {
            if self.heap().slot(namespace, slot).is_some() {
                continue;
            }
            if slot >= first_default {
                let default = self.new_reference(defaults[slot - first_default]);
                self.world.replace_slot(namespace, slot, Some(default));
            } else {
                missing.push(code.slots[slot].name.clone());
            }
        }
        if !missing.is_empty() {
            return self.missing_arguments(function, "positional", &missing);
        }
        let keyword_defaults = self.heap().slot(function, FUNCTION_KWDEFAULTS);
        for slot in wanted..wanted + keyword_only {
            if self.heap().slot(namespace, slot).is_some() {
                continue;
            }
            let name = self.intern(&code.slots[slot].name);
            match keyword_defaults.and_then(|dict| self.dict_get_name(dict, name)) {
                Some(default) => {
                    self.incref(default);
                    self.world.replace_slot(namespace, slot, Some(default));
                }
                None => missing.push(code.slots[slot].name.clone()),
            }
        }
        if missing.is_empty() {
            Ok(())
        } else {
            self.missing_arguments(function, "keyword-only", &missing)
        }
    }

    fn missing_arguments(
        &mut self,
        function: ObjectId,
        kind: &str,
        missing: &[Name],
    ) -> Outcome<()> {
        let quoted: Vec<String> = missing.iter().map(|name| format!("'{name}'")).collect();
        let names = match quoted.as_slice() {
            [one] => one.clone(),
            [one, two] => format!("{one} and {two}"),
            [init @ .., last] => format!("{}, and {last}", init.join(", ")),
            [] => String::new(),
        };
        let count = missing.len();
        self.argument_error(
            function,
            &format!(
                "missing {count} required {kind} argument{}: {names}",
                plural(count)
            ),
        )
    }

    fn too_many_positional(
        &mut self,
        function: ObjectId,
        linked: &Rc<Linked>,
        given: usize,
        defaults: usize,
        namespace: ObjectId,
    ) -> Outcome<()> {
        let code = &linked.code;
        let wanted = code.argument_count as usize;
        let keyword_only = (wanted..wanted + code.keyword_only_count as usize)
            .filter(|&slot| self.heap().slot(namespace, slot).is_some())
            .count();
        let (takes, is_plural) = if defaults > 0 {
            (format!("from {} to {wanted}", wanted - defaults), true)
        } else {
            (wanted.to_string(), wanted != 1)
        };
        let keyword_part = if keyword_only > 0 {
            format!(
                " positional argument{} (and {keyword_only} keyword-only argument{})",
                plural(given),
                plural(keyword_only)
            )
        } else {
            String::new()
        };
        let was = if given == 1 && keyword_only == 0 {
            "was"
        } else {
            "were"
        };
        self.argument_error(
            function,
            &format!(
                "takes {takes} positional argument{} but {given}{keyword_part} {was} given",
                if is_plural { "s" } else { "" }
            ),
        )
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}
