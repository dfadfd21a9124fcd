//! Start: what waits, payments in per day, open claims by age.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Screen, ScreenRow};
use crate::app::commands::Scope;
use crate::app::commands::key::{Code, Key, alt};
use crate::app::overview::CHART_DAYS;
use crate::app::reader::{Answer, Ask};
use crate::app::texts::Arg;
use crate::domain::money::Money;
use crate::domain::text::{pad_left, pad_right, width};
use crate::tui::event::{Click, Mouse};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{fill, put, put_right};

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "start",
    key: alt('h'),
    counter: |_| None,
    urgent: false,
    there: |_| true,
    make: |_| Box::new(StartScreen::default()),
};

/// Rows of the charts.
const CHART_ROWS: u16 = 6;
/// What waits: the key of its text, and the screen and filter that show it.
const QUEUES: [(&str, &str, &str); 6] = [
    ("waits-manual", "manual", ""),
    ("waits-payments", "payments", "state:unmatched,suggested,partly_used,parked"),
    ("waits-orders", "orders", "status:mobile_payment payment_received:no"),
    ("waits-overdue", "claims", "status:unpaid,manual_handling left>0 due<today"),
    ("waits-sms", "dialogues", "unread:>0"),
    ("waits-charges", "charges", "state:uncertain"),
];

/// Their lines.
const QUEUE_ROWS: u16 = 6;

#[derive(Default)]
struct StartScreen {
    at: usize,
    area: std::cell::Cell<Rect>,
}

impl StartScreen {
    fn open(&self, ui: &mut Ui) {
        let Some((_, screen, filter)) = QUEUES.get(self.at) else { return };
        let (screen, filter) = (*screen, (*filter).to_owned());
        ui.go(screen);
        if !filter.is_empty() {
            ui.with_list(|list, _| list.open_with_filter(filter));
        }
    }

    fn payments_chart(buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let days = &ui.overview.payments;
        let top = days.iter().map(|(_, sum)| sum.minor()).max().unwrap_or(0).max(1);
        let bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
        let rows = i64::from(CHART_ROWS.min(area.height));
        for ((_, sum), x) in days.iter().zip(area.x..area.right()) {
            // Eighths of a row, so that small days show too.
            let eighths = if sum.minor() > 0 {
                (sum.minor().saturating_mul(rows * 8) / top).max(1)
            } else {
                0
            };
            for row in 0..rows {
                let here = (eighths - row * 8).clamp(0, 8);
                let y = area.bottom().saturating_sub(1 + u16::try_from(row).unwrap_or(0));
                if let Some(bar) = usize::try_from(here - 1).ok().and_then(|at| bars.get(at)) {
                    put(buffer, x, y, 1, bar, ui.theme.style(Role::Accent));
                }
            }
        }
    }

    fn ages_chart(buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let texts = ui.texts();
        let top = ui.overview.ages.iter().map(|(_, _, left)| left.minor()).max().unwrap_or(0).max(1);
        for ((key, count, left), y) in ui.overview.ages.iter().zip(area.y..area.bottom()) {
            let label = pad_right(&texts.t(key), 22);
            let number = pad_left(&texts.count(*count), 9);
            let sum = pad_left(&texts.money(*left), 16);
            let used = put(
                buffer,
                area.x,
                y,
                area.width,
                &format!("{label}{number}{sum} "),
                ui.theme.style(Role::Text),
            );
            let room = i64::from(area.width.saturating_sub(used + 1));
            let wide = usize::try_from(left.minor().saturating_mul(room) / top).unwrap_or(0);
            let role = if *key == "age-not-due" { Role::Accent } else { Role::Warning };
            put(
                buffer,
                area.x + used,
                y,
                area.width.saturating_sub(used),
                &"▬".repeat(wide),
                ui.theme.style(role),
            );
        }
    }
}

impl Screen for StartScreen {
    fn scope(&self) -> Scope {
        Scope::Start
    }

    fn title(&self, ui: &Ui) -> (String, String) {
        (ui.texts().t("screen-start"), String::new())
    }

    fn status(&self, ui: &Ui) -> String {
        ui.texts().with(
            "count-claims",
            &[
                ("count", Arg::Text(ui.texts().count(ui.counters.claims))),
                ("number", Arg::Count(ui.counters.claims)),
            ],
        )
    }

