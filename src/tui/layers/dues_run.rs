//! The run of dues: which dues, who would get a claim and who not and why, the comment and the count typed, how far it is, and what
//! came of it. Stopped, it has issued none.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::form::{Form, Input, Step, day, label};
use super::{Flow, Layer, hints};
use crate::app::clock;
use crate::app::commands::Field;
use crate::app::commands::key::{Code, Key};
use crate::app::reader::{Answer, Ask};
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::dues::Dues;
use crate::app::usecase::dues::run::{Done, Preview, Request, may_run};
use crate::app::writer::{Outcome, Work};
use crate::domain::dues::{LeftOut, Why};
use crate::domain::refusal::Refusal;
use crate::domain::text::{clean, fit, pad_left, pad_right, width};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{centred, fill, frame, put, wipe, wrap};

/// How wide it is.
const WIDE: u16 = 78;
/// So many lines of those who are left out are asked for at least.
const ROWS_MIN: usize = 3;
/// What may be chosen, with the digit that does.
const ALSO: [(Why, char); 3] = [(Why::FellAway, '1'), (Why::OtherDues, '2'), (Why::Unreachable, '3')];

enum Phase {
    /// Of which dues? Only where it was opened for members.
    Choose {
        open: Option<Vec<Dues>>,
        at: usize,
    },
    /// Who would get a claim, and who not.
    Look,
    /// The due date, the comment, the count.
    Ask(Form),
    Running {
        percent: u8,
        stop: Arc<AtomicBool>,
    },
    Done(Box<Done>),
}

struct DuesRun {
    request: Request,
    preview: Option<Box<Preview>>,
    /// Only those who are left out for this reason are shown.
    reason: Option<Why>,
    top: usize,
    phase: Phase,
    ticket: u64,
    /// Why it goes no further.
    fault: String,
}

/// Opens it for everybody with the kind of these dues.
pub(in crate::tui) fn open(dues: i64, ui: &mut Ui) {
    let mut layer = layer(Phase::Look, None);
    layer.request.dues = format!("#{dues}");
    layer.look(ui);
    ui.layers.push(Box::new(layer));
}

/// Opens it for these members; of which dues is chosen first.
pub(in crate::tui) fn open_for(members: Vec<i64>, ui: &mut Ui) {
    ui.reader.ask(Ask::DuesSetUp);
    let layer = layer(Phase::Choose { open: None, at: 0 }, Some(members));
    ui.layers.push(Box::new(layer));
}

fn layer(phase: Phase, only: Option<Vec<i64>>) -> DuesRun {
    DuesRun {
        request: Request {
            only,
            ..Request::default()
        },
        preview: None,
        reason: None,
        top: 0,
        phase,
        ticket: 0,
        fault: String::new(),
    }
}

fn count(number: usize) -> Arg {
    Arg::count(number)
}

fn why_words(why: Why, texts: &Texts) -> String {
    texts.t(&format!("dues-why-{}", why.code()))
}

impl DuesRun {
    /// Asks what would happen.
    fn look(&mut self, ui: &Ui) {
        ui.reader.ask(Ask::Comments);
        self.ticket += 1;
        self.fault.clear();
        ui.reader.ask(Ask::DuesPreview(self.ticket, self.request.clone()));
    }

    fn shown(&self) -> Vec<&LeftOut> {
        let all = self.preview.iter().flat_map(|preview| &preview.plan.left_out);
        all.filter(|left| self.reason.is_none_or(|why| left.why == why)).collect()
    }

    fn choose(&mut self, why: Why, ui: &Ui) {
        let also = &mut self.request.also;
        let chosen = match why {
            Why::FellAway => &mut also.fell_away,
            Why::OtherDues => &mut also.other_dues,
            _ => &mut also.unreachable,
        };
        *chosen = !*chosen;
        self.top = 0;
        self.reason = None;
        self.look(ui);
    }

    fn is_chosen(&self, why: Why) -> bool {
        let also = self.request.also;
        match why {
            Why::FellAway => also.fell_away,
            Why::OtherDues => also.other_dues,
            _ => also.unreachable,
        }
    }

