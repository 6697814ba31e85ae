//! The beginning and the end of a run: the world before line 1, the module's frame, what is left.

use std::rc::Rc;

use super::builtins;
use super::class::ClassInfo;
use super::frame::{Frame, Returns};
use super::types::{BUILTIN_TYPES, Types};
use super::{Limits, Outcome, Vm, library};
use crate::event::Place;
use crate::hash::{HashMap, HashSet};
use crate::heap::{Flags, GcList, Kind, ObjectId, Payload};
use crate::profile::Profile;
use crate::python::Run;
use crate::python::code::Code;
use crate::python::diagnostic::Diagnostic;
use crate::python::tables::{Class, Tables};
use crate::tape::Recorder;
use crate::world::World;

/// CPython's default.
const RECURSION_LIMIT: usize = 1000;

/// There are somewhat fewer built-in functions, and names of them.
const ROOM: usize = 800;

impl<R: Recorder> Vm<R> {
    /// A machine as the baseline wants it: everything that is there before line 1, and nothing counted.
    pub(super) fn start(
        source: &str,
        filename: &str,
        profile: &'static Profile,
        limits: Limits,
        recorder: R,
    ) -> Vm<R> {
        let mut world = World::new(profile, recorder);
        let mut tables = Tables::default();
        let (types, classes) = make_types(&mut world, &mut tables);
        let kept = [types.list_iterator, types.tuple_iterator];
        world.gc.free_lists.set_classes(kept, types.method_wrapper);
        let mut constant = |kind, class, payload| {
            let object = world.create(kind, Some(class), 0, payload);
            world.set_flags(object, Flags::UNCOUNTED | Flags::BUILTIN);
            object
        };
        let none = constant(Kind::None, types.none_type, Payload::default());
        let true_ = constant(Kind::Bool, types.bool, Payload::from_int(1));
        let false_ = constant(Kind::Bool, types.bool, Payload::from_int(0));
        let ellipsis = constant(Kind::Ellipsis, types.ellipsis, Payload::default());
        let not_implemented = constant(
            Kind::NotImplemented,
            types.not_implemented,
            Payload::default(),
        );
        let empty_tuple = constant(Kind::Tuple, types.tuple, Payload::default());
        let mut vm = Vm {
            world,
            tables,
            types,
            none,
            true_,
            false_,
            ellipsis,
            not_implemented,
            empty_tuple,
            interned: HashMap::with_capacity_and_hasher(ROOM, Default::default()),
            text_hashes: Vec::new(),
            small_ints: HashMap::default(),
            dict_indexes: Vec::new(),
            free_dict_indexes: Vec::new(),
            set_tables: Vec::new(),
            iterators: Vec::new(),
            weakref_hashes: HashMap::default(),
            deques: HashMap::default(),
            classes,
            type_cache: HashMap::default(),
            attribute_orders: HashMap::default(),
            list_rooms: HashMap::default(),
            embedded_dicts: HashMap::default(),
            natives: Vec::with_capacity(ROOM),
            used_parsers: 0,
            blanks: HashMap::default(),
            changed_bytearrays: HashSet::default(),
            sites: Vec::new(),
            native_objects: Vec::new(),
            native_methods: HashMap::with_capacity_and_hasher(ROOM, Default::default()),
            builtins: HashMap::default(),
            builtins_dict: none,
            modules: HashMap::default(),
            globals: none,
            linked: Vec::new(),
            code_objects: HashMap::default(),
            frames: Vec::new(),
            stack: Vec::new(),
            handled: None,
            reraised: false,
            suppressed_contexts: HashSet::default(),
            generators: HashMap::default(),
            has_yielded: false,
            may_call_python: false,
            packed_arguments: None,
            packed_keywords: None,
            kept_frames: HashSet::default(),
            has_frozen: false,
            gc_garbage: none,
            gc_callbacks: none,
            recursion_limit: RECURSION_LIMIT,
            native_depth: 0,
            has_repr_list: profile.has_repr_list,
            in_repr: Vec::new(),
            instructions_left: limits.instructions,
            limits,
            source: source.into(),
            filename: filename.into(),
            linking: library::Origin::Program,
            loaded_units: vec![false; library::UNITS.len()],
            stopped: None,
        };
        vm.builtins_dict = vm.new_static_dict();
        vm.gc_garbage = vm.new_static_list();
        vm.gc_callbacks = vm.new_static_list();
        vm.globals = vm.new_globals();
        vm.register_constants();
        builtins::register(&mut vm);
        vm
    }

    /// The names of `builtins` that are no functions.
    fn register_constants(&mut self) {
        let mut names: Vec<(&str, ObjectId)> = self
            .classes
            .iter()
            .zip(BUILTIN_TYPES)
            .filter(|(_, built_in)| built_in.is_public)
            .map(|(info, built_in)| (built_in.name, info.object))
            .collect();
        let own_name = self.intern_str("builtins");
        names.extend([
            ("__name__", own_name),
            ("None", self.none),
            ("True", self.true_),
            ("False", self.false_),
            ("Ellipsis", self.ellipsis),
            ("NotImplemented", self.not_implemented),
            ("__debug__", self.true_),
            ("IOError", self.types.os_error),
            ("EnvironmentError", self.types.os_error),
        ]);
        for (name, object) in names {
            let name = self.intern_str(name);
            self.builtins.insert(name, object);
        }
    }

