//! A hand-built run: a ring of three nodes whose names are taken away, and a collection. It stands in for the virtual
//! machine.
#![allow(missing_docs)]

use crate::collect::collect;
use crate::event::{Event, Place};
use crate::heap::{Flags, Kind, ObjectId, Payload};
use crate::profile::{Attributes, Profile};
use crate::python::Run;
use crate::python::tables::{Class, Tables};
use crate::refcount::{Bare, allocate, decref};
use crate::tape::Recorder;
use crate::world::World;

#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub instructions: u64,
    pub objects: u32,
    pub events: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            instructions: 1,
            objects: 1,
            events: 1,
        }
    }
}

struct Builder<R> {
    bare: Bare<R>,
    tables: Tables,
    globals: ObjectId,
}

impl<R: Recorder> Builder<R> {
    fn class(&mut self, name: &str, kind: Kind, keys: &[&str]) -> ObjectId {
        self.tables.classes.push(Class {
            name: name.into(),
            qualname: name.into(),
            module: "__main__".into(),
            instance_kind: kind,
            members: vec![],
            has_dict: true,
            has_weakref: true,
            keys: keys.iter().map(|&key| key.into()).collect(),
        });
        let payload = Payload::from_index(self.tables.classes.len() - 1);
        self.bare.0.create(Kind::Type, None, 4, payload)
    }

    fn text(&mut self, class: ObjectId, text: &str) -> ObjectId {
        self.tables.texts.push(text.into());
        let payload = Payload::from_index(self.tables.texts.len() - 1);
        self.bare.0.create(Kind::Str, Some(class), 0, payload)
    }

    fn name(&mut self, class: ObjectId, name: &str, value: Option<ObjectId>) {
        let heap = self.bare.0.heap();
        let place = (1..heap.slot_count(self.globals) as usize)
            .step_by(2)
            .find(|&index| {
                let key = heap.slot(self.globals, index - 1);
                key.is_some_and(|key| self.tables.text(heap, key) == name)
            });
        if let Some(value) = value {
            self.bare.0.incref(value);
        }
        match place {
            Some(index) => {
                let old = self.bare.0.replace_slot(self.globals, index, value);
                if let Some(old) = old {
                    decref(&mut self.bare, old);
                }
            }
            None => {
                let key = self.text(class, name);
                self.bare.0.push_slot(self.globals, Some(key));
                self.bare.0.push_slot(self.globals, value);
            }
        }
    }

    fn line(&mut self, line: u32) {
        let before = self.bare.0.heap().place();
        let after = Place {
            line,
            namespace: Some(self.globals),
        };
        self.bare.0.emit(Event::Line { before, after });
    }
}

/// Ignores the program.
pub fn run<R: Recorder>(
    _source: &str,
    _filename: &str,
    profile: &'static Profile,
    _limits: Limits,
    recorder: R,
) -> Run<R> {
    let mut world = World::new(profile, recorder);
    let globals = world.create(Kind::Dict, None, 0, Payload::default());
    world.set_flags(globals, Flags::NAMESPACE);
    let mut builder = Builder {
        bare: Bare(world),
        tables: Tables::default(),
        globals,
    };
    let builtin = Flags::BUILTIN | Flags::UNCOUNTED;
    let str_class = builder.class("str", Kind::Str, &[]);
    builder.bare.0.set_flags(str_class, builtin);
    let dict_class = builder.class("dict", Kind::Dict, &[]);
    builder.bare.0.set_flags(dict_class, builtin);
    let module = builder.class("module", Kind::Module, &[]);
    builder.bare.0.set_flags(module, builtin);
    let none = builder
        .bare
        .0
        .create(Kind::None, None, 0, Payload::default());
    builder.bare.0.set_flags(none, builtin);
    builder.tables.texts.push("gc".into());
    let gc = builder
        .bare
        .0
        .create(Kind::Module, Some(module), 0, Payload::from_index(0));
    builder.bare.0.set_flags(gc, builtin);
    let start = 30;
    builder.line(2);
    builder.name(str_class, "gc", Some(gc));
    builder.line(4);
    let node = builder.class("Graph", Kind::Instance, &["name", "next"]);
    builder.name(str_class, "Graph", Some(node));
    let has_dict = profile.attributes == Attributes::Dict;
    let names = ["one", "two", "three"];
    let mut nodes = vec![];
    for (line, name) in (9..).zip(names) {
        builder.line(line);
        let object = allocate(
            &mut builder.bare,
            Kind::Instance,
            Some(node),
            if has_dict { 1 } else { 3 },
            Payload::default(),
        );
        builder.bare.0.track(object);
        let value = builder.text(str_class, name);
        let mut holder = object;
        if has_dict {
            holder = allocate(
                &mut builder.bare,
                Kind::Dict,
                Some(dict_class),
                0,
                Payload::default(),
            );
            builder.bare.0.track(holder);
            builder.bare.0.replace_slot(object, 0, Some(holder));
            let key = builder.text(str_class, "name");
            builder.bare.0.push_slot(holder, Some(key));
            builder.bare.0.push_slot(holder, Some(value));
            let key = builder.text(str_class, "next");
            builder.bare.0.push_slot(holder, Some(key));
            builder.bare.0.push_slot(holder, Some(none));
        } else {
            builder.bare.0.replace_slot(object, 1, Some(value));
            builder.bare.0.replace_slot(object, 2, Some(none));
        }
        nodes.push((object, holder));
        builder.name(str_class, name, Some(object));
        decref(&mut builder.bare, object);
    }
    for (number, line) in (12..15).enumerate() {
        builder.line(line);
        let target = nodes[(number + 1) % 3].0;
        builder.bare.0.incref(target);
        builder
            .bare
            .0
            .replace_slot(nodes[number].1, if has_dict { 3 } else { 2 }, Some(target));
    }
    builder.line(16);
    for name in names {
        builder.name(str_class, name, Some(none));
    }
    builder.line(17);
    collect(&mut builder.bare, 2, true);
    let (heap, recorder) = builder.bare.0.into_parts();
    Run {
        profile,
        heap,
        start,
        tables: builder.tables,
        recorder,
        globals,
        diagnostics: vec![],
        status: 0,
    }
}
