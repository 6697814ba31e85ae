//! CPython 3.14 from 3.14.5, which has three generations again.

use super::{
    Attributes, Compiler, DictTracking, FreeLists, Messages, PYTHON_3_13, Profile, Sizes,
    TupleTracking,
};

/// CPython 3.14: borrowed locals, and dicts that are always tracked.
pub const PYTHON_3_14: Profile = Profile {
    name: "3.14",
    measured: "3.14.10",
    attributes: Attributes::Inline {
        static_attributes_first: true,
    },
    dict_tracking: DictTracking::Always,
    tuple_tracking: TupleTracking::IfItemsSupportGc,
    free_lists: FreeLists {
        iterator: 10,
        method: 20,
        builtin_method: 16,
        ..PYTHON_3_13.free_lists
    },
    immortal_refcount: Some(3 << 30),
    permanent_baseline: 5495,
    releases_locals_backwards: true,
    slots_keep_inline_values: true,
    derived_keep_inline_values: true,
    compiler: Compiler {
        borrows_locals: true,
        annotates_lazily: true,
        ..PYTHON_3_13.compiler
    },
    sizes: Sizes {
        function: 168,
        ..PYTHON_3_13.sizes
    },
    messages: Messages {
        ignored_while_calling: true,
        unpacking_says_how_many: true,
        ..PYTHON_3_13.messages
    },
    ..PYTHON_3_13
};
