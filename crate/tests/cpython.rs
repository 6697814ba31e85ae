//! Every program of `tests/programs`, `tests/conformance` and `www/scenarios` prints here what the real CPython printed.
//!
//! `tests/README.md` describes the recordings. `PROGRAM=name cargo test --test cpython` runs one program only.

use std::fs;
use std::path::{Path, PathBuf};

use gc_playground::profile::{PROFILES, Profile};
use gc_playground::python::{self, Limits, Run, tables::Stream};

/// The text under the heading that begins with `stream` and names `version`, and the heading's own word.
fn section<'a>(recording: &'a str, stream: &str, version: &str) -> Option<(&'a str, &'a str)> {
    recording
        .strip_prefix("== ")?
        .split("\n== ")
        .find_map(|section| {
            let (heading, text) = section.split_once('\n').unwrap_or((section, ""));
            let (name, versions) = heading.split_once(": ")?;
            let holds = versions.split(' ').any(|other| other == version);
            (name.starts_with(stream) && holds).then_some((name, text))
        })
}

fn programs(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(folder);
    let mut found: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .filter(|path| match std::env::var("PROGRAM") {
            Ok(wanted) => path.file_stem().is_some_and(|stem| *stem == *wanted),
            Err(_) => true,
        })
        .collect();
    found.sort();
    found
}

/// What stands for 3.14.0 to 3.14.4 is a build for wasm32: nothing runs when its programs exit.
fn runs_exit(profile: &Profile) -> bool {
    profile.name != "3.14.2"
}

/// Beside the program, but for those that are part of the page.
fn recording_of(program: &Path) -> PathBuf {
    let name = program.with_extension("out");
    match name.file_name() {
        Some(name)
            if program
                .parent()
                .is_some_and(|folder| folder.ends_with("www/scenarios")) =>
        {
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("../tests/scenarios")
                .join(name)
        }
        _ => name,
    }
}

/// The program's text, its file's name, and limits with which the interpreter's exit belongs to the run.
fn read(path: &Path, profile: &Profile) -> (String, String, Limits) {
    let source = fs::read_to_string(path).expect("a program");
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let limits = Limits {
        runs_exit: runs_exit(profile),
        ..Limits::default()
    };
    (source, name.into_owned(), limits)
}

fn printed<R>(run: &Run<R>, stream: Stream) -> String {
    run.tables
        .output
        .iter()
        .filter(|chunk| chunk.stream == stream)
        .map(|chunk| chunk.text.as_str())
        .collect()
}

/// As the recordings are written: addresses, times and the size of the permanent generation have no meaning.
fn normalized(text: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some(place) = rest.find("0x7f") {
        let end = rest[place + 2..]
            .find(|character: char| !character.is_ascii_hexdigit())
            .map_or(rest.len(), |length| place + 2 + length);
        result.push_str(&rest[..place]);
        result.push_str("0xADDR");
        rest = &rest[end..];
    }
    result.push_str(rest);
    let lines: Vec<String> = result.lines().map(normalized_line).collect();
    lines.join("\n")
}

fn normalized_line(line: &str) -> String {
    if line.starts_with("gc: objects in permanent generation: ") {
        return "gc: objects in permanent generation: N".into();
    }
    match (
        line.strip_prefix("gc: done, "),
        line.strip_suffix("s elapsed"),
    ) {
        (Some(_), Some(front)) => {
            let front = front.rsplit_once(' ').map_or(front, |(front, _)| front);
            format!("{front} T s elapsed")
        }
        _ => line.to_string(),
    }
}