    /// Goes to the next reason, or the one before; all of them come first.
    fn step_reason(&mut self, on: bool) {
        let Some(preview) = &self.preview else { return };
        let mut all: Vec<Option<Why>> = vec![None];
        all.extend(preview.plan.reasons().into_iter().map(|(why, _)| Some(why)));
        let at = all.iter().position(|why| *why == self.reason).unwrap_or(0);
        let next = if on { at + 1 } else { at + all.len() - 1 };
        self.reason = all.get(next % all.len()).copied().flatten();
        self.top = 0;
    }

    /// On to the comment, when anything would be issued.
    fn ask(&mut self, ui: &Ui) {
        let Some(preview) = &self.preview else { return };
        let today = clock::today();
        // A due date that has passed is asked for in the next step.
        let due_on = preview.due_on.max(today);
        if let Err(refusal) = may_run(&preview.dues, due_on, preview.plan.claims.len(), today) {
            self.fault = ui.texts().refusal(&refusal);
            return;
        }
        let due = if preview.due_on < today {
            String::new()
        } else {
            preview.due_on.to_string()
        };
        let form = Form::new(&[Field::Day, Field::Comment, Field::Count], |field| match field {
            Field::Day => Input::filled(field, "field-dues-due", &due),
            _ => Input::text(field, label(field)),
        });
        self.phase = Phase::Ask(form);
    }

    fn submit(&mut self, ui: &Ui) {
        let texts = ui.texts();
        let (Phase::Ask(form), Some(preview)) = (&mut self.phase, &self.preview) else {
            return;
        };
        let claims = preview.plan.claims.len();
        let due_on = match day(form, texts) {
            Ok(Some(on)) => on,
            Ok(None) => preview.due_on,
            Err(wrong) => return form.blame(wrong),
        };
        if let Err(refusal) = may_run(&preview.dues, due_on, claims, clock::today()) {
            return form.blame(texts.refusal(&refusal));
        }
        let comment = form.typed(Field::Comment).to_owned();
        if comment.is_empty() {
            return form.blame(texts.refusal(&Refusal::CommentMissing {}));
        }
        if form.typed(Field::Count) != claims.to_string() {
            return form.blame(texts.with("type-number", &[("number", count(claims))]));
        }
        let stop = Arc::new(AtomicBool::new(false));
        let work = Work::DuesRun {
            request: Request {
                due_on: Some(due_on),
                ..self.request.clone()
            },
            comment,
            seen: (claims, preview.amount),
            stop: Arc::clone(&stop),
        };
        if ui.writer.give(work) {
            self.phase = Phase::Running { percent: 0, stop };
        } else {
            form.blame(texts.t("form-queue-full"));
        }
    }

    fn title(&self, texts: &Texts) -> String {
        let title = texts.t("command-dues-run");
        match &self.preview {
            Some(preview) => format!("{title} · {}", preview.dues.description),
            None => title,
        }
    }

    fn would(preview: &Preview, texts: &Texts) -> String {
        let plan = &preview.plan;
        let args = [
            ("claims", count(plan.claims.len())),
            ("members", count(plan.members())),
            ("left_out", count(plan.left_out.len())),
            ("amount", Arg::Money(preview.amount)),
        ];
        texts.with("dues-would", &args)
    }

    fn heading(preview: &Preview, texts: &Texts) -> String {
        let each = preview.dues.amount().unwrap_or_default();
        let args = [
            ("code", Arg::Text(preview.dues.code.clone())),
            ("each", Arg::Money(each)),
            ("due", Arg::Text(preview.due_on.to_string())),
        ];
        texts.with("dues-run-title", &args)
    }

