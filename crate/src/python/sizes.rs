//! `sys.getsizeof`: bytes on a 64-bit machine, as measured.

use super::tables::{Class, Tables};
use crate::heap::{Flags, Heap, Kind, ObjectId};
use crate::profile::{InstancePointers, Profile, Sizes};

/// A pointer.
pub const WORD: u64 = 8;
/// What the collector keeps in front of an object.
pub const GC_HEADER: u64 = 16;

/// The size of an object, as far as it follows from what the heap knows; `None` for lists, dicts that are not empty, and
/// types that were not measured: how much room a list or dict has follows from how it grew.
pub fn size(heap: &Heap, tables: &Tables, profile: &Profile, object: ObjectId) -> Option<u64> {
    let payload = heap.payload(object);
    let length = u64::from(heap.slot_count(object));
    let kind = heap.kind(object);
    let sizes = &profile.sizes;
    let is_derived = heap.flags(object).has(Flags::HEAP_TYPE) && kind != Kind::Instance;
    if is_derived && kind == Kind::Str {
        let characters = characters_size(tables.text(heap, object));
        return Some(sizes.derived_str + characters + pre_header(heap, tables, profile, object));
    }
    let derived = if is_derived {
        derived_size(heap, tables, profile, object)
    } else {
        0
    };
    let own = match kind {
        Kind::None | Kind::Ellipsis | Kind::NotImplemented | Kind::Object => 16,
        Kind::Bool | Kind::Int => int_size(payload.int(), sizes.zero),
        Kind::Float => 24,
        Kind::Complex => 32,
        Kind::Str => {
            let text = tables.text(heap, object);
            str_size(text, sizes)
        }
        Kind::Bytes => 33 + tables.bytes.get(payload.index())?.len() as u64,
        Kind::Range => 48,
        Kind::Tuple => sizes.tuple_header + WORD * length,
        Kind::Dict if length == 0 => 64,
        Kind::Set | Kind::FrozenSet => set_size(length),
        Kind::Instance => GC_HEADER + 16 + derived_size(heap, tables, profile, object),
        Kind::Function => sizes.function,
        Kind::Method => 64,
        Kind::Cell => 40,
        Kind::BuiltinFunction => 72,
        Kind::Module => sizes.module,
        Kind::Weakref => sizes.weakref,
        Kind::Slice => 56,
        _ => return None,
    };
    Some(own + derived)
}

/// What an object of a class derived from a built-in type has besides that type's: the collector's header if the type
/// has none, pointers to a dict and to weak references, `__slots__`.
pub fn derived_size(heap: &Heap, tables: &Tables, profile: &Profile, object: ObjectId) -> u64 {
    let kind = heap.kind(object);
    let has_own_dict = kind == Kind::Exception;
    let header = if kind.is_gc() { 0 } else { GC_HEADER };
    let Some(class) = tables.class_of(heap, object) else {
        return header;
    };
    // `int.__sizeof__` counts digits only.
    let (dict, weakrefs) = (
        u64::from(class.has_dict && !has_own_dict),
        u64::from(adds_weakrefs(kind, class)),
    );
    let is_var_sized = is_var_sized(kind);
    let pointers = match profile.sizes.instance_pointers {
        InstancePointers::Inside | InstancePointers::DictInFront if kind == Kind::Int => 0,
        InstancePointers::DictInFront if !is_var_sized => 2 * dict + weakrefs,
        InstancePointers::Inside | InstancePointers::DictInFront => dict + weakrefs,
        InstancePointers::InFront => 2 * dict.max(weakrefs),
    };
    header + WORD * (class.members.len() as u64 + pointers)
}

/// A set has room for weak references itself.
fn adds_weakrefs(kind: Kind, class: &Class) -> bool {
    class.has_weakref && !matches!(kind, Kind::Set | Kind::FrozenSet)
}

fn is_var_sized(kind: Kind) -> bool {
    matches!(kind, Kind::Int | Kind::Bytes | Kind::Tuple)
}

/// Digits of 30 bits.
fn int_size(value: i64, zero: u64) -> u64 {
    match value.unsigned_abs() {
        0 => zero,
        size => 24 + 4 * u64::from(64 - size.leading_zeros()).div_ceil(30),
    }
}

/// One, two or four bytes a character, as the widest one needs, and a zero at the end.
fn str_size(text: &str, sizes: &Sizes) -> u64 {
    let count = text.chars().count() as u64;
    match text.chars().max().map_or(0, u32::from) {
        0..=0x7F => sizes.ascii_header + count + 1,
        0x80..=0xFF if count == 1 => sizes.unicode_header + 2 + sizes.latin1_character,
        0x80..=0xFF => sizes.unicode_header + count + 1,
        0x100..=0xFFFF => sizes.unicode_header + 2 * (count + 1),
        _ => sizes.unicode_header + 4 * (count + 1),
    }
}

/// The characters of a string that stand outside of it, and a zero at the end.
fn characters_size(text: &str) -> u64 {
    let width = match text.chars().max().map_or(0, u32::from) {
        0..=0xFF => 1,
        0x100..=0xFFFF => 2,
        _ => 4,
    };
    width * (text.chars().count() as u64 + 1)
}

/// Up to eight places are inside the object.
fn set_size(places: u64) -> u64 {
    let outside = if places <= 8 { 0 } else { places * 16 };
    216 + outside
}

/// What `sys.getsizeof` adds to an object's `__sizeof__`: the collector's header, and the pointers in front of it
/// (`_PyType_PreHeaderSize`).
pub fn pre_header(heap: &Heap, tables: &Tables, profile: &Profile, object: ObjectId) -> u64 {
    let collected = if heap.is_gc(object) { GC_HEADER } else { 0 };
    let Some(class) = tables
        .class_of(heap, object)
        .filter(|_| heap.flags(object).has(Flags::HEAP_TYPE))
    else {
        return collected;
    };
    let is_var_sized = is_var_sized(heap.kind(object));
    let has_pointers_in_front = match profile.sizes.instance_pointers {
        InstancePointers::Inside => false,
        InstancePointers::DictInFront => {
            class.has_dict && !is_var_sized && heap.kind(object) != Kind::Exception
        }
        InstancePointers::InFront => {
            let kind = heap.kind(object);
            class.has_dict && kind != Kind::Exception || adds_weakrefs(kind, class)
        }
    };
    collected + if has_pointers_in_front { 2 * WORD } else { 0 }
}
