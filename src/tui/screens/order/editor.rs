//! Typing on an order: one field has the keyboard; leaving it saves it. Saves go out one after the other, each on the order as
//! the one before left it; one that is refused comes back into its field with what was typed.

use std::collections::VecDeque;

use super::OrderScreen;
use super::field::{Spot, edit_of, value};
use crate::app::AppError;
use crate::app::clock;
use crate::app::commands::key::Key;
use crate::app::show_order::ShownOrder;
use crate::app::texts::{Arg, Lang, Texts};
use crate::app::usecase::orders::act::OrderAct;
use crate::app::usecase::orders::edit::Edit;
use crate::app::writer::Work;
use crate::domain::order::{Mobile, Operation, Status};
use crate::domain::refusal::Refusal;
use crate::tui::screens::Settled;
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::field::TextField;
use crate::tui::widgets::typing::Typing;

/// Something typed that is to be saved.
#[derive(Clone, Debug)]
pub(super) struct Commit {
    pub spot: Spot,
    pub text: String,
    /// What stood there when typing began: somebody else's change meanwhile is not written over unseen.
    base: String,
    /// A change that is more than its text: a customer made on the spot.
    edit: Option<Edit>,
}

/// The field that has the keyboard, and what waits to be saved.
#[derive(Clone, Debug)]
pub(super) struct Editor {
    pub spot: Spot,
    pub typing: Typing,
    queue: VecDeque<Commit>,
    flight: Option<Commit>,
}

impl Editor {
    pub fn new(spot: Spot) -> Editor {
        Editor {
            spot,
            typing: Typing::default(),
            queue: VecDeque::new(),
            flight: None,
        }
    }

    /// Whether something else stands in the field than in the file.
    pub fn is_dirty(&self) -> bool {
        self.typing.is_dirty()
    }

    /// Whether the file is being written just now.
    pub fn is_in_flight(&self) -> bool {
        self.flight.is_some()
    }

    /// Whether something is on its way into the file.
    pub fn is_saving(&self) -> bool {
        self.flight.is_some() || !self.queue.is_empty()
    }

    /// What was typed into a field and is not in the file yet.
    pub fn pending(&self, spot: Spot) -> Option<&str> {
        let waiting = self.queue.iter().rev().chain(&self.flight);
        waiting
            .into_iter()
            .find(|commit| commit.spot == spot)
            .map(|commit| commit.text.as_str())
    }

    /// The number of the last line that is being made, counted from what is shown.
    pub fn last_row(&self) -> Option<usize> {
        let rows = self.queue.iter().chain(&self.flight).filter_map(|commit| match commit.spot {
            Spot::Cell(row, _) => Some(row),
            Spot::Field(_) => None,
        });
        rows.max()
    }

    /// Goes to a field.
    pub fn enter(&mut self, spot: Spot, shown: &ShownOrder, lang: Lang) {
        let now = self.pending(spot).map_or_else(|| value(shown, spot, lang), str::to_owned);
        self.spot = spot;
        self.typing = Typing::begin(&now, spot.is_selected_first());
    }

    /// The order is another than before: the field follows, unless something is being typed in it.
    fn follow(&mut self, shown: &ShownOrder, lang: Lang) {
        if !self.is_dirty() && self.pending(self.spot).is_none() {
            let now = value(shown, self.spot, lang);
            if now != self.typing.base {
                self.typing.text = TextField::at_end(&now);
                self.typing.base = now;
            }
        }
    }

    /// What our own save changed is no surprise to what is typed after it.
    fn rebase(&mut self, was: &ShownOrder, is: &ShownOrder, saved: &Commit, lang: Lang) {
        let fresh = |spot: Spot, base: &str| {
            let ours = spot == saved.spot && base == saved.text;
            (ours || base == value(was, spot, lang)).then(|| value(is, spot, lang))
        };
        for commit in &mut self.queue {
            if let Some(base) = fresh(commit.spot, &commit.base) {
                commit.base = base;
            }
        }
        if self.is_dirty()
            && let Some(base) = fresh(self.spot, &self.typing.base)
        {
            self.typing.base = base;
        }
    }

