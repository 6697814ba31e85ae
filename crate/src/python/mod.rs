//! Python: parsing, compiling and running programs.

pub mod code;
pub mod compile;
pub mod diagnostic;
mod disassemble;
mod finally;
pub(crate) mod name_set;
mod normal_form;
mod parse;
pub mod sizes;
mod syntax_error;
pub mod tables;
pub mod text;
mod vm;

use crate::heap::{Heap, ObjectId};
use crate::profile::Profile;
use crate::tape::{Silent, Tape};

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

/// How far a program may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Steps of the virtual machine.
    pub instructions: u64,
    /// Objects, dead ones included: an id is never used again.
    pub objects: u32,
    /// Events on the tape.
    pub events: usize,
    /// Whether the interpreter's exit belongs to the run, with the finalizers that it calls.
    pub runs_exit: bool,
}

impl Default for Limits {
    /// Enough for every teaching program; an endless loop ends after about a second.
    fn default() -> Limits {
        Limits {
            instructions: 20_000_000,
            objects: 8_000_000,
            events: 2_000_000,
            runs_exit: false,
        }
    }
}

/// Runs a program and records every step.
///
/// Nothing that is wrong with the program is an error: see `Run::diagnostics`.
pub fn record(
    source: &str,
    filename: &str,
    profile: &'static Profile,
    limits: Limits,
) -> Run<Tape> {
    vm::run(source, filename, profile, limits, Tape::default())
}

/// Runs a program as fast as possible: only its output and the heap at the end are left.
pub fn run(source: &str, filename: &str, profile: &'static Profile, limits: Limits) -> Run<Silent> {
    vm::run(source, filename, profile, limits, Silent)
}

impl Limits {
    /// For a page, which waits for the run: an endless loop ends within a moment.
    pub const PAGE: Limits = Limits {
        instructions: 2_000_000,
        objects: 1_000_000,
        events: 200_000,
        runs_exit: false,
    };
}

/// How the compiler of a version differs.
fn compile_options(profile: &Profile) -> compile::Options {
    compile::Options {
        inline_comprehensions: profile.compiler.inlines_comprehensions,
        borrow_locals: profile.compiler.borrows_locals,
        borrow_past_gaps: profile.compiler.borrows_past_gaps,
        virtual_iterators: profile.has_virtual_iterators,
        super_attributes: profile.compiler.has_super_attributes,
        match_statement: profile.compiler.has_match,
        annotation_dicts: profile.compiler.makes_annotation_dicts,
        explain_syntax_errors: profile.messages.explains_syntax_errors,
        lazy_annotations: profile.compiler.annotates_lazily,
        comprehension_lists: profile.compiler.keeps_lists_in_comprehensions,
        assert_errors: profile.compiler.assert_errors,
        class_source_attributes: profile.compiler.sets_class_source_attributes,
    }
}
