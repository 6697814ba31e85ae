//! The rewriting of the graph that decides which instructions run (CPython's `optimize_cfg`).

use super::flow::{Graph, Label, Node, Op};
use super::layout::{remove_redundant, remove_unreachable};
use super::lines::resolve_lines;
use super::swaps::{apply_swaps, fold_swaps};
use super::unit::Consts;
use crate::python::code::{Const, Instruction as I};

/// A jump to an exit block of at most so many instructions becomes a copy of the block (`MAX_COPY_SIZE`).
const MAX_COPY_SIZE: usize = 4;

/// Runs all passes up to the order of blocks. `first_line` serves exits that have no line of their own; up to 3.13 small
/// blocks are looked for `again` when what does nothing is gone.
pub(super) fn optimize(graph: &mut Graph, consts: &mut Consts, first_line: u32, again: bool) {
    label_handlers(graph);
    remove_unreachable(graph);
    inline_small_blocks(graph);
    remove_unreachable(graph);
    resolve_lines(graph, first_line);
    for label in graph.order.clone() {
        optimize_block(graph, label, consts);
    }
    remove_redundant(graph);
    if again {
        inline_small_blocks(graph);
    }
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
        Const::Complex(parts) => *parts != [0.0; 2],
        Const::Str(text) => !text.is_empty(),
        Const::Bytes(bytes) => !bytes.is_empty(),
        Const::Tuple(items) | Const::FrozenSet(items) => !items.is_empty(),
        Const::Code(_) => return None,
    })
}
