//! When two spellings are one: the same folding as the matcher's, so that no row repeats another.

use unicode_normalization::UnicodeNormalization;

/// The key of a name: without case and accents, `'`, `-` and spaces as one space, `st` as `saint`, `&` as `et`.
pub(crate) fn key(name: &str) -> String {
    let mut flat = String::with_capacity(name.len());
    for c in name.nfd().filter(|&c| !is_combining(c)) {
        match c {
            'œ' | 'Œ' => flat.push_str("oe"),
            'æ' | 'Æ' => flat.push_str("ae"),
            'ß' => flat.push_str("ss"),
            'ı' => flat.push('i'),
            'ł' | 'Ł' => flat.push('l'),
            'ø' | 'Ø' => flat.push('o'),
            'đ' | 'Đ' => flat.push('d'),
            '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '-' | '‐' | '‑' | '–' => flat.push(' '),
            c if c.is_whitespace() => flat.push(' '),
            c => flat.extend(c.to_lowercase().filter(|&c| !is_combining(c))),
        }
    }
    flat.split(' ').filter(|word| !word.is_empty()).map(full_word).collect::<Vec<_>>().join(" ")
}

fn full_word(word: &str) -> &str {
    match word {
        "st" => "saint",
        "ste" => "sainte",
        "&" => "et",
        word => word,
    }
}

fn is_combining(c: char) -> bool {
    matches!(c as u32, 0x300..=0x36F)
}

/// A surface as it is written in a gazetteer: straight apostrophes, plain spaces and hyphens, composed letters.
pub(crate) fn tidy(name: &str) -> String {
    let plain: String = name
        .nfc()
        .map(|c| match c {
            '’' | '‘' | 'ʼ' | 'ʻ' => '\'',
            '‐' | '‑' | '–' => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect();
    plain.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `name` with a capital first letter.
pub(crate) fn capitalised(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_share_a_key() {
        assert_eq!(key("L’Haÿ-les-Roses"), key("l'hay les roses"));
        assert_eq!(key("St-Étienne"), key("Saint Etienne"));
        assert_eq!(key("Œuilly"), "oeuilly");
        assert_eq!(key("İzmir"), "izmir");
        assert_ne!(key("Sens"), key("Sen"));
    }

    #[test]
    fn surfaces_are_tidied() {
        assert_eq!(tidy("Côte d’Ivoire"), "Côte d'Ivoire");
        assert_eq!(tidy(" ECLA  (Lons)"), "ECLA (Lons)");
        assert_eq!(capitalised("état de Lagos"), "État de Lagos");
    }
}
