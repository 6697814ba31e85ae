//! CPython's allocator for small objects: blocks in pools in arenas (`Objects/obmalloc.c`).
//!
//! Only whole arenas go back to the system, so one block in use keeps its arena: this is why a process does not shrink
//! when objects are freed. Which block a request gets is followed exactly (`tests/pymalloc` holds what real interpreters
//! did), so that the arenas that stay are the ones that stay in CPython.

/// Requests are rounded up to a multiple of this many bytes (`ALIGNMENT` on 64-bit machines).
pub const ALIGNMENT: u32 = 16;
/// Larger requests go to the system's `malloc` (`SMALL_REQUEST_THRESHOLD`), in bytes.
pub const SMALL_REQUEST: u32 = 512;
/// What a pool keeps for itself at its beginning (`POOL_OVERHEAD`), in bytes.
pub const POOL_OVERHEAD: u32 = 48;

const CLASSES: usize = (SMALL_REQUEST / ALIGNMENT) as usize;

/// How large the parts are, which depends on the version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Geometry {
    /// Bytes in a pool: 4 KiB up to 3.9, 16 KiB since 3.10.
    pub pool_size: u32,
    /// Pools in an arena: 64, or 63 where the system's memory does not begin at a multiple of the pool's size.
    pub pools: u32,
}

/// A piece of memory that one request got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its arena: they are numbered from 0, in the order in which the system gave them.
    pub arena: usize,
    /// Its pool in the arena.
    pub pool: u32,
    /// Where in the pool it begins, in bytes.
    pub offset: u32,
}

/// The allocator with all of its memory.
#[derive(Clone, Debug)]
pub struct Allocator {
    geometry: Geometry,
    /// By their number; `None` where the memory was given back.
    arenas: Vec<Option<Arena>>,
    /// Arenas with free pools, the fewest first: those that are nearly empty get a chance to become empty.
    usable: Vec<usize>,
    /// For each size class the pools with blocks both in use and free; the front is at `head`.
    used: [Option<PoolId>; CLASSES],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct PoolId {
    arena: usize,
    pool: u32,
}

/// 256 KiB or 1 MiB from the system.
#[derive(Clone, Debug)]
pub struct Arena {
    /// Those that were used so far; the others are untouched.
    pools: Vec<Pool>,
    /// Pools that were used and are empty now; the last is the next to be used.
    empty: Vec<u32>,
    /// How many pools are free, untouched ones included (`nfreepools`).
    free: u32,
}

/// 4 or 16 KiB of blocks of one size.
#[derive(Clone, Debug)]
pub struct Pool {
    /// The size class of its blocks, from 0: `(class + 1) * ALIGNMENT` bytes each.
    class: usize,
    /// How many blocks are in use (`ref.count`).
    used: u32,
    /// Blocks that were used and are free now; the last is the next to be used (`freeblock`).
    freed: Vec<u32>,
    /// Where the untouched blocks begin (`nextoffset`).
    untouched: u32,
    next: Option<PoolId>,
    previous: Option<PoolId>,
}

impl Geometry {
    /// How many blocks of this many bytes a pool has.
    pub fn blocks(&self, size: u32) -> u32 {
        (self.pool_size - POOL_OVERHEAD) / size
    }
}

impl Pool {
    /// Bytes of each block.
    pub fn block_size(&self) -> u32 {
        (self.class as u32 + 1) * ALIGNMENT
    }

    /// How many blocks are in use.
    pub fn used(&self) -> u32 {
        self.used
    }
}

impl Arena {
    /// The pools that were ever used, in the order of their addresses.
    pub fn pools(&self) -> &[Pool] {
        &self.pools
    }
}

/// What becomes of the arenas when `count` blocks of `size` bytes were asked for, one after another, and then all were given
/// back but every `keep`th (0: really all). An allocator that had no memory before.
pub fn keep_some(geometry: Geometry, size: u32, count: u32, keep: u32) -> Allocator {
    let mut memory = Allocator::new(geometry);
    let blocks: Vec<Block> = (0..count).map_while(|_| memory.allocate(size)).collect();
    for (number, &block) in (1..).zip(&blocks) {
        if keep == 0 || number % keep != 0 {
            memory.free(block);
        }
    }
    memory
}

impl Allocator {
    /// Without any memory.
    pub fn new(geometry: Geometry) -> Allocator {
        Allocator {
            geometry,
            arenas: Vec::new(),
            usable: Vec::new(),
            used: [None; CLASSES],
        }
    }

    /// All arenas ever taken from the system, `None` for those that were given back.
    pub fn arenas(&self) -> &[Option<Arena>] {
        &self.arenas
    }

