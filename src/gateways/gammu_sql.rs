//! gammu-smsd with its SQLite backend: rows in the daemon's own file (gateways.md 2.2 and 6).
//!
//! The key stands in `CreatorID`, which the daemon carries from `outbox` to `sentitems`; a row is inserted only when neither
//! has it, in one transaction. Coding, parts with their joining header, and the time are all said explicitly: the daemon
//! does not split, replaces letters under a wrong coding, and compares times of the wall clock with defaults in UTC.
//!
//! The file is switched to a write-ahead log, the one thing of it that we change (see `open`).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params};
use serde::Deserialize;

use super::sending::{is_closed, is_key, join_header, moved, ready, together, trouble, wall_clock};
use super::{MessageCaps, MessageEvent, MessageNews, MessageState, Messages, OutMessage, PortError};
use crate::domain::message::Coding;

mod inbox;

/// Where the daemon's file is, from the settings.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GammuSqlConfig {
    /// The file that `DBDir` and `Database` of smsdrc name.
    pub database: PathBuf,
    /// `PhoneID` of smsdrc: whose messages are ours to send and to read.
    pub phone_id: String,
    /// After how long in `outbox` the daemon counts as stuck.
    #[serde(default = "ten")]
    pub stuck_after_minutes: u32,
}

fn ten() -> u32 {
    10
}

/// How long we wait while the daemon writes.
const BUSY: Duration = Duration::from_secs(5);

/// The schema that is spoken: `gammu.Version`.
const SCHEMA: i64 = 17;

/// Before the key in `CreatorID`, so that the rows of other programs are not taken for ours.
const OURS: &str = "fordring:";

/// How the daemon writes a time of the wall clock.
const TIME: &str = "%Y-%m-%d %H:%M:%S";

/// The gateway. The file is opened for each call: the daemon's owner may replace it.
pub struct GammuSql {
    config: GammuSqlConfig,
    now_ms: fn() -> i64,
}

/// What an error of the file means before anything was committed: a lock passes, everything else was not reached.
fn unreached(path: &Path, error: &rusqlite::Error) -> PortError {
    let detail = format!("{}: {error}", path.display());
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => PortError::Temporary {
            code: "busy".to_owned(),
            detail,
        },
        _ => PortError::NotReached { detail },
    }
}

impl GammuSql {
    /// The gateway on the daemon's file. Touches nothing yet. `now_ms` is the clock, ms since 1970 UTC.
    pub fn new(config: &GammuSqlConfig, now_ms: fn() -> i64) -> GammuSql {
        GammuSql {
            config: config.clone(),
            now_ms,
        }
    }

    fn open(&self) -> rusqlite::Result<Connection> {
        // Never made by us: an empty file at a mistyped path would swallow every message.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.config.database, flags)?;
        connection.busy_timeout(BUSY)?;
        // The daemon does not wait for a lock: a reader that is in its way makes it forget that it sent a message, send it
        // again, or stand still for good (seen). With a write-ahead log readers are in nobody's way. It stays with the file.
        let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
        if mode != "wal" {
            connection.pragma_update(None, "journal_mode", "wal")?;
        }
        Ok(connection)
    }

    fn wall_clock(&self, minutes_ago: u32) -> String {
        let ms = (self.now_ms)() - i64::from(minutes_ago) * 60_000;
        wall_clock(ms).map_or_else(String::new, |at| at.format(TIME).to_string())
    }

    /// Reads in one transaction: a row on its way from `outbox` to `sentitems` is in one of them at least.
    fn read<T>(&self, work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>) -> Result<T, PortError> {
        let read = || {
            let mut connection = self.open()?;
            let tx = connection.transaction()?;
            work(&tx)
        };
        read().map_err(|e| unreached(&self.config.database, &e))
    }

