//! Classes: what the machine knows of one, and who is told when one changes.

use std::rc::Rc;

use super::{Outcome, Vm};
use crate::hash::HashMap;
use crate::heap::{EXTRA, Kind, ObjectId};
use crate::profile::Attributes;
use crate::python::tables::Class;
use crate::tape::Recorder;

/// Facts about a class that only the machine needs.
#[derive(Debug, Clone)]
pub struct ClassInfo {
    /// The class object.
    pub object: ObjectId,
    /// The class itself first, `object` last.
    pub mro: Rc<[ObjectId]>,
    /// Made by the machine, not by a program.
    pub is_builtin: bool,
    /// The class or one of its bases defines `__del__`.
    pub has_finalizer: bool,
    /// It, or one of its bases, stands for a type in C whose objects have a `__dict__`: that is never inline.
    pub has_c_dict: bool,
    /// The class or one of its bases defines `__getattribute__`.
    pub has_getattribute: bool,
    /// Its own `__abstractmethods__` names some: it has no instances (`Py_TPFLAGS_IS_ABSTRACT`).
    pub is_abstract: bool,
    /// Places of `Class::keys`.
    pub key_index: HashMap<ObjectId, usize>,
    /// It, or one of its bases, stands for a type in C.
    pub stands_for_c: bool,
    /// How many more names the shared keys take (spec, section 6.2).
    pub key_budget: u32,
    /// Classes derived from this one, each with the weak reference (owned) by which CPython knows it.
    pub subclasses: Vec<(ObjectId, ObjectId)>,
    /// `tp_subclasses` of a Python class, owned: made with its first subclass, seen by the collector.
    pub subclasses_dict: Option<ObjectId>,
    /// How often it, or one of its bases, has changed (`tp_version_tag`).
    pub version: u32,
    /// `ht_slots` of a class with `__slots__`, owned: a tuple that the collector sees, but not as a part of the class.
    pub slots: Option<ObjectId>,
}

impl<R: Recorder> Vm<R> {
    /// The machine's facts about a class.
    pub(super) fn class_info(&self, class: ObjectId) -> &ClassInfo {
        &self.classes[self.heap().payload(class).index()]
    }

    pub(super) fn class_info_mut(&mut self, class: ObjectId) -> &mut ClassInfo {
        let index = self.heap().payload(class).index();
        &mut self.classes[index]
    }

    /// The facts about a class that its instances' slots depend on.
    pub(super) fn class_facts(&self, class: ObjectId) -> &Class {
        &self.tables.classes[self.heap().payload(class).index()]
    }

    pub(super) fn class_facts_mut(&mut self, class: ObjectId) -> &mut Class {
        let index = self.heap().payload(class).index();
        &mut self.tables.classes[index]
    }

    pub(super) fn mro(&self, class: ObjectId) -> Rc<[ObjectId]> {
        self.class_info(class).mro.clone()
    }

    pub(super) fn is_subclass(&self, class: ObjectId, base: ObjectId) -> bool {
        self.class_info(class).mro.contains(&base)
    }

    /// Whether an object's class stands for a type in C, or is derived from one.
    pub(super) fn stands_for_c(&self, object: ObjectId) -> bool {
        self.class_info(self.type_of(object)).stands_for_c
    }

    pub(super) fn is_instance(&self, object: ObjectId, class: ObjectId) -> bool {
        self.is_subclass(self.type_of(object), class)
    }

    /// Something in a class's dict changed: what is derived from it is found anew, for its subclasses too.
    pub(super) fn class_changed(&mut self, class: ObjectId) {
        self.type_cache.clear();
        let name = self.intern_str("__del__");
        let intercepts = self.intern_str("__getattribute__");
        self.class_info_mut(class).is_abstract = !self.abstract_methods(class).is_empty();
        let mut pending = vec![class];
        while let Some(class) = pending.pop() {
            let has_finalizer = self.find_in_type(class, name).is_some();
            let intercepting = self.find_in_type(class, intercepts);
            let has_getattribute =
                intercepting.is_some_and(|found| self.kind(found) != Kind::BuiltinFunction);
            self.may_call_python |= has_finalizer;
            let info = self.class_info_mut(class);
            info.has_finalizer = has_finalizer;
            info.has_getattribute = has_getattribute;
            info.version += 1;
            pending.extend(info.subclasses.iter().map(|&(subclass, _)| subclass));
        }
    }

