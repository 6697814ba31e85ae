//! Calling a class: `type.__call__` with its `__new__` and `__init__`.

use super::builtins::Args;
use super::call::Called;
use super::frame::Returns;
use super::{Outcome, Vm};
use crate::heap::{Kind, ObjectId, Payload};
use crate::profile::Attributes;
use crate::refcount::count_transient;
use crate::tape::Recorder;

impl<R: Recorder> Vm<R> {
    /// An empty instance of a Python class (`object.__new__`), or an exception with these arguments.
    pub(super) fn new_instance(&mut self, class: ObjectId, args: &[ObjectId]) -> Outcome {
        if self.heap().alive_count() >= self.limits.objects {
            return self.limit(format!(
                "the program has more than {} objects at a time: more than the playground keeps",
                self.limits.objects
            ));
        }
        let facts = self.class_facts(class);
        let (kind, members, keys) = (facts.instance_kind, facts.members.len(), facts.keys.len());
        match kind {
            Kind::Exception => Ok(self.new_exception(class, args)),
            Kind::Instance if self.class_info(class).is_abstract => self.refuse_abstract(class),
            Kind::Instance => {
                let inline = match self.profile().attributes {
                    Attributes::Dict => 0,
                    Attributes::Inline { .. } => {
                        let info = self.class_info_mut(class);
                        if info.key_budget > 1 {
                            info.key_budget -= 1;
                        }
                        keys
                    }
                };
                let slots = (members + 1 + inline) as u32;
                let object = self.allocate(Kind::Instance, class, slots, Payload::default());
                self.world.track(object);
                Ok(object)
            }
            Kind::Object => Ok(self
                .world
                .create(Kind::Object, Some(class), 0, Payload::default())),
            _ => self.unsupported(format!(
                "making a '{}' object this way",
                self.class_facts(class).name
            )),
        }
    }

    /// Calls a class: `__new__`, then `__init__` (`type_call`). Arguments are borrowed.
    pub(super) fn begin_construct(&mut self, class: ObjectId, args: &Args) -> Outcome<Called> {
        let new_name = self.intern_str("__new__");
        let mro = self.mro(class);
        // Where `__new__` comes from: a Python class, or the first built-in type that has one.
        for &base in &*mro {
            if let Some(&native) = self.native_methods.get(&(base, new_name)) {
                if base == self.types.object
                    || self.class_facts(class).instance_kind == Kind::Instance
                {
                    break;
                }
                if base != class && self.class_facts(class).instance_kind != Kind::Exception {
                    let arguments = self.pack_arguments(args.positional);
                    if !args.keywords.is_empty() {
                        count_transient(self, Kind::Dict, 0);
                    }
                    return match self.new_derived(class, args) {
                        Ok(instance) => self.begin_init(class, instance, args, true, arguments),
                        Err(unwind) => {
                            self.decref(arguments);
                            Err(unwind)
                        }
                    };
                }
                let mut positional = vec![class];
                positional.extend_from_slice(args.positional);
                let function = self.natives[native].call;
                // Types without `tp_vectorcall` get a tuple.
                let packed = if class == self.types.weakref || class == self.types.deque {
                    Some(self.pack_arguments(args.positional))
                } else {
                    None
                };
                let held = self.begin_native_type(native, args);
                let result = function(
                    self,
                    &Args {
                        positional: &positional,
                        keywords: args.keywords,
                    },
                );
                self.xdecref(held);
                self.xdecref(packed);
                return result.map(Called::Result);
            }
            if !self.class_info(base).is_builtin
                && let Some(function) = self.find_in_type(base, new_name)
                && self.kind(function) == Kind::StaticMethod
            {
                // The arguments stand in a tuple for the time of the call, here as below.
                let arguments = self.pack_arguments(args.positional);
                let mut positional = vec![class];
                positional.extend_from_slice(args.positional);
                let kept = self.push_keywords(&positional, args);
                let instance = self.call_with(
                    function,
                    &Args {
                        positional: &positional,
                        keywords: args.keywords,
                    },
                );
                self.drop_to(self.stack.len() - kept);
                return match instance {
                    Ok(instance) if self.is_instance(instance, class) => {
                        self.begin_init(class, instance, args, true, arguments)
                    }
                    other => {
                        self.decref(arguments);
                        other.map(Called::Result)
                    }
                };
            }
        }
        let arguments = self.pack_arguments(args.positional);
        let made = match self.class_facts(class).instance_kind {
            // `BaseException.__new__` keeps the tuple of its arguments.
            Kind::Exception => {
                let error = self.class_of_error(class, args.positional);
                match args.positional {
                    &[number, message, file, ..]
                        if self.is_subclass(class, self.types.os_error) =>
                    {
                        Ok(self.new_file_error(error, [number, message], file))
                    }
                    _ => Ok(self.new_exception_with(error, arguments)),
                }
            }
            _ => self
                .refuse_arguments(class, args)
                .and_then(|()| self.new_instance(class, args.positional)),
        };
        let instance = match made {
            Ok(instance) => instance,
            Err(unwind) => {
                self.decref(arguments);
                return Err(unwind);
            }
        };
        self.begin_init(class, instance, args, false, arguments)
    }