    /// What stands above those who are left out.
    fn head_lines(&self, cells: usize, texts: &Texts) -> Vec<(String, Role)> {
        let Some(preview) = &self.preview else {
            return vec![(texts.t("dues-run-looking"), Role::Dim)];
        };
        let mut lines = vec![(Self::heading(preview, texts), Role::Title)];
        let told = |text: &str, role: Role| wrap(text, cells).into_iter().map(move |line| (line, role)).collect::<Vec<_>>();
        lines.extend(told(&Self::would(preview, texts), Role::Text));
        if preview.due_on < clock::today() {
            let args = [("due", Arg::Text(preview.due_on.to_string()))];
            lines.extend(told(&texts.with("dues-run-expired", &args), Role::Warning));
        }
        if !self.fault.is_empty() {
            lines.extend(told(&self.fault, Role::Danger));
        }
        let reasons = preview.plan.reasons();
        for (why, digit) in ALSO {
            let left = reasons.iter().find(|(known, _)| *known == why).map_or(0, |(_, count)| *count);
            if left == 0 && !self.is_chosen(why) {
                continue;
            }
            let mark = if self.is_chosen(why) { "[x]" } else { "[ ]" };
            let words = texts.t(&format!("dues-also-{}", why.code()));
            let left = if left > 0 { format!(" ({left})") } else { String::new() };
            lines.push((format!("{digit} {mark} {words}{left}"), Role::Accent));
        }
        if preview.plan.left_out.is_empty() {
            lines.push((texts.t("dues-run-nobody-left-out"), Role::Dim));
        } else {
            let head = texts.with("dues-run-left-out", &[("count", count(self.shown().len()))]);
            let reason = self
                .reason
                .map_or_else(|| texts.t("dues-run-everybody"), |why| why_words(why, texts));
            lines.push((format!("{head} · ‹ {reason} ›"), Role::Title));
        }
        lines
    }

    /// One who is left out: number, name, why, and the claim that it is about.
    fn left_out_line(preview: &Preview, left: &LeftOut, cells: usize, texts: &Texts) -> String {
        let (number, name) = preview.named(left.party);
        let claim = left.claim.map(|claim| format!(" ({claim})")).unwrap_or_default();
        let room = (cells / 4).max(10);
        let name = pad_right(&fit(&clean(name), room), room);
        // The claim is what one looks up next: the reason gives way to it.
        let left_over = cells.saturating_sub(8 + 1 + room + 2 + width(&claim));
        let why = fit(&why_words(left.why, texts), left_over);
        format!("{} {name}  {why}{claim}", pad_left(&fit(&clean(number), 8), 8))
    }

    fn box_of(&self, buffer: &mut Buffer, area: Rect, ui: &Ui, height: usize) -> Rect {
        let height = u16::try_from(height + 2).unwrap_or(u16::MAX).min(area.height);
        let place = centred(area, WIDE.min(area.width), height);
        wipe(buffer, place);
        let style = ui.theme.style(Role::Warning);
        frame(
            buffer,
            place,
            &fit(&clean(&self.title(ui.texts())), usize::from(place.width.saturating_sub(4))),
            "",
            style,
            style,
        )
    }

    fn draw_lines(&self, buffer: &mut Buffer, area: Rect, ui: &Ui, lines: &[(String, Role)]) {
        let inside = self.box_of(buffer, area, ui, lines.len());
        let cells = inside.width.saturating_sub(2);
        for ((line, role), y) in lines.iter().zip(inside.y..inside.bottom()) {
            let style = ui.theme.style(*role);
            if *role == Role::Selected {
                let row = Rect { y, height: 1, ..inside };
                fill(buffer, row, style);
            }
            put(buffer, inside.x + 1, y, cells, &fit(&clean(line), usize::from(cells)), style);
        }
    }

    fn draw_look(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let texts = ui.texts();
        let cells = usize::from(WIDE.min(area.width).saturating_sub(4));
        let mut lines = self.head_lines(cells, texts);
        let shown = self.shown();
        let room = usize::from(area.height.saturating_sub(2)).saturating_sub(lines.len()).max(ROWS_MIN);
        if let Some(preview) = &self.preview {
            let rows = shown.iter().skip(self.top).take(room);
            lines.extend(rows.map(|left| (Self::left_out_line(preview, left, cells, texts), Role::Dim)));
        }
        self.draw_lines(buffer, area, ui, &lines);
    }

