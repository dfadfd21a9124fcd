//! The list widget: one for every list and every lookup. It holds a row map (keys in order) and a window of rows; what is
//! not there yet is a dim `·`.

use std::cell::Cell as Shared;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::app::columns::{Column, List};
use crate::app::layout::Layout;
use crate::app::reader::{Ask, Reader, Wanted};
use crate::app::texts::Texts;
use crate::app::{Row, Totals, query};
use crate::domain::refusal::Refusal;

/// Rows kept beyond those on the screen.
const ROWS_MAX: usize = 4096;
/// How many selected rows are summed as they are; more take the long way and are counted only.
const SUMMED_MAX: usize = 20_000;

/// A list with its place, selection and layout.
pub(in crate::tui) struct ListState {
    pub list: &'static List,
    pub layout: Layout,
    /// Keys in order.
    pub keys: Arc<Vec<u32>>,
    /// Whether `keys` is the whole map and not only its beginning.
    pub exact: bool,
    pub cursor: usize,
    pub top: usize,
    /// The column under the cursor, among the shown ones.
    pub column: usize,
    /// How many columns that are not pinned are scrolled away.
    pub scrolled: usize,
    pub selected: HashSet<u32>,
    anchor: Option<usize>,
    pub rows: HashMap<u32, Row>,
    asked: HashSet<u32>,
    pub totals: Option<Totals>,
    pub selected_totals: Option<Totals>,
    /// The newest question for the map; older answers are passed over.
    ticket: u64,
    sum_ticket: u64,
    /// The key to stay at when a new map comes.
    hold: Option<u32>,
    /// A row that was just made: the cursor goes there when the list is seen again.
    point: Option<u32>,
    /// The columns the rows were read with.
    columns_read: Vec<&'static str>,
    /// How many rows fit, as last drawn.
    pub height: Shared<usize>,
    /// How many columns to the right did not fit, as last drawn.
    pub hidden_right: Shared<usize>,
    pub loaded: bool,
    pub fault: Option<Refusal>,
}

