//! Which references to weaken so that reference counting alone frees a cycle.

use std::collections::VecDeque;

use super::Reference;
use crate::heap::ObjectId;
use crate::order::sort_by;

/// A larger component is not searched at all.
const MOST_REFERENCES: usize = 1500;
/// How many references may be looked at in the search for a smaller set than the first one: some milliseconds' work.
const MOST_WORK: usize = 4_000_000;

/// References without which no cycle is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weaken {
    /// What to weaken.
    pub references: Vec<Reference>,
    /// No smaller set does it.
    pub is_smallest: bool,
    /// All that is held from outside the component stays so: nothing is freed by the weakening itself.
    pub keeps: bool,
}

/// A reference inside the component.
struct Edge {
    reference: Reference,
    from: usize,
    to: usize,
    /// A program could make it a weak one.
    can_weaken: bool,
}

/// A strongly connected component with some of its references weakened.
struct Component {
    size: usize,
    edges: Vec<Edge>,
    /// For each member the numbers of the edges that leave it.
    leaving: Vec<Vec<usize>>,
    /// Held from outside.
    entries: Vec<bool>,
    weakened: Vec<bool>,
    /// How much of the work that may be done is left.
    work: usize,
}

/// The smallest set of references that leaves `members` without a cycle; if the search takes too long, a set that has
/// no reference too many. A set that loses nothing at once comes before a smaller one.
///
/// `references` are those among the members, each with what it refers to; `entries` says which members are held from
/// outside. `None` if the references that cannot be weak make a cycle, or if there are too many references.
pub fn weaken(
    members: &[ObjectId],
    references: &[(Reference, ObjectId)],
    entries: Vec<bool>,
    can_weaken: impl Fn(Reference, ObjectId) -> bool,
) -> Option<Weaken> {
    if references.len() > MOST_REFERENCES {
        return None;
    }
    let place = |object: ObjectId| members.binary_search(&object).ok();
    let edges: Vec<Edge> = references
        .iter()
        .filter_map(|&(reference, target)| {
            Some(Edge {
                reference,
                from: place(reference.0)?,
                to: place(target)?,
                can_weaken: can_weaken(reference, target),
            })
        })
        .collect();
    let mut leaving = vec![Vec::new(); members.len()];
    for (number, edge) in edges.iter().enumerate() {
        leaving[edge.from].push(number);
    }
    let mut component = Component {
        size: members.len(),
        weakened: edges.iter().map(|edge| edge.can_weaken).collect(),
        leaving,
        edges,
        entries,
        work: MOST_WORK,
    };
    // What must stay strong.
    if component.shortest_cycle().is_some() {
        return None;
    }
    let first = component.strengthen();
    component.weakened = first.clone();
    let keeps = component.keeps();
    let size = first.iter().filter(|&&is_weak| is_weak).count();
    let candidates = component.edges.iter().filter(|edge| edge.can_weaken);
    let most = if keeps { size - 1 } else { candidates.count() };
    let better = component
        .search(most, true)
        .or_else(|| (!keeps).then(|| component.search(size - 1, false))?);
    let is_smallest = component.work > 0;
    component.weakened = better.unwrap_or(first);
    Some(Weaken {
        keeps: component.keeps(),
        references: component
            .edges
            .iter()
            .zip(&component.weakened)
            .filter(|(_, is_weak)| **is_weak)
            .map(|(edge, _)| edge.reference)
            .collect(),
        is_smallest,
    })
}

impl Component {
    /// Starts with all candidates weak and makes strong again what closes no cycle: first the shortest ways from
    /// outside, so that as much as possible stays held.
    fn strengthen(&mut self) -> Vec<bool> {
        let all: Vec<bool> = self.edges.iter().map(|edge| edge.can_weaken).collect();
        self.weakened = vec![false; self.edges.len()];
        let depths = self.depths();
        let mut order: Vec<usize> = (0..self.edges.len()).filter(|&edge| all[edge]).collect();
        let rank = |edge: &Edge| {
            let (from, to) = (depths[edge.from], depths[edge.to]);
            (u8::from(to <= from), from, edge.from > edge.to)
        };
        sort_by(&mut order, |&a, &b| {
            rank(&self.edges[a]).cmp(&rank(&self.edges[b]))
        });
        self.weakened = all;
        for edge in order {
            let Edge { from, to, .. } = self.edges[edge];
            if self.way(to, from).is_none() {
                self.weakened[edge] = false;
            }
        }
        self.weakened.clone()
    }

