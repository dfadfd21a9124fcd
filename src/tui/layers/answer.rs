//! Answering a number: several lines, with parts, coding, room and cost counted at every key; Ctrl+S sends. What comes meanwhile
//! is shown before anything is sent, so that nobody answers what another has answered.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Flow, Layer, hints};
use crate::app::commands::key::{Code, Key, ctrl};
use crate::app::reader::Answer;
use crate::app::texts::Arg;
use crate::app::usecase::dues_sms::act::SmsAct;
use crate::app::usecase::dues_sms::person::{self, Dialogue};
use crate::app::writer::{Outcome, Work};
use crate::domain::text::{clean, fit};
use crate::tui::layers::sms_question;
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::area::TextArea;
use crate::tui::widgets::paint::{centred, frame, put, wipe, wrap};

/// How wide it is, and how high at most.
const WIDE: u16 = 72;
const HIGH: u16 = 18;
/// So many lines of what is answered are seen.
const LAST_LINES: usize = 3;

struct Answering {
    number: String,
    /// Whose it is.
    name: String,
    text: TextArea,
    /// The last message as it was seen, and what it says.
    seen: Option<i64>,
    last: String,
    /// Something came meanwhile: what it says, and its key.
    news: Option<(Option<i64>, String)>,
    fault: String,
    saving: bool,
}

fn last_of(shown: &Dialogue) -> (Option<i64>, String) {
    let last = shown.messages.last();
    let words = last.map(|message| {
        let way = if message.outgoing { "←" } else { "→" };
        format!("{way} {}", message.text)
    });
    (last.map(|message| message.id), words.unwrap_or_default())
}

/// Opens the field for an answer.
pub(in crate::tui) fn open(shown: &Dialogue, ui: &mut Ui) {
    let (seen, last) = last_of(shown);
    let name = match shown.parties.as_slice() {
        [(_, name)] => name.clone(),
        _ => String::new(),
    };
    ui.layers.push(Box::new(Answering {
        number: shown.number.clone(),
        name,
        text: TextArea::default(),
        seen,
        last,
        news: None,
        fault: String::new(),
        saving: false,
    }));
}

impl Answering {
    fn send(&mut self, ui: &mut Ui) {
        if let Some((seen, last)) = self.news.take() {
            // It is on the screen now; the next Ctrl+S answers it.
            (self.seen, self.last) = (seen, last);
            return;
        }
        let text = self.text.text();
        if text.trim().is_empty() {
            return;
        }
        if let Err(error) = person::count(&ui.sms, &text) {
            self.fault = error.words(ui.lang);
            return;
        }
        let act = SmsAct::Answer {
            number: self.number.clone(),
            text,
            seen: self.seen,
        };
        if ui.writer.give(Work::Sms(act, String::new())) {
            self.saving = true;
        } else {
            self.fault = ui.texts().t("form-queue-full");
        }
    }

    /// How it is counted, or why it cannot be sent as it stands.
    fn counted(&self, ui: &Ui) -> (String, Role) {
        let text = self.text.text();
        if text.trim().is_empty() {
            return (ui.texts().t("answer-type"), Role::Dim);
        }
        match person::count(&ui.sms, &text) {
            Ok(cost) => (person::cost_words(&cost, ui.texts()), Role::Accent),
            Err(error) => (error.words(ui.lang).replace('\n', " "), Role::Danger),
        }
    }

    /// What stands below the text.
    fn below(&self, ui: &Ui, room: usize) -> Vec<(String, Role)> {
        let mut lines = Vec::new();
        let mut add = |text: &str, role: Role| lines.extend(wrap(&clean(text), room).into_iter().map(|line| (line, role)));
        let (counted, role) = self.counted(ui);
        add(&counted, role);
        if self.saving {
            add(&ui.texts().t("form-saving"), Role::Accent);
        }
        if let Some((_, words)) = &self.news {
            add(
                &ui.texts().with("answer-news", &[("text", Arg::Text(words.clone()))]),
                Role::Warning,
            );
        }
        if !self.fault.is_empty() {
            add(&self.fault, Role::Danger);
        }
        lines
    }
}

