//! Intercommunalities: the official list's `CA du Grand Dole` becomes `Communauté d'agglomération du Grand Dole`.

use crate::error::{Error, Result};
use crate::etalab::{Commune, Group};
use crate::fold::{capitalised, key, tidy};
use crate::hand::{GroupName, Need};
use crate::inputs::Inputs;
use crate::row::Row;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Head of the full name by the list's abbreviation; metropoles carry theirs in the name.
fn head(class: &str) -> Option<&'static str> {
    match class {
        "CA" => Some("Communauté d'agglomération"),
        "CC" => Some("Communauté de communes"),
        "CU" => Some("Communauté urbaine"),
        "EPT" => Some("Établissement public territorial"),
        _ => None,
    }
}

/// A first word that makes a name without its head a mere landscape: `Pays de Nérondes`, `Val de Gers`.
const LANDSCAPES: [&str; 42] = [
    "ardeche",
    "bassin",
    "bassee",
    "bocage",
    "bretagne",
    "campagne",
    "causses",
    "champagne",
    "cingle",
    "collines",
    "combrailles",
    "convergence",
    "coteaux",
    "cote",
    "forets",
    "gascogne",
    "golfe",
    "haut",
    "haute",
    "hautes",
    "jura",
    "lacs",
    "larzac",
    "marches",
    "medoc",
    "monts",
    "morvan",
    "pays",
    "petite",
    "piege",
    "plaine",
    "plateau",
    "portes",
    "presqu'ile",
    "pyrenees",
    "rives",
    "sources",
    "sud",
    "terres",
    "val",
    "vallee",
    "vallees",
];

/// Words that only an institution's name has.
const INSTITUTIONS: [&str; 9] = [
    "agglo",
    "agglomeration",
    "agglopole",
    "communaute",
    "eurometropole",
    "interco",
    "intercom",
    "metropole",
    "territoires",
];

/// `fr/intercommunalities.csv`.
pub(crate) fn rows(inputs: &Inputs) -> Result<Vec<Row>> {
    let communes = inputs.communes()?;
    let departments: HashMap<&str, &Commune> =
        communes.iter().filter(|commune| commune.is_present()).map(|c| (c.code.as_str(), c)).collect();
    let mut taken: HashSet<String> = communes.iter().map(|commune| key(&commune.name)).collect();
    for area in inputs.departments()?.iter().chain(&inputs.regions()?) {
        taken.insert(key(&area.name));
    }
    let names: Vec<GroupName> = inputs.hand("builder/tables/intercommunality_names.csv", Need::Optional)?;
    let mut names: BTreeMap<String, GroupName> =
        names.into_iter().map(|n| (n.source_name.clone(), n)).collect();
    let mut rows = Vec::new();
    for group in inputs.groups()? {
        let name = Name::new(&group, names.remove(&group.name))?;
        let row = Row {
            class: "organisation",
            kind: "administration",
            id: format!("SIREN-{}", group.code),
            weight: Some(group.members.iter().filter_map(|member| member.population).sum()),
            parent: department(&group, &departments),
            name: name.canonical(&taken),
            ..Row::default()
        };
        rows.extend(name.surfaces(&taken).into_iter().map(|(surface, flags)| {
            let alias = row.alias(surface);
            flags.iter().fold(alias, |alias, flag| alias.flag(flag))
        }));
    }
    match names.into_keys().next() {
        None => Ok(rows),
        Some(unused) => Err(Error::new(format!(
            "builder/tables/intercommunality_names.csv: no intercommunality is called `{unused}` in this version; \
             correct or remove the row"
        ))),
    }
}

/// The department where most of the inhabitants live.
fn department(group: &Group, communes: &HashMap<&str, &Commune>) -> String {
    let mut inhabitants: BTreeMap<String, u64> = BTreeMap::new();
    for member in &group.members {
        if let Some(commune) = communes.get(member.code.as_str()) {
            *inhabitants.entry(commune.department_id()).or_default() += member.population.unwrap_or(0);
        }
    }
    inhabitants.into_iter().max_by_key(|(_, count)| *count).map(|(id, _)| id).unwrap_or_default()
}

/// The parts of an intercommunality's name.
#[derive(Debug, Default)]
struct Name {
    full: String,
    /// `CA`, where the list writes it before the name.
    short_head: String,
    /// What follows the head: `du Grand Dole`, `Vitré Communauté`.
    rest: String,
    /// Further surfaces with whether each is ambiguous.
    further: Vec<(String, bool)>,
}

