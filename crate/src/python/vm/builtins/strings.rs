//! `str` and `bytes`.

use std::rc::Rc;

use super::{Args, Signature};
use crate::heap::{Kind, ObjectId};
use crate::python::text::{self, TextError};
use crate::python::vm::{Outcome, Vm, special_result};
use crate::refcount::count_transient;
use crate::tape::Recorder;

/// Methods that exist in Python but not here: met, they end the run by name.
macro_rules! unsupported {
    ($vm:ident, $class:expr, $owner:literal: $($name:literal)*) => {
        $($vm.method($class, $name, Signature::Any, |vm, _| {
            vm.unsupported(concat!($owner, ".", $name, "()"))
        });)*
    };
}

/// Methods that ask a question about the whole text.
macro_rules! predicates {
    ($vm:ident: $($name:literal = $function:path;)*) => {
        $($vm.method($vm.types.str, $name, Signature::Exactly(0), |vm, args| {
            let answer = $function(&vm.text(args.positional[0]));
            Ok(vm.bool(answer))
        });)*
    };
}

/// Methods that make another text of the text alone.
macro_rules! conversions {
    ($vm:ident: $($name:literal = $function:path;)*) => {
        $($vm.method($vm.types.str, $name, Signature::Exactly(0), |vm, args| {
            let result = $function(&vm.text(args.positional[0]));
            Ok(vm.new_str(result))
        });)*
    };
}

pub fn register<R: Recorder>(vm: &mut Vm<R>) {
    use Signature::{Any, Exactly};
    let str = vm.types.str;
    predicates! { vm:
        "isalnum" = text::is_alnum;
        "isalpha" = text::is_alpha;
        "isascii" = text::is_ascii;
        "isdecimal" = text::is_decimal;
        "isdigit" = text::is_digit;
        "isidentifier" = text::is_identifier;
        "islower" = text::is_lower;
        "isnumeric" = text::is_numeric;
        "isprintable" = text::is_printable;
        "isspace" = text::is_space;
        "istitle" = text::is_title;
        "isupper" = text::is_upper;
    }
    conversions! { vm:
        "capitalize" = text::capitalize;
        "casefold" = text::casefold;
        "lower" = text::lower;
        "swapcase" = text::swapcase;
        "title" = text::title;
        "upper" = text::upper;
    }
    register_parts(vm);
    register_search(vm);
    register_padding(vm);
    vm.method(str, "__new__", Any, new_str);
    vm.method(str, "encode", Any, encode);
    vm.method(str, "format", Any, |vm, args| {
        let (template, rest) = args.positional.split_at(1);
        let template = vm.text(template[0]);
        let rest = Args {
            positional: rest,
            keywords: args.keywords,
        };
        let packed = vm.pack_arguments(rest.positional);
        if !rest.keywords.is_empty() {
            count_transient(vm, Kind::Dict, 0);
        }
        let result = vm.format_template(&template, &rest);
        vm.decref(packed);
        Ok(vm.new_str(result?))
    });
    vm.method(str, "join", Exactly(1), join);
    unsupported! { vm, str, "str": "format_map" }
    vm.method(vm.types.bytes, "__new__", Any, new_bytes);
    for class in [vm.types.bytes, vm.types.bytearray] {
        register_bytes(vm, class);
    }
}

/// What `bytes` and `bytearray` have in common.
fn register_bytes<R: Recorder>(vm: &mut Vm<R>, bytes: ObjectId) {
    use Signature::{Any, Exactly};
    vm.method(bytes, "decode", Any, |vm, args| {
        check_utf8(vm, "decode", args)?;
        decode(vm, args.positional[0])
    });
    vm.method(bytes, "hex", Exactly(0), |vm, args| {
        let bytes = vm.bytes(args.positional[0]);
        let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(vm.new_str(digits))
    });
    unsupported! { vm, bytes, "bytes":
        "capitalize" "center" "count" "endswith" "expandtabs" "find" "fromhex" "index" "isalnum" "isalpha" "isascii"
        "isdigit" "islower" "isspace" "istitle" "isupper" "join" "ljust" "lower" "lstrip" "maketrans" "partition"
        "removeprefix" "removesuffix" "replace" "rfind" "rindex" "rjust" "rpartition" "rsplit" "rstrip" "split"
        "splitlines" "startswith" "strip" "swapcase" "title" "translate" "upper" "zfill"
    }
}

