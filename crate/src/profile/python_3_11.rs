//! CPython 3.11.

use super::c_calls::C_CALLS_3_11;
use super::object_sizes::SIZES_3_11;
use super::{
    Attributes, Calls, Carets, Classes, Compiler, FreeLists, InstancePointers, Messages,
    PYTHON_3_10, Profile, Sizes, Template, WithProtocol, ZeroDivision,
};

/// CPython 3.11: attributes inside the instance, calls without frame objects, carets in tracebacks.
pub const PYTHON_3_11: Profile = Profile {
    name: "3.11",
    measured: "3.11.7",
    attributes: Attributes::Inline {
        static_attributes_first: false,
    },
    free_lists: FreeLists {
        longest_tuple: 20,
        frame: None,
        ..PYTHON_3_10.free_lists
    },
    permanent_baseline: 3997,
    calls: Calls::MoveArguments,
    compiler: Compiler {
        code_has_qualname: true,
        ..PYTHON_3_10.compiler
    },
    classes: Classes {
        packs_super_arguments: false,
        drop_subclass_dicts: true,
        ..PYTHON_3_10.classes
    },
    c_calls: C_CALLS_3_11,
    print_packs_arguments: true,
    sizes: Sizes {
        zero: 28,
        function: 152,
        generator: 168,
        generator_loop: Some(0),
        objects: SIZES_3_11,
        weakref: 80,
        instance_pointers: InstancePointers::DictInFront,
        dict_header: 96,
        string_entry: 16,
        ..PYTHON_3_10.sizes
    },
    messages: Messages {
        weakref_asks_for_name: false,
        carets: Carets::Operators,
        unraisable_carets: Carets::Operators,
        has_notes: true,
        names_main_module: false,
        unbound_names_value: true,
        no_setter: Template("property '{name}' of '{class}' object has no setter"),
        no_deleter: Template("property '{name}' of '{class}' object has no deleter"),
        deletion_names_class: true,
        attribute_name_type: Template("attribute name must be string, not '{type}'"),
        zero: ZeroDivision {
            int_modulo: "integer modulo by zero",
            ..PYTHON_3_10.messages.zero
        },
        string_index: Template("string indices must be integers, not '{type}'"),
        type_subscript: Template("type '{type}' is not subscriptable"),
        weakref_takes_nothing: Template("weakref expected 0 arguments, got {given}"),
        weakref_takes_no_keywords: Template("weakref() takes no keyword arguments"),
        with_protocol: WithProtocol::TypeError,
        ..PYTHON_3_10.messages
    },
    siphash13: true,
    ..PYTHON_3_10
};
