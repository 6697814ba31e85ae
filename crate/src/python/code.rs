//! Bytecode: what the compiler makes of a program and the virtual machine runs.
//!
//! Instructions have the names and the stack effects of CPython 3.13, because every value on the stack is a counted
//! reference there and here. What differs: no caches and no specialised or combined instructions, absolute jump
//! targets, and the few simplifications that an instruction's own comment states.

use std::rc::Rc;

/// A Python identifier.
pub type Name = Rc<str>;

/// The compiled form of a module, class body, function, lambda or comprehension (CPython's code object).
#[derive(Debug, Clone, PartialEq)]
pub struct Code {
    /// `co_name`.
    pub name: Name,
    /// `co_qualname`.
    pub qualname: Name,
    /// The name of the file, for tracebacks.
    pub filename: Name,
    /// `co_firstlineno`: the line of the first decorator, or of `def`/`class`; 1 for a module.
    pub first_line: u32,
    /// Positional parameters, positional-only ones included (`co_argcount`).
    pub argument_count: u32,
    /// Positional-only parameters (`co_posonlyargcount`).
    pub positional_only_count: u32,
    /// Keyword-only parameters (`co_kwonlyargcount`).
    pub keyword_only_count: u32,
    /// Properties of the code as a whole.
    pub flags: Flags,
    /// The frame's slots, in the order in which a dying frame releases them (up to 3.13): parameters (positional,
    /// keyword-only, `*args`, `**kwargs`), other locals in the order of first appearance, cells, free variables.
    pub slots: Vec<Slot>,
    /// Names of attributes, globals and modules, indexed by instructions.
    pub names: Vec<Name>,
    /// Constants; nested code is one of them. For a function with a docstring the first one is the docstring.
    pub consts: Vec<Const>,
    /// The instructions; a jump's target is an index here.
    pub instructions: Vec<Instruction>,
    /// For every instruction the source range it came from; `None` for what has no line (an exception handler's
    /// clean-up).
    pub locations: Vec<Option<Location>>,
    /// Who handles an exception raised by which instruction; sorted, ranges do not overlap.
    pub exception_table: Vec<Handler>,
    /// The greatest depth of the value stack.
    pub stack_size: u32,
    /// For a class body: the sorted names that its methods assign as `self.name` (`__static_attributes__`).
    pub static_attributes: Vec<Name>,
}

impl Code {
    /// The names of slots that `locals()` shows as plain locals, parameters first (`co_varnames`).
    pub fn varnames(&self) -> impl Iterator<Item = &Name> {
        let is_local = |slot: &&Slot| {
            matches!(
                slot.kind,
                SlotKind::Local | SlotKind::LocalCell | SlotKind::Hidden
            )
        };
        self.slots.iter().filter(is_local).map(|slot| &slot.name)
    }

    /// The names shared with nested functions (`co_cellvars`).
    pub fn cellvars(&self) -> impl Iterator<Item = &Name> {
        let is_cell = |slot: &&Slot| matches!(slot.kind, SlotKind::Cell | SlotKind::LocalCell);
        self.slots.iter().filter(is_cell).map(|slot| &slot.name)
    }

    /// The names taken from enclosing functions (`co_freevars`), in the order of the function's closure tuple.
    pub fn freevars(&self) -> impl Iterator<Item = &Name> {
        self.slots
            .iter()
            .filter(|slot| slot.kind == SlotKind::Free)
            .map(|slot| &slot.name)
    }

    /// Number of parameters, `*args` and `**kwargs` included; they are the first slots.
    pub fn parameter_count(&self) -> u32 {
        self.argument_count
            + self.keyword_only_count
            + u32::from(self.flags.varargs)
            + u32::from(self.flags.varkeywords)
    }

    /// Who handles an exception raised by the instruction at `index`.
    pub fn handler(&self, index: u32) -> Option<&Handler> {
        let after = self
            .exception_table
            .partition_point(|handler| handler.start <= index);
        self.exception_table[..after]
            .last()
            .filter(|handler| index < handler.end)
    }
}

/// Properties of a [`Code`] as a whole (`co_flags`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flags {
    /// Names that are not declared otherwise live in fast slots: a function, not a module or class body.
    pub optimized: bool,
    /// Has a `*args` parameter.
    pub varargs: bool,
    /// Has a `**kwargs` parameter.
    pub varkeywords: bool,
    /// Calling it makes a generator.
    pub generator: bool,
    /// The first constant is the docstring.
    pub docstring: bool,
}

/// One slot of a frame: a local variable, a cell, or a free variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The variable's name.
    pub name: Name,
    /// What the slot holds.
    pub kind: SlotKind,
}

