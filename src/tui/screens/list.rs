//! A screen that is a list.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Screen;
use super::claim::ClaimScreen;
use super::order::OrderScreen;
use super::party::PartyScreen;
use super::payment::PaymentScreen;
use crate::app::columns::{self, List};
use crate::app::commands::key::{Code, Key};
use crate::app::commands::{Facts, Scope, SmsFacts};
use crate::app::reader::{Answer, Ask, Leads};
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::views::{From, View};
use crate::app::writer::{Outcome, Work};
use crate::app::{Totals, query};
use crate::domain::dues_sms::ChargeState;
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;
use crate::domain::sending::SendingState;
use crate::tui::event::{Click, Mouse};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::list::ListState;
use crate::tui::widgets::list_draw;
use crate::tui::widgets::paint::{put, wrap};

/// A list with its views.
pub(in crate::tui) struct ListScreen {
    /// The screen's id in the menu.
    id: &'static str,
    /// The view it is locked to opening with.
    start_view: Option<&'static str>,
    pub state: ListState,
    pub views: Vec<View>,
    /// The view in use, while nothing was changed since.
    pub view: Option<usize>,
    /// A filter to open with.
    start_filter: Option<String>,
    /// The filter it was opened with: of this visit, so it is not what the list opens with next time.
    visit: Option<String>,
    ready: bool,
    area: std::cell::Cell<Rect>,
    last_click: Option<(u16, std::time::Instant)>,
}

impl ListScreen {
    pub fn new(id: &'static str, list: &'static List, start_view: Option<&'static str>, _: &mut Ui) -> ListScreen {
        ListScreen {
            id,
            start_view,
            state: ListState::new(list),
            views: Vec::new(),
            view: None,
            start_filter: None,
            visit: None,
            ready: false,
            area: std::cell::Cell::new(Rect::default()),
            last_click: None,
        }
    }

    /// Opens with a filter instead of the one last used.
    pub fn open_with_filter(&mut self, filter: String) {
        self.visit = Some(filter.clone());
        self.start_filter = Some(filter);
    }

    /// The name of a view.
    pub fn view_name(view: &View, texts: &Texts) -> String {
        if view.from == From::Program {
            texts.t(&view.name)
        } else {
            view.name.clone()
        }
    }

    /// Scrolls sideways so that a column is on the screen, and goes to it.
    pub fn reveal(&mut self, id: &str) {
        let Some(place) = self.state.shown().iter().position(|(column, _, _)| column.id == id) else {
            return;
        };
        self.state.column = place;
        let shown = |state: &ListState, area| list_draw::place_columns(state, area).0.iter().any(|at| at.place == place);
        while !shown(&self.state, self.area.get()) && self.state.scrolled < place {
            self.state.scrolled += 1;
        }
    }

    /// Takes a view into use.
    pub fn take_view(&mut self, place: usize, ui: &mut Ui) {
        if let Some(view) = self.views.get(place) {
            // The program's views are filters with a few columns of their own; the rest stays as this person wants it.
            let ready = self.state.list.views.get(place).filter(|_| view.from == From::Program);
            self.state.layout = match ready {
                Some(ready) => self.state.layout.clone().with_view(self.state.list, ready),
                None => view.layout.clone(),
            };
            self.view = Some(place);
            self.state.selected.clear();
            self.state.selected_totals = None;
            self.reload(ui, false);
            self.remember(ui);
        }
    }

    /// The layout was changed: it is remembered and the list read anew.
    pub fn layout_changed(&mut self, ui: &mut Ui, rows_too: bool) {
        if rows_too {
            self.view = None;
            // Who stands at the top stays at the top; who went to a row stays with it.
            let keep = self.state.cursor > 0;
            self.reload(ui, keep);
        }
        self.remember(ui);
        self.state.fetch(&ui.reader);
    }

    /// Asks for the rows anew.
    pub fn reload(&mut self, ui: &mut Ui, keep: bool) {
        let texts = ui.texts();
        self.state.reload(&ui.reader, texts, keep);
        if let Some(fault) = self.state.fault.clone() {
            ui.refuse(&fault);
        }
    }

