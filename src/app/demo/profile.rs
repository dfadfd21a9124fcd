//! What a demo site of a country is like.

use super::{country_dk, country_no, country_se};
use crate::domain::account::Country;
use crate::domain::claim::Kind;

/// Everything that differs between the countries.
pub(super) struct Profile {
    pub country: Country,
    /// The organisation.
    pub site: &'static str,
    /// Who works there.
    pub operators: &'static [&'static str],
    pub accounts: &'static [BankSide],
    /// The number that draws, and what stands beside it in files: nothing (NO), our customer number (SE), the debtor group (DK).
    pub draws: (&'static str, &'static str),
    /// What claims are for, each with its share.
    pub offers: &'static [(u32, Offer)],
    /// What becomes of claims, each with its share.
    pub fates: &'static [(Fate, u32)],
    /// How many claims there are for each party, about.
    pub claims_per_party: u32,
    /// How many parties in a hundred are companies.
    pub companies: u32,
    pub people: People,
    pub comments: Comments,
}

/// An account, and what is agreed with the bank about it.
pub(super) struct BankSide {
    pub number: &'static str,
    pub name: &'static str,
    /// The references it takes.
    pub rules: &'static str,
    /// The fields of its set-up, each with what stands in it.
    pub set_up: &'static [(&'static str, &'static str)],
}

/// What a claim is for.
pub(super) struct Offer {
    pub kind: Kind,
    /// Which of the accounts it is to be paid to.
    pub account: usize,
    /// `{year}`, `{number}` and `{car}` are filled in.
    pub description: &'static str,
    /// Days until it is due.
    pub due: u64,
    /// The first one always stands, the others by chance.
    pub lines: &'static [LineOffer],
}

/// What may stand on a claim.
pub(super) struct LineOffer {
    pub text: &'static str,
    /// Lowest and highest amount and the step between, in minor units, with VAT.
    pub amount: (i64, i64, i64),
    /// In percent.
    pub vat: i64,
    /// In how many of a hundred claims.
    pub chance: u32,
}

/// A line; short, because there are many.
pub(super) const fn line(text: &'static str, amount: (i64, i64, i64), vat: i64, chance: u32) -> LineOffer {
    LineOffer { text, amount, vat, chance }
}

/// What becomes of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Open,
    Paid,
    Overpaid,
    Underpaid,
    SeveralPayers,
    PaidTwice,
    Annulled,
    Credited,
    PartlyCredited,
    Discounted,
    LineDropped,
}

impl Fate {
    /// Whether money comes.
    pub(super) fn brings_money(self) -> bool {
        use Fate::{Overpaid, Paid, PaidTwice, SeveralPayers, Underpaid};
        matches!(self, Paid | Overpaid | Underpaid | SeveralPayers | PaidTwice)
    }
}

/// What people and companies are made of.
pub(super) struct People {
    pub country: &'static str,
    pub language: &'static str,
    pub first: &'static [&'static str],
    pub last: &'static [&'static str],
    pub companies: &'static [&'static str],
    pub forms: &'static [&'static str],
    pub streets: &'static [&'static str],
    /// Postcode and place.
    pub places: &'static [(&'static str, &'static str)],
    /// Numbers that nobody has: how they begin, the first one, how many there are, and in how many digits.
    pub phone: (&'static str, u32, u32, usize),
}

/// What people say when they change something.
pub(super) struct Comments {
    pub annulled: &'static [&'static str],
    pub credited: &'static [&'static str],
    pub discounted: &'static [&'static str],
    pub dropped: &'static [&'static str],
    /// Why the accounts are set up as they are.
    pub set_up: &'static str,
    /// What stands on the line.
    pub discount_text: &'static str,
}

/// Names that have broken programs, and harm nobody.
pub(super) static ODD_NAMES: &[&str] = &[
    "=SUM(A1)",
    "A\u{30a}se Va\u{30a}gen",
    "Zoë 🏔\u{fe0f} Ljosheim",
    "Anne-Marie Elisabeth Wilhelmine Sjölander-Østergaard von und zu Blåbærhøjden-Kråkmo af Ørneredet, née Ångström-Fjællegård den yngre",
    "O'Hára; DROP TABLE claim;--",
    "-1+1",
    "Null",
    "Ö",
    "Şebnem Nguyễn-Æbelø",
    "Cafe\u{301} <b>Smørbrød</b> & Sønn",
];

impl Profile {
    /// The profile of a country.
    pub(super) fn of(country: Country) -> &'static Profile {
        match country {
            Country::No => &country_no::PROFILE,
            Country::Se => &country_se::PROFILE,
            Country::Dk => &country_dk::PROFILE,
        }
    }

    /// How many claims in a hundred have such a fate.
    pub(super) fn percent(&self, is: impl Fn(Fate) -> bool) -> u32 {
        let such = self.fates.iter().filter(|(fate, _)| is(*fate)).map(|(_, share)| share);
        let all: u32 = self.fates.iter().map(|(_, share)| share).sum();
        such.sum::<u32>() * 100 / all.max(1)
    }

    /// Whether there is a bank format that brings payments.
    pub(super) fn brings_money(&self) -> bool {
        self.percent(Fate::brings_money) > 0
    }
}
