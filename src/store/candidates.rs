//! What a left-over payment could belong to: every look-up goes by an index and ends after a screenful.

use rusqlite::{Connection, OptionalExtension, Row, ToSql};

use super::{StoreError, Tx, from_days, minor};
use crate::domain::claim::Status;
use crate::domain::money::Money;
use crate::domain::suggest::OpenClaim;

/// How many claims one reason brings.
const MOST: usize = 20;
/// Amounts that more claims than this have say nothing.
const RARE: i64 = 400;

/// What is looked for of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// The reference as it was written.
    pub reference: Option<String>,
    /// The payer's account.
    pub payer: Option<String>,
    /// What the payer wrote.
    pub text: Option<String>,
    /// The party that the reference is of.
    pub party: Option<i64>,
    /// The claim it arrived on.
    pub claim: Option<i64>,
}

const SOUGHT: &str = "SELECT reference, payer_account, text, party_id, claim_id FROM payment WHERE id = ?1";

/// What a payment says of itself.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn sought(conn: &Connection, payment: i64) -> Result<Option<Sought>, StoreError> {
    Ok(conn
        .prepare_cached(SOUGHT)?
        .query_row([payment], |row| {
            Ok(Sought {
                reference: row.get(0)?,
                payer: row.get(1)?,
                text: row.get(2)?,
                party: row.get(3)?,
                claim: row.get(4)?,
            })
        })
        .optional()?)
}

/// Only what can still be paid is suggested (asks.md 11).
const OPEN: &str = "c.status IN (1, 3) AND c.void = 0 AND c.\"left\" > 0";
const CLAIM: &str = "claim c";

/// A way to open claims: among which, by what, in which order.
struct Way(&'static str, &'static str, &'static str);

const REFERENCE: Way = Way(CLAIM, "c.reference = ?1", "");
const NUMBER: Way = Way(CLAIM, "c.number = ?1", "");
const KEY: Way = Way(CLAIM, "c.id = ?1", "");
const PARTY: Way = Way(CLAIM, "c.party_id = ?1", "ORDER BY c.due_on, c.id");
/// A name that very many share is looked through only so far.
const NAME: Way = Way(
    CLAIM,
    "c.id IN (SELECT id FROM claim WHERE name_key >= ?1 AND name_key < ?1 || char(1114111) LIMIT 2000)",
    "",
);
/// Words of the name in any order and place, through the index of names alone, which is small; only what a person types is looked
/// for so. The first word is tried within words before the costlier look at where one begins.
const WORDS: Way = Way(
    CLAIM,
    "c.party_id IN (SELECT id FROM party INDEXED BY party_name WHERE instr(name_key, ?1) > 0 AND instr(' ' || name_key, ' ' || ?1) > 0
        AND instr(' ' || name_key, ' ' || ?2) > 0 AND instr(' ' || name_key, ' ' || ?3) > 0 LIMIT 2000)",
    "",
);
/// So many words of a name are looked for.
const WORDS_MOST: usize = 3;
const AMOUNT: Way = Way(CLAIM, "c.amount = ?1 AND c.\"left\" = ?1", "");
/// Reminders cost something, and people pay what the invoice said (asks.md 23).
const WITHOUT_COSTS: Way = Way(
    CLAIM,
    "c.costs > 0 AND NOT c.keep_costs AND c.\"left\" = c.amount AND c.amount - c.costs = ?1",
    "",
);
/// Of an amount that very many claims have, the newest are looked through: the old ones are paid.
const COMMON_AMOUNT: Way = Way(
    "(SELECT id AS newest FROM claim WHERE amount = ?1 ORDER BY id DESC LIMIT 20000) CROSS JOIN claim c ON c.id = newest",
    "c.\"left\" = ?1",
    "",
);
const AMOUNT_COUNT: &str = "SELECT count(*) FROM (SELECT 1 FROM claim WHERE amount = ?1 LIMIT ?2)";

