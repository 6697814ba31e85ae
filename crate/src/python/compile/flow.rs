//! The control-flow graph between code generation and assembly (CPython's `flowgraph.c`).

use crate::python::code::{Instruction, Location};

/// Index of a block in [`Graph::blocks`]; before the graph is built, a label.
pub(super) type Label = u32;

/// An instruction of the graph: a real one whose jump target is a label, or one of CPython's pseudo-instructions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    Real(Instruction),
    /// An unconditional jump whose direction is not known yet.
    Jump(Label),
    /// The same for `JumpBackwardNoInterrupt`.
    JumpNoInterrupt(Label),
    /// From here to the matching `PopBlock` exceptions go to the label; the stack there: depth here + exception.
    SetupFinally(Label),
    /// The same with the raising instruction's index below the exception.
    SetupCleanup(Label),
    /// As `SetupCleanup`, with the result of `__enter__` not kept.
    SetupWith(Label),
    PopBlock,
    /// A `StoreFast` after which the local may be unbound.
    StoreFastMaybeNull(u32),
}

impl Op {
    /// The label of a jump (not of a `Setup…`).
    pub(super) fn jump_target(self) -> Option<Label> {
        use Instruction as I;
        match self {
            Self::Jump(target) | Self::JumpNoInterrupt(target) => Some(target),
            Self::Real(
                I::ForIter(target)
                | I::Send(target)
                | I::PopJumpIfTrue(target)
                | I::PopJumpIfFalse(target)
                | I::PopJumpIfNone(target)
                | I::PopJumpIfNotNone(target)
                | I::JumpForward(target)
                | I::JumpBackward(target)
                | I::JumpBackwardNoInterrupt(target),
            ) => Some(target),
            _ => None,
        }
    }

    /// The handler that this instruction installs.
    pub(super) fn setup_target(self) -> Option<Label> {
        match self {
            Self::SetupFinally(target) | Self::SetupCleanup(target) | Self::SetupWith(target) => {
                Some(target)
            }
            _ => None,
        }
    }

    /// The same instruction with another label.
    pub(super) fn with_target(self, target: Label) -> Self {
        use Instruction as I;
        match self {
            Self::Jump(_) => Self::Jump(target),
            Self::JumpNoInterrupt(_) => Self::JumpNoInterrupt(target),
            Self::SetupFinally(_) => Self::SetupFinally(target),
            Self::SetupCleanup(_) => Self::SetupCleanup(target),
            Self::SetupWith(_) => Self::SetupWith(target),
            Self::Real(instruction) => Self::Real(match instruction {
                I::ForIter(_) => I::ForIter(target),
                I::Send(_) => I::Send(target),
                I::PopJumpIfTrue(_) => I::PopJumpIfTrue(target),
                I::PopJumpIfFalse(_) => I::PopJumpIfFalse(target),
                I::PopJumpIfNone(_) => I::PopJumpIfNone(target),
                I::PopJumpIfNotNone(_) => I::PopJumpIfNotNone(target),
                I::JumpForward(_) => I::JumpForward(target),
                I::JumpBackward(_) => I::JumpBackward(target),
                I::JumpBackwardNoInterrupt(_) => I::JumpBackwardNoInterrupt(target),
                other => other,
            }),
            Self::PopBlock | Self::StoreFastMaybeNull(_) => self,
        }
    }

    pub(super) fn is_unconditional_jump(self) -> bool {
        use Instruction as I;
        matches!(
            self,
            Self::Jump(_)
                | Self::JumpNoInterrupt(_)
                | Self::Real(
                    I::JumpForward(_) | I::JumpBackward(_) | I::JumpBackwardNoInterrupt(_)
                )
        )
    }

    /// Leaves the frame or raises.
    pub(super) fn is_scope_exit(self) -> bool {
        use Instruction as I;
        matches!(
            self,
            Self::Real(I::ReturnValue | I::RaiseVarargs(_) | I::Reraise(_))
        )
    }

    pub(super) fn is_nop(self) -> bool {
        self == Self::Real(Instruction::Nop)
    }

    /// How much the stack grows; `jump`: on the way to the target.
    pub(super) fn stack_effect(self, jump: bool) -> i32 {
        match self {
            Self::Real(instruction) => stack_effect(instruction, jump),
            // The handler finds the exception, and with a `with` the raising index replaces the entered value.
            Self::SetupFinally(_) => i32::from(jump),
            Self::SetupCleanup(_) => 2 * i32::from(jump),
            Self::SetupWith(_) => i32::from(jump),
            Self::Jump(_) | Self::JumpNoInterrupt(_) | Self::PopBlock => 0,
            Self::StoreFastMaybeNull(_) => -1,
        }
    }
}

