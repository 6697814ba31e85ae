//! Sources with the bytecode that CPython's `dis` shows for them.

use super::{AssertErrors, Options, compile};
use crate::python::diagnostic::Kind;

/// 3.13.
fn options() -> Options {
    Options {
        inline_comprehensions: true,
        borrow_locals: false,
        borrow_past_gaps: false,
        virtual_iterators: false,
        super_attributes: true,
        match_statement: true,
        annotation_dicts: false,
        explain_syntax_errors: true,
        lazy_annotations: false,
        comprehension_lists: false,
        assert_errors: AssertErrors::Test,
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
        "a = []\na.append(a)\ndel a\n",
        r#"<module>:
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
         10 ReturnValue"#,
    );
}

#[test]
fn swaps_become_stores_in_another_order() {
    check(
        "def f(a, b):\n    a, b = b, a\n",
        r#"<module>:
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
         3 StoreFast b
         4 StoreFast a
         5 LoadConst None
         6 ReturnValue"#,
    );
}

#[test]
fn a_named_handler_unbinds_its_name() {
    check(
        "try:\n    a\nexcept E as e:\n    b\n",
        r#"<module>:
         0 0 Resume Start
         1 1 Nop
         2 2 LoadName a
         3 PopTop
         4 LoadConst None
         5 ReturnValue
         - 6 PushExcInfo
         3 7 LoadName E
         8 CheckExcMatch
         9 PopJumpIfFalse 23
         10 StoreName e
         4 11 LoadName b
         12 PopTop
         13 PopExcept
         14 LoadConst None
         15 StoreName e
         16 DeleteName e
         17 LoadConst None
         18 ReturnValue
         - 19 LoadConst None
         - 20 StoreName e
         - 21 DeleteName e
         - 22 Reraise 1
         3 23 Reraise 0
         - 24 Copy 3
         - 25 PopExcept
         - 26 Reraise 1
         2..4 -> 6 [0]
         6..11 -> 24 [1] lasti
         11..13 -> 19 [1] lasti
         19..24 -> 24 [1] lasti"#,
    );
}

#[test]
fn finally_runs_before_the_return_and_again_for_exceptions() {
    check(
        "def f():\n    try:\n        return a()\n    finally:\n        b()\n",
        r#"<module>:
         0 0 Resume Start
         1 1 LoadConst <code f>
         2 MakeFunction
         3 StoreName f
         4 LoadConst None
         5 ReturnValue
         f:
         1 0 Resume Start
         2 1 Nop
         3 2 LoadGlobal a
         3 PushNull
         4 Call 0
         5 5 LoadGlobal b
         6 PushNull
         7 Call 0
         8 PopTop
         9 ReturnValue
         - 10 PushExcInfo
         5 11 LoadGlobal b
         12 PushNull
         13 Call 0
         14 PopTop
         15 Reraise 0
         - 16 Copy 3
         - 17 PopExcept
         - 18 Reraise 1
         2..5 -> 10 [0]
         10..16 -> 16 [1] lasti"#,
    );
}

#[test]
fn with_keeps_the_exit_on_the_stack() {
    check(
        "with a as b:\n    c\n",
        r#"<module>:
         0 0 Resume Start
         1 1 LoadName a
         2 BeforeWith
         3 StoreName b
         2 4 LoadName c
         5 PopTop
         1 6 LoadConst None
         7 LoadConst None
         8 LoadConst None
         9 Call 2
         10 PopTop
         11 LoadConst None
         12 ReturnValue
         13 PushExcInfo
         14 WithExceptStart
         15 ToBool
         16 PopJumpIfTrue 18
         17 Reraise 2
         18 PopTop
         19 PopExcept
         20 PopTop
         21 PopTop
         22 LoadConst None
         23 ReturnValue
         - 24 Copy 3
         - 25 PopExcept
         - 26 Reraise 1
         3..6 -> 13 [1] lasti
         13..19 -> 24 [3] lasti"#,
    );
}

#[test]
fn a_comprehension_is_inlined() {
    check(
        "def f(y):\n    return [x for x in y]\n",
        r#"<module>:
         0 0 Resume Start
         1 1 LoadConst <code f>
         2 MakeFunction
         3 StoreName f
         4 LoadConst None
         5 ReturnValue
         f:
         1 0 Resume Start
         2 1 LoadFast y
         2 GetIter
         3 LoadFastAndClear x
         4 Swap 2
         5 BuildList 0
         6 Swap 2
         7 ForIter 12
         8 StoreFast x
         9 LoadFast x
         10 ListAppend 2
         11 JumpBackward 7
         12 Swap 2
         13 StoreFast x
         14 ReturnValue
         - 15 Swap 2
         - 16 PopTop
         2 17 Swap 2
         18 StoreFast x
         19 Reraise 0
         5..12 -> 15 [2]"#,
    );
}

