//! A dialogue as rows: a line for each day, then a line about each message and what it says.

use crate::app::clock;
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::dues_sms::person::{Charge, Dialogue, Message};
use crate::domain::dialogue::MessageState;
use crate::domain::dues_sms::ChargeState;
use crate::domain::text::{clean, width};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::wrap;

/// One row.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Which message it belongs to.
    pub message: Option<usize>,
    /// How far in it stands.
    pub indent: u16,
    pub text: String,
    pub role: Role,
}

/// The rows of a dialogue in so many cells. `fresh`: what is marked as new.
pub(super) fn of(shown: &Dialogue, fresh: &[i64], cells: u16, ui: &Ui) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut day = String::new();
    // What was written takes three quarters, so that one sees from which side it came.
    let block = (cells / 4 * 3).max(cells.min(40));
    for (at, message) in shown.messages.iter().enumerate() {
        let moment = clock::local_minute(message.at_ms);
        let (on, time) = moment.split_once(' ').unwrap_or((moment.as_str(), ""));
        if on != day {
            on.clone_into(&mut day);
            let indent = cells.saturating_sub(u16::try_from(width(on)).unwrap_or(10)) / 2;
            rows.push(plain(None, indent, on.to_owned(), Role::Dim));
        }
        let indent = if message.outgoing { cells - block } else { 0 };
        let room = usize::from(block);
        let is_new = !message.outgoing && (!message.read || fresh.contains(&message.id));
        let (head, role) = head(message, is_new, time, ui.texts());
        rows.extend(wrap(&head, room).into_iter().map(|line| plain(Some(at), indent, line, role)));
        let role = match (message.outgoing, is_new) {
            (true, _) => Role::Accent,
            (false, false) => Role::Text,
            (false, true) => Role::Title,
        };
        for line in lines(&message.text, room.saturating_sub(2)) {
            rows.push(plain(Some(at), indent + 2, line, role));
        }
        let charge = shown.charges.iter().find(|charge| Some(charge.id) == message.charge_id);
        if let Some(charge) = charge.filter(|_| !message.price.is_zero()) {
            let (text, role) = charge_words(charge, ui.texts());
            for line in wrap(&text, room.saturating_sub(2)) {
                rows.push(plain(Some(at), indent + 2, line, role));
            }
        }
    }
    rows
}

fn plain(message: Option<usize>, indent: u16, text: String, role: Role) -> Row {
    Row {
        message,
        indent,
        text,
        role,
    }
}

/// What a message says, in whole: its own lines, and words that are too long broken.
fn lines(text: &str, cells: usize) -> Vec<String> {
    let mut out = Vec::new();
    for line in text.replace("\r\n", "\n").split('\n') {
        let mut broken = String::new();
        for word in clean(line).split(' ') {
            if !broken.is_empty() {
                broken.push(' ');
            }
            let mut used = 0;
            for letter in word.chars() {
                let wide = width(&letter.to_string());
                if used + wide > cells.max(2) {
                    broken.push(' ');
                    used = 0;
                }
                broken.push(letter);
                used += wide;
            }
        }
        out.extend(wrap(&broken, cells));
    }
    out
}

/// The line above a message: which way, when, where it stands, what it is.
fn head(message: &Message, is_new: bool, time: &str, texts: &Texts) -> (String, Role) {
    let mut parts = vec![format!("{} {time}", if message.outgoing { "←" } else { "→" })];
    let mut role = Role::Dim;
    if message.outgoing {
        parts.push(texts.t(&format!("message-state-{}", message.state.code())));
        match (message.state, message.reply) {
            (MessageState::Failed, _) => role = Role::Danger,
            (MessageState::Unknown, _) => role = Role::Warning,
            _ => {}
        }
        match message.reply {
            Some(reply) => parts.push(texts.t(&format!("dues-reply-{}", reply.code()))),
            None => parts.push(message.operator.clone()),
        }
    } else if is_new {
        parts.push(format!("● {}", texts.t("thread-new")));
        role = Role::Warning;
    }
    if !message.price.is_zero() {
        parts.push(texts.with("thread-costs", &[("price", Arg::Money(message.price))]));
    }
    if message.parts > 1 {
        parts.push(texts.with("sms-parts", &[("parts", Arg::Count(message.parts))]));
    }
    // Of a message that draws money the line of its payment says it.
    let is_wrong = matches!(message.state, MessageState::Failed | MessageState::Unknown);
    if is_wrong && message.price.is_zero() && !message.detail.is_empty() {
        parts.push(fault_words(&message.detail, texts));
    }
    parts.retain(|part| !part.is_empty());
    (clean(&parts.join(" · ")).into_owned(), role)
}

/// What is wrong, in words where it is one of the program's own.
fn fault_words(fault: &str, texts: &Texts) -> String {
    let key = format!("charge-fault-{fault}");
    if texts.has(&key) { texts.t(&key) } else { fault.to_owned() }
}

/// How a payment stands: sign, word, amount, and why.
fn charge_words(charge: &Charge, texts: &Texts) -> (String, Role) {
    let (sign, role) = match charge.state {
        ChargeState::Asked | ChargeState::UnderWay => ("…", Role::Accent),
        ChargeState::Uncertain => ("?", Role::Warning),
        ChargeState::Paid => ("✓", Role::Good),
        ChargeState::Failed => ("✗", Role::Danger),
        ChargeState::Refunded => ("↩", Role::Dim),
    };
    let state = texts.t(&format!("charge-state-{}", charge.state.code()));
    let mut words = format!("{sign} {} {state}", texts.money(charge.amount));
    if !charge.fault.is_empty() {
        words.push_str(" · ");
        words.push_str(&fault_words(&charge.fault, texts));
    }
    if !charge.code.is_empty() && charge.state != ChargeState::Paid {
        words.push_str(&format!(" ({})", charge.code));
    }
    (clean(&words).into_owned(), role)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_shown_in_whole_and_clean() {
        assert_eq!(lines("en\nto", 20), ["en", "to"]);
        assert_eq!(lines(&"x".repeat(25), 10), ["x".repeat(10), "x".repeat(10), "x".repeat(5)]);
        let shown = lines("a\u{1b}[2J\u{202e}b\u{200b}c", 20).concat();
        assert_eq!(shown, "a␛[2J\u{fffd}bc");
    }
}
