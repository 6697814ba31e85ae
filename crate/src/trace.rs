//! Every event of a recording as JSON, one object a line: what tools can read. `www/public/schema/trace.json`
//! describes it.

use std::fmt::Write;

use crate::caption;
use crate::event::{Counter, Event, PhaseAt};
use crate::heap::{Flags, GcList, Kind, ObjectId};
use crate::recording::{Recording, phase_name};

/// The number of the format. What is added leaves it as it is; what changes its meaning does not.
const FORMAT: u32 = 1;

/// The first line: the format, the version that was followed, and the program.
pub fn head(recording: &Recording) -> String {
    object(&[
        ("trace", Value::Number(FORMAT)),
        ("python", Value::Text(recording.profile().name)),
        ("length", Value::Number(recording.len())),
        ("program", Value::Text(recording.source())),
    ])
}

/// The line about the event that led to the recording's position, which is not 0.
///
/// # Panics
/// At position 0.
pub fn line(recording: &Recording) -> String {
    let (kind, fields) = fields(recording.event(recording.position() - 1));
    let caption = caption::event(recording);
    let mut members = vec![
        ("position", Value::Number(recording.position())),
        ("kind", Value::Text(kind)),
    ];
    members.extend(fields.into_iter().flatten());
    members.push(("line", Value::Number(recording.heap().place().line)));
    members.push(("caption", Value::Text(&caption)));
    object(&members)
}

type Member<'a> = (&'static str, Value<'a>);

/// An event's name and what it says.
fn fields(event: Event) -> (&'static str, [Option<Member<'static>>; 4]) {
    use Value::{Flags, Id, List, Number, Phase};
    let change = |object, before, after| {
        [
            Some(("object", Id(Some(object)))),
            Some(("before", before)),
            Some(("after", after)),
            None,
        ]
    };
    let turn = |name, before, after| [name, Some(("before", before)), Some(("after", after)), None];
    match event {
        Event::Allocate {
            object,
            kind,
            class,
            slots,
            ..
        } => ("allocate", life(object, kind, class, Some(slots))),
        Event::Deallocate {
            object,
            kind,
            class,
            ..
        } => ("deallocate", life(object, kind, class, None)),
        Event::Slot {
            object,
            index,
            before,
            after,
        } => {
            let mut fields = change(object, Id(before), Id(after));
            fields[3] = Some(("index", Number(index)));
            ("slot", fields)
        }
        Event::Insert {
            object,
            index,
            value,
        } => ("insert", place(object, index, value)),
        Event::Remove {
            object,
            index,
            value,
        } => ("remove", place(object, index, value)),
        Event::Refcount {
            object,
            before,
            after,
        } => ("refcount", change(object, Number(before), Number(after))),
        Event::GcRefs {
            object,
            before,
            after,
        } => ("gc_refs", change(object, Number(before), Number(after))),
        Event::Flags {
            object,
            before,
            after,
        } => ("flags", change(object, Flags(before), Flags(after))),
        Event::Class {
            object,
            before,
            after,
        } => ("class", change(object, Id(before), Id(after))),
        Event::Contents {
            object,
            before,
            after,
        } => {
            let [before, after] = [before, after].map(|contents| contents.index() as u32);
            ("contents", change(object, Number(before), Number(after)))
        }
        Event::Link {
            object,
            before,
            after,
        } => ("link", change(object, Id(before), Id(after))),
        Event::Merge { from, to, .. }
        | Event::Split {
            from: to, to: from, ..
        } => {
            let lists = [
                Some(("from", List(from))),
                Some(("to", List(to))),
                None,
                None,
            ];
            ("merge", lists)
        }
        Event::Phase { before, after } => ("phase", turn(None, Phase(before), Phase(after))),
        Event::Counter {
            counter,
            before,
            after,
        } => {
            let counter = Some(("counter", Value::Counter(counter)));
            ("counter", turn(counter, Number(before), Number(after)))
        }
        Event::Line { before, after } => {
            ("line", turn(None, Number(before.line), Number(after.line)))
        }
        Event::Print { before, after } => ("print", turn(None, Number(before), Number(after))),
    }
}

