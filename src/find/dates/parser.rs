//! The reader of the grammar: classes of words, numbers and the context before an expression.

use super::expr::{Calendar, Length, Part, Step, Unit};
use super::number::Count;
use crate::lang::{Class, Lexicon, Sense, flag};
use crate::text::{Gap, Token};
use crate::{Document, Modifier};
use std::cell::Cell;

/// A part of the grammar that was read, and one past its last token.
pub(super) type Read<T> = Option<(T, usize)>;

/// Tokens that one expression may take.
const REACH: usize = 28;

/// Reads expressions that start at a given token.
pub(super) struct Parser<'d, 't> {
    pub(super) doc: &'d Document<'t>,
    pub(super) lexicon: Lexicon,
    /// First token that the expression in hand may not take.
    pub(super) limit: usize,
    /// One past the last year, month or day found, so that enumerations go on.
    pub(super) listed: usize,
    /// Tokens after the first of these up to the second are no break of the text.
    whole: (usize, usize),
    /// Numbers read lately.
    pub(super) counts: [Memo<Count>; 8],
    /// The length and the range of lengths read last: several rules ask for them.
    pub(super) length: Memo<(Length, bool)>,
    pub(super) lengths: Memo<(Length, Length)>,
    /// The units and parts of day read last.
    units: Memo<&'static Sense>,
    parts: Memo<&'static Sense>,
    /// The day or month read last.
    pub(super) calendar: Memo<Calendar>,
}

/// What was read last, by its first token and the limit it was read under.
pub(super) struct Memo<T>(Cell<(usize, usize, Read<T>)>);

impl<T: Copy> Memo<T> {
    const fn new() -> Self {
        Self(Cell::new((usize::MAX, 0, None)))
    }

    #[inline]
    pub(super) fn or_read(&self, i: usize, limit: usize, read: impl FnOnce() -> Read<T>) -> Read<T> {
        let (at, under, found) = self.0.get();
        if (at, under) == (i, limit) {
            return found;
        }
        let found = read();
        self.0.set((i, limit, found));
        found
    }
}

impl<'d, 't> Parser<'d, 't> {
    pub(super) fn new(doc: &'d Document<'t>, lexicon: Lexicon) -> Self {
        let counts = std::array::from_fn(|_| Memo::new());
        let (length, lengths) = (Memo::new(), Memo::new());
        let (units, parts, calendar) = (Memo::new(), Memo::new(), Memo::new());
        let (limit, listed, whole) = (0, 0, (0, 0));
        Self { doc, lexicon, limit, listed, whole, counts, length, lengths, units, parts, calendar }
    }

    /// Allows the tokens from `i` up to the next break of the text.
    pub(super) fn start(&mut self, i: usize) {
        let tokens = self.doc.tokens();
        let end = tokens.len().min(i + REACH);
        let (from, mut to) = self.whole;
        if i < from || i >= to {
            to = i + 1;
        }
        if let Some(ahead) = tokens.get(to..end) {
            to = ahead.iter().position(is_break).map_or(end, |found| to + found);
        }
        self.whole = (i, to);
        self.limit = to.min(end);
    }

    /// Whether a form of one of `classes`, of one word or more, can start at token `i`; spelling is not looked at.
    #[inline]
    pub(super) fn may(&self, i: usize, classes: u128) -> bool {
        i < self.limit && self.lexicon.opens(self.doc.tokens()[i]) & classes != 0
    }

