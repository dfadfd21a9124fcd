//! The register: *Kunder & medlemmar*.

use super::ScreenRow;
use super::list::ListScreen;
use crate::app::columns::parties::LIST;
use crate::app::commands::key::alt_shift;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "parties",
    key: alt_shift('k'),
    counter: |counters| Some(counters.parties),
    urgent: false,
    there: |_| true,
    make: |ui| Box::new(ListScreen::new("parties", &LIST, None, ui)),
};