fn life(
    object: ObjectId,
    kind: Kind,
    class: Option<ObjectId>,
    slots: Option<u32>,
) -> [Option<Member<'static>>; 4] {
    [
        Some(("object", Value::Id(Some(object)))),
        Some(("type", Value::Kind(kind))),
        Some(("class", Value::Id(class))),
        slots.map(|slots| ("slots", Value::Number(slots))),
    ]
}

fn place(object: ObjectId, index: u32, value: Option<ObjectId>) -> [Option<Member<'static>>; 4] {
    [
        Some(("object", Value::Id(Some(object)))),
        Some(("index", Value::Number(index))),
        Some(("value", Value::Id(value))),
        None,
    ]
}

const FLAGS: [(Flags, &str); 11] = [
    (Flags::COLLECTING, "collecting"),
    (Flags::UNREACHABLE, "unreachable"),
    (Flags::FINALIZED, "finalized"),
    (Flags::UNCOUNTED, "immortal"),
    (Flags::WEAKLY_REFERENCED, "weakly_referenced"),
    (Flags::NAMESPACE, "namespace"),
    (Flags::HEAP_TYPE, "heap_type"),
    (Flags::BARE_FRAME, "bare_frame"),
    (Flags::VISITED, "visited"),
    (Flags::EMBEDDED, "embedded"),
    (Flags::EMBEDS_DICT, "embeds_dict"),
];

/// What a member may be.
#[derive(Clone, Copy)]
enum Value<'a> {
    Number(u32),
    Text(&'a str),
    Id(Option<ObjectId>),
    Flags(Flags),
    Phase(PhaseAt),
    Kind(Kind),
    List(GcList),
    Counter(Counter),
}

/// An object in JSON. A library for it would weigh more than this module in the page.
fn object(members: &[Member]) -> String {
    let mut text = String::new();
    let mut separator = '{';
    for (name, value) in members {
        put(&mut text, format_args!("{separator}\"{name}\":"));
        value.write(&mut text);
        separator = ',';
    }
    text.push('}');
    text
}

fn put(text: &mut String, arguments: std::fmt::Arguments) {
    // Writing to a string cannot fail.
    let _ = text.write_fmt(arguments);
}

impl Value<'_> {
    fn write(self, text: &mut String) {
        match self {
            Value::Number(number) => put(text, format_args!("{number}")),
            Value::Text(value) => string(text, value),
            Value::Id(Some(object)) => put(text, format_args!("{}", object.get())),
            Value::Id(None) => text.push_str("null"),
            Value::Flags(flags) => {
                let mut separator = "";
                text.push('[');
                for (_, name) in FLAGS.iter().filter(|(flag, _)| flags.has(*flag)) {
                    put(text, format_args!("{separator}\"{name}\""));
                    separator = ",";
                }
                text.push(']');
            }
            Value::Phase(at) => text.push_str(&object(&[
                ("phase", Value::Text(phase_name(at.phase))),
                ("generation", Value::Number(u32::from(at.generation))),
            ])),
            Value::Kind(kind) => put(text, format_args!("\"{kind:?}\"")),
            Value::List(list) => put(text, format_args!("\"{list:?}\"")),
            Value::Counter(counter) => match counter {
                Counter::Count(generation) => put(text, format_args!("\"count[{generation}]\"")),
                Counter::Threshold(generation) => {
                    put(text, format_args!("\"threshold[{generation}]\""));
                }
                other => put(text, format_args!("\"{other:?}\"")),
            },
        }
    }
}

fn string(text: &mut String, value: &str) {
    text.push('"');
    for character in value.chars() {
        match character {
            '"' | '\\' => text.extend(['\\', character]),
            // The last two end a line for those who read line by line in JavaScript.
            '\0'..' ' | '\u{2028}' | '\u{2029}' => {
                put(text, format_args!("\\u{:04x}", character as u32));
            }
            other => text.push(other),
        }
    }
    text.push('"');
}
