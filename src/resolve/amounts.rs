//! Amounts: from what was seen to number and unit.

use crate::Amount;
use crate::find::RawAmount;

/// The normalised amount; `None` where it has none that fits a decimal.
pub(crate) fn resolve(_raw: &RawAmount) -> Option<Amount> {
    None
}
