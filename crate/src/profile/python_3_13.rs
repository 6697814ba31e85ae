//! CPython 3.13.

use super::{Compiler, Messages, PYTHON_3_12, Profile};

/// CPython 3.13.
pub const PYTHON_3_13: Profile = Profile {
    name: "3.13",
    measured: "3.13.18",
    thresholds: [2000, 10, 10],
    permanent_baseline: 5236,
    slots_keep_inline_values: false,
    compiler: Compiler {
        sets_class_source_attributes: true,
        ..PYTHON_3_12.compiler
    },
    messages: Messages {
        gc_functions_are_qualified: true,
        words_of_3_13: true,
        names_main_module: false,
        no_dict_for_attributes: true,
        int_modulo_by_zero: "integer modulo by zero",
        float_modulo_by_zero: "float modulo by zero",
        subscript_errors_name_type: true,
        slice_wants_iterable: "must assign iterable to extended slice",
        ..PYTHON_3_12.messages
    },
    weakref_type_name: "weakref.ReferenceType",
    ..PYTHON_3_12
};
