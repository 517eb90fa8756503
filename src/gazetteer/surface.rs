//! A surface as the trie sees it: the hashes of its words, and where capitals are due.
//!
//! Hyphens, apostrophes and spaces only part words, so `Quint-Fonsegrives` and
//! `Quint Fonsegrives` are one path. Shared with `build.rs`.

use super::token::Token;
use super::tokenise::tokenise;

/// Reusable buffers for [`Surface::read`].
#[derive(Default)]
pub struct Surface {
    tokens: Vec<Token>,
    path: Vec<u64>,
}

impl Surface {
    /// The path of `surface` and a mask of the words that begin with a capital (bit 0: the first).
    ///
    /// Words past the sixteenth carry no bit.
    pub fn read(&mut self, surface: &str) -> (&[u64], u16) {
        self.tokens.clear();
        self.path.clear();
        tokenise(surface, &mut self.tokens, |_, _| Default::default());
        let mut capitals = 0;
        for token in &self.tokens {
            if is_joiner(token.span.of(surface)) {
                continue;
            }
            if token.is_capitalised() {
                capitals |= 1_u16.checked_shl(self.path.len() as u32).unwrap_or(0);
            }
            self.path.push(token.hash);
        }
        (&self.path, capitals)
    }
}

/// Whether a mark only joins the words of a name (hyphen or apostrophe).
pub fn is_joiner(mark: &str) -> bool {
    matches!(mark, "-" | "‐" | "‑" | "'" | "’" | "ʼ" | "‘" | "`" | "´")
}
