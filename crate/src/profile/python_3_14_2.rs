//! CPython 3.14.0 to 3.14.4, whose collector is incremental.

use super::{Classes, Collector, PYTHON_3_13, PYTHON_3_14, Profile};

/// CPython 3.14.2. Its heap was measured on wasm32, in an interpreter that imports more than a bare one: an increment's
/// work follows from it. Sizes and immortal reference counts are those of a 64-bit machine.
pub const PYTHON_3_14_2: Profile = Profile {
    name: "3.14.2",
    measured: "3.14.2",
    collector: Collector::Incremental,
    thresholds: [2000, 10, 0],
    lists: PYTHON_3_13.lists,
    has_repr_list: true,
    collector_overlooks_inline_dicts: true,
    permanent_baseline: 20407,
    // What the measured interpreter imports derives from them.
    classes: Classes {
        never_derived: &[],
        ..PYTHON_3_14.classes
    },
    closed_generators_keep_frames: true,
    ..PYTHON_3_14
};
