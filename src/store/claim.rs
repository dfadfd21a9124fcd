//! Claims: issuing, loading for a decision, saving a decision.

mod load;
mod save;
mod sent;

pub use load::{Found, Loader, load};
pub use save::{Saved, restate, save_decision, save_due, save_sums, set_frozen, set_reminded};
pub(crate) use save::{save_lines, save_placed};
pub use sent::{Sent, note_sending, sent_on};

use std::fmt::Write as _;

use chrono::NaiveDate;
use rusqlite::{CachedStatement, Connection, OptionalExtension, params};
use rust_decimal::Decimal;

use super::journal::Entry;
use super::membership::NewMembership;
use super::{StoreError, Tx, from_days, minor, to_days};
use crate::domain::claim::{self, Claim, Cost, Extra, Kind, Line, Status, Void};
use crate::domain::ledger::Draft;
use crate::domain::matching::Owing;
use crate::domain::membership::Period;
use crate::domain::money::Money;
use crate::domain::payment::Method;

/// A claim to be issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewClaim {
    /// `None`: the series gives it.
    pub number: Option<i64>,
    /// Who owes it.
    pub party_id: i64,
    /// The party's key for sorting and searching.
    pub name_key: String,
    /// What for.
    pub kind: Kind,
    /// What leads a payment home.
    pub reference: Option<String>,
    /// Issued.
    pub issued_on: NaiveDate,
    /// Sent, where it has been.
    pub sent_on: Option<NaiveDate>,
    /// Due.
    pub due_on: NaiveDate,
    /// What it concerns.
    pub description: String,
    /// The bank account it is to be paid to.
    pub account_id: Option<i64>,
    /// Of dues: what they are for; `None`: the year that they are due in.
    pub period: Option<Period>,
    /// Its lines, at least one.
    pub lines: Vec<NewLine>,
}

/// A line to be issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLine {
    /// What for.
    pub text: String,
    /// With VAT.
    pub amount: Money,
    /// In percent.
    pub vat_percent: Decimal,
    /// The part of the amount that rounds the sum.
    pub rounding: Money,
}

/// A VAT rate as hundredths of a percent.
pub(crate) fn to_rate(percent: Decimal) -> i64 {
    i64::try_from((percent * Decimal::ONE_HUNDRED).trunc().mantissa()).unwrap_or(0)
}

pub(crate) fn from_rate(hundredths: i64) -> Decimal {
    Decimal::new(hundredths, 2).normalize()
}

/// Issues a claim under an open voucher: number, row, lines, log. Answers its key and number, and adds its postings to `draft`.
///
/// # Errors
/// [`StoreError::Sqlite`] when number or reference are taken (callers ask first).
pub fn issue(tx: &Tx<'_>, new: &NewClaim, voucher: i64, draft: &mut Draft) -> Result<(i64, i64), StoreError> {
    let whole = NewMembership {
        party: new.party_id,
        lines: (1, u32::try_from(new.lines.len()).unwrap_or(u32::MAX)),
        dues: None,
        period: new.period.unwrap_or_else(|| Period::year_of(new.due_on)),
    };
    let of_dues = new.kind == Kind::Dues;
    issue_for(tx, new, if of_dues { std::slice::from_ref(&whole) } else { &[] }, voucher, draft)
}

/// The same, for these memberships: a household's claim is for several.
///
/// # Errors
/// As [`issue`].
pub fn issue_for(
    tx: &Tx<'_>,
    new: &NewClaim,
    memberships: &[NewMembership],
    voucher: i64,
    draft: &mut Draft,
) -> Result<(i64, i64), StoreError> {
    let number = match new.number {
        Some(number) => number,
        None => tx.next_number("claim")?,
    };
    let lines = new.lines.iter().zip(1u32..).map(|(line, no)| Line {
        no,
        text: line.text.clone(),
        amount: line.amount,
        vat_percent: line.vat_percent,
        rounding: line.rounding,
        discount: Money::ZERO,
        discount_text: String::new(),
        credited: Money::ZERO,
        dropped: false,
        written_off: Money::ZERO,
        refunded: Money::ZERO,
        cost: Cost::None,
        paid: Money::ZERO,
    });
    let mut claim = Claim {
        id: 0,
        number,
        kind: new.kind,
        due_on: new.due_on,
        status: Status::Unpaid,
        extra: Extra::None,
        void: Void::No,
        paid: Money::ZERO,
        keep_costs: false,
        settled: None,
        lines: lines.collect(),
        placed: Vec::new(),
    };
    let amount = minor(claim.amount()?);
    draft.add(&claim::issue(&claim)?)?;
    tx.conn()
        .prepare_cached(
            "INSERT INTO claim (number, party_id, kind, status, extra, void, amount, credited, paid, \"left\", issued_on, sent_on, due_on,
               paid_on, method, account_id, voucher_id, reference, name_key, description, payer)
             VALUES (?1,?2,?3,?4,0,0,?5,0,0,?5,?6,?7,?8,NULL,NULL,?9,?10,?11,?12,?13,NULL)",
        )?
        .execute(params![
            number,
            new.party_id,
            new.kind.number(),
            Status::Unpaid.number(),
            amount,
            to_days(new.issued_on),
            new.sent_on.map(to_days),
            to_days(new.due_on),
            new.account_id,
            voucher,
            new.reference,
            new.name_key,
            new.description,
        ])?;
    claim.id = tx.conn().last_insert_rowid();
    for membership in memberships {
        super::membership::add(tx, claim.id, membership)?;
    }
    tx.count_open(to_days(new.due_on), None, &claim)?;
    for line in &claim.lines {
        tx.conn()
            .prepare_cached("INSERT INTO claim_line (claim_id, no, amount, vat_rate, rounding, text) VALUES (?1,?2,?3,?4,?5,?6)")?
            .execute(params![
                claim.id,
                line.no,
                minor(line.amount),
                to_rate(line.vat_percent),
                minor(line.rounding),
                line.text
            ])?;
    }
    let mut after = snapshot(&claim, true)?;
    after.pop();
    let _ = write!(
        after,
        ",\"number\":{number},\"kind\":\"{}\",\"party\":{},\"reference\":\"{}\",\"issued\":\"{}\",\"due\":\"{}\"}}",
        new.kind.code(),
        new.party_id,
        new.reference.as_deref().unwrap_or_default(),
        new.issued_on,
        new.due_on
    );
    tx.log(&Entry {
        kind: "claim",
        id: claim.id,
        action: "issued",
        comment: "",
        before: None,
        after: Some(&after),
    })?;
    Ok((claim.id, number))
}

