//! `type.__new__`: what a class is made of (`type_new_impl`).

use super::class::ClassInfo;
use super::{Outcome, Vm};
use crate::hash::HashMap;
use crate::heap::{Flags, Kind, ObjectId, Payload};
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
    /// The names of the body.
    namespace: ObjectId,
    /// See `own_members`.
    members: Option<Vec<Name>>,
}

/// The shared keys of a class start with so much room (`SHARED_KEYS_MAX_SIZE`).
const KEY_BUDGET: u32 = 30;

impl<R: Recorder> Vm<R> {
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
        let members = self.own_members(name, namespace, base)?;
        let mut facts = self.facts_for(name, base, namespace, members.as_deref());
        // Other bases may bring what the best one lacks (`type_new_slots_bases`).
        for &base in &bases {
            let other = self.class_facts(base);
            facts.has_dict |= other.has_dict;
            facts.has_weakref |= other.has_weakref;
        }
        let dict = self.copy_namespace(namespace, members.as_deref())?;
        let parts = ClassParts {
            metaclass,
            base,
            bases_tuple,
            mro,
            dict,
            namespace,
            members,
        };
        self.make_class(facts, parts)
    }

    /// Which base decides the layout of instances (`best_base`).
    fn check_bases(&mut self, bases: &[ObjectId]) -> Outcome {
        let (mut best, mut winner) = (bases[0], None);
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
                Kind::Bool
                | Kind::BuiltinFunction
                | Kind::Cell
                | Kind::Code
                | Kind::Ellipsis
                | Kind::Frame
                | Kind::Function
                | Kind::Generator
                | Kind::Method
                | Kind::None
                | Kind::NotImplemented
                | Kind::Range
                | Kind::Slice
                | Kind::Traceback
                | Kind::View => {
                    return self
                        .type_error(format!("type '{name}' is not an acceptable base type"));
                }
                _ => return self.unsupported(format!("a class derived from '{name}'")),
            }
            let candidate = self.solid_base(base);
            match winner {
                Some(winner) if self.is_subclass(winner, candidate) => {}
                Some(winner) if !self.is_subclass(candidate, winner) => {
                    return self.type_error("multiple bases have instance lay-out conflict");
                }
                _ => (winner, best) = (Some(candidate), base),
            }
        }
        Ok(best)
    }

    /// The nearest base that gives instances their size (`solid_base`), but for a dict and weak references.
    fn solid_base(&self, class: ObjectId) -> ObjectId {
        let facts = self.class_facts(class);
        if facts.instance_kind == Kind::Exception && facts.members.is_empty() {
            return self.types.base_exception;
        }
        if self.class_info(class).is_builtin {
            return class;
        }
        match self.heap().slot(class, 3) {
            Some(base) if self.class_facts(base).members.len() == facts.members.len() => {
                self.solid_base(base)
            }
            _ => class,
        }
    }

    /// The C3 linearization, without the class itself.
    fn compute_mro(&mut self, bases: &[ObjectId]) -> Outcome<Vec<ObjectId>> {
        let mut sequences: Vec<Vec<ObjectId>> =
            bases.iter().map(|&base| self.mro(base).to_vec()).collect();
        for (index, base) in bases.iter().enumerate() {
            if bases[..index].contains(base) {
                let name = self.class_facts(*base).name.clone();
                return self.type_error(format!("duplicate base class {name}"));
            }
        }
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
            is_c: self.is_in_builtin(),
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
            namespace,
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
            stands_for_c: self.is_in_builtin()
                || mro[1..]
                    .iter()
                    .any(|&base| self.class_info(base).stands_for_c),
            key_index: HashMap::default(),
            key_budget: KEY_BUDGET,
            version: 0,
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
        if let Err(unwind) = self.fill_class_cells(class, namespace) {
            self.decref(class);
            return Err(unwind);
        }
        // `type_new_set_names` walks over a copy of the dict; `type_new_init_subclass` makes a `super` object.
        count_transient(self, Kind::Dict, 0);
        if let Err(unwind) = self.call_set_names(class, dict) {
            self.decref(class);
            return Err(unwind);
        }
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
}
