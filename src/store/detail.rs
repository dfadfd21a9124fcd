//! One claim or one payment with everything around it, for its own screen and for `show`.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use super::membership::{self, OfClaim};
use super::message::{self, Message};
use super::refund::{self, Refund};
use super::reminder;
use super::sending::{self, Sending};
use super::{StoreError, claim, draft, from_days};
use crate::domain::claim::Claim;
use crate::domain::money::Money;
use crate::domain::payment::Movement;
use crate::domain::reminding::Reminder;

/// One row of the change log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// When, in milliseconds.
    pub at_ms: i64,
    /// Who.
    pub operator: String,
    /// What, as a code.
    pub action: String,
    /// Why, in the person's words.
    pub comment: String,
    /// JSON of what it was.
    pub before: String,
    /// JSON of what it became.
    pub after: String,
}

/// One movement of money on a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// Key: the payment's, or the movement's.
    pub id: i64,
    /// What it is, as a code.
    pub kind: String,
    /// Booked.
    pub booked_on: Option<NaiveDate>,
    /// How much.
    pub amount: Money,
    /// The payment it comes from.
    pub payment_id: Option<i64>,
    /// The payer's account.
    pub payer: Option<String>,
    /// The file it came in.
    pub file: Option<String>,
    /// The number of its voucher.
    pub voucher: i64,
}

/// A credit note that refers to a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditNote {
    /// Key.
    pub id: i64,
    /// With its series: `K1`.
    pub number: String,
    /// Issued.
    pub issued_on: Option<NaiveDate>,
    /// How much it takes back.
    pub amount: Money,
    /// VAT in it.
    pub vat: Money,
    /// Why.
    pub comment: String,
    /// Which lines it takes back: how much of each, and the VAT in it.
    pub lines: Vec<(u32, Money, Money)>,
}

/// A part of a payment on one line: where the money is (CLM-8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The claim's number.
    pub claim: i64,
    /// The line.
    pub line: u32,
    /// What the line is for.
    pub text: String,
    /// The payment.
    pub payment_id: i64,
    /// How much.
    pub amount: Money,
    /// The ledger account where it lies, with its name.
    pub ledger: String,
}

/// Everything around one claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimDetail {
    /// The claim for decisions.
    pub claim: Claim,
    /// Its changes, newest last; its creation is not one.
    pub changes: Vec<Change>,
    /// Its movements of money.
    pub transactions: Vec<Transaction>,
    /// Credit notes that refer to it.
    pub credit_notes: Vec<CreditNote>,
    /// Where the money on its lines is.
    pub placed: Vec<Placed>,
    /// Its refunds.
    pub refunds: Vec<Refund>,
    /// Messages about it, oldest first.
    pub messages: Vec<Message>,
    /// Of dues: the memberships that they are for.
    pub memberships: Vec<OfClaim>,
    /// Its sendings, oldest first.
    pub sendings: Vec<Sending>,
    /// How the amounts of its lines came about; nothing for lines that only have an amount.
    pub items: Vec<draft::Item>,
    /// Its reminders, the first first.
    pub reminders: Vec<Reminder>,
    /// The claims it is linked with because one was credited for the other.
    pub links: draft::Links,
}

/// Loads a claim with everything around it.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn claim_detail(conn: &Connection, id: i64) -> Result<Option<ClaimDetail>, StoreError> {
    let Some(claim) = claim::load(conn, id)? else { return Ok(None) };
    Ok(Some(ClaimDetail {
        changes: changes(conn, "claim", id)?,
        transactions: transactions(conn, id)?,
        credit_notes: credit_notes(conn, id)?,
        placed: placed(conn, "a.claim_id = ?1", id)?,
        refunds: refund::of_claim(conn, id)?,
        messages: message::of_claim(conn, id)?,
        memberships: membership::of_claim(conn, id)?,
        sendings: sending::of_claim(conn, id)?,
        items: draft::items(conn, id)?,
        reminders: reminder::of_claim(conn, id)?,
        links: draft::links(conn, id)?,
        claim,
    }))
}

