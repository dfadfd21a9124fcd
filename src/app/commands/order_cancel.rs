//! *Annullera betalnings-SMS / Öppna order* (ORD-10 … ORD-14, ORD-18, ORD-19). Money that goes back wants the order's number typed.

use super::key::{alt, ctrl};
use super::{Command, Danger, Effect, Field, OrderQuestion, Run, Scope};
use crate::app::usecase::orders::act::OrderAct;
use crate::domain::order::Operation;

pub(super) static COMMAND: Command<Run> = Command {
    id: "order.cancel",
    scope: Scope::Order,
    keys: &[ctrl('o'), alt('a')],
    bar: true,
    danger: Danger::Final,
    enabled: |facts| facts.order()?.may(Operation::Cancel),
    run: |facts| {
        let fields: &[Field] = match facts.order()?.goes_back() {
            Some(_) => &[Field::Comment, Field::Number],
            None => &[Field::Comment],
        };
        let act = OrderAct::Cancel { comment: String::new() };
        Ok(Effect::AskOrder(OrderQuestion { command: "order.cancel", act, fields }))
    },
};
