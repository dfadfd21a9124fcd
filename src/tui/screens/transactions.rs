//! Every movement of money (CLM-5): *Transaksjonssøk*.

use super::ScreenRow;
use super::list::ListScreen;
use crate::app::columns::transactions::LIST;
use crate::app::commands::key::alt;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "transactions",
    key: alt('j'),
    counter: |_| None,
    urgent: false,
    there: |_| true,
    make: |ui| Box::new(ListScreen::new("transactions", &LIST, None, ui)),
};
