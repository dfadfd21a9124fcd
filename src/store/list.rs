//! Lists: SQL made from column rows alone. No text of a person becomes SQL; values are bound.
//!
//! A list is a row map (keys in the wanted order) and a window of rows read by key, so that a million rows cost four
//! megabytes and only what is on the screen is ever fetched.

use chrono::{Duration, Months, NaiveDate};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::columns::{Column, Kind, List};
use super::{StoreError, to_days};
use crate::domain::filter::{Filter, Op, Operand, Term, Test};
use crate::domain::money::Money;
use crate::domain::text::{Alphabet, sort_key};

/// What a list shows: which rows, in which order.
#[derive(Clone)]
pub struct ListQuery {
    /// Which list.
    pub list: &'static List,
    /// Which rows. Choices hold code words (`unpaid`), whatever language they were typed in.
    pub filter: Filter,
    /// In which order: column id, and whether descending. The key comes last by itself.
    pub sort: Vec<(String, bool)>,
    /// Today, for relative dates.
    pub today: NaiveDate,
    /// How text folds.
    pub alphabet: Alphabet,
}

/// One value of a row, as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A number: minor units, days, milliseconds, a code – the column's kind tells.
    Int(i64),
    /// Text, not cleaned.
    Text(String),
}

impl Cell {
    /// The number in it.
    pub fn int(&self) -> Option<i64> {
        match self {
            Cell::Int(number) => Some(*number),
            Cell::Empty | Cell::Text(_) => None,
        }
    }
}

/// One row: its key and the cells of the columns that were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Key.
    pub id: u32,
    /// Cells.
    pub cells: Vec<Cell>,
}

/// Count and sums of what a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many rows.
    pub count: i64,
    /// Sums of the summed columns, as (column id, number).
    pub sums: Vec<(&'static str, i64)>,
}

/// SQL with its values.
#[derive(Clone, Debug, Default)]
pub struct Fragment {
    /// The text.
    pub sql: String,
    /// What is bound, in order.
    pub values: Vec<Value>,
}

impl ListQuery {
    fn condition(&self) -> Fragment {
        let mut fragment = Fragment::default();
        for term in &self.filter.terms {
            fragment.sql.push_str(if fragment.sql.is_empty() { " WHERE " } else { " AND " });
            self.term(term, &mut fragment);
        }
        fragment
    }

    fn term(&self, term: &Term, out: &mut Fragment) {
        // One code alone stands bare, so that an index over just these rows serves it (the queue of manual handling).
        if let (
            Test::Column {
                column,
                op: Op::Is,
                values,
            },
            false,
        ) = (&term.test, term.exclude)
            && let (Some(column), [_]) = (self.list.column(column), values.as_slice())
            && matches!(column.kind, Kind::Choice(..))
        {
            return self.column(column, Op::Is, values, out);
        }
        out.sql.push_str(if term.exclude { "NOT coalesce((" } else { "coalesce((" });
        match &term.test {
            Test::Word(word) => self.word(word, out),
            Test::Column { column, op, values } => match self.list.column(column) {
                Some(column) => self.column(column, *op, values, out),
                None => out.sql.push('0'),
            },
        }
        out.sql.push_str("), 0)");
    }

    fn word(&self, word: &str, out: &mut Fragment) {
        let key = sort_key(word, self.alphabet);
        let mut first = true;
        for expression in self.list.columns.iter().filter_map(|column| column.words) {
            out.sql.push_str(if first { "" } else { " OR " });
            out.sql.push_str(&format!("coalesce(instr({expression}, ?), 0) > 0"));
            out.values.push(Value::Text(key.clone()));
            first = false;
        }
    }

