//! Python: parsing, compiling and running programs.

pub mod code;
pub mod diagnostic;
mod stub;
pub mod tables;
pub mod text;

pub use stub::{Limits, run};

use crate::heap::{Heap, ObjectId};
use crate::profile::Profile;

/// A program that was run to its end, or as far as it came.
#[derive(Debug)]
pub struct Run<R> {
    /// The version that was followed.
    pub profile: &'static Profile,
    /// The heap as the run left it.
    pub heap: Heap,
    /// The events, if they were recorded: first the baseline (what is there before line 1), then the program's.
    pub recorder: R,
    /// How many events make the baseline: position 0 of a recording.
    pub start: usize,
    /// What payloads refer to.
    pub tables: tables::Tables,
    /// The module's namespace, a dict.
    pub globals: ObjectId,
    /// What was wrong with the program, or how it ended.
    pub diagnostics: Vec<diagnostic::Diagnostic>,
    /// The process's exit status: 0, 1 after an uncaught exception, 2 if the program is outside the subset.
    pub status: u8,
}
