//! Which loads of locals need no counted reference (CPython 3.14's `optimize_load_fast`).

use super::Options;
use super::flow::{Graph, Label, Op};
use super::unit::CELL_BASE;
use crate::python::code::Instruction as I;

/// CPython's combined instructions have four bits for each slot.
const FUSED_SLOTS: u32 = 16;

/// Marks what CPython combines into one instruction (`insert_superinstructions`): both halves are borrowed or neither,
/// and a load behind a store never is.
pub(super) fn fuse(graph: &mut Graph) {
    for block in &mut graph.blocks {
        let mut index = 0;
        while index + 1 < block.nodes.len() {
            let (first, second) = (block.nodes[index], block.nodes[index + 1]);
            let pair = match (first.op, second.op) {
                (Op::Real(I::LoadFast(a) | I::StoreFast(a)), Op::Real(I::LoadFast(b))) => {
                    Some((a, b))
                }
                (Op::Real(I::StoreFast(a)), Op::Real(I::StoreFast(b))) => Some((a, b)),
                _ => None,
            };
            let one_line = match (first.line(), second.line()) {
                (Some(first), Some(second)) => first == second,
                _ => true,
            };
            let fused =
                one_line && pair.is_some_and(|(a, b)| a.max(b) < FUSED_SLOTS.min(CELL_BASE));
            block.nodes[index].fused = fused;
            index += 1 + usize::from(fused);
        }
    }
}

/// A value on the stack: which instruction of the block pushed it, and out of which local.
#[derive(Clone, Copy, Default)]
struct Reference {
    producer: Option<usize>,
    local: Option<u32>,
}

/// What happens in one block to the stack and to the loads that filled it.
struct State {
    stack: Vec<Reference>,
    strong: Vec<bool>,
    virtual_iterators: bool,
}

impl State {
    fn push(&mut self, producer: usize, local: Option<u32>) {
        self.stack.push(Reference {
            producer: Some(producer),
            local,
        });
    }

    fn pop(&mut self) -> Reference {
        self.stack.pop().unwrap_or_default()
    }

    fn keep(&mut self, reference: Reference) {
        if let Some(producer) = reference.producer {
            self.strong[producer] = true;
        }
    }

    /// The local changes while the stack may hold its old value.
    fn kill(&mut self, local: u32) {
        for index in 0..self.stack.len() {
            if self.stack[index].local == Some(local) {
                self.keep(self.stack[index]);
            }
        }
    }
}

/// Turns every load whose value is consumed within its block, while the local stays as it is, into a borrowed one.
/// Code that only exceptions reach is left alone; so is, without `borrow_past_gaps`, what is reached only over a
/// place where unreachable code stood, as it does behind a bare `except`.
pub(super) fn borrow_locals(graph: &mut Graph, options: &Options) {
    let mut next = graph.successors();
    if !options.borrow_past_gaps {
        for pair in graph.order.windows(2) {
            if graph.block(pair[1]).unreachable {
                next[pair[0] as usize] = None;
            }
        }
    }
    let mut seen = vec![false; graph.blocks.len()];
    let mut todo: Vec<(Label, usize)> = vec![(0, 0)];
    seen[0] = true;
    while let Some((label, depth)) = todo.pop() {
        let block = graph.block(label);
        let mut state = State {
            stack: vec![Reference::default(); depth],
            strong: vec![false; block.nodes.len()],
            virtual_iterators: options.virtual_iterators,
        };
        let mut reached = Vec::new();
        for (index, node) in block.nodes.iter().enumerate() {
            if let Op::Real(instruction) = node.op {
                if let Some(target) = node.op.jump_target() {
                    let depth = state.stack.len() as i32 + node.op.stack_effect(true);
                    reached.push((target, depth.unsigned_abs() as usize));
                }
                step(&mut state, index, instruction);
            }
        }
        if block.falls_through() {
            reached.extend(next[label as usize].map(|target| (target, state.stack.len())));
        }
        for reference in std::mem::take(&mut state.stack) {
            state.keep(reference);
        }
        for index in 0..block.nodes.len() {
            let after_store = |index: usize| {
                let node = &block.nodes[index];
                node.fused && matches!(node.op, Op::Real(I::StoreFast(_)))
            };
            if index > 0 && block.nodes[index - 1].fused {
                // Of a pair, the halves share one fate.
                state.strong[index] |= state.strong[index - 1] || after_store(index - 1);
                if !after_store(index - 1) {
                    state.strong[index - 1] = state.strong[index];
                }
            }
        }
        let block = graph.block_mut(label);
        for (node, strong) in block.nodes.iter_mut().zip(&state.strong) {
            if let (Op::Real(I::LoadFast(slot)), false) = (node.op, strong) {
                node.op = Op::Real(I::LoadFastBorrow(slot));
            }
        }
        for (target, depth) in reached {
            if !std::mem::replace(&mut seen[target as usize], true) {
                todo.push((target, depth));
            }
        }
    }
}

