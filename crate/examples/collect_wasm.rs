//! The core as a WebAssembly module of plain functions: `npm run bench` times it in Node, on the same graphs as
//! `benches/collect.rs`.
#![allow(unsafe_code, reason = "exporting a name is unsafe")]

use std::cell::RefCell;

use gc_playground::collect;
use gc_playground::refcount::Bare;
use gc_playground::tape::Silent;

#[path = "../benches/graph/mod.rs"]
mod graph;

thread_local! {
    static BUILT: RefCell<Option<Bare<Silent>>> = const { RefCell::new(None) };
}

/// Builds a graph: its shape and version by number. False if there is no such shape or version.
#[unsafe(no_mangle)]
pub extern "C" fn build(profile: usize, count: usize, shape: usize) -> bool {
    let built = match (graph::MEASURED.get(profile), graph::SHAPES.get(shape)) {
        (Some(&profile), Some(&(_, shape))) => Some(graph::build(profile, Silent, count, shape)),
        _ => None,
    };
    BUILT.with_borrow_mut(|place| {
        *place = None;
        *place = built;
        place.is_some()
    })
}

/// Collects what was built; returns how many objects were freed.
#[unsafe(no_mangle)]
pub extern "C" fn collect() -> u32 {
    BUILT.with_borrow_mut(|built| {
        built
            .as_mut()
            .map_or(0, |runtime| collect::collect(runtime, 2, true))
    })
}
