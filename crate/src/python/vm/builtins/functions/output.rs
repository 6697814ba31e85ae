//! `print`.

use crate::heap::{Kind, ObjectId, Payload};
use crate::python::tables::Stream;
use crate::python::vm::builtins::{Args, Signature};
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    vm.function("print", Signature::Any, print);
}

fn print<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let [sep, end, file, _flush] =
        vm.parse_keywords("print", ["sep", "end", "file", "flush"], args)?;
    // Since 3.11 the arguments stand in a tuple (spec, section 8).
    let packed = vm
        .profile()
        .print_packs_arguments
        .then(|| vm.pack_arguments(args.positional));
    let result = print_items(vm, args.positional, sep, end, file);
    vm.xdecref(packed);
    result
}

fn print_items<R: Recorder>(
    vm: &mut Vm<R>,
    items: &[ObjectId],
    sep: Option<ObjectId>,
    end: Option<ObjectId>,
    file: Option<ObjectId>,
) -> Outcome {
    let separator = optional_text(vm, "sep", sep, " ")?;
    let end = optional_text(vm, "end", end, "\n")?;
    let file = file.filter(|&file| file != vm.none);
    let stream = match file {
        None => Some(Stream::Stdout),
        Some(file) => vm.standard_stream(file),
    };
    for (index, &item) in items.iter().enumerate() {
        if index > 0 {
            write(vm, stream, file, |_| Ok(separator.to_string()))?;
        }
        write(vm, stream, file, |vm| vm.str(item))?;
    }
    write(vm, stream, file, |_| Ok(end.to_string()))?;
    Ok(vm.none)
}

fn optional_text<R: Recorder>(
    vm: &mut Vm<R>,
    name: &str,
    value: Option<ObjectId>,
    default: &str,
) -> Outcome<std::rc::Rc<str>> {
    match value {
        None => Ok(default.into()),
        Some(value) if value == vm.none => Ok(default.into()),
        Some(value) if vm.is_str(value) => Ok(vm.text(value)),
        Some(value) => {
            let type_name = vm.type_name(value);
            vm.type_error(format!("{name} must be None or a string, not {type_name}"))
        }
    }
}

/// `PyFile_WriteObject`: writes to a standard stream, or calls `write` of any other object.
fn write<R: Recorder>(
    vm: &mut Vm<R>,
    stream: Option<Stream>,
    file: Option<ObjectId>,
    text: impl FnOnce(&mut Vm<R>) -> Outcome<String>,
) -> Outcome<()> {
    match (stream, file) {
        (Some(stream), _) => {
            // The bound method is an object that may be one too many, and `PyObject_Str` then collects.
            let method = vm.new_fixed(
                Kind::BuiltinFunction,
                vm.types.builtin_function,
                &[None],
                Payload::default(),
            );
            let text = vm.check_eval_breaker().and_then(|()| text(vm));
            if let Ok(text) = &text {
                vm.write(stream, text.clone());
            }
            vm.decref(method);
            text.map(drop)
        }
        (None, Some(file)) => {
            let text = text(vm)?;
            let text = vm.new_str(text);
            let result = vm.call_method(file, "write", &[text]);
            vm.decref(text);
            vm.discard(result)
        }
        (None, None) => Ok(()),
    }
}
