//! What kind of character: the `is…` methods of `str` that do not look at case.

/// The zeros of Unicode's decimal digits (category Nd); each is followed by its one to nine.
/// The standard library does not tell decimal digits from other numbers.
const ZEROS: [u32; 68] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66,
    0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
    0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650,
    0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x11f50, 0x16a60, 0x16ac0,
    0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e950,
    0x1fbf0,
];

/// The value of a decimal digit of any script (`Py_UNICODE_TODECIMAL`).
pub(super) fn decimal(character: char) -> Option<u32> {
    if character.is_ascii() {
        return character.to_digit(10);
    }
    let code = character as u32;
    let after = ZEROS.partition_point(|&zero| zero <= code);
    Some(code - ZEROS[after.checked_sub(1)?]).filter(|&value| value < 10)
}

/// A digit that is no decimal: superscripts, circled digits and the like (Numeric_Type=Digit).
fn is_other_digit(character: char) -> bool {
    matches!(character,
        '²'..='³' | '¹' | '\u{1369}'..='\u{1371}' | '\u{19da}' | '⁰' | '⁴'..='⁹' | '₀'..='₉' | '①'..='⑨' | '⑴'..='⑼'
        | '⒈'..='⒐' | '⓪' | '⓵'..='⓽' | '⓿' | '❶'..='❾' | '➀'..='➈' | '➊'..='➒' | '\u{10a40}'..='\u{10a43}'
        | '\u{10e60}'..='\u{10e68}' | '\u{11052}'..='\u{1105a}' | '🄀'..='🄊')
}

/// White space as `str.isspace`, `split` and `strip` know it: Unicode's, and the four ASCII
/// separators that Python adds for their bidirectional class.
pub(super) fn is_white(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\x1c'..='\x1f')
}

/// Whether `repr` shows the character as itself: none of the categories Other and Separator,
/// the space excepted.
pub(super) fn shows(character: char) -> bool {
    if character.is_ascii() {
        return matches!(character, ' '..='~');
    }
    // `escape_debug` escapes what is not printable. It also escapes a combining character, but
    // only at the start, hence the letter before.
    let mut buffer = [b'a'; 5];
    let end = 1 + character.encode_utf8(&mut buffer[1..]).len();
    str::from_utf8(&buffer[..end]).is_ok_and(|text| text.escape_debug().nth(1) == Some(character))
}

fn all(text: &str, holds: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(holds)
}

fn is_letter(character: char) -> bool {
    // The standard library has no letter categories: besides letters, Alphabetic holds the letter
    // numbers, taken out here, and the combining vowel signs of Indic scripts, which stay in.
    character.is_alphabetic() && !character.is_numeric()
}

fn is_number(character: char) -> bool {
    character.is_numeric()
}

/// `str.isalpha`. Also true, unlike Python's, for combining vowel signs and circled letters.
pub fn is_alpha(text: &str) -> bool {
    all(text, is_letter)
}

/// `str.isalnum`, with the limits of [`is_alpha`] and [`is_numeric`].
pub fn is_alnum(text: &str) -> bool {
    all(text, |character| {
        is_letter(character) || is_number(character)
    })
}

/// `str.isascii`.
pub fn is_ascii(text: &str) -> bool {
    text.is_ascii()
}

/// `str.isdecimal`.
pub fn is_decimal(text: &str) -> bool {
    all(text, |character| decimal(character).is_some())
}

/// `str.isdigit`.
pub fn is_digit(text: &str) -> bool {
    all(text, |character| {
        decimal(character).is_some() || is_other_digit(character)
    })
}

/// `str.isnumeric`, except for the Chinese characters that mean a number.
pub fn is_numeric(text: &str) -> bool {
    all(text, is_number)
}

/// `str.isspace`.
pub fn is_space(text: &str) -> bool {
    all(text, is_white)
}

/// `str.isprintable`: true for the empty text.
pub fn is_printable(text: &str) -> bool {
    text.chars().all(shows)
}

/// `str.isidentifier`.
pub fn is_identifier(text: &str) -> bool {
    let mut characters = text.chars();
    characters
        .next()
        .is_some_and(|first| first == '_' || unicode_ident::is_xid_start(first))
        && characters.all(unicode_ident::is_xid_continue)
}
