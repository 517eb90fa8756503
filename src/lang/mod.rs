//! Languages: a lexicon of closed words and the grammar over it. Every word comes from `gazetteers/`.

mod articles;
mod endings;
pub(crate) mod fr;
mod lexicon;
mod prepositions;

pub(crate) use articles::{article_before, articles, is_article, is_whole};
pub(crate) use endings::ending;
pub(crate) use lexicon::mask;
pub use lexicon::{Class, Lexicon, Sense, flag};
pub(crate) use prepositions::{Prepositions, number};
