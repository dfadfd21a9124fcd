//! The simulated provider and the simulated telephones: the gateway of every site that has chosen no other (gateways.md
//! 10.6). No network; one SQLite file of its own that several processes use at once, so that a console, a `fordring
//! simulate` beside it and the screen *Simulert telefon* see the same.
//!
//! It plays **another company's system**: nothing here knows orders or claims, and what the site does not ask for it does
//! not hear. Most numbers and amounts work as they should. These do not, so that everything that can go wrong can be tried:
//!
//! | number ends in | message |
//! |---|---|
//! | `0001` | refused at once, code `21` |
//! | `0002` | taken and sent; the report says failed, code `70` |
//! | `0005` | taken and sent, but the answer is lost: the first call says "no answer", the same key again succeeds |
//! | `0008` | the report comes after an hour |
//! | `0009` | the gateway cannot be reached |
//! | `0010` | sent, and no report ever comes |
//! | `0011` | busy (`429`) the first two times |
//!
//! | amount ends in | payment |
//! |---|---|
//! | `,01` | the customer pays by themselves after 5 seconds |
//! | `,02` | refused when the link is made, code `CREDIT_DENIED` |
//! | `,03` | the customer pays one krone too little |
//! | `,04` | crossing: when the link is cancelled the customer has just paid, and cancel answers paid |
//! | `,05` | the link is made but the answer is lost: the same reference again answers with it |
//! | `,06` | the provider cannot be reached for cancel the first three times |
//! | `,07` | cancel is put off the first two times, for the customer is in the middle of paying; they give up |
//! | `,08` | cancel answers dead, and after 5 seconds it is paid all the same |
//! | `,09` | money is given back, but the answer is lost |
//! | `,10` | money is taken, but the answer is lost |
//! | `,11` | giving money back is refused, code `REFUND_DENIED` |
//! | `,12` | the customer declines by themselves after 5 seconds |
//! | `,13` | the link lives for 5 seconds only |
//! | `,14` | busy (`503`) the first two times that the link is made |
//! | `,15` | the link is cancelled but the answer is lost |
//!
//! | number ends in | charge |
//! |---|---|
//! | `0001` | refused at once, code `21` |
//! | `0005` | the money is drawn, but the answer is lost: the first call says "no answer", the same key again answers |
//! | `0009` | the provider cannot be reached |
//! | `0011` | busy (`429`) the first two times |
//! | `0020` … `0025` | no funds, barred, too young, over the limit, not registered, declined |
//! | `0026` | declined by silence: after half a minute |
//! | `0030` | delivered, not billed |
//! | `0031` | billed, not delivered |
//! | `0032` | nobody knows |
//! | `0033` | no outcome ever comes |
//! | `0008`, `0035` | paid after an hour, after half a minute |
//!
//! | e-mail to | letter |
//! |---|---|
//! | `refused@…` | refused, code `550` |
//! | `busy@…` | busy (`451`) the first two times |
//! | `lost@…` | taken, but the answer is lost |
//! | `nowhere@…` | the server cannot be reached |
//!
//! "Lost" loses the first answer only. Ordinary reports come after [`REPORT_AFTER_MS`]. [`Simulator::set_offline`] takes
//! the site's network away: every call of the site then says "not reached", while customers go on reading and paying.

mod charges;
mod customer;
mod mails;
mod messages;
mod payments;
mod script;
mod settle;

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OptionalExtension, Transaction, TransactionBehavior, params};

use super::PortError;
use crate::domain::money::Money;
use script::AmountScript;

pub use charges::SimCharge;
pub use customer::{LinkAnswer, Phone, SimMessage, SimPayment};
pub use mails::SimMail;
pub use settle::{FEE_PER_THOUSAND, Settlement, SettlementRow};

/// When the report of an ordinary message comes, ms after it was handed over.
pub const REPORT_AFTER_MS: i64 = 3_000;
/// When customers do something by themselves, ms after it became possible.
pub const BY_ITSELF_AFTER_MS: i64 = 5_000;
/// The report of numbers that end in `0008`.
const SLOW_REPORT_AFTER_MS: i64 = 3_600_000;
/// What links begin with. The name is reserved for examples: nobody can be led astray by it.
pub const LINK_START: &str = "https://simulert.example/b/";
/// How long a call waits for another process.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How long between attempts to turn the write-ahead log on.
const WAL_RETRY: Duration = Duration::from_millis(20);

