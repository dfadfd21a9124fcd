//! The search text of a list in memory: every row's folded words in one buffer, so that a word typed into the filter is
//! answered in milliseconds over a million rows. Built when somebody first filters; new rows are added at its end, and a row that
//! says something else since stands beside it.

use std::collections::BTreeMap;

use memchr::memmem;
use rusqlite::{Connection, params};

use super::StoreError;
use super::columns::List;

/// Separates fields; never part of a folded word.
const FIELD: &str = "char(31)";

/// So many rows that say something else are read one by one; beyond it all of them are read anew.
const EDITS_MAX: usize = 1000;

/// Lists whose rows change what they say, and how the change log leads to the rows: `?1` is the last row of it that is known.
const EDITED: &[(&str, &str)] = &[
    (
        // Numbers, and cars with whoever had them before.
        "parties",
        "SELECT id FROM journal WHERE seq > ?1 AND kind = 'party'
           UNION SELECT h.party_id FROM journal j JOIN vehicle h ON h.id = j.id WHERE j.seq > ?1 AND j.kind = 'vehicle' AND h.party_id IS NOT NULL
           UNION SELECT p.id FROM journal j JOIN journal_value v ON v.seq = j.seq JOIN party p ON p.number = json_extract(v.before, '$.party')
             WHERE j.seq > ?1 AND j.kind = 'vehicle'",
    ),
    (
        // The name of who pays stands on whom they pay for.
        "members",
        "SELECT id FROM journal WHERE seq > ?1 AND kind = 'party'
           UNION SELECT p.id FROM journal j JOIN party p ON p.payer_id = j.id WHERE j.seq > ?1 AND j.kind = 'party'
           UNION SELECT e.party_id FROM journal j JOIN enrolment e ON e.kind_id = j.id WHERE j.seq > ?1 AND j.kind = 'membership_kind'",
    ),
    ("articles", "SELECT id FROM journal WHERE seq > ?1 AND kind = 'article'"),
    (
        "drafts",
        "SELECT id FROM journal WHERE seq > ?1 AND kind = 'claim_draft'
           UNION SELECT d.id FROM journal j JOIN claim_draft d ON d.party_id = j.id WHERE j.seq > ?1 AND j.kind = 'party'",
    ),
    (
        "dues",
        "SELECT id FROM journal WHERE seq > ?1 AND kind = 'dues'
           UNION SELECT d.id FROM journal j JOIN dues d ON d.kind_id = j.id WHERE j.seq > ?1 AND j.kind = 'membership_kind'",
    ),
];

/// The words of all rows of one list.
pub struct SearchText {
    list: &'static List,
    /// Folded text of all rows, each ended by a line feed.
    text: Vec<u8>,
    /// Key and end of each row in `text`, by rising key.
    ends: Vec<(u32, u32)>,
    /// What rows say that said something else when they were read; they say nothing in `text` any more.
    edited: BTreeMap<u32, Vec<u8>>,
    /// The change log's last row when it was read.
    seq: i64,
}

impl SearchText {
    /// Reads the words of all rows. `stop` is asked every few thousand rows.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`]; [`StoreError::Cancelled`].
    pub fn build(conn: &Connection, list: &'static List, stop: &dyn Fn() -> bool) -> Result<SearchText, StoreError> {
        let seq = super::journal::last_seq(conn)?;
        let mut text = SearchText {
            list,
            text: Vec::new(),
            ends: Vec::new(),
            edited: BTreeMap::new(),
            seq,
        };
        text.append(conn, stop)?;
        Ok(text)
    }

    /// The statement that reads keys and words, up to its condition.
    fn select(&self) -> String {
        let fields: Vec<String> = self
            .list
            .columns
            .iter()
            .filter_map(|column| column.words)
            .map(|words| format!("coalesce({words}, '')"))
            .collect();
        let words = fields.join(&format!(" || {FIELD} || "));
        let from = super::list::from_sql(self.list, &[&words]);
        format!("SELECT {}, {words}{from}", self.list.key)
    }

    /// Adds the rows that are newer than the last one known.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`]; [`StoreError::Cancelled`].
    fn append(&mut self, conn: &Connection, stop: &dyn Fn() -> bool) -> Result<(), StoreError> {
        let key = self.list.key;
        let sql = format!("{} WHERE {key} > ?1 ORDER BY {key}", self.select());
        let last = self.ends.last().map_or(0, |row| row.0);
        let mut statement = conn.prepare(&sql)?;
        let mut rows = statement.query([last])?;
        while let Some(row) = rows.next()? {
            self.text
                .extend_from_slice(row.get_ref(1)?.as_bytes().map_err(rusqlite::Error::from)?);
            self.text.push(b'\n');
            let end = u32::try_from(self.text.len()).map_err(|_| StoreError::Invariant {
                what: "search-text",
                id: 0,
            })?;
            self.ends.push((row.get(0)?, end));
            if self.ends.len().is_multiple_of(8192) && stop() {
                return Err(StoreError::Cancelled);
            }
        }
        Ok(())
    }

