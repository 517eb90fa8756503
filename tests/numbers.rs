//! Any number written out in French is read back exactly.

use proptest::prelude::*;
use rust_decimal::Decimal;

const UNITS: [&str; 17] = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize",
];
const TENS: [&str; 7] = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante"];

/// How a number is written: the word for 70–99 and what joins words.
#[derive(Clone, Copy, Debug)]
struct Style {
    swiss: bool,
    joiner: char,
}

fn below_100(n: u64, style: Style) -> String {
    let join = style.joiner;
    let base = |ten: &str, unit: u64| match unit {
        0 => ten.to_owned(),
        1 => format!("{ten}{join}et{join}un"),
        _ => format!("{ten}{join}{}", UNITS[unit as usize]),
    };
    match n {
        0..=16 => UNITS[n as usize].to_owned(),
        17..=19 => format!("dix{join}{}", UNITS[n as usize - 10]),
        20..=69 => base(TENS[n as usize / 10], n % 10),
        70..=79 if style.swiss => base("septante", n - 70),
        80..=89 if style.swiss => base("huitante", n - 80),
        90..=99 if style.swiss => base("nonante", n - 90),
        71 => format!("soixante{join}et{join}onze"),
        70..=79 => format!("soixante{join}{}", below_100(n - 60, style)),
        80 => format!("quatre{join}vingts"),
        _ => format!("quatre{join}vingt{join}{}", below_100(n - 80, style)),
    }
}

fn below_1000(n: u64, style: Style) -> String {
    let hundreds = match n / 100 {
        0 => return below_100(n, style),
        1 => "cent".to_owned(),
        many if n.is_multiple_of(100) => format!("{}{}cents", UNITS[many as usize], style.joiner),
        many => format!("{}{}cent", UNITS[many as usize], style.joiner),
    };
    if n.is_multiple_of(100) {
        hundreds
    } else {
        format!("{hundreds}{}{}", style.joiner, below_100(n % 100, style))
    }
}

fn french(n: u64, style: Style) -> String {
    let mut parts = Vec::new();
    for (scale, name) in [(1_000_000_000, "milliard"), (1_000_000, "million")] {
        let count = n / scale % 1000;
        if count > 0 {
            let plural = if count > 1 { "s" } else { "" };
            parts.push(format!("{}{}{name}{plural}", below_1000(count, style), style.joiner));
        }
    }
    match n / 1000 % 1000 {
        0 => {}
        1 => parts.push("mille".to_owned()),
        count => parts.push(format!("{}{}mille", below_1000(count, style), style.joiner)),
    }
    if !n.is_multiple_of(1000) || n == 0 {
        parts.push(below_1000(n % 1000, style));
    }
    parts.join(&style.joiner.to_string())
}

fn grouped(digits: &str, separator: &str) -> String {
    let first = (digits.len() + 2) % 3 + 1;
    let mut out = digits[..first].to_owned();
    for at in (first..digits.len()).step_by(3) {
        out.push_str(separator);
        out.push_str(&digits[at..at + 3]);
    }
    out
}

fn style() -> impl Strategy<Value = Style> {
    (any::<bool>(), prop_oneof![Just(' '), Just('-')]).prop_map(|(swiss, joiner)| Style { swiss, joiner })
}

/// Numbers of every length alike, with gaps (`1 000 000 001`), so that short and round ones are tried too.
fn numbers() -> impl Strategy<Value = u64> {
    let any = (1_u32..13).prop_flat_map(|digits| 0..10_u64.pow(digits));
    let group = || prop_oneof![Just(0_u64), Just(1), 0..1000_u64];
    let gappy =
        (group(), group(), group(), group()).prop_map(|(a, b, c, d)| ((a * 1000 + b) * 1000 + c) * 1000 + d);
    prop_oneof![any, gappy]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn words_are_read_back(n in numbers(), style in style()) {
        let text = french(n, style);
        prop_assert_eq!(glane::number(&text), Some(Decimal::from(n)), "{}", text);
        prop_assert_eq!(glane::number(&text.to_uppercase()), Some(Decimal::from(n)));
    }

    #[test]
    fn groups_are_read_back(
        n in numbers(),
        decimals in "[0-9]{0,6}",
        separator in prop_oneof![Just(""), Just(" "), Just("\u{a0}"), Just("\u{202f}"), Just(".")],
        negative in any::<bool>(),
    ) {
        let integer = grouped(&n.to_string(), separator);
        let text = if decimals.is_empty() { integer } else { format!("{integer},{decimals}") };
        let plain = if decimals.is_empty() { n.to_string() } else { format!("{n}.{decimals}") };
        let value: Decimal = plain.parse().expect("18 digits fit a decimal");
        prop_assert_eq!(glane::number(&text), Some(value), "{}", text);
        if negative {
            prop_assert_eq!(glane::number(&format!("-{text}")), Some(-value));
        }
    }

    #[test]
    fn english_groups_are_read_back(n in 1_000_000_u64..1_000_000_000_000, cents in "[0-9]{2}") {
        let text = format!("{}.{cents}", grouped(&n.to_string(), ","));
        prop_assert_eq!(glane::number(&text), format!("{n}.{cents}").parse().ok(), "{}", text);
    }

    #[test]
    fn no_text_panics(text in "[0-9eE.,'/ \u{202f}-]{0,90}|([a-zéè]{1,8}[ -]){0,12}") {
        let _ = glane::number(&text);
        let _ = glane::ordinal(&text);
    }
}

#[test]
fn every_number_below_ten_thousand() {
    for n in 0..10_000 {
        for style in [Style { swiss: false, joiner: ' ' }, Style { swiss: true, joiner: '-' }] {
            let text = french(n, style);
            assert_eq!(glane::number(&text), Some(Decimal::from(n)), "{text}");
        }
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    for text in [&"9".repeat(60), "1e400", &"1 000".repeat(20), "", "-", "trois chats", &"000 ".repeat(40)] {
        assert_eq!(glane::number(text), None, "{text}");
    }
}

#[test]
fn numbers_as_they_are_spoken() {
    let cases = [
        ("trois point un quatre", Some("3.14")),
        ("un virgule deux cent trente-six", Some("1.236")),
        ("zéro virgule zéro zéro sept", Some("0.007")),
        ("vingt-deux et demi", Some("22.5")),
        ("trois millions et demi", Some("3500000")),
        ("trente 3", Some("33")),
        ("322 cents", Some("32200")),
        ("zéro huit", Some("8")),
        ("plus vingt", Some("20")),
        ("moins quinze", Some("-15")),
        ("un trillionième", Some("0.000000000000000001")),
        ("cent et un", Some("101")),
        ("mille et une", Some("1001")),
        ("trente 33", None),
        ("trois 3", None),
        ("vingt et un demi-tour", None),
    ];
    for (text, value) in cases {
        let value = value.map(|value| value.parse::<Decimal>().expect("the cases are decimals"));
        assert_eq!(glane::number(text), value, "{text}");
    }
}

#[test]
fn sixty_digits_are_refused() {
    assert_eq!(glane::number(&"9".repeat(60)), None);
    assert_eq!(glane::number(&format!("0,{}", "9".repeat(60))), None);
    assert_eq!(glane::number(&format!("zéro virgule {}", "un ".repeat(60).trim())), None);
    assert_eq!(glane::number(&format!("{} deux", "zéro ".repeat(60).trim())), Some(Decimal::TWO));
}
