//! `sys.getsizeof`.

use crate::heap::{Flags, Kind, ObjectId};
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
        Kind::Dict if vm.is_regular_dict(object) => dict_size(vm, object) + derived,
        Kind::Dict => {
            return vm.unsupported("sys.getsizeof of a dict that did not only grow key by key");
        }
        _ => match size(vm.heap(), &vm.tables, vm.profile(), object) {
            Some(size) => size,
            None => {
                let name = vm.type_name(object);
                return vm.unsupported(format!("sys.getsizeof of a '{name}' object"));
            }
        },
    })
}

/// The index and the entries, of which two thirds of the index can be used (`_PyDict_SizeOf`).
fn dict_size<R: Recorder>(vm: &Vm<R>, dict: ObjectId) -> u64 {
    let entries = vm.dict_entries(dict);
    let deleted = u64::from(vm.heap().slot_count(dict)) / 2;
    let count = deleted.max(entries.len() as u64);
    if count == 0 {
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
