//! `__slots__`: which names a class may reserve room for (`type_new_slots`).

use super::{Outcome, Vm};
use crate::heap::{Kind, ObjectId};
use crate::order::sort_by;
use crate::python::code::Name;
use crate::python::compile::mangle;
use crate::python::text::is_identifier;
use crate::tape::Recorder;

impl<R: Recorder> Vm<R> {
    /// The names in `__slots__`, mangled, in alphabetical order; `None` without `__slots__`.
    pub(super) fn own_members(
        &mut self,
        class: ObjectId,
        namespace: ObjectId,
        base: ObjectId,
    ) -> Outcome<Option<Vec<Name>>> {
        let name = self.intern_str("__slots__");
        let Some(slots) = self.dict_get_name(namespace, name) else {
            return Ok(None);
        };
        let names = if self.is_str(slots) {
            vec![self.new_reference(slots)]
        } else {
            self.collect_items(slots)?
        };
        let checked = self.check_slots(base, &names);
        let class = self.text(class);
        let mut members: Vec<Name> = names
            .iter()
            .map(|&name| mangle(Some(&class), &self.text(name)))
            .collect();
        self.decref_all(names);
        checked?;
        sort_by(&mut members, Name::cmp);
        Ok(Some(members))
    }

    fn check_slots(&mut self, base: ObjectId, names: &[ObjectId]) -> Outcome<()> {
        let classes = &self.profile().classes;
        let var_sized_slots = classes.var_sized_slots;
        let facts = self.class_facts(base);
        let (owner, kind) = (facts.name.clone(), facts.instance_kind);
        let is_var_sized = matches!(kind, Kind::Tuple | Kind::Int | Kind::Bytes)
            && !self.is_subclass(base, self.types.bytearray);
        let (mut has_dict, mut has_weakref) = (
            facts.has_dict || kind == Kind::Exception,
            facts.has_weakref || matches!(kind, Kind::Set | Kind::FrozenSet | Kind::Deque),
        );
        if is_var_sized && !var_sized_slots && !names.is_empty() {
            return self.type_error(format!(
                "nonempty __slots__ not supported for subtype of '{owner}'"
            ));
        }
        for &name in names {
            if !self.is_str(name) {
                let class = self.type_name(name);
                return self.type_error(format!("__slots__ items must be strings, not '{class}'"));
            }
            let text = self.text(name);
            if !is_identifier(&text) {
                return self.type_error("__slots__ must be identifiers");
            }
            match &*text {
                "__dict__" if std::mem::replace(&mut has_dict, true) => {
                    return self.type_error("__dict__ slot disallowed: we already got one");
                }
                "__weakref__" if std::mem::replace(&mut has_weakref, true) => {
                    let reason = self.profile().messages.weakref_slot;
                    return self.type_error(format!("__weakref__ slot disallowed: {reason}"));
                }
                "__dict__" | "__weakref__" => {}
                _ if is_var_sized && kind != Kind::Tuple => {
                    return self.type_error(format!(
                        "arbitrary __slots__ not supported for subtype of '{owner}'"
                    ));
                }
                _ => {}
            }
        }
        Ok(())
    }
}
