//! Whether a value is right.

use super::gold::Mark;
use super::sheet::Found;
use crate::EntityType;
use crate::text::fold;
use rust_decimal::Decimal;

/// What of a mention is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Attribute {
    /// The identifier of a place.
    EntityId,
    /// The canonical name of an organisation.
    Name,
    /// A time, or the numbers of an amount.
    Value,
    /// What an amount counts.
    Unit,
    /// How it deviates.
    Modifier,
}

impl Attribute {
    /// The word used in reports.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::EntityId => "entity_id",
            Self::Name => "name",
            Self::Value => "value",
            Self::Unit => "unit",
            Self::Modifier => "modifier",
        }
    }

    /// Whether it belongs to the value as a whole; modifiers are reported apart.
    pub(crate) const fn is_core(self) -> bool {
        !matches!(self, Self::Modifier)
    }
}

/// The attributes that `mark` says something of.
pub(crate) fn marked(mark: &Mark) -> Vec<Attribute> {
    let mut attributes = Vec::new();
    if mark.value.is_some() {
        match mark.entity_type {
            EntityType::Place => attributes.push(Attribute::EntityId),
            EntityType::Organisation | EntityType::Person => attributes.push(Attribute::Name),
            EntityType::Date | EntityType::Amount => attributes.push(Attribute::Value),
        }
    }
    let is_amount = mark.entity_type == EntityType::Amount;
    if mark.unit.is_some() && is_amount {
        attributes.push(Attribute::Unit);
    }
    if mark.modifier.is_some() && (is_amount || mark.entity_type == EntityType::Date) {
        attributes.push(Attribute::Modifier);
    }
    attributes
}

/// Whether `found` has the attribute as `mark` has it.
pub(crate) fn is_right(attribute: Attribute, mark: &Mark, found: &Found) -> bool {
    let value = mark.value.as_deref().unwrap_or_default();
    match attribute {
        Attribute::EntityId => is_place(value, found),
        Attribute::Name => letters(value) == letters(&found.name),
        Attribute::Value if mark.entity_type == EntityType::Amount => {
            let (from, to) = value.split_once("..").unwrap_or((value, ""));
            is_number(from, &found.value) && is_number(to, &found.value_end)
        }
        Attribute::Value => value == found.value,
        Attribute::Unit => mark.unit.as_deref() == Some(&found.unit),
        Attribute::Modifier => mark.modifier.as_deref() == Some(&found.modifier),
    }
}

/// `GN:Berlin,DE` is a place of GeoNames by its English name; `NAME:…` one without identifier.
fn is_place(value: &str, found: &Found) -> bool {
    if let Some(name) = value.strip_prefix("NAME:") {
        let (expected, given) = (letters(name), letters(&found.name));
        return found.entity_id.is_empty() || given.contains(&expected) || expected.contains(&given);
    }
    if let Some(name) = value.strip_prefix("GN:") {
        let name = name.split(',').next().unwrap_or_default();
        return found.entity_id.starts_with("GN-") || letters(name) == letters(&found.name);
    }
    value == found.entity_id
}

fn is_number(expected: &str, given: &str) -> bool {
    match (expected.parse::<Decimal>(), given.parse::<Decimal>()) {
        (Ok(expected), Ok(given)) => expected == given,
        _ => expected == given,
    }
}

fn letters(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}
