//! Claims that are not issued yet. The counter: how many.

use super::ScreenRow;
use super::list::ListScreen;
use crate::app::columns::drafts::LIST;
use crate::app::commands::key::alt_shift;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "drafts",
    key: alt_shift('u'),
    counter: |counters| Some(counters.drafts),
    urgent: false,
    there: |_| true,
    make: |ui| Box::new(ListScreen::new("drafts", &LIST, Some("open"), ui)),
};
