//! Where articles begin: which dated lines and separators are heads, judged by the habits of the dump.

use super::heading::{Heading, Lead, Tail};
use super::lines::{Lines, Role};

/// A head that stands alone must reach this; every vote is in [`Splitter::score`].
const ENOUGH: i32 = 3;

/// A title stands at most so many lines above its date, or below it.
const NEAR: usize = 4;

/// The first date of a dump stands within so many lines.
const TOP: usize = 8;

/// Where an article begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Start {
    /// Its first line.
    pub(super) line: usize,
    /// The line with its date.
    pub(super) heading: Option<usize>,
}

/// Where the date stands in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Placement {
    First,
    AfterTitle,
}

/// The articles of a dump by their first lines; the first one begins at line 0.
pub(super) fn starts(lines: &Lines) -> Vec<Start> {
    if lines.all.is_empty() {
        return Vec::new();
    }
    let splitter = Splitter::new(lines);
    let mut starts = splitter.by_feet().unwrap_or_else(|| splitter.by_heads());
    splitter.add_separated(&mut starts);
    starts
}

struct Splitter<'l> {
    lines: &'l Lines,
    /// For every line, the next one that is running text; the number of lines where there is none.
    next_text: Vec<u32>,
    /// For every line, the next one with a date.
    next_date: Vec<u32>,
    /// The dated line at the top of the dump.
    prototype: Option<usize>,
    placement: Placement,
    /// Whether heads stand after blank lines here.
    airy: bool,
}

impl<'l> Splitter<'l> {
    fn new(lines: &'l Lines) -> Self {
        let count = lines.all.len();
        let mut next_text = vec![count as u32; count + 1];
        let mut next_date = vec![count as u32; count + 1];
        for i in (0..count).rev() {
            let role = lines.all[i].role;
            let told = lines.heading(i).is_some_and(is_story);
            next_text[i] = if role == Role::Text || told { i as u32 } else { next_text[i + 1] };
            next_date[i] = if matches!(role, Role::Date(_)) { i as u32 } else { next_date[i + 1] };
        }
        let prototype = Some(next_date[0] as usize)
            .filter(|&line| line < count && line < TOP && next_text[0] as usize >= line)
            .filter(|&line| !lines.heads_list(line));
        let mut splitter =
            Self { lines, next_text, next_date, prototype, placement: Placement::First, airy: true };
        splitter.learn();
        splitter
    }

    /// Reads the habits of the dump off the heads that are written like the first.
    fn learn(&mut self) {
        let model = self.prototype.or_else(|| self.strong_dates().next());
        let Some(model) = model.and_then(|line| self.lines.heading(line)) else { return };
        let (mut above, mut below, mut airy, mut count) = (0, 0, 0, 0);
        for line in self.dates().filter(|&line| self.lines.heading(line).is_some_and(|h| h.like(model))) {
            let title_above = self.title_above(line).is_some();
            above += usize::from(title_above);
            below += usize::from(self.title_below(line));
            airy += usize::from(self.lines.all[line].blank > 0);
            count += 1;
        }
        self.airy = airy * 2 >= count;
        let first_above = self.prototype.is_some_and(|line| self.title_above(line).is_some());
        let habit = above * 2 > count && above > below;
        if habit && (first_above || self.prototype.is_none()) {
            self.placement = Placement::AfterTitle;
        }
    }

    /// The first line of running text from `line` on; the number of lines where there is none.
    fn text_from(&self, line: usize) -> usize {
        self.next_text.get(line).map_or(self.lines.all.len(), |&line| line as usize)
    }

    /// The first line with a date from `line` on; the number of lines where there is none.
    fn date_from(&self, line: usize) -> usize {
        self.next_date.get(line).map_or(self.lines.all.len(), |&line| line as usize)
    }

