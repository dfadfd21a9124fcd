//! One thing done to many claims: choose what, see what would happen and what would be refused, do it with progress, and see a
//! result for each.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::form::{Form, Input, Step, amount, day, label};
use super::send_question::{WAYS, ways};
use super::{Flow, Layer, hints};
use crate::app::clock;
use crate::app::commands::Field;
use crate::app::commands::key::{Code, Key};
use crate::app::reader::{Answer, Ask};
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::bulk::{Report, Trial};
use crate::app::usecase::claims::Act;
use crate::app::usecase::remind;
use crate::app::usecase::sending::{self, Wish};
use crate::app::writer::{Outcome, Work};
use crate::domain::refusal::Refusal;
use crate::domain::sending::SendingState;
use crate::domain::text::{clean, fit};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{centred, fill, frame, put, wipe, wrap};

/// How wide it is.
const WIDE: u16 = 74;
/// Refusals that are shown before it is done.
const SHOWN: usize = 5;

/// What can be done to many, in the order it is offered: the command's id and the act.
fn acts() -> Vec<(&'static str, Act)> {
    vec![
        ("claim-send", Act::Send(Wish::default())),
        ("claim-remind", Act::Remind(remind::Wish::default())),
        ("claim-approve", Act::Approve),
        ("claim-use_credit", Act::UseCredit { amount: None }),
        ("claim-set_due", Act::SetDue { due_on: clock::today() }),
        (
            "claim-freeze",
            Act::Freeze {
                until: Some(clock::today()),
            },
        ),
        ("claim-write_off", Act::WriteOff),
        ("claim-credit", Act::Credit { lines: Vec::new() }),
        ("claim-annul", Act::Annul),
        ("claim-waive", Act::Waive),
    ]
}

enum Phase {
    /// What is to be done?
    Choose(usize),
    /// What would happen; the comment.
    Ask {
        form: Form,
        trial: Option<Trial>,
    },
    Running {
        percent: u8,
        stop: Arc<AtomicBool>,
    },
    Done {
        report: Report,
        top: usize,
        /// How many of what was put out stand where; nothing where nothing was.
        states: Vec<(SendingState, i64)>,
    },
}

struct Bulk {
    ids: Vec<u32>,
    command: &'static str,
    act: Act,
    phase: Phase,
    ticket: u64,
}

/// Opens it for the selected claims, or for the one under the cursor.
pub(in crate::tui) fn open(ui: &mut Ui) {
    let mut ids = Vec::new();
    ui.with_list(|list, _| ids = list.state.chosen());
    if ids.is_empty() {
        return ui.refuse(&Refusal::NothingHere {});
    }
    ui.reader.ask(Ask::Comments);
    ui.layers.push(Box::new(Bulk {
        ids,
        command: "",
        act: Act::Approve,
        phase: Phase::Choose(0),
        ticket: 0,
    }));
}

impl Bulk {
    fn ask(&mut self, at: usize, ui: &mut Ui) {
        let Some((command, act)) = acts().into_iter().nth(at) else { return };
        (self.command, self.act) = (command, act);
        let fields: &[Field] = match self.act {
            Act::SetDue { .. } | Act::Freeze { .. } => &[Field::Day, Field::Target, Field::Comment],
            Act::Send(_) => &[Field::Owner, Field::Comment],
            Act::Remind(_) => &[Field::Owner, Field::Amount, Field::Target, Field::Comment],
            // What cannot be taken back wants the number of claims typed.
            Act::Annul | Act::Credit { .. } | Act::WriteOff => &[Field::Target, Field::Comment, Field::Count],
            _ => &[Field::Target, Field::Comment],
        };
        let texts = ui.texts();
        let form = Form::new(fields, |field| match field {
            Field::Owner => way(field, ui),
            Field::Amount => Input::text(field, "remind-field-fee"),
            Field::Target => Input::choice(field, "bulk-at-refusal", vec![texts.t("bulk-go-on"), texts.t("bulk-stop")], 0),
            _ => Input::text(field, label(field)),
        });
        self.phase = Phase::Ask { form, trial: None };
        self.ticket += 1;
        ui.reader.ask(Ask::Trial {
            ticket: self.ticket,
            ids: self.ids.clone(),
            act: self.act.clone(),
        });
    }

