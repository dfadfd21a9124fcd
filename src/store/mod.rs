//! The SQLite file: the only place with SQL. One file per family of tables; lists are built from column rows.
//!
//! Every change goes through [`Tx`]: one `BEGIN IMMEDIATE` transaction that writes the data, the postings and the change
//! log together and asserts the invariants of what it touched before it commits. To add a table, add a migration in
//! `assets/migrations/` and a file here.

pub mod account_setup;
pub mod ahead;
pub mod article;
pub mod away;
pub mod bankfile;
pub mod busy;
pub mod candidates;
pub mod charge;
pub mod check;
pub mod check_charges;
pub mod check_dues;
pub mod check_orders;
pub mod check_parties;
pub mod check_sending;
pub mod claim;
pub mod columns;
pub mod counters;
pub mod detail;
pub mod draft;
pub mod dues;
pub mod dues_sms;
mod error;
pub mod exchange;
pub mod find;
pub mod importing;
pub mod journal;
pub mod ledger;
pub mod list;
pub mod lookup;
pub mod mandate;
pub mod membership;
pub mod merge;
pub mod message;
pub mod notice;
pub mod open;
mod open_day;
pub mod order;
pub mod outbox;
pub mod outgoing;
pub mod party;
pub mod party_card;
pub mod party_page;
pub mod payment;
pub mod phones;
pub mod preference;
pub mod print;
pub mod receipt;
pub mod reconcile;
pub mod refund;
pub mod reminder;
pub mod request;
pub mod search;
pub mod sending;
pub mod site;
pub mod taken;
pub mod tx;
pub mod write_back;

use chrono::NaiveDate;

use crate::domain::money::Money;

/// A connection, as the layers above hand it through. What can be done with it stands in this layer.
pub type Db = rusqlite::Connection;

pub use error::StoreError;
pub use open::Store;
pub use tx::Tx;

/// Reads what stands in the file now, and nothing newer, until it is dropped. `None`: a transaction runs already, and sees what it sees.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn view(conn: &Db) -> Result<Option<rusqlite::Transaction<'_>>, StoreError> {
    Ok(conn.is_autocommit().then(|| conn.unchecked_transaction()).transpose()?)
}

/// A date as days since 1970-01-01.
pub fn to_days(date: NaiveDate) -> i64 {
    i64::from(date.to_epoch_days())
}

/// The date of days since 1970-01-01.
pub fn from_days(days: i64) -> Option<NaiveDate> {
    i32::try_from(days).ok().and_then(NaiveDate::from_epoch_days)
}

/// Money as it is bound to a statement.
pub(crate) fn minor(money: Money) -> i64 {
    money.minor()
}
