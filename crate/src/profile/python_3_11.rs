//! CPython 3.11.

use super::{Attributes, Calls, Classes, FreeLists, Messages, PYTHON_3_10, Profile, Sizes};

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
    classes: Classes {
        packs_super_arguments: false,
        ..PYTHON_3_10.classes
    },
    print_packs_arguments: true,
    sizes: Sizes {
        zero: 28,
        function: 152,
        dict_header: 96,
        string_entry: 16,
        ..PYTHON_3_10.sizes
    },
    messages: Messages {
        carets: true,
        has_notes: true,
        unbound_names_value: true,
        property_errors_name_class: true,
        ..PYTHON_3_10.messages
    },
    siphash13: true,
    ..PYTHON_3_10
};
