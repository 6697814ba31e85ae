//! The rewriting of the graph that decides which instructions run (CPython's `optimize_cfg`).

use std::collections::HashSet;

use super::flow::{Block, Graph, Label, Node, Op};
use super::unit::Consts;
use crate::python::code::{Const, Instruction as I, Location};

/// A jump to an exit block of at most so many instructions becomes a copy of the block (`MAX_COPY_SIZE`).
const MAX_COPY_SIZE: usize = 4;

/// Runs all passes up to the order of blocks. `first_line` serves exits that have no line of their own.
pub(super) fn optimize(graph: &mut Graph, consts: &mut Consts, first_line: u32) {
    label_handlers(graph);
    remove_unreachable(graph);
    inline_small_blocks(graph);
    remove_unreachable(graph);
    resolve_lines(graph, first_line);
    for label in graph.order.clone() {
        optimize_block(graph, label, consts);
    }
    remove_redundant(graph);
    inline_small_blocks(graph);
    remove_unreachable(graph);
    remove_redundant(graph);
}

/// Gives every instruction the handler of its exceptions and turns `PopBlock` into `Nop`
/// (`label_exception_targets`).
fn label_handlers(graph: &mut Graph) {
    let next = graph.successors();
    let mut seen = vec![false; graph.blocks.len()];
    let mut todo: Vec<(Label, Vec<Label>)> = vec![(0, Vec::new())];
    seen[0] = true;
    while let Some((label, mut stack)) = todo.pop() {
        for index in 0..graph.block(label).nodes.len() {
            let node = &mut graph.block_mut(label).nodes[index];
            node.handler = stack.last().copied();
            let op = node.op;
            if op == Op::PopBlock {
                node.op = Op::Real(I::Nop);
                stack.pop();
            } else if let Some(target) = op.setup_target() {
                if !seen[target as usize] {
                    seen[target as usize] = true;
                    todo.push((target, stack.clone()));
                }
                let handler = graph.block_mut(target);
                handler.is_handler = true;
                handler.lasti = !matches!(op, Op::SetupFinally(_));
                stack.push(target);
            } else if let Some(target) = op.jump_target()
                && !seen[target as usize]
            {
                seen[target as usize] = true;
                todo.push((target, stack.clone()));
            }
        }
        if graph.block(label).falls_through()
            && let Some(following) = next[label as usize]
            && !seen[following as usize]
        {
            seen[following as usize] = true;
            todo.push((following, stack));
        }
    }
}

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
    graph.order.retain(|label| seen[*label as usize]);
}

