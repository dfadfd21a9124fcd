//! How bank accounts are set up with the bank (OCR-16 to OCR-24).

use rusqlite::params;

use super::journal::Entry;
use super::{StoreError, Tx};

/// What can be filled in: each is a column of the same name.
const FIELDS: &[&str] = &["bank", "agreement", "remittance", "unit_id", "creditor", "debtor_group", "system"];

/// Fills in fields of an account, and logs it.
///
/// # Errors
/// [`StoreError::Invariant`] for a field that there is not; [`StoreError::Sqlite`].
pub fn fill_in(tx: &Tx<'_>, account: i64, fields: &[(&str, &str)], comment: &str) -> Result<(), StoreError> {
    let mut after = serde_json::Map::new();
    for (field, text) in fields {
        let column = FIELDS.iter().find(|column| *column == field).ok_or(StoreError::Invariant {
            what: "account-field",
            id: account,
        })?;
        tx.conn().execute(
            &format!("UPDATE bank_account SET {column} = ?2 WHERE id = ?1"),
            params![account, text],
        )?;
        after.insert((*field).to_owned(), serde_json::json!(text));
    }
    tx.log(&Entry {
        kind: "bank_account",
        id: account,
        action: "changed",
        comment,
        before: None,
        after: Some(&serde_json::Value::Object(after).to_string()),
    })?;
    Ok(())
}
