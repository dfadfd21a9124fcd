//! Keys by which texts are sorted, searched and named: folded to lower case, without accents, in the order of the
//! country's alphabet when compared byte by byte (`design.md` part 3).
//!
//! A key is only ever compared with keys; it is never shown, and never folded again.

use super::is_forbidden;

/// Which alphabet a site sorts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alphabet {
    /// … z æ ø å; ä and ö stand with æ and ø.
    DanishNorwegian,
    /// … z å ä ö; æ and ø stand with ä and ö.
    Swedish,
}

/// What the three letters behind z are written as in a key.
#[derive(Clone, Copy)]
struct Letters {
    ae: char,
    oe: char,
    aa: char,
}

impl Alphabet {
    /// The three signs behind `z` in ASCII, in the order of the alphabet, so that the order of bytes is its order.
    fn letters(self) -> Letters {
        match self {
            Alphabet::DanishNorwegian => Letters { ae: '{', oe: '|', aa: '}' },
            Alphabet::Swedish => Letters { ae: '|', oe: '}', aa: '{' },
        }
    }
}

/// The key a text sorts by, and is searched by: a text holds a query if its key contains the query's key.
///
/// Lower case, accents removed except from the letters of the alphabet, hyphens and white space one blank, none at the
/// ends. Blank, signs, digits, letters, other scripts, in this order. `aa` stays two letters.
pub fn sort_key(text: &str, alphabet: Alphabet) -> String {
    fold(text, alphabet.letters())
}

/// The key by which columns and commands are found with or without accents: as [`sort_key`], and å, ä and æ are a,
/// ø and ö are o.
pub fn loose_key(text: &str) -> String {
    fold(text, Letters { ae: 'a', oe: 'o', aa: 'a' })
}

fn fold(text: &str, letters: Letters) -> String {
    let mut key = Key {
        out: String::with_capacity(text.len()),
        gap: false,
        base: ' ',
    };
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' => key.push(c, c),
            // The ring, the two dots and the stroke make a letter of the alphabet out of a or o.
            '\u{30a}' if key.base == 'a' => key.compose(letters.aa),
            '\u{308}' if key.base == 'a' => key.compose(letters.ae),
            '\u{308}' | '\u{338}' if key.base == 'o' => key.compose(letters.oe),
            '\u{300}'..='\u{36f}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe20}'..='\u{fe2f}' => {}
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2028}' | '\u{2029}' => key.gap(),
            _ if c.is_whitespace() => key.gap(),
            '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' => {}
            _ if is_forbidden(c) => {}
            _ => c.to_lowercase().for_each(|lower| key.letter(lower, letters)),
        }
    }
    key.out
}

/// A key while it is written.
struct Key {
    out: String,
    /// A blank is due before the next sign.
    gap: bool,
    /// The plain letter that a mark would stand on.
    base: char,
}

impl Key {
    fn push(&mut self, c: char, base: char) {
        if self.gap && !self.out.is_empty() {
            self.out.push(' ');
        }
        self.gap = false;
        self.out.push(c);
        self.base = base;
    }

    fn gap(&mut self) {
        self.gap = true;
        self.base = ' ';
    }

    /// Replaces the letter just written, since the mark made another one of it.
    fn compose(&mut self, letter: char) {
        self.out.pop();
        self.out.push(letter);
        self.base = ' ';
    }

    fn letter(&mut self, c: char, letters: Letters) {
        match c {
            'å' | 'ǻ' => self.push(letters.aa, ' '),
            'ä' | 'æ' | 'ǽ' => self.push(letters.ae, ' '),
            'ö' | 'ø' | 'ǿ' => self.push(letters.oe, ' '),
            // These four stand for letters behind z; as signs they go to the four signs before a.
            '{' => self.push('[', ' '),
            '|' => self.push('\\', ' '),
            '}' => self.push(']', ' '),
            '~' => self.push('^', ' '),
            '\u{300}'..='\u{36f}' => {}
            _ => match spelled_out(c) {
                Some(pair) => pair.chars().for_each(|plain| self.push(plain, ' ')),
                None => {
                    let plain = without_accent(c);
                    self.push(plain, plain);
                }
            },
        }
    }
}