impl Way {
    fn sql(&self) -> String {
        let Way(among, condition, order) = self;
        format!(
            "SELECT c.id, c.number, c.reference, p.name, p.number, c.due_on, c.\"left\", c.description,
                CASE WHEN c.keep_costs OR c.status <> 1 THEN c.\"left\" ELSE c.\"left\" - c.costs END
               FROM {among} CROSS JOIN party p ON p.id = c.party_id WHERE {condition} AND {OPEN} {order} LIMIT {MOST}"
        )
    }
}

fn open_claim(row: &Row<'_>) -> rusqlite::Result<OpenClaim> {
    Ok(OpenClaim {
        id: row.get(0)?,
        number: row.get(1)?,
        reference: row.get(2)?,
        name: row.get(3)?,
        party: row.get(4)?,
        due_on: from_days(row.get(5)?),
        left: Money::from_minor(row.get(6)?),
        description: row.get(7)?,
        least: Money::from_minor(row.get(8)?),
    })
}

fn open(conn: &Connection, way: &Way, value: &dyn ToSql) -> Result<Vec<OpenClaim>, StoreError> {
    let mut statement = conn.prepare_cached(&way.sql())?;
    Ok(statement.query_map([value], open_claim)?.collect::<Result<_, _>>()?)
}

/// The open claim with a reference.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn by_reference(conn: &Connection, reference: &str) -> Result<Vec<OpenClaim>, StoreError> {
    open(conn, &REFERENCE, &reference)
}

/// The open claim with a number.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn by_number(conn: &Connection, number: i64) -> Result<Vec<OpenClaim>, StoreError> {
    open(conn, &NUMBER, &number)
}

/// An open claim by its key.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn by_key(conn: &Connection, id: i64) -> Result<Vec<OpenClaim>, StoreError> {
    open(conn, &KEY, &id)
}

/// Open claims of a party, the oldest due first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn by_party(conn: &Connection, party: i64) -> Result<Vec<OpenClaim>, StoreError> {
    open(conn, &PARTY, &party)
}

/// Open claims of parties whose name begins so (a key, see [`crate::domain::text::sort_key`]).
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn by_name(conn: &Connection, key: &str) -> Result<Vec<OpenClaim>, StoreError> {
    open(conn, &NAME, &key)
}

/// Open claims of parties in whose name a word begins with each of these, wherever it stands: a surname, two of three names. The
/// longest ones count.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn by_words(conn: &Connection, key: &str) -> Result<Vec<OpenClaim>, StoreError> {
    let split = |c: char| c.is_whitespace() || c == ',';
    let mut words: Vec<&str> = key.split(split).filter(|word| !word.is_empty()).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    // An empty word is found in every name.
    words.resize(WORDS_MOST, "");
    if words.first().is_none_or(|longest| longest.is_empty()) {
        return Ok(Vec::new());
    }
    let mut statement = conn.prepare_cached(&WORDS.sql())?;
    let rows = statement.query_map(rusqlite::params_from_iter(words), open_claim)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Open claims on which exactly this amount is left, or is without costs of reminders that do not outlive it. When very many claims have it: with `rare_only` none, or else the newest.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn by_amount(conn: &Connection, amount: Money, rare_only: bool) -> Result<Vec<OpenClaim>, StoreError> {
    let amount = minor(amount);
    let count: i64 = conn.prepare_cached(AMOUNT_COUNT)?.query_row([amount, RARE + 1], |row| row.get(0))?;
    let mut found = match (count > RARE, rare_only) {
        (false, _) => open(conn, &AMOUNT, &amount)?,
        (true, false) => open(conn, &COMMON_AMOUNT, &amount)?,
        (true, true) => Vec::new(),
    };
    let reminded = open(conn, &WITHOUT_COSTS, &amount)?;
    if !rare_only || i64::try_from(reminded.len()).is_ok_and(|count| count <= RARE) {
        found.extend(reminded);
    }
    Ok(found)
}

const CLOSED: &str = "SELECT c.id, c.number, c.status FROM claim c WHERE c.reference = ?1 AND NOT ";

