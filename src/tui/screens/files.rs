//! Bank files that were stored; from here a new one is imported (OCR-9).

use super::ScreenRow;
use super::list::ListScreen;
use crate::app::columns::files::LIST;
use crate::app::commands::key::alt;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "files",
    key: alt('o'),
    counter: |_| None,
    urgent: false,
    there: |_| true,
    make: |ui| Box::new(ListScreen::new("files", &LIST, None, ui)),
};
