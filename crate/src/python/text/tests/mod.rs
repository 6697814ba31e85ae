//! Compares with what CPython answered: the tables of `testdata`, made by `testdata/make.py`.

mod languages;

use super::*;

/// A row's fields, unescaped.
fn fields(line: &str) -> Vec<Option<String>> {
    let unescape = |field: &str| {
        let mut parts = field.split("\\u{");
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (code, rest) = part.split_once('}').expect("a closed escape");
            text.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
            text.push_str(rest);
        }
        text
    };
    line.split('\t')
        .map(|field| (field != "\\-").then(|| unescape(field)))
        .collect()
}

/// The arguments of a row.
struct Row<'a>(&'a [Option<String>]);

impl Row<'_> {
    fn text(&self, index: usize) -> &str {
        self.optional(index).expect("an argument")
    }

    fn optional(&self, index: usize) -> Option<&str> {
        self.0.get(index)?.as_deref()
    }

    fn int(&self, index: usize) -> i64 {
        self.text(index).parse().expect("an int")
    }

    fn bound(&self, index: usize) -> Option<i64> {
        self.optional(index)
            .map(|text| text.parse().expect("an int"))
    }

    fn float(&self, index: usize) -> f64 {
        float(self.text(index))
    }

    fn bytes(&self, index: usize) -> Vec<u8> {
        let hex = self.text(index);
        (0..hex.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hex"))
            .collect()
    }

    fn ints(&self) -> Vec<i64> {
        (0..self.0.len()).map(|index| self.int(index)).collect()
    }
}

fn float(hex: &str) -> f64 {
    f64::from_bits(u64::from_str_radix(hex, 16).expect("hex"))
}

type Answer = Result<String, TextError>;