/// A claim that cannot be paid any more, for which a payment was meant: number and status, to be told.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn closed_by_reference(conn: &Connection, reference: &str) -> Result<Option<(i64, i64, Status)>, StoreError> {
    let found: Option<(i64, i64, i64)> = conn
        .prepare_cached(&format!("{CLOSED}({OPEN})"))?
        .query_row([reference], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    Ok(found.and_then(|(id, number, status)| Some((id, number, Status::from_number(status)?))))
}

const PARTY_OF_REFERENCE: &str = "SELECT coalesce(merged_into, id) FROM party WHERE reference = ?1";

/// The party of a reference.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn party_by_reference(conn: &Connection, reference: &str) -> Result<Option<i64>, StoreError> {
    Ok(conn
        .prepare_cached(PARTY_OF_REFERENCE)?
        .query_row([reference], |row| row.get(0))
        .optional()?)
}

const PARTY_OF_PAYER: &str = "SELECT party_id FROM payer WHERE account = ?1";

/// For whom an account paid last.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn party_by_payer(conn: &Connection, account: &str) -> Result<Option<i64>, StoreError> {
    Ok(conn
        .prepare_cached(PARTY_OF_PAYER)?
        .query_row([account], |row| row.get(0))
        .optional()?)
}

/// Payments that money which went out may take back: of the same amount, on the claim of this reference, or from this account on
/// an open or paid claim of the party it pays for.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn reversible(conn: &Connection, amount: Money, reference: Option<&str>, payer: &str) -> Result<Vec<(i64, Option<i64>)>, StoreError> {
    let mut statement = conn.prepare_cached(REVERSIBLE)?;
    let rows = statement.query_map((reference, minor(amount), payer), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

const REVERSIBLE: &str = "SELECT y.id, c.number FROM claim c JOIN allocation a ON a.claim_id = c.id AND a.undone_seq IS NULL
     JOIN payment y ON y.id = a.payment_id
   WHERE c.id IN (SELECT id FROM claim WHERE reference = ?1
       UNION SELECT id FROM (SELECT k.id FROM payer r JOIN claim k ON k.party_id = r.party_id WHERE r.account = ?3 AND ?3 <> '' ORDER BY k.id DESC LIMIT 200))
     AND y.amount = ?2 GROUP BY y.id ORDER BY y.payer_account = ?3 DESC, y.id DESC LIMIT 20";

/// Payments that are learnt from at a time.
const LEARN: i64 = 20_000;

const LEARN_PAYERS: &str = "INSERT INTO payer (account, party_id, payment_id) SELECT y.payer_account, c.party_id, max(y.id) FROM payment y JOIN claim c ON c.id = y.claim_id
           WHERE y.id > ?1 AND y.id <= ?2 AND y.payer_account <> '' AND y.amount > 0 GROUP BY y.payer_account
         ON CONFLICT (account) DO UPDATE SET party_id = excluded.party_id, payment_id = excluded.payment_id";
const LAST_PAYMENT: &str = "SELECT coalesce(max(id), 0) FROM payment";

/// Learns for whom accounts paid, from payments that came since it was learnt last. Answers whether there is more.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn learn_payers(tx: &Tx<'_>) -> Result<bool, StoreError> {
    let conn = tx.conn();
    let (from, last) = learnt(conn)?;
    if from >= last {
        return Ok(false);
    }
    let to = last.min(from + LEARN);
    conn.prepare_cached(LEARN_PAYERS)?.execute([from, to])?;
    conn.prepare_cached(
        "INSERT INTO payer_learnt (id, payment_id) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET payment_id = excluded.payment_id",
    )?
    .execute([to])?;
    Ok(to < last)
}

/// How far it is learnt, and how far it could be.
fn learnt(conn: &Connection) -> Result<(i64, i64), StoreError> {
    let from: Option<i64> = conn
        .query_row("SELECT payment_id FROM payer_learnt WHERE id = 1", [], |row| row.get(0))
        .optional()?;
    let last = conn.query_row(LAST_PAYMENT, [], |row| row.get(0))?;
    Ok((from.unwrap_or(0), last))
}

