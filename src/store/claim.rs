//! Claims: issuing, loading for a decision, saving a decision.

use std::fmt::Write as _;

use chrono::NaiveDate;
use rusqlite::{CachedStatement, Connection, OptionalExtension, Row, params};
use rust_decimal::Decimal;

use super::journal::Entry;
use super::receipt::Placing;
use super::{StoreError, Tx, from_days, ledger, minor, to_days};
use crate::domain::claim::{self, Claim, Decision, Extra, Kind, Line, Status, Void};
use crate::domain::ledger::Draft;
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
        paid: Money::ZERO,
    });
    let mut claim = Claim {
        id: 0,
        number,
        kind: new.kind,
        status: Status::Unpaid,
        extra: Extra::None,
        void: Void::No,
        paid: Money::ZERO,
        lines: lines.collect(),
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
            if !line.credited.is_zero() {
                let _ = write!(text, ",\"credited\":\"{}\"", line.credited);
            }
            text.push_str(if line.dropped { ",\"dropped\":true}" } else { "}" });
        }
        text.push(']');
    }
    text.push('}');
    Ok(text)
}

/// Loads a claim for a decision.
///
/// # Errors
/// [`StoreError::Sqlite`], or an unknown code in the file.
pub fn load(conn: &Connection, id: i64) -> Result<Option<Claim>, StoreError> {
    Ok(Loader::new(conn)?.load(id)?.map(|found| found.claim))
}

/// A claim as it stands in the file.
pub struct Found {
    /// The claim for decisions.
    pub claim: Claim,
    /// When it is due, in days since 1970.
    pub due_on: i64,
}

/// Loads many claims with one prepared statement.
pub struct Loader<'c> {
    conn: &'c Connection,
    statement: CachedStatement<'c>,
}

impl<'c> Loader<'c> {
    /// Prepares it.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn new(conn: &'c Connection) -> Result<Loader<'c>, StoreError> {
        let statement = conn.prepare_cached(
            "SELECT c.number, c.kind, c.status, c.extra, c.void, c.paid,
               l.no, l.text, l.amount, l.vat_rate, l.discount, l.discount_text, l.credited, l.dropped, l.rounding, c.due_on
             FROM claim c LEFT JOIN claim_line l ON l.claim_id = c.id WHERE c.id = ?1 ORDER BY l.no",
        )?;
        Ok(Loader { conn, statement })
    }

    /// Loads one.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`], or an unknown code in the file.
    pub fn load(&mut self, id: i64) -> Result<Option<Found>, StoreError> {
        let mut rows = self.statement.query([id])?;
        let mut found: Option<Found> = None;
        while let Some(row) = rows.next()? {
            let found = match &mut found {
                Some(found) => found,
                None => found.insert(head(row, id)?),
            };
            if let Some(no) = row.get(6)? {
                found.claim.lines.push(Line {
                    no,
                    text: row.get(7)?,
                    amount: Money::from_minor(row.get(8)?),
                    vat_percent: from_rate(row.get(9)?),
                    discount: Money::from_minor(row.get(10)?),
                    discount_text: row.get(11)?,
                    credited: Money::from_minor(row.get(12)?),
                    dropped: row.get(13)?,
                    rounding: Money::from_minor(row.get(14)?),
                    paid: Money::ZERO,
                });
            }
        }
        drop(rows);
        if let Some(found) = found.as_mut().filter(|found| !found.claim.paid.is_zero()) {
            load_paid(self.conn, &mut found.claim)?;
        }
        Ok(found)
    }
}

fn head(row: &Row<'_>, id: i64) -> Result<Found, StoreError> {
    let unknown = || StoreError::Invariant { what: "unknown-code", id };
    let claim = Claim {
        id,
        number: row.get(0)?,
        kind: Kind::from_number(row.get(1)?).ok_or_else(unknown)?,
        status: Status::from_number(row.get(2)?).ok_or_else(unknown)?,
        extra: Extra::from_number(row.get(3)?).ok_or_else(unknown)?,
        void: Void::from_number(row.get(4)?).ok_or_else(unknown)?,
        paid: Money::from_minor(row.get(5)?),
        lines: Vec::with_capacity(1),
    };
    Ok(Found {
        claim,
        due_on: row.get(15)?,
    })
}