    fn submit(&mut self, ui: &mut Ui) {
        let texts = ui.texts();
        let Phase::Ask { form, trial } = &mut self.phase else { return };
        // Nothing is done that was not shown before.
        let Some(would) = trial.as_ref().map(|trial| trial.would) else {
            return form.blame(texts.t("bulk-trying"));
        };
        if would == 0 {
            return form.blame(texts.t("bulk-nothing"));
        }
        let comment = form.typed(Field::Comment).to_owned();
        // Sending changes nothing that is owed.
        if comment.is_empty() && !matches!(self.act, Act::Send(_)) {
            return form.blame(texts.refusal(&Refusal::CommentMissing {}));
        }
        let count = self.ids.len().to_string();
        if form.has(Field::Count) && form.typed(Field::Count) != count {
            return form.blame(texts.with("type-number", &[("number", Arg::Text(count))]));
        }
        if let (Act::Remind(_), Err(wrong)) = (&self.act, amount(form, texts)) {
            return form.blame(wrong);
        }
        if let Act::SetDue { due_on } = &mut self.act {
            match day(form, texts) {
                Ok(Some(on)) if on != *due_on => {
                    *due_on = on;
                    *trial = None;
                    form.blame(texts.t("bulk-tried-again"));
                    self.ticket += 1;
                    ui.reader.ask(Ask::Trial {
                        ticket: self.ticket,
                        ids: self.ids.clone(),
                        act: self.act.clone(),
                    });
                    return;
                }
                Ok(Some(_)) => {}
                Ok(None) => return form.blame(texts.with("usage-date", &[("given", Arg::Text(String::new()))])),
                Err(wrong) => return form.blame(wrong),
            }
        }
        let stop = Arc::new(AtomicBool::new(false));
        let work = Work::Bulk {
            ids: self.ids.clone(),
            act: self.act.clone(),
            comment,
            at_refusal_stop: form.has(Field::Target) && form.chosen(Field::Target) == 1,
            stop: Arc::clone(&stop),
        };
        if ui.writer.give(work) {
            self.phase = Phase::Running { percent: 0, stop };
        } else {
            form.blame(texts.t("form-queue-full"));
        }
    }

    /// Another way to send was chosen, credit notes instead of claims, or another fee: it is tried again.
    fn send_by(&mut self, ui: &Ui) {
        let Phase::Ask { form, trial } = &mut self.phase else { return };
        let by = WAYS.get(form.chosen(Field::Owner)).copied().flatten();
        let is_other = match &mut self.act {
            Act::Send(wish) => {
                let notes = form.has(Field::Note) && form.chosen(Field::Note) == 1;
                let is_other = (wish.by, wish.notes) != (by, notes);
                (wish.by, wish.notes) = (by, notes);
                is_other
            }
            Act::Remind(wish) => {
                let fee = amount(form, ui.texts()).unwrap_or(wish.fee);
                let is_other = (wish.by, wish.fee) != (by, fee);
                (wish.by, wish.fee) = (by, fee);
                is_other
            }
            _ => false,
        };
        if is_other {
            *trial = None;
            self.ticket += 1;
            ui.reader.ask(Ask::Trial {
                ticket: self.ticket,
                ids: self.ids.clone(),
                act: self.act.clone(),
            });
        }
    }

    fn title(&self, texts: &Texts) -> String {
        let count = i64::try_from(self.ids.len()).unwrap_or(i64::MAX);
        let many = texts.with("bulk-title", &[("count", Arg::Count(count))]);
        if self.command.is_empty() {
            many
        } else {
            format!("{} · {many}", texts.t(&format!("command-{}", self.command)))
        }
    }

