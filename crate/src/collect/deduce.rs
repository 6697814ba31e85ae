//! Which candidates are unreachable: `deduce_unreachable` and its three passes (spec, section 10.1).

use crate::collect::unwatched;
use crate::event::Phase;
use crate::heap::{Flags, GcList, Kind, ObjectId};
use crate::pass::Pass;
use crate::tape::Recorder;
use crate::world::World;

/// What the passes over the candidates came by, so that later phases need not walk the lists only to find nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// How many objects were examined.
    pub candidates: u32,
    /// How many of them are unreachable.
    pub unreachable: u32,
    /// A bit for each kind that some candidate is of.
    kinds: u64,
    /// Marks that some candidate carries.
    flags: Flags,
}

impl Census {
    /// Counts objects with these kinds and marks.
    #[inline(always)]
    pub(super) fn count(&mut self, kinds: &[Kind], flags: &[Flags]) {
        self.candidates += kinds.len() as u32;
        for &kind in kinds {
            self.kinds |= 1 << kind as u8;
        }
        for &flags in flags {
            self.flags |= flags;
        }
    }

    /// Whether some candidate is of this kind.
    pub fn has(&self, kind: Kind) -> bool {
        self.kinds & 1 << kind as u8 != 0
    }

    /// Whether some candidate has a dict that the collector overlooks.
    pub fn embeds_dicts(&self) -> bool {
        self.flags.has(Flags::EMBEDS_DICT)
    }

    /// Whether some candidate's type may have a finalizer: a class of the program, or generators.
    pub fn may_have_finalizer(&self) -> bool {
        self.flags.has(Flags::HEAP_TYPE) || self.has(Kind::Generator)
    }
}

/// Moves what is unreachable from outside `candidates` to the empty list `unreachable`.
///
/// Promises: afterwards everything left in `candidates` is reachable from outside it, in the order in which it was
/// scanned; `unreachable` keeps the relative order of the candidates and its objects still carry
/// `Flags::COLLECTING` and `Flags::UNREACHABLE`, so that the later phases can tell garbage from the rest.
pub fn deduce_unreachable<R: Recorder>(
    world: &mut World<R>,
    candidates: GcList,
    unreachable: GcList,
) -> Census {
    if !R::RECORDS {
        return unwatched::deduce_unreachable(world, candidates, unreachable);
    }
    world.enter(Phase::UpdateRefs);
    let census = update_refs(world, candidates);
    world.enter(Phase::SubtractRefs);
    subtract_refs(world, candidates);
    world.enter(Phase::MoveUnreachable);
    Census {
        unreachable: move_unreachable(world, candidates, unreachable),
        ..census
    }
}

/// Gives every candidate a working copy of its reference count.
fn update_refs<R: Recorder>(world: &mut World<R>, candidates: GcList) -> Census {
    let mut census = Census::default();
    let mut pass = world.pass();
    let mut next = pass.next_in_list(candidates.head());
    while let Some(object) = next {
        let flags = pass.flags(object);
        census.count(&[pass.kind(object)], &[flags]);
        pass.set_gc_refs(object, pass.gc_refs(object), pass.refcount(object));
        let flags_after = flags.without(Flags::UNREACHABLE) | Flags::COLLECTING;
        pass.change_flags(object, flags, flags_after);
        next = pass.next_in_list(object);
    }
    census
}

/// Subtracts every reference between candidates, so that `gc_refs` counts only references from outside.
fn subtract_refs<R: Recorder>(world: &mut World<R>, candidates: GcList) {
    let mut pass = world.pass();
    let mut next = pass.next_in_list(candidates.head());
    while let Some(object) = next {
        for referent in pass.referents(object) {
            if pass.flags(referent).has(Flags::COLLECTING) {
                let gc_refs = pass.gc_refs(referent);
                pass.set_gc_refs(referent, gc_refs, gc_refs.saturating_sub(1));
            }
        }
        next = pass.next_in_list(object);
    }
}

/// Splits the candidates in one pass. Those with `gc_refs` 0 move to `unreachable`, tentatively: whatever a reachable
/// one refers to moves back, to the end of the candidates, where the pass will still come by.
///
/// Returns how many are unreachable.
fn move_unreachable<R: Recorder>(
    world: &mut World<R>,
    candidates: GcList,
    unreachable: GcList,
) -> u32 {
    let mut unreached = count_unreached(world, candidates);
    let mut pass = world.pass();
    let mut next = pass.next_in_list(candidates.head());
    while let Some(object) = next {
        let flags = pass.flags(object);
        if pass.gc_refs(object) != 0 {
            unreached -= visit_reachable(&mut pass, object, unreached, candidates);
            next = pass.next_in_list(object);
        } else {
            next = pass.next_in_list(object);
            pass.append_to(object, unreachable);
            pass.change_flags(object, flags, flags | Flags::UNREACHABLE);
        }
    }
    unreached
}

/// How many have `gc_refs` 0. When all of them have been reached, there is nothing left to find.
fn count_unreached<R: Recorder>(world: &mut World<R>, candidates: GcList) -> u32 {
    let pass = world.pass();
    let mut unreached = 0;
    let mut next = pass.next_in_list(candidates.head());
    while let Some(object) = next {
        unreached += u32::from(pass.gc_refs(object) == 0);
        next = pass.next_in_list(object);
    }
    unreached
}

/// A reachable object is no candidate any more, and it never gets `gc_refs` 0 again. What it refers to is reachable,
/// too: those that had been passed over come back.
///
/// Returns how many of the `unreached` were reached; when there are none, there is nothing left to find.
#[inline(always)]
fn visit_reachable<R: Recorder>(
    pass: &mut Pass<'_, R>,
    object: ObjectId,
    unreached: u32,
    candidates: GcList,
) -> u32 {
    let flags = pass.flags(object);
    pass.change_flags(object, flags, flags.without(Flags::COLLECTING));
    let mut reached = 0;
    if unreached == 0 {
        return reached;
    }
    for referent in pass.referents(object) {
        if pass.gc_refs(referent) != 0 {
            continue;
        }
        let flags = pass.flags(referent);
        if !flags.has(Flags::COLLECTING) {
            continue;
        }
        pass.set_gc_refs(referent, 0, 1);
        reached += 1;
        if flags.has(Flags::UNREACHABLE) {
            pass.change_flags(referent, flags, flags.without(Flags::UNREACHABLE));
            pass.append_to(referent, candidates);
        }
    }
    reached
}
