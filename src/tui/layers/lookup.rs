//! Choosing what a form names: a customer by number, name or phone, a car by plate, make or model, an article, an earlier claim. What
//! is typed searches at once; a customer who is not there yet is made on the spot.

use std::sync::atomic::{AtomicU64, Ordering};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Flow, Layer, hints};
use crate::app::commands::key::{Code, Key};
use crate::app::reader::{Ask, Found};
use crate::domain::claim::Kind;
use crate::domain::text::{clean, fit, pad_right};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::field::TextField;
use crate::tui::widgets::paint::{centred, fill, frame, put, wipe};

/// The newest question over all lookups.
static NEXT: AtomicU64 = AtomicU64::new(1);

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum What {
    /// A customer or member; one who is not there is made.
    Party,
    /// A customer or member who is there.
    Registered,
    /// A car; those of a customer first.
    Car(Option<i64>),
    /// An article that is offered; those for a kind of claim first.
    Article(Kind),
    /// An earlier claim; those of a customer first, the newest first.
    Claim(Option<i64>),
}

impl What {
    fn title(self) -> &'static str {
        match self {
            What::Party | What::Registered => "lookup-customer",
            What::Car(_) => "lookup-car",
            What::Article(_) => "lookup-article",
            What::Claim(_) => "lookup-claim",
        }
    }

    fn none(self) -> &'static str {
        match self {
            What::Party => "lookup-no-customer",
            What::Registered => "lookup-nobody",
            What::Car(_) => "lookup-no-car",
            What::Article(_) => "lookup-no-article",
            What::Claim(_) => "lookup-no-claim",
        }
    }
}

/// What was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Taken {
    /// One that is there, by its number, plate or code.
    Known(String),
    /// A new customer: name and phone.
    New(String, String),
}

/// What is done with it.
pub(in crate::tui) type Take = Box<dyn Fn(Taken, &mut Ui)>;

struct Lookup {
    what: What,
    take: Take,
    search: TextField,
    ticket: u64,
    /// Enter came before the answer to what was typed: the first that fits is taken as soon as it is known.
    takes_first: bool,
    at: usize,
    /// A customer that is being made: name and phone, and which of them has the keyboard.
    new: Option<(TextField, TextField, bool)>,
    fault: String,
}

/// Opens the lookup of a field with something typed already.
pub(in crate::tui) fn open(what: What, typed: &str, take: Take, ui: &mut Ui) {
    let mut lookup = Lookup {
        what,
        take,
        search: TextField::default(),
        ticket: 0,
        takes_first: false,
        at: 0,
        new: None,
        fault: String::new(),
    };
    lookup.search.paste(typed);
    lookup.ask(ui);
    ui.layers.push(Box::new(lookup));
}

impl Lookup {
    fn is_customer(&self) -> bool {
        self.what == What::Party
    }

    fn ask(&mut self, ui: &Ui) {
        self.ticket = NEXT.fetch_add(1, Ordering::Relaxed);
        self.at = 0;
        let typed = self.search.text().to_owned();
        ui.reader.ask(match self.what {
            What::Party | What::Registered => Ask::Parties(self.ticket, typed),
            What::Car(party) => Ask::Vehicles(self.ticket, typed, party),
            What::Article(kind) => Ask::Articles(self.ticket, typed, kind),
            What::Claim(party) => Ask::EarlierClaims(self.ticket, typed, party),
        });
    }

    fn found<'u>(&self, ui: &'u Ui) -> &'u [Found] {
        let (_, found) = &ui.found;
        found
    }

    /// Whether what is shown answers what was typed last.
    fn is_fresh(&self, ui: &Ui) -> bool {
        ui.found.0 == self.ticket
    }

    fn begin_new(&mut self) {
        let typed = self.search.text();
        let is_phone = typed.chars().filter(char::is_ascii_digit).count() >= 5;
        let (name, phone) = if is_phone { ("", typed) } else { (typed, "") };
        self.new = Some((TextField::at_end(name), TextField::at_end(phone), false));
    }

    fn new_key(&mut self, key: Key, ui: &mut Ui) -> Flow {
        let Some((name, phone, on_phone)) = &mut self.new else {
            return Flow::Stay;
        };
        self.fault.clear();
        match key.code {
            Code::Esc => self.new = None,
            Code::Enter if *on_phone => {
                let (name, phone) = (name.text().trim().to_owned(), phone.text().trim().to_owned());
                if name.is_empty() {
                    self.fault = ui.texts().t("lookup-name-missing");
                    if let Some((_, _, on_phone)) = &mut self.new {
                        *on_phone = false;
                    }
                    return Flow::Stay;
                }
                (self.take)(Taken::New(name, phone), ui);
                return Flow::Close;
            }
            Code::Enter | Code::Tab | Code::BackTab | Code::Up | Code::Down => *on_phone = !*on_phone,
            _ if *on_phone => drop(phone.key(key)),
            _ => drop(name.key(key)),
        }
        Flow::Stay
    }

    fn take(&mut self, ui: &mut Ui) -> Flow {
        self.takes_first = !self.is_fresh(ui);
        let Some(row) = self.found(ui).get(self.at).filter(|_| self.is_fresh(ui)) else {
            return Flow::Stay;
        };
        (self.take)(Taken::Known(row.key.clone()), ui);
        Flow::Close
    }
}

