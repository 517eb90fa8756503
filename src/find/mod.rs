//! What is seen in a text. Each finder needs only the text and appends candidates.

mod acronyms;
mod amounts;
mod bodies;
pub(crate) mod dates;
pub(crate) mod gate;
mod names;
mod scan;
mod sites;
mod titles;

pub(crate) use amounts::RawUnit;
pub use amounts::{Amounts, RawAmount};
pub use dates::{Dates, TimeExpr};
pub use names::{NameReading, Names, Origin};

use crate::{Candidate, Document};

/// A finder: appends what it sees; never clears, sorts or prints.
pub trait Find: Send + Sync {
    /// Appends the candidates of `doc` to `out`, in no promised order.
    fn find<'g>(&'g self, doc: &Document<'_>, out: &mut Vec<Candidate<'g>>);
}
