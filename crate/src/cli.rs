//! `gc-playground run`, `trace`, `draw` and `why`.

mod why;

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use gc_playground::caption;
use gc_playground::event::{Counter, Event, PhaseAt};
use gc_playground::heap::{Flags, ObjectId};
use gc_playground::profile::{PROFILES, Profile};
use gc_playground::python::diagnostic::Kind;
use gc_playground::python::tables::Stream;
use gc_playground::python::{self, Limits};
use gc_playground::recording::{Recording, Stride, phase_name};
use gc_playground::svg::svg;
use serde_json::{Map, Value, json};

/// Follows CPython's reference counting and cycle collector through a Python program.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs a program and prints what Python would print.
    ///
    /// The exit status is Python's: 0, 1 after an uncaught exception; and 2 if the program is outside the subset, said
    /// in a line that begins `unsupported:`.
    Run(Program),
    /// Writes every step that memory takes, one JSON object a line.
    ///
    /// Every line has `position` (events so far, from 1), `kind`, `line` (of the program; 0 before the first) and
    /// `caption` (a sentence). The other fields depend on `kind`: `object`, `index`, `value`, `before` and `after` are
    /// what changed; objects are given by their ids, which are never used again, `null` for none.
    /// Kinds: allocate, deallocate, slot, insert, remove, refcount, gc_refs, flags, class, link, merge, phase, counter,
    /// line, print.
    Trace(Program),
    /// Draws memory at one position as an SVG.
    Draw {
        #[command(flatten)]
        program: Program,
        /// When: the number of a line (after it has run for the last time), `end`, `collection:N` (the Nth one, from
        /// 0: what is unreachable is known and not yet freed) or `position:N` (after N events).
        #[arg(long, default_value = "end")]
        at: String,
        /// The file to write, `-` for standard output.
        #[arg(short, long, default_value = "-")]
        output: PathBuf,
    },
    /// Says why an object is alive, which cycles it is in, what it keeps alive, and what would follow if the reference
    /// that the expression ends with were cut.
    Why {
        /// When, as for `draw`.
        #[arg(long, default_value = "end")]
        at: String,
        #[command(flatten)]
        program: Program,
        /// The object, as the program's module would write it: `a.next[0]`.
        expression: String,
    },
}

#[derive(Args)]
struct Program {
    /// The version of CPython that is followed.
    #[arg(long, value_name = "VERSION", default_value = Profile::DEFAULT.name, value_parser = profile)]
    python: &'static Profile,
    /// The program, `-` for standard input.
    file: PathBuf,
}

fn profile(name: &str) -> Result<&'static Profile, String> {
    Profile::named(name).ok_or_else(|| {
        let names: Vec<&str> = PROFILES.iter().map(|profile| profile.name).collect();
        format!("there are {}", names.join(", "))
    })
}

/// Does what the command line says.
pub fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Run(program) => run(&program),
        Command::Trace(program) => trace(&program),
        Command::Draw {
            program,
            at,
            output,
        } => draw(&program, &at, &output),
        Command::Why {
            program,
            at,
            expression,
        } => why(&program, &at, &expression),
    };
    done.unwrap_or_else(|message| {
        eprintln!("gc-playground: {message}");
        ExitCode::from(2)
    })
}

impl Program {
    fn read(&self) -> Result<(String, String), String> {
        let is_input = self.file == Path::new("-");
        let mut bytes = Vec::new();
        if is_input {
            io::stdin()
                .read_to_end(&mut bytes)
                .map_err(|error| format!("standard input: {error}"))?;
        } else {
            bytes = std::fs::read(&self.file)
                .map_err(|error| format!("{}: {error}", self.file.display()))?;
        }
        let source = String::from_utf8(bytes)
            .map_err(|_| format!("{}: a program must be UTF-8 text", self.file.display()))?;
        let name = if is_input {
            "<stdin>".into()
        } else {
            self.file.display().to_string()
        };
        Ok((source, name))
    }

