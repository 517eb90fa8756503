//! Counts of right and wrong.

use super::gold::{Level, Mark};
use super::sheet::{Found, Sheet};
use super::values::{Attribute, is_right, marked};
use crate::output::TypeSet;
use crate::{DateBasis, EntityType};
use std::collections::BTreeMap;

/// The figures of an evaluation.
#[derive(Debug, Default)]
pub(crate) struct Scores {
    /// Per type, in the order of the types.
    pub(crate) types: BTreeMap<EntityType, Tally>,
    /// Per type and attribute.
    pub(crate) attributes: BTreeMap<(EntityType, Attribute), Shares>,
    /// Per type: all of a value but its modifier.
    pub(crate) values: BTreeMap<EntityType, Shares>,
    /// Every error, in the order of the texts.
    pub(crate) errors: Vec<Mistake>,
    /// Articles of dumps.
    pub(crate) articles: Articles,
}

/// Spans of one type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Marks that must be found.
    pub(crate) gold: u64,
    /// Mentions found, without those that are neither right nor wrong.
    pub(crate) found: u64,
    /// Found with the very span.
    pub(crate) strict: u64,
    /// Found with the very span or one that overlaps it.
    pub(crate) overlap: u64,
}

impl Tally {
    /// Precision, recall and F1 of `right` spans, each from 0 to 1.
    pub(crate) fn shares(self, right: u64) -> [f64; 3] {
        let share = |of: u64| if of == 0 { 0.0 } else { right as f64 / of as f64 };
        [
            share(self.found),
            share(self.gold),
            if right == 0 { 0.0 } else { 2.0 * share(self.found + self.gold) },
        ]
    }
}

/// Values of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shares {
    /// Found, with the right value.
    pub(crate) right: u64,
    /// Found.
    pub(crate) found: u64,
    /// Marked.
    pub(crate) gold: u64,
}

/// How dumps were parted and dated.
#[derive(Debug, Default)]
pub(crate) struct Articles {
    /// Articles marked.
    pub(crate) gold: u64,
    /// Found with their bounds.
    pub(crate) found: u64,
    /// Marked with a date.
    pub(crate) gold_dated: u64,
    /// Found with that date.
    pub(crate) dated: u64,
    /// What is wrong, a line each.
    pub(crate) wrong: Vec<String>,
}

/// What sort of error it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MistakeKind {
    Missed,
    Spurious,
    Boundary,
    Type,
    Value,
}

impl MistakeKind {
    /// The word used in files.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::Spurious => "spurious",
            Self::Boundary => "boundary",
            Self::Type => "type",
            Self::Value => "value",
        }
    }
}

/// One error: what was marked, what was found.
#[derive(Clone, Debug)]
pub(crate) struct Mistake {
    /// Number of its sheet.
    pub(crate) sheet: usize,
    pub(crate) kind: MistakeKind,
    pub(crate) gold: Option<Mark>,
    pub(crate) found: Option<Found>,
    /// The attributes that are wrong.
    pub(crate) attributes: Vec<Attribute>,
}

impl Mistake {
    /// Where it stands, in code points.
    pub(crate) fn span(&self) -> [usize; 2] {
        match (&self.gold, &self.found) {
            (Some(mark), _) => [mark.start, mark.end],
            (None, Some(found)) => [found.start, found.end],
            (None, None) => [0, 0],
        }
    }
}

/// Compares what was found with what is marked, for the types in `types`.
pub(crate) fn score(sheets: &[Sheet], types: TypeSet) -> Scores {
    let mut scores = Scores::default();
    for entity_type in EntityType::ALL.iter().filter(|entity_type| types.has(**entity_type)) {
        scores.types.insert(*entity_type, Tally::default());
    }
    for (number, sheet) in sheets.iter().enumerate() {
        let mut left = Left::default();
        for entity_type in EntityType::ALL.iter().filter(|entity_type| types.has(**entity_type)) {
            scores.one_type(number, sheet, *entity_type, &mut left);
        }
        let from = scores.errors.len();
        scores.leftovers(number, left);
        scores.errors[from..].sort_by_key(Mistake::span);
        scores.articles(sheet);
    }
    scores.errors.sort_by_key(|mistake| (mistake.sheet, mistake.span()));
    scores
}

