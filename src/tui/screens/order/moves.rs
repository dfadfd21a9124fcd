//! Going about an order by keys: tabs, fields, lines, and what a key does to the one at hand.

use super::field::{self, COLS, Col, FORM, Field, Spot};
use super::{OrderScreen, TABS, Tab};
use crate::app::clock;
use crate::app::commands::key::{Code, Key};
use crate::app::texts::Arg;
use crate::app::usecase::orders::act::OrderAct;
use crate::app::usecase::orders::edit::Edit;
use crate::app::writer::Work;
use crate::tui::layers::{lookup, values};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::grid::{beside, row_at};

impl OrderScreen {
    /// How many rows the grid has: the order's lines, those on their way, and the empty last one where lines can be added.
    pub(super) fn grid_rows(&self) -> usize {
        let lines = self.shown.as_ref().map_or(0, |shown| shown.view.loaded.order.lines.len());
        let rows = lines.max(self.editor.last_row().map_or(0, |row| row + 1));
        rows + usize::from(self.editable(Spot::Cell(rows, Col::Code)).is_ok())
    }

    /// Shows a tab, with the keyboard in its first field.
    pub(in crate::tui) fn show(&mut self, tab: Tab, ui: &mut Ui) {
        if tab == self.tab || !self.commit(ui) {
            return;
        }
        self.tab = tab;
        self.scroll = 0;
        let spot = match tab {
            Tab::Lines => Spot::Cell(0, Col::Code),
            Tab::Billing => Spot::Field(Field::Method),
            _ => Spot::Field(Field::Customer),
        };
        self.enter_spot(spot, ui);
    }

    /// Shows the tab beside this one.
    pub(in crate::tui) fn step_tab(&mut self, later: bool, ui: &mut Ui) {
        let at = TABS.iter().position(|tab| *tab == self.tab).unwrap_or(0);
        let to = if later {
            (at + 1) % TABS.len()
        } else {
            (at + TABS.len() - 1) % TABS.len()
        };
        if let Some(tab) = TABS.get(to) {
            self.show(*tab, ui);
        }
    }

    /// The tab that a field stands on comes to the front.
    pub(super) fn show_spot(&mut self, spot: Spot) {
        self.tab = match spot {
            Spot::Field(Field::Method) => Tab::Billing,
            Spot::Field(_) => Tab::Sheet,
            Spot::Cell(..) => Tab::Lines,
        };
    }

    pub(super) fn enter_spot(&mut self, spot: Spot, ui: &Ui) {
        if let Some(shown) = &self.shown {
            self.editor.enter(spot, shown, ui.lang);
        }
    }

    /// Leaves the field at hand for another.
    pub(super) fn go_to(&mut self, spot: Spot, ui: &mut Ui) {
        if self.commit(ui) {
            self.enter_spot(spot, ui);
        }
    }

    /// To the next field or the one before, as Enter and Tab do.
    pub(super) fn step(&mut self, later: bool, ui: &mut Ui) {
        match self.editor.spot {
            Spot::Field(Field::Method) => {}
            Spot::Field(field) => match beside(&FORM, field, later) {
                Some(field) => self.go_to(Spot::Field(field), ui),
                None if later => self.show(Tab::Lines, ui),
                None => {}
            },
            Spot::Cell(row, col) => {
                match beside(&COLS, col, later) {
                    Some(col) => self.go_to(Spot::Cell(row, col), ui),
                    // The empty last row has nothing to go on from.
                    None if later && (row < self.real_rows() || self.editor.is_dirty()) => {
                        self.go_to(Spot::Cell(row + 1, Col::Code), ui);
                    }
                    None if !later && row > 0 => self.go_to(Spot::Cell(row - 1, Col::Vat), ui),
                    None => {}
                }
            }
        }
    }

    pub(super) fn real_rows(&self) -> usize {
        let rows = self.grid_rows();
        rows - usize::from(self.editable(Spot::Cell(rows, Col::Code)).is_ok() && rows > 0)
    }

