//! Articles for benches: the same bytes for the same seed, names from the gazetteers.

#![allow(dead_code, reason = "each bench uses a part")]

use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// A small generator of random numbers (xorshift64*, Vigna 2016).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// Rather one of the first.
    fn pick_early<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let (a, b) = (self.below(of.len()), self.below(of.len()));
        &of[a * b / of.len()]
    }
}

/// One article.
pub struct Article {
    pub id: String,
    pub date: String,
    /// The heading of a dump: day and month.
    pub heading: String,
    pub title: String,
    pub text: String,
}

/// An endless row of articles.
pub struct Corpus {
    random: Random,
    parts: HashMap<&'static str, Vec<&'static str>>,
    places: Vec<String>,
    countries: Vec<String>,
    departments: Vec<String>,
    organisations: Vec<String>,
    count: usize,
}

impl Corpus {
    /// Reads the names below `root`, the folder of the package.
    pub fn new(root: &Path) -> Self {
        let lists = root.join("gazetteers");
        let mut parts: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
        let mut part = "";
        for line in include_str!("sentences.txt").lines() {
            match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                Some(name) => part = name,
                None if !line.starts_with('#') => parts.entry(part).or_default().push(line),
                None => {}
            }
        }
        let mut places = names(&lists.join("fr/communes.csv"), 6000);
        places.extend(names(&lists.join("world/cities.csv"), 600));
        Self {
            random: Random(0x5EED_2026),
            parts,
            places,
            countries: names(&lists.join("world/countries.csv"), 200),
            departments: names(&lists.join("fr/departments.csv"), 101),
            organisations: names(&lists.join("fr/organisations.csv"), 4000),
            count: 0,
        }
    }

    fn part(&mut self, name: &str) -> &'static str {
        let part = self.parts[name].as_slice();
        self.random.pick::<&'static str>(part)
    }

    fn article(&mut self) -> Article {
        self.count += 1;
        let words = 200 + self.random.below(600);
        let mut text = String::new();
        while text.split(' ').count() < words {
            for _ in 0..2 + self.random.below(4) {
                let sentence = self.sentence();
                text.push_str(&sentence);
                text.push(' ');
            }
            text.truncate(text.trim_end().len());
            text.push_str("\n\n");
        }
        text.truncate(text.trim_end().len());
        let (year, month, day) = self.date();
        let template = self.part("title");
        let title = self.fill(template);
        Article {
            id: format!("a{:06}", self.count),
            date: format!("{year}-{:02}-{day:02}", month + 1),
            heading: format!("{day} {}", capital(self.parts["month"][month])),
            title,
            text,
        }
    }

    fn date(&mut self) -> (usize, usize, usize) {
        (2012 + self.random.below(12), self.random.below(12), 1 + self.random.below(28))
    }

    fn sentence(&mut self) -> String {
        if self.random.chance(38) {
            return self.part("plain").to_owned();
        }
        let mut sentence = String::new();
        if self.random.chance(55) {
            let opener = self.part("opener");
            sentence.push_str(&self.fill(opener));
        }
        for (name, percent) in [("subject", 100), ("verb", 100), ("object", 100), ("tail", 75), ("tail", 25)]
        {
            if self.random.chance(percent) {
                let template = self.part(name);
                if !(sentence.is_empty() || sentence.ends_with(' ') || template.starts_with([' ', ','])) {
                    sentence.push(' ');
                }
                sentence.push_str(&self.fill(template));
            }
        }
        capital(&sentence) + "."
    }

    fn fill(&mut self, template: &str) -> String {
        let mut out = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let (slot, after) = after.split_once('}').expect("every slot of sentences.txt is closed");
            out.push_str(before);
            let filled = self.slot(slot);
            out.push_str(&filled);
            rest = after;
        }
        out + rest
    }

    fn slot(&mut self, slot: &str) -> String {
        let (preposition, kind) = slot.split_once(' ').unwrap_or(("", slot));
        let name = match kind {
            "place" => self.random.pick_early(&self.places).clone(),
            "pays" => self.random.pick_early(&self.countries).clone(),
            "dep" => self.random.pick(&self.departments).clone(),
            "org" => self.random.pick(&self.organisations).clone(),
            "person" => format!("{} {}", self.part("first"), self.part("last")),
            "n" => (2 + self.random.below(97)).to_string(),
            "day" => self.part("weekday").to_owned(),
            "date" => self.time(),
            "amount" => {
                let template = self.part("amount");
                self.fill(template)
            }
            other => unreachable!("sentences.txt has the slot {{{other}}}"),
        };
        match (preposition, name.strip_prefix("Le ")) {
            ("", _) => name,
            ("à", Some(name)) => format!("au {name}"),
            ("de", Some(name)) => format!("du {name}"),
            ("de", None) if name.starts_with(['A', 'E', 'I', 'O', 'U', 'É']) => format!("d’{name}"),
            _ => format!("{preposition} {name}"),
        }
    }

    fn time(&mut self) -> String {
        let (year, month, day) = self.date();
        let (month, weekday) = (self.parts["month"][month], self.part("weekday"));
        match self.random.below(6) {
            0 => format!("le {day} {month} {year}"),
            1 => format!("le {day} {month}"),
            2 => format!("ce {weekday} {day} {month}"),
            3 => weekday.to_owned(),
            4 => format!("{month} {year}"),
            _ => format!("{year}"),
        }
    }
}

impl Iterator for Corpus {
    type Item = Article;

    fn next(&mut self) -> Option<Article> {
        Some(self.article())
    }
}

/// The first `most` surfaces of a gazetteer, the heaviest first.
fn names(path: &Path, most: usize) -> Vec<String> {
    let mut reader = csv::Reader::from_path(path).expect("the gazetteers lie beside the benches");
    let headers = reader.headers().expect("a gazetteer has a header").clone();
    let column = |name: &str| headers.iter().position(|header| header == name);
    let (surface, weight) = (column("surface").expect("a required column"), column("weight"));
    let mut rows: Vec<(f64, String)> = reader
        .records()
        .map(|record| {
            let record = record.expect("a gazetteer is CSV");
            let weight = weight.and_then(|weight| record.get(weight)?.parse().ok()).unwrap_or(0.0);
            (weight, record[surface].to_owned())
        })
        .collect();
    rows.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    rows.into_iter().map(|(_, name)| name).take(most).collect()
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Articles with at least `bytes` of text.
pub fn articles(bytes: usize) -> Vec<Article> {
    let mut length = 0;
    Corpus::new(Path::new(env!("CARGO_MANIFEST_DIR")))
        .take_while(|article| {
            let more = length < bytes;
            length += article.text.len();
            more
        })
        .collect()
}

/// The articles as records, one a line.
pub fn json_lines(articles: &[Article]) -> String {
    let record = |article: &Article| {
        let Article { id, date, title, text, .. } = article;
        serde_json::json!({ "id": id, "date": date, "title": title, "text": text }).to_string() + "\n"
    };
    articles.iter().map(record).collect()
}

/// The articles as a dump: heading, title, text.
pub fn dump(articles: &[Article]) -> String {
    let part = |article: &Article| format!("{}\n\n{}\n\n{}\n", article.heading, article.title, article.text);
    articles.iter().map(part).collect::<Vec<String>>().join("\n")
}

/// Writes the articles as single files into `folder`.
pub fn folder(articles: &[Article], folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    for article in articles {
        let text = format!("{}\n\n{}\n", article.title, article.text);
        fs::write(folder.join(&article.id).with_extension("txt"), text)?;
    }
    Ok(())
}