    fn draw_choice(&self, buffer: &mut Buffer, area: Rect, ui: &Ui, open: Option<&[Dues]>, at: usize) {
        let texts = ui.texts();
        let lines = match open {
            None => vec![(texts.t("dues-run-looking"), Role::Dim)],
            Some([]) => vec![(texts.t("dues-none-open"), Role::Text)],
            Some(open) => open
                .iter()
                .enumerate()
                .map(|(place, dues)| {
                    let role = if place == at { Role::Selected } else { Role::Text };
                    (format!("{}  {}", pad_right(&dues.code, 16), dues.description), role)
                })
                .collect(),
        };
        self.draw_lines(buffer, area, ui, &lines);
    }

    fn done_lines(done: &Done, texts: &Texts) -> Vec<(String, Role)> {
        let args = [
            ("claims", count(done.claims)),
            ("members", count(done.members)),
            ("left_out", count(done.left_out)),
            ("amount", Arg::Money(done.amount)),
        ];
        let numbers = [
            ("first", Arg::Text(done.numbers.0.to_string())),
            ("last", Arg::Text(done.numbers.1.to_string())),
            ("voucher", Arg::Text(done.voucher.to_string())),
            ("due", Arg::Text(done.due_on.to_string())),
        ];
        vec![
            (texts.with("dues-done", &args), Role::Good),
            (texts.with("dues-run-numbers", &numbers), Role::Text),
        ]
    }

    /// A key while one looks at who would get a claim.
    fn key_look(&mut self, key: Key, ui: &Ui) -> Flow {
        let last = self.shown().len().saturating_sub(1);
        match key.code {
            Code::Esc => return Flow::Close,
            Code::Enter => self.ask(ui),
            Code::Up => self.top = self.top.saturating_sub(1),
            Code::Down => self.top = (self.top + 1).min(last),
            Code::PageUp => self.top = self.top.saturating_sub(10),
            Code::PageDown => self.top = (self.top + 10).min(last),
            Code::Home => self.top = 0,
            Code::End => self.top = last,
            Code::Right => self.step_reason(true),
            Code::Left => self.step_reason(false),
            Code::Char(typed) => {
                if let Some((why, _)) = ALSO.iter().find(|(_, digit)| *digit == typed) {
                    self.choose(*why, ui);
                }
            }
            _ => {}
        }
        Flow::Stay
    }

    fn key_choose(&mut self, key: Key, ui: &Ui) -> Flow {
        let Phase::Choose { open, at } = &mut self.phase else {
            return Flow::Stay;
        };
        let last = open.as_ref().map_or(0, Vec::len).saturating_sub(1);
        match key.code {
            Code::Esc => return Flow::Close,
            Code::Up => *at = at.saturating_sub(1),
            Code::Down => *at = (*at + 1).min(last),
            Code::Enter => {
                let chosen = open.as_ref().and_then(|open| open.get(*at)).map(|dues| dues.code.clone());
                if let Some(code) = chosen {
                    self.request.dues = code;
                    self.phase = Phase::Look;
                    self.look(ui);
                }
            }
            _ => {}
        }
        Flow::Stay
    }
}

impl Layer for DuesRun {
    fn key(&mut self, key: Key, ui: &mut Ui) -> Flow {
        match &mut self.phase {
            Phase::Choose { .. } => return self.key_choose(key, ui),
            Phase::Look => return self.key_look(key, ui),
            Phase::Ask(form) => match form.key(key, ui) {
                // Back to who gets a claim; nothing is lost but the comment.
                Step::Close => self.phase = Phase::Look,
                Step::Submit => self.submit(ui),
                Step::Stay => {}
            },
            Phase::Running { stop, .. } => {
                if key.code == Code::Esc {
                    stop.store(true, Ordering::Relaxed);
                }
            }
            Phase::Done(done) => match key.code {
                Code::Esc => return Flow::Close,
                Code::Enter => {
                    let filter = format!("voucher:{}", done.voucher);
                    ui.go("claims");
                    ui.with_list(|list, _| list.open_with_filter(filter));
                    return Flow::Close;
                }
                _ => {}
            },
        }
        Flow::Stay
    }