/// Numbers questions over all lists.
fn next_ticket() -> u64 {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

impl ListState {
    /// An empty list with its own layout.
    pub fn new(list: &'static List) -> ListState {
        ListState {
            list,
            layout: Layout::of(list),
            keys: Arc::default(),
            exact: false,
            cursor: 0,
            top: 0,
            column: 0,
            scrolled: 0,
            selected: HashSet::new(),
            anchor: None,
            rows: HashMap::new(),
            asked: HashSet::new(),
            totals: None,
            selected_totals: None,
            ticket: 0,
            sum_ticket: 0,
            hold: None,
            point: None,
            columns_read: Vec::new(),
            height: Shared::new(20),
            hidden_right: Shared::new(0),
            loaded: false,
            fault: None,
        }
    }

    /// The shown columns in order, with width and whether pinned.
    pub fn shown(&self) -> Vec<(&'static Column, u16, bool)> {
        self.layout.shown(self.list)
    }

    fn columns(&self) -> Vec<&'static Column> {
        self.shown().into_iter().map(|(column, _, _)| column).collect()
    }

    /// Which rows the layout wants, or why its filter cannot be read.
    pub fn wanted(&self, texts: &Texts) -> Result<Wanted, Refusal> {
        let filter = query::parse_filter(self.list, &self.layout.filter, texts)?;
        Ok(Wanted {
            list: self.list,
            filter,
            sort: self.layout.sort.clone(),
        })
    }

    /// The selected keys in the order of the list; nothing selected: the one under the cursor.
    pub fn chosen(&self) -> Vec<u32> {
        if self.selected.is_empty() {
            return self.current().into_iter().collect();
        }
        self.keys.iter().copied().filter(|key| self.selected.contains(key)).collect()
    }

    /// The cursor goes to this row when the list is seen again.
    pub fn point_at(&mut self, key: u32) {
        self.point = Some(key);
    }

    /// Asks for the row map anew. `keep`: stay at the row under the cursor; else go to the top.
    pub fn reload(&mut self, reader: &Reader, texts: &Texts, keep: bool) {
        self.fault = None;
        let wanted = match self.wanted(texts) {
            Ok(wanted) => wanted,
            Err(refusal) => {
                self.fault = Some(refusal);
                return;
            }
        };
        self.hold = self.point.take().or(if keep { self.current() } else { None });
        if !keep {
            (self.cursor, self.top) = (0, 0);
        }
        self.exact = false;
        self.ticket = next_ticket();
        self.renew_columns();
        reader.ask(Ask::Map {
            ticket: self.ticket,
            wanted,
            columns: self.columns(),
            first: !keep || !self.loaded,
        });
    }

    /// Rows read with other columns are of no use.
    fn renew_columns(&mut self) {
        let now: Vec<&'static str> = self.columns().iter().map(|column| column.id).collect();
        if now != self.columns_read {
            self.columns_read = now;
            self.rows.clear();
            self.asked.clear();
        }
    }

    /// The key under the cursor.
    pub fn current(&self) -> Option<u32> {
        self.keys.get(self.cursor).copied()
    }

    /// Asks for the rows that are on the screen, and a page around them.
    pub fn fetch(&mut self, reader: &Reader) {
        self.renew_columns();
        let height = self.height.get().max(1);
        let from = self.top.saturating_sub(height);
        let missing: Vec<u32> = self
            .keys
            .iter()
            .skip(from)
            .take(height * 3)
            .copied()
            .filter(|key| !self.rows.contains_key(key) && !self.asked.contains(key))
            .collect();
        let on_screen = self.keys.iter().skip(self.top).take(height).any(|key| !self.rows.contains_key(key));
        if missing.is_empty() || (!on_screen && missing.len() < height / 2) {
            return;
        }
        if self.rows.len() > ROWS_MAX {
            let near: HashSet<u32> = self.keys.iter().skip(from).take(height * 3).copied().collect();
            self.rows.retain(|key, _| near.contains(key));
        }
        self.asked.extend(&missing);
        reader.ask(Ask::Rows {
            ticket: self.ticket,
            list: self.list,
            columns: self.columns(),
            keys: missing,
        });
    }

    /// The first rows came.
    pub fn first(&mut self, ticket: u64, rows: Vec<Row>) {
        if ticket == self.ticket {
            self.keys = Arc::new(rows.iter().map(|row| row.id).collect());
            self.exact = false;
            self.loaded = true;
            self.put(rows);
            self.clamp();
        }
    }

    /// The whole map came.
    pub fn map(&mut self, ticket: u64, keys: Arc<Vec<u32>>) {
        if ticket != self.ticket {
            return;
        }
        self.keys = keys;
        self.exact = true;
        self.loaded = true;
        if let Some(at) = self.hold.take().and_then(|key| self.keys.iter().position(|k| *k == key)) {
            let screen_row = self.cursor.saturating_sub(self.top);
            self.cursor = at;
            self.top = at.saturating_sub(screen_row);
        }
        self.clamp();
    }

    /// Count and sums came.
    pub fn totals(&mut self, ticket: u64, totals: Totals) {
        if ticket == self.ticket {
            self.totals = Some(totals);
        }
    }

    /// Rows came. Keys without a row are gone.
    pub fn fetched(&mut self, keys: &[u32], rows: Vec<Row>) {
        for key in keys {
            self.asked.remove(key);
        }
        if rows.first().is_none_or(|row| row.cells.len() == self.columns_read.len()) {
            self.put(rows);
        }
    }

    fn put(&mut self, rows: Vec<Row>) {
        self.rows.extend(rows.into_iter().map(|row| (row.id, row)));
    }

    /// Sums of the selection came.
    pub fn summed(&mut self, ticket: u64, totals: Totals) {
        if ticket == self.sum_ticket {
            self.selected_totals = Some(totals);
        }
    }

    /// A question failed; what is shown stays.
    pub fn failed(&mut self, ticket: u64) -> bool {
        ticket == self.ticket
    }

    /// Records of this list were changed: they are read again where they stand.
    pub fn changed(&mut self, keys: impl Iterator<Item = u32>) {
        for key in keys {
            self.rows.remove(&key);
            self.asked.remove(&key);
        }
    }

    /// The rows on the screen are read again; until they come they stay as they are.
    pub fn read_again(&self, reader: &Reader) {
        reader.ask(Ask::Rows {
            ticket: self.ticket,
            list: self.list,
            columns: self.columns(),
            keys: self.keys.iter().skip(self.top).take(self.height.get()).copied().collect(),
        });
    }

    /// Everything may have changed.
    pub fn changed_all(&mut self) {
        self.rows.clear();
        self.asked.clear();
    }

    fn clamp(&mut self) {
        self.cursor = self.cursor.min(self.keys.len().saturating_sub(1));
        self.follow();
    }

    /// Scrolls so that the cursor is on the screen.
    fn follow(&mut self) {
        let height = self.height.get().max(1);
        self.top = self.top.min(self.cursor).max((self.cursor + 1).saturating_sub(height));
        // The last page is a full one.
        self.top = self.top.min(self.keys.len().saturating_sub(height));
    }

    /// Moves the cursor by rows.
    pub fn step(&mut self, rows: isize) {
        self.go(self.cursor.saturating_add_signed(rows));
    }

    /// Moves the cursor to a row.
    pub fn go(&mut self, row: usize) {
        self.cursor = row.min(self.keys.len().saturating_sub(1));
        self.anchor = None;
        self.follow();
        self.hold_here();
    }

    /// A map that was asked for before the cursor moved does not move it back.
    fn hold_here(&mut self) {
        if self.hold.is_some() {
            self.hold = self.current();
        }
    }

    /// Scrolls without moving the cursor off the screen.
    pub fn wheel(&mut self, rows: isize) {
        let height = self.height.get().max(1);
        self.top = self.top.saturating_add_signed(rows).min(self.keys.len().saturating_sub(height));
        self.cursor = self
            .cursor
            .clamp(self.top, self.top + height - 1)
            .min(self.keys.len().saturating_sub(1));
        self.hold_here();
    }

    /// Moves the column cursor.
    pub fn sideways(&mut self, right: bool) {
        let shown = self.shown();
        let last = shown.len().saturating_sub(1);
        self.column = if right {
            (self.column + 1).min(last)
        } else {
            self.column.saturating_sub(1)
        };
        let pinned = shown.iter().filter(|(_, _, pinned)| *pinned).count();
        if self.column < pinned + self.scrolled {
            self.scrolled = self.column.saturating_sub(pinned);
        }
    }

    /// The column under the cursor.
    pub fn column_at(&self) -> Option<&'static Column> {
        self.shown().get(self.column).map(|(column, _, _)| *column)
    }

    /// Selects the row under the cursor, or takes it out.
    pub fn select(&mut self) {
        if let Some(key) = self.current()
            && !self.selected.remove(&key)
        {
            self.selected.insert(key);
        }
        self.step(1);
    }

    /// Selects from where the selection began to the next row.
    pub fn extend(&mut self, down: bool) {
        let anchor = self.anchor.unwrap_or(self.cursor);
        self.step(if down { 1 } else { -1 });
        self.anchor = Some(anchor);
        let (from, to) = (anchor.min(self.cursor), anchor.max(self.cursor));
        self.selected.extend(self.keys.iter().skip(from).take(to - from + 1));
    }

    /// Selects every row, or none when all are.
    pub fn select_all(&mut self) {
        if self.selected.len() == self.keys.len() {
            self.selected.clear();
        } else {
            self.selected = self.keys.iter().copied().collect();
        }
    }

    /// Asks for the sums of what is selected.
    pub fn sum_selected(&mut self, reader: &Reader) {
        self.selected_totals = None;
        if self.selected.is_empty() || self.selected.len() > SUMMED_MAX {
            return;
        }
        self.sum_ticket = next_ticket();
        reader.ask(Ask::Sum {
            ticket: self.sum_ticket,
            list: self.list,
            keys: self.selected.iter().copied().collect(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::columns::desk::LIST;

    /// A list of three rows whose map was asked for anew with the cursor on the second.
    fn asked() -> ListState {
        let mut list = ListState::new(&LIST);
        list.map(0, Arc::new(vec![10, 20, 30]));
        list.go(1);
        list.hold = list.current();
        list
    }

    #[test]
    fn a_late_map_keeps_the_row_and_a_key_pressed_meanwhile_counts() {
        let mut list = asked();
        list.map(0, Arc::new(vec![5, 10, 20, 30]));
        assert_eq!(list.current(), Some(20));
        type Move = fn(&mut ListState);
        let moves: [(Move, u32); 4] = [
            (|list| list.go(0), 10),
            (|list| list.step(1), 30),
            (|list| list.step(-1), 10),
            (|list| list.wheel(1), 30),
        ];
        for (moved, wanted) in moves {
            let mut list = asked();
            list.height.set(1);
            list.top = 1;
            moved(&mut list);
            assert_eq!(list.current(), Some(wanted));
            list.map(0, Arc::new(vec![5, 10, 20, 30]));
            assert_eq!(list.current(), Some(wanted), "a key was taken back");
        }
    }
}