/// An instruction with its source range and, once known, its exception handler.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub(super) op: Op,
    pub(super) location: Option<Location>,
    pub(super) handler: Option<Label>,
    /// CPython runs it and the next one as one instruction; it decides what is borrowed.
    pub(super) fused: bool,
}

impl Node {
    pub(super) fn line(&self) -> Option<u32> {
        self.location.map(|location| location.line)
    }
}

/// A basic block: only its last instruction may jump.
#[derive(Debug, Default, Clone)]
pub(super) struct Block {
    pub(super) nodes: Vec<Node>,
    pub(super) predecessors: u32,
    /// Exceptions arrive here.
    pub(super) is_handler: bool,
    /// The raising instruction's index is pushed below the exception.
    pub(super) lasti: bool,
    /// Reachable only through an exception.
    pub(super) cold: bool,
    /// Emptied because nothing reaches it. It stays where it stood, and everything but `borrow` passes over it.
    pub(super) unreachable: bool,
    /// Depth of the stack on entry; `None` if not reachable.
    pub(super) depth: Option<i32>,
}

impl Block {
    pub(super) fn last(&self) -> Option<&Node> {
        self.nodes.last()
    }

    pub(super) fn falls_through(&self) -> bool {
        self.last()
            .is_none_or(|node| !node.op.is_unconditional_jump() && !node.op.is_scope_exit())
    }

    pub(super) fn exits_scope(&self) -> bool {
        self.last().is_some_and(|node| node.op.is_scope_exit())
    }

    pub(super) fn has_no_line(&self) -> bool {
        self.nodes.iter().all(|node| node.location.is_none())
    }
}

/// The blocks of one code, and the order in which they will stand.
#[derive(Debug)]
pub(super) struct Graph {
    pub(super) blocks: Vec<Block>,
    pub(super) order: Vec<Label>,
}

impl Graph {
    pub(super) fn block(&self, label: Label) -> &Block {
        &self.blocks[label as usize]
    }

    pub(super) fn block_mut(&mut self, label: Label) -> &mut Block {
        &mut self.blocks[label as usize]
    }

    pub(super) fn add(&mut self, block: Block) -> Label {
        self.blocks.push(block);
        (self.blocks.len() - 1) as Label
    }

    /// For every block the one that stands behind it, but for unreachable ones.
    pub(super) fn successors(&self) -> Vec<Option<Label>> {
        let mut next = vec![None; self.blocks.len()];
        let mut last = None;
        for &label in &self.order {
            if self.block(label).unreachable {
                continue;
            }
            if let Some(last) = last.replace(label) {
                next[last as usize] = Some(label);
            }
        }
        next
    }

    /// The first block from `label` on that is not empty.
    pub(super) fn next_nonempty(&self, next: &[Option<Label>], mut label: Label) -> Option<Label> {
        while self.block(label).nodes.is_empty() {
            label = next[label as usize]?;
        }
        Some(label)
    }
}

/// The instructions of one code as they are generated, with labels between them.
#[derive(Debug, Default)]
pub(super) struct Sequence {
    nodes: Vec<Node>,
    labels: Vec<Option<usize>>,
}

impl Sequence {
    pub(super) fn label(&mut self) -> Label {
        self.labels.push(None);
        (self.labels.len() - 1) as Label
    }

    /// The label stands for the next instruction.
    pub(super) fn place(&mut self, label: Label) {
        self.labels[label as usize] = Some(self.nodes.len());
    }

    pub(super) fn push(&mut self, op: Op, location: Option<Location>) {
        self.nodes.push(Node {
            op,
            location,
            handler: None,
            fused: false,
        });
    }

    /// Puts instructions before all others.
    pub(super) fn prepend(&mut self, ops: Vec<(Op, Option<Location>)>) {
        for position in self.labels.iter_mut().flatten() {
            *position += ops.len();
        }
        let nodes = ops.into_iter().map(|(op, location)| Node {
            op,
            location,
            handler: None,
            fused: false,
        });
        self.nodes.splice(0..0, nodes);
    }

    /// Cuts the sequence into blocks (`_PyCfg_FromInstructionSequence`).
    pub(super) fn into_graph(self) -> Graph {
        let mut starts = vec![false; self.nodes.len() + 1];
        for position in self.labels.iter().flatten() {
            starts[*position] = true;
        }
        let mut graph = Graph {
            blocks: vec![Block::default()],
            order: vec![0],
        };
        let mut block_at = vec![0; self.nodes.len() + 1];
        for (index, node) in self.nodes.iter().enumerate() {
            let current = graph.blocks.len() - 1;
            let ended = graph.blocks[current]
                .last()
                .is_some_and(|last| last.op.jump_target().is_some() || last.op.is_scope_exit());
            if ended || (starts[index] && !graph.blocks[current].nodes.is_empty()) {
                let label = graph.add(Block::default());
                graph.order.push(label);
            }
            block_at[index] = graph.blocks.len() - 1;
            graph
                .blocks
                .last_mut()
                .expect("never empty")
                .nodes
                .push(*node);
        }
        // A label behind the last instruction is one that nothing jumps to.
        block_at[self.nodes.len()] = graph.blocks.len() - 1;
        for block in &mut graph.blocks {
            for node in &mut block.nodes {
                let target = node.op.jump_target().or(node.op.setup_target());
                if let Some(position) = target.and_then(|label| self.labels[label as usize]) {
                    node.op = node.op.with_target(block_at[position] as Label);
                }
            }
        }
        graph
    }
}

