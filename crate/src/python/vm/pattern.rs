//! What the instructions of a `match` statement do.

use super::{Outcome, Vm};
use crate::heap::{Kind, ObjectId};
use crate::tape::Recorder;

impl<R: Recorder> Vm<R> {
    /// Whether a mapping pattern may match it (`Py_TPFLAGS_MAPPING`).
    pub(super) fn is_pattern_mapping(&self, subject: ObjectId) -> bool {
        self.kind(subject) == Kind::Dict
    }

    /// Whether a sequence pattern may match it (`Py_TPFLAGS_SEQUENCE`).
    pub(super) fn is_pattern_sequence(&self, subject: ObjectId) -> bool {
        matches!(
            self.kind(subject),
            Kind::List | Kind::Tuple | Kind::Range | Kind::Deque
        )
    }

    /// `match_keys`: the values of all keys as a tuple, or `None` if one is missing. Owned.
    pub(super) fn match_keys(&mut self, subject: ObjectId, keys: ObjectId) -> Outcome {
        let mut values = Vec::new();
        for key in self.items(keys) {
            match self.dict_get(subject, key) {
                Ok(Some(value)) => {
                    self.incref(value);
                    values.push(value);
                }
                outcome => {
                    self.decref_all(values);
                    return outcome.map(|_| self.none);
                }
            }
        }
        Ok(self.new_tuple(&values))
    }

    /// `match_class`: the attributes that the patterns look at as a tuple, or `None` if the subject does not match.
    /// Owned.
    pub(super) fn match_class(
        &mut self,
        subject: ObjectId,
        class: ObjectId,
        positional: usize,
        names: ObjectId,
    ) -> Outcome {
        if self.kind(class) != Kind::Type {
            let message = "called match pattern must be a class";
            return self.type_error(message);
        }
        if !self.is_instance(subject, class) {
            return Ok(self.none);
        }
        let mut found = Vec::new();
        let outcome = self.match_parts(subject, class, positional, names, &mut found);
        match outcome {
            Ok(true) => Ok(self.new_tuple(&found)),
            outcome => {
                self.decref_all(found);
                outcome.map(|_| self.none)
            }
        }
    }

    fn match_parts(
        &mut self,
        subject: ObjectId,
        class: ObjectId,
        positional: usize,
        names: ObjectId,
        found: &mut Vec<ObjectId>,
    ) -> Outcome<bool> {
        let mut attributes = Vec::new();
        if positional > 0 {
            let key = self.intern_str("__match_args__");
            match self.get_attribute_optional(class, key)? {
                Some(args) => {
                    attributes = self.items(args);
                    self.decref(args);
                }
                None if self.matches_itself(class) && positional == 1 => {
                    found.push(self.new_reference(subject));
                }
                None => {}
            }
            let allowed = attributes.len() + found.len();
            if allowed < positional {
                let class = self.class_facts(class).name.clone();
                let plural = if allowed == 1 { "" } else { "s" };
                return self.type_error(format!(
                    "{class}() accepts {allowed} positional sub-pattern{plural} ({positional} given)"
                ));
            }
            attributes.truncate(positional - found.len());
        }
        attributes.extend(self.items(names));
        for (index, &name) in attributes.iter().enumerate() {
            if attributes[..index].contains(&name) {
                let (class, name) = (self.class_facts(class).name.clone(), self.text(name));
                return self.type_error(format!(
                    "{class}() got multiple sub-patterns for attribute '{name}'"
                ));
            }
            match self.get_attribute_optional(subject, name)? {
                Some(value) => found.push(value),
                None => return Ok(false),
            }
        }
        Ok(true)
    }

    /// Whether a positional pattern of this class matches the subject itself (`_Py_TPFLAGS_MATCH_SELF`).
    fn matches_itself(&self, class: ObjectId) -> bool {
        let kind = self.class_facts(class).instance_kind;
        matches!(
            kind,
            Kind::Bool
                | Kind::Int
                | Kind::Float
                | Kind::Str
                | Kind::Bytes
                | Kind::List
                | Kind::Tuple
                | Kind::Dict
                | Kind::Set
                | Kind::FrozenSet
        )
    }
}
