//! Kinds of membership, who has which, and dues: what a kind costs for a period.

mod run;

pub use run::{Candidate, candidates};

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, params};
use rust_decimal::Decimal;

use super::claim::{NewLine, from_rate, to_rate};
use super::journal::Entry;
use super::{StoreError, Tx, from_days, minor, to_days};
use crate::domain::membership::Period;
use crate::domain::money::Money;

/// A kind of membership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MembershipKind {
    /// Key; 0 before it is stored.
    pub id: i64,
    /// As it is typed.
    pub code: String,
    /// As people read it.
    pub name: String,
    /// Where it stands among the others.
    pub place: i64,
    /// Since then no dues of it are issued.
    pub ended_on: Option<NaiveDate>,
}

/// A line that every claim of dues has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuesLine {
    /// What for.
    pub text: String,
    /// With VAT.
    pub amount: Money,
    /// In percent.
    pub vat_percent: Decimal,
}

impl DuesLine {
    /// The line of a claim that it becomes, with this text.
    pub fn on_claim(&self, text: String) -> NewLine {
        NewLine {
            text,
            amount: self.amount,
            vat_percent: self.vat_percent,
            rounding: Money::ZERO,
        }
    }
}

/// What membership of a kind costs for a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dues {
    /// Key; 0 before they are stored.
    pub id: i64,
    /// As they are typed.
    pub code: String,
    /// The kind of membership.
    pub kind: MembershipKind,
    /// What they are for.
    pub period: Period,
    /// When their claims are due.
    pub due_on: NaiveDate,
    /// Whether they may be issued, and paid by SMS.
    pub is_open: bool,
    /// What stands on their claims.
    pub description: String,
    /// The bank account of their claims: its number; empty: the first that takes references.
    pub account: String,
    /// What they consist of.
    pub lines: Vec<DuesLine>,
}

impl Dues {
    /// What a member pays.
    ///
    /// # Errors
    /// [`StoreError::Money`].
    pub fn amount(&self) -> Result<Money, StoreError> {
        Ok(Money::sum(self.lines.iter().map(|line| line.amount))?)
    }
}

/// What became of dues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Issued {
    /// Members they are issued to.
    pub members: i64,
    /// Claims.
    pub claims: i64,
    /// Claims that are paid.
    pub paid: i64,
    /// What was asked.
    pub amount: Money,
    /// What came in.
    pub received: Money,
}

fn day(days: i64, id: i64) -> Result<NaiveDate, StoreError> {
    from_days(days).ok_or(StoreError::Invariant { what: "date", id })
}

fn kind_of(row: &Row<'_>) -> rusqlite::Result<MembershipKind> {
    Ok(MembershipKind {
        id: row.get("kind_id")?,
        code: row.get("kind_code")?,
        name: row.get("kind_name")?,
        place: row.get("place")?,
        ended_on: row.get::<_, Option<i64>>("ended_on")?.and_then(from_days),
    })
}

const KIND: &str = "SELECT k.id AS kind_id, k.code AS kind_code, k.name AS kind_name, k.place, k.ended_on FROM membership_kind k";

/// Every kind of membership, in their order.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn kinds(conn: &Connection) -> Result<Vec<MembershipKind>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("{KIND} ORDER BY k.place, k.id"))?;
    Ok(statement.query_map([], kind_of)?.collect::<Result<_, _>>()?)
}

/// The kind of a code, or of a name.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn kind(conn: &Connection, wanted: &str) -> Result<Option<MembershipKind>, StoreError> {
    let sql = format!("{KIND} WHERE k.code = ?1 OR k.name = ?1 ORDER BY k.code = ?1 DESC, k.id LIMIT 1");
    Ok(conn.prepare_cached(&sql)?.query_row([wanted], kind_of).optional()?)
}

/// How many have a kind now.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn enrolled(conn: &Connection, kind: i64, today: NaiveDate) -> Result<i64, StoreError> {
    let sql = "SELECT count(*) FROM enrolment WHERE kind_id = ?1 AND (until_on IS NULL OR until_on >= ?2)";
    Ok(conn.prepare_cached(sql)?.query_row((kind, to_days(today)), |row| row.get(0))?)
}

