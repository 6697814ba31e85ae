//! Calls that CPython specialises: what the second execution of a `CALL` found is expected there from then on, and the
//! instruction becomes another, which differs in what a program can observe. Calls of `len`, `isinstance`, `type` and
//! `list.append` no longer look whether a collection is due; a call of a class enters its `__init__` without a tuple of the
//! arguments (`_Py_Specialize_Call`).

use super::builtins::Args;
use super::call::FUNCTION_DEFAULTS;
use super::exec::Next;
use super::frame::Returns;
use super::{Outcome, Vm};
use crate::heap::{Kind, ObjectId};
use crate::profile::DirectInit;
use crate::python::code::Instruction;
use crate::tape::Recorder;

/// So many executions that do not find what is expected, until the next attempt (`ADAPTIVE_COOLDOWN_VALUE`).
const COOLDOWN: u8 = 52;

/// What the interpreter knows of a place in the code: its inline cache.
#[derive(Clone, Copy, Debug)]
pub struct Site {
    /// So many executions until the next attempt to specialise.
    wait: u8,
    /// What the instruction was specialised for.
    expects: Option<Expected>,
}

/// A callable that there is an instruction for.
#[derive(Clone, Copy, Debug)]
struct Expected {
    callable: ObjectId,
    /// Of a class: how often it had changed.
    version: u32,
    /// Of a class: its `__init__`.
    init: Option<ObjectId>,
}

impl<R: Recorder> Vm<R> {
    /// Whether the running instruction was never run before; from now on it was.
    pub(super) fn is_first_time(&mut self) -> bool {
        match self.site() {
            Some(site) if site.wait > 0 => {
                site.wait = 0;
                true
            }
            _ => false,
        }
    }

    fn site(&mut self) -> Option<&mut Site> {
        let frame = self.frames.last()?;
        let (code, place) = (frame.linked.index, frame.pc as usize);
        if self.sites.len() <= code {
            self.sites.resize_with(code + 1, Vec::new);
        }
        let sites = &mut self.sites[code];
        if sites.len() <= place {
            let fresh = Site {
                wait: 1,
                expects: None,
            };
            sites.resize(frame.linked.code.instructions.len(), fresh);
        }
        sites.get_mut(place)
    }

    /// What the running instruction is specialised for, if that is this callable; if it is time for an attempt, `find`
    /// says whether there is an instruction for it.
    fn specialized(
        &mut self,
        callable: ObjectId,
        version: u32,
        find: impl FnOnce(&mut Self) -> Option<Expected>,
    ) -> Option<Expected> {
        let site = self.site()?;
        let expected = site.expects;
        if expected.is_some_and(|it| it.callable == callable && it.version == version) {
            return expected;
        }
        if site.wait > 0 {
            site.wait -= 1;
            return None;
        }
        let found = find(self);
        *self.site()? = Site {
            wait: COOLDOWN,
            expects: found,
        };
        found
    }

    /// Whether the running call of something that is not a Python function ends without a check of the eval breaker.
    pub(super) fn skips_check(&mut self, callable: ObjectId, count: usize, has_self: bool) -> bool {
        let has_instruction = match self.kind(callable) {
            Kind::Type => callable == self.types.type_ && count == 1 && !has_self,
            Kind::BuiltinFunction => {
                let native = self.heap().payload(callable).index();
                let is_function = self.natives[native].owner.is_empty();
                match self.convention(native).call_instruction {
                    Some(arguments) if is_function => count == arguments && !has_self,
                    Some(arguments) => count == arguments && has_self && self.appends_directly(),
                    None => false,
                }
            }
            _ => false,
        };
        let expected = Expected {
            callable,
            version: 0,
            init: None,
        };
        has_instruction && self.specialized(callable, 0, |_| Some(expected)).is_some()
    }

    /// Whether `CALL_LIST_APPEND` takes this call of `list.append`.
    fn appends_directly(&self) -> bool {
        if self.profile().append_instruction_wants_list {
            return !self.has_python_class(self.top(2));
        }
        let next = self.frames.last().and_then(|frame| {
            let code = &frame.linked.code;
            code.instructions.get(frame.pc as usize + 1)
        });
        matches!(next, Some(Instruction::PopTop))
    }

    /// `CALL_ALLOC_AND_ENTER_INIT`, if the running call of a class with so many arguments has become that: the arguments
    /// move from the stack into the frame of `__init__`.
    pub(super) fn enter_init(
        &mut self,
        class: ObjectId,
        values: &[ObjectId],
    ) -> Outcome<Option<Next>> {
        let never = self.profile().direct_init == DirectInit::Never;
        if never || self.class_info(class).is_builtin {
            return Ok(None);
        }
        let version = self.class_info(class).version;
        let expected = self.specialized(class, version, |vm| {
            let init = vm.direct_init(class, values.len())?;
            Some(Expected {
                callable: class,
                version,
                init: Some(init),
            })
        });
        let Some(init) = expected.and_then(|expected| expected.init) else {
            return Ok(None);
        };
        let instance = self.new_instance(class, &[])?;
        let first = self.stack.len() - values.len();
        let borrowed = self.borrow_arguments(first) << 1;
        let callable = self.stack[first - 2];
        self.stack.truncate(first - 2);
        self.close(callable);
        // One reference is the frame's, one that of the call.
        self.incref(instance);
        let positional = [&[instance], values].concat();
        let args = Args {
            positional: &positional,
            keywords: &[],
        };
        if let Err(unwind) = self.enter_function(init, &args, borrowed, 0) {
            self.decref(instance);
            return Err(unwind);
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.returns = Returns::Instance {
                instance,
                arguments: None,
                checks: false,
            };
        }
        Ok(Some(Next::Frame))
    }

    /// The `__init__` of a class that can be entered directly with so many arguments
    /// (`get_init_for_simple_managed_python_class`).
    fn direct_init(&mut self, class: ObjectId, arguments: usize) -> Option<ObjectId> {
        let rule = self.profile().direct_init;
        let is_plain = self.type_of(class) == self.types.type_
            && self.class_facts(class).instance_kind == Kind::Instance
            && (rule == DirectInit::Any || self.has_inline_values(class));
        if !is_plain {
            return None;
        }
        let (new, init) = (self.intern_str("__new__"), self.intern_str("__init__"));
        let init = self.find_in_type(class, init)?;
        let has_own_new = self
            .find_in_type(class, new)
            .is_some_and(|new| self.kind(new) != Kind::BuiltinFunction);
        if has_own_new || self.kind(init) != Kind::Function {
            return None;
        }
        let code = &self.tables.codes[self.heap().payload(init).index()];
        let is_simple =
            !code.flags.varargs && !code.flags.varkeywords && code.keyword_only_count == 0;
        let wanted = code.argument_count as usize;
        let defaults = match self.heap().slot(init, FUNCTION_DEFAULTS) {
            Some(defaults) if rule == DirectInit::Any => self.heap().slots(defaults).len(),
            _ => 0,
        };
        let fits = (wanted - defaults.min(wanted)..=wanted).contains(&(arguments + 1));
        (is_simple && fits).then_some(init)
    }
}
