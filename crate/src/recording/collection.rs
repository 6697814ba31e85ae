//! One collection, itemised: what its result counts.

use crate::hash::HashSet;
use crate::heap::ObjectId;
use crate::recording::{Recording, phase_name};

/// One collection (`Collection` in `types.d.ts`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize))]
#[cfg_attr(target_arch = "wasm32", serde(rename_all = "camelCase"))]
pub struct Collection {
    /// The how-manieth, from 0.
    pub index: u32,
    /// Which generation.
    pub generation: u8,
    /// Started by a threshold, not by `gc.collect()`.
    pub automatic: bool,
    /// The line that ran.
    pub line: u32,
    /// The position at which it begins.
    pub start: u32,
    /// The position at which what is unreachable is known and nothing is cleared yet.
    pub found: u32,
    /// The position at which it is over.
    pub end: u32,
    /// What `gc.collect()` returns.
    pub collected: u32,
    /// Always 0 since PEP 442.
    pub uncollectable: u32,
    /// Its phases, each with the position at which it is done.
    pub phases: Vec<Done>,
    /// The counted objects by type; the counts add up to `collected`.
    pub items: Vec<Counted>,
}

/// A phase of a collection that was gone through.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize))]
pub struct Done {
    /// Under CPython's name.
    pub name: &'static str,
    /// The position at which it is done.
    pub end: u32,
}

/// Objects of one type.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize))]
#[cfg_attr(target_arch = "wasm32", serde(rename_all = "camelCase"))]
pub struct Counted {
    /// `type(x).__name__`, or `__dict__` for the dictionary of an instance.
    #[cfg_attr(target_arch = "wasm32", serde(rename = "type"))]
    pub type_name: String,
    /// How many.
    pub count: u32,
    /// The boxes that show them.
    pub ids: Vec<u32>,
}

/// The collection of this index.
pub fn collection(recording: &Recording, index: u32) -> Option<Collection> {
    let pass = recording.index().passes.get(index as usize)?;
    let items = counted(recording, &pass.counted);
    Some(Collection {
        index,
        generation: pass.generation,
        automatic: !pass.manual,
        line: pass.line,
        start: pass.start,
        found: pass.found,
        end: pass.end,
        collected: pass.collected,
        uncollectable: 0,
        phases: (pass.phases.iter())
            .map(|&(phase, end)| Done {
                name: phase_name(phase),
                end,
            })
            .collect(),
        items,
    })
}

/// Objects by type, in the order of their first.
pub(crate) fn counted(recording: &Recording, objects: &[ObjectId]) -> Vec<Counted> {
    let mut items: Vec<Counted> = Vec::new();
    let mut listed = HashSet::default();
    for &object in objects {
        let type_name = type_name(recording, object);
        let place = items
            .iter()
            .position(|item| item.type_name == type_name)
            .unwrap_or_else(|| {
                items.push(Counted {
                    type_name,
                    count: 0,
                    ids: Vec::new(),
                });
                items.len() - 1
            });
        items[place].count += 1;
        if let Some(shown) = recording.shape().shown_in(object)
            && listed.insert((place, shown))
        {
            items[place].ids.push(shown.get());
        }
    }
    items
}

/// The name of an object's type, alive or not; `__dict__` for the dictionary of an instance.
pub(crate) fn type_name(recording: &Recording, object: ObjectId) -> String {
    let heap = recording.heap();
    if recording.index().instance_dicts.contains(&object) {
        "__dict__".into()
    } else {
        recording.tables().type_name(heap, object).to_string()
    }
}
