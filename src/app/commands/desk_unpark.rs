//! Take the payment up again.

use super::key::ctrl;
use super::{Command, Danger, Effect, Run, Scope};
use crate::app::usecase::payments::PaymentAct;
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "desk.unpark",
    scope: Scope::Desk,
    keys: &[ctrl('u')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| if facts.desk()?.is_parked { Ok(()) } else { Err(Refusal::NothingHere {}) },
    run: |facts| {
        let desk = facts.desk()?;
        Ok(Effect::Payment { id: desk.payment, act: PaymentAct::Unpark, comment: String::new(), seen: Some(desk.left) })
    },
};