fn register_parts<R: Recorder>(vm: &mut Vm<R>) {
    use Signature::{Any, Between, Exactly};
    let str = vm.types.str;
    vm.method(str, "split", Any, |vm, args| {
        split(vm, args, "split", |text, separator, limit| {
            text::split(text, separator, limit)
        })
    });
    vm.method(str, "rsplit", Any, |vm, args| {
        split(vm, args, "rsplit", |text, separator, limit| {
            text::rsplit(text, separator, limit)
        })
    });
    vm.method(str, "splitlines", Any, |vm, args| {
        let own = without_self(args);
        let [keep] = vm.parse_arguments("splitlines", ["keepends"], 0, &own)?;
        let keep = match keep {
            Some(keep) => vm.truth(keep)?,
            None => false,
        };
        let text = vm.text(args.positional[0]);
        Ok(new_texts(vm, &text::splitlines(&text, keep)))
    });
    vm.method(str, "strip", Between(0, 1), |vm, args| {
        strip(vm, args, "strip", |text, characters| {
            text::strip(text, characters)
        })
    });
    vm.method(str, "lstrip", Between(0, 1), |vm, args| {
        strip(vm, args, "lstrip", |text, characters| {
            text::lstrip(text, characters)
        })
    });
    vm.method(str, "rstrip", Between(0, 1), |vm, args| {
        strip(vm, args, "rstrip", |text, characters| {
            text::rstrip(text, characters)
        })
    });
    vm.method(str, "partition", Exactly(1), |vm, args| {
        partition(vm, args, text::partition)
    });
    vm.method(str, "rpartition", Exactly(1), |vm, args| {
        partition(vm, args, |text, separator| {
            text::rpartition(text, separator)
        })
    });
    vm.method(str, "removeprefix", Exactly(1), |vm, args| {
        let prefix = text_argument(vm, "removeprefix()", "argument", args.positional[1])?;
        let text = vm.text(args.positional[0]);
        Ok(vm.new_str(text::removeprefix(&text, &prefix)))
    });
    vm.method(str, "removesuffix", Exactly(1), |vm, args| {
        let suffix = text_argument(vm, "removesuffix()", "argument", args.positional[1])?;
        let text = vm.text(args.positional[0]);
        Ok(vm.new_str(text::removesuffix(&text, &suffix)))
    });
    vm.method(str, "replace", Any, replace);
}

fn register_search<R: Recorder>(vm: &mut Vm<R>) {
    use Signature::Between;
    let str = vm.types.str;
    vm.method(str, "find", Between(1, 3), |vm, args| {
        let (text, part, start, end) = search_arguments(vm, "find", args)?;
        let found = text::find(&text, &part, start, end);
        Ok(vm.new_int(found.map_or(-1, |place| place as i64)))
    });
    vm.method(str, "rfind", Between(1, 3), |vm, args| {
        let (text, part, start, end) = search_arguments(vm, "rfind", args)?;
        let found = text::rfind(&text, &part, start, end);
        Ok(vm.new_int(found.map_or(-1, |place| place as i64)))
    });
    vm.method(str, "index", Between(1, 3), |vm, args| {
        let (text, part, start, end) = search_arguments(vm, "index", args)?;
        let place = vm.text_result(text::index(&text, &part, start, end))?;
        Ok(vm.new_int(place as i64))
    });
    vm.method(str, "rindex", Between(1, 3), |vm, args| {
        let (text, part, start, end) = search_arguments(vm, "rindex", args)?;
        let place = vm.text_result(text::rindex(&text, &part, start, end))?;
        Ok(vm.new_int(place as i64))
    });
    vm.method(str, "count", Between(1, 3), |vm, args| {
        let (text, part, start, end) = search_arguments(vm, "count", args)?;
        Ok(vm.new_int(text::count(&text, &part, start, end) as i64))
    });
    vm.method(str, "startswith", Between(1, 3), |vm, args| {
        any_part(vm, "startswith", args, |text, part, start, end| {
            text::startswith(text, part, start, end)
        })
    });
    vm.method(str, "endswith", Between(1, 3), |vm, args| {
        any_part(vm, "endswith", args, |text, part, start, end| {
            text::endswith(text, part, start, end)
        })
    });
}

fn register_padding<R: Recorder>(vm: &mut Vm<R>) {
    use Signature::{Any, Between, Exactly};
    let str = vm.types.str;
    vm.method(str, "center", Between(1, 2), |vm, args| {
        pad(vm, args, text::center)
    });
    vm.method(str, "ljust", Between(1, 2), |vm, args| {
        pad(vm, args, text::ljust)
    });
    vm.method(str, "rjust", Between(1, 2), |vm, args| {
        pad(vm, args, text::rjust)
    });
    vm.method(str, "zfill", Exactly(1), |vm, args| {
        let width = vm.index_value(args.positional[1])?;
        let text = vm.text(args.positional[0]);
        let result = vm.text_result(text::zfill(&text, width))?;
        Ok(vm.new_str(result))
    });
    vm.method(str, "expandtabs", Any, |vm, args| {
        let own = without_self(args);
        let [size] = vm.parse_arguments("expandtabs", ["tabsize"], 0, &own)?;
        let size = match size {
            Some(size) => vm.index_value(size)?,
            None => 8,
        };
        let text = vm.text(args.positional[0]);
        let result = vm.text_result(text::expandtabs(&text, size))?;
        Ok(vm.new_str(result))
    });
}

