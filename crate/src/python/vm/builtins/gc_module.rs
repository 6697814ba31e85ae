//! The module `gc` (spec, section 11).

use super::{Args, Signature};
use crate::collect::{
    self as collector, DEBUG_COLLECTABLE, DEBUG_SAVEALL, DEBUG_STATS, DEBUG_UNCOLLECTABLE,
};
use crate::event::Counter;
use crate::heap::{Flags, GcList, Kind, ObjectId};
use crate::profile::Collector;
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;

const MODULE: &str = "gc";
const GENERATIONS: [GcList; 3] = [
    GcList::Generation0,
    GcList::Generation1,
    GcList::Generation2,
];

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    use Signature::{Any, Exactly};
    vm.module_function(MODULE, "collect", Any, collect);
    vm.module_function(MODULE, "disable", Exactly(0), |vm, _| set_enabled(vm, 0));
    vm.module_function(MODULE, "enable", Exactly(0), |vm, _| set_enabled(vm, 1));
    vm.module_function(MODULE, "freeze", Exactly(0), freeze);
    vm.module_function(MODULE, "get_count", Exactly(0), get_count);
    vm.module_function(MODULE, "get_debug", Exactly(0), get_debug);
    vm.module_function(MODULE, "get_freeze_count", Exactly(0), get_freeze_count);
    vm.module_function(MODULE, "get_objects", Any, get_objects);
    vm.module_function(MODULE, "get_referents", Any, get_referents);
    vm.module_function(MODULE, "get_referrers", Any, get_referrers);
    vm.module_function(MODULE, "get_stats", Exactly(0), get_stats);
    vm.module_function(MODULE, "get_threshold", Exactly(0), get_threshold);
    vm.module_function(MODULE, "is_finalized", Exactly(1), is_finalized);
    vm.module_function(MODULE, "is_tracked", Exactly(1), is_tracked);
    vm.module_function(MODULE, "isenabled", Exactly(0), is_enabled);
    vm.module_function(MODULE, "set_debug", Exactly(1), set_debug);
    vm.module_function(MODULE, "set_threshold", Any, set_threshold);
    vm.module_function(MODULE, "unfreeze", Exactly(0), unfreeze);
    for (name, flags) in [
        ("DEBUG_STATS", DEBUG_STATS),
        ("DEBUG_COLLECTABLE", DEBUG_COLLECTABLE),
        ("DEBUG_UNCOLLECTABLE", DEBUG_UNCOLLECTABLE),
        ("DEBUG_SAVEALL", DEBUG_SAVEALL),
        (
            "DEBUG_LEAK",
            DEBUG_COLLECTABLE | DEBUG_UNCOLLECTABLE | DEBUG_SAVEALL,
        ),
    ] {
        let flags = vm.small_int(i64::from(flags));
        vm.module_value(MODULE, name, flags);
    }
    let (garbage, callbacks) = (vm.gc_garbage, vm.gc_callbacks);
    for (name, list) in [("garbage", garbage), ("callbacks", callbacks)] {
        // The collector keeps one reference, the module's dict another one.
        vm.incref(list);
        vm.module_value(MODULE, name, list);
    }
}

fn collect<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let [generation] = vm.parse_arguments("collect", ["generation"], 0, args)?;
    let generation = match generation {
        Some(generation) => vm.c_int(generation)?,
        None => 2,
    };
    match u8::try_from(generation) {
        Ok(generation @ 0..=2) => {
            let collected = collector::collect(vm, generation, true);
            Ok(vm.new_int(i64::from(collected)))
        }
        _ => vm.value_error("invalid generation"),
    }
}

fn set_enabled<R: Recorder>(vm: &mut Vm<R>, enabled: u32) -> Outcome {
    vm.world.set_counter(Counter::Enabled, enabled);
    Ok(vm.none)
}

fn is_enabled<R: Recorder>(vm: &mut Vm<R>, _: &Args) -> Outcome {
    Ok(vm.bool(vm.heap().counter(Counter::Enabled) != 0))
}

fn three_numbers<R: Recorder>(vm: &mut Vm<R>, numbers: [i64; 3]) -> Outcome {
    let numbers = numbers.map(|number| vm.new_int(number));
    Ok(vm.fill_tuple(&numbers))
}

