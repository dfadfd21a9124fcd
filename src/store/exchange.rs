//! How files of an account come and go (OCR-4, OCR-24), and every one that did so by itself: never twice.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::journal::Entry;
use super::{StoreError, Tx};
use crate::domain::exchange::{ExchangeState, FileState};
use crate::domain::refusal::Refusal;

/// In which direction a file goes: from the bank.
pub const FETCHED: i64 = 1;
/// To the bank.
pub const DELIVERED: i64 = 2;

/// How an account's server is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Server {
    /// Name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Who we are there.
    pub user: String,
    /// Path of our private key.
    pub key_file: String,
    /// Path of the server's public keys.
    pub known_hosts: String,
    /// The server's folder with files for us; empty: nothing is fetched.
    pub fetch_from: String,
    /// The server's folder for files from us; empty: nothing is delivered.
    pub deliver_to: String,
}

/// How files of an account come and go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// The account's key.
    pub account: i64,
    /// Its number, digits only.
    pub number: String,
    /// What people call it.
    pub name: String,
    /// `hand`, `folder`, `sftp`.
    pub way: String,
    /// The server, where one was set.
    pub server: Option<Server>,
    /// When all that was there had been fetched, ms; 0: never.
    pub looked_at_ms: i64,
}

/// A file that came or went by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchanged {
    /// Key.
    pub id: i64,
    /// Its name at the server.
    pub name: String,
    /// Its length in bytes.
    pub length: u64,
    /// When the server says it was written, ms.
    pub modified_ms: i64,
    /// How far it has come.
    pub state: ExchangeState,
    /// How far within that, or why it failed.
    pub detail: String,
}

