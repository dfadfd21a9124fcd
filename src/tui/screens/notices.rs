//! What bank files said besides payments. The counter: what a person has to look at.

use super::ScreenRow;
use super::list::ListScreen;
use crate::app::columns::notices::LIST;
use crate::app::commands::key::alt_shift;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "notices",
    key: alt_shift('n'),
    counter: |counters| Some(counters.notices),
    urgent: true,
    there: |_| true,
    make: |ui| Box::new(ListScreen::new("notices", &LIST, None, ui)),
};
