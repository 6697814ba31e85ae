//! The allocator against real interpreters: the same steps, and every block in the same place.
//!
//! `tests/pymalloc/record.py` drives the allocator of a real interpreter through 240 000 requests of four sizes and
//! writes down, for each, which arena, pool and place in the pool it got, as one running number.

use gc_playground::profile::PROFILES;
use gc_playground::pymalloc::{Allocator, Block, Geometry, keep_some};

const RECORDED: &str = include_str!("../../tests/pymalloc/recorded.txt");
const SIZES: [u32; 4] = [512, 496, 480, 464];

#[test]
fn every_block_is_where_cpython_has_it() {
    for recording in RECORDED.split("== ").skip(1) {
        let (heading, expected) = recording.split_once('\n').expect("a heading");
        let numbers: Vec<u32> = heading
            .split([' ', ':'])
            .filter_map(|word| word.parse().ok())
            .collect();
        let geometry = Geometry {
            pool_size: numbers[0],
            pools: numbers[1],
        };
        assert_eq!(replay(geometry), expected.trim(), "{heading}");
    }
}

fn replay(geometry: Geometry) -> String {
    let mut memory = Allocator::new(geometry);
    for _ in 0..geometry.blocks(512) {
        memory.allocate(512);
    }
    // Arenas are numbered anew when they come into use again after they were empty, given back or not.
    let mut numbers = vec![0];
    let mut live = vec![1];
    let mut count = 1;
    let mut blocks: Vec<Block> = Vec::new();
    let (mut state, mut digest) = (1_u64, 0_u64);
    let mut lines = Vec::new();
    for step in 0..240_000 {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let number = (state >> 33) as usize;
        let grows = if step / 40_000 % 2 == 0 { 5 } else { 3 };
        if blocks.len() < 100 || number % 8 < grows {
            let block = memory
                .allocate(SIZES[number / 8 % 4])
                .expect("a small request");
            numbers.resize(memory.arenas().len(), 0);
            live.resize(memory.arenas().len(), 0);
            if live[block.arena] == 0 {
                numbers[block.arena] = count;
                count += 1;
            }
            live[block.arena] += 1;
            for part in [
                numbers[block.arena],
                u64::from(block.pool),
                u64::from(block.offset),
            ] {
                digest = digest
                    .wrapping_mul(1_099_511_628_211)
                    .wrapping_add(part + 1);
            }
            blocks.push(block);
        } else {
            let block = blocks.swap_remove(number / 8 % blocks.len());
            live[block.arena] -= 1;
            memory.free(block);
        }
        if step % 20_000 == 19_999 {
            let held = live.iter().filter(|&&blocks| blocks > 0).count();
            lines.push(format!(
                "{} {} {held} {count} {digest:016x}",
                step + 1,
                blocks.len()
            ));
        }
    }
    lines.join("\n")
}

#[test]
fn one_block_keeps_its_arena() {
    let geometry = Geometry {
        pool_size: 16 << 10,
        pools: 64,
    };
    let mut memory = Allocator::new(geometry);
    let count = geometry.blocks(48) * geometry.pools * 3;
    let blocks: Vec<Block> = (0..count).filter_map(|_| memory.allocate(48)).collect();
    let held = |memory: &Allocator| memory.arenas().iter().flatten().count();
    assert_eq!(held(&memory), 3);
    // All but the first block of the first arena.
    for &block in &blocks[1..] {
        memory.free(block);
    }
    assert_eq!(held(&memory), 1);
    assert_eq!(
        memory.arenas()[0]
            .as_ref()
            .map(|arena| arena.pools()[0].used()),
        Some(1)
    );
}

#[test]
fn large_and_empty_requests_are_the_systems() {
    let mut memory = Allocator::new(Geometry {
        pool_size: 4096,
        pools: 64,
    });
    assert_eq!(memory.allocate(0), None);
    assert_eq!(memory.allocate(513), None);
    assert!(memory.allocate(512).is_some());
    assert!(memory.arenas().len() == 1);
}

/// Freed and given back are not the same: a survivor in each arena keeps them all.
#[test]
fn an_arena_goes_back_when_its_last_block_is_free() {
    for profile in PROFILES {
        let held = |keep| {
            let memory = keep_some(profile.pools, 64, 100_000, keep);
            let arenas = memory.arenas().iter();
            (arenas.clone().flatten().count(), arenas.count())
        };
        let (all, taken) = held(1);
        assert_eq!(all, taken, "{}: nothing was freed", profile.name);
        assert!(taken >= 7, "{}: 6.4 MB in {taken} arenas", profile.name);
        assert_eq!(
            held(1000).0,
            taken,
            "{}: one survivor in each",
            profile.name
        );
        // The last one that is empty stays for what comes next.
        assert_eq!(held(0).0, 1, "{}: all were freed", profile.name);
    }
}
