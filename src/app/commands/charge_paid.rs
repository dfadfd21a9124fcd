//! A person found out that a payment by SMS was made: it is booked, and the member told.

use super::key::ctrl;
use super::{Command, Danger, Effect, Field, Run, Scope, SmsQuestion};
use crate::app::usecase::dues_sms::act::SmsAct;
use crate::domain::dues_sms::ChargeState;

pub(super) static COMMAND: Command<Run> = Command {
    id: "charge.paid",
    scope: Scope::Charges,
    keys: &[ctrl('o')],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| facts.charge(ChargeState::Uncertain).map(drop),
    run: |facts| {
        Ok(Effect::AskSms(SmsQuestion {
            command: "charge.paid",
            act: SmsAct::Decide { charge: facts.charge(ChargeState::Uncertain)?, paid: true },
            fields: &[Field::Comment],
        }))
    },
};
