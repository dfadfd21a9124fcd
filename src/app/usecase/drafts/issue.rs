//! *Bokför*: a draft becomes a claim with number, reference and voucher, in the transaction that consumes it.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::{Edit, Rates, copy, create_in, must_be_seen, open};
use crate::app::texts::{Arg, Lang};
use crate::app::usecase::issue::{self as issuing, ToIssue, Wants};
use crate::app::{AppError, Session, assets};
use crate::domain::claim::Claim;
use crate::domain::draft::{Draft, Missing, Ready};
use crate::domain::ledger::Draft as Postings;
use crate::domain::money::Money;
use crate::domain::reference::normalise_typed;
use crate::domain::refusal::{Listed, Refusal};
use crate::store::claim::NewLine;
use crate::store::draft::{self as table, Debtor, Loaded};
use crate::store::site::{self, BankAccount};
use crate::store::{Tx, ledger, party};

/// What issuing made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// The draft's key.
    pub draft: i64,
    /// Key of the claim.
    pub claim_id: i64,
    /// Its number.
    pub number: i64,
    /// Its sum.
    pub amount: Money,
}

/// What issuing looks at besides the draft, gathered before the transaction begins.
struct Around {
    terms_days: u32,
    rates: Rates,
    lang: Lang,
}

impl Around {
    fn of(session: &Session) -> Result<Around, AppError> {
        Ok(Around {
            terms_days: assets::terms_days(session.site.country, session.actor().today)?,
            rates: Rates::of(session)?,
            lang: Lang::from_code(&session.site.language).unwrap_or(Lang::En),
        })
    }
}

/// Issues a draft. `seen`: the revision the person saw; what somebody changed since is not issued unseen.
///
/// # Errors
/// [`Refusal::DraftIncomplete`], [`Refusal::DraftChanged`], the refusals of a draft that is not open, of accounts and of references.
pub fn issue(session: &mut Session, id: i64, comment: &str, seen: Option<i64>) -> Result<Issued, AppError> {
    let around = Around::of(session)?;
    let issued = session.write(|tx| {
        let loaded = open(tx, id)?;
        must_be_seen(&loaded, seen)?;
        issue_in(tx, &loaded, comment, &around)
    })?;
    tracing::info!(draft = id, claim = issued.number, "claim issued");
    Ok(issued)
}

/// Makes a claim at one go: begun, filled in and issued in one transaction, or nothing at all.
///
/// # Errors
/// The refusals of the edits and of [`issue`].
pub fn create(session: &mut Session, edits: &[Edit], comment: &str) -> Result<Issued, AppError> {
    let around = Around::of(session)?;
    let issued = session.write(|tx| {
        let id = create_in(tx, edits, "", &around.rates)?;
        let loaded = open(tx, id)?;
        issue_in(tx, &loaded, comment, &around)
    })?;
    tracing::info!(claim = issued.number, "claim issued");
    Ok(issued)
}

/// Credits a claim, and issues the one in its place, at one go. Answers what was issued, and the number of the credit note.
///
/// # Errors
/// The refusals of [`super::reissue`] and of [`issue`].
pub fn reissue(session: &mut Session, id: i64, edits: &[Edit], comment: &str, seen: Option<&Claim>) -> Result<(Issued, String), AppError> {
    let (around, place) = (Around::of(session)?, copy::Around::of(session, comment)?);
    let (issued, note) = session.write(|tx| {
        let (draft, note) = copy::reissue_in(tx, id, edits, &place, seen)?;
        Ok((issue_in(tx, &open(tx, draft)?, "", &around)?, note))
    })?;
    tracing::info!(claim = id, by = issued.number, "claim credited and issued anew");
    Ok((issued, note))
}

fn issue_in(tx: &Tx<'_>, loaded: &Loaded, comment: &str, around: &Around) -> Result<Issued, AppError> {
    let (id, draft, today) = (loaded.id, &loaded.draft, tx.actor().today);
    let debtor = match draft.party_id {
        Some(party) => table::debtor(tx.conn(), party)?,
        None => None,
    };
    let terms_days = debtor.as_ref().and_then(|debtor| debtor.terms_days).unwrap_or(around.terms_days);
    let missing = draft.missing(today, terms_days);
    let (Some(debtor), true) = (debtor, missing.is_empty()) else {
        return Err(incomplete(id, &missing));
    };
    if let Some(into) = debtor.merged_into {
        let number = debtor.number;
        return Err(Refusal::PartyMerged { party: number, into }.into());
    }
    super::refuse_unsound(id, draft, &around.rates.rates)?;
    let ready = draft.ready()?.map_err(|no| incomplete(id, &[Missing::Rebate(no)]))?;
    let amount = Money::sum(ready.iter().map(|one| one.amount))?;
    let days = (draft.issue_day(today), draft.due_day(today, terms_days));
    let (claim_id, number) = post(tx, draft, &debtor, &ready, days, around.lang)?;
    table::add_items(tx, claim_id, &ready)?;
    table::end(tx, id, Some(claim_id))?;
    let was = table::snapshot(draft)?;
    let is = serde_json::json!({ "claim": number }).to_string();
    table::log(tx, id, "issued", comment.trim(), Some(&was), Some(&is))?;
    Ok(Issued {
        draft: id,
        claim_id,
        number,
        amount,
    })
}

