//! What the tables say of what a bank can be asked for: claims with agreements, draws that are out, refunds, agreements.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::domain::claim::Status;
use crate::domain::draw::Scheme;
use crate::domain::exchange::{ItemState, MandateState};
use crate::domain::money::Money;
use crate::domain::outgoing::Address;
use crate::domain::payment::RefundState;
use crate::store::{StoreError, from_days};

/// How an account is set up, as far as writing files needs it (OCR-16 to OCR-24).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setup {
    /// Key.
    pub id: i64,
    /// Digits only.
    pub number: String,
    /// What people call it.
    pub name: String,
    /// BIC of its bank, where known.
    pub bic: String,
    /// The agreement for references.
    pub agreement: String,
    /// The agreement for paying out.
    pub remittance: String,
    /// Customer unit (NO), customer number (SE), data supplier (DK).
    pub unit_id: String,
    /// Creditor's number (DK), bankgiro that draws (SE).
    pub creditor: String,
    /// Debtor group (DK).
    pub debtor_group: String,
    /// Sub-system (DK); empty: the usual one.
    pub system: String,
}

/// Every account with its set-up, in the order they were added.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn setups(conn: &Connection) -> Result<Vec<Setup>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT id, number, name, bic, agreement, remittance, unit_id, creditor, debtor_group, system FROM bank_account ORDER BY id",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(Setup {
            id: row.get(0)?,
            number: row.get(1)?,
            name: row.get(2)?,
            bic: row.get(3)?,
            agreement: row.get(4)?,
            remittance: row.get(5)?,
            unit_id: row.get(6)?,
            creditor: row.get(7)?,
            debtor_group: row.get(8)?,
            system: row.get(9)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// An agreement to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Key.
    pub id: i64,
    /// Whose rules it follows.
    pub scheme: Scheme,
    /// The payer's number in it.
    pub payer_number: String,
    /// The bank's number of it.
    pub number: String,
    /// How it stands.
    pub state: MandateState,
    /// Whether the bank is to tell the payer before each draw.
    pub notify: bool,
    /// From when it holds.
    pub since_on: Option<NaiveDate>,
    /// Until when.
    pub until_on: Option<NaiveDate>,
    /// The payer's account.
    pub payer_account: String,
    /// The payer's personal or organisation number.
    pub payer_id: String,
}

const AGREEMENT: &str =
    "m.id, m.scheme, m.payer_number, m.number, m.state, coalesce(m.notify, 0), m.since_on, m.until_on, m.payer_account, m.payer_id";

fn agreement(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Agreement>> {
    let scheme: String = row.get(at + 1)?;
    let (scheme, state) = (Scheme::from_code(&scheme), MandateState::from_number(row.get(at + 4)?));
    let (Some(scheme), Some(state)) = (scheme, state) else {
        return Ok(None);
    };
    let day = |place: usize| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(place)?.and_then(from_days));
    Ok(Some(Agreement {
        id: row.get(at)?,
        scheme,
        payer_number: row.get(at + 2)?,
        number: row.get(at + 3)?,
        state,
        notify: row.get::<_, i64>(at + 5)? != 0,
        since_on: day(at + 6)?,
        until_on: day(at + 7)?,
        payer_account: row.get(at + 8)?,
        payer_id: row.get(at + 9)?,
    }))
}

/// An unpaid claim of somebody who has an agreement on its account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawable {
    /// The claim's key.
    pub claim: i64,
    /// Its number.
    pub number: i64,
    /// What it is for.
    pub description: String,
    /// The claim's amount.
    pub amount: Money,
    /// What is left of it.
    pub left: Money,
    /// When it is due.
    pub due_on: NaiveDate,
    /// Its reference.
    pub reference: Option<String>,
    /// Who owes it.
    pub name: String,
    /// Where they live.
    pub address: Address,
    /// The agreement: the best of several.
    pub agreement: Agreement,
    /// The last draw of it for this day and amount that came to nothing: the bank's code.
    pub tried: Option<String>,
}