    fn column(&self, column: &Column, op: Op, values: &[Operand], out: &mut Fragment) {
        // Text is looked for folded and anywhere in it; its folded expression is the words' one where there is one.
        let folded = || match (column.kind, column.words) {
            (_, Some(words)) => words.to_owned(),
            (Kind::Text, None) => format!("fold({})", column.sql),
            // Numbers of customers and accounts hold letters and hyphens too.
            _ => format!("fold(CAST({} AS TEXT))", column.sql),
        };
        match op {
            Op::Empty => out.sql.push_str(&format!("coalesce({0}, '') = ''", column.sql)),
            Op::NotEmpty => out.sql.push_str(&format!("coalesce({0}, '') <> ''", column.sql)),
            Op::Is => {
                for (place, value) in values.iter().enumerate() {
                    out.sql.push_str(if place == 0 { "" } else { " OR " });
                    match (column.kind, value) {
                        (Kind::Text | Kind::Digits, Operand::Text(text)) => {
                            out.sql.push_str(&format!("instr({}, ?) > 0", folded()));
                            out.values.push(Value::Text(sort_key(text, self.alphabet)));
                        }
                        (Kind::Code(..), Operand::Choice(word) | Operand::Text(word)) => {
                            out.sql.push_str(&format!("{} = ?", column.sql));
                            out.values.push(Value::Text(word.clone()));
                        }
                        // A number of ours, as it is.
                        (Kind::Choice(..), _) => {
                            out.sql.push_str(&format!("{} = {}", column.sql, self.number(column, value)));
                        }
                        (Kind::Moment, _) => {
                            let (from, to) = self.day(value);
                            out.sql.push_str(&format!("({} BETWEEN ? AND ?)", column.sql));
                            out.values.extend([Value::Integer(from), Value::Integer(to)]);
                        }
                        (Kind::Flag, Operand::Flag(yes)) => {
                            out.sql
                                .push_str(&format!("coalesce({}, 0) {} 0", column.sql, if *yes { "<>" } else { "=" }));
                        }
                        _ => {
                            out.sql.push_str(&format!("{} = ?", column.sql));
                            out.values.push(Value::Integer(self.number(column, value)));
                        }
                    }
                }
            }
            Op::Between => {
                let (low, high) = (self.bound(column, values.first(), false), self.bound(column, values.get(1), true));
                out.sql.push_str(&format!("{} BETWEEN ? AND ?", column.sql));
                out.values.extend([Value::Integer(low), Value::Integer(high)]);
            }
            Op::Less | Op::LessEq | Op::Greater | Op::GreaterEq => {
                let (sign, late) = match op {
                    Op::Less => ("<", false),
                    Op::LessEq => ("<=", true),
                    Op::Greater => (">", true),
                    _ => (">=", false),
                };
                out.sql.push_str(&format!("{} {sign} ?", column.sql));
                out.values.push(Value::Integer(self.bound(column, values.first(), late)));
            }
        }
    }

    fn bound(&self, column: &Column, value: Option<&Operand>, late: bool) -> i64 {
        match (column.kind, value) {
            (_, None) => 0,
            (Kind::Moment, Some(value)) => {
                let (from, to) = self.day(value);
                if late { to } else { from }
            }
            (_, Some(value)) => self.number(column, value),
        }
    }

    fn date(&self, value: &Operand) -> NaiveDate {
        let months = |months: i32| {
            let count = Months::new(months.unsigned_abs());
            if months < 0 {
                self.today.checked_sub_months(count)
            } else {
                self.today.checked_add_months(count)
            }
        };
        match value {
            Operand::Date(date) => *date,
            Operand::RelativeDays(days) => Duration::try_days(*days)
                .and_then(|d| self.today.checked_add_signed(d))
                .unwrap_or(self.today),
            Operand::RelativeMonths(count) => months(*count).unwrap_or(self.today),
            _ => self.today,
        }
    }

    /// First and last millisecond of a day, in UTC as moments are stored.
    fn day(&self, value: &Operand) -> (i64, i64) {
        let day = to_days(self.date(value)).saturating_mul(86_400_000);
        (day, day.saturating_add(86_399_999))
    }

    fn number(&self, column: &Column, value: &Operand) -> i64 {
        match (column.kind, value) {
            (Kind::Choice(_, _, words), Operand::Choice(word) | Operand::Text(word)) => words()
                .into_iter()
                .find(|(_, code)| code == word)
                .map_or(i64::MIN, |(number, _)| number),
            (_, Operand::Number(number)) => *number,
            (_, Operand::Money(money)) => money.minor(),
            (_, Operand::Flag(yes)) => i64::from(*yes),
            (_, Operand::Text(_) | Operand::Choice(_)) => i64::MIN,
            _ => to_days(self.date(value)),
        }
    }

