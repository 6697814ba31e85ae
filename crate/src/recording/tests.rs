use super::*;
use crate::profile::{PYTHON_3_10, PYTHON_3_13};
use crate::python::{self, Limits};
use crate::recording::collection::collection;
use crate::recording::inspect::inspect;

fn ring(profile: &'static Profile) -> Recording {
    let run = python::run("", "main.py", profile, Limits::default(), Tape::default());
    Recording::new(run, "")
}

#[test]
fn show() {
    for profile in [&PYTHON_3_10, &PYTHON_3_13] {
        let mut recording = ring(profile);
        println!(
            "length {} marks {:?} {:?} {:?}",
            recording.len(),
            recording.marks(Stride::Line),
            recording.lines(),
            recording.marks(Stride::Phase)
        );
        for position in 0..=recording.len() {
            recording.seek(position);
            println!("{position}: {}", recording.status().caption);
        }
        println!("{:?}", collection(&recording, 0));
        let mark = recording.marks(Stride::Line)[7];
        recording.seek(mark);
        for one in &recording.scene().boxes {
            println!("{one:?}");
            println!(
                "{:?} {:?}",
                recording.expression(one.object),
                inspect(&recording, one.object)
            );
        }
        for one in &recording.scene().arrows {
            println!("{one:?}");
        }
    }
}
