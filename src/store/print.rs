//! What payments of bank files are known by when they come again: their fingerprints in an order of their own. A large import writes its
//! own when all of it is booked, because until then each would change another page; till then they are looked for among its payments.

use rusqlite::{Connection, params};

use super::{StoreError, Tx, payment};
use crate::domain::exchange::FileState;

/// A fingerprint and the payment that has it.
pub type Print = (i64, i64);

/// Those of the payments of a file, in the order of the table.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of_file(conn: &Connection, file: i64) -> Result<Vec<Print>, StoreError> {
    read(conn, "f.id = ?1", params![file, 0])
}

/// Writes some of a file; what is there already stays.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn add(tx: &Tx<'_>, prints: &[Print]) -> Result<(), StoreError> {
    let sql = "INSERT OR IGNORE INTO payment_print (fingerprint, payment_id) VALUES (?1, ?2)";
    let mut statement = tx.conn().prepare_cached(sql)?;
    for print in prints {
        statement.execute(*print)?;
    }
    Ok(())
}

/// Payments of files that another one is importing: what they are known by may not be in the table yet.
#[derive(Debug, Default)]
pub struct Apart {
    prints: Vec<Print>,
    /// The newest payment of all when they were read.
    newest: i64,
}

impl Apart {
    /// Those that were stored after these, but for the payments of file `own`.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn since(conn: &Connection, own: i64, before: &Apart) -> Result<Apart, StoreError> {
        let newest = payment::last_id(conn)?;
        let importing = format!("f.state IN (1, 10) AND f.state = {} AND f.id <> ?1", FileState::Importing.number());
        let prints = read(conn, &importing, params![own, before.newest])?;
        Ok(Apart { prints, newest })
    }

    /// Payments with this fingerprint.
    pub(super) fn of(&self, fingerprint: i64) -> impl Iterator<Item = i64> {
        let from = self.prints.partition_point(|print| print.0 < fingerprint);
        let rest = self.prints.get(from..).unwrap_or_default();
        rest.iter().take_while(move |print| print.0 == fingerprint).map(|print| print.1)
    }
}

/// Of the files `f` for which a condition holds, the payments with keys above `?2`. Their keys stand together, but for others between them.
fn read(conn: &Connection, condition: &str, values: &[&dyn rusqlite::ToSql]) -> Result<Vec<Print>, StoreError> {
    let sql = format!(
        "SELECT y.fingerprint, y.id FROM bank_file f CROSS JOIN payment y
           ON y.id BETWEEN max(f.first_payment, ?2 + 1) AND f.last_payment AND +y.file_id = f.id WHERE {condition}"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut prints: Vec<Print> = rows.collect::<Result<_, _>>()?;
    prints.sort_unstable();
    Ok(prints)
}
