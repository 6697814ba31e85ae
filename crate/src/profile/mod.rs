//! What differs between the versions of CPython, as data. Nothing else compares version numbers.
//!
//! Each version has a file of its own, which says what changed since the version before: a new one is one more file and
//! one more entry in [`PROFILES`].

mod c_calls;
mod messages;
mod object_sizes;
mod python_3_10;
mod python_3_11;
mod python_3_12;
mod python_3_13;
mod python_3_14;
mod python_3_14_2;
mod python_3_15;
mod python_3_9;

use crate::pymalloc::Geometry;
pub use c_calls::{CCalls, KeywordParser};
pub use messages::{Carets, Messages, Template, WithProtocol, ZeroDivision};
pub use object_sizes::{OBJECT_SIZES, ObjectSizes};
pub use python_3_9::PYTHON_3_9;
pub use python_3_10::PYTHON_3_10;
pub use python_3_11::PYTHON_3_11;
pub use python_3_12::PYTHON_3_12;
pub use python_3_13::PYTHON_3_13;
pub use python_3_14::PYTHON_3_14;
pub use python_3_14_2::PYTHON_3_14_2;
pub use python_3_15::PYTHON_3_15;

/// One version of CPython, as far as programs can observe its memory management.
///
/// Each field names the section of the specification (`tests/interpreters/README.md` says how it was measured).
#[derive(Debug, PartialEq)]
pub struct Profile {
    /// What the visitor picks: `3.13`.
    pub name: &'static str,
    /// The micro version that was measured.
    pub measured: &'static str,
    /// How the collector works (10, 13).
    pub collector: Collector,
    /// The defaults of `gc.get_threshold()` (1).
    pub thresholds: [u32; 3],
    /// Where an instance keeps its attributes (6).
    pub attributes: Attributes,
    /// A collection that is due runs inside the allocation; otherwise at the next check between instructions (9).
    pub collects_in_allocation: bool,
    /// A collection that is due does not run if `gc.disable()` comes before the check (9).
    pub disabling_cancels: bool,
    /// When a dict is tracked (5.1).
    pub dict_tracking: DictTracking,
    /// When a tuple is tracked at birth (5.2).
    pub tuple_tracking: ItemTracking,
    /// When a frozenset is tracked at birth (5.3).
    pub frozenset_tracking: ItemTracking,
    /// Capacities of the free lists (8).
    pub free_lists: FreeLists,
    /// What `sys.getrefcount` says of an immortal object; `None`: such objects are shared with the interpreter's own
    /// modules, and no number can be promised (4.3).
    pub immortal_refcount: Option<u32>,
    /// The largest int that exists once for all (4.3).
    pub largest_small_int: i64,
    /// A container was shown before line 1: the list that guards its `repr` against recursion is there (8).
    pub has_repr_list: bool,
    /// How many objects of its own the interpreter has frozen in a bare start, as `DEBUG_STATS` prints it (0.1).
    pub permanent_baseline: u32,
    /// What a call does with its arguments (4).
    pub calls: Calls,
    /// A generator that never began keeps its frame when it is closed (10.5); the frame object of one that has ended holds
    /// its caller's, as that of a function does (3.3).
    pub closed_generators_keep_frames: bool,
    /// Locals are released last to first when a function returns or its frame object dies (3.2); otherwise first to last.
    pub releases_locals_backwards: bool,
    /// A dict made from inline values is overlooked by the collector, which goes on to find them in the instance (6.3).
    pub collector_overlooks_inline_dicts: bool,
    /// `list.sort` takes a descending run with equal items for a run (3.13 and later: `count_run`).
    pub descending_runs_may_have_equals: bool,
    /// How lists get room for their items.
    pub lists: Lists,
    /// A class with `__slots__` somewhere among its bases keeps attributes inline all the same (6.2).
    pub slots_keep_inline_values: bool,
    /// Instances of classes derived from `list`, `dict` and their like keep attributes inline, too (6.2).
    pub derived_keep_inline_values: bool,
    /// What the compiler does differently.
    pub compiler: Compiler,
    /// What each class statement makes besides the class (7).
    pub classes: Classes,
    /// What calls of C functions make besides their results (8).
    pub c_calls: CCalls,
    /// When a call of a class at a place that has called it before enters `__init__` directly (4).
    pub direct_init: DirectInit,
    /// A call of `append` at a place that has called it before is an instruction of its own for nothing but lists,
    /// whatever becomes of the result; otherwise also for derived ones, and if the result is dropped (9).
    pub append_instruction_wants_list: bool,
    /// The first call by keywords at a place, of anything but a Python function, does not look whether a collection is
    /// due (9).
    pub first_keyword_call_skips_check: bool,
    /// `f(*args)` gives the tuple up before a Python function runs; otherwise when it has returned (4).
    pub star_calls_release_first: bool,
    /// An array of arguments unpacked for a call by keywords borrows those by position (4).
    pub unpacking_borrows_arguments: bool,
    /// A function shows the dict of built-in names among its referents.
    pub functions_know_builtins: bool,
    /// `deque` is a heap type: a deque shows its type among its referents.
    pub deque_is_heap_type: bool,
    /// A tuple of what an iterable gives is made in the length that is thought likely, then cut or lengthened (8).
    pub tuples_grow_in_place: bool,
    /// `for` goes through a list or tuple without an iterator (8).
    pub has_virtual_iterators: bool,
    /// The arguments of `print` stand in a tuple during the call (8).
    pub print_packs_arguments: bool,
    /// Pools and arenas of the allocator for small objects.
    pub pools: Geometry,
    /// What `sys.getsizeof` says.
    pub sizes: Sizes,
    /// `sum` of floats keeps track of what rounding loses.
    pub sum_compensates: bool,
    /// How tracebacks and ignored exceptions are printed (3.1), and what exceptions say.
    pub messages: Messages,
    /// The type name of weak references in `DEBUG_COLLECTABLE` lines and `repr` (12).
    pub weakref_type_name: &'static str,
    /// Weak references without callback are cleared only after the finalizers ran (10.3).
    pub clears_plain_weakrefs_late: bool,
    /// `gc.get_stats()` and callback infos also have `candidates` and `duration` (11).
    pub stats_have_candidates: bool,
    /// Slices are hashable.
    pub slices_have_hash: bool,
    /// String hashes use SipHash-1-3; otherwise SipHash-2-4.
    pub siphash13: bool,
}

