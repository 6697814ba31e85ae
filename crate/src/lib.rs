//! CPython's memory, simulated: reference counting, the cycle collector and what programs see of them.
//!
//! ARCHITECTURE.md at the top of the repository tells how the parts hang together.

pub mod python;
