//! A phone number is not somebody's any more.

use super::key::char;
use super::{Command, Danger, Effect, Field, Run, Scope, SmsQuestion};
use crate::app::usecase::dues_sms::act::SmsAct;

pub(super) static COMMAND: Command<Run> = Command {
    id: "thread.untie",
    scope: Scope::Thread,
    keys: &[char('K')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| facts.number().map(drop),
    run: |facts| {
        Ok(Effect::AskSms(SmsQuestion {
            command: "thread.untie",
            act: SmsAct::Tie { number: facts.number()?.to_owned(), party: String::new(), tied: false },
            fields: &[Field::Party, Field::Comment],
        }))
    },
};