/// How the collector works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collector {
    /// Three generations, each with a counter and a threshold.
    Generational,
    /// Young objects, and old ones that increments visit piece by piece.
    Incremental,
}

/// Where an instance keeps its attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attributes {
    /// In a dict of its own, an object that the collector sees.
    Dict,
    /// Inside the instance, until something asks for the dict.
    Inline {
        /// Names that methods assign to `self` come first, in alphabetical order (`__static_attributes__`).
        static_attributes_first: bool,
    },
}

/// When a dict is tracked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DictTracking {
    /// From the first key or value that the collector might have to follow; a full collection looks again.
    Lazy,
    /// From birth.
    Always,
}

/// When something that can't change is tracked at birth. Collections untrack tuples that can't take part in a cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemTracking {
    /// Always; an empty tuple never.
    AtBirth,
    /// If the type of some item supports the collector.
    IfItemsSupportGc,
}

/// How many dead objects of a type are kept for reuse; they do not count as allocations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FreeLists {
    /// Lists.
    pub list: u32,
    /// Dicts.
    pub dict: u32,
    /// Tuples of each length up to `longest_tuple`.
    pub tuple: u32,
    /// See `tuple`.
    pub longest_tuple: u32,
    /// List iterators, and as many tuple iterators.
    pub iterator: u32,
    /// Bound methods.
    pub method: u32,
    /// Methods of built-in objects (`[].append`).
    pub builtin_method: u32,
    /// Slices (`slice_cache`); this one is full before line 1, and no collection empties it.
    pub slice: u32,
    /// Frames are objects that take part in the counting: one kept by each code object, and this many more.
    pub frame: Option<u32>,
}

