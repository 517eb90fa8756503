//! What the finders of names share while they read one document: what they saw, in the order of the text.

use super::names::{NameReading, Origin, capitalised_noun};
use crate::gazetteer::{Entries, Found, Gazetteer, Lists, flag};
use crate::lang::{Class, Prepositions, Sense, article_before, is_whole};
use crate::{Candidate, Document, EntityType, Reading, RuleId};
use std::ops::Range;

/// A name as a finder saw it: small, for most are moved before they find their place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    first: u32,
    last: u32,
    complement: u32,
    listed: Listed,
    head: Option<&'static Sense>,
    origin: Origin,
    spelt: u8,
}

/// Which listed name stands there: one more than its number among those of the scan; 0 for none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Listed(u32);

impl Seen {
    /// The tokens from `first` up to `end`.
    #[inline]
    pub(super) const fn new(origin: Origin, first: usize, end: usize) -> Self {
        let (first, last) = (first as u32, end as u32 - 1);
        Self { first, last, complement: first, listed: Listed(0), head: None, origin, spelt: 0 }
    }

    /// As [`Seen::new`] with a head and its complement, which the lists may know.
    #[inline]
    pub(super) const fn headed(mut self, head: &'static Sense, complement: usize, listed: Listed) -> Self {
        (self.head, self.complement, self.listed) = (Some(head), complement as u32, listed);
        self
    }

    /// As [`Seen::new`] for the words that an acronym of so many letters spells.
    #[inline]
    pub(super) fn expansion(first: usize, end: usize, letters: usize) -> Self {
        Self { spelt: u8::try_from(letters).unwrap_or(u8::MAX), ..Self::new(Origin::Expansion, first, end) }
    }

    /// What names are sorted by.
    #[inline]
    const fn key(&self) -> u128 {
        (self.first as u128) << 64 | (self.last as u128) << 8 | self.origin as u128
    }

    fn rule(&self, doc: &Document<'_>) -> &'static str {
        match self.origin {
            Origin::Gazetteer => "name.gazetteer",
            Origin::Body => "org.head",
            Origin::Site if doc.tokens()[self.first as usize].is_number() => "place.address",
            Origin::Site => "place.site",
            Origin::Capitals => "name.capitals",
            Origin::Expansion => "org.expansion",
            Origin::Title => "org.title",
        }
    }

    /// Takes over what another finder saw in the same words.
    fn absorb(&mut self, other: &Self) {
        self.spelt = self.spelt.max(other.spelt);
        if self.head.is_none() && other.head.is_some() {
            (self.head, self.complement) = (other.head, other.complement);
        }
    }
}

/// What the finders of names share while they read one document.
pub(super) struct Scan<'g, 'd, 't> {
    pub(super) doc: &'d Document<'t>,
    pub(super) prepositions: Prepositions,
    pub(super) lists: Lists<'g>,
    /// Sorted by [`Seen::key`].
    seen: Vec<Seen>,
    found: Vec<Found<'g>>,
    /// The token whose listed names were looked up last.
    looked_up: usize,
    /// The first of its names in `found`; they are the last there.
    from: usize,
    /// The last article with a capital that was looked up, and its names in `found`.
    article: (usize, Range<usize>),
}

impl<'g, 'd, 't> Scan<'g, 'd, 't> {
    pub(super) fn new(gazetteer: &'g Gazetteer, doc: &'d Document<'t>) -> Self {
        let room = doc.tokens().len() / 8;
        let (seen, found) = (Vec::with_capacity(room), Vec::with_capacity(room / 2));
        Self {
            doc,
            prepositions: Prepositions::all(),
            lists: gazetteer.open(),
            seen,
            found,
            looked_up: usize::MAX,
            from: 0,
            article: (usize::MAX, 0..0),
        }
    }

    /// Puts a name in its place: finders go on from token to token, so that it is at or near the end.
    #[inline]
    pub(super) fn push(&mut self, seen: Seen) {
        if self.seen.last().is_some_and(|last| last.key() > seen.key()) {
            self.push_before(seen);
        } else {
            self.seen.push(seen);
        }
    }

    #[inline(never)]
    fn push_before(&mut self, seen: Seen) {
        let after = self.seen.iter().rev().take_while(|other| other.key() > seen.key()).count();
        self.seen.insert(self.seen.len() - after, seen);
    }

    /// place.*, org.*   yes: « à Quint-Fonsegrives »   no: « sens dessus dessous »
    pub(super) fn listed(&mut self, first: usize) {
        self.look_up(first);
        for number in self.from..self.found.len() {
            let end = self.found[number].end;
            if !goes_on(self.doc, end) && !self.has_article(first, number) {
                let entries = &self.found[number].entries;
                let noun = capitalised_noun(self.doc, first).filter(|_| is_body(entries));
                let article = if is_bare_place(entries) { own_article(self.doc, first) } else { None };
                let mut seen = Seen::new(Origin::Gazetteer, noun.or(article).unwrap_or(first), end);
                (seen.listed, seen.complement) = (Listed(number as u32 + 1), first as u32);
                self.push(seen);
            }
        }
    }