    /// What would happen, in words.
    fn foretold(trial: Option<&Trial>, texts: &Texts) -> Vec<String> {
        let Some(trial) = trial else {
            return vec![texts.t("bulk-trying")];
        };
        let count = Arg::count::<usize>;
        let mut lines = vec![texts.with("bulk-would", &[("count", count(trial.would)), ("left", Arg::Money(trial.left))])];
        if !trial.by.is_empty() {
            lines.push(sending::trial(&trial.by, trial.refused, texts));
        }
        if trial.refused > 0 {
            lines.push(texts.with("bulk-refused", &[("count", count(trial.refused))]));
            lines.extend(
                trial
                    .why
                    .iter()
                    .take(SHOWN)
                    .map(|(_, refusal)| format!("  {}", texts.refusal(refusal))),
            );
        }
        lines
    }

    fn draw_lines(&self, buffer: &mut Buffer, area: Rect, ui: &Ui, lines: &[(String, Role)]) {
        let height = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
        let place = centred(area, WIDE.min(area.width), height.min(area.height));
        wipe(buffer, place);
        let style = ui.theme.style(Role::Accent);
        let inside = frame(buffer, place, &self.title(ui.texts()), "", style, style);
        for ((line, role), y) in lines.iter().zip(inside.y..inside.bottom()) {
            let cells = inside.width.saturating_sub(2);
            if *role == Role::Selected {
                fill(
                    buffer,
                    Rect {
                        x: inside.x,
                        y,
                        width: inside.width,
                        height: 1,
                    },
                    ui.theme.style(*role),
                );
            }
            put(
                buffer,
                inside.x + 1,
                y,
                cells,
                &fit(&clean(line), usize::from(cells)),
                ui.theme.style(*role),
            );
        }
    }

    fn report_lines(report: &Report, top: usize, (cells, room): (usize, usize), texts: &Texts) -> Vec<(String, Role)> {
        let count = Arg::count::<usize>;
        let args = [
            ("done", count(report.done)),
            ("left", Arg::Money(report.left)),
            ("refused", count(report.refused)),
            ("rest", count(report.not_reached)),
        ];
        let role = if report.refused == 0 { Role::Good } else { Role::Warning };
        let failed = report
            .failed
            .iter()
            .map(|why| texts.with("bulk-failed", &[("why", Arg::Text(why.clone()))]));
        let failed: Vec<(String, Role)> = failed
            .flat_map(|line| wrap(&line, cells))
            .map(|line| (line, Role::Danger))
            .collect();
        let mut lines: Vec<(String, Role)> = wrap(&texts.with("bulk-done", &args), cells)
            .into_iter()
            .map(|line| (line, role))
            .collect();
        lines.extend(failed);
        // What was refused is what a person has to look at; it comes first.
        let (refused, done): (Vec<_>, Vec<_>) = report.rows.iter().partition(|row| row.result.is_err());
        for row in refused.into_iter().chain(done).skip(top).take(room) {
            let (words, role) = match &row.result {
                Ok(left) => {
                    let args = [("number", Arg::Text(row.number.to_string())), ("left", Arg::Money(*left))];
                    (texts.with("bulk-row-done", &args), Role::Dim)
                }
                Err(refusal) => {
                    let args = [
                        ("number", Arg::Text(row.number.to_string())),
                        ("why", Arg::Text(texts.refusal(refusal))),
                    ];
                    (texts.with("bulk-row-refused", &args), Role::Text)
                }
            };
            lines.extend(wrap(&clean(&words), cells).into_iter().map(|line| (line, role)));
        }
        lines.truncate(room);
        lines
    }
}

/// By what it is sent.
fn way(field: Field, ui: &Ui) -> Input {
    Input::choice(field, "sending-field-by", ways(ui.texts()), 0)
}

/// Where there are credit notes that have not been sent, they can be sent instead of the claims.
fn offer_notes(form: &mut Form, trial: &Trial, ui: &Ui) {
    if trial.notes == 0 || form.has(Field::Note) {
        return;
    }
    let count = Arg::Count(i64::try_from(trial.notes).unwrap_or(i64::MAX));
    form.refit(&[Field::Owner, Field::Note, Field::Comment], |field| match field {
        Field::Owner => way(field, ui),
        Field::Note => {
            let words = vec![
                ui.texts().t("sending-what-claims"),
                ui.texts().with("sending-what-notes", &[("count", count.clone())]),
            ];
            Input::choice(field, "sending-field-what", words, 0)
        }
        _ => Input::text(field, label(field)),
    });
}

