//! Going about a draft by keys: fields, lines, and what a key does to the one at hand.

use super::DraftScreen;
use super::field::{COLS, Col, FORM, Field, Spot, values};
use crate::app::clock;
use crate::app::commands::key::{Code, Key};
use crate::app::texts::Arg;
use crate::app::usecase::drafts::Edit;
use crate::tui::layers::lookup::{self, Taken, What};
use crate::tui::layers::values as choices;
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::grid::{beside, row_at};

impl DraftScreen {
    /// How many rows the grid has: the lines, and the empty last one where lines can be added.
    pub(super) fn grid_rows(&self) -> usize {
        self.draft.lines.len() + usize::from(self.is_open())
    }

    /// The fields that there is something to choose in: with one account it is not asked.
    fn form(&self) -> impl DoubleEndedIterator<Item = Field> + Clone + '_ {
        let several = self.shown.as_ref().is_some_and(|shown| shown.accounts.len() > 1);
        FORM.into_iter().filter(move |field| several || *field != Field::Account)
    }

    /// Leaves the field at hand for another.
    pub(super) fn go_to(&mut self, spot: Spot, ui: &mut Ui) {
        if self.commit(ui) {
            self.enter_spot(spot, ui);
        }
    }

    /// To the next field or the one before, as Enter and Tab do.
    pub(super) fn step(&mut self, later: bool, ui: &mut Ui) {
        match self.spot {
            Spot::Field(field) => {
                let next = if later {
                    self.form().skip_while(|one| *one != field).nth(1)
                } else {
                    self.form().rev().skip_while(|one| *one != field).nth(1)
                };
                match next {
                    Some(field) => self.go_to(Spot::Field(field), ui),
                    None if later && self.grid_rows() > 0 => self.go_to(Spot::Cell(0, Col::Article), ui),
                    None => {}
                }
            }
            Spot::Cell(row, col) => {
                match beside(&COLS, col, later) {
                    // The empty last row has nothing to go on from but its text.
                    Some(_) if later && row >= self.draft.lines.len() && col == Col::Text && !self.typing.is_dirty() => {}
                    Some(col) => self.go_to(Spot::Cell(row, col), ui),
                    None if later => self.go_to(Spot::Cell(row + 1, Col::Article), ui),
                    None if row > 0 => self.go_to(Spot::Cell(row - 1, Col::Vat), ui),
                    None => {
                        let last = self.form().next_back().unwrap_or(Field::Party);
                        self.go_to(Spot::Field(last), ui);
                    }
                }
            }
        }
    }

    /// Up or down by so many fields or rows.
    pub(super) fn step_row(&mut self, later: bool, by: usize, ui: &mut Ui) {
        match self.spot {
            Spot::Field(_) => self.step(later, ui),
            Spot::Cell(0, _) if !later => {
                let last = self.form().next_back().unwrap_or(Field::Party);
                self.go_to(Spot::Field(last), ui);
            }
            Spot::Cell(row, col) => {
                let to = row_at(row, later, by, self.grid_rows());
                if to != row {
                    self.go_to(Spot::Cell(to, col), ui);
                }
            }
        }
    }

    /// Goes to the empty last line.
    pub(in crate::tui) fn new_line(&mut self, ui: &mut Ui) {
        let row = self.draft.lines.len() + usize::from(self.adds_line());
        self.go_to(Spot::Cell(row, Col::Article), ui);
    }

    /// Whether what is typed becomes a new line when the field is left.
    fn adds_line(&self) -> bool {
        matches!(self.spot, Spot::Cell(row, _) if row >= self.draft.lines.len()) && self.typing.is_dirty()
    }

    /// Takes the line under the cursor away.
    pub(in crate::tui) fn drop_line(&mut self, ui: &mut Ui) {
        let Spot::Cell(row, col) = self.spot else { return };
        if row >= self.draft.lines.len() {
            self.typing.restore(true);
            return;
        }
        let line = self.draft.lines.remove(row);
        let args = [("line", Arg::count(row + 1)), ("text", Arg::Text(line.text))];
        ui.tell(ui.texts().with("order-line-dropped", &args), Role::Good);
        let to = row.min(self.grid_rows().saturating_sub(1));
        self.enter_spot(Spot::Cell(to, col), ui);
        self.saves.is_held = false;
        self.send_next(ui);
    }

    /// Copies the field from the line above; on an empty form an earlier claim.
    pub(in crate::tui) fn copy_above(&mut self, ui: &mut Ui) {
        let blank = crate::domain::draft::Draft {
            party_id: None,
            ..self.draft.clone()
        };
        let above = match self.spot {
            Spot::Cell(row, col) => row.checked_sub(1).map(|above| (Spot::Cell(above, col), col)),
            Spot::Field(_) => None,
        };
        match above {
            Some((Spot::Cell(above, _), Col::Article)) => {
                let code = self.draft.lines.get(above).map(|line| line.article.clone()).unwrap_or_default();
                let row = above + 1;
                if code.is_empty() {
                    self.step(true, ui);
                } else {
                    self.do_edit(Edit::Article(row, code, None), ui);
                }
            }
            Some((above, _)) => {
                let text = self.value_of(above, ui);
                let spot = self.spot;
                if self.put(spot, &text, ui) {
                    self.step(true, ui);
                }
            }
            None if blank.is_blank() && !self.typing.is_dirty() => {
                let take = |taken, ui: &mut Ui| {
                    if let Taken::Known(number) = taken {
                        ui.with_screen(|draft: &mut DraftScreen, ui| draft.do_edit(Edit::Copy(number), ui));
                    }
                };
                lookup::open(What::Claim(self.draft.party_id), "", Box::new(take), ui);
            }
            None => ui.tell(ui.texts().t("draft-copy-empty-only"), Role::Warning),
        }
    }

    /// Opens the list that the field is chosen from. Says whether it has one.
    pub(in crate::tui) fn open_lookup(&mut self, typed: &str, ui: &mut Ui) -> bool {
        let spot = self.spot;
        match spot {
            Spot::Field(Field::Party) => {
                let take = |taken, ui: &mut Ui| {
                    let edit = match taken {
                        Taken::Known(number) => Edit::Party(number),
                        Taken::New(name, phone) => Edit::NewParty(name, phone),
                    };
                    ui.with_screen(|draft: &mut DraftScreen, ui| draft.do_edit(edit, ui));
                };
                lookup::open(What::Party, typed, Box::new(take), ui);
            }
            Spot::Cell(row, _) => {
                let take = move |taken, ui: &mut Ui| {
                    if let Taken::Known(code) = taken {
                        ui.with_screen(|draft: &mut DraftScreen, ui| {
                            draft.enter_spot(Spot::Cell(row, Col::Article), ui);
                            draft.do_edit(Edit::Article(row, code, None), ui);
                        });
                    }
                };
                lookup::open(What::Article(self.draft.kind), typed, Box::new(take), ui);
            }
            Spot::Field(_) => return false,
        }
        true
    }

    /// Offers the values of the field at hand.
    pub(in crate::tui) fn open_values(&mut self, ui: &mut Ui) {
        let spot = self.spot;
        if matches!(spot, Spot::Field(Field::Party) | Spot::Cell(_, Col::Article)) {
            self.open_lookup("", ui);
            return;
        }
        let Some(shown) = &self.shown else { return };
        let rows = values(&self.draft, shown, spot, clock::today(), ui.texts());
        if rows.is_empty() {
            ui.tell(ui.texts().t("order-no-values"), Role::Warning);
            return;
        }
        let now = self.value_of(spot, ui);
        let take = move |value: &str, ui: &mut Ui| {
            ui.with_screen(|draft: &mut DraftScreen, ui| {
                if draft.put(spot, value, ui) {
                    draft.step(true, ui);
                }
            });
        };
        choices::open(rows, &now, Box::new(take), ui);
    }

    pub(super) fn form_key(&mut self, key: Key, ui: &mut Ui) -> bool {
        let spot = self.spot;
        let arrows_move = matches!(spot, Spot::Cell(..)) && !self.typing.inside;
        match key.code {
            Code::Enter | Code::Tab => self.step(true, ui),
            Code::BackTab => self.step(false, ui),
            Code::Up => self.step_row(false, 1, ui),
            Code::Down => self.step_row(true, 1, ui),
            Code::PageUp => self.step_row(false, 10, ui),
            Code::PageDown => self.step_row(true, 10, ui),
            Code::Esc => self.typing.restore(spot.is_selected_first()),
            Code::Left if arrows_move => self.step(false, ui),
            Code::Right if arrows_move => self.step(true, ui),
            Code::F(2) if !spot.is_chosen() => {
                self.typing.selected = false;
                self.typing.inside = true;
            }
            _ => {
                let types = matches!(key.code, Code::Char(_) | Code::Backspace | Code::Delete) && !key.ctrl && !key.alt;
                return match (self.is_open(), spot.is_chosen()) {
                    (false, _) if types => {
                        ui.refuse(&self.closed());
                        true
                    }
                    (false, _) => false,
                    (true, true) => self.chosen_key(key, ui),
                    (true, false) => self.typing.key(key),
                };
            }
        }
        true
    }

    /// A key on a field that is chosen: a letter begins the search, Delete empties it.
    fn chosen_key(&mut self, key: Key, ui: &mut Ui) -> bool {
        match (self.spot, key.code) {
            (Spot::Field(Field::Party), Code::Delete | Code::Backspace) => self.do_edit(Edit::Party(String::new()), ui),
            (Spot::Field(Field::Party) | Spot::Cell(_, Col::Article), Code::Char(letter)) if !key.ctrl && !key.alt => {
                self.open_lookup(letter.to_string().trim(), ui);
            }
            (Spot::Field(_), Code::Char(_)) | (_, Code::F(2)) if !key.ctrl && !key.alt => self.open_values(ui),
            _ => return false,
        }
        true
    }
}
