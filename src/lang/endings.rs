//! The endings of verbs that tell their tense.

use super::{Class, Lexicon, Sense, flag};
use once_cell::sync::Lazy;

/// The listed endings in groups by their last two bytes, the longest of each first; the first group is empty.
struct Endings {
    groups: Vec<Vec<&'static Sense>>,
    /// The group of the last two bytes of a text, at their [`tail`].
    of: [u8; 1024],
}

static ENDINGS: Lazy<Endings> = Lazy::new(|| {
    let (mut groups, mut of) = (vec![Vec::new()], [0; 1024]);
    for sense in Lexicon::french().forms(Class::TenseEnding) {
        let Some(tail) = tail(sense.form) else { continue };
        if of[tail] == 0 {
            of[tail] = u8::try_from(groups.len()).expect("fewer than 256 last letters: see time_tense.csv");
            groups.push(Vec::new());
        }
        groups[usize::from(of[tail])].push(sense);
    }
    groups.iter_mut().for_each(|group| group.sort_by_key(|sense| std::cmp::Reverse(sense.form.len())));
    Endings { groups, of }
});

/// Where the last two bytes of `text` stand among all there may be.
fn tail(text: &str) -> Option<usize> {
    let [.., one, two] = *text.as_bytes() else { return None };
    Some((usize::from(one.to_ascii_lowercase()) * 32 + usize::from(two.to_ascii_lowercase())) % 1024)
}

/// The listed ending of `text`, the longest of so many bytes; one with an accent is looked for to the letter.
pub(crate) fn ending(text: &str, bytes: std::ops::RangeInclusive<usize>) -> Option<&'static Sense> {
    let endings = &*ENDINGS;
    let group = endings.groups.get(usize::from(endings.of[tail(text)?]))?;
    group.iter().copied().find(|sense| {
        let length = sense.form.len();
        let end = text.len().checked_sub(length).filter(|&start| start > 0);
        let Some(end) = end.and_then(|start| text.get(start..)).filter(|_| bytes.contains(&length)) else {
            return false;
        };
        if sense.has(flag::ACCENT) { end == sense.form } else { end.eq_ignore_ascii_case(sense.form) }
    })
}