impl Layer for Lookup {
    fn key(&mut self, key: Key, ui: &mut Ui) -> Flow {
        if self.new.is_some() {
            return self.new_key(key, ui);
        }
        self.takes_first = false;
        let last = self.found(ui).len().saturating_sub(1);
        match (key.code, key.ctrl) {
            (Code::Esc, _) => return Flow::Close,
            (Code::Up, _) => self.at = self.at.saturating_sub(1),
            (Code::Down, _) => self.at = (self.at + 1).min(last),
            (Code::PageUp, _) => self.at = self.at.saturating_sub(10),
            (Code::PageDown, _) => self.at = (self.at + 10).min(last),
            (Code::F(3), _) | (Code::Char('n'), true) if self.is_customer() => self.begin_new(),
            (Code::Enter, _) if self.is_fresh(ui) && self.found(ui).is_empty() && self.is_customer() => self.begin_new(),
            (Code::Enter | Code::F(5), _) => return self.take(ui),
            _ => {
                let before = self.search.text().to_owned();
                self.search.key(key);
                if self.search.text() != before {
                    self.ask(ui);
                }
            }
        }
        Flow::Stay
    }

    fn looked_up(&mut self, ui: &mut Ui) -> Flow {
        if !self.takes_first || !self.is_fresh(ui) || self.new.is_some() {
            return Flow::Stay;
        }
        self.takes_first = false;
        if self.found(ui).is_empty() && self.is_customer() {
            self.begin_new();
            return Flow::Stay;
        }
        self.take(ui)
    }

    fn paste(&mut self, text: &str, ui: &mut Ui) {
        match &mut self.new {
            Some((_, phone, true)) => phone.paste(text),
            Some((name, _, false)) => name.paste(text),
            None => {
                self.search.paste(text);
                self.ask(ui);
            }
        }
    }

    fn hints(&self, ui: &Ui) -> Vec<(String, String)> {
        if self.new.is_some() {
            return hints(ui, &[("Enter", "hint-next"), ("Esc", "hint-cancel")]);
        }
        if self.is_customer() {
            return hints(
                ui,
                &[
                    ("Enter", "hint-take"),
                    ("a–å", "hint-search"),
                    ("F3", "hint-new-customer"),
                    ("Esc", "hint-cancel"),
                ],
            );
        }
        hints(ui, &[("Enter", "hint-take"), ("a–å", "hint-search"), ("Esc", "hint-cancel")])
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let texts = ui.texts();
        let title = texts.t(self.what.title());
        let style = ui.theme.style(Role::Accent);
        if let Some((name, phone, on_phone)) = &self.new {
            let place = centred(area, 62, 6);
            wipe(buffer, place);
            let inside = frame(buffer, place, &texts.t("lookup-new-customer"), "", style, style);
            for ((key, text, here), y) in [("lookup-name", name, !*on_phone), ("order-field-phone", phone, *on_phone)]
                .into_iter()
                .zip(inside.y..)
            {
                let role = if here { Role::Accent } else { Role::Dim };
                put(buffer, inside.x + 1, y, 14, &texts.t(key), ui.theme.style(role));
                let line = Rect {
                    x: inside.x + 15,
                    y,
                    width: inside.width.saturating_sub(16),
                    height: 1,
                };
                text.draw(buffer, line, ui.theme.style(Role::Text), here.then(|| ui.theme.style(Role::Cursor)));
            }
            let y = inside.bottom().saturating_sub(1);
            put(buffer, inside.x + 1, y, inside.width - 2, &self.fault, ui.theme.style(Role::Danger));
            return;
        }
        let place = centred(area, 76, area.height.saturating_sub(4).min(20));
        wipe(buffer, place);
        let inside = frame(buffer, place, &title, "", style, style);
        let line = Rect {
            x: inside.x + 1,
            width: inside.width.saturating_sub(2),
            height: 1,
            ..inside
        };
        self.search
            .draw(buffer, line, ui.theme.style(Role::Text), Some(ui.theme.style(Role::Cursor)));
        let found = self.found(ui);
        if found.is_empty() && self.is_fresh(ui) {
            let text = texts.t(self.what.none());
            put(
                buffer,
                inside.x + 1,
                inside.y + 2,
                inside.width - 2,
                &text,
                ui.theme.style(Role::Dim),
            );
        }
        let rows = usize::from(inside.height.saturating_sub(1)).max(1);
        let top = (self.at + 1).saturating_sub(rows);
        let role = if self.is_fresh(ui) { Role::Text } else { Role::Dim };
        for ((at, row), y) in found.iter().enumerate().skip(top).zip(inside.y + 1..inside.bottom()) {
            let key = pad_right(&fit(&clean(&row.key), 10), 10);
            let name_room = usize::from(inside.width.saturating_sub(14)) / 2;
            let name = pad_right(&fit(&clean(&row.name), name_room), name_room);
            let text = format!(" {key} {name} {}", clean(&row.more));
            put(
                buffer,
                inside.x,
                y,
                inside.width,
                &fit(&text, usize::from(inside.width)),
                ui.theme.style(role),
            );
            if at == self.at {
                fill(buffer, Rect { y, height: 1, ..inside }, ui.theme.style(Role::Cursor));
            }
        }
    }
}
