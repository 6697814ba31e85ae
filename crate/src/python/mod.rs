//! Python: parsing, compiling and running programs.

pub mod code;
pub mod compile;
pub mod diagnostic;
mod disassemble;
mod parse;
