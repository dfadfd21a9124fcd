//! Manual handling: a view of the claims list with its own counter.

use super::ScreenRow;
use super::list::ListScreen;
use crate::app::columns::claims::LIST;
use crate::app::commands::key::alt;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "manual",
    key: alt('u'),
    counter: |counters| Some(counters.manual),
    urgent: true,
    there: |_| true,
    make: |ui| Box::new(ListScreen::new("manual", &LIST, Some("manual"), ui)),
};
