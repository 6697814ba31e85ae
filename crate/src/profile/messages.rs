//! How messages are worded.

/// A message with places for names, in braces: `type '{type}' is not subscriptable`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template(pub &'static str);

impl Template {
    /// The message with these names in its places.
    pub fn fill(self, values: &[(&str, &str)]) -> String {
        values
            .iter()
            .fold(self.0.to_string(), |text, (place, value)| {
                text.replace(&format!("{{{place}}}"), value)
            })
    }
}

/// What tracebacks and messages of exceptions say, where versions differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Messages {
    /// `Exception ignored while calling deallocator …:`; otherwise `Exception ignored in: …`.
    pub ignored_while_calling: bool,
    /// How tracebacks mark the part of the line that was running.
    pub carets: Carets,
    /// The same below `Exception ignored`.
    pub unraisable_carets: Carets,
    /// There, too, stands what the exception was caused by.
    pub unraisable_has_chain: bool,
    /// Errors of `gc` functions name the module (`gc.set_threshold requires …`).
    pub gc_functions_are_qualified: bool,
    /// Exceptions can have notes (`add_note`).
    pub has_notes: bool,
    /// Tracebacks say `__main__.Error` of an exception class of the program; otherwise only `Error`.
    pub names_main_module: bool,
    /// Tracebacks suggest `import` and `self.`, and the best of all names; otherwise a local one before others.
    pub suggests_imports: bool,
    /// `SyntaxWarning` where `return`, `break` or `continue` leaves a `finally` block.
    pub warns_of_leaving_finally: bool,
    /// Syntax errors mark all of what is wrong, and a bracket that is never closed is blamed for errors behind it;
    /// otherwise they mark where the parser could not go on, and say nothing more of that.
    pub explains_syntax_errors: bool,
    /// `cannot access local variable …`; otherwise `… referenced before assignment`.
    pub unbound_names_value: bool,
    /// `AttributeError` knows the object (and keeps it alive) and the name, `NameError` the name.
    pub errors_know_names: bool,
    /// Writing to a property that can only be read: `name`, `class`.
    pub no_setter: Template,
    /// Deleting it.
    pub no_deleter: Template,
    /// Setting an attribute of a built-in type: `name`, `class`.
    pub immutable_type: Template,
    /// Why a class may not have a slot for weak references.
    pub weakref_slot: &'static str,
    /// Reading an empty slot names the class; otherwise only the attribute.
    pub empty_slot_names_class: bool,
    /// Setting an attribute where there is no `__dict__` says so.
    pub no_dict_for_attributes: bool,
    /// Deleting a missing attribute names the class; otherwise only the attribute.
    pub deletion_names_class: bool,
    /// `getattr` and `hasattr` with something else than a string: `function`, `type`.
    pub attribute_name_type: Template,
    /// `too many values to unpack (expected 2, got 3)`; otherwise without the latter.
    pub unpacking_says_how_many: bool,
    /// `f(*1)`, `f(**1)`: `function`, `star`, what is `wanted`, the `type` that came.
    pub star_argument: Template,
    /// An unexpected keyword in a call of a Python function: what the programmer may have meant is added.
    pub suggests_keywords: bool,
    /// `dict([1])`: `number` of the element.
    pub no_pair: Template,
    /// `repr` of a weak reference asks its referent for `__name__`; otherwise the referent's type.
    pub weakref_asks_for_name: bool,
    /// `repr` of a weak reference names the type with its module.
    pub weakref_qualifies: bool,
    /// A weak reference is called with arguments, `given` of them.
    pub weakref_takes_nothing: Template,
    /// The same with keywords.
    pub weakref_takes_no_keywords: Template,
    /// What a special method must not return is said with its class: `A.__repr__() must return a str, not int`.
    pub results_name_class: bool,
    /// Complaints about the arguments of a call name the function by its `__qualname__`; otherwise by the code's name.
    pub argument_errors_qualify: bool,
    /// What division by zero says.
    pub zero: ZeroDivision,
    /// What `int()`, `float()` and `%d` want: a number or `a real number`.
    pub number: &'static str,
    /// A C function that wants an int got something else: `type`.
    pub integer_required: Template,
    /// The same with a float.
    pub integer_not_float: Template,
    /// `'abc'['x']`: `type`.
    pub string_index: Template,
    /// `int[0]`: `type`.
    pub type_subscript: Template,
    /// `TypeError` of `a_list[:] = 1`.
    pub slice_wants_iterable: &'static str,
    /// `[].index(item)`: `item`, and the `type` of the list or deque.
    pub not_in_list: Template,
    /// `x in 5`: `type`.
    pub not_container: Template,
    /// Around the error of a dict's key without hash: `type` of the key and `error`.
    pub unhashable_key: Template,
    /// Around the error of a set's element without hash: `type` of the element and `error`.
    pub unhashable_element: Template,
    /// `max([])`: `function`.
    pub empty_iterable: Template,
    /// A built-in function without such a parameter: `function`, `name`, `hint`.
    pub invalid_keyword: Template,
    /// `'abc'.find(1)`: `function`, `type`.
    pub search_wants_str: Template,
    /// An instance of a class with abstract methods: class, s (of the plural), methods.
    pub abstract_class: Template,
    /// What stands around the name of each.
    pub abstract_method_quote: &'static str,
    /// `math.sqrt(-1)`: number.
    pub negative_root: Template,
    /// `super(1)`: `type`.
    pub super_wants_type: Template,
    /// `isinstance(1, 1)`: the end of the sentence.
    pub isinstance_wants: &'static str,
    /// The same of `issubclass`.
    pub issubclass_wants: &'static str,
    /// No order of bases: the white space in the message.
    pub mro_break: &'static str,
    /// What `with` says of a class without `__enter__` or `__exit__`.
    pub with_protocol: WithProtocol,
    /// What `%c` says names the type that it got.
    pub percent_char_says_what: bool,
    /// What `%` says names the argument and its number.
    pub percent_names_arguments: bool,
}

/// How tracebacks mark the part of the line that was running.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carets {
    /// Not at all.
    None,
    /// With `^`, and operators and subscripts also with `~`; calls as a whole.
    Operators,
    /// Calls have `~` as well: `~~~~^^`.
    OperatorsAndCalls,
}

/// Messages of `ZeroDivisionError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZeroDivision {
    /// Ints: `//` and `divmod`.
    pub int_floor: &'static str,
    /// Ints: `%`.
    pub int_modulo: &'static str,
    /// Floats: `/`.
    pub float: &'static str,
    /// Floats: `//`.
    pub float_floor: &'static str,
    /// Floats: `%`.
    pub float_modulo: &'static str,
    /// Floats: `divmod`.
    pub float_divmod: &'static str,
    /// Zero to a negative power.
    pub power: &'static str,
}

/// What `with` says of a class without `__enter__` or `__exit__`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithProtocol {
    /// `AttributeError` with the name.
    AttributeError,
    /// `TypeError`, which names a missing `__exit__` if only that is missing.
    TypeError,
    /// `TypeError`, which names a missing `__exit__`, for which it looks first.
    ExitFirst,
}
