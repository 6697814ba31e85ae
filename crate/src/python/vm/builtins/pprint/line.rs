//! Objects on one line (`PrettyPrinter._safe_repr`), and the order of dicts and sets.

use super::layout::Printer;
use crate::heap::{Flags, Kind, ObjectId};
use crate::python::code::Comparison;
use crate::python::vm::{Outcome, Unwind, Vm};
use crate::tape::Recorder;

impl Printer {
    /// The object on one line.
    pub fn short<R: Recorder>(
        &mut self,
        vm: &mut Vm<R>,
        object: ObjectId,
        level: usize,
    ) -> Outcome<String> {
        let kind = vm.kind(object);
        if !matches!(kind, Kind::Dict | Kind::List | Kind::Tuple) || !is_plain(vm, object) {
            return vm.repr(object);
        }
        let length = vm.length(object)?;
        let (open, close) = match kind {
            Kind::Dict => ("{", "}"),
            Kind::List => ("[", "]"),
            _ if length == 1 => ("(", ",)"),
            _ => ("(", ")"),
        };
        if length == 0 {
            return Ok(format!("{open}{close}"));
        }
        if level >= self.depth {
            return Ok(format!("{open}...{close}"));
        }
        if self.around.contains(&object) {
            return Ok(recursion(vm, object));
        }
        vm.enter_native()?;
        self.around.push(object);
        let parts = self.short_parts(vm, object, level + 1);
        self.around.pop();
        vm.leave_native();
        Ok(format!("{open}{}{close}", parts?.join(", ")))
    }

    fn short_parts<R: Recorder>(
        &mut self,
        vm: &mut Vm<R>,
        object: ObjectId,
        level: usize,
    ) -> Outcome<Vec<String>> {
        if vm.kind(object) != Kind::Dict {
            let items = sequence_items(vm, object);
            let parts = items
                .iter()
                .map(|&item| self.short(vm, item, level))
                .collect();
            vm.decref_all(items);
            return parts;
        }
        let entries = self.entries(vm, object)?;
        let mut part = |&(key, value): &(ObjectId, ObjectId)| {
            let key = self.short(vm, key, level)?;
            Ok(format!("{key}: {}", self.short(vm, value, level)?))
        };
        let parts = entries.iter().map(&mut part).collect();
        release_entries(vm, entries);
        parts
    }

    /// The entries of a dict, sorted by key if that is wanted; keys and values are owned.
    pub fn entries<R: Recorder>(
        &self,
        vm: &mut Vm<R>,
        dict: ObjectId,
    ) -> Outcome<Vec<(ObjectId, ObjectId)>> {
        let entries = vm.dict_entries(dict);
        for &(key, value) in &entries {
            vm.incref(key);
            vm.incref(value);
        }
        if !self.sorts {
            return Ok(entries);
        }
        let keys: Vec<ObjectId> = entries.iter().map(|&(key, _)| key).collect();
        match sort(vm, &keys) {
            Ok(sorted) => {
                let entry_of = |key| entries.iter().find(|entry| entry.0 == key).copied();
                Ok(sorted.into_iter().filter_map(entry_of).collect())
            }
            Err(unwind) => {
                release_entries(vm, entries);
                Err(unwind)
            }
        }
    }
}

/// Gives up what `Printer::entries` holds.
pub fn release_entries<R: Recorder>(vm: &mut Vm<R>, entries: Vec<(ObjectId, ObjectId)>) {
    for (key, value) in entries {
        vm.decref(key);
        vm.decref(value);
    }
}

/// Whether an object is shown as its built-in type shows it: no subclass with a `__repr__` of its own.
pub fn is_plain<R: Recorder>(vm: &mut Vm<R>, object: ObjectId) -> bool {
    if !vm.flags(object).has(Flags::HEAP_TYPE) {
        return true;
    }
    let name = vm.intern_str("__repr__");
    match vm.find_in_type(vm.type_of(object), name) {
        Some(found) => vm.kind(found) != Kind::Function,
        None => true,
    }
}

/// The items of a list or tuple, owned.
pub fn sequence_items<R: Recorder>(vm: &mut Vm<R>, object: ObjectId) -> Vec<ObjectId> {
    let items: Vec<ObjectId> = vm.heap().slots(object).iter().copied().flatten().collect();
    for &item in &items {
        vm.incref(item);
    }
    items
}

/// What stands for an object inside itself.
pub fn recursion<R: Recorder>(vm: &Vm<R>, object: ObjectId) -> String {
    let name = vm.type_name(object);
    format!("<Recursion on {name} with id={}>", vm.address(object))
}

/// How many columns a text takes, as Python's `len` counts them.
pub fn columns(text: &str) -> i64 {
    text.chars().count() as i64
}

/// Sorted by `<`; what can't be compared, by the name of its type and its address.
pub fn sort<R: Recorder>(vm: &mut Vm<R>, items: &[ObjectId]) -> Outcome<Vec<ObjectId>> {
    let mut sorted: Vec<ObjectId> = Vec::with_capacity(items.len());
    for &item in items {
        let (mut low, mut high) = (0, sorted.len());
        while low < high {
            let middle = low.midpoint(high);
            if is_less(vm, item, sorted[middle])? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        sorted.insert(low, item);
    }
    Ok(sorted)
}

fn is_less<R: Recorder>(vm: &mut Vm<R>, left: ObjectId, right: ObjectId) -> Outcome<bool> {
    let outcome = vm.compare(Comparison::Less, left, right);
    match outcome {
        Ok(result) => {
            let truth = vm.truth(result);
            vm.decref(result);
            truth
        }
        Err(unwind @ Unwind::Exception(_)) if vm.matches(&unwind, vm.types.type_error) => {
            vm.catch::<ObjectId>(Err(unwind), vm.types.type_error)?;
            let key = |vm: &mut Vm<R>, object| -> Outcome<(String, u64)> {
                let class = vm.type_of(object);
                Ok((vm.repr(class)?, vm.address(object)))
            };
            Ok(key(vm, left)? < key(vm, right)?)
        }
        Err(unwind) => Err(unwind),
    }
}
