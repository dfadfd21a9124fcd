//! Issuing: the one way a claim comes to be, whether from a table, an order or by hand. Number and reference are taken inside
//! the transaction that issues, so that series have no gaps.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::references::{self, NewReference};
use crate::domain::claim::Kind;
use crate::domain::ledger::Draft;
use crate::domain::membership::Period;
use crate::domain::refusal::Refusal;
use crate::store::claim::{self, NewClaim, NewLine};
use crate::store::site::BankAccount;
use crate::store::{StoreError, Tx};

/// Which reference a claim gets.
pub(crate) enum Wants<'a> {
    /// This one; it fits and is free, the caller has looked.
    Given(String),
    /// One that the account's recipe makes, and none of these: they go to others in the same work.
    Made(&'a HashSet<String>),
    /// The same, or none where the recipe makes none: for what is paid on the spot.
    MadeIfPossible,
}

/// A claim to be issued.
pub(crate) struct ToIssue<'a> {
    /// `None`: the series gives it.
    pub number: Option<i64>,
    /// Key of who owes it.
    pub party_id: i64,
    /// Their number.
    pub party: &'a str,
    /// Their key for sorting and searching.
    pub name_key: String,
    /// What for.
    pub kind: Kind,
    /// The account it is to be paid to.
    pub account: Option<&'a BankAccount>,
    /// Its reference.
    pub reference: Wants<'a>,
    /// Issued. It is sent later, which is a date of its own (CLM-6).
    pub issued_on: NaiveDate,
    /// Due.
    pub due_on: NaiveDate,
    /// What it concerns.
    pub description: String,
    /// Of dues: what they are for.
    pub period: Option<Period>,
    /// Its lines, at least one.
    pub lines: Vec<NewLine>,
}

/// Issues a claim under an open voucher: number, reference, row, lines, membership, log. Its postings are added to `draft`.
/// Answers its key and number.
///
/// # Errors
/// [`Refusal::ReferenceNotMade`]; [`StoreError::Sqlite`] when number or reference are taken (callers ask first).
pub(crate) fn issue(tx: &Tx<'_>, wanted: ToIssue<'_>, voucher: i64, draft: &mut Draft) -> Result<(i64, i64), StoreError> {
    let number = match wanted.number {
        Some(number) => number,
        None => tx.next_number("claim")?,
    };
    let none = HashSet::new();
    let made = |given| {
        let new = NewReference {
            party: wanted.party,
            claim: number,
            kind: wanted.kind,
            given,
        };
        references::for_claim(tx, wanted.account, &new)
    };
    let reference = match wanted.reference {
        Wants::Given(reference) => Some(reference),
        Wants::Made(given) => made(given)?,
        Wants::MadeIfPossible => match made(&none) {
            Err(StoreError::Refused(Refusal::ReferenceNotMade { .. })) => None,
            made => made?,
        },
    };
    let new = NewClaim {
        number: Some(number),
        party_id: wanted.party_id,
        name_key: wanted.name_key,
        kind: wanted.kind,
        reference,
        issued_on: wanted.issued_on,
        sent_on: None,
        due_on: wanted.due_on,
        description: wanted.description,
        account_id: wanted.account.map(|account| account.id),
        period: wanted.period,
        lines: wanted.lines,
    };
    claim::issue(tx, &new, voucher, draft)
}
