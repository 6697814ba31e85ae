//! Python: parsing, compiling and running programs.

pub mod code;
pub mod diagnostic;
pub mod tables;
pub mod text;