fn without_self<'a>(args: &Args<'a>) -> Args<'a> {
    Args {
        positional: args.positional.get(1..).unwrap_or_default(),
        keywords: args.keywords,
    }
}

/// An argument that must be a `str`: `replace() argument 1 must be str, not int`.
fn text_argument<R: Recorder>(
    vm: &mut Vm<R>,
    function: &str,
    argument: &str,
    object: ObjectId,
) -> Outcome<Rc<str>> {
    if vm.is_str(object) {
        return Ok(vm.text(object));
    }
    let name = vm.type_name(object);
    vm.type_error(format!("{function} {argument} must be str, not {name}"))
}

/// A list of new strings.
fn new_texts<R: Recorder>(vm: &mut Vm<R>, texts: &[&str]) -> ObjectId {
    let items: Vec<ObjectId> = texts.iter().map(|&text| vm.new_str(text)).collect();
    let list = vm.new_list(&items);
    vm.list_room_is_unknown(list);
    list
}

/// A new string, or the old one if it has this text already.
fn new_part<R: Recorder>(vm: &mut Vm<R>, object: ObjectId, part: &str) -> ObjectId {
    if *vm.text(object) == *part {
        return vm.new_reference(object);
    }
    vm.new_str(part)
}

/// `str(object)`, or `str(bytes, encoding)`.
fn new_str<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let own = without_self(args);
    let names = ["object", "encoding", "errors"];
    let [object, encoding, errors] = vm.parse_arguments("str", names, 0, &own)?;
    let Some(object) = object else {
        return Ok(vm.new_str(""));
    };
    if encoding.is_some() || errors.is_some() {
        for (name, value) in [("encoding", encoding), ("errors", errors)] {
            if let Some(value) = value.filter(|&value| !vm.is_str(value)) {
                let class = match vm.kind(value) {
                    Kind::None => "None".to_string(),
                    _ => vm.type_name(value).to_string(),
                };
                return vm.type_error(format!("str() argument '{name}' must be str, not {class}"));
            }
        }
        if vm.kind(object) != Kind::Bytes {
            let name = vm.type_name(object);
            return vm.type_error(if vm.is_str(object) {
                "decoding str is not supported".into()
            } else {
                format!("decoding to str: need a bytes-like object, {name} found")
            });
        }
        check_encoding(vm, encoding, errors)?;
        return decode(vm, object);
    }
    if vm.is_str(object) && !vm.has_python_class(object) {
        return Ok(vm.new_reference(object));
    }
    let text = vm.str(object)?;
    Ok(vm.new_str(text))
}

fn check_utf8<R: Recorder>(vm: &mut Vm<R>, function: &str, args: &Args) -> Outcome<()> {
    let own = without_self(args);
    let [encoding, errors] = vm.parse_arguments(function, ["encoding", "errors"], 0, &own)?;
    check_encoding(vm, encoding, errors)
}

fn check_encoding<R: Recorder>(
    vm: &mut Vm<R>,
    encoding: Option<ObjectId>,
    errors: Option<ObjectId>,
) -> Outcome<()> {
    let is_utf8 = encoding.is_none_or(|encoding| {
        let name = vm.text(encoding).to_lowercase().replace('_', "-");
        name == "utf-8" || name == "utf8"
    });
    if is_utf8 && errors.is_none() {
        return Ok(());
    }
    vm.unsupported("encodings other than UTF-8, and error handlers for them")
}

fn encode<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    check_utf8(vm, "encode", args)?;
    let text = vm.text(args.positional[0]);
    Ok(vm.new_bytes(text.as_bytes().into()))
}

fn decode<R: Recorder>(vm: &mut Vm<R>, bytes: ObjectId) -> Outcome {
    match std::str::from_utf8(&vm.bytes(bytes)) {
        Ok(text) => Ok(vm.new_str(text)),
        Err(_) => vm.unsupported("decoding bytes that are not UTF-8"),
    }
}

