//! `gc-playground run`, `trace`, `draw` and `why`.

mod draw;
mod place;
mod run;
mod side_by_side;
mod why;

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use draw::{Draw, draw};
use gc_playground::profile::{PROFILES, Profile};
use gc_playground::python::{self, Limits};
use gc_playground::recording::Recording;
use gc_playground::trace;
use place::position;
use run::{Run, run};

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
    /// in a line that begins `unsupported:`. Of several versions, what they print stands side by side, and the exit
    /// status is the highest.
    Run(Run),
    /// Writes every step that memory takes, one JSON object a line.
    ///
    /// The first line has `trace` (the format's number, 1), `python`, `length` (how many events follow) and `program`. Every
    /// other has `position` (events so far, from 1), `kind`, `line` (of the program; 0 before the first) and
    /// `caption` (a sentence). The other fields depend on `kind`: `object`, `index`, `value`, `before` and `after` are
    /// what changed; objects are given by their ids, which are never used again, `null` for none.
    /// Kinds: allocate, deallocate, slot, insert, remove, refcount, gc_refs, flags, class, link, merge, phase, counter,
    /// line, print. The site's schema/trace.json describes all of it.
    Trace(Program),
    /// Draws memory at one position, or several steps side by side.
    Draw(Draw),
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
        Command::Run(wanted) => run(&wanted),
        Command::Trace(program) => trace(&program),
        Command::Draw(wanted) => draw(&wanted),
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

/// The text of a program and what tracebacks call it.
fn read(file: &Path) -> Result<(String, String), String> {
    let is_input = file == Path::new("-");
    let mut bytes = Vec::new();
    if is_input {
        io::stdin()
            .read_to_end(&mut bytes)
            .map_err(|error| format!("standard input: {error}"))?;
    } else {
        bytes = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    let source = String::from_utf8(bytes)
        .map_err(|_| format!("{}: a program must be UTF-8 text", file.display()))?;
    let name = if is_input {
        "<stdin>".into()
    } else {
        file.display().to_string()
    };
    Ok((source, name))
}

impl Program {
    fn record(&self) -> Result<Recording, String> {
        let (source, name) = read(&self.file)?;
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

fn why(program: &Program, at: &str, expression: &str) -> Result<ExitCode, String> {
    let mut recording = program.record()?;
    recording.seek(position(&recording, at)?);
    let report = why::report(&recording, expression)?;
    written(io::stdout().write_all(report.as_bytes()))?;
    Ok(ExitCode::from(recording.exit_status()))
}

fn trace(program: &Program) -> Result<ExitCode, String> {
    let mut recording = program.record()?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut done = writeln!(out, "{}", trace::head(&recording));
    for position in 1..=recording.len() {
        if done.is_err() {
            break;
        }
        recording.seek(position);
        done = writeln!(out, "{}", trace::line(&recording));
    }
    written(done.and_then(|()| out.flush()))?;
    Ok(ExitCode::from(recording.exit_status()))
}
