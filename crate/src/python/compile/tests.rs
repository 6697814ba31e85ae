//! Sources with the bytecode that CPython's `dis` shows for them.

use super::{Options, compile};
use crate::python::diagnostic::Kind;

/// 3.13.
fn options() -> Options {
    Options {
        inline_comprehensions: true,
        borrow_locals: false,
        super_attributes: true,
        lazy_annotations: false,
        class_source_attributes: true,
    }
}

/// The disassembly without its column of indexes, one instruction a line.
fn disassembly(source: &str, options: &Options) -> String {
    match compile(source, "test.py", options) {
        Ok(code) => code.to_string(),
        Err(diagnostic) => diagnostic.to_string(),
    }
}

#[track_caller]
fn check(source: &str, expected: &str) {
    check_with(source, &options(), expected);
}

#[track_caller]
fn check_with(source: &str, options: &Options, expected: &str) {
    let lines = |text: &str| -> Vec<String> {
        let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        text.lines()
            .map(words)
            .filter(|line| !line.is_empty())
            .collect()
    };
    assert_eq!(
        lines(&disassembly(source, options)),
        lines(expected),
        "\n{}",
        disassembly(source, options)
    );
}

#[track_caller]
fn refused(source: &str, kind: Kind, line: u32, column: u32, message: &str) {
    let diagnostic = compile(source, "test.py", &options()).expect_err("the source is refused");
    assert_eq!(
        (diagnostic.kind, diagnostic.line, diagnostic.column),
        (kind, line, column),
        "{diagnostic}"
    );
    assert!(diagnostic.message.contains(message), "{diagnostic}");
}

#[test]
fn module_names_and_method_calls() {
    check(
        "a = []\na.append(a)\ndel a",
        "<module>:
         0 0 Resume Start
         1 1 BuildList 0
           2 StoreName a
         2 3 LoadName a
           4 LoadMethod append
           5 LoadName a
           6 Call 1
           7 PopTop
         3 8 DeleteName a
           9 LoadConst None
           10 ReturnValue",
    );
}

#[test]
fn swaps_become_stores_in_another_order() {
    check(
        "def f(a, b):\n    a, b = b, a",
        "<module>:
         0 0 Resume Start
         1 1 LoadConst <code f>
           2 MakeFunction
           3 StoreName f
           4 LoadConst None
           5 ReturnValue
         f:
         1 0 Resume Start
         2 1 LoadFast b
           2 LoadFast a
           3 StoreFast a
           4 StoreFast b
           5 LoadConst None
           6 ReturnValue",
    );
}

#[test]
fn a_named_handler_unbinds_its_name_and_chains() {
    check(
        "try:\n    a\nexcept E as e:\n    b",
        "<module>:
         0 0 Resume Start
         1 1 Nop
         2 2 LoadName a
           3 PopTop
           4 LoadConst None
           5 ReturnValue
         - 6 PushExcInfo
         3 7 LoadName E
           8 CheckExcMatch
           9 PopJumpIfFalse 21
          10 StoreName e
         4 11 LoadName b
          12 PopTop
          13 PopExcept
          14 LoadConst None
          15 StoreName e
          16 DeleteName e
          17 LoadConst None
          18 ReturnValue
         - 18 LoadConst None",
    );
}
