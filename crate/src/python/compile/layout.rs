//! Which instructions and blocks stay, and in which order.

use super::flow::{Block, Graph, Label, Node, Op};
use crate::hash::HashSet;
use crate::python::code::Instruction as I;

/// Empties what cannot be reached and counts predecessors.
pub(super) fn remove_unreachable(graph: &mut Graph) {
    let next = graph.successors();
    let mut seen = vec![false; graph.blocks.len()];
    for block in &mut graph.blocks {
        block.predecessors = 0;
    }
    let mut todo = vec![0];
    seen[0] = true;
    graph.block_mut(0).predecessors = 1;
    while let Some(label) = todo.pop() {
        let block = graph.block(label);
        let mut targets: Vec<Label> = block
            .nodes
            .iter()
            .filter_map(|node| node.op.jump_target().or(node.op.setup_target()))
            .collect();
        if block.falls_through() {
            targets.extend(next[label as usize]);
        }
        for target in targets {
            graph.block_mut(target).predecessors += 1;
            if !std::mem::replace(&mut seen[target as usize], true) {
                todo.push(target);
            }
        }
    }
    for label in graph.order.clone() {
        if !seen[label as usize] {
            let block = graph.block_mut(label);
            block.nodes.clear();
            block.unreachable = true;
        }
    }
}

/// Removes what does nothing: `Nop`s whose line another instruction has, loads that are popped at once, jumps to the
/// next instruction (`remove_redundant_nops_and_jumps`).
pub(super) fn remove_redundant(graph: &mut Graph) {
    loop {
        remove_popped_loads(graph);
        remove_nops(graph);
        if !remove_jumps(graph) {
            break;
        }
    }
}

fn remove_popped_loads(graph: &mut Graph) {
    for block in &mut graph.blocks {
        for index in 1..block.nodes.len() {
            if block.nodes[index].op != Op::Real(I::PopTop) {
                continue;
            }
            if matches!(
                block.nodes[index - 1].op,
                Op::Real(I::LoadConst(_) | I::Copy(1))
            ) {
                block.nodes[index - 1].op = Op::Real(I::Nop);
                block.nodes[index].op = Op::Real(I::Nop);
            }
        }
    }
}

/// Removes the `Nop`s that carry no line of their own (`basicblock_remove_redundant_nops`).
pub(super) fn remove_nops(graph: &mut Graph) {
    let next = graph.successors();
    for label in graph.order.clone() {
        if !graph.block(label).nodes.iter().any(|node| node.op.is_nop()) {
            continue;
        }
        let mut nodes = std::mem::take(&mut graph.block_mut(label).nodes);
        let mut kept: Vec<Node> = Vec::with_capacity(nodes.len());
        for index in 0..nodes.len() {
            let node = nodes[index];
            if node.op.is_nop() {
                let Some(line) = node.line() else { continue };
                if kept
                    .last()
                    .is_some_and(|previous| previous.line() == Some(line))
                {
                    continue;
                }
                if index + 1 < nodes.len() {
                    let following = nodes[index + 1];
                    // Another `Nop` without a column goes before this one does.
                    if following.line() == Some(line) {
                        continue;
                    }
                    if following.location.is_none() {
                        nodes[index + 1].location = node.location;
                        continue;
                    }
                } else {
                    let following =
                        next[label as usize].and_then(|label| graph.next_nonempty(&next, label));
                    let line_after = following.and_then(|label| {
                        let nodes = &graph.block(label).nodes;
                        nodes
                            .iter()
                            .find(|node| !node.op.is_nop() || node.location.is_some())
                    });
                    if line_after.is_some_and(|node| node.line() == Some(line)) {
                        continue;
                    }
                }
            }
            kept.push(node);
        }
        graph.block_mut(label).nodes = kept;
    }
}

fn remove_jumps(graph: &mut Graph) -> bool {
    let next = graph.successors();
    let mut changed = false;
    for label in graph.order.clone() {
        let Some(last) = graph.block(label).last().copied() else {
            continue;
        };
        if !last.op.is_unconditional_jump() {
            continue;
        }
        let target = last
            .op
            .jump_target()
            .and_then(|target| graph.next_nonempty(&next, target));
        let following = next[label as usize].and_then(|label| graph.next_nonempty(&next, label));
        if target.is_some() && target == following {
            if let Some(jump) = graph.block_mut(label).nodes.last_mut() {
                jump.op = Op::Real(I::Nop);
            }
            changed = true;
        }
    }
    changed
}

/// Moves the blocks that only exceptions reach behind the others (`push_cold_blocks_to_end`).
pub(super) fn push_cold_blocks_to_end(graph: &mut Graph) {
    let next = graph.successors();
    let mut warm = HashSet::from_iter([0]);
    let mut todo = vec![0];
    while let Some(label) = todo.pop() {
        let block = graph.block(label);
        let following = next[label as usize].filter(|_| block.falls_through());
        for target in following
            .into_iter()
            .chain(block.last().and_then(|node| node.op.jump_target()))
        {
            if warm.insert(target) {
                todo.push(target);
            }
        }
    }
    let mut order = Vec::with_capacity(graph.order.len());
    for label in graph.order.clone() {
        order.push(label);
        let cold = !warm.contains(&label) && !graph.block(label).unreachable;
        graph.block_mut(label).cold = cold;
        let following = next[label as usize].filter(|_| graph.block(label).falls_through());
        // A cold block that runs into a warm one needs a jump once they are apart.
        if let (true, Some(target)) = (cold, following.filter(|target| warm.contains(target))) {
            let last = graph.block(label).last();
            let (handler, location) =
                last.map_or((None, None), |node| (node.handler, node.location));
            let node = Node {
                op: Op::JumpNoInterrupt(target),
                location,
                handler,
                fused: false,
            };
            let jump = graph.add(Block {
                nodes: vec![node],
                cold: true,
                predecessors: 1,
                ..Block::default()
            });
            order.push(jump);
        }
    }
    let (cold, mut order): (Vec<Label>, Vec<Label>) =
        (order.into_iter()).partition(|label| graph.block(*label).cold);
    order.extend(cold);
    graph.order = order;
    remove_redundant(graph);
}