    #[inline]
    pub(super) fn word(&self, i: usize, class: Class) -> Option<&'static Sense> {
        if i < self.limit { self.lexicon.sense(self.doc, i, class) } else { None }
    }

    #[inline]
    pub(super) fn is(&self, i: usize, class: Class) -> bool {
        self.word(i, class).is_some()
    }

    #[inline]
    pub(super) fn phrase(&self, i: usize, class: Class) -> Read<&'static Sense> {
        if self.may(i, 1 << class as u8) { self.longest(i, class) } else { None }
    }

    fn longest(&self, i: usize, class: Class) -> Read<&'static Sense> {
        let read = || self.lexicon.phrase(self.doc, i, class).map(|(end, sense)| (sense, end));
        let found = match class {
            Class::TimeUnit => self.units.or_read(i, 0, read),
            Class::TimePart => self.parts.or_read(i, 0, read),
            _ => read(),
        };
        found.filter(|&(_, end)| end <= self.limit)
    }

    /// Whether a form of `class`, of one word or more, can start at token `i`.
    fn opens(&self, i: usize, class: Class) -> bool {
        let token = self.doc.tokens()[i];
        token.word != 0 && self.lexicon.opens(token) & (1 << class as u8) != 0
    }

    #[inline(always)]
    pub(super) fn mark(&self, i: usize, mark: &str) -> bool {
        i < self.limit && self.doc.is_mark(i, mark)
    }

    #[inline]
    pub(super) fn is_dash(&self, i: usize) -> bool {
        i < self.limit && self.dash_at(i)
    }

    /// As [`Parser::is_dash`] wherever the expression in hand may end.
    #[inline]
    pub(super) fn dash_at(&self, i: usize) -> bool {
        !self.doc.tokens()[i].is_word()
            && (self.doc.is_hyphen(i) || self.doc.is_mark(i, "–") || self.doc.is_mark(i, "—"))
    }

    #[inline]
    pub(super) fn is_number(&self, i: usize) -> bool {
        i < self.limit && self.doc.tokens()[i].is_number()
    }

    #[inline]
    pub(super) fn is_glued(&self, i: usize) -> bool {
        i < self.limit && self.doc.tokens()[i].is_glued()
    }

    /// The digits of token `i` as a number of at most `max` digits.
    #[inline]
    pub(super) fn digits(&self, i: usize, min: usize, max: usize) -> Option<i32> {
        if !self.is_number(i) {
            return None;
        }
        let span = self.doc.tokens()[i].span;
        if span.len() < min || span.len() > max.min(9) {
            return None;
        }
        let digits = self.doc.text().as_bytes().get(span.start()..span.end())?;
        Some(digits.iter().fold(0, |value, digit| value * 10 + i32::from(digit - b'0')))
    }

    /// Past one article (`le`, `l'`) where one stands at `i`.
    pub(super) fn skip_article(&self, i: usize) -> usize {
        if self.is(i, Class::TimeArticle) { self.past_apostrophe(i + 1) } else { i }
    }

    pub(super) fn past_apostrophe(&self, i: usize) -> usize {
        if i < self.limit && self.doc.is_apostrophe(i) { i + 1 } else { i }
    }

    /// Past `de`, `d'`, `du`, `des`, `de la`, `de l'` at `i`.
    pub(super) fn past_of(&self, i: usize) -> Option<usize> {
        self.word(i, Class::TimeOf)?;
        Some(self.skip_article(self.past_apostrophe(i + 1)))
    }

    /// Past `de …` where it stands at `i`.
    pub(super) fn skip_of(&self, i: usize) -> usize {
        self.past_of(i).unwrap_or(i)
    }

    /// The first token before `i`, articles and their apostrophe left out.
    pub(super) fn before_article(&self, i: usize) -> usize {
        let mut at = i;
        if at > 0 && self.doc.is_apostrophe(at - 1) {
            at -= 1;
        }
        if at > 0 && self.lexicon.is(self.doc, at - 1, Class::TimeArticle) && self.same_line(at) {
            at -= 1;
            return at;
        }
        i
    }

    /// Whether token `i` stands on the line of the one before it.
    pub(super) fn same_line(&self, i: usize) -> bool {
        i > 0 && self.doc.gap(i) <= Gap::Space
    }

    /// Whether the tokens from `i` (an article before it) up to `end` make up a whole line, but for a full stop.
    pub(super) fn fills_line(&self, i: usize, end: usize) -> bool {
        let tokens = self.doc.tokens();
        let ends = |at: usize| at >= tokens.len() || self.doc.gap(at) >= Gap::Line;
        self.opens_line(i) && (ends(end) || self.doc.is_mark(end, ".") && ends(end + 1))
    }

    /// Whether nothing but an article stands before token `i` on its line.
    pub(super) fn opens_line(&self, i: usize) -> bool {
        let first = self.before_article(i);
        first == 0 || self.doc.gap(first) >= Gap::Line
    }

    /// Whether token `i - 1` is a word of `class`, on the same line.
    pub(super) fn follows(&self, i: usize, class: Class) -> Option<&'static Sense> {
        let mut at = i.checked_sub(1)?;
        if self.doc.gap(i) == Gap::Blank {
            return None;
        }
        if self.doc.is_apostrophe(at) {
            at = at.checked_sub(1)?;
        }
        self.lexicon.sense(self.doc, at, class)
    }

    /// Whether a form of `class` of up to four words ends right before token `i`.
    pub(super) fn ends_before(&self, i: usize, class: Class) -> bool {
        (1..=5).filter_map(|back| i.checked_sub(back)).any(|at| {
            self.opens(at, class)
                && self.lexicon.phrase(self.doc, at, class).is_some_and(|(end, _)| {
                    end == i || (end + 1 == i && (self.doc.is_apostrophe(end) || self.doc.is_mark(end, ",")))
                })
        })
    }

    /// What the first of `forms` says of which a form ends right before token `i`, or before an article there.
    #[inline]
    fn modifier_before(&self, i: usize, articled: bool, forms: [(Class, Modifier); 3]) -> Modifier {
        // most are told by nothing: one look at all words that could, an article and its apostrophe between
        let before = &self.doc.tokens()[i.saturating_sub(7)..i];
        let seen = before.iter().fold(0, |all, token| all | self.lexicon.opens(*token));
        if forms.iter().all(|&(class, _)| seen & 1 << class as u8 == 0) {
            return Modifier::None;
        }
        let told = |at: usize| {
            let mut forms = forms.iter();
            forms.find(|&&(class, _)| seen & 1 << class as u8 != 0 && self.ends_before(at, class))
        };
        let found = if articled { told(self.before_article(i)) } else { None }.or_else(|| told(i));
        found.map_or(Modifier::None, |&(_, modifier)| modifier)
    }

    /// What the words before a length say of it.
    pub(super) fn length_modifier(&self, i: usize) -> Modifier {
        self.modifier_before(
            i,
            false,
            [
                (Class::TimeMore, Modifier::MoreThan),
                (Class::TimeLess, Modifier::LessThan),
                (Class::TimeApprox, Modifier::Approx),
            ],
        )
    }

    /// What the words before a day or hour say of it.
    pub(super) fn point_modifier(&self, i: usize) -> Modifier {
        self.modifier_before(
            i,
            true,
            [
                (Class::TimeBefore, Modifier::Before),
                (Class::TimeAfter, Modifier::After),
                (Class::TimeApprox, Modifier::Approx),
            ],
        )
    }

    /// Whether token `i` is a word in lower case that ends like a plural.
    pub(super) fn is_plural(&self, i: usize) -> bool {
        self.doc.tokens().get(i).is_some_and(|token| token.is_word() && !token.is_capitalised())
            && self.doc.gap(i) <= Gap::Space
            && self.doc.token_text(i).len() > 3
            && self.doc.token_text(i).ends_with(['s', 'x'])
    }
}

