//! Memberships: a party, a period, and the claim of its dues. Where one stands is read off that claim.

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::journal::Entry;
use super::{StoreError, Tx, detail, from_days, to_days};
use crate::domain::claim::Status;
use crate::domain::membership::{Period, Standing, standing};
use crate::domain::money::Money;

/// Whether something is still asked on the lines that a membership `m` has of its claim.
macro_rules! lines_stand {
    () => {
        "EXISTS (SELECT 1 FROM claim_line l WHERE l.claim_id = m.claim_id AND l.no BETWEEN m.first_line AND m.last_line
           AND l.dropped = 0 AND (l.credited = 0 OR l.credited < l.amount - l.discount))"
    };
}
pub(super) use lines_stand;

/// A membership of one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// Key.
    pub id: i64,
    /// What its dues are for.
    pub period: Period,
    /// The claim of its dues: key and number.
    pub claim: (i64, i64),
    /// The first and the last of the claim's lines that are for it.
    pub lines: (u32, u32),
    /// Where it stands.
    pub standing: Standing,
}

/// That a membership was paid, or that it was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Which membership.
    pub membership: i64,
    /// When, ms.
    pub at_ms: i64,
    /// Who did it.
    pub operator: String,
    /// Why, where somebody said it.
    pub comment: String,
    /// Where it stood.
    pub from: Standing,
    /// Where it stands since.
    pub to: Standing,
}

/// A membership that a claim is issued for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewMembership {
    /// Whose.
    pub party: i64,
    /// The first and the last of the claim's lines that are for it.
    pub lines: (u32, u32),
    /// The dues; `None`: the claim was issued otherwise.
    pub dues: Option<i64>,
    /// What the dues are for.
    pub period: Period,
}

/// Keeps a membership that a claim of dues is for.
///
/// # Errors
/// [`StoreError::Sqlite`], also when the member has these dues already.
pub fn add(tx: &Tx<'_>, claim: i64, new: &NewMembership) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO membership (party_id, claim_id, first_line, last_line, dues_id, from_on, until_on) VALUES (?1,?2,?3,?4,?5,?6,?7)";
    tx.conn().prepare_cached(sql)?.execute(params![
        new.party,
        claim,
        new.lines.0,
        new.lines.1,
        new.dues,
        to_days(new.period.from_on),
        to_days(new.period.until_on)
    ])?;
    Ok(())
}

/// Another membership takes the place of one whose claim fell away.
///
/// # Errors
/// [`StoreError::Sqlite`], also when its claim did not fall away.
pub fn replace(tx: &Tx<'_>, id: i64, comment: &str) -> Result<(), StoreError> {
    let seq = tx.log(&Entry {
        kind: "membership",
        id,
        action: "membership_replaced",
        comment,
        before: Some("{\"replaced\":\"false\"}"),
        after: Some("{\"replaced\":\"true\"}"),
    })?;
    let sql = "UPDATE membership SET replaced_seq = ?2 WHERE id = ?1";
    tx.conn().prepare_cached(sql)?.execute(params![id, seq])?;
    Ok(())
}

/// Whose membership a claim is for, and whether it is paid: by this claim, or by another of the same period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfClaim {
    /// Number of the member.
    pub number: String,
    /// Name.
    pub name: String,
    /// What the dues are for.
    pub period: Period,
    /// The lines that are for it.
    pub lines: (u32, u32),
    /// The code of the dues; empty: the claim was issued otherwise.
    pub dues: String,
    /// Where it stands by this claim.
    pub standing: Standing,
    /// Whether the member is paid for the period.
    pub is_paid: bool,
}

