//! Which names are also common words or first names, after the Hunspell dictionary of French.
//!
//! The rule: a name is a `word` if its folded form is that of a lower-case dictionary entry or of one of
//! its forms. Forms are made with the suffix rules of the affix file (plurals, feminines) for all entries
//! but verbs, which give their infinitive alone: `Vers`, `Tours`, `Rennes` are words, `Vienne` is none.
//! A leading article is left out first (`La Garde` → `garde`). A name is a `first-name` if an entry
//! tagged `po:prn` folds to it. Only these two flags leave the dictionary.

use crate::error::{Error, Result};
use crate::fold::key;
use crate::row::Row;
use std::collections::{HashMap, HashSet};

/// Folded words and first names.
#[derive(Debug, Default)]
pub(crate) struct Words {
    common: HashSet<String>,
    first_names: HashSet<String>,
}

/// One suffix rule: `strip` at the end is replaced by `add` where the word ends as `condition` says.
#[derive(Debug)]
struct Suffix {
    strip: String,
    add: String,
    condition: Vec<Class>,
}

/// One position of a condition: any character, or one of (or none of) a set.
#[derive(Debug)]
enum Class {
    Any,
    In(Vec<char>),
    NotIn(Vec<char>),
}

impl Class {
    fn takes(&self, c: char) -> bool {
        match self {
            Self::Any => true,
            Self::In(set) => set.contains(&c),
            Self::NotIn(set) => !set.contains(&c),
        }
    }
}

impl Suffix {
    fn apply(&self, word: &str) -> Option<String> {
        let ending: Vec<char> = word.chars().rev().take(self.condition.len()).collect();
        let fits = ending.len() == self.condition.len()
            && self.condition.iter().rev().zip(ending).all(|(class, c)| class.takes(c));
        let stem = word.strip_suffix(self.strip.as_str())?;
        fits.then(|| format!("{stem}{}", self.add))
    }
}

impl Words {
    /// Reads the affix file, the dictionary and the hand-made list of further words.
    pub(crate) fn read(affixes: &str, dictionary: &str, further: &[String]) -> Result<Self> {
        let suffixes = suffixes(affixes)?;
        let mut words = Self::default();
        words.common.extend(further.iter().map(|word| key(word)));
        for line in dictionary.lines().skip(1) {
            words.add(line, &suffixes);
        }
        Ok(words)
    }

    fn add(&mut self, line: &str, suffixes: &HashMap<String, Vec<Suffix>>) {
        let (entry, tags) = line.split_once(' ').unwrap_or((line, ""));
        let (word, classes) = entry.split_once('/').unwrap_or((entry, ""));
        if tags.contains("po:prn") {
            self.first_names.insert(key(word));
        }
        if !word.starts_with(char::is_lowercase) {
            return;
        }
        self.common.insert(key(word));
        if !tags.starts_with("po:v") {
            for suffix in pairs(classes).filter_map(|class| suffixes.get(&class)).flatten() {
                self.common.extend(suffix.apply(word).map(|form| key(&form)));
            }
        }
    }

    /// Sets `word` and `first-name` where a row's surface is one.
    pub(crate) fn flag(&self, rows: &mut [Row]) {
        for row in rows {
            let folded = key(&row.surface);
            let bare = without_article(&folded);
            if self.common.contains(bare) || self.common.contains(&folded) {
                row.flags.insert("word".to_owned());
            }
            if self.first_names.contains(&folded) {
                row.flags.insert("first-name".to_owned());
            }
        }
    }
}

fn without_article(folded: &str) -> &str {
    ["le ", "la ", "les ", "l "].iter().find_map(|article| folded.strip_prefix(article)).unwrap_or(folded)
}

/// `FLAG long`: two characters name a class.
fn pairs(classes: &str) -> impl Iterator<Item = String> {
    let chars: Vec<char> = classes.chars().collect();
    (0..chars.len() / 2).map(move |i| chars[2 * i..2 * i + 2].iter().collect())
}

fn suffixes(affixes: &str) -> Result<HashMap<String, Vec<Suffix>>> {
    if !affixes.lines().any(|line| line.trim() == "FLAG long") {
        return Err(Error::new("no line `FLAG long`"));
    }
    let mut suffixes: HashMap<String, Vec<Suffix>> = HashMap::new();
    for line in affixes.lines() {
        let mut fields = line.split_whitespace();
        if fields.next() != Some("SFX") {
            continue;
        }
        // A class opens with a line of four fields; its rules have five or more.
        let [Some(class), Some(strip), Some(add), Some(condition)] = std::array::from_fn(|_| fields.next())
        else {
            continue;
        };
        let add = add.split('/').next().unwrap_or_default();
        suffixes.entry(class.to_owned()).or_default().push(Suffix {
            strip: strip.trim_matches('0').to_owned(),
            add: add.trim_matches('0').to_owned(),
            condition: classes(condition),
        });
    }
    Ok(suffixes)
}

fn classes(condition: &str) -> Vec<Class> {
    let mut classes = Vec::new();
    let mut chars = condition.chars();
    while let Some(c) = chars.next() {
        classes.push(match c {
            '.' => Class::Any,
            '[' => {
                let mut set: Vec<char> = chars.by_ref().take_while(|&c| c != ']').collect();
                if set.first() == Some(&'^') {
                    set.remove(0);
                    Class::NotIn(set)
                } else {
                    Class::In(set)
                }
            }
            c => Class::In(vec![c]),
        });
    }
    // `.` alone means "no condition", which must also hold for a one-letter word.
    if condition == "." { Vec::new() } else { classes }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AFFIXES: &str = "FLAG long\nSFX S. Y 2\nSFX S. 0 0/L'D'Q' [^sxz] is:sg\nSFX S. 0 s/D'Q' [^sxz] is:pl\n\
                           SFX X. Y 1\nSFX X. l ux/D'Q' al is:pl\n";
    const DICTIONARY: &str = "7\ntour/S.() po:nom is:epi\nvers/L'D'Q' po:nom\ncheval/X.() po:nom is:mas\n\
                              venir/i0() po:v3_i\ngarde/S.() po:nom\nLaurence/L'D'Q' po:prn is:fem\n\
                              Lourdes/L'D'Q' po:npr is:epi";

    fn flags(surface: &str) -> String {
        let words = Words::read(AFFIXES, DICTIONARY, &["die".to_owned()]).unwrap();
        let mut rows = [Row::place("commune", "FR-COM-00000", surface)];
        words.flag(&mut rows);
        rows[0].flags.iter().cloned().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn common_words_and_their_plurals_are_flagged() {
        assert_eq!(flags("Vers"), "word");
        assert_eq!(flags("Tours"), "word");
        assert_eq!(flags("Chevaux"), "word");
        assert_eq!(flags("La Garde"), "word");
        assert_eq!(flags("Die"), "word");
        assert_eq!(flags("Venir"), "word");
    }

    #[test]
    fn names_are_not_words() {
        assert_eq!(flags("Lourdes"), "");
        assert_eq!(flags("Laurence"), "first-name");
        assert_eq!(flags("Saint-Vers"), "");
    }
}
