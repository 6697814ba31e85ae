//! Which part of an expression raised: the operator, the brackets of a subscript or of a call (3.13).

use std::ops::Range;

use ruff_python_ast::{Expr, Mod, Stmt};
use ruff_python_parser::{Mode, ParseOptions, parse};
use ruff_text_size::{Ranged, TextSize};

/// A line, counted from 0, and a column in characters.
type Position = (usize, usize);

/// The part of the marked text that stands out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchors {
    /// Where it begins.
    pub left: Position,
    /// The position after its end.
    pub right: Position,
    /// The mark below it.
    pub inside: char,
    /// The mark below the rest.
    pub outside: char,
}

impl Anchors {
    /// The same in a text whose first line has so many more characters in front.
    pub fn shifted(mut self, columns: usize) -> Anchors {
        for position in [&mut self.left, &mut self.right] {
            if position.0 == 0 {
                position.1 += columns;
            }
        }
        self
    }

    /// Whether a position lies between the anchors.
    pub fn contain(&self, position: Position) -> bool {
        self.left <= position && position < self.right
    }
}

/// The anchors of an expression, given as its lines; `None` if it is of another form.
pub fn anchors(segment: &[String]) -> Option<Anchors> {
    // Brackets let the expression go over several lines.
    let text = format!("(\n{}\n)", segment.join("\n"));
    let parsed = parse(&text, ParseOptions::from(Mode::Module)).ok()?;
    let Mod::Module(module) = parsed.syntax() else {
        return None;
    };
    let [Stmt::Expr(statement)] = &module.body[..] else {
        return None;
    };
    let lines: Vec<Vec<char>> = segment.iter().map(|line| line.chars().collect()).collect();
    let position = |offset: TextSize| {
        let before = text.get(..offset.to_usize()).unwrap_or_default();
        let line = before.matches('\n').count().saturating_sub(1);
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count();
        (line, column)
    };
    let (left, right) = match &*statement.value {
        Expr::BinOp(operation) => {
            let is_operator = |c: char| !c.is_whitespace() && c != ')';
            let left = find(&lines, position(operation.left.end()), is_operator)?;
            let second = (left.0, left.1 + 1);
            let is_long = second < position(operation.right.start())
                && lines[left.0]
                    .get(second.1)
                    .is_some_and(|c| !c.is_whitespace() && !"\\#".contains(*c));
            (left, (left.0, second.1 + usize::from(is_long)))
        }
        Expr::Subscript(subscript) => (
            find(&lines, position(subscript.value.end()), |c| c == '[')?,
            position(subscript.end()),
        ),
        Expr::Call(call) => (
            find(&lines, position(call.func.end()), |c| c == '(')?,
            position(call.end()),
        ),
        _ => return None,
    };
    Some(Anchors {
        left,
        right,
        inside: '^',
        outside: '~',
    })
}

/// Up to 3.12: the operator of an expression, or the brackets of a subscript, in a text of one line (characters).
/// CPython takes the first character behind the left operand for the operator, even if it is a bracket.
pub fn operator_anchors(segment: &str) -> Option<Range<usize>> {
    let parsed = parse(segment, ParseOptions::from(Mode::Module)).ok()?;
    let Mod::Module(module) = parsed.syntax() else {
        return None;
    };
    let [Stmt::Expr(statement)] = &module.body[..] else {
        return None;
    };
    let column = |offset: TextSize| {
        let before = segment.get(..offset.to_usize()).unwrap_or_default();
        before.chars().count()
    };
    match &*statement.value {
        Expr::BinOp(operation) => {
            let end = column(operation.right.start());
            let between = segment
                .chars()
                .enumerate()
                .take(end)
                .skip(column(operation.left.end()));
            let mut places = between.skip_while(|(_, c)| c.is_whitespace());
            let (place, _) = places.next()?;
            let is_long = places.next().is_some_and(|(_, c)| !c.is_whitespace());
            Some(place..place + 1 + usize::from(is_long))
        }
        Expr::Subscript(subscript) => {
            Some(column(subscript.value.end())..column(subscript.slice.end()) + 1)
        }
        _ => None,
    }
}

/// The first character at or behind a position that is wanted, outside of comments.
fn find(lines: &[Vec<char>], from: Position, is_wanted: impl Fn(char) -> bool) -> Option<Position> {
    let (mut line, mut column) = from;
    loop {
        match lines.get(line)?.get(column) {
            None | Some('\\' | '#') => (line, column) = (line + 1, 0),
            Some(&character) if is_wanted(character) => return Some((line, column)),
            Some(_) => column += 1,
        }
    }
}

/// Whether the marked part is the call of a plain name that is all a `return` or an assignment to a name has on its
/// right: marks would say nothing then.
pub fn is_obvious(lines: &[Vec<char>], start: usize, end: usize) -> bool {
    let text: Vec<String> = lines.iter().map(|line| line.iter().collect()).collect();
    let text = text.join("\n");
    let Ok(parsed) = parse(&text, ParseOptions::from(Mode::Module)) else {
        return false;
    };
    let Mod::Module(module) = parsed.syntax() else {
        return false;
    };
    let value = match module.body.first() {
        Some(Stmt::Return(statement)) => match statement.value.as_deref() {
            Some(Expr::Call(call)) if call.func.is_name_expr() => call,
            _ => return false,
        },
        Some(Stmt::Assign(statement)) => match (&statement.targets[..], &*statement.value) {
            ([Expr::Name(_)], Expr::Call(call)) => call,
            _ => return false,
        },
        _ => return false,
    };
    let before = text.get(..value.start().to_usize()).unwrap_or_default();
    let through = text.get(..value.end().to_usize()).unwrap_or_default();
    let last_line = through.rsplit('\n').next().unwrap_or_default();
    !before.contains('\n')
        && through.matches('\n').count() + 1 == lines.len()
        && before.chars().count() == start
        && last_line.chars().count() == end
}
