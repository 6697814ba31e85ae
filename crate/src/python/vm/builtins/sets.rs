//! `set` and `frozenset`.

use super::iterators::constructor_arguments;
use super::{Args, Signature};
use crate::heap::{Kind, ObjectId};
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    use Signature::{Any, Exactly};
    let types = vm.types.clone();
    vm.method(
        types.set,
        "__new__",
        Any,
        |vm, args| match *constructor_arguments(vm, "set", (0, 1), args)? {
            [iterable] => vm.new_set_from(Kind::Set, iterable),
            _ => Ok(vm.new_empty_set(Kind::Set)),
        },
    );
    vm.method(
        types.frozenset,
        "__new__",
        Any,
        |vm, args| match *constructor_arguments(vm, "frozenset", (0, 1), args)? {
            [iterable] if vm.kind(iterable) == Kind::FrozenSet => Ok(vm.new_reference(iterable)),
            [iterable] => {
                let set = vm.new_set_from(Kind::FrozenSet, iterable)?;
                Ok(untrack_unless_needed(vm, set))
            }
            _ => {
                let set = vm.new_empty_set(Kind::FrozenSet);
                Ok(untrack_unless_needed(vm, set))
            }
        },
    );
    vm.method(types.set, "__init__", Any, |vm, args| {
        let name = vm.type_name(args.positional[0]);
        let iterable = constructor_arguments(vm, &name, (0, 1), args)?
            .first()
            .copied();
        vm.set_clear(args.positional[0]);
        if let Some(iterable) = iterable {
            vm.set_update(args.positional[0], iterable)?;
        }
        Ok(vm.none)
    });
    for class in [types.set, types.frozenset] {
        vm.method(class, "copy", Exactly(0), copy);
        vm.method(class, "difference", Any, |vm, args| {
            fold(vm, args, Vm::set_difference)
        });
        vm.method(class, "intersection", Any, |vm, args| {
            fold(vm, args, Vm::set_intersection)
        });
        vm.method(class, "symmetric_difference", Exactly(1), |vm, args| {
            let kind = vm.kind(args.positional[0]);
            vm.set_symmetric_difference(kind, args.positional[0], args.positional[1])
        });
        vm.method(class, "union", Any, union);
        vm.method(class, "isdisjoint", Exactly(1), is_disjoint);
        vm.method(class, "issubset", Exactly(1), is_subset);
        vm.method(class, "issuperset", Exactly(1), |vm, args| {
            let result = vm.is_subset(args.positional[1], args.positional[0])?;
            Ok(vm.bool(result))
        });
    }
    let set = types.set;
    vm.method(set, "add", Exactly(1), |vm, args| {
        vm.set_add(args.positional[0], args.positional[1])?;
        Ok(vm.none)
    });
    vm.method(set, "clear", Exactly(0), |vm, args| {
        vm.set_clear(args.positional[0]);
        Ok(vm.none)
    });
    vm.method(set, "discard", Exactly(1), |vm, args| {
        vm.set_discard(args.positional[0], args.positional[1])?;
        Ok(vm.none)
    });
    vm.method(set, "pop", Exactly(0), pop);
    vm.method(set, "remove", Exactly(1), |vm, args| {
        if vm.set_discard(args.positional[0], args.positional[1])? {
            return Ok(vm.none);
        }
        vm.key_error(args.positional[1])
    });
    vm.method(set, "update", Any, |vm, args| {
        for_each(vm, args, Vm::set_update)
    });
    vm.method(set, "difference_update", Any, |vm, args| {
        for_each(vm, args, Vm::set_difference_update)
    });
    vm.method(
        set,
        "symmetric_difference_update",
        Exactly(1),
        |vm, args| {
            vm.set_symmetric_difference_update(args.positional[0], args.positional[1])?;
            Ok(vm.none)
        },
    );
    vm.method(set, "intersection_update", Any, |vm, args| {
        let result = fold(vm, args, Vm::set_intersection)?;
        vm.set_swap_bodies(args.positional[0], result);
        Ok(vm.none)
    });
}

fn copy<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let set = args.positional[0];
    if vm.kind(set) == Kind::FrozenSet {
        return Ok(vm.new_reference(set));
    }
    vm.set_copy(Kind::Set, set)
}

/// Combines the set with each argument in turn; a copy without any.
fn fold<R: Recorder>(
    vm: &mut Vm<R>,
    args: &Args,
    combine: fn(&mut Vm<R>, Kind, ObjectId, ObjectId) -> Outcome,
) -> Outcome {
    let (set, others) = (args.positional[0], &args.positional[1..]);
    let kind = vm.kind(set);
    fold_all(vm, kind, set, others, combine)
}

fn fold_all<R: Recorder>(
    vm: &mut Vm<R>,
    kind: Kind,
    set: ObjectId,
    others: &[ObjectId],
    combine: fn(&mut Vm<R>, Kind, ObjectId, ObjectId) -> Outcome,
) -> Outcome {
    let Some((&first, rest)) = others.split_first() else {
        return vm.set_copy(kind, set);
    };
    let mut result = combine(vm, kind, set, first)?;
    for &other in rest {
        let next = combine(vm, kind, result, other);
        vm.decref(result);
        result = next?;
    }
    Ok(result)
}

fn for_each<R: Recorder>(
    vm: &mut Vm<R>,
    args: &Args,
    change: fn(&mut Vm<R>, ObjectId, ObjectId) -> Outcome<()>,
) -> Outcome {
    let others = &args.positional[1..];
    let outcome = others
        .iter()
        .try_for_each(|&other| change(vm, args.positional[0], other));
    outcome.map(|()| vm.none)
}

fn union<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let (set, others) = (args.positional[0], &args.positional[1..]);
    let kind = vm.kind(set);
    let result = vm.set_copy(kind, set)?;
    let outcome = others
        .iter()
        .try_for_each(|&other| vm.set_update(result, other));
    match outcome {
        Ok(()) => Ok(result),
        Err(unwind) => {
            vm.decref(result);
            Err(unwind)
        }
    }
}

fn pop<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    if let Some(item) = vm.set_pop(args.positional[0]) {
        return Ok(item);
    }
    let message = vm.new_str("pop from an empty set");
    let error = vm.key_error(message);
    vm.decref(message);
    error
}

/// `isdisjoint` of sets and of views.
pub fn is_disjoint<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let (set, other) = (args.positional[0], args.positional[1]);
    let items = vm.collect_items(other)?;
    let mut found = Ok(false);
    for &item in &items {
        found = vm.contains(set, item);
        if !matches!(found, Ok(false)) {
            break;
        }
    }
    vm.decref_all(items);
    let found = found?;
    Ok(vm.bool(!found))
}

fn is_subset<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let (set, other) = (args.positional[0], args.positional[1]);
    let is_set = matches!(vm.kind(other), Kind::Set | Kind::FrozenSet);
    let other = if is_set {
        vm.new_reference(other)
    } else {
        vm.new_set_from(Kind::Set, other)?
    };
    let result = vm.is_subset(set, other);
    vm.decref(other);
    let result = result?;
    Ok(vm.bool(result))
}

/// What `frozenset()` returns may be of no interest to the collector, as the version has it.
fn untrack_unless_needed<R: Recorder>(vm: &mut Vm<R>, set: ObjectId) -> ObjectId {
    let items = vm.items(set);
    if !vm.is_tracked_at_birth(vm.profile().frozenset_tracking, &items) {
        vm.world.untrack(set);
    }
    set
}
