//! Files that came and went by SFTP.

use super::ScreenRow;
use super::list::ListScreen;
use crate::app::columns::exchanged::LIST;
use crate::app::commands::key::alt_shift;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "exchanged",
    key: alt_shift('x'),
    counter: |_| None,
    urgent: false,
    there: |_| true,
    make: |ui| Box::new(ListScreen::new("exchanged", &LIST, None, ui)),
};