    /// The order, ending with the key in the direction of the first column, so that an index can serve all of it.
    fn order(&self) -> String {
        let mut parts = Vec::new();
        let mut down = false;
        for (id, descending) in &self.sort {
            if let Some(column) = self.list.column(id) {
                let direction = if *descending { " DESC" } else { "" };
                if parts.is_empty() {
                    down = *descending;
                }
                parts.extend(column.sort_sql().split(", ").map(|part| format!("{part}{direction}")));
            }
        }
        parts.push(format!("{}{}", self.list.key, if down { " DESC" } else { "" }));
        parts.join(", ")
    }

    fn from(&self, fragments: &[&str]) -> String {
        from_sql(self.list, fragments)
    }

    /// The same list without the words of its filter, and those words folded: the search text in memory answers them.
    pub fn split_words(&self) -> (ListQuery, Vec<(String, bool)>) {
        let mut rest = self.clone();
        let mut words = Vec::new();
        rest.filter.terms.retain(|term| match &term.test {
            Test::Word(word) => {
                words.push((sort_key(word, self.alphabet), term.exclude));
                false
            }
            Test::Column { .. } => true,
        });
        (rest, words)
    }

    fn keys_sql(&self, limit: Option<usize>) -> Fragment {
        let (condition, order) = (self.condition(), self.order());
        let mut sql = format!(
            "SELECT {}{}{} ORDER BY {order}",
            self.list.key,
            self.from(&[&condition.sql, &order]),
            condition.sql
        );
        if let Some(limit) = limit {
            sql.push_str(&format!(" LIMIT {limit}"));
        }
        Fragment {
            sql,
            values: condition.values,
        }
    }

    /// The query plan of the whole row map, for the tests of hot lists.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn plan(&self, conn: &Connection) -> Result<Vec<String>, StoreError> {
        let fragment = self.keys_sql(None);
        let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {}", fragment.sql))?;
        let rows = statement.query_map(params_from_iter(fragment.values), |row| row.get(3))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keys in the wanted order: all, or the first `limit`. `stop` is asked every few thousand rows.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`]; [`StoreError::Cancelled`] when `stop` said so.
    pub fn keys(&self, conn: &Connection, limit: Option<usize>, stop: &dyn Fn() -> bool) -> Result<Vec<u32>, StoreError> {
        let fragment = self.keys_sql(limit);
        let mut statement = conn.prepare_cached(&fragment.sql)?;
        let mut rows = statement.query(params_from_iter(fragment.values))?;
        let mut keys: Vec<u32> = Vec::with_capacity(limit.unwrap_or(1024));
        while let Some(row) = rows.next()? {
            keys.push(row.get(0)?);
            if keys.len().is_multiple_of(8192) && stop() {
                return Err(StoreError::Cancelled);
            }
        }
        keys.shrink_to_fit();
        Ok(keys)
    }

    /// Count and sums of everything the filter lets through.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn totals(&self, conn: &Connection) -> Result<Totals, StoreError> {
        let condition = self.condition();
        let summed: Vec<&Column> = self.list.columns.iter().filter(|column| column.summed).collect();
        let sums: String = summed.iter().map(|column| format!(", coalesce(sum({}), 0)", column.sql)).collect();
        let sql = format!("SELECT count(*){sums}{}{}", self.from(&[&condition.sql, &sums]), condition.sql);
        let mut statement = conn.prepare_cached(&sql)?;
        let totals = statement.query_row(params_from_iter(condition.values), |row| {
            let mut totals = Totals {
                count: row.get(0)?,
                sums: Vec::new(),
            };
            for (place, column) in summed.iter().enumerate() {
                totals.sums.push((column.id, row.get(place + 1)?));
            }
            Ok(totals)
        })?;
        Ok(totals)
    }

    /// The rows of some keys, in the order of the keys. A key that is gone gives no row.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn rows(&self, conn: &Connection, columns: &[&'static Column], keys: &[u32]) -> Result<Vec<Row>, StoreError> {
        let selected = select(columns);
        let by_key = format!("{} = ?1", self.list.key);
        let condition = self.list.find.unwrap_or(&by_key);
        let sql = format!("SELECT {selected}{} WHERE {condition}", self.from(&[&selected]));
        let mut statement = conn.prepare_cached(&sql)?;
        let mut found = Vec::with_capacity(keys.len());
        for key in keys {
            let mut rows = statement.query([key])?;
            if let Some(row) = rows.next()? {
                found.push(Row {
                    id: *key,
                    cells: cells(row, columns.len())?,
                });
            }
        }
        Ok(found)
    }

    /// Hands every row to `sink`, in order, at most `limit`, without holding them.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`], and whatever `sink` answers with.
    pub fn each_row<E: From<StoreError>>(
        &self,
        conn: &Connection,
        columns: &[&'static Column],
        limit: Option<usize>,
        sink: &mut dyn FnMut(&[Cell]) -> Result<(), E>,
    ) -> Result<(), E> {
        let run = |e: rusqlite::Error| E::from(StoreError::from(e));
        let (condition, order, selected) = (self.condition(), self.order(), select(columns));
        let limit = limit.map(|n| format!(" LIMIT {n}")).unwrap_or_default();
        let from = self.from(&[&condition.sql, &order, &selected]);
        let sql = format!("SELECT {selected}{from}{} ORDER BY {order}{limit}", condition.sql);
        let mut statement = conn.prepare(&sql).map_err(run)?;
        let mut rows = statement.query(params_from_iter(condition.values)).map_err(run)?;
        while let Some(row) = rows.next().map_err(run)? {
            sink(&cells(row, columns.len()).map_err(E::from)?)?;
        }
        Ok(())
    }

    /// Sums of the summed columns over some keys: what is selected.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn sum_of(&self, conn: &Connection, keys: &[u32]) -> Result<Totals, StoreError> {
        let summed: Vec<&'static Column> = self.list.columns.iter().filter(|column| column.summed).collect();
        let mut totals = Totals {
            count: 0,
            sums: summed.iter().map(|column| (column.id, 0)).collect(),
        };
        for row in self.rows(conn, &summed, keys)? {
            totals.count += 1;
            for (sum, cell) in totals.sums.iter_mut().zip(&row.cells) {
                let more = Money::from_minor(cell.int().unwrap_or(0));
                sum.1 = Money::from_minor(sum.1).plus(more)?.minor();
            }
        }
        Ok(totals)
    }
}

