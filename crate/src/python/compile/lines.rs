//! Lines for the instructions that the compiler itself added.

use super::flow::{Block, Graph, Label, Op};
use crate::python::code::{Instruction as I, Location};

/// Spreads lines to instructions that have none (`resolve_line_numbers`).
pub(super) fn resolve_lines(graph: &mut Graph, first_line: u32) {
    // An exit without a line that several jumps reach is copied, so that each copy takes the line of its jump.
    let next = graph.successors();
    let mut copies: Vec<Vec<Label>> = vec![Vec::new(); graph.blocks.len()];
    for label in graph.order.clone() {
        let Some(last) = graph.block(label).last().copied() else {
            continue;
        };
        let Some(target) = last
            .op
            .jump_target()
            .and_then(|target| graph.next_nonempty(&next, target))
        else {
            continue;
        };
        let block = graph.block(target);
        if block.exits_scope() && block.has_no_line() && block.predecessors > 1 {
            let mut copy: Block = block.clone();
            copy.predecessors = 1;
            copy.nodes[0].location = last.location;
            let new = graph.add(copy);
            graph.block_mut(target).predecessors -= 1;
            if let Some(jump) = graph.block_mut(label).nodes.last_mut() {
                jump.op = jump.op.with_target(new);
            }
            copies[target as usize].push(new);
        }
    }
    graph.order = std::mem::take(&mut graph.order)
        .into_iter()
        .flat_map(|label| {
            std::iter::once(label).chain(copies[label as usize].iter().rev().copied())
        })
        .collect();
    let next = graph.successors();
    for label in graph.order.clone() {
        let block = graph.block(label);
        if let (true, Some(following), Some(last)) = (
            block.falls_through(),
            next[label as usize],
            block.last().copied(),
        ) {
            let block = graph.block_mut(following);
            if block.exits_scope() && block.has_no_line() {
                block.nodes[0].location = last.location;
            }
        }
    }
    for label in graph.order.clone() {
        let block = graph.block_mut(label);
        let mut previous: Option<Location> = None;
        for node in &mut block.nodes {
            match node.location {
                None => node.location = previous,
                location => previous = location,
            }
        }
        let falls_through = block.falls_through();
        let Some(last) = block.last().copied() else {
            continue;
        };
        let following = next[label as usize].filter(|_| falls_through);
        for target in following.into_iter().chain(last.op.jump_target()) {
            let block = graph.block_mut(target);
            if block.predecessors == 1
                && let Some(first) = block.nodes.first_mut()
                && first.location.is_none()
            {
                first.location = last.location;
            }
        }
    }
    let first = Location {
        line: first_line,
        column: 0,
        end_line: first_line,
        end_column: 0,
    };
    for label in graph.order.clone() {
        if let Some(last) = graph.block_mut(label).nodes.last_mut()
            && last.op == Op::Real(I::ReturnValue)
        {
            last.location.get_or_insert(first);
        }
    }
}
