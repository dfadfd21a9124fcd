//! Looking for one record among all of them, for the search box: every question is answered from an index, or by a look through a
//! bounded part, so that a key is answered at once however large the file is.

use rusqlite::{Connection, Row, ToSql};

use super::StoreError;
use crate::domain::claim;
use crate::domain::draft;
use crate::domain::money::Money;
use crate::domain::order;
use crate::domain::payment;

/// How many records of a kind are listed.
pub const MOST: usize = 12;
/// How many of a party's claims, orders and drafts are looked at, and the newest payments left over of each state.
const NEWEST: i64 = 50;
const PAYMENTS: i64 = 5000;
/// How many drafts are looked through for words.
const DRAFTS: i64 = 500;
/// What no text goes beyond, put behind the beginning of a range.
const END: char = char::MAX;

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A claim.
    Claim,
    /// A payment.
    Payment,
    /// A workshop order.
    Order,
    /// A claim that is not issued yet.
    Draft,
    /// A customer or member.
    Customer,
}

impl Kind {
    /// Every kind, in the order they are listed.
    pub const ALL: [Kind; 5] = [Kind::Claim, Kind::Payment, Kind::Order, Kind::Draft, Kind::Customer];

    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Claim => "claim",
            Kind::Payment => "payment",
            Kind::Order => "order",
            Kind::Draft => "draft",
            Kind::Customer => "customer",
        }
    }

    /// The kind of a code.
    pub fn from_code(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A record that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Key.
    pub id: i64,
    /// Its number.
    pub number: String,
    /// Whose it is.
    pub name: String,
    /// What else tells it from others.
    pub more: String,
    /// How much; of a payment what is left over.
    pub amount: Option<Money>,
    /// The key of its status' text.
    pub status: Option<String>,
}

/// The columns of a record, with the alias that the conditions use.
fn select(kind: Kind) -> &'static str {
    match kind {
        Kind::Claim => {
            "SELECT c.id, CAST(c.number AS TEXT), p.name, c.description, c.amount, c.status FROM claim c JOIN party p ON p.id = c.party_id"
        }
        Kind::Payment => {
            "SELECT y.id, CAST(y.id AS TEXT), coalesce(p.name, y.payer_account, ''), coalesce(y.reference, y.text, ''), y.amount - y.used, y.state
               FROM payment y LEFT JOIN claim c ON c.id = y.claim_id LEFT JOIN party p ON p.id = coalesce(y.party_id, c.party_id)"
        }
        Kind::Order => {
            "SELECT o.id, CAST(o.number AS TEXT), coalesce(p.name, ''), trim(coalesce(h.plate, '') || '  ' || o.description), o.amount, o.status
               FROM work_order o LEFT JOIN party p ON p.id = o.party_id LEFT JOIN vehicle h ON h.id = o.vehicle_id"
        }
        Kind::Draft => {
            "SELECT d.id, CAST(d.id AS TEXT), coalesce(p.name, ''), coalesce(nullif(d.description, ''),
                 (SELECT l.text FROM claim_draft_line l WHERE l.draft_id = d.id ORDER BY l.no LIMIT 1), ''), d.amount, d.state
               FROM claim_draft d LEFT JOIN party p ON p.id = d.party_id"
        }
        Kind::Customer => {
            "SELECT p.id, p.number, p.name, trim(p.phone || '  ' || p.email || '  ' || p.city), NULL, NULL
               FROM party q CROSS JOIN party p ON p.id = coalesce(q.merged_into, q.id)"
        }
    }
}

fn hit(kind: Kind, row: &Row<'_>) -> rusqlite::Result<Hit> {
    let status: Option<i64> = row.get(5)?;
    let code = |status: i64| match kind {
        Kind::Claim => claim::Status::from_number(status).map(|status| format!("status-{}", status.code())),
        Kind::Payment => payment::State::from_number(status).map(|state| format!("state-{}", state.code())),
        Kind::Order => order::Status::from_number(status).map(|status| format!("order-status-{}", status.code())),
        Kind::Draft => draft::State::from_number(status).map(|state| format!("draft-state-{}", state.code())),
        Kind::Customer => None,
    };
    Ok(Hit {
        kind,
        id: row.get(0)?,
        number: row.get(1)?,
        name: row.get(2)?,
        more: row.get(3)?,
        amount: row.get::<_, Option<i64>>(4)?.map(Money::from_minor),
        status: status.and_then(code),
    })
}

