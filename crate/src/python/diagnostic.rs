//! Why a program was not accepted, or how it ended.

use std::fmt;

/// A message about the program, with its place in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What sort of message it is.
    pub kind: Kind,
    /// First line; lines count from 1.
    pub line: u32,
    /// First column, counted from 0 in characters.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// The column after the last character.
    pub end_column: u32,
    /// One sentence for the program's author.
    pub message: String,
}

/// The sort of a [`Diagnostic`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Not Python: CPython would raise `SyntaxError`.
    Syntax,
    /// Python, but outside the subset that runs here.
    Unsupported,
    /// The program ended with an exception.
    Exception,
    /// A bound of the playground was reached (nesting, steps, memory).
    Limit,
}

impl Kind {
    /// The kind's name at the boundary.
    pub fn name(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Unsupported => "unsupported",
            Self::Exception => "exception",
            Self::Limit => "limit",
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}:{}: {}: {}",
            self.line,
            self.column,
            self.kind.name(),
            self.message
        )
    }
}
