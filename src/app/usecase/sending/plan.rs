//! How one claim would be sent: by what, to whom, what it would say; or why it is left out.

use chrono::NaiveDate;

use super::Posting;
use super::paper;
use crate::app::print::deliver;
use crate::app::print::invoice::{Invoice, Kind};
use crate::app::texts::{Lang, Texts};
use crate::app::usecase::orders::print::gather;
use crate::app::usecase::orders::send::mobile;
use crate::app::{AppError, clock};
use crate::domain::claim::{Claim, Operation};
use crate::domain::message;
use crate::domain::money::Money;
use crate::domain::party::Channel;
use crate::domain::refusal::Refusal;
use crate::domain::sending::{SendingState, address};
use crate::store::sending::{self as table, Document};
use crate::store::{Db, StoreError, claim as claims, order};

/// A claim as it would be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The claim's number.
    pub number: i64,
    /// The recipient's name.
    pub name: String,
    /// By what.
    pub channel: Channel,
    /// Address or number; printed: the name.
    pub dest: String,
    /// In which language.
    pub lang: Lang,
    /// Of an e-mail; printed: the paper's title.
    pub subject: String,
    /// Of an e-mail or SMS.
    pub text: String,
    /// How many SMS it is.
    pub parts: usize,
    /// The name of the PDF.
    pub file: String,
    /// Whether it says that it is a copy.
    pub copy: bool,
    /// What the paper says.
    pub invoice: Invoice,
    /// The paper that left before, which this is a copy of.
    pub(super) document: Option<i64>,
    /// The credit note.
    pub(super) note_id: Option<i64>,
    /// The reminder whose letter it is.
    pub(super) reminder_id: Option<i64>,
}

/// How what is wished of a claim would be sent: it, or credit notes on it. What of these is under way already is left alone.
///
/// # Errors
/// [`Refusal::NoUnsentNote`]; as [`plan`] for the first that cannot be sent.
pub(super) fn all(conn: &Db, claim: &Claim, with: &Posting) -> Result<Vec<Planned>, AppError> {
    if !with.wish.notes {
        return Ok(vec![plan(conn, claim, with.wish.note.as_deref(), with)?]);
    }
    let (mut planned, mut waits) = (Vec::new(), None);
    for note in table::unsent_notes(conn, claim.id)? {
        match plan(conn, claim, Some(&note), with) {
            Ok(one) => planned.push(one),
            Err(error @ AppError::Store(StoreError::Refused(Refusal::SendingWaits { .. }))) => waits = Some(error),
            Err(error) => return Err(error),
        }
    }
    match waits {
        _ if !planned.is_empty() => Ok(planned),
        Some(waits) => Err(waits),
        None => Err(Refusal::NoUnsentNote { number: claim.number }.into()),
    }
}