    /// `object.__new__` takes arguments only for an `__init__` that is not `object`'s (`object_new`).
    fn refuse_arguments(&mut self, class: ObjectId, args: &Args) -> Outcome<()> {
        if args.positional.is_empty() && args.keywords.is_empty() {
            return Ok(());
        }
        let init = self.intern_str("__init__");
        let init = self.find_in_type(class, init);
        if init.is_some_and(|init| self.kind(init) != Kind::BuiltinFunction) {
            return Ok(());
        }
        let name = self.class_facts(class).name.clone();
        self.type_error(format!("{name}() takes no arguments"))
    }

    /// Calls `__init__`; `instance` and `arguments` are owned.
    fn begin_init(
        &mut self,
        class: ObjectId,
        instance: ObjectId,
        args: &Args,
        has_new: bool,
        arguments: ObjectId,
    ) -> Outcome<Called> {
        let init_name = self.intern_str("__init__");
        match self.find_in_type(class, init_name) {
            Some(init) if self.kind(init) == Kind::Function => {
                let positional = [&[instance], args.positional].concat();
                let kept = self.push_keywords(&positional, args);
                for &argument in &positional {
                    self.incref(argument);
                }
                for &(_, value) in args.keywords {
                    self.incref(value);
                }
                let args = Args {
                    positional: &positional,
                    keywords: args.keywords,
                };
                if let Err(unwind) = self.enter_function(init, &args, 0, kept) {
                    self.drop_to(self.stack.len() - kept);
                    self.decref(instance);
                    self.decref(arguments);
                    return Err(unwind);
                }
                if let Some(frame) = self.frames.last_mut() {
                    frame.returns = Returns::Instance {
                        instance,
                        arguments: Some(arguments),
                        checks: true,
                    };
                }
                Ok(Called::Entered)
            }
            // `list.__init__` and the like, which fill what `__new__` made.
            Some(init) if has_new && self.fills_new_instance(init) => {
                let positional = [&[instance], args.positional].concat();
                let args = Args {
                    positional: &positional,
                    keywords: args.keywords,
                };
                let outcome = self.call_init(init, &args, arguments);
                self.decref(arguments);
                if let Err(unwind) = self.discard(outcome) {
                    self.decref(instance);
                    return Err(unwind);
                }
                Ok(Called::Result(instance))
            }
            Some(init) if self.kind(init) != Kind::BuiltinFunction => {
                self.call_odd_init(class, instance, init, args, arguments)
            }
            _ => {
                self.decref(arguments);
                if !args.keywords.is_empty() && !has_new {
                    self.decref(instance);
                    let name = self.class_facts(class).name.clone();
                    return self.type_error(format!("{name}() takes no keyword arguments"));
                }
                Ok(Called::Result(instance))
            }
        }
    }

    /// An `__init__` that is neither a function nor built in: a static method, an object with `__call__`.
    fn call_odd_init(
        &mut self,
        class: ObjectId,
        instance: ObjectId,
        init: ObjectId,
        args: &Args,
        arguments: ObjectId,
    ) -> Outcome<Called> {
        let outcome = match self.bind(init, Some(instance), class) {
            Ok(bound) => {
                let bound = bound.unwrap_or(init);
                self.packed_arguments = Some(arguments);
                let outcome = self.call_with(bound, args);
                self.packed_arguments = None;
                if bound != init {
                    self.decref(bound);
                }
                outcome
            }
            Err(unwind) => Err(unwind),
        };
        self.decref(arguments);
        match outcome {
            Ok(result) if result == self.none => Ok(Called::Result(instance)),
            Ok(result) => {
                let name = self.type_name(result);
                self.decref(result);
                self.decref(instance);
                self.type_error(format!("__init__() should return None, not '{name}'"))
            }
            Err(unwind) => {
                self.decref(instance);
                Err(unwind)
            }
        }
    }

    /// What a call from C by keywords keeps on the stack: the dict in which they came, the tuple of their names, and
    /// the array into which they were unpacked with the other arguments. Returns how much that is.
    pub(super) fn push_keywords(&mut self, positional: &[ObjectId], args: &Args) -> usize {
        if args.keywords.is_empty() {
            return 0;
        }
        let by_name = args.keywords.iter().map(|(_, value)| value);
        let heap = self.world.heap();
        // That of `f(**keywords)`.
        let given = self.packed_keywords.take().filter(|&dict| {
            let values = heap.slots(dict).iter().skip(1).step_by(2).flatten();
            values.eq(by_name)
        });
        let dict = match given {
            Some(dict) => self.new_reference(dict),
            None => {
                let dict = self.new_dict();
                for &(name, value) in args.keywords {
                    let name = self.text(name);
                    self.dict_set_name(dict, &name, value);
                }
                dict
            }
        };
        self.push(dict);
        let names: Vec<ObjectId> = args.keywords.iter().map(|&(name, _)| name).collect();
        for &name in &names {
            self.incref(name);
        }
        let names = self.new_tuple(&names);
        self.push(names);
        let args = Args {
            positional,
            keywords: args.keywords,
        };
        2 + self.push_unpacked(&args)
    }

    /// Whether it is `list.__init__` or its like. `object.__init__` has nothing to do.
    fn fills_new_instance(&self, init: ObjectId) -> bool {
        self.kind(init) == Kind::BuiltinFunction
            && self.natives[self.heap().payload(init).index()].owner != "object"
    }
}