impl Name {
    fn new(group: &Group, hand: Option<GroupName>) -> Result<Self> {
        let (short_head, rest) = match group.name.strip_prefix(&format!("{} ", group.class)) {
            Some(rest) => (group.class.clone(), rest),
            None => (String::new(), group.name.as_str()),
        };
        let (rest, acronym) = without_acronym(&cleaned(rest));
        let mut name = Self { short_head, ..Self::default() };
        name.further.extend(acronym.map(|acronym| (acronym, true)));
        name.full = match (name.short_head.is_empty(), head(&group.class)) {
            (true, _) => capitalised(&rest),
            (false, Some(head)) => format!("{head} {}", proper(&rest)),
            (false, None) => {
                return Err(Error::new(format!(
                    "@etalab/decoupage-administratif: epci.json: type {} of `{}` is unknown; add its head",
                    group.class, group.name
                )));
            }
        };
        if group.class == "EPT" {
            name.further.extend(head("EPT").map(|head| (format!("{head} {rest}"), false)));
        }
        name.rest = proper(&rest);
        Ok(name.with_hand(hand))
    }

    fn with_hand(mut self, hand: Option<GroupName>) -> Self {
        let Some(hand) = hand else { return self };
        if !hand.name.is_empty() {
            self.full.clone_from(&hand.name);
            // A name given by hand no longer ends in the list's words.
            self.rest.clear();
        }
        for alias in hand.aliases.split('|').filter(|alias| !alias.is_empty()) {
            let surface = alias.trim_end_matches('*');
            self.further.retain(|(known, _)| known != surface);
            self.further.push((surface.to_owned(), surface != alias));
        }
        self
    }

    /// The name without its head where that is an institution's own (`Ardenne Métropole`), else the full name.
    fn canonical(&self, taken: &HashSet<String>) -> String {
        if self.rest.is_empty() || self.short_head.is_empty() {
            return self.full.clone();
        }
        match self.bare(taken) {
            Some((bare, flags)) if flags.is_empty() && is_institution(&key(&bare)) => bare,
            _ => self.full.clone(),
        }
    }

    /// The full surface first, each with its flags.
    fn surfaces(&self, taken: &HashSet<String>) -> Vec<(String, Vec<&'static str>)> {
        let mut surfaces = vec![(self.full.clone(), folding(&self.full))];
        if !self.rest.is_empty() && !self.short_head.is_empty() {
            surfaces.push((format!("{} {}", self.short_head, self.rest), Vec::new()));
            surfaces.extend(self.bare(taken));
        }
        for (surface, ambiguous) in &self.further {
            let mut flags = folding(surface);
            flags.extend(ambiguous.then_some("ambiguous"));
            surfaces.push((surface.clone(), flags));
        }
        surfaces
    }

    /// `du Grand Dole` → `Grand Dole`, `de Nîmes Métropole` → `Nîmes Métropole`; other links stay.
    fn unlinked(&self) -> &str {
        let is_name = |rest: &&str| {
            let folded = key(rest);
            rest.starts_with("Grand ")
                || rest.starts_with(char::is_uppercase)
                    && folded.split(' ').any(|word| INSTITUTIONS.contains(&word))
        };
        let links = ["du ", "de ", "d'"];
        links.iter().find_map(|link| self.rest.strip_prefix(link).filter(is_name)).unwrap_or(&self.rest)
    }

    /// The name without its head where that is a name by itself and no place's.
    fn bare(&self, taken: &HashSet<String>) -> Option<(String, Vec<&'static str>)> {
        let bare = self.unlinked();
        let folded = key(bare);
        let words: Vec<&str> = folded.split(' ').collect();
        let institution = is_institution(&folded);
        let linked = ["de", "du", "des", "d"].contains(&words[0]);
        let given = self.further.iter().any(|(surface, _)| surface == bare);
        if linked || given || words.len() < 2 || taken.contains(&folded) {
            return None;
        }
        // Two rivers are also just two rivers: `Moselle et Madon`.
        let pair = words.len() == 3 && words[1] == "et";
        let landscape = words.iter().take(2).any(|word| LANDSCAPES.contains(word)) || words.len() < 3 || pair;
        let flags = if landscape && !institution { vec!["ambiguous"] } else { Vec::new() };
        Some((bare.to_owned(), flags))
    }
}

/// Whether a folded name has a word that only an institution's name has.
fn is_institution(folded: &str) -> bool {
    folded.starts_with("grand ") || folded.split(' ').any(|word| INSTITUTIONS.contains(&word))
}