    fn remember(&self, ui: &mut Ui) {
        // The queue of manual handling is a place of its own and does not change how claims open next time.
        if self.start_view.is_none() {
            let mut layout = self.state.layout.clone();
            if self.visit.as_ref() == Some(&layout.filter) {
                layout.filter.clear();
            }
            ui.writer.give(Work::Remember(self.state.list, layout));
        }
    }

    fn arrived(&mut self, views: Vec<View>, layout: crate::app::layout::Layout, ui: &mut Ui) {
        self.views = views;
        if self.ready {
            return;
        }
        self.ready = true;
        self.state.layout = layout;
        if let Some(filter) = self.start_filter.take() {
            self.state.layout.filter = filter;
        } else if let Some(code) = self.start_view {
            let name = format!("view-{}-{code}", self.state.list.id);
            self.view = self.views.iter().position(|view| view.name == name);
            if let Some(ready) = self.view.and_then(|at| self.state.list.views.get(at)) {
                self.state.layout = self.state.layout.clone().of_queue(self.state.list, ready);
            }
        } else {
            self.view = self.views.iter().position(|view| view.layout.filter == self.state.layout.filter);
        }
        self.reload(ui, false);
    }

    fn changed(&mut self, records: &[(String, i64)], many: bool, ui: &mut Ui) {
        let kinds: &[&str] = match self.state.list.id {
            "claims" => &["claim"],
            "payments" | "desk" => &["payment", "bank_file", "claim", "refund"],
            "orders" => &["order"],
            "refunds" => &["refund"],
            "articles" => &["article"],
            "drafts" => &["claim_draft", "party"],
            "mandates" => &["mandate"],
            "notices" => &["notice", "bank_file", "mandate"],
            "accounts" => &["bank_account"],
            "parties" => &["party"],
            // What became of dues follows their claims; they are few, and read anew as a whole.
            "dues" | "memberships" => &["dues", "membership", "membership_kind", "claim"],
            "members" => &["party"],
            "transactions" => &["claim", "payment", "bank_file", "refund", "order"],
            // Whatever is changed stands in the log.
            "journal" => crate::app::columns::journal::RECORDS,
            _ => &["bank_file"],
        };
        let mine = || records.iter().filter(|(kind, _)| kinds.contains(&kind.as_str()));
        // A dialogue moves with every message, and stands elsewhere then.
        if !self.state.list.is_logged() {
            self.state.changed_all();
            self.reload(ui, true);
            return;
        }
        // What they owe moves with their claims; who they are does not.
        let money = |kind: &str| matches!(kind, "claim" | "payment" | "vehicle");
        if self.state.list.id == "parties" && !many && mine().next().is_none() && records.iter().any(|(kind, _)| money(kind)) {
            self.state.read_again(&ui.reader);
            return;
        }
        // One number off a card is off several rows.
        if self.state.list.id == "shared" {
            if many || records.iter().any(|(kind, _)| kind == "party") {
                self.state.changed_all();
                self.reload(ui, true);
            }
            return;
        }
        // Rows of these are never changed; there are only more.
        let only_more = matches!(self.state.list.id, "transactions" | "journal");
        let of_others = matches!(self.state.list.id, "dues" | "memberships");
        if of_others && (many || mine().next().is_some()) {
            self.state.changed_all();
            self.reload(ui, true);
            return;
        }
        if only_more && (many || mine().next().is_some()) {
            self.reload(ui, true);
            return;
        }
        if many {
            self.state.changed_all();
        } else if mine().next().is_none() {
            return;
        } else {
            self.state.changed(mine().filter_map(|(_, id)| u32::try_from(*id).ok()));
        }
        self.reload(ui, true);
    }

    fn sums(&self, totals: &Totals, texts: &Texts) -> String {
        let mut parts = Vec::new();
        for (id, sum) in &totals.sums {
            let Some(column) = self.state.list.column(id) else { continue };
            // Columns that are not shown would only be noise, but what is left is what people look for.
            if self.state.layout.place(id).is_some() || *id == "left" {
                let value = if column.right() && matches!(column.kind, crate::app::columns::Kind::Money) {
                    texts.money(Money::from_minor(*sum))
                } else {
                    texts.count(*sum)
                };
                parts.push(format!("{value} {}", query::header(self.state.list, column, texts).to_lowercase()));
            }
        }
        parts.join(" · ")
    }

