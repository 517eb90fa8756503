//! Compiles the closed word lists (`form,class,value,flags`) into Rust tables.

use crate::gazetteer::{surface::Surface, trie::ROOT};
use crate::text::fold::{word_key, word_slot};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

#[derive(serde::Deserialize)]
struct Row {
    form: String,
    class: String,
    value: String,
    flags: String,
}

/// A mask has one bit for each class that finders look for at every token.
const MASK_BITS: usize = 128;

/// Classes of words that are looked for in few places only come last and need no bit.
const UNMASKED: &str = "heading-";

struct Sense {
    row: Row,
    file: usize,
    line: u64,
}

/// Reads every list named in `files` and returns the source of the generated module.
pub(crate) fn compile(root: &Path, files: &[String]) -> Result<String, String> {
    let senses = read(root, files)?;
    let classes: BTreeSet<&str> = senses.iter().map(|sense| sense.row.class.as_str()).collect();
    let mut classes: Vec<&str> = classes.into_iter().collect();
    classes.sort_by_key(|class| class.starts_with(UNMASKED));
    let masked = classes.iter().filter(|class| !class.starts_with(UNMASKED)).count();
    if masked > MASK_BITS || classes.len() > 256 {
        return Err(format!("{masked} classes of words; a mask holds {MASK_BITS}"));
    }
    let flags: BTreeSet<&str> = senses.iter().flat_map(|sense| sense.row.flags.split_whitespace()).collect();
    if flags.len() > 32 {
        return Err(format!("{} flags of words; a mask holds 32", flags.len()));
    }
    let mut out = String::new();
    write_names(&mut out, files, &classes, &flags);
    write_tables(&mut out, &senses, &classes, &flags)?;
    Ok(out)
}

fn read(root: &Path, files: &[String]) -> Result<Vec<Sense>, String> {
    let mut senses = Vec::new();
    for (file, name) in files.iter().enumerate() {
        let mut reader =
            csv::Reader::from_path(root.join(name)).map_err(|error| format!("{name}: {error}"))?;
        let mut seen = BTreeSet::new();
        for record in reader.deserialize() {
            let row: Row = record.map_err(|error| format!("{name}: {error}"))?;
            let line = 2 + seen.len() as u64;
            if !seen.insert((row.form.clone(), row.class.clone(), row.value.clone())) {
                return Err(format!("{name}:{line}: `{}` stands there twice; remove one", row.form));
            }
            senses.push(Sense { row, file, line });
        }
    }
    Ok(senses)
}

fn write_names(out: &mut String, files: &[String], classes: &[&str], flags: &BTreeSet<&str>) {
    let _ = writeln!(out, "/// What a word is in the grammar.");
    let _ = writeln!(out, "#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]\n#[repr(u8)]");
    let _ = writeln!(out, "pub enum Class {{");
    for class in classes {
        let _ = writeln!(out, "/// `{class}` in the word lists.\n{},", camel(class));
    }
    let _ = writeln!(out, "}}\n/// Flags of a word.\npub mod flag {{");
    for (bit, flag) in flags.iter().enumerate() {
        let name = flag.replace('-', "_").to_uppercase();
        let _ = writeln!(out, "/// `{flag}` in the word lists.\npub const {name}: u32 = 1 << {bit};");
    }
    let _ = writeln!(out, "}}\npub(super) static FILES: &[&str] = &{files:?};");
}

fn write_tables(
    out: &mut String,
    senses: &[Sense],
    classes: &[&str],
    flags: &BTreeSet<&str>,
) -> Result<(), String> {
    let mut nodes: BTreeMap<u64, u32> = BTreeMap::new();
    let mut ends: Vec<Vec<usize>> = vec![Vec::new()];
    let mut surface = Surface::default();
    for pass in [true, false] {
        for (index, sense) in senses.iter().enumerate() {
            let (path, _) = surface.read(&sense.row.form);
            let mut node = ROOT;
            for &hash in &path[..if pass { path.len().min(1) } else { path.len() }] {
                node = *nodes.entry(word_key(node, hash)).or_insert_with(|| {
                    ends.push(Vec::new());
                    ends.len() as u32 - 1
                });
            }
            if node == ROOT {
                return Err(format!("line {}: an empty form", sense.line));
            }
            if !pass {
                ends[node as usize].push(index);
            }
        }
    }
    if ends.len() > usize::from(u16::MAX) {
        return Err(format!("{} nodes of words; 65,535 fit", ends.len()));
    }
    let masks = write_senses(out, senses, &ends, classes, flags);
    write_rows(out, senses, &ends, classes);
    let further = further(senses, &nodes, classes, ends.len());
    let sets = write_sets(out, &masks, &further)?;
    write_edges(out, &nodes, &sets);
    Ok(())
}