fn load_paid(conn: &Connection, claim: &mut Claim) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT line_no, sum(amount) FROM allocation WHERE claim_id = ?1 AND undone_seq IS NULL AND line_no IS NOT NULL GROUP BY line_no",
    )?;
    let sums = statement.query_map([claim.id], |row| Ok((row.get::<_, u32>(0)?, row.get::<_, i64>(1)?)))?;
    for sum in sums {
        let (no, paid) = sum?;
        for line in claim.lines.iter_mut().filter(|line| line.no == no) {
            line.paid = Money::from_minor(paid);
        }
    }
    Ok(())
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
        let party = "SELECT id FROM party WHERE reference = ?1";
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
pub fn unpaid_of(conn: &Connection, party: i64) -> Result<Vec<(i64, Money)>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT id, CASE WHEN status = ?2 THEN \"left\" ELSE 0 END FROM claim WHERE party_id = ?1 AND \"left\" > 0 ORDER BY due_on, id",
    )?;
    let rows = statement.query_map((party, Status::Unpaid.number()), |row| {
        Ok((row.get(0)?, Money::from_minor(row.get(1)?)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
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

/// Writes the sums and the status of a claim as a decision left them, `before` it being what the file says.
///
/// # Errors
/// [`StoreError::Money`], [`StoreError::Sqlite`].
pub fn save_sums(tx: &Tx<'_>, before: &Claim, after: &Claim) -> Result<(), StoreError> {
    let due_on = tx
        .conn()
        .prepare_cached("SELECT due_on FROM claim WHERE id = ?1")?
        .query_row([after.id], |row| row.get(0))?;
    tx.count_open(due_on, Some(before), after)?;
    tx.conn()
        .prepare_cached(
            "UPDATE claim SET status = ?2, extra = ?3, void = ?4, amount = ?5, credited = ?6, paid = ?7, \"left\" = ?8 WHERE id = ?1",
        )?
        .execute(params![
            after.id,
            after.status.number(),
            after.extra.number(),
            after.void.number(),
            minor(after.amount()?),
            minor(after.credited()?),
            minor(after.paid),
            minor(after.left()?),
        ])?;
    Ok(())
}

/// Stores a decision of a person: claim, lines, credit note, voucher, log. Answers the number of the credit note.
///
/// # Errors
/// [`StoreError::Sqlite`], [`StoreError::Money`].
pub fn save_decision(tx: &Tx<'_>, before: &Claim, decision: &Decision, comment: &str) -> Result<Option<i64>, StoreError> {
    let after = &decision.after;
    tx.touch_claim(after.id);
    save_sums(tx, before, after)?;
    for line in &after.lines {
        tx.conn()
            .prepare_cached(
                "UPDATE claim_line SET discount = ?3, credited = ?4, dropped = ?5, discount_text = ?6 WHERE claim_id = ?1 AND no = ?2",
            )?
            .execute(params![
                after.id,
                line.no,
                minor(line.discount),
                minor(line.credited),
                line.dropped,
                line.discount_text
            ])?;
    }
    let today = tx.actor().today;
    let voucher = if decision.draft.is_empty() {
        None
    } else {
        let voucher = ledger::open_voucher(tx, decision.action, &after.number.to_string(), today)?;
        ledger::post(tx, voucher, &decision.draft, None)?;
        Some(voucher)
    };
    let note = match voucher {
        Some(voucher) if !decision.credit_note.is_empty() => Some(write_credit_note(tx, before, decision, voucher, comment)?),
        _ => None,
    };
    let was = snapshot(before, true)?;
    let mut is = snapshot(after, true)?;
    if let Some(number) = note {
        is.pop();
        let _ = write!(is, ",\"credit_note\":\"K{number}\"}}");
    }
    let entry = Entry {
        kind: "claim",
        id: after.id,
        action: decision.action,
        comment,
        before: Some(&was),
        after: Some(&is),
    };
    let seq = tx.log(&entry)?;
    if !after.paid.is_zero() {
        respread(tx, after, seq)?;
    }
    Ok(note)
}

fn write_credit_note(tx: &Tx<'_>, claim: &Claim, decision: &Decision, voucher: i64, comment: &str) -> Result<i64, StoreError> {
    let number = tx.next_number("credit_note")?;
    let actor = tx.actor().clone();
    let mut lines = Vec::new();
    for (no, amount) in &decision.credit_note {
        // The same difference as the voucher's, so that note and books agree to the øre.
        let mut vat = Money::ZERO;
        for line in claim.lines.iter().filter(|line| line.no == *no) {
            let owed = line.owed()?;
            let terms = line.terms(claim.kind);
            vat = terms.vat(owed)?.minus(terms.vat(owed.minus(*amount)?)?)?;
        }
        lines.push((*no, *amount, vat));
    }
    let amount = Money::sum(lines.iter().map(|line| line.1))?;
    let vat = Money::sum(lines.iter().map(|line| line.2))?;
    tx.conn().execute(
        "INSERT INTO credit_note (number, claim_id, issued_on, amount, vat, voucher_id, comment, operator) VALUES (?1,?2,?3,?4,?5,?6,?7,?8)",
        params![number, claim.id, to_days(actor.today), minor(amount), minor(vat), voucher, comment, actor.operator],
    )?;
    let id = tx.conn().last_insert_rowid();
    for (no, amount, vat) in lines {
        tx.conn().execute(
            "INSERT INTO credit_note_line (credit_note_id, claim_line, amount, vat) VALUES (?1,?2,?3,?4)",
            params![id, no, minor(amount), minor(vat)],
        )?;
    }
    let after = serde_json::json!({ "number": format!("K{number}"), "claim": claim.number, "amount": amount.to_string() }).to_string();
    tx.log(&Entry {
        kind: "credit_note",
        id,
        action: "issued",
        comment,
        before: None,
        after: Some(&after),
    })?;
    Ok(number)
}

/// Puts the money of a claim on its lines anew when a line has become smaller than what stands on it.
fn respread(tx: &Tx<'_>, after: &Claim, seq: i64) -> Result<(), StoreError> {
    let fits = after
        .lines
        .iter()
        .map(|line| Ok(line.paid <= line.owed()?))
        .collect::<Result<Vec<bool>, StoreError>>()?;
    if fits.iter().all(|fit| *fit) {
        return Ok(());
    }
    let conn = tx.conn();
    conn.execute(
        "UPDATE allocation SET undone_seq = ?2 WHERE claim_id = ?1 AND undone_seq IS NULL",
        params![after.id, seq],
    )?;
    let mut empty = after.clone();
    empty.lines.iter_mut().for_each(|line| line.paid = Money::ZERO);
    let mut statement = conn.prepare_cached(
        "SELECT p.id, p.amount, (SELECT max(place) FROM allocation b WHERE b.claim_id = ?1 AND b.payment_id = p.id)
           FROM allocation a CROSS JOIN payment p ON p.id = a.payment_id
         WHERE a.claim_id = ?1 AND a.place = 1 AND p.claim_id = ?1 ORDER BY p.id",
    )?;
    let payments: Vec<(i64, i64, i64)> = statement
        .query_map([after.id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let mut put = Placing::new(conn)?;
    for (payment, amount, place) in payments {
        let amount = Money::from_minor(amount);
        let parts = claim::spread(&empty, amount)?;
        for (no, part) in &parts {
            for line in empty.lines.iter_mut().filter(|line| line.no == *no) {
                line.paid = line.paid.plus(*part)?;
            }
        }
        put.payment(after.id, payment, amount, &parts, (place, seq))?;
    }
    Ok(())
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
}

/// The head of a claim.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn head_of(conn: &Connection, id: i64) -> Result<Option<Head>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT c.reference, c.issued_on, c.due_on, c.method, b.number FROM claim c LEFT JOIN bank_account b ON b.id = c.account_id WHERE c.id = ?1",
    )?;
    let found = statement
        .query_row([id], |row| {
            Ok((
                row.get::<_, Option<String>>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, i64>(2)?,
                row.get::<_, Option<i64>>(3)?,
                row.get::<_, Option<String>>(4)?,
            ))
        })
        .optional()?;
    let Some((reference, issued, due, method, account)) = found else {
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
    }))
}
