//! The invariants, in one place: asserted for what a use case touched before it commits, and for the whole file by
//! `fordring check`.

mod rules;

pub use rules::FAULTS;
use rules::{CLAIM_RULES, FILE_RULES};

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::{StoreError, journal};
use crate::domain::claim::{Cost, Void};
use crate::domain::ledger::Role;
use crate::domain::money::Money;

/// Something that does not hold. `what` has a text under `check-WHAT`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which invariant.
    pub what: &'static str,
    /// Key or number of the thing.
    pub id: i64,
    /// What SQLite said, or nothing.
    pub detail: String,
}

/// How many faults of one kind are told.
const TOLD_MAX: i64 = 20;

/// The first invariant that does not hold on a claim.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn claim_fault(conn: &Connection, id: i64) -> Result<Option<&'static str>, StoreError> {
    for (what, broken) in CLAIM_RULES {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM claim c WHERE c.id = ?1 AND ({broken}))");
        if conn.prepare_cached(&sql)?.query_row([id], |row| row.get::<_, bool>(0))? {
            return Ok(Some(what));
        }
    }
    Ok(None)
}

/// The first invariant that does not hold on a payment: all of it is left over, on claims, or away.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn payment_fault(conn: &Connection, id: i64) -> Result<Option<&'static str>, StoreError> {
    let sql = "SELECT amount > 0 AND (used > amount OR used < 0 OR used <> (SELECT coalesce(sum(a.amount), 0) FROM allocation a
             WHERE a.payment_id = ?1 AND a.undone_seq IS NULL AND a.claim_id IN (SELECT claim_id FROM payment WHERE id = ?1 AND claim_id IS NOT NULL
               UNION SELECT claim_id FROM movement WHERE payment_id = ?1 AND claim_id IS NOT NULL))
           + (SELECT coalesce(sum(w.amount), 0) FROM away w WHERE w.payment_id = ?1 AND w.undone_seq IS NULL))
         OR amount < 0 AND (used NOT IN (0, amount) OR (SELECT coalesce(sum(w.amount), 0) FROM away w WHERE w.payment_id = ?1 AND w.undone_seq IS NULL)
             NOT IN (0, -used)) FROM payment WHERE id = ?1";
    let broken: Option<bool> = conn.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?;
    Ok((broken == Some(true)).then_some("payment-whereabouts"))
}

/// How many payments a range of keys holds, and their signed sum.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn file_sums(conn: &Connection, (first, last): (i64, i64)) -> Result<(i64, Money), StoreError> {
    let mut statement = conn.prepare_cached("SELECT count(*), coalesce(sum(amount), 0) FROM payment WHERE id BETWEEN ?1 AND ?2")?;
    Ok(statement.query_row([first, last], |row| Ok((row.get(0)?, Money::from_minor(row.get(1)?))))?)
}

/// A digest of what may never change on the payments of a file, in the order of their keys, in hexadecimal: the change log of
/// the file names it.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn payments_digest(conn: &Connection, file: i64, payments: Option<(i64, i64)>) -> Result<String, StoreError> {
    payments.map_or(Ok(String::new()), |range| Ok(digest_of(conn, file, range)?.hex()))
}

/// The digest of the payments of a file in a range of keys; those of others may lie between them.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn digest_of(conn: &Connection, file: i64, (first, last): (i64, i64)) -> Result<PaymentsDigest, StoreError> {
    let mut digest = PaymentsDigest::default();
    let mut statement = conn.prepare_cached(
        "SELECT id, seq, account_id, amount, booked_on, reference, payer_account, archive_reference, lump_key, kind, text, payer_name, payer_number FROM payment WHERE id BETWEEN ?1 AND ?2 AND file_id = ?3 ORDER BY id",
    )?;
    let mut rows = statement.query([first, last, file])?;
    while let Some(row) = rows.next()? {
        let (mut numbers, mut texts) = ([0; 5], [None; 6]);
        for (at, number) in numbers.iter_mut().enumerate() {
            *number = row.get(at)?;
        }
        for (at, text) in texts.iter_mut().enumerate() {
            *text = row.get_ref(at + 5)?.as_str_or_null().map_err(rusqlite::Error::from)?;
        }
        digest.add(numbers, texts);
        let (mut payer, at) = ([None; 2], numbers.len() + texts.len());
        for (place, text) in payer.iter_mut().enumerate() {
            *text = row.get_ref(at + place)?.as_str_or_null().map_err(rusqlite::Error::from)?;
        }
        digest.add_payer(payer);
    }
    Ok(digest)
}

/// The digest of what may never change on payments, as it grows.
#[derive(Default)]
pub struct PaymentsDigest(Sha256);

impl PaymentsDigest {
    /// Adds a payment: key, place in the file, account, signed amount, booked; reference, payer's account, archive reference,
    /// lump sum, type, text.
    pub fn add(&mut self, numbers: [i64; 5], texts: [Option<&str>; 6]) {
        for number in numbers {
            self.0.update(number.to_be_bytes());
        }
        for text in texts {
            self.0.update([u8::from(text.is_some())]);
            self.0.update(text.unwrap_or_default().as_bytes());
            self.0.update([0x1f]);
        }
    }

