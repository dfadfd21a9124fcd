//! Customers and members: what stands on a card, and what may stand there.

use chrono::NaiveDate;

use super::account::Country;
use super::day;
use super::phone::{self, Fault};
use super::reference::passes_mod10;

codes! {
    /// How claims reach a party.
    Channel {
        /// By e-mail, with the invoice as PDF.
        Email = 1 "email",
        /// By SMS.
        Sms = 2 "sms",
        /// On paper.
        Print = 3 "print",
    }
}

codes! {
    /// What a party is to the site.
    Standing {
        /// A member.
        Member = 1 "member",
        /// One who was a member and left.
        Former = 2 "former",
        /// Anybody else.
        Customer = 3 "customer",
    }
}

codes! {
    /// A field of a party's card, in the order of the card.
    CardField {
        /// Name.
        Name = 1 "name",
        /// `person`, `company`, or what the source called it.
        Kind = 2 "kind",
        /// Number in the country's register of companies.
        OrgNumber = 3 "org_number",
        /// The number that comes first.
        Phone = 4 "phone",
        /// E-mail.
        Email = 5 "email",
        /// Street.
        Address = 6 "address",
        /// Post code.
        Postcode = 7 "postcode",
        /// City.
        City = 8 "city",
        /// Country code.
        Country = 9 "country",
        /// Language that is written in.
        Language = 10 "language",
        /// How claims reach them.
        Channel = 11 "channel",
        /// Born.
        Birth = 12 "birth_date",
        /// Member since.
        Since = 13 "member_since",
        /// Left on.
        Left = 14 "left",
        /// Days to the due date.
        Terms = 15 "terms_days",
        /// A reference of their own.
        Reference = 16 "reference",
        /// Who pays for them.
        Payer = 17 "payer",
        /// A note.
        Note = 18 "note",
    }
}

codes! {
    /// Why something cannot stand in a field of a card; its words stand under `card-fault-CODE`.
    CardFault {
        /// Nothing where something must stand.
        Missing = 1 "missing",
        /// The phone number holds letters or other marks.
        PhoneLetters = 2 "phone_letters",
        /// Digits of the phone number are missing.
        PhoneShort = 3 "phone_short",
        /// The phone number has digits too many.
        PhoneLong = 4 "phone_long",
        /// Nobody has a phone number like it.
        PhoneUnused = 5 "phone_unused",
        /// Not an e-mail address.
        Email = 6 "email",
        /// Not a post code of the country.
        Postcode = 7 "postcode",
        /// Not a country's code.
        Country = 8 "country",
        /// Not a language that texts are written in.
        Language = 9 "language",
        /// Not a way that claims go.
        Channel = 10 "channel",
        /// Not a date.
        Date = 11 "date",
        /// A date that has not come yet.
        Future = 12 "future",
        /// Not a number of days from 0 to 365.
        Terms = 13 "terms",
        /// Not a number of the country's register of companies.
        OrgNumber = 14 "org_number",
        /// Longer than a field takes.
        TooLong = 15 "too_long",
        /// None of the site's accounts takes the reference.
        Reference = 16 "reference",
    }
}

impl From<Fault> for CardFault {
    fn from(fault: Fault) -> CardFault {
        match fault {
            Fault::Letters => CardFault::PhoneLetters,
            Fault::TooShort => CardFault::PhoneShort,
            Fault::TooLong => CardFault::PhoneLong,
            Fault::NotInUse => CardFault::PhoneUnused,
        }
    }
}

/// The languages that texts to parties are written in.
pub const LANGUAGES: [&str; 5] = ["sv", "nb", "nn", "da", "en"];
/// The longest field, in characters; a note may be longer.
const FIELD_MAX: usize = 200;
const NOTE_MAX: usize = 2000;
/// The longest term, in days.
const TERMS_MAX: i64 = 365;

