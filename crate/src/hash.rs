//! Hash tables with a hash function that is short and the same in every run.

pub use rustc_hash::FxHasher;

/// A hash map.
pub type HashMap<K, V> = rustc_hash::FxHashMap<K, V>;

/// A hash set.
pub type HashSet<T> = rustc_hash::FxHashSet<T>;