/// How much the stack grows by an instruction; `jump`: on the way to its target.
fn stack_effect(instruction: Instruction, jump: bool) -> i32 {
    use Instruction as I;
    match instruction {
        I::Nop
        | I::Resume(_)
        | I::Swap(_)
        | I::DeleteFast(_)
        | I::MakeCell(_)
        | I::CopyFreeVars(_)
        | I::DeleteDeref(_)
        | I::LoadFromDictOrDeref(_)
        | I::LoadFromDictOrGlobals(_)
        | I::DeleteName(_)
        | I::DeleteGlobal(_)
        | I::SetupAnnotations
        | I::LoadAttr(_)
        | I::UnaryNegative
        | I::UnaryPositive
        | I::UnaryInvert
        | I::UnaryNot
        | I::ToBool
        | I::ListToTuple
        | I::GetIter
        | I::GetYieldFromIter
        | I::Send(_)
        | I::YieldValue
        | I::StopIterationError
        | I::JumpForward(_)
        | I::JumpBackward(_)
        | I::JumpBackwardNoInterrupt(_)
        | I::MakeFunction
        | I::ConvertValue(_)
        | I::FormatSimple
        | I::CheckExcMatch => 0,
        I::PushNull
        | I::Copy(_)
        | I::LoadConst(_)
        | I::LoadFast(_)
        | I::LoadFastBorrow(_)
        | I::LoadFastCheck(_)
        | I::LoadFastAndClear(_)
        | I::LoadDeref(_)
        | I::LoadName(_)
        | I::LoadGlobal(_)
        | I::LoadLocals
        | I::LoadBuildClass
        | I::LoadAssertionError
        | I::LoadMethod(_)
        | I::LoadSpecial(_)
        | I::ReturnGenerator
        | I::ImportFrom(_)
        | I::PushExcInfo
        | I::BeforeWith
        | I::WithExceptStart { .. }
        | I::GetLen
        | I::MatchMapping
        | I::MatchSequence
        | I::MatchKeys => 1,
        I::PopTop
        | I::StoreFast(_)
        | I::StoreDeref(_)
        | I::StoreName(_)
        | I::StoreGlobal(_)
        | I::DeleteAttr(_)
        | I::BinarySubscr
        | I::BinaryOp { .. }
        | I::CompareOp { .. }
        | I::IsOp(_)
        | I::ContainsOp(_)
        | I::ListAppend(_)
        | I::ListExtend(_)
        | I::SetAdd(_)
        | I::SetUpdate(_)
        | I::DictUpdate(_)
        | I::DictMerge(_)
        | I::EndSend
        | I::CleanupThrow
        | I::PopJumpIfTrue(_)
        | I::PopJumpIfFalse(_)
        | I::PopJumpIfNone(_)
        | I::PopJumpIfNotNone(_)
        | I::SetFunctionAttribute(_)
        | I::ReturnValue
        | I::ImportName(_)
        | I::ImportStar
        | I::FormatWithSpec
        | I::Reraise(_)
        | I::PopExcept => -1,
        I::StoreAttr(_) | I::DeleteSubscr | I::BinarySlice | I::MapAdd(_) | I::MatchClass(_) => -2,
        I::StoreSubscr => -3,
        I::StoreSlice => -4,
        I::LoadSuperAttr { method, .. } => -2 + i32::from(method),
        I::BuildTuple(n)
        | I::BuildList(n)
        | I::BuildSet(n)
        | I::BuildString(n)
        | I::BuildSlice(n) => 1 - n as i32,
        I::BuildMap(n) => 1 - 2 * n as i32,
        I::UnpackSequence(n) => n as i32 - 1,
        I::UnpackEx { before, after } => i32::from(before) + i32::from(after),
        I::ForIter(_) => {
            if jump {
                -1
            } else {
                1
            }
        }
        I::Call(n) => -1 - n as i32,
        I::CallKw { count, .. } => -1 - i32::from(count),
        I::CallFunctionEx(keywords) => -2 - i32::from(keywords),
        I::RaiseVarargs(n) => -(n as i32),
    }
}