/// For every row, the classes of the longer forms that go on from it.
fn further(senses: &[Sense], nodes: &BTreeMap<u64, u32>, classes: &[&str], rows: usize) -> Vec<u128> {
    let mut further = vec![0; rows];
    let mut surface = Surface::default();
    for sense in senses {
        let (path, _) = surface.read(&sense.row.form);
        let mut node = ROOT;
        for &hash in &path[..path.len().saturating_sub(1)] {
            node = nodes.get(&word_key(node, hash)).copied().unwrap_or(ROOT);
            further[node as usize] |= bit(sense, classes);
        }
    }
    further
}

fn bit(sense: &Sense, classes: &[&str]) -> u128 {
    let class = classes.iter().position(|class| *class == sense.row.class).unwrap_or(0);
    if class < MASK_BITS { 1 << class } else { 0 }
}

/// The distinct pairs of what a word is and what goes on from it, the empty one first; returns each row's.
fn write_sets(out: &mut String, masks: &[u128], further: &[u128]) -> Result<Vec<u16>, String> {
    let mut numbers = BTreeMap::from([((0, 0), 0)]);
    let mut sets = vec![(0, 0)];
    let mut rows = Vec::new();
    for pair in masks.iter().copied().zip(further.iter().copied()) {
        let number = *numbers.entry(pair).or_insert_with(|| {
            sets.push(pair);
            sets.len() - 1
        });
        rows.push(u16::try_from(number).map_err(|error| error.to_string())?);
    }
    if sets.len() > 1 << 15 {
        return Err(format!("{} sets of classes; {} fit", sets.len(), 1 << 15));
    }
    // A power of two, so that any number can be cut to an index.
    sets.resize(sets.len().next_power_of_two(), (0, 0));
    let _ = writeln!(out, "pub(super) static SETS: [(u128, u128); {}] = {sets:?};", sets.len());
    let _ = writeln!(out, "pub(super) static ROW_SETS: [u16; {}] = {rows:?};", rows.len());
    Ok(rows)
}

fn write_senses(
    out: &mut String,
    senses: &[Sense],
    ends: &[Vec<usize>],
    classes: &[&str],
    flags: &BTreeSet<&str>,
) -> Vec<u128> {
    let mut masks = Vec::new();
    let _ =
        writeln!(out, "pub(super) static SENSES: [Sense; {}] = [", ends.iter().map(Vec::len).sum::<usize>());
    for end in ends {
        let mut mask = 0_u128;
        for &index in end {
            let Sense { row, file, line } = &senses[index];
            mask |= bit(&senses[index], classes);
            let bits = row.flags.split_whitespace().fold(0_u32, |bits, flag| {
                bits | 1 << flags.iter().position(|known| *known == flag).unwrap_or(0)
            });
            let number = row.value.parse::<i64>().unwrap_or(0);
            let _ = writeln!(
                out,
                "Sense {{ form: {:?}, class: Class::{}, flags: {bits}, number: {number}, text: {:?}, file: {file}, line: {line} }},",
                row.form,
                camel(&row.class),
                row.value
            );
        }
        masks.push(mask);
    }
    out.push_str("];\n");
    masks
}

