//! The invariants, in one place: asserted for what a use case touched before it commits, and for the whole file by
//! `fordring check`.

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::{StoreError, journal};
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

/// Everything [`full`] can find, for the texts.
pub const FAULTS: &[&str] = &[
    "integrity",
    "foreign-key",
    "claim-amount",
    "claim-credited",
    "claim-written-off",
    "claim-refunded",
    "claim-settled",
    "claim-void",
    "claim-reminded",
    "claim-left",
    "claim-paid",
    "claim-allocations",
    "claim-name",
    "claim-content",
    "line-overpaid",
    "line-content",
    "voucher-balance",
    "voucher-gap",
    "claim-voucher",
    "credit-note-gap",
    "credit-note-sum",
    "receivables",
    "payer-credit",
    "written-off",
    "fees",
    "not-placed",
    "payment-used",
    "payment-whereabouts",
    "away-movement",
    "file-undone",
    "parked-state",
    "refund-money",
    "refund-unlogged",
    "payment-movement",
    "payment-claim",
    "file-sums",
    "file-content",
    "file-bytes",
    "journal-gap",
    "journal-chain",
    "journal-values",
    "journal-head",
    "journal-claim",
    "claim-unlogged",
    "reference-twice",
    "open-days",
];

/// The sums that must agree on a claim's row, as conditions on `claim c`. The same text serves one claim and all of them.
const CLAIM_RULES: &[(&str, &str)] = &[
    (
        "claim-amount",
        "c.amount <> (SELECT coalesce(sum(CASE WHEN dropped THEN 0 ELSE amount - discount END), 0) FROM claim_line l WHERE l.claim_id = c.id)",
    ),
    (
        "claim-credited",
        "c.credited <> (SELECT coalesce(sum(credited), 0) FROM claim_line l WHERE l.claim_id = c.id)",
    ),
    (
        "claim-written-off",
        "c.written_off <> (SELECT coalesce(sum(written_off), 0) FROM claim_line l WHERE l.claim_id = c.id)
         OR c.written_off <> -(SELECT coalesce(sum(amount), 0) FROM movement m WHERE m.claim_id = c.id AND m.kind = 17)",
    ),
    (
        "claim-refunded",
        "(SELECT coalesce(sum(refunded), 0) FROM claim_line l WHERE l.claim_id = c.id)
           > -(SELECT coalesce(sum(amount), 0) FROM movement m WHERE m.claim_id = c.id AND m.kind IN (3, 13))",
    ),
    (
        "claim-settled",
        "(c.status = 2 AND c.settled IS NOT c.extra) OR (c.status NOT IN (2, 3) AND c.settled IS NOT NULL)
           OR (c.status = 3 AND c.settled IS NOT NULL AND (c.void <> 0 OR c.paid <= c.amount - c.credited - c.written_off))
           OR (c.status = 3 AND c.settled IS NULL AND c.void = 0 AND c.kind <> 2 AND c.paid_on IS NOT NULL)",
    ),
    (
        "claim-void",
        "(c.status = 4 AND c.void NOT IN (1, 4)) OR (c.status = 5 AND c.void <> 3) OR (c.status = 6 AND c.void <> 2) OR (c.status IN (1, 2) AND c.void <> 0)
           OR (c.void <> 0 AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.id = c.id AND j.kind = 'claim' AND j.action <> 'received'
                AND j.action = CASE c.void WHEN 1 THEN 'annulled' WHEN 2 THEN 'credited' WHEN 3 THEN 'refunded' ELSE 'written_off' END))",
    ),
    (
        "claim-reminded",
        "c.reminded_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.id = c.id AND j.kind = 'claim' AND j.action <> 'received'
           AND j.action = 'reminded' AND abs(c.reminded_on - j.at / 86400000) <= 1)",
    ),
    (
        "claim-left",
        "c.\"left\" <> max(CASE WHEN c.void = 0 THEN c.amount - c.credited - c.written_off ELSE 0 END - c.paid, 0)",
    ),
    (
        "claim-paid",
        "c.paid <> (SELECT coalesce(sum(p.amount), 0) FROM allocation a CROSS JOIN payment p ON p.id = a.payment_id
               WHERE a.claim_id = c.id AND a.place = 1 AND p.claim_id = c.id)
           + (SELECT coalesce(sum(amount), 0) FROM movement m WHERE m.claim_id = c.id AND m.kind <> 17)",
    ),
    (
        "claim-allocations",
        "c.paid <> max(c.paid - CASE WHEN c.void = 0 THEN c.amount - c.credited - c.written_off ELSE 0 END, 0)
           + (SELECT coalesce(sum(amount), 0) FROM allocation a WHERE a.claim_id = c.id AND a.undone_seq IS NULL AND a.line_no IS NOT NULL)
         OR c.paid <> (SELECT coalesce(sum(amount), 0) FROM allocation a WHERE a.claim_id = c.id AND a.undone_seq IS NULL)",
    ),
];

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
           + (SELECT coalesce(sum(w.amount), 0) FROM away w WHERE w.payment_id = ?1 AND w.undone_seq IS NULL)) FROM payment WHERE id = ?1";
    let broken: Option<bool> = conn.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?;
    Ok((broken == Some(true)).then_some("payment-whereabouts"))
}

