//! Articles.

use super::ScreenRow;
use super::list::ListScreen;
use crate::app::columns::articles::LIST;
use crate::app::commands::key::alt_shift;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "articles",
    key: alt_shift('v'),
    counter: |_| None,
    urgent: false,
    there: |_| true,
    make: |ui| Box::new(ListScreen::new("articles", &LIST, Some("offered"), ui)),
};
