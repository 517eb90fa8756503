//! Counts of lists.

use crate::EntityType;
use crate::text::fold;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;

/// Ambiguous surfaces that are told one by one.
const TOLD: usize = 10;

/// What rows add up to.
#[derive(Default)]
pub(super) struct Stats {
    kinds: BTreeMap<(EntityType, String), Kind>,
    /// What each form stands for; entities by number.
    forms: HashMap<String, HashSet<usize>>,
    entities: HashMap<String, usize>,
}

#[derive(Default)]
struct Kind {
    rows: usize,
    forms: HashSet<String>,
    entities: HashSet<usize>,
}

impl Stats {
    /// Adds a row.
    pub(super) fn add(&mut self, entity_type: EntityType, kind: &str, surface: &str, name: &str, id: &str) {
        let name = if name.is_empty() { surface } else { name };
        let key = if id.is_empty() { format!("{entity_type}\n{name}") } else { id.to_owned() };
        let number = self.entities.len();
        let entity = *self.entities.entry(key).or_insert(number);
        let form = fold(surface);
        let counts = self.kinds.entry((entity_type, kind.to_owned())).or_default();
        counts.rows += 1;
        counts.forms.insert(form.clone());
        counts.entities.insert(entity);
        self.forms.entry(form).or_default().insert(entity);
    }

    /// The counts as a table, then the surfaces that stand for several entities.
    pub(super) fn render(&self) -> String {
        let mut out = String::new();
        line(&mut out, ["type", "kind"], ["rows", "forms", "entities"].map(str::to_owned));
        let mut rows = 0;
        for ((entity_type, kind), counts) in &self.kinds {
            rows += counts.rows;
            let counts = [counts.rows, counts.forms.len(), counts.entities.len()];
            line(&mut out, [entity_type.as_str(), kind], counts.map(|count| count.to_string()));
        }
        let all = [rows, self.forms.len(), self.entities.len()];
        line(&mut out, ["all", ""], all.map(|count| count.to_string()));
        let mut ambiguous: Vec<(usize, &str)> = self
            .forms
            .iter()
            .filter(|(_, entities)| entities.len() > 1)
            .map(|(form, entities)| (entities.len(), form.as_str()))
            .collect();
        ambiguous.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        let _ = writeln!(out, "\nambiguous surfaces  {}", ambiguous.len());
        for (entities, form) in ambiguous.iter().take(TOLD) {
            let _ = writeln!(out, "  {form}  {entities} entities");
        }
        out
    }
}

fn line(out: &mut String, [entity_type, kind]: [&str; 2], [rows, forms, entities]: [String; 3]) {
    let _ = writeln!(out, "{entity_type:12}  {kind:14}  {rows:>8}  {forms:>8}  {entities:>8}");
}