/// What matches nothing of its own type.
#[derive(Default)]
struct Left<'s> {
    marks: Vec<&'s Mark>,
    found: Vec<&'s Found>,
}

const fn overlaps(mark: &Mark, found: &Found) -> bool {
    mark.start < found.end && found.start < mark.end
}

impl Scores {
    /// All types together.
    pub(crate) fn total(&self) -> Tally {
        self.types.values().fold(Tally::default(), |sum, tally| Tally {
            gold: sum.gold + tally.gold,
            found: sum.found + tally.found,
            strict: sum.strict + tally.strict,
            overlap: sum.overlap + tally.overlap,
        })
    }

    fn one_type<'s>(
        &mut self,
        number: usize,
        sheet: &'s Sheet,
        entity_type: EntityType,
        left: &mut Left<'s>,
    ) {
        let of_type = sheet.marks.iter().filter(|mark| mark.entity_type == entity_type);
        let (must, free): (Vec<&Mark>, Vec<&Mark>) = of_type.partition(|mark| mark.level == Level::Must);
        let mut found: Vec<Option<&Found>> =
            sheet.found.iter().filter(|found| found.entity_type == entity_type).map(Some).collect();
        let mut pairs = Vec::new();
        let mut open = Vec::new();
        for mark in must {
            let exact = |found: &Found| found.start == mark.start && found.end == mark.end;
            match take(&mut found, exact) {
                Some(found) => pairs.push((mark, found)),
                None => open.push(mark),
            }
        }
        let strict = pairs.len();
        for mark in open {
            match take(&mut found, |found| overlaps(mark, found)) {
                Some(found) => pairs.push((mark, found)),
                None => left.marks.push(mark),
            }
        }
        let nested = sheet.marks.iter().filter(|mark| mark.level == Level::Nested);
        let free: Vec<&Mark> = free.into_iter().chain(nested).collect();
        let spurious: Vec<&Found> = found
            .into_iter()
            .flatten()
            .filter(|found| !free.iter().any(|mark| overlaps(mark, found)))
            .collect();
        let missed = left.marks.iter().filter(|mark| mark.entity_type == entity_type);
        let tally = self.types.entry(entity_type).or_default();
        tally.gold += (pairs.len() + missed.clone().count()) as u64;
        tally.found += (pairs.len() + spurious.len()) as u64;
        tally.strict += strict as u64;
        tally.overlap += pairs.len() as u64;
        for mark in missed {
            self.value_of(mark, None);
        }
        left.found.extend(spurious);
        for (index, (mark, found)) in pairs.into_iter().enumerate() {
            let attributes = self.value_of(mark, Some(found));
            let kind = if index < strict { MistakeKind::Value } else { MistakeKind::Boundary };
            if kind == MistakeKind::Boundary || !attributes.is_empty() {
                let (gold, found) = (Some(mark.clone()), Some(found.clone()));
                self.errors.push(Mistake { sheet: number, kind, gold, found, attributes });
            }
        }
    }

    /// Counts the attributes of a mark and returns those that are wrong.
    fn value_of(&mut self, mark: &Mark, found: Option<&Found>) -> Vec<Attribute> {
        let attributes = marked(mark);
        let mut wrong = Vec::new();
        for &attribute in &attributes {
            let right = found.is_some_and(|found| is_right(attribute, mark, found));
            let shares = self.attributes.entry((mark.entity_type, attribute)).or_default();
            shares.add(found.is_some(), right);
            if found.is_some() && !right {
                wrong.push(attribute);
            }
        }
        if attributes.iter().any(|attribute| attribute.is_core()) {
            let right = found.is_some() && !wrong.iter().any(|attribute| attribute.is_core());
            self.values.entry(mark.entity_type).or_default().add(found.is_some(), right);
        }
        wrong
    }

    /// A mark and a mention of different types at one place are one error.
    fn leftovers(&mut self, sheet: usize, left: Left<'_>) {
        let mut found: Vec<Option<&Found>> = left.found.into_iter().map(Some).collect();
        for mark in left.marks {
            let other = take(&mut found, |found| overlaps(mark, found));
            let kind = if other.is_some() { MistakeKind::Type } else { MistakeKind::Missed };
            let (gold, found) = (Some(mark.clone()), other.cloned());
            self.errors.push(Mistake { sheet, kind, gold, found, attributes: Vec::new() });
        }
        for found in found.into_iter().flatten() {
            let found = Some(found.clone());
            let kind = MistakeKind::Spurious;
            self.errors.push(Mistake { sheet, kind, gold: None, found, attributes: Vec::new() });
        }
    }

    fn articles(&mut self, sheet: &Sheet) {
        let date =
            |date: Option<crate::Date>| date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
        for article in &sheet.articles {
            let articles = &mut self.articles;
            articles.gold += 1;
            articles.found += u64::from(article.is_found);
            articles.gold_dated += u64::from(article.date.is_some());
            let right = article.is_found && article.found_date == article.date;
            articles.dated += u64::from(article.date.is_some() && right);
            let place = format!("{} article {}", sheet.id, article.id);
            if !article.is_found {
                articles.wrong.push(format!("{place}: no segment has its bounds"));
            } else if article.date.is_some() && article.basis == DateBasis::None {
                articles.wrong.push(format!("{place}: {} expected, no date found", date(article.date)));
            } else if article.date.is_some() && !right {
                let (expected, found) = (date(article.date), date(article.found_date));
                let basis = article.basis.as_str();
                articles.wrong.push(format!("{place}: {expected} expected, {found} found ({basis})"));
            }
        }
    }
}

