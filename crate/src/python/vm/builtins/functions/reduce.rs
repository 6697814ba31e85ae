//! Functions that make one value of many: `sum`, `min`, `max`, `any`, `all`, and `sorted`.

use crate::heap::{Kind, ObjectId};
use crate::python::code::{BinaryOperator, Comparison};
use crate::python::vm::builtins::{Args, Signature};
use crate::python::vm::{Outcome, Vm};
use crate::refcount::count_transient;
use crate::tape::Recorder;

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    use Signature::{Any, Exactly};
    vm.function("all", Exactly(1), |vm, args| {
        decided_by(vm, args.positional[0], false)
    });
    vm.function("any", Exactly(1), |vm, args| {
        decided_by(vm, args.positional[0], true)
    });
    vm.function("max", Any, |vm, args| {
        extreme(vm, args, "max", Comparison::Greater)
    });
    vm.function("min", Any, |vm, args| {
        extreme(vm, args, "min", Comparison::Less)
    });
    vm.function("sorted", Any, sorted);
    vm.function("sum", Any, sum);
}

/// Goes on until an item has this truth value: the result is that, or the opposite at the end.
fn decided_by<R: Recorder>(vm: &mut Vm<R>, iterable: ObjectId, truth: bool) -> Outcome {
    let iterator = vm.iter(iterable)?;
    let mut result = Ok(!truth);
    loop {
        match vm.next(iterator) {
            Ok(Some(item)) => {
                let value = vm.truth(item);
                vm.decref(item);
                match value {
                    Ok(value) if value != truth => continue,
                    value => result = value,
                }
            }
            Ok(None) => {}
            Err(unwind) => result = Err(unwind),
        }
        break;
    }
    vm.decref(iterator);
    result.map(|value| vm.bool(value))
}

fn extreme<R: Recorder>(
    vm: &mut Vm<R>,
    args: &Args,
    function: &'static str,
    wanted: Comparison,
) -> Outcome {
    if args.positional.is_empty() {
        return vm.type_error(format!("{function} expected at least 1 argument, got 0"));
    }
    let [key, default] = vm.parse_keywords(function, ["key", "default"], args)?;
    let key = key.filter(|&key| key != vm.none);
    if let [iterable] = *args.positional {
        let iterator = vm.iter(iterable)?;
        let best = best_of(vm, |vm| vm.next(iterator), key, wanted);
        vm.decref(iterator);
        return match (best?, default) {
            (Some(best), _) => Ok(best),
            (None, Some(default)) => Ok(vm.new_reference(default)),
            (None, None) => {
                let message = vm.profile().messages.empty_iterable;
                vm.value_error(message.fill(&[("function", function)]))
            }
        };
    }
    if default.is_some() {
        return vm.type_error(format!(
            "Cannot specify a default for {function}() with multiple positional arguments"
        ));
    }
    if vm.profile().c_calls.pack.contains(&function) {
        // `min_max` goes through the tuple of its arguments with an iterator.
        count_transient(vm, Kind::Iterator, 0);
    }
    let mut items = args.positional.iter();
    let next = |vm: &mut Vm<R>| Ok(items.next().map(|&item| vm.new_reference(item)));
    match best_of(vm, next, key, wanted)? {
        Some(best) => Ok(best),
        None => Ok(vm.none),
    }
}

/// The first of the best items, owned.
fn best_of<R: Recorder>(
    vm: &mut Vm<R>,
    mut next: impl FnMut(&mut Vm<R>) -> Outcome<Option<ObjectId>>,
    key: Option<ObjectId>,
    wanted: Comparison,
) -> Outcome<Option<ObjectId>> {
    // The best item and the value by which it is compared, both owned.
    let mut best: Option<(ObjectId, ObjectId)> = None;
    let outcome = loop {
        let item = match next(vm) {
            Ok(Some(item)) => item,
            Ok(None) => break Ok(()),
            Err(unwind) => break Err(unwind),
        };
        let value = match key {
            Some(key) => match vm.call(key, &[item]) {
                Ok(value) => value,
                Err(unwind) => {
                    vm.decref(item);
                    break Err(unwind);
                }
            },
            None => vm.new_reference(item),
        };
        let is_better = match best {
            None => Ok(true),
            Some((_, best_value)) => vm.compare(wanted, value, best_value).and_then(|result| {
                let truth = vm.truth(result);
                vm.decref(result);
                truth
            }),
        };
        match is_better {
            Ok(true) => {
                if let Some((old, old_value)) = best.replace((item, value)) {
                    vm.decref_all([old_value, old]);
                }
            }
            Ok(false) => vm.decref_all([value, item]),
            Err(unwind) => {
                vm.decref_all([value, item]);
                break Err(unwind);
            }
        }
    };
    match (outcome, best) {
        (Ok(()), Some((item, value))) => {
            vm.decref(value);
            Ok(Some(item))
        }
        (Ok(()), None) => Ok(None),
        (Err(unwind), best) => {
            if let Some((item, value)) = best {
                vm.decref_all([value, item]);
            }
            Err(unwind)
        }
    }
}

