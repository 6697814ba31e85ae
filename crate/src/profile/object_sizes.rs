//! `sys.getsizeof` of objects whose size follows from their type alone, on 64-bit machines, as measured.

/// The name of a type and the size of its objects.
pub type ObjectSizes = &'static [(&'static str, u64)];

/// Those that are the same in every version.
pub const OBJECT_SIZES: ObjectSizes = &[
    ("list_iterator", 48),
    ("tuple_iterator", 48),
    ("str_iterator", 48),
    ("str_ascii_iterator", 48),
    ("bytes_iterator", 48),
    ("callable_iterator", 48),
    ("list_reverseiterator", 48),
    ("reversed", 48),
    ("filter", 48),
    ("dict_keyiterator", 72),
    ("dict_valueiterator", 72),
    ("dict_itemiterator", 72),
    ("dict_reversekeyiterator", 72),
    ("dict_reversevalueiterator", 72),
    ("dict_reverseitemiterator", 72),
    ("set_iterator", 64),
    ("dict_keys", 40),
    ("dict_values", 40),
    ("dict_items", 40),
    ("staticmethod", 48),
    ("classmethod", 48),
    ("super", 56),
    ("traceback", 56),
];

/// Of 3.9.
pub const SIZES_3_9: ObjectSizes = &[
    ("range_iterator", 48),
    ("enumerate", 64),
    ("zip", 56),
    ("map", 48),
    ("property", 72),
    ("StopIteration", 88),
    ("SystemExit", 88),
    ("OSError", 120),
    ("ImportError", 104),
    ("SyntaxError", 128),
    ("BaseException", 80),
];

/// Of 3.10.
pub const SIZES_3_10: ObjectSizes = &[
    ("range_iterator", 48),
    ("enumerate", 64),
    ("zip", 64),
    ("map", 48),
    ("property", 80),
    ("StopIteration", 88),
    ("SystemExit", 88),
    ("OSError", 120),
    ("ImportError", 104),
    ("NameError", 88),
    ("AttributeError", 96),
    ("SyntaxError", 144),
    ("BaseException", 80),
];

/// Of 3.11.
pub const SIZES_3_11: ObjectSizes = &[
    ("range_iterator", 48),
    ("enumerate", 72),
    ("zip", 64),
    ("map", 48),
    ("property", 80),
    ("StopIteration", 96),
    ("SystemExit", 96),
    ("OSError", 128),
    ("ImportError", 112),
    ("NameError", 96),
    ("AttributeError", 104),
    ("SyntaxError", 152),
    ("BaseException", 88),
];

/// Of 3.12.
pub const SIZES_3_12: ObjectSizes = &[
    ("range_iterator", 40),
    ("enumerate", 72),
    ("zip", 64),
    ("map", 48),
    ("property", 80),
    ("StopIteration", 96),
    ("SystemExit", 96),
    ("OSError", 128),
    ("ImportError", 120),
    ("NameError", 96),
    ("AttributeError", 104),
    ("SyntaxError", 152),
    ("BaseException", 88),
];

/// Of 3.14.
pub const SIZES_3_14: ObjectSizes = &[
    ("range_iterator", 40),
    ("enumerate", 72),
    ("zip", 64),
    ("map", 56),
    ("property", 80),
    ("StopIteration", 96),
    ("SystemExit", 96),
    ("OSError", 128),
    ("ImportError", 120),
    ("NameError", 96),
    ("AttributeError", 104),
    ("SyntaxError", 160),
    ("BaseException", 88),
];
