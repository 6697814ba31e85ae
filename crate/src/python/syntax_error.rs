//! Syntax errors in CPython's words.

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{LexicalErrorType, ParseError, ParseErrorType};

const INVALID: &str = "invalid syntax";

/// What CPython says of an error; for `explains` see `Messages::explains_syntax_errors`. What it has no words for that
/// are known here stays in the parser's.
pub(super) fn message(source: &str, error: &ParseError, explains: bool) -> String {
    let start = error.location.start().to_usize();
    let found = source
        .get(start..error.location.end().to_usize())
        .unwrap_or_default();
    match &error.error {
        ParseErrorType::UnexpectedIndentation => "unexpected indent".into(),
        ParseErrorType::OtherError(words) => match words.strip_prefix("Expected an indented block")
        {
            Some(_) if !explains => "expected an indented block".into(),
            Some(after) => format!(
                "expected an indented block{} on line {}",
                after.replace('`', "'"),
                header_line(source, start)
            ),
            None if matches!(found, ")" | "]" | "}") => format!("unmatched '{found}'"),
            None if words == "Expected a statement" => INVALID.into(),
            None if words.starts_with("Expected `except` or `finally`") && explains => {
                "expected 'except' or 'finally' block".into()
            }
            None => words.clone(),
        },
        ParseErrorType::ExpectedToken {
            expected: TokenKind::Colon,
            found: TokenKind::Newline,
        } if explains => "expected ':'".into(),
        ParseErrorType::InvalidAssignmentTarget => cannot_assign(found, explains),
        ParseErrorType::InvalidDeleteTarget => format!("cannot delete {}", target(found)),
        ParseErrorType::PositionalAfterKeywordArgument => {
            "positional argument follows keyword argument".into()
        }
        ParseErrorType::Lexical(LexicalErrorType::UnclosedStringError) if explains => {
            unterminated(source, found, start)
        }
        ParseErrorType::EmptyImportNames
        | ParseErrorType::SimpleStatementsOnSameLine
        | ParseErrorType::UnparenthesizedTupleExpression
        | ParseErrorType::ExpectedExpression
        | ParseErrorType::ExpectedToken { .. }
        | ParseErrorType::UnexpectedTokenAfterAsync(_)
        | ParseErrorType::InvalidAnnotatedAssignmentTarget
        | ParseErrorType::Lexical(LexicalErrorType::UnrecognizedToken { .. }) => INVALID.into(),
        other => other.to_string(),
    }
}

/// The line of the statement that a block should follow: the last before it that ends with a colon.
fn header_line(source: &str, before: usize) -> usize {
    let lines = source[..before].lines().enumerate();
    let header = lines
        .filter(|(_, line)| {
            line.split('#')
                .next()
                .unwrap_or(line)
                .trim_end()
                .ends_with(':')
        })
        .last();
    header.map_or(1, |(index, _)| index + 1)
}

/// What something that is no target is called.
fn target(text: &str) -> &str {
    match text {
        "None" | "True" | "False" => text,
        _ if text.ends_with(')') => "function call",
        _ if text.starts_with(|first: char| first.is_ascii_digit() || "'\"".contains(first)) => {
            "literal"
        }
        _ => "expression",
    }
}

fn cannot_assign(text: &str, explains: bool) -> String {
    let target = target(text);
    if target == text || !explains {
        return format!(
            "cannot assign to {}",
            target.replace("expression", "operator")
        );
    }
    format!("cannot assign to {target} here. Maybe you meant '==' instead of '='?")
}

fn unterminated(source: &str, literal: &str, start: usize) -> String {
    let quotes = literal.trim_start_matches(|first: char| first.is_ascii_alphabetic());
    let is_triple = quotes.starts_with("\"\"\"") || quotes.starts_with("'''");
    let (kind, line) = if is_triple {
        ("triple-quoted string", source.lines().count())
    } else {
        ("string", source[..start].matches('\n').count() + 1)
    };
    format!("unterminated {kind} literal (detected at line {line})")
}
