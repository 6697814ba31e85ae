//! CPython 3.13.

use super::c_calls::C_CALLS_3_13;
use super::{
    AssertErrors, Carets, Compiler, DirectInit, Lists, Messages, PYTHON_3_12, Profile, Template,
    ZeroDivision,
};

/// CPython 3.13.
pub const PYTHON_3_13: Profile = Profile {
    name: "3.13",
    measured: "3.13.18",
    thresholds: [2000, 10, 10],
    disabling_cancels: true,
    permanent_baseline: 5236,
    closed_generators_keep_frames: false,
    descending_runs_may_have_equals: true,
    lists: Lists {
        extend_by_tables_generously: true,
        deletion_resizes: false,
        ..PYTHON_3_12.lists
    },
    c_calls: C_CALLS_3_13,
    direct_init: DirectInit::Inline,
    slots_keep_inline_values: false,
    compiler: Compiler {
        sets_class_source_attributes: true,
        assert_errors: AssertErrors::Test,
        ..PYTHON_3_12.compiler
    },
    messages: Messages {
        weakref_qualifies: true,
        carets: Carets::OperatorsAndCalls,
        unraisable_carets: Carets::None,
        gc_functions_are_qualified: true,
        no_dict_for_attributes: true,
        suggests_keywords: true,
        zero: ZeroDivision {
            float_modulo: "float modulo by zero",
            ..PYTHON_3_12.messages.zero
        },
        slice_wants_iterable: "must assign iterable to extended slice",
        invalid_keyword: Template("{function}() got an unexpected keyword argument '{name}'{hint}"),
        search_wants_str: Template("{function}() argument 1 must be str, not {type}"),
        super_wants_type: Template("super() argument 1 must be a type, not {type}"),
        mro_break: " ",
        ..PYTHON_3_12.messages
    },
    ..PYTHON_3_12
};
