//! Names as they stand in the text: those of the gazetteers, and runs of capitals that no list knows.

use super::gate::{GATES, HEAD};
use super::{Find, acronyms, bodies, sites, titles};
use crate::gazetteer::{Entries, Found, Gazetteer, flag};
use crate::lang::{Class, Sense};
use crate::text::Gap;
use crate::{Candidate, Document, EntityType, Reading, RuleId, Token};

/// What saw a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Origin {
    /// A gazetteer.
    Gazetteer,
    /// A head that makes a body out of what follows (`mairie de Toulouse`).
    Body,
    /// A head that names a site (`rue Max-Planck`).
    Site,
    /// Capitals.
    Capitals,
    /// The words before an acronym in brackets.
    Expansion,
    /// A capital and the words in lower case after it.
    Title,
}

/// A name as it was seen.
#[derive(Clone, Debug)]
pub struct NameReading<'g> {
    /// What saw it.
    pub origin: Origin,
    /// First token.
    pub first: usize,
    /// Last token, included.
    pub last: usize,
    /// Gazetteer rows that bear the name; for a body or site, those of its complement.
    pub entries: Entries<'g>,
    /// The head of a body or site.
    pub head: Option<&'static Sense>,
    /// First token of what follows the head; `first` where there is none.
    pub complement: usize,
    /// Whether an acronym in brackets spells it.
    pub is_expanded: bool,
}

/// Finds names.
#[derive(Clone, Debug)]
pub struct Names {
    pub(crate) gazetteer: Gazetteer,
}

/// What the finders of names share while they read one document.
pub(super) struct Scan<'g, 'd, 't> {
    pub(super) gazetteer: &'g Gazetteer,
    pub(super) doc: &'d Document<'t>,
    pub(super) out: &'d mut Vec<Candidate<'g>>,
    found: Vec<Found<'g>>,
}

impl Find for Names {
    fn find<'g>(&'g self, doc: &Document<'_>, out: &mut Vec<Candidate<'g>>) {
        let before = out.len();
        let mut scan = Scan { gazetteer: &self.gazetteer, doc, out, found: Vec::new() };
        let (lexicon, gates) = (doc.lexicon(), GATES.as_slice());
        let (mut run_end, mut head_end) = (0, 0);
        for (i, &token) in doc.tokens().iter().enumerate() {
            if !token.is_word() {
                if token.is_number() {
                    if !token.is_masked() && scan.gazetteer.may_start_in_lower_case(doc, i) {
                        scan.listed(i);
                    }
                } else if doc.byte(i) == b'(' && !token.is_masked() {
                    acronyms::find(&mut scan, i);
                }
                continue;
            }
            let capitalised = token.is_capitalised();
            let head = gates[usize::from(token.word)] & HEAD != 0;
            let listed = capitalised || scan.gazetteer.may_start_in_lower_case(doc, i);
            if (!listed && !head) || token.is_masked() {
                continue;
            }
            let opens = if head { lexicon.opens(token) } else { 0 };
            if listed {
                scan.listed(i);
            }
            if opens & ORG_HEAD != 0 && i >= head_end {
                head_end = bodies::find(&mut scan, i);
            }
            if opens & ORG_INTRODUCER != 0 {
                bodies::find_introduced(&mut scan, i);
            }
            if opens & PLACE_HEAD != 0 {
                sites::find(&mut scan, i);
            }
            if capitalised {
                titles::find(&mut scan, i);
            }
            if capitalised && i >= run_end {
                run_end = scan.capitals(i);
            }
        }
        let mut seen = if before == 0 { std::mem::take(out) } else { out.split_off(before) };
        seen.sort_by_cached_key(|candidate| {
            let span = candidate.span;
            (span.start() as u32, span.end() as u32, origin(candidate))
        });
        seen.dedup_by(|next, kept| next.span == kept.span && absorb(kept, next));
        seen.retain(|candidate| !removed(candidate));
        if before == 0 { *out = seen } else { out.append(&mut seen) }
    }
}

#[inline]
fn origin(candidate: &Candidate<'_>) -> u8 {
    match &candidate.reading {
        Reading::Name(name) => name.origin as u8,
        _ => u8::MAX,
    }
}

/// Whether a user's list says that the surface names nothing.
#[inline]
fn removed(candidate: &Candidate<'_>) -> bool {
    matches!(&candidate.reading, Reading::Name(name) if name.entries.iter().any(|entry| entry.has(flag::REMOVE)))
}