/// A file that is to go to the bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its key.
    pub file: i64,
    /// Its name.
    pub name: String,
    /// The try that was begun, if any.
    pub begun: Option<Exchanged>,
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// How files of every account come and go.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn setups(conn: &Connection) -> Result<Vec<Setup>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT b.id, b.number, b.name, b.exchange, e.host, e.port, e.user, e.key_file, e.known_hosts, e.fetch_from, e.deliver_to, e.looked_at
         FROM bank_account b LEFT JOIN account_exchange e ON e.account_id = b.id ORDER BY b.id",
    )?;
    let rows = statement.query_map([], |row| {
        let server = match row.get::<_, Option<String>>(4)? {
            None => None,
            Some(host) => Some(Server {
                host,
                port: u16::try_from(row.get::<_, i64>(5)?).unwrap_or(0),
                user: row.get(6)?,
                key_file: row.get(7)?,
                known_hosts: row.get(8)?,
                fetch_from: row.get(9)?,
                deliver_to: row.get(10)?,
            }),
        };
        Ok(Setup {
            account: row.get(0)?,
            number: row.get(1)?,
            name: row.get(2)?,
            way: row.get(3)?,
            server,
            looked_at_ms: row.get::<_, Option<i64>>(11)?.unwrap_or(0),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Sets how files of an account come and go. A server that was set stays known when another way is chosen.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn set(tx: &Tx<'_>, before: &Setup, way: &str, server: Option<&Server>, comment: &str) -> Result<(), StoreError> {
    let conn = tx.conn();
    conn.execute("UPDATE bank_account SET exchange = ?2 WHERE id = ?1", params![before.account, way])?;
    if let Some(server) = server {
        conn.execute(
            "INSERT INTO account_exchange (account_id, host, port, user, key_file, known_hosts, fetch_from, deliver_to) VALUES (?1,?2,?3,?4,?5,?6,?7,?8)
             ON CONFLICT (account_id) DO UPDATE SET host = excluded.host, port = excluded.port, user = excluded.user, key_file = excluded.key_file,
               known_hosts = excluded.known_hosts, fetch_from = excluded.fetch_from, deliver_to = excluded.deliver_to",
            params![
                before.account,
                server.host,
                i64::from(server.port),
                server.user,
                server.key_file,
                server.known_hosts,
                server.fetch_from,
                server.deliver_to
            ],
        )?;
    }
    let (was, is) = (
        told(&before.way, before.server.as_ref()),
        told(way, server.or(before.server.as_ref())),
    );
    tx.log(&Entry {
        kind: "bank_account",
        id: before.account,
        action: "exchange_set",
        comment,
        before: Some(&was),
        after: Some(&is),
    })?;
    Ok(())
}

/// A set-up for the change log. It names the key's place; the key itself is nowhere.
fn told(way: &str, server: Option<&Server>) -> String {
    let mut told = serde_json::json!({ "exchange": way });
    if let (Some(server), Some(map)) = (server, told.as_object_mut()) {
        let reached = format!("{}@{}:{}", server.user, server.host, server.port);
        for (name, value) in [
            ("sftp", &reached),
            ("key_file", &server.key_file),
            ("known_hosts", &server.known_hosts),
            ("fetch_from", &server.fetch_from),
            ("deliver_to", &server.deliver_to),
        ] {
            map.insert(name.to_owned(), value.as_str().into());
        }
    }
    told.to_string()
}

/// Notes that all that was there has been fetched, and what waited has been delivered.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn looked(tx: &Tx<'_>, account: i64) -> Result<(), StoreError> {
    let sql = "UPDATE account_exchange SET looked_at = ?2 WHERE account_id = ?1";
    tx.conn().execute(sql, params![account, tx.actor().at_ms])?;
    Ok(())
}

const ROW: &str = "id, name, length, modified_at, state, detail";

fn exchanged(row: &Row<'_>) -> rusqlite::Result<Exchanged> {
    Ok(Exchanged {
        id: row.get(0)?,
        name: row.get(1)?,
        length: count(row.get(2)?),
        modified_ms: row.get(3)?,
        state: ExchangeState::from_number(row.get(4)?).unwrap_or(ExchangeState::Begun),
        detail: row.get(5)?,
    })
}

/// What was fetched, or begun, under a name.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn named(conn: &Connection, account: i64, name: &str) -> Result<Vec<Exchanged>, StoreError> {
    let sql = format!("SELECT {ROW} FROM exchanged WHERE account_id = ?1 AND direction = {FETCHED} AND name = ?2 ORDER BY id DESC");
    let mut statement = conn.prepare_cached(&sql)?;
    Ok(statement.query_map(params![account, name], exchanged)?.collect::<Result<_, _>>()?)
}

/// What was begun to be fetched and is not done.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn begun(conn: &Connection, account: i64) -> Result<Vec<Exchanged>, StoreError> {
    let sql = format!("SELECT {ROW} FROM exchanged WHERE account_id = ?1 AND direction = {FETCHED} AND state = 1 ORDER BY id");
    let mut statement = conn.prepare_cached(&sql)?;
    Ok(statement.query_map([account], exchanged)?.collect::<Result<_, _>>()?)
}

/// Files that were sent by a person's word, and have not been delivered (OCR-3). Oldest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn waiting(conn: &Connection, account: i64) -> Result<Vec<Waiting>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT f.id, f.name FROM bank_file f WHERE f.direction = 2 AND f.state = ?2 AND f.account_id = ?1
         AND NOT EXISTS (SELECT 1 FROM exchanged e WHERE e.file_id = f.id AND e.direction = 2 AND e.state = 2) ORDER BY f.id",
    )?;
    let files = statement.query_map(params![account, FileState::Sent.number()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let sql = format!("SELECT {ROW} FROM exchanged WHERE file_id = ?1 AND direction = {DELIVERED} ORDER BY id DESC LIMIT 1");
    let mut last = conn.prepare_cached(&sql)?;
    let mut all = Vec::new();
    for file in files {
        let (file, name): (i64, String) = file?;
        let begun = last.query_row([file], exchanged).optional()?;
        all.push(Waiting { file, name, begun });
    }
    Ok(all)
}

/// A file that is begun to be fetched or delivered.
#[derive(Clone, Copy, Debug)]
pub struct Beginning<'a> {
    /// The account's key.
    pub account: i64,
    /// [`FETCHED`] or [`DELIVERED`].
    pub direction: i64,
    /// Its name at the server.
    pub name: &'a str,
    /// Its length in bytes.
    pub length: u64,
    /// When the server says it was written, ms.
    pub modified_ms: i64,
    /// The file that is delivered.
    pub file: Option<i64>,
}