/// What a [`Slot`] holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotKind {
    /// A local variable's value.
    Local,
    /// A parameter shared with nested functions: a value on entry, a cell after `MakeCell`.
    LocalCell,
    /// A cell made by `MakeCell`.
    Cell,
    /// A cell of an enclosing function, put here by `CopyFreeVars`.
    Free,
    /// The variable of a comprehension inlined into a module or class body; `locals()` does not show it.
    Hidden,
}

/// One entry of the exception table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handler {
    /// First instruction covered.
    pub start: u32,
    /// First instruction after the covered ones.
    pub end: u32,
    /// Where to go on. Before: the stack is popped to `depth`, the index of the raising instruction is pushed if
    /// `lasti`, then the exception.
    pub target: u32,
    /// How many values of the stack stay.
    pub depth: u32,
    /// Whether the handler wants the raising instruction's index (an `int`) below the exception.
    pub lasti: bool,
}

/// A range of the source. Lines count from 1, columns from 0 in characters; the end column is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Location {
    /// First line.
    pub line: u32,
    /// First character.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// The character after the last one.
    pub end_column: u32,
}

/// A constant of a [`Code`].
#[derive(Debug, Clone, PartialEq)]
pub enum Const {
    /// `None`.
    None,
    /// `True`.
    True,
    /// `False`.
    False,
    /// `...`.
    Ellipsis,
    /// An integer of at most 64 bits.
    Int(i64),
    /// A greater integer, as a Python literal without underscores (decimal, or with `0x`, `0o`, `0b`).
    BigInt(Rc<str>),
    /// A float.
    Float(f64),
    /// A complex number: real and imaginary part.
    Complex([f64; 2]),
    /// A string.
    Str(Rc<str>),
    /// A bytes object.
    Bytes(Rc<[u8]>),
    /// A tuple of constants.
    Tuple(Rc<[Const]>),
    /// A frozenset of constants, in source order (`in {1, 2}`).
    FrozenSet(Rc<[Const]>),
    /// Code of a nested function or class body.
    Code(Rc<Code>),
}

/// An arithmetic operator (`NB_ADD` …).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum BinaryOperator {
    Add,
    Subtract,
    Multiply,
    MatrixMultiply,
    TrueDivide,
    FloorDivide,
    Remainder,
    Power,
    LeftShift,
    RightShift,
    And,
    Or,
    Xor,
}

impl BinaryOperator {
    /// The operator as written in Python.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::MatrixMultiply => "@",
            Self::TrueDivide => "/",
            Self::FloorDivide => "//",
            Self::Remainder => "%",
            Self::Power => "**",
            Self::LeftShift => "<<",
            Self::RightShift => ">>",
            Self::And => "&",
            Self::Or => "|",
            Self::Xor => "^",
        }
    }
}

/// A rich comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Comparison {
    Less,
    LessEqual,
    Equal,
    NotEqual,
    Greater,
    GreaterEqual,
}

impl Comparison {
    /// The operator as written in Python.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
        }
    }
}

/// What `SetFunctionAttribute` sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FunctionAttribute {
    /// `__defaults__`, a tuple.
    Defaults,
    /// `__kwdefaults__`, a dict.
    KeywordDefaults,
    /// `__annotations__`, up to 3.13: a tuple of alternating names and values (the dict is made when asked for).
    Annotations,
    /// `__closure__`, a tuple of cells.
    Closure,
    /// `__annotate__`, from 3.14: a function that makes the annotations.
    Annotate,
}

/// The conversion of a formatted value: `!s`, `!r`, `!a`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Conversion {
    Str,
    Repr,
    Ascii,
}

/// A special method that `with` calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Special {
    /// `__enter__`
    Enter,
    /// `__exit__`
    Exit,
}

/// Where a frame (re)starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResumeAt {
    /// The beginning of the function.
    Start,
    /// After a `yield`.
    Yield,
    /// After the yield inside a `yield from`.
    YieldFrom,
}