    fn key(&mut self, key: Key, ui: &mut Ui) -> bool {
        match key.code {
            Code::Up => self.at = self.at.saturating_sub(1),
            Code::Down => self.at = (self.at + 1).min(QUEUES.len() - 1),
            Code::Enter | Code::Right => self.open(ui),
            _ => return false,
        }
        true
    }

    fn mouse(&mut self, mouse: Mouse, ui: &mut Ui) -> bool {
        let row = mouse.y.checked_sub(self.area.get().y + 2).map(usize::from);
        match row.filter(|row| mouse.what == Click::Left && *row < QUEUES.len()) {
            Some(row) => {
                self.at = row;
                self.open(ui);
                true
            }
            None => false,
        }
    }

    fn answer(&mut self, _: &mut Option<Answer>, _: &mut Ui) {}

    fn enter(&mut self, ui: &mut Ui) {
        ui.reader.ask(Ask::Overview);
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        self.area.set(area);
        let texts = ui.texts();
        put(
            buffer,
            area.x,
            area.y + 1,
            area.width,
            &texts.t("start-waits"),
            ui.theme.style(Role::Head),
        );
        let waits = &ui.counters;
        let counts = [
            waits.manual,
            waits.payments,
            waits.orders,
            waits.overdue,
            waits.unread,
            waits.uncertain,
        ];
        for (place, ((key, _, _), count)) in QUEUES.iter().zip(counts).enumerate() {
            let y = area.y + 2 + u16::try_from(place).unwrap_or(0);
            let label = texts.t(key);
            let role = if count > 0 { Role::Warning } else { Role::Dim };
            put(
                buffer,
                area.x,
                y,
                2,
                if place == self.at { "▸" } else { " " },
                ui.theme.style(Role::Accent),
            );
            put(buffer, area.x + 2, y, 9, &pad_left(&texts.count(count), 8), ui.theme.style(role));
            put(
                buffer,
                area.x + 12,
                y,
                area.width.saturating_sub(12),
                &label,
                ui.theme.style(Role::Text),
            );
            if place == self.at && !ui.menu_open {
                let wide = u16::try_from(width(&label)).unwrap_or(0) + 13;
                fill(
                    buffer,
                    Rect {
                        x: area.x,
                        y,
                        width: wide.min(area.width),
                        height: 1,
                    },
                    ui.theme.style(Role::Cursor),
                );
            }
        }
        let chart = area.y + QUEUE_ROWS + 3;
        let sum = Money::sum(ui.overview.payments.iter().map(|(_, sum)| *sum)).unwrap_or_default();
        let args = [("days", Arg::Count(CHART_DAYS)), ("sum", Arg::Money(sum))];
        put(
            buffer,
            area.x,
            chart,
            area.width,
            &texts.with("start-payments", &args),
            ui.theme.style(Role::Head),
        );
        let bars = Rect {
            x: area.x + 2,
            y: chart + 1,
            width: area.width.saturating_sub(4),
            // What waits and the ages are read; the bars are glanced at.
            height: area.height.saturating_sub(QUEUE_ROWS + 11).clamp(3, CHART_ROWS),
        };
        if bars.bottom() < area.bottom() {
            StartScreen::payments_chart(buffer, bars, ui);
            if let (Some((first, _)), Some((last, _))) = (ui.overview.payments.first(), ui.overview.payments.last()) {
                put(buffer, bars.x, bars.bottom(), 10, &first.to_string(), ui.theme.style(Role::Dim));
                let end = Rect {
                    width: u16::try_from(CHART_DAYS).unwrap_or(30),
                    ..bars
                };
                put_right(buffer, end, bars.bottom(), &last.to_string(), ui.theme.style(Role::Dim));
            }
        }
        let ages = bars.bottom() + 2;
        if ages + 1 < area.bottom() {
            put(buffer, area.x, ages, area.width, &texts.t("start-ages"), ui.theme.style(Role::Head));
            let place = Rect {
                x: area.x + 2,
                y: ages + 1,
                width: area.width.saturating_sub(4),
                height: area.bottom().saturating_sub(ages + 1),
            };
            StartScreen::ages_chart(buffer, place, ui);
        }
    }
}