/// Letters that are written with two.
fn spelled_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'þ' => "th",
        'œ' => "oe",
        'ĳ' => "ij",
        _ => return None,
    })
}

/// The plain letter of an accented one: the lower-case letters of Latin-1 Supplement and Latin Extended-A, and the two
/// Romanian ones with a comma below. Any other character is itself.
fn without_accent(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ð' | 'ď' | 'đ' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ĥ' | 'ħ' => 'h',
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ĵ' => 'j',
        'ķ' | 'ĸ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŉ' | 'ŋ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ſ' | 'ș' => 's',
        'ţ' | 'ť' | 'ŧ' | 'ț' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sorted(names: &[&'static str], alphabet: Alphabet) -> Vec<&'static str> {
        let mut names = names.to_vec();
        names.sort_by_key(|name| sort_key(name, alphabet));
        names
    }

    #[test]
    fn names_stand_in_the_order_of_the_alphabet() {
        let names = ["Öberg", "Åberg", "Zorn", "Ärlig", "Østby", "Ærø", "abel", "7 år", "~x", "{x"];
        let danish = sorted(&names, Alphabet::DanishNorwegian);
        assert_eq!(
            danish,
            ["7 år", "{x", "~x", "abel", "Zorn", "Ärlig", "Ærø", "Öberg", "Østby", "Åberg"]
        );
        let swedish = sorted(&names, Alphabet::Swedish);
        assert_eq!(
            swedish,
            ["7 år", "{x", "~x", "abel", "Zorn", "Åberg", "Ärlig", "Ærø", "Öberg", "Østby"]
        );
    }

    #[test]
    fn spellings_of_one_name_have_one_key() {
        let swedish = |text| sort_key(text, Alphabet::Swedish);
        assert_eq!(swedish("A\u{30a}KE"), swedish("åke"));
        assert_eq!(swedish("BJO\u{308}RN"), swedish("bjørn"));
        assert_eq!(swedish("o\u{301}\u{308}"), swedish("ö"));
        assert_eq!(swedish(" Anne\u{2011}-  Marie\t"), "anne marie");
        assert_eq!(swedish("René Müller Łukasz ŠŽ"), "rene muller lukasz sz");
        assert_eq!(swedish("a \u{308}b"), "a b");
        assert_eq!(swedish("İstanbul Straße"), "istanbul strasse");
        assert_eq!(swedish("- \u{200b}"), "");
        assert_ne!(swedish("aa"), swedish("å"));
    }

    #[test]
    fn loose_keys_forget_the_nordic_letters_too() {
        assert_eq!(loose_key("Förs.kundnamn"), "fors.kundnamn");
        assert_eq!(loose_key("ÆØÅ äöå"), "aoa aoa");
        assert_eq!(loose_key("A\u{30a}"), "a");
    }

    proptest! {
        #[test]
        fn a_part_is_found_in_the_whole(
            before in "[ -~æøåäöéüÆØÅ\u{a0}]{0,8}", part in "[ -~æøåäöéüÆØÅ]{0,8}", after in "[ -~æøåäöéü]{0,8}"
        ) {
            for alphabet in [Alphabet::DanishNorwegian, Alphabet::Swedish] {
                let whole = sort_key(&format!("{before}{part}{after}"), alphabet);
                prop_assert!(whole.contains(&sort_key(&part, alphabet)));
            }
        }

        #[test]
        fn case_never_counts(text in "[ -~æøåäöéüŠž]{0,20}") {
            prop_assert_eq!(loose_key(&text), loose_key(&text.to_uppercase()));
        }

        #[test]
        fn keys_are_clean(text in any::<String>()) {
            prop_assert!(!loose_key(&text).chars().any(is_forbidden));
        }
    }
}
