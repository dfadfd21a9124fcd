//! Made-up people and companies, with addresses that lead nowhere.

use chrono::{Days, NaiveDate};
use fastrand::Rng;

use super::profile::{ODD_NAMES, People, Profile};
use crate::domain::account::{Country, normalise};
use crate::store::party::NewParty;

/// Every which party has one of the odd names, while there are any.
const ODD_EVERY: usize = 6;
/// How old the youngest and the oldest are, in days.
const AGES: (u64, u64) = (16 * 365, 88 * 365);

fn pick(rng: &mut Rng, from: &[&'static str]) -> &'static str {
    rng.choice(from.iter().copied()).unwrap_or_default()
}

/// The party that comes as number `place`, on a day.
pub(super) fn party(rng: &mut Rng, profile: &Profile, place: usize, on: NaiveDate) -> NewParty {
    let people = &profile.people;
    let company = rng.u32(0..100) < profile.companies;
    let odd = (place % ODD_EVERY == ODD_EVERY - 1)
        .then(|| ODD_NAMES.get(place / ODD_EVERY))
        .flatten();
    let name = match odd {
        Some(odd) => (*odd).to_owned(),
        None if company => format!("{} {}", pick(rng, people.companies), pick(rng, people.forms)),
        None => person(rng, people),
    };
    let (postcode, city) = rng.choice(people.places.iter().copied()).unwrap_or_default();
    let (prefix, first, count, digits) = people.phone;
    let age = rng.u64(AGES.0..AGES.1);
    NewParty {
        number: None,
        email: if rng.u32(0..100) < 85 { email(&name, place) } else { String::new() },
        name,
        kind: if company { "company" } else { "person" }.to_owned(),
        phone: format!("{prefix}{:0digits$}", first + rng.u32(0..count)),
        address: format!("{} {}", pick(rng, people.streets), rng.u32(1..140)),
        postcode: postcode.to_owned(),
        city: city.to_owned(),
        country: people.country.to_owned(),
        language: people.language.to_owned(),
        birth_on: if company { None } else { on.checked_sub_days(Days::new(age)) },
        member_since_on: Some(on),
        reference: None,
    }
}

fn person(rng: &mut Rng, people: &People) -> String {
    let (first, last) = (pick(rng, people.first), pick(rng, people.last));
    match rng.u32(0..12) {
        0 => format!("{first} {} {last}", pick(rng, people.first)),
        1 => format!("{first} {last}-{}", pick(rng, people.last)),
        2 => format!("{first} {} {last}", pick(rng, people.last)),
        _ => format!("{first} {last}"),
    }
}

/// An address at a name that is kept for examples.
fn email(name: &str, place: usize) -> String {
    let mut local = String::new();
    for letter in name.to_lowercase().chars() {
        match letter {
            'å' | 'ä' | 'á' | 'æ' => local.push('a'),
            'ø' | 'ö' => local.push('o'),
            'a'..='z' => local.push(letter),
            _ if local.ends_with('.') || local.is_empty() => {}
            _ => local.push('.'),
        }
        if local.len() >= 24 {
            break;
        }
    }
    format!("{}.{place}@example.org", local.trim_end_matches('.'))
}

/// The bank account a party pays from; some pay in ways that do not say it. The bank whose numbers begin so does not exist.
pub(super) fn payer_account(place: usize) -> Option<String> {
    if place % 11 == 10 {
        return None;
    }
    ["0099", "0098"].iter().find_map(|bank| {
        let base = format!("{bank}{:06}", place % 1_000_000);
        (0..10).find_map(|check| normalise(Country::No, &format!("{base}{check}")).ok())
    })
}

/// A car that needs something. No Swedish number plate has the letters I and Q.
pub(super) fn car(rng: &mut Rng) -> String {
    let models = [
        "Volvo V60",
        "Volvo 240",
        "Saab 9-5",
        "Škoda Octavia",
        "VW Transporter",
        "Toyota Yaris",
        "Kia Niro",
        "Tesla Model 3",
    ];
    let letters = ["IQA", "QIB", "IQQ", "QQI", "IKQ", "QMI", "IIQ", "QIT"];
    format!("{} {} {:03}", pick(rng, &models), pick(rng, &letters), rng.u32(1..1000))
}
