//! Credit the invoice of the open order, in full (ORD-19).

use super::key::ctrl;
use super::{Command, Danger, Effect, Field, OrderQuestion, Run, Scope};
use crate::app::usecase::orders::act::OrderAct;
use crate::domain::order::Operation;

pub(super) static COMMAND: Command<Run> = Command {
    id: "order.credit",
    scope: Scope::Order,
    keys: &[ctrl('y')],
    bar: true,
    danger: Danger::Final,
    enabled: |facts| facts.order()?.may(Operation::Credit),
    run: |_| {
        let act = OrderAct::Credit { comment: String::new() };
        Ok(Effect::AskOrder(OrderQuestion { command: "order.credit", act, fields: &[Field::Comment, Field::Number] }))
    },
};
