//! Asking before a claim is changed: what will happen in numbers, the fields it needs, the mandatory comment (CLM-13), and
//! for what cannot be taken back the claim's number typed.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Flow, Layer, hints};
use crate::app::commands::key::{Code, Key};
use crate::app::commands::{Facts, Field, Question};
use crate::app::reader::Ask;
use crate::app::texts::Arg;
use crate::app::usecase::claims::Act;
use crate::app::writer::Work;
use crate::domain::claim::{Claim, ClaimError, Decision, Status};
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;
use crate::domain::text::pad_right;
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::field::TextField;
use crate::tui::widgets::paint::{centred, frame, put, wipe, wrap};

struct Dialog {
    question: Question,
    claim: Claim,
    fields: Vec<(Field, TextField)>,
    at: usize,
    /// Which recalled comment is shown.
    recalled: Option<usize>,
    fault: String,
}

/// Opens the dialog of a question.
pub(in crate::tui) fn open(question: Question, facts: &Facts, ui: &mut Ui) {
    let Ok(claim) = facts.claim().cloned() else { return };
    // A credit of the line under the cursor or of all of it starts with all.
    let fields = question.fields.iter().map(|field| (*field, TextField::default())).collect();
    ui.reader.ask(Ask::Comments);
    ui.layers.push(Box::new(Dialog {
        question,
        claim,
        fields,
        at: 0,
        recalled: None,
        fault: String::new(),
    }));
}

impl Dialog {
    fn typed(&self, field: Field) -> &str {
        self.fields
            .iter()
            .find(|(name, _)| *name == field)
            .map_or("", |(_, text)| text.text().trim())
    }

    /// The act with what was typed in it.
    fn act(&self) -> Act {
        match &self.question.act {
            Act::Discount { line, .. } => Act::Discount {
                line: *line,
                amount: Money::parse(self.typed(Field::Amount)).unwrap_or(Money::ZERO),
                text: self.typed(Field::Text).to_owned(),
            },
            other => other.clone(),
        }
    }

    fn decision(&self, ui: &Ui) -> Result<Decision, ClaimError> {
        self.act().decide(&self.claim, &ui.terms)
    }

    /// Why it cannot be done yet.
    fn missing(&self, ui: &Ui) -> Option<String> {
        let texts = ui.texts();
        if self.fields.iter().any(|(field, _)| *field == Field::Amount) && Money::parse(self.typed(Field::Amount)).is_err() {
            return Some(texts.with("usage-amount", &[("given", Arg::Text(self.typed(Field::Amount).to_owned()))]));
        }
        match self.decision(ui) {
            Err(ClaimError::Refused(refusal)) => return Some(texts.refusal(&refusal)),
            Err(ClaimError::Money(_)) => return Some(texts.t("store-money")),
            Ok(_) => {}
        }
        if self.typed(Field::Comment).is_empty() {
            return Some(texts.refusal(&Refusal::CommentMissing {}));
        }
        let confirms = self.fields.iter().any(|(field, _)| *field == Field::Number);
        let number = self.claim.number.to_string();
        (confirms && self.typed(Field::Number) != number).then(|| texts.with("type-number", &[("number", Arg::Text(number))]))
    }

    /// What it will do, in numbers.
    fn says(&self, ui: &Ui) -> Vec<String> {
        let texts = ui.texts();
        let mut lines = Vec::new();
        let number = Arg::Count(self.claim.number);
        if let Act::DropLine { line } = self.question.act
            && self.claim.is_last_line(line)
        {
            lines.push(texts.with("last-line-annuls", &[("number", number.clone())]));
        }
        lines.push(texts.t(&format!("says-{}", self.question.command.replace('.', "-"))));
        if let Ok(decision) = self.decision(ui) {
            let was = self.claim.left().unwrap_or_default();
            let is = decision.after.left().unwrap_or_default();
            lines.push(texts.with("says-left", &[("number", number), ("was", Arg::Money(was)), ("is", Arg::Money(is))]));
            if decision.after.status != Status::Unpaid && decision.after.status != self.claim.status {
                let status = texts.t(&format!("status-{}", decision.after.status.code()));
                lines.push(texts.with("says-status", &[("status", Arg::Text(status))]));
            }
            if let Ok(sum) = Money::sum(decision.credit_note.iter().map(|(_, amount)| *amount))
                && sum.is_positive()
            {
                lines.push(texts.with("says-credit-note", &[("amount", Arg::Money(sum))]));
            }
        }
        lines
    }