fn get_count<R: Recorder>(vm: &mut Vm<R>, _: &Args) -> Outcome {
    let numbers = [0, 1, 2].map(|generation| vm.heap().counter(Counter::Count(generation)));
    three_numbers(vm, numbers.map(i64::from))
}

fn get_threshold<R: Recorder>(vm: &mut Vm<R>, _: &Args) -> Outcome {
    let numbers = [0, 1, 2].map(|generation| i64::from(vm.heap().threshold(generation)));
    three_numbers(vm, numbers)
}

fn set_threshold<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    if let Some(message) = wrong_thresholds(vm, args) {
        return vm.type_error(message);
    }
    let packed = vm.pack_arguments(args.positional);
    let result = set_thresholds(vm, args.positional);
    vm.decref(packed);
    result
}

fn wrong_thresholds<R: Recorder>(vm: &Vm<R>, args: &Args) -> Option<String> {
    if !args.keywords.is_empty() {
        return Some("gc.set_threshold() takes no keyword arguments".into());
    }
    let given = args.positional.len();
    match given {
        1..=3 => None,
        _ if vm.profile().messages.gc_functions_are_qualified => {
            Some("gc.set_threshold requires 1 to 3 arguments".into())
        }
        0 => Some("set_threshold() takes at least 1 argument (0 given)".into()),
        _ => Some(format!(
            "set_threshold() takes at most 3 arguments ({given} given)"
        )),
    }
}

fn set_thresholds<R: Recorder>(vm: &mut Vm<R>, thresholds: &[ObjectId]) -> Outcome {
    let mut values = Vec::new();
    for &threshold in thresholds {
        values.push(vm.c_int(threshold)? as u32);
    }
    // The incremental collector has no third threshold.
    let count = match vm.profile().collector {
        Collector::Generational => 3,
        Collector::Incremental => 2,
    };
    for (generation, value) in (0..count).zip(values) {
        vm.world.set_counter(Counter::Threshold(generation), value);
    }
    Ok(vm.none)
}

fn get_debug<R: Recorder>(vm: &mut Vm<R>, _: &Args) -> Outcome {
    let flags = vm.heap().counter(Counter::Debug);
    Ok(vm.new_int(i64::from(flags as i32)))
}

fn set_debug<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let flags = vm.c_int(args.positional[0])?;
    vm.world.set_counter(Counter::Debug, flags as u32);
    Ok(vm.none)
}

/// A list of one dict a generation.
fn get_stats<R: Recorder>(vm: &mut Vm<R>, _: &Args) -> Outcome {
    let stats = vm.world.gc.stats;
    let list = vm.new_list(&[]);
    for stats in stats {
        let dict = vm.new_dict();
        let numbers = [
            ("collections", stats.collections),
            ("collected", stats.collected),
            ("uncollectable", 0),
        ];
        vm.set_numbers(dict, &numbers, stats.candidates);
        let before = vm.heap().slot_count(list) as usize;
        vm.world.push_slot(list, Some(dict));
        vm.list_resized(list, before);
    }
    Ok(list)
}

/// A list of other references to these objects.
fn append_all<R: Recorder>(vm: &mut Vm<R>, list: ObjectId, objects: Vec<ObjectId>) -> ObjectId {
    for object in objects {
        if object != list {
            vm.incref(object);
            let before = vm.heap().slot_count(list) as usize;
            vm.world.push_slot(list, Some(object));
            vm.list_resized(list, before);
        }
    }
    list
}

fn get_objects<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let [generation] = vm.parse_arguments("get_objects", ["generation"], 0, args)?;
    let generation = match generation.filter(|&generation| generation != vm.none) {
        None => -1,
        Some(generation) => match vm.int_value(generation) {
            Some(generation) => generation,
            None => {
                let name = vm.type_name(generation);
                return vm.type_error(format!("argument should be integer or None, not '{name}'"));
            }
        },
    };
    let generation = match u8::try_from(generation) {
        Ok(number @ 0..=2) => Some(number),
        _ if generation > 0 => {
            return vm.value_error(
                "generation parameter must be less than the number of available generations (3)",
            );
        }
        _ if generation == -1 => None,
        _ => return vm.value_error("generation parameter cannot be negative"),
    };
    let result = vm.new_list(&[]);
    let objects = collector::lists(vm.profile().collector, generation)
        .iter()
        .flat_map(|&list| vm.heap().list(list))
        .collect();
    Ok(append_all(vm, result, objects))
}