impl Shares {
    const fn add(&mut self, found: bool, right: bool) {
        self.gold += 1;
        self.found += found as u64;
        self.right += right as u64;
    }
}

fn take<'s>(found: &mut [Option<&'s Found>], wanted: impl Fn(&Found) -> bool) -> Option<&'s Found> {
    found.iter_mut().find(|found| found.is_some_and(&wanted))?.take()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, level: Level) -> Mark {
        let value = Some("FR-COM-06088".to_owned());
        Mark { start, end, entity_type: EntityType::Place, value, unit: None, modifier: None, level }
    }

    fn found(start: usize, end: usize, id: &str) -> Found {
        Found {
            doc_id: String::new(),
            start,
            end,
            entity_type: EntityType::Place,
            name: String::new(),
            entity_id: id.to_owned(),
            value: String::new(),
            value_end: String::new(),
            unit: String::new(),
            modifier: String::new(),
            rule: String::new(),
        }
    }

    #[test]
    fn spans_and_values_are_counted_apart() {
        let sheet = Sheet {
            marks: vec![
                mark(0, 4, Level::Must),
                mark(10, 20, Level::Must),
                mark(30, 34, Level::Must),
                mark(40, 50, Level::Nice),
                mark(60, 70, Level::Nested),
            ],
            found: vec![
                found(0, 4, "FR-COM-06088"),
                found(12, 20, "FR"),
                found(42, 46, ""),
                found(60, 62, ""),
                found(80, 84, ""),
            ],
            ..Sheet::default()
        };
        let scores = score(&[sheet], TypeSet::EMPTY.with(EntityType::Place));
        assert_eq!(scores.total(), Tally { gold: 3, found: 3, strict: 1, overlap: 2 });
        assert_eq!(scores.values[&EntityType::Place], Shares { right: 1, found: 2, gold: 3 });
        let kinds: Vec<&str> = scores.errors.iter().map(|error| error.kind.as_str()).collect();
        assert_eq!(kinds, ["boundary", "missed", "spurious"]);
    }
}
