//! *Kontrollera mobilbetalning* (ORD-15): as often as one likes.

use super::key::{alt, ctrl};
use super::{Command, Danger, Effect, Run, Scope};
use crate::domain::order::{Mobile, RequestState};
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "order.check",
    scope: Scope::Order,
    keys: &[ctrl('l'), alt('c')],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| {
        let order = facts.order()?;
        // Once it is posted, or paid back, there is nothing more to ask. A dead link may still have been paid.
        let open = |state: &RequestState| *state != RequestState::Refunded;
        let live = order.link.filter(open).filter(|_| order.order.claim_id.is_none() || order.order.lock.is_some());
        let paid_open = order.order.mobile == Mobile::CreditRemains;
        if live.is_some() || paid_open {
            return Ok(());
        }
        Err(Refusal::NothingToCheck { number: order.order.number })
    },
    run: |_| Ok(Effect::CheckPayment),
};
