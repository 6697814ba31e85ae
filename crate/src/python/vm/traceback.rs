//! What is printed of exceptions: tracebacks at the end of a program, syntax errors, and exceptions that nobody can
//! catch because no Python code called the function (spec, section 3.1).

mod anchors;
mod frames;
mod suggestions;

pub use suggestions::similar;

use super::exception::{ARGS, CAUSE, CONTEXT, TRACEBACK};
use super::{Outcome, Unwind, Vm};
use crate::heap::ObjectId;
use crate::python::diagnostic::{self, Diagnostic};
use crate::python::tables::Stream;
use crate::tape::Recorder;

/// Slot of an exception: `__notes__`.
pub const NOTES: usize = 2;

const DIRECT_CAUSE: &str = "The above exception was the direct cause of the following exception:";
const DURING_HANDLING: &str = "During handling of the above exception, another exception occurred:";

/// Whose exception is ignored.
#[derive(Clone, Copy, Debug)]
pub enum Ignored {
    /// A `__del__` function.
    Finalizer(ObjectId),
    /// A generator that is closed.
    Generator(ObjectId),
    /// The callback of a weak reference.
    WeakrefCallback(ObjectId),
    /// The same, called by a collection.
    CollectedCallback(ObjectId),
    /// One of `gc.callbacks`.
    GcCallback(ObjectId),
    /// A function that `atexit` runs.
    ExitFunction(ObjectId),
}

