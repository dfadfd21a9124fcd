//! Agreements to draw: whose they are, and how they stand.

use super::ScreenRow;
use super::list::ListScreen;
use crate::app::columns::mandates::LIST;
use crate::app::commands::key::alt_shift;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "mandates",
    key: alt_shift('m'),
    counter: |_| None,
    urgent: false,
    there: |_| true,
    make: |ui| Box::new(ListScreen::new("mandates", &LIST, None, ui)),
};
