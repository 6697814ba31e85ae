//! The module `pprint`: data, laid out over as many lines as it needs.

mod layout;
mod line;
mod string;

use super::{Args, Signature};
use crate::heap::ObjectId;
use crate::python::tables::Stream;
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;
use layout::Printer;

const MODULE: &str = "pprint";

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    vm.module_function(MODULE, "pprint", Signature::Any, |vm, args| {
        print(vm, args, true)
    });
    vm.module_function(MODULE, "pp", Signature::Any, |vm, args| {
        print(vm, args, false)
    });
    vm.module_function(MODULE, "pformat", Signature::Any, format);
    vm.module_function(MODULE, "saferepr", Signature::Exactly(1), |vm, args| {
        let mut printer = Printer::default();
        let shown = printer.short(vm, args.positional[0], 0)?;
        Ok(vm.new_str(shown))
    });
    vm.module_function(MODULE, "PrettyPrinter", Signature::Any, |vm, _| {
        vm.unsupported("pprint.PrettyPrinter")
    });
}

const OPTIONS: usize = 5;

fn print<R: Recorder>(vm: &mut Vm<R>, args: &Args, sorts: bool) -> Outcome {
    let [object, stream, indent, width, depth, compact, sort_dicts] = vm.parse_arguments(
        "pprint",
        [
            "object",
            "stream",
            "indent",
            "width",
            "depth",
            "compact",
            "sort_dicts",
        ],
        1,
        args,
    )?;
    let options = [indent, width, depth, compact, sort_dicts];
    let text = laid_out(vm, object, options, sorts)? + "\n";
    let stream = stream.filter(|&stream| stream != vm.none);
    match stream.map(|stream| (stream, vm.standard_stream(stream))) {
        None => vm.write(Stream::Stdout, text),
        Some((_, Some(standard))) => vm.write(standard, text),
        Some((stream, None)) => {
            let text = vm.new_str(text);
            let result = vm.call_method(stream, "write", &[text]);
            vm.decref(text);
            vm.discard(result)?;
        }
    }
    Ok(vm.none)
}

fn format<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let [object, indent, width, depth, compact, sort_dicts] = vm.parse_arguments(
        "pformat",
        [
            "object",
            "indent",
            "width",
            "depth",
            "compact",
            "sort_dicts",
        ],
        1,
        args,
    )?;
    let options = [indent, width, depth, compact, sort_dicts];
    let text = laid_out(vm, object, options, true)?;
    Ok(vm.new_str(text))
}

fn laid_out<R: Recorder>(
    vm: &mut Vm<R>,
    object: Option<ObjectId>,
    options: [Option<ObjectId>; OPTIONS],
    sorts: bool,
) -> Outcome<String> {
    let mut printer = Printer {
        sorts,
        ..Printer::default()
    };
    let [indent, width, depth, compact, sort_dicts] = options;
    if let Some(indent) = indent {
        printer.indent = match usize::try_from(vm.index_value(indent)?) {
            Ok(indent) => indent,
            Err(_) => return vm.value_error("indent must be >= 0"),
        };
    }
    if let Some(width) = width {
        printer.width = vm.index_value(width)?;
        if printer.width == 0 {
            return vm.value_error("width must be != 0");
        }
    }
    if let Some(depth) = depth.filter(|&depth| depth != vm.none) {
        match usize::try_from(vm.index_value(depth)?) {
            Ok(depth @ 1..) => printer.depth = depth,
            _ => return vm.value_error("depth must be > 0"),
        }
    }
    if let Some(compact) = compact {
        printer.compact = vm.truth(compact)?;
    }
    if let Some(sort_dicts) = sort_dicts {
        printer.sorts = vm.truth(sort_dicts)?;
    }
    let object = object.unwrap_or(vm.none);
    printer.format(vm, object, 0, 0, 0)?;
    Ok(printer.text)
}
