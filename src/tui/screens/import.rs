//! A bank file on its way in: reading, preview, storing, result (ui, part 6). Nothing is stored before the person says so;
//! a cancel leaves nothing behind.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Screen;
use crate::app::commands::key::{Code, Key};
use crate::app::commands::{Facts, Scope};
use crate::app::import::{
    Certainty, Counts, Done, Preview, Refused, Request, ShownRow, finding_words, marked_line, may_cancel, told_words, would_tell,
};
use crate::app::reader::{Answer, Ask};
use crate::app::texts::{Arg, Texts};
use crate::app::writer::{Outcome, Work};
use crate::app::{AppError, clock};
use crate::domain::bankfile::{Finding, Weight};
use crate::domain::text::{clean, fit, pad_left, pad_right, width as text_width};
use crate::tui::event::{Click, Mouse};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{fill, put, wrap};

enum Step {
    Reading(u8),
    Refused(Box<Refused>),
    Failed(String),
    Shown(Arc<Preview>),
    Storing(Arc<Preview>, u8, Arc<AtomicBool>),
    Done(Box<Done>),
    /// Stored already: the summary says when and by whom.
    Known(Arc<Preview>),
}

/// The screen of one import.
pub(in crate::tui) struct ImportScreen {
    request: Request,
    step: Step,
    at: usize,
    top: usize,
    rows: Vec<ShownRow>,
    rows_from: usize,
    height: std::cell::Cell<usize>,
}

impl ImportScreen {
    pub fn new(request: Request) -> ImportScreen {
        ImportScreen {
            request,
            step: Step::Reading(0),
            at: 0,
            top: 0,
            rows: Vec::new(),
            rows_from: 0,
            height: std::cell::Cell::new(10),
        }
    }

    /// Enter: from the preview to storing, from the result to what is left, from a question to yes.
    pub fn go_on(&mut self, ui: &mut Ui) {
        match &self.step {
            Step::Shown(preview) => {
                let stop = Arc::new(AtomicBool::new(false));
                let work = Work::Import {
                    request: self.request.clone(),
                    preview: Arc::clone(preview),
                    stop: Arc::clone(&stop),
                };
                if ui.writer.give(work) {
                    self.step = Step::Storing(Arc::clone(preview), 0, stop);
                }
            }
            Step::Refused(refused) if refused.only_asks() => {
                let codes = refused
                    .findings
                    .iter()
                    .filter(|finding| finding.weight == Weight::Ask)
                    .map(|finding| finding.code.to_owned());
                self.request.accept.extend(codes);
                self.step = Step::Reading(0);
                ui.reader.ask(Ask::Preview(self.request.clone()));
            }
            Step::Known(preview) => {
                let file = preview.known.as_ref().map(|known| known.id);
                ui.go("payments");
                if let Some(file) = file {
                    ui.with_list(|list, _| list.open_with_filter(format!("file_no:{file}")));
                }
            }
            Step::Done(done) => {
                let file = done.file_id;
                let waiting = done.counts.suggested + done.counts.unmatched + done.counts.parked;
                ui.go("payments");
                if let Some(file) = file {
                    let states = if waiting > 0 {
                        " state:unmatched,suggested,partly_used,parked"
                    } else {
                        ""
                    };
                    ui.with_list(|list, _| list.open_with_filter(format!("file_no:{file}{states}")));
                }
            }
            _ => {}
        }
    }

    fn fetch_rows(&mut self, ui: &Ui) {
        if let Step::Shown(preview) | Step::Storing(preview, ..) = &self.step {
            let height = self.height.get();
            let have = self.rows_from..self.rows_from + self.rows.len();
            let last = (self.top + height).min(preview.rows.len());
            if !preview.rows.is_empty() && (!have.contains(&self.top) || last > have.end) {
                let from = self.top.saturating_sub(height);
                ui.reader.ask(Ask::PreviewRows {
                    preview: Arc::clone(preview),
                    from,
                    count: height * 3,
                });
            }
        }
    }

    fn follow(&mut self) {
        let height = self.height.get().max(1);
        self.top = self.top.min(self.at).max((self.at + 1).saturating_sub(height));
    }

    fn previewed(&mut self, result: Result<Preview, AppError>, ui: &mut Ui) {
        self.step = match result {
            Ok(preview) if preview.known.is_some() => Step::Known(Arc::new(preview)),
            Ok(preview) => Step::Shown(Arc::new(preview)),
            Err(AppError::Import(refused)) => Step::Refused(refused),
            Err(error) if error.is_cancelled() => return,
            Err(error) => Step::Failed(error.words(ui.lang)),
        };
        (self.at, self.top) = (0, 0);
        self.rows.clear();
    }

