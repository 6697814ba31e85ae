//! CPython 3.10.

use super::c_calls::C_CALLS_3_10;
use super::object_sizes::SIZES_3_10;
use super::{Classes, Compiler, Lists, Messages, PYTHON_3_9, Profile, Sizes, Template};
use crate::pymalloc::Geometry;

/// CPython 3.10.
pub const PYTHON_3_10: Profile = Profile {
    name: "3.10",
    measured: "3.10.13",
    functions_know_builtins: true,
    permanent_baseline: 3927,
    lists: Lists {
        extend_to_even: true,
        ..PYTHON_3_9.lists
    },
    classes: Classes {
        makes_mro_last: false,
        method_wrappers_have_dict: true,
        have_unions: true,
        ..PYTHON_3_9.classes
    },
    c_calls: C_CALLS_3_10,
    pools: Geometry {
        pool_size: 16384,
        pools: 63,
    },
    sizes: Sizes {
        function: 144,
        called_dicts_have_tables: false,
        generator: 104,
        objects: SIZES_3_10,
        ..PYTHON_3_9.sizes
    },
    compiler: Compiler {
        has_match: true,
        makes_annotation_dicts: false,
        ..PYTHON_3_9.compiler
    },
    messages: Messages {
        explains_syntax_errors: true,
        errors_know_names: true,
        no_setter: Template("can't set attribute '{name}'"),
        no_deleter: Template("can't delete attribute '{name}'"),
        immutable_type: Template("cannot set '{name}' attribute of immutable type '{class}'"),
        empty_slot_names_class: true,
        number: "a real number",
        argument_errors_qualify: true,
        integer_required: Template("'{type}' object cannot be interpreted as an integer"),
        integer_not_float: Template("'{type}' object cannot be interpreted as an integer"),
        isinstance_wants: "a type, a tuple of types, or a union",
        issubclass_wants: "a class, a tuple of classes, or a union",
        ..PYTHON_3_9.messages
    },
    weakref_type_name: "weakref.ReferenceType",
    ..PYTHON_3_9
};
