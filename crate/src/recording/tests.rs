use std::collections::BTreeMap;

use super::*;
use crate::layout::Item;
use crate::layout::{Link, Rect};
use crate::profile::{PROFILES, PYTHON_3_10, PYTHON_3_13};
use crate::python::{self, Limits};
use crate::recording::collection::collection;
use crate::recording::index::Life;
use crate::recording::inspect::inspect;
use crate::scene::look;
use crate::svg::svg;

const RING: &str = "\
import gc
class Node:
    def __init__(self, name):
        self.name = name
        self.next = None
one = Node('one')
two = Node('two')
three = Node('three')
one.next = two
two.next = three
three.next = one
one = two = three = None
print(gc.collect())
";

fn record(source: &str, profile: &'static Profile) -> Recording {
    let run = python::record(source, "main.py", profile, Limits::default());
    Recording::new(run, source)
}

fn seek_line(recording: &mut Recording, line: u32) {
    let place = recording.lines().iter().rposition(|&done| done == line);
    let mark = recording.marks(Stride::Line)[place.expect("the line runs")];
    recording.seek(mark);
}

/// The object that a name of the module refers to.
fn named(recording: &Recording, name: &str) -> ObjectId {
    let scene = recording.scene();
    let module = &scene.boxes[0];
    let row = module.rows.iter().find(|row| row.label == name);
    row.and_then(|row| row.target)
        .expect("the name refers to a box")
}

fn assert_no_overlap(recording: &Recording) {
    let rects: Vec<Rect> = recording.scene().boxes.iter().map(|one| one.rect).collect();
    for (number, a) in rects.iter().enumerate() {
        for b in &rects[number + 1..] {
            let apart =
                a.right() <= b.x || b.right() <= a.x || a.bottom() <= b.y || b.bottom() <= a.y;
            assert!(apart, "{a:?} and {b:?} at {}", recording.position());
        }
    }
}

#[test]
fn a_ring_is_three_boxes_and_its_collection_is_itemised() {
    for profile in PROFILES {
        let mut recording = record(RING, profile);
        assert!(
            recording.diagnostics().is_empty(),
            "{:?}",
            recording.diagnostics()
        );
        seek_line(&mut recording, 11);
        let boxes = &recording.scene().boxes;
        assert_eq!(boxes.len(), 4, "{}", profile.name);
        assert!(
            boxes[1..]
                .iter()
                .all(|one| one.head == "Node" && one.refcount == 2)
        );
        assert_eq!(recording.scene().arrows.len(), 6);

        let items = collection(&recording, 0).expect("there is a collection");
        let counts: Vec<(&str, u32)> = items
            .items
            .iter()
            .map(|item| (&*item.type_name, item.count))
            .collect();
        let has_dicts = profile.attributes == crate::profile::Attributes::Dict;
        let expected: &[_] = if has_dicts {
            &[("Node", 3), ("__dict__", 3)]
        } else {
            &[("Node", 3)]
        };
        assert_eq!(counts, expected);
        assert!(items.items.iter().all(|item| item.ids.len() == 3));
        assert_eq!(
            items.collected,
            counts.iter().map(|count| count.1).sum::<u32>()
        );

        recording.seek(items.found);
        let lost = recording
            .scene()
            .boxes
            .iter()
            .filter(|one| one.look & look::UNREACHABLE != 0);
        assert_eq!(lost.count(), 3);
        seek_line(&mut recording, 13);
        println!(
            "{:?} {:?}",
            recording.marks(Stride::Line),
            recording.lines()
        );
        let ghosts = recording
            .scene()
            .boxes
            .iter()
            .filter(|one| one.look & look::GHOST != 0);
        assert_eq!(ghosts.count(), 3);
    }
}

#[test]
fn expressions_are_the_shortest() {
    let source = "class A: pass\na = A()\na.list = [A(), {'k': A()}]\nb = a.list[1]\ndef f():\n    local = A()\n    return local.__class__\nf()\n";
    for profile in PROFILES {
        let mut recording = record(source, profile);
        seek_line(&mut recording, 4);
        let a = named(&recording, "a");
        let expressions: HashMap<ObjectId, Option<String>> = (recording.scene().boxes.iter())
            .map(|one| (one.object, recording.expression(one.object)))
            .collect();
        assert_eq!(expressions[&a].as_deref(), Some("a"));
        let mut found: Vec<&str> = expressions.values().flatten().map(String::as_str).collect();
        found.sort_unstable();
        assert_eq!(
            found,
            ["a", "a.list", "a.list[0]", "b", "b['k']"],
            "{}",
            profile.name
        );
        seek_line(&mut recording, 6);
        let frame = recording
            .scene()
            .boxes
            .iter()
            .find(|one| one.head == "f()")
            .expect("f runs");
        let local = frame.rows[0].target.expect("local is a box");
        assert_eq!(recording.expression(local), None);
        let inspection = inspect(&recording, local).expect("it is alive");
        assert_eq!(inspection.expression.as_deref(), Some("local"));
        assert_eq!(inspection.names, ["local in f()"]);
    }
}