#[test]
fn closures_share_cells() {
    check(
        "def f(x):\n    return lambda: x\n",
        r#"<module>:
         0 0 Resume Start
         1 1 LoadConst <code f>
         2 MakeFunction
         3 StoreName f
         4 LoadConst None
         5 ReturnValue
         f:
         - 0 MakeCell x
         1 1 Resume Start
         2 2 LoadFast x
         3 BuildTuple 1
         4 LoadConst <code f.<locals>.<lambda>>
         5 MakeFunction
         6 SetFunctionAttribute Closure
         7 ReturnValue
         f.<locals>.<lambda>:
         - 0 CopyFreeVars 1
         2 1 Resume Start
         2 LoadDeref x
         3 ReturnValue"#,
    );
}

#[test]
fn a_class_body_with_super() {
    check(
        "class A:\n    def m(self):\n        super().m()\n        self.x = 1\n",
        r#"<module>:
         0 0 Resume Start
         1 1 LoadBuildClass
         2 PushNull
         3 LoadConst <code A>
         4 MakeFunction
         5 LoadConst "A"
         6 Call 2
         7 StoreName A
         8 LoadConst None
         9 ReturnValue
         A:
         - 0 MakeCell __class__
         1 1 Resume Start
         2 LoadName __name__
         3 StoreName __module__
         4 LoadConst "A"
         5 StoreName __qualname__
         6 LoadConst 1
         7 StoreName __firstlineno__
         2 8 LoadFast __class__
         9 BuildTuple 1
         10 LoadConst <code A.m>
         11 MakeFunction
         12 SetFunctionAttribute Closure
         13 StoreName m
         14 LoadConst ("x",)
         15 StoreName __static_attributes__
         16 LoadFast __class__
         17 Copy 1
         18 StoreName __classcell__
         19 ReturnValue
         A.m:
         - 0 CopyFreeVars 1
         2 1 Resume Start
         3 2 LoadGlobal super
         3 LoadDeref __class__
         4 LoadFast self
         5 LoadSuperAttr m method
         6 Call 0
         7 PopTop
         4 8 LoadConst 1
         9 LoadFast self
         10 StoreAttr x
         11 LoadConst None
         12 ReturnValue"#,
    );
}

#[test]
fn lines_follow_the_expressions() {
    check(
        "@d(\n    1)\ndef f(\n    a=x,\n): pass\na.b += g(\n    h,\n)\n",
        r#"<module>:
         0 0 Resume Start
         1 1 LoadName d
         2 PushNull
         2 3 LoadConst 1
         1 4 Call 1
         4 5 LoadName x
         3 6 BuildTuple 1
         7 LoadConst <code f>
         8 MakeFunction
         9 SetFunctionAttribute Defaults
         1 10 Call 0
         3 11 StoreName f
         6 12 LoadName a
         13 Copy 1
         14 LoadAttr b
         15 LoadName g
         16 PushNull
         7 17 LoadName h
         6 18 Call 1
         19 BinaryOp +=
         20 Swap 2
         21 StoreAttr b
         22 LoadConst None
         23 ReturnValue
         f:
         1 0 Resume Start
         5 1 LoadConst None
         2 ReturnValue"#,
    );
}

#[test]
fn yield_from_and_its_handlers() {
    check(
        "def f():\n    yield from a\n",
        r#"<module>:
         0 0 Resume Start
         1 1 LoadConst <code f>
         2 MakeFunction
         3 StoreName f
         4 LoadConst None
         5 ReturnValue
         f:
         1 0 ReturnGenerator
         1 PopTop
         2 Resume Start
         2 3 LoadGlobal a
         4 GetYieldFromIter
         5 LoadConst None
         6 Send 10
         7 YieldValue
         8 Resume YieldFrom
         9 JumpBackwardNoInterrupt 6
         10 EndSend
         11 PopTop
         12 LoadConst None
         13 ReturnValue
         14 CleanupThrow
         15 JumpBackwardNoInterrupt 10
         - 16 StopIterationError
         - 17 Reraise 1
         2..7 -> 16 [0] lasti
         7..8 -> 14 [2]
         8..16 -> 16 [0] lasti"#,
    );
}

#[test]
fn constants_are_folded() {
    check(
        "a = -1 + 2 * 3, 'x' * 3, (1, 2)\nb = [1, 2, 3]\nc = a in [1, b]\nfor d in {1, 2}: pass\n",
        r#"<module>:
         0 0 Resume Start
         1 1 LoadConst (5, "xxx", (1, 2))
         2 StoreName a
         2 3 BuildList 0
         4 LoadConst (1, 2, 3)
         5 ListExtend 1
         6 StoreName b
         3 7 LoadName a
         8 LoadConst 1
         9 LoadName b
         10 BuildTuple 2
         11 ContainsOp false
         12 StoreName c
         4 13 LoadConst frozenset({1, 2})
         14 GetIter
         15 ForIter 18
         16 StoreName d
         17 JumpBackward 15
         18 LoadConst None
         19 ReturnValue"#,
    );
}

