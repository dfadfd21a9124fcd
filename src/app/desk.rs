//! The matching desk: what a left-over payment could belong to, with every reason, and what a person searches for.

use super::texts::{Arg, Texts};
use super::{AppError, Session};
use crate::domain::claim::Status;
use crate::domain::filter::{Recognised, recognise};
use crate::domain::money::Money;
use crate::domain::payment::{Reason, State};
use crate::domain::refusal::Refusal;
use crate::domain::suggest::{Gathering, OpenClaim, Suggestion, Why, names_in, near_references, numbers_in};
use crate::domain::text::sort_key;
use crate::store::candidates::{self, Sought};
use crate::store::refund::{self, Refund};
use crate::store::{Db, away, party, payment};

/// How many are suggested.
const MOST: usize = 40;
/// References longer than this are not tried with typing errors: it would be thousands of look-ups.
const NEAR_MAX: usize = 25;

/// What a person who handles a payment sees of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// Key of the payment.
    pub payment: i64,
    /// Signed.
    pub amount: Money,
    /// What is left over.
    pub left: Money,
    /// How far it has come.
    pub state: State,
    /// Why it waits.
    pub reason: Reason,
    /// What the payer wrote, and the reference as it stands.
    pub text: String,
    /// The reference as it was written.
    pub reference: String,
    /// The payer's account; empty when nobody knows.
    pub payer: String,
    /// Whose it is, as far as known: number and name.
    pub party: Option<(String, String)>,
    /// Their credit.
    pub credit: Money,
    /// Claims it could belong to, the best first.
    pub suggestions: Vec<Suggestion>,
    /// A claim that it was meant for and that cannot be paid any more: number, status.
    pub closed: Option<(i64, Status)>,
    /// For money that went out: refunds of the amount that no line is set against yet.
    pub refunds: Vec<Refund>,
    /// For money that went out: payments it may take back, with their claim's number.
    pub takes_back: Vec<(i64, Option<i64>)>,
    /// What the person's words were taken for.
    pub taken_for: Vec<&'static str>,
}

/// What a payment could belong to; with `typed`, what the person searches for instead.
///
/// # Errors
/// [`Refusal::NoSuchPayment`].
pub fn desk(session: &Session, id: i64, typed: &str) -> Result<Desk, AppError> {
    let conn = &session.store.conn;
    let gone = || AppError::from(Refusal::NoSuchPayment { wanted: id.to_string() });
    let hand = payment::hand(conn, id)?.ok_or_else(gone)?;
    let sought = candidates::sought(conn, id)?.ok_or_else(gone)?;
    let left = hand.left()?;
    let mut found = Desk {
        payment: id,
        amount: hand.amount,
        left,
        state: hand.state,
        reason: hand.reason,
        text: sought.text.clone().unwrap_or_default(),
        reference: sought.reference.clone().unwrap_or_default(),
        payer: hand.payer.clone(),
        party: None,
        credit: Money::ZERO,
        suggestions: Vec::new(),
        closed: None,
        refunds: Vec::new(),
        takes_back: Vec::new(),
        taken_for: Vec::new(),
    };
    if let Some(key) = party::of_payment(conn, id)? {
        found.credit = away::credit_sum(conn, key.id)?;
        found.party = Some((key.number, key.name));
    }
    if hand.amount.is_negative() {
        let amount = hand.amount.negated();
        found.refunds = refund::without_line(conn, amount, &hand.payer)?;
        let reference = sought.reference.as_deref().map(crate::domain::reference::normalise_typed);
        found.takes_back = candidates::reversible(conn, amount, reference.as_deref(), &hand.payer)?;
        return Ok(found);
    }
    let typed = typed.trim();
    let mut gathering = Gathering::default();
    if typed.is_empty() {
        gather(session, &sought, left, &mut gathering)?;
        let reference = sought.reference.as_deref().map(crate::domain::reference::normalise_typed);
        if let Some(reference) = reference {
            found.closed = candidates::closed_by_reference(conn, &reference)?.map(|(_, number, status)| (number, status));
        }
    } else {
        found.taken_for = search(session, typed, &mut gathering)?;
    }
    found.suggestions = gathering.ranked(left, MOST)?;
    Ok(found)
}

