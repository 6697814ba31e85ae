//! The methods of exceptions.

use crate::heap::{Kind, ObjectId};
use crate::python::vm::builtins::{Args, Signature};
use crate::python::vm::exception::{ARGS, TRACEBACK};
use crate::python::vm::traceback::NOTES;
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    use Signature::{Any, Exactly};
    let class = vm.types.base_exception;
    vm.method(class, "__init__", Any, init);
    vm.method(class, "with_traceback", Exactly(1), with_traceback);
    if vm.profile().messages.has_notes {
        vm.method(class, "add_note", Exactly(1), add_note);
    }
}

/// The arguments become `args`, whatever a `__new__` had put there.
fn init<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let exception = args.positional[0];
    if !args.keywords.is_empty() {
        let name = vm.type_name(exception);
        return vm.type_error(format!("{name}() takes no keyword arguments"));
    }
    let packed = vm.pack_arguments(&args.positional[1..]);
    replace(vm, exception, ARGS, Some(packed));
    Ok(vm.none)
}

fn with_traceback<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let (exception, traceback) = (args.positional[0], args.positional[1]);
    let is_none = traceback == vm.none;
    if !is_none && vm.kind(traceback) != Kind::Traceback {
        return vm.type_error("__traceback__ must be a traceback or None");
    }
    let traceback = (!is_none).then(|| vm.new_reference(traceback));
    replace(vm, exception, TRACEBACK, traceback);
    Ok(vm.new_reference(exception))
}

fn add_note<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let (exception, note) = (args.positional[0], args.positional[1]);
    if !vm.is_str(note) {
        let name = vm.type_name(note);
        return vm.type_error(format!("note must be a str, not '{name}'"));
    }
    let notes = match vm.heap().slot(exception, NOTES) {
        Some(notes) => notes,
        None => {
            let notes = vm.new_list(&[]);
            replace(vm, exception, NOTES, Some(notes));
            notes
        }
    };
    vm.incref(note);
    vm.world.push_slot(notes, Some(note));
    Ok(vm.none)
}

/// Puts a value (owned) into a slot and releases what was there.
fn replace<R: Recorder>(vm: &mut Vm<R>, object: ObjectId, slot: usize, value: Option<ObjectId>) {
    let old = vm.world.replace_slot(object, slot, value);
    vm.xdecref(old);
}