    /// Up or down by so many fields or rows.
    pub(super) fn step_row(&mut self, later: bool, by: usize, ui: &mut Ui) {
        match self.editor.spot {
            Spot::Field(_) => self.step_field(later, ui),
            Spot::Cell(row, col) => {
                let to = row_at(row, later, by, self.grid_rows());
                if to != row {
                    self.go_to(Spot::Cell(to, col), ui);
                }
            }
        }
    }

    pub(super) fn step_field(&mut self, later: bool, ui: &mut Ui) {
        let Spot::Field(field) = self.editor.spot else { return };
        if let Some(field) = beside(&FORM, field, later) {
            self.go_to(Spot::Field(field), ui);
        }
    }

    /// Goes to the empty last line.
    pub(in crate::tui) fn new_line(&mut self, ui: &mut Ui) {
        if !self.commit(ui) {
            return;
        }
        self.tab = Tab::Lines;
        let row = self.real_rows();
        self.enter_spot(Spot::Cell(row, Col::Code), ui);
    }

    /// The line under the cursor, where lines are shown.
    pub(super) fn line_at(&self) -> Option<&crate::domain::order::Line> {
        match (self.tab, self.editor.spot, &self.shown) {
            (Tab::Lines, Spot::Cell(row, _), Some(shown)) => shown.view.loaded.order.lines.get(row),
            _ => None,
        }
    }

    /// Takes the line under the cursor away.
    pub(in crate::tui) fn drop_line(&mut self, ui: &mut Ui) {
        let Some(line) = self.line_at() else { return };
        let (no, text) = (line.no, line.text.clone());
        self.editor.restore();
        if self.editor.is_saving() {
            return;
        }
        let seen = self.shown.as_ref().map(|shown| shown.view.loaded.order.revision);
        let act = OrderAct::Edit(Edit::DropLine(no));
        if ui.writer.give(Work::Order { id: self.id, act, seen }) {
            let args = [("line", Arg::Count(i64::from(no))), ("text", Arg::Text(text))];
            ui.tell(ui.texts().with("order-line-dropped", &args), Role::Good);
        }
    }

    /// Copies the field from the line above.
    pub(in crate::tui) fn copy_above(&mut self, ui: &mut Ui) {
        if let (Spot::Cell(row, col), Some(shown)) = (self.editor.spot, &self.shown)
            && let Some(above) = row.checked_sub(1)
        {
            let above = Spot::Cell(above, col);
            let text = self
                .editor
                .pending(above)
                .map_or_else(|| field::value(shown, above, ui.lang), str::to_owned);
            let spot = self.editor.spot;
            self.choose(spot, &text, None, ui);
            self.step(true, ui);
        }
    }

    /// Opens the list that the field is chosen from. Says whether it has one.
    pub(in crate::tui) fn open_lookup(&mut self, typed: &str, ui: &mut Ui) -> bool {
        let spot = self.editor.spot;
        if !matches!(spot, Spot::Field(Field::Customer | Field::Plate)) || self.tab != Tab::Sheet {
            return false;
        }
        match self.editable(spot) {
            Ok(()) => {
                let what = if spot == Spot::Field(Field::Customer) {
                    lookup::What::Party
                } else {
                    lookup::What::Car(self.party())
                };
                let take = move |taken, ui: &mut Ui| {
                    let (text, edit) = match taken {
                        lookup::Taken::Known(key) => (key, None),
                        lookup::Taken::New(name, phone) => (name.clone(), Some(Edit::NewCustomer(name, phone))),
                    };
                    ui.with_screen(|order: &mut OrderScreen, ui| order.choose(spot, &text, edit, ui));
                };
                lookup::open(what, typed, Box::new(take), ui);
            }
            Err(refusal) => ui.refuse(&refusal),
        }
        true
    }

