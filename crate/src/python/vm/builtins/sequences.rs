//! `list`, `tuple`, `range` and `slice`.

use super::iterators::constructor_arguments;
use super::{Args, Signature};
use crate::heap::{Kind, ObjectId, Payload};
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    use Signature::{Any, Between, Exactly};
    let types = vm.types.clone();
    vm.method(types.list, "__new__", Any, new_list);
    vm.method(types.list, "__init__", Any, |vm, args| {
        let iterable = constructor_arguments(vm, "list", (0, 1), args)?
            .first()
            .copied();
        vm.list_clear(args.positional[0]);
        if let Some(iterable) = iterable {
            vm.list_init(args.positional[0], iterable)?;
        }
        Ok(vm.none)
    });
    vm.method(types.list, "append", Exactly(1), append);
    vm.method(types.list, "clear", Exactly(0), |vm, args| {
        vm.list_clear(args.positional[0]);
        Ok(vm.none)
    });
    vm.method(types.list, "copy", Exactly(0), |vm, args| {
        let items = vm.owned_items(args.positional[0]);
        Ok(vm.new_list(&items))
    });
    vm.method(types.list, "count", Exactly(1), count);
    vm.method(types.list, "extend", Exactly(1), |vm, args| {
        vm.list_extend(args.positional[0], args.positional[1])?;
        Ok(vm.none)
    });
    vm.method(types.list, "index", Between(1, 3), index);
    vm.method(types.list, "insert", Exactly(2), insert);
    vm.method(types.list, "pop", Between(0, 1), pop);
    vm.method(types.list, "remove", Exactly(1), remove);
    vm.method(types.list, "reverse", Exactly(0), reverse);
    vm.method(types.list, "sort", Any, sort);
    vm.method(types.tuple, "__new__", Any, new_tuple);
    vm.method(types.tuple, "count", Exactly(1), count);
    vm.method(types.tuple, "index", Between(1, 3), index);
    vm.method(types.range, "__new__", Any, new_range);
    vm.method(types.range, "count", Exactly(1), |vm, args| {
        let found = vm.contains_builtin(args.positional[0], args.positional[1])?;
        Ok(vm.new_int(i64::from(found)))
    });
    vm.method(types.range, "index", Exactly(1), index_in_range);
    vm.method(types.slice, "__new__", Any, new_slice);
    vm.method(types.slice, "indices", Exactly(1), slice_indices);
    register_protocol(
        vm,
        &[types.list, types.tuple, types.range, types.str, types.bytes],
    );
    register_protocol(
        vm,
        &[types.dict, types.set, types.frozenset, types.dict_keys],
    );
    register_protocol(vm, &[types.dict_values, types.dict_items]);
    register_writing(vm, &[types.list, types.dict]);
}

/// The methods behind assigning to and deleting subscripts.
pub fn register_writing<R: Recorder>(vm: &mut Vm<R>, classes: &[ObjectId]) {
    use Signature::Exactly;
    for &class in classes {
        vm.method(class, "__setitem__", Exactly(2), |vm, args| {
            vm.set_item_builtin(args.positional[0], args.positional[1], args.positional[2])?;
            Ok(vm.none)
        });
        vm.method(class, "__delitem__", Exactly(1), |vm, args| {
            vm.delete_item_builtin(args.positional[0], args.positional[1])?;
            Ok(vm.none)
        });
    }
}

