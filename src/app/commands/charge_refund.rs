//! The money of a payment by SMS goes back; its claim is outstanding again.

use super::key::ctrl;
use super::{Command, Danger, Effect, Field, Run, Scope, SmsQuestion};
use crate::app::usecase::dues_sms::act::SmsAct;
use crate::domain::dues_sms::ChargeState;

pub(super) static COMMAND: Command<Run> = Command {
    id: "charge.refund",
    scope: Scope::Charges,
    keys: &[ctrl('x')],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| facts.charge(ChargeState::Paid).map(drop),
    run: |facts| {
        Ok(Effect::AskSms(SmsQuestion {
            command: "charge.refund",
            act: SmsAct::Refund { charge: facts.charge(ChargeState::Paid)? },
            fields: &[Field::Comment],
        }))
    },
};