/// How it, or the credit note with this number on it, would be sent.
///
/// # Errors
/// [`Refusal::StatusForbids`], [`Refusal::NothingLeftToPay`], [`Refusal::SentAlready`], [`Refusal::SendingWaits`],
/// [`Refusal::SendingUnknown`], [`Refusal::PaperFault`], [`Refusal::NoAccountToPayTo`]; without a way to the recipient [`Refusal::NoEmail`],
/// [`Refusal::EmailInvalid`], [`Refusal::NoMobile`], [`Refusal::NoMail`]; texts that are too long for phones.
pub(super) fn plan(conn: &Db, claim: &Claim, note: Option<&str>, with: &Posting) -> Result<Planned, AppError> {
    let number = claim.number;
    if note.is_none() && !with.at_counter {
        claim.may(Operation::Send)?;
    }
    let (invoice, note_id) = gather(conn, &with.house, claim.id, note)?;
    under_way(conn, claim, note_id)?;
    let first = table::left_document(conn, claim.id, note_id)?;
    let sent = sent_before(conn, claim.id, note_id, first.as_ref(), &invoice)?;
    match sent {
        Some(on) if !with.wish.copy => return Err(Refusal::SentAlready { number, on }.into()),
        None if note.is_none() && !with.at_counter && !claim.left()?.is_positive() => {
            return Err(Refusal::NothingLeftToPay { number }.into());
        }
        _ => {}
    }
    let copy = sent.is_some();
    let mut invoice = match &first {
        Some(document) => paper::read(document)?,
        None => invoice,
    };
    invoice.copy = copy;
    let fault = |detail: String| Refusal::PaperFault { number, detail };
    invoice.check().map_err(|error| fault(error.words(with.lang.texts())))?;
    if first.is_none() && !with.at_counter {
        may_be_paid(&invoice, number)?;
    }
    let reach = table::reach(conn, claim.id)?;
    let (channel, dest) = way(&reach, number, with, &with.house.settings.sending.by)?;
    let lang = Lang::from_code(&reach.language).unwrap_or(invoice.language);
    let mut planned = Planned {
        number,
        name: reach.name.clone(),
        channel,
        dest,
        lang,
        subject: String::new(),
        text: String::new(),
        parts: 0,
        file: format!("{}.pdf", deliver::file_stem(&invoice)),
        copy,
        invoice,
        document: first.map(|document| document.id),
        note_id,
        reminder_id: None,
    };
    word(&mut planned, claim, with)?;
    Ok(planned)
}

/// Refuses what asks for money and does not say where to.
pub(super) fn may_be_paid(invoice: &Invoice, number: i64) -> Result<(), Refusal> {
    if invoice.is_to_pay() && invoice.way().is_none() {
        return Err(Refusal::NoAccountToPayTo { number });
    }
    Ok(())
}

/// What a payer writes on the payment, behind the words for it: the reference; without one the number, which is no reference. At the
/// beginning of a line in an e-mail, within a sentence on a phone.
pub(super) fn to_mark<'i>(channel: Channel, invoice: &'i Invoice, t: &Texts) -> (String, &'i str) {
    let (key, value) = if invoice.reference.is_empty() {
        ("sending-number-label", &invoice.number)
    } else {
        ("sending-reference-label", &invoice.reference)
    };
    let label = t.t(key);
    let mut letters = label.chars();
    let label = match letters.next() {
        Some(first) if channel == Channel::Email => first.to_uppercase().chain(letters).collect(),
        _ => label,
    };
    (label, value)
}

/// Refuses while another sending of the same paper waits, or may have left without anybody knowing.
fn under_way(conn: &Db, claim: &Claim, note_id: Option<i64>) -> Result<(), AppError> {
    let number = claim.number;
    for other in table::of_claim(conn, claim.id)? {
        let document = table::load_document(conn, other.document_id)?;
        if document.is_none_or(|document| document.credit_note_id != note_id || document.reminder_id.is_some()) {
            continue;
        }
        match other.state {
            SendingState::Waiting => return Err(Refusal::SendingWaits { number }.into()),
            SendingState::Unknown => return Err(Refusal::SendingUnknown { number, sending: other.id }.into()),
            _ => {}
        }
    }
    Ok(())
}

/// When the recipient got the paper first: by us, printed for its order, or by whatever the claim was imported from.
fn sent_before(
    conn: &Db,
    claim: i64,
    note_id: Option<i64>,
    first: Option<&Document>,
    invoice: &Invoice,
) -> Result<Option<NaiveDate>, AppError> {
    if let Some(at) = first.and_then(|document| document.first_at_ms) {
        return Ok(Some(clock::local(at).date()));
    }
    let dated = match note_id {
        None => claims::sent_on(conn, claim)?,
        Some(_) => None,
    };
    let printed = order::prints(conn, claim, note_id)? > 0;
    Ok(dated.or(printed.then_some(invoice.issued)))
}