/// Makes one of two candidates on the same span: the gazetteer's, with the head that the other saw.
fn absorb(kept: &mut Candidate<'_>, next: &mut Candidate<'_>) -> bool {
    if let (Reading::Name(kept), Reading::Name(next)) = (&mut kept.reading, &next.reading) {
        kept.is_expanded |= next.is_expanded;
        if kept.head.is_none() && next.head.is_some() {
            kept.head = next.head;
            kept.complement = next.complement;
        }
    }
    true
}

/// The classes of heads that make or introduce a name.
pub(super) const HEADS: u128 = ORG_HEAD | ORG_INTRODUCER | PLACE_HEAD;
const ORG_HEAD: u128 = 1 << Class::OrgHead as u8;
const ORG_INTRODUCER: u128 = 1 << Class::OrgIntroducer as u8;
const PLACE_HEAD: u128 = 1 << Class::PlaceHead as u8;
const COMPANY_NOUN: u128 = 1 << Class::CompanyNoun as u8;

impl<'g> Scan<'g, '_, '_> {
    #[inline]
    pub(super) fn push(&mut self, rule: &'static str, reading: NameReading<'g>) {
        let span = self.doc.span(reading.first, reading.last);
        self.out.push(Candidate { span, rule: RuleId(rule), reading: Reading::Name(reading) });
    }

    /// place.*, org.*   yes: « à Quint-Fonsegrives »   no: « sens dessus dessous »
    fn listed(&mut self, first: usize) {
        self.gazetteer.lookup(self.doc, first, &mut self.found);
        if self.found.is_empty() {
            return;
        }
        let mut found = std::mem::take(&mut self.found);
        for name in found.drain(..) {
            if goes_on(self.doc, name.end) {
                continue;
            }
            let last = name.end - 1;
            let first = capitalised_noun(self.doc, first).filter(|_| is_body(&name.entries)).unwrap_or(first);
            let reading = NameReading {
                origin: Origin::Gazetteer,
                first,
                last,
                entries: name.entries,
                head: None,
                complement: first,
                is_expanded: false,
            };
            self.push("name.gazetteer", reading);
        }
        self.found = found;
    }

    /// The longest listed name that starts at `first`: one past its last token, and its rows.
    pub(super) fn longest(&mut self, first: usize) -> Option<(usize, Entries<'g>)> {
        let mut found = std::mem::take(&mut self.found);
        self.gazetteer.lookup(self.doc, first, &mut found);
        let longest = found.drain(..).max_by_key(|name| name.end).map(|name| (name.end, name.entries));
        self.found = found;
        longest
    }

    /// name.capitals   yes: « l’éditeur Médialogis »   no: « Les élus »
    ///
    /// Emits the run of capitals at `first` whole, in its parts between connectors, and without a
    /// common word that only starts the sentence. Returns one past the run.
    fn capitals(&mut self, first: usize) -> usize {
        let doc = self.doc;
        if only_introduces(doc, first) {
            return first + 1;
        }
        let mut parts = [(first, segment_end(doc, first)); MAX_PARTS];
        let mut count = 1;
        while count < MAX_PARTS {
            let Some(next) = connected(doc, parts[count - 1].1) else { break };
            parts[count] = (next, segment_end(doc, next));
            count += 1;
        }
        let parts = &parts[..count];
        for (index, &(start, end)) in parts.iter().enumerate() {
            self.run(start, end);
            for &(_, joined_end) in &parts[index + 1..] {
                self.run(start, joined_end);
            }
        }
        if doc.tokens()[first].starts_sentence() && parts[0].1 > first + 1 {
            let rest = (first + 1..parts[0].1).find(|&i| doc.tokens()[i].is_capitalised());
            if let Some(rest) = rest {
                self.run(rest, parts[0].1);
                for &(_, joined_end) in &parts[1..] {
                    self.run(rest, joined_end);
                }
            }
        }
        parts[0].1
    }

    fn run(&mut self, first: usize, end: usize) {
        let doc = self.doc;
        let token = doc.tokens()[first];
        if end == first + 1 && token.starts_sentence() && doc.lexicon().may_be(token, Class::CommonWord) {
            return;
        }
        if end == first + 2 && is_people(doc, first) {
            return;
        }
        let mut push = |first, end: usize| {
            let reading = NameReading {
                origin: Origin::Capitals,
                first,
                last: end - 1,
                entries: Entries::None,
                head: None,
                complement: first,
                is_expanded: false,
            };
            self.push("name.capitals", reading);
        };
        push(first, end);
        let number = doc.tokens().get(end).is_some_and(|token| token.is_number());
        if number && doc.gap(end) <= Gap::Space && doc.token_text(end).len() <= 3 {
            push(first, end + 1);
        }
    }
}

