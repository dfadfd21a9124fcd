//! E-mail and paper. Neither server nor printer knows whether it got the same before: what a crash left in the middle, and what was
//! given without an answer, is a person's to find out (gateways.md 10.3).

use sha2::{Digest, Sha256};

use super::retry::{Next, Tried, next};
use super::{Round, words};
use crate::app::ports::Ports;
use crate::app::print::deliver::{self, DeliverError, Delivery};
use crate::app::print::invoice::Invoice;
use crate::app::print::{Template, render, render_all};
use crate::app::usecase::orders::print::folder;
use crate::app::usecase::sending::{follow, paper, template};
use crate::app::{AppError, Session};
use crate::domain::refusal::Refusal;
use crate::domain::sending::SendingState;
use crate::gateways::PortError;
use crate::gateways::mail::{Attachment, Letter};
use crate::store::outbox::{self as table, Op, Out, OutState};
use crate::store::sending::{self, Sending};

/// Why something was not sent any more.
const EXPIRED: &str = "expired";
/// Why nobody knows: this process, or the one before, ended while it was being given.
const INTERRUPTED: &str = "interrupted";

/// A row that a crash left in the middle: it may have left.
pub(super) fn recover(session: &mut Session, out: &Out, round: &mut Round) -> Result<(), AppError> {
    round.unknown += 1;
    over(session, out, SendingState::Unknown, INTERRUPTED)
}

/// Writes where it ended.
fn over(session: &mut Session, out: &Out, to: SendingState, reason: &str) -> Result<(), AppError> {
    let state = if to == SendingState::Failed {
        OutState::Failed
    } else {
        OutState::Unknown
    };
    session.write(|tx| {
        table::move_on(tx, out.id, &[OutState::Claimed], state, reason, None)?;
        follow::moved(tx, out.id, to, reason, None)
    })
}

/// The sending of a row, and what its paper says.
fn load(session: &Session, out: &Out) -> Result<(Sending, Invoice), AppError> {
    let conn = &session.store.conn;
    let sending = sending::load(conn, out.subject_id)?.ok_or(Refusal::NothingHere {})?;
    let document = sending::load_document(conn, sending.document_id)?.ok_or(Refusal::NothingHere {})?;
    let mut invoice = paper::read(&document)?;
    invoice.copy = sending.copy;
    Ok((sending, invoice))
}

/// Whether a letter was put off since this round began: the server did not answer another one.
pub(super) fn is_put_off(session: &Session, out: &Out) -> Result<bool, AppError> {
    let now = table::load(&session.store.conn, out.id)?;
    Ok(now.is_some_and(|now| now.next_at_ms > session.actor().at_ms))
}

/// Takes a claimed letter outside.
pub(super) fn mail(session: &mut Session, ports: &mut Ports, out: &Out, round: &mut Round) -> Result<(), AppError> {
    if out.expires_at_ms < session.actor().at_ms {
        round.failed += 1;
        return over(session, out, SendingState::Failed, EXPIRED);
    }
    // What cannot be made has not left: a mistake in a template, say.
    let made = load(session, out).and_then(|(sending, invoice)| Ok((render(&invoice, &template(&session.settings)?)?, sending, invoice)));
    let (pdf, sending, invoice) = match made {
        Ok(made) => made,
        Err(error) => {
            round.failed += 1;
            let reason = error.words(session.lang);
            round.trouble.push(reason.clone());
            return over(session, out, SendingState::Failed, &reason);
        }
    };
    let file = format!("{}.pdf", deliver::file_stem(&invoice));
    let letter = Letter {
        key: &out.ext_key,
        name: &invoice.buyer.name,
        to: &out.dest,
        subject: &sending.subject,
        text: &sending.text,
        attachment: Some(Attachment { file: &file, pdf: &pdf }),
        at_ms: out.created_at_ms,
    };
    let answer = ports.mail().and_then(|mail| {
        if mail.id() == out.provider {
            mail.send(&letter)
        } else {
            Err(PortError::NotReached {
                detail: format!("{} is not the provider in the settings", out.provider),
            })
        }
    });
    match answer {
        Ok(said) => {
            round.done += 1;
            let digest = Sha256::digest(&pdf);
            session.write(|tx| {
                table::move_on(tx, out.id, &[OutState::Claimed], OutState::Done, &said, None)?;
                follow::moved(tx, out.id, SendingState::Left, &said, Some(digest.as_slice()))
            })
        }
        Err(error) => refuse(session, out, &error, round),
    }
}

fn refuse(session: &mut Session, out: &Out, error: &PortError, round: &mut Round) -> Result<(), AppError> {
    let reason = words(error);
    tracing::warn!(op = out.op.code(), attempt = out.attempt, reason, "outbox");
    let temporary = matches!(error, PortError::Temporary { .. });
    let tried = Tried {
        attempt: out.attempt,
        temporary: out.temporary + i64::from(temporary),
        expires_at_ms: out.expires_at_ms,
        keyed: false,
        owed: false,
    };
    let at = match next(error, tried, session.actor().at_ms, fastrand::i64(0..=40)) {
        Next::Again(at) => at,
        Next::Fail => {
            round.failed += 1;
            return over(session, out, SendingState::Failed, &reason);
        }
        Next::Unknown => {
            round.unknown += 1;
            return over(session, out, SendingState::Unknown, &reason);
        }
    };
    round.again += 1;
    let unreached = matches!(error, PortError::NotReached { .. });
    if unreached && !round.trouble.contains(&reason) {
        round.trouble.push(reason.clone());
    }
    session.write(|tx| {
        table::move_on(tx, out.id, &[OutState::Claimed], OutState::Queued, &reason, Some(at))?;
        if temporary {
            table::count_temporary(tx, out.id)?;
        }
        if unreached {
            // The others need not each wait for a server that does not answer.
            table::put_off(tx, Op::MailSend, at)?;
        }
        Ok(())
    })
}