/// By what, and to where: as it is asked for, as the recipient chose, else the first of `usual` that leads there.
pub(super) fn way(reach: &table::Reach, number: i64, with: &Posting, usual: &[Channel]) -> Result<(Channel, String), Refusal> {
    let to = |channel: Channel| match channel {
        Channel::Email if with.house.settings.mailing().is_none() => Err(Refusal::NoMail { number }),
        Channel::Email if reach.email.trim().is_empty() => Err(Refusal::NoEmail { number }),
        Channel::Email => match address(&reach.email) {
            Some(address) => Ok(address.to_owned()),
            None => Err(Refusal::EmailInvalid {
                number,
                email: reach.email.clone(),
            }),
        },
        Channel::Sms => mobile(&reach.phone, with.house.site.country, &with.plans).map_err(|_| Refusal::NoMobile { number }),
        Channel::Print => Ok(reach.name.clone()),
    };
    // A credit note is a paper: a message to a phone says none.
    let is_note = with.wish.is_of_notes();
    let chosen = with.wish.by.or(reach.channel);
    if let Some(channel) = chosen.filter(|channel| !is_note || *channel != Channel::Sms) {
        return Ok((channel, to(channel)?));
    }
    let mut last = Refusal::NoEmail { number };
    for channel in usual.iter().filter(|channel| !is_note || **channel != Channel::Sms) {
        match to(*channel) {
            Ok(dest) => return Ok((*channel, dest)),
            // A mistake of typing is mended, not gone round.
            Err(refusal @ Refusal::EmailInvalid { .. }) => return Err(refusal),
            Err(refusal) => last = refusal,
        }
    }
    Err(last)
}

/// Writes what it says.
fn word(planned: &mut Planned, claim: &Claim, with: &Posting) -> Result<(), AppError> {
    let t = planned.lang.texts();
    let invoice = &planned.invoice;
    let is_note = matches!(invoice.kind, Kind::CreditNote { .. });
    let amount = if is_note { invoice.totals.total } else { claim.left()? };
    let money = |amount: Money| format!("{} {}", t.money(amount), invoice.currency.code());
    let (amount, due) = (money(amount), invoice.due.unwrap_or(invoice.issued));
    // As it is now, where it was changed after the paper had left.
    let due = if is_note { due } else { claim.due_on };
    let (due, original) = (due.to_string(), claim.number.to_string());
    let (label, reference) = to_mark(planned.channel, invoice, t);
    let account = invoice.way().map_or("", |way| way.number.as_str());
    let what = invoice.lines.first().map_or("", |line| line.text.as_str());
    let values = [
        ("site", with.house.site.name.as_str()),
        ("name", planned.name.as_str()),
        ("number", invoice.number.as_str()),
        ("amount", amount.as_str()),
        ("due", due.as_str()),
        ("reference", reference),
        ("reference_label", label.as_str()),
        ("account", account),
        ("what", what),
        ("original", original.as_str()),
    ];
    let (subject, body) = if is_note {
        ("credit-subject", "credit-body")
    } else {
        ("subject", "body")
    };
    let marked = |text: String| {
        if planned.copy {
            format!("{}: {text}", t.t("print-copy"))
        } else {
            text
        }
    };
    let subject = marked(with.email.say(planned.lang, subject, &values));
    let text = match planned.channel {
        Channel::Email => with.email.say(planned.lang, body, &values),
        Channel::Print => String::new(),
        Channel::Sms => marked(with.sms.say(planned.lang, "text", &values)),
    };
    planned.subject = subject;
    planned.text = text;
    measure(planned, with)
}

/// Sees to it that a text for phones can be sent, and counts its parts.
pub(super) fn measure(planned: &mut Planned, with: &Posting) -> Result<(), AppError> {
    if planned.channel == Channel::Sms {
        planned.text = message::normalise(&planned.text).map_err(|fault| Refusal::TextUnsendable { detail: fault.to_string() })?;
        planned.parts = message::measure(&planned.text).parts;
        let most = with.house.settings.sms.max_parts;
        if planned.parts > most {
            let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
            return Err(Refusal::TextTooLong {
                parts: count(planned.parts),
                most: count(most),
            }
            .into());
        }
    }
    Ok(())
}
