//! `gc-playground draw`: pictures for authors who build in CI.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use gc_playground::graph::{dot, mermaid};
use gc_playground::recording::{Recording, Stride};
use gc_playground::svg::{steps, strip, svg};

use super::place::position;
use super::{Program, written};

/// So many pictures still fit side by side.
const MOST_STEPS: usize = 60;

#[derive(Args)]
pub struct Draw {
    #[command(flatten)]
    program: Program,
    /// When: the number of a line (after it has run for the first time), `start`, `end`, `collection:N` (the Nth one,
    /// from 0: what is unreachable is known and not yet freed), `position:N` (after N events), or a place as the page's
    /// Embed dialog writes it (`p17+4`).
    #[arg(long, default_value = "end")]
    at: String,
    /// The steps from one such place to another (`3..9`, `collection..end`; by itself from `start`, to `end`), side by side.
    #[arg(long, value_name = "FROM..TO", conflicts_with = "at")]
    strip: Option<String>,
    /// How long a step of the strip is.
    #[arg(long, value_enum, default_value = "line", requires = "strip")]
    by: By,
    /// What to write. Mermaid is drawn by GitHub and other sites, DOT by Graphviz.
    #[arg(long, value_enum, default_value = "svg")]
    format: Format,
    /// The file to write, `-` for standard output.
    #[arg(short, long, default_value = "-")]
    output: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum By {
    Line,
    Phase,
    Event,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    Svg,
    Mermaid,
    Dot,
}

pub fn draw(wanted: &Draw) -> Result<ExitCode, String> {
    let mut recording = wanted.program.record()?;
    let picture = match &wanted.strip {
        Some(range) => side_by_side(&mut recording, range, wanted)?,
        None => {
            let position =
                position(&recording, &wanted.at).map_err(|what| format!("--at {what}"))?;
            recording.seek(position);
            match wanted.format {
                Format::Svg => svg(&recording),
                Format::Mermaid => mermaid(&recording),
                Format::Dot => dot(&recording),
            }
        }
    };
    if wanted.output == Path::new("-") {
        written(io::stdout().write_all(picture.as_bytes()))?;
    } else {
        std::fs::write(&wanted.output, picture)
            .map_err(|error| format!("{}: {error}", wanted.output.display()))?;
    }
    Ok(ExitCode::from(recording.exit_status()))
}

fn side_by_side(recording: &mut Recording, range: &str, wanted: &Draw) -> Result<String, String> {
    if wanted.format != Format::Svg {
        return Err("--strip is drawn as SVG only: leave --format out, or --strip".to_string());
    }
    let (from, to) = range
        .split_once("..")
        .ok_or_else(|| format!("--strip {range}: give two places, FROM..TO"))?;
    let place = |text: &str, missing: &str| {
        let text = if text.is_empty() { missing } else { text };
        position(recording, text).map_err(|what| format!("--strip {what}"))
    };
    let (from, to) = (place(from, "start")?, place(to, "end")?);
    let stride = match wanted.by {
        By::Line => Stride::Line,
        By::Phase => Stride::Phase,
        By::Event => Stride::Event,
    };
    match steps(recording, from, to, stride).len() {
        0 => Err(format!(
            "--strip {range}: no step ends there; the first place must not be after the second"
        )),
        1..=MOST_STEPS => Ok(strip(recording, from, to, stride)),
        many => Err(format!(
            "--strip {range}: {many} steps are too many for one picture; give at most {MOST_STEPS}, or longer ones with --by"
        )),
    }
}
