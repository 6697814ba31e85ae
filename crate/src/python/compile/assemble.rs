//! From the graph to the finished [`Code`]: checks of locals, stack depth, slots, jumps, exception table.

use super::flow::{Block, Graph, Label, Node, Op};
use super::unit::{CELL_BASE, Unit};
use super::{Options, borrow, layout, optimize};
use crate::order::sort_by;
use crate::python::code::{Code, Handler, Instruction as I, Slot, SlotKind};

/// Makes the code of a compiled unit.
pub(super) fn assemble(
    mut unit: Unit,
    filename: &crate::python::code::Name,
    options: &Options,
) -> Code {
    let mut graph = std::mem::take(&mut unit.sequence).into_graph();
    let again = !options.borrow_locals;
    optimize::optimize(&mut graph, &mut unit.consts, unit.first_line, again);
    check_locals(&mut graph, unit.varnames.len(), unit.parameter_count());
    if options.borrow_locals {
        borrow::fuse(&mut graph);
    }
    layout::push_cold_blocks_to_end(&mut graph);
    insert_prefix(&mut graph, &unit);
    let slots = slots(&unit);
    map_slots(&mut graph, &unit, &slots);
    let stack_size = stack_depth(&mut graph);
    normalize_jumps(&mut graph);
    convert_pseudo(&mut graph);
    if options.borrow_locals {
        borrow::borrow_locals(&mut graph, options);
    }
    let (instructions, locations, exception_table) = flatten(&graph);
    Code {
        name: unit.name.clone(),
        qualname: unit.qualname.clone(),
        filename: filename.clone(),
        first_line: unit.first_line,
        argument_count: unit.argument_count,
        positional_only_count: unit.positional_only_count,
        keyword_only_count: unit.keyword_only_count,
        flags: unit.flags,
        slots,
        names: unit.names.into_vec(),
        consts: unit.consts.into_vec(),
        instructions,
        locations,
        exception_table,
        stack_size,
        static_attributes: unit.static_attributes.into_vec(),
    }
}

/// Turns loads of locals that may be unbound into checked ones (`add_checks_for_loads_of_uninitialized_variables`).
fn check_locals(graph: &mut Graph, locals: usize, parameters: usize) {
    let words = locals.div_ceil(64);
    if words == 0 {
        return;
    }
    let next = graph.successors();
    let mut unsafe_at: Vec<Option<Vec<u64>>> = vec![None; graph.blocks.len()];
    let mut entry = vec![0; words];
    for local in parameters..locals {
        entry[local / 64] |= 1 << (local % 64);
    }
    unsafe_at[0] = Some(entry);
    let mut todo = vec![0];
    while let Some(label) = todo.pop() {
        let Some(mut mask) = unsafe_at[label as usize].clone() else {
            continue;
        };
        let mut reach = |target: Label, mask: &[u64]| {
            let known = unsafe_at[target as usize].get_or_insert_with(|| {
                todo.push(target);
                vec![0; words]
            });
            if known
                .iter()
                .zip(mask)
                .any(|(known, mask)| mask & !known != 0)
            {
                for (known, mask) in known.iter_mut().zip(mask) {
                    *known |= mask;
                }
                todo.push(target);
            }
        };
        let block = graph.block_mut(label);
        for node in &mut block.nodes {
            if let Some(handler) = node.handler {
                reach(handler, &mask);
            }
            let (slot, unsafe_after) = match node.op {
                Op::Real(I::DeleteFast(slot) | I::LoadFastAndClear(slot))
                | Op::StoreFastMaybeNull(slot) => (slot, true),
                Op::Real(I::StoreFast(slot) | I::LoadFast(slot) | I::LoadFastCheck(slot)) => {
                    (slot, false)
                }
                _ => continue,
            };
            if slot >= CELL_BASE {
                continue;
            }
            let (word, bit) = (slot as usize / 64, 1 << (slot % 64));
            if mask[word] & bit != 0 && node.op == Op::Real(I::LoadFast(slot)) {
                node.op = Op::Real(I::LoadFastCheck(slot));
            }
            if unsafe_after {
                mask[word] |= bit;
            } else {
                mask[word] &= !bit;
            }
        }
        let following = next[label as usize].filter(|_| block.falls_through());
        for target in following
            .into_iter()
            .chain(block.last().and_then(|node| node.op.jump_target()))
        {
            reach(target, &mask);
        }
    }
}