/// What a claim says it concerns, and the key of the account it is to be paid to.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn said_of(conn: &Connection, claim: i64) -> Result<(String, Option<i64>), StoreError> {
    Ok(conn
        .prepare_cached("SELECT description, account_id FROM claim WHERE id = ?1")?
        .query_row([claim], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// The changes of a record, oldest first, without its creation.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn changes(conn: &Connection, kind: &str, id: i64) -> Result<Vec<Change>, StoreError> {
    // Receipts of claims are named by what they put there, all else by its record.
    let mut statement = conn.prepare_cached(
        "SELECT j.at, j.operator, j.action, j.comment, coalesce(v.before, ''), coalesce(v.after, '') FROM journal j
           LEFT JOIN journal_value v ON v.seq = j.seq
         WHERE j.seq IN (SELECT seq FROM journal WHERE id = ?1 AND kind = ?2 AND action <> 'received'
                         UNION SELECT seq FROM allocation WHERE claim_id = ?1 AND ?2 = 'claim')
           AND j.action NOT IN ('issued', 'created') ORDER BY j.seq",
    )?;
    let rows = statement.query_map((id, kind), |row| {
        Ok(Change {
            at_ms: row.get(0)?,
            operator: row.get(1)?,
            action: row.get(2)?,
            comment: row.get(3)?,
            before: row.get(4)?,
            after: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn transactions(conn: &Connection, claim: i64) -> Result<Vec<Transaction>, StoreError> {
    // What arrived, and after it what moved.
    let mut statement = conn.prepare_cached(
        "SELECT y.id, CASE WHEN y.amount < 0 THEN 2 ELSE 1 END, y.booked_on, y.amount, y.id, y.payer_account, f.name, v.number, 0 AS later
           FROM allocation a CROSS JOIN payment y ON y.id = a.payment_id LEFT JOIN bank_file f ON f.id = y.file_id
           JOIN voucher v ON v.id = y.voucher_id
         WHERE a.claim_id = ?1 AND a.place = 1 AND y.claim_id = ?1
         UNION ALL
         SELECT m.id, m.kind, m.booked_on, m.amount, m.payment_id, y.payer_account, f.name, v.number, 1 FROM movement m
           LEFT JOIN payment y ON y.id = m.payment_id LEFT JOIN bank_file f ON f.id = y.file_id JOIN voucher v ON v.id = m.voucher_id
         WHERE m.claim_id = ?1 ORDER BY later, 1",
    )?;
    let rows = statement.query_map([claim], transaction)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The movements of a payment's money, its arrival first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn payment_transactions(conn: &Connection, payment: i64) -> Result<Vec<(Transaction, Option<i64>)>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT y.id, CASE WHEN y.amount < 0 THEN 2 ELSE 1 END, y.booked_on, y.amount, y.id, y.payer_account, f.name, v.number, c.number, 0 AS later
           FROM payment y LEFT JOIN bank_file f ON f.id = y.file_id LEFT JOIN claim c ON c.id = y.claim_id
           JOIN voucher v ON v.id = y.voucher_id WHERE y.id = ?1
         UNION ALL
         SELECT m.id, m.kind, m.booked_on, m.amount, m.payment_id, NULL, NULL, v.number, c.number, 1 FROM movement m
           JOIN voucher v ON v.id = m.voucher_id LEFT JOIN claim c ON c.id = m.claim_id
         WHERE m.payment_id = ?1 ORDER BY later, 1",
    )?;
    let rows = statement.query_map([payment], |row| Ok((transaction(row)?, row.get(8)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What a row of a list leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leads {
    /// To a claim.
    Claim(i64),
    /// To a payment.
    Payment(i64),
    /// To an order.
    Order(i64),
    /// To the payments of a bank file.
    File(i64),
    /// To a party.
    Party(i64),
}

/// What a transaction, a row of the change log or a refund leads to: its claim where there is one, else its payment, else its order.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn leads_to(conn: &Connection, list: &str, key: i64) -> Result<Option<Leads>, StoreError> {
    if list == "exchanged" {
        let sql = "SELECT file_id FROM exchanged WHERE id = ?1 AND direction = 1";
        let file: Option<Option<i64>> = conn.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()?;
        return Ok(file.flatten().map(Leads::File));
    }
    let of_party = match list {
        "shared" => super::phones::shared_row(conn, key)?.map(|(_, party)| party),
        "journal" => conn
            .prepare_cached("SELECT id FROM journal WHERE seq = ?1 AND kind = 'party'")?
            .query_row([key], |row| row.get(0))
            .optional()?,
        _ => None,
    };
    if let Some(party) = of_party {
        return Ok(Some(Leads::Party(party)));
    }
    let sql = match list {
        "transactions" if key % 2 == 0 => "SELECT claim_id, id, NULL FROM payment WHERE id = ?1 / 2",
        "transactions" => "SELECT claim_id, payment_id, NULL FROM movement WHERE id = ?1 / 2",
        "charges" => "SELECT claim_id, NULL, NULL FROM charge WHERE id = ?1",
        "memberships" => "SELECT claim_id, NULL, NULL FROM membership WHERE id = ?1",
        "sendings" => "SELECT claim_id, NULL, NULL FROM sending WHERE id = ?1",
        "refunds" => "SELECT claim_id, payment_id, NULL FROM refund WHERE id = ?1",
        "journal" => {
            "SELECT CASE j.kind WHEN 'claim' THEN j.id WHEN 'refund' THEN r.claim_id WHEN 'credit_note' THEN n.claim_id WHEN 'claim_draft' THEN d.claim_id END,
                    CASE j.kind WHEN 'payment' THEN j.id WHEN 'refund' THEN r.payment_id END, CASE j.kind WHEN 'order' THEN j.id END
               FROM journal j LEFT JOIN refund r ON j.kind = 'refund' AND r.id = j.id
               LEFT JOIN credit_note n ON j.kind = 'credit_note' AND n.id = j.id
               LEFT JOIN claim_draft d ON j.kind = 'claim_draft' AND d.id = j.id WHERE j.seq = ?1"
        }
        _ => return Ok(None),
    };
    let found: Option<(Option<i64>, Option<i64>, Option<i64>)> = conn
        .prepare_cached(sql)?
        .query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    Ok(found.and_then(|(claim, payment, order)| {
        let claim = claim.map(Leads::Claim);
        claim.or(payment.map(Leads::Payment)).or(order.map(Leads::Order))
    }))
}

fn transaction(row: &rusqlite::Row<'_>) -> rusqlite::Result<Transaction> {
    let kind = Movement::from_number(row.get(1)?);
    Ok(Transaction {
        id: row.get(0)?,
        kind: kind.map(Movement::code).unwrap_or_default().to_owned(),
        booked_on: from_days(row.get(2)?),
        amount: Money::from_minor(row.get(3)?),
        payment_id: row.get(4)?,
        payer: row.get(5)?,
        file: row.get(6)?,
        voucher: row.get(7)?,
    })
}

/// The credit notes that refer to a claim.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn credit_notes(conn: &Connection, claim: i64) -> Result<Vec<CreditNote>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT id, number, issued_on, amount, vat, comment FROM credit_note WHERE claim_id = ?1 ORDER BY number")?;
    let rows = statement.query_map([claim], |row| {
        let note = CreditNote {
            id: row.get(0)?,
            number: format!("K{}", row.get::<_, i64>(1)?),
            issued_on: from_days(row.get(2)?),
            amount: Money::from_minor(row.get(3)?),
            vat: Money::from_minor(row.get(4)?),
            comment: row.get(5)?,
            lines: Vec::new(),
        };
        Ok((row.get::<_, i64>(0)?, note))
    })?;
    let mut notes = Vec::new();
    for row in rows {
        let (id, mut note) = row?;
        let mut lines =
            conn.prepare_cached("SELECT claim_line, amount, vat FROM credit_note_line WHERE credit_note_id = ?1 ORDER BY claim_line")?;
        note.lines = lines
            .query_map([id], |row| {
                Ok((row.get(0)?, Money::from_minor(row.get(1)?), Money::from_minor(row.get(2)?)))
            })?
            .collect::<Result<_, _>>()?;
        notes.push(note);
    }
    Ok(notes)
}

fn placed(conn: &Connection, condition: &str, id: i64) -> Result<Vec<Placed>, StoreError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT c.number, a.line_no, l.text, a.payment_id, a.amount, g.code || ' ' || g.name FROM allocation a
           JOIN claim c ON c.id = a.claim_id JOIN claim_line l ON l.claim_id = a.claim_id AND l.no = a.line_no
           JOIN payment y ON y.id = a.payment_id JOIN bank_account b ON b.id = y.account_id JOIN ledger_account g ON g.code = b.ledger
         WHERE {condition} AND a.undone_seq IS NULL ORDER BY a.line_no, a.payment_id, a.place"
    ))?;
    let rows = statement.query_map([id], |row| {
        Ok(Placed {
            claim: row.get(0)?,
            line: row.get(1)?,
            text: row.get(2)?,
            payment_id: row.get(3)?,
            amount: Money::from_minor(row.get(4)?),
            ledger: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What a payment was used for.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn used_for(conn: &Connection, payment: i64) -> Result<Vec<Placed>, StoreError> {
    placed(
        conn,
        "a.claim_id IN (SELECT claim_id FROM payment WHERE id = ?1 UNION SELECT claim_id FROM movement WHERE payment_id = ?1) AND a.payment_id = ?1",
        payment,
    )
}

/// Open claims of a party, oldest due first: the candidates that a suggested payment is shown with.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn open_claims(conn: &Connection, party: i64) -> Result<Vec<(i64, Money, Option<NaiveDate>)>, StoreError> {
    let mut statement = conn
        .prepare_cached("SELECT number, \"left\", due_on FROM claim WHERE party_id = ?1 AND \"left\" > 0 ORDER BY due_on, id LIMIT 50")?;
    let rows = statement.query_map([party], |row| {
        Ok((row.get(0)?, Money::from_minor(row.get(1)?), from_days(row.get(2)?)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The money that moved for an order: what came in by its payment links, and what went back.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn order_transactions(conn: &Connection, order: i64) -> Result<Vec<Transaction>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT y.id, 1, y.booked_on, y.amount, y.id, y.payer_account, NULL, v.number, 0 AS later FROM payment_request r
           JOIN payment y ON y.id = r.payment_id JOIN voucher v ON v.id = y.voucher_id WHERE r.order_id = ?1
         UNION ALL
         SELECT m.id, m.kind, m.booked_on, m.amount, m.payment_id, y.payer_account, NULL, v.number, 1 FROM payment_request r
           JOIN movement m ON m.payment_id = r.payment_id JOIN payment y ON y.id = m.payment_id JOIN voucher v ON v.id = m.voucher_id
         WHERE r.order_id = ?1 ORDER BY 5, later, 1",
    )?;
    let rows = statement.query_map([order], transaction)?;
    Ok(rows.collect::<Result<_, _>>()?)
}
