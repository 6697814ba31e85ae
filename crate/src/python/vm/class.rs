//! Classes: the class statement, what a class is made of, and making instances.

use std::rc::Rc;

use super::builtins::Args;
use super::call::Called;
use super::frame::Returns;
use super::metaclass::ClassStatement;
use super::{Outcome, Vm};
use crate::hash::HashMap;
use crate::heap::{EXTRA, Flags, Kind, ObjectId, Payload};
use crate::profile::{Attributes, NEVER_DERIVED};
use crate::python::code::Name;
use crate::python::tables::Class;
use crate::refcount::count_transient;
use crate::tape::Recorder;
use crate::weakref;

/// What a class is made of.
struct ClassParts {
    metaclass: ObjectId,
    /// The base that decides what instances are.
    base: ObjectId,
    bases_tuple: ObjectId,
    /// Without the class itself.
    mro: Vec<ObjectId>,
    /// Owned.
    dict: ObjectId,
    /// See `own_members`.
    members: Option<Vec<Name>>,
}

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
    /// How many more names the shared keys take (spec, section 6.2).
    pub key_budget: u32,
    /// Classes derived from this one, each with the weak reference (owned) by which CPython knows it.
    pub subclasses: Vec<(ObjectId, ObjectId)>,
    /// `tp_subclasses` of a Python class, owned: made with its first subclass, seen by the collector.
    pub subclasses_dict: Option<ObjectId>,
    /// `ht_slots` of a class with `__slots__`, owned: a tuple that the collector sees, but not as a part of the class.
    pub slots: Option<ObjectId>,
}

