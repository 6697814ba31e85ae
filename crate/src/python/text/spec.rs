//! The format-spec mini-language: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`
//! (`parse_internal_render_format_spec`).

use super::character::decimal;
use super::{TextError, checked_width, shown};

/// Where the padding goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
    Center,
    /// Between the sign and the digits.
    AfterSign,
}

impl Align {
    fn new(token: char) -> Option<Align> {
        match token {
            '<' => Some(Align::Left),
            '>' => Some(Align::Right),
            '^' => Some(Align::Center),
            '=' => Some(Align::AfterSign),
            _ => None,
        }
    }
}

/// A parsed spec.
#[derive(Debug, Clone)]
pub(super) struct Spec {
    pub fill: char,
    pub align: Align,
    /// `+`, `-` or a space.
    pub sign: Option<char>,
    pub no_negative_zero: bool,
    pub alternate: bool,
    pub width: usize,
    /// `,` or `_`.
    pub grouping: Option<char>,
    pub precision: Option<usize>,
    /// The letter at the end, else the default of the formatted type.
    pub letter: Option<char>,
}

impl Spec {
    /// Parses `text`. `letter` is the default of the formatted type, which `type_name` names in
    /// messages; what is formatted as a string stands to the left unless told otherwise.
    pub fn parse(text: &str, letter: Option<char>, type_name: &str) -> Result<Spec, TextError> {
        let default = if letter == Some('s') {
            Align::Left
        } else {
            Align::Right
        };
        let mut rest = text;
        let mut characters = text.chars();
        let (first, second) = (characters.next(), characters.next());
        let (fill, align) = match (
            first,
            second.and_then(Align::new),
            first.and_then(Align::new),
        ) {
            (Some(fill), align @ Some(_), _) => (Some(fill), align),
            (_, None, align @ Some(_)) => (None, align),
            _ => (None, None),
        };
        for _ in 0..usize::from(fill.is_some()) + usize::from(align.is_some()) {
            take(&mut rest, |_| true);
        }
        let sign = take(&mut rest, |next| matches!(next, '+' | '-' | ' '));
        let no_negative_zero = take(&mut rest, |next| next == 'z').is_some();
        let alternate = take(&mut rest, |next| next == '#').is_some();
        let zero = fill.is_none() && take(&mut rest, |next| next == '0').is_some();
        let width = take_number(&mut rest)?.unwrap_or(0);
        let mut grouping = take(&mut rest, |next| next == ',');
        if let Some(underscore) = take(&mut rest, |next| next == '_') {
            if grouping.is_some() {
                return Err(both_groupings());
            }
            grouping = Some(underscore);
        }
        if grouping == Some('_') && rest.starts_with(',') {
            return Err(both_groupings());
        }
        let mut precision = None;
        if take(&mut rest, |next| next == '.').is_some() {
            precision = take_number(&mut rest)?;
            if precision.is_none() {
                return Err(TextError::value("Format specifier missing precision"));
            }
        }
        let letter = take(&mut rest, |_| true).or(letter);
        if !rest.is_empty() {
            return Err(TextError::value(format!(
                "Invalid format specifier '{text}' for object of type '{type_name}'"
            )));
        }
        let spec = Spec {
            fill: fill.unwrap_or(if zero { '0' } else { ' ' }),
            align: align.unwrap_or(if zero && default == Align::Right {
                Align::AfterSign
            } else {
                default
            }),
            sign,
            no_negative_zero,
            alternate,
            width: checked_width(width)?,
            grouping,
            precision,
            letter,
        };
        spec.check_grouping()?;
        Ok(spec)
    }

    fn check_grouping(&self) -> Result<(), TextError> {
        let Some(grouping) = self.grouping else {
            return Ok(());
        };
        match self.letter {
            None | Some('d' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F') => Ok(()),
            Some('b' | 'o' | 'x' | 'X') if grouping == '_' => Ok(()),
            Some(letter) => {
                let shown = shown(letter, |letter| ('!'..='\x7f').contains(&letter));
                Err(TextError::value(format!(
                    "Cannot specify '{grouping}' with '{shown}'."
                )))
            }
        }
    }

    /// The complaint about a letter that the type does not know.
    pub fn unknown_letter(letter: char, type_name: &str) -> TextError {
        let shown = shown(letter, |letter| ('!'..='\x7f').contains(&letter));
        TextError::value(format!(
            "Unknown format code '{shown}' for object of type '{type_name}'"
        ))
    }
}

fn both_groupings() -> TextError {
    TextError::value("Cannot specify both ',' and '_'.")
}

/// Takes the next character off `rest` when it is `wanted`.
fn take(rest: &mut &str, wanted: impl Fn(char) -> bool) -> Option<char> {
    let mut characters = rest.chars();
    let next = characters.next().filter(|&next| wanted(next))?;
    *rest = characters.as_str();
    Some(next)
}

/// Takes the decimal number off the front of `rest`, if there is one (`get_integer`).
pub(super) fn take_number(rest: &mut &str) -> Result<Option<usize>, TextError> {
    let mut number: Option<i64> = None;
    while let Some(digit) = take(rest, |next| decimal(next).is_some()).and_then(decimal) {
        let next = number
            .unwrap_or(0)
            .checked_mul(10)
            .and_then(|number| number.checked_add(i64::from(digit)));
        number = Some(next.ok_or(TextError::value("Too many decimal digits in format string"))?);
    }
    // Where an address has 32 bits a number beyond them is too wide all the same.
    Ok(number.map(|number| usize::try_from(number).unwrap_or(usize::MAX)))
}
