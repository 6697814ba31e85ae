//! The `class` statement: its body, its metaclass, `__init_subclass__`.

use super::builtins::Args;
use super::metaclass::ClassStatement;
use super::{Outcome, Vm};
use crate::heap::{Kind, ObjectId};
use crate::tape::Recorder;

impl<R: Recorder> Vm<R> {
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
            let checked = self.check_class_cell(cell, class, statement.name);
            self.decref(cell);
            if let Err(unwind) = checked {
                self.decref(class);
                return Err(unwind);
            }
        } else {
            self.decref(cell);
        }
        let class = class?;
        if statement.metaclass == self.types.type_ {
            return self.init_subclass(class, statement.keywords);
        }
        Ok(class)
    }

    /// `type_new_set_classcell`: `__class__` in the methods is the class. `type_new_set_classdictcell`: annotations find
    /// the class's names in its own dict.
    pub(super) fn fill_class_cells(&mut self, class: ObjectId, namespace: ObjectId) -> Outcome<()> {
        let dict = self.heap().slot(class, 0);
        for (name, value) in [("__classcell__", Some(class)), ("__classdictcell__", dict)] {
            let key = self.intern_str(name);
            let (Some(cell), Some(value)) = (self.dict_get_name(namespace, key), value) else {
                continue;
            };
            if self.kind(cell) != Kind::Cell {
                let given = self.type_of(cell);
                let given = self.repr(given)?;
                return self.type_error(format!("{name} must be a nonlocal cell, not {given}"));
            }
            self.incref(value);
            let old = self.world.replace_slot(cell, 0, Some(value));
            self.xdecref(old);
        }
        Ok(())
    }

    /// A metaclass must have passed the cell on to `type.__new__`.
    fn check_class_cell(&mut self, cell: ObjectId, class: ObjectId, name: ObjectId) -> Outcome<()> {
        let found = self.heap().slot(cell, 0);
        if self.kind(cell) != Kind::Cell || found == Some(class) {
            return Ok(());
        }
        let (name, shown) = (self.repr(name)?, self.repr(class)?);
        match found {
            Some(found) => {
                let found = self.repr(found)?;
                self.type_error(format!(
                    "__class__ set to {found} defining {name} as {shown}"
                ))
            }
            None => Err(self.raise(
                self.types.runtime_error,
                format!(
                    "__class__ not set defining {name} as {shown}. Was __classcell__ propagated to type.__new__?"
                ),
            )),
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
}