fn kind_snapshot(kind: &MembershipKind) -> String {
    let ended = kind.ended_on.map(|on| on.to_string()).unwrap_or_default();
    serde_json::json!({ "code": kind.code, "name": kind.name, "place": kind.place, "ended": ended }).to_string()
}

/// Keeps a kind: a new one, or one that was changed. Answers its key.
///
/// # Errors
/// [`StoreError::Sqlite`] when the code is taken (callers ask first).
pub fn save_kind(tx: &Tx<'_>, before: Option<&MembershipKind>, after: &MembershipKind, comment: &str) -> Result<i64, StoreError> {
    let values = params![
        after.code,
        after.name,
        after.place,
        after.ended_on.map(to_days),
        before.map(|kind| kind.id)
    ];
    let sql = match before {
        None => "INSERT INTO membership_kind (code, name, place, ended_on, id) VALUES (?1,?2,?3,?4,?5)",
        Some(_) => "UPDATE membership_kind SET code = ?1, name = ?2, place = ?3, ended_on = ?4 WHERE id = ?5",
    };
    tx.conn().prepare_cached(sql)?.execute(values)?;
    let id = before.map_or_else(|| tx.conn().last_insert_rowid(), |kind| kind.id);
    tx.log(&Entry {
        kind: "membership_kind",
        id,
        action: if before.is_some() { "changed" } else { "created" },
        comment,
        before: before.map(kind_snapshot).as_deref(),
        after: Some(&kind_snapshot(after)),
    })?;
    Ok(id)
}

const DUES: &str = "SELECT d.id, d.code, d.from_on, d.until_on, d.due_on, d.is_open, d.description, coalesce(b.number, '') AS account,
    k.id AS kind_id, k.code AS kind_code, k.name AS kind_name, k.place, k.ended_on
  FROM dues d JOIN membership_kind k ON k.id = d.kind_id LEFT JOIN bank_account b ON b.id = d.account_id";

fn dues_where(conn: &Connection, condition: &str, key: impl rusqlite::ToSql) -> Result<Option<Dues>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("{DUES} WHERE {condition}"))?;
    let mut rows = statement.query([key])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let id: i64 = row.get("id")?;
    Ok(Some(Dues {
        id,
        code: row.get("code")?,
        kind: kind_of(row)?,
        period: Period {
            from_on: day(row.get("from_on")?, id)?,
            until_on: day(row.get("until_on")?, id)?,
        },
        due_on: day(row.get("due_on")?, id)?,
        is_open: row.get("is_open")?,
        description: row.get("description")?,
        account: row.get("account")?,
        lines: lines(conn, id)?,
    }))
}