/// Whether a noun that introduces names and is always in capitals stands before one (`l’ONG Médialogis`).
fn only_introduces(doc: &Document<'_>, first: usize) -> bool {
    let next = doc.tokens().get(first + 1);
    doc.tokens()[first].is_all_caps()
        && next.is_some_and(|next| next.is_capitalised() && next.gap() == Gap::Space)
        && doc
            .lexicon()
            .sense(doc, first, Class::OrgIntroducer)
            .is_some_and(|noun| noun.form.chars().all(char::is_uppercase))
}

/// Whether an article that starts a sentence and a demonym stand there (`Les Toulousains`).
fn is_people(doc: &Document<'_>, first: usize) -> bool {
    let (article, people) = (doc.tokens()[first], doc.tokens()[first + 1]);
    article.starts_sentence()
        && doc.lexicon().may_be(article, Class::Preposition)
        && doc.lexicon().may_be(people, Class::Demonym)
}

/// The noun right before a name that only introduces it, where a capital within a sentence makes it part of
/// the name (`le Groupe Danone`, but `le groupe Danone`).
fn capitalised_noun(doc: &Document<'_>, first: usize) -> Option<usize> {
    let noun = first.checked_sub(1).filter(|_| doc.gap(first) == Gap::Space)?;
    let token = doc.tokens()[noun];
    let cased = token.is_capitalised() && !token.is_all_caps() && !token.starts_sentence();
    let free = token.gap() == Gap::Space && !token.is_masked();
    let classes = doc.lexicon().classes(token);
    // A head makes another body of the name: the foundation of a firm is not the firm.
    let introduces = classes & (ORG_INTRODUCER | COMPANY_NOUN) != 0 && classes & ORG_HEAD == 0;
    (cased && free && introduces).then_some(noun)
}

/// Whether the built-in lists know a body of the name, and no user's list knows the name.
fn is_body(entries: &Entries<'_>) -> bool {
    entries.iter().any(|entry| entry.entity_type() == EntityType::Organisation)
        && !entries.iter().any(|entry| entry.has(flag::USER))
}

/// Whether a hyphen ties a word in lower case to a name that ends at `end` (`Die-hard`).
fn goes_on(doc: &Document<'_>, end: usize) -> bool {
    let glued = |i: usize| doc.tokens().get(i).is_some_and(|token| token.is_glued());
    glued(end)
        && glued(end + 1)
        && doc.is_hyphen(end)
        && doc.tokens()[end + 1].is_word()
        && !doc.tokens()[end + 1].is_capitalised()
}

/// Parts of a run that are joined by connectors, at the most.
const MAX_PARTS: usize = 4;
/// Words of one part of a run, at the most; a longer one is a title in capitals.
const MAX_WORDS: usize = 8;

/// One past a run of capitalised words that only hyphens, apostrophes, initials' dots and spaces part.
pub(super) fn segment_end(doc: &Document<'_>, first: usize) -> usize {
    let tokens = doc.tokens();
    let mut end = first + 1;
    for _ in 1..MAX_WORDS {
        let Some(&next) = tokens.get(end) else { break };
        let after = tokens.get(end + 1).copied();
        let spaced_capital = next.is_word() && next.is_capitalised() && next.gap() == Gap::Space;
        if (spaced_capital && !next.is_masked()) || (next.is_number() && next.is_glued()) {
            end += 1;
        } else if next.is_glued() && after.is_some_and(|after| joins(doc, end, after)) {
            end += 2;
        } else {
            break;
        }
    }
    end
}

/// Whether the mark at `i` joins the word after it to a run: a hyphen, an apostrophe, an initial's dot.
fn joins(doc: &Document<'_>, i: usize, after: Token) -> bool {
    let glued_word = after.is_glued() && after.is_word();
    (doc.is_hyphen(i) && glued_word)
        || (doc.is_apostrophe(i) && glued_word && after.is_capitalised())
        || (doc.is_mark(i, ".") && doc.tokens()[i - 1].span.len() == 1 && after.is_capitalised())
}

/// The capitalised word that connectors (`de la`, `du`, `d'`, `et`, `&`) tie to a run that ends at `end`.
pub(super) fn connected(doc: &Document<'_>, end: usize) -> Option<usize> {
    let mut at = end;
    for _ in 0..3 {
        let token = *doc.tokens().get(at)?;
        if token.gap() > Gap::Space || token.is_masked() {
            return None;
        }
        if at > end && token.is_word() && token.is_capitalised() {
            return Some(at);
        }
        if !doc.lexicon().may_be(token, Class::NameConnector) && doc.byte(at) != b'&' {
            return None;
        }
        at += 1;
        if doc.is_apostrophe(at) {
            at += 1;
        }
    }
    None
}
