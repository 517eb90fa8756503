//! Names as they stand in the text: those of the gazetteers, and runs of capitals that no list knows.

use super::scan::{Scan, Seen};
use super::{Find, acronyms, bodies, sites, titles};
use crate::gazetteer::{Entries, Gazetteer, Lower};
use crate::lang::{Class, Lexicon, Sense, mask};
use crate::text::{Gap, Sign};
use crate::{Candidate, Document, Token};

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
    /// An acronym beside a bracket, or the words that spell it.
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
    /// First token of what follows the head; of a listed name the first that the list has (`Rochelle` of `la Rochelle`);
    /// else `first`.
    pub complement: usize,
    /// Letters of an acronym that its words spell or that it is itself; 0 for none.
    pub spelt: u8,
}

/// Finds names.
#[derive(Clone, Debug)]
pub struct Names {
    pub(crate) gazetteer: Gazetteer,
}

impl Find for Names {
    fn find<'g>(&'g self, doc: &Document<'_>, out: &mut Vec<Candidate<'g>>) {
        let mut reader = Reader { scan: Scan::new(&self.gazetteer, doc), run_end: 0, head_end: 0 };
        let lists = reader.scan.lists;
        for (chunk, tokens) in doc.tokens().chunks(CHUNK).enumerate() {
            let starts = Starts::new(tokens, doc.lexicon(), lists.lower);
            let at = |start: &u8| chunk * CHUNK + usize::from(*start);
            lists.warm(doc, starts.capitals[..starts.capital_count].iter().map(at));
            starts.all[..starts.count].iter().for_each(|start| reader.at(at(start)));
        }
        reader.scan.finish(out);
    }
}

/// Tokens that are looked through at once.
const CHUNK: usize = 256;

/// Those of some tokens at which a name may start or a bracket opens: four of five are nothing to the finders.
struct Starts {
    all: [u8; CHUNK],
    count: usize,
    /// Those with a capital.
    capitals: [u8; CHUNK],
    capital_count: usize,
}

impl Starts {
    /// Which ones they are cannot be foretold, so nothing branches here.
    #[inline(never)]
    fn new(tokens: &[Token], lexicon: Lexicon, lower: Lower<'_>) -> Self {
        let mut starts = Self { all: [0; CHUNK], count: 0, capitals: [0; CHUNK], capital_count: 0 };
        for (i, token) in tokens.iter().enumerate() {
            let may = token.is_capitalised()
                | (lexicon.opens(*token) & HEADS != 0)
                | lower.may_start(token.hash)
                | (token.sign == Sign::Open);
            starts.all[starts.count % CHUNK] = i as u8;
            starts.count += usize::from(may);
            starts.capitals[starts.capital_count % CHUNK] = i as u8;
            starts.capital_count += usize::from(token.is_capitalised());
        }
        starts
    }
}

/// Reads a document from one start to the next.
struct Reader<'g, 'd, 't> {
    scan: Scan<'g, 'd, 't>,
    /// One past the last run of capitals.
    run_end: usize,
    /// One past the last head of a body.
    head_end: usize,
}

impl Reader<'_, '_, '_> {
    fn at(&mut self, i: usize) {
        let doc = self.scan.doc;
        let token = doc.tokens()[i];
        if token.is_masked() {
            return;
        }
        if token.is_capitalised() {
            self.scan.listed(i);
            self.head(i, token);
            titles::find(&mut self.scan, i);
            if i >= self.run_end {
                self.run_end = capitals(&mut self.scan, i);
            }
        } else if token.is_word() || token.is_number() {
            if self.scan.lists.may_start_in_lower_case(doc, i) {
                self.scan.listed(i);
            }
            if token.is_word() {
                self.head(i, token);
            }
        } else if token.sign == Sign::Open {
            acronyms::find(&mut self.scan, i);
        }
    }

    #[inline]
    fn head(&mut self, i: usize, token: Token) {
        let opens = self.scan.doc.lexicon().opens(token);
        if opens & HEADS == 0 {
            return;
        }
        if opens & ORG_HEAD != 0 && i >= self.head_end {
            self.head_end = bodies::find(&mut self.scan, i);
        }
        if opens & ORG_INTRODUCER != 0 {
            bodies::find_introduced(&mut self.scan, i);
        }
        if opens & PLACE_HEAD != 0 {
            sites::find(&mut self.scan, i);
        }
    }
}

/// The classes of heads that make or introduce a name.
pub(super) const HEADS: u128 = ORG_HEAD | ORG_INTRODUCER | PLACE_HEAD;
const ORG_HEAD: u128 = mask(&[Class::OrgHead]);
const ORG_INTRODUCER: u128 = mask(&[Class::OrgIntroducer]);
const PLACE_HEAD: u128 = mask(&[Class::PlaceHead]);
const COMPANY_NOUN: u128 = mask(&[Class::CompanyNoun]);

/// name.capitals   yes: « l’éditeur Médialogis »   no: « Les élus »
///
/// Emits the run of capitals at `first` whole, in its parts between connectors, and without a
/// common word that only starts the sentence. Returns one past the run.
fn capitals(scan: &mut Scan<'_, '_, '_>, first: usize) -> usize {
    let doc = scan.doc;
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
        run(scan, start, end);
        for &(_, joined_end) in &parts[index + 1..] {
            run(scan, start, joined_end);
        }
    }
    if doc.tokens()[first].starts_sentence() && parts[0].1 > first + 1 {
        let rest = (first + 1..parts[0].1).find(|&i| doc.tokens()[i].is_capitalised());
        if let Some(rest) = rest {
            run(scan, rest, parts[0].1);
            for &(_, joined_end) in &parts[1..] {
                run(scan, rest, joined_end);
            }
        }
    }
    parts[0].1
}

fn run(scan: &mut Scan<'_, '_, '_>, first: usize, end: usize) {
    let doc = scan.doc;
    let token = doc.tokens()[first];
    if end == first + 1 && token.starts_sentence() && doc.lexicon().may_be(token, Class::CommonWord) {
        return;
    }
    if end == first + 2 && is_people(doc, first) {
        return;
    }
    scan.push(Seen::new(Origin::Capitals, first, end));
    let number = doc.tokens().get(end).is_some_and(|token| token.is_number());
    if number && doc.gap(end) <= Gap::Space && doc.token_text(end).len() <= 3 {
        scan.push(Seen::new(Origin::Capitals, first, end + 1));
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
pub(super) fn capitalised_noun(doc: &Document<'_>, first: usize) -> Option<usize> {
    let noun = first.checked_sub(1).filter(|_| doc.gap(first) == Gap::Space)?;
    let token = doc.tokens()[noun];
    let cased = token.is_capitalised() && !token.is_all_caps() && !token.starts_sentence();
    let free = token.gap() == Gap::Space && !token.is_masked();
    let classes = doc.lexicon().classes(token);
    // A head makes another body of the name: the foundation of a firm is not the firm.
    let introduces = classes & (ORG_INTRODUCER | COMPANY_NOUN) != 0 && classes & ORG_HEAD == 0;
    (cased && free && introduces).then_some(noun)
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
        let figures =
            next.is_glued() && (next.is_number() || tokens[end - 1].is_number() && next.is_capitalised());
        if (spaced_capital || figures) && !next.is_masked() {
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
        || (doc.sign(i) == Sign::Dot && doc.tokens()[i - 1].span.len() == 1 && after.is_capitalised())
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
        if !doc.lexicon().may_be(token, Class::NameConnector) && token.sign != Sign::Ampersand {
            return None;
        }
        at += 1;
        if doc.is_apostrophe(at) {
            at += 1;
        }
    }
    None
}