    fn imported(&mut self, result: Result<Done, AppError>, ui: &mut Ui) {
        match result {
            Ok(done) => {
                let text = ui.texts().with(
                    "import-done",
                    &[
                        ("name", Arg::Text(self.request.name())),
                        ("count", Arg::Text(ui.texts().count(done.counts.stored))),
                    ],
                );
                ui.tell(text, Role::Good);
                self.step = Step::Done(Box::new(done));
            }
            Err(AppError::Import(refused)) => self.step = Step::Refused(refused),
            Err(error) => {
                // Cancelled: back to the preview, which still holds.
                if let (true, Step::Storing(preview, ..)) = (error.is_cancelled(), &self.step) {
                    self.step = Step::Shown(Arc::clone(preview));
                    ui.tell(ui.texts().t("store-cancelled"), Role::Warning);
                } else {
                    self.step = Step::Failed(error.words(ui.lang));
                }
            }
        }
    }

    fn summary(preview: &Preview, texts: &Texts, width: usize) -> Vec<(String, Role)> {
        let summary = &preview.summary;
        let sum = |n: u64, sum| format!("{}  {}", texts.count(i64::try_from(n).unwrap_or(i64::MAX)), texts.money(sum));
        let days = |first: Option<chrono::NaiveDate>, last: Option<chrono::NaiveDate>| match (first, last) {
            (Some(first), Some(last)) if first == last => first.to_string(),
            (Some(first), Some(last)) => format!("{first} – {last}"),
            _ => "–".to_owned(),
        };
        let text = |key: &str| texts.t(key);
        let mut rows = vec![(
            [
                text("preview-account"),
                text("preview-dates"),
                text("preview-claimed"),
                text("preview-counted"),
            ],
            Role::Head,
        )];
        for part in summary.parts.iter().take(4) {
            let agree = part.payments_claimed == part.payments_counted && part.sum_claimed == part.sum_counted;
            let (claimed, counted) = (
                sum(part.payments_claimed, part.sum_claimed),
                sum(part.payments_counted, part.sum_counted),
            );
            let role = if agree { Role::Text } else { Role::Warning };
            rows.push(([part.account.clone(), days(part.first_on, part.last_on), claimed, counted], role));
        }
        let (claimed, counted) = (
            sum(summary.payments_claimed, summary.sum_claimed),
            sum(summary.payments, summary.sum),
        );
        rows.push(([text("preview-whole"), String::new(), claimed, counted], Role::Title));
        // Sums are never cut: their columns are as wide as they are, and the dates go where there is no room for both.
        let widest = |at: usize| {
            rows.iter()
                .filter_map(|(row, _)| row.get(at))
                .map(|cell| text_width(cell))
                .max()
                .unwrap_or(0)
        };
        let (claimed_wide, counted_wide) = (widest(2).max(19), widest(3).max(19));
        let dates = 12 + 1 + 23 + 1 + claimed_wide + 1 + counted_wide <= width;
        let show = |[account, dates_of, claimed, counted]: [String; 4]| {
            let first = if dates {
                format!("{} {}", pad_right(&account, 12), pad_right(&dates_of, 23))
            } else {
                pad_right(&account, 12)
            };
            format!("{first} {} {}", pad_left(&claimed, claimed_wide), pad_left(&counted, counted_wide))
        };
        rows.into_iter().map(|(row, role)| (show(row), role)).collect()
    }

    /// Where there is no room for all, the counts that say nothing go first: the sum is never cut.
    fn counts_line(counts: &Counts, texts: &Texts, room: usize) -> String {
        let parts = [
            ("certainty-sure", counts.settled),
            ("certainty-check", counts.manual + counts.suggested + counts.parked),
            ("certainty-unknown", counts.unmatched),
            ("preview-known-short", counts.skipped),
        ];
        let booked = texts.with("preview-booked", &[("sum", Arg::Money(counts.booked))]);
        let line = |shown: &dyn Fn(i64) -> bool| {
            let words = parts.iter().filter(|(_, n)| shown(*n));
            let words = words.map(|(key, n)| format!("{} {}", texts.t(key), texts.count(*n)));
            words.chain([booked.clone()]).collect::<Vec<_>>().join(" · ")
        };
        let whole = line(&|_| true);
        if text_width(&whole) <= room { whole } else { line(&|n| n != 0) }
    }