/// How many payments a range of keys holds, and their signed sum.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn file_sums(conn: &Connection, payments: Option<(i64, i64)>) -> Result<(i64, Money), StoreError> {
    let Some((first, last)) = payments else {
        return Ok((0, Money::ZERO));
    };
    let mut statement = conn.prepare_cached("SELECT count(*), coalesce(sum(amount), 0) FROM payment WHERE id BETWEEN ?1 AND ?2")?;
    Ok(statement.query_row([first, last], |row| Ok((row.get(0)?, Money::from_minor(row.get(1)?))))?)
}

/// A digest of what may never change on a range of payments, in hexadecimal: the change log of the file names it.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn payments_digest(conn: &Connection, payments: Option<(i64, i64)>) -> Result<String, StoreError> {
    let Some((first, last)) = payments else { return Ok(String::new()) };
    let mut digest = PaymentsDigest::default();
    let mut statement = conn.prepare_cached(
        "SELECT id, seq, account_id, amount, booked_on, reference, payer_account, archive_reference, lump_key, kind, text FROM payment WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
    )?;
    let mut rows = statement.query([first, last])?;
    while let Some(row) = rows.next()? {
        let (mut numbers, mut texts) = ([0; 5], [None; 6]);
        for (at, number) in numbers.iter_mut().enumerate() {
            *number = row.get(at)?;
        }
        for (at, text) in texts.iter_mut().enumerate() {
            *text = row.get_ref(at + 5)?.as_str_or_null().map_err(rusqlite::Error::from)?;
        }
        digest.add(numbers, texts);
    }
    Ok(digest.hex())
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
        )?;
    }
    progress(50);
    for (what, sql) in FILE_RULES {
        keys(conn, &mut faults, what, sql)?;
    }
    progress(60);
    balances(conn, &mut faults)?;
    super::check_orders::full(conn, TOLD_MAX, &mut faults)?;
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

