//! `entities.csv`: one row per distinct organisation or place.

use crate::{Date, Entity, EntityType, Error, Mention};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;

/// What makes two mentions one thing: type, and identifier or, without one, name.
type Key<'g> = (EntityType, Cow<'g, str>, Cow<'g, str>);

/// The things mentioned so far.
#[derive(Debug, Default)]
pub(crate) struct EntityTable<'g> {
    rows: HashMap<Key<'g>, Row<'g>>,
}

#[derive(Debug)]
struct Row<'g> {
    kind: &'static str,
    entity: Entity<'g>,
    mentions: u64,
    documents: u64,
    /// Number of the last document that was counted, within its block.
    last_document: u64,
    dates: Option<(Date, Date)>,
    surfaces: HashMap<String, u64>,
}

impl<'g> EntityTable<'g> {
    /// Counts a mention in document number `document` of this table.
    pub(crate) fn add(&mut self, mention: &Mention<'g>, surface: &str, document: u64, date: Option<Date>) {
        let Some(entity) = named(mention) else { return };
        let by_name = if entity.id.is_empty() { entity.name.clone() } else { Cow::Borrowed("") };
        let key = (mention.entity_type(), entity.id.clone(), by_name);
        let row = self.rows.entry(key).or_insert_with(|| Row {
            kind: mention.kind(),
            entity: entity.clone(),
            mentions: 0,
            documents: 0,
            last_document: u64::MAX,
            dates: None,
            surfaces: HashMap::new(),
        });
        row.mentions += 1;
        if row.last_document != document {
            row.last_document = document;
            row.documents += 1;
            row.dates = spanned(row.dates, date.map(|date| (date, date)));
        }
        match row.surfaces.get_mut(surface) {
            Some(count) => *count += 1,
            None => {
                row.surfaces.insert(surface.to_owned(), 1);
            }
        }
    }

    /// Adds the counts of a later block.
    pub(crate) fn merge(&mut self, later: &mut EntityTable<'g>) {
        for (key, row) in later.rows.drain() {
            match self.rows.entry(key) {
                std::collections::hash_map::Entry::Vacant(vacant) => {
                    vacant.insert(row);
                }
                std::collections::hash_map::Entry::Occupied(mut known) => known.get_mut().merge(row),
            }
        }
    }

    /// The number of things.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The file's bytes: by type, then the most mentioned first, then by name and identifier.
    pub(crate) fn to_csv(&self) -> Result<Vec<u8>, Error> {
        let mut rows: Vec<_> = self.rows.iter().map(|((entity_type, ..), row)| (*entity_type, row)).collect();
        rows.sort_by_key(|(entity_type, row)| {
            (*entity_type, Reverse(row.mentions), &row.entity.name, &row.entity.id)
        });
        let mut writer = csv::Writer::from_writer(Vec::new());
        let failed = |error: csv::Error| Error::io(format!("entities.csv: {error}"));
        writer
            .write_record([
                "type",
                "kind",
                "entity_id",
                "name",
                "latitude",
                "longitude",
                "mentions",
                "documents",
                "first_date",
                "last_date",
                "surfaces",
            ])
            .map_err(failed)?;
        for (entity_type, row) in rows {
            writer.write_record(row.cells(entity_type)).map_err(failed)?;
        }
        writer.into_inner().map_err(|error| Error::io(format!("entities.csv: {error}")))
    }
}

fn named<'m, 'g>(mention: &'m Mention<'g>) -> Option<&'m Entity<'g>> {
    match &mention.value {
        crate::Value::Organisation(_, entity) | crate::Value::Place(_, entity) => Some(entity),
        crate::Value::Person(_) | crate::Value::Date(_) | crate::Value::Amount(_) => None,
    }
}

impl<'g> Row<'g> {
    fn merge(&mut self, later: Row<'g>) {
        self.mentions += later.mentions;
        self.documents += later.documents;
        self.dates = spanned(self.dates, later.dates);
        for (surface, count) in later.surfaces {
            *self.surfaces.entry(surface).or_insert(0) += count;
        }
    }

    fn cells(&self, entity_type: EntityType) -> [String; 11] {
        let (latitude, longitude) = self.entity.position.map_or_else(Default::default, |position| {
            (position.latitude.to_string(), position.longitude.to_string())
        });
        let (first, last) =
            self.dates.map_or_else(Default::default, |(first, last)| (first.to_string(), last.to_string()));
        let mut surfaces: Vec<_> = self.surfaces.iter().collect();
        surfaces.sort_by_key(|(surface, count)| (Reverse(**count), surface.as_str()));
        let surfaces: Vec<&str> = surfaces.iter().map(|(surface, _)| surface.as_str()).collect();
        [
            entity_type.to_string(),
            self.kind.to_owned(),
            self.entity.id.to_string(),
            self.entity.name.to_string(),
            latitude,
            longitude,
            self.mentions.to_string(),
            self.documents.to_string(),
            first,
            last,
            surfaces.join("|"),
        ]
    }
}

fn spanned(a: Option<(Date, Date)>, b: Option<(Date, Date)>) -> Option<(Date, Date)> {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (a, b) => a.or(b),
    }
}
