//! Drawing the start screen: what there is room for, what waits before what is only looked at.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Place, QUEUES, StartScreen};
use crate::app::overview::CHART_DAYS;
use crate::app::texts::Arg;
use crate::domain::money::Money;
use crate::domain::text::{pad_left, pad_right, width};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{fill, put, put_right};

/// Rows of the bars, at least and at most.
const BARS: (u16, u16) = (3, 6);
/// Lines round the bars: a blank, the heading, the days.
const ROUND_BARS: u16 = 3;
/// Lines above the ages: a blank and the heading.
const ABOVE_AGES: u16 = 2;

impl StartScreen {
    /// Draws all of it.
    pub fn draw_all(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let texts = ui.texts();
        let head = ui.theme.style(Role::Head);
        let waits = |at: usize| QUEUES.get(at).is_some_and(|queue| (queue.count)(&ui.counters) > 0);
        let mut queues: Vec<usize> = (0..QUEUES.len()).collect();
        let without_ages = usize::from(area.height.saturating_sub(2 + BARS.0 + ROUND_BARS));
        let ages = ui.overview.ages.len() + usize::from(ABOVE_AGES);
        // Where there is no room for all, what does not wait gives way to the charts; on a small screen the ages give way first.
        let waiting = queues.iter().filter(|at| waits(**at)).count();
        let ages = if waiting + ages <= without_ages { ages } else { 0 };
        let room = without_ages - ages;
        let ages = u16::try_from(ages).unwrap_or(0);
        while queues.len() > room {
            let Some(idle) = queues.iter().rposition(|at| !waits(*at)) else {
                break;
            };
            queues.remove(idle);
        }
        let mut drawn = Vec::new();
        let mut y = area.y + 1;
        put(buffer, area.x, y, area.width, &texts.t("start-waits"), head);
        y += 1;
        for at in &queues {
            if y < area.bottom() {
                drawn.push((Place::Queue(*at), line(area, y)));
                y += 1;
            }
        }
        if queues.is_empty() {
            put(
                buffer,
                area.x + 2,
                y,
                area.width,
                &texts.t("start-nothing-waits"),
                ui.theme.style(Role::Dim),
            );
            y += 1;
        }
        let bars = Rect {
            x: area.x + 2,
            y: y + 2,
            width: area.width.saturating_sub(4).min(u16::try_from(CHART_DAYS).unwrap_or(30)),
            height: area.bottom().saturating_sub(y + ROUND_BARS + ages).clamp(BARS.0, BARS.1),
        };
        let ages_at = bars.bottom() + 1 + ABOVE_AGES;
        if bars.bottom() < area.bottom() {
            drawn.push((Place::Days, bars));
        }
        for at in 0..ui.overview.ages.len() {
            let y = ages_at + u16::try_from(at).unwrap_or(0);
            if y < area.bottom() {
                drawn.push((Place::Age(at), line(area, y)));
            }
        }
        if !drawn.iter().any(|(place, _)| Some(*place) == self.at.get()) {
            self.at.set(drawn.first().map(|(place, _)| *place));
        }
        if drawn.iter().any(|(place, _)| matches!(place, Place::Age(_))) {
            put(buffer, area.x, ages_at - 1, area.width, &texts.t("start-ages"), head);
        }
        for (place, lines) in &drawn {
            match place {
                Place::Queue(at) => self.draw_queue(buffer, *lines, ui, *at),
                Place::Days => self.draw_days(buffer, area, *lines, ui),
                Place::Age(at) => self.draw_age(buffer, *lines, ui, *at),
            }
        }
        self.drawn.replace(drawn);
    }

    fn is_at(&self, place: Place, ui: &Ui) -> bool {
        self.at.get() == Some(place) && !ui.menu_open
    }

    /// The sign of the cursor, and the line under it.
    fn mark(&self, buffer: &mut Buffer, lines: Rect, ui: &Ui, place: Place, wide: usize) {
        if self.at.get() == Some(place) {
            put(buffer, lines.x, lines.y, 1, "▸", ui.theme.style(Role::Accent));
        }
        if self.is_at(place, ui) {
            let wide = u16::try_from(wide).unwrap_or(u16::MAX).min(lines.width);
            fill(buffer, Rect { width: wide, ..lines }, ui.theme.style(Role::Cursor));
        }
    }