/// What the change log keeps of a claim: sums and status, and its lines when they may have changed.
///
/// # Errors
/// [`StoreError::Money`].
pub fn snapshot(claim: &Claim, with_lines: bool) -> Result<String, StoreError> {
    let mut text = String::with_capacity(160);
    let _ = write!(
        text,
        "{{\"status\":\"{}\",\"extra_status\":\"{}\",\"amount\":\"{}\",\"credited\":\"{}\",\"paid\":\"{}\",\"left\":\"{}\"",
        claim.status.code(),
        claim.extra.code(),
        claim.amount()?,
        claim.credited()?,
        claim.paid,
        claim.left()?
    );
    if with_lines {
        text.push_str(",\"lines\":[");
        for (place, line) in claim.lines.iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            let _ = write!(text, "{comma}{{\"no\":{},\"amount\":\"{}\"", line.no, line.amount);
            if !line.discount.is_zero() {
                let _ = write!(text, ",\"discount\":\"{}\"", line.discount);
            }
            for (name, amount) in [
                ("credited", line.credited),
                ("written_off", line.written_off),
                ("refunded", line.refunded),
            ] {
                if !amount.is_zero() {
                    let _ = write!(text, ",\"{name}\":\"{amount}\"");
                }
            }
            text.push_str(if line.dropped { ",\"dropped\":true}" } else { "}" });
        }
        text.push(']');
    }
    text.push('}');
    Ok(text)
}

/// The key of the claim that people name: its number, or its reference.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn find(conn: &Connection, wanted: &str) -> Result<Option<i64>, StoreError> {
    let by_reference = conn
        .prepare_cached("SELECT id FROM claim WHERE reference = ?1")?
        .query_row([wanted], |row| row.get(0))
        .optional()?;
    match wanted.parse::<i64>() {
        Ok(number) => {
            let by_number = conn
                .prepare_cached("SELECT id FROM claim WHERE number = ?1")?
                .query_row([number], |row| row.get(0))
                .optional()?;
            Ok(by_number.or(by_reference))
        }
        Err(_) => Ok(by_reference),
    }
}

/// Looks up many references with prepared statements.
pub struct Finder<'c> {
    claim: CachedStatement<'c>,
    party: Option<CachedStatement<'c>>,
}

impl<'c> Finder<'c> {
    /// Prepares it; parties are asked only where some have references.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn new(conn: &'c Connection, parties_too: bool) -> Result<Finder<'c>, StoreError> {
        let party = "SELECT coalesce(merged_into, id) FROM party WHERE reference = ?1";
        Ok(Finder {
            claim: conn.prepare_cached("SELECT id FROM claim WHERE reference = ?1")?,
            party: parties_too.then(|| conn.prepare_cached(party)).transpose()?,
        })
    }

    /// Whose a payment reference is: (whether a party's, key). The claim comes first; it is never on both.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn by_reference(&mut self, reference: &str) -> Result<Option<(bool, u32)>, StoreError> {
        if let Some(row) = self.claim.query([reference])?.next()? {
            return Ok(Some((false, row.get(0)?)));
        }
        if let Some(party) = &mut self.party
            && let Some(row) = party.query([reference])?.next()?
        {
            return Ok(Some((true, row.get(0)?)));
        }
        Ok(None)
    }
}

