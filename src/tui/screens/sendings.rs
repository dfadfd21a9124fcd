//! What became of claims that were sent: what failed, and what nobody knows of, waits for a person.

use super::ScreenRow;
use super::list::ListScreen;
use crate::app::columns::sendings::LIST;
use crate::app::commands::key::alt_shift;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "sendings",
    key: alt_shift('e'),
    counter: |counters| Some(counters.lost),
    urgent: true,
    there: |ui| ui.counters.sendings > 0,
    make: |ui| Box::new(ListScreen::new("sendings", &LIST, None, ui)),
};