/// Which calls of a class enter its `__init__` directly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DirectInit {
    /// None.
    Never,
    /// Those with all arguments, of classes whose instances keep their attributes inline.
    Inline,
    /// Those of any class that is derived from Python classes alone.
    Any,
}

/// What a call does with its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calls {
    /// The caller keeps them on its stack until the callee has returned.
    KeepArguments,
    /// They move into the callee's frame.
    MoveArguments,
}

/// Built-in types that nothing is derived from before line 1 in any version, as measured.
pub const NEVER_DERIVED: &[&str] = &[
    "float",
    "set",
    "frozenset",
    "deque",
    "GeneratorExit",
    "KeyboardInterrupt",
    "SystemExit",
    "FloatingPointError",
    "OverflowError",
    "ZeroDivisionError",
    "AssertionError",
    "AttributeError",
    "BufferError",
    "EOFError",
    "ModuleNotFoundError",
    "IndexError",
    "KeyError",
    "MemoryError",
    "UnboundLocalError",
    "ReferenceError",
    "NotImplementedError",
    "RecursionError",
    "StopIteration",
    "UserWarning",
    "DeprecationWarning",
    "RuntimeWarning",
    "BlockingIOError",
    "ChildProcessError",
    "FileExistsError",
    "FileNotFoundError",
    "InterruptedError",
    "IsADirectoryError",
    "NotADirectoryError",
    "PermissionError",
    "ProcessLookupError",
    "TimeoutError",
    "BrokenPipeError",
    "ConnectionAbortedError",
    "ConnectionRefusedError",
    "ConnectionResetError",
    "BytesWarning",
    "FutureWarning",
    "ImportWarning",
    "PendingDeprecationWarning",
    "ResourceWarning",
    "SyntaxWarning",
    "UnicodeWarning",
    "StopAsyncIteration",
    "TabError",
];

/// What each class statement makes besides the class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Classes {
    /// The tuple of the method resolution order is made after the descriptors; otherwise before them.
    pub makes_mro_last: bool,
    /// Descriptors for `__dict__` and `__weakref__`.
    pub has_getsets: bool,
    /// `type_new_init_subclass` packs the arguments of `super` into a tuple.
    pub packs_super_arguments: bool,
    /// Built-in types that nothing is derived from before line 1, besides `NEVER_DERIVED`: their first subclass makes
    /// the dict that knows them (`add_subclass`).
    pub never_derived: &'static [&'static str],
    /// That dict goes with the last subclass (`remove_subclass`).
    pub drop_subclass_dicts: bool,
    /// A staticmethod or classmethod has a `__dict__` of its own.
    pub method_wrappers_have_dict: bool,
    /// So do those that a class makes of its `__new__` and `__init_subclass__`.
    pub special_wrappers_have_dict: bool,
    /// In that dict are also the function's annotations, made for it.
    pub method_wrappers_have_annotations: bool,
    /// Classes derived from `tuple` may have `__slots__`, those from `int` and `bytes` a `__dict__` or `__weakref__` there.
    pub var_sized_slots: bool,
    /// `int | None` is a union (PEP 604).
    pub have_unions: bool,
}