/// Runs every row of the table and shows all that differ.
fn check(table: &str, call: impl Fn(&str, &Row) -> Answer) {
    let mut wrong = Vec::new();
    for line in table.lines() {
        let fields = fields(line);
        let [Some(function), arguments @ .., expected] = fields.as_slice() else {
            panic!("a short row: {line}")
        };
        let answer = call(function, &Row(arguments)).unwrap_or_else(|error| error.to_string());
        let expected = expected.as_deref().unwrap_or("\\-");
        if answer != expected {
            wrong.push(format!("{line}\n    got {answer:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} rows differ\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

fn bool(value: bool) -> String {
    if value { "True".into() } else { "False".into() }
}

fn list(parts: &[&str]) -> String {
    format!(
        "[{}]",
        parts
            .iter()
            .map(|part| repr_str(part))
            .collect::<Vec<_>>()
            .join(", ")
    )
}

fn triple((before, separator, after): (&str, &str, &str)) -> String {
    format!(
        "({}, {}, {})",
        repr_str(before),
        repr_str(separator),
        repr_str(after)
    )
}

fn found(position: Option<usize>) -> String {
    position.map_or("None".into(), |position| position.to_string())
}

#[test]
fn repr_is_cpythons() {
    check(include_str!("../testdata/repr.tsv"), |function, row| {
        Ok(match function {
            "repr_str" => repr_str(row.text(0)),
            "ascii_str" => ascii_str(row.text(0)),
            "repr_bytes" => repr_bytes(&row.bytes(0)),
            _ => panic!("{function}"),
        })
    });
}

#[test]
fn numbers_are_cpythons() {
    check(
        include_str!("../testdata/number.tsv"),
        |function, row| match function {
            "repr_float" => Ok(repr_float(row.float(0))),
            "int_from_text" => int_from_text(row.text(0), row.int(1)).map(repr_int),
            "float_from_text" => float_from_text(row.text(0)).map(str_float),
            _ => panic!("{function}"),
        },
    );
}

#[test]
fn formats_are_cpythons() {
    check(
        include_str!("../testdata/format.tsv"),
        |function, row| match function {
            "format_int" => format_int(row.int(0), row.text(1), "int"),
            "format_float" => format_float(row.float(0), row.text(1), "float"),
            "format_str" => format_str(row.text(0), row.text(1), "str"),
            _ => panic!("{function}"),
        },
    );
}

#[test]
fn methods_are_cpythons() {
    check(include_str!("../testdata/method.tsv"), |function, row| {
        let text = row.text(0);
        let number = |index| row.int(index);
        let (start, end) = match function {
            "find" | "rfind" | "index" | "rindex" | "count" | "startswith" | "endswith" => {
                (row.bound(2), row.bound(3))
            }
            _ => (None, None),
        };
        Ok(match function {
            "upper" => upper(text),
            "lower" => lower(text),
            "title" => title(text),
            "capitalize" => capitalize(text),
            "swapcase" => swapcase(text),
            "casefold" => casefold(text),
            "isdigit" => bool(is_digit(text)),
            "isalpha" => bool(is_alpha(text)),
            "isalnum" => bool(is_alnum(text)),
            "isspace" => bool(is_space(text)),
            "isupper" => bool(is_upper(text)),
            "islower" => bool(is_lower(text)),
            "istitle" => bool(is_title(text)),
            "isidentifier" => bool(is_identifier(text)),
            "isdecimal" => bool(is_decimal(text)),
            "isnumeric" => bool(is_numeric(text)),
            "isprintable" => bool(is_printable(text)),
            "isascii" => bool(is_ascii(text)),
            "find" => found(find(text, row.text(1), start, end)),
            "rfind" => found(rfind(text, row.text(1), start, end)),
            "index" => index(text, row.text(1), start, end)?.to_string(),
            "rindex" => rindex(text, row.text(1), start, end)?.to_string(),
            "count" => count(text, row.text(1), start, end).to_string(),
            "startswith" => bool(startswith(text, row.text(1), start, end)),
            "endswith" => bool(endswith(text, row.text(1), start, end)),
            "split" => list(&split(text, row.optional(1), number(2))?),
            "rsplit" => list(&rsplit(text, row.optional(1), number(2))?),
            "splitlines" => list(&splitlines(text, number(1) == 1)),
            "strip" => strip(text, row.optional(1)).into(),
            "lstrip" => lstrip(text, row.optional(1)).into(),
            "rstrip" => rstrip(text, row.optional(1)).into(),
            "replace" => replace(text, row.text(1), row.text(2), number(3)),
            "partition" => triple(partition(text, row.text(1))?),
            "rpartition" => triple(rpartition(text, row.text(1))?),
            "removeprefix" => removeprefix(text, row.text(1)).into(),
            "removesuffix" => removesuffix(text, row.text(1)).into(),
            "center" => center(text, number(1), '*')?,
            "ljust" => ljust(text, number(1), '*')?,
            "rjust" => rjust(text, number(1), '*')?,
            "zfill" => zfill(text, number(1))?,
            "expandtabs" => expandtabs(text, number(1))?,
            _ => panic!("{function}"),
        })
    });
}

#[test]
fn slices_are_cpythons() {
    check(include_str!("../testdata/slice.tsv"), |function, row| {
        Ok(match function {
            "slice_str" => slice_str(row.text(0), row.bound(1), row.bound(2), row.bound(3))?,
            "slice_indices" => {
                let len = row.int(0) as usize;
                let slice = slice_indices(len, row.bound(1), row.bound(2), row.bound(3))?;
                assert!(
                    slice.indices().all(|index| index < len),
                    "{slice:?} of {len}"
                );
                format!("({}, {}, {})", slice.start, slice.stop, slice.step)
            }
            "char_at" => char_at(row.text(0), row.int(1))?.to_string(),
            _ => panic!("{function}"),
        })
    });
}

#[test]
fn hashes_are_cpythons() {
    let with = |algorithm| {
        move |function: &str, row: &Row| {
            let hash = match function {
                "hash_str" => hash_str(row.text(0), algorithm),
                "hash_bytes" => hash_bytes(&row.bytes(0), algorithm),
                "hash_int" => hash_int(row.int(0)),
                "hash_float" => hash_float(row.float(0)),
                "hash_tuple" => hash_tuple(&row.ints()),
                "hash_frozenset" => hash_frozenset(&row.ints()),
                _ => panic!("{function}"),
            };
            Ok(hash.to_string())
        }
    };
    check(
        include_str!("../testdata/hash_siphash13.tsv"),
        with(Algorithm::SipHash13),
    );
    check(
        include_str!("../testdata/hash_siphash24.tsv"),
        with(Algorithm::SipHash24),
    );
    check(
        include_str!("../testdata/hash.tsv"),
        with(Algorithm::SipHash13),
    );
}

#[test]
fn the_type_is_named_in_messages() {
    let unknown = |answer: Answer| answer.expect_err("no such letter").message;
    assert_eq!(
        unknown(format_int(1, "s", "bool")),
        "Unknown format code 's' for object of type 'bool'"
    );
    assert_eq!(
        unknown(format_str("", "d", "Name")),
        "Unknown format code 'd' for object of type 'Name'"
    );
}

#[test]
fn text_wider_than_simulated_is_refused() {
    let wide = format!("{}", MAX_WIDTH + 1);
    let memory = |answer: Answer| answer.expect_err("too wide").exception == Exception::Memory;
    assert!(memory(format_int(1, &wide, "int")));
    assert!(memory(format_float(1.0, &format!(".{wide}f"), "float")));
    assert!(memory(format_str("", &wide, "str")));
    assert!(memory(center("", i64::MAX, ' ')));
    assert_eq!(
        format_int(1, &format!("0{MAX_WIDTH}"), "int").map(|text| text.len()),
        Ok(MAX_WIDTH)
    );
    assert_eq!(
        format_float(1.0, &format!(".{MAX_WIDTH}f"), "float").map(|text| text.len()),
        Ok(MAX_WIDTH + 2)
    );
}

#[test]
fn a_slice_of_the_longest_sequence_does_not_overflow() {
    let len = i64::MAX as usize;
    let all = slice_indices(len, None, None, Some(-1)).expect("a step");
    assert_eq!((all.start, all.stop, all.count), (i64::MAX - 1, -1, len));
    let last = slice_indices(len, Some(-1), None, Some(i64::MIN)).expect("a step");
    assert_eq!(last.indices().collect::<Vec<_>>(), [len - 1]);
}

#[test]
fn a_nan_hashes_to_zero_as_up_to_3_9() {
    assert_eq!(hash_float(f64::NAN), 0);
}
