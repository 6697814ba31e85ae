//! The graph of counted references: its cycles, and who alone keeps what alive.

use std::cell::OnceCell;

use petgraph::algo::dominators::{Dominators, simple_fast};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use super::{Reference, Roots, each_referent};
use crate::hash::{HashMap, HashSet};
use crate::heap::{Heap, ObjectId};
use crate::order::sort_by;

/// All objects that can die, with the counted references among them.
///
/// What cannot die while the program runs (the module's namespace, running calls, what is not counted) is one node, the
/// ground: a way back into it makes no cycle that could ever be freed.
#[derive(Debug)]
pub struct Graph {
    /// `None` is the ground.
    graph: DiGraph<Option<ObjectId>, usize>,
    ground: NodeIndex,
    nodes: HashMap<ObjectId, NodeIndex>,
    components: OnceCell<Vec<Vec<NodeIndex>>>,
    dominators: OnceCell<(Dominators<NodeIndex>, Vec<Vec<NodeIndex>>)>,
}

impl Graph {
    /// The graph of a heap; `roots` are the heap's.
    pub fn new(heap: &Heap, roots: &Roots) -> Graph {
        let mut graph = DiGraph::new();
        let ground = graph.add_node(None);
        let undying: HashSet<ObjectId> = roots.ground.iter().copied().collect();
        let nodes: HashMap<ObjectId, NodeIndex> = heap
            .objects()
            .filter(|object| !undying.contains(object))
            .map(|object| (object, graph.add_node(Some(object))))
            .collect();
        for &object in &roots.held {
            graph.add_edge(ground, nodes[&object], 0);
        }
        for object in heap.objects() {
            let from = nodes.get(&object).copied().unwrap_or(ground);
            each_referent(heap, object, |referent, slot| {
                if let Some(&to) = nodes.get(&referent) {
                    graph.add_edge(from, to, slot);
                }
            });
        }
        Graph {
            graph,
            ground,
            nodes,
            components: OnceCell::new(),
            dominators: OnceCell::new(),
        }
    }

    fn object(&self, node: NodeIndex) -> Option<ObjectId> {
        self.graph[node]
    }

    /// The strongly connected component of an object that is in a cycle: all that can be reached from it and lead
    /// back to it, in the order of their ids. `None` if no cycle leads through the object.
    pub fn component(&self, object: ObjectId) -> Option<Vec<ObjectId>> {
        let &node = self.nodes.get(&object)?;
        let components = self.components.get_or_init(|| kosaraju_scc(&self.graph));
        let component = components
            .iter()
            .find(|component| component.contains(&node))?;
        if component.len() == 1 && self.graph.find_edge(node, node).is_none() {
            return None;
        }
        let mut members: Vec<ObjectId> = component
            .iter()
            .filter_map(|&node| self.object(node))
            .collect();
        sort_by(&mut members, Ord::cmp);
        Some(members)
    }

    /// The references among some objects.
    pub fn references_among(&self, members: &[ObjectId]) -> Vec<(Reference, ObjectId)> {
        let inside: HashSet<ObjectId> = members.iter().copied().collect();
        let mut found = Vec::new();
        for &holder in members {
            let Some(&node) = self.nodes.get(&holder) else {
                continue;
            };
            for edge in self.graph.edges(node) {
                let target = self.object(edge.target());
                if let Some(target) = target.filter(|target| inside.contains(target)) {
                    found.push(((holder, *edge.weight()), target));
                }
            }
        }
        sort_by(&mut found, Ord::cmp);
        found
    }

    /// Everything that would lose its last hold if this object were gone, the object included: what it dominates in
    /// the graph. `None` if nothing holds the object itself.
    pub fn retained(&self, object: ObjectId) -> Option<Vec<ObjectId>> {
        let &node = self.nodes.get(&object)?;
        let (dominators, dominated) = self.dominators.get_or_init(|| {
            let dominators = simple_fast(&self.graph, self.ground);
            let mut dominated = vec![Vec::new(); self.graph.node_count()];
            for node in self.graph.node_indices() {
                if let Some(dominator) = dominators.immediate_dominator(node) {
                    dominated[dominator.index()].push(node);
                }
            }
            (dominators, dominated)
        });
        dominators.immediate_dominator(node)?;
        let mut found = Vec::new();
        let mut todo = vec![node];
        while let Some(node) = todo.pop() {
            found.extend(self.object(node));
            todo.extend(&dominated[node.index()]);
        }
        sort_by(&mut found, Ord::cmp);
        Some(found)
    }

    /// Which of these objects are held by something that is none of them.
    pub fn entries(&self, members: &[ObjectId], reached: &HashSet<ObjectId>) -> Vec<bool> {
        let inside: HashSet<ObjectId> = members.iter().copied().collect();
        let holds = |node: NodeIndex| match self.object(node) {
            None => true,
            Some(holder) => !inside.contains(&holder) && reached.contains(&holder),
        };
        (members.iter())
            .map(|member| {
                self.nodes.get(member).is_some_and(|&node| {
                    (self.graph)
                        .neighbors_directed(node, petgraph::Incoming)
                        .any(holds)
                })
            })
            .collect()
    }
}
