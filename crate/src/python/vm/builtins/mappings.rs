//! `dict` and its views.

use super::iterators::constructor_arguments;
use super::{Args, Signature};
use crate::heap::{Kind, ObjectId, Payload};
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    use Signature::{Any, Between, Exactly};
    let types = vm.types.clone();
    let dict = types.dict;
    vm.method(dict, "__new__", Any, |vm, args| {
        let dict = vm.new_by_call(Kind::Dict);
        match update(vm, dict, "dict", args) {
            Ok(()) => Ok(dict),
            Err(unwind) => {
                vm.decref(dict);
                Err(unwind)
            }
        }
    });
    vm.method(dict, "__init__", Any, |vm, args| {
        update(vm, args.positional[0], "dict", args)?;
        Ok(vm.none)
    });
    vm.method(dict, "clear", Exactly(0), |vm, args| {
        vm.dict_clear(args.positional[0]);
        Ok(vm.none)
    });
    vm.method(dict, "copy", Exactly(0), |vm, args| {
        vm.dict_copy(args.positional[0])
    });
    vm.method(dict, "fromkeys", Any, from_keys);
    vm.method(dict, "get", Between(1, 2), |vm, args| {
        let found = vm.dict_get(args.positional[0], args.positional[1])?;
        let value = found.or(args.positional.get(2).copied()).unwrap_or(vm.none);
        Ok(vm.new_reference(value))
    });
    vm.method(dict, "keys", Exactly(0), |vm, args| {
        let class = vm.types.dict_keys;
        Ok(vm.new_view(class, args.positional[0]))
    });
    vm.method(dict, "values", Exactly(0), |vm, args| {
        let class = vm.types.dict_values;
        Ok(vm.new_view(class, args.positional[0]))
    });
    vm.method(dict, "items", Exactly(0), |vm, args| {
        let class = vm.types.dict_items;
        Ok(vm.new_view(class, args.positional[0]))
    });
    vm.method(dict, "pop", Between(1, 2), pop);
    vm.method(dict, "popitem", Exactly(0), pop_item);
    vm.method(dict, "setdefault", Between(1, 2), set_default);
    vm.method(dict, "update", Any, |vm, args| {
        // The arguments come as a tuple and, if there are keywords, a dict.
        let packed = vm.pack_arguments(&args.positional[1..]);
        let keywords = (!args.keywords.is_empty()).then(|| vm.new_dict());
        let outcome = update(vm, args.positional[0], "update", args);
        vm.xdecref(keywords);
        vm.decref(packed);
        outcome.map(|()| vm.none)
    });
    for view in [types.dict_keys, types.dict_items] {
        vm.method(view, "isdisjoint", Exactly(1), super::sets::is_disjoint);
    }
}

/// `dict(…)` and `dict.update(…)`: at most one mapping or iterable of pairs, then keywords.
fn update<R: Recorder>(vm: &mut Vm<R>, dict: ObjectId, name: &str, args: &Args) -> Outcome<()> {
    let by_position = Args {
        positional: args.positional,
        keywords: &[],
    };
    if let [other] = *constructor_arguments(vm, name, (0, 1), &by_position)? {
        vm.dict_update(dict, other)?;
    }
    for &(key, value) in args.keywords {
        vm.dict_set(dict, key, value)?;
    }
    Ok(())
}

/// `_PyDict_FromKeys`; the class comes first.
fn from_keys<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let (class, keys, value) = match *args.positional {
        [class, keys] => (class, keys, vm.none),
        [class, keys, value] => (class, keys, value),
        _ => {
            let given = args.positional.len() - 1;
            return vm.type_error(match given {
                0 => "fromkeys expected at least 1 argument, got 0".to_string(),
                given => format!("fromkeys expected at most 2 arguments, got {given}"),
            });
        }
    };
    let dict = if class == vm.types.dict {
        vm.new_by_call(Kind::Dict)
    } else {
        vm.call(class, &[])?
    };
    let outcome = vm.iter(keys).and_then(|iterator| {
        let outcome = set_all(vm, dict, iterator, value);
        vm.decref(iterator);
        outcome
    });
    match outcome {
        Ok(()) => Ok(dict),
        Err(unwind) => {
            vm.decref(dict);
            Err(unwind)
        }
    }
}

/// All keys that an iterator gives get the value.
fn set_all<R: Recorder>(
    vm: &mut Vm<R>,
    dict: ObjectId,
    iterator: ObjectId,
    value: ObjectId,
) -> Outcome<()> {
    let is_exact = vm.kind(dict) == Kind::Dict && !vm.has_python_class(dict);
    while let Some(key) = vm.next(iterator)? {
        let outcome = if is_exact {
            vm.dict_set(dict, key, value)
        } else {
            vm.set_item(dict, key, value)
        };
        vm.decref(key);
        outcome?;
    }
    Ok(())
}

