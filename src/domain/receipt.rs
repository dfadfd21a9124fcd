//! A receipt list of the bank, pasted or read back in: what it says of one file that we sent (`formats/no.md` 3.5). There is no
//! fixed layout – it is a page of a portal, a PDF as text, a CSV – so a line counts when it names the file's number or the
//! reference of something in it, and every line that was not understood is shown.

use super::money::Money;

/// What the bank says of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Taken.
    Accepted,
    /// Refused.
    Refused,
}

/// Numeric codes of receipt lists, and the text each has: `receipt-WORD`.
pub const CODES: &[(u16, &str)] = &[
    (0, "received"),
    (1, "processed"),
    (54, "date-malformed"),
    (55, "date-invalid"),
    (56, "amount-malformed"),
    (57, "amount-negative"),
    (103, "too-far-ahead"),
    (145, "account-unknown"),
    (325, "reference-invalid"),
    (354, "too-late"),
    (501, "no-agreement"),
    (502, "account-unknown"),
    (503, "no-agreement"),
    (529, "received-before"),
    (535, "end-missing"),
    (536, "count-wrong"),
    (543, "count-wrong"),
    (549, "part-broken"),
    (551, "part-broken"),
    (552, "records-wrong"),
    (553, "record-unknown"),
    (555, "records-wrong"),
    (559, "part-out-of-order"),
    (560, "not-a-digit"),
    (561, "not-a-digit"),
    (562, "not-a-digit"),
    (563, "not-a-digit"),
    (564, "record-length"),
    (565, "start-missing"),
    (566, "transactions-wrong"),
    (567, "transactions-wrong"),
    (568, "transactions-wrong"),
];

/// The highest code that says that all is well.
const WELL_MAX: u16 = 1;
/// How many lines of a list are looked at.
const LINES_MAX: usize = 100_000;

/// The text of a code, under `receipt-WORD`; `None`: a code that is not known.
pub fn word_of(code: &str) -> Option<&'static str> {
    let code: u16 = code.parse().ok()?;
    CODES.iter().find(|(known, _)| *known == code).map(|(_, word)| *word)
}

/// Something in the file that a line can be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its reference, or our own.
    pub reference: String,
    /// How much.
    pub amount: Money,
}

/// What a line says of something in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The line, from 1.
    pub line: usize,
    /// Which of what was asked for, from 0; `None`: the whole file.
    pub item: Option<usize>,
    /// What the bank says.
    pub verdict: Verdict,
    /// Its code; empty where it gives none.
    pub code: String,
}

/// A receipt list as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// What it says of the file.
    pub said: Vec<Said>,
    /// Lines that were not understood, with their numbers from 1. Empty lines do not count.
    pub unknown: Vec<(usize, String)>,
}

/// Understands a list. `number`: the running number of the file it has to be about.
pub fn read(text: &str, number: u32, asked: &[Asked]) -> Receipt {
    let mut receipt = Receipt::default();
    // A heading tells what holds for the lines below it.
    let mut heading = None;
    for (line, text) in (1usize..).zip(text.lines()).take(LINES_MAX) {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower
            .split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ',' | '-'))
            .map(|word| word.trim_matches(|c| matches!(c, '.' | ',')))
            .filter(|word| !word.is_empty())
            .collect();
        if words.is_empty() {
            continue;
        }
        let about = item_of(&words, asked);
        let code = code_of(&words, number, asked.get(about.unwrap_or(usize::MAX)));
        let own = verdict_of(&words, code.as_deref());
        let names_file = about.is_none() && is_about_file(&words, number);
        match (about, names_file, own.or(heading)) {
            (Some(item), _, Some(verdict)) => receipt.said.push(Said {
                line,
                item: Some(item),
                verdict,
                code: code.unwrap_or_default(),
            }),
            (None, true, _) if own.is_some() => receipt.said.push(Said {
                line,
                item: None,
                verdict: own.unwrap_or(Verdict::Refused),
                code: code.unwrap_or_default(),
            }),
            (None, false, _) if own.is_some() && !words.iter().any(|word| is_number(word)) => heading = own,
            _ => receipt.unknown.push((line, text.trim().to_owned())),
        }
    }
    receipt
}

