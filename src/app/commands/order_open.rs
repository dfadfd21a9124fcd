//! Open an order again whose invoice was credited (ORD-19).

use super::key::alt;
use super::{Command, Danger, Effect, Run, Scope};
use crate::app::usecase::orders::act::OrderAct;
use crate::domain::order::Operation;

pub(super) static COMMAND: Command<Run> = Command {
    id: "order.open",
    scope: Scope::Order,
    keys: &[alt('e')],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| facts.order()?.may(Operation::Open),
    run: |_| Ok(Effect::Order(OrderAct::Open)),
};