/// Everything that stands on a party's card, as it stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// Name.
    pub name: String,
    /// `person`, `company`, or what the source called it.
    pub kind: String,
    /// Number in the country's register of companies.
    pub org_number: String,
    /// The number that comes first: dialled (`+46…`), or as given once where nobody has edited it since.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Street.
    pub address: String,
    /// Post code.
    pub postcode: String,
    /// City.
    pub city: String,
    /// Country code in capitals; empty: the site's.
    pub country: String,
    /// Language code; empty: the site's.
    pub language: String,
    /// How claims reach them; `None`: as the site sends.
    pub channel: Option<Channel>,
    /// Born.
    pub birth_on: Option<NaiveDate>,
    /// Member since.
    pub member_since_on: Option<NaiveDate>,
    /// Left on.
    pub left_on: Option<NaiveDate>,
    /// Days to the due date; `None`: the country's.
    pub terms_days: Option<i64>,
    /// A reference of their own.
    pub reference: String,
    /// The number of who pays for them; empty: they do.
    pub payer: String,
    /// A note.
    pub note: String,
}

impl Card {
    /// What the party is to the site.
    pub fn standing(&self) -> Standing {
        match (self.left_on, self.member_since_on) {
            (Some(_), _) => Standing::Former,
            (None, Some(_)) => Standing::Member,
            (None, None) => Standing::Customer,
        }
    }

    /// What stands in a field, as it is typed.
    pub fn typed(&self, field: CardField) -> String {
        let date = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
        match field {
            CardField::Name => self.name.clone(),
            CardField::Kind => self.kind.clone(),
            CardField::OrgNumber => self.org_number.clone(),
            CardField::Phone => self.phone.clone(),
            CardField::Email => self.email.clone(),
            CardField::Address => self.address.clone(),
            CardField::Postcode => self.postcode.clone(),
            CardField::City => self.city.clone(),
            CardField::Country => self.country.clone(),
            CardField::Language => self.language.clone(),
            CardField::Channel => self.channel.map(Channel::code).unwrap_or_default().to_owned(),
            CardField::Birth => date(self.birth_on),
            CardField::Since => date(self.member_since_on),
            CardField::Left => date(self.left_on),
            CardField::Terms => self.terms_days.map(|days| days.to_string()).unwrap_or_default(),
            CardField::Reference => self.reference.clone(),
            CardField::Payer => self.payer.clone(),
            CardField::Note => self.note.clone(),
        }
    }

    /// Puts what was typed into a field, as it is kept: numbers as they are dialled, codes in their usual letters. Whether a reference
    /// fits and who pays is asked elsewhere.
    ///
    /// # Errors
    /// [`CardFault`]; the field stays as it was.
    pub fn set(&mut self, field: CardField, typed: &str, home: Country, today: NaiveDate) -> Result<(), CardFault> {
        let text = typed.trim();
        let most = if field == CardField::Note { NOTE_MAX } else { FIELD_MAX };
        if text.chars().count() > most {
            return Err(CardFault::TooLong);
        }
        let own = text.to_owned();
        match field {
            CardField::Name if text.is_empty() => return Err(CardFault::Missing),
            CardField::Name => self.name = own,
            CardField::Kind => self.kind = text.to_lowercase(),
            CardField::OrgNumber => self.org_number = org_number(text, self.lives_in(home))?,
            CardField::Phone if text.is_empty() => self.phone.clear(),
            CardField::Phone => self.phone = phone::read(text, home)?.to_string(),
            CardField::Email => self.email = email(text)?,
            CardField::Address => self.address = own,
            CardField::Postcode => self.postcode = postcode(text, self.lives_in(home))?,
            CardField::City => self.city = own,
            CardField::Country if text.is_empty() => self.country.clear(),
            CardField::Country => {
                let code = text.to_uppercase();
                if code.len() != 2 || !phone::is_country(&code) {
                    return Err(CardFault::Country);
                }
                self.country = code;
            }
            CardField::Language => self.language = language(text)?,
            CardField::Channel if text.is_empty() => self.channel = None,
            CardField::Channel => self.channel = Some(Channel::from_code(&text.to_lowercase()).ok_or(CardFault::Channel)?),
            CardField::Birth => self.birth_on = past(text, today)?,
            CardField::Since => self.member_since_on = past(text, today)?,
            CardField::Left => self.left_on = past(text, today)?,
            CardField::Terms if text.is_empty() => self.terms_days = None,
            CardField::Terms => {
                let days = text.parse().ok().filter(|days| (0..=TERMS_MAX).contains(days));
                self.terms_days = Some(days.ok_or(CardFault::Terms)?);
            }
            CardField::Reference => self.reference = text.chars().filter(|c| !c.is_whitespace()).collect(),
            CardField::Payer => self.payer = own,
            CardField::Note => self.note = own,
        }
        Ok(())
    }