    /// Adds the payer's name and number, where the payment added last has one: payments of older files have neither.
    pub fn add_payer(&mut self, texts: [Option<&str>; 2]) {
        if texts.iter().any(Option::is_some) {
            for text in texts {
                self.0.update([b'p', u8::from(text.is_some())]);
                self.0.update(text.unwrap_or_default().as_bytes());
                self.0.update([0x1f]);
            }
        }
    }

    /// In hexadecimal.
    pub fn hex(self) -> String {
        hex(self.0)
    }
}

/// How many payments of a range stand on claims, and their sum.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn placed_sums(conn: &Connection, (first, last): (i64, i64)) -> Result<(i64, Money), StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT count(*), coalesce(sum(amount), 0) FROM payment WHERE id BETWEEN ?1 AND ?2 AND claim_id IS NOT NULL")?;
    Ok(statement.query_row([first, last], |row| Ok((row.get(0)?, Money::from_minor(row.get(1)?))))?)
}

/// A payment of a range that names a party that is not there.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn orphan_of(conn: &Connection, (first, last): (i64, i64)) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT p.id FROM payment p WHERE p.id BETWEEN ?1 AND ?2 AND p.party_id IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM party y WHERE y.id = p.party_id) LIMIT 1";
    Ok(conn.prepare(sql)?.query_row([first, last], |row| row.get(0)).optional()?)
}

/// The digest of the bytes of a bank file, as it grows.
#[derive(Default)]
pub struct BytesDigest(Sha256);

impl BytesDigest {
    /// Adds a piece.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// In hexadecimal.
    pub fn hex(self) -> String {
        hex(self.0)
    }
}

fn hex(sha: Sha256) -> String {
    let digest: [u8; 32] = sha.finalize().into();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A digest of the bytes of a bank file as they are kept: the change log of the file names it.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn bytes_digest(conn: &Connection, file: i64) -> Result<String, StoreError> {
    let mut digest = BytesDigest::default();
    let mut statement = conn.prepare_cached("SELECT bytes FROM bank_file_chunk WHERE file_id = ?1 ORDER BY no")?;
    let mut rows = statement.query([file])?;
    while let Some(row) = rows.next()? {
        digest.add(row.get_ref(0)?.as_bytes().map_err(rusqlite::Error::from)?);
    }
    Ok(digest.hex())
}

/// Checks the whole file. `progress` gets the step, from 0 to 100.
///
/// # Errors
/// [`StoreError::Sqlite`] when the file is too damaged to be read.
pub fn full(conn: &Connection, progress: &mut dyn FnMut(u8)) -> Result<Vec<Fault>, StoreError> {
    let mut faults = Vec::new();
    progress(0);
    integrity(conn, &mut faults)?;
    progress(30);
    for (what, broken) in CLAIM_RULES {
        keys(
            conn,
            &mut faults,
            what,
            &format!("SELECT c.id FROM claim c WHERE {broken} LIMIT ?1"),
            TOLD_MAX,
        )?;
    }
    progress(50);
    all_keys(conn, FILE_RULES.iter().copied(), TOLD_MAX, &mut faults)?;
    progress(60);
    balances(conn, &mut faults)?;
    super::check_orders::full(conn, TOLD_MAX, &mut faults)?;
    super::check_charges::full(conn, TOLD_MAX, &mut faults)?;
    super::check_parties::full(conn, TOLD_MAX, &mut faults)?;
    super::check_dues::full(conn, TOLD_MAX, &mut faults)?;
    super::check_sending::full(conn, TOLD_MAX, &mut faults)?;
    file_contents(conn, &mut faults)?;
    progress(75);
    for (what, seq) in journal::verify(conn, usize::try_from(TOLD_MAX).unwrap_or(20))? {
        faults.push(Fault {
            what,
            id: seq,
            detail: String::new(),
        });
    }
    progress(100);
    Ok(faults)
}

/// The keys that a statement finds, `?1` at most, as faults of a kind.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub(super) fn keys(conn: &Connection, faults: &mut Vec<Fault>, what: &'static str, sql: &str, most: i64) -> Result<(), StoreError> {
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([most], |row| row.get::<_, i64>(0))?;
    for id in rows {
        faults.push(Fault {
            what,
            id: id?,
            detail: String::new(),
        });
    }
    Ok(())
}

/// Asks every rule: which fault, and the statement that finds the keys of records that have it.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub(super) fn all_keys<'a>(
    conn: &Connection,
    rules: impl IntoIterator<Item = (&'static str, &'a str)>,
    most: i64,
    faults: &mut Vec<Fault>,
) -> Result<(), StoreError> {
    rules.into_iter().try_for_each(|(what, sql)| keys(conn, faults, what, sql, most))
}