/// Writes what is asked of the senses most: so little that it stays in the caches.
fn write_rows(out: &mut String, senses: &[Sense], ends: &[Vec<usize>], classes: &[&str]) {
    let flagged = |end: &[usize], flag: &str| {
        end.iter().any(|&index| senses[index].row.flags.split_whitespace().any(|own| own == flag))
    };
    let mut rows = Vec::new();
    let mut numbers = Vec::new();
    let mut abbreviations = vec![0_u64; ends.len() / 64 + 1];
    for (row, end) in ends.iter().enumerate() {
        let spelt = flagged(end, "exact") || flagged(end, "accent");
        rows.push([numbers.len(), end.len() << 1 | usize::from(spelt)]);
        let number = |index: &usize| classes.iter().position(|class| *class == senses[*index].row.class);
        numbers.extend(end.iter().map(|index| number(index).unwrap_or(0)));
        abbreviations[row / 64] |= u64::from(flagged(end, "abbr")) << (row % 64);
    }
    // Eight may be read wherever a row starts.
    numbers.resize(numbers.len() + 8, 0);
    let _ = writeln!(
        out,
        "/// The first sense of a row; how many it has, and in the lowest bit whether the spelling counts."
    );
    let _ = writeln!(out, "pub(super) static SENSES_OF: [[u16; 2]; {}] = {rows:?};", rows.len());
    let _ = writeln!(out, "/// The classes of all senses.");
    let _ = writeln!(out, "pub(super) static CLASSES: [u8; {}] = {numbers:?};", numbers.len());
    let _ = writeln!(out, "/// The rows that have a sense with the flag `abbr`, a bit for each.");
    let _ =
        writeln!(out, "pub(super) static ABBREVIATIONS: [u64; {}] = {abbreviations:?};", abbreviations.len());
}

/// Writes the table of words: a byte for each bucket of keys, its pilot, sends them to slots of their own.
fn write_edges(out: &mut String, nodes: &BTreeMap<u64, u32>, sets: &[u16]) {
    let keys: Vec<u64> = nodes.keys().copied().collect();
    let slots = keys.len() * 3 / 2 + 1;
    let buckets = (keys.len() / 8 + 1).next_power_of_two();
    let (pilots, places) =
        (0..).find_map(|doubled| pilots(&keys, slots, buckets << doubled)).unwrap_or_default();
    let mut table = vec![0_u64; slots];
    for (&key, place) in keys.iter().zip(places) {
        let node = nodes[&key];
        table[place] = key >> 32 << 32 | u64::from(sets[node as usize]) << 16 | u64::from(node);
    }
    let _ = writeln!(
        out,
        "/// What sends the keys of a bucket, their lowest bits but one, to slots of their own."
    );
    let _ = writeln!(out, "pub(super) static PILOTS: [u8; {}] = {pilots:?};", pilots.len());
    let _ = writeln!(out, "/// From the highest bits: what tells words apart, their set and row.");
    let _ = writeln!(out, "pub(super) static EDGES: [u64; {slots}] = {table:?};");
}

/// Pilots for so many `buckets`, and the slots of the keys; the fullest buckets choose first.
fn pilots(keys: &[u64], slots: usize, buckets: usize) -> Option<(Vec<u8>, Vec<usize>)> {
    let mut members = vec![Vec::new(); buckets];
    for (index, &key) in keys.iter().enumerate() {
        members[(key >> 1) as usize & (buckets - 1)].push(index);
    }
    let mut order: Vec<usize> = (0..buckets).collect();
    order.sort_by_key(|&bucket| std::cmp::Reverse(members[bucket].len()));
    let (mut pilots, mut places) = (vec![0; buckets], vec![0; keys.len()]);
    let mut taken = vec![false; slots];
    for bucket in order {
        let free = |pilot: &u8| {
            let mut own = BTreeSet::new();
            members[bucket].iter().all(|&index| {
                let slot = word_slot(keys[index], *pilot, slots);
                !taken[slot] && own.insert(slot)
            })
        };
        pilots[bucket] = (0..=u8::MAX).find(free)?;
        for &index in &members[bucket] {
            places[index] = word_slot(keys[index], pilots[bucket], slots);
            taken[places[index]] = true;
        }
    }
    Some((pilots, places))
}

fn camel(name: &str) -> String {
    name.split('-').map(|part| part[..1].to_uppercase() + &part[1..]).collect()
}