/// Why the simulator itself could not do something.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SimError {
    /// Its file.
    #[error("the file of the simulator: {0}")]
    File(String),
    /// No such link.
    #[error("no such link: {0}")]
    UnknownLink(String),
    /// No such message, or it is not on its way any more.
    #[error("no message {0} that is on its way")]
    UnknownMessage(i64),
    /// Nobody pays nothing or less.
    #[error("{0} cannot be paid")]
    NoAmount(Money),
}

impl From<rusqlite::Error> for SimError {
    fn from(error: rusqlite::Error) -> SimError {
        SimError::File(error.to_string())
    }
}

/// Why a call of the site failed inside: either the answer that the script wants, or the file.
enum Fault {
    Answer(PortError),
    File(rusqlite::Error),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Fault {
        Fault::File(error)
    }
}

impl From<PortError> for Fault {
    fn from(error: PortError) -> Fault {
        Fault::Answer(error)
    }
}

/// What a call of the site came to inside its transaction. A lost answer took effect, so it is not an error there.
enum Outcome<T> {
    Answer(T),
    Lost,
    /// Remembered (the number of attempts), and nothing else done.
    Failed(PortError),
}

/// The simulated provider with its telephones. For the site it is a [`super::Messages`] and a [`super::Payments`]; what the
/// customers do are its own functions.
pub struct Simulator {
    conn: Connection,
    now_ms: fn() -> i64,
    /// News of charges up to this one were taken: they are not looked at again.
    news_taken: i64,
    /// The last message of the row of those that were all seen and move no more.
    messages_taken: i64,
}

impl Simulator {
    /// Opens the file, or makes it.
    ///
    /// # Errors
    /// [`SimError::File`].
    pub fn open(path: &Path, now_ms: fn() -> i64) -> Result<Simulator, SimError> {
        make_private(path).map_err(|error| SimError::File(error.to_string()))?;
        let mut conn = Connection::open(path)?;
        conn.busy_timeout(BUSY_TIMEOUT)?;
        use_wal(&conn)?;
        conn.pragma_update(None, "synchronous", "normal")?;
        conn.pragma_update(None, "foreign_keys", true)?;
        conn.pragma_update(None, "trusted_schema", false)?;
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        tx.execute_batch(include_str!("schema.sql"))?;
        tx.commit()?;
        Ok(Simulator {
            conn,
            now_ms,
            news_taken: 0,
            messages_taken: 0,
        })
    }

    /// Takes the site's network away, or gives it back.
    ///
    /// # Errors
    /// [`SimError::File`].
    pub fn set_offline(&mut self, offline: bool) -> Result<(), SimError> {
        self.conn.execute(
            "INSERT INTO setting(name, value) VALUES('offline', ?1) ON CONFLICT(name) DO UPDATE SET value = ?1",
            params![offline],
        )?;
        Ok(())
    }

    /// Whether the site's network is away.
    ///
    /// # Errors
    /// [`SimError::File`].
    pub fn offline(&self) -> Result<bool, SimError> {
        Ok(is_offline(&self.conn)?)
    }

