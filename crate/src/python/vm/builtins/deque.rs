//! `collections.deque`.

use super::{Args, Signature};
use crate::heap::ObjectId;
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;

const MODULE: &str = "collections";

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    use Signature::{Any, Between, Exactly};
    let deque = vm.types.deque;
    for class in [
        deque,
        vm.types.deque_iterator,
        vm.types.deque_reverse_iterator,
    ] {
        vm.class_facts_mut(class).module = MODULE.into();
    }
    vm.module_value(MODULE, "deque", deque);
    vm.method(deque, "__new__", Any, |vm, args| {
        let deque = vm.new_deque(&[], None);
        match fill(vm, deque, args) {
            Ok(()) => Ok(deque),
            Err(unwind) => {
                vm.decref(deque);
                Err(unwind)
            }
        }
    });
    vm.method(deque, "__init__", Any, |vm, args| {
        fill(vm, args.positional[0], args)?;
        Ok(vm.none)
    });
    vm.method(deque, "append", Exactly(1), |vm, args| {
        push(vm, args, false)
    });
    vm.method(deque, "appendleft", Exactly(1), |vm, args| {
        push(vm, args, true)
    });
    vm.method(deque, "pop", Exactly(0), |vm, args| pop(vm, args, false));
    vm.method(deque, "popleft", Exactly(0), |vm, args| pop(vm, args, true));
    vm.method(deque, "extend", Exactly(1), |vm, args| {
        vm.deque_extend(args.positional[0], args.positional[1], false)?;
        Ok(vm.none)
    });
    vm.method(deque, "extendleft", Exactly(1), |vm, args| {
        vm.deque_extend(args.positional[0], args.positional[1], true)?;
        Ok(vm.none)
    });
    vm.method(deque, "clear", Exactly(0), |vm, args| {
        vm.deque_clear(args.positional[0]);
        Ok(vm.none)
    });
    for name in ["copy", "__copy__"] {
        vm.method(deque, name, Exactly(0), |vm, args| {
            let items = vm.owned_items(args.positional[0]);
            let bound = vm.deque_state(args.positional[0]).bound;
            Ok(vm.new_deque(&items, bound))
        });
    }
    vm.method(deque, "count", Exactly(1), super::sequences::count);
    vm.method(deque, "index", Between(1, 3), super::sequences::index);
    vm.method(deque, "insert", Exactly(2), insert);
    vm.method(deque, "remove", Exactly(1), remove);
    vm.method(deque, "reverse", Exactly(0), super::sequences::reverse);
    vm.method(deque, "rotate", Between(0, 1), rotate);
    vm.method(deque, "__reversed__", Exactly(0), |vm, args| {
        Ok(vm.iter_deque(args.positional[0], true))
    });
    super::sequences::register_protocol(vm, &[deque]);
    super::sequences::register_writing(vm, &[deque]);
}

/// `deque(iterable=(), maxlen=None)`
fn fill<R: Recorder>(vm: &mut Vm<R>, deque: ObjectId, args: &Args) -> Outcome<()> {
    let own = Args {
        positional: args.positional.get(1..).unwrap_or_default(),
        keywords: args.keywords,
    };
    let [iterable, bound] = vm.parse_arguments("deque", ["iterable", "maxlen"], 0, &own)?;
    let bound = match bound.filter(|&bound| bound != vm.none) {
        None => None,
        Some(bound) => {
            let Some(value) = vm.int_value(bound) else {
                return vm.type_error("an integer is required");
            };
            match usize::try_from(value) {
                Ok(bound) => Some(bound),
                Err(_) => return vm.value_error("maxlen must be non-negative"),
            }
        }
    };
    vm.deque_state(deque).bound = bound;
    vm.deque_clear(deque);
    match iterable {
        Some(iterable) => vm.deque_extend(deque, iterable, false),
        None => Ok(()),
    }
}

fn push<R: Recorder>(vm: &mut Vm<R>, args: &Args, is_left: bool) -> Outcome {
    let item = vm.new_reference(args.positional[1]);
    vm.deque_push(args.positional[0], item, is_left);
    Ok(vm.none)
}

fn pop<R: Recorder>(vm: &mut Vm<R>, args: &Args, is_left: bool) -> Outcome {
    let deque = args.positional[0];
    let Some(last) = (vm.heap().slot_count(deque) as usize).checked_sub(1) else {
        return vm.index_error("pop from an empty deque");
    };
    let item = vm.deque_take(deque, if is_left { 0 } else { last });
    Ok(item.unwrap_or(vm.none))
}

fn insert<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let &[deque, index, item] = args.positional else {
        return Ok(vm.none);
    };
    let index = vm.index_value(index)?;
    let length = vm.heap().slot_count(deque) as i64;
    let bound = vm.deque_state(deque).bound;
    if bound.is_some_and(|bound| length as usize >= bound) {
        return vm.index_error("deque already at its maximum size");
    }
    let place = if index < 0 {
        (index + length).max(0)
    } else {
        index.min(length)
    };
    vm.incref(item);
    vm.world.insert_slot(deque, place as usize, Some(item));
    Ok(vm.none)
}

fn remove<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let (deque, item) = (args.positional[0], args.positional[1]);
    let changes = vm.deque_changes(deque);
    let found = vm.position(deque, item, 0);
    if vm.deque_changes(deque) != changes {
        vm.catch(found, vm.types.runtime_error)?;
        return vm.index_error("deque mutated during remove().");
    }
    match found? {
        Some(place) => {
            let old = vm.deque_take(deque, place);
            vm.xdecref(old);
            Ok(vm.none)
        }
        None => {
            let item = vm.repr(item)?;
            vm.value_error(format!("{item} is not in deque"))
        }
    }
}

fn rotate<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let deque = args.positional[0];
    let steps = match args.positional.get(1) {
        Some(&steps) => vm.index_value(steps)?,
        None => 1,
    };
    let length = vm.heap().slot_count(deque) as i64;
    if length > 1 {
        for _ in 0..steps.rem_euclid(length) {
            let item = vm.world.remove_slot(deque, length as usize - 1);
            vm.world.insert_slot(deque, 0, item);
        }
    }
    Ok(vm.none)
}
