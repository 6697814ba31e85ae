//! `__build_class__`, which a class statement calls.

use super::{Args, Signature};
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    vm.function("__build_class__", Signature::Any, build_class);
}

fn build_class<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    match args.positional {
        [body, name, bases @ ..] => vm.build_class(*body, *name, bases, args.keywords),
        _ => vm.type_error("__build_class__: not enough arguments"),
    }
}