/// A way to find records: of a kind, by a condition with everything behind it.
#[derive(Clone, Copy)]
struct Way(Kind, &'static str);

const CLAIM_KEY: Way = Way(Kind::Claim, "WHERE c.id = ?1");
const CLAIM_NUMBER: Way = Way(Kind::Claim, "WHERE c.number = ?1");
const CLAIM_REFERENCE: Way = Way(
    Kind::Claim,
    "WHERE c.reference >= ?1 AND c.reference < ?2 ORDER BY c.reference LIMIT 6",
);
const CLAIM_AMOUNT: Way = Way(Kind::Claim, "WHERE c.amount = ?1 ORDER BY c.id DESC LIMIT 12");
/// The newest of a party, the open ones first.
const CLAIM_PARTY: Way = Way(
    Kind::Claim,
    "WHERE c.id IN (SELECT id FROM claim WHERE party_id = ?1 ORDER BY id DESC LIMIT ?2) ORDER BY c.\"left\" = 0, c.id DESC LIMIT ?3",
);
const PAYMENT_KEY: Way = Way(Kind::Payment, "WHERE y.id = ?1");
/// The newest that wait in a state: by amount, reference, payer's account, or words of their text.
const PAYMENT_LEFT: Way = Way(
    Kind::Payment,
    "WHERE y.id IN (SELECT id FROM payment WHERE state <> 4 AND state = ?1 ORDER BY id DESC LIMIT ?2)
        AND (abs(y.amount) = ?3 OR y.amount - y.used = ?3 OR y.reference = ?4 OR y.payer_account = ?4
          OR (?5 <> '' AND instr(fold(coalesce(y.text, '')), ?5) > 0))
      ORDER BY y.id DESC LIMIT 12",
);
const ORDER_KEY: Way = Way(Kind::Order, "WHERE o.id = ?1");
const ORDER_NUMBER: Way = Way(Kind::Order, "WHERE o.number = ?1");
const ORDER_PARTY: Way = Way(
    Kind::Order,
    "WHERE o.id IN (SELECT id FROM work_order WHERE party_id = ?1 ORDER BY id DESC LIMIT ?2) ORDER BY o.id DESC LIMIT ?3",
);
const ORDER_PLATE: Way = Way(
    Kind::Order,
    "WHERE o.vehicle_id IN (SELECT id FROM vehicle WHERE plate >= ?1 AND plate < ?2 LIMIT 12) ORDER BY o.id DESC LIMIT 12",
);
const ORDER_PHONE: Way = Way(
    Kind::Order,
    "WHERE o.phone <> '' AND replace(replace(replace(o.phone, ' ', ''), '-', ''), '+', '') >= ?1
        AND replace(replace(replace(o.phone, ' ', ''), '-', ''), '+', '') < ?2 LIMIT 12",
);
/// What became a claim, or was given up, is no draft any more.
const DRAFT_KEY: Way = Way(Kind::Draft, "WHERE d.id = ?1 AND d.state = 1");
const DRAFT_PARTY: Way = Way(
    Kind::Draft,
    "WHERE d.id IN (SELECT id FROM claim_draft WHERE party_id = ?1 AND state = 1 ORDER BY id DESC LIMIT ?2) ORDER BY d.id DESC LIMIT ?3",
);
/// By what they say, among those changed last.
const DRAFT_WORDS: Way = Way(
    Kind::Draft,
    "WHERE d.id IN (SELECT id FROM claim_draft WHERE state = 1 ORDER BY changed_at DESC LIMIT ?2)
        AND instr(fold(d.description), ?1) > 0 ORDER BY d.id DESC LIMIT 12",
);
const PARTY_KEY: Way = Way(Kind::Customer, "WHERE q.id = ?1");
const PARTY_NUMBER: Way = Way(Kind::Customer, "WHERE q.number >= ?1 AND q.number < ?2 ORDER BY q.number LIMIT 6");
const PARTY_REFERENCE: Way = Way(Kind::Customer, "WHERE q.reference = ?1");
const PARTY_NAME: Way = Way(
    Kind::Customer,
    "WHERE q.name_key >= ?1 AND q.name_key < ?2 ORDER BY q.name_key LIMIT 12",
);
/// A word of the name begins so.
const PARTY_WORD: Way = Way(
    Kind::Customer,
    "WHERE q.id IN (SELECT id FROM party INDEXED BY party_name WHERE instr(name_key, ' ' || ?1) > 0 LIMIT 12) ORDER BY q.name_key",
);
/// Anywhere in the name, each of up to three words: through the index of names alone, which is small.
const PARTY_WORDS: Way = Way(
    Kind::Customer,
    "WHERE q.id IN (SELECT id FROM party INDEXED BY party_name
        WHERE instr(name_key, ?1) > 0 AND instr(name_key, ?2) > 0 AND instr(name_key, ?3) > 0 LIMIT 12) ORDER BY q.name_key",
);
const PARTY_PHONE: Way = Way(
    Kind::Customer,
    "WHERE q.phone <> '' AND replace(replace(replace(q.phone, ' ', ''), '-', ''), '+', '') >= ?1
        AND replace(replace(replace(q.phone, ' ', ''), '-', ''), '+', '') < ?2 LIMIT 12",
);
const PARTY_EMAIL: Way = Way(
    Kind::Customer,
    "WHERE q.email <> '' AND lower(q.email) >= ?1 AND lower(q.email) < ?2 ORDER BY lower(q.email) LIMIT 12",
);
const PARTY_PLATE: Way = Way(
    Kind::Customer,
    "WHERE q.id IN (SELECT party_id FROM vehicle WHERE plate >= ?1 AND plate < ?2 LIMIT 12)",
);

