//! Amounts: from what was seen to number and unit.

use super::toponyms::Choice;
use crate::find::{RawAmount, RawUnit};
use crate::lang::fr::nouns::singular;
use crate::lang::{Class, Sense, flag};
use crate::{Amount, Candidate, Document, Reading, Span};
use std::borrow::Cow;

/// The normalised amounts among `candidates`, in their order; a counted noun becomes its singular in lower
/// case. The places may tell which currency a bare word is.
pub(crate) fn resolve(
    doc: &Document<'_>,
    candidates: &[Candidate<'_>],
    places: &[Option<Choice<'_>>],
) -> Vec<Amount> {
    let mut raws: Vec<(Span, &RawAmount)> = Vec::with_capacity(candidates.len());
    raws.extend(candidates.iter().filter_map(raw));
    let mut known = None;
    (0..raws.len())
        .map(|index| {
            let (span, raw) = raws[index];
            let unit = match raw.unit {
                RawUnit::Code(code) => Cow::Borrowed(code),
                RawUnit::Rate(unit, per) => Cow::Owned(format!("{unit}/{per}")),
                RawUnit::Noun(span) => singular(doc, span),
                RawUnit::Money(sense) if sense.has(flag::WEAK) && !is_past(doc, span) => Cow::Borrowed(
                    told(doc, sense, &raws, index)
                        .or_else(|| at_home(doc, sense, known.get_or_insert_with(|| countries(doc, places))))
                        .unwrap_or(sense.text),
                ),
                RawUnit::Money(sense) => Cow::Borrowed(sense.text),
            };
            Amount {
                kind: raw.kind,
                value: raw.value,
                value_end: raw.value_end,
                unit,
                modifier: raw.modifier,
            }
        })
        .collect()
}

fn raw<'c>(candidate: &'c Candidate<'_>) -> Option<(Span, &'c RawAmount)> {
    match &candidate.reading {
        Reading::Amount(raw) => Some((candidate.span, raw)),
        _ => None,
    }
}

/// How far, in amounts, the currency of a bare word is looked for.
const REACH: usize = 20;

/// The currency of a bare `francs`, `dollars`, `cents`: that of the nearest amount of money, those before it
/// first, that says which (`cents USD` is listed, so cents may be those of a dollar).
fn told(doc: &Document<'_>, bare: &Sense, raws: &[(Span, &RawAmount)], index: usize) -> Option<&'static str> {
    let before = raws[..index].iter().rev().take(REACH);
    let after = raws[index + 1..].iter().take(REACH);
    before.chain(after).find_map(|(_, raw)| {
        let RawUnit::Money(sense) = raw.unit else { return None };
        let sure = !sense.has(flag::WEAK) || sense.class != bare.class;
        sure.then(|| of_family(doc, bare, sense.text)).flatten()
    })
}

/// Whether the sentence of an amount tells a year before the euro: its francs are French ones.
fn is_past(doc: &Document<'_>, span: Span) -> bool {
    const WINDOW: usize = 30;
    let at = doc.token_at(span.start());
    let starts = |i: usize| doc.tokens().get(i).is_some_and(|token| token.starts_sentence());
    let first = (at.saturating_sub(WINDOW)..=at).rev().find(|&i| starts(i)).unwrap_or(at);
    let year = |i: usize| {
        let text = doc.token_text(i);
        text.len() == 4 && doc.tokens()[i].is_number() && ("1900".."2002").contains(&text)
    };
    (first..doc.tokens().len().min(at + WINDOW)).take_while(|&i| i <= at || !starts(i)).any(year)
}

/// The currency of a bare word in the country that the document speaks of most: `francs CH` is listed.
fn at_home(doc: &Document<'_>, bare: &Sense, countries: &[&str]) -> Option<&'static str> {
    let country = countries.first().filter(|_| bare.has(flag::PLACE))?;
    of_family(doc, bare, country)
}

fn of_family(doc: &Document<'_>, bare: &Sense, which: &str) -> Option<&'static str> {
    doc.lexicon().lookup(&format!("{} {which}", bare.form), bare.class).map(|sense| sense.text)
}

/// The countries of the document's places and demonyms, the most frequent first.
fn countries<'g>(doc: &Document<'_>, places: &[Option<Choice<'g>>]) -> Vec<&'g str> {
    let of_places = places.iter().flatten().filter_map(|choice| {
        let within = choice.entry.parent().map(|parent| parent.id());
        [Some(choice.entry.id()), within].into_iter().flatten().find_map(country_of)
    });
    let demonym = |i| doc.lexicon().sense(doc, i, Class::Demonym);
    let of_people = (0..doc.tokens().len()).filter_map(|i| country_of(demonym(i)?.text));
    let mut counts: Vec<(usize, &str)> = Vec::new();
    for country in of_places.chain(of_people) {
        match counts.iter_mut().find(|(_, counted)| *counted == country) {
            Some(counted) => counted.0 += 1,
            None => counts.push((1, country)),
        }
    }
    counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    counts.into_iter().map(|(_, country)| country).collect()
}

/// `CH` of `CH` and `CH-VD`.
fn country_of(id: &str) -> Option<&str> {
    let code = id.split('-').next().filter(|code| code.len() == 2)?;
    (code != "GN" && code.bytes().all(|byte| byte.is_ascii_uppercase())).then_some(code)
}
