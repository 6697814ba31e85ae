//! What CPython's conventions for calling C functions allocate: the machine's own functions need none of it.

use super::Vm;
use super::builtins::{Args, Native};
use crate::heap::{Flags, Kind, ObjectId};
use crate::profile::KeywordParser;
use crate::refcount::count_transient;
use crate::tape::Recorder;

/// How CPython calls one of its own functions.
#[derive(Clone, Copy, Debug)]
pub struct Convention {
    /// It gets its arguments in a tuple.
    pub packs: bool,
    /// It stands for a slot of its type (`list.__init__`): its arguments come in a tuple, and, called through the type,
    /// in another one with `self` (`wrapper_call`, `wrapperdescr_call`).
    pub is_slot_wrapper: bool,
    /// Its parser of keywords: an index into the profile's `c_calls.parsers`.
    pub parser: Option<usize>,
    /// Called with so many arguments, it has an instruction of its own (`CALL_LEN`).
    pub call_instruction: Option<usize>,
}

impl<R: Recorder> Vm<R> {
    /// The convention of a native function. There are hundreds, of which a program calls a few: so it is found out when
    /// it is asked for.
    pub(super) fn convention(&mut self, native: usize) -> Convention {
        let Native { owner, name, .. } = self.natives[native];
        let c_calls = &self.world.profile.c_calls;
        *self.natives[native].convention.get_or_insert_with(|| {
            let is_meant = |qualified: &&str| match (owner, name) {
                ("", _) => *qualified == name,
                (_, "__new__") => *qualified == owner,
                _ => qualified.split_once('.') == Some((owner, name)),
            };
            let uses = |parser: &KeywordParser| parser.functions.iter().any(is_meant);
            Convention {
                packs: c_calls.pack.iter().any(is_meant),
                is_slot_wrapper: is_slot_wrapper(owner, name),
                parser: c_calls.parsers.iter().position(uses),
                call_instruction: match (owner, name) {
                    ("", "len") | ("list", "append") => Some(1),
                    ("", "isinstance") => Some(2),
                    _ => None,
                },
            }
        })
    }

    /// What a call of a native function holds on to until it has returned: owned, for `decref`. `args` are those
    /// without `self` or the type.
    pub(super) fn begin_native(&mut self, native: usize, args: &Args) -> Option<ObjectId> {
        let has_keywords = !args.keywords.is_empty();
        let Convention { packs, parser, .. } = self.convention(native);
        if packs && has_keywords {
            count_transient(self, Kind::Dict, 0);
        }
        if let Some(parser) = parser {
            self.use_parser(parser, has_keywords);
        }
        packs.then(|| self.pack_arguments(args.positional))
    }

    /// `parser_init`: the first use makes the tuple of names.
    fn use_parser(&mut self, parser: usize, has_keywords: bool) {
        let facts = &self.profile().c_calls.parsers[parser];
        if !(has_keywords || facts.in_every_call) || self.used_parsers & (1 << parser) != 0 {
            return;
        }
        self.used_parsers |= 1 << parser;
        let names: Vec<ObjectId> = facts
            .names
            .iter()
            .map(|name| self.intern_str(name))
            .collect();
        let tuple = self.new_tuple(&names);
        self.world.set_flags(tuple, Flags::BUILTIN);
    }

    /// A call of a type with keywords: they stand in a dict, which the types with `tp_vectorcall` do without.
    pub(super) fn begin_native_type(&mut self, native: usize, args: &Args) -> Option<ObjectId> {
        let packs = self.convention(native).packs;
        let facts = &self.natives[native];
        let has_dict =
            !packs && !args.keywords.is_empty() && !matches!(facts.owner, "dict" | "enumerate");
        let packs_for_keywords = has_dict && facts.owner == "int";
        // `type(name, bases, namespace)` packs them in any case, see `build_type`.
        if facts.owner == "type" && args.positional.len() != 1 {
            return None;
        }
        let packed = self.begin_native(native, args);
        if has_dict {
            count_transient(self, Kind::Dict, 0);
        }
        packed.or_else(|| packs_for_keywords.then(|| self.pack_arguments(args.positional)))
    }
}

/// Whether CPython makes this special method of a built-in type from a slot; the others are in the type's `tp_methods`.
fn is_slot_wrapper(owner: &str, name: &str) -> bool {
    let in_methods = match name {
        "__getitem__" => matches!(owner, "list" | "dict"),
        "__contains__" => matches!(owner, "dict" | "set" | "frozenset"),
        _ => matches!(
            name,
            "__new__"
                | "__class_getitem__"
                | "__copy__"
                | "__deepcopy__"
                | "__dir__"
                | "__enter__"
                | "__exit__"
                | "__format__"
                | "__init_subclass__"
                | "__instancecheck__"
                | "__length_hint__"
                | "__missing__"
                | "__prepare__"
                | "__reduce__"
                | "__reduce_ex__"
                | "__reversed__"
                | "__setstate__"
                | "__sizeof__"
                | "__subclasscheck__"
                | "__subclasses__"
                | "__subclasshook__"
        ),
    };
    !owner.is_empty() && name.starts_with("__") && name.ends_with("__") && !in_methods
}