    fn submit(&mut self, ui: &mut Ui) -> Flow {
        if let Some(missing) = self.missing(ui) {
            self.fault = missing;
            return Flow::Stay;
        }
        let work = Work::Change {
            id: self.claim.id,
            act: self.act(),
            comment: self.typed(Field::Comment).to_owned(),
            seen: Box::new(self.claim.clone()),
        };
        if !ui.writer.give(work) {
            self.fault = ui.texts().t("store-locked");
            return Flow::Stay;
        }
        Flow::Close
    }

    /// Goes through the comments given before.
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
}

impl Layer for Dialog {
    fn key(&mut self, key: Key, ui: &mut Ui) -> Flow {
        self.fault.clear();
        let last = self.fields.len().saturating_sub(1);
        let on_comment = self.fields.get(self.at).is_some_and(|(field, _)| *field == Field::Comment);
        match key.code {
            Code::Esc => return Flow::Close,
            Code::Up if on_comment => self.recall(true, ui),
            Code::Down if on_comment => self.recall(false, ui),
            // Enter and Tab move alike; Enter in the last field does it.
            Code::Enter if self.at == last => return self.submit(ui),
            Code::Enter | Code::Tab | Code::Down => self.at = if self.at == last { 0 } else { self.at + 1 },
            Code::BackTab | Code::Up => self.at = if self.at == 0 { last } else { self.at - 1 },
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
        hints(ui, &[("Enter", "hint-next"), ("↑", "hint-recall"), ("Esc", "hint-cancel")])
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let texts = ui.texts();
        let wide = 70.min(area.width);
        let room = usize::from(wide.saturating_sub(4));
        let says: Vec<String> = self.says(ui).iter().flat_map(|line| wrap(line, room)).collect();
        let fault = wrap(&self.fault, room);
        let height = says.len() + self.fields.len() + 4 + if self.fault.is_empty() { 0 } else { fault.len() };
        let place = centred(area, wide, u16::try_from(height).unwrap_or(u16::MAX));
        wipe(buffer, place);
        let style = ui.theme.style(Role::Warning);
        let title = format!(
            "{} {}",
            texts.t(&format!("command-{}", self.question.command.replace('.', "-"))),
            self.claim.number
        );
        let inside = frame(buffer, place, &title, "", style, style);
        let (x, mut y) = (inside.x + 1, inside.y);
        for line in &says {
            put(buffer, x, y, inside.width - 2, line, ui.theme.style(Role::Text));
            y += 1;
        }
        y += 1;
        for (at, (field, text)) in self.fields.iter().enumerate() {
            let label = texts.t(match field {
                Field::Amount => "field-amount",
                Field::Text => "field-text",
                Field::Comment => "field-comment",
                Field::Number | Field::Method => "field-number",
                _ => "field-other",
            });
            let role = if at == self.at { Role::Accent } else { Role::Dim };
            put(buffer, x, y, 22, &pad_right(&label, 21), ui.theme.style(role));
            let line = Rect {
                x: x + 22,
                y,
                width: inside.width.saturating_sub(24),
                height: 1,
            };
            text.draw(
                buffer,
                line,
                ui.theme.style(Role::Text),
                (at == self.at).then(|| ui.theme.style(Role::Cursor)),
            );
            y += 1;
        }
        y += 1;
        if !self.fault.is_empty() {
            for (line, y) in fault.iter().zip(y..inside.bottom()) {
                put(buffer, x, y, inside.width - 2, line, ui.theme.style(Role::Danger));
            }
        }
    }
}