impl Layer for Answering {
    fn key(&mut self, key: Key, ui: &mut Ui) -> Flow {
        if key.code == Code::Esc {
            return Flow::Close;
        }
        if self.saving {
            return Flow::Stay;
        }
        self.fault.clear();
        if key == ctrl('s') {
            self.send(ui);
        } else {
            self.text.key(key);
        }
        Flow::Stay
    }

    fn paste(&mut self, text: &str, _: &mut Ui) {
        if !self.saving {
            self.text.paste(text);
        }
    }

    fn answer(&mut self, answer: &mut Option<Answer>, _: &mut Ui) -> Flow {
        // The dialogue below hears it too.
        if let Some(Answer::Dialogue(_, result)) = answer
            && let Ok(shown) = result.as_ref()
            && shown.number == self.number
            && !self.saving
        {
            let (last, words) = last_of(shown);
            self.news = (last != self.seen).then_some((last, words));
        }
        Flow::Stay
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match outcome.take() {
            Some(Outcome::Sms(act @ SmsAct::Answer { .. }, result)) if self.saving => match *result {
                Ok(count) => {
                    sms_question::heard(&mut Some(Outcome::Sms(act, Box::new(Ok(count)))), ui);
                    return Flow::Close;
                }
                Err(error) => {
                    self.saving = false;
                    self.fault = error.words(ui.lang).replace('\n', " ");
                }
            },
            other => *outcome = other,
        }
        Flow::Stay
    }

    fn hints(&self, ui: &Ui) -> Vec<(String, String)> {
        if self.saving {
            return hints(ui, &[("Esc", "hint-goes-on")]);
        }
        let send = if self.news.is_some() { "hint-acknowledge" } else { "hint-send" };
        hints(ui, &[("Ctrl+S", send), ("Enter", "hint-new-line"), ("Esc", "hint-cancel")])
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let wide = WIDE.min(area.width);
        let room = usize::from(wide.saturating_sub(4));
        let below = self.below(ui, room);
        let place = centred(area, wide, HIGH.min(area.height.saturating_sub(2)));
        wipe(buffer, place);
        let style = ui.theme.style(Role::Accent);
        let title = clean(&format!("{} {}  {}", ui.texts().t("command-thread-answer"), self.number, self.name)).into_owned();
        let mark = if ui.simulated { ui.texts().t("simulated") } else { String::new() };
        let inside = frame(buffer, place, title.trim_end(), &mark, style, style);
        let (x, cells) = (inside.x + 1, inside.width.saturating_sub(2));
        let mut y = inside.y;
        let last = wrap(&clean(&self.last), room);
        // Where it is tight, what is typed comes before what is answered.
        let shown = LAST_LINES.min(usize::from(inside.height).saturating_sub(below.len() + 4));
        for (no, line) in last.iter().take(shown).enumerate() {
            let more = no + 1 == shown && last.len() > shown;
            let line = if more {
                format!("{}…", fit(line, room.saturating_sub(1)))
            } else {
                line.clone()
            };
            put(buffer, x, y, cells, &line, ui.theme.style(Role::Dim));
            y += 1;
        }
        put(buffer, x, y, cells, &"─".repeat(usize::from(cells)), ui.theme.style(Role::Dim));
        let under = u16::try_from(below.len()).unwrap_or(1) + 1;
        let text = Rect {
            x,
            y: y + 1,
            width: cells,
            height: inside.bottom().saturating_sub(y + 1 + under).max(1),
        };
        let role = if self.saving { Role::Dim } else { Role::Text };
        self.text
            .draw(buffer, text, ui.theme.style(role), Some(ui.theme.style(Role::Cursor)));
        put(
            buffer,
            x,
            text.bottom(),
            cells,
            &"─".repeat(usize::from(cells)),
            ui.theme.style(Role::Dim),
        );
        for ((line, role), y) in below.iter().zip(text.bottom() + 1..inside.bottom()) {
            put(buffer, x, y, cells, line, ui.theme.style(*role));
        }
    }
}