    /// One transaction that begins by doing what customers and networks did by themselves until now.
    fn change<T, E: From<rusqlite::Error>>(&mut self, work: impl FnOnce(&Transaction<'_>, i64) -> Result<T, E>) -> Result<T, E> {
        let now = (self.now_ms)();
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        advance(&tx, now)?;
        let done = work(&tx, now)?;
        tx.commit()?;
        Ok(done)
    }

    /// A call of the site: off line nobody hears it, and what the script says about its answer is done.
    fn call<T>(&mut self, work: impl FnOnce(&Transaction<'_>, i64) -> Result<Outcome<T>, Fault>) -> Result<T, PortError> {
        let done = self.change(|tx, now| {
            if is_offline(tx)? {
                return Err(Fault::Answer(not_reached("the simulated network is off")));
            }
            work(tx, now)
        });
        match done {
            Ok(Outcome::Answer(answer)) => Ok(answer),
            Ok(Outcome::Lost) => Err(PortError::NoAnswer {
                detail: "simulated: the answer was lost".to_owned(),
            }),
            Ok(Outcome::Failed(error)) | Err(Fault::Answer(error)) => Err(error),
            // Rolled back: nothing happened.
            Err(Fault::File(error)) => Err(not_reached(&format!("the file of the simulator: {error}"))),
        }
    }

    fn examine_file(&self) -> Vec<String> {
        match is_offline(&self.conn) {
            Ok(false) => Vec::new(),
            Ok(true) => vec!["the simulated network is off".to_owned()],
            Err(error) => vec![format!("the file of the simulator: {error}")],
        }
    }
}

/// An empty file of the owner's own, if there is none: there will be telephone numbers in it.
fn make_private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Turning the write-ahead log on does not wait for others who do the same with a new file, so it is tried again.
fn use_wal(conn: &Connection) -> rusqlite::Result<()> {
    let mut left = BUSY_TIMEOUT;
    loop {
        match conn.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())) {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && left > WAL_RETRY => {
                left = left.saturating_sub(WAL_RETRY);
                std::thread::sleep(WAL_RETRY);
            }
            other => return other,
        }
    }
}

fn is_offline(conn: &Connection) -> rusqlite::Result<bool> {
    let found: Option<bool> = conn
        .query_row("SELECT value FROM setting WHERE name = 'offline'", [], |row| row.get(0))
        .optional()?;
    Ok(found.unwrap_or(false))
}

/// How often this was asked for, this time included.
fn times(tx: &Transaction<'_>, what: &str, whose: &str) -> rusqlite::Result<i64> {
    tx.query_row(
        "INSERT INTO attempt(what, times) VALUES(?1, 1) ON CONFLICT(what) DO UPDATE SET times = times + 1 RETURNING times",
        params![format!("{what}:{whose}")],
        |row| row.get(0),
    )
}

/// Reports that came, customers who paid or declined, links that ran out.
fn advance(tx: &Transaction<'_>, now: i64) -> rusqlite::Result<()> {
    tx.execute(
        "UPDATE message SET state = iif(due_code = '', 'delivered', 'failed'), code = due_code, due_ms = NULL WHERE due_ms <= ?1",
        params![now],
    )?;
    charges::advance(tx, now)?;
    let due: Vec<(i64, String)> = tx
        .prepare_cached("SELECT id, due FROM payment WHERE due_ms <= ?1 ORDER BY due_ms, id")?
        .query_map(params![now], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (id, what) in due {
        match what.as_str() {
            // Each at its own moment, not at the moment that somebody looked.
            "pay" => tx.execute(
                "UPDATE payment SET state = 'paid', word = 'PAID', authorised = amount, paid_ms = due_ms \
                 WHERE id = ?1 AND state IN ('open', 'underway') AND due_ms < expires_ms",
                params![id],
            )?,
            "pay-though-dead" => tx.execute(
                "UPDATE payment SET state = 'paid', word = 'PAID', authorised = amount, paid_ms = due_ms WHERE id = ?1 AND state = 'dead'",
                params![id],
            )?,
            _ => tx.execute(
                "UPDATE payment SET state = 'dead', word = 'DECLINED' WHERE id = ?1 AND state IN ('open', 'underway')",
                params![id],
            )?,
        };
        tx.execute("UPDATE payment SET due = '', due_ms = NULL WHERE id = ?1", params![id])?;
    }
    tx.execute(
        "UPDATE payment SET state = 'dead', word = 'EXPIRED' WHERE state IN ('open', 'underway') AND expires_ms <= ?1",
        params![now],
    )?;
    Ok(())
}

fn not_reached(detail: &str) -> PortError {
    PortError::NotReached { detail: detail.to_owned() }
}

fn refused(code: &str, detail: &str) -> PortError {
    PortError::Refused {
        code: code.to_owned(),
        detail: detail.to_owned(),
    }
}

fn temporary(code: &str, detail: &str) -> PortError {
    PortError::Temporary {
        code: code.to_owned(),
        detail: detail.to_owned(),
    }
}
