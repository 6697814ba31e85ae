//! Names that CPython's built-in types have in some version and that do not run here: to say that an object lacks one
//! of them would be wrong, so the program is refused.

const KNOWN_NAMES: &[(&str, &str)] = &[("object", "__dir__")];

/// Whether the built-in type of this name has such an attribute.
pub fn is_known(class: &str, attribute: &str) -> bool {
    KNOWN_NAMES
        .iter()
        .any(|(owner, names)| *owner == class && names.split(' ').any(|name| name == attribute))
}
