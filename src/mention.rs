//! What is seen in a text ([`Candidate`]) and what is decided of it ([`Mention`]).

use crate::find::{NameReading, RawAmount, TimeExpr};
use crate::{AmountKind, DateKind, EntityType, Modifier, OrganisationKind, PlaceKind, Span};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::fmt;

/// The name of the rule or gazetteer list that made a mention, e.g. `date.day-month`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleId(pub &'static str);

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Something seen at a place of the text; whether it counts is decided later.
#[derive(Clone, Debug)]
pub struct Candidate<'g> {
    /// Where it stands.
    pub span: Span,
    /// What saw it.
    pub rule: RuleId,
    /// As what.
    pub reading: Reading<'g>,
}

/// As what a candidate was seen.
#[derive(Clone, Debug)]
pub enum Reading<'g> {
    /// A name, with the gazetteer entries that bear it (none for an unknown name).
    Name(NameReading<'g>),
    /// An expression of time, not yet anchored.
    Date(TimeExpr),
    /// A number with its unit.
    Amount(RawAmount),
}

/// What was decided of a candidate.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'g> {
    /// An organisation.
    Organisation(OrganisationKind, Entity<'g>),
    /// A place.
    Place(PlaceKind, Entity<'g>),
    /// A person.
    Person(Entity<'g>),
    /// A time.
    Date(TimeValue),
    /// An amount.
    Amount(Amount),
}

/// A named thing: canonical name and, where the gazetteer has them, identifier and position.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entity<'g> {
    /// The canonical name.
    pub name: Cow<'g, str>,
    /// `FR-COM-31555`, `SIREN-…`, `GN-…`, `glane:…`; empty outside the gazetteers.
    pub id: Cow<'g, str>,
    /// WGS 84 position, where known.
    pub position: Option<Position>,
}

/// A position in WGS 84 decimal degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// A resolved time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeValue {
    /// What sort of time.
    pub kind: DateKind,
    /// TIMEX3 / ISO 8601, e.g. `2020-05-11`, `P12D`, `XXXX-08-10`.
    pub value: String,
    /// First and last calendar day covered, both included; `None` for durations, sets and open dates.
    pub days: Option<(Date, Date)>,
    /// How it deviates.
    pub modifier: Modifier,
}

/// A normalised amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// What sort of amount.
    pub kind: AmountKind,
    /// The number, exactly as a decimal; the first one of a range.
    pub value: Decimal,
    /// The second number of a range.
    pub value_end: Option<Decimal>,
    /// ISO 4217 code, `%`, `point`, UCUM code or the counted noun's singular.
    pub unit: Cow<'static, str>,
    /// How it deviates.
    pub modifier: Modifier,
}

/// A mention: a span of the text and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention<'g> {
    /// Where it stands.
    pub span: Span,
    /// What made it.
    pub rule: RuleId,
    /// What it means.
    pub value: Value<'g>,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
    /// The gazetteer row behind it: list and line.
    pub source: Option<(&'g str, u32)>,
}

impl Mention<'_> {
    /// The mention's type.
    #[must_use]
    pub const fn entity_type(&self) -> EntityType {
        match self.value {
            Value::Organisation(..) => EntityType::Organisation,
            Value::Place(..) => EntityType::Place,
            Value::Person(_) => EntityType::Person,
            Value::Date(_) => EntityType::Date,
            Value::Amount(_) => EntityType::Amount,
        }
    }

    /// The mention's kind as it is written in tables; empty for persons.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match &self.value {
            Value::Organisation(kind, _) => kind.as_str(),
            Value::Place(kind, _) => kind.as_str(),
            Value::Person(_) => "",
            Value::Date(time) => time.kind.as_str(),
            Value::Amount(amount) => amount.kind.as_str(),
        }
    }

    /// The named thing behind the mention; `None` for dates and amounts.
    #[must_use]
    pub const fn entity(&self) -> Option<&Entity<'_>> {
        match &self.value {
            Value::Organisation(_, entity) | Value::Place(_, entity) | Value::Person(entity) => Some(entity),
            Value::Date(_) | Value::Amount(_) => None,
        }
    }
}