    fn record(&self) -> Result<Recording, String> {
        let (source, name) = self.read()?;
        let run = python::record(&source, &name, self.python, Limits::default());
        let recording = Recording::new(run, &source);
        for diagnostic in recording.diagnostics() {
            eprintln!("gc-playground: {diagnostic}");
        }
        Ok(recording)
    }
}

/// What becomes of an output that somebody stopped reading: nothing.
fn written(result: io::Result<()>) -> Result<(), String> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("cannot write: {error}"))
        }
        _ => Ok(()),
    }
}

fn run(program: &Program) -> Result<ExitCode, String> {
    let (source, name) = program.read()?;
    // The interpreter's exit belongs to a run, with the finalizers that it calls.
    let limits = Limits {
        runs_exit: true,
        ..Limits::default()
    };
    let run = python::run(&source, &name, program.python, limits);
    let (mut stdout, mut stderr) = (io::stdout().lock(), io::stderr().lock());
    for chunk in &run.tables.output {
        // Flushed at every change of the stream, so that both stay in order where they go to one place.
        written(match chunk.stream {
            Stream::Stdout => stdout
                .write_all(chunk.text.as_bytes())
                .and_then(|()| stdout.flush()),
            Stream::Stderr => stderr.write_all(chunk.text.as_bytes()),
        })?;
    }
    for diagnostic in &run.diagnostics {
        match diagnostic.kind {
            Kind::Unsupported | Kind::Limit => {
                written(writeln!(
                    stderr,
                    "{}: line {}: {}",
                    diagnostic.kind.name(),
                    diagnostic.line,
                    diagnostic.message
                ))?;
            }
            // Python's own words are in its output.
            Kind::Exception | Kind::Syntax => {}
        }
    }
    Ok(ExitCode::from(run.status))
}

fn draw(program: &Program, at: &str, output: &Path) -> Result<ExitCode, String> {
    let mut recording = program.record()?;
    recording.seek(position(&recording, at)?);
    let picture = svg(&recording);
    if output == Path::new("-") {
        written(io::stdout().write_all(picture.as_bytes()))?;
    } else {
        std::fs::write(output, picture)
            .map_err(|error| format!("{}: {error}", output.display()))?;
    }
    Ok(ExitCode::from(recording.exit_status()))
}

fn why(program: &Program, at: &str, expression: &str) -> Result<ExitCode, String> {
    let mut recording = program.record()?;
    recording.seek(position(&recording, at)?);
    let report = why::report(&recording, expression)?;
    written(io::stdout().write_all(report.as_bytes()))?;
    Ok(ExitCode::from(recording.exit_status()))
}

fn position(recording: &Recording, at: &str) -> Result<u32, String> {
    let number = |text: &str| {
        text.parse::<u32>()
            .map_err(|_| format!("--at {at}: give a line, end, collection:N or position:N"))
    };
    if at == "end" {
        return Ok(recording.len());
    }
    if let Some(index) = at.strip_prefix("collection:") {
        let index = number(index)?;
        return gc_playground::recording::collection::collection(recording, index)
            .map(|collection| collection.found)
            .ok_or_else(|| {
                format!(
                    "--at {at}: there are {} collections",
                    recording.marks(Stride::Collection).len()
                )
            });
    }
    if let Some(position) = at.strip_prefix("position:") {
        return Ok(number(position)?.min(recording.len()));
    }
    let line = number(at)?;
    let marks = recording.marks(Stride::Line);
    let place = recording.lines().iter().rposition(|&done| done == line);
    place
        .map(|place| marks[place])
        .ok_or_else(|| format!("--at {at}: line {line} never runs"))
}

