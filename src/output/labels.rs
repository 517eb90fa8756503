//! The words of canonical names, from `gazetteers/fr/labels.csv`.

use once_cell::sync::Lazy;

/// Keys and labels, parted at their `{}`, sorted by key.
static LABELS: Lazy<Vec<(u128, Vec<&'static str>)>> = Lazy::new(|| {
    let list = include_str!("../../gazetteers/fr/labels.csv");
    let lines = list.lines().filter_map(|line| line.split_once(','));
    let labels = lines.filter_map(|(key, label)| Some((packed(&[key])?, label.split("{}").collect())));
    let mut labels: Vec<_> = labels.collect();
    labels.sort_unstable();
    labels
});

/// A key, given in parts, as a number; `None` where it is longer than any.
fn packed(key: &[&str]) -> Option<u128> {
    // on the stack: names are made for every mention of a date
    let mut bytes = [0; 16];
    let mut length = 0;
    for part in key {
        bytes.get_mut(length..length + part.len())?.copy_from_slice(part.as_bytes());
        length += part.len();
    }
    Some(u128::from_be_bytes(bytes))
}

static MONTHS: Lazy<[&'static str; 12]> =
    Lazy::new(|| std::array::from_fn(|index| whole(&format!("month-{:02}", index + 1)).unwrap_or("")));

static FIRST_DAY: Lazy<&'static str> = Lazy::new(|| whole("day-1").unwrap_or("1"));

fn find(key: &[&str]) -> Option<&'static [&'static str]> {
    let key = packed(key)?;
    let at = LABELS.binary_search_by_key(&key, |&(known, _)| known).ok()?;
    Some(&LABELS[at].1)
}

/// The label of `key` where nothing is to be filled in.
fn whole(key: &str) -> Option<&'static str> {
    find(&[key])?.first().copied()
}

/// The month of a number from `01` to `12`.
pub(super) fn month(number: &str) -> Option<&'static str> {
    let number = if number.len() == 2 { number.parse::<usize>().ok()? } else { return None };
    MONTHS.get(number.checked_sub(1)?).copied()
}

/// How the day of a month is said, from `01` to `31`.
pub(super) fn day(number: &str) -> &str {
    if number == "01" { &FIRST_DAY } else { number.strip_prefix('0').unwrap_or(number) }
}

/// Appends the label of a key, given in parts, its `{}` filled in order by `fill`; `None` where the list
/// has none or nothing fills it.
pub(super) fn label_with(
    out: &mut String,
    key: &[&str],
    mut fill: impl FnMut(&mut String, usize) -> Option<()>,
) -> Option<()> {
    for (index, piece) in find(key)?.iter().enumerate() {
        if index > 0 {
            fill(out, index - 1)?;
        }
        out.push_str(piece);
    }
    Some(())
}

/// Appends the label of a key, its `{}` filled with `parts`.
pub(super) fn label(out: &mut String, key: &[&str], parts: &[&str]) -> Option<()> {
    label_with(out, key, |out, index| {
        out.push_str(parts.get(index)?);
        Some(())
    })
}
