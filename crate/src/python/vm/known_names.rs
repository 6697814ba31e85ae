//! Names that CPython's built-in types have in some version and that do not run here: to say that an object lacks one
//! of them would be wrong, so the program is refused.

const KNOWN_NAMES: &[(&str, &str)] = &[
    (
        "object",
        "__dir__ __getstate__ __reduce__ __reduce_ex__ __subclasshook__",
    ),
    ("BaseException", "__setstate__"),
    ("ImportError", "msg name name_from path"),
    (
        "SyntaxError",
        "end_lineno end_offset filename lineno msg offset print_file_and_line text",
    ),
    ("NoneType", "__bool__"),
    (
        "int",
        "__divmod__ __getnewargs__ __rdivmod__ __round__ from_bytes is_integer to_bytes",
    ),
    (
        "float",
        "__divmod__ __getformat__ __getnewargs__ __rdivmod__ __round__ as_integer_ratio from_number fromhex hex",
    ),
    (
        "complex",
        "__abs__ __add__ __bool__ __complex__ __divmod__ __float__ __floordiv__ __getnewargs__ __int__ __mod__ __mul__ \
         __neg__ __pos__ __pow__ __radd__ __rdivmod__ __rfloordiv__ __rmod__ __rmul__ __rpow__ __rsub__ __rtruediv__ \
         __sub__ __truediv__ conjugate from_number imag real",
    ),
    ("str", "__getnewargs__"),
    (
        "bytes",
        "__buffer__ __bytes__ __getnewargs__ __mod__ __rmod__",
    ),
    (
        "bytearray",
        "__alloc__ __buffer__ __mod__ __release_buffer__ __rmod__ resize take_bytes",
    ),
    ("tuple", "__getnewargs__"),
    ("deque", "__bool__"),
    ("range", "__bool__"),
    ("dict_keys", "mapping"),
    ("dict_values", "mapping"),
    ("dict_items", "mapping"),
    ("list_iterator", "__setstate__"),
    ("tuple_iterator", "__setstate__"),
    ("range_iterator", "__setstate__"),
    ("str_iterator", "__setstate__"),
    ("reversed", "__setstate__"),
    ("map", "__setstate__"),
    ("zip", "__setstate__"),
    (
        "builtin_function_or_method",
        "__module__ __text_signature__",
    ),
    (
        "method_descriptor",
        "__get__ __objclass__ __text_signature__",
    ),
    (
        "member_descriptor",
        "__delete__ __get__ __objclass__ __qualname__ __set__",
    ),
    (
        "classmethod",
        "__annotate__ __annotations__ __dict__ __isabstractmethod__",
    ),
    (
        "staticmethod",
        "__annotate__ __annotations__ __call__ __dict__ __isabstractmethod__",
    ),
    (
        "property",
        "__delete__ __isabstractmethod__ __name__ __set__ __set_name__",
    ),
    (
        "frame",
        "f_builtins f_generator f_lasti f_trace f_trace_lines f_trace_opcodes",
    ),
    ("generator", "__del__ gi_frame gi_state"),
    ("module", "__annotate__ __annotations__"),
    (
        "type",
        "__basicsize__ __call__ __dictoffset__ __flags__ __instancecheck__ __itemsize__ __prepare__ __subclasscheck__ \
         __text_signature__ __type_params__ __weakrefoffset__",
    ),
];

/// Whether the built-in type of this name has such an attribute.
pub fn is_known(class: &str, attribute: &str) -> bool {
    KNOWN_NAMES.iter().any(|(owner, names)| {
        *owner == class && names.split_ascii_whitespace().any(|name| name == attribute)
    })
}
