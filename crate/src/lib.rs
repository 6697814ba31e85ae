//! CPython's memory, simulated: reference counting, the cycle collector and what programs see of them.
//!
//! ARCHITECTURE.md at the top of the repository tells how the parts hang together.

pub mod collect;
mod counts;
pub mod event;
pub mod heap;
mod pass;
mod pool;
pub mod profile;
pub mod refcount;
pub mod tape;
pub mod weakref;
pub mod world;