/// The unpaid claims of an account whose payer has an agreement there, and that are in no file that is out and were not
/// drawn for this day before, by due date. Of several
/// agreements of a payer the active one counts, then the oldest.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn drawable(conn: &Connection, account: i64) -> Result<Vec<Drawable>, StoreError> {
    let sql = format!(
        "SELECT {AGREEMENT}, c.id, c.number, c.description, c.amount, c.\"left\", c.due_on, c.reference, p.name, p.address, p.postcode, p.city, p.country,
           (SELECT i.code FROM bank_item i WHERE i.claim_id = c.id AND i.kind = 1 AND i.state IN (4, 6) AND i.due_on = c.due_on AND i.amount = c.\"left\"
              ORDER BY i.id DESC LIMIT 1)
         FROM mandate m JOIN claim c ON c.party_id = m.party_id AND c.account_id = m.account_id JOIN party p ON p.id = c.party_id
         WHERE m.account_id = ?1 AND c.status = ?2
           AND NOT EXISTS (SELECT 1 FROM bank_item i WHERE i.claim_id = c.id AND i.kind = 1
             AND (i.state IN (1, 2, 3) OR (i.state = 5 AND i.due_on = c.due_on)))
         ORDER BY c.due_on, c.id, m.state = {active} DESC, m.id",
        active = MandateState::Active.number(),
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(params![account, Status::Unpaid.number()])?;
    let mut found: Vec<Drawable> = Vec::new();
    while let Some(row) = rows.next()? {
        let claim = row.get(10)?;
        let is_known = found.last().is_some_and(|last| last.claim == claim);
        let (Some(agreement), Some(due_on), false) = (agreement(row, 0)?, from_days(row.get(15)?), is_known) else {
            continue;
        };
        found.push(Drawable {
            claim,
            number: row.get(11)?,
            description: row.get(12)?,
            amount: Money::from_minor(row.get(13)?),
            left: Money::from_minor(row.get(14)?),
            due_on,
            reference: row.get(16)?,
            name: row.get(17)?,
            address: address(row, 18)?,
            agreement,
            tried: row.get(22)?,
        });
    }
    Ok(found)
}

fn address(row: &Row<'_>, at: usize) -> rusqlite::Result<Address> {
    let street: String = row.get(at)?;
    Ok(Address {
        lines: street
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
        postcode: row.get(at + 1)?,
        city: row.get(at + 2)?,
        country: row.get(at + 3)?,
    })
}

