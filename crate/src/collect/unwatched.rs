//! `deduce_unreachable` for when nobody watches: with the same result, in passes from left to right over the columns.

use crate::collect::deduce::Census;
use crate::event::Phase;
use crate::heap::{Columns, Flags, GcList, ObjectId, Stretches};
use crate::tape::Recorder;
use crate::world::World;

const MARKS: Flags = Flags::COLLECTING.with(Flags::UNREACHABLE);

/// As `deduce::deduce_unreachable`.
pub fn deduce_unreachable<R: Recorder>(
    world: &mut World<R>,
    candidates: GcList,
    unreachable: GcList,
) -> Census {
    world.enter(Phase::MoveUnreachable);
    let mut columns = world.unwatched();
    let stretches = columns.stretches(candidates);
    let mut census = Census::default();
    columns.update_refs(&stretches, MARKS, Flags::COLLECTING, |kinds, flags| {
        census.count(kinds, flags);
    });
    columns.subtract_refs(&stretches);
    let unreached = columns.count_unreached(&stretches);
    if unreached == census.candidates {
        // Nothing refers to them from outside.
        world.merge(candidates, unreachable);
        census.unreachable = unreached;
        return census;
    }
    let mut split = Split {
        columns,
        unreached,
        late: Vec::new(),
    };
    split.move_unreachable(&stretches, candidates, unreachable);
    let columns = &mut split.columns;
    columns.clear_unless(&stretches, Flags::COLLECTING, Flags::UNREACHABLE);
    census.unreachable = split.unreached;
    census
}

/// Candidates on their way to either list. Both are written anew: along a long chain each object's neighbours in the
/// list are anywhere in memory, and to take it out there would wait for all of them.
struct Split<'a> {
    columns: Columns<'a>,
    /// How many have not been reached.
    unreached: u32,
    /// What was reached after the pass had come by.
    late: Vec<ObjectId>,
}

impl Split<'_> {
    fn move_unreachable(&mut self, stretches: &Stretches, candidates: GcList, unreachable: GcList) {
        let end = self.columns.previous_in_list(candidates.head());
        let mut last = candidates.head();
        let mut passed = Vec::new();
        for object in stretches.objects() {
            if self.columns.gc_refs(object) == 0 {
                let flags = self.columns.flags(object);
                self.columns.set_flags(object, flags | Flags::UNREACHABLE);
                passed.push(object);
                continue;
            }
            self.columns.put_behind(object, last);
            last = object;
            if self.unreached == 0 {
                // The others are reachable, too, and stay in their order.
                last = end.unwrap_or(last);
                break;
            }
            self.visit_reachable(object);
        }
        let mut visited = 0;
        while let Some(&object) = self.late.get(visited) {
            self.columns.put_behind(object, last);
            last = object;
            visited += 1;
            self.visit_reachable(object);
        }
        self.columns.put_behind(candidates.head(), last);
        last = unreachable.head();
        for object in passed {
            if self.columns.flags(object).has(Flags::UNREACHABLE) {
                self.columns.put_behind(object, last);
                last = object;
            }
        }
        self.columns.put_behind(unreachable.head(), last);
    }

    /// What a reachable object refers to is reachable, too.
    #[inline(always)]
    fn visit_reachable(&mut self, object: ObjectId) {
        // When all have been reached, there is nothing left to find.
        if self.unreached == 0 {
            return;
        }
        let columns = &mut self.columns;
        for referent in columns.referents(object) {
            if columns.gc_refs(referent) != 0 {
                continue;
            }
            let flags = columns.flags(referent);
            if !flags.has(Flags::COLLECTING) {
                continue;
            }
            columns.set_gc_refs(referent, 1);
            self.unreached -= 1;
            if flags.has(Flags::UNREACHABLE) {
                columns.set_flags(referent, flags.without(Flags::UNREACHABLE));
                self.late.push(referent);
            }
        }
    }
}