/// The methods behind `len()`, `in`, `iter()` and, where there are subscripts, `[]`.
pub fn register_protocol<R: Recorder>(vm: &mut Vm<R>, classes: &[ObjectId]) {
    use Signature::Exactly;
    for &class in classes {
        vm.method(class, "__len__", Exactly(0), |vm, args| {
            let length = vm.length_builtin(args.positional[0]);
            Ok(vm.new_int(length.unwrap_or(0) as i64))
        });
        vm.method(class, "__contains__", Exactly(1), |vm, args| {
            let found = vm.contains_builtin(args.positional[0], args.positional[1])?;
            Ok(vm.bool(found))
        });
        vm.method(class, "__iter__", Exactly(0), |vm, args| {
            let this = args.positional[0];
            match vm.iter_builtin(this) {
                Some(iterator) => Ok(iterator),
                None => vm.not_iterable(this),
            }
        });
        let has_subscripts = [
            vm.types.list,
            vm.types.tuple,
            vm.types.range,
            vm.types.str,
            vm.types.bytes,
            vm.types.bytearray,
            vm.types.dict,
            vm.types.deque,
        ]
        .contains(&class);
        if has_subscripts {
            vm.method(class, "__getitem__", Exactly(1), |vm, args| {
                vm.get_item_builtin(args.positional[0], args.positional[1])
            });
        }
    }
}

fn new_list<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let own = constructor_arguments(vm, "list", (0, 1), args)?;
    // Of a generator expression, 3.15 compiles a display.
    let is_inlined = |&iterable: &ObjectId| {
        vm.kind(iterable) == Kind::Generator
            && vm.tables.text(vm.heap(), iterable) == "<genexpr>"
            && vm.profile().lists.inline_generators
    };
    let list = if own.iter().any(is_inlined) {
        vm.new_list(&[])
    } else {
        vm.new_by_call(Kind::List)
    };
    if let [iterable] = *own
        && let Err(unwind) = vm.list_init(list, iterable)
    {
        vm.decref(list);
        return Err(unwind);
    }
    Ok(list)
}

fn new_tuple<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let [iterable] = *constructor_arguments(vm, "tuple", (0, 1), args)? else {
        return Ok(vm.empty_tuple);
    };
    match vm.sequence_tuple(iterable)? {
        Some(tuple) => Ok(tuple),
        None => vm.not_iterable(iterable),
    }
}

fn append<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let (list, item) = (args.positional[0], args.positional[1]);
    vm.incref(item);
    let before = vm.heap().slot_count(list) as usize;
    vm.world.push_slot(list, Some(item));
    vm.list_resized(list, before);
    Ok(vm.none)
}

pub fn count<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let (sequence, item) = (args.positional[0], args.positional[1]);
    let (mut count, mut start) = (0, 0);
    while let Some(found) = vm.position(sequence, item, start)? {
        count += 1;
        start = found + 1;
    }
    Ok(vm.new_int(count))
}

pub fn index<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let (sequence, item) = (args.positional[0], args.positional[1]);
    let length = vm.heap().slot_count(sequence) as i64;
    let mut bounds = [0, i64::MAX];
    for (bound, &given) in bounds.iter_mut().zip(&args.positional[2..]) {
        let Some(value) = vm.index_optional(given)? else {
            return vm.type_error("slice indices must be integers or have an __index__ method");
        };
        *bound = if value < 0 {
            (value + length).max(0)
        } else {
            value
        };
    }
    let [start, stop] = bounds;
    let found = vm.position(sequence, item, usize::try_from(start).unwrap_or(usize::MAX))?;
    match found {
        Some(place) if (place as i64) < stop => Ok(vm.new_int(place as i64)),
        _ if vm.kind(sequence) == Kind::Tuple => vm.value_error("tuple.index(x): x not in tuple"),
        _ => {
            let item = vm.repr(item)?;
            let message = vm.profile().messages.not_in_list;
            let name = if vm.kind(sequence) == Kind::Deque {
                "deque"
            } else {
                "list"
            };
            vm.value_error(message.fill(&[("item", &item), ("type", name)]))
        }
    }
}

fn insert<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let (list, item) = (args.positional[0], args.positional[2]);
    let index = vm.index_value(args.positional[1])?;
    let length = i64::from(vm.heap().slot_count(list));
    let index = if index < 0 { index + length } else { index };
    vm.incref(item);
    let place = index.clamp(0, length) as usize;
    vm.world.insert_slot(list, place, Some(item));
    vm.list_resized(list, length as usize);
    Ok(vm.none)
}

