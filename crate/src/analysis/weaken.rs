//! Which references to weaken so that reference counting alone frees a cycle.

use std::collections::VecDeque;

use super::Reference;
use crate::heap::ObjectId;

/// A larger component is not searched at all.
const MOST_REFERENCES: usize = 1500;
/// So many attempts are made to find a smaller set than the first one.
const MOST_ATTEMPTS: u32 = 4000;

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
    /// Held from outside.
    entries: Vec<bool>,
    weakened: Vec<bool>,
    attempts: u32,
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
    let mut component = Component {
        size: members.len(),
        weakened: edges.iter().map(|edge| edge.can_weaken).collect(),
        edges,
        entries,
        attempts: 0,
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
    let is_smallest = component.attempts < MOST_ATTEMPTS;
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
        order.sort_by_key(|&edge| rank(&self.edges[edge]));
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
        let weakened = &self.weakened;
        (self.edges.iter().zip(weakened))
            .filter(move |(edge, is_weak)| edge.from == node && !**is_weak)
            .map(|(edge, _)| edge)
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
            for (number, edge) in self.edges.iter().enumerate() {
                if edge.from != node || self.weakened[number] || ways[edge.to].is_some() {
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
            if self.attempts >= MOST_ATTEMPTS {
                return None;
            }
        }
        None
    }

    fn hit(&mut self, size: usize, must_keep: bool) -> bool {
        self.attempts += 1;
        if self.attempts >= MOST_ATTEMPTS || must_keep && !self.keeps() {
            return false;
        }
        let Some(mut cycle) = self.shortest_cycle() else {
            return true;
        };
        if size == 0 {
            return false;
        }
        // What refers back to something older is most likely the reference that a reader would weaken.
        cycle.sort_by_key(|&edge| (self.edges[edge].from < self.edges[edge].to, edge));
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
