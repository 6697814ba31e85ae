//! Sets of names.

use super::code::Name;

/// A set of names in alphabetical order. A sorted vector: the sets are small.
#[derive(Clone, Debug, Default)]
pub(crate) struct NameSet(Vec<Name>);

impl NameSet {
    /// Whether the name is there.
    pub fn contains(&self, name: &str) -> bool {
        self.find(name).is_ok()
    }

    /// Puts a name in, if it is not there yet.
    pub fn insert(&mut self, name: Name) {
        if let Err(place) = self.find(&name) {
            self.0.insert(place, name);
        }
    }

    /// Takes a name out. Returns whether it was there.
    pub fn remove(&mut self, name: &str) -> bool {
        let place = self.find(name);
        if let Ok(place) = place {
            self.0.remove(place);
        }
        place.is_ok()
    }

    /// The names in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Name> {
        self.0.iter()
    }

    /// The names in order.
    pub fn into_vec(self) -> Vec<Name> {
        self.0
    }

    fn find(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|other| (**other).cmp(name))
    }
}

impl Extend<Name> for NameSet {
    fn extend<T: IntoIterator<Item = Name>>(&mut self, names: T) {
        names.into_iter().for_each(|name| self.insert(name));
    }
}