fn all(gathering: &mut Gathering, claims: Vec<OpenClaim>, why: Why) {
    claims.into_iter().for_each(|claim| gathering.add(claim, why));
}

fn gather(session: &Session, sought: &Sought, left: Money, out: &mut Gathering) -> Result<(), AppError> {
    let conn = &session.store.conn;
    if let Some(written) = &sought.reference {
        let reference = crate::domain::reference::normalise_typed(written);
        all(out, candidates::by_reference(conn, &reference)?, Why::Reference);
        let party = candidates::party_by_reference(conn, &reference)?;
        if let Some(party) = party.or(sought.party) {
            all(out, candidates::by_party(conn, party)?, Why::PartyReference);
        }
        if out.is_empty() && reference.len() <= NEAR_MAX {
            near(conn, &reference, out)?;
        }
    }
    if let Some(text) = &sought.text {
        for number in numbers_in(text) {
            all(out, candidates::by_reference(conn, &number)?, Why::NumberInText);
            if let Ok(number) = number.parse() {
                all(out, candidates::by_number(conn, number)?, Why::NumberInText);
            }
        }
        for name in names_in(&sort_key(text, session.site.country.alphabet())) {
            all(out, candidates::by_name(conn, &name)?, Why::NameInText);
        }
    }
    if let Some(payer) = &sought.payer
        && let Some(party) = candidates::party_by_payer(conn, payer)?
    {
        all(out, candidates::by_party(conn, party)?, Why::SamePayer);
    }
    if let Some(claim) = sought.claim {
        all(out, candidates::by_key(conn, claim)?, Why::WasHere);
    }
    all(out, candidates::by_amount(conn, left, true)?, Why::RareAmount);
    Ok(())
}

fn near(conn: &Db, reference: &str, out: &mut Gathering) -> Result<(), AppError> {
    for one in near_references(reference) {
        all(out, candidates::by_reference(conn, &one)?, Why::NearReference);
    }
    Ok(())
}

/// What a person typed: a number, a reference, an amount, a name. Answers what it was taken for.
fn search(session: &Session, typed: &str, out: &mut Gathering) -> Result<Vec<&'static str>, AppError> {
    let conn = &session.store.conn;
    let mut taken = Vec::new();
    for one in recognise(typed) {
        let (claims, word) = match one {
            Recognised::ClaimNumber(number) => {
                let mut claims = candidates::by_number(conn, i64::from(number))?;
                if let Ok(amount) = Money::parse(typed) {
                    claims.extend(candidates::by_amount(conn, amount, false)?);
                }
                (claims, "taken-number")
            }
            Recognised::Reference(reference) => (candidates::by_reference(conn, reference.as_str())?, "taken-reference"),
            Recognised::Amount(amount) => (candidates::by_amount(conn, amount, false)?, "taken-amount"),
            _ => continue,
        };
        if !claims.is_empty() {
            taken.push(word);
        }
        all(out, claims, Why::Searched);
    }
    if out.is_empty() {
        let alphabet = session.site.country.alphabet();
        if let Some(key) = party::by_number(conn, typed)? {
            taken.push("taken-party");
            all(out, candidates::by_party(conn, key.id)?, Why::Searched);
        }
        let key = sort_key(typed, alphabet);
        if !key.is_empty() {
            // Who is called so from the beginning comes with who has it as a later name: Berg is not only Bergljot.
            let mut claims = candidates::by_name(conn, &key)?;
            claims.extend(candidates::by_words(conn, &key)?);
            if !claims.is_empty() {
                taken.push("taken-name");
            }
            all(out, claims, Why::Searched);
        }
    }
    Ok(taken)
}

/// The reasons of a suggestion in words, the strongest and the amount first: `KID ✓ · beløp +50,00`.
pub fn reasons(suggestion: &Suggestion, texts: &Texts) -> String {
    // That few have the amount says nothing beside a better reason.
    let told = suggestion
        .why
        .iter()
        .filter(|why| **why != Why::RareAmount || suggestion.why.len() == 1);
    let mut parts: Vec<String> = told.map(|why| texts.t(&format!("why-{}", why.code()))).collect();
    parts.insert(1.min(parts.len()), amount_reason(suggestion.difference, texts));
    parts.join(" · ")
}

