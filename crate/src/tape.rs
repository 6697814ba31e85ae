//! Recorders: what becomes of the events. `Tape` keeps them, `Silent` forgets them.

use crate::event::Event;
use crate::heap::Heap;

/// Where events go after they have been applied to the heap.
pub trait Recorder {
    /// Whether anything is kept: lets a rule skip work that only the picture needs.
    const RECORDS: bool;

    /// Takes note of an event that was just applied.
    fn record(&mut self, event: Event);

    /// How many events are kept.
    fn len(&self) -> usize {
        0
    }

    /// Whether no event is kept.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Forgets every event: for running as fast as possible.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Recorder for Silent {
    const RECORDS: bool = false;

    #[inline(always)]
    fn record(&mut self, _event: Event) {}
}

/// Remembers every event, so that the heap can be brought to any position of the run.
#[derive(Clone, Debug, Default)]
pub struct Tape {
    events: Vec<Event>,
}

impl Recorder for Tape {
    const RECORDS: bool = true;

    // Events are recorded in so many places that the download would notice.
    #[inline(never)]
    fn record(&mut self, event: Event) {
        self.events.push(event);
    }

    fn len(&self) -> usize {
        self.events.len()
    }
}

impl Tape {
    /// All events, first to last. A position is the number of events that have happened: 0 to `len()`.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Brings `heap`, which is at position `from`, to position `to`. Positions beyond the end mean the end.
    ///
    /// Returns the position reached.
    pub fn seek(&self, heap: &mut Heap, from: usize, to: usize) -> usize {
        let to = to.min(self.events.len());
        if from <= to {
            for &event in &self.events[from..to] {
                heap.apply(event);
            }
        } else {
            for &event in self.events[to..from].iter().rev() {
                heap.apply(event.inverse());
            }
        }
        to
    }
}
