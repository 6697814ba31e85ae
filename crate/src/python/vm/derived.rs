//! Instances of classes derived from built-in containers and from `weakref.ref`: the container's items are the slots,
//! what the class adds are extra slots (`heap::EXTRA`).

use super::builtins::{Args, new_weakref};
use super::{Outcome, Vm};
use crate::heap::{Kind, ObjectId, Payload};
use crate::tape::Recorder;

impl<R: Recorder> Vm<R> {
    /// `__new__` of a built-in type, called with a class derived from it; the arguments come without the class.
    pub(super) fn new_derived(&mut self, class: ObjectId, args: &Args) -> Outcome {
        let kind = self.class_facts(class).instance_kind;
        match kind {
            Kind::List | Kind::Deque => Ok(self.new_derived_items(kind, class, &[])),
            Kind::Dict => Ok(self.new_dict_of(class)),
            Kind::Set => Ok(self.new_empty_set_of(kind, class)),
            Kind::Tuple => {
                // `tuple_subtype_new` copies an exact tuple.
                let exact = self.call_with(self.types.tuple, args)?;
                let items = self.items(exact);
                for &item in &items {
                    self.incref(item);
                }
                let tuple = self.new_derived_items(kind, class, &items);
                self.decref(exact);
                Ok(tuple)
            }
            Kind::FrozenSet => {
                let name = self.class_facts(class).name.clone();
                let iterable = self.one_argument(&name, args)?.first().copied();
                let set = self.new_empty_set_of(kind, class);
                if let Some(iterable) = iterable
                    && let Err(unwind) = self.set_update(set, iterable)
                {
                    self.decref(set);
                    return Err(unwind);
                }
                Ok(set)
            }
            Kind::Int | Kind::Float | Kind::Str | Kind::Bytes => {
                let value = self.exact_value(class, args)?;
                let payload = self.heap().payload(value);
                self.decref(value);
                Ok(self.new_fixed(kind, class, &[], payload))
            }
            Kind::Type => self.new_class(class, args),
            Kind::Weakref => new_weakref(self, class, args.positional),
            Kind::Instance | Kind::Exception => self.new_instance(class, args.positional),
            _ => {
                let name = self.class_facts(class).name.clone();
                self.unsupported(format!("making a '{name}' object this way"))
            }
        }
    }

    /// What the built-in type that a class is derived from makes of the arguments (`long_subtype_new`).
    fn exact_value(&mut self, class: ObjectId, args: &Args) -> Outcome {
        let base = self.built_in_base(class);
        let name = self.intern_str("__new__");
        let Some(&native) = self.native_methods.get(&(base, name)) else {
            return self.call_with(base, args);
        };
        let mut positional = vec![base];
        positional.extend_from_slice(args.positional);
        let args = Args {
            positional: &positional,
            keywords: args.keywords,
        };
        (self.natives[native].call)(self, &args)
    }

    /// The built-in type that a class is derived from.
    pub(super) fn built_in_base(&self, class: ObjectId) -> ObjectId {
        let mro = self.mro(class);
        let built_in = mro.iter().find(|&&base| self.class_info(base).is_builtin);
        built_in.copied().unwrap_or(self.types.object)
    }

    fn one_argument<'a>(&mut self, name: &str, args: &Args<'a>) -> Outcome<&'a [ObjectId]> {
        let given = args.positional.len();
        if given > 1 {
            return self.type_error(format!("{name} expected at most 1 argument, got {given}"));
        }
        Ok(args.positional)
    }

    fn new_derived_items(&mut self, kind: Kind, class: ObjectId, items: &[ObjectId]) -> ObjectId {
        let slots: Vec<Option<ObjectId>> = items.iter().copied().map(Some).collect();
        self.new_fixed(kind, class, &slots, Payload::default())
    }

    /// An empty dict of a class derived from `dict`: tracked from birth in every version.
    pub(super) fn new_dict_of(&mut self, class: ObjectId) -> ObjectId {
        let payload = Payload::from_index(self.new_dict_index());
        let dict = self.new_fixed(Kind::Dict, class, &[], payload);
        self.dict_was_called(dict);
        dict
    }
}
