//! The pipeline: finders, then decisions.

use crate::find::{Amounts, Dates, Find, Names};
use crate::gazetteer::Gazetteer;
use crate::lang::Lexicon;
use crate::resolve::score::{builtin_weights, read_weights};
use crate::resolve::template::Weights;
use crate::resolve::{Candidates, Decisions};
use crate::{Article, Candidate, Document, DumpOptions, Error, Explanation, Mention, resolve};
use std::path::Path;

/// Finds and normalises the mentions of French texts.
///
/// Built once, shared by any number of threads.
///
/// ```
/// let pipeline = glane::Pipeline::french();
/// let document = pipeline.document("Réunis à Nice le 12 mars 2024.");
/// for mention in pipeline.extract(&document) {
///     println!("{} {}", mention.entity_type(), mention.span.of(document.text()));
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Pipeline {
    lexicon: Lexicon,
    names: Names,
    dates: Dates,
    amounts: Amounts,
    weights: Weights,
}

impl Pipeline {
    /// The default pipeline for French.
    #[must_use]
    pub fn french() -> Self {
        let lexicon = Lexicon::french();
        Self {
            lexicon,
            names: Names { gazetteer: Gazetteer::builtin() },
            dates: Dates { lexicon },
            amounts: Amounts { lexicon, ranks: false },
            weights: builtin_weights(),
        }
    }

    /// The same pipeline with users' lists of names, whose rows win over the built-in ones.
    ///
    /// # Errors
    /// A file that cannot be read, or a fault in it, named by file and line.
    pub fn with_gazetteers(mut self, files: &[impl AsRef<Path>]) -> Result<Self, Error> {
        self.names.gazetteer = self.names.gazetteer.with_files(files)?;
        Ok(self)
    }

    /// The same pipeline with weights of the names' model that `glane train` wrote.
    ///
    /// # Errors
    /// A file that cannot be read, or a fault in it, named by file and line.
    pub fn with_weights(mut self, file: impl AsRef<Path>) -> Result<Self, Error> {
        self.weights = read_weights(file.as_ref())?;
        Ok(self)
    }

    /// Analyses a text so that [`Pipeline::extract`] can read it.
    #[must_use]
    pub fn document<'t>(&self, text: &'t str) -> Document<'t> {
        Document::new(text, self.lexicon)
    }

    /// The mentions of a document, sorted by start, none overlapping another.
    #[must_use]
    pub fn extract(&self, document: &Document<'_>) -> Vec<Mention<'_>> {
        self.decide(document).map(Mention::from).collect()
    }

    /// As [`Pipeline::extract`], one by one and without the words of what is listed.
    pub(crate) fn decide<'d, 't, 'g>(&'g self, document: &'d Document<'t>) -> Decisions<'d, 't, 'g> {
        let seen = self.see(document);
        resolve::resolve(document, &self.names.gazetteer, &self.weights, seen)
    }

    /// Why each mention of a document was made, and what was seen but made none; sorted by span.
    ///
    /// ```
    /// let pipeline = glane::Pipeline::french();
    /// let document = pipeline.document("Réunis à Nice le 12 mars 2024.");
    /// for place in pipeline.explain(&document) {
    ///     for rejected in &place.rejected {
    ///         println!("{}: {}", rejected.rule, rejected.reason);
    ///     }
    /// }
    /// ```
    #[must_use]
    pub fn explain(&self, document: &Document<'_>) -> Vec<Explanation<'_>> {
        let seen = self.see(document);
        resolve::explain::explain(document, &self.names.gazetteer, &self.weights, seen)
    }

    fn see<'g>(&'g self, document: &Document<'_>) -> Candidates<'g> {
        let length = document.text().len();
        let mut seen = Candidates {
            names: Vec::with_capacity(length / 40),
            times: Vec::with_capacity(length / 256),
            sums: Vec::with_capacity(length / 256),
        };
        self.names.find(document, &mut seen.names);
        self.dates.find(document, &mut seen.times);
        self.amounts.find(document, &mut seen.sums);
        seen
    }

    /// What one finder (`names`, `dates`, `amounts`) sees; for benches.
    #[doc(hidden)]
    #[must_use]
    pub fn candidates(&self, document: &Document<'_>, finder: &str) -> Vec<Candidate<'_>> {
        let mut candidates = Vec::new();
        match finder {
            "names" => self.names.find(document, &mut candidates),
            "dates" => self.dates.find(document, &mut candidates),
            "amounts" => self.amounts.find(document, &mut candidates),
            _ => {}
        }
        candidates
    }

    /// The articles of a text dump, in its order; they tile it but for blank lines.
    #[must_use]
    pub fn segment(&self, dump: &str) -> Vec<Article> {
        let segments = self.segment_dump(dump, &DumpOptions::default());
        segments
            .into_iter()
            .enumerate()
            .map(|(index, segment)| Article {
                id: (index + 1).to_string(),
                date: segment.date,
                title: segment.title.map(|title| title.of(dump).to_owned()),
                text: segment.span.of(dump).to_owned(),
            })
            .collect()
    }
}
