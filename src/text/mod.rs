//! Article → [`crate::Document`]: tokens, sentences, folding. Knows nothing of entities.

pub(crate) mod fold;
mod mask;
mod rare;
mod sentence;
pub(crate) mod token;
pub(crate) mod tokenise;

pub use fold::fold;
pub(crate) use mask::mask;
pub(crate) use sentence::mark_sentences;
pub use token::{Gap, Token, TokenKind};
pub(crate) use token::{Listed, Sign};
pub(crate) use tokenise::tokenise;