fn pop<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let key = args.positional[1];
    match vm.dict_take(args.positional[0], key)? {
        Some((key, value)) => {
            vm.decref(key);
            Ok(value)
        }
        None => match args.positional.get(2) {
            Some(&default) => Ok(vm.new_reference(default)),
            None => vm.key_error(key),
        },
    }
}

fn pop_item<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let dict = args.positional[0];
    vm.dict_unsplit(dict);
    let slots = vm.heap().slots(dict);
    let last = (0..slots.len() / 2)
        .rev()
        .find(|&entry| slots[entry * 2].is_some());
    match last.and_then(|entry| vm.dict_take_entry(dict, entry)) {
        Some((key, value)) => Ok(vm.fill_tuple(&[key, value])),
        None => {
            let message = vm.new_str("popitem(): dictionary is empty");
            let error = vm.key_error(message);
            vm.decref(message);
            error
        }
    }
}

fn set_default<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let (dict, key) = (args.positional[0], args.positional[1]);
    let value = args.positional.get(2).copied().unwrap_or(vm.none);
    let value = vm.dict_set_default(dict, key, value)?;
    Ok(vm.new_reference(value))
}

impl<R: Recorder> Vm<R> {
    fn new_view(&mut self, class: ObjectId, dict: ObjectId) -> ObjectId {
        self.incref(dict);
        self.new_fixed(Kind::View, class, &[Some(dict)], Payload::default())
    }

    /// `d.copy()`: the copy is tracked if the original is (spec, section 5.1).
    pub(in crate::python::vm) fn dict_copy(&mut self, dict: ObjectId) -> Outcome {
        let copy = self.new_dict();
        self.dict_merge(copy, dict)?;
        Ok(copy)
    }

    /// Sets all entries of another dict. An empty dict takes over how the other is tracked.
    pub(in crate::python::vm) fn dict_merge(
        &mut self,
        dict: ObjectId,
        other: ObjectId,
    ) -> Outcome<()> {
        if dict == other {
            return Ok(());
        }
        let was_empty = self.dict_len(dict) == 0;
        let length = self.dict_len(other);
        let mut entry = 0;
        while let Some((at, key, value)) = self.dict_entry(other, entry) {
            entry = at + 1;
            self.incref(key);
            self.incref(value);
            let outcome = self.dict_set(dict, key, value);
            self.decref(key);
            self.decref(value);
            outcome?;
            if self.dict_len(other) != length {
                let message = "dict mutated during update";
                return Err(self.raise(self.types.runtime_error, message));
            }
        }
        if !was_empty {
            self.dict_is_irregular(dict);
        }
        let heap = self.heap();
        if was_empty && length > 0 && heap.is_tracked(other) && !heap.is_tracked(dict) {
            self.world.track(dict);
        }
        Ok(())
    }

    /// `dict.update` with a dict, an object with `keys()`, or an iterable of pairs.
    pub(in crate::python::vm) fn dict_update(
        &mut self,
        dict: ObjectId,
        other: ObjectId,
    ) -> Outcome<()> {
        if self.kind(other) == Kind::Dict {
            return self.dict_merge(dict, other);
        }
        let keys = self.intern_str("keys");
        // No built-in type but `dict` has `keys`.
        if self.has_python_class(other)
            && let Some(method) = self.get_attribute_optional(other, keys)?
        {
            let keys = self.call(method, &[]);
            self.decref(method);
            let keys = keys?;
            let items = self.collect_items(keys);
            self.decref(keys);
            let items = items?;
            let outcome = items.iter().try_for_each(|&key| {
                let value = self.get_item(other, key)?;
                let outcome = self.dict_set(dict, key, value);
                self.decref(value);
                outcome
            });
            self.decref_all(items);
            return outcome;
        }
        let iterator = self.iter(other)?;
        let outcome = self.update_from_pairs(dict, iterator);
        self.decref(iterator);
        outcome
    }

    fn update_from_pairs(&mut self, dict: ObjectId, iterator: ObjectId) -> Outcome<()> {
        let mut number = 0;
        while let Some(pair) = self.next(iterator)? {
            let items = self.collect_items(pair);
            self.decref(pair);
            let Some(items) = self.catch(items, self.types.type_error)? else {
                let message = self.profile().messages.no_pair;
                return self.type_error(message.fill(&[("number", &number.to_string())]));
            };
            let outcome = match *items {
                [key, value] => self.dict_set(dict, key, value),
                _ => self.value_error(format!(
                    "dictionary update sequence element #{number} has length {}; 2 is required",
                    items.len()
                )),
            };
            self.decref_all(items);
            outcome?;
            number += 1;
        }
        Ok(())
    }
}
