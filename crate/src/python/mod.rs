//! Python: parsing, compiling and running programs.

pub mod code;
pub mod diagnostic;
