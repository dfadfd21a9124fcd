//! Which claims a left-over payment could belong to, and why: every reason is shown, and the best comes first. Nothing that is
//! annulled, paid or used is among them; the caller only gathers what is open.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::money::{Money, MoneyError};

codes! {
    /// Why a claim is suggested.
    Why {
        /// The payment's reference is the claim's.
        Reference = 1 "reference",
        /// One digit of the reference is wrong, missing or too many, or two are swapped.
        NearReference = 2 "near_reference",
        /// The claim's number or reference stands in the text.
        NumberInText = 3 "number_in_text",
        /// The reference is the member's own.
        PartyReference = 4 "party_reference",
        /// The same account paid for this party last time.
        SamePayer = 5 "same_payer",
        /// The party's name stands in the text.
        NameInText = 6 "name_in_text",
        /// Exactly this amount is left on it, which is rare.
        RareAmount = 7 "rare_amount",
        /// It was on this claim, and a person took it off.
        WasHere = 8 "was_here",
        /// The person searched for it.
        Searched = 9 "searched",
    }
}

impl Why {
    /// How much it counts.
    fn weight(self) -> i64 {
        match self {
            Why::Searched => 1_000,
            Why::Reference => 100,
            Why::NumberInText => 70,
            Why::NearReference => 60,
            Why::PartyReference => 50,
            Why::SamePayer => 45,
            Why::NameInText => 40,
            Why::RareAmount => 10,
            Why::WasHere => 5,
        }
    }
}

/// What an amount that agrees counts.
const EXACT: i64 = 50;

/// An open claim that was gathered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenClaim {
    /// Key.
    pub id: i64,
    /// Number.
    pub number: i64,
    /// What leads a payment home.
    pub reference: Option<String>,
    /// Who owes it.
    pub name: String,
    /// Their number.
    pub party: String,
    /// What it concerns.
    pub description: String,
    /// Due.
    pub due_on: Option<NaiveDate>,
    /// What is left to pay.
    pub left: Money,
    /// What settles it too: without costs of reminders that do not outlive it.
    pub least: Money,
}

/// A claim that a payment could belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The claim.
    pub claim: OpenClaim,
    /// Why, the strongest reason first.
    pub why: Vec<Why>,
    /// What the payment is more than what is left; less: negative.
    pub difference: Money,
    /// How good it is; only for comparing.
    pub score: i64,
}

/// Gathers reasons by claim.
#[derive(Default)]
pub struct Gathering(BTreeMap<i64, (OpenClaim, Vec<Why>)>);

impl Gathering {
    /// Adds a claim, or a reason for it.
    pub fn add(&mut self, claim: OpenClaim, why: Why) {
        let (_, reasons) = self.0.entry(claim.id).or_insert_with(|| (claim, Vec::new()));
        if !reasons.contains(&why) {
            reasons.push(why);
        }
    }

    /// Whether anything was gathered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The suggestions for an amount, the best first; of equals the one that is due first.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn ranked(self, amount: Money, most: usize) -> Result<Vec<Suggestion>, MoneyError> {
        let mut all = Vec::with_capacity(self.0.len());
        for (claim, mut why) in self.0.into_values() {
            why.sort_by_key(|why| std::cmp::Reverse(why.weight()));
            let difference = if amount == claim.least {
                Money::ZERO
            } else {
                amount.minus(claim.left)?
            };
            let score = why.iter().map(|why| why.weight()).sum::<i64>() + if difference.is_zero() { EXACT } else { 0 };
            all.push(Suggestion {
                claim,
                why,
                difference,
                score,
            });
        }
        all.sort_by(|a, b| (b.score, a.claim.due_on, a.claim.number).cmp(&(a.score, b.claim.due_on, b.claim.number)));
        all.truncate(most);
        Ok(all)
    }
}

