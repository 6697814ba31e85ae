//! `str.maketrans` and `str.translate`.

use super::{Args, Signature};
use crate::heap::{Kind, ObjectId};
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    let str = vm.types.str;
    vm.method(str, "translate", Signature::Exactly(1), translate);
    // A static method: it is found in the type, but takes no string itself.
    let native = vm.add_native("", "maketrans", Signature::Between(1, 3), make_table);
    let name = vm.intern_str("maketrans");
    vm.native_methods.insert((str, name), native);
}

/// Every character is looked up by its number; what is not found stays, and `None` leaves it out.
fn translate<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let (text, table) = (vm.text(args.positional[0]), args.positional[1]);
    let mut translated = String::new();
    for character in text.chars() {
        let number = vm.new_int(i64::from(u32::from(character)));
        let outcome = vm.get_item(table, number);
        vm.decref(number);
        let Some(found) = vm.catch(outcome, vm.types.lookup_error)? else {
            translated.push(character);
            continue;
        };
        let part = replacement(vm, found);
        vm.decref(found);
        translated += &part?;
    }
    Ok(vm.new_str(translated))
}

fn replacement<R: Recorder>(vm: &mut Vm<R>, found: ObjectId) -> Outcome<String> {
    if found == vm.none {
        return Ok(String::new());
    }
    if vm.is_str(found) {
        return Ok(vm.text(found).to_string());
    }
    let Some(number) = vm.int_value(found) else {
        return vm.type_error("character mapping must return integer, None or str");
    };
    match u32::try_from(number).ok().and_then(char::from_u32) {
        Some(character) => Ok(character.into()),
        None => vm.value_error("character mapping must be in range(0x110000)"),
    }
}

fn make_table<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let table = vm.new_dict();
    let outcome = match *args.positional {
        [mapping] => fill_from_dict(vm, table, mapping),
        [from, to, ref removed @ ..] => fill_from_texts(vm, table, from, to, removed.first()),
        [] => Ok(()),
    };
    match outcome {
        Ok(()) => Ok(table),
        Err(unwind) => {
            vm.decref(table);
            Err(unwind)
        }
    }
}

fn fill_from_dict<R: Recorder>(vm: &mut Vm<R>, table: ObjectId, mapping: ObjectId) -> Outcome<()> {
    if vm.kind(mapping) != Kind::Dict {
        return vm.type_error("if you give only one argument to maketrans it must be a dict");
    }
    for (key, value) in vm.dict_entries(mapping) {
        if !vm.is_str(key) {
            vm.dict_set(table, key, value)?;
            continue;
        }
        let text = vm.text(key);
        let mut characters = text.chars();
        let (Some(character), None) = (characters.next(), characters.next()) else {
            return vm.value_error("string keys in translate table must be of length 1");
        };
        set(vm, table, character, value)?;
    }
    Ok(())
}

fn fill_from_texts<R: Recorder>(
    vm: &mut Vm<R>,
    table: ObjectId,
    from: ObjectId,
    to: ObjectId,
    removed: Option<&ObjectId>,
) -> Outcome<()> {
    if !vm.is_str(from) {
        return vm
            .type_error("first maketrans argument must be a string if there is a second argument");
    }
    for (place, value) in [Some(&from), Some(&to), removed].into_iter().enumerate() {
        if let Some(&value) = value.filter(|&&value| !vm.is_str(value)) {
            let class = vm.type_name(value);
            let place = place + 1;
            return vm.type_error(format!(
                "maketrans() argument {place} must be str, not {class}"
            ));
        }
    }
    let (from, to) = (vm.text(from), vm.text(to));
    if from.chars().count() != to.chars().count() {
        return vm.value_error("the first two maketrans arguments must have equal length");
    }
    for (old, new) in from.chars().zip(to.chars()) {
        let value = vm.new_int(i64::from(u32::from(new)));
        let outcome = set(vm, table, old, value);
        vm.decref(value);
        outcome?;
    }
    let removed = removed.map(|&removed| vm.text(removed));
    for character in removed.iter().flat_map(|text| text.chars()) {
        set(vm, table, character, vm.none)?;
    }
    Ok(())
}

fn set<R: Recorder>(
    vm: &mut Vm<R>,
    table: ObjectId,
    character: char,
    value: ObjectId,
) -> Outcome<()> {
    let number = vm.new_int(i64::from(u32::from(character)));
    let outcome = vm.dict_set(table, number, value);
    vm.decref(number);
    outcome
}
