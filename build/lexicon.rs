//! Compiles the closed word lists (`form,class,value,flags`) into Rust tables.

use crate::gazetteer::{surface::Surface, trie::ROOT};
use crate::text::fold::word_key;
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

/// In a slot of the table of words: words whose place it is had to go elsewhere.
const ELSEWHERE: u64 = 1 << 31;

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
    let further = further(senses, &nodes, classes, ends.len());
    let sets = write_sets(out, &masks, &further)?;
    let length = |end: &Vec<usize>| end.first().map_or(usize::MAX, |&first| senses[first].row.form.len());
    let lengths: Vec<usize> = ends.iter().map(length).collect();
    write_edges(out, &nodes, &sets, &lengths)
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
    let mut rows: Vec<[usize; 2]> = Vec::new();
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
        let start = rows.last().map_or(0, |row| row[1]);
        rows.push([start, start + end.len()]);
    }
    let _ = writeln!(out, "];\npub(super) static SENSES_OF: [[u16; 2]; {}] = {rows:?};", rows.len());
    masks
}

fn write_edges(
    out: &mut String,
    nodes: &BTreeMap<u64, u32>,
    sets: &[u16],
    lengths: &[usize],
) -> Result<(), String> {
    let slots = (nodes.len() * 3 / 2).next_power_of_two();
    let mut table = vec![0_u64; slots];
    // The short words are the frequent ones: they take their places first.
    let mut nodes: Vec<_> = nodes.iter().map(|(&key, &node)| (lengths[node as usize], key, node)).collect();
    nodes.sort_unstable();
    for (_, key, node) in nodes {
        let check = key >> 32;
        let home = (key >> 12) as usize & (slots - 1);
        let mut slot = home;
        while table[slot] != 0 {
            if table[slot] >> 32 == check {
                return Err("two words of the lists share a hash; change the seed of the hash".to_owned());
            }
            slot = (slot + 1) & (slots - 1);
        }
        if slot != home {
            table[home] |= ELSEWHERE;
        }
        table[slot] = check << 32 | u64::from(sets[node as usize]) << 16 | u64::from(node);
    }
    let _ = writeln!(out, "/// In a slot: words whose place it is had to go to the next free ones.");
    let _ = writeln!(out, "pub(super) const ELSEWHERE: u64 = {ELSEWHERE};");
    let _ =
        writeln!(out, "/// From the highest bits: what tells words apart, [`ELSEWHERE`], their set and row.");
    let _ = writeln!(out, "pub(super) static EDGES: [u64; {slots}] = {table:?};");
    Ok(())
}

fn camel(name: &str) -> String {
    name.split('-').map(|part| part[..1].to_uppercase() + &part[1..]).collect()
}