    /// Puts back what stood there.
    pub fn restore(&mut self) {
        self.typing.restore(self.spot.is_selected_first());
    }

    /// A key for the text. Says whether it was one.
    pub fn key(&mut self, key: Key) -> bool {
        self.typing.key(key)
    }
}

/// What happened outside since the last picture: the SMS went out (ORD-7), the customer paid, the order is open again.
fn news(was: &ShownOrder, is: &ShownOrder, texts: &Texts) -> Option<(String, Role)> {
    let (before, after) = (&was.view.loaded.order, &is.view.loaded.order);
    if (before.status, before.mobile) == (after.status, after.mobile) || before.mobile == Mobile::None {
        return None;
    }
    let request = is.view.requests.iter().find(|request| request.seq == after.link_seq);
    let paid = request.map(|request| request.paid).unwrap_or_default();
    let mut args = vec![
        ("number", Arg::Count(after.number)),
        ("phone", Arg::Text(after.phone.clone())),
        ("amount", Arg::Money(paid)),
    ];
    let (key, role) = match (after.status, after.mobile) {
        (Status::MobilePayment, Mobile::Sent) if before.mobile == Mobile::Sending => ("order-sms-out", Role::Good),
        (Status::MobilePayment, Mobile::Paid) => {
            args.push((
                "at",
                Arg::Text(request.and_then(|r| r.paid_at_ms).map(clock::local_minute).unwrap_or_default()),
            ));
            ("checked-paid", Role::Good)
        }
        (Status::MobilePayment, Mobile::Deviating) => ("checked-deviating", Role::Danger),
        (Status::Ready, Mobile::None) if paid.is_positive() => ("order-open-again-paid", Role::Good),
        (Status::Ready, Mobile::None) => ("order-open-again", Role::Good),
        _ => return None,
    };
    let text = texts.with(key, &args);
    let outside = is.simulated && key != "order-open-again";
    Some((
        if outside {
            format!("{}  {text}", texts.t("simulated"))
        } else {
            text
        },
        role,
    ))
}

impl OrderScreen {
    /// Whether a field can be changed now.
    pub(super) fn editable(&self, spot: Spot) -> Result<(), Refusal> {
        use super::field::Field;
        match (&self.shown, spot) {
            (None, _) => Err(Refusal::NothingHere {}),
            (Some(_), Spot::Field(Field::Notes)) => Ok(()),
            (Some(shown), _) => shown.view.loaded.order.may(Operation::Edit),
        }
    }

    /// Leaves the field at hand: what was typed is on its way, or the person is told why not.
    pub(super) fn commit(&mut self, ui: &mut Ui) -> bool {
        let Some(shown) = &self.shown else { return true };
        if !self.editor.is_dirty() {
            return self.send_next(ui);
        }
        if let Err(refusal) = self.editable(self.editor.spot) {
            // Somebody was first. The field is given up with its text told, so that nobody is caught in it.
            let lost = self.editor.typing.text.text().trim().to_owned();
            self.editor.typing.text = TextField::at_end(&self.editor.typing.base);
            let texts = ui.texts();
            let told = texts.with("order-text-lost", &[("text", Arg::Text(lost))]);
            ui.tell(format!("{told} {}", texts.refusal(&refusal)), Role::Danger);
            return true;
        }
        let (spot, text) = (self.editor.spot, self.editor.typing.text.text().trim().to_owned());
        if let Err(refusal) = edit_of(shown, spot, &text, clock::today(), ui.texts()) {
            ui.refuse(&refusal);
            return false;
        }
        let commit = Commit {
            spot,
            text,
            base: std::mem::take(&mut self.editor.typing.base),
            edit: None,
        };
        self.editor.typing.base.clone_from(&commit.text);
        self.editor.typing.text = TextField::at_end(&commit.text);
        self.save(commit, ui)
    }

