//! How a list is laid out: columns in their order, widths, pins, sort and filter. Remembered per operator and list, and
//! saved under a name as a view.

use serde::{Deserialize, Serialize};

use crate::app::columns::{Column, List, ReadyView};

/// One column of a layout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// Column id.
    pub id: String,
    /// Width in cells.
    pub width: u16,
    /// Stays at the left.
    #[serde(default)]
    pub pinned: bool,
}

/// A layout. Column ids are stable: unknown ones are passed over, and columns that came later are hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// Shown columns, in order.
    pub columns: Vec<Placed>,
    /// Column id, and whether descending.
    pub sort: Vec<(String, bool)>,
    /// As typed.
    #[serde(default)]
    pub filter: String,
}

impl Layout {
    /// The layout that the program comes with.
    pub fn of(list: &List) -> Layout {
        Layout {
            columns: list.columns.iter().filter(|column| column.shown).map(Placed::of).collect(),
            sort: list.sort.iter().map(|(id, down)| ((*id).to_owned(), *down)).collect(),
            filter: String::new(),
        }
    }

    /// The same layout with a ready view's filter, and the columns that belong to it.
    #[must_use]
    pub fn with_view(mut self, list: &List, view: &ReadyView) -> Layout {
        view.filter.clone_into(&mut self.filter);
        for column in view.also.iter().filter_map(|id| list.column(id)) {
            if self.place(column.id).is_none() {
                self.columns.push(Placed::of(column));
            }
        }
        self
    }

    /// With the columns of a view that is a screen of its own.
    pub fn of_queue(mut self, list: &List, view: &ReadyView) -> Layout {
        self = self.with_view(list, view);
        if !view.queue.is_empty() {
            self.columns = view.queue.iter().filter_map(|id| list.column(id)).map(Placed::of).collect();
        }
        self
    }

    /// Reads a stored one; what this program does not know is passed over. `None` when nothing usable is in it.
    pub fn read(list: &List, body: &str) -> Option<Layout> {
        let mut layout: Layout = serde_json::from_str(body).ok()?;
        layout.columns.retain(|placed| list.column(&placed.id).is_some());
        layout.sort.retain(|(id, _)| list.column(id).is_some());
        (!layout.columns.is_empty()).then_some(layout)
    }

    /// As it is stored.
    pub fn body(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The shown columns: pinned ones first, each group in its order.
    pub fn shown(&self, list: &List) -> Vec<(&'static Column, u16, bool)> {
        let known = |placed: &Placed| list.column(&placed.id).map(|column| (column, placed.width, placed.pinned));
        let pinned = self.columns.iter().filter(|placed| placed.pinned).filter_map(known);
        let free = self.columns.iter().filter(|placed| !placed.pinned).filter_map(known);
        pinned.chain(free).collect()
    }

    /// Where a column stands among the shown ones.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|placed| placed.id == id)
    }

    /// Shows or hides a column. The last shown one stays. Says whether something changed.
    pub fn toggle(&mut self, column: &Column) -> bool {
        match self.place(column.id) {
            Some(_) if self.columns.len() == 1 => false,
            Some(at) => {
                self.columns.remove(at);
                true
            }
            None => {
                self.columns.push(Placed::of(column));
                true
            }
        }
    }

    /// Moves a shown column by one place.
    pub fn shift(&mut self, id: &str, later: bool) -> bool {
        let Some(at) = self.place(id) else { return false };
        let to = if later { at + 1 } else { at.wrapping_sub(1) };
        if to >= self.columns.len() {
            return false;
        }
        self.columns.swap(at, to);
        true
    }

    /// Makes a column wider or narrower, within its bounds.
    pub fn resize(&mut self, column: &Column, width: u16) {
        if let Some(placed) = self.columns.iter_mut().find(|placed| placed.id == column.id) {
            placed.width = width.clamp(column.width.min, column.width.max);
        }
    }

    /// Pins a column to the left, or frees it.
    pub fn pin(&mut self, id: &str) {
        if let Some(placed) = self.columns.iter_mut().find(|placed| placed.id == id) {
            placed.pinned = !placed.pinned;
        }
    }

    /// Goes through rising, falling, not at all. `add` keeps the other levels of the sort.
    pub fn cycle_sort(&mut self, id: &str, add: bool) {
        let now = self.sort.iter().position(|(column, _)| column == id);
        if !add {
            let down = now.and_then(|at| self.sort.get(at)).map(|(_, down)| *down);
            let only = self.sort.len() == 1;
            self.sort.clear();
            match down {
                Some(true) if only => {}
                Some(down) => self.sort.push((id.to_owned(), !down)),
                None => self.sort.push((id.to_owned(), false)),
            }
            return;
        }
        match now.and_then(|at| self.sort.get_mut(at)) {
            None => self.sort.push((id.to_owned(), false)),
            Some(level) if !level.1 => level.1 = true,
            Some(_) => self.sort.retain(|(column, _)| column != id),
        }
    }

    /// The level of a column in the sort, from 1, and whether it falls.
    pub fn sorted(&self, id: &str) -> Option<(usize, bool)> {
        self.sort
            .iter()
            .position(|(column, _)| column == id)
            .and_then(|at| self.sort.get(at).map(|(_, down)| (at + 1, *down)))
    }
}

impl Placed {
    fn of(column: &Column) -> Placed {
        Placed {
            id: column.id.to_owned(),
            width: column.width.ideal,
            pinned: column.pinned,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::columns::claims;

    #[test]
    fn ord_21_a_stored_layout_survives_unknown_and_new_columns() {
        let body = r#"{"columns":[{"id":"due","width":10},{"id":"gone","width":9}],"sort":[["gone",true],["due",true]]}"#;
        let layout = Layout::read(&claims::LIST, body).unwrap();
        assert_eq!(layout.columns.len(), 1);
        assert_eq!(layout.sort, [("due".to_owned(), true)]);
        assert!(Layout::read(&claims::LIST, "{}").is_none());
        assert_eq!(
            Layout::read(&claims::LIST, &Layout::of(&claims::LIST).body()),
            Some(Layout::of(&claims::LIST))
        );
    }

    #[test]
    fn the_last_column_stays_and_sorting_cycles() {
        let list = &claims::LIST;
        let mut layout = Layout {
            columns: vec![Placed::of(list.column("due").unwrap())],
            ..Layout::of(list)
        };
        assert!(!layout.toggle(list.column("due").unwrap()));
        layout.sort.clear();
        layout.cycle_sort("amount", false);
        assert_eq!(layout.sorted("amount"), Some((1, false)));
        layout.cycle_sort("due", true);
        assert_eq!(layout.sorted("due"), Some((2, false)));
        layout.cycle_sort("amount", false);
        assert_eq!((layout.sorted("amount"), layout.sorted("due")), (Some((1, true)), None));
        layout.cycle_sort("amount", false);
        assert!(layout.sort.is_empty());
    }
}