    fn insert(&self, tx: &Transaction<'_>, message: &OutMessage<'_>, coding: Coding, parts: &[&str]) -> rusqlite::Result<()> {
        let creator = format!("{OURS}{}", message.key);
        if is_known(tx, &creator)? {
            return Ok(());
        }
        let coding = match coding {
            Coding::Gsm7 => "Default_No_Compression",
            Coding::Ucs2 => "Unicode_No_Compression",
        };
        let total = parts.len();
        let header = |number| {
            let hex = |bytes: [u8; 6]| bytes.iter().map(|byte| format!("{byte:02X}")).collect::<String>();
            (total > 1).then(|| hex(join_header(message.key, total, number)))
        };
        let now = self.wall_clock(0);
        tx.execute(
            "INSERT INTO outbox(DestinationNumber, TextDecoded, Coding, UDH, MultiPart, CreatorID, SenderID, DeliveryReport,
                                SendingDateTime, SendingTimeOut)
             VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, 'yes', ?8, ?8)",
            params![
                message.to,
                parts.first().copied().unwrap_or_default(),
                coding,
                header(1),
                if total > 1 { "true" } else { "false" },
                creator,
                self.config.phone_id,
                now,
            ],
        )?;
        let row = tx.last_insert_rowid();
        for (number, part) in (1..).zip(parts).skip(1) {
            tx.execute(
                "INSERT INTO outbox_multipart(ID, SequencePosition, TextDecoded, Coding, UDH) VALUES(?1, ?2, ?3, ?4, ?5)",
                params![row, i64::try_from(number).unwrap_or(i64::MAX), part, coding, header(number)],
            )?;
        }
        Ok(())
    }

    fn stuck(&self, tx: &Transaction<'_>) -> rusqlite::Result<Option<(String, String)>> {
        let before = self.wall_clock(self.config.stuck_after_minutes);
        let sql = "SELECT ID, SendingDateTime, count(*) OVER () FROM outbox
                   WHERE SenderID = ?1 AND SendingDateTime < ?2 ORDER BY SendingDateTime, ID LIMIT 1";
        tx.query_row(sql, params![self.config.phone_id, before], |row| {
            let (id, since, late): (i64, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let detail = format!("gammu-smsd seems stuck: {late} waiting in the outbox, the oldest since {since}");
            Ok((format!("stuck:{id}"), detail))
        })
        .optional()
    }
}

fn is_known(tx: &Transaction<'_>, creator: &str) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS(SELECT 1 FROM outbox WHERE CreatorID = ?1) OR EXISTS(SELECT 1 FROM sentitems WHERE CreatorID = ?1)";
    tx.query_row(sql, [creator], |row| row.get(0))
}

/// What became of a message, by its `CreatorID`.
fn state(tx: &Transaction<'_>, creator: &str) -> rusqlite::Result<MessageState> {
    // While parts are being sent, the first are in `sentitems` and the row is still in `outbox`.
    let waiting: bool = tx.query_row("SELECT EXISTS(SELECT 1 FROM outbox WHERE CreatorID = ?1)", [creator], |row| {
        row.get(0)
    })?;
    if waiting {
        return Ok(MessageState::Pending);
    }
    let mut rows = tx
        .prepare_cached("SELECT Status, TPMR, StatusCode, StatusError FROM sentitems WHERE CreatorID = ?1 ORDER BY ID, SequencePosition")?;
    let parts = rows.query_map([creator], |row| {
        let (status, reference): (String, i64) = (row.get(0)?, row.get(1)?);
        let (cms, tp_status): (i64, i64) = (row.get(2)?, row.get(3)?);
        Ok(match status.as_str() {
            "DeliveryOK" => MessageState::Delivered,
            "DeliveryFailed" => MessageState::Failed {
                code: format!("status {tp_status}"),
                text: status,
            },
            "SendingError" | "Error" => MessageState::Failed {
                code: if cms >= 0 { format!("CMS {cms}") } else { "smsd".to_owned() },
                text: status,
            },
            // SendingOK, SendingOKNoReport, DeliveryPending, DeliveryUnknown.
            _ => MessageState::Sent {
                reference: (reference >= 0).then(|| reference.to_string()),
            },
        })
    })?;
    Ok(together(parts.collect::<Result<_, _>>()?))
}