    /// How many strong references lead from outside to each member; from the first one if nothing is held.
    fn depths(&self) -> Vec<usize> {
        let mut depths = vec![usize::MAX; self.size];
        let mut queue: VecDeque<usize> =
            (0..self.size).filter(|&node| self.entries[node]).collect();
        if queue.is_empty() {
            queue.push_back(0);
        }
        for &node in &queue {
            depths[node] = 0;
        }
        while let Some(node) = queue.pop_front() {
            for edge in self.strong(node) {
                if depths[edge.to] == usize::MAX {
                    depths[edge.to] = depths[node] + 1;
                    queue.push_back(edge.to);
                }
            }
        }
        depths
    }

    fn strong(&self, node: usize) -> impl Iterator<Item = &Edge> {
        (self.leaving[node].iter())
            .filter(|&&edge| !self.weakened[edge])
            .map(|&edge| &self.edges[edge])
    }

    /// Whether all members are still held, or none was.
    fn keeps(&self) -> bool {
        !self.entries.contains(&true) || self.depths().iter().all(|&depth| depth != usize::MAX)
    }

    /// The strong references of a shortest way.
    fn way(&self, from: usize, to: usize) -> Option<Vec<usize>> {
        let mut ways = vec![None; self.size];
        let mut queue = VecDeque::from([from]);
        if from == to {
            return Some(Vec::new());
        }
        while let Some(node) = queue.pop_front() {
            for &number in &self.leaving[node] {
                let edge = &self.edges[number];
                if self.weakened[number] || ways[edge.to].is_some() {
                    continue;
                }
                ways[edge.to] = Some(number);
                if edge.to == to {
                    let mut way = vec![number];
                    let mut at = edge.from;
                    while at != from {
                        let number = ways[at]?;
                        way.push(number);
                        at = self.edges[number].from;
                    }
                    return Some(way);
                }
                queue.push_back(edge.to);
            }
        }
        None
    }

    /// A shortest cycle of strong references.
    fn shortest_cycle(&self) -> Option<Vec<usize>> {
        (0..self.edges.len())
            .filter(|&edge| !self.weakened[edge])
            .filter_map(|edge| {
                let Edge { from, to, .. } = self.edges[edge];
                let mut cycle = self.way(to, from)?;
                cycle.push(edge);
                Some(cycle)
            })
            .min_by_key(Vec::len)
    }

    /// A set of at most so many references, the smallest there is. Every set must hit every cycle, so the references
    /// of any one cycle are all the choices there are.
    fn search(&mut self, most: usize, must_keep: bool) -> Option<Vec<bool>> {
        for size in 1..=most {
            self.weakened = vec![false; self.edges.len()];
            if self.hit(size, must_keep) {
                return Some(self.weakened.clone());
            }
            if self.work == 0 {
                return None;
            }
        }
        None
    }

    fn hit(&mut self, size: usize, must_keep: bool) -> bool {
        let (nodes, edges) = (self.size, self.edges.len());
        self.work = self.work.saturating_sub(edges * (nodes + edges));
        if self.work == 0 || must_keep && !self.keeps() {
            return false;
        }
        let Some(mut cycle) = self.shortest_cycle() else {
            return true;
        };
        if size == 0 {
            return false;
        }
        // What refers back to something older is most likely the reference that a reader would weaken.
        let is_onward = |edge: usize| self.edges[edge].from < self.edges[edge].to;
        sort_by(&mut cycle, |&a, &b| {
            (is_onward(a), a).cmp(&(is_onward(b), b))
        });
        for edge in cycle {
            if self.edges[edge].can_weaken {
                self.weakened[edge] = true;
                if self.hit(size - 1, must_keep) {
                    return true;
                }
                self.weakened[edge] = false;
            }
        }
        false
    }
}
