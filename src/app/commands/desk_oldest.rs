//! Put the payment on all open claims of the party, the oldest first.

use super::key::ctrl;
use super::{Command, Danger, Effect, Run, Scope};
use crate::app::usecase::payments::PaymentAct;
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "desk.oldest",
    scope: Scope::Desk,
    keys: &[ctrl('o')],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| {
        let desk = facts.left_over()?;
        let known = desk.chosen.is_some() || desk.party.is_some();
        if known { Ok(()) } else { Err(Refusal::PartyMissing { payment: desk.payment }) }
    },
    run: |facts| {
        let desk = facts.left_over()?;
        let chosen = desk.chosen.as_ref().map(|chosen| chosen.party.clone());
        let party = chosen.or_else(|| desk.party.clone()).ok_or(Refusal::PartyMissing { payment: desk.payment })?;
        Ok(Effect::Payment { id: desk.payment, act: PaymentAct::Oldest { party }, comment: String::new(), seen: Some(desk.left) })
    },
};