/// A new list, sorted by its own `sort`.
fn sorted<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let [iterable] = *args.positional else {
        let given = args.positional.len();
        return vm.type_error(format!("sorted expected 1 argument, got {given}"));
    };
    let list = vm.new_list(&[]);
    if let Err(unwind) = vm.list_extend(list, iterable) {
        vm.decref(list);
        return Err(unwind);
    }
    let name = vm.intern_str("sort");
    let outcome = vm.get_attribute(list, name).and_then(|sort| {
        let keywords = args.keywords;
        let result = vm.call_with(
            sort,
            &Args {
                positional: &[],
                keywords,
            },
        );
        vm.decref(sort);
        vm.discard(result)
    });
    match outcome {
        Ok(()) => Ok(list),
        Err(unwind) => {
            vm.decref(list);
            Err(unwind)
        }
    }
}

fn sum<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    if args.positional.is_empty() {
        return vm.type_error("sum() takes at least 1 positional argument (0 given)");
    }
    let [iterable, start] = vm.parse_arguments("sum", ["", "start"], 1, args)?;
    let iterable = iterable.unwrap_or(vm.none);
    let total = match start {
        None => vm.small_int(0),
        Some(start) => {
            let advice = match vm.kind(start) {
                Kind::Str => "sum() can't sum strings [use ''.join(seq) instead]",
                Kind::Bytes => "sum() can't sum bytes [use b''.join(seq) instead]",
                _ => "",
            };
            if !advice.is_empty() {
                return vm.type_error(advice);
            }
            vm.new_reference(start)
        }
    };
    let iterator = match vm.iter(iterable) {
        Ok(iterator) => iterator,
        Err(unwind) => {
            vm.decref(total);
            return Err(unwind);
        }
    };
    let result = add_up(vm, iterator, total);
    vm.decref(iterator);
    result
}

/// Adds items to `total` (owned). Floats are added with compensation since 3.12 (Neumaier's algorithm).
fn add_up<R: Recorder>(vm: &mut Vm<R>, iterator: ObjectId, mut total: ObjectId) -> Outcome {
    // What adding floats has rounded away so far.
    let mut compensation = 0.0;
    loop {
        let item = match vm.next(iterator) {
            Ok(Some(item)) => item,
            Ok(None) => return Ok(compensated(vm, total, compensation)),
            Err(unwind) => {
                vm.decref(total);
                return Err(unwind);
            }
        };
        let exact_float = |vm: &Vm<R>, object| {
            (vm.kind(object) == Kind::Float).then(|| vm.heap().payload(object).float())
        };
        let sum = match (exact_float(vm, total), number(vm, item)) {
            (Some(left), Some(right)) => {
                let sum = left + right;
                if vm.profile().sum_compensates && vm.kind(item) == Kind::Float {
                    compensation += if left.abs() >= right.abs() {
                        (left - sum) + right
                    } else {
                        (right - sum) + left
                    };
                }
                Ok(vm.new_float(sum))
            }
            _ => {
                total = compensated(vm, total, std::mem::take(&mut compensation));
                vm.binary(BinaryOperator::Add, false, total, item)
            }
        };
        vm.decref(total);
        vm.decref(item);
        total = sum?;
    }
}

fn number<R: Recorder>(vm: &Vm<R>, object: ObjectId) -> Option<f64> {
    match vm.kind(object) {
        Kind::Float => Some(vm.heap().payload(object).float()),
        _ => vm.int_value(object).map(|value| value as f64),
    }
}

/// The total (owned) with what was rounded away, unless that is not finite.
fn compensated<R: Recorder>(vm: &mut Vm<R>, total: ObjectId, compensation: f64) -> ObjectId {
    if compensation == 0.0 || !compensation.is_finite() {
        return total;
    }
    let exact = vm.heap().payload(total).float() + compensation;
    vm.decref(total);
    vm.new_float(exact)
}