    fn draw_preview(&self, preview: &Preview, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let texts = ui.texts();
        let mut y = area.y;
        let width = usize::from(area.width);
        let mut rows = ImportScreen::summary(preview, texts, width);
        rows.push((ImportScreen::counts_line(&preview.counts, texts, width), Role::Accent));
        let told = would_tell(&preview.told, texts);
        rows.extend(told.into_iter().map(|line| (fit(&line, width), Role::Accent)));
        let warnings: Vec<&Finding> = preview.summary.findings.iter().collect();
        rows.extend(
            warnings
                .iter()
                .take(3)
                .map(|f| (fit(&clean(&finding_words(f, texts)), width), Role::Warning)),
        );
        if warnings.len() > 3 {
            rows.push((
                texts.with(
                    "preview-more-warnings",
                    &[("count", Arg::Count(i64::try_from(warnings.len() - 3).unwrap_or(0)))],
                ),
                Role::Warning,
            ));
        }
        for (row, role) in &rows {
            put(buffer, area.x, y, area.width, row, ui.theme.style(*role));
            y += 1;
        }
        y += 1;
        let list = Rect {
            y,
            height: area.bottom().saturating_sub(y),
            ..area
        };
        self.height.set(usize::from(list.height.saturating_sub(1)).max(1));
        ImportScreen::row_head(buffer, list, ui);
        let height = self.height.get();
        for (at, y) in (self.top..preview.rows.len()).take(height).zip(list.y + 1..list.bottom()) {
            match at.checked_sub(self.rows_from).and_then(|place| self.rows.get(place)) {
                Some(row) => ImportScreen::row(row, buffer, Rect { y, height: 1, ..list }, ui),
                None => drop(put(buffer, list.x + 2, y, list.width, "·", ui.theme.style(Role::Dim))),
            }
            if at == self.at {
                put(buffer, list.x, y, 1, "▸", ui.theme.style(Role::Accent));
                fill(buffer, Rect { y, height: 1, ..list }, ui.theme.style(Role::Cursor));
            }
        }
    }

    fn row_head(buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let t = ui.texts();
        let line = format!(
            "  {} {} {} {} {} {}",
            pad_left(&t.t("column-payments-line"), 6),
            pad_right(&t.t("preview-certainty"), 11),
            pad_left(&t.t("column-payments-amount"), 12),
            pad_right(&t.t("column-payments-reference"), 16),
            pad_right(&t.t("column-payments-claim"), 8),
            t.t("column-payments-reason")
        );
        put(buffer, area.x, area.y, area.width, &line, ui.theme.style(Role::Head));
    }

    fn row(row: &ShownRow, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let t = ui.texts();
        let role = match row.certainty {
            Certainty::Sure => Role::Good,
            Certainty::Check => Role::Warning,
            Certainty::Unknown => Role::Danger,
            Certainty::Nothing => Role::Dim,
        };
        let mut x = area.x + 2;
        let claim = row.claim.map(|number| number.to_string()).unwrap_or_default();
        let cells = [
            (pad_left(&row.line.to_string(), 6), Role::Dim),
            (pad_right(&t.t(row.certainty.key()), 11), role),
            (pad_left(&t.money(row.amount), 12), Role::Text),
            (pad_right(&fit(&clean(&row.reference), 16), 16), Role::Text),
            (pad_right(&claim, 8), Role::Text),
            (t.t(&row.reason), Role::Dim),
        ];
        for (text, role) in cells {
            let text = fit(&text, usize::from(area.right().saturating_sub(x)));
            x += put(buffer, x, area.y, area.right().saturating_sub(x), &text, ui.theme.style(role)) + 1;
        }
    }

    fn draw_refused(refused: &Refused, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let texts = ui.texts();
        let room = usize::from(area.width.saturating_sub(2));
        let mut rows: Vec<(String, Role)> = Vec::new();
        let title = if refused.only_asks() { "import-asks" } else { "import-refused" };
        rows.push((texts.with(title, &[("name", Arg::Text(refused.name.clone()))]), Role::Danger));
        rows.push((String::new(), Role::Text));
        for finding in &refused.findings {
            let role = match finding.weight {
                Weight::Refuse => Role::Danger,
                Weight::Ask => Role::Warning,
                Weight::Warn => Role::Dim,
            };
            rows.extend(
                wrap(&clean(&finding_words(finding, texts)), room)
                    .into_iter()
                    .map(|line| (line, role)),
            );
            rows.extend(marked_line(finding).into_iter().map(|line| (line, Role::Text)));
        }
        if refused.only_asks() {
            rows.push((String::new(), Role::Text));
            rows.push((texts.t("import-yes"), Role::Accent));
        }
        for ((row, role), y) in rows.iter().zip(area.y..area.bottom()) {
            put(buffer, area.x, y, area.width, row, ui.theme.style(*role));
        }
    }

