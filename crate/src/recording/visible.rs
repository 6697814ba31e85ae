//! Which events change what is seen: the steps of a visitor who goes from event to event.

use crate::event::{Counter, Event};
use crate::heap::{Flags, Heap, ObjectId};
use crate::python::tables::Tables;
use crate::shape::Shape;

/// Whether an event shows in the picture or around it. `heap` is just after the event. Events that change rows are
/// found by comparing the rows.
pub fn is_visible(heap: &Heap, tables: &Tables, shape: &Shape, event: Event) -> bool {
    let counts = |object: ObjectId| {
        shape.is_drawn(object)
            && !shape.is_namespace(heap, object)
            && !heap.flags(object).has(Flags::UNCOUNTED)
    };
    match event {
        // Other objects show with their first reference.
        Event::Allocate { object, .. } => {
            shape.is_drawn(object) && shape.is_namespace(heap, object)
        }
        Event::Deallocate { object, .. } => shape.is_drawn(object),
        Event::Refcount { object, .. } => counts(object),
        Event::GcRefs { object, .. } => counts(object) && heap.flags(object).has(Flags::COLLECTING),
        Event::Flags {
            object,
            before,
            after,
        } => {
            let differs = |mark: Flags| before.has(mark) != after.has(mark);
            shape.is_drawn(object)
                && [Flags::COLLECTING, Flags::UNREACHABLE, Flags::FINALIZED]
                    .into_iter()
                    .any(differs)
        }
        Event::Counter { counter, .. } => !matches!(
            counter,
            Counter::Count(_) | Counter::LongLivedPending | Counter::LongLivedTotal
        ),
        Event::Line { after, .. } => after.line > 0,
        Event::Phase { .. } => true,
        // What `print` writes piece by piece is seen as one line.
        Event::Print { after, .. } => {
            let last = after
                .checked_sub(1)
                .and_then(|last| tables.output.get(last as usize));
            last.is_some_and(|chunk| chunk.text.ends_with('\n'))
        }
        Event::Slot { .. }
        | Event::Insert { .. }
        | Event::Remove { .. }
        | Event::Class { .. }
        | Event::Contents { .. }
        | Event::Link { .. }
        | Event::Merge { .. }
        | Event::Split { .. } => false,
    }
}
