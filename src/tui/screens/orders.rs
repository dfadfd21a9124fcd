//! Workshop orders: *Order – Verkstadslista* (ORD-3, ORD-20 … ORD-24). The counter: sent to a phone and not paid.

use super::ScreenRow;
use super::list::ListScreen;
use crate::app::columns::orders::LIST;
use crate::app::commands::key::alt;

pub(super) static SCREEN: ScreenRow = ScreenRow {
    id: "orders",
    key: alt('v'),
    counter: |counters| Some(counters.orders),
    urgent: true,
    there: |_| true,
    make: |ui| Box::new(ListScreen::new("orders", &LIST, None, ui)),
};