/// What differs from the recording, in words.
fn differences(path: &Path, profile: &'static Profile) -> Vec<String> {
    let recording = fs::read_to_string(recording_of(path)).expect("a recording");
    let (source, file, limits) = read(path, profile);
    let silent = python::run(&source, &file, profile, limits);
    let taped = python::record(&source, &file, profile, limits);
    let name = format!(
        "{} on {}",
        path.file_stem().unwrap_or_default().to_string_lossy(),
        profile.name
    );
    let mut found = Vec::new();
    for (word, stream) in [("stdout", Stream::Stdout), ("stderr", Stream::Stderr)] {
        let expected = section(&recording, word, profile.name).map_or("", |(_, text)| text);
        let actual = normalized(&printed(&silent, stream));
        if actual.trim_end() != expected.trim_end() {
            found.push(format!(
                "{name}, {word}: {}",
                first_difference(expected, &actual)
            ));
        }
        if normalized(&printed(&taped, stream)) != actual {
            found.push(format!("{name}, {word}: recording changed the output"));
        }
    }
    let exit = section(&recording, "exit", profile.name).map(|(heading, _)| heading.to_string());
    let actual = format!("exit {}", silent.status);
    if exit.as_deref() != Some(&actual) {
        let why: Vec<String> = silent.diagnostics.iter().map(ToString::to_string).collect();
        found.push(format!(
            "{name}: {actual} instead of {exit:?} {}",
            why.join("; ")
        ));
    }
    found
}

fn first_difference(expected: &str, actual: &str) -> String {
    let mut lines = expected.trim_end().lines();
    let mut others = actual.trim_end().lines();
    for number in 1.. {
        match (lines.next(), others.next()) {
            (None, None) => break,
            (expected, actual) if expected == actual => {}
            (expected, actual) => {
                return format!(
                    "line {number}\n    CPython: {}\n    here:    {}",
                    expected.unwrap_or("(nothing)"),
                    actual.unwrap_or("(nothing)")
                );
            }
        }
    }
    "only white space differs".into()
}

fn check(folder: &str) {
    let mut wrong = Vec::new();
    let mut count = 0;
    for path in programs(folder) {
        for profile in PROFILES {
            count += 1;
            wrong.extend(differences(&path, profile));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} differences in {count} runs:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn own_programs_print_what_cpython_prints() {
    check("tests/programs");
}

#[test]
fn the_conformance_programs_print_what_cpython_prints() {
    check("tests/conformance");
}

#[test]
fn the_scenarios_of_the_page_print_what_cpython_prints() {
    check("www/scenarios");
}

/// Not recorded: pyodide runs programs in another module than the main one, where `unittest.main` looks for tests.
#[test]
fn unittest_main_runs_all_tests() {
    let source = "
import unittest
class B(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        print('class')
    def setUp(self):
        print('set up', self.id())
    def test_two(self):
        self.assertEqual(1 + 1, EXPECTED)
    def test_one(self):
        self.skipTest('not now')
    @unittest.skip('not now')
    def test_skipped(self):
        print('never')
class A(unittest.TestCase):
    def test(self):
        print('A')
if __name__ == '__main__':
    unittest.main()
";
    for profile in PROFILES {
        let run = |expected: &str| {
            let source = source.replace("EXPECTED", expected);
            python::run(&source, "program.py", profile, Limits::default())
        };
        let passed = run("2");
        let stdout = "A\nclass\nset up __main__.B.test_one\nset up __main__.B.test_two\n";
        assert_eq!(printed(&passed, Stream::Stdout), stdout);
        let stderr = printed(&passed, Stream::Stderr);
        assert!(stderr.starts_with(".ss.\n"), "{stderr}");
        // Tests that a decorator skips do not count in 3.12.1.
        let count = if profile.name == "3.12" { 3 } else { 4 };
        assert!(
            stderr.contains(&format!("Ran {count} tests in")),
            "{stderr}"
        );
        assert!(stderr.ends_with("\n\nOK (skipped=2)\n"), "{stderr}");
        assert_eq!(passed.status, 0);
        assert_eq!(run("3").status, 2, "a failed test is refused");
    }
}

#[test]
fn what_is_outside_the_subset_fails_politely() {
    for path in programs("tests/wishlist") {
        for profile in PROFILES {
            let (source, file, limits) = read(&path, profile);
            let run = python::run(&source, &file, profile, limits);
            let name = path.display();
            assert_eq!(run.status, 2, "{name}: must end as unsupported");
            let [diagnostic] = run.diagnostics.as_slice() else {
                panic!("{name}: one diagnostic, not {:?}", run.diagnostics);
            };
            assert!(diagnostic.line > 0, "{name}: the place of {diagnostic}");
        }
    }
}
