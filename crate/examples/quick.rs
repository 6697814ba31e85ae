use gc_playground::{
    collect::collect, heap::*, profile::*, refcount::*, tape::Silent, world::World,
};
use std::time::Instant;
fn main() {
    let n: usize = std::env::args()
        .nth(1)
        .map_or(1_000_000, |a| a.parse().unwrap());
    for profile in PROFILES {
        for garbage in [false, true] {
            let mut best = f64::MAX;
            let mut result = 0;
            for _ in 0..5 {
                let mut rt = Bare(World::new(profile, Silent));
                rt.world()
                    .set_counter(gc_playground::event::Counter::Enabled, 0);
                let root = allocate(&mut rt, Kind::List, None, n as u32, Payload::default());
                rt.world().track(root);
                let mut ids = vec![];
                for _ in 0..n {
                    let o = allocate(&mut rt, Kind::List, None, 3, Payload::default());
                    rt.world().track(o);
                    ids.push(o);
                }
                let mut x: u64 = 12345;
                for i in 0..n {
                    rt.world().replace_slot(root, i, Some(ids[i]));
                    for k in 0..3 {
                        let j = if k == 0 {
                            (i + 1) % n
                        } else {
                            x = x
                                .wrapping_mul(6364136223846793005)
                                .wrapping_add(1442695040888963407);
                            (x >> 33) as usize % n
                        };
                        rt.world().incref(ids[j]);
                        rt.world().replace_slot(ids[i], k, Some(ids[j]));
                    }
                }
                if garbage {
                    decref(&mut rt, root);
                }
                let t = Instant::now();
                result = collect(&mut rt, 2, true);
                best = best.min(t.elapsed().as_secs_f64() * 1e3);
            }
            println!(
                "{} garbage={garbage} collected {result} {best:.1} ms  {:.1} ns/object",
                profile.name,
                best * 1e6 / n as f64
            );
        }
    }
}
