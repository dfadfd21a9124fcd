//! Claims before they are issued: one row each, kept until they are issued or discarded and after that as they were.

use rusqlite::{Connection, OptionalExtension, params};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::claim::{from_rate, to_rate};
use super::journal::Entry;
use super::{StoreError, Tx, from_days, minor, to_days};
use crate::domain::claim::Kind;
use crate::domain::draft::{Draft, Line, Origin, Ready, State};
use crate::domain::money::Money;

/// A draft as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Key in the file: what people call it by until it has a number.
    pub id: i64,
    /// Where it stands.
    pub state: State,
    /// Goes up with every change: two people do not overwrite each other.
    pub revision: i64,
    /// Why it began with something in it.
    pub origin: Origin,
    /// The claim that it is a copy of, or stands in the place of.
    pub from_claim: Option<i64>,
    /// The claim it became.
    pub claim_id: Option<i64>,
    /// When it was changed last, in milliseconds.
    pub changed_at_ms: i64,
    /// Who changed it last.
    pub changed_by: String,
    /// What was typed.
    pub draft: Draft,
}

fn thousandths(quantity: Decimal, id: i64) -> Result<i64, StoreError> {
    let broken = StoreError::Invariant { what: "quantity", id };
    (quantity * Decimal::ONE_THOUSAND).round().to_i64().ok_or(broken)
}

fn quantity(thousandths: i64) -> Decimal {
    Decimal::new(thousandths, 3).normalize()
}

/// Writes a row of the change log on a draft.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn log(tx: &Tx<'_>, id: i64, action: &'static str, comment: &str, before: Option<&str>, after: Option<&str>) -> Result<(), StoreError> {
    tx.log(&Entry {
        kind: "claim_draft",
        id,
        action,
        comment,
        before,
        after,
    })?;
    Ok(())
}

/// What the change log keeps of a draft.
///
/// # Errors
/// [`StoreError::Money`].
pub fn snapshot(draft: &Draft) -> Result<String, StoreError> {
    let lines = draft.lines.iter().map(|line| {
        serde_json::json!({ "article": line.article, "text": line.text, "quantity": line.quantity.to_string(), "unit": line.unit,
            "price": line.price.map(|price| price.to_string()), "vat": line.vat_percent.to_string() })
    });
    let day = |on: Option<chrono::NaiveDate>| on.map(|on| on.to_string());
    Ok(serde_json::json!({ "party": draft.party_id, "kind": draft.kind.code(), "description": draft.description, "issued": day(draft.issued_on),
        "due": day(draft.due_on), "account": draft.account_id, "reference": draft.reference, "lines": lines.collect::<Vec<_>>(),
        "amount": total(draft).to_string() })
    .to_string())
}

/// What the list shows of it; sums beyond all bounds show as nothing until they are mended.
fn total(draft: &Draft) -> Money {
    draft.sums().map(|sums| sums.total).unwrap_or_default()
}

/// Adds a draft. Answers its key.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn add(tx: &Tx<'_>, draft: &Draft, origin: Origin, from_claim: Option<i64>, comment: &str) -> Result<i64, StoreError> {
    let actor = tx.actor().clone();
    tx.conn()
        .prepare_cached(
            "INSERT INTO claim_draft (state, revision, origin, from_claim, kind, description, reference, amount, lines, made_at, made_by, changed_at, changed_by)
             VALUES (?1, 0, ?2, ?3, ?4, '', '', 0, 0, ?5, ?6, ?5, ?6)",
        )?
        .execute(params![
            State::Open.number(),
            origin.number(),
            from_claim,
            draft.kind.number(),
            actor.at_ms,
            actor.operator
        ])?;
    let id = tx.conn().last_insert_rowid();
    write(tx, id, draft)?;
    log(tx, id, "created", comment, None, Some(&snapshot(draft)?))?;
    Ok(id)
}

/// Writes what a person typed. The revision goes up; the caller has looked at the old one.
///
/// # Errors
/// [`StoreError::Sqlite`], also when it is not open any more.
pub fn save(tx: &Tx<'_>, before: &Loaded, after: &Draft) -> Result<(), StoreError> {
    write(tx, before.id, after)?;
    log(
        tx,
        before.id,
        "changed",
        "",
        Some(&snapshot(&before.draft)?),
        Some(&snapshot(after)?),
    )
}

/// Notes which claim a draft is a copy of.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn set_copied(tx: &Tx<'_>, id: i64, claim: i64) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached("UPDATE claim_draft SET origin = ?2, from_claim = ?3 WHERE id = ?1")?
        .execute([id, Origin::Copy.number(), claim])?;
    Ok(())
}