#[test]
fn locals_are_borrowed() {
    check_with(
        "def f(a, c):\n    g(a)\n    g(a, 1 if c else 2)\n    b = a; b.m()\n    try:\n        return a\n    except E:\n        g(a)\n",
        &Options {
            borrow_locals: true,
            lazy_annotations: true,
            ..options()
        },
        r#"<module>:
         0 0 Resume Start
         1 1 LoadConst <code f>
         2 MakeFunction
         3 StoreName f
         4 LoadConst None
         5 ReturnValue
         f:
         1 0 Resume Start
         2 1 LoadGlobal g
         2 PushNull
         3 LoadFastBorrow a
         4 Call 1
         5 PopTop
         3 6 LoadGlobal g
         7 PushNull
         8 LoadFast a
         9 LoadFast c
         10 ToBool
         11 PopJumpIfFalse 14
         12 LoadConst 1
         13 JumpForward 15
         14 LoadConst 2
         15 Call 2
         16 PopTop
         4 17 LoadFast a
         18 StoreFast b
         19 LoadFast b
         20 LoadMethod m
         21 Call 0
         22 PopTop
         5 23 Nop
         6 24 LoadFastBorrow a
         25 ReturnValue
         - 26 PushExcInfo
         7 27 LoadGlobal E
         28 CheckExcMatch
         29 PopJumpIfFalse 39
         30 PopTop
         8 31 LoadGlobal g
         32 PushNull
         33 LoadFast a
         34 Call 1
         35 PopTop
         36 PopExcept
         37 LoadConst None
         38 ReturnValue
         7 39 Reraise 0
         - 40 Copy 3
         - 41 PopExcept
         - 42 Reraise 1
         24..25 -> 26 [0]
         26..36 -> 40 [1] lasti
         39..40 -> 40 [1] lasti"#,
    );
}

#[test]
fn comprehensions_are_functions_before_3_12() {
    let options = Options {
        inline_comprehensions: false,
        ..options()
    };
    let text = disassembly("[x for x in y]", &options);
    assert!(text.contains("<listcomp>:"), "{text}");
    assert!(!text.contains("LoadFastAndClear"), "{text}");
}

#[test]
fn refusals_name_the_construct_and_its_place() {
    refused(
        "x = 1\nasync def f(): pass",
        Kind::Unsupported,
        2,
        0,
        "async def",
    );
    refused(
        "try: pass\nexcept* E: pass",
        Kind::Unsupported,
        1,
        0,
        "except*",
    );
    refused(
        "def f[T](): pass",
        Kind::Unsupported,
        1,
        5,
        "type parameters",
    );
    refused("x = t'a'", Kind::Unsupported, 1, 4, "template string");
    refused("é = '\\N{DASH}'", Kind::Unsupported, 1, 8, "\\N{");
    refused(
        "def f():\n  return 1\n return",
        Kind::Syntax,
        3,
        0,
        "indentation",
    );
    refused("return 1", Kind::Syntax, 1, 0, "'return' outside function");
    refused(
        "for x in y: pass\nbreak",
        Kind::Syntax,
        2,
        0,
        "'break' outside loop",
    );
    refused(
        "def f():\n    nonlocal x",
        Kind::Syntax,
        2,
        13,
        "no binding for nonlocal 'x' found",
    );
    refused(
        "x = [(y := 1) for y in z]",
        Kind::Syntax,
        1,
        6,
        "cannot rebind",
    );
}

#[test]
fn hostile_nesting_is_refused() {
    for source in [
        "(".repeat(100_000),
        "-".repeat(100_000) + "x",
        "x".to_owned() + &"+x".repeat(100_000),
    ] {
        refused(&source, Kind::Limit, 1, 0, "nesting");
    }
    let blocks: String = (0..21)
        .map(|depth| " ".repeat(depth) + "while x:\n")
        .collect();
    refused(
        &(blocks + &" ".repeat(21) + "pass"),
        Kind::Syntax,
        21,
        20,
        "too many statically nested blocks",
    );
}

#[test]
fn exponential_copies_of_finally_end() {
    let mut source = String::new();
    for depth in 0..19 {
        let indent = " ".repeat(depth);
        source += &format!("{indent}try: x\n{indent}finally:\n");
    }
    source += &(" ".repeat(19) + "pass");
    let diagnostic = compile(&source, "test.py", &options()).expect_err("2 to the 19th copies");
    assert_eq!(diagnostic.kind, Kind::Limit);
}

#[test]
fn the_manager_of_a_with_is_borrowed_only_if_its_block_leaves() {
    let options = Options {
        borrow_locals: true,
        ..options()
    };
    let leaves = disassembly("def f(a):\n    with a: b", &options);
    assert!(leaves.contains("LoadFastBorrow"), "{leaves}");
    let raises = disassembly("def f(a):\n    with a: raise b", &options);
    assert!(!raises.contains("LoadFastBorrow"), "{raises}");
}