/// How many wait to leave.
fn waiting(states: &[(SendingState, i64)]) -> i64 {
    let waits = states.iter().find(|(state, _)| *state == SendingState::Waiting);
    waits.map_or(0, |(_, count)| *count)
}

/// What became of what was put out, in words.
fn leaving(states: &[(SendingState, i64)], texts: &Texts) -> Option<String> {
    if states.is_empty() {
        return None;
    }
    let parts: Vec<String> = states
        .iter()
        .map(|(state, count)| format!("{} {}", texts.t(&format!("sending-state-{}", state.code())), texts.count(*count)))
        .collect();
    Some(texts.with("sending-leaving", &[("states", Arg::Text(parts.join(", ")))]))
}

impl Layer for Bulk {
    fn key(&mut self, key: Key, ui: &mut Ui) -> Flow {
        match &mut self.phase {
            Phase::Choose(at) => match key.code {
                Code::Esc => return Flow::Close,
                Code::Up => *at = at.saturating_sub(1),
                Code::Down => *at = (*at + 1).min(acts().len().saturating_sub(1)),
                Code::Enter => {
                    let at = *at;
                    self.ask(at, ui);
                }
                _ => {}
            },
            Phase::Ask { form, .. } => match form.key(key, ui) {
                Step::Close => return Flow::Close,
                Step::Submit => self.submit(ui),
                Step::Stay => self.send_by(ui),
            },
            // What was done before stays done.
            Phase::Running { stop, .. } => {
                if key.code == Code::Esc {
                    stop.store(true, Ordering::Relaxed);
                }
            }
            // What waits to leave is taken back; what left has left.
            Phase::Done { report, states, .. } if key.code == Code::Esc && waiting(states) > 0 => {
                if let Some(batch) = report.batch {
                    let why = ui.texts().t("sending-stopped");
                    ui.writer.give(Work::CancelBatch(batch, why));
                }
            }
            Phase::Done { report, top, .. } => match key.code {
                Code::Esc | Code::Enter => {
                    ui.with_list(|list, ui| {
                        list.state.selected.clear();
                        list.state.selected_totals = None;
                        list.reload(ui, true);
                    });
                    return Flow::Close;
                }
                Code::Up => *top = top.saturating_sub(1),
                Code::PageUp => *top = top.saturating_sub(10),
                Code::Down => *top = (*top + 1).min(report.rows.len().saturating_sub(1)),
                Code::PageDown => *top = (*top + 10).min(report.rows.len().saturating_sub(1)),
                _ => {}
            },
        }
        Flow::Stay
    }

    fn paste(&mut self, text: &str, _: &mut Ui) {
        if let Phase::Ask { form, .. } = &mut self.phase {
            form.paste(text);
        }
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) -> Flow {
        let mine = matches!(answer, Some(Answer::Trial(ticket, _)) if *ticket == self.ticket);
        if let (true, Some(Answer::Trial(_, result)), Phase::Ask { form, trial }) = (mine, answer.take_if(|_| mine), &mut self.phase) {
            match *result {
                Ok(tried) => {
                    if matches!(self.act, Act::Send(_)) {
                        offer_notes(form, &tried, ui);
                    }
                    *trial = Some(tried);
                    form.unblame(&ui.texts().t("bulk-trying"));
                }
                Err(error) => form.failed(&error, ui),
            }
        }
        if let Phase::Done { report, states, .. } = &mut self.phase {
            match (answer.as_ref(), report.batch) {
                (Some(Answer::Changed { .. } | Answer::Touched), Some(batch)) => ui.reader.ask(Ask::Batch(batch)),
                (Some(Answer::Batch(batch, _)), Some(mine)) if *batch == mine => {
                    if let Some(Answer::Batch(_, Ok(now))) = answer.take() {
                        *states = now;
                    }
                }
                _ => {}
            }
        }
        Flow::Stay
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match (outcome.take(), &mut self.phase) {
            (Some(Outcome::Progress(now)), Phase::Running { percent, .. }) => *percent = now,
            (Some(Outcome::Bulk(result)), _) => match *result {
                Ok(report) => {
                    if let Some(batch) = report.batch {
                        ui.reader.ask(Ask::Batch(batch));
                        ui.worker.wake();
                    }
                    self.phase = Phase::Done {
                        report,
                        top: 0,
                        states: Vec::new(),
                    };
                }
                Err(error) => {
                    ui.fail(&error);
                    return Flow::Close;
                }
            },
            (Some(Outcome::Sending(_, result)), Phase::Done { report, .. }) => {
                if let Some(batch) = report.batch {
                    ui.reader.ask(Ask::Batch(batch));
                }
                match *result {
                    Ok(count) => {
                        let count = Arg::Count(i64::try_from(count).unwrap_or(i64::MAX));
                        ui.tell(ui.texts().with("sending-taken-back", &[("count", count)]), Role::Warning);
                    }
                    Err(error) => ui.fail(&error),
                }
            }
            (other, _) => *outcome = other,
        }
        Flow::Stay
    }

