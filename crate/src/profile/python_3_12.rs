//! CPython 3.12.

use super::c_calls::C_CALLS_3_12;
use super::object_sizes::SIZES_3_12;
use super::{
    AssertErrors, Classes, Compiler, InstancePointers, Messages, PYTHON_3_11, Profile, Sizes,
    Template,
};

/// CPython 3.12: collections run between instructions, immortal objects, comprehensions without a function.
pub const PYTHON_3_12: Profile = Profile {
    name: "3.12",
    measured: "3.12.1",
    collects_in_allocation: false,
    disabling_cancels: false,
    immortal_refcount: Some(u32::MAX),
    permanent_baseline: 4596,
    closed_generators_keep_frames: true,
    deque_is_heap_type: true,
    compiler: Compiler {
        inlines_comprehensions: true,
        has_super_attributes: true,
        assert_errors: AssertErrors::Statement,
        ..PYTHON_3_11.compiler
    },
    classes: Classes {
        never_derived: &["bytes", "str", "TypeError"],
        ..PYTHON_3_11.classes
    },
    c_calls: C_CALLS_3_12,
    star_calls_release_first: true,
    sizes: Sizes {
        ascii_header: 40,
        unicode_header: 56,
        latin1_character: 3,
        function: 160,
        derived_str: 64,
        generator: 160,
        generator_loop: None,
        objects: SIZES_3_12,
        instance_pointers: InstancePointers::InFront,
        ..PYTHON_3_11.sizes
    },
    sum_compensates: true,
    slices_have_hash: true,
    messages: Messages {
        weakref_slot: "we already got one",
        abstract_class: Template(
            "Can't instantiate abstract class {class} without an implementation for abstract method{s} {methods}",
        ),
        abstract_method_quote: "'",
        suggests_imports: true,
        empty_iterable: Template("{function}() iterable argument is empty"),
        ..PYTHON_3_11.messages
    },
    ..PYTHON_3_11
};