fn new_bytes<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let own = without_self(args);
    let names = ["source", "encoding", "errors"];
    let [source, encoding, errors] = vm.parse_arguments("bytes", names, 0, &own)?;
    let Some(source) = source else {
        return Ok(vm.new_bytes([].into()));
    };
    if vm.is_str(source) {
        if encoding.is_none() {
            return vm.type_error("string argument without an encoding");
        }
        check_encoding(vm, encoding, errors)?;
        let text = vm.text(source);
        return Ok(vm.new_bytes(text.as_bytes().into()));
    }
    if vm.kind(source) == Kind::Bytes && !vm.is_bytearray(source) {
        return Ok(vm.new_reference(source));
    }
    if vm.kind(source) == Kind::Bytes {
        let bytes = vm.bytes(source);
        return Ok(vm.new_bytes(bytes));
    }
    if let Some(bytes) = vm.call_special(source, "__bytes__", &[])? {
        if vm.kind(bytes) == Kind::Bytes {
            return Ok(bytes);
        }
        return vm.broken_promise(source, &special_result::BYTES, bytes);
    }
    if let Some(length) = vm.index_optional(source)? {
        let Ok(length) = usize::try_from(length) else {
            return vm.value_error("negative count");
        };
        vm.check_text_length(length)?;
        return Ok(vm.new_bytes(vec![0; length].into()));
    }
    let items = if vm.is_exact_sequence(source) {
        vm.collect_items(source)?
    } else {
        let outcome = vm.iter(source);
        let Some(iterator) = vm.catch(outcome, vm.types.type_error)? else {
            let class = vm.type_name(source);
            return vm.type_error(format!("cannot convert '{class}' object to bytes"));
        };
        let hint = vm.length_hint(source, 64);
        let items = hint.and_then(|_| vm.drain(iterator));
        vm.decref(iterator);
        items?
    };
    let bytes = vm.bytes_of(items, "bytes must be in range(0, 256)")?;
    Ok(vm.new_bytes(bytes.into()))
}

fn join<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let (separator, iterable) = (args.positional[0], args.positional[1]);
    // `PySequence_Fast`: anything but a list or a tuple becomes a list.
    let items = if vm.is_exact_sequence(iterable) {
        vm.collect_items(iterable)?
    } else {
        let Some(iterator) = vm.iter_optional(iterable)? else {
            return vm.type_error("can only join an iterable");
        };
        count_transient(vm, Kind::List, 0);
        let items = vm.collect_items(iterator);
        vm.decref(iterator);
        items?
    };
    if let Some(wrong) = items.iter().position(|&item| !vm.is_str(item)) {
        let name = vm.type_name(items[wrong]);
        vm.decref_all(items);
        return vm.type_error(format!(
            "sequence item {wrong}: expected str instance, {name} found"
        ));
    }
    // The only item is the result itself.
    if let [only] = *items {
        return Ok(only);
    }
    let texts: Vec<Rc<str>> = items.iter().map(|&item| vm.text(item)).collect();
    let result = texts.join(&*vm.text(separator));
    vm.decref_all(items);
    vm.check_text_length(result.len())?;
    Ok(vm.new_str(result))
}

type Splitter = for<'a> fn(&'a str, Option<&str>, i64) -> Result<Vec<&'a str>, TextError>;

fn split<R: Recorder>(vm: &mut Vm<R>, args: &Args, name: &str, split: Splitter) -> Outcome {
    let own = without_self(args);
    let [separator, limit] = vm.parse_arguments(name, ["sep", "maxsplit"], 0, &own)?;
    let separator = match separator.filter(|&separator| separator != vm.none) {
        Some(separator) if vm.is_str(separator) => Some(vm.text(separator)),
        Some(separator) => {
            let name = vm.type_name(separator);
            return vm.type_error(format!("must be str or None, not {name}"));
        }
        None => None,
    };
    let limit = match limit {
        Some(limit) => vm.index_value(limit)?,
        None => -1,
    };
    let text = vm.text(args.positional[0]);
    let parts = vm.text_result(split(&text, separator.as_deref(), limit))?;
    Ok(new_texts(vm, &parts))
}

fn strip<R: Recorder>(
    vm: &mut Vm<R>,
    args: &Args,
    name: &str,
    strip: for<'a> fn(&'a str, Option<&str>) -> &'a str,
) -> Outcome {
    let characters = match args.positional.get(1) {
        Some(&characters) if vm.is_str(characters) => Some(vm.text(characters)),
        Some(&characters) if characters != vm.none => {
            return vm.type_error(format!("{name} arg must be None or str"));
        }
        _ => None,
    };
    let text = vm.text(args.positional[0]);
    let result = strip(&text, characters.as_deref());
    Ok(new_part(vm, args.positional[0], result))
}

