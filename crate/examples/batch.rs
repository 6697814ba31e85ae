//! Runs many programs in one process, for `npm run conformance`.
//!
//! Reads lines `VERSION FILE` from standard input and answers each with one line of JSON: `stdout`, `stderr`, `status`, and
//! `refused`, the reason if the program is outside the subset.
//! `--record` runs with the recorder of the page instead of the silent one; both must give the same. `--versions` prints
//! the versions that there are, one a line, and does nothing else.

use std::io::{self, BufRead, Write};
use std::path::Path;

use gc_playground::profile::{PROFILES, Profile};
use gc_playground::python::diagnostic::Kind;
use gc_playground::python::tables::{Chunk, Stream};
use gc_playground::python::{self, Limits};

fn main() -> io::Result<()> {
    let has = |option: &str| std::env::args().any(|argument| argument == option);
    let records = has("--record");
    let mut answers = io::stdout().lock();
    if has("--versions") {
        for profile in PROFILES {
            writeln!(answers, "{}", profile.name)?;
        }
        return Ok(());
    }
    for line in io::stdin().lock().lines() {
        let line = line?;
        let (version, file) = line
            .split_once(' ')
            .ok_or_else(|| io::Error::other(format!("not VERSION FILE: {line}")))?;
        let profile = Profile::named(version)
            .ok_or_else(|| io::Error::other(format!("no version {version}")))?;
        let source = std::fs::read_to_string(file)?;
        let name = Path::new(file).file_name().unwrap_or_default();
        let name = name.to_string_lossy();
        let limits = Limits {
            // What stands for 3.14.0 to 3.14.4 is a build for wasm32: nothing runs when its programs exit.
            runs_exit: profile.name != "3.14.2",
            ..Limits::default()
        };
        let (output, status, diagnostics) = if records {
            let run = python::record(&source, &name, profile, limits);
            (run.tables.output, run.status, run.diagnostics)
        } else {
            let run = python::run(&source, &name, profile, limits);
            (run.tables.output, run.status, run.diagnostics)
        };
        let refused = diagnostics
            .iter()
            .find(|diagnostic| matches!(diagnostic.kind, Kind::Unsupported | Kind::Limit));
        let answer = serde_json::json!({
            "stdout": printed(&output, Stream::Stdout),
            "stderr": printed(&output, Stream::Stderr),
            "status": status,
            "refused": refused.map(|diagnostic| format!("line {}: {}", diagnostic.line, diagnostic.message)),
        });
        writeln!(answers, "{answer}")?;
    }
    Ok(())
}

fn printed(output: &[Chunk], stream: Stream) -> String {
    let chunks = output.iter().filter(|chunk| chunk.stream == stream);
    chunks.map(|chunk| chunk.text.as_str()).collect()
}
