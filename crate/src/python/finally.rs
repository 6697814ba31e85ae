//! What the compiler of 3.14 and later warns of: `return`, `break` and `continue` that leave a `finally` block.

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::parse::{self, Lines};

/// The warnings as they are printed (`SyntaxWarning`), for a program that compiles.
pub(super) fn warnings(source: &str, filename: &str) -> String {
    // Most programs need no second look.
    if !source.contains("finally") {
        return String::new();
    }
    let Ok(module) = parse::parse(source, true) else {
        return String::new();
    };
    let mut walk = Walk::default();
    walk.visit_body(&module.body);
    let lines = Lines::new(source);
    let mut text = String::new();
    for (range, word) in walk.found {
        let line = lines.location(range).line;
        let code = source.lines().nth(line as usize - 1).unwrap_or_default();
        text += &format!(
            "{filename}:{line}: SyntaxWarning: '{word}' in a 'finally' block\n  {}\n",
            code.trim()
        );
    }
    text
}

/// Where the walk is (`ControlFlowInFinallyContext`).
#[derive(Default)]
struct Walk {
    found: Vec<(TextRange, &'static str)>,
    in_finally: bool,
    in_loop: bool,
}

impl Walk {
    fn inside(&mut self, in_finally: bool, in_loop: bool, visit: impl FnOnce(&mut Self)) {
        let outer = (self.in_finally, self.in_loop);
        (self.in_finally, self.in_loop) = (in_finally, in_loop);
        visit(self);
        (self.in_finally, self.in_loop) = outer;
    }
}

impl<'a> Visitor<'a> for Walk {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        let in_finally = self.in_finally;
        let word = match statement {
            Stmt::Return(_) if in_finally => Some("return"),
            Stmt::Break(_) if in_finally && !self.in_loop => Some("break"),
            Stmt::Continue(_) if in_finally && !self.in_loop => Some("continue"),
            _ => None,
        };
        self.found
            .extend(word.map(|word| (statement.range(), word)));
        match statement {
            Stmt::Try(node) => {
                self.visit_body(&node.body);
                for handler in &node.handlers {
                    self.visit_except_handler(handler);
                }
                self.visit_body(&node.orelse);
                self.inside(true, false, |walk| walk.visit_body(&node.finalbody));
            }
            Stmt::For(node) => {
                self.inside(in_finally, true, |walk| walk.visit_body(&node.body));
                self.visit_body(&node.orelse);
            }
            Stmt::While(node) => {
                self.inside(in_finally, true, |walk| walk.visit_body(&node.body));
                self.visit_body(&node.orelse);
            }
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {
                self.inside(false, false, |walk| visitor::walk_stmt(walk, statement));
            }
            _ => visitor::walk_stmt(self, statement),
        }
    }

    /// No statement stands in an expression.
    fn visit_expr(&mut self, _: &'a Expr) {}
}