    /// Saves a value that was chosen for a field.
    pub(in crate::tui) fn choose(&mut self, spot: Spot, text: &str, edit: Option<Edit>, ui: &mut Ui) {
        let Some(shown) = &self.shown else { return };
        if let Err(refusal) = self.editable(spot) {
            ui.refuse(&refusal);
            return;
        }
        let base = self.editor.pending(spot).map_or_else(|| value(shown, spot, ui.lang), str::to_owned);
        if base == text && edit.is_none() {
            return;
        }
        let commit = Commit {
            spot,
            text: text.to_owned(),
            base,
            edit,
        };
        if self.editor.spot == spot {
            self.editor.typing.base = text.to_owned();
            self.editor.typing.text = TextField::at_end(text);
        }
        self.save(commit, ui);
    }

    fn save(&mut self, commit: Commit, ui: &mut Ui) -> bool {
        self.editor.queue.push_back(commit);
        self.send_next(ui)
    }

    /// Hands the next one over. Says whether it did not have to go back into its field; then the others wait for a second try.
    fn send_next(&mut self, ui: &mut Ui) -> bool {
        if self.editor.flight.is_some() {
            return true;
        }
        let (Some(shown), Some(mut commit)) = (&self.shown, self.editor.queue.pop_front()) else {
            return true;
        };
        let now = value(shown, commit.spot, ui.lang);
        if now != commit.base && now != commit.text {
            let args = [("value", Arg::Text(if now.is_empty() { "–".to_owned() } else { now.clone() }))];
            ui.tell(ui.texts().with("order-field-other", &args), Role::Warning);
            commit.base = now;
            self.back_into_field(commit, ui);
            return false;
        }
        let edit = match commit.edit.clone() {
            Some(edit) => Ok(edit),
            None => edit_of(shown, commit.spot, &commit.text, clock::today(), ui.texts()),
        };
        let (id, seen) = (self.id, Some(shown.view.loaded.order.revision));
        let fault = match edit {
            Ok(edit) => {
                let act = OrderAct::Edit(edit);
                if ui.writer.give(Work::Order { id, act, seen }) {
                    self.editor.flight = Some(commit);
                    return true;
                }
                ui.texts().t("store-locked")
            }
            Err(refusal) => ui.texts().refusal(&refusal),
        };
        ui.tell(fault, Role::Warning);
        self.back_into_field(commit, ui);
        false
    }

    /// What could not be saved stands in its field again, as typed; what was being typed elsewhere goes on by itself.
    fn back_into_field(&mut self, commit: Commit, ui: &mut Ui) {
        ui.waiting = None;
        if commit.spot != self.editor.spot && self.editor.is_dirty() {
            let here = Commit {
                spot: self.editor.spot,
                text: self.editor.typing.text.text().trim().to_owned(),
                base: self.editor.typing.base.clone(),
                edit: None,
            };
            self.editor.queue.push_back(here);
        }
        self.show_spot(commit.spot);
        self.editor.spot = commit.spot;
        self.editor.typing.text = TextField::at_end(&commit.text);
        self.editor.typing.base = commit.base;
        self.editor.typing.selected = false;
        self.editor.typing.inside = true;
    }

    /// The answer to a save: goes on with the next one, or puts it back.
    pub(super) fn saved(&mut self, result: Result<ShownOrder, AppError>, ui: &mut Ui) {
        let flight = self.editor.flight.take();
        match result {
            Ok(shown) => {
                if let (Some(was), Some(flight)) = (&self.shown, &flight) {
                    self.editor.rebase(was, &shown, flight, ui.lang);
                }
                self.take(shown, ui);
                self.send_next(ui);
            }
            Err(error) => {
                ui.fail(&error);
                if let Some(commit) = flight {
                    self.back_into_field(commit, ui);
                }
                ui.reader.ask(crate::app::reader::Ask::Order(self.id));
            }
        }
    }

    /// Takes the order as it is now.
    pub(super) fn take(&mut self, shown: ShownOrder, ui: &mut Ui) {
        if let Some(was) = &self.shown
            && let Some((text, role)) = news(was, &shown, ui.texts())
        {
            ui.tell(text, role);
        }
        self.editor.follow(&shown, ui.lang);
        self.shown = Some(shown);
        self.failed = None;
    }

    pub(super) fn settled(&mut self, ui: &mut Ui) -> Settled {
        if !self.commit(ui) {
            return Settled::Stuck;
        }
        if self.editor.is_saving() { Settled::Saving } else { Settled::Clean }
    }
}