/// Notes that a transfer begins; its key.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn begin(tx: &Tx<'_>, new: &Beginning<'_>) -> Result<i64, StoreError> {
    let (conn, actor) = (tx.conn(), tx.actor());
    let length = i64::try_from(new.length).unwrap_or(i64::MAX);
    conn.execute(
        "INSERT INTO exchanged (account_id, direction, name, length, modified_at, digest, file_id, state, at, operator) VALUES (?1,?2,?3,?4,?5,x'',?6,?7,?8,?9)",
        params![
            new.account,
            new.direction,
            new.name,
            length,
            new.modified_ms,
            new.file,
            ExchangeState::Begun.number(),
            actor.at_ms,
            actor.operator
        ],
    )?;
    let id = conn.last_insert_rowid();
    let after = serde_json::json!({ "name": new.name, "length": new.length }).to_string();
    log(tx, id, "exchange_begun", &after)?;
    Ok(id)
}

fn log(tx: &Tx<'_>, id: i64, action: &str, after: &str) -> Result<(), StoreError> {
    tx.log(&Entry {
        kind: "exchange",
        id,
        action,
        comment: "",
        before: None,
        after: Some(after),
    })?;
    Ok(())
}

/// How far a transfer that is begun has come, or why it failed; it may be tried again.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn step(tx: &Tx<'_>, id: i64, state: ExchangeState, detail: &str) -> Result<(), StoreError> {
    let sql = "UPDATE exchanged SET state = ?2, detail = ?3, at = ?4 WHERE id = ?1";
    tx.conn().execute(sql, params![id, state.number(), detail, tx.actor().at_ms])?;
    let after = serde_json::json!({ "state": state.code(), "detail": detail }).to_string();
    log(
        tx,
        id,
        if state == ExchangeState::Failed {
            "exchange_failed"
        } else {
            "exchange_begun"
        },
        &after,
    )
}

/// A transfer is done, with the SHA-256 of what came or went.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn done(tx: &Tx<'_>, id: i64, direction: i64, digest: &[u8; 32], detail: &str) -> Result<(), StoreError> {
    let sql = "UPDATE exchanged SET state = ?2, digest = ?3, detail = ?4, at = ?5 WHERE id = ?1";
    tx.conn().execute(
        sql,
        params![id, ExchangeState::Done.number(), digest.as_slice(), detail, tx.actor().at_ms],
    )?;
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let after = serde_json::json!({ "state": "done", "sha256": hex, "detail": detail }).to_string();
    log(tx, id, if direction == FETCHED { "fetched" } else { "delivered" }, &after)
}

/// Which bank file a fetched file became.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn became(tx: &Tx<'_>, account: i64, digest: &[u8; 32], file: i64) -> Result<(), StoreError> {
    let sql = "UPDATE exchanged SET file_id = ?3 WHERE account_id = ?1 AND direction = 1 AND digest = ?2 AND file_id IS NULL RETURNING id";
    let mut statement = tx.conn().prepare_cached(sql)?;
    let ids: Vec<i64> = statement
        .query_map(params![account, digest.as_slice(), file], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let after = serde_json::json!({ "bank_file": file }).to_string();
    ids.into_iter().try_for_each(|id| log(tx, id, "exchange_imported", &after))
}

/// The set-up of an account by its number as people write it.
///
/// # Errors
/// [`Refusal::ExchangeNoAccount`].
pub fn find(conn: &Connection, number: &str) -> Result<Setup, StoreError> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let wanted = digits(number);
    let found = setups(conn)?.into_iter().find(|setup| digits(&setup.number) == wanted);
    found.ok_or_else(|| Refusal::ExchangeNoAccount { wanted: number.to_owned() }.into())
}
