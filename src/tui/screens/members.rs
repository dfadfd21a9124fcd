//! Members: who has which kind of membership, and who pays for whom.

use super::ScreenRow;
use super::list::ListScreen;
use crate::app::columns::members::LIST;
use crate::app::commands::key::alt_shift;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "members",
    key: alt_shift('l'),
    counter: |_| None,
    urgent: false,
    there: |_| true,
    make: |ui| Box::new(ListScreen::new("members", &LIST, None, ui)),
};
