//! What CPython's conventions for calling C functions allocate: the machine's own functions need none of it.

use super::Vm;
use super::builtins::Args;
use crate::heap::{Flags, Kind, ObjectId};
use crate::refcount::count_transient;
use crate::tape::Recorder;

impl<R: Recorder> Vm<R> {
    /// What a call of a native function holds on to until it has returned: owned, for `decref`. `args` are those
    /// without `self` or the type.
    pub(super) fn begin_native(&mut self, native: usize, args: &Args) -> Option<ObjectId> {
        let has_keywords = !args.keywords.is_empty();
        let facts = &self.natives[native];
        let (packs, parser) = (facts.packs, facts.parser);
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
        let facts = &self.natives[native];
        let has_dict = !facts.packs
            && !args.keywords.is_empty()
            && !matches!(facts.owner, "dict" | "enumerate");
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
