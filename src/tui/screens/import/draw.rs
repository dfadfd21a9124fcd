//! Drawing an import: where it stands, the preview row by row, the result.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{ImportScreen, Step};
use crate::app::clock;
use crate::app::import::{
    Certainty, Counts, Done, Preview, Refused, ShownRow, finding_words, marked_line, may_cancel, told_words, would_tell,
};
use crate::app::texts::{Arg, Texts};
use crate::domain::bankfile::{Finding, Weight};
use crate::domain::text::{clean, fit, pad_left, pad_right, width as text_width};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{fill, put, wrap};

impl ImportScreen {
    /// Where the import stands.
    pub fn draw_step(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
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
                texts.with("preview-more-warnings", &[("count", Arg::count(warnings.len() - 3))]),
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
