//! How fast collections and recordings are. `npm run bench` runs this beside real CPythons and WebAssembly.

#[cfg(not(target_arch = "wasm32"))]
mod graph;

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    native::main();
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::hint::black_box;
    use std::time::{Duration, Instant};

    use criterion::{BatchSize, BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group};
    use gc_playground::collect::collect;
    use gc_playground::event::Event;
    use gc_playground::heap::{GcList, Heap};
    use gc_playground::profile::Profile;
    use gc_playground::python::{self, Limits};
    use gc_playground::recording::{Recording, Stride};
    use gc_playground::refcount::{Bare, Runtime};
    use gc_playground::tape::{Silent, Tape};

    use crate::graph::{MEASURED, SHAPES, Shape, build};

    const COUNTS: [usize; 4] = [10_000, 100_000, 1_000_000, 10_000_000];

    criterion_group!(all, collections, bare_passes, recordings, steps);

    pub fn main() {
        all();
        Criterion::default().configure_from_args().final_summary();
    }

    /// One full collection of `count` lists, in each version; building the graph is not counted.
    fn collections(criterion: &mut Criterion) {
        for (name, shape) in SHAPES {
            let mut group = criterion.benchmark_group(format!("collect-{name}"));
            group.sample_size(10).sampling_mode(SamplingMode::Flat);
            group.warm_up_time(Duration::from_millis(1));
            group.measurement_time(Duration::from_millis(1));
            for (&profile, count) in MEASURED
                .iter()
                .flat_map(|profile| COUNTS.map(|count| (profile, count)))
            {
                group.throughput(Throughput::Elements(count as u64));
                group.bench_function(BenchmarkId::new(profile.name, count), |bencher| {
                    bencher.iter_custom(|times| {
                        (0..times)
                            .map(|_| {
                                let mut runtime = build(profile, Silent, count, shape);
                                let start = Instant::now();
                                black_box(collect(&mut runtime, 2, true));
                                start.elapsed()
                            })
                            .sum()
                    });
                });
            }
            group.finish();
        }
    }

    /// The columns of a heap, without the heap: what a pass over the references costs at least.
    struct Columns {
        next: Vec<u32>,
        spans: Vec<[u32; 2]>,
        slots: Vec<u32>,
        refcounts: Vec<u8>,
        gc_refs: Vec<u8>,
    }

    impl Columns {
        fn of(runtime: &mut Bare<Silent>) -> Columns {
            let heap = runtime.world().heap();
            let length = heap.next_id().get() as usize;
            let mut columns = Columns {
                next: vec![0; length],
                spans: vec![[0; 2]; length],
                slots: Vec::new(),
                refcounts: vec![0; length],
                gc_refs: vec![0; length],
            };
            let mut previous = 0;
            for object in heap.list(GcList::Generation0) {
                let at = object.get() as usize;
                columns.next[previous] = object.get();
                previous = at;
                let start = columns.slots.len() as u32;
                let referents = heap.referents(object).map(|referent| referent.get());
                columns.slots.extend(referents);
                columns.spans[at] = [start, columns.slots.len() as u32];
                columns.refcounts[at] = heap.refcount(object).min(255) as u8;
            }
            columns
        }

        /// Copies the counts and subtracts all references, as `update_refs` and `subtract_refs` do.
        fn pass(&mut self) {
            let mut at = self.next[0] as usize;
            while at != 0 {
                self.gc_refs[at] = self.refcounts[at];
                at = self.next[at] as usize;
            }
            at = self.next[0] as usize;
            while at != 0 {
                let [start, end] = self.spans[at];
                for &referent in &self.slots[start as usize..end as usize] {
                    let count = &mut self.gc_refs[referent as usize];
                    *count = count.wrapping_sub(1);
                }
                at = self.next[at] as usize;
            }
        }
    }

    fn bare_passes(criterion: &mut Criterion) {
        let mut group = criterion.benchmark_group("bare-pass");
        group.sample_size(10).sampling_mode(SamplingMode::Flat);
        for count in COUNTS {
            group.throughput(Throughput::Elements(count as u64));
            let mut columns = Columns::of(&mut build(MEASURED[0], Silent, count, Shape::Alive));
            group.bench_function(BenchmarkId::from_parameter(count), |bencher| {
                bencher.iter(|| black_box(&mut columns).pass());
            });
        }
        group.finish();
    }

    /// 100 000 events, there and back; and what recording costs while they happen.
    fn recordings(criterion: &mut Criterion) {
        const LISTS: usize = 4_000;
        const EVENTS: usize = 100_000;
        let record = || {
            let mut runtime = build(MEASURED[0], Tape::default(), LISTS, Shape::Garbage);
            collect(&mut runtime, 2, true);
            runtime.0.into_parts().1
        };
        let tape = record();
        let end = tape.events().len();
        println!("{} bytes an event, {end} events", size_of::<Event>());
        assert!(end >= EVENTS, "the program is long enough");
        let mut group = criterion.benchmark_group("record");
        group.throughput(Throughput::Elements(EVENTS as u64));
        group.bench_function("forth-and-back", |bencher| {
            bencher.iter_batched_ref(
                Heap::new,
                |heap| {
                    tape.seek(heap, 0, EVENTS);
                    tape.seek(heap, EVENTS, 0);
                },
                BatchSize::LargeInput,
            );
        });
        group.throughput(Throughput::Elements(end as u64));
        group.bench_function("recording", |bencher| bencher.iter(record));
        group.finish();
    }

    /// One line's step in a picture of some 300 boxes: everything that a page asks the core for.
    fn steps(criterion: &mut Criterion) {
        let source = include_str!("boxes.py");
        let run = python::record(source, "main.py", Profile::DEFAULT, Limits::PAGE);
        let mut recording = Recording::new(run, source);
        let marks = recording.marks(Stride::Line);
        let mut turn = marks.iter().rev().take(20).cycle();
        criterion
            .benchmark_group("step")
            .bench_function("line", |bencher| {
                bencher.iter(|| {
                    recording.seek(turn.next().copied().unwrap_or_default());
                    black_box(recording.status(Stride::Line));
                    let boxes = &recording.scene().boxes;
                    let key = |object| recording.key(object);
                    boxes.iter().map(|one| one.version(key)).max()
                });
            });
    }
}