    /// Follows the change log up to a row of it: rows that say something else are read again, new ones are added. `anew`: all are
    /// read again.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`]; [`StoreError::Cancelled`].
    pub fn follow(&mut self, conn: &Connection, seq: i64, anew: bool, stop: &dyn Fn() -> bool) -> Result<(), StoreError> {
        if self.seq == seq {
            return Ok(());
        }
        let edits = if anew { None } else { self.edits(conn)? };
        let Some(edits) = edits.filter(|edits| self.edited.len() + edits.len() <= EDITS_MAX) else {
            *self = SearchText::build(conn, self.list, stop)?;
            return Ok(());
        };
        let sql = format!("{} WHERE {} = ?1", self.select(), self.list.key);
        for key in edits {
            self.silence(key);
            let mut statement = conn.prepare_cached(&sql)?;
            let mut rows = statement.query([key])?;
            // A row that is not in the list any more says nothing.
            let says = match rows.next()? {
                Some(row) => row.get_ref(1)?.as_bytes().map_err(rusqlite::Error::from)?.to_vec(),
                None => Vec::new(),
            };
            self.edited.insert(key, says);
        }
        self.append(conn, stop)?;
        self.seq = seq;
        Ok(())
    }

    /// The rows known that may say something else than when they were read; `None`: too many.
    fn edits(&self, conn: &Connection) -> Result<Option<Vec<u32>>, StoreError> {
        let Some((_, sql)) = EDITED.iter().find(|(list, _)| *list == self.list.id) else {
            return Ok(Some(Vec::new()));
        };
        let last = self.ends.last().map_or(0, |row| row.0);
        // What is new is read at the end, however much it is.
        let sql = format!("SELECT * FROM ({sql}) WHERE id <= ?2 LIMIT ?3");
        let mut statement = conn.prepare_cached(&sql)?;
        let most = i64::try_from(EDITS_MAX + 1).unwrap_or(i64::MAX);
        let rows = statement.query_map(params![self.seq, last, most], |row| row.get(0))?;
        let keys: Vec<u32> = rows.collect::<Result<_, _>>()?;
        Ok(Some(keys).filter(|keys| keys.len() <= EDITS_MAX))
    }

    /// Takes away what a row said.
    fn silence(&mut self, key: u32) {
        let Ok(place) = self.ends.binary_search_by_key(&key, |(key, _)| *key) else {
            return;
        };
        let end_of = |at: Option<usize>| at.and_then(|at| self.ends.get(at)).map_or(0, |(_, end)| *end);
        let (from, to) = (end_of(place.checked_sub(1)), end_of(Some(place)));
        let range = usize::try_from(from).unwrap_or(0)..usize::try_from(to).unwrap_or(0);
        if let Some(said) = self.text.get_mut(range) {
            said.fill(b'\n');
        }
    }

    /// Which keys hold all the words (and none of the excluded ones), as a set of bits by key.
    pub fn find(&self, words: &[(String, bool)]) -> Bits {
        let last = self.ends.last().map_or(0, |row| row.0);
        // A row that left the list is in no answer: the map of rows does not have it.
        let mut found: Option<Bits> = None;
        for (word, exclude) in words {
            let mut bits = self.rows_with(word, last);
            if *exclude {
                let with = bits;
                bits = Bits::new(last);
                self.ends
                    .iter()
                    .filter(|(key, _)| !with.has(*key))
                    .for_each(|(key, _)| bits.set(*key));
            }
            found = Some(match found {
                Some(so_far) => so_far.and(&bits),
                None => bits,
            });
        }
        found.unwrap_or_else(|| {
            let mut all = Bits::new(last);
            self.ends.iter().for_each(|(key, _)| all.set(*key));
            all
        })
    }

    fn rows_with(&self, word: &str, last: u32) -> Bits {
        let mut bits = Bits::new(last);
        let finder = memmem::Finder::new(word.as_bytes());
        let mut from = 0usize;
        let mut row = 0usize;
        // After a hit the search goes on in the next row: one hit per row is enough.
        while let Some(at) = self.text.get(from..).and_then(|rest| finder.find(rest)) {
            let place = u32::try_from(from + at).unwrap_or(u32::MAX);
            row += self
                .ends
                .get(row..)
                .map_or(0, |rest| rest.partition_point(|(_, end)| *end <= place));
            let Some((key, end)) = self.ends.get(row) else { break };
            bits.set(*key);
            from = usize::try_from(*end).unwrap_or(usize::MAX);
            row += 1;
        }
        for (key, _) in self.edited.iter().filter(|(_, says)| finder.find(says).is_some()) {
            bits.set(*key);
        }
        bits
    }
}