/// The shared keys of a class start with so much room (`SHARED_KEYS_MAX_SIZE`).
const KEY_BUDGET: u32 = 30;

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

    pub(super) fn is_instance(&self, object: ObjectId, class: ObjectId) -> bool {
        self.is_subclass(self.type_of(object), class)
    }

    /// `__build_class__`: runs the body, then makes the class. All borrowed.
    pub(super) fn build_class(
        &mut self,
        body: ObjectId,
        name: ObjectId,
        bases: &[ObjectId],
        keywords: &[(ObjectId, ObjectId)],
    ) -> Outcome {
        let (metaclass, keywords) = self.metaclass_of_statement(bases, keywords)?;
        // `__build_class__` packs the bases before the body runs.
        for &base in bases {
            self.incref(base);
        }
        let bases = self.new_tuple(bases);
        let statement = ClassStatement {
            name,
            bases,
            metaclass,
            keywords: &keywords,
        };
        let outcome = self.prepare_class(&statement).and_then(|namespace| {
            let outcome = self.build_class_in(body, &statement, namespace);
            self.decref(namespace);
            outcome
        });
        self.decref(bases);
        outcome
    }

    /// The same in a namespace that is there.
    fn build_class_in(
        &mut self,
        body: ObjectId,
        statement: &ClassStatement,
        namespace: ObjectId,
    ) -> Outcome {
        let cell = self.run_class_body(body, namespace)?;
        let class = if statement.metaclass == self.types.type_ {
            self.build_type(
                statement.metaclass,
                statement.name,
                statement.bases,
                namespace,
            )
        } else {
            self.call_metaclass(statement, namespace)
        };
        if let Ok(class) = class
            && self.kind(class) == Kind::Type
        {
            self.fill_class_dict_cell(class, namespace);
            if self.kind(cell) == Kind::Cell {
                self.incref(class);
                let old = self.world.replace_slot(cell, 0, Some(class));
                self.xdecref(old);
            }
        }
        self.decref(cell);
        let class = class?;
        if statement.metaclass == self.types.type_ {
            return self.init_subclass(class, statement.keywords);
        }
        Ok(class)
    }

    /// `type_new_set_classdictcell`: annotations find the class's names in its own dict.
    fn fill_class_dict_cell(&mut self, class: ObjectId, namespace: ObjectId) {
        let name = self.intern_str("__classdictcell__");
        let dict = self.heap().slot(class, 0);
        if let (Some(cell), Some(dict)) = (self.dict_get_name(namespace, name), dict) {
            self.incref(dict);
            let old = self.world.replace_slot(cell, 0, Some(dict));
            self.xdecref(old);
        }
    }

    /// `super(class, class).__init_subclass__(**keywords)`: gives the class (moved in) back, or up.
    pub(super) fn init_subclass(
        &mut self,
        class: ObjectId,
        keywords: &[(ObjectId, ObjectId)],
    ) -> Outcome {
        let outcome = self.call_init_subclass(class, keywords);
        if outcome.is_err() {
            self.decref(class);
        }
        outcome.map(|()| class)
    }

    fn call_init_subclass(
        &mut self,
        class: ObjectId,
        keywords: &[(ObjectId, ObjectId)],
    ) -> Outcome<()> {
        let name = self.intern_str("__init_subclass__");
        let mro = self.mro(class);
        let object = self.types.object;
        let bases = mro.iter().skip(1).filter(|&&base| base != object);
        let found = bases.copied().find_map(|base| self.find_own(base, name));
        let Some(found) = found else {
            return self.init_subclass_of_object(class, keywords);
        };
        let Some(bound) = self.bind(found, None, class)? else {
            return Ok(());
        };
        let args = Args {
            positional: &[],
            keywords,
        };
        let outcome = self.call_with(bound, &args);
        self.decref(bound);
        self.discard(outcome)
    }

    /// `object.__init_subclass__`
    pub(super) fn init_subclass_of_object(
        &mut self,
        class: ObjectId,
        keywords: &[(ObjectId, ObjectId)],
    ) -> Outcome<()> {
        if keywords.is_empty() {
            return Ok(());
        }
        let name = self.class_facts(class).qualname.clone();
        self.type_error(format!(
            "{name}.__init_subclass__() takes no keyword arguments"
        ))
    }

    fn run_class_body(&mut self, body: ObjectId, namespace: ObjectId) -> Outcome {
        self.enter_function(
            body,
            &Args {
                positional: &[],
                keywords: &[],
            },
            0,
            0,
        )?;
        if let Some(frame) = self.frames.last_mut() {
            // The body's names live in the class's dict; its frame object holds only what it closes over.
            frame.names = Some(namespace);
        }
        self.run_entered()
    }

    /// `type(name, bases, namespace)`: all borrowed; the namespace is copied, the tuple of bases kept.
    pub(super) fn build_type(
        &mut self,
        metaclass: ObjectId,
        name: ObjectId,
        bases: ObjectId,
        namespace: ObjectId,
    ) -> Outcome {
        let bases_tuple = if bases == self.empty_tuple {
            self.new_tuple(&[self.types.object])
        } else {
            self.new_reference(bases)
        };
        let class = self.build_type_on(metaclass, name, bases_tuple, namespace);
        self.decref(bases_tuple);
        class
    }

    fn build_type_on(
        &mut self,
        metaclass: ObjectId,
        name: ObjectId,
        bases_tuple: ObjectId,
        namespace: ObjectId,
    ) -> Outcome {
        // The arguments of `type.__call__`, of which only the tuple matters: holding the namespace, it would show that
        // as an object of the program.
        let arguments = self.pack_arguments(&[self.none; 3]);
        let class = self.build_type_with(metaclass, name, bases_tuple, namespace);
        self.decref(arguments);
        class
    }

    fn build_type_with(
        &mut self,
        metaclass: ObjectId,
        name: ObjectId,
        bases_tuple: ObjectId,
        namespace: ObjectId,
    ) -> Outcome {
        let slots = self.heap().slots(bases_tuple);
        let bases: Vec<ObjectId> = slots.iter().copied().flatten().collect();
        let base = self.check_bases(&bases)?;
        let mro = self.compute_mro(&bases)?;
        let members = self.own_members(namespace, base)?;
        let facts = self.facts_for(name, base, namespace, members.as_deref());
        let dict = self.copy_namespace(namespace, members.as_deref())?;
        let parts = ClassParts {
            metaclass,
            base,
            bases_tuple,
            mro,
            dict,
            members,
        };
        self.make_class(facts, parts)
    }

    /// Which base decides the layout of instances.
    fn check_bases(&mut self, bases: &[ObjectId]) -> Outcome {
        let mut best = bases[0];
        for &base in bases {
            if self.kind(base) != Kind::Type {
                return self.unsupported("a base class that is not a class");
            }
            let name = self.class_facts(base).name.clone();
            match self.class_facts(base).instance_kind {
                Kind::Object
                | Kind::Instance
                | Kind::Type
                | Kind::Exception
                | Kind::List
                | Kind::Tuple
                | Kind::Dict
                | Kind::Set
                | Kind::FrozenSet
                | Kind::Deque
                | Kind::Weakref
                | Kind::Int
                | Kind::Float
                | Kind::Str
                | Kind::Bytes => {}
                Kind::Bool | Kind::Function | Kind::None | Kind::Range | Kind::Slice => {
                    return self
                        .type_error(format!("type '{name}' is not an acceptable base type"));
                }
                _ => return self.unsupported(format!("a class derived from '{name}'")),
            }
            if self.class_facts(best).instance_kind == Kind::Object {
                best = base;
            }
        }
        Ok(best)
    }

    /// The C3 linearization, without the class itself.
    fn compute_mro(&mut self, bases: &[ObjectId]) -> Outcome<Vec<ObjectId>> {
        let mut sequences: Vec<Vec<ObjectId>> =
            bases.iter().map(|&base| self.mro(base).to_vec()).collect();
        sequences.push(bases.to_vec());
        let mut mro = Vec::new();
        loop {
            sequences.retain(|sequence| !sequence.is_empty());
            if sequences.is_empty() {
                return Ok(mro);
            }
            let candidate = sequences
                .iter()
                .map(|sequence| sequence[0])
                .find(|candidate| {
                    !sequences
                        .iter()
                        .any(|sequence| sequence[1..].contains(candidate))
                });
            let Some(next) = candidate else {
                let names: Vec<Name> = bases
                    .iter()
                    .map(|&base| self.class_facts(base).name.clone())
                    .collect();
                return self.type_error(format!(
                    "Cannot create a consistent method resolution{}order (MRO) for bases {}",
                    self.profile().messages.mro_break,
                    names.join(", ")
                ));
            };
            mro.push(next);
            for sequence in &mut sequences {
                if sequence[0] == next {
                    sequence.remove(0);
                }
            }
        }
    }

    fn facts_for(
        &mut self,
        name: ObjectId,
        base: ObjectId,
        namespace: ObjectId,
        members: Option<&[Name]>,
    ) -> Class {
        let qualname_key = self.intern_str("__qualname__");
        let module_key = self.intern_str("__module__");
        let name = self.text(name);
        let qualname = self
            .dict_get_name(namespace, qualname_key)
            .map_or_else(|| name.clone(), |qualname| self.text(qualname));
        let module = self
            .dict_get_name(namespace, module_key)
            .map_or_else(|| "__main__".into(), |module| self.text(module));
        let parent = self.class_facts(base).clone();
        let own = members.unwrap_or_default();
        let is_plain = |name: &&Name| !matches!(&***name, "__dict__" | "__weakref__");
        let mut all_members = parent.members.clone();
        all_members.extend(own.iter().filter(is_plain).cloned());
        // A class has all that anyway.
        let is_metaclass = parent.instance_kind == Kind::Type;
        let adds = |name: &str| {
            !is_metaclass && members.is_none() || own.iter().any(|member| **member == *name)
        };
        Class {
            name,
            qualname,
            module,
            instance_kind: if parent.instance_kind == Kind::Object {
                Kind::Instance
            } else {
                parent.instance_kind
            },
            members: all_members,
            has_dict: parent.has_dict || adds("__dict__"),
            // Objects of variable size have no room for a list of weak references (`type_new_slots`).
            has_weakref: parent.has_weakref
                || (members.is_some()
                    || self.is_subclass(base, self.types.bytearray)
                    || !matches!(parent.instance_kind, Kind::Tuple | Kind::Int | Kind::Bytes))
                    && adds("__weakref__"),
            keys: Vec::new(),
        }
    }

    /// The class's own dict: the body's names without those that live elsewhere.
    fn copy_namespace(&mut self, namespace: ObjectId, members: Option<&[Name]>) -> Outcome {
        let dict = self.new_dict();
        for (key, value) in self.dict_entries(namespace) {
            let name = self.text(key);
            if matches!(
                &*name,
                "__qualname__" | "__classcell__" | "__classdictcell__"
            ) {
                continue;
            }
            // Some special methods are static or class methods without being told.
            let wrapped = match (&*name, self.kind(value)) {
                ("__new__", Kind::Function) => Some((Kind::StaticMethod, self.types.staticmethod)),
                ("__init_subclass__" | "__class_getitem__", Kind::Function) => {
                    Some((Kind::ClassMethod, self.types.classmethod))
                }
                _ => None,
            };
            match wrapped {
                Some((kind, class)) => {
                    self.incref(value);
                    let has_dict = self.profile().classes.special_wrappers_have_dict;
                    let parts = [Some(value), has_dict.then(|| self.wrapper_dict(value))];
                    let wrapper = self.new_fixed(kind, class, &parts, Payload::default());
                    self.dict_set(dict, key, wrapper)?;
                    self.decref(wrapper);
                }
                None => self.dict_set(dict, key, value)?,
            }
            if members.is_some_and(|members| members.contains(&name)) {
                self.decref(dict);
                return self.value_error(format!(
                    "'{name}' in __slots__ conflicts with class variable"
                ));
            }
        }
        Ok(dict)
    }

    /// The class object and its parts, in the order in which CPython makes them (spec, section 7).
    fn make_class(&mut self, facts: Class, parts: ClassParts) -> Outcome {
        let ClassParts {
            metaclass,
            base,
            bases_tuple,
            mut mro,
            dict,
            members,
        } = parts;
        let index = self.tables.classes.len();
        let parent = self.class_facts(base).clone();
        let (adds_dict, adds_weakref) = (
            facts.has_dict && !parent.has_dict,
            facts.has_weakref && !parent.has_weakref,
        );
        let is_exception = facts.instance_kind == Kind::Exception;
        let has_c_dict = self.class_info(base).has_c_dict || facts.has_dict && self.is_in_builtin();
        let slots = members.as_deref().map(|names| self.new_slots(names));
        self.tables.classes.push(facts);
        let class = self.allocate(Kind::Type, metaclass, 4, Payload::from_index(index));
        self.world.track(class);
        mro.insert(0, class);
        self.classes.push(ClassInfo {
            object: class,
            mro: mro.as_slice().into(),
            is_builtin: false,
            has_finalizer: false,
            has_getattribute: false,
            is_abstract: false,
            has_c_dict,
            key_index: HashMap::default(),
            key_budget: KEY_BUDGET,
            subclasses: Vec::new(),
            subclasses_dict: None,
            slots,
        });
        self.world.replace_slot(class, 0, Some(dict));
        self.incref(bases_tuple);
        self.world.replace_slot(class, 2, Some(bases_tuple));
        self.incref(base);
        self.world.replace_slot(class, 3, Some(base));
        if !self.profile().classes.makes_mro_last {
            self.set_mro(class, &mro);
        }
        for name in members.iter().flatten() {
            if !matches!(&**name, "__dict__" | "__weakref__") {
                self.add_descriptor(class, dict, self.types.member_descriptor, name)?;
            }
        }
        if self.profile().classes.has_getsets {
            if adds_dict && !is_exception {
                self.add_descriptor(
                    class,
                    dict,
                    self.types.getset_descriptor,
                    &"__dict__".into(),
                )?;
            }
            if adds_weakref {
                self.add_descriptor(
                    class,
                    dict,
                    self.types.getset_descriptor,
                    &"__weakref__".into(),
                )?;
            }
        }
        if self.profile().classes.makes_mro_last {
            self.set_mro(class, &mro);
        }
        let doc = self.intern_str("__doc__");
        if self.dict_get_name(dict, doc).is_none() {
            self.dict_set(dict, doc, self.none)?;
        }
        // A class with an equality of its own has no hash, unless it defines one (`type_ready_set_hash`).
        let (equal, hash) = (self.intern_str("__eq__"), self.intern_str("__hash__"));
        if self.dict_get_name(dict, equal).is_some() && self.dict_get_name(dict, hash).is_none() {
            self.dict_set(dict, hash, self.none)?;
        }
        for base in self
            .heap()
            .slots(bases_tuple)
            .to_vec()
            .into_iter()
            .flatten()
        {
            self.add_subclass(base, class);
        }
        self.class_changed(class);
        if let Attributes::Inline {
            static_attributes_first: true,
        } = self.profile().attributes
        {
            self.add_static_attributes(class, dict);
        }
        // `type_new_set_names` walks over a copy of the dict; `type_new_init_subclass` makes a `super` object.
        count_transient(self, Kind::Dict, 0);
        self.call_set_names(class, dict)?;
        if self.profile().classes.packs_super_arguments {
            count_transient(self, Kind::Tuple, 2);
        }
        count_transient(self, Kind::BuiltinFunction, 1);
        Ok(class)
    }

    /// `__mro__`
    fn set_mro(&mut self, class: ObjectId, mro: &[ObjectId]) {
        for &item in mro {
            self.incref(item);
        }
        let tuple = self.new_tuple(mro);
        self.world.replace_slot(class, 1, Some(tuple));
    }

    /// `ht_slots`: the sorted names as a tuple, by way of a list.
    fn new_slots(&mut self, names: &[Name]) -> ObjectId {
        count_transient(self, Kind::List, 0);
        let is_member = |name: &&Name| !matches!(&***name, "__dict__" | "__weakref__");
        let names: Vec<ObjectId> = names
            .iter()
            .filter(is_member)
            .map(|name| self.intern(name))
            .collect();
        self.new_tuple(&names)
    }

    /// `add_subclass`: a base knows its subclasses by weak references, objects that the collector sees. They stand in a
    /// dict, which the base gets with its first subclass.
    fn add_subclass(&mut self, base: ObjectId, class: ObjectId) {
        let plain = self.world.weakrefs.of(class).first().copied();
        let reference = match plain {
            Some(reference) => self.new_reference(reference),
            None => {
                let slots = [Some(class), None];
                let kind = self.types.weakref;
                let reference = self.new_fixed(Kind::Weakref, kind, &slots, Payload::default());
                weakref::register(&mut self.world, reference, class);
                // The interpreter's own: counted like any other, but nothing for the picture.
                self.world.set_flags(reference, Flags::BUILTIN);
                reference
            }
        };
        if self.class_info(base).subclasses_dict.is_none() && self.is_never_derived(base) {
            let dict = self.new_dict();
            if !self.heap().is_tracked(dict) {
                self.world.track(dict);
            }
            self.world.set_flags(dict, Flags::BUILTIN);
            self.class_info_mut(base).subclasses_dict = Some(dict);
        }
        self.class_info_mut(base)
            .subclasses
            .push((class, reference));
    }

    /// Whether nothing has been derived from the class before line 1.
    fn is_never_derived(&self, class: ObjectId) -> bool {
        let name: &str = &self.class_facts(class).name;
        let also = self.profile().classes.never_derived;
        !self.class_info(class).is_builtin || NEVER_DERIVED.contains(&name) || also.contains(&name)
    }

    fn add_static_attributes(&mut self, class: ObjectId, dict: ObjectId) {
        let name = self.intern_str("__static_attributes__");
        let Some(tuple) = self.dict_get_name(dict, name) else {
            return;
        };
        let names: Vec<ObjectId> = self.heap().slots(tuple).iter().flatten().copied().collect();
        for name in names {
            self.add_key(class, name);
        }
    }

    /// `__set_name__` of the values in a class's dict.
    fn call_set_names(&mut self, class: ObjectId, dict: ObjectId) -> Outcome<()> {
        for (key, value) in self.dict_entries(dict) {
            if self.kind(value) == Kind::Instance
                && let Some(result) = self.call_special(value, "__set_name__", &[class, key])?
            {
                self.decref(result);
            }
        }
        Ok(())
    }

    /// A `member_descriptor` or `getset_descriptor` in a class's dict.
    fn add_descriptor(
        &mut self,
        class: ObjectId,
        dict: ObjectId,
        kind: ObjectId,
        name: &Name,
    ) -> Outcome<()> {
        let key = self.intern(name);
        let text = self.heap().payload(key);
        self.incref(class);
        let descriptor = self.new_fixed(Kind::Descriptor, kind, &[Some(class)], text);
        self.dict_set(dict, key, descriptor)?;
        self.decref(descriptor);
        Ok(())
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
    fn refuse_abstract(&mut self, class: ObjectId) -> Outcome {
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
            Kind::Exception => Ok(self.new_exception_with(class, arguments)),
            _ => self.new_instance(class, args.positional),
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
                let mut positional = vec![instance];
                positional.extend_from_slice(args.positional);
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
                        arguments,
                    };
                }
                Ok(Called::Entered)
            }
            // `list.__init__` and the like, which fill what `__new__` made.
            Some(init) if has_new && self.fills_new_instance(init) => {
                let mut positional = vec![instance];
                positional.extend_from_slice(args.positional);
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
            _ => {
                let takes_any = has_new || self.class_facts(class).instance_kind == Kind::Exception;
                self.decref(arguments);
                let has_arguments = !args.positional.is_empty() || !args.keywords.is_empty();
                if !takes_any && has_arguments {
                    self.decref(instance);
                    let name = self.class_facts(class).name.clone();
                    return self.type_error(format!("{name}() takes no arguments"));
                }
                if !args.keywords.is_empty() && !has_new {
                    self.decref(instance);
                    let name = self.class_facts(class).name.clone();
                    return self.type_error(format!("{name}() takes no keyword arguments"));
                }
                Ok(Called::Result(instance))
            }
        }
    }

    /// What a call from C by keywords keeps on the stack: the dict in which they came, the tuple of their names, and
    /// the array into which they were unpacked with the other arguments. Returns how much that is.
    fn push_keywords(&mut self, positional: &[ObjectId], args: &Args) -> usize {
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