    /// The payment by SMS under the cursor; where it stands is known while that column is shown.
    fn charge(&self) -> Option<SmsFacts> {
        let key = self.state.current()?;
        let state = self.state_of(key).and_then(ChargeState::from_number);
        Some(SmsFacts {
            charge: Some((i64::from(key), state)),
            ..SmsFacts::default()
        })
    }

    /// The sending under the cursor, likewise.
    fn sending(&self) -> Option<(i64, Option<SendingState>)> {
        let key = self.state.current()?;
        Some((i64::from(key), self.state_of(key).and_then(SendingState::from_number)))
    }

    /// What stands in the column of states of a row, while that is shown.
    fn state_of(&self, key: u32) -> Option<i64> {
        let place = self.state.shown().iter().position(|(column, _, _)| column.id == "state")?;
        self.state.rows.get(&key)?.cells.get(place)?.int()
    }

    fn row_at(&self, y: u16) -> Option<usize> {
        let area = self.area.get();
        let line = y.checked_sub(area.y + 1)?;
        let row = self.state.top + usize::from(line);
        (y < area.bottom() && row < self.state.keys.len()).then_some(row)
    }
}

impl Screen for ListScreen {
    fn scope(&self) -> Scope {
        match self.id {
            "files" => Scope::Files,
            "orders" => Scope::Orders,
            "claims" | "manual" => Scope::Claims,
            "refunds" => Scope::Refunds,
            "mandates" => Scope::Mandates,
            "notices" => Scope::Notices,
            "dialogues" => Scope::Dialogues,
            "charges" => Scope::Charges,
            "sendings" => Scope::Sendings,
            "accounts" => Scope::Accounts,
            "parties" => Scope::Parties,
            "shared" => Scope::Shared,
            "dues" => Scope::Dues,
            "members" => Scope::Members,
            "articles" => Scope::Articles,
            "drafts" => Scope::Drafts,
            "exchanged" => Scope::Exchanged,
            _ => Scope::List,
        }
    }

    fn list(&mut self) -> Option<&mut ListScreen> {
        Some(self)
    }

    fn list_ref(&self) -> Option<&ListScreen> {
        Some(self)
    }

    fn facts(&self) -> Facts {
        Facts {
            selected: self.state.selected.len(),
            has_row: self.state.current().is_some(),
            refunds: if self.id == "refunds" { self.state.chosen() } else { Vec::new() },
            rows: if matches!(
                self.id,
                "mandates" | "notices" | "dialogues" | "parties" | "shared" | "dues" | "members" | "sendings"
            ) {
                self.state.chosen()
            } else {
                Vec::new()
            },
            sms: if self.id == "charges" { self.charge() } else { None },
            sending: if self.id == "sendings" { self.sending() } else { None },
            file: self.state.current().filter(|_| self.id == "files").map(i64::from),
            ..Facts::default()
        }
    }

