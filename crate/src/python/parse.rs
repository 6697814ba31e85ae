//! From source text to the syntax tree, and from the tree's ranges to lines and columns.

use std::cell::Cell;

use ruff_python_ast::ModModule;
use ruff_python_ast::token::{Token, TokenKind};
use ruff_python_parser::{Mode, ParseError, lexer, parse_module, parse_unchecked};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::code::Location;
use super::compile::Failure;
use super::diagnostic::{Diagnostic, Kind};
use super::normal_form::is_normal;
use super::syntax_error;

/// How deep the syntax tree may be: every level costs stack, of which a browser gives 1 MiB.
const MAX_DEPTH: u32 = 150;

/// How many bytes of a program are read: some five thousand lines. More would only keep a page busy for seconds.
const MAX_SOURCE: usize = 256 * 1024;

/// Parses a module; for `explains` see `Messages::explains_syntax_errors`.
pub(super) fn parse(source: &str, explains: bool) -> Result<ModModule, Failure> {
    if source.len() > MAX_SOURCE {
        let length = source.len();
        let message = format!(
            "the program has {length} bytes; at most {MAX_SOURCE} are run here: leave out what the question is not about"
        );
        return Err(Failure::new(Kind::Limit, TextRange::default(), message));
    }
    check_depth(source)?;
    match parse_module(source) {
        Ok(parsed) => {
            check_names(source, parsed.tokens())?;
            Ok(parsed.into_syntax())
        }
        Err(error) => Err(syntax_error(source, &error, explains)),
    }
}

fn syntax_error(source: &str, error: &ParseError, explains: bool) -> Failure {
    let before = source
        .get(..error.location.start().to_usize())
        .unwrap_or_default();
    if before.ends_with("\\N{") {
        let message = "character names (\\N{…}) are not supported here: write the character itself";
        return Failure::new(Kind::Unsupported, error.location, message.into());
    }
    match unclosed_bracket(source) {
        Some(bracket) if has_line_end_between(source, bracket, error.location) => {
            if !explains {
                return Failure::syntax(error.location, "invalid syntax".into());
            }
            let message = format!("'{}' was never closed", &source[bracket]);
            Failure::syntax(bracket, message)
        }
        _ => Failure::syntax(
            error.location,
            syntax_error::message(source, error, explains),
        ),
    }
}

