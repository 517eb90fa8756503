//! Temporal cases of other extractors' test suites, scored by source.
//!
//! Their intervals are half-open and their hours have seconds; ours are closed
//! days and minutes. A case counts as right where our value names the same
//! stretch of time, at the precision that either side tells. The file is not
//! part of this repository; without it the test says so and passes.
//! `GLANE_EXPRESSIONS` names another file of the same form, `GLANE_VERBOSE` prints what is wrong.

use glane::{Date, DateKind, Pipeline, TimeValue, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const TEMPORAL: [&str; 8] = ["date", "datetime", "duration", "interval", "set", "time", "age", "hour"];

#[derive(Default)]
struct Score {
    right: usize,
    total: usize,
}

#[test]
fn values_of_other_suites() {
    let given = std::env::var_os("GLANE_EXPRESSIONS").map(PathBuf::from);
    let path = given
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gold/expressions-fr.jsonl"));
    let Ok(cases) = fs::read_to_string(&path) else {
        println!("skipped: {} is absent", path.display());
        return;
    };
    let pipeline = Pipeline::french();
    let verbose = std::env::var_os("GLANE_VERBOSE").is_some();
    let (mut scores, mut alarms) = (BTreeMap::<&str, Score>::new(), Vec::new());
    for line in cases.lines() {
        let case: serde_json::Value = serde_json::from_str(line).expect("a case is one JSON object");
        let scope = case["scope"].as_array().expect("a case has a scope");
        if !scope.iter().any(|kind| kind.as_str().is_some_and(|kind| TEMPORAL.contains(&kind))) {
            continue;
        }
        let text = case["text"].as_str().expect("a case has a text");
        let found = times(&pipeline, text, case["ref"].as_str());
        if case["negative"] == true {
            if !found.is_empty() {
                alarms.push(text.to_owned());
            }
            continue;
        }
        let source = if case["source"] == "recognizers" { "recognizers" } else { "others" };
        for entity in case["entities"].as_array().expect("a case has entities") {
            let Some(value) = entity["value"].as_str() else { continue };
            let score = scores.entry(source).or_default();
            score.total += 1;
            let mut accepted = vec![value];
            accepted.extend(entity["alts"].as_array().into_iter().flatten().filter_map(|alt| alt.as_str()));
            let fuzzy = entity["fuzzy"] == true;
            let surface = entity["surface"].as_str().unwrap_or("");
            let near = |(at, time): &(std::ops::Range<usize>, TimeValue)| {
                overlaps(text, surface, at) && accepted.iter().any(|gold| same(gold, time, fuzzy))
            };
            if found.iter().any(near) {
                score.right += 1;
            } else if verbose {
                let ours: Vec<_> = found.iter().map(|(at, time)| (&text[at.clone()], &time.value)).collect();
                println!("{} ref {} `{text}` wants {accepted:?}, has {ours:?}", case["source"], case["ref"]);
            }
        }
    }
    for (source, score) in &scores {
        println!("{source}: {} of {}", score.right, score.total);
    }
    println!("false alarms: {alarms:?}");
    for (source, floor) in [("others", 0.85), ("recognizers", 0.75)] {
        let score = &scores[source];
        let share = score.right as f64 / score.total as f64;
        assert!(share >= floor, "{source}: {share:.3} of the values are right, {floor} are due");
    }
    assert!(alarms.len() <= 3, "{} false alarms", alarms.len());
}

fn times(
    pipeline: &Pipeline,
    text: &str,
    reference: Option<&str>,
) -> Vec<(std::ops::Range<usize>, TimeValue)> {
    let moment = reference.and_then(|text| text.get(..16)).and_then(|text| text.split_once('T'));
    let date = moment.and_then(|(date, _)| date.parse().ok());
    let time = moment.and_then(|(_, time)| format!("{time}:00").parse().ok());
    let document = pipeline.document(text).with_date(date).with_time(time);
    pipeline
        .extract(&document)
        .into_iter()
        .filter_map(|mention| match mention.value {
            Value::Date(time) => Some((mention.span.start()..mention.span.end(), time)),
            _ => None,
        })
        .collect()
}

fn overlaps(text: &str, surface: &str, at: &std::ops::Range<usize>) -> bool {
    let surface = surface.trim();
    text.match_indices(surface).any(|(start, _)| start < at.end && at.start < start + surface.len())
}

/// Whether our value names the time that `gold` names.
fn same(gold: &str, ours: &TimeValue, fuzzy: bool) -> bool {
    let open = gold.trim_start_matches("../").trim_end_matches("/..");
    if open != gold && same(open, ours, fuzzy) {
        return true;
    }
    let value = ours.value.as_str();
    if gold == value || hours(gold) == hours(value) {
        return true;
    }
    if let (Some(gold), Some(ours)) = (length(gold), length(value)) {
        return (gold - ours).abs() < 1e-6;
    }
    if gold == "PRESENT_REF" || value == "PRESENT_REF" {
        return false;
    }
    // an hour of no day is ours on the document's day
    if gold.starts_with('T') && value.find('T').is_some_and(|at| hours(gold) == hours(&value[at..])) {
        return true;
    }
    // two mentions of theirs may be the ends of one stretch of ours
    if value.split_once('/').is_some_and(|(first, last)| [first, last].iter().any(|end| same_end(gold, end)))
    {
        return true;
    }
    if let Some((start, end)) = gold.split_once('/') {
        return same_stretch(start, end, ours, fuzzy);
    }
    fuzzy && same_vague(gold, ours)
}

fn same_end(gold: &str, ours: &str) -> bool {
    gold == ours || length(gold).is_some_and(|gold| length(ours) == Some(gold))
}

/// An hour that they read into `ce matin` or `fin de demain`, against our day or part of it.
fn same_vague(gold: &str, ours: &TimeValue) -> bool {
    let part = ours.value.find('T').map_or("", |at| &ours.value[at..]);
    let day = gold.split('T').next().unwrap_or("");
    let same_day = day.is_empty() || ours.value.starts_with(day);
    same_day && (part.is_empty() && ours.kind == DateKind::Day || in_part(part, gold))
}

/// A half-open stretch of theirs against our days or hours.
fn same_stretch(start: &str, end: &str, ours: &TimeValue, fuzzy: bool) -> bool {
    if let Some((first, last)) = ours.value.split_once('/') {
        let ends = [last.to_owned(), next_minute(last)];
        let bare = |text: &str| text.find('T').map_or(String::new(), |at| hours(&text[at..]));
        if start.starts_with('T') && bare(first) == hours(start) && bare(last) == hours(end) {
            return true;
        }
        if hours(first) == hours(start) && ends.iter().any(|last| hours(last) == hours(end)) {
            return true;
        }
    }
    let day = |text: &str| text.get(..10).and_then(|text| text.parse::<Date>().ok());
    if ours.kind == DateKind::Time && fuzzy {
        let part = ours.value.get(ours.value.find('T').unwrap_or(0)..).unwrap_or("");
        let same_day = match (day(start), ours.days) {
            (Some(gold), Some((first, _))) => {
                gold == first || first.tomorrow().is_ok_and(|next| gold == next)
            }
            _ => start.starts_with('T'),
        };
        return same_day && in_part(part, start);
    }
    let (Some(from), Some(to), Some((first, last))) = (day(start), day(end), ours.days) else { return false };
    if fuzzy {
        let inside = from.tomorrow().is_ok_and(|next| next >= first) && from <= last;
        return inside && !(ours.kind == DateKind::Day && from != first);
    }
    let midnight = end.len() <= 10 || end[10..].starts_with("T00:00");
    let closed = if midnight { to.yesterday().unwrap_or(to) } else { to };
    let whole_days = start.len() <= 10 || ours.kind != DateKind::Time;
    whole_days && first == from && (last == closed || (midnight && last == to))
}

/// Whether an hour of theirs lies in the part of day that we name.
fn in_part(part: &str, start: &str) -> bool {
    let hour =
        start.find('T').and_then(|at| start.get(at + 1..at + 3)).and_then(|hour| hour.parse::<u8>().ok());
    let Some(hour) = hour else { return false };
    match part {
        "TMO" => (4..12).contains(&hour),
        "TAF" => (12..18).contains(&hour),
        "TEV" => (16..24).contains(&hour),
        "TNI" => !(6..20).contains(&hour),
        _ => false,
    }
}

/// A value with its hour written to the minute: `T05` and `T05:00:00` are `T05:00`.
fn hours(value: &str) -> String {
    let Some(at) = value.find('T').filter(|&at| value.get(at + 1..at + 2).is_some_and(|c| c < ":")) else {
        return value.to_owned();
    };
    let (day, hour) = value.split_at(at);
    if day.contains('P') {
        return value.to_owned();
    }
    let mut hour = hour.to_owned();
    if hour.len() == 3 {
        hour.push_str(":00");
    }
    if let Some(short) = hour.strip_suffix(":00").filter(|short| short.len() == 6) {
        hour = short.to_owned();
    }
    format!("{day}{hour}")
}

fn next_minute(value: &str) -> String {
    let value = hours(value);
    match value.rsplit_once(':').and_then(|(head, minute)| Some((head, minute.parse::<u8>().ok()?))) {
        Some((head, minute)) if minute < 59 => format!("{head}:{:02}", minute + 1),
        _ => value,
    }
}

/// A length in seconds: `PT90M` and `PT1H30M` are the same.
fn length(value: &str) -> Option<f64> {
    let (number, unit) = match value.split_once(' ') {
        Some((number, unit)) => (number.parse::<f64>().ok()?, unit),
        None => return iso_length(value),
    };
    let days = match unit {
        "yr" => 365.0,
        "mo" => 30.0,
        "wk" => 7.0,
        "d" => 1.0,
        _ => return None,
    };
    Some(number * days * 86_400.0)
}

fn iso_length(value: &str) -> Option<f64> {
    let mut rest = value.strip_prefix('P')?;
    let (mut seconds, mut timed) = (0.0, false);
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('T') {
            (rest, timed) = (after, true);
            continue;
        }
        let digits = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
        let number: f64 = rest[..digits].parse().ok()?;
        let factor = match (rest.as_bytes().get(digits)?, timed) {
            (b'Y', _) => 365.0 * 86_400.0,
            (b'M', false) => 30.0 * 86_400.0,
            (b'W', _) => 7.0 * 86_400.0,
            (b'D', _) => 86_400.0,
            (b'H', _) => 3600.0,
            (b'M', true) => 60.0,
            (b'S', _) => 1.0,
            _ => return None,
        };
        seconds += number * factor;
        rest = &rest[digits + 1..];
    }
    Some(seconds)
}