fn is_number(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

fn bare(digits: &str) -> &str {
    digits.trim_start_matches('0')
}

/// What a line is about: the reference decides; of several with one reference the one of this amount.
fn item_of(words: &[&str], asked: &[Asked]) -> Option<usize> {
    let names = |one: &Asked| {
        let wanted = one.reference.to_lowercase();
        !wanted.is_empty()
            && words
                .iter()
                .any(|word| *word == wanted || (is_number(word) && bare(word) == bare(&wanted)))
    };
    let mut fitting = asked.iter().enumerate().filter(|(_, one)| names(one));
    let (first, _) = fitting.next()?;
    let by_amount = |(_, one): &(usize, &Asked)| words.iter().any(|word| Money::parse(word).is_ok_and(|found| found == one.amount));
    let exact = asked.iter().enumerate().filter(|(_, one)| names(one)).find(by_amount);
    Some(exact.map_or(first, |(place, _)| place))
}

/// The code of a line: behind the word for it, or a lone number that is a known code and neither amount nor the file's number.
fn code_of(words: &[&str], number: u32, about: Option<&Asked>) -> Option<String> {
    let known = |word: &&str| word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit()) && word_of(word).is_some();
    let says = |word: &str| ["kode", "code", "kod", "feilkode", "fejlkode", "felkod", "årsak", "årsag", "orsak"].contains(&word);
    let behind = words.iter().position(|word| says(word)).and_then(|at| words.get(at + 1));
    let is_code = |word: &&&str| word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(word) = behind.filter(is_code) {
        return Some((*word).to_owned());
    }
    // One word is the amount: the one with decimals, if there is one.
    let is_amount = |word: &str| about.is_some_and(|one| Money::parse(word).is_ok_and(|found| found == one.amount));
    let with_decimals = words.iter().position(|word| word.contains([',', '.']) && is_amount(word));
    let amount_at = with_decimals.or_else(|| words.iter().position(|word| is_amount(word)));
    let is_file = |word: &str| bare(word) == number.to_string();
    let others = words
        .iter()
        .enumerate()
        .filter(|(at, _)| Some(*at) != amount_at)
        .map(|(_, word)| *word);
    let mut lone = others.filter(|word| known(word) && !is_file(word));
    // Two numbers that could be the code: neither is taken for it. 0 and 1 are too common to be told from a count.
    let first = lone.by_ref().find(|word| word.parse::<u16>().is_ok_and(|code| code > WELL_MAX));
    let second = lone.find(|word| word.parse::<u16>().is_ok_and(|code| code > WELL_MAX));
    first.filter(|_| second.is_none()).map(str::to_owned)
}

fn verdict_of(words: &[&str], code: Option<&str>) -> Option<Verdict> {
    if let Some(code) = code.and_then(|code| code.parse::<u16>().ok()) {
        return Some(if code <= WELL_MAX { Verdict::Accepted } else { Verdict::Refused });
    }
    // Short words stand alone: `not` is no part of `notat`, `ok` none of `oktober`.
    let any = |starts: &[&str], alone: &[&str]| {
        let fits = |word: &&str| alone.contains(word) || starts.iter().any(|start| word.starts_with(start));
        words.iter().any(fits)
    };
    let refused = [
        "avvis", "afvis", "rejected", "refuse", "nekad", "nekat", "nektet", "ugyldig", "felaktig",
    ];
    let accepted = [
        "godkj",
        "godkän",
        "godkend",
        "accept",
        "aksept",
        "mottatt",
        "modtag",
        "mottag",
        "motteke",
        "received",
        "behandl",
        "processed",
    ];
    if any(&refused, &["ikke", "ikkje", "inte", "ej", "not"]) {
        Some(Verdict::Refused)
    } else if any(&accepted, &["ok"]) {
        Some(Verdict::Accepted)
    } else {
        None
    }
}

