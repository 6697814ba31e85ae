//! Changes a program by its lines, so that most of what comes out is still Python.

use libfuzzer_sys::fuzzer_mutate;

/// Lines about memory, to be mixed into programs. `$1` and `$2` stand for names of the program.
const LINES: &[&str] = &[
    "import gc, sys, weakref",
    "import collections, functools, itertools, types, copy, contextlib",
    "gc.collect()",
    "gc.collect(0)",
    "gc.set_threshold(2, 1, 1)",
    "gc.freeze()",
    "gc.set_debug(gc.DEBUG_SAVEALL)",
    "print(gc.get_count(), len(gc.garbage))",
    "print(gc.get_referrers($1), gc.get_referents($1))",
    "print(sys.getrefcount($1), sys.getsizeof($1))",
    "$1 = $2",
    "$1.x = $2",
    "$1[0] = $2",
    "$1.append($2)",
    "$1 = [$2, $1]",
    "$1 = {'k': $2, $2: $1}",
    "$1 = ($2, $1, lambda: $1)",
    "$1 = weakref.ref($2, print)",
    "$1 = weakref.WeakValueDictionary(k=$2)",
    "$1 = weakref.finalize($2, print, $1)",
    "$1 = collections.deque([$1, $2], 3)",
    "$1 = functools.partial(print, $1, key=$2)",
    "$1 = types.SimpleNamespace(a=$1, b=$2)",
    "$1 = copy.deepcopy($2)",
    "$1 = (x for x in $2)",
    "$1 = iter([$1, $2])",
    "$1 = type('T', ($2,), {'a': $1})",
    "$1 = '%s %r %5d' % ($1, $2, $1)",
    "$1 = f'{$1!r:>{$2}}'",
    "$1 = $1 + $2 * 2 - -$1 // $2 ** $1 % 3",
    "$1, *$2 = $2",
    "$1 = $2[$1:$2:$1]",
    "class $1($2): __slots__ = ('a', '__weakref__')",
    "def $1(self, *args, b=$2, **kw): return (yield self)",
    "class $1:\n    def __del__(self): global $2; $2 = self",
    "try: $1()\nexcept Exception as $2: print($2)\nfinally: del $1",
    "with $1 as $2: pass",
    "for $1 in $2: print($1)",
    "while $1: $1 = $2; break",
    "match $1:\n    case [$2, *_] | {'a': $2}: pass",
    "del $1",
    "raise $1 from $2",
    "assert $1, $2",
    "print($1, $2, sep=$1)",
];

/// As libFuzzer's mutators: the new size, at most `max_size`.
pub fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut random = Random(u64::from(seed) + 1);
    let (first, text) = match data[..size].split_first() {
        Some((&first, text)) if random.below(4) > 0 => (first, String::from_utf8_lossy(text)),
        _ => return fuzzer_mutate(data, size, max_size),
    };
    let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
    lines.push(String::new());
    let names: Vec<String> = (text.split(|one: char| !one.is_alphanumeric() && one != '_'))
        .filter(|word| word.starts_with(|one: char| one.is_alphabetic() || one == '_'))
        .map(str::to_string)
        .collect();
    for _ in 0..=random.below(3) {
        change(&mut lines, &names, &mut random);
    }
    let version = if random.below(8) == 0 {
        random.below(256) as u8
    } else {
        first
    };
    let new: Vec<u8> = std::iter::once(version)
        .chain(lines.join("\n").into_bytes())
        .take(max_size)
        .collect();
    data[..new.len()].copy_from_slice(&new);
    new.len()
}

/// One change, anywhere.
fn change(lines: &mut Vec<String>, names: &[String], random: &mut Random) {
    let at = random.below(lines.len());
    let other = random.below(lines.len());
    match random.below(8) {
        0 if lines.len() > 1 => drop(lines.remove(at)),
        1 => lines.insert(at, lines[other].clone()),
        2 => lines.swap(at, other),
        3 => lines[at].insert_str(0, "    "),
        4 => {
            lines[at] = lines[at]
                .strip_prefix("    ")
                .unwrap_or_default()
                .to_string()
        }
        5 if !names.is_empty() => {
            let (old, new) = (
                &names[random.below(names.len())],
                &names[random.below(names.len())],
            );
            lines[at] = lines[at].replacen(old.as_str(), new, 1);
        }
        _ => {
            let indent: String = lines[at].chars().take_while(|&one| one == ' ').collect();
            let mut any = |_| {
                names
                    .get(random.below(names.len().max(1)))
                    .map_or("x", String::as_str)
            };
            let (a, b) = (any(0), any(1));
            let line = LINES[random.below(LINES.len())];
            for part in line.split('\n').rev() {
                let filled = part.replace("$1", a).replace("$2", b);
                lines.insert(at, format!("{indent}{filled}"));
            }
        }
    }
}

/// A linear congruential generator: the same change for the same seed.
struct Random(u64);

impl Random {
    /// A number from 0 to `end` − 1.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}
