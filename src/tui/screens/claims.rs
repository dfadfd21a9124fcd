//! Claims (CLM-2).

use super::ScreenRow;
use super::list::ListScreen;
use crate::app::columns::claims::LIST;
use crate::app::commands::key::alt;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "claims",
    key: alt('f'),
    counter: |counters| Some(counters.claims),
    urgent: false,
    there: |_| true,
    make: |ui| Box::new(ListScreen::new("claims", &LIST, None, ui)),
};
