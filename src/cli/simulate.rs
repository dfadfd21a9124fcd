//! `simulate …`: plays the customers of a site whose gateways are simulated.

use super::args_orders::SimulateCommand;
use super::{Context, say};
use crate::app::AppError;
use crate::app::clock::local_minute;
use crate::app::simulated::{self, LinkAnswer, SimMail};
use crate::app::texts::Texts;
use crate::domain::money::Money;

pub(super) fn run(context: &mut Context, command: &SimulateCommand) -> Result<(), AppError> {
    let session = context.open()?;
    let t = session.lang.texts();
    let mut phones = simulated::open(&session)?;
    let mark = t.t("simulated");
    match command {
        SimulateCommand::Phones => {
            for phone in phones.phones()? {
                say(&format!(
                    "{mark}  {}  {}  {}",
                    phone.phone,
                    phone.messages,
                    local_minute(phone.last_ms)
                ))?;
            }
            Ok(())
        }
        SimulateCommand::Inbox { phone } => {
            for message in phones.inbox(phone)? {
                let way = if message.from_customer { "→" } else { "←" };
                let state = t.t(simulated::message_state(&message.state));
                say(&format!("{mark}  {}  {way} {state}  {}", local_minute(message.at_ms), message.text))?;
            }
            Ok(())
        }
        SimulateCommand::Open { url } => answered(&phones.open_link(url)?, t, &mark),
        SimulateCommand::Decline { url } => answered(&phones.decline(url)?, t, &mark),
        SimulateCommand::Pay { url, amount } => {
            let parsed = amount.as_deref().map(Money::parse).transpose();
            let amount = parsed.map_err(|_| AppError::Usage {
                code: "amount",
                given: amount.clone().unwrap_or_default(),
            })?;
            answered(&phones.pay(url, amount)?, t, &mark)
        }
        SimulateCommand::Send { phone, text } => {
            phones.send(phone, text)?;
            say(&format!("{mark}  {phone} → {text}"))
        }
        SimulateCommand::Payments => {
            for payment in phones.payments()? {
                say(&format!(
                    "{mark}  {}  {:>12}  {}  {}",
                    payment.reference,
                    t.money(payment.amount),
                    t.t(simulated::link_state(payment.state)),
                    payment.url
                ))?;
            }
            Ok(())
        }
        SimulateCommand::Mails { save, json } => mails(&simulated::mails(&session, save.as_deref())?, *json, &mark),
        SimulateCommand::Offline => Ok(phones.set_offline(true)?),
        SimulateCommand::Online => Ok(phones.set_offline(false)?),
    }
}

fn mails(mails: &[SimMail], json: bool, mark: &str) -> Result<(), AppError> {
    if json {
        let all = mails.iter().map(|mail| {
            serde_json::json!({
                "key": mail.key, "to": mail.to, "name": mail.name, "subject": mail.subject, "text": mail.text, "file": mail.file,
                "bytes": mail.pdf.len(), "at": crate::app::clock::iso_moment(mail.at_ms),
            })
        });
        return super::say_json(&all.collect());
    }
    for mail in mails {
        say(&format!(
            "{mark}  {}  {}  {}  {}",
            local_minute(mail.at_ms),
            mail.to,
            mail.subject,
            mail.file
        ))?;
    }
    Ok(())
}

fn answered(answer: &LinkAnswer, t: &Texts, mark: &str) -> Result<(), AppError> {
    say(&format!("{mark}  {}", simulated::answer_words(answer, t)))
}
