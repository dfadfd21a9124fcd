//! Memberships: a member and a period, and whether it is paid (OCR-14).

use super::ScreenRow;
use super::list::ListScreen;
use crate::app::columns::memberships::LIST;
use crate::app::commands::key::alt_shift;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "memberships",
    key: alt_shift('p'),
    counter: |_| None,
    urgent: false,
    there: |_| true,
    make: |ui| Box::new(ListScreen::new("memberships", &LIST, None, ui)),
};
