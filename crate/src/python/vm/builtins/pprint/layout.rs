//! Objects over several lines (`PrettyPrinter._format` and what it calls).

use super::line::{columns, is_plain, recursion, release_entries, sequence_items, sort};
use crate::heap::{Kind, ObjectId};
use crate::python::vm::{Outcome, Vm};
use crate::tape::Recorder;

/// A `PrettyPrinter` at work. Columns are `i64`, because a narrow width makes what is left of it negative.
pub struct Printer {
    /// What has been written.
    pub text: String,
    /// Columns for each level.
    pub indent: usize,
    /// Columns of a line.
    pub width: i64,
    /// Containers nested deeper are written as `...`.
    pub depth: usize,
    /// Several items may stand on a line.
    pub compact: bool,
    /// Dicts are sorted by key.
    pub sorts: bool,
    /// The containers around the current object.
    pub around: Vec<ObjectId>,
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

impl Printer {
    /// Writes an object that begins at column `indent`; so many columns must stay free behind it.
    pub fn format<R: Recorder>(
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
            kind @ (Kind::List | Kind::Tuple) => {
                let items = sequence_items(vm, object);
                let brackets = match kind {
                    Kind::List => ("[", "]"),
                    _ if items.len() == 1 => ("(", ",)"),
                    _ => ("(", ")"),
                };
                let outcome = self.format_items(vm, &items, brackets, indent, allowance, level);
                vm.decref_all(items);
                outcome
            }
            kind @ (Kind::Set | Kind::FrozenSet) if vm.length(object)? > 0 => {
                let (brackets, name) = if kind == Kind::Set {
                    (("{", "}"), 0)
                } else {
                    (("frozenset({", "})"), columns("frozenset("))
                };
                let items = vm.collect_items(object)?;
                let outcome = sort(vm, &items).and_then(|sorted| {
                    self.format_items(vm, &sorted, brackets, indent + name, allowance, level)
                });
                vm.decref_all(items);
                outcome
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

    pub fn spaces(&mut self, count: i64) {
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
        let outcome = self.format_entries(vm, &entries, indent, allowance + 1, level);
        release_entries(vm, entries);
        outcome?;
        self.text.push('}');
        Ok(())
    }

    fn format_entries<R: Recorder>(
        &mut self,
        vm: &mut Vm<R>,
        entries: &[(ObjectId, ObjectId)],
        indent: i64,
        allowance: i64,
        level: usize,
    ) -> Outcome<()> {
        for (index, &(key, value)) in entries.iter().enumerate() {
            if index > 0 {
                self.new_line(indent);
            }
            let key = self.short(vm, key, level)?;
            self.text += &key;
            self.text += ": ";
            let is_last = index + 1 == entries.len();
            let allowance = if is_last { allowance } else { 1 };
            self.format(vm, value, indent + columns(&key) + 2, allowance, level)?;
        }
        Ok(())
    }

    fn format_items<R: Recorder>(
        &mut self,
        vm: &mut Vm<R>,
        items: &[ObjectId],
        (open, close): (&str, &str),
        indent: i64,
        allowance: i64,
        level: usize,
    ) -> Outcome<()> {
        self.text += open;
        self.spaces(self.indent as i64 - 1);
        let indent = indent + self.indent as i64;
        let allowance = allowance + close.len() as i64;
        let mut widest = self.width - indent + 1;
        let mut left = widest;
        let count = items.len();
        for (index, &item) in items.iter().enumerate() {
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
        self.text += close;
        Ok(())
    }
}
