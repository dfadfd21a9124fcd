//! The search text of a list in memory: every row's folded words in one buffer, so that a word typed into the filter is
//! answered in milliseconds over a million rows. Built when somebody first filters; new rows are added at its end.

use memchr::memmem;
use rusqlite::Connection;

use super::StoreError;
use super::columns::List;

/// Separates fields; never part of a folded word.
const FIELD: &str = "char(31)";

/// The words of all rows of one list.
pub struct SearchText {
    list: &'static List,
    /// Folded text of all rows, each ended by a line feed.
    text: Vec<u8>,
    /// Key and end of each row in `text`, by rising key.
    ends: Vec<(u32, u32)>,
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
            seq,
        };
        text.append(conn, stop)?;
        Ok(text)
    }

    /// Adds the rows that are newer than the last one known.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`]; [`StoreError::Cancelled`].
    pub fn append(&mut self, conn: &Connection, stop: &dyn Fn() -> bool) -> Result<(), StoreError> {
        let fields: Vec<String> = self
            .list
            .columns
            .iter()
            .filter_map(|column| column.words)
            .map(|words| format!("coalesce({words}, '')"))
            .collect();
        let words = fields.join(&format!(" || {FIELD} || "));
        let (key, from) = (self.list.key, super::list::from_sql(self.list, &[&words]));
        let sql = format!("SELECT {key}, {words}{from} WHERE {key} > ?1 ORDER BY {key}");
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

    /// The change log's last row when it was read: later changes of names are not in it.
    pub fn seq(&self) -> i64 {
        self.seq
    }

    /// Notes that nothing but new rows came up to this row of the change log.
    pub fn set_seq(&mut self, seq: i64) {
        self.seq = seq;
    }

    /// Which keys hold all the words (and none of the excluded ones), as a set of bits by key.
    pub fn find(&self, words: &[(String, bool)]) -> Bits {
        let last = self.ends.last().map_or(0, |row| row.0);
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
