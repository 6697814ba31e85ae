//! What the programmer may have meant: a similar name, or a module that was not imported (`suggestions.c`).

use super::Vm;
use crate::heap::ObjectId;
use crate::python::vm::exception::VALUE;
use crate::tape::Recorder;

const MAX_NAMES: usize = 750;
const MAX_LENGTH: usize = 40;
/// The cost of an insertion, a deletion or another character.
const MOVE: usize = 2;
/// The cost of the same letter in the other case.
const CASE: usize = 1;

impl<R: Recorder> Vm<R> {
    /// What the last line of a traceback adds to a message about a name: `. Did you mean: 'node'?`
    pub(super) fn suggestion(&mut self, exception: ObjectId, message: &str) -> Option<String> {
        let is_name_error = self.is_instance(exception, self.types.name_error);
        let (wrong, similar) = if is_name_error {
            let wrong = quoted(message)?;
            (wrong, self.similar_variable(exception, wrong))
        } else if self.is_instance(exception, self.types.attribute_error) {
            let wrong = quoted(message.split_once("has no attribute ")?.1)?;
            let object = self.heap().slot(exception, VALUE)?;
            (wrong, self.similar_attribute(object, wrong))
        } else {
            return None;
        };
        let mut hint = String::new();
        if let Some(similar) = &similar {
            hint += &format!(". Did you mean: '{similar}'?");
        }
        let is_module = || MODULES.split(' ').any(|module| module == wrong);
        if is_name_error && self.profile().messages.suggests_imports && is_module() {
            hint += if similar.is_some() {
                " Or did"
            } else {
                ". Did"
            };
            hint += &format!(" you forget to import '{wrong}'?");
        }
        Some(hint)
    }

    /// Looks among locals, globals and builtins of the frame that raised.
    fn similar_variable(&mut self, exception: ObjectId, wrong: &str) -> Option<String> {
        let frame = self.traceback_entries(exception).pop()?.frame;
        let index = self.heap().payload(frame).index();
        let code = self.tables.codes.get(index)?.clone();
        let mut locals = Vec::new();
        for (slot, variable) in code.slots.iter().enumerate() {
            if let Some(value) = self.heap().slot(frame, slot) {
                locals.push((variable.name.to_string(), value));
            }
        }
        let this = locals.iter().find(|(name, _)| name == "self");
        if let Some(&(_, this)) = this.filter(|_| self.profile().messages.suggests_imports) {
            let name = self.intern_str(wrong);
            if let Ok(Some(found)) = self.get_attribute_optional(this, name) {
                self.decref(found);
                return Some(format!("self.{wrong}"));
            }
        }
        let globals: Vec<String> = self
            .dict_entries(self.globals)
            .into_iter()
            .map(|(key, _)| self.text(key).to_string())
            .collect();
        let locals = locals.iter().map(|(name, _)| &**name);
        let globals = globals.iter().map(|name| &**name);
        let builtins = BUILTINS.split(' ');
        if self.profile().messages.suggests_imports {
            similar(wrong, locals.chain(globals).chain(builtins))
        } else {
            similar(wrong, locals)
                .or_else(|| similar(wrong, globals))
                .or_else(|| similar(wrong, builtins))
        }
    }

    fn similar_attribute(&mut self, object: ObjectId, wrong: &str) -> Option<String> {
        let names = self.attribute_names(object);
        let is_candidate = |name: &&str| wrong.starts_with('_') || !name.starts_with('_');
        similar(wrong, names.iter().map(|name| &**name).filter(is_candidate))
    }
}

/// What stands between the first two quotation marks.
fn quoted(message: &str) -> Option<&str> {
    message.split('\'').nth(1)
}

/// The name that is most like the wrong one, the first of several; `None` if more than a third would have to change.
pub fn similar<'a>(wrong: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let names: Vec<&str> = names.collect();
    let wrong: Vec<char> = wrong.chars().collect();
    if names.len() > MAX_NAMES || wrong.len() > MAX_LENGTH {
        return None;
    }
    let mut best = None;
    let mut best_distance = usize::MAX;
    for name in names {
        let characters: Vec<char> = name.chars().collect();
        if characters == wrong || characters.len() > MAX_LENGTH {
            continue;
        }
        let bound = (characters.len() + wrong.len() + 3) * MOVE / 6;
        let distance = distance(&wrong, &characters);
        if distance <= bound && distance < best_distance {
            best = Some(name.to_string());
            best_distance = distance;
        }
    }
    best
}

