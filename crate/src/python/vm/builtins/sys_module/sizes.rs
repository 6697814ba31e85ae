//! `sys.getsizeof`: bytes on a 64-bit machine, as measured.

use crate::heap::{Flags, Kind, ObjectId};
use crate::profile::Attributes;
use crate::python::vm::builtins::Args;
use crate::python::vm::{Outcome, Vm};
use crate::refcount::count_transient;
use crate::tape::Recorder;

/// A pointer.
const WORD: u64 = 8;
/// What the collector keeps in front of an object.
const GC_HEADER: u64 = 16;

pub fn get_size<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let [object, _default] = vm.parse_arguments("getsizeof", ["object", "default"], 1, args)?;
    let object = object.unwrap_or(vm.none);
    if let Some(size) = vm.call_special(object, "__sizeof__", &[])? {
        let value = vm.index_value(size);
        vm.decref(size);
        let header = if vm.heap().is_gc(object) {
            GC_HEADER
        } else {
            0
        };
        return Ok(vm.new_int(value? + header as i64));
    }
    // The bound `__sizeof__`.
    count_transient(vm, Kind::BuiltinFunction, 1);
    let payload = vm.heap().payload(object);
    let length = u64::from(vm.heap().slot_count(object));
    let has_class = vm.flags(object).has(Flags::HEAP_TYPE);
    let sizes = &vm.profile().sizes;
    let size = match vm.kind(object) {
        Kind::None | Kind::Ellipsis | Kind::NotImplemented | Kind::Object => 16,
        _ if has_class && !vm.kind(object).is_gc() => {
            return vm.unsupported(
                "sys.getsizeof of an object of a class derived from a number or text",
            );
        }
        Kind::Bool | Kind::Int => int_size(payload.int(), sizes.zero),
        Kind::Float => 24,
        Kind::Str => str_size(&vm.text(object), sizes.ascii_header, sizes.unicode_header),
        Kind::Bytes => 33 + vm.tables.bytes[payload.index()].len() as u64,
        Kind::Range => 48,
        Kind::List if !has_class => match vm.list_room(object) {
            Some(room) => 56 + WORD * room as u64,
            None => return vm.unsupported("sys.getsizeof of a list that was made this way"),
        },
        Kind::Tuple if !has_class => 40 + WORD * length,
        Kind::Dict if !has_class && vm.is_regular_dict(object) => dict_size(vm, object),
        Kind::Dict if !has_class => {
            return vm.unsupported("sys.getsizeof of a dict that did not only grow key by key");
        }
        Kind::Set | Kind::FrozenSet if !has_class => set_size(length),
        Kind::Instance => instance_size(vm, object),
        Kind::Function => sizes.function,
        Kind::Method => 64,
        Kind::Cell => 40,
        Kind::BuiltinFunction | Kind::Module | Kind::Weakref => 72,
        Kind::Slice => 56,
        _ => {
            let name = vm.type_name(object);
            return vm.unsupported(format!("sys.getsizeof of a '{name}' object"));
        }
    };
    Ok(vm.new_int(size as i64))
}

/// Digits of 30 bits.
fn int_size(value: i64, zero: u64) -> u64 {
    match value.unsigned_abs() {
        0 => zero,
        size => 24 + 4 * u64::from(64 - size.leading_zeros()).div_ceil(30),
    }
}

/// One, two or four bytes a character, as the widest one needs, and a zero at the end.
fn str_size(text: &str, ascii_header: u64, unicode_header: u64) -> u64 {
    let count = text.chars().count() as u64;
    match text.chars().max().map_or(0, u32::from) {
        0..=0x7F => ascii_header + count + 1,
        0x80..=0xFF => unicode_header + count + 1,
        0x100..=0xFFFF => unicode_header + 2 * (count + 1),
        _ => unicode_header + 4 * (count + 1),
    }
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

/// Up to eight places are inside the object.
fn set_size(places: u64) -> u64 {
    let outside = if places <= 8 { 0 } else { places * 16 };
    216 + outside
}

fn instance_size<R: Recorder>(vm: &Vm<R>, object: ObjectId) -> u64 {
    let Some(class) = vm.tables.class_of(vm.heap(), object) else {
        return 16;
    };
    let pointers = match vm.profile().attributes {
        Attributes::Dict => u64::from(class.has_dict) + u64::from(class.has_weakref),
        // The dict's pointer is in front of the object, with the collector's header.
        Attributes::Inline { .. } => {
            2 * u64::from(class.has_dict).max(u64::from(class.has_weakref))
        }
    };
    GC_HEADER + 16 + WORD * (class.members.len() as u64 + pointers)
}
