//! Asking before something is done to an order: what it will do in numbers, how it is paid, the comment, and where money goes back
//! the order's number typed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Flow, Layer, hints};
use crate::app::commands::key::{Code, Key};
use crate::app::commands::{Facts, Field, OrderFacts, OrderQuestion};
use crate::app::reader::Ask;
use crate::app::texts::Arg;
use crate::app::usecase::orders::act::OrderAct;
use crate::app::writer::Work;
use crate::domain::payment::Method;
use crate::domain::refusal::Refusal;
use crate::domain::text::pad_right;
use crate::tui::screens::order::METHODS;
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::field::TextField;
use crate::tui::widgets::paint::{centred, frame, put, wipe, wrap};

struct Dialog {
    question: OrderQuestion,
    facts: OrderFacts,
    fields: Vec<(Field, TextField)>,
    method: usize,
    at: usize,
    recalled: Option<usize>,
    fault: String,
}

/// Opens the dialog of a question.
pub(in crate::tui) fn open(question: OrderQuestion, facts: &Facts, ui: &mut Ui) {
    let Ok(facts) = facts.order().cloned() else { return };
    let chosen = |method: &Method| Some(*method) == facts.order.method;
    let dialog = Dialog {
        fields: question.fields.iter().map(|field| (*field, TextField::default())).collect(),
        method: METHODS.iter().position(chosen).unwrap_or(0),
        question,
        facts,
        at: 0,
        recalled: None,
        fault: String::new(),
    };
    if dialog.fields.iter().any(|(field, _)| *field == Field::Comment) {
        ui.reader.ask(Ask::Comments);
    }
    ui.layers.push(Box::new(dialog));
}

impl Dialog {
    fn typed(&self, field: Field) -> &str {
        self.fields
            .iter()
            .find(|(name, _)| *name == field)
            .map_or("", |(_, text)| text.text().trim())
    }

    fn has(&self, field: Field) -> bool {
        self.fields.iter().any(|(name, _)| *name == field)
    }

    /// The act with what was typed in it.
    fn act(&self) -> OrderAct {
        let comment = self.typed(Field::Comment).to_owned();
        match &self.question.act {
            OrderAct::Cancel { .. } => OrderAct::Cancel { comment },
            OrderAct::Credit { .. } => OrderAct::Credit { comment },
            OrderAct::Reissue { .. } => OrderAct::Reissue { comment },
            OrderAct::Post { print, .. } if self.has(Field::Method) => OrderAct::Post {
                method: METHODS.get(self.method).copied(),
                print: *print,
            },
            other => other.clone(),
        }
    }

    fn missing(&self, ui: &Ui) -> Option<String> {
        let comment_needed = !matches!(self.question.act, OrderAct::Cancel { .. });
        if self.has(Field::Comment) && comment_needed && self.typed(Field::Comment).is_empty() {
            return Some(ui.texts().refusal(&Refusal::CommentMissing {}));
        }
        let number = self.facts.order.number.to_string();
        let wrong = self.has(Field::Number) && self.typed(Field::Number) != number;
        wrong.then(|| ui.texts().with("type-number", &[("number", Arg::Text(number))]))
    }

    /// What it will do, in numbers.
    fn says(&self, ui: &Ui) -> Vec<String> {
        let texts = ui.texts();
        let order = &self.facts.order;
        let number = ("number", Arg::Count(order.number));
        let total = ("amount", Arg::Money(self.facts.total));
        let back = self.facts.goes_back().map(|amount| ("amount", Arg::Money(amount)));
        let mut lines = Vec::new();
        match (&self.question.act, back) {
            (OrderAct::Cancel { .. }, Some(amount)) => {
                lines.push(texts.with(
                    "says-order-cancel-paid",
                    &[number, amount, ("phone", Arg::Text(order.phone.clone()))],
                ));
            }
            (OrderAct::Cancel { .. }, None) => lines.push(texts.with("says-order-cancel", &[number])),
            (OrderAct::RefundLate { .. }, _) => {
                let late = self.facts.late.map(|(_, amount)| amount).unwrap_or_default();
                lines.push(texts.with("says-order-refund-late", &[number, ("amount", Arg::Money(late))]));
            }
            (OrderAct::Post { .. }, _) if order.payment_received => {
                lines.push(texts.with("says-order-post-paid", &[number, total]));
            }
            (OrderAct::Post { .. }, _) => lines.push(texts.with("says-order-post", &[number, total])),
            (OrderAct::Credit { .. } | OrderAct::Reissue { .. }, back) => {
                let invoice = ("invoice", Arg::Count(self.facts.invoice.unwrap_or(0)));
                lines.push(texts.with("says-order-credit", &[number.clone(), total, invoice]));
                if let Some(amount) = back {
                    let key = if matches!(self.question.act, OrderAct::Reissue { .. }) {
                        "says-order-cancel-paid"
                    } else {
                        "says-order-credit-remains"
                    };
                    lines.push(texts.with(key, &[number, amount, ("phone", Arg::Text(order.phone.clone()))]));
                }
            }
            _ => {}
        }
        lines
    }

    fn submit(&mut self, ui: &mut Ui) -> Flow {
        if let Some(missing) = self.missing(ui) {
            self.fault = missing;
            return Flow::Stay;
        }
        let work = Work::Order {
            id: self.facts.order.id,
            act: self.act(),
            seen: Some(self.facts.order.revision),
        };
        if !ui.writer.give(work) {
            self.fault = ui.texts().t("store-locked");
            return Flow::Stay;
        }
        Flow::Close
    }

