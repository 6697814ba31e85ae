//! The module `pprint`: data, laid out over as many lines as it needs.

use std::rc::Rc;

use super::{Args, Signature};
use crate::heap::{Flags, Kind, ObjectId};
use crate::python::text;
use crate::python::vm::{Outcome, Unwind, Vm};
use crate::tape::Recorder;

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

const OPTIONS: usize = 6;

fn print<R: Recorder>(vm: &mut Vm<R>, args: &Args, sorts: bool) -> Outcome {
    let [object, stream, indent, width, depth, compact, sort_dicts] = vm.parse_arguments(
        "pprint",
        ["object", "stream", "indent", "width", "depth", "compact", "sort_dicts"],
        1,
        args,
    )?;
    let options = [indent, width, depth, compact, sort_dicts, None];
    let text = laid_out(vm, object, options, sorts)? + "\n";
    let stream = stream.filter(|&stream| stream != vm.none);
    match stream.map(|stream| (stream, vm.standard_stream(stream))) {
        None => vm.write(crate::python::tables::Stream::Stdout, text),
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
        ["object", "indent", "width", "depth", "compact", "sort_dicts"],
        1,
        args,
    )?;
    let options = [indent, width, depth, compact, sort_dicts, None];
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
    let [indent, width, depth, compact, sort_dicts, _] = options;
    if let Some(indent) = indent {
        printer.indent = match usize::try_from(vm.index_argument(indent)?) {
            Ok(indent) => indent,
            Err(_) => return vm.value_error("indent must be >= 0"),
        };
    }
    if let Some(width) = width {
        printer.width = vm.index_argument(width)?;
        if printer.width == 0 {
            return vm.value_error("width must be != 0");
        }
    }
    if let Some(depth) = depth.filter(|&depth| depth != vm.none) {
        match usize::try_from(vm.index_argument(depth)?) {
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

/// A `PrettyPrinter` at work. Columns are `i64`, because a narrow width makes what is left of it negative.
struct Printer {
    text: String,
    indent: usize,
    width: i64,
    depth: usize,
    compact: bool,
    sorts: bool,
    /// The containers around the current object.
    around: Vec<ObjectId>,
}

impl Default for Printer {
    fn default() -> Printer {
        Printer {
            text: String::new(),
            indent: 1,
            width: 80,
            depth: usize::MAX,
            compact: false,
            sorts: true,
            around: Vec::new(),
        }
    }
}

/// The brackets of a container and what comes before them.
struct Brackets {
    open: &'static str,
    close: &'static str,
}

impl Printer {
    /// Writes an object that begins at column `indent`; so many columns must stay free behind it.
    fn format<R: Recorder>(
        &mut self,
        vm: &mut Vm<R>,
        object: ObjectId,
        indent: i64,
        allowance: i64,
        level: usize,
    ) -> Outcome<()> {
        if self.around.contains(&object) {
            self.text += &recursion(vm, object);
            return Ok(());
        }
        let short = self.short(vm, object, level)?;
        if columns(&short) <= self.width - indent - allowance {
            self.text += &short;
            return Ok(());
        }
        vm.enter_native()?;
        self.around.push(object);
        let outcome = self.format_long(vm, object, short, indent, allowance, level + 1);
        self.around.pop();
        vm.leave_native();
        outcome
    }

    fn format_long<R: Recorder>(
        &mut self,
        vm: &mut Vm<R>,
        object: ObjectId,
        short: String,
        indent: i64,
        allowance: i64,
        level: usize,
    ) -> Outcome<()> {
        if !is_plain(vm, object) {
            self.text += &short;
            return Ok(());
        }
        match vm.kind(object) {
            Kind::Dict => self.format_dict(vm, object, indent, allowance, level),
            Kind::List => {
                let items = sequence_items(vm, object);
                let brackets = Brackets { open: "[", close: "]" };
                self.format_items(vm, items, brackets, indent, allowance, level)
            }
            Kind::Tuple => {
                let items = sequence_items(vm, object);
                let close = if items.len() == 1 { ",)" } else { ")" };
                let brackets = Brackets { open: "(", close };
                self.format_items(vm, items, brackets, indent, allowance, level)
            }
            kind @ (Kind::Set | Kind::FrozenSet) if vm.length(object)? > 0 => {
                let items = vm.collect_items(object)?;
                let sorted = sort(vm, &items);
                vm.decref_all(items);
                let (brackets, name) = if kind == Kind::Set {
                    (Brackets { open: "{", close: "}" }, 0)
                } else {
                    (Brackets { open: "frozenset({", close: "})" }, "frozenset".len() as i64 + 1)
                };
                self.format_items(vm, sorted?, brackets, indent + name, allowance, level)
            }
            Kind::Str => {
                self.format_str(&vm.text(object), indent, allowance, level);
                Ok(())
            }
            _ => {
                self.text += &short;
                Ok(())
            }
        }
    }

    fn spaces(&mut self, count: i64) {
        self.text += &" ".repeat(usize::try_from(count).unwrap_or(0));
    }

    fn new_line(&mut self, indent: i64) {
        self.text += ",\n";
        self.spaces(indent);
    }

    fn format_dict<R: Recorder>(
        &mut self,
        vm: &mut Vm<R>,
        dict: ObjectId,
        indent: i64,
        allowance: i64,
        level: usize,
    ) -> Outcome<()> {
        self.text.push('{');
        self.spaces(self.indent as i64 - 1);
        let entries = self.entries(vm, dict)?;
        let indent = indent + self.indent as i64;
        let count = entries.len();
        for (index, (key, value)) in entries.into_iter().enumerate() {
            if index > 0 {
                self.new_line(indent);
            }
            let key = self.short(vm, key, level)?;
            self.text += &key;
            self.text += ": ";
            let allowance = if index + 1 == count { allowance + 1 } else { 1 };
            self.format(vm, value, indent + columns(&key) + 2, allowance, level)?;
        }
        self.text.push('}');
        Ok(())
    }

    /// The entries of a dict, borrowed, sorted by key if that is wanted.
    fn entries<R: Recorder>(
        &self,
        vm: &mut Vm<R>,
        dict: ObjectId,
    ) -> Outcome<Vec<(ObjectId, ObjectId)>> {
        let entries = vm.dict_entries(dict);
        if !self.sorts {
            return Ok(entries);
        }
        let keys: Vec<ObjectId> = entries.iter().map(|&(key, _)| key).collect();
        let sorted = sort(vm, &keys)?;
        let value_of = |key| entries.iter().find(|entry| entry.0 == key).copied();
        Ok(sorted.into_iter().filter_map(value_of).collect())
    }

    fn format_items<R: Recorder>(
        &mut self,
        vm: &mut Vm<R>,
        items: Vec<ObjectId>,
        brackets: Brackets,
        indent: i64,
        allowance: i64,
        level: usize,
    ) -> Outcome<()> {
        self.text += brackets.open;
        self.spaces(self.indent as i64 - 1);
        let indent = indent + self.indent as i64;
        let allowance = allowance + brackets.close.len() as i64;
        let mut widest = self.width - indent + 1;
        let mut left = widest;
        let count = items.len();
        for (index, item) in items.into_iter().enumerate() {
            let is_last = index + 1 == count;
            if is_last {
                widest -= allowance;
                left -= allowance;
            }
            if self.compact {
                let short = self.short(vm, item, level)?;
                let needed = columns(&short) + 2;
                let mut is_new_line = false;
                if left < needed {
                    left = widest;
                    is_new_line = index > 0;
                }
                if left >= needed {
                    left -= needed;
                    if is_new_line {
                        self.new_line(indent);
                    } else if index > 0 {
                        self.text += ", ";
                    }
                    self.text += &short;
                    continue;
                }
            }
            if index > 0 {
                self.new_line(indent);
            }
            let allowance = if is_last { allowance } else { 1 };
            self.format(vm, item, indent, allowance, level)?;
        }
        self.text += brackets.close;
        Ok(())
    }

    /// A long string becomes several literals, split behind white space.
    fn format_str(&mut self, value: &str, mut indent: i64, mut allowance: i64, level: usize) {
        if level == 1 {
            indent += 1;
            allowance += 1;
        }
        let widest = self.width - indent;
        let mut chunks: Vec<String> = Vec::new();
        let lines = text::splitlines(value, true);
        let count = lines.len();
        for (number, line) in lines.into_iter().enumerate() {
            let is_last_line = number + 1 == count;
            let shown = text::repr_str(line);
            let room = widest - if is_last_line { allowance } else { 0 };
            if columns(&shown) <= room {
                chunks.push(shown);
                continue;
            }
            let parts = words(line);
            let last = parts.len().saturating_sub(1);
            let mut current = String::new();
            for (index, part) in parts.into_iter().enumerate() {
                let candidate = current.clone() + part;
                let is_end = is_last_line && index == last;
                let room = widest - if is_end { allowance } else { 0 };
                if columns(&text::repr_str(&candidate)) > room {
                    if !current.is_empty() {
                        chunks.push(text::repr_str(&current));
                    }
                    current = part.to_string();
                } else {
                    current = candidate;
                }
            }
            if !current.is_empty() {
                chunks.push(text::repr_str(&current));
            }
        }
        if let [only] = &chunks[..] {
            self.text += only;
            return;
        }
        if level == 1 {
            self.text.push('(');
        }
        for (index, chunk) in chunks.iter().enumerate() {
            if index > 0 {
                self.text.push('\n');
                self.spaces(indent);
            }
            self.text += chunk;
        }
        if level == 1 {
            self.text.push(')');
        }
    }

    /// The object on one line.
    fn short<R: Recorder>(
        &mut self,
        vm: &mut Vm<R>,
        object: ObjectId,
        level: usize,
    ) -> Outcome<String> {
        let kind = vm.kind(object);
        if !matches!(kind, Kind::Dict | Kind::List | Kind::Tuple) || !is_plain(vm, object) {
            return vm.repr(object);
        }
        let length = vm.length(object)?;
        let (open, close) = match kind {
            Kind::Dict => ("{", "}"),
            Kind::List => ("[", "]"),
            _ if length == 1 => ("(", ",)"),
            _ => ("(", ")"),
        };
        if length == 0 {
            return Ok(format!("{open}{close}"));
        }
        if level >= self.depth {
            return Ok(format!("{open}...{close}"));
        }
        if self.around.contains(&object) {
            return Ok(recursion(vm, object));
        }
        vm.enter_native()?;
        self.around.push(object);
        let parts = self.short_parts(vm, object, level + 1);
        self.around.pop();
        vm.leave_native();
        Ok(format!("{open}{}{close}", parts?.join(", ")))
    }

    fn short_parts<R: Recorder>(
        &mut self,
        vm: &mut Vm<R>,
        object: ObjectId,
        level: usize,
    ) -> Outcome<Vec<String>> {
        let mut parts = Vec::new();
        if vm.kind(object) == Kind::Dict {
            for (key, value) in self.entries(vm, object)? {
                let key = self.short(vm, key, level)?;
                let value = self.short(vm, value, level)?;
                parts.push(format!("{key}: {value}"));
            }
        } else {
            for item in sequence_items(vm, object) {
                parts.push(self.short(vm, item, level)?);
            }
        }
        Ok(parts)
    }
}

/// Whether an object is shown as its built-in type shows it: no subclass with a `__repr__` of its own.
fn is_plain<R: Recorder>(vm: &mut Vm<R>, object: ObjectId) -> bool {
    if !vm.flags(object).has(Flags::HEAP_TYPE) {
        return true;
    }
    let name = vm.intern_str("__repr__");
    match vm.find_in_type(vm.type_of(object), name) {
        Some(found) => vm.kind(found) != Kind::Function,
        None => true,
    }
}

/// The items of a list or tuple, borrowed.
fn sequence_items<R: Recorder>(vm: &Vm<R>, object: ObjectId) -> Vec<ObjectId> {
    vm.heap().slots(object).iter().copied().flatten().collect()
}

fn recursion<R: Recorder>(vm: &Vm<R>, object: ObjectId) -> String {
    let name: Rc<str> = vm.type_name(object);
    format!("<Recursion on {name} with id={}>", vm.address(object))
}

/// How many columns a text takes, as Python's `len` counts them.
fn columns(text: &str) -> i64 {
    text.chars().count() as i64
}

/// Pieces that consist of a word and the white space behind it.
fn words(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let space = rest[word..]
            .find(|c: char| !c.is_whitespace())
            .map_or(rest.len(), |space| word + space);
        let (piece, others) = rest.split_at(space);
        pieces.push(piece);
        rest = others;
    }
    pieces
}

/// Sorted by `<`; what can't be compared, by the name of its type and its address.
fn sort<R: Recorder>(vm: &mut Vm<R>, items: &[ObjectId]) -> Outcome<Vec<ObjectId>> {
    let mut sorted: Vec<ObjectId> = Vec::with_capacity(items.len());
    for &item in items {
        let (mut low, mut high) = (0, sorted.len());
        while low < high {
            let middle = low.midpoint(high);
            if is_less(vm, item, sorted[middle])? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        sorted.insert(low, item);
    }
    Ok(sorted)
}

fn is_less<R: Recorder>(vm: &mut Vm<R>, left: ObjectId, right: ObjectId) -> Outcome<bool> {
    let outcome = vm.compare(crate::python::code::Comparison::Less, left, right);
    match outcome {
        Ok(result) => {
            let truth = vm.truth(result);
            vm.decref(result);
            truth
        }
        Err(unwind @ Unwind::Exception(_)) if vm.matches(&unwind, vm.types.type_error) => {
            vm.catch::<ObjectId>(Err(unwind), vm.types.type_error)?;
            let key = |vm: &mut Vm<R>, object| -> Outcome<(String, u64)> {
                let class = vm.type_of(object);
                Ok((vm.repr(class)?, vm.address(object)))
            };
            Ok(key(vm, left)? < key(vm, right)?)
        }
        Err(unwind) => Err(unwind),
    }
}
