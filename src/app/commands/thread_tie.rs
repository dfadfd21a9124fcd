//! A person says whose a phone number is.

use super::key::char;
use super::{Command, Danger, Effect, Field, Run, Scope, SmsQuestion};
use crate::app::usecase::dues_sms::act::SmsAct;

pub(super) static COMMAND: Command<Run> = Command {
    id: "thread.tie",
    scope: Scope::Thread,
    keys: &[char('k')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| facts.number().map(drop),
    run: |facts| {
        Ok(Effect::AskSms(SmsQuestion {
            command: "thread.tie",
            act: SmsAct::Tie { number: facts.number()?.to_owned(), party: String::new(), tied: true },
            fields: &[Field::Party, Field::Comment],
        }))
    },
};
