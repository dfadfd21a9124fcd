//! Pay back a mobile payment that came over a link that does not count any more (ORD-27).

use super::key::alt;
use super::{Command, Danger, Effect, Field, OrderQuestion, Run, Scope};
use crate::app::usecase::orders::act::OrderAct;
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "order.refund_late",
    scope: Scope::Order,
    keys: &[alt('d')],
    bar: true,
    danger: Danger::Final,
    enabled: |facts| {
        let order = facts.order()?;
        let number = order.order.number;
        order.late.map(|_| ()).ok_or(Refusal::NothingToCancel { number })
    },
    run: |facts| {
        let (request, _) = facts.order()?.late.ok_or(Refusal::NothingHere {})?;
        let act = OrderAct::RefundLate { request };
        Ok(Effect::AskOrder(OrderQuestion {
            command: "order.refund_late",
            act,
            fields: &[Field::Number],
        }))
    },
};