/// What a claim asks for, line by line: text and what is owed of it.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn lines_of(conn: &Connection, claim: i64) -> Result<Vec<(String, Money)>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT text, amount - discount - credited - written_off FROM claim_line WHERE claim_id = ?1 AND NOT dropped ORDER BY no",
    )?;
    let rows = statement.query_map([claim], |row| Ok((row.get(0)?, Money::from_minor(row.get(1)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A draw that is out, of a claim that it does not fit any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outdated {
    /// Key of the item.
    pub item: i64,
    /// How far it came.
    pub state: ItemState,
    /// The claim's key.
    pub claim: i64,
    /// Its number.
    pub number: i64,
    /// How the claim stands.
    pub status: Status,
    /// Whose it is.
    pub name: String,
    /// The draw as it was sent.
    pub amount: Money,
    /// Its day.
    pub due_on: NaiveDate,
    /// Its reference.
    pub reference: String,
    /// The payer's number.
    pub payer_number: String,
    /// The bank's number of the agreement.
    pub mandate_number: String,
    /// Key of the agreement.
    pub mandate: Option<i64>,
    /// Whose rules it follows.
    pub scheme: Scheme,
    /// Whether the bank tells the payer.
    pub notify: bool,
    /// The day its file was sent.
    pub sent_at: Option<i64>,
    /// The number of its file.
    pub file: i64,
}

/// The draws of an account that are out and whose claims are not owed so any more (paid otherwise, annulled, credited, another amount
/// or day), and that nobody takes back yet.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn outdated(conn: &Connection, account: i64) -> Result<Vec<Outdated>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT i.id, i.state, c.id, c.number, c.status, p.name, i.amount, i.due_on, i.reference, i.payer_number, coalesce(m.number, ''), i.mandate_id,
           m.scheme, coalesce(m.notify, 0), f.sent_at, f.id
         FROM bank_item i JOIN bank_file f ON f.id = i.file_id JOIN claim c ON c.id = i.claim_id JOIN party p ON p.id = c.party_id
           LEFT JOIN mandate m ON m.id = i.mandate_id
         WHERE f.account_id = ?1 AND i.kind = 1 AND i.state IN (1, 2, 3) AND (c.status <> ?2 OR c.\"left\" <> i.amount OR c.due_on <> i.due_on)
           AND NOT EXISTS (SELECT 1 FROM bank_item w WHERE w.withdraws = i.id AND w.kind = 2 AND w.state IN (1, 2, 3))
         ORDER BY i.due_on, i.id",
    )?;
    let mut rows = statement.query(params![account, Status::Unpaid.number()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let scheme = row.get::<_, Option<String>>(12)?.and_then(|word| Scheme::from_code(&word));
        let (Some(state), Some(status)) = (ItemState::from_number(row.get(1)?), Status::from_number(row.get(4)?)) else {
            continue;
        };
        let (Some(due_on), Some(scheme)) = (from_days(row.get(7)?), scheme) else {
            continue;
        };
        found.push(Outdated {
            item: row.get(0)?,
            state,
            claim: row.get(2)?,
            number: row.get(3)?,
            status,
            name: row.get(5)?,
            amount: Money::from_minor(row.get(6)?),
            due_on,
            reference: row.get(8)?,
            payer_number: row.get(9)?,
            mandate_number: row.get(10)?,
            mandate: row.get(11)?,
            scheme,
            notify: row.get::<_, i64>(13)? != 0,
            sent_at: row.get(14)?,
            file: row.get(15)?,
        });
    }
    Ok(found)
}

/// A refund that waits to be paid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payable {
    /// Key of the refund.
    pub refund: i64,
    /// The number of the claim it left.
    pub claim: Option<i64>,
    /// How much.
    pub amount: Money,
    /// To which account; may be empty.
    pub to_account: String,
    /// To whom.
    pub to_name: String,
    /// Where the claim's payer lives, as far as known.
    pub address: Address,
}

/// The refunds that are asked for and in no file that is out, whose money came to this account.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn payable(conn: &Connection, account: i64) -> Result<Vec<Payable>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT r.id, c.number, r.amount, r.to_account, CASE WHEN r.to_name <> '' THEN r.to_name ELSE coalesce(p.name, '') END,
           coalesce(p.address, ''), coalesce(p.postcode, ''), coalesce(p.city, ''), coalesce(p.country, '')
         FROM refund r JOIN payment y ON y.id = r.payment_id LEFT JOIN claim c ON c.id = r.claim_id LEFT JOIN party p ON p.id = c.party_id
         WHERE r.state = ?2 AND y.account_id = ?1
           AND NOT EXISTS (SELECT 1 FROM bank_item i WHERE i.refund_id = r.id AND i.kind = 3 AND i.state IN (1, 2, 3))
         ORDER BY r.id",
    )?;
    let rows = statement.query_map(params![account, RefundState::Requested.number()], |row| {
        Ok(Payable {
            refund: row.get(0)?,
            claim: row.get(1)?,
            amount: Money::from_minor(row.get(2)?),
            to_account: row.get(3)?,
            to_name: row.get(4)?,
            address: address(row, 5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// An agreement that waits for us, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The agreement.
    pub agreement: Agreement,
    /// The name of the party, where it is known.
    pub name: Option<String>,
}

/// The agreements of an account that we have to answer or to register, and that are in no file that is out.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn waiting(conn: &Connection, account: i64) -> Result<Vec<Waiting>, StoreError> {
    let sql = format!(
        "SELECT {AGREEMENT}, p.name FROM mandate m LEFT JOIN party p ON p.id = m.party_id
         WHERE m.account_id = ?1 AND m.state IN (?2, ?3)
           AND NOT EXISTS (SELECT 1 FROM bank_item i WHERE i.mandate_id = m.id AND i.kind = 4 AND i.state IN (1, 2, 3)) ORDER BY m.id"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let values = params![account, MandateState::Asked.number(), MandateState::ToAnswer.number()];
    let mut rows = statement.query(values)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        if let Some(agreement) = agreement(row, 0)? {
            let name = row.get(10)?;
            found.push(Waiting { agreement, name });
        }
    }
    Ok(found)
}

/// Lets an agreement stand otherwise, with the bank's code.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn set_mandate(tx: &crate::store::Tx<'_>, id: i64, state: MandateState, detail: &str) -> Result<(), StoreError> {
    let was: Option<(i64, String)> = tx
        .conn()
        .prepare_cached("SELECT state, payer_number FROM mandate WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((was, payer)) = was else { return Ok(()) };
    tx.conn()
        .prepare_cached("UPDATE mandate SET state = ?2, detail = ?3, changed_at = ?4 WHERE id = ?1")?
        .execute(params![id, state.number(), detail, tx.actor().at_ms])?;
    let words = |state: Option<MandateState>| {
        let state = state.map(MandateState::code).unwrap_or_default();
        serde_json::json!({ "payer_number": payer, "state": state, "detail": detail }).to_string()
    };
    tx.log(&crate::store::journal::Entry {
        kind: "mandate",
        id,
        action: "mandate_asked",
        comment: "",
        before: Some(&words(MandateState::from_number(was))),
        after: Some(&words(Some(state))),
    })?;
    Ok(())
}
