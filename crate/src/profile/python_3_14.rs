//! CPython 3.14 from 3.14.5, which has three generations again.

use super::c_calls::C_CALLS_3_14;
use super::object_sizes::SIZES_3_14;
use super::{
    Attributes, Classes, Compiler, DictTracking, DirectInit, FreeLists, ItemTracking, Lists,
    Messages, PYTHON_3_13, Profile, Sizes, Template, WithProtocol, ZeroDivision,
};
use crate::pymalloc::Geometry;

/// CPython 3.14: borrowed locals, and dicts that are always tracked.
pub const PYTHON_3_14: Profile = Profile {
    name: "3.14",
    measured: "3.14.10",
    attributes: Attributes::Inline {
        static_attributes_first: true,
    },
    dict_tracking: DictTracking::Always,
    tuple_tracking: ItemTracking::IfItemsSupportGc,
    free_lists: FreeLists {
        slice: 0,
        iterator: 10,
        method: 20,
        builtin_method: 16,
        ..PYTHON_3_13.free_lists
    },
    immortal_refcount: Some(3 << 30),
    permanent_baseline: 5495,
    c_calls: C_CALLS_3_14,
    direct_init: DirectInit::Any,
    first_keyword_call_skips_check: true,
    print_packs_arguments: false,
    releases_locals_backwards: true,
    lists: Lists {
        shrink: false,
        ..PYTHON_3_13.lists
    },
    slots_keep_inline_values: true,
    derived_keep_inline_values: true,
    compiler: Compiler {
        borrows_locals: true,
        annotates_lazily: true,
        ..PYTHON_3_13.compiler
    },
    classes: Classes {
        method_wrappers_have_annotations: false,
        never_derived: &["bytes", "str"],
        ..PYTHON_3_13.classes
    },
    pools: Geometry {
        pool_size: 16384,
        pools: 64,
    },
    sizes: Sizes {
        tuple_header: 48,
        function: 168,
        generator: 168,
        objects: SIZES_3_14,
        ..PYTHON_3_13.sizes
    },
    tuples_grow_in_place: false,
    messages: Messages {
        negative_root: Template("expected a nonnegative input, got {number}"),
        ignored_while_calling: true,
        warns_of_leaving_finally: true,
        unpacking_says_how_many: true,
        no_pair: Template("object is not iterable"),
        percent_char_says_what: true,
        zero: ZeroDivision {
            int_floor: "division by zero",
            int_modulo: "division by zero",
            float: "division by zero",
            float_floor: "division by zero",
            float_modulo: "division by zero",
            float_divmod: "division by zero",
            power: "zero to a negative power",
        },
        not_in_list: Template("{type}.index(x): x not in {type}"),
        not_container: Template("argument of type '{type}' is not a container or iterable"),
        unhashable_key: Template("cannot use '{type}' as a dict key ({error})"),
        unhashable_element: Template("cannot use '{type}' as a set element ({error})"),
        with_protocol: WithProtocol::ExitFirst,
        ..PYTHON_3_13.messages
    },
    ..PYTHON_3_13
};