impl Messages for GammuSql {
    fn id(&self) -> &'static str {
        "gammu-sql"
    }

    fn caps(&self) -> MessageCaps {
        MessageCaps {
            keyed: true,
            reports: true,
            incoming: true,
        }
    }

    fn hand_over(&mut self, message: &OutMessage<'_>) -> Result<(), PortError> {
        let cut = ready(message)?;
        let path = &self.config.database;
        let mut connection = self.open().map_err(|e| unreached(path, &e))?;
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let tx = tx.map_err(|e| unreached(path, &e))?;
        self.insert(&tx, message, cut.coding, &cut.parts).map_err(|e| unreached(path, &e))?;
        // A commit that fails may have happened; asked again under the same key, the row is found or not.
        tx.commit().map_err(|error| PortError::NoAnswer {
            detail: format!("{}: {error}", path.display()),
        })
    }

    fn look_up(&mut self, key: &str) -> Result<MessageState, PortError> {
        self.read(|tx| state(tx, &format!("{OURS}{key}")))
    }

    fn withdraw(&mut self, key: &str) -> Result<MessageState, PortError> {
        let creator = format!("{OURS}{key}");
        let take = || -> rusqlite::Result<()> {
            let mut connection = self.open()?;
            let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // The daemon sets `SendingTimeOut` ahead before it sends, and leaves a row alone that is gone by then.
            let sql = "SELECT ID FROM outbox WHERE CreatorID = ?1 AND SendingTimeOut <= ?2
                       AND NOT EXISTS(SELECT 1 FROM sentitems s WHERE s.ID = outbox.ID)";
            let row: Option<i64> = tx.query_row(sql, [&creator, &self.wall_clock(0)], |row| row.get(0)).optional()?;
            tx.execute("DELETE FROM outbox_multipart WHERE ID = ?1", [row])?;
            tx.execute("DELETE FROM outbox WHERE ID = ?1", [row])?;
            tx.commit()
        };
        take().map_err(|e| unreached(&self.config.database, &e))?;
        self.look_up(key)
    }

    fn poll(&mut self, seen: &dyn Fn(&str) -> bool) -> Result<Vec<MessageNews>, PortError> {
        self.read(|tx| {
            let mut news = Vec::new();
            let mut rows = tx.prepare_cached(
                "SELECT DISTINCT substr(CreatorID, length(?1) + 1) FROM sentitems WHERE substr(CreatorID, 1, length(?1)) = ?1",
            )?;
            let keys: Vec<String> = rows.query_map([OURS], |row| row.get(0))?.collect::<Result<_, _>>()?;
            for key in keys.iter().filter(|key| is_key(key) && !is_closed(key, seen)) {
                news.extend(moved(key, state(tx, &format!("{OURS}{key}"))?, seen));
            }
            let mut told = BTreeSet::new();
            for message in inbox::messages(tx, &self.config.phone_id)? {
                if !seen(&message.id) && told.insert(message.id.clone()) {
                    news.push(MessageNews {
                        id: message.id,
                        event: MessageEvent::Incoming {
                            from: message.from,
                            text: message.text,
                            sent_at_ms: message.sent_at_ms,
                        },
                    });
                }
            }
            news.extend(self.stuck(tx)?.and_then(|(id, detail)| trouble(id, detail, seen)));
            Ok(news)
        })
    }

    fn examine(&mut self) -> Vec<String> {
        let path = self.config.database.display();
        let looked = || -> rusqlite::Result<(i64, bool)> {
            let mut connection = self.open()?;
            // Taking the lock and letting it go shows that the file and its folder can be written.
            let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let version = tx.query_row("SELECT max(Version) FROM gammu", [], |row| row.get(0))?;
            let sql = "SELECT EXISTS(SELECT 1 FROM phones WHERE ID = ?1)";
            let known = tx.query_row(sql, [&self.config.phone_id], |row| row.get(0))?;
            Ok((version, known))
        };
        match looked() {
            Err(error) => vec![format!("{path}: {error}")],
            Ok((version, _)) if version != SCHEMA => {
                vec![format!("{path}: schema version {version}; version {SCHEMA} is spoken (gammu 1.42)")]
            }
            Ok((_, false)) => vec![format!(
                "{path}: no gammu-smsd with PhoneID {} has ever used this file",
                self.config.phone_id
            )],
            Ok(_) => Vec::new(),
        }
    }
}
