//! The change log over everything (CLM-5).

use super::ScreenRow;
use super::list::ListScreen;
use crate::app::columns::journal::LIST;
use crate::app::commands::key::alt;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "journal",
    key: alt('g'),
    counter: |_| None,
    urgent: false,
    there: |_| true,
    make: |ui| Box::new(ListScreen::new("journal", &LIST, None, ui)),
};
