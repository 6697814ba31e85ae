//! What calls of `enumerate`, `zip`, `map`, `filter` and `reversed` make.

use super::{Args, Signature};
use crate::heap::{Kind, ObjectId};
use crate::python::vm::iterate::IteratorState;
use crate::python::vm::{Outcome, Vm};
use crate::refcount::count_transient;
use crate::tape::Recorder;

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    use Signature::{Any, Exactly};
    let types = vm.types.clone();
    vm.method(types.enumerate, "__new__", Any, new_enumerate);
    vm.method(types.zip, "__new__", Any, new_zip);
    vm.method(types.map, "__new__", Any, new_map);
    vm.method(types.filter, "__new__", Any, new_filter);
    vm.method(types.reversed, "__new__", Any, new_reversed);
    register_generators(vm);
    let views = [types.dict_keys, types.dict_values, types.dict_items];
    for class in [types.list, types.range, types.deque, types.dict]
        .into_iter()
        .chain(views)
    {
        vm.method(class, "__reversed__", Exactly(0), |vm, args| {
            reversed(vm, args.positional[0])
        });
    }
    let over_known_lengths = [
        types.list_iterator,
        types.list_reverseiterator,
        types.tuple_iterator,
        types.range_iterator,
        types.str_iterator,
        types.set_iterator,
        types.dict_keyiterator,
        types.dict_valueiterator,
        types.dict_itemiterator,
        types.dict_reversekeyiterator,
        types.dict_reversevalueiterator,
        types.dict_reverseitemiterator,
        types.sequence_iterator,
        types.reversed,
    ];
    for class in over_known_lengths {
        vm.method(class, "__length_hint__", Exactly(0), |vm, args| {
            match vm.items_left(args.positional[0])? {
                Some(left) => Ok(vm.new_int(left as i64)),
                None => Ok(vm.not_implemented),
            }
        });
    }
    let others = [
        types.callable_iterator,
        types.deque_iterator,
        types.deque_reverse_iterator,
        types.enumerate,
        types.zip,
        types.map,
        types.filter,
    ];
    for class in over_known_lengths.into_iter().chain(others) {
        vm.method(class, "__next__", Exactly(0), next);
        vm.method(class, "__iter__", Exactly(0), |vm, args| {
            Ok(vm.new_reference(args.positional[0]))
        });
    }
}

/// The methods of generators; `throw` in its form with one argument.
fn register_generators<R: Recorder>(vm: &mut Vm<R>) {
    use Signature::{Between, Exactly};
    let class = vm.types.generator;
    vm.method(class, "__iter__", Exactly(0), |vm, args| {
        Ok(vm.new_reference(args.positional[0]))
    });
    vm.method(class, "__next__", Exactly(0), |vm, args| {
        vm.generator_send(args.positional[0], vm.none)
    });
    vm.method(class, "send", Exactly(1), |vm, args| {
        vm.generator_send(args.positional[0], args.positional[1])
    });
    vm.method(class, "throw", Between(1, 3), |vm, args| {
        let &[generator, exception] = args.positional else {
            return vm.unsupported("generator.throw() with more than one argument");
        };
        vm.incref(exception);
        let exception = vm.exception_from(
            exception,
            "exceptions must be classes or instances deriving from BaseException",
        )?;
        vm.generator_throw(generator, exception)
    });
    vm.method(class, "close", Exactly(0), |vm, args| {
        vm.generator_close(args.positional[0])?;
        Ok(vm.none)
    });
}

fn next<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    match vm.next(args.positional[0])? {
        Some(item) => Ok(item),
        None => {
            let exception = vm.new_exception(vm.types.stop_iteration, &[]);
            Err(vm.raise_object(exception))
        }
    }
}

/// The arguments behind the class, of a constructor that takes them by position only.
pub fn constructor_arguments<'a, R: Recorder>(
    vm: &mut Vm<R>,
    name: &str,
    (least, most): (usize, usize),
    args: &Args<'a>,
) -> Outcome<&'a [ObjectId]> {
    if !args.keywords.is_empty() {
        return vm.type_error(format!("{name}() takes no keyword arguments"));
    }
    let own = args.positional.get(1..).unwrap_or_default();
    let given = own.len();
    let (bound, wanted) = match given {
        _ if least == most && given != least => ("", least),
        _ if given < least => ("at least ", least),
        _ if given > most => ("at most ", most),
        _ => return Ok(own),
    };
    let plural = if wanted == 1 { "" } else { "s" };
    vm.type_error(format!(
        "{name} expected {bound}{wanted} argument{plural}, got {given}"
    ))
}