/// The frame's slots: locals, cells that are not parameters, free variables (`prepare_localsplus`).
fn slots(unit: &Unit) -> Vec<Slot> {
    let local = |name| {
        let kind = if unit.cellvars.contains(name) {
            SlotKind::LocalCell
        } else if !unit.flags.optimized {
            SlotKind::Hidden
        } else {
            SlotKind::Local
        };
        Slot {
            name: name.clone(),
            kind,
        }
    };
    let cells = unit
        .cellvars
        .iter()
        .filter(|name| !unit.varnames.contains(name));
    let cells = cells.map(|name| Slot {
        name: name.clone(),
        kind: SlotKind::Cell,
    });
    let free = unit.freevars.iter().map(|name| Slot {
        name: name.clone(),
        kind: SlotKind::Free,
    });
    unit.varnames
        .iter()
        .map(local)
        .chain(cells)
        .chain(free)
        .collect()
}

/// What stands before the function's own code (`insert_prefix_instructions`).
fn insert_prefix(graph: &mut Graph, unit: &Unit) {
    let mut ops = Vec::new();
    if !unit.freevars.is_empty() {
        ops.push(I::CopyFreeVars(unit.freevars.len() as u32));
    }
    let mut cells: Vec<(usize, u32)> = unit
        .cellvars
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let order = unit
                .varnames
                .position(name)
                .unwrap_or(unit.varnames.len() + index);
            (order, CELL_BASE + index as u32)
        })
        .collect();
    sort_by(&mut cells, Ord::cmp);
    ops.extend(cells.into_iter().map(|(_, cell)| I::MakeCell(cell)));
    if unit.flags.generator {
        ops.extend([I::ReturnGenerator, I::PopTop]);
    }
    let node = |instruction| {
        let starts = matches!(instruction, I::ReturnGenerator | I::PopTop);
        let location = unit.first_location().filter(|_| starts);
        Node {
            op: Op::Real(instruction),
            location,
            handler: None,
            fused: false,
        }
    };
    graph
        .block_mut(0)
        .nodes
        .splice(0..0, ops.into_iter().map(node));
}

/// From an index among cells and free variables to the slot.
fn map_slots(graph: &mut Graph, unit: &Unit, slots: &[Slot]) {
    let cells = unit.cellvars.len();
    let first_free = slots.len() - unit.freevars.len();
    let map: Vec<u32> = unit
        .cellvars
        .iter()
        .map(|name| {
            slots
                .iter()
                .position(|slot| slot.name == *name)
                .unwrap_or_default() as u32
        })
        .chain((0..unit.freevars.len()).map(|index| (first_free + index) as u32))
        .collect();
    debug_assert_eq!(map.len(), cells + unit.freevars.len());
    let slot = |index: &mut u32| {
        if let Some(mapped) = index
            .checked_sub(CELL_BASE)
            .and_then(|index| map.get(index as usize))
        {
            *index = *mapped;
        }
    };
    for block in &mut graph.blocks {
        for node in &mut block.nodes {
            match &mut node.op {
                Op::StoreFastMaybeNull(index)
                | Op::Real(
                    I::LoadFast(index)
                    | I::LoadFastCheck(index)
                    | I::LoadFastAndClear(index)
                    | I::StoreFast(index)
                    | I::DeleteFast(index)
                    | I::MakeCell(index)
                    | I::LoadDeref(index)
                    | I::StoreDeref(index)
                    | I::DeleteDeref(index)
                    | I::LoadFromDictOrDeref(index),
                ) => slot(index),
                _ => {}
            }
        }
    }
}

/// Computes the depth at every block's start and the greatest depth (`_PyCfg_Stackdepth`).
fn stack_depth(graph: &mut Graph) -> u32 {
    let next = graph.successors();
    let mut greatest = 0;
    let mut todo = vec![0];
    graph.block_mut(0).depth = Some(0);
    while let Some(label) = todo.pop() {
        let mut depth = graph.block(label).depth.unwrap_or_default();
        let mut reached = Vec::new();
        for node in &graph.block(label).nodes {
            if let Some(target) = node.op.jump_target().or(node.op.setup_target()) {
                reached.push((target, depth + node.op.stack_effect(true)));
            }
            depth += node.op.stack_effect(false);
            greatest = greatest.max(depth);
            debug_assert!(depth >= 0, "stack underflow at {node:?}");
        }
        if graph.block(label).falls_through() {
            reached.extend(next[label as usize].map(|target| (target, depth)));
        }
        for (target, depth) in reached {
            greatest = greatest.max(depth);
            let known = &mut graph.block_mut(target).depth;
            debug_assert!(
                known.is_none_or(|known| known == depth),
                "two depths of block {target}"
            );
            if known.is_none() {
                *known = Some(depth);
                todo.push(target);
            }
        }
    }
    greatest.unsigned_abs()
}