/// The innermost bracket that is still open at the end: CPython blames it for an error in a later line
/// (`raise_unclosed_parentheses_error`).
fn unclosed_bracket(source: &str) -> Option<TextRange> {
    let parsed = parse_unchecked(source, Mode::Module.into());
    let mut open = Vec::new();
    for token in parsed.tokens() {
        match token.kind() {
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => open.push(token.range()),
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}

fn has_line_end_between(source: &str, first: TextRange, last: TextRange) -> bool {
    let between = source.get(first.end().to_usize()..last.end().to_usize());
    between.is_some_and(|text| text.contains('\n')) || last.end().to_usize() >= source.len()
}

/// Refuses names that Python takes for others: the parser leaves them as they are written.
fn check_names(source: &str, tokens: &[Token]) -> Result<(), Failure> {
    if source.is_ascii() {
        return Ok(());
    }
    let is_changed =
        |token: &&Token| token.kind() == TokenKind::Name && !is_normal(&source[token.range()]);
    match tokens.iter().find(is_changed) {
        None => Ok(()),
        Some(token) => Err(Failure::new(
            Kind::Unsupported,
            token.range(),
            "Python replaces characters of this name by their plain forms (NFKC), which is not supported here: write the plain ones".into(),
        )),
    }
}

/// Refuses what would make the parser, or a walk over its tree, recurse too deep.
fn check_depth(source: &str) -> Result<(), Failure> {
    if depth(source) <= MAX_DEPTH {
        return Ok(());
    }
    // The lexer does not tell where it stands: look for the first line up to which it is too much.
    let ends: Vec<usize> = source
        .match_indices('\n')
        .map(|(index, _)| index)
        .chain([source.len()])
        .collect();
    let line = ends
        .partition_point(|end| depth(&source[..*end]) <= MAX_DEPTH)
        .min(ends.len() - 1);
    let start = if line == 0 { 0 } else { ends[line - 1] + 1 };
    let range = TextRange::new(
        TextSize::new(start as u32),
        TextSize::new(ends[line] as u32),
    );
    let message = "too much nesting, or too many operators in one expression: split it up".into();
    Err(Failure::new(Kind::Limit, range, message))
}

/// The depth of the syntax tree, estimated from above: open brackets and blocks, plus all operators and keywords since
/// the last separator in each of them.
fn depth(source: &str) -> u32 {
    let mut lexer = lexer::lex(source, Mode::Module);
    // For the statement and every open bracket: levels inside it since the last separator.
    let mut open: Vec<u32> = vec![0];
    let (mut blocks, mut total, mut greatest) = (0_u32, 0_u32, 0_u32);
    loop {
        match lexer.next_token() {
            TokenKind::EndOfFile => return greatest,
            TokenKind::Indent => blocks += 1,
            TokenKind::Dedent => blocks = blocks.saturating_sub(1),
            TokenKind::Newline => {
                open.clear();
                open.push(0);
                total = 0;
            }
            TokenKind::Comma | TokenKind::Semi => {
                total -= open.last_mut().map_or(0, std::mem::take);
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace if open.len() > 1 => {
                total -= open.pop().unwrap_or(0);
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {}
            kind if kind.is_operator() || kind.is_keyword() => {
                let bracket = matches!(kind, TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace);
                // A bracket takes the parser through all its levels of precedence.
                let cost = if bracket { 2 } else { 1 };
                total += cost;
                if let Some(last) = open.last_mut() {
                    *last += cost;
                }
                if bracket {
                    open.push(0);
                }
            }
            _ => {}
        }
        greatest = greatest.max(total + blocks);
    }
}

/// Finds lines and columns of byte offsets.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    source: &'a str,
    starts: Vec<u32>,
    /// Characters before every [`CHUNK`]th byte, so that a column costs no walk along a long line. None are noted where
    /// every byte is a character.
    characters: Vec<u32>,
    /// The line that was found last: mostly it is asked for again, or the next one.
    near: Cell<usize>,
}

const CHUNK: usize = 64;

impl<'a> Lines<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        let bytes = source.as_bytes();
        let mut starts = vec![0];
        for (index, byte) in bytes.iter().enumerate() {
            let ends = match byte {
                b'\n' => true,
                b'\r' => bytes.get(index + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends {
                starts.push(index as u32 + 1);
            }
        }
        let mut characters = Vec::new();
        if !source.is_ascii() {
            let mut count = 0;
            for chunk in bytes.chunks(CHUNK) {
                characters.push(count);
                count += characters_in(chunk);
            }
            characters.push(count);
        }
        Self {
            source,
            starts,
            characters,
            near: Cell::new(1),
        }
    }

    fn characters_before(&self, offset: u32) -> u32 {
        if self.characters.is_empty() {
            return offset;
        }
        let chunk = offset as usize / CHUNK;
        self.characters[chunk]
            + characters_in(&self.source.as_bytes()[chunk * CHUNK..offset as usize])
    }

    fn line(&self, offset: u32) -> usize {
        let near = self.near.get();
        let is_in = |line: &usize| {
            self.starts[line - 1] <= offset
                && self.starts.get(*line).is_none_or(|&next| offset < next)
        };
        let line = (near..=self.starts.len()).take(2).find(is_in);
        let line = line.unwrap_or_else(|| self.starts.partition_point(|start| *start <= offset));
        self.near.set(line);
        line
    }

    fn position(&self, offset: TextSize) -> (u32, u32) {
        let offset = offset.to_u32().min(self.source.len() as u32);
        let line = self.line(offset);
        let start = self.starts[line - 1];
        (
            line as u32,
            self.characters_before(offset) - self.characters_before(start),
        )
    }

    /// Lines and columns of a range.
    pub(super) fn location(&self, range: TextRange) -> Location {
        let (line, column) = self.position(range.start());
        let (end_line, end_column) = self.position(range.end());
        Location {
            line,
            column,
            end_line,
            end_column,
        }
    }

    /// The message for the program's author.
    pub(super) fn diagnostic(&self, failure: Failure) -> Diagnostic {
        let Location {
            line,
            column,
            end_line,
            end_column,
        } = self.location(failure.range);
        Diagnostic {
            kind: failure.kind,
            line,
            column,
            end_line,
            end_column,
            message: failure.message,
        }
    }
}

fn characters_in(bytes: &[u8]) -> u32 {
    // Every character has one byte that does not continue another.
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u32
}