    fn dates(&self) -> impl Iterator<Item = usize> + '_ {
        let count = self.lines.all.len();
        std::iter::successors(Some(self.date_from(0)), move |&line| Some(self.date_from(line + 1)))
            .take_while(move |&line| line < count)
    }

    fn strong_dates(&self) -> impl Iterator<Item = usize> + '_ {
        self.dates().filter(|&line| self.lines.heading(line).is_some_and(Heading::is_strong))
    }

    /// The first line of the title block that ends at the dated line `line`.
    fn title_above(&self, line: usize) -> Option<usize> {
        let mut first = None;
        for above in (line.saturating_sub(NEAR)..line).rev() {
            match self.lines.all[above].role {
                Role::Short => first = Some(above),
                Role::Byline | Role::Key { .. } | Role::Credit(_) if first.is_none() => {
                    // Head matter between title and date, unless it is the foot of the article before.
                    if self.lines.all[above + 1].blank > 0 {
                        break;
                    }
                }
                _ => break,
            }
            let gap = self.lines.all[above].blank;
            if first.is_some() && (gap > 1 || self.lines.all[above].feed) {
                break;
            }
        }
        first
    }

    /// Whether a title stands below the dated line, with text or a blank line after it.
    fn title_below(&self, line: usize) -> bool {
        let heading = self.lines.heading(line);
        match heading.map(|heading| heading.tail) {
            Some(Tail::Title(_)) => return true,
            Some(Tail::Story(_)) => return false,
            _ => {}
        }
        for below in line + 1..line + 1 + NEAR {
            match self.lines.role_of(below) {
                Some(Role::Short | Role::Key { title: Some(_), .. }) => {
                    return self.text_before_next_date(below);
                }
                Some(Role::Byline | Role::Key { .. } | Role::Credit(_)) => {}
                _ => return false,
            }
        }
        false
    }

    /// Whether running text comes after `line` and before the next date that is no part of the head.
    fn text_before_next_date(&self, line: usize) -> bool {
        // An agency's dateline (`KIEV, 18 mars (AFP) – …`) is date and text in one.
        self.text_from(line) <= self.date_from(line + 1)
    }

    /// The first line of the article whose date stands on `line`.
    fn first_line(&self, line: usize) -> usize {
        let mut first = line;
        while first > 0
            && self.lines.all[first].blank == 0
            && matches!(self.lines.all[first - 1].role, Role::Key { .. })
        {
            first -= 1;
        }
        if first == line && self.placement == Placement::AfterTitle {
            first = self.title_above(line).unwrap_or(line);
        }
        if first > 0 && self.opens_front_matter(first - 1) {
            first -= 1;
        }
        first
    }

    /// Whether a rule opens a block of keys that another rule closes.
    fn opens_front_matter(&self, rule: usize) -> bool {
        if !matches!(self.lines.all[rule].role, Role::Separator { .. }) {
            return false;
        }
        for line in rule + 1..rule + 16 {
            match self.lines.role_of(line) {
                Some(Role::Separator { .. }) => return line > rule + 1 && self.lines.all[line].blank == 0,
                Some(Role::Key { .. } | Role::Credit(_)) if self.lines.all[line].blank == 0 => {}
                Some(Role::Date(_)) if self.lines.heading(line).is_some_and(|h| h.lead == Lead::Key) => {}
                Some(Role::Short) if self.lines.all[line].blank == 0 => {}
                _ => return false,
            }
        }
        false
    }

    fn by_heads(&self) -> Vec<Start> {
        let mut starts = Vec::new();
        let top = self.prototype.map(|line| Start { line: 0, heading: Some(line) });
        starts.push(top.unwrap_or(Start { line: 0, heading: None }));
        let mut last = self.prototype;
        for line in self.dates().filter(|&line| Some(line) != self.prototype) {
            // Between two heads an article tells something; without that the lines share one head.
            let from = last.map_or(0, |last| last);
            let first = self.first_line(line);
            if self.text_from(from) >= first || first == 0 {
                continue;
            }
            if self.score(line, first) >= ENOUGH {
                starts.push(Start { line: first, heading: Some(line) });
                last = Some(line);
            }
        }
        starts
    }

    /// How much a dated line looks like the head of an article.
    fn score(&self, line: usize, first: usize) -> i32 {
        let Some(heading) = self.lines.heading(line) else { return 0 };
        let mut score = i32::from(heading.seen.year.is_some()) + i32::from(heading.is_strong());
        score += match self.prototype.and_then(|top| Some((top, self.lines.heading(top)?))) {
            Some((top, model)) => {
                let told = self.title_below(line) == self.title_below(top)
                    || self.placement == Placement::AfterTitle;
                match (heading.like(model), told) {
                    (true, true) => 3,
                    (true, false) => 1,
                    // `Par Prénom Nom, le 3 mars` and `Saintes, jeudi 10 juin — …` under titles of one dump
                    (false, _) if heading.lead == model.lead && is_story(heading) => 0,
                    (false, _) => -2,
                }
            }
            None if heading.is_strong() => 0,
            None => -1,
        };
        score += match self.lines.role_of(first.wrapping_sub(1)) {
            Some(Role::Separator { .. }) => 3,
            Some(Role::Byline | Role::Credit(_)) => 2,
            _ if self.lines.all[first].feed => 3,
            _ if self.lines.all[first].blank > 1 => 1,
            _ if self.lines.all[first].blank == 0 && self.airy => -3,
            _ => 0,
        };
        let titled =
            if self.placement == Placement::AfterTitle { first < line } else { self.title_below(line) };
        score += if titled { 2 } else { -1 };
        score -= if self.lines.heads_list(line) { 4 } else { 0 };
        score + if self.told_after(line) { 1 } else { -4 }
    }

    /// Whether running text follows the date before the next date of the same kind.
    fn told_after(&self, line: usize) -> bool {
        let text = self.text_from(line);
        let mut date = self.date_from(line + 1);
        // A second date in the head (`Mis à jour le …`) is not the next article's.
        for _ in 0..NEAR {
            if date >= text || date > line + NEAR {
                break;
            }
            date = self.date_from(date + 1);
        }
        text < self.lines.all.len() && text <= date
    }

    /// Articles that end with their dates: the first date comes after text and none comes after the last.
    fn by_feet(&self) -> Option<Vec<Start>> {
        let count = self.lines.all.len();
        if self.prototype.is_some() || self.placement == Placement::AfterTitle {
            return None;
        }
        let model = self.lines.heading(self.date_from(0))?;
        let feet: Vec<usize> =
            self.dates().filter(|&line| self.lines.heading(line).is_some_and(|h| h.like(model))).collect();
        let last = *feet.last()?;
        let short_foot = last + 3 >= count && self.text_from(last) >= count;
        if !short_foot || !(model.seen.year.is_some() || feet.len() > 1) || model.tail != Tail::None {
            return None;
        }
        let mut starts = Vec::new();
        let mut first = 0;
        for foot in feet {
            if self.text_from(first) < foot {
                starts.push(Start { line: first, heading: Some(foot) });
                first = foot + 1;
                while matches!(
                    self.lines.role_of(first),
                    Some(Role::Byline | Role::Credit(_) | Role::Separator { .. })
                ) {
                    first += 1;
                }
            }
        }
        (!starts.is_empty()).then_some(starts)
    }

    /// Articles without a date between separators, where separators part articles in this dump.
    fn add_separated(&self, starts: &mut Vec<Start>) {
        let rules: Vec<usize> = (1..self.lines.all.len()).filter(|&line| self.is_parted(line)).collect();
        if rules.is_empty() {
            return;
        }
        let known =
            |line: usize, starts: &[Start]| starts.binary_search_by_key(&line, |start| start.line).is_ok();
        let heads = rules.iter().filter(|&&line| known(line, starts)).count();
        let articles = rules.iter().filter(|&&line| self.looks_whole(line)).count();
        let strong = rules.iter().all(|&line| self.is_strongly_parted(line));
        let dated = starts.iter().any(|start| start.heading.is_some()) && starts.len() > 1;
        let parts = if dated {
            heads * 2 > rules.len()
        } else {
            articles == rules.len() && self.looks_whole(0) && (strong || rules.len() > 1)
        };
        if !parts {
            return;
        }
        for &line in &rules {
            if !known(line, starts) && self.looks_whole(line) && self.is_free(line, starts) {
                let at = starts.partition_point(|start| start.line < line);
                starts.insert(at, Start { line, heading: None });
            }
        }
    }

    /// Whether the line is the first after a separator.
    fn is_parted(&self, line: usize) -> bool {
        let after = matches!(self.lines.all[line - 1].role, Role::Separator { .. });
        (after || self.lines.all[line].feed) && !matches!(self.lines.all[line].role, Role::Separator { .. })
    }

    fn is_strongly_parted(&self, line: usize) -> bool {
        self.lines.all[line].feed || matches!(self.lines.all[line - 1].role, Role::Separator { strong: true })
    }

    /// Whether a title and text follow: an article of its own.
    fn looks_whole(&self, line: usize) -> bool {
        let text = self.text_from(line);
        let titled = (line..text.min(line + NEAR)).any(|i| matches!(self.lines.all[i].role, Role::Short));
        titled && text < line + NEAR
    }

    /// Whether no known head belongs to the lines right after `line`.
    fn is_free(&self, line: usize, starts: &[Start]) -> bool {
        let at = starts.partition_point(|start| start.line <= line);
        let before = at.checked_sub(1).and_then(|i| starts.get(i)).and_then(|start| start.heading);
        before.is_none_or(|heading| heading < line)
    }
}

/// Whether the text begins on the line of the date.
const fn is_story(heading: &Heading) -> bool {
    matches!(heading.tail, Tail::Story(_))
}
