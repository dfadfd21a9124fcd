//! Credit the invoice, open the order and take the mobile payment back in one go, so that it can be changed and issued anew.

use super::key::alt;
use super::{Command, Danger, Effect, Field, OrderQuestion, Run, Scope};
use crate::app::usecase::orders::act::OrderAct;
use crate::domain::order::Operation;

pub(super) static COMMAND: Command<Run> = Command {
    id: "order.reissue",
    scope: Scope::Order,
    keys: &[alt('y')],
    bar: false,
    danger: Danger::Final,
    enabled: |facts| facts.order()?.may(Operation::Credit),
    run: |_| {
        let act = OrderAct::Reissue { comment: String::new() };
        Ok(Effect::AskOrder(OrderQuestion { command: "order.reissue", act, fields: &[Field::Comment, Field::Number] }))
    },
};
