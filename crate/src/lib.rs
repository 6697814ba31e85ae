//! CPython's memory, simulated: reference counting, the cycle collector and what programs see of them.
//!
//! ARCHITECTURE.md at the top of the repository tells how the parts hang together.

pub mod analysis;
pub mod caption;
pub mod collect;
mod counts;
pub mod event;
pub mod graph;
mod hash;
pub mod heap;
pub mod layout;
mod order;
mod pass;
mod pool;
pub mod profile;
pub mod pymalloc;
pub mod python;
pub mod recording;
pub mod refcount;
pub mod scene;
pub mod shape;
pub mod svg;
pub mod tape;
pub mod trace;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
pub mod weakref;
pub mod world;
