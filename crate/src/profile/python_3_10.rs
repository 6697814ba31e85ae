//! CPython 3.10.

use super::{Classes, Compiler, PYTHON_3_9, Profile, Sizes};

/// CPython 3.10.
pub const PYTHON_3_10: Profile = Profile {
    name: "3.10",
    measured: "3.10.13",
    permanent_baseline: 3927,
    classes: Classes {
        method_wrappers_have_dict: true,
        ..PYTHON_3_9.classes
    },
    sizes: Sizes {
        function: 144,
        ..PYTHON_3_9.sizes
    },
    compiler: Compiler {
        has_match: true,
        ..PYTHON_3_9.compiler
    },
    ..PYTHON_3_9
};