/// Heads that articles also write without a capital.
fn folding(surface: &str) -> Vec<&'static str> {
    let heads = ["communaute ", "metropole ", "etablissement ", "eurometropole ", "agglomeration "];
    let folded = key(surface);
    if heads.iter().any(|head| folded.starts_with(head)) { vec!["fold-case"] } else { Vec::new() }
}

/// Quotes, loose hyphens, slashes and `Coeur` are the list's, not the press's.
fn cleaned(name: &str) -> String {
    let name = name.replace("''", "").replace('"', "").replace("Coeur", "Cœur").replace("St-", "Saint-");
    let name = tidy(&name).replace('/', "-");
    name.replace(" - ", "-").replace("- ", "-").replace(" -", "-").trim_end_matches('\'').to_owned()
}

/// `Loire Forez Agglomération (LFA)` → the name and `LFA`.
fn without_acronym(name: &str) -> (String, Option<String>) {
    match name.strip_suffix(')').and_then(|name| name.split_once(" (")) {
        Some((name, inside)) if inside.len() <= 8 && !inside.contains(' ') => {
            (name.to_owned(), Some(inside.to_owned()))
        }
        Some((name, _)) => (name.to_owned(), None),
        None => (name.to_owned(), None),
    }
}

/// `le Dourdannais` after a head that takes no article is a name: `Le Dourdannais`.
fn proper(rest: &str) -> String {
    let article = ["le ", "la ", "les ", "l'"].iter().any(|article| rest.starts_with(article));
    if article { capitalised(rest) } else { rest.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surfaces(class: &str, name: &str, taken: &[&str]) -> Vec<String> {
        let group =
            Group { code: "200000000".into(), name: name.into(), class: class.into(), members: Vec::new() };
        let taken = taken.iter().map(|name| key(name)).collect();
        let name = Name::new(&group, None).unwrap();
        let written = |(surface, flags): (String, Vec<&str>)| format!("{surface} [{}]", flags.join(" "));
        name.surfaces(&taken).into_iter().map(written).collect()
    }

    #[test]
    fn the_head_is_written_in_full() {
        let expected =
            ["Communauté d'agglomération du Grand Dole [fold-case]", "CA du Grand Dole []", "Grand Dole []"];
        assert_eq!(surfaces("CA", "CA du Grand Dole", &[]), expected);
        let expected = ["Communauté de communes de Blaye [fold-case]", "CC de Blaye []"];
        assert_eq!(surfaces("CC", "CC de Blaye", &["Blaye"]), expected);
    }

    #[test]
    fn a_landscape_without_its_head_is_ambiguous() {
        assert_eq!(surfaces("CC", "CC Val de Gers", &[])[2], "Val de Gers [ambiguous]");
        assert_eq!(surfaces("CC", "CC Moselle et Madon", &[])[2], "Moselle et Madon [ambiguous]");
        assert_eq!(surfaces("CA", "CA Vitré Communauté", &[])[2], "Vitré Communauté []");
        assert_eq!(surfaces("CA", "CA de Nîmes Métropole", &[])[2], "Nîmes Métropole []");
    }

    #[test]
    fn an_institution_is_called_by_its_own_name() {
        let canonical = |class: &str, name: &str| {
            let group = Group {
                code: "200000000".into(),
                name: name.into(),
                class: class.into(),
                members: Vec::new(),
            };
            Name::new(&group, None).unwrap().canonical(&HashSet::new())
        };
        assert_eq!(canonical("CA", "CA Ardenne Métropole"), "Ardenne Métropole");
        assert_eq!(canonical("CU", "CU du Grand Poitiers"), "Grand Poitiers");
        assert_eq!(canonical("CA", "CA de l'Albigeois"), "Communauté d'agglomération de l'Albigeois");
        assert_eq!(canonical("CC", "CC Val de Gers"), "Communauté de communes Val de Gers");
    }

    #[test]
    fn quotes_and_acronyms_are_taken_off() {
        assert_eq!(surfaces("CA", "CA Loire Forez Agglomération (LFA)", &[])[3], "LFA [ambiguous]");
        assert_eq!(surfaces("CA", "CA de Blois ''Agglopolys''", &[])[1], "CA de Blois Agglopolys []");
    }

    #[test]
    fn a_metropole_keeps_its_name() {
        assert_eq!(surfaces("METRO", "Toulouse Métropole", &[]), ["Toulouse Métropole []"]);
        assert_eq!(surfaces("METRO", "Métropole de Lyon", &[]), ["Métropole de Lyon [fold-case]"]);
    }
}
