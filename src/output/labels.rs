//! The words of canonical names, from `gazetteers/fr/labels.csv`.

use once_cell::sync::Lazy;
use std::collections::HashMap;

static LABELS: Lazy<HashMap<&'static str, &'static str>> = Lazy::new(|| {
    include_str!("../../gazetteers/fr/labels.csv").lines().filter_map(|line| line.split_once(',')).collect()
});

/// The label of `key`, its `{}` filled in order; `None` where the list has none.
pub(super) fn label(key: &str, parts: &[&str]) -> Option<String> {
    let mut pieces = LABELS.get(key)?.split("{}");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for (piece, part) in pieces.zip(parts) {
        text.push_str(part);
        text.push_str(piece);
    }
    Some(text)
}