fn trace(program: &Program) -> Result<ExitCode, String> {
    let mut recording = program.record()?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    for position in 1..=recording.len() {
        recording.seek(position);
        let event = recording.event(position - 1);
        let (kind, fields) = fields(event);
        let mut entry = Map::new();
        entry.insert("position".into(), position.into());
        entry.insert("kind".into(), kind.into());
        if let Value::Object(fields) = fields {
            entry.extend(fields);
        }
        entry.insert("line".into(), recording.heap().place().line.into());
        entry.insert("caption".into(), caption::event(&recording).into());
        if let Err(error) = writeln!(out, "{}", Value::Object(entry)) {
            written(Err(error))?;
            return Ok(ExitCode::SUCCESS);
        }
    }
    written(out.flush())?;
    Ok(ExitCode::from(recording.exit_status()))
}

fn id(object: Option<ObjectId>) -> Value {
    object.map_or(Value::Null, |object| object.get().into())
}

/// An event's name and what it says.
fn fields(event: Event) -> (&'static str, Value) {
    let phase = |at: PhaseAt| json!({ "phase": phase_name(at.phase), "generation": at.generation });
    match event {
        Event::Allocate {
            object,
            kind,
            class,
            slots,
            ..
        } => (
            "allocate",
            json!({ "object": object.get(), "type": format!("{kind:?}"), "class": id(class), "slots": slots }),
        ),
        Event::Deallocate {
            object,
            kind,
            class,
            ..
        } => (
            "deallocate",
            json!({ "object": object.get(), "type": format!("{kind:?}"), "class": id(class) }),
        ),
        Event::Slot {
            object,
            index,
            before,
            after,
        } => (
            "slot",
            json!({ "object": object.get(), "index": index, "before": id(before), "after": id(after) }),
        ),
        Event::Insert {
            object,
            index,
            value,
        } => (
            "insert",
            json!({ "object": object.get(), "index": index, "value": id(value) }),
        ),
        Event::Remove {
            object,
            index,
            value,
        } => (
            "remove",
            json!({ "object": object.get(), "index": index, "value": id(value) }),
        ),
        Event::Refcount {
            object,
            before,
            after,
        } => (
            "refcount",
            json!({ "object": object.get(), "before": before, "after": after }),
        ),
        Event::GcRefs {
            object,
            before,
            after,
        } => (
            "gc_refs",
            json!({ "object": object.get(), "before": before, "after": after }),
        ),
        Event::Flags {
            object,
            before,
            after,
        } => (
            "flags",
            json!({ "object": object.get(), "before": flag_names(before), "after": flag_names(after) }),
        ),
        Event::Class {
            object,
            before,
            after,
        } => (
            "class",
            json!({ "object": object.get(), "before": id(before), "after": id(after) }),
        ),
        Event::Link {
            object,
            before,
            after,
        } => (
            "link",
            json!({ "object": object.get(), "before": id(before), "after": id(after) }),
        ),
        Event::Merge { from, to, .. }
        | Event::Split {
            from: to, to: from, ..
        } => (
            "merge",
            json!({ "from": format!("{from:?}"), "to": format!("{to:?}") }),
        ),
        Event::Phase { before, after } => (
            "phase",
            json!({ "before": phase(before), "after": phase(after) }),
        ),
        Event::Counter {
            counter,
            before,
            after,
        } => (
            "counter",
            json!({ "counter": counter_name(counter), "before": before, "after": after }),
        ),
        Event::Line { before, after } => (
            "line",
            json!({ "before": before.line, "after": after.line }),
        ),
        Event::Print { before, after } => ("print", json!({ "before": before, "after": after })),
    }
}

fn counter_name(counter: Counter) -> String {
    match counter {
        Counter::Count(generation) => format!("count[{generation}]"),
        Counter::Threshold(generation) => format!("threshold[{generation}]"),
        other => format!("{other:?}").to_lowercase(),
    }
}

fn flag_names(flags: Flags) -> Vec<&'static str> {
    let names = [
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
    names
        .into_iter()
        .filter(|&(flag, _)| flags.has(flag))
        .map(|(_, name)| name)
        .collect()
}
