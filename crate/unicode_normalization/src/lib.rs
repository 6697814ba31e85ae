//! What `ruff_python_parser` needs of `unicode-normalization`, without its tables: text stays as it is. For names in
//! normal form, which is how keyboards write them, that is the right answer; gc-playground refuses the others.

use std::str::Chars;

/// The one normal form that Python's names need.
pub trait UnicodeNormalization {
    /// The characters as they are.
    fn nfkc(&self) -> Chars<'_>;
}

impl UnicodeNormalization for str {
    fn nfkc(&self) -> Chars<'_> {
        self.chars()
    }
}