/// `FROM` with just the joins that the fragments speak of.
pub(crate) fn from_sql(list: &List, fragments: &[&str]) -> String {
    let mut needed = vec![false; list.joins.len()];
    for place in (0..list.joins.len()).rev() {
        let Some((alias, _)) = list.joins.get(place) else { continue };
        let by_later = list.joins.iter().zip(&needed).any(|((_, sql), used)| *used && uses(sql, alias));
        if let Some(flag) = needed.get_mut(place) {
            *flag = by_later || fragments.iter().any(|sql| uses(sql, alias));
        }
    }
    let joins: String = list
        .joins
        .iter()
        .zip(needed)
        .filter(|(_, used)| *used)
        .map(|((_, join), _)| format!(" {join}"))
        .collect();
    format!(" FROM {}{joins}", list.table)
}

fn select(columns: &[&'static Column]) -> String {
    if columns.is_empty() {
        return "1".to_owned();
    }
    columns.iter().map(|column| column.sql).collect::<Vec<_>>().join(", ")
}

fn cells(row: &rusqlite::Row<'_>, count: usize) -> Result<Vec<Cell>, StoreError> {
    use rusqlite::types::ValueRef;
    (0..count)
        .map(|place| {
            Ok(match row.get_ref(place)? {
                ValueRef::Integer(number) => Cell::Int(number),
                ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
                ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_) => Cell::Empty,
            })
        })
        .collect()
}

/// Whether SQL speaks of an alias: `p.name` does of `p`, `map.x` does not.
fn uses(sql: &str, alias: &str) -> bool {
    sql.match_indices(alias).any(|(at, found)| {
        let before = sql.get(..at).and_then(|s| s.chars().next_back());
        let after = sql.get(at + found.len()..).and_then(|s| s.chars().next());
        after == Some('.') && !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '.')
    })
}