fn write(tx: &Tx<'_>, id: i64, draft: &Draft) -> Result<(), StoreError> {
    let actor = tx.actor().clone();
    tx.conn()
        .prepare_cached(
            "UPDATE claim_draft SET revision = revision + 1, party_id = ?2, kind = ?3, description = ?4, issued_on = ?5, due_on = ?6, account_id = ?7,
               reference = ?8, amount = ?9, lines = ?10, changed_at = ?11, changed_by = ?12 WHERE id = ?1",
        )?
        .execute(params![
            id,
            draft.party_id,
            draft.kind.number(),
            draft.description,
            draft.issued_on.map(to_days),
            draft.due_on.map(to_days),
            draft.account_id,
            draft.reference,
            minor(total(draft)),
            i64::try_from(draft.lines.len()).unwrap_or(i64::MAX),
            actor.at_ms,
            actor.operator,
        ])?;
    tx.conn()
        .prepare_cached("DELETE FROM claim_draft_line WHERE draft_id = ?1")?
        .execute([id])?;
    for (line, no) in draft.lines.iter().zip(1i64..) {
        tx.conn()
            .prepare_cached(
                "INSERT INTO claim_draft_line (draft_id, no, article, text, quantity, unit, price, vat_rate) VALUES (?1,?2,?3,?4,?5,?6,?7,?8)",
            )?
            .execute(params![
                id,
                no,
                line.article,
                line.text,
                thousandths(line.quantity, id)?,
                line.unit,
                line.price.map(minor),
                to_rate(line.vat_percent)
            ])?;
    }
    Ok(())
}

/// Ends a draft: it became a claim, or was discarded.
///
/// # Errors
/// [`StoreError::Sqlite`], also when it is not open any more.
pub fn end(tx: &Tx<'_>, id: i64, claim: Option<i64>) -> Result<(), StoreError> {
    let actor = tx.actor().clone();
    let state = if claim.is_some() { State::Issued } else { State::Discarded };
    tx.conn()
        .prepare_cached(
            "UPDATE claim_draft SET state = ?2, claim_id = ?3, revision = revision + 1, changed_at = ?4, changed_by = ?5 WHERE id = ?1",
        )?
        .execute(params![id, state.number(), claim, actor.at_ms, actor.operator])?;
    Ok(())
}

/// Loads a draft.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn load(conn: &Connection, id: i64) -> Result<Option<Loaded>, StoreError> {
    let found = conn
        .prepare_cached("SELECT * FROM claim_draft WHERE id = ?1")?
        .query_row([id], |row| {
            let day = |name: &str| row.get::<_, Option<i64>>(name).map(|days| days.and_then(from_days));
            Ok(Loaded {
                id,
                state: State::from_number(row.get("state")?).unwrap_or(State::Discarded),
                revision: row.get("revision")?,
                origin: Origin::from_number(row.get("origin")?).unwrap_or(Origin::New),
                from_claim: row.get("from_claim")?,
                claim_id: row.get("claim_id")?,
                changed_at_ms: row.get("changed_at")?,
                changed_by: row.get("changed_by")?,
                draft: Draft {
                    party_id: row.get("party_id")?,
                    kind: Kind::from_number(row.get("kind")?).unwrap_or(Kind::Other),
                    description: row.get("description")?,
                    issued_on: day("issued_on")?,
                    due_on: day("due_on")?,
                    account_id: row.get("account_id")?,
                    reference: row.get("reference")?,
                    lines: Vec::new(),
                },
            })
        })
        .optional()?;
    let Some(mut loaded) = found else { return Ok(None) };
    let mut statement =
        conn.prepare_cached("SELECT article, text, quantity, unit, price, vat_rate FROM claim_draft_line WHERE draft_id = ?1 ORDER BY no")?;
    let rows = statement.query_map([id], |row| {
        Ok(Line {
            article: row.get(0)?,
            text: row.get(1)?,
            quantity: quantity(row.get(2)?),
            unit: row.get(3)?,
            price: row.get::<_, Option<i64>>(4)?.map(Money::from_minor),
            vat_percent: from_rate(row.get(5)?),
        })
    })?;
    loaded.draft.lines = rows.collect::<Result<_, _>>()?;
    Ok(Some(loaded))
}