/// Replaces a jump to a small exit block by the block (`inline_small_or_no_lineno_blocks`).
fn inline_small_blocks(graph: &mut Graph) {
    // A chain of such blocks is no longer than the graph; a jump to itself would go on for ever.
    for _ in 0..graph.blocks.len() {
        let mut changed = false;
        for label in graph.order.clone() {
            let Some(last) = graph.block(label).last().copied() else {
                continue;
            };
            if !last.op.is_unconditional_jump() {
                continue;
            }
            let Some(target) = last.op.jump_target().filter(|target| *target != label) else {
                continue;
            };
            let block = graph.block(target);
            let small = block.exits_scope() && block.nodes.len() <= MAX_COPY_SIZE;
            let lineless = block.has_no_line() && !block.falls_through();
            if small || lineless {
                let copy = block.nodes.clone();
                let nodes = &mut graph.block_mut(label).nodes;
                if let Some(jump) = nodes.last_mut() {
                    jump.op = Op::Real(I::Nop);
                }
                nodes.extend(copy);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
}

/// Spreads lines to instructions that have none (`resolve_line_numbers`).
fn resolve_lines(graph: &mut Graph, first_line: u32) {
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

/// Peephole rewriting of one block (`optimize_basic_block`).
fn optimize_block(graph: &mut Graph, label: Label, consts: &mut Consts) {
    let mut nodes = std::mem::take(&mut graph.block_mut(label).nodes);
    let mut index = 0;
    while index < nodes.len() {
        let next = nodes.get(index + 1).map(|node| node.op);
        let nop = Op::Real(I::Nop);
        match (nodes[index].op, next) {
            (Op::Real(I::LoadConst(constant)), Some(Op::Real(I::ToBool))) => {
                if let Some(truth) = truth(consts.get(constant)) {
                    let truth = if truth { Const::True } else { Const::False };
                    nodes[index].op = nop;
                    nodes[index + 1].op = Op::Real(I::LoadConst(consts.add(truth)));
                }
            }
            (
                Op::Real(I::LoadConst(constant)),
                Some(Op::Real(jump @ (I::PopJumpIfTrue(target) | I::PopJumpIfFalse(target)))),
            ) => {
                if let Some(truth) = truth(consts.get(constant)) {
                    nodes[index].op = nop;
                    let jumps = truth == matches!(jump, I::PopJumpIfTrue(_));
                    nodes[index + 1].op = if jumps { Op::Jump(target) } else { nop };
                }
            }
            (Op::Real(I::LoadConst(constant)), Some(Op::Real(I::IsOp(inverted))))
                if *consts.get(constant) == Const::None =>
            {
                let to_bool = usize::from(
                    nodes
                        .get(index + 2)
                        .is_some_and(|n| n.op == Op::Real(I::ToBool)),
                );
                let jump = nodes.get(index + 2 + to_bool).map(|node| node.op);
                let replaced = match jump {
                    Some(Op::Real(I::PopJumpIfTrue(target))) => Some((inverted, target)),
                    Some(Op::Real(I::PopJumpIfFalse(target))) => Some((!inverted, target)),
                    _ => None,
                };
                if let Some((jump_if_not_none, target)) = replaced {
                    for node in &mut nodes[index..index + 2 + to_bool] {
                        node.op = nop;
                    }
                    nodes[index + 2 + to_bool].op = Op::Real(if jump_if_not_none {
                        I::PopJumpIfNotNone(target)
                    } else {
                        I::PopJumpIfNone(target)
                    });
                }
            }
            (Op::Real(I::BuildTuple(n)), Some(Op::Real(I::UnpackSequence(m))))
                if n == m && (1..=3).contains(&n) =>
            {
                nodes[index].op = nop;
                nodes[index + 1].op = if n == 1 { nop } else { Op::Real(I::Swap(n)) };
                continue;
            }
            (Op::Real(I::CompareOp { comparison, .. }), Some(Op::Real(I::ToBool))) => {
                nodes[index].op = nop;
                nodes[index + 1].op = Op::Real(I::CompareOp {
                    comparison,
                    to_bool: true,
                });
            }
            (
                op @ Op::Real(I::ContainsOp(_) | I::IsOp(_) | I::UnaryNot | I::ToBool),
                Some(Op::Real(I::ToBool)),
            ) => {
                nodes[index].op = nop;
                nodes[index + 1].op = op;
            }
            (Op::Real(I::UnaryNot), Some(Op::Real(I::UnaryNot))) => {
                nodes[index].op = nop;
                nodes[index + 1].op = nop;
            }
            (Op::Real(I::ContainsOp(inverted)), Some(Op::Real(I::UnaryNot))) => {
                nodes[index].op = nop;
                nodes[index + 1].op = Op::Real(I::ContainsOp(!inverted));
            }
            (Op::Real(I::IsOp(inverted)), Some(Op::Real(I::UnaryNot))) => {
                nodes[index].op = nop;
                nodes[index + 1].op = Op::Real(I::IsOp(!inverted));
            }
            (Op::Real(I::Swap(1)), _) => nodes[index].op = nop,
            (Op::Real(I::Swap(_)), _) => {
                index = fold_swaps(&mut nodes, index);
                apply_swaps(&mut nodes, index);
            }
            (op, None) if op.jump_target().is_some() => {
                let target = op.jump_target().unwrap_or_default();
                let first = graph.block(target).nodes.first().copied();
                if let Some((Node { location, .. }, threaded)) =
                    first.and_then(|first| Some((first, thread(op, first.op)?)))
                    && target != label
                    && threaded.jump_target() != Some(target)
                {
                    // The `Nop` keeps the line of the jump, if it is needed.
                    let handler = nodes[index].handler;
                    nodes[index].op = nop;
                    nodes.push(Node {
                        op: threaded,
                        location,
                        handler,
                        fused: false,
                    });
                    index += 1;
                }
            }
            _ => {}
        }
        index += 1;
    }
    graph.block_mut(label).nodes = nodes;
}

/// A jump to a jump, made one (`jump_thread`).
fn thread(jump: Op, target: Op) -> Option<Op> {
    match (jump, target) {
        (Op::Jump(_), Op::Jump(beyond) | Op::JumpNoInterrupt(beyond)) => Some(Op::Jump(beyond)),
        (Op::JumpNoInterrupt(_), Op::Jump(_) | Op::JumpNoInterrupt(_)) => Some(target),
        (
            Op::Real(
                I::PopJumpIfTrue(_)
                | I::PopJumpIfFalse(_)
                | I::PopJumpIfNone(_)
                | I::PopJumpIfNotNone(_),
            ),
            Op::Jump(beyond),
        ) => Some(jump.with_target(beyond)),
        _ => None,
    }
}

/// The truth of a constant, where it is cheap to tell.
pub(super) fn truth(constant: &Const) -> Option<bool> {
    Some(match constant {
        Const::None | Const::False => false,
        Const::True | Const::Ellipsis | Const::BigInt(_) => true,
        Const::Int(value) => *value != 0,
        Const::Float(value) => *value != 0.0,
        Const::Str(text) => !text.is_empty(),
        Const::Bytes(bytes) => !bytes.is_empty(),
        Const::Tuple(items) | Const::FrozenSet(items) => !items.is_empty(),
        Const::Code(_) => return None,
    })
}

/// Merges a run of `Swap`s into the fewest that permute alike and returns its last index (`swaptimize`).
fn fold_swaps(nodes: &mut [Node], start: usize) -> usize {
    let mut depth = 0;
    let mut end = start;
    let mut more = false;
    while let Some(node) = nodes.get(end) {
        match node.op {
            Op::Real(I::Swap(n)) => {
                depth = depth.max(n as usize);
                more |= end > start;
            }
            op if op.is_nop() => {}
            _ => break,
        }
        end += 1;
    }
    if !more {
        return start;
    }
    let mut stack: Vec<usize> = (0..depth).collect();
    for node in &nodes[start..end] {
        if let Op::Real(I::Swap(n)) = node.op {
            stack.swap(0, n as usize - 1);
        }
    }
    const VISITED: usize = usize::MAX;
    let mut current = end;
    for i in 0..depth {
        if stack[i] == VISITED || stack[i] == i {
            continue;
        }
        let mut j = i;
        loop {
            if j != 0 {
                current -= 1;
                nodes[current].op = Op::Real(I::Swap(j as u32 + 1));
            }
            if stack[j] == VISITED {
                break;
            }
            j = std::mem::replace(&mut stack[j], VISITED);
        }
    }
    for node in &mut nodes[start..current] {
        node.op = Op::Real(I::Nop);
    }
    end - 1
}

/// Replaces swaps before stores by stores in another order (`apply_static_swaps`).
fn apply_swaps(nodes: &mut [Node], from: usize) {
    let mut i = from as isize;
    while i >= 0 {
        let op = nodes[i as usize].op;
        let Op::Real(I::Swap(swap)) = op else {
            if op.is_nop() || is_swappable(op) {
                i -= 1;
                continue;
            }
            return;
        };
        let Some(j) = next_swappable(nodes, i as usize, None) else {
            return;
        };
        let mut k = j;
        let line = nodes[j].line();
        for _ in 1..swap {
            match next_swappable(nodes, k, Some(line)) {
                Some(next) => k = next,
                None => return,
            }
        }
        let (first, last) = (stored(nodes[j].op), stored(nodes[k].op));
        if first.is_some() || last.is_some() {
            if first == last {
                return;
            }
            if (j + 1..k).any(|between| {
                let name = stored(nodes[between].op);
                name.is_some() && (name == first || name == last)
            }) {
                return;
            }
        }
        nodes[i as usize].op = Op::Real(I::Nop);
        nodes.swap(j, k);
        i -= 1;
    }
}

fn is_swappable(op: Op) -> bool {
    matches!(
        op,
        Op::Real(I::StoreFast(_) | I::PopTop) | Op::StoreFastMaybeNull(_)
    )
}

fn stored(op: Op) -> Option<u32> {
    match op {
        Op::Real(I::StoreFast(slot)) | Op::StoreFastMaybeNull(slot) => Some(slot),
        _ => None,
    }
}

/// The next instruction after `index` that may change places, on the given line if one is given.
fn next_swappable(nodes: &[Node], index: usize, line: Option<Option<u32>>) -> Option<usize> {
    for (offset, node) in nodes[index + 1..].iter().enumerate() {
        if let Some(Some(line)) = line
            && node.line() != Some(line)
        {
            return None;
        }
        if node.op.is_nop() {
            continue;
        }
        return is_swappable(node.op).then_some(index + 1 + offset);
    }
    None
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
    let mut warm = HashSet::from([0]);
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
        let cold = !warm.contains(&label);
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
    order.sort_by_key(|label| graph.block(*label).cold);
    graph.order = order;
    remove_redundant(graph);
}