    fn title(&self, ui: &Ui) -> (String, String) {
        let texts = ui.texts();
        // A list may be called otherwise than its line of the menu (ORD-22).
        let own = format!("title-{}", self.id);
        let mut left = texts.t(&if texts.has(&own) { own } else { format!("screen-{}", self.id) });
        if let (Some(view), None) = (self.view.and_then(|at| self.views.get(at)), self.start_view) {
            left.push_str(&format!(" › {}", ListScreen::view_name(view, texts)));
        }
        let filter = &self.state.layout.filter;
        let of_view = self
            .view
            .and_then(|at| self.views.get(at))
            .is_some_and(|view| view.layout.filter == *filter);
        if !filter.is_empty() && !of_view {
            left.push_str(&format!(" › {filter}"));
        }
        let place = if self.state.keys.is_empty() { 0 } else { self.state.cursor + 1 };
        let all = if self.state.exact {
            texts.count(i64::try_from(self.state.keys.len()).unwrap_or(i64::MAX))
        } else {
            "…".to_owned()
        };
        let sorts: Vec<String> = self
            .state
            .layout
            .sort
            .iter()
            .filter_map(|(id, down)| {
                let column = self.state.list.column(id)?;
                Some(format!(
                    "{} {}",
                    query::header(self.state.list, column, texts),
                    if *down { "▼" } else { "▲" }
                ))
            })
            .collect();
        let place = texts.count(i64::try_from(place).unwrap_or(i64::MAX));
        let mut right = texts.with("list-place", &[("place", Arg::Text(place)), ("all", Arg::Text(all))]);
        if !sorts.is_empty() {
            right.push_str(&format!(
                "   {}",
                texts.with("list-sort", &[("columns", Arg::Text(sorts.join(", ")))])
            ));
        }
        if self.state.hidden_right.get() > 0 {
            let hidden = i64::try_from(self.state.hidden_right.get()).unwrap_or(0);
            right.push_str(&format!("   {}", texts.with("list-more", &[("count", Arg::Count(hidden))])));
        }
        (left, right)
    }

    fn status(&self, ui: &Ui) -> String {
        let texts = ui.texts();
        let mut parts = Vec::new();
        if let Some(totals) = &self.state.totals {
            parts.push(texts.with(
                &format!("count-{}", self.state.list.id),
                &[
                    ("count", Arg::Text(texts.count(totals.count))),
                    ("number", Arg::Count(totals.count)),
                ],
            ));
            parts.push(self.sums(totals, texts));
        }
        if !self.state.selected.is_empty() {
            let count = i64::try_from(self.state.selected.len()).unwrap_or(i64::MAX);
            let mut selected = texts.with("list-selected", &[("count", Arg::Text(texts.count(count)))]);
            if let Some(sum) = self.state.selected_totals.as_ref().and_then(|totals| totals.sums.first()) {
                selected.push_str(&format!(" {}", texts.money(Money::from_minor(sum.1))));
            }
            parts.push(selected);
        }
        parts.retain(|part| !part.is_empty());
        parts.join(" · ")
    }

    fn key(&mut self, key: Key, ui: &mut Ui) -> bool {
        let page = isize::try_from(self.state.height.get().saturating_sub(1).max(1)).unwrap_or(1);
        match (key.code, key.shift, key.ctrl, key.alt) {
            (Code::Up, true, false, false) => self.state.extend(false),
            (Code::Down, true, false, false) => self.state.extend(true),
            (Code::Up, false, false, false) => self.state.step(-1),
            (Code::Down, false, false, false) => self.state.step(1),
            (Code::PageUp, ..) => self.state.step(-page),
            (Code::PageDown, ..) => self.state.step(page),
            (Code::Home, ..) => self.state.go(0),
            (Code::End, ..) => self.state.go(usize::MAX),
            (Code::Left, false, false, false) => self.state.sideways(false),
            (Code::Right, false, false, false) => {
                self.state.sideways(true);
                if let Some(column) = self.state.column_at() {
                    self.reveal(column.id);
                }
            }
            (Code::Char(number @ '1'..='9'), _, false, true) => {
                let place = number.to_digit(10).and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
                self.take_view(place - 1, ui);
            }
            _ => return false,
        }
        if key.shift {
            self.state.sum_selected(&ui.reader);
        }
        self.state.fetch(&ui.reader);
        true
    }

