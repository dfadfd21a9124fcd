//! What is known of one bank file, for showing it.

use rusqlite::{Connection, OptionalExtension};

use crate::domain::exchange::FileState;
use crate::domain::money::Money;
use crate::store::StoreError;

/// What is known of one bank file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileHead {
    /// Key.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// The id of its format.
    pub format: String,
    /// Whether we wrote it.
    pub is_outgoing: bool,
    /// How far it has come.
    pub state: FileState,
    /// Whether it was undone.
    pub is_undone: bool,
    /// Records of money, or items that it asks for.
    pub payments: i64,
    /// Records that are no payments.
    pub notices: i64,
    /// Its control sum.
    pub sum: Money,
    /// What came into the books.
    pub booked: Money,
    /// When it was stored or written, in milliseconds.
    pub stored_at: i64,
    /// By whom.
    pub operator: String,
}

/// Loads it.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn head(conn: &Connection, id: i64) -> Result<Option<FileHead>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT id, name, format, direction = 2, state, undone_seq IS NOT NULL, payments, notices, sum, booked, stored_at, operator FROM bank_file WHERE id = ?1",
    )?;
    let found = statement
        .query_row([id], |row| {
            Ok(FileHead {
                id: row.get(0)?,
                name: row.get(1)?,
                format: row.get(2)?,
                is_outgoing: row.get(3)?,
                state: FileState::from_number(row.get(4)?).unwrap_or(FileState::Stored),
                is_undone: row.get(5)?,
                payments: row.get(6)?,
                notices: row.get(7)?,
                sum: Money::from_minor(row.get(8)?),
                booked: Money::from_minor(row.get(9)?),
                stored_at: row.get(10)?,
                operator: row.get(11)?,
            })
        })
        .optional()?;
    Ok(found)
}