    /// Offers the values of the field at hand.
    pub(in crate::tui) fn open_values(&mut self, ui: &mut Ui) {
        let spot = self.editor.spot;
        if self.open_lookup("", ui) {
            return;
        }
        let Some(shown) = &self.shown else { return };
        let rows = field::values(shown, spot, clock::today(), ui.texts());
        if rows.is_empty() {
            ui.tell(ui.texts().t("order-no-values"), Role::Warning);
            return;
        }
        match self.editable(spot) {
            Ok(()) => {
                let now = field::value(shown, spot, ui.lang);
                let take =
                    move |value: &str, ui: &mut Ui| ui.with_screen(|order: &mut OrderScreen, ui| order.choose(spot, value, None, ui));
                values::open(rows, &now, Box::new(take), ui);
            }
            Err(refusal) => ui.refuse(&refusal),
        }
    }

    pub(super) fn form_key(&mut self, key: Key, ui: &mut Ui) -> bool {
        let spot = self.editor.spot;
        let grid = self.tab == Tab::Lines;
        let arrows_move = grid && !self.editor.typing.inside;
        match key.code {
            Code::Enter | Code::Tab => self.step(true, ui),
            Code::BackTab => self.step(false, ui),
            Code::Up => self.step_row(false, 1, ui),
            Code::Down => self.step_row(true, 1, ui),
            Code::PageUp => self.step_row(false, 10, ui),
            Code::PageDown => self.step_row(true, 10, ui),
            Code::Esc => self.editor.restore(),
            Code::Left if arrows_move => self.step(false, ui),
            Code::Right if arrows_move => self.step(true, ui),
            Code::F(2) if !spot.is_chosen() => {
                self.editor.typing.selected = false;
                self.editor.typing.inside = true;
            }
            _ => {
                let types = matches!(key.code, Code::Char(_) | Code::Backspace | Code::Delete) && !key.ctrl && !key.alt;
                match self.editable(spot) {
                    Err(refusal) if types => ui.refuse(&refusal),
                    Err(_) => return false,
                    Ok(()) if spot.is_chosen() => return self.chosen_key(key, ui),
                    Ok(()) => return self.editor.key(key),
                }
            }
        }
        true
    }

    /// A key on a field that is chosen: a letter begins the search, Delete empties it.
    pub(super) fn chosen_key(&mut self, key: Key, ui: &mut Ui) -> bool {
        match (self.editor.spot, key.code) {
            (Spot::Field(Field::Customer), Code::Delete | Code::Backspace) => self.choose(Spot::Field(Field::Customer), "", None, ui),
            (Spot::Field(Field::Customer), Code::Char(letter)) => {
                self.open_lookup(letter.to_string().trim(), ui);
            }
            (Spot::Cell(..), Code::Char(_)) | (_, Code::F(2)) => self.open_values(ui),
            _ => return false,
        }
        true
    }

    pub(super) fn reading_key(&mut self, key: Key, ui: &mut Ui) -> bool {
        let lowest = self.lowest.get();
        match key.code {
            Code::Down => self.scroll = (self.scroll + 1).min(lowest),
            Code::Up => self.scroll = self.scroll.min(lowest).saturating_sub(1),
            Code::PageDown => self.scroll = (self.scroll + 10).min(lowest),
            Code::PageUp => self.scroll = self.scroll.min(lowest).saturating_sub(10),
            Code::Home => self.scroll = 0,
            Code::End => self.scroll = lowest,
            Code::Right => self.step_tab(true, ui),
            Code::Left => self.step_tab(false, ui),
            Code::Enter | Code::F(2) if self.tab == Tab::Billing => self.open_values(ui),
            _ => return false,
        }
        true
    }

    pub(super) fn wheel(&mut self, down: bool, ui: &mut Ui) {
        match self.tab {
            Tab::Sheet | Tab::Lines => self.step_row(down, 1, ui),
            _ if down => self.scroll = (self.scroll + 3).min(self.lowest.get()),
            _ => self.scroll = self.scroll.min(self.lowest.get()).saturating_sub(3),
        }
    }
}