    fn paste(&mut self, text: &str, _: &mut Ui) {
        if let Phase::Ask(form) = &mut self.phase {
            form.paste(text);
        }
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) -> Flow {
        match answer.take() {
            Some(Answer::DuesPreview(ticket, result)) if ticket == self.ticket => match *result {
                Ok(preview) => {
                    self.preview = Some(Box::new(preview));
                    self.top = self.top.min(self.shown().len().saturating_sub(1));
                }
                Err(error) => self.fault = error.words(ui.lang),
            },
            Some(Answer::DuesSetUp(result)) => match (*result, &mut self.phase) {
                (Ok(set_up), Phase::Choose { open, .. }) => {
                    *open = Some(set_up.dues.into_iter().filter(|dues| dues.is_open).collect());
                }
                (Ok(_), _) => {}
                (Err(error), _) => self.fault = error.words(ui.lang),
            },
            other => {
                // Somebody changed something: what would happen may be something else.
                if matches!(other, Some(Answer::Changed { .. })) && matches!(self.phase, Phase::Look) && !self.request.dues.is_empty() {
                    self.look(ui);
                }
                *answer = other;
            }
        }
        Flow::Stay
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match (outcome.take(), &mut self.phase) {
            (Some(Outcome::Progress(now)), Phase::Running { percent, .. }) => *percent = now,
            (Some(Outcome::DuesRun(result)), _) => match *result {
                Ok(done) => self.phase = Phase::Done(Box::new(done)),
                Err(error) if error.is_cancelled() => {
                    ui.tell(ui.texts().t("dues-run-stopped"), Role::Warning);
                    return Flow::Close;
                }
                Err(error) => {
                    self.phase = Phase::Look;
                    self.look(ui);
                    self.fault = error.words(ui.lang);
                }
            },
            (other, _) => *outcome = other,
        }
        Flow::Stay
    }

    fn hints(&self, ui: &Ui) -> Vec<(String, String)> {
        match &self.phase {
            Phase::Choose { .. } => hints(ui, &[("↑↓", "hint-method"), ("Enter", "hint-next"), ("Esc", "hint-cancel")]),
            Phase::Look => hints(
                ui,
                &[
                    ("Enter", "hint-next"),
                    ("←→", "hint-dues-reason"),
                    ("1-3", "hint-dues-also"),
                    ("↑↓", "hint-scroll"),
                    ("Esc", "hint-cancel"),
                ],
            ),
            Phase::Ask(form) => form.hints(ui),
            Phase::Running { .. } => hints(ui, &[("Esc", "hint-stop")]),
            Phase::Done(_) => hints(ui, &[("Enter", "hint-dues-claims"), ("Esc", "hint-close")]),
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let texts = ui.texts();
        let cells = usize::from(WIDE.min(area.width).saturating_sub(4));
        match &self.phase {
            Phase::Choose { open, at } => self.draw_choice(buffer, area, ui, open.as_deref(), *at),
            Phase::Look => self.draw_look(buffer, area, ui),
            Phase::Ask(form) => {
                let Some(preview) = &self.preview else { return };
                let confirm = texts.with("dues-run-says", &[("count", count(preview.plan.claims.len()))]);
                form.draw(buffer, area, ui, &self.title(texts), &[Self::would(preview, texts), confirm]);
            }
            Phase::Running { percent, stop } => {
                let full = cells * usize::from(*percent) / 100;
                let bar = format!("{}{}", "█".repeat(full), "░".repeat(cells.saturating_sub(full)));
                let words = if stop.load(Ordering::Relaxed) {
                    texts.t("dues-run-stopping")
                } else {
                    texts.with("dues-run-running", &[("percent", Arg::Count(i64::from(*percent)))])
                };
                self.draw_lines(buffer, area, ui, &[(words, Role::Text), (bar, Role::Accent)]);
            }
            Phase::Done(done) => {
                let lines: Vec<(String, Role)> = Self::done_lines(done, texts)
                    .into_iter()
                    .flat_map(|(line, role)| wrap(&line, cells).into_iter().map(move |line| (line, role)))
                    .collect();
                self.draw_lines(buffer, area, ui, &lines);
            }
        }
    }
}