/// A set of keys.
#[derive(Clone, Debug, Default)]
pub struct Bits(Vec<u64>);

impl Bits {
    fn new(last: u32) -> Bits {
        Bits(vec![0; usize::try_from(last / 64 + 1).unwrap_or(0)])
    }

    fn set(&mut self, key: u32) {
        if let Some(word) = usize::try_from(key / 64).ok().and_then(|at| self.0.get_mut(at)) {
            *word |= 1 << (key % 64);
        }
    }

    /// Whether the key is in it.
    pub fn has(&self, key: u32) -> bool {
        usize::try_from(key / 64)
            .ok()
            .and_then(|at| self.0.get(at))
            .is_some_and(|word| word & (1 << (key % 64)) != 0)
    }

    fn and(mut self, other: &Bits) -> Bits {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine &= theirs;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

    use super::super::columns::LISTS;
    use super::*;
    use crate::store::Store;

    fn site() -> (tempfile::TempDir, Store) {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::create(&dir.path().join("site.fordring")).unwrap();
        store.add_fold(crate::domain::text::Alphabet::DanishNorwegian).unwrap();
        (dir, store)
    }

    #[test]
    fn every_list_that_follows_edits_is_there_and_finds_them_without_looking_through_a_table() {
        let (_dir, store) = site();
        for (list, sql) in EDITED {
            assert!(LISTS.iter().any(|known| known.id == *list), "{list}");
            let mut statement = store.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let plan: Vec<String> = statement
                .query_map([1], |row| row.get(3))
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap();
            assert!(!plan.iter().any(|step| step.starts_with("SCAN")), "{list}: {plan:#?}");
        }
    }

    #[test]
    fn a_row_that_says_something_else_is_read_again_and_nothing_else_is() {
        let (_dir, store) = site();
        let conn = &store.conn;
        let list = LISTS.iter().find(|list| list.id == "parties").unwrap();
        let add = |id: u32, name: &str| {
            let sql = "INSERT INTO party (id, number, name, name_key) VALUES (?1, ?1 + 1000, ?2, fold(?2))";
            conn.execute(sql, params![id, name]).unwrap();
        };
        let log = |id: u32| {
            let sql = "INSERT INTO journal (seq, at, operator, kind, id, action, comment, digest, prev, hash, format)
               SELECT coalesce(max(seq), 0) + 1, 0, 'eva', 'party', ?1, 'changed', '', zeroblob(32), zeroblob(32), zeroblob(32), 1 FROM journal";
            conn.execute(sql, [id]).unwrap();
            super::super::journal::last_seq(conn).unwrap()
        };
        for (id, name) in [(1, "Kari Berg"), (2, "Ola Lie"), (3, "Liv Moen")] {
            add(id, name);
        }
        let mut text = SearchText::build(conn, list, &|| false).unwrap();
        let has = |text: &SearchText, word: &str, exclude: bool| -> Vec<u32> {
            let found = text.find(&[(word.to_owned(), exclude)]);
            (1..=4).filter(|key| found.has(*key)).collect()
        };
        let whole = text.text.len();
        conn.execute(
            "UPDATE party SET name = 'Ola Strand', name_key = fold('Ola Strand') WHERE id = 2",
            [],
        )
        .unwrap();
        // Not named by the change log: it would only be seen if everything were read again.
        conn.execute("UPDATE party SET name_key = 'unseen' WHERE id = 3", []).unwrap();
        add(4, "Per Strand");
        log(4);
        text.follow(conn, log(2), false, &|| false).unwrap();
        assert_eq!((has(&text, "lie", false), has(&text, "strand", false)), (vec![], vec![2, 4]));
        assert_eq!((has(&text, "unseen", false), has(&text, "moen", false)), (vec![], vec![3]));
        assert_eq!(has(&text, "strand", true), [1, 3]);
        assert!(text.text.len() > whole && text.edited.len() == 1);
        // Twice, and away by a merge.
        conn.execute("UPDATE party SET name_key = 'berg' WHERE id = 2", []).unwrap();
        text.follow(conn, log(2), false, &|| false).unwrap();
        assert_eq!((has(&text, "strand", false), has(&text, "berg", false)), (vec![4], vec![1, 2]));
        conn.execute("UPDATE party SET merged_into = 1 WHERE id = 2", []).unwrap();
        text.follow(conn, log(2), false, &|| false).unwrap();
        assert_eq!(has(&text, "berg", false), [1]);
    }
}