    fn draw_queue(&self, buffer: &mut Buffer, lines: Rect, ui: &Ui, at: usize) {
        let Some(queue) = QUEUES.get(at) else { return };
        let count = (queue.count)(&ui.counters);
        let label = ui.texts().t(queue.key);
        let role = if count > 0 { Role::Warning } else { Role::Dim };
        let number = pad_left(&ui.texts().count(count), 8);
        put(buffer, lines.x + 2, lines.y, 9, &number, ui.theme.style(role));
        let room = lines.width.saturating_sub(12);
        put(buffer, lines.x + 12, lines.y, room, &label, ui.theme.style(Role::Text));
        self.mark(buffer, lines, ui, Place::Queue(at), width(&label) + 13);
    }

    fn draw_days(&self, buffer: &mut Buffer, area: Rect, bars: Rect, ui: &Ui) {
        let (texts, days) = (ui.texts(), &ui.overview.payments);
        let here = self.is_at(Place::Days, ui);
        let heading = match self.day_of(ui).and_then(|at| days.get(at)).filter(|_| here) {
            Some((day, sum)) => texts.with("start-day", &[("day", Arg::Text(day.to_string())), ("sum", Arg::Money(*sum))]),
            None => {
                let sum = Money::sum(days.iter().map(|(_, sum)| *sum)).unwrap_or_default();
                texts.with("start-payments", &[("days", Arg::Count(CHART_DAYS)), ("sum", Arg::Money(sum))])
            }
        };
        put(buffer, area.x, bars.y - 1, area.width, &heading, ui.theme.style(Role::Head));
        let under = here.then(|| self.day_of(ui)).flatten();
        draw_bars(buffer, bars, ui, under);
        if let (Some((first, _)), Some((last, _))) = (days.first(), days.last()) {
            put(buffer, bars.x, bars.bottom(), 10, &first.to_string(), ui.theme.style(Role::Dim));
            put_right(buffer, bars, bars.bottom(), &last.to_string(), ui.theme.style(Role::Dim));
        }
        let under = under.and_then(|at| u16::try_from(at).ok()).filter(|at| *at < bars.width);
        if let Some(at) = under {
            put(buffer, bars.x + at, bars.bottom(), 1, "▴", ui.theme.style(Role::Cursor));
        }
        if self.at.get() == Some(Place::Days) {
            put(buffer, area.x, bars.bottom() - 1, 1, "▸", ui.theme.style(Role::Accent));
        }
    }

    fn draw_age(&self, buffer: &mut Buffer, lines: Rect, ui: &Ui, at: usize) {
        let (texts, ages) = (ui.texts(), &ui.overview.ages);
        let Some(age) = ages.get(at) else { return };
        let top = ages.iter().map(|age| age.left.minor()).max().unwrap_or(0).max(1);
        let label = pad_right(&texts.t(age.key), 22);
        let number = pad_left(&texts.count(age.count), 9);
        let sum = pad_left(&texts.money(age.left), 16);
        let text = format!("{label}{number}{sum} ");
        let used = 2 + put(
            buffer,
            lines.x + 2,
            lines.y,
            lines.width.saturating_sub(2),
            &text,
            ui.theme.style(Role::Text),
        );
        let room = lines.width.saturating_sub(used + 3);
        let wide = usize::try_from(age.left.minor().saturating_mul(i64::from(room)) / top).unwrap_or(0);
        let role = if age.is_late { Role::Warning } else { Role::Accent };
        put(buffer, lines.x + used, lines.y, room, &"▬".repeat(wide), ui.theme.style(role));
        self.mark(buffer, lines, ui, Place::Age(at), usize::from(used));
    }
}

fn line(area: Rect, y: u16) -> Rect {
    Rect { y, height: 1, ..area }
}

/// A bar a day; the one under the cursor stands out.
fn draw_bars(buffer: &mut Buffer, area: Rect, ui: &Ui, under: Option<usize>) {
    let days = &ui.overview.payments;
    let top = days.iter().map(|(_, sum)| sum.minor()).max().unwrap_or(0).max(1);
    let signs = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
    let rows = i64::from(area.height);
    for ((at, (_, sum)), x) in days.iter().enumerate().zip(area.x..area.right()) {
        // Eighths of a row, so that small days show too.
        let eighths = if sum.minor() > 0 {
            (sum.minor().saturating_mul(rows * 8) / top).max(1)
        } else {
            0
        };
        let role = if under == Some(at) { Role::Warning } else { Role::Accent };
        for row in 0..rows {
            let here = (eighths - row * 8).clamp(0, 8);
            let y = area.bottom().saturating_sub(1 + u16::try_from(row).unwrap_or(0));
            if let Some(bar) = usize::try_from(here - 1).ok().and_then(|at| signs.get(at)) {
                put(buffer, x, y, 1, bar, ui.theme.style(role));
            }
        }
    }
}