    /// Whether the name is that of a thing which is listed with the article that stands right before it
    /// (`La Banque postale`).
    fn has_article(&self, first: usize, number: usize) -> bool {
        let Some(last) = first.checked_sub(1) else { return false };
        let article = last - usize::from(last > 0 && self.doc.is_apostrophe(last));
        let name = &self.found[number];
        self.article.0 == article
            && self.found[self.article.1.clone()].iter().any(|longer| {
                longer.end == name.end
                    && longer.entries.iter().any(|a| name.entries.iter().any(|b| a.same_entity(*b)))
            })
    }

    /// One past the last token of the longest listed name that starts at `first`, and its rows.
    #[inline]
    pub(super) fn longest(&mut self, first: usize) -> Option<(usize, Listed)> {
        self.look_up(first);
        let names = (self.from..self.found.len()).map(|number| (self.found[number].end, number));
        names.max().map(|(end, number)| (end, Listed(number as u32 + 1)))
    }

    /// The rows of the longest listed name at `first` where it goes on up to `end`.
    pub(super) fn listed_up_to(&mut self, first: usize, end: usize) -> Listed {
        self.longest(first).filter(|longest| longest.0 == end).map(|longest| longest.1).unwrap_or_default()
    }

    /// Looks up the names that start at `first`; several finders ask for those of one token.
    #[inline]
    fn look_up(&mut self, first: usize) {
        if self.looked_up != first {
            (self.looked_up, self.from) = (first, self.found.len());
            self.lists.lookup(self.doc, first, &mut self.found);
            if self.doc.lexicon().may_be(self.doc.tokens()[first], Class::Article) {
                self.article = (first, self.from..self.found.len());
            }
        }
    }

    /// Appends what was seen, sorted by span, one candidate for each; but nothing that a user's list removes.
    pub(super) fn finish(mut self, out: &mut Vec<Candidate<'g>>) {
        let mut rest = self.seen.iter();
        let mut next = rest.next();
        while let Some(&first) = next {
            let mut seen = first;
            next = rest.next();
            while let Some(same) = next.filter(|same| (same.first, same.last) == (seen.first, seen.last)) {
                seen.absorb(same);
                next = rest.next();
            }
            if let Some(entries) = entries(&mut self.found, &seen) {
                out.push(candidate(self.doc, &seen, entries));
            }
        }
    }
}

/// The rows of a name; `None` where a user's list says that they name nothing.
fn entries<'g>(found: &mut [Found<'g>], seen: &Seen) -> Option<Entries<'g>> {
    let Some(listed) = seen.listed.0.checked_sub(1) else { return Some(Entries::None) };
    let found = &mut found[listed as usize];
    if found.is_removed {
        return None;
    }
    // What has the name as its complement stands before it: the name itself is the last to need its rows.
    Some(if seen.origin == Origin::Gazetteer && seen.complement == seen.first {
        std::mem::take(&mut found.entries)
    } else {
        found.entries.clone()
    })
}

#[inline]
fn candidate<'g>(doc: &Document<'_>, seen: &Seen, entries: Entries<'g>) -> Candidate<'g> {
    let (first, last) = (seen.first as usize, seen.last as usize);
    let reading = NameReading {
        origin: seen.origin,
        first,
        last,
        entries,
        head: seen.head,
        complement: seen.complement as usize,
        spelt: seen.spelt,
    };
    Candidate { span: doc.span(first, last), rule: RuleId(seen.rule(doc)), reading: Reading::Name(reading) }
}

/// Whether the built-in lists know a body of the name, and no user's list knows the name.
fn is_body(entries: &Entries<'_>) -> bool {
    entries.iter().any(|entry| entry.entity_type() == EntityType::Organisation)
        && !entries.iter().any(|entry| entry.has(flag::USER))
}

/// Whether all that bears the name are places that lack their article here.
fn is_bare_place(entries: &Entries<'_>) -> bool {
    entries.iter().all(|entry| entry.flags() & flag::BARE != 0 && entry.entity_type() == EntityType::Place)
}

/// The article in lower case right before a name (`la Rochelle`); none where a preposition has swallowed it (`du Mans`).
fn own_article(doc: &Document<'_>, first: usize) -> Option<usize> {
    let (i, article) = article_before(doc, first)?;
    is_whole(article).then_some(i)
}

/// Whether a name goes on beyond `end`: a hyphen ties a word in lower case to it (`Die-hard`), or figures (`RN122`).
fn goes_on(doc: &Document<'_>, end: usize) -> bool {
    let glued = |i: usize| doc.tokens().get(i).filter(|token| token.is_glued());
    let word = || glued(end + 1).is_some_and(|token| token.is_word() && !token.is_capitalised());
    glued(end).is_some_and(|next| next.is_number() || next.is_hyphen() && word())
}