fn is_about_file(words: &[&str], number: u32) -> bool {
    let names = ["forsend", "transmission", "leveran", "overførs", "overføring", "sändning"];
    let alone = ["fil", "file", "filen", "fila", "sending"];
    let says = words
        .iter()
        .any(|word| alone.contains(word) || names.iter().any(|name| word.starts_with(name)));
    says && words.iter().any(|word| is_number(word) && bare(word) == number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked() -> Vec<Asked> {
        let one = |reference: &str, minor| Asked {
            reference: reference.to_owned(),
            amount: Money::from_minor(minor),
        };
        vec![
            one("00000001016", 50_000),
            one("00000001024", 32_500),
            one("R7", 10_000),
            one("00000001016", 75_000),
        ]
    }

    fn said(text: &str) -> Vec<(usize, Option<usize>, Verdict, String)> {
        let receipt = read(text, 17, &asked());
        receipt
            .said
            .into_iter()
            .map(|one| (one.line, one.item, one.verdict, one.code))
            .collect()
    }

    #[test]
    fn the_file_is_accepted_or_refused_by_its_number() {
        use Verdict::{Accepted, Refused};
        for (text, wanted) in [
            ("Forsendelse 0000017 mottatt uten feil", Some((Accepted, ""))),
            ("Forsendelsesnr. 17: avvist, kode 529", Some((Refused, "529"))),
            ("Transmission 17 received without error", Some((Accepted, ""))),
            ("Transmission 17; code 0", Some((Accepted, "0"))),
            ("Leverance 17 er ikke modtaget", Some((Refused, ""))),
            ("Forsendelse 18 mottatt uten feil", None),
            ("Forsendelse 17", None),
            ("Notat om forsendelse 17 i oktober", None),
        ] {
            let found: Vec<_> = said(text);
            let wanted: Vec<_> = wanted
                .into_iter()
                .map(|(verdict, code)| (1, None, verdict, code.to_owned()))
                .collect();
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn every_code_is_read_on_a_line_with_a_reference() {
        for (code, _) in CODES {
            let line = format!("30;00000001016;500,00;kode {code};se vedlegg");
            let verdict = if *code <= 1 { Verdict::Accepted } else { Verdict::Refused };
            assert_eq!(said(&line), vec![(1, Some(0), verdict, code.to_string())]);
            if *code > 1 {
                let line = format!("00000001016\t500,00\t{code}");
                assert_eq!(said(&line), vec![(1, Some(0), verdict, code.to_string())], "{code}");
            }
        }
    }

    #[test]
    fn an_amount_is_no_code_and_tells_equal_references_apart() {
        // 325,00 and code 325 on one line; the second of one reference by its amount.
        assert_eq!(
            said("1024  325,00  325  avvist"),
            vec![(1, Some(1), Verdict::Refused, "325".to_owned())]
        );
        assert_eq!(said("1024 325 avvist"), vec![(1, Some(1), Verdict::Refused, String::new())]);
        assert_eq!(
            said("KID 1016 beløp 750,00 avvist 354"),
            vec![(1, Some(3), Verdict::Refused, "354".to_owned())]
        );
        assert_eq!(said("R7 103"), vec![(1, Some(2), Verdict::Refused, "103".to_owned())]);
    }

    #[test]
    fn a_heading_holds_below_it_and_what_is_not_understood_is_kept() {
        let list =
            "Kvitteringsliste L00202\n\nAvviste transaksjoner\n 00000001016 500,00\n99999999999 10,00\nGodkjente:\n1024\nSide 1 av 1";
        let receipt = read(list, 17, &asked());
        let found: Vec<_> = receipt.said.iter().map(|one| (one.line, one.item, one.verdict)).collect();
        assert_eq!(found, vec![(4, Some(0), Verdict::Refused), (7, Some(1), Verdict::Accepted)]);
        let unknown: Vec<usize> = receipt.unknown.iter().map(|(line, _)| *line).collect();
        assert_eq!(unknown, vec![1, 5, 8]);
    }

    #[test]
    fn anything_at_all_can_be_pasted() {
        for text in [
            "",
            "\u{1b}[2J\u{202e}",
            "\0\0\0",
            "kode",
            "forsendelse",
            "9999999999999999999999999999",
            "½¾ æøå 🙂",
        ] {
            assert_eq!(said(text), vec![], "{text:?}");
        }
    }
}
