//! Payments (OCR-12).

use super::ScreenRow;
use super::list::ListScreen;
use crate::app::columns::payments::LIST;
use crate::app::commands::key::alt;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "payments",
    key: alt('p'),
    counter: |counters| Some(counters.payments),
    urgent: true,
    there: |_| true,
    make: |ui| Box::new(ListScreen::new("payments", &LIST, None, ui)),
};