/// Drafts that the person began and nobody wrote anything into since before a moment (ms).
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn untouched(tx: &Tx<'_>, before_ms: i64) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT id FROM claim_draft WHERE state = 1 AND changed_at < ?1 AND changed_by = ?2 AND party_id IS NULL AND lines = 0";
    let mut statement = tx.conn().prepare_cached(sql)?;
    let rows = statement.query_map(params![before_ms, tx.actor().operator], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Writes how the amounts of an issued claim's lines came about.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn add_items(tx: &Tx<'_>, claim: i64, ready: &[Ready]) -> Result<(), StoreError> {
    for (one, no) in ready.iter().zip(1i64..) {
        let rebate = Money::sum(one.rebates.iter().map(|(_, amount)| *amount))?;
        tx.conn()
            .prepare_cached(
                "INSERT INTO claim_line_item (claim_id, no, article, quantity, unit, price, rebate) VALUES (?1,?2,?3,?4,?5,?6,?7)",
            )?
            .execute(params![
                claim,
                no,
                one.line.article,
                thousandths(one.line.quantity, claim)?,
                one.line.unit,
                minor(one.line.price.unwrap_or_default()),
                minor(rebate)
            ])?;
    }
    Ok(())
}

/// How the amount of a line of an issued claim came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Which line.
    pub no: u32,
    /// The article's code; empty: free text.
    pub article: String,
    /// How much.
    pub quantity: Decimal,
    /// Of what.
    pub unit: String,
    /// Per unit, with VAT.
    pub price: Money,
    /// Off it when it was issued.
    pub rebate: Money,
}

impl Item {
    /// Quantity times price, before what came off it.
    ///
    /// # Errors
    /// [`crate::domain::money::MoneyError::Overflow`].
    pub fn gross(&self) -> Result<Money, crate::domain::money::MoneyError> {
        crate::domain::draft::gross(self.price, self.quantity)
    }
}

/// How the amounts of a claim's lines came about; nothing for lines that only have an amount.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn items(conn: &Connection, claim: i64) -> Result<Vec<Item>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT no, article, quantity, unit, price, rebate FROM claim_line_item WHERE claim_id = ?1 ORDER BY no")?;
    let rows = statement.query_map([claim], |row| {
        Ok(Item {
            no: row.get(0)?,
            article: row.get(1)?,
            quantity: quantity(row.get(2)?),
            unit: row.get(3)?,
            price: Money::from_minor(row.get(4)?),
            rebate: Money::from_minor(row.get(5)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What leads from a claim to the one that it stands in the place of, and to the one that stands in its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// Key and number of the claim that was credited for this one.
    pub replaces: Option<(i64, i64)>,
    /// Key and number of the claim that was issued in its place.
    pub replaced_by: Option<(i64, i64)>,
    /// The draft that is to take its place.
    pub draft: Option<i64>,
}

/// The links of a claim, both ways.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn links(conn: &Connection, claim: i64) -> Result<Links, StoreError> {
    let pair = |sql: &str| -> Result<Option<(i64, i64)>, StoreError> {
        Ok(conn
            .prepare_cached(sql)?
            .query_row([claim], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?)
    };
    let replaces = "SELECT c.id, c.number FROM claim_draft d JOIN claim c ON c.id = d.from_claim WHERE d.claim_id = ?1 AND d.origin = 3";
    let replaced = "SELECT c.id, c.number FROM claim_draft d JOIN claim c ON c.id = d.claim_id WHERE d.from_claim = ?1 AND d.origin = 3
       ORDER BY c.id DESC LIMIT 1";
    let draft = "SELECT id, id FROM claim_draft WHERE from_claim = ?1 AND origin = 3 AND state = 1 ORDER BY id DESC LIMIT 1";
    Ok(Links {
        replaces: pair(replaces)?,
        replaced_by: pair(replaced)?,
        draft: pair(draft)?.map(|(id, _)| id),
    })
}

/// What issuing needs of a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Debtor {
    /// Key in the file.
    pub id: i64,
    /// Number.
    pub number: String,
    /// Name.
    pub name: String,
    /// For sorting and searching.
    pub name_key: String,
    /// Their own terms, in days.
    pub terms_days: Option<u32>,
    /// Number of the party that they are the same as.
    pub merged_into: Option<String>,
}

/// A party that is to owe something.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn debtor(conn: &Connection, id: i64) -> Result<Option<Debtor>, StoreError> {
    let sql = "SELECT p.id, p.number, p.name, p.name_key, p.terms_days, m.number FROM party p LEFT JOIN party m ON m.id = p.merged_into WHERE p.id = ?1";
    let mut statement = conn.prepare_cached(sql)?;
    Ok(statement
        .query_row([id], |row| {
            Ok(Debtor {
                id: row.get(0)?,
                number: row.get(1)?,
                name: row.get(2)?,
                name_key: row.get(3)?,
                terms_days: row.get(4)?,
                merged_into: row.get(5)?,
            })
        })
        .optional()?)
}
