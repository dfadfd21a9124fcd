//! Dues: what a kind of membership costs for a period, and what became of it (SMS-4, SMS-25).

use super::ScreenRow;
use super::list::ListScreen;
use crate::app::columns::dues::LIST;
use crate::app::commands::key::alt_shift;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "dues",
    key: alt_shift('d'),
    counter: |_| None,
    urgent: false,
    there: |_| true,
    make: |ui| Box::new(ListScreen::new("dues", &LIST, None, ui)),
};