#[test]
fn a_reference_count_is_as_many_references() {
    let source =
        "import sys\nx = object()\nbox = [x, x]\nd = {'k': x}\nprint(sys.getrefcount(x))\n";
    for profile in PROFILES {
        let mut recording = record(source, profile);
        seek_line(&mut recording, 4);
        let x = named(&recording, "x");
        let texts: Vec<String> = (inspect(&recording, x)
            .expect("x is alive")
            .references
            .into_iter())
        .map(|holder| holder.text)
        .collect();
        assert_eq!(texts.len(), 4, "{texts:?}");
        for text in ["x", "box[0]", "box[1]", "d['k']"] {
            assert!(texts.iter().any(|held| held == text), "{text} in {texts:?}");
        }
        let end = recording.len();
        let start = recording.position();
        let mut has_argument = false;
        for position in start..=end {
            recording.seek(position);
            let inspection = inspect(&recording, x).expect("x is alive");
            assert_eq!(
                inspection.references.len(),
                inspection.refcount as usize,
                "at {position}"
            );
            has_argument |= inspection
                .references
                .iter()
                .any(|held| held.text == "argument of sys.getrefcount");
        }
        assert!(has_argument);
    }
}

#[test]
fn going_back_shows_the_same() {
    let mut recording = record(RING, &PYTHON_3_10);
    let mut seen = Vec::new();
    for position in 0..=recording.len() {
        recording.seek(position);
        assert_no_overlap(&recording);
        seen.push((svg(&recording), caption::event(&recording)));
    }
    for position in (0..=recording.len()).rev() {
        recording.seek(position);
        assert_eq!(
            seen[position as usize],
            (svg(&recording), caption::event(&recording))
        );
    }
}

#[test]
fn one_more_line_moves_nothing() {
    let mut before = record(RING, &PYTHON_3_13);
    seek_line(&mut before, 11);
    before.pin(named(&before, "two"), 700.0, 20.0);
    let longer = RING.replace(
        "one = two",
        "four = [one, Node('four'), Node('five')]\none = two",
    );
    let mut after = record(&longer, &PYTHON_3_13);
    after.adopt(&before);
    seek_line(&mut after, 12);
    assert_no_overlap(&after);
    for name in ["one", "two", "three"] {
        let place = |recording: &Recording| {
            let object = named(recording, name);
            let found = recording
                .scene()
                .boxes
                .iter()
                .find(|one| one.object == object)
                .cloned();
            found.map(|one| (one.rect.x, one.rect.y, one.look & look::PINNED))
        };
        assert_eq!(place(&before), place(&after), "{name}");
    }
    assert_eq!(after.scene().boxes.len(), 7);
}

#[test]
fn random_pictures_do_not_overlap() {
    let mut state = 7_u64;
    let mut random = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for round in 0..40 {
        let count = 5 + random(60);
        let mut graph = Graph::default();
        for number in 0..count {
            let birth = random(100) as u32;
            graph.items.push(Item {
                object: ObjectId::new(number as u32 + 16).expect("not 0"),
                is_namespace: number == 0,
                width: 112.0 + random(120) as f32,
                height: layout::height(random(8)),
                life: Life {
                    birth,
                    death: birth + random(60) as u32,
                },
            });
        }
        let mut links = BTreeMap::new();
        for _ in 0..2 * count {
            let link = Link {
                weight: random(9) as i64,
                row: random(8) as u32,
            };
            links.insert((random(count), random(count)), link);
        }
        graph.links = links.into_iter().collect();
        let first = Layout::new(&graph);
        // Every third box is new.
        let same: Vec<Option<usize>> = (0..count)
            .map(|item| (item % 3 != 0).then_some(item))
            .collect();
        let adopted = Layout::adopted(&graph, &first, &same);
        for layout in [&first, &adopted] {
            for a in 0..count {
                for b in a + 1..count {
                    let (life, other) = (graph.items[a].life, graph.items[b].life);
                    let meet = life.birth <= other.death && other.birth <= life.death;
                    let (rect, beside) = (layout.rect(&graph, a), layout.rect(&graph, b));
                    let apart = rect.right() <= beside.x
                        || beside.right() <= rect.x
                        || rect.bottom() <= beside.y
                        || beside.bottom() <= rect.y;
                    assert!(apart || !meet, "round {round}: {rect:?} {beside:?}");
                }
            }
        }
        for item in (0..count).filter(|item| item % 3 != 0) {
            assert_eq!(first.rect(&graph, item), adopted.rect(&graph, item));
        }
    }
}