    /// What a class's own `__abstractmethods__` names, sorted.
    fn abstract_methods(&mut self, class: ObjectId) -> Vec<Rc<str>> {
        let name = self.intern_str("__abstractmethods__");
        let names = self.find_own(class, name);
        let names = names.filter(|&names| self.kind(names) == Kind::FrozenSet);
        let slots = names.map_or(&[][..], |names| self.heap().slots(names));
        let mut names: Vec<Rc<str>> = slots
            .iter()
            .flatten()
            .map(|&name| self.text(name))
            .collect();
        names.sort_unstable();
        names
    }

    /// An abstract class is asked for an instance (`object_new`).
    pub(super) fn refuse_abstract(&mut self, class: ObjectId) -> Outcome {
        let methods = self.abstract_methods(class);
        let quote = self.profile().messages.abstract_method_quote;
        let names: Vec<String> = methods
            .iter()
            .map(|name| format!("{quote}{name}{quote}"))
            .collect();
        let name = self.class_facts(class).name.clone();
        let plural = if names.len() == 1 { "" } else { "s" };
        let message = self.profile().messages.abstract_class;
        self.type_error(message.fill(&[
            ("class", &name),
            ("s", plural),
            ("methods", &names.join(", ")),
        ]))
    }

    /// A class dies.
    pub(super) fn forget_class(&mut self, class: ObjectId) {
        self.type_cache.clear();
        let info = self.class_info_mut(class);
        let parts = [info.subclasses_dict.take(), info.slots.take()];
        for part in parts {
            self.xdecref(part);
        }
        let drops = self.profile().classes.drop_subclass_dicts;
        for &base in &*self.mro(class) {
            let subclasses = &mut self.class_info_mut(base).subclasses;
            let place = subclasses
                .iter()
                .position(|&(subclass, _)| subclass == class);
            if let Some((_, reference)) = place.map(|place| subclasses.remove(place)) {
                self.decref(reference);
            }
            let info = self.class_info_mut(base);
            if info.subclasses.is_empty() && drops {
                let dict = info.subclasses_dict.take();
                self.xdecref(dict);
            }
        }
    }

    /// The place of an attribute among the inline values of a class's instances; a new one if the budget allows it.
    pub(super) fn add_key(&mut self, class: ObjectId, name: ObjectId) -> Option<usize> {
        if let Some(&index) = self.class_info(class).key_index.get(&name) {
            return Some(index);
        }
        if self.class_info(class).key_budget == 0 {
            return None;
        }
        let text: Rc<str> = self.text(name);
        let facts = self.class_facts_mut(class);
        let index = facts.keys.len();
        facts.keys.push(text);
        let info = self.class_info_mut(class);
        info.key_budget -= 1;
        info.key_index.insert(name, index);
        Some(index)
    }

    /// Whether attributes of this class's instances live inside them.
    pub(super) fn has_inline_values(&self, class: ObjectId) -> bool {
        let facts = self.class_facts(class);
        let kind_has_values = match facts.instance_kind {
            Kind::Instance => true,
            Kind::List
            | Kind::Dict
            | Kind::Set
            | Kind::FrozenSet
            | Kind::Weakref
            | Kind::Deque
            | Kind::Float
            | Kind::Str => self.profile().derived_keep_inline_values,
            Kind::Bytes => {
                self.is_subclass(class, self.types.bytearray)
                    && self.profile().derived_keep_inline_values
            }
            _ => false,
        };
        kind_has_values
            && facts.has_dict
            && !self.class_info(class).has_c_dict
            && matches!(self.profile().attributes, Attributes::Inline { .. })
            && (facts.members.is_empty() || self.profile().slots_keep_inline_values)
    }

    /// Where the slots for attributes begin.
    pub(super) fn first_attribute(kind: Kind) -> usize {
        if kind == Kind::Instance { 0 } else { EXTRA }
    }

    /// The slot of an instance that holds its dict, if its class gives it one.
    pub(super) fn dict_slot(&self, object: ObjectId) -> Option<usize> {
        let class = self.type_of(object);
        match self.kind(object) {
            Kind::Exception => Some(0),
            Kind::Function => Some(8),
            kind if self.class_facts(class).has_dict => {
                Some(Self::first_attribute(kind) + self.class_facts(class).members.len())
            }
            _ => None,
        }
    }
}