    fn mouse(&mut self, mouse: Mouse, ui: &mut Ui) -> bool {
        match mouse.what {
            Click::WheelUp => self.state.wheel(-3),
            Click::WheelDown => self.state.wheel(3),
            Click::Left => {
                if mouse.y == self.area.get().y {
                    let (placed, _) = list_draw::place_columns(&self.state, self.area.get());
                    if let Some(at) = placed.iter().find(|at| mouse.x >= at.x && mouse.x < at.x + at.width) {
                        self.state.column = at.place;
                        self.state.layout.cycle_sort(at.column.id, false);
                        self.layout_changed(ui, true);
                        return true;
                    }
                }
                let Some(row) = self.row_at(mouse.y) else { return false };
                self.state.go(row);
                let now = std::time::Instant::now();
                let double = self
                    .last_click
                    .is_some_and(|(y, at)| y == mouse.y && now.duration_since(at).as_millis() < 400);
                self.last_click = Some((mouse.y, now));
                if double {
                    self.last_click = None;
                    ui.open_row = true;
                }
            }
            Click::Right => {
                if let Some(row) = self.row_at(mouse.y) {
                    self.state.go(row);
                }
                return false;
            }
        }
        self.state.fetch(&ui.reader);
        true
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) {
        let Some(mine) = answer.take() else { return };
        match mine {
            Answer::First { ticket, rows } => self.state.first(ticket, rows),
            Answer::Map { ticket, keys } => self.state.map(ticket, keys),
            Answer::Totals { ticket, totals } => self.state.totals(ticket, totals),
            Answer::Rows { keys, rows, .. } => self.state.fetched(&keys, rows),
            Answer::Sum { ticket, totals } => self.state.summed(ticket, totals),
            Answer::Views(list, views, layout) if list.id == self.state.list.id => self.arrived(views, layout, ui),
            Answer::Changed { records, many } => {
                self.changed(&records, many, ui);
                *answer = Some(Answer::Changed { records, many });
            }
            Answer::Leads(leads) => match leads {
                Some(Leads::Claim(id)) => ui.push(Box::new(ClaimScreen::new(id))),
                Some(Leads::Payment(id)) => ui.push(Box::new(PaymentScreen::new(id))),
                Some(Leads::Order(id)) => ui.push(Box::new(OrderScreen::new(id))),
                Some(Leads::Party(id)) => ui.push(Box::new(PartyScreen::new(id))),
                Some(Leads::File(id)) => {
                    let mut payments = ListScreen::new("payments", &columns::payments::LIST, None, ui);
                    payments.open_with_filter(format!("file_no:{id}"));
                    ui.push(Box::new(payments));
                }
                None if self.state.list.id == "exchanged" => ui.refuse(&Refusal::ExchangeNotImported {}),
                None => ui.refuse(&Refusal::NothingHere {}),
            },
            // How far a message or a link has come: what is on the screen is read again, in its place.
            Answer::Touched => {
                if self.state.list.id == "orders" {
                    self.state.read_again(&ui.reader);
                } else if !self.state.list.is_logged() {
                    self.changed(&[], true, ui);
                }
                *answer = Some(Answer::Touched);
            }
            Answer::Failed(ticket, error) => {
                if self.state.failed(ticket) && !error.is_cancelled() {
                    *answer = Some(Answer::Failed(ticket, error));
                }
            }
            other => *answer = Some(other),
        }
        self.state.fetch(&ui.reader);
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) {
        if let Some(Outcome::Views(list)) = outcome
            && list.id == self.state.list.id
        {
            ui.reader.ask(Ask::Views(list));
            *outcome = None;
        }
    }

    fn enter(&mut self, ui: &mut Ui) {
        if self.ready {
            self.reload(ui, true);
        } else {
            ui.reader.ask(Ask::Views(self.state.list));
        }
    }

    fn fetch(&mut self, ui: &mut Ui) {
        self.state.fetch(&ui.reader);
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        self.area.set(area);
        list_draw::draw(&self.state, buffer, area, ui.texts(), ui.theme, !ui.menu_open);
        if self.state.loaded && self.state.exact && self.state.keys.is_empty() {
            let of_start = self.start_view.is_some() && self.view.is_some();
            let empty = if self.state.layout.filter.is_empty() || of_start {
                format!("empty-{}", self.state.list.id)
            } else {
                "empty-filter".to_owned()
            };
            let text = ui.texts().t(&empty);
            for (line, y) in wrap(&text, usize::from(area.width.saturating_sub(4)))
                .iter()
                .zip(area.y + 2..area.bottom())
            {
                put(buffer, area.x + 2, y, area.width - 2, line, ui.theme.style(Role::Dim));
            }
        }
    }
}
