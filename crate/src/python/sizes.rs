//! `sys.getsizeof`: bytes on a 64-bit machine, as measured.

use super::tables::Tables;
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
    if heap.flags(object).has(Flags::HEAP_TYPE) && kind != Kind::Instance {
        return None;
    }
    Some(match kind {
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
        Kind::Instance => instance_size(heap, tables, profile, object),
        Kind::Function => sizes.function,
        Kind::Method => 64,
        Kind::Cell => 40,
        Kind::BuiltinFunction => 72,
        Kind::Module => sizes.module,
        Kind::Weakref => sizes.weakref,
        Kind::Slice => 56,
        _ => return None,
    })
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

/// Up to eight places are inside the object.
fn set_size(places: u64) -> u64 {
    let outside = if places <= 8 { 0 } else { places * 16 };
    216 + outside
}

fn instance_size(heap: &Heap, tables: &Tables, profile: &Profile, object: ObjectId) -> u64 {
    let Some(class) = tables.class_of(heap, object) else {
        return 16;
    };
    let (dict, weakrefs) = (u64::from(class.has_dict), u64::from(class.has_weakref));
    let pointers = match profile.sizes.instance_pointers {
        InstancePointers::Inside => dict + weakrefs,
        InstancePointers::DictInFront => 2 * dict + weakrefs,
        InstancePointers::InFront => 2 * dict.max(weakrefs),
    };
    GC_HEADER + 16 + WORD * (class.members.len() as u64 + pointers)
}