/// Whether there is something to learn from.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn can_learn(conn: &Connection) -> Result<bool, StoreError> {
    let (from, last) = learnt(conn)?;
    Ok(from < last)
}

/// A person said for whom an account pays.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn learn_payer(tx: &Tx<'_>, account: &str, claim: i64, payment: i64) -> Result<(), StoreError> {
    if account.is_empty() {
        return Ok(());
    }
    tx.conn()
        .prepare_cached(
            "INSERT INTO payer (account, party_id, payment_id) SELECT ?1, party_id, ?3 FROM claim WHERE id = ?2
             ON CONFLICT (account) DO UPDATE SET party_id = excluded.party_id, payment_id = excluded.payment_id",
        )?
        .execute((account, claim, payment))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    fn plan(store: &Store, sql: &str) -> Vec<String> {
        let mut statement = store.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect(sql);
        let values = vec![rusqlite::types::Null; statement.parameter_count()];
        let rows = statement
            .query_map(rusqlite::params_from_iter(values), |row| row.get(3))
            .expect(sql);
        rows.collect::<Result<_, _>>().expect(sql)
    }

    fn store() -> (tempfile::TempDir, Store) {
        let dir = tempfile::tempdir().expect("a folder");
        let store = Store::create(&dir.path().join("site.fordring")).expect("a file");
        (dir, store)
    }

    #[test]
    fn nothing_is_looked_for_through_all_of_a_table() {
        let (_dir, store) = store();
        let ways = [
            (REFERENCE, "SEARCH c USING INDEX claim_reference (reference=?)"),
            (NUMBER, "SEARCH c USING INDEX claim_number (number=?)"),
            (KEY, "SEARCH c USING INTEGER PRIMARY KEY (rowid=?)"),
            (PARTY, "SEARCH c USING INDEX claim_party (party_id=?)"),
            (NAME, "SEARCH claim USING COVERING INDEX claim_name (name_key>? AND name_key<?)"),
            (AMOUNT, "SEARCH c USING INDEX claim_amount (amount=?)"),
            (WITHOUT_COSTS, "SEARCH c USING INDEX claim_costs (costs>?)"),
            (COMMON_AMOUNT, "SEARCH claim USING COVERING INDEX claim_amount (amount=?)"),
        ];
        for (way, by) in ways {
            let plan = plan(&store, &way.sql());
            assert!(plan.iter().any(|step| step == by), "{by}: {plan:#?}");
            for step in &plan {
                // The claims that were found by a bounded look into an index, one after the other.
                let found = step.starts_with("SCAN (subquery-");
                assert!(!step.contains("SCAN") || found, "{}: {plan:#?}", way.1);
                let sorted = step.contains("TEMP B-TREE");
                assert!(!sorted || way.1 == PARTY.1, "{}: {plan:#?}", way.1);
            }
        }
        let closed = format!("{CLOSED}({OPEN})");
        let others = [
            SOUGHT,
            AMOUNT_COUNT,
            &closed,
            PARTY_OF_REFERENCE,
            PARTY_OF_PAYER,
            REVERSIBLE,
            LEARN_PAYERS,
            LAST_PAYMENT,
        ];
        for sql in others {
            let plan = plan(&store, sql);
            let found = |step: &String| step.starts_with("SCAN (subquery-");
            assert!(!plan.iter().any(|step| step.contains("SCAN") && !found(step)), "{sql}: {plan:#?}");
        }
    }

    #[test]
    fn of_a_common_amount_the_newest_are_looked_through_and_no_further_than_a_screenful() {
        let (_dir, store) = store();
        let plan = plan(&store, &COMMON_AMOUNT.sql());
        // The claims are taken as they come; nothing gathers all of them first.
        assert!(plan.iter().any(|step| step.starts_with("CO-ROUTINE")), "{plan:#?}");
        assert!(!plan.iter().any(|step| step.contains("MATERIALIZE")), "{plan:#?}");
    }
}