/// A paper that is made and not printed yet.
struct Made {
    out: Out,
    invoice: Invoice,
    digest: Vec<u8>,
}

/// Whether more of a batch is being asked for at this moment: what is due of it waits for the rest.
fn is_gathering(session: &mut Session, batch: i64) -> Result<bool, AppError> {
    session.write(|tx| {
        let until = sending::paper_until(tx.conn(), batch)?.filter(|until| *until > tx.actor().at_ms);
        if let Some(until) = until {
            sending::gather_paper(tx, batch, until)?;
        }
        Ok(until.is_some())
    })
}

/// Prints the papers of a batch as one job, or as one file where the site prints by hand.
pub(super) fn print(session: &mut Session, ports: &Ports, batch: i64, outs: &[Out], round: &mut Round) -> Result<(), AppError> {
    if is_gathering(session, batch)? {
        return Ok(());
    }
    let template = match template(&session.settings) {
        Ok(template) => template,
        Err(error) => return fail_all(session, ports, outs, &error, round),
    };
    let mut made = Vec::with_capacity(outs.len());
    for out in outs {
        match make(session, out, &template) {
            Ok(one) => made.push(one),
            Err(error) => fail_all(session, ports, std::slice::from_ref(out), &error, round)?,
        }
    }
    let Some(first) = made.first() else { return Ok(()) };
    let stem = match made.as_slice() {
        [one] => deliver::file_stem(&one.invoice),
        several => format!(
            "{}-{}-{}",
            session.lang.texts().t("sending-file"),
            first.out.subject_id,
            several.len()
        ),
    };
    let invoices: Vec<&Invoice> = made.iter().map(|one| &one.invoice).collect();
    let saved = render_all(&invoices, &template)
        .map_err(AppError::from)
        .and_then(|bytes| Ok(deliver::save(&folder(&session.settings, session.path()), &stem, &bytes)?));
    let file = match saved {
        Ok(file) => file,
        Err(error) => {
            let outs: Vec<Out> = made.into_iter().map(|one| one.out).collect();
            return fail_all(session, ports, &outs, &error, round);
        }
    };
    // Until here nothing left. From here on a crash leaves a person to look into the printer.
    let holder = ports.holder.clone();
    let claimed = session.write(|tx| {
        let mut claimed = Vec::with_capacity(made.len());
        for one in &made {
            claimed.push(table::claim(tx, one.out.id, &holder)?);
        }
        Ok(claimed)
    })?;
    // One that was taken back meanwhile stands in the file: the whole is made anew, without it, in the next round.
    if claimed.contains(&false) {
        return session.write(|tx| {
            for one in &made {
                table::move_on(tx, one.out.id, &[OutState::Claimed], OutState::Queued, "", None)?;
            }
            Ok(())
        });
    }
    let delivery = Delivery {
        printer: session.settings.print.printer.clone(),
        ..Delivery::default()
    };
    let said = match session.settings.print.then.as_deref() {
        Some("print") => delivery.print(&file, &stem),
        _ => Ok(String::new()),
    };
    match said {
        Ok(said) => {
            round.done += made.len();
            let detail = format!("{} {said}", file.display());
            session.write(|tx| {
                for one in &made {
                    table::move_on(tx, one.out.id, &[OutState::Claimed], OutState::Done, detail.trim(), None)?;
                    follow::moved(tx, one.out.id, SendingState::Left, detail.trim(), Some(&one.digest))?;
                }
                Ok(())
            })
        }
        Err(error) => not_printed(session, &made, &error, round),
    }
}

fn make(session: &Session, out: &Out, template: &Template) -> Result<Made, AppError> {
    let (_, invoice) = load(session, out)?;
    let digest = Sha256::digest(render(&invoice, template)?).to_vec();
    Ok(Made {
        out: out.clone(),
        invoice,
        digest,
    })
}

fn not_printed(session: &mut Session, made: &[Made], error: &DeliverError, round: &mut Round) -> Result<(), AppError> {
    let reason = error.words(session.lang.texts());
    // One that was ended while it was handing the file over may have done so.
    let to = if matches!(error, DeliverError::TooSlow { .. }) {
        round.unknown += made.len();
        SendingState::Unknown
    } else {
        round.failed += made.len();
        SendingState::Failed
    };
    round.trouble.push(reason.clone());
    for one in made {
        over(session, &one.out, to, &reason)?;
    }
    Ok(())
}

fn fail_all(session: &mut Session, ports: &Ports, outs: &[Out], error: &AppError, round: &mut Round) -> Result<(), AppError> {
    let reason = error.words(session.lang);
    tracing::warn!(code = error.code(), "a paper cannot be made");
    if !round.trouble.contains(&reason) {
        round.trouble.push(reason.clone());
    }
    round.failed += outs.len();
    let holder = ports.holder.clone();
    session.write(|tx| {
        for out in outs {
            if table::claim(tx, out.id, &holder)? {
                table::move_on(tx, out.id, &[OutState::Claimed], OutState::Failed, &reason, None)?;
                follow::moved(tx, out.id, SendingState::Failed, &reason, None)?;
            }
        }
        Ok(())
    })
}