/// Only `JumpBackward` jumps back, so that every loop passes the eval breaker (`normalize_jumps`).
fn normalize_jumps(graph: &mut Graph) {
    let mut position = vec![0; graph.blocks.len()];
    for (index, label) in graph.order.iter().enumerate() {
        position[*label as usize] = index;
    }
    let next = graph.successors();
    let mut order = Vec::with_capacity(graph.order.len());
    for label in graph.order.clone() {
        order.push(label);
        let Some(last) = graph.block(label).last().copied() else {
            continue;
        };
        let Some(target) = last.op.jump_target() else {
            continue;
        };
        let back = position[target as usize] <= position[label as usize];
        let op = match (last.op, back) {
            (Op::Jump(_), false) | (Op::JumpNoInterrupt(_), false) => I::JumpForward(target),
            (Op::Jump(_), true) => I::JumpBackward(target),
            (Op::JumpNoInterrupt(_), true) => I::JumpBackwardNoInterrupt(target),
            (Op::Real(jump), true) => {
                let Some(following) = next[label as usize] else {
                    continue;
                };
                let reversed = match jump {
                    I::PopJumpIfTrue(_) => I::PopJumpIfFalse(following),
                    I::PopJumpIfFalse(_) => I::PopJumpIfTrue(following),
                    I::PopJumpIfNone(_) => I::PopJumpIfNotNone(following),
                    I::PopJumpIfNotNone(_) => I::PopJumpIfNone(following),
                    _ => continue,
                };
                let back = Node {
                    op: Op::Real(I::JumpBackward(target)),
                    handler: None,
                    fused: false,
                    ..last
                };
                let cold = graph.block(label).cold;
                let depth = graph.block(target).depth;
                order.push(graph.add(Block {
                    nodes: vec![back],
                    cold,
                    depth,
                    ..Block::default()
                }));
                reversed
            }
            _ => continue,
        };
        if let Some(jump) = graph.block_mut(label).nodes.last_mut() {
            jump.op = Op::Real(op);
        }
    }
    graph.order = order;
}

/// Replaces the pseudo-instructions, whose work is done.
fn convert_pseudo(graph: &mut Graph) {
    for block in &mut graph.blocks {
        for node in &mut block.nodes {
            match node.op {
                Op::StoreFastMaybeNull(slot) => node.op = Op::Real(I::StoreFast(slot)),
                op if op.setup_target().is_some() => node.op = Op::Real(I::Nop),
                _ => {}
            }
        }
    }
    layout::remove_nops(graph);
}

/// Lays the blocks out and collects the exception table.
fn flatten(
    graph: &Graph,
) -> (
    Vec<I>,
    Vec<Option<crate::python::code::Location>>,
    Vec<Handler>,
) {
    let mut start = vec![0; graph.blocks.len()];
    let mut count = 0;
    for label in &graph.order {
        start[*label as usize] = count;
        count += graph.block(*label).nodes.len() as u32;
    }
    let mut instructions = Vec::with_capacity(count as usize);
    let mut locations = Vec::with_capacity(count as usize);
    let mut table: Vec<Handler> = Vec::new();
    for label in &graph.order {
        for node in &graph.block(*label).nodes {
            let index = instructions.len() as u32;
            let op = match node.op.jump_target() {
                Some(target) => node.op.with_target(start[target as usize]),
                None => node.op,
            };
            let Op::Real(instruction) = op else { continue };
            instructions.push(instruction);
            locations.push(node.location);
            let Some(handler) = node.handler else {
                continue;
            };
            let block = graph.block(handler);
            let target = start[handler as usize];
            match table.last_mut() {
                Some(last) if last.end == index && last.target == target => last.end += 1,
                _ => table.push(Handler {
                    start: index,
                    end: index + 1,
                    target,
                    depth: (block.depth.unwrap_or_default() - 1 - i32::from(block.lasti))
                        .unsigned_abs(),
                    lasti: block.lasti,
                }),
            }
        }
    }
    (instructions, locations, table)
}
