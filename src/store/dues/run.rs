//! What a run of dues reads: everybody who may get them, who pays for them, and what they have already.

use std::collections::HashMap;

use rusqlite::Connection;

use super::Dues;
use crate::domain::claim::Status;
use crate::domain::dues::{Held, Member, Payer};
use crate::domain::membership::standing;
use crate::store::membership::lines_stand;
use crate::store::{StoreError, from_days, to_days};

/// Somebody who may get dues, for the plan and for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Number.
    pub number: String,
    /// Name.
    pub name: String,
    /// As the plan sees them.
    pub member: Member,
}

/// Everybody with the kind of the dues; or these parties, whatever they have. `has_reference` says whether one can be made of a
/// payer's number.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn candidates(
    conn: &Connection,
    dues: &Dues,
    only: Option<&[i64]>,
    has_reference: &dyn Fn(&str) -> bool,
) -> Result<Vec<Candidate>, StoreError> {
    let mut held = held(conn, dues)?;
    let columns = "p.id, p.number, p.name, p.merged_into IS NOT NULL, e.kind_id, e.from_on, e.until_on, p.left_on, y.id, y.number, y.merged_into IS NOT NULL,
        y.email <> '' OR y.phone <> '' OR (y.address <> '' AND (y.postcode <> '' OR y.city <> ''))";
    let payer = "CROSS JOIN party y ON y.id = coalesce(p.payer_id, p.id)";
    let mut found = Vec::new();
    let mut take = |row: &rusqlite::Row<'_>| -> Result<(), StoreError> {
        let party: i64 = row.get(0)?;
        let day = |days: Option<i64>| days.and_then(from_days);
        let enrolled = match (row.get::<_, Option<i64>>(4)?, day(row.get(5)?)) {
            (Some(kind), Some(from)) => Some((kind, from, day(row.get(6)?))),
            _ => None,
        };
        found.push(Candidate {
            number: row.get(1)?,
            name: row.get(2)?,
            member: Member {
                party,
                payer: Payer {
                    party: row.get(8)?,
                    is_merged: row.get(10)?,
                    is_reachable: row.get(11)?,
                    has_reference: has_reference(row.get_ref(9)?.as_str().map_err(rusqlite::Error::from)?),
                },
                is_merged: row.get(3)?,
                enrolled,
                left_on: day(row.get(7)?),
                held: held.remove(&party).unwrap_or_default(),
            },
        });
        Ok(())
    };
    match only {
        None => {
            // By party, so that the same members always come in the same order.
            let sql = format!(
                "SELECT {columns} FROM enrolment e CROSS JOIN party p ON p.id = e.party_id {payer} WHERE e.kind_id = ?1 ORDER BY e.party_id"
            );
            let mut statement = conn.prepare_cached(&sql)?;
            let mut rows = statement.query([dues.kind.id])?;
            while let Some(row) = rows.next()? {
                take(row)?;
            }
        }
        Some(parties) => {
            let sql = format!("SELECT {columns} FROM party p LEFT JOIN enrolment e ON e.party_id = p.id {payer} WHERE p.id = ?1");
            let mut statement = conn.prepare_cached(&sql)?;
            for party in parties {
                let mut rows = statement.query([party])?;
                if let Some(row) = rows.next()? {
                    take(row)?;
                }
            }
        }
    }
    Ok(found)
}

/// Memberships of a part of the period that stand, by member.
fn held(conn: &Connection, dues: &Dues) -> Result<HashMap<i64, Vec<Held>>, StoreError> {
    let mut statement = conn.prepare_cached(concat!(
        "SELECT m.party_id, m.id, m.dues_id IS ?1, c.status, c.void <> 0, c.number, ",
        lines_stand!(),
        " FROM membership m CROSS JOIN claim c ON c.id = m.claim_id
         WHERE +m.from_on <= ?3 AND m.until_on >= ?2 AND m.replaced_seq IS NULL ORDER BY m.id"
    ))?;
    let mut rows = statement.query((dues.id, to_days(dues.period.from_on), to_days(dues.period.until_on)))?;
    let mut held: HashMap<i64, Vec<Held>> = HashMap::new();
    while let Some(row) = rows.next()? {
        let membership: i64 = row.get(1)?;
        let status = Status::from_number(row.get(3)?).ok_or(StoreError::Invariant {
            what: "claim-status",
            id: membership,
        })?;
        let has_lines: bool = row.get(6)?;
        held.entry(row.get(0)?).or_default().push(Held {
            membership,
            of_these: row.get(2)?,
            standing: standing(status, has_lines),
            is_over: row.get::<_, bool>(4)? || !has_lines,
            claim: row.get(5)?,
        });
    }
    Ok(held)
}