    /// The country that addresses and numbers of companies are of, where it is one of the three.
    fn lives_in(&self, home: Country) -> Option<Country> {
        match self.country.as_str() {
            "" => Some(home),
            code => Country::from_code(&code.to_lowercase()),
        }
    }
}

fn past(text: &str, today: NaiveDate) -> Result<Option<NaiveDate>, CardFault> {
    if text.is_empty() {
        return Ok(None);
    }
    let date = day::read(text, today).ok_or(CardFault::Date)?;
    if date > today { Err(CardFault::Future) } else { Ok(Some(date)) }
}

fn language(text: &str) -> Result<String, CardFault> {
    let code = text.to_lowercase();
    match code.as_str() {
        "" => Ok(code),
        // The code of both written languages is taken for the one that most read.
        "no" => Ok("nb".to_owned()),
        _ if LANGUAGES.contains(&code.as_str()) => Ok(code),
        _ => Err(CardFault::Language),
    }
}

/// Something before one `@`, and behind it a name with a dot; no blanks, nothing that a mail program reads otherwise.
fn email(text: &str) -> Result<String, CardFault> {
    if text.is_empty() {
        return Ok(String::new());
    }
    let fine = |(local, domain): (&str, &str)| {
        let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>(),;:\\\"[]@".contains(c);
        let label = |label: &str| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.len() <= 63;
        !local.is_empty()
            && local.len() <= 64
            && !local.starts_with('.')
            && !local.ends_with('.')
            && local.chars().all(plain)
            && domain.contains('.')
            && domain.split('.').all(label)
            && domain.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '-')
    };
    if text.split_once('@').is_some_and(fine) {
        Ok(text.to_owned())
    } else {
        Err(CardFault::Email)
    }
}

/// Four digits in Norway and Denmark, `123 45` in Sweden; elsewhere letters and digits, as they are.
fn postcode(text: &str, country: Option<Country>) -> Result<String, CardFault> {
    if text.is_empty() {
        return Ok(String::new());
    }
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let wanted = match country {
        Some(Country::No | Country::Dk) => 4,
        Some(Country::Se) => 5,
        None => {
            let fine = digits.len() <= 12 && digits.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            return if fine { Ok(text.to_owned()) } else { Err(CardFault::Postcode) };
        }
    };
    if digits.len() != wanted || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(CardFault::Postcode);
    }
    Ok(match (country, digits.split_at_checked(3)) {
        (Some(Country::Se), Some((head, tail))) => format!("{head} {tail}"),
        _ => digits,
    })
}

/// The digits of a number of the register of companies, with its check digit.
fn org_number(text: &str, country: Option<Country>) -> Result<String, CardFault> {
    let kept: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.')).collect();
    let Some(country) = country.filter(|_| !kept.is_empty()) else {
        return Ok(text.to_owned());
    };
    let digits: Vec<u32> = kept.chars().filter_map(|c| c.to_digit(10)).collect();
    let weighted = |weights: &[u32]| {
        let sum: u32 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
        digits.len() == weights.len() && sum.is_multiple_of(11)
    };
    let fine = digits.len() == kept.len()
        && match country {
            Country::No => weighted(&[3, 2, 7, 6, 5, 4, 3, 2, 1]),
            Country::Dk => weighted(&[2, 7, 6, 5, 4, 3, 2, 1]),
            Country::Se => digits.len() == 10 && passes_mod10(&kept),
        };
    if fine { Ok(kept) } else { Err(CardFault::OrgNumber) }
}

#[cfg(test)]
mod tests;
