//! What calls of functions written in C cost besides their results.

/// Tuples that calls of C functions make (8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CCalls {
    /// Functions, methods (`str.startswith`) and types whose arguments stand in a tuple during the call.
    pub pack: &'static [&'static str],
    /// Parsers of keywords.
    pub parsers: &'static [KeywordParser],
    /// `list.__new__(cls, …)` and the like get their arguments in a tuple with the class and make one without it
    /// (`tp_new_wrapper`); else only the latter.
    pub new_packs_class: bool,
    /// `__getattr__` of a class is bound to the object, then called.
    pub binds_getattr: bool,
}

/// What takes keywords apart (`_PyArg_Parser`): it makes a tuple of the names when it is used first, and keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeywordParser {
    /// Who share it.
    pub functions: &'static [&'static str],
    /// The names.
    pub names: &'static [&'static str],
    /// Calls without keywords use it, too.
    pub in_every_call: bool,
}

const fn parser(
    functions: &'static [&'static str],
    names: &'static [&'static str],
) -> KeywordParser {
    KeywordParser {
        functions,
        names,
        in_every_call: false,
    }
}

const PRINT: KeywordParser = parser(&["print"], &["sep", "end", "file", "flush"]);
const SORT: KeywordParser = parser(&["sorted", "list.sort"], &["key", "reverse"]);
const INT: KeywordParser = parser(&["int"], &["base"]);
const SUM: KeywordParser = parser(&["sum"], &["start"]);
const POW: KeywordParser = parser(&["pow"], &["base", "exp", "mod"]);
const ROUND: KeywordParser = parser(&["round"], &["number", "ndigits"]);
const SPLIT: KeywordParser = parser(&["str.split"], &["sep", "maxsplit"]);
const RIGHT_SPLIT: KeywordParser = parser(&["str.rsplit"], &["sep", "maxsplit"]);
const LINES: KeywordParser = parser(&["str.splitlines"], &["keepends"]);
const ENCODE: KeywordParser = parser(&["str.encode"], &["encoding", "errors"]);
const GET_OBJECTS: KeywordParser = parser(&["gc.get_objects"], &["generation"]);
const COLLECT: KeywordParser = parser(&["gc.collect"], &["generation"]);
const ENUMERATE: KeywordParser = parser(&["enumerate"], &["iterable", "start"]);
const MAX: KeywordParser = parser(&["max"], &["key", "default"]);
const MIN: KeywordParser = parser(&["min"], &["key", "default"]);

/// Of 3.9.
pub const C_CALLS_3_9: CCalls = CCalls {
    pack: &[
        "bool",
        "bytes",
        "classmethod",
        "enumerate",
        "filter",
        "float",
        "int",
        "map",
        "max",
        "method",
        "min",
        "property",
        "reversed",
        "set.difference",
        "set.difference_update",
        "set.intersection",
        "set.intersection_update",
        "set.union",
        "set.update",
        "frozenset.difference",
        "frozenset.intersection",
        "frozenset.union",
        "slice",
        "staticmethod",
        "str",
        "str.endswith",
        "str.startswith",
        "super",
        "sys.getsizeof",
        "type",
        "vars",
        "weakref.proxy",
    ],
    parsers: &[
        PRINT,
        SORT,
        INT,
        SUM,
        POW,
        ROUND,
        SPLIT,
        RIGHT_SPLIT,
        LINES,
        ENCODE,
        GET_OBJECTS,
        COLLECT,
        ENUMERATE,
    ],
    new_packs_class: true,
    binds_getattr: true,
};

/// Of 3.10: more types are called without a tuple.
pub const C_CALLS_3_10: CCalls = CCalls {
    pack: &[
        "bytes",
        "classmethod",
        "enumerate",
        "int",
        "max",
        "method",
        "min",
        "property",
        "set.difference",
        "set.difference_update",
        "set.intersection",
        "set.intersection_update",
        "set.union",
        "set.update",
        "frozenset.difference",
        "frozenset.intersection",
        "frozenset.union",
        "slice",
        "staticmethod",
        "str",
        "str.endswith",
        "str.startswith",
        "super",
        "sys.getsizeof",
        "vars",
        "weakref.proxy",
    ],
    ..C_CALLS_3_9
};

/// Of 3.11.
pub const C_CALLS_3_11: CCalls = CCalls {
    pack: &[
        "bytes",
        "classmethod",
        "int",
        "max",
        "method",
        "min",
        "property",
        "set.difference",
        "set.difference_update",
        "set.intersection",
        "set.intersection_update",
        "set.union",
        "set.update",
        "frozenset.difference",
        "frozenset.intersection",
        "frozenset.union",
        "slice",
        "staticmethod",
        "str",
        "str.endswith",
        "str.startswith",
        "sys.getsizeof",
        "vars",
    ],
    parsers: &[
        KeywordParser {
            in_every_call: true,
            ..PRINT
        },
        SORT,
        INT,
        SUM,
        POW,
        ROUND,
        SPLIT,
        RIGHT_SPLIT,
        LINES,
        ENCODE,
        GET_OBJECTS,
        COLLECT,
    ],
    ..C_CALLS_3_10
};

/// Of 3.12: the tuples of names are part of the interpreter.
pub const C_CALLS_3_12: CCalls = CCalls {
    parsers: &[],
    binds_getattr: false,
    ..C_CALLS_3_11
};

/// Of 3.13: `min` and `max` got parsers of the older kind.
pub const C_CALLS_3_13: CCalls = CCalls {
    pack: &[
        "bytes",
        "classmethod",
        "method",
        "property",
        "set.difference",
        "set.difference_update",
        "set.intersection",
        "set.intersection_update",
        "set.union",
        "set.update",
        "frozenset.difference",
        "frozenset.intersection",
        "frozenset.union",
        "slice",
        "staticmethod",
        "sys.getsizeof",
        "vars",
    ],
    parsers: &[MAX, MIN],
    ..C_CALLS_3_12
};

/// Of 3.14.
pub const C_CALLS_3_14: CCalls = CCalls {
    pack: &[
        "bytes",
        "classmethod",
        "method",
        "property",
        "slice",
        "staticmethod",
        "sys.getsizeof",
        "vars",
    ],
    ..C_CALLS_3_13
};

/// Of 3.15.
pub const C_CALLS_3_15: CCalls = CCalls {
    new_packs_class: false,
    ..C_CALLS_3_14
};
