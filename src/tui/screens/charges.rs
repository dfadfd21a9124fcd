//! Payments by SMS: what was drawn, what failed, and what a person has to find out.

use super::ScreenRow;
use super::list::ListScreen;
use crate::app::columns::charges::LIST;
use crate::app::commands::key::alt_shift;
use crate::domain::account::Country;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "charges",
    key: alt_shift('c'),
    counter: |counters| Some(counters.uncertain),
    urgent: true,
    // Operators draw dues by SMS in Norway only; what was drawn elsewhere all the same is not hidden.
    there: |ui| ui.site.country == Country::No || ui.counters.charges > 0,
    make: |ui| Box::new(ListScreen::new("charges", &LIST, None, ui)),
};