    fn recall(&mut self, older: bool, ui: &Ui) {
        let next = match (self.recalled, older) {
            (None, true) => Some(0),
            (Some(at), true) => Some((at + 1).min(ui.comments.len().saturating_sub(1))),
            (Some(at), false) if at > 0 => Some(at - 1),
            _ => None,
        };
        self.recalled = next;
        let text = next.and_then(|at| ui.comments.get(at)).map(String::as_str).unwrap_or_default();
        if let Some((_, field)) = self.fields.get_mut(self.at) {
            *field = TextField::at_end(text);
        }
    }

    fn on(&self) -> Option<Field> {
        self.fields.get(self.at).map(|(field, _)| *field)
    }
}

impl Layer for Dialog {
    fn key(&mut self, key: Key, ui: &mut Ui) -> Flow {
        self.fault.clear();
        let last = self.fields.len().saturating_sub(1);
        match (key.code, self.on()) {
            (Code::Esc, _) => return Flow::Close,
            (Code::Up | Code::Left, Some(Field::Method)) => self.method = self.method.saturating_sub(1),
            (Code::Down | Code::Right, Some(Field::Method)) => self.method = (self.method + 1).min(METHODS.len() - 1),
            (Code::Char(letter), Some(Field::Method)) => {
                let wanted = letter.to_lowercase().to_string();
                let begins = |method: &Method| {
                    let word = ui.texts().t(&format!("method-{}", method.code()));
                    word.to_lowercase().starts_with(&wanted)
                };
                let next = (1..=METHODS.len()).map(|step| (self.method + step) % METHODS.len());
                if let Some(at) = next.into_iter().find(|at| METHODS.get(*at).is_some_and(begins)) {
                    self.method = at;
                }
            }
            (Code::Up, Some(Field::Comment)) => self.recall(true, ui),
            (Code::Down, Some(Field::Comment)) => self.recall(false, ui),
            (Code::Enter, _) if self.at >= last => return self.submit(ui),
            (Code::Enter | Code::Tab | Code::Down, _) => self.at = if self.at >= last { 0 } else { self.at + 1 },
            (Code::BackTab | Code::Up, _) => self.at = if self.at == 0 { last } else { self.at - 1 },
            _ => {
                if let Some((_, field)) = self.fields.get_mut(self.at) {
                    field.key(key);
                }
            }
        }
        Flow::Stay
    }

    fn paste(&mut self, text: &str, _: &mut Ui) {
        if let Some((_, field)) = self.fields.get_mut(self.at) {
            field.paste(text);
        }
    }

    fn hints(&self, ui: &Ui) -> Vec<(String, String)> {
        match self.on() {
            Some(Field::Method) => hints(ui, &[("↑↓", "hint-method"), ("Enter", "hint-do"), ("Esc", "hint-cancel")]),
            None => hints(ui, &[("Enter", "hint-do"), ("Esc", "hint-cancel")]),
            Some(_) => hints(ui, &[("Enter", "hint-next"), ("↑", "hint-recall"), ("Esc", "hint-cancel")]),
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let texts = ui.texts();
        let wide = 70.min(area.width);
        let room = usize::from(wide.saturating_sub(4));
        let says: Vec<String> = self.says(ui).iter().flat_map(|line| wrap(line, room)).collect();
        let fault = if self.fault.is_empty() {
            Vec::new()
        } else {
            wrap(&self.fault, room)
        };
        let fields: usize = self
            .fields
            .iter()
            .map(|(field, _)| if *field == Field::Method { METHODS.len() } else { 1 })
            .sum();
        let height = says.len() + fields + fault.len() + 4;
        let place = centred(area, wide, u16::try_from(height).unwrap_or(u16::MAX));
        wipe(buffer, place);
        let style = ui.theme.style(Role::Warning);
        let label = texts.t(&format!("command-{}", self.question.command.replace('.', "-")));
        let title = format!("{label} {}", self.facts.order.number);
        let inside = frame(buffer, place, &title, "", style, style);
        let (x, mut y) = (inside.x + 1, inside.y);
        for line in &says {
            put(buffer, x, y, inside.width - 2, line, ui.theme.style(Role::Text));
            y += 1;
        }
        y += 1;
        for (at, (field, text)) in self.fields.iter().enumerate() {
            let role = if at == self.at { Role::Accent } else { Role::Dim };
            let label = texts.t(match field {
                Field::Method => "order-field-method",
                Field::Comment => "field-comment",
                _ => "order-field-number",
            });
            put(buffer, x, y, 22, &pad_right(&label, 21), ui.theme.style(role));
            if *field == Field::Method {
                for (at, method) in METHODS.iter().enumerate() {
                    let here = at == self.method;
                    let word = texts.t(&format!("method-{}", method.code()));
                    let line = format!("{} {word}", if here { "(•)" } else { "( )" });
                    let role = if here { Role::Title } else { Role::Dim };
                    put(buffer, x + 22, y, inside.width.saturating_sub(24), &line, ui.theme.style(role));
                    y += 1;
                }
                continue;
            }
            let line = Rect {
                x: x + 22,
                y,
                width: inside.width.saturating_sub(24),
                height: 1,
            };
            let cursor = (at == self.at).then(|| ui.theme.style(Role::Cursor));
            text.draw(buffer, line, ui.theme.style(Role::Text), cursor);
            y += 1;
        }
        for (line, y) in fault.iter().zip(y + 1..inside.bottom()) {
            put(buffer, x, y, inside.width - 2, line, ui.theme.style(Role::Danger));
        }
    }
}
