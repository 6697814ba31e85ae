//! Metaclasses: which one a class statement uses, and how it is called.

use super::builtins::Args;
use super::{Outcome, Vm};
use crate::heap::{Kind, ObjectId};
use crate::tape::Recorder;

/// What a class statement says; all borrowed.
pub struct ClassStatement<'a> {
    pub name: ObjectId,
    /// A tuple.
    pub bases: ObjectId,
    pub metaclass: ObjectId,
    /// Those for the metaclass and `__init_subclass__`.
    pub keywords: &'a [(ObjectId, ObjectId)],
}

/// `name=value` of a call.
type Keyword = (ObjectId, ObjectId);

impl<R: Recorder> Vm<R> {
    /// The metaclass of a class statement, and its keywords without `metaclass`.
    pub(super) fn metaclass_of_statement(
        &mut self,
        bases: &[ObjectId],
        keywords: &[Keyword],
    ) -> Outcome<(ObjectId, Vec<Keyword>)> {
        let is_metaclass = |&(name, _): &Keyword| &*self.text(name) == "metaclass";
        let (given, keywords): (Vec<Keyword>, Vec<Keyword>) =
            keywords.iter().copied().partition(is_metaclass);
        let given = given.first().map_or(self.types.type_, |&(_, value)| value);
        if self.kind(given) != Kind::Type {
            return self.unsupported("a metaclass that is no class");
        }
        Ok((self.most_derived_metaclass(given, bases)?, keywords))
    }

    /// `_PyType_CalculateMetaclass`: that of the bases counts, if it is derived from the given one.
    pub(super) fn most_derived_metaclass(
        &mut self,
        given: ObjectId,
        bases: &[ObjectId],
    ) -> Outcome {
        let mut winner = given;
        for &base in bases {
            let other = self.type_of(base);
            if self.is_subclass(winner, other) {
                continue;
            }
            if !self.is_subclass(other, winner) {
                return self.type_error(
                    "metaclass conflict: the metaclass of a derived class must be a (non-strict) \
                     subclass of the metaclasses of all its bases",
                );
            }
            winner = other;
        }
        Ok(winner)
    }

    /// `__prepare__`: the namespace of a class statement, owned.
    pub(super) fn prepare_class(&mut self, statement: &ClassStatement) -> Outcome {
        let prepare = self.intern_str("__prepare__");
        let Some(method) = self.find_in_metaclass(statement.metaclass, prepare) else {
            return Ok(self.new_dict());
        };
        let args = Args {
            positional: &[statement.name, statement.bases],
            keywords: statement.keywords,
        };
        let Some(bound) = self.bind(method, None, statement.metaclass)? else {
            return self.unsupported("a __prepare__ that is no class method");
        };
        let namespace = self.call_with(bound, &args);
        self.decref(bound);
        let namespace = namespace?;
        if self.kind(namespace) != Kind::Dict || self.has_python_class(namespace) {
            self.decref(namespace);
            return self.unsupported("a __prepare__ that returns something else than a dict");
        }
        Ok(namespace)
    }

    /// What the classes derived from `type` say, borrowed; `None` where `type` itself decides.
    pub(super) fn find_in_metaclass(
        &mut self,
        metaclass: ObjectId,
        name: ObjectId,
    ) -> Option<ObjectId> {
        let mro = self.mro(metaclass);
        let own = mro.iter().take_while(|&&class| class != self.types.type_);
        let own: Vec<ObjectId> = own.copied().collect();
        own.into_iter().find_map(|class| self.find_own(class, name))
    }

    /// Whether calling the class runs a `__call__` of its metaclass.
    pub(super) fn has_metaclass_call(&mut self, class: ObjectId) -> bool {
        let metaclass = self.type_of(class);
        if metaclass == self.types.type_ {
            return false;
        }
        let call = self.intern_str("__call__");
        self.find_in_metaclass(metaclass, call).is_some()
    }

    pub(super) fn call_metaclass(
        &mut self,
        statement: &ClassStatement,
        namespace: ObjectId,
    ) -> Outcome {
        let args = Args {
            positional: &[statement.name, statement.bases, namespace],
            keywords: statement.keywords,
        };
        self.call_with(statement.metaclass, &args)
    }

    /// `type.__new__(metaclass, name, bases, namespace, **keywords)`; the arguments come without the metaclass.
    pub(super) fn new_class(&mut self, metaclass: ObjectId, args: &Args) -> Outcome {
        let &[name, bases, namespace] = args.positional else {
            return self.type_error("type() takes 1 or 3 arguments");
        };
        for (number, object, class) in [
            (1, name, self.types.str),
            (2, bases, self.types.tuple),
            (3, namespace, self.types.dict),
        ] {
            if !self.is_instance(object, class) {
                let (wanted, given) = (self.static_type_name(class), self.type_name(object));
                return self.type_error(format!(
                    "type.__new__() argument {number} must be {wanted}, not {given}"
                ));
            }
        }
        let winner = self.most_derived_metaclass(metaclass, &self.items(bases))?;
        if winner != metaclass {
            return self.call_with(winner, args);
        }
        let class = self.build_type(metaclass, name, bases, namespace)?;
        self.init_subclass(class, args.keywords)
    }

    /// An attribute that a class has as an instance of its metaclass, bound to it.
    pub(super) fn metaclass_attribute(
        &mut self,
        class: ObjectId,
        name: ObjectId,
        data_only: bool,
    ) -> Outcome<Option<ObjectId>> {
        let metaclass = self.type_of(class);
        if metaclass == self.types.type_ {
            return Ok(None);
        }
        let Some(value) = self.find_in_metaclass(metaclass, name) else {
            return Ok(None);
        };
        if data_only && !self.is_data_descriptor(value) {
            return Ok(None);
        }
        match self.bind(value, Some(class), metaclass)? {
            Some(bound) => Ok(Some(bound)),
            None => Ok(Some(self.new_method(value, class))),
        }
    }
}
