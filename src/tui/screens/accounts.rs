//! Bank accounts and agreements.

use super::ScreenRow;
use super::list::ListScreen;
use crate::app::columns::accounts::LIST;
use crate::app::commands::key::alt_shift;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "accounts",
    key: alt_shift('a'),
    counter: |_| None,
    urgent: false,
    there: |_| true,
    make: |ui| Box::new(ListScreen::new("accounts", &LIST, None, ui)),
};