/// What the compiler does differently, as far as memory shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compiler {
    /// Loading a local for immediate use adds no reference (4.1).
    pub borrows_locals: bool,
    /// They are also looked for past a place where unreachable code stood, as it does behind a bare `except`.
    pub borrows_past_gaps: bool,
    /// List, dict and set comprehensions run in the frame around them; otherwise they are functions.
    pub inlines_comprehensions: bool,
    /// `super().name` makes no `super` object.
    pub has_super_attributes: bool,
    /// `co_qualname` exists.
    pub code_has_qualname: bool,
    /// The `match` statement exists.
    pub has_match: bool,
    /// Annotations are evaluated when asked for, not when defined.
    pub annotates_lazily: bool,
    /// `def` makes the dict of annotations; otherwise a tuple, from which it is made when asked for.
    pub makes_annotation_dicts: bool,
    /// Comprehensions go through a list display as a list; otherwise it becomes a tuple.
    pub keeps_lists_in_comprehensions: bool,
    /// Which part of an `assert` statement tracebacks mark.
    pub assert_errors: AssertErrors,
    /// Class bodies set `__firstlineno__` and `__static_attributes__`.
    pub sets_class_source_attributes: bool,
}

/// Which part of an `assert` statement tracebacks mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssertErrors {
    /// The last comparison of its test; all of it if there is none.
    Comparison,
    /// All of it.
    Statement,
    /// The test.
    Test,
}

/// How lists get room for their items, as far as versions differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lists {
    /// Extending an empty list gives room for exactly what comes, or one more; otherwise as for any list.
    pub extend_to_even: bool,
    /// That is not so of dicts, their views, and sets.
    pub extend_by_tables_generously: bool,
    /// A list that is less than half full gives room back.
    pub shrink: bool,
    /// `del a_list[0]` may give room back.
    pub deletion_resizes: bool,
    /// `list(generator expression)` is compiled to a loop.
    pub inline_generators: bool,
}

/// What `sys.getsizeof` says, in bytes, where versions differ (64-bit machines).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// The int 0.
    pub zero: u64,
    /// A string of ASCII characters without them and the zero at the end.
    pub ascii_header: u64,
    /// Any other string without its characters.
    pub unicode_header: u64,
    /// What a string of one character from U+0080 to U+00FF has besides: its UTF-8 form.
    pub latin1_character: u64,
    /// A tuple without its items.
    pub tuple_header: u64,
    /// A Python function.
    pub function: u64,
    /// A weak reference.
    pub weakref: u64,
    /// A module.
    pub module: u64,
    /// A bytearray without its bytes.
    pub bytearray_header: u64,
    /// What the bytes need besides themselves, where there are any.
    pub bytearray_extra: u64,
    /// Where an instance has the pointers to its dict and to its weak references.
    pub instance_pointers: InstancePointers,
    /// A dict without its table.
    pub dict_header: u64,
    /// An entry of a dict all of whose keys are strings.
    pub string_entry: u64,
    /// A dict made by a call of its type has a table from the beginning.
    pub called_dicts_have_tables: bool,
    /// A string of a class derived from `str`, without its characters, which stand elsewhere.
    pub derived_str: u64,
    /// A generator without its frame; all of it where the frame is an object of its own.
    pub generator: u64,
    /// The compiler's stacks differ from 3.12's: by so many values for each `for`, and outside of generator expressions
    /// in a way that is not known.
    pub generator_loop: Option<u64>,
    /// What follows from the type alone, besides `OBJECT_SIZES`.
    pub objects: ObjectSizes,
}

/// Where an instance has the pointers to its dict and to its weak references.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstancePointers {
    /// Behind the object's head, each if the class gives it.
    Inside,
    /// The dict's in front of the collector's header, in the room for two.
    DictInFront,
    /// Both there.
    InFront,
}

impl Profile {
    /// The version that a visitor gets who asks for none.
    pub const DEFAULT: &'static Profile = &PYTHON_3_13;

    /// The profile of this name.
    pub fn named(name: &str) -> Option<&'static Profile> {
        PROFILES
            .iter()
            .copied()
            .find(|profile| profile.name == name)
    }
}

/// All profiles, oldest first.
pub const PROFILES: &[&Profile] = &[
    &PYTHON_3_9,
    &PYTHON_3_10,
    &PYTHON_3_11,
    &PYTHON_3_12,
    &PYTHON_3_13,
    &PYTHON_3_14_2,
    &PYTHON_3_14,
    &PYTHON_3_15,
];
