//! Upper, lower and title case.
//!
//! The mappings are Unicode's full ones. Title case, which the standard library lacks, is made of
//! upper and lower; the limit is polytonic Greek with an iota subscript, whose iota is spelled out.

fn is_titlecase(character: char) -> bool {
    matches!(character, 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ' | 'ᾈ'..='ᾏ' | 'ᾘ'..='ᾟ' | 'ᾨ'..='ᾯ' | 'ᾼ' | 'ῌ' | 'ῼ')
}

fn is_cased(character: char) -> bool {
    character.is_lowercase() || character.is_uppercase() || is_titlecase(character)
}

fn push_title(into: &mut String, character: char) {
    match character {
        'Ǆ'..='ǆ' => into.push('ǅ'),
        'Ǉ'..='ǉ' => into.push('ǈ'),
        'Ǌ'..='ǌ' => into.push('ǋ'),
        'Ǳ'..='ǳ' => into.push('ǲ'),
        'ŉ' => into.push_str("ʼN"),
        // Georgian has capitals but no title case.
        'ა'..='ჺ' | 'ჽ'..='ჿ' => into.push(character),
        _ if is_titlecase(character) => into.push(character),
        _ => {
            // Of a ligature such as ß only the first letter becomes a capital.
            let mut upper = character.to_uppercase();
            into.extend(upper.next());
            into.extend(upper.flat_map(char::to_lowercase));
        }
    }
}

/// Each character with its lower case. It depends on the neighbours: a capital sigma at the end
/// of a word has a form of its own.
fn with_lower(text: &str) -> impl Iterator<Item = (char, String)> {
    let lowered: Vec<char> = text.to_lowercase().chars().collect();
    let mut start = 0;
    text.chars().map(move |character| {
        let range = start..start + character.to_lowercase().len();
        start = range.end;
        (
            character,
            lowered.get(range).unwrap_or_default().iter().collect(),
        )
    })
}

/// `str.upper`.
pub fn upper(text: &str) -> String {
    text.to_uppercase()
}

/// `str.lower`.
pub fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// `str.casefold`.
pub fn casefold(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            'ı' => result.push(character),
            'ẞ' => result.push_str("ss"),
            // Cherokee folds to its capitals.
            'Ꭰ'..='Ᏽ' | 'ᏸ'..='ᏽ' | 'ꭰ'..='ꮿ' => {
                result.extend(character.to_uppercase())
            }
            _ => result.extend(character.to_uppercase().flat_map(char::to_lowercase)),
        }
    }
    result
}

/// `str.title`: a character after one with case is lower, any other is title case.
pub fn title(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut after_cased = false;
    for (character, lower) in with_lower(text) {
        if after_cased {
            result.push_str(&lower);
        } else {
            push_title(&mut result, character);
        }
        after_cased = is_cased(character);
    }
    result
}

/// `str.capitalize`: title case for the first character, lower case for the others.
pub fn capitalize(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for (position, (character, lower)) in with_lower(text).enumerate() {
        if position == 0 {
            push_title(&mut result, character);
        } else {
            result.push_str(&lower);
        }
    }
    result
}

/// `str.swapcase`.
pub fn swapcase(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for (character, lower) in with_lower(text) {
        if character.is_uppercase() {
            result.push_str(&lower);
        } else if character.is_lowercase() {
            result.extend(character.to_uppercase());
        } else {
            result.push(character);
        }
    }
    result
}

/// `str.isupper`: at least one cased character and none in another case.
pub fn is_upper(text: &str) -> bool {
    let other = |character: char| character.is_lowercase() || is_titlecase(character);
    text.chars().any(char::is_uppercase) && !text.chars().any(other)
}

/// `str.islower`: at least one cased character and none in another case.
pub fn is_lower(text: &str) -> bool {
    let other = |character: char| character.is_uppercase() || is_titlecase(character);
    text.chars().any(char::is_lowercase) && !text.chars().any(other)
}

/// `str.istitle`: capitals only after uncased characters, small letters only after cased ones.
pub fn is_title(text: &str) -> bool {
    let mut after_cased = false;
    let mut any = false;
    for character in text.chars() {
        let capital = character.is_uppercase() || is_titlecase(character);
        if is_cased(character) && capital == after_cased {
            return false;
        }
        after_cased = is_cased(character);
        any |= after_cased;
    }
    any
}
