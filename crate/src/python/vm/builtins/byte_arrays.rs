//! The methods of `bytearray`.

use super::{Args, Signature};
use crate::python::vm::byte_array::BYTE_RANGE;
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    use Signature::{Any, Between, Exactly};
    let class = vm.types.bytearray;
    vm.method(class, "__new__", Any, |vm, args| {
        let rest = args.without_first();
        vm.make_bytearray(args.positional[0], &rest)
    });
    vm.method(class, "append", Exactly(1), |vm, args| {
        change(vm, args, |vm, bytes, args| {
            bytes.push(vm.byte_value(args.positional[1], BYTE_RANGE)?);
            Ok(())
        })
    });
    vm.method(class, "extend", Exactly(1), |vm, args| {
        change(vm, args, |vm, bytes, args| {
            bytes.extend(vm.byte_values(args.positional[1])?);
            Ok(())
        })
    });
    vm.method(class, "insert", Exactly(2), |vm, args| {
        change(vm, args, |vm, bytes, args| {
            let index = vm.index_value(args.positional[1])?;
            let byte = vm.byte_value(args.positional[2], BYTE_RANGE)?;
            let length = bytes.len() as i64;
            let place = if index < 0 { index + length } else { index };
            bytes.insert(place.clamp(0, length) as usize, byte);
            Ok(())
        })
    });
    vm.method(class, "remove", Exactly(1), |vm, args| {
        change(vm, args, |vm, bytes, args| {
            let byte = vm.byte_value(args.positional[1], BYTE_RANGE)?;
            let Some(place) = bytes.iter().position(|&other| other == byte) else {
                return vm.value_error("value not found in bytearray");
            };
            bytes.remove(place);
            Ok(())
        })
    });
    vm.method(class, "clear", Exactly(0), |vm, args| {
        change(vm, args, |_, bytes, _| {
            bytes.clear();
            Ok(())
        })
    });
    vm.method(class, "reverse", Exactly(0), |vm, args| {
        change(vm, args, |_, bytes, _| {
            bytes.reverse();
            Ok(())
        })
    });
    vm.method(class, "copy", Exactly(0), |vm, args| {
        let bytes = vm.bytes(args.positional[0]).to_vec();
        Ok(vm.new_bytes_like(args.positional[0], bytes))
    });
    vm.method(class, "pop", Between(0, 1), |vm, args| {
        let mut bytes = vm.bytes(args.positional[0]).to_vec();
        let index = match args.positional.get(1) {
            Some(&index) => vm.index_value(index)?,
            None => -1,
        };
        if bytes.is_empty() {
            return vm.index_error("pop from empty bytearray");
        }
        let Some(place) = Vm::<R>::place(index, bytes.len()) else {
            return vm.index_error("pop index out of range");
        };
        let byte = bytes.remove(place);
        vm.set_bytes(args.positional[0], bytes);
        Ok(vm.new_int(i64::from(byte)))
    });
    super::sequences::register_protocol(vm, &[class]);
    super::sequences::register_writing(vm, &[class]);
}

fn change<R: Recorder>(
    vm: &mut Vm<R>,
    args: &Args,
    change: fn(&mut Vm<R>, &mut Vec<u8>, &Args) -> Outcome<()>,
) -> Outcome {
    let mut bytes = vm.bytes(args.positional[0]).to_vec();
    change(vm, &mut bytes, args)?;
    vm.check_text_length(bytes.len())?;
    vm.set_bytes(args.positional[0], bytes);
    Ok(vm.none)
}