    fn hints(&self, ui: &Ui) -> Vec<(String, String)> {
        match &self.phase {
            Phase::Choose(_) => hints(ui, &[("Enter", "hint-next"), ("Esc", "hint-cancel")]),
            Phase::Ask { form, .. } => form.hints(ui),
            Phase::Running { .. } => hints(ui, &[("Esc", "hint-stop")]),
            Phase::Done { states, .. } if waiting(states) > 0 => hints(ui, &[("Enter", "hint-close"), ("Esc", "hint-take-back")]),
            Phase::Done { .. } => hints(ui, &[("Enter", "hint-close")]),
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let texts = ui.texts();
        match &self.phase {
            Phase::Choose(at) => {
                let mut lines = vec![(texts.t("bulk-choose"), Role::Text), (String::new(), Role::Text)];
                for (place, (command, _)) in acts().iter().enumerate() {
                    let role = if place == *at { Role::Selected } else { Role::Text };
                    lines.push((texts.t(&format!("command-{command}")), role));
                }
                self.draw_lines(buffer, area, ui, &lines);
            }
            Phase::Ask { form, trial } => {
                form.draw(buffer, area, ui, &self.title(texts), &Bulk::foretold(trial.as_ref(), texts));
            }
            Phase::Running { percent, .. } => {
                let cells = usize::from(WIDE.min(area.width).saturating_sub(4));
                let full = cells * usize::from(*percent) / 100;
                let bar = format!("{}{}", "█".repeat(full), "░".repeat(cells.saturating_sub(full)));
                let words = texts.with("bulk-running", &[("percent", Arg::Count(i64::from(*percent)))]);
                self.draw_lines(buffer, area, ui, &[(words, Role::Text), (bar, Role::Accent)]);
            }
            Phase::Done { report, top, states } => {
                let cells = usize::from(WIDE.min(area.width).saturating_sub(4));
                let room = usize::from(area.height.saturating_sub(2));
                let mut lines = Vec::new();
                if let Some(words) = leaving(states, texts) {
                    let waits = waiting(states);
                    let all: i64 = states.iter().map(|(_, count)| count).sum();
                    let role = if waits > 0 { Role::Accent } else { Role::Text };
                    lines.extend(wrap(&words, cells).into_iter().map(|line| (line, role)));
                    if waits > 0 {
                        let gone = usize::try_from((all - waits).max(0)).unwrap_or(0);
                        let full = cells * gone / usize::try_from(all.max(1)).unwrap_or(1);
                        lines.push((
                            format!("{}{}", "█".repeat(full), "░".repeat(cells.saturating_sub(full))),
                            Role::Accent,
                        ));
                    }
                }
                let room = room.saturating_sub(lines.len());
                lines.extend(Bulk::report_lines(report, *top, (cells, room), texts));
                self.draw_lines(buffer, area, ui, &lines);
            }
        }
    }
}