/// Looks things up, one question after the other, and keeps each record once.
pub struct Finder<'c> {
    conn: &'c Connection,
    hits: Vec<Hit>,
}

impl<'c> Finder<'c> {
    /// Nothing found yet.
    pub fn new(conn: &'c Connection) -> Finder<'c> {
        Finder { conn, hits: Vec::new() }
    }

    /// What was found, by kind; of each not more than [`MOST`].
    pub fn into_hits(self) -> Vec<Hit> {
        let mut hits = Vec::new();
        for kind in Kind::ALL {
            hits.extend(self.hits.iter().filter(|hit| hit.kind == kind).take(MOST).cloned());
        }
        hits
    }

    fn run(&mut self, way: Way, values: &[&dyn ToSql]) -> Result<(), StoreError> {
        let mut statement = self.conn.prepare_cached(&format!("{} {}", select(way.0), way.1))?;
        for row in statement.query_map(values, |row| hit(way.0, row))? {
            let row = row?;
            if self.hits.iter().all(|known| (known.kind, known.id) != (row.kind, row.id)) {
                self.hits.push(row);
            }
        }
        Ok(())
    }

    fn range(&mut self, way: Way, from: &str) -> Result<(), StoreError> {
        self.run(way, &[&from, &format!("{from}{END}")])
    }

    /// A record by key; of a draft only while it is one.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn key(&mut self, kind: Kind, id: i64) -> Result<(), StoreError> {
        let way = match kind {
            Kind::Claim => CLAIM_KEY,
            Kind::Payment => PAYMENT_KEY,
            Kind::Order => ORDER_KEY,
            Kind::Draft => DRAFT_KEY,
            Kind::Customer => PARTY_KEY,
        };
        self.run(way, &[&id])
    }

