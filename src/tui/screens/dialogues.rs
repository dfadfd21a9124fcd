//! The SMS dialogue: a row a number, what nobody has read first (SMS-29).

use super::ScreenRow;
use super::list::ListScreen;
use crate::app::columns::dialogues::LIST;
use crate::app::commands::key::alt_shift;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "dialogues",
    key: alt_shift('s'),
    counter: |counters| Some(counters.unread),
    urgent: true,
    there: |_| true,
    make: |ui| Box::new(ListScreen::new("dialogues", &LIST, None, ui)),
};
