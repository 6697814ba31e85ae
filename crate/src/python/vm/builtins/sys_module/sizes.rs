//! `sys.getsizeof`.

use crate::heap::{Flags, Kind, ObjectId};
use crate::profile::OBJECT_SIZES;
use crate::python::code::Instruction;
use crate::python::sizes::{WORD, derived_size, pre_header, size};
use crate::python::vm::builtins::Args;
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;

pub fn get_size<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let [object, _default] = vm.parse_arguments("getsizeof", ["object", "default"], 1, args)?;
    let object = object.unwrap_or(vm.none);
    let size = if vm.has_special(object, "__sizeof__")
        && let Some(size) = vm.call_special(object, "__sizeof__", &[])?
    {
        let value = vm.index_value(size);
        vm.decref(size);
        let Ok(value) = u64::try_from(value?) else {
            return vm.value_error("__sizeof__() should return >= 0");
        };
        value + pre_header(vm.heap(), &vm.tables, vm.profile(), object)
    } else {
        whole_size(vm, object)?
    };
    Ok(vm.new_int(size as i64))
}

/// `object.__sizeof__(…)`: without what stands in front of an object.
pub fn size_of<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let object = args.positional[0];
    let size = whole_size(vm, object)? - pre_header(vm.heap(), &vm.tables, vm.profile(), object);
    Ok(vm.new_int(size as i64))
}

/// An object's size, the collector's header included.
fn whole_size<R: Recorder>(vm: &mut Vm<R>, object: ObjectId) -> Outcome<u64> {
    let derived = if vm.flags(object).has(Flags::HEAP_TYPE) {
        derived_size(vm.heap(), &vm.tables, vm.profile(), object)
    } else {
        0
    };
    Ok(match vm.kind(object) {
        Kind::List => match vm.list_room(object) {
            Some(room) => 56 + WORD * room as u64 + derived,
            None => return vm.unsupported("sys.getsizeof of a list that was made this way"),
        },
        Kind::Bytes if vm.is_bytearray(object) => match vm.bytearray_room(object) {
            Some(room) if derived == 0 => vm.profile().sizes.bytearray_header + room as u64,
            _ => return vm.unsupported("sys.getsizeof of a bytearray that was changed"),
        },
        Kind::Dict if let Some(class) = vm.split_class(object) => {
            // Room for a value of each key that the class shares or may yet share.
            let keys = vm.class_facts(class).keys.len() as u64;
            64 + WORD * (keys + u64::from(vm.class_info(class).key_budget))
        }
        Kind::Dict if vm.is_regular_dict(object) && !vm.stands_for_c(object) => {
            dict_size(vm, object) + derived
        }
        Kind::Dict if !vm.stands_for_c(object) => {
            return vm.unsupported("sys.getsizeof of a dict that did not only grow key by key");
        }
        _ if vm.stands_for_c(object) => {
            let name = vm.type_name(object);
            return vm.unsupported(format!("sys.getsizeof of a '{name}' object"));
        }
        Kind::Generator => match generator_size(vm, object) {
            Some(size) => size,
            None => return vm.unsupported("sys.getsizeof of a generator with such a frame"),
        },
        Kind::Exception => size_by_type(vm, object).unwrap_or_default() + derived,
        Kind::Iterator | Kind::View | Kind::Object if let Some(size) = size_by_type(vm, object) => {
            size
        }
        _ => match size(vm.heap(), &vm.tables, vm.profile(), object)
            .or_else(|| size_by_type(vm, object))
        {
            Some(size) => size,
            None => {
                let name = vm.type_name(object);
                return vm.unsupported(format!("sys.getsizeof of a '{name}' object"));
            }
        },
    })
}

/// What is known of all objects of a type, or of the nearest base.
fn size_by_type<R: Recorder>(vm: &Vm<R>, object: ObjectId) -> Option<u64> {
    let tables = [vm.profile().sizes.objects, OBJECT_SIZES];
    let mro = vm.mro(vm.type_of(object));
    let found = mro.iter().find_map(|&base| {
        let name = &*vm.class_facts(base).name;
        let is_this = |(known, _): &&(&str, u64)| *known == name;
        tables.iter().copied().flatten().find(is_this)
    });
    found.map(|&(_, size)| size)
}

/// The generator with room for its locals and its stack.
fn generator_size<R: Recorder>(vm: &Vm<R>, generator: ObjectId) -> Option<u64> {
    let sizes = &vm.profile().sizes;
    if vm.generators_have_frames() {
        return Some(sizes.generator);
    }
    let code = &vm.tables.codes[vm.heap().payload(generator).index()];
    let mut stack = u64::from(code.stack_size);
    if let Some(more) = sizes.generator_loop {
        if &*code.name != "<genexpr>" {
            return None;
        }
        let is_loop = |instruction: &&Instruction| matches!(instruction, Instruction::ForIter(_));
        let loops = code.instructions.iter().filter(is_loop).count() as u64;
        stack = (stack + more * loops).max(2 + 2 * more);
    }
    Some(sizes.generator + WORD * (code.slots.len() as u64 + stack))
}

/// The index and the entries, of which two thirds of the index can be used (`_PyDict_SizeOf`).
fn dict_size<R: Recorder>(vm: &Vm<R>, dict: ObjectId) -> u64 {
    let entries = vm.dict_entries(dict);
    let deleted = u64::from(vm.heap().slot_count(dict)) / 2;
    let count = deleted.max(entries.len() as u64);
    if count == 0 && !vm.has_table(dict) {
        return 64;
    }
    let mut index: u64 = 8;
    while index * 2 / 3 < count {
        index *= 2;
    }
    let sizes = &vm.profile().sizes;
    let only_strings = entries
        .iter()
        .all(|&(key, _)| vm.is_str(key) && !vm.has_python_class(key));
    let entry = if only_strings { sizes.string_entry } else { 24 };
    let index_width = if index <= 128 {
        1
    } else if index <= 32768 {
        2
    } else {
        4
    };
    sizes.dict_header + index * index_width + index * 2 / 3 * entry
}
