//! Refunds. The counter: those that are not back yet.

use super::ScreenRow;
use super::list::ListScreen;
use crate::app::columns::refunds::LIST;
use crate::app::commands::key::alt;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "refunds",
    key: alt('x'),
    counter: |counters| Some(counters.refunds),
    urgent: true,
    there: |_| true,
    make: |ui| Box::new(ListScreen::new("refunds", &LIST, None, ui)),
};