/// What the amounts say: `beløp ✓`, `beløp +50,00`, `beløp −50,00`.
pub fn amount_reason(difference: Money, texts: &Texts) -> String {
    if difference.is_zero() {
        texts.t("why-amount")
    } else if difference.is_positive() {
        texts.with("why-amount-more", &[("amount", Arg::Money(difference))])
    } else {
        texts.with("why-amount-less", &[("amount", Arg::Money(difference.negated()))])
    }
}

/// Learns for whom accounts paid, from what was imported since; a little at a time, so that nobody waits.
///
/// # Errors
/// When the file cannot be written.
pub fn learn(session: &mut Session) -> Result<(), AppError> {
    if !candidates::can_learn(&session.store.conn)? {
        return Ok(());
    }
    while session.write(|tx| Ok(candidates::learn_payers(tx)?))? {}
    Ok(())
}

/// What a refund is, in words: `is refund 12 to 62411558830, Ola Fjell`.
pub fn refund_words(refund: &Refund, texts: &Texts) -> String {
    let to = [refund.to_account.as_str(), refund.to_name.as_str()];
    let to: Vec<&str> = to.into_iter().filter(|text| !text.is_empty()).collect();
    let args = [("refund", Arg::Count(refund.id)), ("to", Arg::Text(to.join(", ")))];
    texts.with("desk-is-refund", &args)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::usecase::init;
    use crate::domain::account::Country;
    use crate::domain::claim::Kind;
    use crate::domain::ledger::Draft;
    use crate::store::claim::{NewClaim, NewLine};
    use crate::store::party::NewParty;

    #[test]
    fn of_an_amount_that_very_many_claims_have_the_newest_open_ones_are_found() {
        let dir = tempfile::tempdir().unwrap();
        let mut session = init::init(&dir.path().join("site.fordring"), Country::No, "Fjellklubben", "kari", None).unwrap();
        let day = session.actor().today;
        let made = session.write(|tx| {
            let voucher = crate::store::ledger::open_voucher(tx, "claims_issued", "test", day)?;
            let mut draft = Draft::default();
            let new = NewParty {
                name: "Kari Nordmann".to_owned(),
                ..NewParty::default()
            };
            let party = party::add(tx, &new, Country::No.alphabet())?;
            for number in 1..=450 {
                let new = NewClaim {
                    number: Some(number),
                    party_id: party.id,
                    name_key: party.name_key.clone(),
                    kind: Kind::Dues,
                    reference: None,
                    issued_on: day,
                    sent_on: None,
                    due_on: day,
                    description: String::new(),
                    account_id: None,
                    period: None,
                    lines: vec![NewLine {
                        text: "Kontingent".to_owned(),
                        amount: Money::from_minor(50_000),
                        vat_percent: rust_decimal::Decimal::ZERO,
                        rounding: Money::ZERO,
                    }],
                };
                crate::store::claim::issue(tx, &new, voucher, &mut draft)?;
            }
            crate::store::ledger::post(tx, voucher, &draft, None)?;
            Ok(())
        });
        made.unwrap();
        let numbers = |session: &Session| -> Vec<i64> {
            let mut gathering = Gathering::default();
            assert_eq!(search(session, "500,00", &mut gathering).unwrap(), ["taken-amount"]);
            let ranked = gathering.ranked(Money::ZERO, MOST).unwrap();
            ranked.into_iter().map(|one| one.claim.number).collect()
        };
        assert_eq!(numbers(&session), (431..=450).collect::<Vec<_>>());
        session
            .store
            .conn
            .execute_batch("UPDATE claim SET status = 2, \"left\" = 0 WHERE number BETWEEN 4 AND 449")
            .unwrap();
        assert_eq!(numbers(&session), [1, 2, 3, 450]);
        let rare = candidates::by_amount(&session.store.conn, Money::from_minor(50_000), true).unwrap();
        assert_eq!(rare, [], "it says nothing of whose the payment is");
    }
}