#[test]
fn an_svg_is_well_formed() {
    let mut recording = record(
        "a = ['<&>\"\\x01', \"]]>\"]\nb = {'<k>': a}\n",
        &PYTHON_3_13,
    );
    recording.seek(recording.len());
    let picture = svg(&recording);
    assert!(!picture.contains("<script") && !picture.contains("NaN"));
    let mut open = Vec::new();
    for part in picture.split('<').skip(1) {
        let (tag, text) = part.split_once('>').expect("every tag is closed");
        assert!(!text.contains('>') && !text.contains('\u{1}'), "{part}");
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed));
        } else if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty());
}

/// Every number of `gc.get_count()` is the sum of what its tally lists, wherever a line is done.
#[test]
fn counts_are_the_sum_of_their_tallies() {
    let source = "\
import gc
gc.set_threshold(4, 1, 1)
class Node:
    pass
kept = []
for i in range(30):
    node = Node()
    node.me = node
    kept.append([{}])
gc.collect(0)
gc.collect(1)
pair = ([], {})
del kept[:20]
";
    for profile in PROFILES {
        let mut recording = record(source, profile);
        assert!(recording.diagnostics().is_empty());
        let before_line_1 = recording.heap().counter(Counter::Count(0)) as i32;
        let mut lists = 0;
        for mark in recording.marks(Stride::Line) {
            recording.seek(mark);
            for generation in 0..3 {
                let tally = tally::tally(&recording, generation);
                let objects = tally.objects.iter();
                let sum: i32 = objects.map(|one| one.made as i32 - one.freed as i32).sum();
                let all = sum + tally.others + tally.collections.len() as i32;
                let count = recording.heap().counter(Counter::Count(generation));
                assert_eq!(all, count as i32, "{} at {mark}", profile.name);
                assert!(
                    (-1..=before_line_1 + 1).contains(&tally.others),
                    "{tally:?}, {}",
                    profile.name
                );
                lists += (tally.objects.iter())
                    .filter(|one| one.type_name == "list" && one.made > 0)
                    .count();
                for &index in &tally.collections {
                    let younger = recording.index().passes[index as usize].generation;
                    assert_eq!(younger + 1, generation, "{}", profile.name);
                }
            }
        }
        assert!(lists > 10, "{lists} in {}", profile.name);
    }
}

#[test]
fn what_a_collection_would_free_is_what_the_next_one_counts() {
    for profile in PROFILES {
        let mut recording = record(RING, profile);
        seek_line(&mut recording, 11);
        let freed = |recording: &Recording| {
            let found = what_if::garbage(recording).expect("the step is done");
            let counts = found.freed.iter();
            counts
                .map(|one| (one.type_name.clone(), one.count))
                .collect::<BTreeMap<_, _>>()
        };
        assert_eq!(freed(&recording), BTreeMap::new());
        seek_line(&mut recording, 12);
        let before = freed(&recording);
        assert_eq!(before["Node"], 3, "{}", profile.name);
        let items = collection(&recording, 0).expect("there is one");
        recording.seek(items.found);
        let found = what_if::garbage(&recording).expect("its end is recorded");
        assert!(found.collecting);
        assert_eq!(freed(&recording), before, "{}", profile.name);
        seek_line(&mut recording, 13);
        assert_eq!(freed(&recording), BTreeMap::new());
    }
    let source = "class Node:\n    def __del__(self):\n        pass\na = Node()\na.me = a\ndel a\n";
    let mut recording = record(source, &PYTHON_3_13);
    recording.seek(recording.len());
    let found = what_if::garbage(&recording).expect("the program is over");
    assert_eq!(found.first.len(), 1);
    assert!(found.first[0].ends_with(".__del__()"), "{:?}", found.first);
}

#[test]
fn phases_of_a_collection_end_at_the_marks() {
    for profile in PROFILES {
        let recording = record(RING, profile);
        let items = collection(&recording, 0).expect("there is one");
        let marks = recording.marks(Stride::Phase);
        assert_eq!(items.phases[0].name, "start");
        assert!(items.phases.iter().any(|one| one.name == "subtract_refs"));
        assert!(items.phases.iter().all(|one| marks.contains(&one.end)));
        assert!(items.phases.is_sorted_by_key(|one| one.end));
    }
}

#[test]
fn the_rule_of_a_quarter_is_told_where_it_decides() {
    let source = "\
import gc
old = [[] for i in range(200)]
gc.collect()
gc.set_threshold(2, 1, 1)
kept = []
for i in range(40):
    kept.append([])
";
    let mut recording = record(source, &PYTHON_3_13);
    let mut told = 0;
    for mark in recording.marks(Stride::Phase) {
        recording.seek(mark);
        let status = recording.status(Stride::Phase);
        if status.caption.contains("fewer than 25 %") {
            let [pending, total] = status.long_lived;
            assert!(pending < total / 4 && total > 200, "{pending} of {total}");
            assert!(status.generation < 2);
            told += 1;
        }
    }
    assert!(told > 0);
    let oldest = recording.index().passes.iter().map(|pass| pass.generation);
    assert_eq!(oldest.skip(1).max(), Some(1));
}
