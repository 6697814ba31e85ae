//! CPython 3.15.

use super::c_calls::C_CALLS_3_15;
use super::{
    Carets, Classes, Compiler, ItemTracking, Lists, Messages, PYTHON_3_13, PYTHON_3_14, Profile,
    Sizes, Template,
};

/// CPython 3.15: weak references without callback live until the finalizers ran.
pub const PYTHON_3_15: Profile = Profile {
    name: "3.15",
    measured: "3.15.2",
    frozenset_tracking: ItemTracking::IfItemsSupportGc,
    largest_small_int: 1024,
    permanent_baseline: 5600,
    lists: Lists {
        inline_generators: true,
        ..PYTHON_3_14.lists
    },
    pools: PYTHON_3_13.pools,
    sizes: Sizes {
        module: 120,
        generator_loop: Some(1),
        bytearray_header: 64,
        bytearray_extra: 33,
        ..PYTHON_3_14.sizes
    },
    compiler: Compiler {
        borrows_past_gaps: true,
        keeps_lists_in_comprehensions: true,
        ..PYTHON_3_14.compiler
    },
    classes: Classes {
        has_getsets: false,
        special_wrappers_have_dict: true,
        var_sized_slots: true,
        ..PYTHON_3_14.classes
    },
    messages: Messages {
        unraisable_carets: Carets::OperatorsAndCalls,
        unraisable_has_chain: true,
        percent_names_arguments: true,
        results_name_class: true,
        star_argument: Template("Value after {star} must be {wanted}, not {type}"),
        ..PYTHON_3_14.messages
    },
    clears_plain_weakrefs_late: true,
    stats_have_candidates: true,
    has_virtual_iterators: true,
    unpacking_borrows_arguments: true,
    c_calls: C_CALLS_3_15,
    append_instruction_wants_list: true,
    ..PYTHON_3_14
};