    /// What has a number: a claim, an order, a payment, a draft.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn number(&mut self, number: i64) -> Result<(), StoreError> {
        self.run(CLAIM_NUMBER, &[&number])?;
        self.run(ORDER_NUMBER, &[&number])?;
        self.run(DRAFT_KEY, &[&number])?;
        self.run(PAYMENT_KEY, &[&number])
    }

    /// Claims whose payment reference begins so, and the party whose it is.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn reference(&mut self, begins: &str) -> Result<(), StoreError> {
        self.range(CLAIM_REFERENCE, begins)?;
        self.run(PARTY_REFERENCE, &[&begins])
    }

    /// Claims of an amount.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn amount(&mut self, amount: Money) -> Result<(), StoreError> {
        self.run(CLAIM_AMOUNT, &[&amount.minor()])
    }

    /// Payments left over: by amount, by reference or payer's account, by words of their text (folded).
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn left_over(&mut self, amount: Option<Money>, digits: Option<&str>, words: &str) -> Result<(), StoreError> {
        use payment::State;
        let amount = amount.map(Money::minor);
        for state in [State::Unmatched, State::Suggested, State::PartlyUsed, State::Parked] {
            self.run(PAYMENT_LEFT, &[&state.number(), &PAYMENTS, &amount, &digits, &words])?;
        }
        Ok(())
    }

    /// Orders of cars whose plate begins so, and whose cars they are.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn plate(&mut self, begins: &str) -> Result<(), StoreError> {
        self.range(ORDER_PLATE, begins)?;
        self.range(PARTY_PLATE, begins)
    }

    /// Customers and orders with a phone whose digits begin so.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn phone(&mut self, begins: &str) -> Result<(), StoreError> {
        self.range(PARTY_PHONE, begins)?;
        self.range(ORDER_PHONE, begins)
    }

    /// Customers whose e-mail begins so, in small letters.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn email(&mut self, begins: &str) -> Result<(), StoreError> {
        self.range(PARTY_EMAIL, begins)
    }

    /// Customers whose number begins so.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn customer_number(&mut self, begins: &str) -> Result<(), StoreError> {
        self.range(PARTY_NUMBER, begins)
    }

    /// Customers by name (folded): those that begin so first, then those with a word that does, then those that hold each word.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn name(&mut self, key: &str) -> Result<(), StoreError> {
        let enough = |finder: &Self| finder.hits.iter().filter(|hit| hit.kind == Kind::Customer).count() >= MOST;
        self.range(PARTY_NAME, key)?;
        if enough(self) {
            return Ok(());
        }
        self.run(PARTY_WORD, &[&key])?;
        if enough(self) {
            return Ok(());
        }
        let mut words = key.split_whitespace();
        let mut word = || words.next().unwrap_or_default();
        self.run(PARTY_WORDS, &[&word(), &word(), &word()])
    }

    /// Drafts by what they say (folded), among those changed last.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn draft(&mut self, words: &str) -> Result<(), StoreError> {
        self.run(DRAFT_WORDS, &[&words, &DRAFTS])
    }

    /// The claims, orders and drafts of the first customers found, the open ones first.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn of_customers(&mut self, most: usize) -> Result<(), StoreError> {
        let parties: Vec<i64> = self
            .hits
            .iter()
            .filter(|hit| hit.kind == Kind::Customer)
            .map(|hit| hit.id)
            .take(most)
            .collect();
        // Of one customer there is room for all that is listed; several share it.
        let each = i64::try_from(MOST / parties.len().max(1)).unwrap_or(1);
        for party in parties {
            self.run(CLAIM_PARTY, &[&party, &NEWEST, &each])?;
            self.run(ORDER_PARTY, &[&party, &NEWEST, &each])?;
            self.run(DRAFT_PARTY, &[&party, &NEWEST, &each])?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    #[test]
    fn nothing_is_looked_for_through_all_of_a_table() {
        let dir = tempfile::tempdir().expect("a folder");
        let store = Store::create(&dir.path().join("site.fordring")).expect("a file");
        store.add_fold(crate::domain::text::Alphabet::Swedish).expect("fold");
        let ways = [
            CLAIM_KEY,
            CLAIM_NUMBER,
            CLAIM_REFERENCE,
            CLAIM_AMOUNT,
            CLAIM_PARTY,
            PAYMENT_KEY,
            PAYMENT_LEFT,
            ORDER_KEY,
            ORDER_NUMBER,
            ORDER_PARTY,
            ORDER_PLATE,
            ORDER_PHONE,
            DRAFT_KEY,
            DRAFT_PARTY,
            DRAFT_WORDS,
            PARTY_KEY,
            PARTY_NUMBER,
            PARTY_REFERENCE,
            PARTY_NAME,
            PARTY_WORD,
            PARTY_WORDS,
            PARTY_PHONE,
            PARTY_EMAIL,
            PARTY_PLATE,
        ];
        for Way(kind, condition) in ways {
            let sql = format!("EXPLAIN QUERY PLAN {} {condition}", select(kind));
            let mut statement = store.conn.prepare(&sql).expect(condition);
            let values = vec![rusqlite::types::Null; statement.parameter_count()];
            let plan: Vec<String> = statement
                .query_map(rusqlite::params_from_iter(values), |row| row.get(3))
                .expect(condition)
                .collect::<Result<_, _>>()
                .expect(condition);
            for step in &plan {
                let names = step.contains("SCAN party USING COVERING INDEX party_name");
                assert!(!step.contains("SCAN") || names, "{condition}: {plan:#?}");
            }
            // What an index serves in order ends with the last row asked for.
            if condition.contains("c.amount") {
                assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{plan:#?}");
            }
        }
    }
}
