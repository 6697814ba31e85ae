//! The built-in types.

use crate::heap::{Kind, ObjectId};

/// What the machine needs to know to make a built-in type.
pub struct BuiltinType {
    /// `__name__`.
    pub name: &'static str,
    /// The name of its base; `""` for `object`.
    pub base: &'static str,
    /// What its instances are for the heap.
    pub kind: Kind,
    /// Whether it is a name in `builtins`.
    pub is_public: bool,
}

macro_rules! builtin_types {
    ($($field:ident = $name:literal : $base:literal, $kind:ident, $public:literal;)*) => {
        /// The type objects that the machine refers to by name.
        #[derive(Clone, Debug)]
        #[expect(dead_code, reason = "the table is complete; not every type is raised or made by name")]
        pub struct Types {
            $(pub $field: ObjectId,)*
        }

        /// All built-in types, bases before those derived from them.
        pub const BUILTIN_TYPES: &[BuiltinType] = &[
            $(BuiltinType { name: $name, base: $base, kind: Kind::$kind, is_public: $public },)*
        ];

        impl Types {
            /// From type objects in the order of `BUILTIN_TYPES`.
            pub fn new(mut objects: impl Iterator<Item = ObjectId>) -> Option<Types> {
                Some(Types { $($field: objects.next()?,)* })
            }
        }
    };
}