/// Claims of a party on which something is left: key and what is left. One in manual handling counts, but with nothing
/// that a payment could equal: a person works on it.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn unpaid_of(conn: &Connection, party: i64) -> Result<Vec<Owing>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT id, CASE WHEN status = ?2 THEN \"left\" ELSE 0 END, CASE WHEN status <> ?2 THEN 0 WHEN keep_costs THEN \"left\" ELSE \"left\" - costs END
         FROM claim WHERE party_id = ?1 AND \"left\" > 0 ORDER BY due_on, id",
    )?;
    let rows = statement.query_map((party, Status::Unpaid.number()), |row| {
        Ok(Owing {
            id: row.get(0)?,
            left: Money::from_minor(row.get(1)?),
            least: Money::from_minor(row.get(2)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Claims of a party on which something is left to pay, the oldest due first: key and what is left.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn open_of(conn: &Connection, party: i64) -> Result<Vec<(i64, Money)>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT id, \"left\" FROM claim WHERE party_id = ?1 AND \"left\" > 0 ORDER BY due_on, id")?;
    let rows = statement.query_map([party], |row| Ok((row.get(0)?, Money::from_minor(row.get(1)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Claims on which something of a payment stands, the last first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn standing_of(conn: &Connection, payment: i64) -> Result<Vec<i64>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT a.claim_id FROM allocation a WHERE a.payment_id = ?1 AND a.undone_seq IS NULL AND a.claim_id IN
           (SELECT claim_id FROM payment WHERE id = ?1 AND claim_id IS NOT NULL UNION SELECT claim_id FROM movement WHERE payment_id = ?1 AND claim_id IS NOT NULL)
         GROUP BY a.claim_id ORDER BY max(a.seq) DESC",
    )?;
    Ok(statement.query_map([payment], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// When a claim was paid.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn paid_on(conn: &Connection, id: i64) -> Result<Option<NaiveDate>, StoreError> {
    day_of(conn, "SELECT paid_on FROM claim WHERE id = ?1", id)
}

/// Up to and with which day its reminders rest.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn frozen_until(conn: &Connection, id: i64) -> Result<Option<NaiveDate>, StoreError> {
    day_of(conn, "SELECT frozen_until FROM claim WHERE id = ?1", id)
}

/// When the recipient was reminded last.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn reminded_on(conn: &Connection, id: i64) -> Result<Option<NaiveDate>, StoreError> {
    day_of(conn, "SELECT reminded_on FROM claim WHERE id = ?1", id)
}

fn day_of(conn: &Connection, sql: &str, id: i64) -> Result<Option<NaiveDate>, StoreError> {
    let day: Option<Option<i64>> = conn.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?;
    Ok(day.flatten().and_then(from_days))
}

/// The number of a claim.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn number_of(conn: &Connection, id: i64) -> Result<Option<i64>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT number FROM claim WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?)
}

/// Whether a claim number is taken.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn number_taken(conn: &Connection, number: i64) -> Result<bool, StoreError> {
    Ok(conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM claim WHERE number = ?1)")?
        .query_row([number], |row| row.get(0))?)
}

/// What stands in the head of a claim on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// What leads a payment home.
    pub reference: Option<String>,
    /// Issued.
    pub issued_on: NaiveDate,
    /// Due.
    pub due_on: NaiveDate,
    /// How it was paid.
    pub method: Option<Method>,
    /// The account it is to be paid to, digits.
    pub account: Option<String>,
    /// What it concerns.
    pub description: String,
}

/// The head of a claim.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn head_of(conn: &Connection, id: i64) -> Result<Option<Head>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT c.reference, c.issued_on, c.due_on, c.method, b.number, c.description FROM claim c LEFT JOIN bank_account b ON b.id = c.account_id WHERE c.id = ?1",
    )?;
    let found = statement
        .query_row([id], |row| {
            Ok((
                row.get::<_, Option<String>>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, i64>(2)?,
                row.get::<_, Option<i64>>(3)?,
                row.get::<_, Option<String>>(4)?,
                row.get::<_, String>(5)?,
            ))
        })
        .optional()?;
    let Some((reference, issued, due, method, account, description)) = found else {
        return Ok(None);
    };
    let (Some(issued_on), Some(due_on)) = (from_days(issued), from_days(due)) else {
        return Err(StoreError::Invariant { what: "date", id });
    };
    Ok(Some(Head {
        reference,
        issued_on,
        due_on,
        method: method.and_then(Method::from_number),
        account,
        description,
    }))
}

/// The greatest reference of this length that begins with these digits, in the order of texts.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn highest_reference(conn: &Connection, prefix: &str, length: usize) -> Result<Option<String>, StoreError> {
    // `:` is the letter after `9`.
    let sql = "SELECT max(reference) FROM claim WHERE reference >= ?1 AND reference < ?1 || ':' AND length(reference) = ?2";
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    Ok(conn.prepare_cached(sql)?.query_row(params![prefix, length], |row| row.get(0))?)
}
