//! *Bokför* (ORD-17): the order becomes an invoice. How it is paid is asked, unless the customer paid by mobile.

use super::key::{alt, f};
use super::{Command, Danger, Effect, Facts, Field, OrderQuestion, Run, Scope, why};
use crate::app::usecase::orders::act::OrderAct;
use crate::domain::payment::Method;
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "order.post",
    scope: Scope::Order,
    keys: &[f(11), alt('b')],
    bar: true,
    danger: Danger::Changes,
    enabled: may_post,
    run: |facts| {
        let act = OrderAct::Post {
            method: facts.order()?.order.method,
            print: false,
        };
        Ok(Effect::AskOrder(OrderQuestion { command: "order.post", act, fields: fields(facts)? }))
    },
};

/// What is asked: nothing when the money is here.
pub(super) fn fields(facts: &Facts) -> Result<&'static [Field], Refusal> {
    Ok(if facts.order()?.order.payment_received { &[] } else { &[Field::Method] })
}

/// How it is paid is still to be chosen, so any way will do to see whether the rest is in order.
pub(super) fn may_post(facts: &Facts) -> Result<(), Refusal> {
    let order = facts.order()?;
    why(order.order.may_post(Some(Method::Card), order.unit))
}
