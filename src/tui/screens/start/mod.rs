//! Start: what waits, payments in per day, open claims by age. Every line and every bar opens the list that it counts.

mod draw;

use std::cell::{Cell, RefCell};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Screen, ScreenRow};
use crate::app::commands::Scope;
use crate::app::commands::key::{Code, Key, alt};
use crate::app::overview::Counters;
use crate::app::reader::{Answer, Ask};
use crate::app::texts::Arg;
use crate::tui::event::{Click, Mouse};
use crate::tui::ui::Ui;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "start",
    key: alt('h'),
    counter: |_| None,
    urgent: false,
    there: |_| true,
    make: |_| Box::new(StartScreen::default()),
};

/// Something that waits.
struct Queue {
    /// The key of its text.
    key: &'static str,
    /// The screen that shows it, and the filter there.
    screen: &'static str,
    filter: &'static str,
    /// How much of it there is.
    count: fn(&Counters) -> i64,
}

const fn queue(key: &'static str, screen: &'static str, filter: &'static str, count: fn(&Counters) -> i64) -> Queue {
    Queue {
        key,
        screen,
        filter,
        count,
    }
}

/// What may wait, the most pressing first.
static QUEUES: [Queue; 10] = [
    queue("waits-manual", "manual", "", |counters| counters.manual),
    queue(
        "waits-payments",
        "payments",
        "state:unmatched,suggested,partly_used,parked",
        |counters| counters.payments,
    ),
    queue("waits-orders", "orders", "status:mobile_payment payment_received:no", |counters| {
        counters.orders
    }),
    queue(
        "waits-overdue",
        "claims",
        "status:unpaid,manual_handling left>0 due<today",
        |counters| counters.overdue,
    ),
    queue("waits-sms", "dialogues", "unread:>0", |counters| counters.unread),
    queue("waits-charges", "charges", "state:uncertain", |counters| counters.uncertain),
    queue("waits-sendings", "sendings", "state:failed,unknown", |counters| counters.lost),
    queue("waits-notices", "notices", "outcome:open", |counters| counters.notices),
    queue("waits-refunds", "refunds", "state:requested,sent", |counters| counters.refunds),
    queue("waits-unsent", "files", "state:written", |counters| counters.unsent),
];

/// What can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// A line of what waits.
    Queue(usize),
    /// The bars of the payments.
    Days,
    /// A line of the claims by age.
    Age(usize),
}

#[derive(Default)]
struct StartScreen {
    /// Where the cursor is; none yet: the first place.
    at: Cell<Option<Place>>,
    /// Which bar, counted from the newest.
    day: Cell<usize>,
    /// What was drawn: the place and its lines.
    drawn: RefCell<Vec<(Place, Rect)>>,
}

impl StartScreen {
    fn open(&self, ui: &mut Ui) {
        let (screen, filter) = match self.at.get() {
            Some(Place::Queue(at)) => match QUEUES.get(at) {
                Some(queue) => (queue.screen, queue.filter.to_owned()),
                None => return,
            },
            Some(Place::Days) => match self.day_of(ui).and_then(|at| ui.overview.payments.get(at)) {
                Some((day, _)) => ("payments", format!("booked:{day}")),
                None => return,
            },
            Some(Place::Age(at)) => match ui.overview.ages.get(at) {
                Some(age) => ("claims", age.filter.to_owned()),
                None => return,
            },
            None => return,
        };
        ui.go_over(screen);
        if !filter.is_empty() {
            ui.with_list(|list, _| list.open_with_filter(filter));
        }
    }

    /// The place of the bar under the cursor among the days.
    fn day_of(&self, ui: &Ui) -> Option<usize> {
        ui.overview.payments.len().checked_sub(self.day.get() + 1)
    }

    /// Goes to the place above or below.
    fn step(&self, down: bool) {
        let drawn = self.drawn.borrow();
        let here = drawn.iter().position(|(place, _)| Some(*place) == self.at.get()).unwrap_or(0);
        let next = if down { here + 1 } else { here.saturating_sub(1) };
        if let Some((place, _)) = drawn.get(next) {
            self.at.set(Some(*place));
        }
    }

    /// Goes to the bar beside.
    fn step_day(&self, newer: bool, days: usize) {
        let day = self.day.get();
        let next = if newer { day.saturating_sub(1) } else { day + 1 };
        self.day.set(next.min(days.saturating_sub(1)));
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
        match (key.code, self.at.get()) {
            (Code::Up, _) => self.step(false),
            (Code::Down, _) => self.step(true),
            (Code::Left, Some(Place::Days)) => self.step_day(false, ui.overview.payments.len()),
            (Code::Right, Some(Place::Days)) => self.step_day(true, ui.overview.payments.len()),
            (Code::Enter | Code::Right, _) => self.open(ui),
            _ => return false,
        }
        true
    }

    fn mouse(&mut self, mouse: Mouse, ui: &mut Ui) -> bool {
        let holds = |lines: &Rect| mouse.x >= lines.x && mouse.x < lines.right() && mouse.y >= lines.y && mouse.y < lines.bottom();
        let clicked = self.drawn.borrow().iter().find(|(_, lines)| holds(lines)).copied();
        match clicked.filter(|_| mouse.what == Click::Left) {
            Some((place, lines)) => {
                self.at.set(Some(place));
                if place == Place::Days {
                    let from_left = usize::from(mouse.x - lines.x);
                    let Some(day) = ui.overview.payments.len().checked_sub(from_left + 1) else {
                        return true;
                    };
                    self.day.set(day);
                }
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
        self.draw_all(buffer, area, ui);
    }
}