impl<R: Recorder> Vm<R> {
    /// Prints an exception (owned) that ended the program, as the interpreter does, and notes it as a diagnostic.
    /// `SystemExit` ends the program without either. Returns the exit status.
    pub(super) fn report_uncaught(
        &mut self,
        exception: ObjectId,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> u8 {
        let status = if self.is_instance(exception, self.types.system_exit) {
            self.exit_status(exception)
        } else {
            match self.format_exception(exception) {
                Ok(text) => self.write(Stream::Stderr, text),
                Err(unwind) => self.drop_unwind(unwind),
            }
            let diagnostic = self.uncaught_diagnostic(exception);
            diagnostics.push(diagnostic);
            1
        };
        diagnostics.extend(self.stopped.take().map(|diagnostic| *diagnostic));
        self.decref(exception);
        status
    }

    /// `handle_system_exit`: an int is the status, nothing means 0, anything else is printed.
    fn exit_status(&mut self, exception: ObjectId) -> u8 {
        let args = self.exception_args(exception);
        let code = match args[..] {
            [] => return 0,
            [code] => code,
            _ => self.heap().slot(exception, ARGS).unwrap_or(self.none),
        };
        if code == self.none {
            return 0;
        }
        if let Some(status) = self.int_value(code) {
            // The operating system keeps the lowest eight bits.
            return status as u8;
        }
        match self.str(code) {
            Ok(text) => self.write(Stream::Stderr, text + "\n"),
            Err(unwind) => self.drop_unwind(unwind),
        }
        1
    }

    fn uncaught_diagnostic(&mut self, exception: ObjectId) -> Diagnostic {
        let message = self.exception_line(exception).unwrap_or_default();
        let place = self
            .traceback_entries(exception)
            .last()
            .and_then(|entry| entry.location);
        let at = place.unwrap_or(crate::python::code::Location {
            line: 1,
            column: 0,
            end_line: 1,
            end_column: 0,
        });
        Diagnostic {
            kind: diagnostic::Kind::Exception,
            line: at.line,
            column: at.column,
            end_line: at.end_line,
            end_column: at.end_column,
            message: message.trim_end().to_string(),
        }
    }

    /// The items of an exception's `args`, borrowed.
    pub(super) fn exception_args(&self, exception: ObjectId) -> Vec<ObjectId> {
        match self.heap().slot(exception, ARGS) {
            Some(args) => self.heap().slots(args).iter().copied().flatten().collect(),
            None => Vec::new(),
        }
    }

    /// An exception with its tracebacks and all that it was caused by (`traceback.format_exception`).
    pub(super) fn format_exception(&mut self, exception: ObjectId) -> Outcome<String> {
        let mut seen = vec![exception];
        let mut chain = vec![(exception, "")];
        let mut current = exception;
        loop {
            let cause = self.heap().slot(current, CAUSE);
            let context = self.heap().slot(current, CONTEXT);
            let is_suppressed = self.suppressed_contexts.contains(&current);
            let (next, words) = match (cause, context) {
                (Some(cause), _) => (cause, DIRECT_CAUSE),
                (None, Some(context)) if !is_suppressed => (context, DURING_HANDLING),
                _ => break,
            };
            if seen.contains(&next) {
                break;
            }
            seen.push(next);
            if let Some(last) = chain.last_mut() {
                last.1 = words;
            }
            chain.push((next, ""));
            current = next;
        }
        let mut text = String::new();
        for (exception, words) in chain.into_iter().rev() {
            if !words.is_empty() {
                text += &format!("\n{words}\n\n");
            }
            if self.heap().slot(exception, TRACEBACK).is_some() {
                text += "Traceback (most recent call last):\n";
                text += &self.format_frames(exception, self.profile().messages.carets);
            }
            text += &self.exception_line(exception)?;
        }
        Ok(text)
    }

    /// The last lines: type, message, a hint, and notes.
    fn exception_line(&mut self, exception: ObjectId) -> Outcome<String> {
        let mut text = self.exception_type_name(exception);
        let message = self.exception_message(exception)?;
        let hint = self.suggestion(exception, &message).unwrap_or_default();
        if !message.is_empty() || !hint.is_empty() {
            text += &format!(": {message}{hint}");
        }
        text.push('\n');
        if let Some(notes) = self.heap().slot(exception, NOTES) {
            for note in self.heap().slots(notes).to_vec().into_iter().flatten() {
                text += &self.str(note)?;
                text.push('\n');
            }
        }
        Ok(text)
    }

    /// `str(exception)`, whatever its `__str__` does.
    fn exception_message(&mut self, exception: ObjectId) -> Outcome<String> {
        match self.str(exception) {
            Err(unwind @ Unwind::Exception(_)) => {
                self.drop_unwind(unwind);
                Ok("<exception str() failed>".into())
            }
            outcome => outcome,
        }
    }

    fn exception_type_name(&self, exception: ObjectId) -> String {
        let Some(class) = self.tables.class_of(self.heap(), exception) else {
            return "Exception".into();
        };
        let shows_module = match &*class.module {
            "builtins" => false,
            "__main__" => self.profile().messages.names_main_module,
            _ => true,
        };
        if shows_module {
            format!("{}.{}", class.module, class.qualname)
        } else {
            class.qualname.to_string()
        }
    }

    /// An exception (owned) in code that nobody called: it is printed and forgotten (`PyErr_WriteUnraisable`).
    pub(super) fn write_unraisable(&mut self, exception: ObjectId, what: Ignored) {
        let (function, role) = match what {
            Ignored::Finalizer(function) => (function, "while calling deallocator"),
            Ignored::Generator(generator) => (generator, "while closing generator"),
            Ignored::WeakrefCallback(function) => (function, "while calling weakref callback"),
            Ignored::CollectedCallback(function) => (function, "on calling weakref callback"),
            Ignored::GcCallback(function) => (function, "while calling GC callback"),
            Ignored::ExitFunction(function) => (function, "while calling atexit callback"),
        };
        let shown = match self.repr(function) {
            Ok(shown) => shown,
            Err(unwind) => {
                self.drop_unwind(unwind);
                "<object repr() failed>".into()
            }
        };
        let mut text = if self.profile().messages.ignored_while_calling {
            format!("Exception ignored {role} {shown}:\n")
        } else if function == self.none {
            String::new()
        } else {
            format!("Exception ignored in: {shown}\n")
        };
        let has_traceback = self.heap().slot(exception, TRACEBACK).is_some();
        let rest = if has_traceback && self.profile().messages.unraisable_has_chain {
            self.format_exception(exception)
        } else {
            self.format_alone(exception, has_traceback)
        };
        match rest {
            Ok(rest) => text += &rest,
            Err(unwind) => self.drop_unwind(unwind),
        }
        self.write(Stream::Stderr, text);
        self.decref(exception);
    }

    /// Without what it was caused by, hints and notes, and always with a colon. What was raised without running any
    /// Python code is shown where the program is.
    fn format_alone(&mut self, exception: ObjectId, has_traceback: bool) -> Outcome<String> {
        let frames = if has_traceback {
            self.format_frames(exception, self.profile().messages.unraisable_carets)
        } else {
            self.format_running_frame()
        };
        let name = self.exception_type_name(exception);
        let message = self.exception_message(exception)?;
        let heading = "Traceback (most recent call last):";
        Ok(format!("{heading}\n{frames}{name}: {message}\n"))
    }

    /// Gives up on an exception met while printing one; a stop is kept for the next instruction.
    fn drop_unwind(&mut self, unwind: Unwind) {
        match unwind {
            Unwind::Exception(exception) => self.decref(exception),
            Unwind::Stop(diagnostic) => self.stopped = Some(diagnostic),
        }
    }

    /// Prints what is not Python as the interpreter does: file, line, the place in it, and what is wrong.
    pub(super) fn report_syntax_error(&mut self, diagnostic: &Diagnostic) {
        if diagnostic.kind != diagnostic::Kind::Syntax {
            return;
        }
        let mut text = format!("  File \"{}\", line {}\n", self.filename, diagnostic.line);
        let source = self.source.clone();
        if let Some(line) = source
            .lines()
            .nth(diagnostic.line.saturating_sub(1) as usize)
        {
            let shown = line.trim();
            let indent = line.chars().count() - line.trim_start().chars().count();
            let length = shown.chars().count();
            let column = (diagnostic.column as usize).saturating_sub(indent);
            let end = if diagnostic.end_line == diagnostic.line {
                (diagnostic.end_column as usize).saturating_sub(indent)
            } else {
                length
            };
            let carets = if self.profile().messages.explains_syntax_errors {
                end.min(length).saturating_sub(column).max(1)
            } else {
                1
            };
            text += &format!("    {shown}\n");
            // Nothing is pointed at where the line begins too far to the right.
            if diagnostic.message != "unexpected indent" {
                text += &format!("    {}{}\n", " ".repeat(column), "^".repeat(carets));
            }
        }
        text += &format!(
            "{}: {}\n",
            syntax_error_class(&diagnostic.message),
            diagnostic.message
        );
        self.write(Stream::Stderr, text);
    }
}

fn syntax_error_class(message: &str) -> &'static str {
    let is_indentation = [
        "unexpected indent",
        "expected an indented block",
        "unindent",
    ]
    .iter()
    .any(|start| message.starts_with(start));
    if is_indentation {
        "IndentationError"
    } else if message.starts_with("inconsistent use of tabs") {
        "TabError"
    } else {
        "SyntaxError"
    }
}