    fn draw_done(done: &Done, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let t = ui.texts();
        let counts = &done.counts;
        let refunds = i64::try_from(done.summary.payments).unwrap_or(0);
        let mut rows = vec![
            (
                format!(
                    "{}  {}  {}",
                    pad_left(&t.count(refunds), 9),
                    pad_right(&t.t("result-read"), 34),
                    t.money(done.summary.sum)
                ),
                Role::Title,
            ),
            (
                format!(
                    "{}  {}  {}",
                    pad_left(&t.count(counts.stored), 9),
                    pad_right(&t.t("result-stored"), 34),
                    t.money(counts.booked)
                ),
                Role::Title,
            ),
            (String::new(), Role::Text),
        ];
        let each = [
            ("result-settled", counts.settled, Role::Good),
            ("result-manual", counts.manual, Role::Warning),
            ("result-suggested", counts.suggested, Role::Warning),
            ("result-unmatched", counts.unmatched, Role::Danger),
            ("result-parked", counts.parked, Role::Warning),
            ("result-skipped", counts.skipped, Role::Dim),
        ];
        for (key, count, role) in each {
            let role = if count == 0 { Role::Dim } else { role };
            rows.push((format!("{}  {}", pad_left(&t.count(count), 9), t.t(key)), role));
        }
        rows.extend(
            told_words(&done.told, t)
                .into_iter()
                .map(|line| (format!("{:>9}  {line}", ""), Role::Text)),
        );
        rows.push((String::new(), Role::Text));
        for (line, _, _) in done.different.iter().take(5) {
            rows.push((t.with("result-different", &[("line", Arg::Count(i64::from(*line)))]), Role::Warning));
        }
        rows.extend(
            done.summary
                .findings
                .iter()
                .take(5)
                .map(|f| (clean(&finding_words(f, t)).into_owned(), Role::Warning)),
        );
        let left = counts.suggested + counts.unmatched + counts.parked;
        rows.push((t.t(if left > 0 { "result-next" } else { "result-nothing-left" }), Role::Accent));
        for ((row, role), y) in rows.iter().zip(area.y + 1..area.bottom()) {
            put(buffer, area.x, y, area.width, row, ui.theme.style(*role));
        }
    }

    fn draw_bar((what, how): (&str, &str), percent: u8, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let wide = usize::from(area.width.saturating_sub(10).min(60));
        let full = wide * usize::from(percent.min(100)) / 100;
        put(
            buffer,
            area.x,
            area.y + 1,
            area.width,
            &ui.texts().t(what),
            ui.theme.style(Role::Title),
        );
        let bar = format!("{}{} {percent:>3} %", "█".repeat(full), "░".repeat(wide - full));
        put(buffer, area.x, area.y + 3, area.width, &bar, ui.theme.style(Role::Accent));
        for (line, y) in wrap(&ui.texts().t(how), usize::from(area.width))
            .iter()
            .zip(area.y + 5..area.bottom())
        {
            put(buffer, area.x, y, area.width, line, ui.theme.style(Role::Dim));
        }
    }
}

impl Screen for ImportScreen {
    fn scope(&self) -> Scope {
        Scope::Import
    }

    fn import(&mut self) -> Option<&mut ImportScreen> {
        Some(self)
    }

    fn facts(&self) -> Facts {
        let goes_on = match &self.step {
            Step::Shown(_) | Step::Done(_) | Step::Known(_) => true,
            Step::Refused(refused) => refused.only_asks(),
            Step::Reading(_) | Step::Failed(_) | Step::Storing(..) => false,
        };
        Facts {
            goes_on,
            ..Facts::default()
        }
    }

    fn is_busy(&self) -> bool {
        matches!(self.step, Step::Storing(..))
    }

    fn title(&self, ui: &Ui) -> (String, String) {
        let t = ui.texts();
        let step = t.t(match self.step {
            Step::Reading(_) => "import-step-reading",
            Step::Refused(_) | Step::Failed(_) => "import-step-refused",
            Step::Shown(_) => "import-step-preview",
            Step::Storing(..) => "import-step-storing",
            Step::Done(_) | Step::Known(_) => "import-step-result",
        });
        let right = match &self.step {
            Step::Shown(preview) | Step::Known(preview) => preview.codec.name.to_owned(),
            Step::Done(done) => done.codec.name.to_owned(),
            _ => String::new(),
        };
        (format!("{} › {} › {step}", t.t("command-files-import"), self.request.name()), right)
    }

