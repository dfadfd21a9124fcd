//! What operators chose: language, layouts, saved views.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Store, StoreError};

/// The operator's choice, or nothing.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn get(conn: &Connection, operator: &str, name: &str) -> Result<Option<String>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT value FROM preference WHERE operator = ?1 AND name = ?2")?;
    Ok(statement.query_row([operator, name], |row| row.get(0)).optional()?)
}

/// A saved view, or (with an empty name) the layout last used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredView {
    /// Its name.
    pub name: String,
    /// Whose; empty: the site's.
    pub owner: String,
    /// JSON.
    pub body: String,
}

/// The views of a list that an operator sees: the site's and their own, with the layout last used under an empty name.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn views(conn: &Connection, list: &str, operator: &str) -> Result<Vec<StoredView>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT name, owner, body FROM list_view WHERE list = ?1 AND owner IN ('', ?2) ORDER BY owner <> '', id")?;
    let rows = statement.query_map([list, operator], |row| {
        Ok(StoredView {
            name: row.get(0)?,
            owner: row.get(1)?,
            body: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl Store {
    /// Remembers a choice. Choices are not part of the books and make no row of the change log.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn set_preference(&self, operator: &str, name: &str, value: &str) -> Result<(), StoreError> {
        self.conn.execute(
            "INSERT INTO preference (operator, name, value) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET value = excluded.value",
            params![operator, name, value],
        )?;
        Ok(())
    }

    /// Remembers a view.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn set_view(&self, list: &str, view: &StoredView) -> Result<(), StoreError> {
        self.conn.execute(
            "INSERT INTO list_view (list, name, owner, body) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (list, owner, name) DO UPDATE SET body = excluded.body",
            params![list, view.name, view.owner, view.body],
        )?;
        Ok(())
    }

    /// Forgets a view.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn drop_view(&self, list: &str, owner: &str, name: &str) -> Result<bool, StoreError> {
        Ok(self.conn.execute(
            "DELETE FROM list_view WHERE list = ?1 AND owner = ?2 AND name = ?3",
            [list, owner, name],
        )? > 0)
    }
}
