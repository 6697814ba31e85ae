//! What each number of `gc.get_count()` is made of.

use crate::event::{Counter, Event};
use crate::profile::Collector;
use crate::recording::Recording;
use crate::recording::collection::type_name;

/// What made one of the three numbers since it was last 0 (`Tally` in `types.d.ts`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize))]
pub struct Tally {
    /// Objects that were counted, and uncounted, by type.
    pub objects: Vec<Made>,
    /// What the interpreter counted besides: objects too short-lived for a name, and what stood there before line 1.
    pub others: i32,
    /// The collections that were counted, by index.
    pub collections: Vec<u32>,
}

/// Objects of one type.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize))]
pub struct Made {
    /// `type(x).__name__`, or `__dict__` for the dictionary of an instance.
    #[cfg_attr(target_arch = "wasm32", serde(rename = "type"))]
    pub type_name: String,
    /// How often one more was counted.
    pub made: u32,
    /// How often one less.
    pub freed: u32,
}

/// What `gc.get_count()[generation]` is made of at the recording's position: the sum is that number.
pub fn tally(recording: &Recording, generation: u8) -> Tally {
    let counter = Counter::Count(generation);
    let change = |at: u32| match recording.event(at) {
        Event::Counter {
            counter: one,
            before,
            after,
        } if one == counter => Some((before, after)),
        _ => None,
    };
    let position = recording.position();
    let start = (0..position)
        .rev()
        .find(|&at| change(at).is_some_and(|(_, after)| after == 0))
        .map_or(0, |at| at + 1);
    let mut tally = Tally::default();
    let mut sum = 0;
    for at in start..position {
        let Some((before, after)) = change(at) else {
            continue;
        };
        if generation > 0 {
            let passes = &recording.index().passes;
            let index = passes.partition_point(|pass| pass.start <= at);
            tally.collections.push(index.saturating_sub(1) as u32);
        } else if let Some(type_name) = counted_type(recording, at, after > before) {
            sum += if after > before { 1 } else { -1 };
            tally.note(type_name, after > before);
        }
    }
    if generation == 0 {
        tally.others = recording.heap().counter(counter) as i32 - sum;
    }
    tally
}

impl Tally {
    fn note(&mut self, type_name: String, is_made: bool) {
        let known = self
            .objects
            .iter()
            .position(|one| one.type_name == type_name);
        let place = known.unwrap_or_else(|| {
            self.objects.push(Made {
                type_name,
                made: 0,
                freed: 0,
            });
            self.objects.len() - 1
        });
        let one = &mut self.objects[place];
        *if is_made {
            &mut one.made
        } else {
            &mut one.freed
        } += 1;
    }
}

/// The type of the object that the event `at` counts. The generational collector counts just before an allocation or a
/// deallocation (`_PyObject_GC_New`, `PyObject_GC_Del`), the incremental one just after an object joined its lists or
/// left.
fn counted_type(recording: &Recording, at: u32, is_made: bool) -> Option<String> {
    let near = match recording.profile().collector {
        Collector::Generational => at + 1..recording.len().min(at + 2),
        Collector::Incremental => at.saturating_sub(2)..at,
    };
    let object = near.rev().find_map(|at| match recording.event(at) {
        Event::Allocate { object, .. } if is_made => Some(object),
        Event::Deallocate { object, .. } if !is_made => Some(object),
        Event::Link { object, after, .. } if after.is_some() == is_made => Some(object),
        _ => None,
    })?;
    Some(type_name(recording, object))
}
