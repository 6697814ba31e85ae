//! `exec`.

use crate::heap::Kind;
use crate::python::vm::builtins::{Args, Signature};
use crate::python::vm::library::Origin;
use crate::python::vm::{Outcome, Vm};
use crate::python::{compile, compile_options, diagnostic};
use crate::tape::Recorder;

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    vm.function("exec", Signature::Between(1, 3), exec);
}

/// `exec(text, globals, locals)`; without dicts in a module only, whose names it shares.
fn exec<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let source = args.positional[0];
    if !vm.is_str(source) {
        return vm.unsupported("exec() of anything but a str");
    }
    let given = |index| args.positional.get(index).copied();
    let (globals, names) = match (given(1).filter(|&globals| globals != vm.none), given(2)) {
        (Some(globals), Some(names)) if names != vm.none => (globals, names),
        (Some(globals), _) => (globals, globals),
        (None, _) => match vm.frames.last() {
            Some(frame) if frame.names.is_some() => {
                (frame.globals, frame.names.unwrap_or(frame.globals))
            }
            _ => return vm.unsupported("exec() in a function without a dict for the names"),
        },
    };
    for dict in [globals, names] {
        if vm.kind(dict) != Kind::Dict {
            return vm.type_error("exec() globals must be a dict");
        }
    }
    let name = vm.intern_str("__builtins__");
    if vm.dict_get_name(globals, name).is_none() && globals != vm.globals {
        vm.dict_set(globals, name, vm.builtins_dict)?;
    }
    let text = vm.text(source);
    let code = match compile::compile(&text, "<string>", &compile_options(vm.profile())) {
        Ok(code) => code,
        Err(error) if error.kind == diagnostic::Kind::Syntax => {
            return Err(vm.raise(vm.types.syntax_error, error.message));
        }
        Err(error) => return vm.unsupported(format!("in exec(): {}", error.message)),
    };
    vm.preload(&code)?;
    let origin = vm.frames.last().map(|frame| frame.linked.origin);
    let linking = std::mem::replace(&mut vm.linking, origin.unwrap_or(Origin::Program));
    let index = vm.link(&code);
    vm.linking = linking;
    let outcome = vm.run_code(index, globals, names);
    vm.discard(outcome)?;
    Ok(vm.none)
}