/// The Levenshtein distance, row by row.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=left.len()).map(|length| length * MOVE).collect();
    for (done, &other) in right.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (done + 1) * MOVE;
        for (index, &character) in left.iter().enumerate() {
            let substituted = diagonal + substitution(character, other);
            diagonal = row[index + 1];
            row[index + 1] = substituted.min(row[index].min(diagonal) + MOVE);
        }
    }
    row[left.len()]
}

fn substitution(left: char, right: char) -> usize {
    if left == right {
        0
    } else if left.to_lowercase().eq(right.to_lowercase()) {
        CASE
    } else {
        MOVE
    }
}

/// The names in `builtins`, in their order there.
const BUILTINS: &str = "\
    __name__ __doc__ __package__ __loader__ __spec__ __build_class__ __import__ abs all any ascii bin \
    breakpoint callable chr compile delattr dir divmod eval exec format getattr globals hasattr hash hex id \
    input isinstance issubclass iter aiter len locals max min next anext oct ord pow print repr round \
    setattr sorted sum vars None Ellipsis NotImplemented False True bool memoryview bytearray bytes \
    classmethod complex dict enumerate filter float frozenset property int list map object range reversed \
    set slice staticmethod str super tuple type zip __debug__ BaseException BaseExceptionGroup Exception \
    GeneratorExit KeyboardInterrupt SystemExit ArithmeticError AssertionError AttributeError BufferError \
    EOFError ImportError LookupError MemoryError NameError OSError ReferenceError RuntimeError \
    StopAsyncIteration StopIteration SyntaxError SystemError TypeError ValueError Warning FloatingPointError \
    OverflowError ZeroDivisionError BytesWarning DeprecationWarning EncodingWarning FutureWarning \
    ImportWarning PendingDeprecationWarning ResourceWarning RuntimeWarning SyntaxWarning UnicodeWarning \
    UserWarning BlockingIOError ChildProcessError ConnectionError FileExistsError FileNotFoundError \
    InterruptedError IsADirectoryError NotADirectoryError PermissionError ProcessLookupError TimeoutError \
    IndentationError _IncompleteInputError IndexError KeyError ModuleNotFoundError NotImplementedError \
    PythonFinalizationError RecursionError UnboundLocalError UnicodeError BrokenPipeError \
    ConnectionAbortedError ConnectionRefusedError ConnectionResetError TabError UnicodeDecodeError \
    UnicodeEncodeError UnicodeTranslateError ExceptionGroup EnvironmentError IOError open";

/// The public modules of the standard library (`sys.stdlib_module_names`).
const MODULES: &str = "\
    abc antigravity argparse array ast asyncio atexit base64 bdb binascii bisect builtins bz2 cProfile \
    calendar cmath cmd code codecs codeop collections colorsys compileall concurrent configparser contextlib \
    contextvars copy copyreg csv ctypes curses dataclasses datetime dbm decimal difflib dis doctest email \
    encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools \
    gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib \
    imaplib importlib inspect io ipaddress itertools json keyword linecache locale logging lzma mailbox \
    marshal math mimetypes mmap modulefinder msvcrt multiprocessing netrc nt ntpath nturl2path numbers \
    opcode operator optparse os pathlib pdb pickle pickletools pkgutil platform plistlib poplib posix \
    posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random \
    re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal \
    site smtplib socket socketserver sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string \
    stringprep struct subprocess symtable sys sysconfig syslog tabnanny tarfile tempfile termios textwrap \
    this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle \
    turtledemo types typing unicodedata unittest urllib uuid venv warnings wave weakref webbrowser winreg \
    winsound wsgiref xml xmlrpc zipapp zipfile zipimport zlib zoneinfo";