builtin_types! {
    object = "object": "", Object, true;
    type_ = "type": "object", Type, true;
    none_type = "NoneType": "object", None, false;
    ellipsis = "ellipsis": "object", Ellipsis, false;
    not_implemented = "NotImplementedType": "object", NotImplemented, false;
    int = "int": "object", Int, true;
    bool = "bool": "int", Bool, true;
    float = "float": "object", Float, true;
    complex = "complex": "object", Complex, true;
    str = "str": "object", Str, true;
    bytes = "bytes": "object", Bytes, true;
    bytearray = "bytearray": "object", Bytes, true;
    bytearray_iterator = "bytearray_iterator": "object", Iterator, false;
    range = "range": "object", Range, true;
    code = "code": "object", Code, false;
    list = "list": "object", List, true;
    tuple = "tuple": "object", Tuple, true;
    dict = "dict": "object", Dict, true;
    set = "set": "object", Set, true;
    frozenset = "frozenset": "object", FrozenSet, true;
    function = "function": "object", Function, false;
    cell = "cell": "object", Cell, false;
    method = "method": "object", Method, false;
    builtin_function = "builtin_function_or_method": "object", BuiltinFunction, false;
    method_wrapper = "method-wrapper": "object", BuiltinFunction, false;
    class_method_descriptor = "classmethod_descriptor": "object", BuiltinFunction, false;
    method_descriptor = "method_descriptor": "object", BuiltinFunction, false;
    module = "module": "object", Module, false;
    frame = "frame": "object", Frame, false;
    traceback = "traceback": "object", Traceback, false;
    generator = "generator": "object", Generator, false;
    weakref = "ReferenceType": "object", Weakref, false;
    property = "property": "object", Property, true;
    staticmethod = "staticmethod": "object", StaticMethod, true;
    classmethod = "classmethod": "object", ClassMethod, true;
    getset_descriptor = "getset_descriptor": "object", Descriptor, false;
    member_descriptor = "member_descriptor": "object", Descriptor, false;
    super_ = "super": "object", Super, true;
    deque = "deque": "object", Deque, false;
    deque_iterator = "_deque_iterator": "object", Iterator, false;
    deque_reverse_iterator = "_deque_reverse_iterator": "object", Iterator, false;
    weak_proxy = "_weakproxy": "object", Weakref, false;
    slice = "slice": "object", Slice, true;
    dict_keys = "dict_keys": "object", View, false;
    dict_values = "dict_values": "object", View, false;
    dict_items = "dict_items": "object", View, false;
    list_iterator = "list_iterator": "object", Iterator, false;
    list_reverseiterator = "list_reverseiterator": "object", Iterator, false;
    tuple_iterator = "tuple_iterator": "object", Iterator, false;
    range_iterator = "range_iterator": "object", Iterator, false;
    str_iterator = "str_iterator": "object", Iterator, false;
    set_iterator = "set_iterator": "object", Iterator, false;
    dict_keyiterator = "dict_keyiterator": "object", Iterator, false;
    dict_valueiterator = "dict_valueiterator": "object", Iterator, false;
    dict_itemiterator = "dict_itemiterator": "object", Iterator, false;
    dict_reversekeyiterator = "dict_reversekeyiterator": "object", Iterator, false;
    dict_reversevalueiterator = "dict_reversevalueiterator": "object", Iterator, false;
    dict_reverseitemiterator = "dict_reverseitemiterator": "object", Iterator, false;
    callable_iterator = "callable_iterator": "object", Iterator, false;
    sequence_iterator = "iterator": "object", Iterator, false;
    enumerate = "enumerate": "object", Iterator, true;
    zip = "zip": "object", Iterator, true;
    map = "map": "object", Iterator, true;
    filter = "filter": "object", Iterator, true;
    reversed = "reversed": "object", Iterator, true;
    base_exception = "BaseException": "object", Exception, true;
    generator_exit = "GeneratorExit": "BaseException", Exception, true;
    keyboard_interrupt = "KeyboardInterrupt": "BaseException", Exception, true;
    system_exit = "SystemExit": "BaseException", Exception, true;
    exception = "Exception": "BaseException", Exception, true;
    arithmetic_error = "ArithmeticError": "Exception", Exception, true;
    floating_point_error = "FloatingPointError": "ArithmeticError", Exception, true;
    overflow_error = "OverflowError": "ArithmeticError", Exception, true;
    zero_division_error = "ZeroDivisionError": "ArithmeticError", Exception, true;
    assertion_error = "AssertionError": "Exception", Exception, true;
    attribute_error = "AttributeError": "Exception", Exception, true;
    buffer_error = "BufferError": "Exception", Exception, true;
    eof_error = "EOFError": "Exception", Exception, true;
    import_error = "ImportError": "Exception", Exception, true;
    module_not_found_error = "ModuleNotFoundError": "ImportError", Exception, true;
    lookup_error = "LookupError": "Exception", Exception, true;
    index_error = "IndexError": "LookupError", Exception, true;
    key_error = "KeyError": "LookupError", Exception, true;
    memory_error = "MemoryError": "Exception", Exception, true;
    name_error = "NameError": "Exception", Exception, true;
    unbound_local_error = "UnboundLocalError": "NameError", Exception, true;
    os_error = "OSError": "Exception", Exception, true;
    blocking_io_error = "BlockingIOError": "OSError", Exception, true;
    child_process_error = "ChildProcessError": "OSError", Exception, true;
    connection_error = "ConnectionError": "OSError", Exception, true;
    file_exists_error = "FileExistsError": "OSError", Exception, true;
    file_not_found_error = "FileNotFoundError": "OSError", Exception, true;
    interrupted_error = "InterruptedError": "OSError", Exception, true;
    is_a_directory_error = "IsADirectoryError": "OSError", Exception, true;
    not_a_directory_error = "NotADirectoryError": "OSError", Exception, true;
    permission_error = "PermissionError": "OSError", Exception, true;
    process_lookup_error = "ProcessLookupError": "OSError", Exception, true;
    timeout_error = "TimeoutError": "OSError", Exception, true;
    broken_pipe_error = "BrokenPipeError": "ConnectionError", Exception, true;
    connection_aborted_error = "ConnectionAbortedError": "ConnectionError", Exception, true;
    connection_refused_error = "ConnectionRefusedError": "ConnectionError", Exception, true;
    connection_reset_error = "ConnectionResetError": "ConnectionError", Exception, true;
    reference_error = "ReferenceError": "Exception", Exception, true;
    runtime_error = "RuntimeError": "Exception", Exception, true;
    not_implemented_error = "NotImplementedError": "RuntimeError", Exception, true;
    recursion_error = "RecursionError": "RuntimeError", Exception, true;
    stop_iteration = "StopIteration": "Exception", Exception, true;
    stop_async_iteration = "StopAsyncIteration": "Exception", Exception, true;
    syntax_error = "SyntaxError": "Exception", Exception, true;
    indentation_error = "IndentationError": "SyntaxError", Exception, true;
    tab_error = "TabError": "IndentationError", Exception, true;
    system_error = "SystemError": "Exception", Exception, true;
    type_error = "TypeError": "Exception", Exception, true;
    value_error = "ValueError": "Exception", Exception, true;
    unicode_error = "UnicodeError": "ValueError", Exception, true;
    warning = "Warning": "Exception", Exception, true;
    user_warning = "UserWarning": "Warning", Exception, true;
    deprecation_warning = "DeprecationWarning": "Warning", Exception, true;
    runtime_warning = "RuntimeWarning": "Warning", Exception, true;
    bytes_warning = "BytesWarning": "Warning", Exception, true;
    future_warning = "FutureWarning": "Warning", Exception, true;
    import_warning = "ImportWarning": "Warning", Exception, true;
    pending_deprecation_warning = "PendingDeprecationWarning": "Warning", Exception, true;
    resource_warning = "ResourceWarning": "Warning", Exception, true;
    syntax_warning = "SyntaxWarning": "Warning", Exception, true;
    unicode_warning = "UnicodeWarning": "Warning", Exception, true;
}