fn incomplete(id: i64, missing: &[Missing]) -> AppError {
    Refusal::DraftIncomplete {
        draft: id,
        missing: Listed(missing.iter().map(Missing::key).collect()),
    }
    .into()
}

fn post(
    tx: &Tx<'_>,
    draft: &Draft,
    debtor: &Debtor,
    ready: &[Ready],
    days: (NaiveDate, NaiveDate),
    lang: Lang,
) -> Result<(i64, i64), AppError> {
    let accounts = site::bank_accounts(tx.conn())?;
    let typed = normalise_typed(&draft.reference);
    let account = account_of(draft, &typed, &accounts)?;
    let given = HashSet::new();
    let reference = if typed.is_empty() {
        Wants::Made(&given)
    } else {
        if party::reference_taken(tx.conn(), &typed)? {
            return Err(Refusal::ReferenceTaken { reference: typed }.into());
        }
        Wants::Given(typed)
    };
    let number = tx.next_number("claim")?;
    let voucher = ledger::open_voucher(tx, "claim_issued", &number.to_string(), days.0)?;
    let mut postings = Postings::default();
    let new = ToIssue {
        number: Some(number),
        party_id: debtor.id,
        party: &debtor.number,
        name_key: debtor.name_key.clone(),
        kind: draft.kind,
        account,
        reference,
        issued_on: days.0,
        due_on: days.1,
        description: described(draft),
        period: None,
        lines: ready.iter().map(|one| new_line(one, lang)).collect(),
    };
    let issued = issuing::issue(tx, new, voucher, &mut postings)?;
    tx.touch_claim(issued.0);
    ledger::post(tx, voucher, &postings, None)?;
    Ok(issued)
}

/// What the claim concerns: as typed, or what its first line says.
fn described(draft: &Draft) -> String {
    let first = || draft.lines.first().map(|line| line.text.trim().to_owned()).unwrap_or_default();
    Some(draft.description.trim().to_owned())
        .filter(|text| !text.is_empty())
        .unwrap_or_else(first)
}

/// The line that is issued; what came off it stands in its text.
fn new_line(one: &Ready, lang: Lang) -> NewLine {
    let mut text = one.line.text.trim().to_owned();
    for (rebate, amount) in &one.rebates {
        let args = [
            ("text", Arg::Text(text)),
            ("rebate", Arg::Text(rebate.clone())),
            ("amount", Arg::Money(*amount)),
        ];
        text = lang.texts().with("create-line-rebate", &args);
    }
    NewLine {
        text,
        amount: one.amount,
        vat_percent: one.line.vat_percent,
        rounding: Money::ZERO,
    }
}

/// The account it is to be paid to: the chosen one, the one that takes the typed reference, or the first that takes any. A site
/// whose accounts take none issues without references.
fn account_of<'a>(draft: &Draft, typed: &str, accounts: &'a [BankAccount]) -> Result<Option<&'a BankAccount>, AppError> {
    let takes = |account: &BankAccount| account.rules.as_ref().is_some_and(|rules| rules.check(typed).is_ok());
    let chosen = draft.account_id.and_then(|id| accounts.iter().find(|account| account.id == id));
    let account = match chosen {
        Some(account) if account.rules.is_none() => {
            let account = account.number.clone();
            return Err(Refusal::AccountTakesNone { account }.into());
        }
        Some(account) => Some(account),
        None if typed.is_empty() => accounts.iter().find(|account| account.rules.is_some()),
        None => accounts.iter().find(|account| takes(account)),
    };
    if !typed.is_empty() && !account.is_some_and(takes) {
        return Err(Refusal::ReferenceFitsNone {
            reference: typed.to_owned(),
        }
        .into());
    }
    Ok(account)
}
