//! Swaps before stores, as few as possible.

use super::flow::{Node, Op};
use crate::python::code::Instruction as I;

/// Merges a run of `Swap`s into the fewest that permute alike and returns its last index (`swaptimize`).
pub(super) fn fold_swaps(nodes: &mut [Node], start: usize) -> usize {
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
pub(super) fn apply_swaps(nodes: &mut [Node], from: usize) {
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
