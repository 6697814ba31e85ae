//! Methods of exceptions.

use super::{Args, Signature};
use crate::python::vm::exception::{ARGS, NOTES, TRACEBACK};
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    let class = vm.types.base_exception;
    vm.method(class, "__init__", Signature::Any, init);
    vm.method(class, "with_traceback", Signature::Exactly(1), with_traceback);
    if vm.profile().messages.has_notes {
        vm.method(class, "add_note", Signature::Exactly(1), add_note);
    }
}

/// `BaseException.__init__`: the arguments become `args`.
fn init<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let [exception, values @ ..] = args.positional else {
        return vm.type_error("descriptor '__init__' of 'BaseException' object needs an argument");
    };
    if !args.keywords.is_empty() {
        let name = vm.type_name(*exception);
        return vm.type_error(format!("{name}() takes no keyword arguments"));
    }
    for &value in values {
        vm.incref(value);
    }
    let tuple = vm.new_tuple(values);
    let old = vm.world.replace_slot(*exception, ARGS, Some(tuple));
    vm.xdecref(old);
    Ok(vm.none)
}

fn with_traceback<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let [exception, traceback] = *args.positional else {
        return vm.type_error("with_traceback() takes exactly one argument");
    };
    let new = (traceback != vm.none).then(|| vm.new_reference(traceback));
    let old = vm.world.replace_slot(exception, TRACEBACK, new);
    vm.xdecref(old);
    Ok(vm.new_reference(exception))
}

fn add_note<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let [exception, note] = *args.positional else {
        return vm.type_error("add_note() takes exactly one argument");
    };
    if !vm.is_str(note) {
        let name = vm.type_name(note);
        return vm.type_error(format!("note must be a str, not '{name}'"));
    }
    let list = match vm.heap().slot(exception, NOTES) {
        Some(list) => list,
        None => {
            let list = vm.new_list(&[]);
            vm.world.replace_slot(exception, NOTES, Some(list));
            list
        }
    };
    vm.incref(note);
    vm.world.push_slot(list, Some(note));
    Ok(vm.none)
}
