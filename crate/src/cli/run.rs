//! `gc-playground run`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use gc_playground::profile::{PROFILES, Profile};
use gc_playground::python::diagnostic::{Diagnostic, Kind};
use gc_playground::python::tables::Stream;
use gc_playground::python::{self, Limits};

use super::side_by_side::{Printed, table};
use super::{profile, read, written};

#[derive(Args)]
pub struct Run {
    /// The versions of CPython that are followed, with commas between them, or `all`.
    #[arg(long, value_name = "VERSIONS", default_value = Profile::DEFAULT.name, value_parser = profiles)]
    python: Versions,
    /// The program, `-` for standard input.
    file: PathBuf,
}

/// At least one.
type Versions = Arc<[&'static Profile]>;

fn profiles(list: &str) -> Result<Versions, String> {
    if list == "all" {
        return Ok(PROFILES.iter().copied().collect());
    }
    list.split(',').map(|name| profile(name.trim())).collect()
}

pub fn run(wanted: &Run) -> Result<ExitCode, String> {
    match *wanted.python {
        [profile] => run_one(&wanted.file, profile),
        _ => run_side_by_side(&wanted.file, &wanted.python),
    }
}

/// The interpreter's exit belongs to a run, with the finalizers that it calls.
fn limits() -> Limits {
    Limits {
        runs_exit: true,
        ..Limits::default()
    }
}

fn run_one(file: &Path, profile: &'static Profile) -> Result<ExitCode, String> {
    let (source, name) = read(file)?;
    let run = python::run(&source, &name, profile, limits());
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
    for complaint in complaints(&run.diagnostics) {
        written(writeln!(stderr, "{complaint}"))?;
    }
    Ok(ExitCode::from(run.status))
}

fn run_side_by_side(file: &Path, profiles: &[&'static Profile]) -> Result<ExitCode, String> {
    let (source, name) = read(file)?;
    let mut status = 0;
    let mut outputs = Vec::new();
    for &profile in profiles {
        let run = python::run(&source, &name, profile, limits());
        let mut text: String = run.tables.output.iter().map(|chunk| &*chunk.text).collect();
        text.extend(complaints(&run.diagnostics).map(|complaint| complaint + "\n"));
        outputs.push(Printed { profile, text });
        status = status.max(run.status);
    }
    written(io::stdout().write_all(table(&outputs).as_bytes()))?;
    Ok(ExitCode::from(status))
}

/// What is to be said besides the program's output, which has Python's own words in it.
fn complaints(diagnostics: &[Diagnostic]) -> impl Iterator<Item = String> {
    let is_ours =
        |diagnostic: &&Diagnostic| matches!(diagnostic.kind, Kind::Unsupported | Kind::Limit);
    diagnostics.iter().filter(is_ours).map(|diagnostic| {
        let (kind, line) = (diagnostic.kind.name(), diagnostic.line);
        format!("{kind}: line {line}: {}", diagnostic.message)
    })
}