/// Whether no expression goes on over the gap before this token.
#[inline]
fn is_break(token: &Token) -> bool {
    token.is_apart()
        && (token.is_masked() || token.gap() == Gap::Blank || !token.is_word() || token.is_capitalised())
}

/// The unit that a list names by its code.
pub(super) fn unit(sense: &Sense) -> Unit {
    match sense.text {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "night" => Unit::Night,
        "weekend" => Unit::Weekend,
        "week" => Unit::Week,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "season" => Unit::Season,
        "semester" => Unit::Semester,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        "millennium" => Unit::Millennium,
        _ => Unit::Day,
    }
}

/// The part of day that a list names by its code.
pub(super) fn part(sense: &Sense) -> Part {
    match sense.text {
        "MO" => Part::Morning,
        "AF" => Part::Afternoon,
        "EV" => Part::Evening,
        "NI" => Part::Night,
        _ => Part::Day,
    }
}

/// The step that a list names by its code.
pub(super) fn step(sense: &Sense) -> Step {
    match sense.text {
        "last" => Step::Last,
        "next" => Step::Next,
        "before" => Step::Before,
        "after" => Step::After,
        "ahead-1" => Step::Ahead(1),
        "ahead-2" => Step::Ahead(2),
        _ => Step::This,
    }
}

/// The modifier that a list names by its code.
pub(super) fn edge(sense: &Sense) -> Modifier {
    Modifier::parse(sense.text).unwrap_or(Modifier::None)
}

/// Whether the word needs a neighbour to mean time.
pub(super) const fn is_weak(sense: &Sense) -> bool {
    sense.has(flag::WEAK)
}

impl Length {
    pub(super) const fn whole(count: u64, unit: Unit) -> Self {
        Self { milli: count.saturating_mul(1000), unit, rest: [None; 3] }
    }
}
