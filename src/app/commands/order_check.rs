//! *Kontrollera mobilbetalning* (ORD-15): as often as one likes.

use super::key::{alt, ctrl};
use super::{Command, Danger, Effect, Run, Scope};
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "order.check",
    scope: Scope::Order,
    keys: &[ctrl('l'), alt('c')],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| {
        let order = facts.order()?;
        order.link.map(|_| ()).ok_or(Refusal::NothingToCheck { number: order.order.number })
    },
    run: |_| Ok(Effect::CheckPayment),
};
