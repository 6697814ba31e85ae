//! Python: the interpreter that runs the visitor's program.

pub mod text;