/// References that differ from a mistyped one by one digit, one digit too many or too few, or two neighbours swapped. Each once.
pub fn near_references(typed: &str) -> Vec<String> {
    let digits: Vec<char> = typed.chars().filter(char::is_ascii_digit).collect();
    let mut all: Vec<String> = Vec::new();
    let mut push = |digits: &[char]| all.push(digits.iter().collect());
    for at in 0..digits.len() {
        let mut one = digits.clone();
        if let (Some(here), Some(next)) = (digits.get(at), digits.get(at + 1))
            && here != next
        {
            one.swap(at, at + 1);
            push(&one);
        }
        one.clone_from(&digits);
        one.remove(at);
        push(&one);
        for digit in '0'..='9' {
            one.clone_from(&digits);
            if let Some(place) = one.get_mut(at).filter(|place| **place != digit) {
                *place = digit;
                push(&one);
            }
        }
    }
    for at in 0..=digits.len() {
        for digit in '0'..='9' {
            let mut one = digits.clone();
            one.insert(at, digit);
            push(&one);
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Runs of digits in a text that could be numbers or references, blanks inside them left out too; each once.
pub fn numbers_in(text: &str) -> Vec<String> {
    let mut all: Vec<String> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| run.len() >= 3)
        .map(str::to_owned)
        .collect();
    let joined: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.')).collect();
    all.extend(
        joined
            .split(|c: char| !c.is_ascii_digit())
            .filter(|run| run.len() >= 4)
            .map(str::to_owned),
    );
    all.retain(|run| run.len() <= super::reference::REFERENCE_MAX);
    all.sort_unstable();
    all.dedup();
    all
}

/// The most words of a text that are tried as names.
const WORDS_MAX: usize = 8;

/// Beginnings that a name in a text may have, as keys to search by: each two words in both orders, and runs of words.
pub fn names_in(key: &str) -> Vec<String> {
    let words: Vec<&str> = key
        .split_whitespace()
        .filter(|word| word.chars().count() >= 2 && !word.chars().any(|c| c.is_ascii_digit()))
        .take(WORDS_MAX)
        .collect();
    let mut all = Vec::new();
    for (at, one) in words.iter().enumerate() {
        for (place, other) in words.iter().enumerate() {
            if at != place && one.chars().count() + other.chars().count() >= 6 {
                all.push(format!("{one} {other}"));
            }
        }
    }
    if let [only] = words.as_slice()
        && only.chars().count() >= 5
    {
        all.push((*only).to_owned());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(id: i64, left: i64, due: u32) -> OpenClaim {
        OpenClaim {
            id,
            number: 10_000 + id,
            reference: None,
            name: "Berit Berg".to_owned(),
            party: "2034".to_owned(),
            description: String::new(),
            due_on: NaiveDate::from_ymd_opt(2026, 11, due),
            left: Money::from_minor(left),
            least: Money::from_minor(left),
        }
    }

    #[test]
    fn asks_23_what_is_left_without_costs_is_exact_too() {
        let mut gathering = Gathering::default();
        let reminded = OpenClaim {
            left: Money::from_minor(43_500),
            ..claim(1, 40_000, 20)
        };
        gathering.add(reminded, Why::SamePayer);
        gathering.add(claim(2, 41_000, 10), Why::SamePayer);
        let ranked = gathering.ranked(Money::from_minor(40_000), 9).unwrap();
        let found: Vec<(i64, i64)> = ranked.iter().map(|one| (one.claim.id, one.difference.minor())).collect();
        assert_eq!(found, [(1, 0), (2, -1_000)]);
    }

    #[test]
    fn the_best_reason_comes_first_and_an_exact_amount_breaks_ties() {
        let mut gathering = Gathering::default();
        gathering.add(claim(1, 50_000, 20), Why::SamePayer);
        gathering.add(claim(2, 40_000, 10), Why::SamePayer);
        gathering.add(claim(3, 70_000, 1), Why::NearReference);
        gathering.add(claim(2, 40_000, 10), Why::SamePayer);
        let ranked = gathering.ranked(Money::from_minor(50_000), 9).unwrap();
        let ids: Vec<i64> = ranked.iter().map(|one| one.claim.id).collect();
        assert_eq!(ids, [1, 3, 2]);
        assert_eq!(ranked.first().unwrap().difference, Money::ZERO);
        assert_eq!(ranked.last().unwrap().why, [Why::SamePayer]);
    }

    #[test]
    fn one_typing_error_is_undone() {
        let near = near_references("10421701037");
        for mistyped in ["10421701073", "1042170103", "104217010377", "10421701038", "01421701037"] {
            assert!(near.iter().any(|one| one == mistyped), "{mistyped}");
            assert!(near_references(mistyped).iter().any(|one| one == "10421701037"), "{mistyped}");
        }
        assert!(!near.iter().any(|one| one == "10421701037"));
        assert_eq!(near_references(""), (0..=9).map(|digit| digit.to_string()).collect::<Vec<_>>());
    }

    #[test]
    fn numbers_and_names_are_found_in_a_text() {
        assert_eq!(
            numbers_in("faktura 10242, kid 1042 1701 037"),
            ["037", "10242", "1042", "10421701037", "1701"]
        );
        assert!(names_in("kontingent berg berit 2026").contains(&"berit berg".to_owned()));
        assert_eq!(names_in("takk"), Vec::<String>::new());
        assert_eq!(names_in("1234 5678"), Vec::<String>::new());
    }
}
