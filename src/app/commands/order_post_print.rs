//! *Bokför och skriv ut* (ORD-17).

use super::key::{Code, alt_shift, shift};
use super::order_post::{fields, may_post};
use super::{Command, Danger, Effect, OrderQuestion, Run, Scope};
use crate::app::usecase::orders::act::OrderAct;

pub(super) static COMMAND: Command<Run> = Command {
    id: "order.post_print",
    scope: Scope::Order,
    keys: &[shift(Code::F(11)), alt_shift('b')],
    bar: false,
    danger: Danger::Changes,
    enabled: may_post,
    run: |facts| {
        let act = OrderAct::Post {
            method: facts.order()?.order.method,
            print: true,
        };
        Ok(Effect::AskOrder(OrderQuestion { command: "order.post_print", act, fields: fields(facts)? }))
    },
};
