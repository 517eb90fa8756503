//! The rows that bear a name.

use super::Entry;
use std::ops::Deref;

/// The rows that bear a name, in the order of their lists; one or two, as nearly always, need no memory of their own.
#[derive(Clone, Debug, Default)]
pub enum Entries<'g> {
    /// None.
    #[default]
    None,
    /// One.
    One([Entry<'g>; 1]),
    /// Two.
    Two([Entry<'g>; 2]),
    /// More.
    Many(Vec<Entry<'g>>),
}

/// Room for the rows of most names that bear more than two.
const MANY: usize = 8;

impl<'g> Entries<'g> {
    pub(super) fn push(&mut self, entry: Entry<'g>) {
        match self {
            Self::None => *self = Self::One([entry]),
            Self::One([first]) => *self = Self::Two([*first, entry]),
            Self::Two([first, second]) => {
                let mut many = Vec::with_capacity(MANY);
                many.extend([*first, *second, entry]);
                *self = Self::Many(many);
            }
            Self::Many(entries) => entries.push(entry),
        }
    }
}

impl<'g> Deref for Entries<'g> {
    type Target = [Entry<'g>];

    #[inline]
    fn deref(&self) -> &Self::Target {
        match self {
            Self::None => &[],
            Self::One(entries) => entries,
            Self::Two(entries) => entries,
            Self::Many(entries) => entries,
        }
    }
}

impl<'e, 'g> IntoIterator for &'e Entries<'g> {
    type Item = &'e Entry<'g>;
    type IntoIter = std::slice::Iter<'e, Entry<'g>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'g> FromIterator<Entry<'g>> for Entries<'g> {
    fn from_iter<I: IntoIterator<Item = Entry<'g>>>(entries: I) -> Self {
        let mut all = Self::None;
        entries.into_iter().for_each(|entry| all.push(entry));
        all
    }
}