/// Follows one instruction.
fn step(state: &mut State, index: usize, instruction: I) {
    match instruction {
        I::LoadFast(slot) => state.push(index, Some(slot)),
        I::DeleteFast(slot) => state.kill(slot),
        I::LoadFastAndClear(slot) => {
            state.kill(slot);
            state.push(index, Some(slot));
        }
        I::StoreFast(slot) => {
            let stored = state.pop();
            state.kill(slot);
            state.keep(stored);
        }
        I::Copy(position) => {
            let source = state.stack.len().checked_sub(position as usize);
            let copied = source.map(|source| state.stack[source]).unwrap_or_default();
            state.stack.push(copied);
        }
        I::Swap(position) => {
            let length = state.stack.len();
            if let (Some(other), true) = (length.checked_sub(position as usize), length > 0) {
                state.stack.swap(other, length - 1);
            }
        }
        I::GetIter if state.virtual_iterators => {} // What is iterated stays on the stack.
        // These leave their operands where they are.
        I::FormatSimple
        | I::GetLen
        | I::GetYieldFromIter
        | I::ImportFrom(_)
        | I::MatchKeys
        | I::MatchMapping
        | I::MatchSequence
        | I::WithExceptStart { .. } => {
            for _ in 0..Op::Real(instruction).stack_effect(false) {
                state.push(index, None);
            }
        }
        I::DictMerge(_)
        | I::DictUpdate(_)
        | I::ListAppend(_)
        | I::ListExtend(_)
        | I::MapAdd(_)
        | I::Reraise(_)
        | I::SetAdd(_)
        | I::SetUpdate(_) => {
            for _ in Op::Real(instruction).stack_effect(false)..0 {
                state.pop();
            }
        }
        I::EndSend | I::SetFunctionAttribute(_) => {
            let top = state.pop();
            state.pop();
            state.stack.push(top);
        }
        I::LoadMethod(_) | I::LoadSpecial(_) => {
            // The receiver may be pushed again, as `self`.
            let receiver = state.pop();
            state.push(index, None);
            state.stack.push(receiver);
        }
        I::LoadSuperAttr { method, .. } => {
            let receiver = state.pop();
            state.pop();
            state.pop();
            state.push(index, None);
            if method {
                state.stack.push(receiver);
            }
        }
        I::PushExcInfo => {
            let exception = state.pop();
            state.push(index, None);
            state.stack.push(exception);
        }
        I::ForIter(_) => state.push(index, None),
        _ => {
            let pushed = pushed(instruction);
            for _ in 0..pushed - Op::Real(instruction).stack_effect(false) {
                state.pop();
            }
            for _ in 0..pushed {
                state.push(index, None);
            }
        }
    }
}

/// How many values an instruction that consumes all its operands pushes.
fn pushed(instruction: I) -> i32 {
    match instruction {
        I::UnpackSequence(n) => n as i32,
        I::UnpackEx { before, after } => i32::from(before) + i32::from(after) + 1,
        I::CleanupThrow | I::CheckExcMatch => 2,
        I::Nop
        | I::Resume(_)
        | I::PopTop
        | I::MakeCell(_)
        | I::CopyFreeVars(_)
        | I::StoreDeref(_)
        | I::DeleteDeref(_)
        | I::StoreName(_)
        | I::DeleteName(_)
        | I::StoreGlobal(_)
        | I::DeleteGlobal(_)
        | I::SetupAnnotations
        | I::StoreAttr(_)
        | I::DeleteAttr(_)
        | I::StoreSubscr
        | I::DeleteSubscr
        | I::StoreSlice
        | I::JumpForward(_)
        | I::JumpBackward(_)
        | I::JumpBackwardNoInterrupt(_)
        | I::PopJumpIfTrue(_)
        | I::PopJumpIfFalse(_)
        | I::PopJumpIfNone(_)
        | I::PopJumpIfNotNone(_)
        | I::ReturnValue
        | I::ImportStar
        | I::RaiseVarargs(_)
        | I::PopExcept => 0,
        _ => 1,
    }
}
