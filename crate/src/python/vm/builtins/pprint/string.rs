//! Long strings: several literals, split behind white space (`PrettyPrinter._pprint_str`).

use super::layout::Printer;
use super::line::columns;
use crate::python::text;

impl Printer {
    /// A long string becomes several literals, split behind white space.
    pub fn format_str(&mut self, value: &str, mut indent: i64, mut allowance: i64, level: usize) {
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