fn lines(conn: &Connection, dues: i64) -> Result<Vec<DuesLine>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT text, amount, vat_rate FROM dues_line WHERE dues_id = ?1 ORDER BY no")?;
    let rows = statement.query_map([dues], |row| {
        Ok(DuesLine {
            text: row.get(0)?,
            amount: Money::from_minor(row.get(1)?),
            vat_percent: from_rate(row.get(2)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Dues by their code.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn by_code(conn: &Connection, code: &str) -> Result<Option<Dues>, StoreError> {
    dues_where(conn, "d.code = ?1", code)
}

/// Dues by their key.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn by_id(conn: &Connection, id: i64) -> Result<Option<Dues>, StoreError> {
    dues_where(conn, "d.id = ?1", id)
}

/// All dues, the newest period first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn all(conn: &Connection) -> Result<Vec<Dues>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT d.id FROM dues d JOIN membership_kind k ON k.id = d.kind_id ORDER BY d.from_on DESC, k.place, d.id")?;
    let ids: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let found: Vec<Option<Dues>> = ids.into_iter().map(|id| by_id(conn, id)).collect::<Result<_, _>>()?;
    Ok(found.into_iter().flatten().collect())
}

/// The code of the dues of a kind for a period, where there are any.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of_period(conn: &Connection, kind: i64, period: Period) -> Result<Option<String>, StoreError> {
    let sql = "SELECT code FROM dues WHERE kind_id = ?1 AND from_on = ?2 AND until_on = ?3";
    let key = (kind, to_days(period.from_on), to_days(period.until_on));
    Ok(conn.prepare_cached(sql)?.query_row(key, |row| row.get(0)).optional()?)
}

fn dues_snapshot(dues: &Dues) -> String {
    let lines: Vec<String> = dues
        .lines
        .iter()
        .map(|line| format!("{} {} {}", line.text, line.amount, line.vat_percent))
        .collect();
    serde_json::json!({
        "code": dues.code, "membership_kind": dues.kind.code, "from": dues.period.from_on.to_string(), "until": dues.period.until_on.to_string(),
        "due": dues.due_on.to_string(), "open": dues.is_open.to_string(), "description": dues.description, "account": dues.account,
        "dues": lines.join("; "),
    })
    .to_string()
}

/// Keeps dues: new ones, or ones that were changed. Answers their key. Lines are written only where they differ: those of
/// issued dues stay.
///
/// # Errors
/// [`StoreError::Sqlite`] when the code or the period is taken, or the dues are issued (callers ask first).
pub fn save(tx: &Tx<'_>, before: Option<&Dues>, after: &Dues, action: &str, comment: &str) -> Result<i64, StoreError> {
    let conn = tx.conn();
    let account = "(SELECT id FROM bank_account WHERE number = ?5)";
    let shared = params![after.code, to_days(after.due_on), after.is_open, after.description, after.account];
    let (kind, from, until) = (after.kind.id, to_days(after.period.from_on), to_days(after.period.until_on));
    let id = match before {
        None => {
            let sql = format!(
                "INSERT INTO dues (code, due_on, is_open, description, account_id, kind_id, from_on, until_on)
                 SELECT ?1, ?2, ?3, ?4, {account}, ?6, ?7, ?8"
            );
            let own: [&dyn rusqlite::ToSql; 3] = [&kind, &from, &until];
            conn.prepare_cached(&sql)?.execute([shared, &own].concat().as_slice())?;
            conn.last_insert_rowid()
        }
        Some(before) => {
            let sql =
                format!("UPDATE dues SET code = ?1, due_on = ?2, is_open = ?3, description = ?4, account_id = {account} WHERE id = ?6");
            let own: [&dyn rusqlite::ToSql; 1] = [&before.id];
            conn.prepare_cached(&sql)?.execute([shared, &own].concat().as_slice())?;
            // What issued dues may not change is not even named where it stays as it is.
            if before.kind != after.kind || before.period != after.period {
                conn.prepare_cached("UPDATE dues SET kind_id = ?2, from_on = ?3, until_on = ?4 WHERE id = ?1")?
                    .execute((before.id, kind, from, until))?;
            }
            before.id
        }
    };
    if before.is_none_or(|before| before.lines != after.lines) {
        conn.prepare_cached("DELETE FROM dues_line WHERE dues_id = ?1")?.execute([id])?;
        for (line, no) in after.lines.iter().zip(1u32..) {
            conn.prepare_cached("INSERT INTO dues_line (dues_id, no, text, amount, vat_rate) VALUES (?1,?2,?3,?4,?5)")?
                .execute(params![id, no, line.text, minor(line.amount), to_rate(line.vat_percent)])?;
        }
    }
    tx.log(&Entry {
        kind: "dues",
        id,
        action,
        comment,
        before: before.map(dues_snapshot).as_deref(),
        after: Some(&dues_snapshot(after)),
    })?;
    Ok(id)
}

/// What became of dues: members, claims, and the money on them.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn issued(conn: &Connection, dues: i64) -> Result<Issued, StoreError> {
    let sql = "SELECT members, claims, paid, amount, received FROM dues_sum WHERE dues_id = ?1";
    let read = |row: &Row<'_>| {
        Ok(Issued {
            members: row.get(0)?,
            claims: row.get(1)?,
            paid: row.get(2)?,
            amount: Money::from_minor(row.get(3)?),
            received: Money::from_minor(row.get(4)?),
        })
    };
    Ok(conn.prepare_cached(sql)?.query_row([dues], read).optional()?.unwrap_or_default())
}

/// Whether dues can be paid: any is open; where none are set up, whether there is any claim of dues, however it was issued (SMS-25).
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn any_active(conn: &Connection) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) > 0, coalesce(max(is_open), 0) FROM dues";
    let (set_up, open): (bool, bool) = conn.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if set_up { Ok(open) } else { super::charge::any_dues(conn) }
}