/// One instruction. Comments show the stack before → after, top at the right; `slot` is an index of [`Code::slots`],
/// `name` of [`Code::names`], `target` of [`Code::instructions`]. "NULL" is an empty stack entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instruction {
    /// Does nothing. `→`
    Nop,
    /// A frame starts or goes on; checks the eval breaker at the start of a function. `→`
    Resume(ResumeAt),
    /// `a →`, releases it.
    PopTop,
    /// `→ NULL`
    PushNull,
    /// Pushes another reference to the value at `position` (1 is the top). `… → … a`
    Copy(u32),
    /// Exchanges the top and the value at `position` (1 is the top). `a … b → b … a`
    Swap(u32),

    /// `→ constant`
    LoadConst(u32),
    /// A local that is known to be bound, or a cell itself (to build a closure). `→ value`
    LoadFast(u32),
    /// Like `LoadFast`, but the stack's reference is not counted (3.14+). `→ value`
    LoadFastBorrow(u32),
    /// A local that may be unbound: `UnboundLocalError`. `→ value`
    LoadFastCheck(u32),
    /// Moves the local onto the stack and leaves the slot empty. `→ value or NULL`
    LoadFastAndClear(u32),
    /// Releases the old value after the new one is in place; NULL empties the slot. `value →`
    StoreFast(u32),
    /// `UnboundLocalError` when it is unbound. `→`
    DeleteFast(u32),
    /// Puts a new cell into the slot; what was there becomes its content. `→`
    MakeCell(u32),
    /// Copies the function's closure of so many cells into the last slots. `→`
    CopyFreeVars(u32),
    /// The content of a cell; `NameError`/`UnboundLocalError` when empty. `→ value`
    LoadDeref(u32),
    /// `value →`
    StoreDeref(u32),
    /// `→`
    DeleteDeref(u32),
    /// In a class body: looks in the mapping under the cell's name, then in the cell. `mapping → value`
    LoadFromDictOrDeref(u32),
    /// In an annotation scope: looks in the mapping, then in globals and builtins. `mapping → value`
    LoadFromDictOrGlobals(u32),
    /// Locals, globals, builtins. `→ value`
    LoadName(u32),
    /// `value →`
    StoreName(u32),
    /// `→`
    DeleteName(u32),
    /// Globals, builtins. `→ value` (CPython's null bit is an explicit `PushNull`.)
    LoadGlobal(u32),
    /// `value →`
    StoreGlobal(u32),
    /// `→`
    DeleteGlobal(u32),
    /// The mapping of the local names of a class body or module. `→ mapping`
    LoadLocals,
    /// `builtins.__build_class__`. `→ function`
    LoadBuildClass,
    /// The exception type, whatever the name is bound to. `→ AssertionError`
    LoadAssertionError,
    /// Makes `__annotations__` in the local names, unless it is there. `→`
    SetupAnnotations,

    /// `object → value`
    LoadAttr(u32),
    /// `LOAD_ATTR` with the method bit. `object → function object`, or `object → value NULL` for what is no method.
    LoadMethod(u32),
    /// `super().name`; makes no `super` object if `super` is the builtin. `super class self → value`, with `method`:
    /// `→ function self` or `→ value NULL`. `two_arguments`: written `super(class, self)`.
    LoadSuperAttr {
        /// The attribute.
        name: u32,
        /// The result is called at once.
        method: bool,
        /// Both arguments were written down; it matters only when `super` is something else.
        two_arguments: bool,
    },
    /// `object.name = value`. `value object →`
    StoreAttr(u32),
    /// `object →`
    DeleteAttr(u32),
    /// `object key → value`
    BinarySubscr,
    /// `object[key] = value`. `value object key →`
    StoreSubscr,
    /// `object key →`
    DeleteSubscr,
    /// `object start stop → value`; the slice object lives during the instruction.
    BinarySlice,
    /// `object[start:stop] = value`. `value object start stop →`
    StoreSlice,

    /// `left right → result`; `in_place` for `+=` and the like.
    BinaryOp {
        /// The operator.
        operator: BinaryOperator,
        /// An augmented assignment.
        in_place: bool,
    },
    /// `left right → result`; with `to_bool` the result is made a `bool`.
    CompareOp {
        /// The comparison.
        comparison: Comparison,
        /// The truth of the result is wanted.
        to_bool: bool,
    },
    /// `is`, or `is not` if inverted. `left right → bool`
    IsOp(bool),
    /// `in`, or `not in` if inverted. `item container → bool`
    ContainsOp(bool),
    /// `a → -a`
    UnaryNegative,
    /// `a → +a` (`CALL_INTRINSIC_1 INTRINSIC_UNARY_POSITIVE`)
    UnaryPositive,
    /// `a → ~a`
    UnaryInvert,
    /// The operand is a `bool` already. `bool → bool`
    UnaryNot,
    /// `a → bool`
    ToBool,

    /// `items → tuple`
    BuildTuple(u32),
    /// `items → list`
    BuildList(u32),
    /// `items → set`
    BuildSet(u32),
    /// So many pairs. `key value … → dict`
    BuildMap(u32),
    /// Concatenates so many strings. `strings → str`
    BuildString(u32),
    /// `start stop → slice`, with 3: `start stop step → slice`
    BuildSlice(u32),
    /// Appends to the list at `position` after the pop (1 is the top). `item →`
    ListAppend(u32),
    /// `iterable →`
    ListExtend(u32),
    /// `item →`
    SetAdd(u32),
    /// `iterable →`
    SetUpdate(u32),
    /// `key value →`
    MapAdd(u32),
    /// `mapping →`
    DictUpdate(u32),
    /// Like `DictUpdate`, but a duplicate key is an error of the call whose callable lies below. `mapping →`
    DictMerge(u32),
    /// `list → tuple` (`CALL_INTRINSIC_1 INTRINSIC_LIST_TO_TUPLE`)
    ListToTuple,
    /// The first item ends on top. `sequence → itemₙ … item₁`
    UnpackSequence(u32),
    /// `a, *b, c = …`. `sequence → afterₙ … after₁ list beforeₙ … before₁`
    UnpackEx {
        /// Targets before the starred one.
        before: u16,
        /// Targets after it.
        after: u16,
    },

    /// `iterable → iterator`
    GetIter,
    /// As `GetIter`, but a generator is left as it is. `iterable → iterator`
    GetYieldFromIter,
    /// `iterator → iterator item`; when exhausted, `iterator →` (released) and a jump to the target, which stands for
    /// CPython's `END_FOR` and `POP_TOP`.
    ForIter(u32),
    /// Sends the value to the iterator. `iterator value → iterator yielded`; when it returns, the returned value takes
    /// the place and it jumps.
    Send(u32),
    /// `iterator value → value`
    EndSend,
    /// Suspends; resumed with the value sent. `value → sent`
    YieldValue,
    /// Makes the generator out of the frame and returns it to the caller; when first resumed: `→ None`.
    ReturnGenerator,
    /// Handler of an exception thrown into `yield from`: `StopIteration` gives its value, any other goes on.
    /// `iterator last_sent exception → None value`
    CleanupThrow,
    /// Turns `StopIteration` into `RuntimeError` (`CALL_INTRINSIC_1 INTRINSIC_STOPITERATION_ERROR`).
    /// `exception → exception`
    StopIterationError,

    /// Forward jump. `→`
    JumpForward(u32),
    /// A loop's jump back; checks the eval breaker. `→`
    JumpBackward(u32),
    /// The jump back of `yield from`; does not check the eval breaker. `→`
    JumpBackwardNoInterrupt(u32),
    /// `bool →`
    PopJumpIfTrue(u32),
    /// `bool →`
    PopJumpIfFalse(u32),
    /// `value →`
    PopJumpIfNone(u32),
    /// `value →`
    PopJumpIfNotNone(u32),

    /// So many positional arguments. `callable self_or_null arguments → result`
    Call(u32),
    /// The last arguments are keywords. `callable self_or_null arguments → result`
    CallKw {
        /// All arguments, keywords included.
        count: u16,
        /// The constant: a tuple of the keywords' names.
        names: u32,
    },
    /// `callable NULL tuple → result`, with keywords: `callable NULL tuple dict → result`
    CallFunctionEx(bool),
    /// `code → function`
    MakeFunction,
    /// `value function → function`
    SetFunctionAttribute(FunctionAttribute),
    /// Ends the frame. `value →`
    ReturnValue,

    /// `import name`. `level fromlist → module`
    ImportName(u32),
    /// `module → module attribute`
    ImportFrom(u32),
    /// `from module import *` (`CALL_INTRINSIC_1 INTRINSIC_IMPORT_STAR`). `module →`
    ImportStar,

    /// `value → value`, converted by `str`, `repr` or `ascii`.
    ConvertValue(Conversion),
    /// `value → str`
    FormatSimple,
    /// `value spec → str`
    FormatWithSpec,

    /// Raises: 0 again the handled exception, 1 `exception →`, 2 `exception cause →`.
    RaiseVarargs(u32),
    /// Raises the exception on top again; with n > 0 the index of the raising instruction lies n below it.
    /// `exception →`
    Reraise(u32),
    /// Makes the exception the handled one. `exception → previous exception`
    PushExcInfo,
    /// Makes the previous exception the handled one again. `previous →`
    PopExcept,
    /// `exception type → exception bool`
    CheckExcMatch,
    /// Enters a `with`, up to 3.13. `manager → exit result_of_enter`
    BeforeWith,
    /// A method that `with` finds on the manager's type, from 3.14 on. `manager → function manager`, or
    /// `manager → value NULL` for what is no method.
    LoadSpecial(Special),
    /// Calls the exit function. `exit lasti previous exception → exit lasti previous exception result`; where
    /// `exit_has_self`, the manager or NULL stands behind `exit`.
    WithExceptStart {
        /// `LoadSpecial` found the function.
        exit_has_self: bool,
    },

    /// `subject → subject length`
    GetLen,
    /// `subject → subject bool`
    MatchMapping,
    /// `subject → subject bool`
    MatchSequence,
    /// `subject keys → subject keys values_or_None`
    MatchKeys,
    /// So many positional patterns. `subject class names → attributes_or_None`
    MatchClass(u32),
}

const _: () = assert!(size_of::<Instruction>() == 8);