fn new_enumerate<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let own = Args {
        positional: args.positional.get(1..).unwrap_or_default(),
        keywords: args.keywords,
    };
    let [iterable, start] = vm.parse_arguments("enumerate", ["iterable", "start"], 1, &own)?;
    let start = match start {
        Some(start) => vm.index_value(start)?,
        None => 0,
    };
    let class = vm.types.enumerate;
    let enumerate = vm.new_iterator(class, IteratorState::Enumerate(start), &[None, None]);
    let iterator = match vm.iter(iterable.unwrap_or(vm.none)) {
        Ok(iterator) => iterator,
        Err(unwind) => {
            vm.decref(enumerate);
            return Err(unwind);
        }
    };
    vm.world.replace_slot(enumerate, 0, Some(iterator));
    let pair = vm.new_tuple(&[vm.none, vm.none]);
    vm.world.replace_slot(enumerate, 1, Some(pair));
    Ok(enumerate)
}

/// An iterator for each, in a tuple that is made before them.
fn iterators_of<R: Recorder>(vm: &mut Vm<R>, iterables: &[ObjectId]) -> Outcome {
    let nones = vec![vm.none; iterables.len()];
    let iterators = vm.fill_tuple(&nones);
    for (index, &iterable) in iterables.iter().enumerate() {
        match vm.iter(iterable) {
            Ok(iterator) => vm.world.replace_slot(iterators, index, Some(iterator)),
            Err(unwind) => {
                vm.decref(iterators);
                return Err(unwind);
            }
        };
    }
    Ok(iterators)
}

fn new_zip<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let [strict] = vm.parse_keywords("zip", ["strict"], args)?;
    let strict = match strict {
        Some(strict) => vm.truth(strict)?,
        None => false,
    };
    let iterables = args.positional.get(1..).unwrap_or_default();
    let packed = vm.pack_arguments(iterables);
    let iterators = iterators_of(vm, iterables);
    let result = iterators.map(|iterators| make_zip(vm, iterators, iterables.len(), strict));
    vm.decref(packed);
    result
}

fn make_zip<R: Recorder>(
    vm: &mut Vm<R>,
    iterators: ObjectId,
    count: usize,
    strict: bool,
) -> ObjectId {
    let nones = vec![vm.none; count];
    let result = vm.fill_tuple(&nones);
    let slots = [Some(iterators), Some(result)];
    let class = vm.types.zip;
    vm.new_iterator(class, IteratorState::Zip { strict }, &slots)
}

fn new_map<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    if !args.keywords.is_empty() {
        return vm.type_error("map() takes no keyword arguments");
    }
    let [_, function, iterables @ ..] = args.positional else {
        return vm.type_error("map() must have at least two arguments.");
    };
    if iterables.is_empty() {
        return vm.type_error("map() must have at least two arguments.");
    }
    let iterators = iterators_of(vm, iterables)?;
    let slots = [Some(iterators), Some(vm.new_reference(*function))];
    let class = vm.types.map;
    Ok(vm.new_iterator(class, IteratorState::Map, &slots))
}

fn new_filter<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let own = constructor_arguments(vm, "filter", (2, 2), args)?;
    let (function, iterable) = (own[0], own[1]);
    let iterator = vm.iter(iterable)?;
    let slots = [Some(iterator), Some(vm.new_reference(function))];
    let class = vm.types.filter;
    Ok(vm.new_iterator(class, IteratorState::Filter, &slots))
}

fn new_reversed<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let own = constructor_arguments(vm, "reversed", (1, 1), args)?;
    let sequence = own[0];
    if vm.has_python_class(sequence)
        && vm.has_special(sequence, "__reversed__")
        && let Some(result) = vm.call_special(sequence, "__reversed__", &[])?
    {
        return Ok(result);
    }
    if matches!(
        vm.kind(sequence),
        Kind::List | Kind::Range | Kind::Deque | Kind::Dict | Kind::View
    ) {
        // Its method `__reversed__` is bound and called.
        count_transient(vm, Kind::BuiltinFunction, 1);
    }
    reversed(vm, sequence)
}

fn reversed<R: Recorder>(vm: &mut Vm<R>, sequence: ObjectId) -> Outcome {
    let class = match vm.kind(sequence) {
        Kind::List => vm.types.list_reverseiterator,
        Kind::Range => {
            let [start, _, step] = vm.range(sequence);
            let left = vm.range_length(sequence);
            let next = start.wrapping_add(step.wrapping_mul(left as i64 - 1));
            let step = step.wrapping_neg();
            let state = IteratorState::Range { next, step, left };
            let class = vm.types.range_iterator;
            return Ok(vm.new_iterator(class, state, &[]));
        }
        Kind::Dict | Kind::View => return Ok(vm.iter_dict_reversed(sequence)),
        Kind::Deque => return Ok(vm.iter_deque(sequence, true)),
        Kind::Tuple | Kind::Str | Kind::Bytes => vm.types.reversed,
        _ if vm.has_python_class(sequence) && vm.has_special(sequence, "__getitem__") => {
            vm.types.reversed
        }
        _ => {
            let name = vm.type_name(sequence);
            return vm.type_error(format!("'{name}' object is not reversible"));
        }
    };
    let length = vm.length(sequence)?;
    let slots = [Some(vm.new_reference(sequence))];
    Ok(vm.new_iterator(class, IteratorState::Reversed(length), &slots))
}