/// The kind of membership a party has: the kind, from when, and until when.
pub type Enrolment = (MembershipKind, NaiveDate, Option<NaiveDate>);

/// What kind of membership a party has.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn enrolment(conn: &Connection, party: i64) -> Result<Option<Enrolment>, StoreError> {
    let sql = "SELECT e.from_on, e.until_on, k.id AS kind_id, k.code AS kind_code, k.name AS kind_name, k.place, k.ended_on
      FROM enrolment e JOIN membership_kind k ON k.id = e.kind_id WHERE e.party_id = ?1";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([party])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some((
        kind_of(row)?,
        day(row.get(0)?, party)?,
        row.get::<_, Option<i64>>(1)?.and_then(from_days),
    )))
}

/// Gives a party a kind of membership; what it had before stands in the change log.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn enrol(tx: &Tx<'_>, party: i64, after: &Enrolment, comment: &str) -> Result<(), StoreError> {
    let before = enrolment(tx.conn(), party)?;
    if before.as_ref() == Some(after) {
        return Ok(());
    }
    let (kind, from_on, until_on) = after;
    tx.conn()
        .prepare_cached(
            "INSERT INTO enrolment (party_id, kind_id, from_on, until_on) VALUES (?1,?2,?3,?4)
             ON CONFLICT (party_id) DO UPDATE SET kind_id = excluded.kind_id, from_on = excluded.from_on, until_on = excluded.until_on",
        )?
        .execute(params![party, kind.id, to_days(*from_on), until_on.map(to_days)])?;
    let snapshot = |(kind, from, until): &Enrolment| {
        let until = until.map(|on| on.to_string()).unwrap_or_default();
        serde_json::json!({ "membership_kind": kind.code, "from": from.to_string(), "until": until }).to_string()
    };
    tx.log(&Entry {
        kind: "party",
        id: party,
        action: "enrolled",
        comment,
        before: before.as_ref().map(snapshot).as_deref(),
        after: Some(&snapshot(after)),
    })?;
    Ok(())
}

/// Everybody who has had dues, by key.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn with_dues(conn: &Connection) -> Result<Vec<i64>, StoreError> {
    let mut statement = conn.prepare("SELECT DISTINCT party_id FROM membership ORDER BY party_id")?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Who pays for a party; `None`: they themselves.
///
/// # Errors
/// [`StoreError::Sqlite`], also when whoever pays has somebody who pays.
pub fn set_payer(tx: &Tx<'_>, party: i64, payer: Option<i64>, comment: &str) -> Result<(), StoreError> {
    let before: Option<i64> = tx
        .conn()
        .prepare_cached("SELECT payer_id FROM party WHERE id = ?1")?
        .query_row([party], |row| row.get(0))?;
    if before == payer {
        return Ok(());
    }
    tx.conn()
        .prepare_cached("UPDATE party SET payer_id = ?2 WHERE id = ?1")?
        .execute((party, payer))?;
    let number = |id: Option<i64>| -> Result<String, StoreError> {
        let Some(id) = id else { return Ok(String::new()) };
        Ok(super::party::card(tx.conn(), id)?.map(|card| card.number).unwrap_or_default())
    };
    let snapshot = |payer: String| serde_json::json!({ "payer": payer }).to_string();
    tx.log(&Entry {
        kind: "party",
        id: party,
        action: "payer_set",
        comment,
        before: Some(&snapshot(number(before)?)),
        after: Some(&snapshot(number(payer)?)),
    })?;
    Ok(())
}

/// Whether a party pays for others, and who pays for it.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn household(conn: &Connection, party: i64) -> Result<(bool, Option<i64>), StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM party WHERE payer_id = ?1), payer_id FROM party WHERE id = ?1";
    Ok(conn.prepare_cached(sql)?.query_row([party], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Logs that dues were issued.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn log_run(tx: &Tx<'_>, dues: i64, comment: &str, after: &str) -> Result<(), StoreError> {
    tx.log(&Entry {
        kind: "dues",
        id: dues,
        action: "dues_issued",
        comment,
        before: None,
        after: Some(after),
    })?;
    Ok(())
}