fn pop<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let list = args.positional[0];
    let index = match args.positional.get(1) {
        Some(&index) => vm.index_value(index)?,
        None => -1,
    };
    let length = vm.heap().slot_count(list) as usize;
    if length == 0 {
        return vm.index_error("pop from empty list");
    }
    match Vm::<R>::place(index, length).and_then(|place| vm.world.remove_slot(list, place)) {
        Some(item) => {
            vm.list_resized(list, length);
            Ok(item)
        }
        None => vm.index_error("pop index out of range"),
    }
}

fn remove<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let (list, item) = (args.positional[0], args.positional[1]);
    let Some(place) = vm.position(list, item, 0)? else {
        return vm.value_error("list.remove(x): x not in list");
    };
    // A comparison may have shortened the list.
    if place < vm.heap().slot_count(list) as usize {
        let before = vm.heap().slot_count(list) as usize;
        let removed = vm.world.remove_slot(list, place);
        vm.list_resized(list, before);
        vm.xdecref(removed);
    }
    Ok(vm.none)
}

pub fn reverse<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let list = args.positional[0];
    let items = vm.items(list);
    for (place, &item) in items.iter().rev().enumerate() {
        vm.world.replace_slot(list, place, Some(item));
    }
    Ok(vm.none)
}

fn sort<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let [list] = *args.positional else {
        return vm.type_error("sort() takes no positional arguments");
    };
    let [key, reverse] = vm.parse_keywords("sort", ["key", "reverse"], args)?;
    let key = key.filter(|&key| key != vm.none);
    let reverse = match reverse {
        Some(reverse) => vm.truth(reverse)?,
        None => false,
    };
    let before = vm.owned_items(list);
    let mut sorted = before.clone();
    let outcome = vm.sort(&mut sorted, key, reverse);
    let is_unchanged = vm.items(list) == before;
    if outcome.is_ok() && is_unchanged {
        for (place, &item) in sorted.iter().enumerate() {
            vm.world.replace_slot(list, place, Some(item));
        }
    }
    vm.decref_all(before);
    outcome?;
    if !is_unchanged {
        return vm.value_error("list modified during sort");
    }
    Ok(vm.none)
}

fn new_range<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let own = constructor_arguments(vm, "range", (1, 3), args)?;
    let mut values = [0; 3];
    for (value, &given) in values.iter_mut().zip(own) {
        *value = vm.index_value(given)?;
    }
    let [start, stop, step] = match own.len() {
        1 => [0, values[0], 1],
        2 => [values[0], values[1], 1],
        _ => values,
    };
    if step == 0 {
        return vm.value_error("range() arg 3 must not be zero");
    }
    Ok(vm.new_range(start, stop, step))
}

fn index_in_range<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let (range, item) = (args.positional[0], args.positional[1]);
    match vm.range_position(range, item) {
        Some(place) => Ok(vm.new_int(place as i64)),
        None => {
            let item = vm.repr(item)?;
            vm.value_error(format!("{item} is not in range"))
        }
    }
}

fn new_slice<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let own = constructor_arguments(vm, "slice", (1, 3), args)?;
    let none = vm.none;
    let parts = match *own {
        [stop] => [none, stop, none],
        [start, stop] => [start, stop, none],
        _ => [own[0], own[1], own[2]],
    };
    for part in parts {
        vm.incref(part);
    }
    let class = vm.types.slice;
    Ok(vm.new_fixed(Kind::Slice, class, &parts.map(Some), Payload::default()))
}

fn slice_indices<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let length = vm.index_value(args.positional[1])?;
    let Ok(length) = usize::try_from(length) else {
        return vm.value_error("length should not be negative");
    };
    let slice = vm.slice_of(args.positional[0], length)?;
    let parts = [slice.start, slice.stop, slice.step].map(|part| vm.new_int(part));
    Ok(vm.fill_tuple(&parts))
}