    fn status(&self, ui: &Ui) -> String {
        match &self.step {
            Step::Shown(_) => ui.texts().t("import-enter-stores"),
            _ => String::new(),
        }
    }

    fn key(&mut self, key: Key, ui: &mut Ui) -> bool {
        let last = match &self.step {
            Step::Shown(preview) => preview.rows.len().saturating_sub(1),
            _ => 0,
        };
        let page = self.height.get();
        match key.code {
            Code::Up => self.at = self.at.saturating_sub(1),
            Code::Down => self.at = (self.at + 1).min(last),
            Code::PageUp => self.at = self.at.saturating_sub(page),
            Code::PageDown => self.at = (self.at + page).min(last),
            Code::Home => self.at = 0,
            Code::End => self.at = last,
            _ => return false,
        }
        self.follow();
        self.fetch_rows(ui);
        true
    }

    fn mouse(&mut self, mouse: Mouse, ui: &mut Ui) -> bool {
        let step = |code| Key {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        };
        match mouse.what {
            Click::WheelUp => self.key(step(Code::Up), ui),
            Click::WheelDown => self.key(step(Code::Down), ui),
            _ => false,
        }
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) {
        match answer.take() {
            Some(Answer::Preview(path, result)) if path == self.request.path => self.previewed(*result, ui),
            Some(Answer::PreviewRows(from, rows)) => {
                self.rows_from = from;
                self.rows = rows;
            }
            Some(Answer::Progress(percent)) => {
                if let Step::Reading(now) = &mut self.step {
                    *now = percent;
                }
            }
            other => *answer = other,
        }
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) {
        match outcome.take() {
            Some(Outcome::Imported(result)) => self.imported(*result, ui),
            Some(Outcome::Progress(percent)) => {
                if let Step::Storing(_, now, _) = &mut self.step {
                    *now = percent;
                }
            }
            other => *outcome = other,
        }
    }

    fn enter(&mut self, ui: &mut Ui) {
        if matches!(self.step, Step::Reading(_)) {
            ui.reader.ask(Ask::Preview(self.request.clone()));
        }
    }

    fn leave(&mut self, ui: &mut Ui) -> bool {
        match &self.step {
            Step::Storing(preview, percent, stop) => {
                if may_cancel(preview.summary.payments, *percent) {
                    stop.store(true, Ordering::Relaxed);
                } else {
                    let args = [("name", Arg::Text(self.request.name()))];
                    ui.tell(ui.texts().with("import-too-late", &args), Role::Warning);
                }
                false
            }
            Step::Reading(_) => {
                ui.reader.cancel_long();
                true
            }
            _ => true,
        }
    }

    fn fetch(&mut self, ui: &mut Ui) {
        self.fetch_rows(ui);
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        match &self.step {
            Step::Reading(percent) => ImportScreen::draw_bar(("import-reading", "progress-cancel"), *percent, buffer, area, ui),
            Step::Storing(preview, percent, _) => {
                let words = if may_cancel(preview.summary.payments, *percent) {
                    ("import-storing", "progress-cancel")
                } else {
                    ("import-storing-kept", "import-no-cancel")
                };
                ImportScreen::draw_bar(words, *percent, buffer, area, ui);
            }
            Step::Refused(refused) => ImportScreen::draw_refused(refused, buffer, area, ui),
            Step::Shown(preview) => self.draw_preview(preview, buffer, area, ui),
            Step::Done(done) => ImportScreen::draw_done(done, buffer, area, ui),
            Step::Known(preview) => {
                let Some(known) = &preview.known else { return };
                let args = [
                    ("name", Arg::Text(self.request.name())),
                    ("known", Arg::Text(known.name.clone())),
                    ("at", Arg::Text(clock::local_minute(known.stored_at))),
                    ("operator", Arg::Text(known.operator.clone())),
                ];
                let text = ui.texts().with("import-duplicate", &args);
                for (line, y) in wrap(&text, usize::from(area.width)).iter().zip(area.y + 1..area.bottom()) {
                    put(buffer, area.x, y, area.width, line, ui.theme.style(Role::Warning));
                }
            }
            Step::Failed(words) => {
                for (line, y) in wrap(&clean(words), usize::from(area.width)).iter().zip(area.y + 1..area.bottom()) {
                    put(buffer, area.x, y, area.width, line, ui.theme.style(Role::Danger));
                }
            }
        }
    }
}