/// What `tp_traverse` of an object visits. A dict all of whose keys are strings does not show its keys.
fn visited<R: Recorder>(vm: &Vm<R>, object: ObjectId) -> Vec<ObjectId> {
    let heap = vm.heap();
    if !heap.is_gc(object) || heap.flags(object).has(Flags::BUILTIN) {
        return Vec::new();
    }
    if heap.kind(object) == Kind::Dict {
        let keys = heap.slots(object).iter().step_by(2).flatten();
        if keys
            .clone()
            .all(|&key| vm.is_str(key) && !vm.has_python_class(key))
        {
            if heap.flags(object).has(Flags::EMBEDDED) {
                return Vec::new();
            }
            let extra = heap.extra_slots(object).iter().copied().flatten();
            let class = heap.class(object);
            let values = heap.slots(object).iter().skip(1).step_by(2).copied();
            return extra
                .chain(class.filter(|_| heap.flags(object).has(Flags::HEAP_TYPE)))
                .chain(values.flatten())
                .collect();
        }
    }
    let referents = heap.referents(object);
    if heap.kind(object) == Kind::Deque
        && !vm.has_python_class(object)
        && vm.profile().deque_is_heap_type
    {
        return std::iter::once(vm.types.deque).chain(referents).collect();
    }
    referents.collect()
}

fn no_keywords<R: Recorder>(vm: &mut Vm<R>, name: &str, args: &Args) -> Outcome<()> {
    if args.keywords.is_empty() {
        return Ok(());
    }
    let module = if vm.profile().messages.gc_functions_are_qualified {
        "gc."
    } else {
        ""
    };
    vm.type_error(format!("{module}{name}() takes no keyword arguments"))
}

fn get_referents<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    no_keywords(vm, "get_referents", args)?;
    let packed = vm.pack_arguments(args.positional);
    let result = vm.new_list(&[]);
    for &object in args.positional {
        let referents = visited(vm, object);
        append_all(vm, result, referents);
    }
    vm.decref(packed);
    Ok(result)
}

/// Looks at everything in the three generations but the list it makes and the tuple of its arguments.
fn get_referrers<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    no_keywords(vm, "get_referrers", args)?;
    let packed = vm.pack_arguments(args.positional);
    let result = vm.new_list(&[]);
    let refers = |object: &ObjectId| {
        *object != packed
            && visited(vm, *object)
                .iter()
                .any(|it| args.positional.contains(it))
    };
    let all = GENERATIONS.iter().flat_map(|&list| vm.heap().list(list));
    let referrers = all.filter(refers).collect();
    append_all(vm, result, referrers);
    vm.decref(packed);
    Ok(result)
}

/// Functions and modules of the machine's own are in no list of the collector, but CPython's are.
fn is_tracked<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let object = args.positional[0];
    let is_native = vm.flags(object).has(Flags::UNCOUNTED)
        && matches!(vm.kind(object), Kind::BuiltinFunction | Kind::Module);
    Ok(vm.bool(is_native || vm.heap().is_tracked(object)))
}

fn is_finalized<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    Ok(vm.bool(vm.flags(args.positional[0]).has(Flags::FINALIZED)))
}

fn freeze<R: Recorder>(vm: &mut Vm<R>, _: &Args) -> Outcome {
    // A program that begins with `gc.collect(); gc.freeze()` has let its collection count what the interpreter's start left.
    if !vm.has_frozen && vm.world.gc.stats[2].collections > 0 {
        let survivors = vm.heap().counter(Counter::LongLivedTotal);
        let all = survivors.saturating_add(vm.profile().permanent_baseline);
        vm.world.set_counter(Counter::LongLivedTotal, all);
    }
    vm.has_frozen = true;
    collector::freeze(&mut vm.world);
    Ok(vm.none)
}

fn unfreeze<R: Recorder>(vm: &mut Vm<R>, _: &Args) -> Outcome {
    collector::unfreeze(&mut vm.world);
    Ok(vm.none)
}

/// Only the program's own objects: those of the interpreter's start are in no list here.
fn get_freeze_count<R: Recorder>(vm: &mut Vm<R>, _: &Args) -> Outcome {
    let count = vm.heap().list(GcList::Permanent).count();
    Ok(vm.new_int(count as i64))
}