type Partitioner = for<'a> fn(&'a str, &'a str) -> Result<(&'a str, &'a str, &'a str), TextError>;

fn partition<R: Recorder>(vm: &mut Vm<R>, args: &Args, partition: Partitioner) -> Outcome {
    if !vm.is_str(args.positional[1]) {
        let name = vm.type_name(args.positional[1]);
        return vm.type_error(format!("must be str, not {name}"));
    }
    let (text, separator) = (vm.text(args.positional[0]), vm.text(args.positional[1]));
    let (before, found, after) = vm.text_result(partition(&text, &separator))?;
    let parts = [before, found, after].map(|part| vm.new_str(part));
    Ok(vm.fill_tuple(&parts))
}

fn replace<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome {
    let own = without_self(args);
    let [old, new, count] = vm.parse_arguments("replace", ["", "", "count"], 2, &own)?;
    let none = vm.none;
    let old = text_argument(vm, "replace()", "argument 1", old.unwrap_or(none))?;
    let new = text_argument(vm, "replace()", "argument 2", new.unwrap_or(none))?;
    let count = match count {
        Some(count) => vm.index_value(count)?,
        None => -1,
    };
    let text = vm.text(args.positional[0]);
    let places = text::count(&text, &old, None, None);
    vm.check_text_length(text.len().saturating_add(places.saturating_mul(new.len())))?;
    let result = text::replace(&text, &old, &new, count);
    Ok(new_part(vm, args.positional[0], &result))
}

type SearchArguments = (Rc<str>, Rc<str>, Option<i64>, Option<i64>);

/// Start and end of a search.
fn bounds<R: Recorder>(vm: &mut Vm<R>, args: &Args) -> Outcome<[Option<i64>; 2]> {
    let mut bounds = [None; 2];
    for (bound, &given) in bounds.iter_mut().zip(args.positional.iter().skip(2)) {
        if given != vm.none {
            *bound = vm.index_optional(given)?;
            if bound.is_none() {
                return vm.type_error(
                    "slice indices must be integers or None or have an __index__ method",
                );
            }
        }
    }
    Ok(bounds)
}

fn search_arguments<R: Recorder>(
    vm: &mut Vm<R>,
    name: &str,
    args: &Args,
) -> Outcome<SearchArguments> {
    let part = args.positional[1];
    if !vm.is_str(part) {
        let given = vm.type_name(part);
        let message = vm.profile().messages.search_wants_str;
        return vm.type_error(message.fill(&[("function", name), ("type", &given)]));
    }
    let [start, end] = bounds(vm, args)?;
    Ok((vm.text(args.positional[0]), vm.text(part), start, end))
}

/// `startswith` and `endswith`: with one text, or any of a tuple of them.
fn any_part<R: Recorder>(
    vm: &mut Vm<R>,
    name: &str,
    args: &Args,
    test: fn(&str, &str, Option<i64>, Option<i64>) -> bool,
) -> Outcome {
    let wanted = args.positional[1];
    let parts = match vm.kind(wanted) {
        Kind::Str => vec![wanted],
        Kind::Tuple => vm.items(wanted),
        _ => {
            let given = vm.type_name(wanted);
            return vm.type_error(format!(
                "{name} first arg must be str or a tuple of str, not {given}"
            ));
        }
    };
    let [start, end] = bounds(vm, args)?;
    let text = vm.text(args.positional[0]);
    for part in parts {
        if !vm.is_str(part) {
            let given = vm.type_name(part);
            return vm.type_error(format!(
                "tuple for {name} must only contain str, not {given}"
            ));
        }
        if test(&text, &vm.text(part), start, end) {
            return Ok(vm.true_);
        }
    }
    Ok(vm.false_)
}

fn pad<R: Recorder>(
    vm: &mut Vm<R>,
    args: &Args,
    pad: fn(&str, i64, char) -> Result<String, TextError>,
) -> Outcome {
    let width = vm.index_value(args.positional[1])?;
    let fill = match args.positional.get(2) {
        None => ' ',
        Some(&fill) => {
            let text = vm.text(fill);
            let mut characters = text.chars();
            match (characters.next(), characters.next()) {
                (Some(fill), None) => fill,
                _ if !vm.is_str(fill) => {
                    let given = vm.type_name(fill);
                    return vm.type_error(format!(
                        "The fill character must be a unicode character, not {given}"
                    ));
                }
                _ => {
                    return vm.type_error("The fill character must be exactly one character long");
                }
            }
        }
    };
    let text = vm.text(args.positional[0]);
    let result = vm.text_result(pad(&text, width, fill))?;
    Ok(new_part(vm, args.positional[0], &result))
}