/// The memberships that a claim is for, by line.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of_claim(conn: &Connection, claim: i64) -> Result<Vec<OfClaim>, StoreError> {
    let mut statement = conn.prepare_cached(concat!(
        "SELECT m.id, p.number, p.name, m.from_on, m.until_on, m.first_line, m.last_line, coalesce(d.code, ''), c.status, ",
        lines_stand!(),
        ", EXISTS (SELECT 1 FROM membership o JOIN claim k ON k.id = o.claim_id WHERE o.party_id = m.party_id AND o.from_on = m.from_on
             AND o.until_on = m.until_on AND o.id <> m.id AND k.status = 2)
         FROM membership m JOIN party p ON p.id = m.party_id JOIN claim c ON c.id = m.claim_id LEFT JOIN dues d ON d.id = m.dues_id
         WHERE m.claim_id = ?1 ORDER BY m.first_line"
    ))?;
    let mut rows = statement.query([claim])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let status = Status::from_number(row.get(8)?).ok_or(StoreError::Invariant { what: "claim-status", id })?;
        let standing = standing(status, row.get(9)?);
        let by_other: bool = row.get(10)?;
        found.push(OfClaim {
            number: row.get(1)?,
            name: row.get(2)?,
            period: Period {
                from_on: day(row.get(3)?, id)?,
                until_on: day(row.get(4)?, id)?,
            },
            lines: (row.get(5)?, row.get(6)?),
            dues: row.get(7)?,
            standing,
            is_paid: standing == Standing::Paid || by_other,
        });
    }
    Ok(found)
}

fn day(days: i64, id: i64) -> Result<NaiveDate, StoreError> {
    from_days(days).ok_or(StoreError::Invariant { what: "date", id })
}

/// The memberships of a party, the first period first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of_party(conn: &Connection, party: i64) -> Result<Vec<Membership>, StoreError> {
    let mut statement = conn.prepare_cached(concat!(
        "SELECT m.id, m.from_on, m.until_on, c.id, c.number, c.status, ",
        lines_stand!(),
        ", m.first_line, m.last_line FROM membership m JOIN claim c ON c.id = m.claim_id
         WHERE m.party_id = ?1 ORDER BY m.from_on, m.id"
    ))?;
    let mut rows = statement.query([party])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let status = Status::from_number(row.get(5)?).ok_or(StoreError::Invariant { what: "claim-status", id })?;
        found.push(Membership {
            id,
            period: Period {
                from_on: day(row.get(1)?, id)?,
                until_on: day(row.get(2)?, id)?,
            },
            claim: (row.get(3)?, row.get(4)?),
            lines: (row.get(7)?, row.get(8)?),
            standing: standing(status, row.get(6)?),
        });
    }
    Ok(found)
}

/// How memberships turned: paid, taken back and so on, oldest first, as the change log of their dues has it.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn history(conn: &Connection, memberships: &[Membership]) -> Result<Vec<Turn>, StoreError> {
    let mut turns = Vec::new();
    for one in memberships {
        // Not every row tells of the lines: they are as the last one that did said.
        let mut has_lines = true;
        for change in detail::changes(conn, "claim", one.claim.0)? {
            let before = stood(&change.before, one.lines, &mut has_lines);
            let after = stood(&change.after, one.lines, &mut has_lines);
            if let (Some(from), Some(to)) = (before, after)
                && from != to
            {
                turns.push(Turn {
                    membership: one.id,
                    at_ms: change.at_ms,
                    operator: change.operator,
                    comment: change.comment,
                    from,
                    to,
                });
            }
        }
    }
    turns.sort_by_key(|turn| turn.at_ms);
    Ok(turns)
}

/// Where a membership with these lines stood by what the change log kept of its claim.
fn stood(snapshot: &str, (first, last): (u32, u32), has_lines: &mut bool) -> Option<Standing> {
    let values: serde_json::Value = serde_json::from_str(snapshot).ok()?;
    if let Some(lines) = values.get("lines").and_then(serde_json::Value::as_array) {
        let money = |line: &serde_json::Value, name: &str| {
            let text = line.get(name).and_then(serde_json::Value::as_str).unwrap_or("0");
            Money::parse(text).unwrap_or_default()
        };
        let stands = |line: &serde_json::Value| {
            let no = line.get("no").and_then(serde_json::Value::as_u64).unwrap_or(0);
            let credited = money(line, "credited");
            let asked = money(line, "amount").minus(money(line, "discount")).unwrap_or_default();
            let is_there = line.get("dropped").is_none() && (credited.is_zero() || credited < asked);
            is_there && (u64::from(first)..=u64::from(last)).contains(&no)
        };
        *has_lines = lines.iter().any(stands);
    }
    Status::from_code(values.get("status")?.as_str()?).map(|status| standing(status, *has_lines))
}
