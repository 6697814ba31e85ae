//! Bytecode as text, for tests and readers.

use std::fmt;

use super::code::{Code, Const, Instruction as I};

impl fmt::Display for Const {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let items = |formatter: &mut fmt::Formatter<'_>, items: &[Const]| {
            for (index, item) in items.iter().enumerate() {
                let separator = if index > 0 { ", " } else { "" };
                write!(formatter, "{separator}{item}")?;
            }
            Ok(())
        };
        match self {
            Self::None => formatter.write_str("None"),
            Self::True => formatter.write_str("True"),
            Self::False => formatter.write_str("False"),
            Self::Ellipsis => formatter.write_str("..."),
            Self::Int(value) => write!(formatter, "{value}"),
            Self::BigInt(text) => formatter.write_str(text),
            Self::Float(value) => write!(formatter, "{value:?}"),
            Self::Complex([real, imaginary]) => write!(formatter, "{real}+{imaginary}j"),
            Self::Str(text) => write!(formatter, "{text:?}"),
            Self::Bytes(bytes) => write!(formatter, "b\"{}\"", bytes.escape_ascii()),
            Self::Tuple(tuple) => {
                formatter.write_str("(")?;
                items(formatter, tuple)?;
                formatter.write_str(if tuple.len() == 1 { ",)" } else { ")" })
            }
            Self::FrozenSet(set) => {
                formatter.write_str("frozenset({")?;
                items(formatter, set)?;
                formatter.write_str("})")
            }
            Self::Code(code) => write!(formatter, "<code {}>", code.qualname),
        }
    }
}

/// One line for every instruction: its source line if that changes, its index, its name and what its operand means;
/// then the exception table. Nested code follows.
impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{}:", self.qualname)?;
        let mut previous = None;
        for (index, instruction) in self.instructions.iter().enumerate() {
            let line = self.locations[index].map(|location| location.line);
            let shown = match line {
                Some(line) if previous != Some(line) => line.to_string(),
                Some(_) => String::new(),
                None => "-".into(),
            };
            previous = line;
            let (name, operand) = self.describe(*instruction);
            writeln!(
                formatter,
                "{}",
                format!("{shown:>4} {index:>4} {name:<24}{operand}").trim_end()
            )?;
        }
        for handler in &self.exception_table {
            let lasti = if handler.lasti { " lasti" } else { "" };
            let (start, end, target, depth) =
                (handler.start, handler.end, handler.target, handler.depth);
            writeln!(formatter, "  {start}..{end} -> {target} [{depth}]{lasti}")?;
        }
        for constant in &self.consts {
            if let Const::Code(code) = constant {
                write!(formatter, "\n{code}")?;
            }
        }
        Ok(())
    }
}

impl Code {
    /// The name of an instruction and the text of its operand.
    pub fn describe(&self, instruction: I) -> (String, String) {
        let debug = format!("{instruction:?}");
        let (name, raw) = match debug.find(['(', ' ']) {
            Some(end) => (
                debug[..end].to_owned(),
                debug[end..].trim_matches(['(', ')', ' ']).to_owned(),
            ),
            None => (debug.clone(), String::new()),
        };
        let slot = |index: u32| {
            self.slots
                .get(index as usize)
                .map_or("?", |slot| &slot.name)
                .to_owned()
        };
        let names = |index: u32| {
            self.names
                .get(index as usize)
                .map_or("?", |name| name)
                .to_owned()
        };
        let constant = |index: u32| {
            self.consts
                .get(index as usize)
                .map_or("?".into(), Const::to_string)
        };
        let operand = match instruction {
            I::LoadConst(index) => constant(index),
            I::LoadFast(index)
            | I::LoadFastBorrow(index)
            | I::LoadFastCheck(index)
            | I::LoadFastAndClear(index)
            | I::StoreFast(index)
            | I::DeleteFast(index)
            | I::MakeCell(index)
            | I::LoadDeref(index)
            | I::StoreDeref(index)
            | I::DeleteDeref(index)
            | I::LoadFromDictOrDeref(index) => slot(index),
            I::LoadFromDictOrGlobals(index)
            | I::LoadName(index)
            | I::StoreName(index)
            | I::DeleteName(index)
            | I::LoadGlobal(index)
            | I::StoreGlobal(index)
            | I::DeleteGlobal(index)
            | I::LoadAttr(index)
            | I::LoadMethod(index)
            | I::StoreAttr(index)
            | I::DeleteAttr(index)
            | I::ImportName(index)
            | I::ImportFrom(index) => names(index),
            I::LoadSuperAttr { name, method, .. } => {
                names(name) + if method { " method" } else { "" }
            }
            I::BinaryOp { operator, in_place } => {
                operator.symbol().to_owned() + if in_place { "=" } else { "" }
            }
            I::CompareOp {
                comparison,
                to_bool,
            } => comparison.symbol().to_owned() + if to_bool { " bool" } else { "" },
            I::CallKw { count, names } => format!("{count} {}", constant(names)),
            I::WithExceptStart { exit_has_self } => {
                if exit_has_self { "self" } else { "" }.to_owned()
            }
            I::UnpackEx { before, after } => format!("{before} {after}"),
            _ => raw,
        };
        (name, operand)
    }
}