    /// A block of at least `size` bytes; `None` if the request is not for this allocator: 0 or more than
    /// `SMALL_REQUEST` (`pymalloc_alloc`).
    pub fn allocate(&mut self, size: u32) -> Option<Block> {
        if size == 0 || size > SMALL_REQUEST {
            return None;
        }
        let class = ((size - 1) / ALIGNMENT) as usize;
        let id = match self.used[class] {
            Some(id) => id,
            None => {
                let id = self.take_pool(class)?;
                self.push_used(id);
                id
            }
        };
        let room = self.geometry.blocks((class as u32 + 1) * ALIGNMENT);
        let pool = self.pool_mut(id)?;
        let offset = pool.freed.pop().unwrap_or_else(|| {
            let offset = pool.untouched;
            pool.untouched += pool.block_size();
            offset
        });
        pool.used += 1;
        if pool.used == room {
            self.remove_used(id);
        }
        Some(Block {
            arena: id.arena,
            pool: id.pool,
            offset,
        })
    }

    /// Gives back a block that `allocate` gave and that was not given back since (`pymalloc_free`).
    pub fn free(&mut self, block: Block) {
        let id = PoolId {
            arena: block.arena,
            pool: block.pool,
        };
        let geometry = self.geometry;
        let Some(pool) = self.pool_mut(id) else {
            return;
        };
        let was_full = pool.used == geometry.blocks(pool.block_size());
        pool.freed.push(block.offset);
        pool.used -= 1;
        let is_empty = pool.used == 0;
        if was_full {
            self.push_used(id);
        }
        if is_empty {
            self.remove_used(id);
            self.give_back_pool(id);
        }
    }

    fn pool_mut(&mut self, id: PoolId) -> Option<&mut Pool> {
        let arena = self.arenas.get_mut(id.arena)?.as_mut()?;
        arena.pools.get_mut(id.pool as usize)
    }

    /// A free pool for this size class, of the arena that has the fewest (`allocate_from_new_pool`).
    fn take_pool(&mut self, class: usize) -> Option<PoolId> {
        if self.usable.is_empty() {
            self.usable.push(self.arenas.len());
            self.arenas.push(Some(Arena {
                pools: Vec::new(),
                empty: Vec::new(),
                free: self.geometry.pools,
            }));
        }
        let number = *self.usable.first()?;
        let arena = self.arenas[number].as_mut()?;
        arena.free -= 1;
        if arena.free == 0 {
            self.usable.remove(0);
        }
        let pool = match arena.empty.pop() {
            Some(pool) => pool,
            None => {
                arena.pools.push(Pool::new(class));
                arena.pools.len() as u32 - 1
            }
        };
        // A pool that had blocks of this size goes on with its list of free blocks.
        let place = &mut arena.pools[pool as usize];
        if place.class != class {
            *place = Pool::new(class);
        }
        Some(PoolId {
            arena: number,
            pool,
        })
    }

    /// An empty pool goes back to its arena, and an empty arena to the system unless no arena with more free pools
    /// is left (`insert_to_freepool`).
    fn give_back_pool(&mut self, id: PoolId) {
        let free_of = |arenas: &[Option<Arena>], number: usize| {
            arenas[number].as_ref().map_or(0, |arena| arena.free)
        };
        let before = free_of(&self.arenas, id.arena);
        let last = self
            .usable
            .iter()
            .rposition(|&other| free_of(&self.arenas, other) == before);
        if let Some(arena) = &mut self.arenas[id.arena] {
            arena.empty.push(id.pool);
            arena.free += 1;
        }
        let place = self.usable.iter().position(|&other| other == id.arena);
        let (Some(place), Some(last)) = (place, last) else {
            // All of its pools were in use.
            self.usable.insert(0, id.arena);
            return;
        };
        if before + 1 == self.geometry.pools && place + 1 < self.usable.len() {
            self.usable.remove(place);
            self.arenas[id.arena] = None;
        } else if place != last {
            self.usable.remove(place);
            self.usable.insert(last, id.arena);
        }
    }

    /// To the front of the pools of its size class (`insert_to_usedpool`).
    fn push_used(&mut self, id: PoolId) {
        let Some(class) = self.pool_mut(id).map(|pool| pool.class) else {
            return;
        };
        let next = self.used[class].replace(id);
        self.link(None, Some(id), class);
        self.link(Some(id), next, class);
    }

    fn remove_used(&mut self, id: PoolId) {
        let Some(pool) = self.pool_mut(id) else {
            return;
        };
        let (class, previous, next) = (pool.class, pool.previous.take(), pool.next.take());
        self.link(previous, next, class);
    }

    /// Makes two pools neighbours; `None` stands for the end of the list of `class`.
    fn link(&mut self, previous: Option<PoolId>, next: Option<PoolId>, class: usize) {
        match previous {
            None => self.used[class] = next,
            Some(id) => {
                if let Some(pool) = self.pool_mut(id) {
                    pool.next = next;
                }
            }
        }
        if let Some(pool) = next.and_then(|id| self.pool_mut(id)) {
            pool.previous = previous;
        }
    }
}

impl Pool {
    fn new(class: usize) -> Pool {
        Pool {
            class,
            used: 0,
            freed: Vec::new(),
            untouched: POOL_OVERHEAD,
            next: None,
            previous: None,
        }
    }
}