fn integrity(conn: &Connection, faults: &mut Vec<Fault>) -> Result<(), StoreError> {
    let mut statement = conn.prepare("PRAGMA integrity_check(20)")?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    for row in rows {
        let detail = row?;
        if detail != "ok" {
            faults.push(Fault {
                what: "integrity",
                id: 0,
                detail,
            });
        }
    }
    let mut statement = conn.prepare("PRAGMA foreign_key_check")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?)))?;
    for row in rows.take(usize::try_from(TOLD_MAX).unwrap_or(20)) {
        let (table, id) = row?;
        faults.push(Fault {
            what: "foreign-key",
            id: id.unwrap_or(0),
            detail: table,
        });
    }
    Ok(())
}

/// What stands on the ledger against what stands on claims and payments.
fn balances(conn: &Connection, faults: &mut Vec<Fault>) -> Result<(), StoreError> {
    let on = |role: Role| -> Result<i64, StoreError> {
        Ok(conn.query_row(
            "SELECT coalesce(sum(p.amount), 0) FROM posting p JOIN ledger_account a ON a.code = p.account WHERE a.role = ?1",
            [role.number()],
            |row| row.get(0),
        )?)
    };
    let left: i64 = conn.query_row("SELECT coalesce(sum(\"left\"), 0) FROM claim", [], |row| row.get(0))?;
    if on(Role::Receivables)? != left {
        faults.push(Fault {
            what: "receivables",
            id: left,
            detail: String::new(),
        });
    }
    let remainders: i64 = conn.query_row(
        "SELECT coalesce(sum(max(paid - CASE WHEN void = 0 THEN amount - credited - written_off ELSE 0 END, 0)), 0) FROM claim",
        [],
        |row| row.get(0),
    )?;
    let waiting: i64 = conn.query_row("SELECT coalesce(sum(amount - used), 0) FROM payment", [], |row| row.get(0))?;
    let credit: i64 = conn.query_row(
        "SELECT coalesce(sum(amount), 0) FROM away WHERE kind = 2 AND undone_seq IS NULL",
        [],
        |row| row.get(0),
    )?;
    let given_up: i64 = conn.query_row("SELECT coalesce(sum(written_off), 0) FROM claim", [], |row| row.get(0))?;
    let kept: i64 = conn.query_row(
        "SELECT (SELECT coalesce(sum(fee), 0) FROM settlement)
           - (SELECT coalesce(sum(CASE WHEN y.amount < 0 THEN -w.amount ELSE w.amount END), 0) FROM away w JOIN payment y ON y.id = w.payment_id
         WHERE w.undone_seq IS NULL AND (w.kind = 4 OR (w.kind = 6 AND w.account = (SELECT code FROM ledger_account WHERE role = ?1))))",
        [Role::Fees.number()],
        |row| row.get(0),
    )?;
    // What reminders cost is income as long as the claim is not annulled.
    let costs = |cost: Cost| -> Result<i64, StoreError> {
        Ok(conn.query_row(
            "SELECT coalesce(sum(CASE WHEN l.dropped THEN 0 ELSE l.amount - l.discount - l.credited END), 0)
             FROM claim_line l JOIN claim c ON c.id = l.claim_id WHERE l.cost = ?1 AND c.void <> ?2",
            [cost.number(), Void::Annulled.number()],
            |row| row.get(0),
        )?)
    };
    let sides = [
        ("reminder-fees", Role::ReminderFees, -costs(Cost::Fee)?),
        ("late-interest", Role::LateInterest, -costs(Cost::Interest)?),
        ("payer-credit", Role::PayerCredit, -credit),
        ("written-off", Role::WrittenOff, given_up),
        ("fees", Role::Fees, kept),
    ];
    for (what, role, should) in sides {
        if on(role)? != should {
            faults.push(Fault {
                what,
                id: should,
                detail: String::new(),
            });
        }
    }
    if on(Role::NotPlaced)? != -(remainders + waiting) {
        faults.push(Fault {
            what: "not-placed",
            id: remainders + waiting,
            detail: String::new(),
        });
    }
    Ok(())
}

fn file_contents(conn: &Connection, faults: &mut Vec<Fault>) -> Result<(), StoreError> {
    let mut statement = conn.prepare(
        "SELECT f.id, f.first_payment, f.last_payment, json_extract(v.after, '$.content'), json_extract(v.after, '$.bytes') FROM bank_file f
           JOIN journal j ON j.id = f.id AND j.kind = 'bank_file' AND j.action <> 'received'
             AND j.action IN ('stored', 'file_written') JOIN journal_value v ON v.seq = j.seq",
    )?;
    let mut rows = statement.query(params![])?;
    while let Some(row) = rows.next()? {
        let (first, last): (Option<i64>, Option<i64>) = (row.get(1)?, row.get(2)?);
        let then: Option<String> = row.get(3)?;
        let now = payments_digest(conn, row.get(0)?, first.zip(last))?;
        if then.is_some_and(|then| then != now) {
            faults.push(Fault {
                what: "file-content",
                id: row.get(0)?,
                detail: String::new(),
            });
        }
        let then: Option<String> = row.get(4)?;
        let now = bytes_digest(conn, row.get(0)?)?;
        if then.is_some_and(|then| then != now) {
            faults.push(Fault {
                what: "file-bytes",
                id: row.get(0)?,
                detail: String::new(),
            });
        }
    }
    Ok(())
}