/// Invariants over the whole file; each lists the keys for which it does not hold.
const FILE_RULES: &[(&str, &str)] = &[
    ("claim-name", "SELECT c.id FROM claim c JOIN party p ON p.id = c.party_id WHERE c.name_key <> p.name_key LIMIT ?1"),
    (
        "line-overpaid",
        "SELECT l.claim_id FROM claim_line l JOIN (SELECT claim_id, line_no, sum(amount) AS paid FROM allocation WHERE undone_seq IS NULL AND line_no IS NOT NULL GROUP BY claim_id, line_no) a
           ON a.claim_id = l.claim_id AND a.line_no = l.no
         WHERE a.paid > CASE WHEN l.dropped THEN 0 ELSE l.amount - l.discount - l.credited - l.written_off END LIMIT ?1",
    ),
    (
        "line-content",
        "SELECT l.claim_id FROM claim_line l JOIN journal_value v ON v.seq = (SELECT max(j.seq) FROM journal j WHERE j.id = l.claim_id AND j.kind = 'claim'
               AND j.action <> 'received' AND j.action NOT IN ('reminded', 'due_changed', 'refund_asked'))
           JOIN journal j ON j.seq = v.seq
         WHERE v.after IS NOT NULL AND CASE WHEN j.action = 'issued' THEN l.discount <> 0 OR l.credited <> 0 OR l.dropped OR l.written_off <> 0 OR l.refunded <> 0
           ELSE json_type(v.after, '$.lines') = 'array' AND NOT EXISTS (SELECT 1 FROM json_each(v.after, '$.lines') e WHERE json_extract(e.value, '$.no') = l.no
             AND coalesce(json_extract(e.value, '$.discount'), '0.00') = printf('%d.%02d', l.discount / 100, l.discount % 100)
             AND coalesce(json_extract(e.value, '$.credited'), '0.00') = printf('%d.%02d', l.credited / 100, l.credited % 100)
             AND coalesce(json_extract(e.value, '$.written_off'), '0.00') = printf('%d.%02d', l.written_off / 100, l.written_off % 100)
             AND coalesce(json_extract(e.value, '$.refunded'), '0.00') = printf('%d.%02d', l.refunded / 100, l.refunded % 100)
             AND coalesce(json_extract(e.value, '$.dropped'), 0) = l.dropped) END LIMIT ?1",
    ),
    ("voucher-balance", "SELECT voucher_id FROM posting GROUP BY voucher_id HAVING sum(amount) <> 0 LIMIT ?1"),
    ("voucher-gap", "SELECT number FROM (SELECT number, row_number() OVER (ORDER BY number) AS place FROM voucher WHERE series = 'voucher') WHERE number <> place LIMIT ?1"),
    ("claim-voucher", "SELECT c.id FROM claim c LEFT JOIN voucher v ON v.id = c.voucher_id WHERE v.id IS NULL LIMIT ?1"),
    ("credit-note-gap", "SELECT number FROM (SELECT number, row_number() OVER (ORDER BY number) AS place FROM credit_note) WHERE number <> place LIMIT ?1"),
    (
        "credit-note-sum",
        "SELECT n.number FROM credit_note n WHERE n.amount <> (SELECT coalesce(sum(amount), 0) FROM credit_note_line l WHERE l.credit_note_id = n.id) LIMIT ?1",
    ),
    (
        "payment-used",
        "SELECT p.id FROM payment p WHERE (p.state IN (4, 7, 8) AND p.used <> p.amount) OR (p.state = 3 AND (p.used = 0 OR p.used = p.amount))
           OR (p.state IN (1, 2, 6) AND p.used <> 0) OR (p.state = 5 AND p.used = p.amount AND p.amount <> 0)
           OR (p.source = 1 AND p.used = 0 AND p.state <> CASE WHEN EXISTS (SELECT 1 FROM parked n WHERE n.payment_id = p.id AND n.ended_seq IS NULL) THEN 5
                 WHEN p.reason IN (12, 13) THEN 5 WHEN p.reason IN (14, 15, 16) THEN 2 ELSE 1 END) LIMIT ?1",
    ),
    (
        "payment-whereabouts",
        "SELECT payment_id FROM (SELECT payment_id, amount FROM allocation WHERE undone_seq IS NULL
             UNION ALL SELECT payment_id, amount FROM away WHERE undone_seq IS NULL
             UNION ALL SELECT id, -used FROM payment WHERE amount > 0)
           GROUP BY payment_id HAVING sum(amount) <> 0 LIMIT ?1",
    ),
    (
        "payment-whereabouts",
        "SELECT p.id FROM payment p WHERE p.amount < 0 AND (p.used NOT IN (0, p.amount) OR (p.used = p.amount AND p.state NOT IN (7, 8)
           AND p.amount <> -(SELECT coalesce(sum(w.amount), 0) FROM away w WHERE w.other_payment_id = p.id AND w.undone_seq IS NULL)
           AND NOT EXISTS (SELECT 1 FROM movement m WHERE m.payment_id = p.id AND m.refund_id IS NOT NULL))) LIMIT ?1",
    ),
    // What went away has its transactions: by payment and where it is. What was recalled left no place by name but its account.
    (
        "away-movement",
        "SELECT payment_id FROM (
             SELECT payment_id, CASE kind WHEN 5 THEN 2 ELSE kind END AS place, amount FROM away WHERE undone_seq IS NULL
             UNION ALL SELECT payment_id, CASE WHEN kind IN (8, 9, 11) THEN 2 WHEN kind = 10 THEN 6 WHEN kind IN (3, 15) THEN 3 WHEN kind = 13 THEN 4
                 WHEN kind = 12 THEN 7 WHEN kind = 16 THEN 8 WHEN account IS NULL THEN 2 ELSE 6 END, amount
               FROM movement m WHERE payment_id IS NOT NULL AND (kind IN (3, 8, 9, 10, 11, 13, 15) OR (kind IN (12, 16) AND amount < 0) OR (kind = 7 AND claim_id IS NULL)))
           GROUP BY payment_id, place HAVING sum(amount) <> 0 LIMIT ?1",
    ),
    (
        "away-movement",
        "SELECT w.payment_id FROM away w WHERE (w.kind = 2 AND NOT EXISTS (SELECT 1 FROM movement m WHERE m.payment_id = w.payment_id AND m.kind = 8 AND m.party_id = w.party_id))
           OR (w.kind = 6 AND NOT EXISTS (SELECT 1 FROM movement m WHERE m.payment_id = w.payment_id AND m.kind = 10 AND m.account = w.account))
           OR NOT EXISTS (SELECT 1 FROM journal j WHERE j.seq = w.seq)
           OR (w.undone_seq IS NOT NULL AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.seq = w.undone_seq AND j.seq >= w.seq)) LIMIT ?1",
    ),
    (
        "file-undone",
        "SELECT f.id FROM bank_file f WHERE (f.undone_seq IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.seq = f.undone_seq AND j.kind = 'bank_file' AND j.id = f.id AND j.action = 'file_undone'))
           OR (f.undone_seq IS NULL AND EXISTS (SELECT 1 FROM journal j WHERE j.id = f.id AND j.kind = 'bank_file' AND j.action <> 'received' AND j.action = 'file_undone')) LIMIT ?1",
    ),
    (
        "file-undone",
        "SELECT p.file_id FROM payment p LEFT JOIN bank_file f ON f.id = p.file_id WHERE (p.state = 8) <> (f.undone_seq IS NOT NULL)
           OR (p.state = 8 AND NOT EXISTS (SELECT 1 FROM movement m WHERE m.payment_id = p.id AND m.kind = 16 AND m.amount = -p.amount)) LIMIT ?1",
    ),
    (
        "parked-state",
        "SELECT n.payment_id FROM parked n LEFT JOIN journal j ON j.seq = n.seq AND j.id = n.payment_id AND j.kind = 'payment' LEFT JOIN journal_value v ON v.seq = j.seq
           WHERE j.seq IS NULL OR (v.after IS NOT NULL AND (json_extract(v.after, '$.note') <> n.note OR json_extract(v.after, '$.owner') <> n.owner
             OR json_extract(v.after, '$.until') IS NOT date(n.until_on * 86400, 'unixepoch'))) LIMIT ?1",
    ),
    (
        "parked-state",
        "SELECT n.payment_id FROM parked n JOIN payment p ON p.id = n.payment_id WHERE n.ended_seq IS NULL AND p.state NOT IN (4, 5, 8) LIMIT ?1",
    ),
    (
        "refund-money",
        "SELECT r.id FROM refund r WHERE (r.state IN (1, 2, 3)
             AND r.amount <> (SELECT coalesce(sum(w.amount), 0) FROM away w WHERE w.payment_id = r.payment_id AND w.refund_id = r.id AND w.kind = 3 AND w.undone_seq IS NULL))
           OR (r.state = 4 AND EXISTS (SELECT 1 FROM away w WHERE w.payment_id = r.payment_id AND w.refund_id = r.id AND w.undone_seq IS NULL))
           OR NOT EXISTS (SELECT 1 FROM movement m WHERE m.payment_id = r.payment_id AND m.refund_id = r.id AND m.kind = 3 AND m.amount = -r.amount AND m.claim_id IS r.claim_id)
           OR (r.state = 3) <> EXISTS (SELECT 1 FROM movement m WHERE m.payment_id = r.payment_id AND m.refund_id = r.id AND m.kind = 14 AND m.amount = -r.amount)
           OR (r.state = 4) <> EXISTS (SELECT 1 FROM movement m WHERE m.payment_id = r.payment_id AND m.refund_id = r.id AND m.kind = 15 AND m.amount = r.amount)
           OR (r.credit_note IS NOT NULL AND NOT EXISTS (SELECT 1 FROM credit_note n WHERE n.number = r.credit_note AND n.claim_id = r.claim_id)) LIMIT ?1",
    ),
    (
        "refund-unlogged",
        "SELECT r.id FROM refund r JOIN journal_value v ON v.seq = (SELECT max(seq) FROM journal j WHERE j.id = r.id AND j.kind = 'refund' AND j.action <> 'received')
           WHERE v.after IS NOT NULL AND (json_extract(v.after, '$.amount') <> printf('%d.%02d', r.amount / 100, r.amount % 100)
             OR json_extract(v.after, '$.to') <> r.to_account OR json_extract(v.after, '$.payment') <> r.payment_id OR json_extract(v.after, '$.state') <> CASE r.state WHEN 1 THEN 'requested' WHEN 2 THEN 'sent' WHEN 3 THEN 'done' ELSE 'failed' END) LIMIT ?1",
    ),
    (
        "refund-unlogged",
        "SELECT r.id FROM refund r WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.id = r.id AND j.kind = 'refund' AND j.action <> 'received') LIMIT ?1",
    ),
    (
        "refund-unlogged",
        "SELECT DISTINCT m.refund_id FROM movement m WHERE m.refund_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM refund r WHERE r.id = m.refund_id) LIMIT ?1",
    ),
    (
        "payment-movement",
        "SELECT p.id FROM payment p WHERE NOT EXISTS (SELECT 1 FROM voucher v WHERE v.id = p.voucher_id)
           OR EXISTS (SELECT 1 FROM movement m WHERE m.payment_id = p.id AND m.kind IN (1, 2)) LIMIT ?1",
    ),
    (
        "payment-claim",
        "SELECT p.id FROM payment p WHERE p.claim_id IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM allocation a WHERE a.claim_id = p.claim_id AND a.payment_id = p.id) LIMIT ?1",
    ),
    (
        "payment-claim",
        "SELECT a.payment_id FROM allocation a LEFT JOIN payment p ON p.id = a.payment_id
           WHERE (p.claim_id IS NULL OR p.claim_id <> a.claim_id)
             AND NOT EXISTS (SELECT 1 FROM movement m WHERE m.payment_id = a.payment_id AND m.claim_id = a.claim_id) LIMIT ?1",
    ),
    (
        "file-sums",
        "SELECT f.id FROM bank_file f WHERE f.stored <> (SELECT count(*) FROM payment p WHERE p.file_id = f.id)
           OR f.booked <> (SELECT coalesce(sum(amount), 0) FROM payment p WHERE p.file_id = f.id)
           OR f.stored <> f.settled + f.manual + f.suggested + f.unmatched + f.parked LIMIT ?1",
    ),
    (
        "file-bytes",
        "SELECT f.id FROM bank_file f WHERE f.length <> (SELECT coalesce(sum(length(bytes)), 0) FROM bank_file_chunk b WHERE b.file_id = f.id) LIMIT ?1",
    ),
    (
        "open-days",
        "SELECT due_on FROM (SELECT status, due_on, count(*) AS claims, sum(\"left\" > 0) AS owing, sum(\"left\") AS rest FROM claim WHERE status IN (1, 3) GROUP BY status, due_on
           UNION ALL SELECT status, due_on, -claims, -owing, -\"left\" FROM open_day)
         GROUP BY status, due_on HAVING sum(claims) <> 0 OR sum(owing) <> 0 OR sum(rest) <> 0 LIMIT ?1",
    ),
    ("reference-twice", "SELECT c.id FROM claim c JOIN party p ON p.reference = c.reference LIMIT ?1"),
    (
        "claim-unlogged",
        "SELECT c.id FROM claim c WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.id = c.id AND j.kind = 'claim' AND j.action <> 'received') LIMIT ?1",
    ),
    (
        "claim-unlogged",
        "SELECT a.claim_id FROM allocation a LEFT JOIN journal j ON j.seq = a.seq WHERE j.id IS NOT a.claim_id OR j.kind <> 'claim' LIMIT ?1",
    ),
    (
        "claim-unlogged",
        "SELECT j.id FROM journal j WHERE j.action = 'received' AND NOT EXISTS (SELECT 1 FROM allocation a WHERE a.claim_id = j.id AND a.seq = j.seq) LIMIT ?1",
    ),
    (
        "claim-content",
        "SELECT c.id FROM claim c JOIN journal j ON j.id = c.id AND j.kind = 'claim' AND j.action <> 'received' AND j.action = 'issued' JOIN journal_value v ON v.seq = j.seq
         WHERE v.after IS NOT NULL AND (json_extract(v.after, '$.number') <> c.number OR json_extract(v.after, '$.party') <> c.party_id
           OR json_extract(v.after, '$.kind') <> (SELECT word FROM code_word w WHERE w.what = 'claim.kind' AND w.number = c.kind)
           OR json_extract(v.after, '$.reference') <> coalesce(c.reference, '')
           OR json_extract(v.after, '$.issued') <> date(c.issued_on * 86400, 'unixepoch')
           OR coalesce((SELECT json_extract(d.after, '$.due') FROM journal k JOIN journal_value d ON d.seq = k.seq
                 WHERE k.id = c.id AND k.kind = 'claim' AND k.action <> 'received' AND k.action = 'due_changed' ORDER BY k.seq DESC LIMIT 1),
               json_extract(v.after, '$.due')) <> date(c.due_on * 86400, 'unixepoch')) LIMIT ?1",
    ),
    (
        "journal-claim",
        "SELECT c.id FROM claim c
           JOIN journal_value v ON v.seq = max(coalesce((SELECT max(seq) FROM journal j WHERE j.id = c.id AND j.kind = 'claim' AND j.action <> 'received'), 0),
                                               coalesce((SELECT max(seq) FROM allocation a WHERE a.claim_id = c.id), 0))
           JOIN code_word w ON w.what = 'claim.status' AND w.number = c.status
           JOIN code_word x ON x.what = 'claim.extra' AND x.number = c.extra
         WHERE v.after IS NOT NULL AND (json_extract(v.after, '$.status') <> w.word OR json_extract(v.after, '$.extra_status') <> x.word
           OR json_extract(v.after, '$.amount') <> printf('%d.%02d', c.amount / 100, c.amount % 100)
           OR json_extract(v.after, '$.paid') <> printf('%d.%02d', c.paid / 100, c.paid % 100)
           OR json_extract(v.after, '$.left') <> printf('%d.%02d', c.\"left\" / 100, c.\"left\" % 100)) LIMIT ?1",
    ),
];

fn keys(conn: &Connection, faults: &mut Vec<Fault>, what: &'static str, sql: &str) -> Result<(), StoreError> {
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([TOLD_MAX], |row| row.get::<_, i64>(0))?;
    for id in rows {
        faults.push(Fault {
            what,
            id: id?,
            detail: String::new(),
        });
    }
    Ok(())
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
        "SELECT (SELECT coalesce(sum(fee), 0) FROM settlement) - (SELECT coalesce(sum(w.amount), 0) FROM away w WHERE w.undone_seq IS NULL
           AND (w.kind = 4 OR (w.kind = 6 AND w.account = (SELECT code FROM ledger_account WHERE role = ?1))))",
        [Role::Fees.number()],
        |row| row.get(0),
    )?;
    let sides = [
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
           JOIN journal j ON j.id = f.id AND j.kind = 'bank_file' AND j.action <> 'received' AND j.action = 'stored' JOIN journal_value v ON v.seq = j.seq",
    )?;
    let mut rows = statement.query(params![])?;
    while let Some(row) = rows.next()? {
        let (first, last): (Option<i64>, Option<i64>) = (row.get(1)?, row.get(2)?);
        let then: Option<String> = row.get(3)?;
        let now = payments_digest(conn, first.zip(last))?;
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
