//! CPython 3.15.

use super::{Classes, PYTHON_3_14, Profile};

/// CPython 3.15: weak references without callback live until the finalizers ran.
pub const PYTHON_3_15: Profile = Profile {
    name: "3.15",
    measured: "3.15.2",
    largest_small_int: 1024,
    permanent_baseline: 5600,
    classes: Classes {
        has_getsets: false,
        ..PYTHON_3_14.classes
    },
    clears_plain_weakrefs_late: true,
    stats_have_candidates: true,
    ..PYTHON_3_14
};
