//! The letter of a reminder: what it says, by what it goes, and putting it into the outbox.

use chrono::NaiveDate;

use super::plan::{Planned, may_be_paid, measure, to_mark, way};
use super::{Posting, put_out};
use crate::app::AppError;
use crate::app::print::deliver;
use crate::app::print::invoice::{Invoice, Kind, Line, Paid, Totals, Vat};
use crate::app::texts::{Arg, Lang, Texts};
use crate::app::usecase::orders::print::gather;
use crate::domain::claim::Claim;
use crate::domain::money::Money;
use crate::domain::party::Channel;
use crate::domain::refusal::Refusal;
use crate::domain::reminding::Reminder;
use crate::store::sending as table;
use crate::store::{Db, Tx};
use rust_decimal::Decimal;

/// How a reminder would reach the recipient. `claim`: with what the reminder costs.
///
/// # Errors
/// [`Refusal::PaperFault`], [`Refusal::NoAccountToPayTo`]; without a way to the recipient [`Refusal::NoEmail`], [`Refusal::EmailInvalid`], [`Refusal::NoMobile`],
/// [`Refusal::NoMail`]; texts that are too long for phones.
pub(crate) fn plan(conn: &Db, claim: &Claim, reminder: &Reminder, with: &Posting) -> Result<Planned, AppError> {
    let number = claim.number;
    let (invoice, _) = gather(conn, &with.house, claim.id, None)?;
    let reach = table::reach(conn, claim.id)?;
    // A word on the phone is seen, and costs least.
    let usual: Vec<Channel> = std::iter::once(Channel::Sms)
        .chain(with.house.settings.sending.by.iter().copied())
        .collect();
    let (channel, dest) = way(&reach, number, with, &usual)?;
    let lang = Lang::from_code(&reach.language).unwrap_or(invoice.language);
    let letter = letter(invoice, claim, reminder, lang)?;
    let fault = |detail: String| Refusal::PaperFault { number, detail };
    letter.check().map_err(|error| fault(error.words(with.lang.texts())))?;
    may_be_paid(&letter, number)?;
    let mut planned = Planned {
        number,
        name: reach.name.clone(),
        channel,
        dest,
        lang,
        subject: String::new(),
        text: String::new(),
        parts: 0,
        file: format!("{}.pdf", deliver::file_stem(&letter)),
        copy: false,
        invoice: letter,
        document: None,
        note_id: None,
        reminder_id: None,
    };
    word(&mut planned, claim, reminder, with)?;
    Ok(planned)
}

/// Puts the letter of a stored reminder into the outbox.
///
/// # Errors
/// When the file cannot be written.
pub(crate) fn send(tx: &Tx<'_>, claim: &Claim, mut planned: Planned, id: i64, comment: &str, with: &Posting) -> Result<(), AppError> {
    planned.reminder_id = Some(id);
    put_out(tx, claim, &planned, comment, with)
}

/// What stands on it: what is owed of the invoice, then what reminders cost, line by line.
fn letter(invoice: Invoice, claim: &Claim, reminder: &Reminder, lang: Lang) -> Result<Invoice, AppError> {
    let t = lang.texts();
    let owed = claim.owed()?;
    let principal = owed.minus(claim.costs()?)?;
    let line = |text: String, net: Money| Line {
        code: String::new(),
        text,
        quantity: String::new(),
        unit: String::new(),
        unit_price: None,
        discount_percent: Decimal::ZERO,
        net,
        vat_percent: Decimal::ZERO,
    };
    let of = [
        ("number", Arg::Text(claim.number.to_string())),
        ("issued", Arg::Text(t.day_on_paper(invoice.issued))),
        ("due", Arg::Text(t.day_on_paper(claim.due_on))),
    ];
    let mut lines = vec![line(t.with("reminder-line-invoice", &of), principal)];
    for cost in claim.standing_lines().filter(|line| line.is_cost()) {
        let amount = cost.owed()?;
        if amount.is_positive() {
            lines.push(line(cost.text.clone(), amount));
        }
    }
    let paid = claim.paid.is_positive().then(|| Paid {
        method: t.t("reminder-paid"),
        on: None,
        amount: claim.paid,
    });
    let totals = Totals {
        net: owed,
        vat: vec![Vat {
            percent: Decimal::ZERO,
            base: owed,
            vat: Money::ZERO,
        }],
        rounding: Money::ZERO,
        total: owed,
        paid: paid.into_iter().collect(),
        left: owed.minus(claim.paid)?,
    };
    Ok(Invoice {
        kind: Kind::Reminder {
            no: reminder.no,
            issued: invoice.issued,
        },
        copy: false,
        language: lang,
        issued: reminder.on,
        delivered: None,
        due: Some(reminder.deadline_on),
        vehicle: None,
        lines,
        totals,
        notes: vec![t.t("reminder-note")],
        ..invoice
    })
}

/// What reminders cost, in words, for texts: with a blank before it, or nothing.
fn costs(reminder: &Reminder, claim: &Claim, t: &Texts) -> Result<String, AppError> {
    let total = claim.open_costs()?;
    if !total.is_positive() {
        return Ok(String::new());
    }
    let (fee, interest) = (reminder.fee, reminder.interest);
    let before = total.minus(fee)?.minus(interest)?.or_zero();
    let words = [
        ("reminder-of-fee", fee),
        ("reminder-of-interest", interest),
        ("reminder-of-before", before),
    ];
    let words = words.iter().filter(|(_, amount)| amount.is_positive());
    let words: Vec<String> = words.map(|(key, amount)| t.with(key, &[("amount", Arg::Money(*amount))])).collect();
    Ok(format!(
        " {}",
        t.with("reminder-of-costs", &[("costs", Arg::Text(words.join(", ")))])
    ))
}

fn word(planned: &mut Planned, claim: &Claim, reminder: &Reminder, with: &Posting) -> Result<(), AppError> {
    let t = planned.lang.texts();
    let letter = &planned.invoice;
    let amount = format!("{} {}", t.money(claim.left()?), letter.currency.code());
    let day = |day: NaiveDate| day.to_string();
    let (due, deadline, original) = (day(claim.due_on), day(reminder.deadline_on), claim.number.to_string());
    let (label, reference) = to_mark(planned.channel, letter, t);
    let costs = costs(reminder, claim, t)?;
    let values = [
        ("site", with.house.site.name.as_str()),
        ("name", planned.name.as_str()),
        ("number", letter.number.as_str()),
        ("amount", amount.as_str()),
        ("due", due.as_str()),
        ("reference", reference),
        ("reference_label", label.as_str()),
        ("account", letter.way().map_or("", |way| way.number.as_str())),
        ("what", ""),
        ("original", original.as_str()),
        ("costs", costs.as_str()),
        ("deadline", deadline.as_str()),
    ];
    let subject = with.email.say(planned.lang, "reminder-subject", &values);
    let text = match planned.channel {
        Channel::Email => with.email.say(planned.lang, "reminder-body", &values),
        Channel::Print => String::new(),
        Channel::Sms => with.sms.say(planned.lang, "reminder", &values),
    };
    (planned.subject, planned.text) = (subject, text);
    measure(planned, with)
}