    /// A list of the world before line 1, in the permanent generation.
    fn new_static_list(&mut self) -> ObjectId {
        let list = self
            .world
            .create(Kind::List, Some(self.types.list), 0, Payload::default());
        self.world.set_flags(list, Flags::BUILTIN | Flags::VISITED);
        self.world.append_to(list, GcList::Permanent);
        list
    }

    /// The module's namespace: a dict that the baseline's `gc.freeze()` put into the permanent generation.
    fn new_globals(&mut self) -> ObjectId {
        let index = self.new_dict_index();
        let dict = self.world.create(
            Kind::Dict,
            Some(self.types.dict),
            0,
            Payload::from_index(index),
        );
        self.world.set_flags(dict, Flags::VISITED);
        self.world.append_to(dict, GcList::Permanent);
        let main = self.intern_str("__main__");
        self.globals = dict;
        self.dict_set_name(dict, "__name__", main);
        self.world.set_flags(dict, Flags::NAMESPACE);
        dict
    }

    /// `__name__` of a built-in type.
    pub(super) fn static_type_name(&self, class: ObjectId) -> &'static str {
        let index = self.heap().payload(class).index();
        BUILTIN_TYPES
            .get(index)
            .map_or("", |built_in| built_in.name)
    }

    /// The function object of one of the machine's own functions, made when first asked for.
    pub(super) fn native_object(&mut self, index: usize) -> ObjectId {
        if let Some(object) = self.native_objects[index] {
            return object;
        }
        let native = &self.natives[index];
        let is_method = (BUILTIN_TYPES.iter()).any(|built_in| built_in.name == native.owner);
        let class = match native.name {
            "fromkeys" | "__init_subclass__" if is_method => self.types.class_method_descriptor,
            _ if is_method => self.types.method_descriptor,
            _ => self.types.builtin_function,
        };
        let payload = Payload::from_index(index);
        let object = self
            .world
            .create(Kind::BuiltinFunction, Some(class), 1, payload);
        self.world
            .set_flags(object, Flags::UNCOUNTED | Flags::BUILTIN);
        self.native_objects[index] = Some(object);
        object
    }

    /// Runs the program's own code.
    pub(super) fn run_module(&mut self, code: Rc<Code>) -> Outcome<()> {
        let index = self.link(&code);
        let linked = self.linked[index].clone();
        let namespace = self.new_frame_object(&linked);
        self.push_frame(Frame {
            linked,
            pc: 0,
            namespace,
            generator: None,
            names: Some(self.globals),
            function: None,
            globals: self.globals,
            borrowed: 0,
            base: 0,
            kept: 0,
            is_entry: true,
            returns: Returns::Value,
            caller: Place::default(),
        });
        let result = self.run_frames(1)?;
        self.decref(result);
        self.check_stopped()
    }

    /// What the run leaves behind.
    pub(super) fn finish_run(
        self,
        start: usize,
        diagnostics: Vec<Diagnostic>,
        status: u8,
    ) -> Run<R> {
        let profile = self.profile();
        let (heap, recorder) = self.world.into_parts();
        Run {
            profile,
            heap,
            recorder,
            start,
            tables: self.tables,
            globals: self.globals,
            diagnostics,
            status,
        }
    }
}

/// All built-in types: static objects that no collector sees.
fn make_types<R: Recorder>(world: &mut World<R>, tables: &mut Tables) -> (Types, Vec<ClassInfo>) {
    let mut classes: Vec<ClassInfo> = Vec::with_capacity(BUILTIN_TYPES.len());
    for (index, built_in) in BUILTIN_TYPES.iter().enumerate() {
        let object = world.create(Kind::Type, None, 0, Payload::from_index(index));
        world.set_flags(object, Flags::UNCOUNTED | Flags::BUILTIN);
        let base = BUILTIN_TYPES[..index]
            .iter()
            .position(|other| other.name == built_in.base);
        let mut mro = vec![object];
        mro.extend(base.iter().flat_map(|&base| &*classes[base].mro));
        let has_weakref = matches!(
            built_in.kind,
            Kind::Function
                | Kind::Method
                | Kind::Generator
                | Kind::Type
                | Kind::Module
                | Kind::Set
                | Kind::FrozenSet
                | Kind::Deque
        );
        let full_name = match built_in.kind {
            Kind::Weakref => world.profile.weakref_type_name,
            Kind::Deque => "collections.deque",
            _ => built_in.name,
        };
        let (module, name) = full_name.split_once('.').unwrap_or(("builtins", full_name));
        tables.classes.push(Class {
            name: name.into(),
            qualname: name.into(),
            module: module.into(),
            is_c: true,
            instance_kind: built_in.kind,
            members: Vec::new(),
            has_dict: built_in.kind == Kind::Exception,
            has_weakref,
            keys: Vec::new(),
        });
        classes.push(ClassInfo {
            object,
            mro: mro.into(),
            is_builtin: true,
            has_finalizer: false,
            has_getattribute: false,
            is_abstract: false,
            has_c_dict: false,
            stands_for_c: false,
            key_index: HashMap::default(),
            key_budget: 0,
            version: 0,
            subclasses: Vec::new(),
            subclasses_dict: None,
            slots: None,
        });
    }
    let objects: Vec<ObjectId> = classes.iter().map(|info| info.object).collect();
    let fallback = world.heap().next_id();
    let types = Types::new(objects.into_iter().chain(std::iter::repeat(fallback)));
    match types {
        Some(types) => (types, classes),
        // The chain above never ends.
        None => unreachable!("an endless iterator ended"),
    }
}
