//! A person found out that a payment by SMS was not made: the member is told and can try again.

use super::key::ctrl;
use super::{Command, Danger, Effect, Field, Run, Scope, SmsQuestion};
use crate::app::usecase::dues_sms::act::SmsAct;
use crate::domain::dues_sms::ChargeState;

pub(super) static COMMAND: Command<Run> = Command {
    id: "charge.not_paid",
    scope: Scope::Charges,
    keys: &[ctrl('u')],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| facts.charge(ChargeState::Uncertain).map(drop),
    run: |facts| {
        Ok(Effect::AskSms(SmsQuestion {
            command: "charge.not_paid",
            act: SmsAct::Decide { charge: facts.charge(ChargeState::Uncertain)?, paid: false },
            fields: &[Field::Comment],
        }))
    },
};
