//! Texts with the names that are in them.

use crate::{EntityType, Error, Span};

/// A text with the names that are in it.
#[derive(Clone, Debug, Default)]
pub struct Annotated {
    /// The text.
    pub text: String,
    /// Organisations, places and persons, by bytes.
    pub names: Vec<(Span, EntityType)>,
    /// Spans that count neither as right nor as wrong.
    pub ignored: Vec<Span>,
    /// Whether it was marked under other conventions, which the weights should not take over.
    pub other_habits: bool,
}

impl Annotated {
    /// Reads texts with inline marks `[[surface|type]]`, parted by lines `===`; a mark with `type?` counts
    /// neither as right nor as wrong.
    ///
    /// ```
    /// let texts = glane::Annotated::read("La [[mairie de Foix|organisation]] ferme.\n===\nÀ [[Pau|place]].").unwrap();
    /// assert_eq!(texts[0].text, "La mairie de Foix ferme.");
    /// assert_eq!(texts[1].names.len(), 1);
    /// ```
    ///
    /// # Errors
    /// A mark without end or with an unknown type, named by its line.
    pub fn read(source: &str) -> Result<Vec<Self>, Error> {
        let mut texts = vec![Self::default()];
        for (number, line) in source.lines().enumerate() {
            let fault = |what: &str| Error::data(format!("{}: {what}", number + 1));
            if line.trim_end() == "===" {
                texts.push(Self::default());
                continue;
            }
            let Some(text) = texts.last_mut() else { continue };
            if !text.text.is_empty() {
                text.text.push('\n');
            }
            let mut rest = line;
            while let Some((before, marked)) = rest.split_once("[[") {
                let (mark, after) =
                    marked.split_once("]]").ok_or_else(|| fault("`[[` without `]]`; close the mark"))?;
                let (surface, kind) =
                    mark.split_once('|').ok_or_else(|| fault("a mark is `[[surface|type]]`"))?;
                let kind = kind.split('|').next().unwrap_or(kind);
                let entity_type = EntityType::parse(kind.trim_end_matches('?'))
                    .ok_or_else(|| fault(&format!("`{kind}` is no type")))?;
                text.text.push_str(before);
                let start = text.text.len() as u32;
                text.text.push_str(surface);
                let span = Span::new(start, text.text.len() as u32);
                if kind.ends_with('?') {
                    text.ignored.push(span);
                } else {
                    text.names.push((span, entity_type));
                }
                rest = after;
            }
            text.text.push_str(rest);
        }
        texts.retain(|text| !text.text.trim().is_empty());
        Ok(texts)
    }
}
